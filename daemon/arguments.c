#include "arguments.h"

#include <getopt.h>
#include <stddef.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"

#define DEFAULT_CONFIGURATION "/etc/leadclerk/leadclerk.yaml"

#define AT(member) offsetof(struct arguments, member)
#define GIVEN(member) offsetof(struct arguments, options.init.member)
#define ANSWER(question) (GIVEN(answer) + (question) * sizeof(const char *))

enum kind {
	FLAG,           /* a bool, set */
	TEXT,           /* a const char *: its argument, "" where one may be left out and was */
	DAY,            /* a date */
	FORM, PREVIEW,  /* options.form, options.preview_as: `value` */
	CALENDAR,       /* one more of options.init.calendars */
};

static const struct argument {
	const char *name;
	int takes;      /* an argument: no_argument (0), required_argument (1), optional_argument (2) */
	enum kind kind;
	size_t at;      /* where it goes */
	int value;
} arguments[] = {
	{"config", 1, TEXT, AT(configuration), 0},
	{"help", 0, FLAG, AT(help), 0},
	{"version", 0, FLAG, AT(version), 0},
	/* what is looked at, and how it is told */
	{"csv", 0, FORM, 0, LISTING_CSV},
	{"json", 0, FORM, 0, LISTING_JSON},
	{"from", 1, DAY, AT(options.from), 0},
	{"to", 1, DAY, AT(options.to), 0},
	{"staff", 1, TEXT, AT(options.staff), 0},
	{"leads", 0, FLAG, AT(options.leads), 0},
	{"watch", 0, FLAG, AT(options.watch), 0},
	{"language", 1, TEXT, AT(options.language), 0},
	{"preview", 0, FLAG, AT(options.preview), 0},
	{"text", 0, PREVIEW, 0, PREVIEW_TEXT},
	{"html", 0, PREVIEW, 0, PREVIEW_HTML},
	{"eml", 0, PREVIEW, 0, PREVIEW_EML},
	/* what is done */
	{"until", 1, TEXT, AT(options.until), 0},
	{"no-pictures", 0, FLAG, AT(options.no_pictures), 0},
	{"no-letters", 0, FLAG, AT(options.no_letters), 0},
	{"policy", 1, TEXT, AT(options.policy), 0},
	{"entries", 0, FLAG, AT(options.entries), 0},
	{"letter", 0, FLAG, AT(options.letter), 0},
	{"send", 2, TEXT, AT(options.send), 0},
	{"write", 0, FLAG, AT(options.write), 0},
	{"yes", 0, FLAG, AT(options.yes), 0},
	{"prove", 0, FLAG, AT(options.prove), 0},
	/* init */
	{"company", 1, TEXT, ANSWER(INIT_COMPANY), 0},
	{"zone", 1, TEXT, ANSWER(INIT_ZONE), 0},
	{"mailbox", 1, TEXT, ANSWER(INIT_MAILBOX), 0},
	{"imap", 1, TEXT, ANSWER(INIT_IMAP), 0},
	{"smtp", 1, TEXT, ANSWER(INIT_SMTP), 0},
	{"password-file", 1, TEXT, ANSWER(INIT_PASSWORD_FILE), 0},
	{"roster", 1, TEXT, ANSWER(INIT_ROSTER), 0},
	{"director", 1, TEXT, ANSWER(INIT_DIRECTOR), 0},
	{"gm", 1, TEXT, ANSWER(INIT_GM), 0},
	{"director-password-file", 1, TEXT, ANSWER(INIT_DIRECTOR_PASSWORD_FILE), 0},
	{"operator", 1, TEXT, ANSWER(INIT_OPERATOR), 0},
	{"packs", 1, TEXT, ANSWER(INIT_PACKS), 0},
	{"quota", 1, TEXT, ANSWER(INIT_QUOTA), 0},
	{"due", 1, TEXT, ANSWER(INIT_DUE), 0},
	{"donation", 1, TEXT, ANSWER(INIT_DONATION), 0},
	{"weekend", 1, TEXT, ANSWER(INIT_WEEKEND), 0},
	{"since", 1, TEXT, ANSWER(INIT_SINCE), 0},
	{"calendar", 1, CALENDAR, 0, 0},
	{"out", 1, TEXT, AT(options.out), 0},
	{"replace", 0, FLAG, GIVEN(replace), 0},
	{"password-stdin", 0, FLAG, GIVEN(password_stdin), 0},
};
enum { ARGUMENTS = sizeof arguments / sizeof *arguments, LONG = 256 /* getopt's answer for the first of them: none is a letter's */ };

static const struct argument *find(const char *name)
{
	size_t i = 0;
	while (strcmp(arguments[i].name, name) != 0)
		i++;
	return &arguments[i];
}

/* What getopt answered; NULL: it has told what was wrong. */
static const struct argument *answered(int option)
{
	if (option >= LONG)
		return &arguments[option - LONG];
	return option == 'c' ? find("config") : option == 'h' ? find("help") : NULL;
}

static int take(struct arena *a, const struct argument *g, const char *value, struct arguments *r, struct err *err)
{
	void *to = (char *)r + g->at;
	switch (g->kind) {
	case FLAG:
		*(bool *)to = true;
		return 0;
	case TEXT:
		*(const char **)to = value ? value : "";
		return 0;
	case DAY:
		return date_parse(value, to) < 0 ? err_set(err, EX_USAGE, "'%s' is no date: write YYYY-MM-DD, such as 2026-10-01", value) : 0;
	case FORM:
		r->options.form = (enum listing_form)g->value;
		return 0;
	case PREVIEW:
		r->options.preview_as = (enum preview_form)g->value;
		return 0;
	case CALENDAR:
		ARENA_PUSH(a, &r->options.init, calendars) = value;
		return 0;
	}
	return 0;
}

/* The last line is getopt's end. */
static void list_for_getopt(struct option options_r[ARGUMENTS + 1])
{
	for (int i = 0; i < ARGUMENTS; i++)
		options_r[i] = (struct option){arguments[i].name, arguments[i].takes, NULL, LONG + i};
	options_r[ARGUMENTS] = (struct option){0};
}

int arguments_read(struct arena *a, int argc, char **argv, struct arguments *r, struct err *err)
{
	struct option options[ARGUMENTS + 1];
	int option, odd = 0;
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	*r = (struct arguments){.configuration = DEFAULT_CONFIGURATION, .options = {.from = DATE_NONE, .to = DATE_NONE}};
	list_for_getopt(options);
	while ((option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		const struct argument *g = answered(option);
		if (g && g->takes == optional_argument && !optarg && optind < argc && strchr(argv[optind], '@')) /* doctor --send ADDRESS; whatif --send has none */
			optarg = argv[optind++];
		if (!odd)
			odd = g ? take(a, g, optarg, r, err) : err_set(err, EX_USAGE, "%s", "");
	}
	r->options.init.yes = r->options.yes;
	while (optind < argc)
		ARENA_PUSH(a, &r->options, words) = argv[optind++];
	if (!odd && r->options.to != DATE_NONE && r->options.to < r->options.from)
		return err_set(err, EX_USAGE, "--from %s lies after --to %s", date_text(r->options.from, from), date_text(r->options.to, to));
	return odd;
}
