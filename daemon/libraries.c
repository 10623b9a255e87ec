#include "libraries.h"

#include "company.h"
#include "db.h"
#include "imap.h"
#include "mime.h"
#include "parsers/table.h"
#include "smtp.h"
#include "tls.h"

const struct library *libraries(size_t *count_r, struct err *err)
{
	static struct library all[6];
	static void (*const tell[])(struct library *) = {db_library, mime_library, table_html_library, tls_library, imap_library, smtp_library};
	*count_r = sizeof tell / sizeof *tell;
	if (mime_open(err) < 0 || table_prepare(err) < 0 || tls_bind(err) < 0 || imap_bind(err) < 0 || smtp_open(err) < 0)
		return NULL;
	for (size_t i = 0; i < *count_r; i++)
		tell[i](&all[i]);
	return all;
}

int libraries_check(struct err *err)
{
	size_t count;
	return !libraries(&count, err) || company_bind(err) < 0 ? -1 : 0;
}
