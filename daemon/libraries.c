#include "libraries.h"

#include "base/log.h"
#include "db.h"
#include "imap.h"
#include "mime.h"
#include "parsers/table.h"
#include "tls.h"

const struct library *libraries(size_t *count_r)
{
	static struct library all[5];
	static void (*const tell[])(struct library *) = {db_library, mime_library, table_html_library, tls_library, imap_library};
	*count_r = sizeof tell / sizeof *tell;
	for (size_t i = 0; i < *count_r; i++)
		tell[i](&all[i]);
	return all;
}

int libraries_check(const struct library *all, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (library_compare(&all[i]) == LIBRARY_OTHER)
			return err_set(err, 78, "%s is %s here, and this leadclerk was built with %s, which is another library: install the leadclerk package of this Debian "
			               "release, or the library's package of that one", all[i].name, all[i].here, all[i].built);
	return 0;
}

void libraries_warn(const struct library *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (library_compare(&all[i]) == LIBRARY_OLDER)
			log_warn(NULL, "%s is %s here, older than %s, which this leadclerk was built and tested with: upgrade it", all[i].name, all[i].here, all[i].built);
}
