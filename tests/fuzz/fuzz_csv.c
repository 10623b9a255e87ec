/* Any bytes as a table file, and as text in a body. */
#include "fuzz.h"

static void one(struct arena *a, struct bytes file)
{
	struct table_file t;
	const char *detail;
	if (csv_reader.matches(file, NULL))
		fuzz_look(csv_reader.read(a, file, &t, &detail), &t, &detail);
	fuzz_look(text_tables(a, text_clean(a, file.data, file.size), &t, &detail), &t, &detail);
	fuzz_look(table_read(a, file, "客户资料.csv", &t, &detail), &t, &detail);
}

FUZZ(one)
