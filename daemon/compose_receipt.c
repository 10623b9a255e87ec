#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "compose_part.h"
#include "compose_columns.h"
#include "compose_refused.h"
#include "headers.h"
#include "workbook.h"

static const char *const row_keys[ROW_KIND_COUNT] = {[ROW_LEAD] = "lead", [ROW_PROSPECT] = "prospect", [ROW_VISIT] = "visit"};
static const char *const reason_keys[REASON_COUNT] = {
	[REASON_MISSING] = "missing", [REASON_COMPANY_NAME] = "company_name", [REASON_PHONE] = "phone", [REASON_ALREADY_LISTED] = "already_listed",
	[REASON_TAKEN] = "taken", [REASON_REGISTERED] = "registered", [REASON_VISITED] = "visited", [REASON_SECOND_CURE] = "second_cure",
};

static const char *row_title(struct arena *a, enum row_kind kind)
{
	return row_keys[kind] ? say(a, "row", row_keys[kind], NULL) : "";
}

/* --- refused rows --- */
bool refused_before(struct arena *a, const struct receipt_in *in, const struct receipt_table *t, const struct refused_row *r)
{
	bool own = (r->reason == REASON_ALREADY_LISTED && r->since != in->arrived) || r->reason == REASON_REGISTERED || r->reason == REASON_VISITED;
	bool says_so = r->said && *r->said && strcmp(text_label(a, r->said), text_label(a, say(a, "status", "counted", NULL))) == 0;
	return own && (t->own_before >= BEFORE_MANY || says_so);
}

static size_t digits_in(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += *s >= '0' && *s <= '9';
	return n;
}

/* A letter beside a digit that looks like one: l38OO138OOO. */
static bool has_letters_for_digits(const char *s)
{
	for (; *s && s[1]; s++) {
		bool first = *s >= '0' && *s <= '9', second = s[1] >= '0' && s[1] <= '9';
		if ((first && strchr("OoIl", s[1])) || (second && strchr("OoIl", *s)))
			return true;
	}
	return false;
}

/* What to do about a number that is not usable, by what is wrong with it. */
static const char *phone_todo(struct arena *a, const char *phone)
{
	const char *s = text_nfkc(a, phone ? phone : "");
	size_t digits = digits_in(s);
	if (strstr(s, "E+") || strstr(s, "e+"))
		return "phone_exponent";
	if (strchr(s, '*') || strstr(s, "●") || strstr(s, "xxxx") || strstr(s, "XXXX"))
		return "phone_masked";
	if (digits >= 4 && digits < 11 && has_letters_for_digits(s))
		return "phone_letters";
	if ((digits == 7 || digits == 8) && *s >= '2' && *s <= '8' && s[strspn(s, "0123456789- ")] == '\0')
		return "phone_area";
	return digits && digits < 11 ? "phone_short" : "phone";
}

void put_refused(struct arena *a, struct view *v, const struct refused_row *r, int64_t arrived)
{
	const char *key = reason_keys[r->reason];
	/* The company stands twice in this very mail. */
	if (r->reason == REASON_ALREADY_LISTED && r->since == arrived)
		key = "twice";
	view_set_int(a, v, "row", r->row);
	put_value(a, v, "company", r->company);
	put_value(a, v, "person", r->person);
	put_value(a, v, "phone", r->phone);
	put_value(a, v, "other", r->other_name);
	view_set_text(a, v, "since", r->since ? say_date(a, time_date(r->since)) : "");
	view_set_text(a, v, "fields", say_fields(a, r->missing));
	must(key);
	view_set_text(a, v, "reason", say(a, "reason", key, v));
	view_set_text(a, v, "todo", say(a, "todo", r->reason == REASON_PHONE ? phone_todo(a, r->phone) : key, v));
}

/* Rows refused for the same reason stand together: what to do about them is read once. */
static void put_group(struct arena *a, struct view *groups, const struct view *row)
{
	const char *reason = view_member(row, "reason")->text, *todo = view_member(row, "todo")->text;
	struct view *group = NULL;
	for (size_t i = 0; i < groups->items_count && !group; i++)
		if (strcmp(view_member(groups->items[i], "reason")->text, reason) == 0 && strcmp(view_member(groups->items[i], "todo")->text, todo) == 0)
			group = (struct view *)(uintptr_t)groups->items[i];
	if (!group) {
		group = view_add_object(a, groups);
		view_set_text(a, group, "reason", reason);
		view_set_text(a, group, "todo", todo);
		view_set_list(a, group, "members");
	}
	struct view *members = (struct view *)(uintptr_t)view_member(group, "members");
	view_add(a, members, row);
	view_set_text(a, group, "several", members->items_count > 1 ? arena_int(a, (int64_t)members->items_count) : "");
}

/* Numbers of rows, those in a row as one: 2–101、103. */
enum { RANGES_SHOWN = 6 };
struct ranges {
	const char *text;
	int from, to; /* the last, which is not in the text yet; 0: none */
	int count;
	bool more;
};

static const char *ranges_text(struct arena *a, const struct ranges *r)
{
	if (!r->from || r->count >= RANGES_SHOWN)
		return r->text;
	return arena_printf(a, r->to > r->from ? "%s%s%d–%d" : "%s%s%d", r->text, *r->text ? say(a, "", "and", NULL) : "", r->from, r->to);
}

static void add_to_ranges(struct arena *a, struct ranges *r, int row)
{
	if (r->from && row == r->to + 1) {
		r->to = row;
		return;
	}
	r->text = ranges_text(a, r);
	r->count += r->from != 0;
	r->more = r->count >= RANGES_SHOWN;
	r->from = r->to = row;
}

/* A number or nothing. */
static void put_count(struct arena *a, struct view *v, const char *name, size_t n)
{
	view_set_text(a, v, name, n ? arena_int(a, (int64_t)n) : "");
}

/* The duty that is called like rows of that kind, or as its own title says. */
static const struct standing *standing_of(struct arena *a, const struct receipt_in *in, const char *title)
{
	for (size_t i = 0; i < in->standing_count; i++)
		if (in->standing[i].title && strcmp(say_title(a, in->standing[i].title), say_title(a, title)) == 0)
			return &in->standing[i];
	return NULL;
}

/* What rows lack for which the table has no column at all, as far as it was understood: their sender may see it filled, under a header that told nothing.
 * A list out of the store tells no columns, and so nothing. */
static unsigned lacks(const struct receipt_table *t)
{
	static const unsigned people = 1u << FIELD_PERSON | 1u << FIELD_CONTACT | 1u << FIELD_PERSON_MET;
	unsigned missing = 0, there = 0;
	if (!t->list || !t->list->columns_count)
		return 0;
	for (size_t i = 0; i < t->refused_count; i++)
		missing |= t->refused[i].missing;
	for (size_t i = 0; i < t->list->columns_count; i++)
		there |= 1u << t->list->columns[i].field;
	return missing & ~(there & people ? there | people : there);
}

enum { STRANGE_SHOWN = 4, STRANGE_CHARACTERS = 12 };

/* Headers that told nothing: one of them may be it. */
static const char *strange_headers(struct arena *a, const struct lead_table *list)
{
	const char *text = "";
	for (size_t i = 0, n = 0; i < list->columns_count && n < STRANGE_SHOWN; i++) {
		const struct lead_column *c = &list->columns[i];
		if (c->field != FIELD_OTHER || !*text_label(a, c->title) || header_match(c->title).known)
			continue;
		text = arena_printf(a, "%s%s%s", text, n++ ? say(a, "", "and", NULL) : "", text_cut(a, text_trim(a, c->title), STRANGE_CHARACTERS));
	}
	return text;
}

static void put_lacks(struct arena *a, struct view *v, const struct receipt_table *t)
{
	unsigned fields = lacks(t);
	view_set_text(a, v, "lacks", fields ? say_fields(a, fields) : "");
	put_value(a, v, "strange", fields ? strange_headers(a, t->list) : "");
}

/* How many of its rows are refused, but for those that say rightly that they counted before. */
static size_t put_table(struct arena *a, struct view *v, const struct receipt_in *in, const struct receipt_table *t, size_t *rows_left)
{
	int64_t arrived = in->arrived;
	const char *title = row_title(a, t->kind);
	const struct standing *s = standing_of(a, in, title);
	put_value(a, v, "label", t->label);
	view_set_text(a, v, "title", title);
	view_set_text(a, v, "date", !s || in->second_cure ? "" : is_visits(a, title) ? say_week(a, s->for_date) : say_date(a, s->for_date));
	view_set_text(a, v, "told_by", say(a, "told", t->told_by ? t->told_by : "", NULL));
	view_set_int(a, v, "rows", t->rows);
	view_set_int(a, v, "counted", t->counted);
	view_set_text(a, v, "flagged", t->flagged ? arena_int(a, t->flagged) : "");
	view_set_text(a, v, "hidden", t->hidden ? arena_int(a, t->hidden) : "");
	put_lacks(a, v, t);
	size_t shown = 0, before = 0;
	struct ranges known = {.text = ""};
	struct view *list = view_set_list(a, v, "refused"), *groups = view_set_list(a, v, "groups");
	for (size_t i = 0; i < t->refused_count; i++) {
		if (refused_before(a, in, t, &t->refused[i])) {
			before++;
			add_to_ranges(a, &known, t->refused[i].row);
		} else if (shown < *rows_left) {
			struct view *row = view_add_object(a, list);
			put_refused(a, row, &t->refused[i], arrived);
			put_group(a, groups, row);
			shown++;
		}
	}
	size_t refused = t->refused_count - before;
	put_count(a, v, "refused_count", refused);
	put_count(a, v, "before", before);
	view_set_text(a, v, "before_rows", ranges_text(a, &known));
	view_set_bool(a, v, "before_more", known.more);
	put_count(a, v, "more", refused - shown);
	*rows_left -= shown;
	return refused;
}

/* --- what the mail did, one item for each kind of row in it --- */
static void put_kind(struct arena *a, struct view *list, const struct receipt_in *in, const char *title, int counted)
{
	const struct standing *s = standing_of(a, in, title);
	struct view *v = s ? standing_view(a, s, in->head.now) : view_object(a);
	view_add(a, list, v);
	put_title(a, v, "title", title);
	view_set_text(a, v, "unit", say_unit(a, s ? s->counts : NULL, title));
	view_set_int(a, v, "counted", counted);
	view_set_bool(a, v, "duty", s != NULL);
	view_set_bool(a, v, "sum", s && !s->more && s->delivered != counted);
}

static void put_kinds(struct arena *a, struct view *v, const struct receipt_in *in)
{
	struct view *list = view_set_list(a, v, "kinds");
	for (int k = ROW_LEAD; k < ROW_KIND_COUNT; k++) {
		int counted = 0;
		bool there = false;
		for (size_t i = 0; i < in->tables_count; i++)
			if (in->tables[i].kind == (enum row_kind)k) {
				counted += in->tables[i].counted;
				there = true;
			}
		if (there)
			put_kind(a, list, in, row_title(a, (enum row_kind)k), counted);
	}
	/* A mail that is itself what is owed (周工作计划) has no table: the duties it fell into are named. */
	for (size_t i = 0; i < in->standing_count && !in->tables_count; i++)
		put_kind(a, list, in, in->standing[i].title, in->standing[i].delivered);
	for (size_t i = 0; i < list->items_count; i++)
		view_set_bool(a, (struct view *)(uintptr_t)list->items[i], "last", i + 1 == list->items_count);
}

static void put_late_claim(struct arena *a, struct view *v, const struct receipt_in *in)
{
	struct view *claim = view_object(a);
	if (!in->claimed_date) {
		view_set_bool(a, v, "late_claim", false);
		return;
	}
	view_set(a, v, "late_claim", claim);
	view_set_text(a, claim, "claimed", say_moment(a, in->claimed_date));
	view_set_text(a, claim, "arrived", say_moment(a, in->arrived));
	view_set_text(a, claim, "deadline", say_moment(a, in->missed_due));
}

static enum mood mood_of(const struct receipt_in *in)
{
	enum mood mood = MOOD_GOOD;
	for (size_t i = 0; i < in->standing_count; i++) {
		const struct standing *s = &in->standing[i];
		if (s->exempt || s->lost || s->delivered >= s->required)
			continue;
		if (due_passed(s->due, in->head.now))
			return MOOD_BAD;
		mood = MOOD_WARN;
	}
	return in->unread_count && mood == MOOD_GOOD ? MOOD_WARN : mood;
}

/* By whose word the columns were read. */
static void put_answered(struct arena *a, struct view *v, const struct receipt_in *in)
{
	struct view *answered = view_object(a);
	if (!in->answered) {
		view_set_bool(a, v, "answered", false);
		return;
	}
	view_set(a, v, "answered", answered);
	put_value(a, answered, "by", in->answered_by);
	view_set_text(a, answered, "day", say_date(a, time_date(in->answered_at)));
	put_long_value(a, answered, "columns", say_columns(a, in->answered));
	view_set_bool(a, answered, "now", in->answered_at == in->arrived);
}

struct job {
	const struct receipt_in *in;
	struct receipt_book book;
};

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct job *job = what;
	const struct receipt_in *in = job->in;
	struct view *v = view_object(a);
	int all = 0, counted = 0;
	size_t refused = 0;
	put_mood(a, v, mood_of(in));
	put_value(a, v, "mail_subject", in->subject);
	put_value(a, v, "mail_id", in->mail_id);
	view_set_text(a, v, "arrived", say_moment(a, in->arrived));
	view_set_bool(a, v, "cured", in->cured);
	view_set_bool(a, v, "second_cure", in->second_cure);
	view_set_bool(a, v, "forwarded", in->forwarded);
	put_late_claim(a, v, in);
	put_kinds(a, v, in);
	struct view *tables = view_set_list(a, v, "tables");
	for (size_t i = 0; i < in->tables_count; i++) {
		const struct receipt_table *t = &in->tables[i];
		size_t none = 0;
		bool shown = i < COMPOSE_MAX_TABLES;
		refused += put_table(a, shown ? view_add_object(a, tables) : view_object(a), in, t, shown ? &rows : &none);
		all += t->rows;
		counted += t->counted;
	}
	view_set_text(a, v, "tables_more", in->tables_count > COMPOSE_MAX_TABLES ? arena_int(a, (int64_t)(in->tables_count - COMPOSE_MAX_TABLES)) : "");
	view_set_int(a, v, "rows", all);
	view_set_int(a, v, "counted", counted);
	put_count(a, v, "refused_count", refused);
	view_set_text(a, v, "book", job->book.name);
	view_set_bool(a, v, "book_partial", job->book.partial);
	view_set_bool(a, v, "book_none", job->book.none);
	put_unread(a, v, in->unread, in->unread_count);
	put_asked(a, v, in->table);
	put_answered(a, v, in);
	put_standings(a, v, "standing", in->standing, in->standing_count, in->head.now);
	return v;
}

struct letter compose_receipt(struct arena *a, const struct receipt_in *in)
{
	struct job job = {.in = in};
	if (!in->head.unwritten)
		job.book = receipt_book(a, in);
	struct letter_file file = {.name = job.book.name, .type = WORKBOOK_TYPE, .bytes = job.book.bytes};
	struct letter l = compose_finish_with(a, &in->head, LETTER_RECEIPT, build, &job, &file, job.book.bytes.size > 0);
	l.about = arena_strdup(a, in->mail_id);
	return l;
}
