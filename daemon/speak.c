#include "speak.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/buf.h"
#include "base/embed.h"

static enum language spoken = LANGUAGE_ENGLISH;

static enum language of_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? LANGUAGE_CHINESE : LANGUAGE_ENGLISH;
	}
	return LANGUAGE_ENGLISH;
}

void speak_in(const char *language)
{
	spoken = !language ? of_locale() : strcmp(language, language_names[LANGUAGE_ENGLISH]) == 0 ? LANGUAGE_ENGLISH : LANGUAGE_CHINESE;
}

enum language speak_language(void)
{
	return spoken;
}

/* The text behind "KEY = ", up to the line's end. */
static const char *find(const char *key)
{
	const struct embedded_file *f = embedded_find(spoken == LANGUAGE_ENGLISH ? "daemon/speak.en.txt" : "daemon/speak.zh-CN.txt");
	size_t n = strlen(key);
	for (const char *at = f ? f->data : ""; *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, key, n) == 0 && strncmp(at + n, " = ", 3) == 0)
			return at + n + 3;
	bug("nothing is said of %s", key);
}

const char *speak(struct arena *a, const char *key, const char *one, const char *two, const char *three, const char *four)
{
	const char *const values[] = {one, two, three, four};
	struct buf out = {0};
	for (const char *at = find(key); *at && *at != '\n'; at++) {
		bool value = at[0] == '{' && at[1] >= '1' && at[1] <= '4' && at[2] == '}', line = at[0] == '\\' && at[1] == 'n';
		if (value)
			buf_adds(&out, values[at[1] - '1'] ? values[at[1] - '1'] : "");
		else
			buf_addc(&out, line ? '\n' : *at);
		at += value ? 2 : line;
	}
	const char *said = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return said;
}
