/* Any bytes: as a compound file, else as the stream of records that one holds. */
#include "fuzz.h"

static void one(struct arena *a, struct bytes file)
{
	struct table_file t;
	const char *detail;
	fuzz_look(xls_reader.read(a, file, &t, &detail), &t, &detail);
}

FUZZ(one)
