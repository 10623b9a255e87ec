/* Any bytes as a web page that claims to be a workbook, and as a mail's body. */
#include "fuzz.h"

static void one(struct arena *a, struct bytes file)
{
	struct table_file t;
	const char *detail;
	fuzz_look(html_reader.read(a, file, &t, &detail), &t, &detail);
	fuzz_look(html_tables(a, text_clean(a, file.data, file.size), &t, &detail), &t, &detail);
	if (html_reader.matches(file, NULL))
		fuzz_look(table_read(a, file, NULL, &t, &detail), &t, &detail);
}

FUZZ(one)
