/* The names that a letter may use, as paths (template_check). templates/README.md says what each means; a test compares the two. */
#include "compose_part.h"

#define HEAD "to", "company", "content", "kind", "sent", "today", "code", "subject", "headline", "good", "warn", "bad", "calm"

#define STANDING(p)                                                                                                               \
	p, p ".title", p ".date", p ".due", p ".till", p ".left", p ".unit", p ".required", p ".delivered", p ".missing", p ".enlarged", p ".exempt", \
		p ".met", p ".open", p ".missed", p ".lost", p ".held", p ".full", p ".rest", p ".last"

#define PROOF(p) \
	p, p ".text", p ".arrived", p ".cured", p ".counted", p ".unit", p ".title", p ".why", p "_count", p "_more"

#define ENTRY(p)                                                                                                                 \
	p, p ".id", p ".number", p ".title", p ".unit", p ".name", p ".clause", p ".date", p ".day", p ".reversal", p ".reverses", p ".why", p ".held", p ".was_paid", p ".was_claimed", p ".proposed", \
		p ".why_proposed", p ".counted", p ".flat", p ".fixed", p ".added", p ".added_title", p ".base", p ".required", p ".delivered", p ".missing", p ".enlarged", p ".per",  \
		p ".money", p ".money_abs", p ".record", p ".reason", p ".pushups", p ".pushups_back", p ".window", \
		PROOF(p ".mails"), PROOF(p ".uncounted"), p ".reminded", p ".reminders", p ".reminders.text", p ".reminders.state", p ".reminders.failed", p ".reminders.last", p ".weekly", STANDING(p ".parts")

#define MAKEUP(p)                                                                                                                \
	p, p ".title", p ".clause", p ".week_from", p ".week_to", p ".day", p ".date", p ".unit", p ".required", p ".delivered", p ".extra", \
		p ".extra_date", p ".extra_due", p ".extra_required", p ".visits", p ".visits_done", p ".visits_left", p ".visits_due", p ".money", p ".settles", \
		p ".rest", p ".opened", p ".in_vain", p ".lost", p ".lifted", p ".again", STANDING(p ".list")

#define REFUSED(p) \
	p, p ".row", p ".company", p ".person", p ".phone", p ".other", p ".since", p ".fields", p ".reason", p ".todo"
#define LINES(p) p, p ".text", p "_more"
#define UNREAD "unread", "unread.file", "unread.detail", "unread_more"
#define ANSWERED "mail_subject", "mail_id", "arrived"
#define ASKED \
	"asked", "asked.letter", "asked.title", "asked.examples", "asked.field", "asked_label", "asked_row", "asked_more", "example", "no_kind", "has_asked"

static const char *const receipt_names[] = {
	HEAD, ANSWERED, UNREAD, ASKED, "answered", "answered.by", "answered.day", "answered.columns", "answered.now", "cured", "second_cure", "forwarded", "late_claim", "late_claim.claimed", "late_claim.arrived", "late_claim.deadline",
	STANDING("kinds"), "kinds.counted", "kinds.duty", "kinds.sum", "rows", "counted", "refused_count", "tables_more", "tables", "tables.label",
	"tables.title", "tables.date", "tables.told_by", "tables.rows", "tables.counted", "tables.refused_count", "tables.before", "tables.before_rows", "tables.before_more", "tables.lacks", "tables.strange", "book", "book_partial", "book_none", "tables.flagged", "tables.hidden", "tables.more",
	REFUSED("tables.refused"), "tables.groups", "tables.groups.reason", "tables.groups.todo", "tables.groups.several",
	REFUSED("tables.groups.members"), STANDING("standing"),
	"has_tables", "has_kinds", "has_unread", "has_standing", NULL,
};
static const char *const return_names[] = {
	HEAD, ANSWERED, UNREAD, ASKED, "faults", "lacks_kind", "lacks_company", "remembered", "held", "unreadable", "empty", "columns_unknown", "quarantined", "unverified", "roles", "vacant", "rows", "people", "people.name",
	"people.addr", "people.role", "people.last", "needed", "needed_contact", STANDING("standing"), "has_unread", "has_people",
	"has_standing", NULL,
};
static const char *const notice_names[] = {
	HEAD, "entries_count", "several", "entries_more", "total", "total_abs", "total_pushups", "reversals_only", "records_only", "corrects", "less", ENTRY("entries"), ENTRY("first"),
	MAKEUP("makeups"), MAKEUP("first_makeup"), "several_makeups", STANDING("reminders"), STANDING("first_reminder"), "several_reminders", "by_list", "by_mail", "by_mail.title", "by_mail.word", "by_mail.addressee", "by_mail.answers",
	"has_entries", "has_makeups", "has_reminders", NULL,
};
#define SPAN(p) p, p ".when", p ".due", p ".met", p ".missing", p ".rate", p ".full", p ".rest", p ".leads", p ".money"
static const char *const digest_names[] = {
	HEAD, "day", "date", "from", "until", "shadow", "shadow_since", "shadow_day", "shadow_over", "stopped", "stopped_at", "due_count", "met_count", "missed_count", "missed_people", "held", "total", "total_proposed", "total_pushups",
	"conflicts_count", "problems_count", "mails_seen", "mails_judged", "letters_answered", "letters_waiting", "letters_failed", "chain",
	"nothing", "people", "people.name", STANDING("people.duties"), "people.mails", "people.rows", "people.counted", "people.refused",
	"people.held", "people.copies", "people.copies_right", "people.copies_wrong", "people.copies_cured", "people.money", "people.money_proposed", "people.pushups", "people_more",
	"copy_rule", "copy_rule.name", "copy_rule.copies", "copy_rule.copies_right", "copy_rule.copies_wrong", "copy_rule.copies_cured", STANDING("missed"), "missed.name",
	"missed_more", ENTRY("entries"), "entries_count", "entries_more", LINES("makeups"), LINES("conflicts"), LINES("problems"),
	LINES("would_send"), LINES("cured"), LINES("calls"), "has_calls", LINES("slips"), "has_cured", "has_slips", LINES("near"), "has_near", LINES("quality"), "has_quality", "has_people", "has_missed", "has_entries", "has_makeups", "has_conflicts", "has_problems", "has_would_send",
	"has_copy_rule", "missed_names", "missed_others", "people_rest", "rest_mails", "rest_counted", "copies_all", "copies_kept", SPAN("trend"), "has_trend", SPAN("trend_last"),
	"has_trend_last", "trend_weekly", "trend_days", "trend_rate", "trend_due", "trend_met", "trend_leads", "trend_total", "picture", "picture_width", "picture_height", "book", "book_refused",
	"book_some", "folders", "folders.mailbox", "folders.folder", "folders.asked", "folders.there", "folders.came", "folders.recorded", "folders.differs", "has_folders", "tallied",
	"agree", "came", "recorded", "mails_ignored", "mails_copies", "mails_waiting", "mails_unanswered", "answered_all", LINES("doubts"), "has_doubts", NULL,
};
static const char *const alarm_names[] = {
	HEAD, "alarm", "about", "since", "over", "lasted", "todo", "meanwhile", "meanwhile.what", "meanwhile.about", "meanwhile.since", "meanwhile.over", "meanwhile.lasted",
	"has_meanwhile", "lines", "lines.text", "lines_more", "has_lines", NULL,
};
static const char *const forward_names[] = {HEAD, ANSWERED, "name", "roles", "attached", NULL};
static const char *const slip_names[] = {
	HEAD, "slip", "form", "clause", "name", "at", "fields", "fields.title", "fields.value", "papers", "papers.title", "papers.last", "missing", "missing.title",
	"missing.value", "missing.wrong", "missing.last", "flags", "flags.text", "flags.last", "approve", "receipt", "done", "what", "granted_before", "due", "by", "reason", "decided",
	"waiting", "since", "number", "attached", "mail_subject", "granted", "refused", "closed", "withdrawn", "cancelled", "lapsed", "expired", "flagged", "already",
	"not_turn", "unfit", "objected", "part", "too_late", "over", "unclear", "no_stock", "unverified", "open", "too_large", "waiting_count", "answered_count", "unanswered_count", "nobody", "people", "people.name", "people.last", "has_people", "has_fields", "has_papers", "has_missing", "has_flags", NULL,
};
static const char *const slip_rows_names[] = {
	HEAD, "form", "clause", "mail_subject", "name", "at", "own", "withdrawn", "count", "several", "first", "last_slip", "before", "beyond", "limit", "unfilled", "no_table", "rows", "rows.slip", "rows.table", "rows.row",
	"rows.text", "rows.flag", "rows_more", "faults", "faults.table", "faults.row", "faults.missing", "faults.missing.title", "faults.missing.value", "faults.missing.wrong",
	"faults.missing.last", "faults_count", "faults_more", "has_rows", "has_faults", NULL,
};
#define ITEM(name) "items." name
static const char *const slip_list_names[] = {
	HEAD, "count", "unclear", "items", "has_items", ITEM("n"), ITEM("last"), ITEM("slip"), ITEM("form"), ITEM("clause"), ITEM("name"), ITEM("at"), ITEM("fields"), ITEM("fields.title"),
	ITEM("fields.value"), ITEM("papers"), ITEM("papers.title"), ITEM("papers.last"), ITEM("flags"), ITEM("flags.text"), ITEM("approve"), ITEM("receipt"), ITEM("done"), ITEM("what"),
	ITEM("granted_before"), ITEM("due"), ITEM("by"), ITEM("reason"), ITEM("decided"), ITEM("since"), ITEM("number"), ITEM("attached"), ITEM("too_large"), ITEM("mail_subject"),
	ITEM("part"), ITEM("granted"), ITEM("refused"), ITEM("closed"), ITEM("withdrawn"), ITEM("cancelled"), ITEM("lapsed"), ITEM("expired"), ITEM("flagged"), ITEM("open"), ITEM("already"), ITEM("not_turn"),
	ITEM("unfit"), ITEM("objected"), ITEM("too_late"), ITEM("over"), ITEM("unclear"), ITEM("no_stock"), ITEM("unverified"), ITEM("waiting"), ITEM("waiting_count"), ITEM("unanswered_count"), NULL,
};
static const char *const ask_names[] = {
	HEAD, "appeal", "paid", "command", "request", "name", "reason", "arrived", "again", "asked", "count", "several", "total", "what", LINES("lines"), "lines_count", ENTRY("entries"), "has_lines", "has_entries", NULL,
};
static const char *const told_names[] = {
	HEAD, "unknown", "decided", "upheld", "paid", "unpaid", "late", "taken_appeal", "taken_paid", "withdrawn", "withdraw_late", "done", "cancelled", "refused", "concerns", "turned_down", "taken_request", "owing", "query", "mail_subject", "name",
	"what", "state", "reason", "moment", "days", "minutes", "count", "several", "total", "can_confirm", "can_person", "can_appeal", "can_paid", "can_command", "can_digest", LINES("lines"), "lines_count",
	ENTRY("entries"), "has_lines", "has_entries", NULL,
};
#define PART(p) p "title", p "clause", p "note", p "period", p "standing", p "own", p "name", p "count", p "lines", p "figure", p "nothing"
#define CELLS(p) p, p ".cells", p ".cells.text", p ".cells.title", p ".cells.number", p ".cells.nothing", p ".cells.first", p ".cells.head", p ".cells.short", p ".cells.lead", p ".cells.last"
#define TABLES "parts.tables"
static const char *const report_names[] = {
	HEAD, PART(""), "book", "invited", "event", "place", "from", "of", "of_standing", "sort", "several", "parts", PART("parts."), "parts.n", TABLES, TABLES ".title", TABLES ".note",
	TABLES ".wide", TABLES ".count", TABLES ".more", TABLES ".picture", TABLES ".height", TABLES ".columns", TABLES ".columns.text", TABLES ".columns.short", TABLES ".columns.number",
	TABLES ".columns.first", TABLES ".columns.last", CELLS(TABLES ".rows"), TABLES ".rows.barred", TABLES ".rows.bar", TABLES ".rows.rest", TABLES ".rows.reached",
	CELLS(TABLES ".total"), "has_parts", NULL,
};
static const char *const bundle_names[] = {
	HEAD, "title", "week", "report", "clause", "due", "by", "words", "mails", "mails.name", "mails.subject", "mails.arrived", "mails.attached", "mails_more", "missing", "missing_count",
	"has_mails", NULL,
};
static const char *const call_sheet_names[] = {HEAD, "day", "clause", "count", "others", "beyond", "pdf", "book", "columns", "columns.text", "columns.last", "has_columns", NULL};
static const char *const word_names[] = {
	"year", "month", "month_name", "day", "weekday", "time", "days", "hours", "minutes", "from", "to", "row", "company", "person", "phone", "other", "since",
	"fields", "name", "what", "detail", "week", "done", "asked", NULL,
};

const char *const *compose_known(enum letter_kind kind)
{
	static const char *const *const names[LETTER_KIND_COUNT + 1] = {
		[LETTER_RECEIPT] = receipt_names, [LETTER_RETURN] = return_names, [LETTER_REMINDER] = notice_names, [LETTER_MAKEUP] = notice_names,
		[LETTER_PENALTY] = notice_names,  [LETTER_CONFIRM] = notice_names, [LETTER_DIGEST] = digest_names, [LETTER_ALARM] = alarm_names,
		[LETTER_FORWARD] = forward_names, [LETTER_SLIP_RECEIPT] = slip_names, [LETTER_SLIP_ROWS] = slip_rows_names, [LETTER_SLIP_MISSING] = slip_names,
		[LETTER_SLIP_ASK] = slip_names,   [LETTER_SLIP_TOLD] = slip_names,  [LETTER_SLIP_REMINDER] = slip_names, [LETTER_SLIP_ASKS] = slip_list_names, [LETTER_SLIP_RESULTS] = slip_list_names, [LETTER_SLIP_REMINDERS] = slip_list_names, [LETTER_ASK] = ask_names, [LETTER_TOLD] = told_names, [LETTER_REPORT] = report_names, [LETTER_BUNDLE] = bundle_names,
		[LETTER_CALL_SHEET] = call_sheet_names, [LETTER_KIND_COUNT] = word_names,
	};
	return names[kind];
}
