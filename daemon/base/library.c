#include "base/library.h"

#include <stdlib.h>

#include "base/log.h"

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

int library_check(const struct library *l, struct err *err)
{
	if (library_compare(l) != LIBRARY_OTHER)
		return 0;
	return err_set(err, 78, "%s is %s here, and this leadclerk was built with %s, which is another library: install the leadclerk package of this Debian "
	               "release, or the library's package of that one", l->name, l->here, l->built);
}

int library_met(const struct library *l, struct err *err)
{
	if (library_compare(l) == LIBRARY_OLDER)
		log_warn(NULL, "%s is %s here, older than %s, which this leadclerk was built and tested with: upgrade it", l->name, l->here, l->built);
	return library_check(l, err);
}
