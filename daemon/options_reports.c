/* The options of a report (etc/reports). A row: name, type, place, required?, default, unit, what it means, more, bounds. */
#include "conf_checks.h"
#include "option_types.h"
#include "options.h"
#include "values/report.h"

#define AT(owner, field) .offset = (long)offsetof(struct owner, field)
#define END {.name = NULL}

static const char *const yes[] = {"no", "yes", NULL};
static const char *const periods[] = {"all", "last", "this", "since", NULL};
static const char *const times[] = {"sent", "granted", "closed", NULL};
static const char *const groups[] = {"none", "person", "kind", "clause", "month", NULL};
static const char *const charts[] = {"no", "bars", "columns", "lines", NULL};

#define MONTHS(owner) \
	{"months", &type_count, AT(owner, months), .fallback = "0", .max = REPORT_MAX_MONTHS, .doc = "by month, with period last: so many, the last one of the period included"}

#define PERIOD(owner, usual)                                                                                              \
	{"period", &type_choice, AT(owner, period), .fallback = usual, .more = periods,                                   \
	 .doc = "all; last: in the whole week, month ... before that of the report's day; this: in that one so far; since: since the report before this one (by days where on is sent)"}

/* Which slips; in a section and in a measure alike. */
#define SLIPS_OPTIONS(owner, place)                                                                                                              \
	{"on", &type_choice, AT(owner, place on), .fallback = "sent", .more = times, .doc = "by which moment a slip lies in the period"},       \
		{"month", &type_text, AT(owner, place month), .doc = "or by the month that this field names"},                                   \
		{"states", &type_texts, AT(owner, place states), .doc = "missing, waiting, granted, closed, refused, cancelled, lapsed; waiting, granted and closed if not given"}, \
		{"where", &type_texts, AT(owner, place where), .doc = "FIELD=VALUE: slips that say this, all of them"},                         \
		{"newest", &type_texts, AT(owner, place newest), .doc = "fields: of slips that say the same in all of them the last one alone, as it corrects the others"}, \
		{"person", &type_text, AT(owner, place person), .doc = "whose it is: who is named in this field; the sender if not given"},     \
		{"sum", &type_text, AT(owner, place sum), .doc = "the sum of this field: money or plain numbers"},                              \
		{"less", &type_text, AT(owner, place less), .doc = "with sum: what is left of it, without what this field says came in; nothing of a closed slip"}, \
		{"mean", &type_text, AT(owner, place mean), .doc = "the mean of this field"}

static const struct option slips_options[] = {
	{"form", &type_text, AT(report_slips, form), .required = true, .doc = "slips of this form"},
	PERIOD(report_slips, "all"),
	SLIPS_OPTIONS(report_slips, ),
	{"flags", &type_texts, AT(report_slips, flags), .doc = "of which one of these checks did not hold: below, unfiled, owned, number_unknown ..."},
	{"older_days", &type_count, AT(report_slips, older_days), .fallback = "0", .unit = "days", .max = 3650, .doc = "to which nothing happened for so long"},
	{"without", &type_text, AT(report_slips, without), .doc = "no slip of this form names the same company or number"},
	{"before", &type_text, AT(report_slips, before), .doc = "a date field whose day has passed"},
	{"fields", &type_texts, AT(report_slips, fields), .doc = "columns: fields of the form, or SLIP, PERSON, STATE, DAY, DAYS (since the event, or since `before`), FLAGS"},
	{"by", &type_text, AT(report_slips, by), .doc = "one line for each PERSON, MONTH, or each value of this field, with their number and sum; each slip if not given"},
	MONTHS(report_slips),
	END,
};
const struct section section_report_slips = {
	.name = "slips", .doc = "slips of one form, listed or summed", .options = slips_options, .size = sizeof(struct report_slips),
	.origin = OPTION_ELSEWHERE, .finish = report_slips_finish, .present = report_slips_present,
};

static const struct option register_options[] = {
	{"name", &type_text, AT(report_register, name), .required = true, .doc = "the register"},
	{"states", &type_texts, AT(report_register, states), .doc = "numbers in one of these states"},
	{"older_days", &type_count, AT(report_register, older_days), .fallback = "0", .unit = "days", .max = 3650, .doc = "in that state for so long"},
	{"without", &type_text, AT(report_register, without), .doc = "that no slip of this form names"},
	END,
};
const struct section section_report_register = {
	.name = "report_register", .doc = "numbers of a register, with holder and since when", .options = register_options, .size = sizeof(struct report_register),
	.origin = OPTION_ELSEWHERE, .present = report_register_present,
};

static const struct option duties_options[] = {
	{"kinds", &type_texts, AT(report_duties, kinds), .doc = "kinds of duties; all if not given"},
	{"roles", &type_roles, AT(report_duties, roles), .fallback = "none", .doc = "of people with one of these roles; none: of everybody"},
	{"states", &type_texts, AT(report_duties, states), .doc = "met, missed, exempt; all if not given"},
	PERIOD(report_duties, "last"),
	{"by", &type_choice, AT(report_duties, by), .fallback = "person", .more = groups, .doc = "one line for each person or kind; none: for each duty"},
	END,
};
const struct section section_report_duties = {
	.name = "duties", .doc = "settled duties, by the date that they are for", .options = duties_options, .size = sizeof(struct report_duties),
	.origin = OPTION_ELSEWHERE, .finish = report_duties_finish, .present = report_duties_present,
};

static const struct option entries_options[] = {
	{"kinds", &type_texts, AT(report_entries, kinds), .doc = "kinds of entries; all if not given"},
	{"states", &type_texts, AT(report_entries, states), .doc = "those that stand in one of these states, and waived ones if named; every line of the ledger if not given"},
	{"money", &type_choice, AT(report_entries, money), .fallback = "no", .more = yes, .doc = "only those with a sum: no records"},
	PERIOD(report_entries, "last"),
	{"by", &type_choice, AT(report_entries, by), .fallback = "none", .more = groups, .doc = "one line for each person, kind, clause or month; none: for each entry"},
	MONTHS(report_entries),
	END,
};
const struct section section_report_entries = {
	.name = "entries", .doc = "ledger entries, by when they were made, or issued if they were proposed first", .options = entries_options, .size = sizeof(struct report_entries),
	.origin = OPTION_ELSEWHERE, .finish = report_entries_finish, .present = report_entries_present,
};

static const struct option counts_options[] = {
	{"what", &type_texts, AT(report_counts, what), .required = true, .doc = "columns: workdays, leave, present (days with a mail), mails, lead, prospect, visit"},
	{"roles", &type_roles, AT(report_counts, roles), .fallback = "rep", .min = 1, .doc = "whose"},
	PERIOD(report_counts, "last"),
	END,
};
const struct section section_report_counts = {
	.name = "counts", .doc = "what each person did", .options = counts_options, .size = sizeof(struct report_counts),
	.origin = OPTION_ELSEWHERE, .finish = report_counts_finish, .present = report_counts_present,
};

static const struct option measure_options[] = {
	{"title", &type_text, AT(report_measure, title), .required = true, .doc = "its column"},
	{"form", &type_text, AT(report_measure, slips.form), .doc = "slips of this form, each person's"},
	SLIPS_OPTIONS(report_measure, slips.),
	{"rows", &type_texts, AT(report_measure, rows), .doc = "or rows that counted: lead, prospect, visit"},
	END,
};
const struct section section_report_measure = {
	.name = "measure", .doc = "a number of each person, in the period", .options = measure_options, .size = sizeof(struct report_measure),
	.origin = OPTION_ELSEWHERE, .finish = report_measure_finish, .present = report_measure_present,
};
static const struct option rates_options[] = {
	{"of", &type_section, AT(report_rates, of), .required = true, .doc = "what was reached", .more = &section_report_measure},
	{"over", &type_section, AT(report_rates, over), .doc = "what was to be reached: then rate and gap are shown", .more = &section_report_measure},
	{"roles", &type_roles, AT(report_rates, roles), .fallback = "rep", .min = 1, .doc = "whose"},
	{"rank", &type_choice, AT(report_rates, rank), .fallback = "no", .more = yes, .doc = "the best first, with their places"},
	{"top", &type_count, AT(report_rates, top), .fallback = "0", .max = 1000, .doc = "with rank: only so many; 0: all"},
	PERIOD(report_rates, "last"),
	END,
};
const struct section section_report_rates = {
	.name = "rates", .doc = "a number of each person, or one against another", .options = rates_options, .size = sizeof(struct report_rates),
	.origin = OPTION_ELSEWHERE, .present = report_rates_present,
};

static const struct option stale_options[] = {
	{"days", &type_count, AT(report_stale, days), .fallback = "30", .unit = "days", .min = 0, .max = 3650, .doc = "no row and no slip has named them for so long; 0: all that somebody has"},
	END,
};
const struct section section_report_stale = {
	.name = "stale", .doc = "companies that are somebody's prospect or were visited, and that nobody heard from", .options = stale_options,
	.size = sizeof(struct report_stale), .origin = OPTION_ELSEWHERE, .finish = report_stale_finish, .present = report_stale_present,
};

static const struct option section_options[] = {
	{"title", &type_text, AT(report_section, title), .required = true, .doc = "its heading"},
	{"note", &type_text, AT(report_section, note), .doc = "a line under it"},
	{"slips", &type_section, AT(report_section, slips), .doc = "exactly one of what follows", .more = &section_report_slips},
	{"register", &type_section, AT(report_section, reg), .doc = "", .more = &section_report_register},
	{"duties", &type_section, AT(report_section, duties), .doc = "", .more = &section_report_duties},
	{"entries", &type_section, AT(report_section, entries), .doc = "", .more = &section_report_entries},
	{"counts", &type_section, AT(report_section, counts), .doc = "", .more = &section_report_counts},
	{"rates", &type_section, AT(report_section, rates), .doc = "", .more = &section_report_rates},
	{"stale", &type_section, AT(report_section, stale), .doc = "", .more = &section_report_stale},
	{"chart", &type_choice, AT(report_section, chart), .fallback = "no", .more = charts, .doc = "the number that tells most of each line (a rate, a net sum, money) as bars beside the lines; as a picture, too, where it is columns, lines, or bars of rates"},
	{"open", &type_choice, AT(report_section, open), .fallback = "no", .more = yes, .doc = "or: slips of any form that wait for somebody"},
	{"owed", &type_choice, AT(report_section, owed), .fallback = "no", .more = yes, .doc = "or: what people owe now and have not delivered, the week's make-up case included"},
	{"rules", &type_choice, AT(report_section, rules), .fallback = "no", .more = yes, .doc = "or: what a policy changes whose day is today or the next workday, or that was loaded later; each policy once"},
	{"erased", &type_choice, AT(report_section, erased), .fallback = "no", .more = yes, .doc = "or: what was erased in the time before, on request (forget) and by age (raw_mail_days, letter_days, lead_days), and what will be in the month to come"},
	END,
};
const struct section section_report_section = {
	.name = "section", .doc = "a part of a report: a table", .options = section_options, .size = sizeof(struct report_section),
	.origin = (long)offsetof(struct report_section, origin), .finish = report_section_finish,
};

static const struct option invite_options[] = {
	{"title", &type_text, AT(report_invite, title), .required = true, .doc = "what the calendar calls it"},
	{"from", &type_time, AT(report_invite, from), .required = true, .doc = "begins"},
	{"to", &type_time, AT(report_invite, to), .required = true, .doc = "ends"},
	{"days", &type_count, AT(report_invite, days), .fallback = "0", .unit = "days", .max = 60, .doc = "after the day of the report"},
	{"place", &type_text, AT(report_invite, place), .doc = "where"},
	END,
};
const struct section section_report_invite = {
	.name = "invite", .doc = "an event for the reader's calendar, attached to the letter", .options = invite_options, .size = sizeof(struct report_invite),
	.origin = OPTION_ELSEWHERE, .finish = report_invite_finish, .present = report_invite_present,
};

static const struct option report_options[] = {
	{"report", &type_text, AT(report, id), .required = true, .doc = "name of the report: the file's"},
	{"title", &type_text, AT(report, title), .required = true, .doc = "what letters call it"},
	{"clause", &type_text, AT(report, clause), .fallback = "公司制度", .doc = "clause that letters cite"},
	{"pack", &type_text, AT(report, pack), .doc = "rule pack that switches it on, or any: each does; without it: always on"},
	{"to", &type_roles, AT(report, to), .fallback = "none", .doc = "who gets all of it"},
	{"each", &type_roles, AT(report, each), .fallback = "none", .doc = "who gets the lines that are his own; neither: it is made when a form's slip asks for it"},
	{"workbook", &type_choice, AT(report, workbook), .fallback = "no", .more = yes, .doc = "its tables are attached as a workbook, too"},
	{"always", &type_choice, AT(report, always), .fallback = "no", .more = yes, .doc = "it goes also if there is nothing in it, and says so"},
	{"place", &type_count, AT(report, place), .fallback = "50", .max = 100, .doc = "where it stands where a letter holds several: the lowest first, and what that comes to is in the subject"},
	DUE_OPTIONS(report, when),
	{"weekdays", &type_texts, AT(report, weekdays), .doc = "every workday: only on these, mon to sun; a holiday among them is skipped"},
	{"note", &type_text, AT(report, note), .doc = "a line at its top"},
	{"sections", &type_list, AT(report, sections), .doc = "what it shows", .more = &section_report_section},
	{"invite", &type_section, AT(report, invite), .doc = "an event for the calendar", .more = &section_report_invite},
	END,
};
const struct section section_report = {
	.name = "report",
	.doc = "a report of etc/reports or of the office's own folder",
	.options = report_options,
	.size = sizeof(struct report),
	.origin = (long)offsetof(struct report, origin),
	.finish = report_finish,
};
