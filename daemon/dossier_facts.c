#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/embed.h"
#include "base/text.h"
#include "db.h"
#include "dossier_inside.h"
#include "libraries.h"
#include "program.h"

enum { LOG_MAX_BYTES = 1024 * 1024, LOG_SECONDS = 20, LINE_MAX_BYTES = 4096 };

/* ---- versions: nobody's, and not scrubbed ---- */

static void say_system(struct buf *out)
{
	struct utsname u;
	char line[LINE_MAX_BYTES];
	FILE *in = fopen("/etc/os-release", "re");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, "PRETTY_NAME=", 12) == 0)
			buf_adds(out, line + 12);
	if (in)
		fclose(in);
	if (uname(&u) == 0)
		buf_printf(out, "%s %s %s\n", u.sysname, u.release, u.machine);
}

/* The files that are mapped carry their versions in their names. Those that the children bind (base/late.h) are bound here, for that alone. */
static void say_libraries(struct buf *out)
{
	char line[LINE_MAX_BYTES], last[LINE_MAX_BYTES] = "";
	struct err err;
	if (libraries_check(&err) < 0)
		buf_printf(out, "%s\n", err.text);
	FILE *in = fopen("/proc/self/maps", "re");
	while (in && fgets(line, sizeof line, in)) {
		char *name = strrchr(line, '/');
		if (!name || !strstr(name, ".so") || strstr(line, "/gconv/") || strcmp(name, last) == 0)
			continue;
		buf_adds(out, name + 1);
		memcpy(last, name, strlen(name) + 1);
	}
	if (in)
		fclose(in);
}

void dossier_versions(struct dossier *d)
{
	struct buf out = {0};
	buf_printf(&out, "leadclerk %s", embedded_find("VERSION")->data);
	say_system(&out);
	say_libraries(&out);
	dossier_add(d, "versions.txt", (struct bytes){(uint8_t *)out.data, out.size});
	buf_release(&out);
}

/* ---- the store ---- */

/* The newest number, which costs one look at an index: what was erased is counted, too. */
static const struct {
	const char *name, *sql;
} tables[] = {
	{"schema", "SELECT user_version FROM pragma_user_version"},
	{"pages", "SELECT page_count FROM pragma_page_count"},
	{"free pages", "SELECT freelist_count FROM pragma_freelist_count"},
	{"mails", "SELECT max(id) FROM mail"},
	{"lists", "SELECT max(id) FROM list_rows"},
	{"companies", "SELECT max(id) FROM company"},
	{"people", "SELECT max(id) FROM person"},
	{"letters", "SELECT max(id) FROM letter_body"},
	{"entries", "SELECT max(rowid) FROM entry"},
};

void dossier_count(struct dossier *d, struct store *s)
{
	struct buf out = {0};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		int64_t n = 0;
		struct err err = {0};
		if (db_one_int(s->db, &err, &n, tables[i].sql, "") < 0)
			buf_printf(&out, "%s: %s\n", tables[i].name, err.text);
		else
			buf_printf(&out, "%s: %" PRId64 "\n", tables[i].name, n);
	}
	dossier_add(d, "tables.txt", (struct bytes){(uint8_t *)out.data, out.size});
	buf_release(&out);
}

/* ---- the log ---- */

static void read_until(int fd, double deadline, struct buf *out)
{
	ssize_t n = 1;
	while (n > 0 && out->size < LOG_MAX_BYTES && clock_monotonic() < deadline) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, 1000) <= 0)
			continue;
		n = read(fd, buf_space(out, 65536), 65536);
		out->size += n > 0 ? (size_t)n : 0;
	}
}

static void run_journal(struct buf *out)
{
	static const char *const argv[] = {"/usr/bin/journalctl", "--quiet", "--no-pager", "--output=short-iso", "--lines=500", "--unit=leadclerk", "--unit=leadclerk@*", NULL};
	double deadline = clock_monotonic() + LOG_SECONDS;
	int ends[2], null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	pid_t pid;
	if (null >= 0 && pipe2(ends, O_CLOEXEC) == 0) {
		int fault = program_start(argv, null, ends[1], &pid);
		close(ends[1]);
		if (fault == 0) {
			read_until(ends[0], deadline, out);
			program_wait(pid, deadline);
		}
		close(ends[0]);
	}
	if (null >= 0)
		close(null);
}

void dossier_journal(struct dossier *d)
{
	struct buf out = {0};
	run_journal(&out);
	if (out.size)
		dossier_add_text(d, "log.txt", text_clean(d->a, out.data, out.size));
	else
		printf("  no log: journald has none of leadclerk here, or does not show it to you; add the lines that belong to the trouble yourself\n");
	buf_release(&out);
}
