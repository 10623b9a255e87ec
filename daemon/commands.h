/* The commands that look: ledger, duties, leads, mails, letters, slips, status, explain, verify, parse. They open the store read-only
 * (a preview and parse need none). */
#ifndef DAEMON_COMMANDS_H
#define DAEMON_COMMANDS_H
#include "init.h"
#include "listing.h"
#include "store.h"
#include "values/letter.h"
#include "values/office.h"

enum preview_form { PREVIEW_TEXT, PREVIEW_HTML, PREVIEW_EML };

struct command_options {
	enum listing_form form;
	date from, to;               /* both included; DATE_NONE: unbounded */
	const char *staff;           /* NULL: everybody */
	bool leads;                  /* parse --leads */
	const char *until;           /* replay, rebuild: a time; staff import: a date */
	struct init_given init;
	const char *out;             /* init --out FOLDER */
	bool write;                  /* staff import, calendar import */
	bool watch;                  /* status --watch, words[0]: seconds */
	bool no_pictures, no_letters; /* replay */
	const char *policy;          /* whatif --policy */
	bool entries;                /* whatif --entries */
	bool letter;                 /* whatif --letter */
	const char *send;            /* doctor --send ADDRESS; whatif --send: "" */
	bool preview;                /* letters --preview */
	const char *language;        /* ... in another language than the office's */
	enum preview_form preview_as;
	bool yes;                    /* forget --yes */
	bool prove;                  /* forget --prove */
	const char **words;          /* the other arguments */
	size_t words_count, words_cap;
};

struct viewer {                  /* what a looking command works with */
	const struct office *office;
	struct store store;
	struct arena *a;
	const struct command_options *options;
	int64_t now;
	struct buf out;
	struct digest_state *copy;   /* foreign; NULL, or what goes out is added to it (exports.h) ... */
	size_t lines;                /* ... and its lines are counted */
};
/* To stdout; out is empty then. */
void view_flush(struct viewer *v);
/* What people wrote stands in v->out: nothing in it, but the ends of its lines, is a command to the terminal that shows it. */
void view_tame(struct viewer *v);

/* --staff: a name serves as well as an id. Whom nobody of the configuration is, is told to stderr. */
void show_whose(const struct office *o, struct command_options *options);

/* All return 0 or -1 with an exit code; output is added to v->out. */
int show_ledger(struct viewer *v, struct err *err);
int show_duties(struct viewer *v, struct err *err);
int show_leads(struct viewer *v, struct err *err);
int show_mails(struct viewer *v, struct err *err);
int show_letters(struct viewer *v, struct err *err);
int show_slips(struct viewer *v, struct err *err);       /* words[0]: a register instead, number by number */
int explain_slip(struct viewer *v, const char *id, struct err *err);   /* 1, 0 there is none, -1 */
int show_status(struct viewer *v, struct err *err);
int show_status_parts(struct viewer *v, struct err *err);  /* the same as tables, or with --json as one object: keys that stay (leadclerk(1)) */
int show_explain(struct viewer *v, struct err *err);     /* words[0]: an entry, duty, mail or letter */
int show_forget(struct viewer *v, struct err *err);      /* words: whom; none: what was erased so far */
int show_prove(struct viewer *v, struct err *err);       /* words: a phone, a company or a file: whether, when and for whom it was erased */
const char *forget_words(const struct command_options *o, struct arena *a); /* joined by blanks */
int show_exports(struct viewer *v, struct err *err);     /* words[0]: a file, or the number in a workbook, whose it is; none: all of them */
/* A command and its options, as they were asked for: what the log of exports says. In `a`. */
const char *export_asked_for(struct arena *a, const char *command, const struct command_options *o);
int explain_erased(struct viewer *v, int64_t mail, int list, int n, struct err *err); /* adds a line where that row was erased */
int show_verify(struct viewer *v, struct err *err);
/* A letter with sample data, in the office's own words and looks; words[0]: its kind, or one of the samples' names; none: all of them, a line each. */
int show_preview(const struct command_options *o, const struct office *office, struct arena *a, struct err *err);
void show_letter(const struct command_options *o, const struct letter *l); /* as --text, --html or --eml wants it */
/* The past under the policies of another file: money per person, before and after (whatif.h). At a terminal also what came, went and changed; that
 * alone with --entries. With --letter *l_r is what was printed, in `a`; with --send too it has an id and a token of its own, and whoever called has it sent (handed.h). */
int show_whatif(const struct command_options *o, const struct office *office, struct arena *a, struct letter *l_r, struct err *err);
int show_parse(const struct command_options *o, struct err *err); /* words: files; prints as it goes */

/* The moment up to which a looking command may take duties as settled, and "now" for what is open: of a replayed store, where the replay
 * stands; else the clock. */
int view_horizon(struct viewer *v, int64_t *horizon_r, int64_t *now_r, struct err *err);
bool view_wants(const struct viewer *v, const char *staff, date day);

#endif
