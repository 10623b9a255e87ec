/* Archives that are no zip, and what .7z says of its own directory. (libarchive itself is not instrumented: what is counted as new is ours.) */
#include "fuzz.h"
#include "parsers/seven.h"
#include "parsers/unpack.h"

static bool look(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	(void)arg, (void)file;
	must(text_is_utf8(name, strlen(name)) && text_count(name) <= ARCHIVE_NAME_MAX);
	must((detail == NULL) == (status == TABLE_OK));
	return true;
}

static void one(struct arena *a, struct bytes file)
{
	const char *detail = NULL;
	seven_directory_size(file);
	if (unpack_is(file))
		must(archive_files(a, file, look, a, &detail) == TABLE_OK || (*detail && text_is_utf8(detail, strlen(detail))));
}

FUZZ(one)
