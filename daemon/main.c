/* The command line: reads the configuration, opens what the command needs, and is the one place that logs errors and exits. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/embed.h"
#include "base/journal.h"
#include "base/library.h"
#include "base/log.h"
#include "alarm_command.h"
#include "arguments.h"
#include "change.h"
#include "check_notes.h"
#include "clerk.h"
#include "commands.h"
#include "company.h"
#include "compose.h"
#include "conf.h"
#include "db.h"
#include "doctor.h"
#include "dossier.h"
#include "exports.h"
#include "facts.h"
#include "headers.h"
#include "import.h"
#include "handed.h"
#include "init.h"
#include "intake.h"
#include "jail.h"
#include "libraries.h"
#include "owner.h"
#include "rebuild.h"
#include "request.h"
#include "screen.h"
#include "serve.h"
#include "speak.h"
#include "turn.h"
#include "usage.h"

enum { FORGET_SECONDS = 1800 /* the daemon looks through all of the store, and writes it anew */, WATCH_SECONDS = 2 };

struct call {
	const char *configuration;
	struct command_options options;   /* words: without the command */
	struct arena *a;
	struct setup setup;
	const struct command *command;
	const char *login;          /* who called */
	const char *change;         /* words of a change that are not those of the command line; or NULL ... */
	const char *handed;         /* ... and the letter that they name (handed.h) */
};

struct command {
	const char *name, *does;
	int (*look)(struct viewer *v, struct err *err);         /* one of these is set (both: it looks, and with --yes does it): the store is opened for reading, */
	int (*work)(struct clerk *c, struct call *call, struct err *err); /* for writing, */
	int (*plain)(struct call *call, struct err *err);       /* or not at all */
	unsigned traits;            /* what follows */
};
enum {
	/* plain: */
	BARE = 1,                   /* a file in hand needs no office, and nothing of how names and headers are read */
	NO_OFFICE = 2,              /* its configuration is not read before: there is none yet, or its faults are what is asked about */
	ALL_WELL = 4,               /* it says whether all is well: with the libraries, too */
	WRITES = 8,                 /* files that are the clerk's: as him */
	/* look: */
	NO_EXPORT = 16,             /* as CSV or JSON, too, it takes out nothing of the tables that are logged (exports.h) */
	/* work: */
	READS_MAIL = 32,            /* what connects to mailboxes starts while the store is opened; */
	EXPECTS_MAIL = 64,          /* what reads mails and sends letters, too */
	OWN_CLOCK = 128,            /* looks itself whether the configuration changed: on its own clock */
	ASKS_DAEMON = 256,          /* where that has the store */
};

/* ---- commands that write ---- */

static int work_once(struct clerk *c, struct call *call, struct err *err)
{
	struct turn_result r;
	alarm_command_use(call->setup.office.alarm_command, call->setup.office.alarm_command_count, ALARM_COMMAND_SECONDS);
	do {
		if (turn_watched(c, clock_now(), &r, err) < 0)
			return -1;
	} while (r.more);
	return intake_trouble(c, err) ? -1 : 0;
}

static int work_drain(struct clerk *c, struct call *call, struct err *err)
{
	alarm_command_use(call->setup.office.alarm_command, call->setup.office.alarm_command_count, ALARM_COMMAND_SECONDS);
	return turn_drain(c, err);
}

static int work_replay(struct clerk *c, struct call *call, struct err *err)
{
	int64_t until;
	if (!call->options.until || time_parse(call->options.until, &until) < 0)
		return err_set(err, EX_USAGE, "replay --until TIME: a time such as 2026-09-30T23:59:59+08:00");
	for (size_t i = 0; i < call->setup.office.mailboxes_count; i++)
		if (strcmp(call->setup.office.mailboxes[i].scheme, "maildir") != 0)
			return err_set(err, EX_CONFIG, "replay reads Maildirs only: mailbox %s is %s (write url: maildir:PATH)", call->setup.office.mailboxes[i].name,
			               call->setup.office.mailboxes[i].scheme);
	if (strcmp(call->setup.office.submission.scheme, "maildir") != 0)
		return err_set(err, EX_CONFIG, "replay writes into a Maildir only: write submission: {url: \"maildir:PATH\", ...}");
	if (call->options.no_pictures) {
		drawing_free(c->drawing);
		c->drawing = NULL;
	}
	c->unwritten = c->recording_only = call->options.no_letters;
	return turn_replay(c, until, err);
}

/* The words of a change, as change_do and a request want them. */
static const char *change_words(struct call *call, const struct command *command)
{
	if (call->change)
		return call->change;
	if (command->look) /* forget */
		return arena_printf(call->a, "%s %s %s", command->name, call->login, forget_words(&call->options, call->a));
	return arena_printf(call->a, "%s %s", command->name, call->options.words_count == 1 ? call->options.words[0] : "");
}

static int work_change(struct clerk *c, struct call *call, struct err *err)
{
	const char *said;
	if (change_do(c, change_words(call, call->command), clock_now(), &said, err) < 0)
		return -1;
	puts(said);
	return 0;
}

/* The daemon holds the store: it is asked. */
static int hand_over(struct call *call, int writer, struct err *err)
{
	const char *said = "";
	int seconds = call->command->look ? FORGET_SECONDS : REQUEST_SECONDS;
	if (request_ask(call->setup.office.store, writer, change_words(call, call->command), seconds, call->a, &said, err) < 0)
		return -1;
	puts(said);
	return 0;
}

/* ---- commands without a store ---- */

static int plain_check(struct call *call, struct err *err)
{
	(void)err;
	check_notes(&call->setup.office);
	printf("%s: %zu people, %zu mailboxes, %zu policies, %zu marked days: no faults\n", call->configuration, call->setup.office.staff_count,
	       call->setup.office.mailboxes_count, call->setup.office.policies_count, call->setup.office.calendar_count);
	return 0;
}

static int plain_doctor(struct call *call, struct err *err)
{
	struct buf out = {0};
	if (call->options.words_count || (call->options.send && !*call->options.send))
		return err_set(err, EX_USAGE, "doctor [--send ADDRESS]: to whom one test letter goes");
	speak_in(call->options.language);
	int failed = doctor(&call->setup.office, call->options.send, &out, err);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	return failed;
}

static int plain_run(struct call *call, struct err *err)
{
	return serve(call->configuration, &call->setup, err);
}

static int plain_rebuild(struct call *call, struct err *err)
{
	struct buf out = {0};
	int64_t until = INT64_MIN;
	if (call->options.until && time_parse(call->options.until, &until) < 0)
		return err_set(err, EX_USAGE, "rebuild [--until TIME]: a time such as 2026-09-30T23:59:59+08:00");
	int failed = rebuild(&call->setup.office, until, clock_now(), &out, err);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	return failed;
}

static int plain_parse(struct call *call, struct err *err)
{
	return show_parse(&call->options, err);
}

static int plain_report(struct call *call, struct err *err)
{
	return dossier_write(call->configuration, &call->options, clock_now(), err);
}

static int plain_preview(struct call *call, struct err *err)
{
	return show_preview(&call->options, &call->setup.office, call->a, err);
}

/* Told in tables, not in the log, which would name every entry. */
static int plain_whatif(struct call *call, struct err *err)
{
	log_open("clerk", LOG_WARN_LINE);
	struct letter l;
	if (show_whatif(&call->options, &call->setup.office, call->a, &l, err) < 0)
		return -1;
	if (!call->options.send)
		return 0;
	l.about = arena_printf(call->a, "whatif, asked for by %s", call->login);
	if (owner_become(call->setup.office.store, err) < 0 || handed_write(call->setup.office.store, call->a, &l, &call->handed, err) < 0)
		return -1;
	call->change = arena_printf(call->a, "%s %s %s", call->command->name, call->login, call->handed);
	return 0;
}

static int plain_backup(struct call *call, struct err *err)
{
	struct store s;
	if (call->options.words_count != 1)
		return err_set(err, EX_USAGE, "backup FILE: where the copy is to be written");
	if (store_open(call->setup.office.store, DB_READ, &s, err) < 0)
		return -1;
	int failed = store_backup(&s, call->options.words[0], clock_now(), err);
	store_close(&s);
	return failed;
}

static int plain_init(struct call *call, struct err *err)
{
	const char *path = call->options.out ? arena_printf(call->a, "%s/leadclerk.yaml", call->options.out) : call->configuration;
	if (call->options.words_count)
		return err_set(err, EX_USAGE, "init takes no words, only options: leadclerk init --help");
	speak_in(call->options.language);
	setenv("LEADCLERK_QUIET", "1", 1); /* what children say of their jails is the daemon's affair */
	return init(&call->options.init, path, clock_now(), err);
}

static int import_with(struct call *call, int (*take)(const struct import *i, struct buf *out, struct err *err), const char *how, struct err *err)
{
	struct import i = {.configuration = call->configuration, .office = &call->setup.office, .write = call->options.write, .absent_until = DATE_NONE, .now = clock_now()};
	struct buf out = {0};
	if (call->options.words_count != 2 || strcmp(call->options.words[0], "import") != 0)
		return err_set(err, EX_USAGE, "%s", how);
	if (call->options.until && date_parse(call->options.until, &i.absent_until) < 0)
		return err_set(err, EX_USAGE, "--until: '%s' is no date: write YYYY-MM-DD", call->options.until);
	i.file = call->options.words[1];
	speak_in(call->options.language);
	setenv("LEADCLERK_QUIET", "1", 1); /* what the reader says of its jail is the daemon's affair */
	int failed = take(&i, &out, err);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	return failed;
}

static int plain_staff(struct call *call, struct err *err)
{
	return import_with(call, import_staff, "staff import FILE [--until DATE] [--write]: a roster, as .xlsx, .xls or .csv", err);
}

static int plain_calendar(struct call *call, struct err *err)
{
	return import_with(call, import_calendar, "calendar import FILE [--write]: days off and worked, as JSON, ICS or CSV", err);
}

static int plain_config(struct call *call, struct err *err)
{
	struct buf out = {0};
	(void)err;
	conf_dump(&call->setup.office, &out);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	return 0;
}

static const struct command commands[] = {
	{"run", "the daemon, in the foreground", .plain = plain_run, .traits = WRITES},
	{"once", "one turn: read, judge, send what is due", .work = work_once, .traits = READS_MAIL},
	{"drain", "turns until nothing is new and nothing due waits", .work = work_drain, .traits = READS_MAIL | EXPECTS_MAIL},
	{"replay", "on a simulated clock, from a Maildir to a Maildir: --until TIME; --no-pictures: letters without charts and printed sheets; --no-letters: none are written", .work = work_replay, .traits = OWN_CLOCK},
	{"ledger", "the ledger's entries", .look = show_ledger},
	{"duties", "who owed what, and what arrived", .look = show_duties},
	{"leads", "every row ever read, with its verdict", .look = show_leads},
	{"mails", "every mail ever seen", .look = show_mails},
	{"letters", "every letter written; letters --preview KIND: one with sample data, as --text, --html or --eml", .look = show_letters},
	{"slips", "approvals and forms, and whose turn it is; slips REGISTER: its numbers", .look = show_slips},
	{"explain", "the proof of an entry, a duty, a mail, a letter or a slip: explain ID", .look = show_explain},
	{"status", "what is due next, who owes what, outbox, quarantine", .look = show_status, .traits = NO_EXPORT},
	{"verify", "the ledger's hash chain and the store's integrity", .look = show_verify},
	{"whatif", "the past under other rules, money per person before and after: --policy FILE; --entries: what came and went; --letter: as a letter to the general manager (--html, --eml; --send: he gets it)", .plain = plain_whatif},
	{"check", "reads the configuration, letters and calendars: a line for each fault", .plain = plain_check, .traits = ALL_WELL},
	{"doctor", "connects to every server: what they are, what to switch on; sends nothing but --send ADDRESS", .plain = plain_doctor, .traits = ALL_WELL},
	{"config", "the configuration as it is in effect", .plain = plain_config},
	{"init", "the first configuration, by a short conversation or by options: commented, in shadow mode; then check and doctor", .plain = plain_init, .traits = NO_OFFICE},
	{"staff", "merges a roster (.xlsx, .xls, .csv) into the configuration's staff: staff import FILE [--until DATE] [--write]", .plain = plain_staff},
	{"calendar", "adds days off and worked (JSON, ICS, CSV) to the office's calendars: calendar import FILE [--write]", .plain = plain_calendar},
	{"rebuild", "a new store from mailboxes, configuration and calendars; says whether the ledger is the same", .plain = plain_rebuild, .traits = WRITES},
	{"parse", "what table files or .eml contain: --csv the cells, --leads the fields", .plain = plain_parse, .traits = BARE},
	{"backup", "a consistent copy of the store: backup FILE", .plain = plain_backup},
	{"report", "a .zip for the report of an issue, in which nothing is anybody's: report [MAIL|FILE...]", .plain = plain_report, .traits = NO_OFFICE},
	{"retry", "an unsure or refused letter goes again, a quarantined mail is read again: retry ID", .work = work_change, .traits = ASKS_DAEMON},
	{"forget", "a person's or a company's data: forget PHONE or COMPANY says what there is; --yes erases it; --prove: whether and when it was erased; without words: what was", .look = show_forget, .work = work_change, .traits = NO_EXPORT | ASKS_DAEMON},
	{"exports", "who took tables out by --csv or --json; exports FILE, exports NUMBER: whose copy that is", .look = show_exports, .traits = NO_EXPORT},
	{"ignore", "such a letter or mail is let be: ignore ID", .work = work_change, .traits = ASKS_DAEMON},
};

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int usage(FILE *to)
{
	fputs("leadclerk [-c FILE] COMMAND [--csv|--json] [--from D] [--to D] [--staff ID]; leadclerk COMMAND --help; leadclerk --version\n", to);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-9s %s\n", commands[i].name, commands[i].does);
	return EX_USAGE;
}

/* Asked for, it goes to stdout, and all is well. */
static int help(const struct command *command)
{
	size_t size;
	const char *text = command ? usage_find(command->name, &size) : NULL;
	if (text)
		fwrite(text, 1, size, stdout);
	else if (command)
		printf("leadclerk %s\n  %s\n", command->name, command->does);
	else
		usage(stdout);
	return fflush(stdout) == 0 ? 0 : EX_IOERR;
}

/* ---- running one ---- */

/* People's data leave by this: it is logged, before and after. */
static int run_export(struct call *call, const struct command *command, struct viewer *v, struct err *err)
{
	char at[TIME_TEXT_SIZE], hex[DIGEST_HEX_SIZE];
	struct digest_state copy;
	struct err ignored;
	struct export e = {.at = time_text(v->now, at), .id = arena_printf(call->a, "%lld.%d", (long long)v->now, (int)getpid()), .login = call->login, .what = export_asked_for(call->a, command->name, &call->options),
	                   .state = "begun", .lines = "-", .mark = "-"};
	if (exports_add(v->office->store, &e, err) < 0)
		return -1;
	digest_start(&copy);
	v->copy = &copy;
	int failed = command->look(v, err), written = 0;
	view_flush(v);
	if (fflush(stdout) != 0 || ferror(stdout))
		written = failed = errno ? -errno : -EIO;
	struct digest d = digest_end(&copy);
	digest_hex(&d, DIGEST_SIZE, hex);
	e.state = failed ? "failed" : "done";
	e.lines = arena_printf(call->a, "%zu", v->lines);
	e.mark = hex;
	if (exports_add(v->office->store, &e, failed ? &ignored : err) < 0)
		failed = -1;
	if (written)
		return err_set(err, EX_IOERR, "writing the output: %s", strerror(-written));
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "leadclerk: export %s of %s is logged (leadclerk exports): personal data, for the purpose it was asked for alone\n", e.id, call->login);
	return failed;
}

static int run_look(struct call *call, const struct command *command, struct err *err)
{
	struct viewer v = {.office = &call->setup.office, .a = call->a, .options = &call->options, .now = clock_now()};
	if (store_open(call->setup.office.store, DB_READ, &v.store, err) < 0)
		return -1;
	int laid = facts_lay(call->a, &v.store, v.office, &v.office, err);
	show_whose(v.office, &call->options);
	bool exports = call->options.form != LISTING_TERMINAL && !(command->traits & NO_EXPORT);
	int failed = laid < 0 ? -1 : exports ? run_export(call, command, &v, err) : command->look(&v, err);
	view_flush(&v);
	if ((fflush(stdout) != 0 || ferror(stdout)) && !failed)
		failed = err_set(err, EX_IOERR, "writing the output: %s", strerror(errno));
	buf_release(&v.out);
	store_close(&v.store);
	return failed;
}

/* Opened anew for each drawing: in between a daemon may have moved, or begun another store. */
static int draw_status(void *arg, struct buf *out, struct err *err)
{
	struct call *call = arg;
	struct viewer v = {.office = &call->setup.office, .a = arena_new(), .options = &call->options, .now = clock_now()};
	int failed = store_open(call->setup.office.store, DB_READ, &v.store, err);
	if (!failed) {
		failed = facts_lay(v.a, &v.store, v.office, &v.office, err) < 0 ? -1 : show_status(&v, err);
		store_close(&v.store);
	}
	if (!failed)
		buf_add(out, v.out.data, v.out.size);
	buf_release(&v.out);
	arena_free(v.a);
	return failed;
}

static int watch_status(struct call *call, struct err *err)
{
	char *end = "";
	double seconds = call->options.words_count ? strtod(call->options.words[0], &end) : WATCH_SECONDS;
	if (*end || seconds < 0.1 || seconds > 86400)
		return err_set(err, EX_USAGE, "status --watch SECONDS: a number from 0.1 to 86400");
	return screen_watch(seconds, draw_status, call, err);
}

static int run_work(struct call *call, const struct command *command, struct err *err)
{
	struct clerk c;
	clerk_begin(&call->setup.office, &c);
	if (command->traits & READS_MAIL)
		intake_begin(&c, command->traits & EXPECTS_MAIL);
	if (clerk_open_store(&c, err) < 0) {
		int writer = command->traits & ASKS_DAEMON ? db_writer(call->setup.office.store) : -1;
		return writer < 0 ? -1 : hand_over(call, writer, err);
	}
	int failed = intake_open(&c, err);
	if (!failed && !(command->traits & OWN_CLOCK))
		failed = turn_check_configuration(&c, clock_now(), err);
	if (!failed)
		failed = command->work(&c, call, err);
	intake_close(&c);
	clerk_close(&c);
	return failed;
}

/* A command without a store found something to be done to it. */
static int run_change(struct call *call, struct err *err)
{
	static const struct command change = {.name = "whatif", .work = work_change, .traits = ASKS_DAEMON};
	int failed = run_work(call, &change, err);
	handed_remove(call->setup.office.store, call->handed);
	return failed;
}

static int run_command(struct call *call, const struct command *command, struct err *err)
{
	if (command->traits & BARE)
		return command->plain(call, err);
	if ((command->traits & ALL_WELL && libraries_check(err) < 0) || headers_open(err) < 0)
		return -1;
	company_open();
	if (command->traits & NO_OFFICE)
		return command->plain(call, err);
	if (setup_read(call->configuration, &call->setup, err) < 0)
		return -1;
	call->login = exports_login(call->a);
	bool works = command->work && (!command->look || call->options.yes);
	if ((works || command->traits & WRITES) && owner_become(call->setup.office.store, err) < 0)
		return -1;
	if (command->plain)
		return command->plain(call, err) < 0 ? -1 : call->change ? run_change(call, err) : 0;
	if (call->options.preview && command->look == show_letters) /* needs no store */
		return plain_preview(call, err);
	if (call->options.watch && command->look == show_status)
		return watch_status(call, err);
	if (command->look && run_look(call, command, err) < 0)
		return -1;
	return works ? run_work(call, command, err) : 0;
}

static int child(const char *name)
{
	log_open(name, log_wanted());
	journal_open(false);
	jail_forget_environment();
	if (strcmp(name, "reader") == 0)
		return reader_main(CHILD_FD);
	if (strcmp(name, "fetcher") == 0)
		return fetcher_main(CHILD_FD);
	if (strcmp(name, "drawer") == 0)
		return drawer_main(CHILD_FD);
	return strcmp(name, "sender") == 0 ? sender_main(CHILD_FD) : EX_USAGE;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	struct arguments asked;
	jail_no_cores();
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return child(argv[2]);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit of file size is a write that fails */
	signal(SIGUSR1, SIG_IGN); /* `run` listens to it: a request waits (request.h) */
	umask(0077);
	log_open("clerk", log_wanted());
	journal_open(true);
	if (clock_use(getenv("LEADCLERK_CLOCK")) < 0)
		return log_error(NULL, "LEADCLERK_CLOCK: write REAL,SIMULATED,RATE"), EX_CONFIG;
	struct arena *a = arena_new();
	int odd = arguments_read(a, argc, argv, &asked, &err);
	if (!odd && asked.version)
		return printf("leadclerk %s", embedded_find("VERSION")->data), 0;
	struct library sqlite;
	db_library(&sqlite);
	if (!odd && library_check(&sqlite, &err) < 0)
		return log_error(NULL, "%s", err.text), err.exit_code;
	const char *wanted = asked.options.words_count ? asked.options.words[0] : "";
	const struct command *command = find_command(wanted);
	if (!odd && asked.help && (command || asked.options.words_count == 0))
		return help(command);
	if (!odd && asked.options.words_count == 0)
		return usage(stderr);
	if (odd || !command)
		return usage_complain(err.text, wanted, command != NULL, stderr), EX_USAGE;
	struct call call = {.configuration = asked.configuration, .options = asked.options, .a = a, .command = command};
	call.options.words++;
	call.options.words_count--;
	int failed = run_command(&call, command, &err);
	if (failed)
		fprintf(stderr, "leadclerk: %s\n", err.text);
	fflush(stdout);
	company_close();
	setup_free(&call.setup);
	arena_free(a);
	return failed ? (err.exit_code ? err.exit_code : EX_TEMPFAIL) : 0;
}
