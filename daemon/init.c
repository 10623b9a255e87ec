#include "init.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "conf.h"
#include "conf_provider.h"
#include "doctor.h"
#include "file_bytes.h"
#include "init_inside.h"
#include "mx.h"
#include "owner.h"
#include "place.h"
#include "setup.h"
#include "speak.h"

const char *const init_options[INIT_COUNT] = {
	[INIT_COMPANY] = "company", [INIT_ZONE] = "zone", [INIT_MAILBOX] = "mailbox", [INIT_IMAP] = "imap", [INIT_SMTP] = "smtp", [INIT_PASSWORD_FILE] = "password-file",
	[INIT_ROSTER] = "roster", [INIT_DIRECTOR] = "director", [INIT_GM] = "gm", [INIT_DIRECTOR_PASSWORD_FILE] = "director-password-file", [INIT_OPERATOR] = "operator",
	[INIT_PACKS] = "packs", [INIT_QUOTA] = "quota", [INIT_DUE] = "due", [INIT_DONATION] = "donation", [INIT_WEEKEND] = "weekend", [INIT_SINCE] = "since"};

/* ---- questions ---- */

static int stopped(struct err *err, struct init *i)
{
	return err_set(err, 64, "%s", SPEAK(i->a, "init.stopped"));
}

/* Taken as `check` takes it; but mostly it is a slip. */
static void note_bare(struct init *i, enum init_question q)
{
	const char *name, *addr = q == INIT_MAILBOX || q == INIT_OPERATOR ? i->answer[q] : NULL;
	if (q == INIT_DIRECTOR || q == INIT_GM)
		init_person(i->a, i->answer[q], &name, &addr);
	if (addr && conf_address_is_bare(addr))
		printf("%s\n", SPEAK(i->a, "init.bare", addr));
}

/* The option's value is the first answer. Without conversation a wrong one, or none where there must be one, ends it. */
int init_ask(struct init *i, enum init_question q, const char *usual, struct err *err)
{
	const char *text = i->given->answer[q], *option = init_options[q], *wrong;
	const char *question = SPEAK(i->a, arena_printf(i->a, "ask.%s", option));
	if (!text && i->given->yes && !usual)
		return err_set(err, 64, "%s", SPEAK(i->a, "init.missing", option));
	if (!text && i->given->yes)
		text = usual;
	for (bool typed = !text; (text = typed ? ask_line(i->a, question, usual) : text); typed = true) {
		i->answer[q] = text;
		if (!*text && usual && !*usual)
			return 0;
		wrong = init_wrong(i, q, &i->answer[q]);
		if (!wrong) {
			note_bare(i, q);
			return 0;
		}
		if (i->given->yes)
			return err_set(err, 64, "--%s %s: %s", option, text, SPEAK(i->a, wrong, text));
		printf("  %s\n", SPEAK(i->a, wrong, text));
	}
	return stopped(err, i);
}

/* The first line of a file, as secret.c takes it. */
static int password_of_file(const char *path, char secret_r[ASK_MAX], struct err *err)
{
	struct buf b = {0};
	int failed = file_bytes(path, ASK_MAX - 1, &b, err);
	size_t n = failed ? 0 : strcspn(b.data, "\r\n");
	memcpy(secret_r, b.data ? b.data : "", n);
	secret_r[n] = '\0';
	if (b.data)
		explicit_bzero(b.data, b.size);
	buf_release(&b);
	if (!failed && n == 0)
		failed = err_set(err, 64, "%s: its first line is empty", path);
	if (failed)
		err->exit_code = 64;
	return failed;
}

int init_ask_password(struct init *i, enum init_question q, const char *key, bool optional, char secret_r[ASK_MAX], struct err *err)
{
	const char *file = i->given->answer[q];
	if (file)
		return password_of_file(file, secret_r, err);
	if (i->given->yes && optional)
		return 0;
	if (i->given->yes)
		return err_set(err, 64, "%s", SPEAK(i->a, "init.missing", init_options[q]));
	do {
		if (ask_secret(SPEAK(i->a, key), secret_r) < 0)
			return stopped(err, i);
		if (!*secret_r && !optional)
			printf("  %s\n", SPEAK(i->a, "wrong.empty"));
	} while (!*secret_r && !optional);
	return 0;
}

/* ---- the mailbox ---- */

static void know_provider(struct init *i)
{
	struct texts mx = {0};
	i->domain = init_domain(i->answer[INIT_MAILBOX]);
	i->provider = provider_of_domain(i->a, i->domain, &mx);
	if (!i->provider && !i->given->answer[INIT_IMAP]) {
		mx_find(i->a, i->domain, &mx);
		i->provider = provider_of_domain(i->a, i->domain, &mx);
	}
	if (i->provider)
		printf("%s\n", SPEAK(i->a, "init.provider", i->provider->title));
	else if (!i->given->yes)
		printf("%s\n", SPEAK(i->a, "init.no_provider", i->domain));
}

static int ask_server(struct init *i, enum init_question q, const char *pattern, const char *likely, struct err *err)
{
	const char *url = provider_url(i->a, pattern, i->domain);
	if (url && !i->given->answer[q]) {
		i->answer[q] = url;
		return 0;
	}
	return init_ask(i, q, i->given->yes ? NULL : likely, err);
}

/* The sender beside the server that was just named: imap.X has its smtp.X, any other host is probably both. */
static const char *likely_smtp(const struct init *i)
{
	const char *host = strstr(i->answer[INIT_IMAP], "://");
	if (!host)
		return arena_printf(i->a, "smtps://smtp.%s:465", i->domain);
	host += 3;
	bool named = strncmp(host, "imap.", 5) == 0;
	host += named ? 5 : 0;
	return arena_printf(i->a, "smtps://%s%.*s:465", named ? "smtp." : "", (int)strcspn(host, ":/"), host);
}

/* What must be switched on there, before the authorization code is asked for. */
static void advise(struct init *i)
{
	const struct provider *p = i->provider;
	if (!p) {
		const char *host = strstr(i->answer[INIT_IMAP], "://");
		p = provider_of_host(i->a, host ? arena_strndup(i->a, host + 3, strcspn(host + 3, ":/")) : "");
	}
	printf("%s\n", SPEAK(i->a, "init.switch_on", p->title));
	for (size_t k = 0; k < p->advice.items_count; k++)
		printf("  - %s\n", p->advice.items[k]);
}

static int ask_mailbox(struct init *i, struct err *err)
{
	if (init_ask(i, INIT_MAILBOX, NULL, err) < 0)
		return -1;
	know_provider(i);
	const struct provider *p = i->provider;
	if (ask_server(i, INIT_IMAP, p ? p->imap : NULL, arena_printf(i->a, "imaps://imap.%s:993", i->domain), err) < 0 ||
	    ask_server(i, INIT_SMTP, p ? p->smtp : NULL, likely_smtp(i), err) < 0)
		return -1;
	if (init_is_maildir(i->answer[INIT_IMAP]))
		return 0;
	advise(i);
	if (i->given->password_stdin) {
		if (!fgets(i->password, sizeof i->password, stdin))
			return err_set(err, 64, "--password-stdin: nothing came");
		i->password[strcspn(i->password, "\r\n")] = '\0';
		return *i->password ? 0 : err_set(err, 64, "--password-stdin: the first line is empty");
	}
	return init_ask_password(i, INIT_PASSWORD_FILE, "init.password", false, i->password, err);
}

/* ---- the rules ---- */

static int ask_rules(struct init *i, struct err *err)
{
	if (init_ask(i, INIT_PACKS, "S0", err) < 0)
		return -1;
	bool lists = strstr(i->answer[INIT_PACKS], "S0");
	if (lists && (init_ask(i, INIT_QUOTA, "100", err) < 0 || init_ask(i, INIT_DUE, "23:59", err) < 0))
		return -1;
	if (lists && !i->given->yes)
		printf("%s\n", SPEAK(i->a, "init.law"));
	if (lists && init_ask(i, INIT_DONATION, "2.00", err) < 0)
		return -1;
	return init_ask(i, INIT_WEEKEND, SPEAK(i->a, "weekend.two_days"), err);
}

/* The next weekday: what the calendars say of it, the configuration knows. */
static const char *next_day(struct init *i)
{
	char *text = arena_alloc(i->a, DATE_TEXT_SIZE);
	date d = time_date(i->now) + 1;
	while (date_weekday(d) >= 5)
		d++;
	date_text(d, text);
	return text;
}

static int ask_all(struct init *i, struct err *err)
{
	if (init_ask(i, INIT_COMPANY, NULL, err) < 0 || init_ask(i, INIT_ZONE, "Asia/Shanghai", err) < 0 || ask_mailbox(i, err) < 0)
		return -1;
	if (init_ask_people(i, err) < 0 || init_ask(i, INIT_OPERATOR, "", err) < 0 || ask_rules(i, err) < 0)
		return -1;
	if (init_ask(i, INIT_SINCE, next_day(i), err) < 0)
		return -1;
	date since;
	if (date_parse(i->answer[INIT_SINCE], &since) == 0 && since <= time_date(i->now)) /* what is due for a day is due the night before */
		printf("%s\n", SPEAK(i->a, "init.since_past", i->answer[INIT_SINCE]));
	return 0;
}

/* ---- what is written is tried ---- */

/* As the service's user, if there is one: what it can't read shows here, not at its start. */
static int look(struct init *i, struct err *err)
{
	struct setup s;
	struct buf out = {0};
	if (setup_read(i->configuration, &s, err) < 0)
		return -1;
	if (owner_become(s.office.store, err) < 0) {
		setup_free(&s);
		return -1;
	}
	setup_free(&s);
	if (setup_read(i->configuration, &s, err) < 0)
		return -1;
	printf("\n%s\n", SPEAK(i->a, "init.checked", i->configuration));
	fflush(stdout);
	int failed = doctor(&s.office, NULL, &out, err);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	setup_free(&s);
	return failed;
}

/* A refused login is told with what to do about it; a code that was mistyped can be typed again, a few times: providers lock whoever keeps knocking. */
static int look_again(struct init *i, struct err *err)
{
	enum { TRIES = 2 };
	const struct place own = {0600, (uid_t)-1, (gid_t)-1};
	int failed = look(i, err);
	for (int n = 0; failed && err->exit_code == 77 && !i->given->yes && !i->director_imap && n < TRIES; n++) {
		const char *path = arena_printf(i->a, "%s%s", i->folder, init_secret(i, "clerk"));
		printf("%s\n", err->text);
		if (ask_secret(SPEAK(i->a, "init.password_again"), i->password) < 0 || !*i->password)
			break;
		const char *line = arena_printf(i->a, "%s\n", i->password);
		if (place_write(i->a, path, (struct bytes){(const uint8_t *)line, strlen(line)}, &own, err) < 0 || place_done(i->a, path, true, err) < 0)
			return -1;
		failed = look(i, err);
	}
	return failed;
}

/* ---- all of it ---- */

static int begin(struct init *i, struct err *err)
{
	if (i->given->yes)
		return 0;
	printf("%s\n", SPEAK(i->a, "init.begin", i->configuration));
	if (!i->given->password_stdin || i->given->answer[INIT_MAILBOX])
		return 0;
	return err_set(err, 64, "--password-stdin goes with --yes");
}

static int all(struct init *i, struct err *err)
{
	if (begin(i, err) < 0 || init_may_write(i, err) < 0 || ask_all(i, err) < 0 || init_write(i, err) < 0)
		return -1;
	int failed = look_again(i, err);
	printf("\n%s\n", SPEAK(i->a, failed ? "init.next_after_fault" : "init.next", i->configuration));
	return failed;
}

int init(const struct init_given *given, const char *configuration, int64_t now, struct err *err)
{
	const char *slash = strrchr(configuration, '/');
	struct init i = {.a = arena_new(), .given = given, .configuration = configuration, .now = now};
	i.folder = slash ? arena_strndup(i.a, configuration, (size_t)(slash - configuration) + 1) : "";
	int failed = all(&i, err);
	explicit_bzero(i.password, sizeof i.password);
	explicit_bzero(i.director_password, sizeof i.director_password);
	arena_free(i.a);
	return failed;
}
