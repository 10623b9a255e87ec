#include "exports.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 7 };

/* Whatever somebody's shell put into it stays within its column. */
static void put_column(struct buf *b, const char *text, char end)
{
	for (; *text; text++)
		buf_addc(b, (unsigned char)*text < ' ' ? ' ' : *text);
	buf_addc(b, end);
}

static int append(int fd, const struct buf *line)
{
	return write(fd, line->data, line->size) == (ssize_t)line->size && fsync(fd) == 0 ? 0 : -1;
}

int exports_add(const char *store, const struct export *e, struct err *err)
{
	char path[4096];
	struct buf line = {0};
	const char *columns[COLUMNS] = {e->at, e->id, e->login, e->what, e->state, e->lines, e->mark};
	snprintf(path, sizeof path, "%s.exports", store);
	for (int i = 0; i < COLUMNS; i++)
		put_column(&line, columns[i], i + 1 < COLUMNS ? '\t' : '\n');
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	int failed = fd < 0 || append(fd, &line) < 0 ? err_set(err, 73, "every export is logged, and %s can't be written: %s", path, strerror(errno)) : 0;
	if (fd >= 0)
		close(fd);
	buf_release(&line);
	return failed;
}

static bool take_line(char *line, struct export *e_r)
{
	char *at[COLUMNS] = {line};
	for (int i = 1; i < COLUMNS; i++) {
		char *tab = strchr(at[i - 1], '\t');
		if (!tab)
			return false;
		*tab = '\0';
		at[i] = tab + 1;
	}
	*e_r = (struct export){at[0], at[1], at[2], at[3], at[4], at[5], at[6]};
	return true;
}

int exports_read(const char *store, struct arena *a, struct exports *e_r, struct err *err)
{
	char path[4096], *line = NULL;
	size_t room = 0;
	ssize_t n;
	snprintf(path, sizeof path, "%s.exports", store);
	*e_r = (struct exports){0};
	FILE *f = fopen(path, "re");
	if (!f)
		return errno == ENOENT ? 0 : err_set(err, 66, "reading %s: %s", path, strerror(errno));
	while ((n = getline(&line, &room, f)) > 0) {
		struct export e;
		if (take_line(arena_strndup(a, line, (size_t)n - (line[n - 1] == '\n')), &e)) /* a last one that was cut off is none */
			ARENA_PUSH(a, e_r, items) = e;
	}
	free(line);
	int failed = ferror(f) ? err_set(err, 66, "reading %s: %s", path, strerror(errno)) : 0;
	fclose(f);
	return failed;
}

const char *exports_login(struct arena *a)
{
	const struct passwd *p = getpwuid(getuid());
	const char *name = p ? p->pw_name : NULL, *behind = getuid() == 0 ? getenv("SUDO_USER") : NULL;
	if (!name)
		return arena_printf(a, "uid%ld", (long)getuid());
	return behind && *behind ? arena_printf(a, "%s/%s", behind, name) : arena_strdup(a, name);
}
