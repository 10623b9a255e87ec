#include "alarm.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "alarm_command.h"

static char *path_of(struct arena *a, const char *store)
{
	return arena_printf(a, "%s.alarm", store);
}

/* The lines but the one of that name; *was_r: its text, or NULL. */
static const char *lines_without(struct arena *a, const char *path, const char *name, const char **was_r)
{
	char *line = NULL, *kept = arena_strdup(a, "");
	size_t room = 0;
	FILE *f = fopen(path, "re");
	*was_r = NULL;
	while (f && getline(&line, &room, f) > 0) {
		const char *word = strchr(line, ' ');
		size_t n = word ? strcspn(word + 1, " \n") : 0;
		line[strcspn(line, "\n")] = '\0';
		if (n == strlen(name) && strncmp(word + 1, name, n) == 0)
			*was_r = arena_strdup(a, word + 1 + n + (word[1 + n] == ' '));
		else
			kept = arena_printf(a, "%s%s\n", kept, line);
	}
	free(line);
	if (f)
		fclose(f);
	return kept;
}

static void write_lines(struct arena *a, const char *path, const char *lines)
{
	const char *fresh = arena_printf(a, "%s.new", path);
	if (!*lines) {
		unlink(path);
		return;
	}
	FILE *f = fopen(fresh, "we");
	bool ok = f && fputs(lines, f) >= 0;
	if (f && fclose(f) != 0)
		ok = false;
	if (!ok || rename(fresh, path) < 0)
		log_error(NULL, "alarm file %s: %s", path, strerror(errno));
}

void alarm_raise(const char *store, const char *name, int64_t now, const char *fmt, ...)
{
	struct arena *a = arena_new();
	char moment[TIME_TEXT_SIZE];
	const char *was, *path = path_of(a, store);
	va_list ap;
	va_start(ap, fmt);
	char *text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	const char *others = lines_without(a, path, name, &was);
	if (!was || strcmp(was, text) != 0) {
		const char *line = arena_printf(a, "%s %s %s\n", time_text(now, moment), name, text);
		log_error(NULL, "ALARM %s: %s", name, text);
		write_lines(a, path, arena_printf(a, "%s%s", others, line));
		alarm_command_start(name, line);
	}
	arena_free(a);
}

void alarm_clear(const char *store, const char *name)
{
	struct arena *a = arena_new();
	const char *was, *path = path_of(a, store), *others = lines_without(a, path, name, &was);
	if (was) {
		log_info(NULL, "alarm %s is over", name);
		write_lines(a, path, others);
	}
	arena_free(a);
}

void alarm_names(const char *store, struct buf *out)
{
	struct buf lines = {0};
	char name[64];
	alarm_list(store, &lines);
	buf_addc(&lines, '\0');
	for (const char *at = lines.data; sscanf(at, "%*s %63s", name) == 1; at = strchr(at, '\n') + 1)
		buf_printf(out, "%s%s", out->size ? ", " : "", name);
	buf_release(&lines);
}

void alarm_list(const char *store, struct buf *out)
{
	struct arena *a = arena_new();
	const char *none;
	buf_adds(out, lines_without(a, path_of(a, store), "", &none));
	arena_free(a);
}
