#include "alarm.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bug.h"
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

/* What this process told and did not take back: the disk of the file may be what is wrong. */
struct told {
	struct told *next;
	char *path, *name, *text;     /* own */
};
static struct told *told;

static struct told **find_told(const char *path, const char *name)
{
	struct told **t = &told;
	while (*t && (strcmp((*t)->path, path) != 0 || strcmp((*t)->name, name) != 0))
		t = &(*t)->next;
	return t;
}

static bool forget(const char *path, const char *name)
{
	struct told **at = find_told(path, name), *t = *at;
	if (!t)
		return false;
	*at = t->next;
	free(t->path);
	free(t->name);
	free(t->text);
	free(t);
	return true;
}

static void remember(const char *path, const char *name, const char *text)
{
	struct told *t = calloc(1, sizeof *t);
	forget(path, name);
	if (!t || !(t->path = strdup(path)) || !(t->name = strdup(name)) || !(t->text = strdup(text)))
		bug_no_memory(sizeof *t);
	t->next = told;
	told = t;
}

/* The file is readable for whatever watches the machine, and nobody's else to write, whatever the umask. */
static void write_lines(struct arena *a, const char *path, const char *lines, bool loud)
{
	const char *fresh = arena_printf(a, "%s.new", path);
	if (!*lines) {
		unlink(path);
		return;
	}
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	FILE *f = fd < 0 || fchmod(fd, 0644) < 0 ? NULL : fdopen(fd, "w");
	if (!f && fd >= 0)
		close(fd);
	bool ok = f && fputs(lines, f) >= 0;
	if (f && fclose(f) != 0)
		ok = false;
	if ((!ok || rename(fresh, path) < 0) && loud)
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
	log_hide_addresses(text); /* everybody may read the file */
	const char *others = lines_without(a, path, name, &was), *line = arena_printf(a, "%s %s %s\n", time_text(now, moment), name, text);
	const struct told *mine = *find_told(path, name);
	bool written = was && strcmp(was, text) == 0, fresh = !written && !(mine && strcmp(mine->text, text) == 0);
	if (fresh)
		log_error(NULL, "ALARM %s: %s", name, text);
	if (!written)
		write_lines(a, path, arena_printf(a, "%s%s", others, line), fresh);
	if (fresh)
		alarm_command_start(name, line);
	if (fresh || !mine)
		remember(path, name, text);
	arena_free(a);
}

void alarm_clear(const char *store, const char *name)
{
	struct arena *a = arena_new();
	const char *was, *path = path_of(a, store), *others = lines_without(a, path, name, &was);
	if (forget(path, name) || was)
		log_info(NULL, "alarm %s is over", name);
	if (was)
		write_lines(a, path, others, true);
	arena_free(a);
}

void alarm_names(const char *store, struct buf *out)
{
	struct arena *a = arena_new();
	struct buf lines = {0};
	char name[64];
	const char *path = path_of(a, store);
	alarm_list(store, &lines);
	buf_addc(&lines, '\0');
	for (const char *at = lines.data; sscanf(at, "%*s %63s", name) == 1; at = strchr(at, '\n') + 1)
		buf_printf(out, "%s%s", out->size ? ", " : "", name);
	for (const struct told *t = told; t; t = t->next)
		if (strcmp(t->path, path) == 0 && !strstr(lines.data, arena_printf(a, " %s ", t->name)))
			buf_printf(out, "%s%s", out->size ? ", " : "", t->name);
	buf_release(&lines);
	arena_free(a);
}

void alarm_list(const char *store, struct buf *out)
{
	struct arena *a = arena_new();
	const char *none;
	buf_adds(out, lines_without(a, path_of(a, store), "", &none));
	arena_free(a);
}
