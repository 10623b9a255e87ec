/* Two ways in: what begins as a zip is a package; all else is the flat form, or the inside of a spreadsheet's body. */
#include "fuzz.h"

static const char head[] = "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='t' xmlns:text='x' "
	"xmlns:calcext='c' xmlns:draw='d'><office:body><office:spreadsheet>";
static const char tail[] = "</office:spreadsheet></office:body></office:document>";

static void one(struct arena *a, struct bytes file)
{
	struct table_file t = {0};
	const char *detail = "";
	struct buf flat = {0};
	if (ods_reader.matches(file, NULL)) {
		fuzz_look(ods_reader.read(a, file, &t, &detail), &t, &detail);
		return;
	}
	if (!fods_reader.matches(file, NULL)) {
		buf_adds(&flat, head);
		buf_add(&flat, file.data, file.size);
		buf_adds(&flat, tail);
		file = (struct bytes){(const uint8_t *)flat.data, flat.size};
	}
	fuzz_look(fods_reader.read(a, file, &t, &detail), &t, &detail);
	buf_release(&flat);
}

FUZZ(one)
