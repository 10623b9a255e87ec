#include "base/library.h"

#include <stdlib.h>

/* The next number of a dotted version; *at moves behind it, and stays at what is none. */
static long next_number(const char **at)
{
	char *end;
	if (**at < '0' || **at > '9')
		return 0;
	long n = strtol(*at, &end, 10);
	*at = *end == '.' ? end + 1 : end;
	return n;
}

enum library_match library_compare(const struct library *l)
{
	const char *built = l->built, *here = l->here;
	for (int i = 0; i < 4; i++) {
		long was = next_number(&built), is = next_number(&here);
		if (i == 0 && is != was && !(l->lasting && is > was))
			return LIBRARY_OTHER;
		if (is != was)
			return is > was ? LIBRARY_FITS : LIBRARY_OLDER;
	}
	return LIBRARY_FITS;
}
