/* Two ways in: what begins as a zip is a package; all else is a whole document of one file, or the inside of its body. */
#include "fuzz.h"

static const char head[] = "<?mso-application progid=\"Word.Document\"?><w:document xmlns:w='w' xmlns:mc='m'><w:body>";
static const char tail[] = "</w:body></w:document>";

static void one(struct arena *a, struct bytes file)
{
	struct table_file t = {0};
	const char *detail = "";
	struct buf flat = {0};
	if (docx_reader.matches(file, NULL)) {
		fuzz_look(docx_reader.read(a, file, &t, &detail), &t, &detail);
		return;
	}
	if (!word_xml_reader.matches(file, NULL)) {
		buf_adds(&flat, head);
		buf_add(&flat, file.data, file.size);
		buf_adds(&flat, tail);
		file = (struct bytes){(const uint8_t *)flat.data, flat.size};
	}
	fuzz_look(word_xml_reader.read(a, file, &t, &detail), &t, &detail);
	buf_release(&flat);
}

FUZZ(one)
