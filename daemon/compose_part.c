#include "compose_part.h"

#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "letter.h"
#include "token.h"

/* "http://x" and "www.x" in a name must not become something to click at: a blank breaks them. */
static const char *without_links(struct arena *a, const char *s)
{
	struct buf out = {0};
	if (!strstr(s, "://") && !strcasestr(s, "www.") && !strcasestr(s, "mailto:"))
		return s;
	for (; *s; s++) {
		buf_addc(&out, *s);
		if (strncmp(s, "://", 3) == 0 || (out.size >= 4 && strncasecmp(s - 3, "www.", 4) == 0) || (out.size >= 7 && strncasecmp(s - 6, "mailto:", 7) == 0))
			buf_addc(&out, ' ');
	}
	const char *copy = arena_strndup(a, out.data, out.size);
	buf_release(&out);
	return copy;
}

/* Shown as it is: Chinese characters, and ASCII without what a link has, with single blanks inside; no more than max of them. So it is with nearly
 * every value, and nothing below would change it: letter_one_line keeps these characters, without_links asks for : or . and text_cut counts as here. */
static bool shown_as_is(const char *s, size_t max)
{
	size_t count = 0;
	char before = ' ';
	for (const char *p = s; *p; before = *p++) {
		uint8_t c = (uint8_t)*p;
		bool inside = (c & 0xC0) == 0x80, han = c >= 0xE4 && c <= 0xE9 /* begins one of U+4000 to U+9FFF */;
		if (!inside && !han && (c < 0x20 || c > 0x7E || c == ':' || c == '.' || (c == ' ' && before == ' ')))
			return false;
		count += !inside;
	}
	return count <= max && (before != ' ' || !*s);
}

/* Not all of it is looked at: a cell may hold 32 KB, and a letter tells of hundreds. */
static const char *cut_value(struct arena *a, const char *value, size_t max)
{
	enum { BLANKS = 16 }; /* bytes for each character that is shown: runs of blanks become one */
	if (value && shown_as_is(value, max))
		return value;
	return text_cut(a, without_links(a, letter_one_line(a, value ? text_head(a, value, max * BLANKS) : value)), max);
}

void put_value(struct arena *a, struct view *v, const char *name, const char *value)
{
	view_set_text(a, v, name, cut_value(a, value, COMPOSE_MAX_VALUE));
}

void put_long_value(struct arena *a, struct view *v, const char *name, const char *value)
{
	view_set_text(a, v, name, cut_value(a, value, COMPOSE_MAX_LINE));
}

void put_title(struct arena *a, struct view *v, const char *name, const char *title)
{
	put_value(a, v, name, say_title(a, title));
}

void put_mood(struct arena *a, struct view *v, enum mood mood)
{
	static const char *const names[] = {[MOOD_GOOD] = "good", [MOOD_WARN] = "warn", [MOOD_BAD] = "bad", [MOOD_CALM] = "calm"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		view_set_bool(a, v, names[i], i == (size_t)mood);
}

const char *say_unit(struct arena *a, const char *counts, const char *title)
{
	static const struct { const char *counts, *unit; enum row_kind kind; } rows[] = {{"lead", "row", ROW_LEAD}, {"prospect", "row", ROW_PROSPECT}, {"visit", "visit", ROW_VISIT}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (counts ? strcmp(rows[i].counts, counts) == 0 : title && (strcmp(row_kind_titles[rows[i].kind], title) == 0 || strcmp(say(a, "row", rows[i].counts, NULL), title) == 0))
			return say(a, "unit", rows[i].unit, NULL);
	return say(a, "unit", "other", NULL);
}

struct view *standing_view(struct arena *a, const struct standing *s, int64_t now)
{
	struct view *v = view_object(a);
	int missing = s->required > s->delivered ? s->required - s->delivered : 0;
	int percent = s->required <= 0 || missing == 0 ? 100 : s->delivered <= 0 ? 0 : (int)((int64_t)s->delivered * 100 / s->required);
	bool passed = due_passed(s->due, now), told = !s->exempt && !s->lost && !s->more;
	put_title(a, v, "title", s->title);
	view_set_text(a, v, "date", is_visits(a, s->title) ? say_week(a, s->for_date) : say_date(a, s->for_date));
	view_set_text(a, v, "due", say_due(a, s->due, now));
	view_set_text(a, v, "till", say_till(a, s->due, now));
	view_set_text(a, v, "left", say_left(a, s->due, now));
	view_set_text(a, v, "unit", say_unit(a, s->counts, s->title));
	view_set_int(a, v, "required", s->required);
	view_set_int(a, v, "delivered", s->delivered);
	view_set_text(a, v, "missing", missing && !s->exempt ? arena_int(a, missing) : "");
	view_set_bool(a, v, "enlarged", s->enlarged);
	view_set_bool(a, v, "exempt", s->exempt);
	view_set_bool(a, v, "lost", s->lost && !s->more);
	view_set_text(a, v, "held", s->held ? arena_int(a, s->held) : "");
	view_set_bool(a, v, "met", told && missing == 0);
	view_set_bool(a, v, "open", told && missing > 0 && !passed);
	view_set_bool(a, v, "missed", told && missing > 0 && passed);
	view_set_text(a, v, "full", percent ? arena_int(a, percent) : "");
	view_set_text(a, v, "rest", percent < 100 ? arena_int(a, 100 - percent) : "");
	return v;
}

void put_standings(struct arena *a, struct view *v, const char *name, const struct standing *s, size_t count, int64_t now)
{
	struct view *list = view_set_list(a, v, name);
	size_t last = 0;
	for (size_t i = 0; i < count; i++)
		last = s[i].more ? last : i;
	for (size_t i = 0; i < count; i++) {
		if (s[i].more)
			continue;
		struct view *item = standing_view(a, &s[i], now);
		view_set_bool(a, item, "last", i == last);
		view_add(a, list, item);
	}
}

void put_unread(struct arena *a, struct view *v, const struct unread_part *parts, size_t count)
{
	struct view *list = view_set_list(a, v, "unread");
	for (size_t i = 0; i < count && i < COMPOSE_MAX_TABLES; i++) {
		struct view *item = view_add_object(a, list);
		put_value(a, item, "file", parts[i].file_name);
		put_long_value(a, item, "detail", say_title(a, parts[i].detail)); /* a reader's remark: long in some languages */
	}
	view_set_text(a, v, "unread_more", count > COMPOSE_MAX_TABLES ? arena_int(a, (int64_t)(count - COMPOSE_MAX_TABLES)) : "");
}

/* How the sum came about, one number a name. `counted`: so many missing times so much; `flat`: one sum. */
static void put_arithmetic(struct arena *a, struct view *v, const struct notice_entry *e)
{
	bool counted = e->missing > 0 && e->fen_per_missing != 0;
	view_set_bool(a, v, "counted", counted);
	view_set_bool(a, v, "record", e->fen == 0 && e->pushups == 0 && !e->reverses);
	view_set_bool(a, v, "flat", !counted && !e->reverses && e->fen);
	view_set_text(a, v, "fixed", say_money(a, e->item_fen));
	view_set_text(a, v, "added", e->more_fen ? say_money(a, e->more_fen) : "");
	put_title(a, v, "added_title", e->more_title);
	view_set_int(a, v, "base", e->base_quota);
	view_set_int(a, v, "required", e->required);
	view_set_int(a, v, "delivered", e->delivered);
	view_set_int(a, v, "missing", e->missing);
	view_set_bool(a, v, "enlarged", e->required > e->base_quota && e->base_quota > 0);
	view_set_text(a, v, "per", say_money(a, e->fen_per_missing));
	view_set_text(a, v, "money", say_money(a, e->fen));
	view_set_text(a, v, "money_abs", say_money(a, e->fen < 0 ? -e->fen : e->fen));
	view_set_text(a, v, "pushups", e->pushups > 0 ? arena_int(a, e->pushups) : "");
	view_set_text(a, v, "pushups_back", e->pushups < 0 ? arena_int(a, -e->pushups) : "");
}

static void put_window(struct arena *a, struct view *v, const struct notice_entry *e)
{
	struct view *w = view_object(a);
	if (!e->window_to)
		return;
	view_set_text(a, w, "from", e->window_from ? say_moment(a, e->window_from) : "");
	view_set_text(a, w, "to", say_moment(a, e->window_to));
	view_set_text(a, v, "window", say(a, "", "window", w));
}

enum { SHORT_ID = 9 /* a mail's id in a letter: enough to tell one person's mails of a month apart; `explain` gives it whole */ };

/* what: rows of several kinds stand in one proof, each is named. */
static void put_mails(struct arena *a, struct view *v, const char *name, const struct proof_mail *m, size_t count, bool what)
{
	struct view *list = view_set_list(a, v, name);
	for (size_t i = 0; i < count && i < COMPOSE_MAX_TABLES; i++) {
		struct view *item = view_add_object(a, list);
		put_value(a, item, "text", strlen(m[i].id) > SHORT_ID + 1 ? arena_printf(a, "%.*s…", SHORT_ID, m[i].id) : m[i].id);
		view_set_text(a, item, "arrived", say_moment(a, m[i].at));
		view_set_bool(a, item, "cured", m[i].cured);
		view_set_int(a, item, "counted", m[i].n);
		view_set_text(a, item, "unit", say_unit(a, m[i].counts ? m[i].counts : "", NULL));
		view_set_text(a, item, "title", what && m[i].counts ? say(a, "row", m[i].counts, NULL) : "");
		put_value(a, item, "why", say_code(a, "detail", m[i].why));
	}
	view_set_text(a, v, arena_printf(a, "%s_count", name), count ? arena_int(a, (int64_t)count) : "");
	view_set_text(a, v, arena_printf(a, "%s_more", name), count > COMPOSE_MAX_TABLES ? arena_int(a, (int64_t)(count - COMPOSE_MAX_TABLES)) : "");
}

const char *say_entry(struct arena *a, const struct notice_entry *e)
{
	struct view *duty = view_object(a);
	const char *title = e->kind ? say(a, "entry", e->kind, NULL) : "";
	put_title(a, duty, "what", e->title);
	return *title ? title : e->kind ? say(a, "", "entry_of", duty) : say_title(a, e->title);
}

static void put_entry_title(struct arena *a, struct view *v, const struct notice_entry *e)
{
	put_value(a, v, "title", say_entry(a, e));
	view_set_text(a, v, "unit", say_unit(a, e->counts, e->title));
}

static void put_reminders(struct arena *a, struct view *v, const struct notice_entry *e)
{
	struct view *list = view_set_list(a, v, "reminders");
	for (size_t i = 0; i < e->reminders_count; i++) {
		const struct proof_reminder *r = &e->reminders[i];
		struct view *item = view_add_object(a, list);
		view_set_text(a, item, "text", say_moment(a, r->at));
		view_set_text(a, item, "state", say(a, "sent", r->state, NULL));
		view_set_bool(a, item, "failed", strcmp(r->state, "sent") != 0 && strcmp(r->state, "unsure") != 0);
		view_set_bool(a, item, "last", i + 1 == e->reminders_count);
	}
	view_set_bool(a, v, "reminded", e->reminders_count > 0);
}

struct view *entry_view(struct arena *a, const struct notice_entry *e, const char *name, int64_t now)
{
	struct view *v = view_object(a);
	put_value(a, v, "id", e->id);
	view_set_text(a, v, "number", e->number ? arena_int(a, e->number) : "");
	put_entry_title(a, v, e);
	put_value(a, v, "name", name);
	put_value(a, v, "clause", e->clause);
	view_set_text(a, v, "date", say_date(a, e->for_date));
	view_set_text(a, v, "day", say_full(a, e->for_date));
	view_set_bool(a, v, "reversal", e->reverses != NULL);
	put_value(a, v, "reverses", e->reverses);
	put_value(a, v, "why", say_code(a, "because", e->why));
	view_set_bool(a, v, "held", e->held);
	view_set_bool(a, v, "was_paid", e->was_paid);
	view_set_bool(a, v, "was_claimed", e->was_claimed);
	view_set_bool(a, v, "proposed", e->proposed);
	put_value(a, v, "why_proposed", say_code(a, "confirm", e->why_proposed));
	put_long_value(a, v, "reason", e->reason ? e->reason : "");
	put_arithmetic(a, v, e);
	view_set_text(a, v, "window", "");
	put_window(a, v, e);
	put_mails(a, v, "mails", e->mails, e->mails_count, e->parts_count > 0);
	put_mails(a, v, "uncounted", e->uncounted, e->uncounted_count, false);
	put_reminders(a, v, e);
	view_set_bool(a, v, "weekly", e->parts_count > 0);
	put_standings(a, v, "parts", e->parts, e->parts_count, now);
	return v;
}

/* --- from a view to a letter --- */
static const char *render(struct arena *a, const struct template_set *set, const char *name, const struct view *v)
{
	struct buf out = {0};
	const struct template *t = template_find(set, name);
	if (!t || template_render(set, t, v, &out) < 0)
		bug("the letter %s can't be written out", name);
	const char *s = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return s;
}

/* has_NAME for each list: a heading stands once, and only over something. */
static void put_has(struct arena *a, struct view *v)
{
	size_t count = v->members_count;
	for (size_t i = 0; i < count; i++)
		if (v->members[i].value->kind == VIEW_LIST)
			view_set_bool(a, v, arena_printf(a, "has_%s", v->members[i].name), view_true(v->members[i].value));
}

static void put_head(struct arena *a, struct view *v, const struct letter_head *h, enum letter_kind kind)
{
	put_value(a, v, "to", h->to_name);
	put_value(a, v, "company", h->office->company);
	view_set_text(a, v, "content", letter_kind_names[kind]);
	view_set_text(a, v, "kind", say(a, "letter", letter_kind_names[kind], NULL));
	view_set_text(a, v, "sent", say_moment(a, h->now));
	view_set_text(a, v, "today", say_full(a, time_date(h->now)));
	char token[TOKEN_SIZE];
	token_make(h->token_key, h->id, token);
	view_set_text(a, v, "code", arena_printf(a, "[%s]", token));
	view_set_text(a, v, "subject", render(a, compose_text(), arena_printf(a, "%s/subject", letter_kind_names[kind]), v));
	view_set_text(a, v, "headline", render(a, compose_text(), arena_printf(a, "%s/headline", letter_kind_names[kind]), v));
}

struct workbook_mark compose_mark(struct arena *a, const struct letter_head *h, bool below)
{
	char code[TOKEN_SIZE], day[DATE_TEXT_SIZE];
	struct view *v = view_object(a);
	mark_make(h->token_key, h->id, code);
	const char *number = arena_printf(a, "%s %s", h->id, code);
	put_value(a, v, "what", h->to_name && *h->to_name ? h->to_name : h->to_addr);
	view_set_text(a, v, "detail", date_text(time_date(h->now), day));
	view_set_text(a, v, "done", number);
	return (struct workbook_mark){.line = say(a, "book", "mark", v), .number = number, .below = below};
}

struct letter compose_unwritten(struct arena *a, const struct letter_head *h, enum letter_kind kind)
{
	struct letter l;
	struct err err = {0};
	if (letter_name(a, h, kind, say(a, "letter", letter_kind_names[kind], NULL), &l, &err) < 0)
		bug("%s", err.text);
	return l;
}

struct letter compose_finish_with(struct arena *a, const struct letter_head *h, enum letter_kind kind, compose_build *build, const void *in,
                                  const struct letter_file *files, size_t files_count)
{
	struct letter l;
	struct err err = {0};
	struct letter_body body = {.files = files, .files_count = files_count};
	if (h->unwritten)
		return compose_unwritten(a, h, kind);
	for (size_t rows = COMPOSE_MAX_ROWS; ; rows /= 2) {
		struct view *v = build(a, in, rows);
		put_has(a, v);
		put_head(a, v, h, kind);
		body.subject = view_member(v, "subject")->text;
		body.text = render(a, compose_text(), "layout", v);
		body.html = render(a, compose_html(), "layout", v);
		if (strlen(body.html) <= COMPOSE_MAX_BODY || rows < 5)
			break;
	}
	if (letter_write(a, h, kind, &body, &l, &err) < 0)
		bug("%s", err.text);
	return l;
}

struct letter compose_finish(struct arena *a, const struct letter_head *h, enum letter_kind kind, compose_build *build, const void *in)
{
	return compose_finish_with(a, h, kind, build, in, NULL, 0);
}
