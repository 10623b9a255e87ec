/* The command line: reads the configuration, opens what the command needs, and is the one place that logs errors and exits. */
#include <errno.h>
#include <getopt.h>
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
#include "change.h"
#include "check_notes.h"
#include "clerk.h"
#include "commands.h"
#include "company.h"
#include "compose.h"
#include "conf.h"
#include "db.h"
#include "doctor.h"
#include "exports.h"
#include "dossier.h"
#include "facts.h"
#include "headers.h"
#include "import.h"
#include "init.h"
#include "handed.h"
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

#define DEFAULT_CONFIGURATION "/etc/leadclerk/leadclerk.yaml"

struct call {
	const char *configuration;
	struct command_options options;
	struct arena *a;
	struct setup setup;
	const struct command *command;
	const char *login;          /* who called */
	const char *change;         /* words of a change that are not those of the command line; or NULL ... */
	const char *handed;         /* ... and the letter that they name (handed.h) */
	bool version, help;         /* asked for, and nothing else */
};

struct command {
	const char *name, *does;
	int (*look)(struct viewer *v, struct err *err);         /* one of these is set (both: it looks, and with --yes does it): the store is opened for reading, */
	int (*work)(struct clerk *c, struct call *call, struct err *err); /* for writing, */
	int (*plain)(struct call *call, struct err *err);       /* or not at all */
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
	{"run", "the daemon, in the foreground", NULL, NULL, plain_run},
	{"once", "one turn: read, judge, send what is due", NULL, work_once, NULL},
	{"drain", "turns until nothing is new and nothing due waits", NULL, work_drain, NULL},
	{"replay", "on a simulated clock, from a Maildir to a Maildir: --until TIME; --no-pictures: letters without charts and printed sheets; --no-letters: none are written", NULL, work_replay, NULL},
	{"ledger", "the ledger's entries", show_ledger, NULL, NULL},
	{"duties", "who owed what, and what arrived", show_duties, NULL, NULL},
	{"leads", "every row ever read, with its verdict", show_leads, NULL, NULL},
	{"mails", "every mail ever seen", show_mails, NULL, NULL},
	{"letters", "every letter written; letters --preview KIND: one with sample data, as --text, --html or --eml", show_letters, NULL, NULL},
	{"slips", "approvals and forms, and whose turn it is; slips REGISTER: its numbers", show_slips, NULL, NULL},
	{"explain", "the proof of an entry, a duty, a mail, a letter or a slip: explain ID", show_explain, NULL, NULL},
	{"status", "what is due next, who owes what, outbox, quarantine", show_status, NULL, NULL},
	{"verify", "the ledger's hash chain and the store's integrity", show_verify, NULL, NULL},
	{"whatif", "the past under other rules, money per person before and after: --policy FILE; --entries: what came and went; --letter: as a letter to the general manager (--html, --eml; --send: he gets it)", NULL, NULL, plain_whatif},
	{"check", "reads the configuration, letters and calendars: a line for each fault", NULL, NULL, plain_check},
	{"doctor", "connects to every server: what they are, what to switch on; sends nothing but --send ADDRESS", NULL, NULL, plain_doctor},
	{"config", "the configuration as it is in effect", NULL, NULL, plain_config},
	{"init", "the first configuration, by a short conversation or by options: commented, in shadow mode; then check and doctor", NULL, NULL, plain_init},
	{"staff", "merges a roster (.xlsx, .xls, .csv) into the configuration's staff: staff import FILE [--until DATE] [--write]", NULL, NULL, plain_staff},
	{"calendar", "adds days off and worked (JSON, ICS, CSV) to the office's calendars: calendar import FILE [--write]", NULL, NULL, plain_calendar},
	{"rebuild", "a new store from mailboxes, configuration and calendars; says whether the ledger is the same", NULL, NULL, plain_rebuild},
	{"parse", "what table files or .eml contain: --csv the cells, --leads the fields", NULL, NULL, plain_parse},
	{"backup", "a consistent copy of the store: backup FILE", NULL, NULL, plain_backup},
	{"report", "a .zip for the report of an issue, in which nothing is anybody's: report [MAIL|FILE...]", NULL, NULL, plain_report},
	{"retry", "an unsure or refused letter goes again, a quarantined mail is read again: retry ID", NULL, work_change, NULL},
	{"forget", "a person's or a company's data: forget PHONE or COMPANY says what there is; --yes erases it; --prove: whether and when it was erased; without words: what was", show_forget, work_change, NULL},
	{"exports", "who took tables out by --csv or --json; exports FILE, exports NUMBER: whose copy that is", show_exports, NULL, NULL},
	{"ignore", "such a letter or mail is let be: ignore ID", NULL, work_change, NULL},
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

/* ---- options ---- */

static int take_date(const char *text, date *d_r, struct err *err)
{
	return date_parse(text, d_r) < 0 ? err_set(err, EX_USAGE, "'%s' is no date: write YYYY-MM-DD, such as 2026-10-01", text) : 0;
}

/* Options of init that have no letter: an answer to question Q is INIT_OPTION + Q. */
enum { INIT_OPTION = 1000, INIT_OUT = INIT_OPTION + INIT_COUNT, INIT_REPLACE, INIT_PASSWORD_STDIN, INIT_CALENDAR };

static int take_option(struct call *call, int option, const char *value, struct err *err)
{
	switch (option) {
	case 'c': call->configuration = value; return 0;
	case 'v': call->options.form = LISTING_CSV; return 0;
	case 'j': call->options.form = LISTING_JSON; return 0;
	case 'l': call->options.leads = true; return 0;
	case 'f': return take_date(value, &call->options.from, err);
	case 't': return take_date(value, &call->options.to, err);
	case 's': call->options.staff = value; return 0;
	case 'u': call->options.until = value; return 0;
	case 'S': call->options.send = value ? value : ""; return 0;
	case 'p': call->options.policy = value; return 0;
	case 'e': call->options.entries = true; return 0;
	case 'm': call->options.letter = true; return 0;
	case 'n': call->options.no_pictures = true; return 0;
	case 'N': call->options.no_letters = true; return 0;
	case 'W': call->options.watch = true; return 0;
	case 'P': call->options.preview = true; return 0;
	case 'T': call->options.preview_as = PREVIEW_TEXT; return 0;
	case 'H': call->options.preview_as = PREVIEW_HTML; return 0;
	case 'L': call->options.language = value; return 0;
	case 'E': call->options.preview_as = PREVIEW_EML; return 0;
	case 'R': call->options.prove = true; return 0;
	case 'y': call->options.yes = call->options.init.yes = true; return 0;
	case 'V': call->version = true; return 0;
	case INIT_OUT: call->options.out = value; return 0;
	case INIT_REPLACE: call->options.init.replace = true; return 0;
	case INIT_PASSWORD_STDIN: call->options.init.password_stdin = true; return 0;
	case INIT_CALENDAR: ARENA_PUSH(call->a, &call->options.init, calendars) = value; return 0;
	case 'w': call->options.write = true; return 0;
	case 'h': call->help = true; return 0;
	default:
		if (option >= INIT_OPTION && option < INIT_OPTION + INIT_COUNT)
			return call->options.init.answer[option - INIT_OPTION] = value, 0;
		return err_set(err, EX_USAGE, "%s", ""); /* getopt told */
	}
}

static int read_options(struct call *call, int argc, char **argv, struct err *err)
{
	static const struct option options[] = {{"config", 1, NULL, 'c'}, {"csv", 0, NULL, 'v'},   {"json", 0, NULL, 'j'},  {"leads", 0, NULL, 'l'},
	                                        {"from", 1, NULL, 'f'},   {"to", 1, NULL, 't'},    {"staff", 1, NULL, 's'}, {"until", 1, NULL, 'u'},
	                                        {"policy", 1, NULL, 'p'}, {"entries", 0, NULL, 'e'}, {"letter", 0, NULL, 'm'}, {"no-pictures", 0, NULL, 'n'}, {"no-letters", 0, NULL, 'N'}, {"watch", 0, NULL, 'W'},
	                                        {"send", 2, NULL, 'S'},
	                                        {"preview", 0, NULL, 'P'}, {"text", 0, NULL, 'T'}, {"html", 0, NULL, 'H'},  {"eml", 0, NULL, 'E'},  {"language", 1, NULL, 'L'},
	                                        {"version", 0, NULL, 'V'}, {"help", 0, NULL, 'h'}, {"write", 0, NULL, 'w'}, {"yes", 0, NULL, 'y'}, {"prove", 0, NULL, 'R'},
	                                        {"company", 1, NULL, INIT_OPTION + INIT_COMPANY}, {"zone", 1, NULL, INIT_OPTION + INIT_ZONE}, {"mailbox", 1, NULL, INIT_OPTION + INIT_MAILBOX},
	                                        {"imap", 1, NULL, INIT_OPTION + INIT_IMAP}, {"smtp", 1, NULL, INIT_OPTION + INIT_SMTP}, {"password-file", 1, NULL, INIT_OPTION + INIT_PASSWORD_FILE},
	                                        {"roster", 1, NULL, INIT_OPTION + INIT_ROSTER}, {"director", 1, NULL, INIT_OPTION + INIT_DIRECTOR}, {"gm", 1, NULL, INIT_OPTION + INIT_GM},
	                                        {"director-password-file", 1, NULL, INIT_OPTION + INIT_DIRECTOR_PASSWORD_FILE}, {"operator", 1, NULL, INIT_OPTION + INIT_OPERATOR}, {"packs", 1, NULL, INIT_OPTION + INIT_PACKS},
	                                        {"quota", 1, NULL, INIT_OPTION + INIT_QUOTA}, {"due", 1, NULL, INIT_OPTION + INIT_DUE}, {"donation", 1, NULL, INIT_OPTION + INIT_DONATION},
	                                        {"weekend", 1, NULL, INIT_OPTION + INIT_WEEKEND}, {"since", 1, NULL, INIT_OPTION + INIT_SINCE}, {"out", 1, NULL, INIT_OUT},
	                                        {"replace", 0, NULL, INIT_REPLACE}, {"password-stdin", 0, NULL, INIT_PASSWORD_STDIN},
	                                        {"calendar", 1, NULL, INIT_CALENDAR},
	                                        {NULL, 0, NULL, 0}};
	int o, odd = 0;
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	while ((o = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		if (o == 'S' && !optarg && optind < argc && strchr(argv[optind], '@')) /* doctor --send ADDRESS, whatif --send */
			optarg = argv[optind++];
		odd = odd ? odd : take_option(call, o, optarg, err);
	}
	while (optind < argc)
		ARENA_PUSH(call->a, &call->options, words) = argv[optind++];
	if (!odd && call->options.to != DATE_NONE && call->options.to < call->options.from)
		return err_set(err, EX_USAGE, "--from %s lies after --to %s", date_text(call->options.from, from), date_text(call->options.to, to));
	return odd;
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
	bool exports = call->options.form != LISTING_TERMINAL && command->look != show_exports && command->look != show_forget && command->look != show_status;
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
	if (command->work == work_once || command->work == work_drain)
		intake_begin(&c, command->work == work_drain);
	if (clerk_open_store(&c, err) < 0) {
		int writer = command->work == work_change ? db_writer(call->setup.office.store) : -1;
		return writer < 0 ? -1 : hand_over(call, writer, err);
	}
	int failed = intake_open(&c, err);
	if (!failed && command->work != work_replay) /* that one has a clock of its own */
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
	static const struct command change = {.name = "whatif", .work = work_change};
	int failed = run_work(call, &change, err);
	handed_remove(call->setup.office.store, call->handed);
	return failed;
}

static int run_command(struct call *call, const struct command *command, struct err *err)
{
	if (command->plain == plain_parse) /* a file in hand needs no office */
		return plain_parse(call, err);
	bool asks = command->plain == plain_check || command->plain == plain_doctor; /* whether all is well */
	if ((asks && libraries_check(err) < 0) || headers_open(err) < 0)
		return -1;
	company_open();
	if (command->plain == plain_init) /* there is none yet */
		return plain_init(call, err);
	if (command->plain == plain_report) /* a faulty configuration is one of its reasons */
		return plain_report(call, err);
	if (setup_read(call->configuration, &call->setup, err) < 0)
		return -1;
	call->login = exports_login(call->a);
	bool writes = (command->work && (!command->look || call->options.yes)) || command->plain == plain_run || command->plain == plain_rebuild;
	if (writes && owner_become(call->setup.office.store, err) < 0)
		return -1;
	if (command->plain)
		return command->plain(call, err) < 0 ? -1 : call->change ? run_change(call, err) : 0;
	if (call->options.preview && command->look == show_letters) /* needs no store */
		return plain_preview(call, err);
	if (call->options.watch && command->look == show_status)
		return watch_status(call, err);
	if (command->look && run_look(call, command, err) < 0)
		return -1;
	return command->look && (!command->work || !call->options.yes) ? 0 : run_work(call, command, err);
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
	struct call call = {.configuration = DEFAULT_CONFIGURATION, .options = {.from = DATE_NONE, .to = DATE_NONE}};
	jail_no_cores();
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return child(argv[2]);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGUSR1, SIG_IGN); /* `run` listens to it: a request waits (request.h) */
	umask(0077);
	log_open("clerk", log_wanted());
	journal_open(true);
	if (clock_use(getenv("LEADCLERK_CLOCK")) < 0)
		return log_error(NULL, "LEADCLERK_CLOCK: write REAL,SIMULATED,RATE"), EX_CONFIG;
	call.a = arena_new();
	int odd = read_options(&call, argc, argv, &err);
	if (!odd && call.version)
		return printf("leadclerk %s", embedded_find("VERSION")->data), 0;
	struct library sqlite;
	db_library(&sqlite);
	if (!odd && library_check(&sqlite, &err) < 0)
		return log_error(NULL, "%s", err.text), err.exit_code;
	const char *wanted = call.options.words_count ? call.options.words[0] : "";
	const struct command *command = find_command(wanted);
	if (!odd && call.help && (command || call.options.words_count == 0))
		return help(command);
	if (!odd && call.options.words_count == 0)
		return usage(stderr);
	if (odd || !command)
		return usage_complain(err.text, wanted, command != NULL, stderr), EX_USAGE;
	call.command = command;
	call.options.words++;
	call.options.words_count--;
	int failed = run_command(&call, command, &err);
	if (failed)
		fprintf(stderr, "leadclerk: %s\n", err.text);
	fflush(stdout);
	company_close();
	setup_free(&call.setup);
	arena_free(call.a);
	return failed ? (err.exit_code ? err.exit_code : EX_TEMPFAIL) : 0;
}
