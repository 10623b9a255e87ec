/* For the tests of the fetcher: the servers of tests/servers, and one whole conversation with one of them. The program is its own fetcher
 * child; it runs from the root of the source tree. */
#ifndef TESTS_IMAP_SERVERS_H
#define TESTS_IMAP_SERVERS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "child.h"
#include "fetch.h"

/* libetpan's own leak: a greeting of BYE. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:mailimap_greeting_new\nleak:mailimap_greeting_parse\n";
}

static char dir[64]; /* everything of this run */
static pid_t fakes;
static int fakes_stdin;

/* --- servers --- */

static inline void pause_ms(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000L}, NULL);
}

static inline char *slurp(const char *name)
{
	char path[300];
	struct buf b = {0};
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "r");
	for (int c; f && (c = getc(f)) != EOF;)
		buf_addc(&b, (char)c);
	if (f)
		fclose(f);
	buf_adds(&b, "");
	return b.data;
}

/* The value behind "KEY" and one separator in a file of lines. */
static inline char *value_of(const char *file, const char *key, char *value_r, size_t size)
{
	char *text = slurp(file), *save = NULL;
	size_t n = strlen(key);
	value_r[0] = '\0';
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		if (strncmp(line, key, n) == 0 && strchr(" =", line[n]))
			snprintf(value_r, size, "%s", line + n + 1);
	free(text);
	if (!*value_r)
		fail_msg("there is no %s in %s", key, file);
	return value_r;
}

static inline int port_of(const char *file, const char *key)
{
	char text[32];
	return atoi(value_of(file, key, text, sizeof text));
}

static inline void command(const char *fmt, ...)
{
	char line[600];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	if (system(line) != 0)
		fail_msg("failed: %s", line);
}

static inline void start_fakes(void)
{
	int in[2];
	char folder[80], certs[80], ports[90];
	snprintf(folder, sizeof folder, "%s/fakes", dir);
	snprintf(certs, sizeof certs, "%s/certs", dir);
	snprintf(ports, sizeof ports, "%s/ports", folder);
	assert_int_equal(pipe(in), 0);
	fakes = fork();
	if (fakes == 0) {
		dup2(in[0], 0);
		close(in[1]);
		execl("/usr/bin/python3", "python3", "tests/servers/fake_imap.py", folder, certs, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	fakes_stdin = in[1];
	for (int i = 0; i < 1000 && access(ports, F_OK) < 0; i++)
		pause_ms(10);
}

static inline int make_dir(void)
{
	snprintf(dir, sizeof dir, "/tmp/leadclerk-fetch-XXXXXX");
	return mkdtemp(dir) && chmod(dir, 0755) == 0 ? 0 : -1;
}

/* The profile of a server of which nothing is known, as etc/providers.yaml has it. */
static inline const struct provider *anybody(void)
{
	static const char *words[] = {"Unsafe Login"};
	static const struct provider p = {.name = "generic", .idle = IDLE_OFFERED, .poll_seconds = 60, .idle_seconds = 540,
	                                  .login_refused = {words, 1, 1}};
	return &p;
}

static inline struct server fake(const char *scenario)
{
	return (struct server){.name = scenario, .scheme = "imap", .host = "127.0.0.1", .port = port_of("fakes/ports", scenario),
	                       .user = "rep@corp.test", .security = SECURITY_NONE, .provider = anybody()};
}

/* The same over TLS, with the right authority. */
static inline struct server fake_tls(const char *scenario, const char *scheme)
{
	static char ca[128];
	struct server s = fake(scenario);
	snprintf(ca, sizeof ca, "%s/certs/ca.pem", dir);
	s.scheme = scheme;
	s.host = "localhost";
	s.security = SECURITY_REQUIRED;
	s.ca_file = ca;
	return s;
}

static const char password[] = "pa\"ss\\word"; /* what quoting is for */

/* --- one whole conversation --- */

enum stage { OPEN, LIST, MAILS, ALL };
static const char *const stage_names[] = {"open", "list", "mails", "all"};

struct outcome {
	enum stage stage;            /* which failed; ALL: none */
	struct err err;
	struct fetch_listing listing;
	uint32_t got[100];
	size_t got_count, bytes, missing;
	int64_t internaldate;        /* of the last one */
	size_t undated;
	char withheld[200];          /* what is said of the last one that did not come */
	bool wrong;                  /* a mail's bytes are not its own */
	size_t stop_after;           /* mails; 0: never */
};

static inline int take(void *ctx, const struct fetched *m, struct err *err)
{
	struct outcome *o = ctx;
	char subject[40];
	snprintf(subject, sizeof subject, "Subject: mail %u\r\n", m->uid);
	if (m->withheld) {
		snprintf(o->withheld, sizeof o->withheld, "%s", m->withheld);
		return 0;
	}
	if (o->got_count < 100)
		o->got[o->got_count] = m->uid;
	o->got_count++;
	o->bytes += m->raw.size;
	o->internaldate = m->internaldate;
	o->undated += m->internaldate == INT64_MIN;
	if (m->raw.size > 0 && (m->raw.size < strlen(subject) || memcmp(m->raw.data, subject, strlen(subject)) != 0))
		o->wrong = true;
	if (m->raw.size > 0 && memmem(m->raw.data, m->raw.size, "* 3 FETCH", 9))
		o->wrong = true;
	if (o->stop_after && o->got_count == o->stop_after)
		return err_set(err, 70, "enough");
	return 0;
}

static inline void list_and_fetch(struct child *c, struct arena *a, const char *folder, struct outcome *o)
{
	o->stage = LIST;
	if (fetch_list(c, a, folder, 0, &o->listing, &o->err) < 0)
		return;
	o->stage = MAILS;
	if (fetch_mails(c, o->listing.uids, o->listing.uids_count, take, o, &o->missing, &o->err) < 0)
		return;
	o->stage = ALL;
}

static inline struct outcome converse(struct child *c, const struct server *s, const char *folder)
{
	struct outcome o = {.stage = OPEN};
	struct arena *a = arena_new();
	if (fetch_open(c, s, password, &o.err) == 0)
		list_and_fetch(c, a, folder, &o);
	o.listing.uids = NULL;
	arena_free(a);
	return o;
}

struct expectation {
	const char *scenario;
	enum stage stage;
	int exit_code;
	const char *text;            /* part of the error's text */
	size_t got, missing;
};

static inline void expect(const struct expectation *e, const struct outcome *o)
{
	if (o->stage != e->stage)
		fail_msg("%s: ended at '%s' instead of '%s': %d %s", e->scenario, stage_names[o->stage], stage_names[e->stage],
		         o->stage == ALL ? 0 : o->err.exit_code, o->stage == ALL ? "" : o->err.text);
	if (o->stage != ALL && (o->err.exit_code != e->exit_code || !strstr(o->err.text, e->text)))
		fail_msg("%s: expected %d '%s', got %d '%s'", e->scenario, e->exit_code, e->text, o->err.exit_code, o->err.text);
	if (o->got_count != e->got || o->missing != e->missing || o->wrong)
		fail_msg("%s: %zu mails, %zu missing%s", e->scenario, o->got_count, o->missing, o->wrong ? ", wrong bytes" : "");
	for (size_t i = 1; i < o->got_count && i < 100; i++)
		if (o->got[i - 1] >= o->got[i])
			fail_msg("%s: UID %u after %u", e->scenario, o->got[i], o->got[i - 1]);
	if (o->stage != ALL && strstr(o->err.text, password))
		fail_msg("%s: the password is told: %s", e->scenario, o->err.text);
}

static inline void run(const struct expectation *e, const struct server *s)
{
	struct child *c = child_new("fetcher");
	struct outcome o = converse(c, s, "INBOX");
	expect(e, &o);
	fetch_close(c);
	child_free(c);
}

#endif
