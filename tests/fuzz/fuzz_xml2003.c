/* A whole document, or the inside of a workbook. */
#include "fuzz.h"

static const char head[] = "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='s' xmlns:x='x'>";
static const char tail[] = "</Workbook>";

static void one(struct arena *a, struct bytes file)
{
	struct table_file t = {0};
	const char *detail = "";
	struct buf flat = {0};
	if (!xml2003_reader.matches(file, NULL)) {
		buf_adds(&flat, head);
		buf_add(&flat, file.data, file.size);
		buf_adds(&flat, tail);
		file = (struct bytes){(const uint8_t *)flat.data, flat.size};
	}
	fuzz_look(xml2003_reader.read(a, file, &t, &detail), &t, &detail);
	buf_release(&flat);
}

FUZZ(one)
