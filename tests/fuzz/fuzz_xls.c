/* Any bytes behind an OLE header. */
#include <string.h>

#include "fuzz.h"

static void one(struct arena *a, struct bytes file)
{
	struct table_file t;
	const char *detail;
	if (file.size >= 512)
		fuzz_look(xls_reader.read(a, file, &t, &detail), &t, detail);
}

FUZZ(one)
