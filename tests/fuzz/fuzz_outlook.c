/* winmail.dat by its signature, else a compound file. */
#include "fuzz.h"

static bool look(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	unsigned *sum = arg;
	must(text_is_utf8(name, strlen(name)) && text_count(name) <= ARCHIVE_NAME_MAX);
	must(status == TABLE_OK && !detail);
	for (size_t i = 0; i < file.size; i++) /* each byte is there */
		*sum += file.data[i];
	return true;
}

static void good(const char *text)
{
	must(text && text_is_utf8(text, strlen(text)));
}

static void one(struct arena *a, struct bytes file)
{
	struct outlook_words words;
	const char *detail = NULL;
	unsigned sum = 0;
	if (!outlook_is(a, file))
		return;
	must(outlook_files(a, file, look, &sum, &words, &detail) == TABLE_OK || (*detail && text_is_utf8(detail, strlen(detail))));
	good(words.subject);
	good(words.text);
	good(words.html);
}

FUZZ(one)
