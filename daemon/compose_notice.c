#include <string.h>

#include "base/bug.h"
#include "compose_part.h"

/* --- a make-up case --- */
static void put_news(struct arena *a, struct view *v, enum makeup_news news)
{
	static const char *const names[] = {[MAKEUP_OPENED] = "opened", [MAKEUP_IN_VAIN] = "in_vain", [MAKEUP_LOST] = "lost", [MAKEUP_LIFTED] = "lifted",
		[MAKEUP_AGAIN] = "again"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		view_set_bool(a, v, names[i], i == (size_t)news);
}

static void put_list(struct arena *a, struct view *v, const struct notice_makeup *m, int64_t now)
{
	if (m->list.title)
		view_set(a, v, "list", standing_view(a, &m->list, now));
	else
		view_set_bool(a, v, "list", false);
}

static struct view *makeup_view(struct arena *a, const struct notice_makeup *m, int64_t now)
{
	struct view *v = view_object(a);
	put_title(a, v, "title", m->title);
	put_value(a, v, "clause", m->clause);
	view_set_text(a, v, "week_from", say_date(a, m->week));
	view_set_text(a, v, "week_to", say_date(a, m->week + 6));
	view_set_text(a, v, "day", say_day(a, m->missed_day));
	view_set_text(a, v, "date", say_date(a, m->missed_day));
	view_set_text(a, v, "unit", say_unit(a, NULL, m->title));
	view_set_int(a, v, "required", m->required);
	view_set_int(a, v, "delivered", m->delivered);
	view_set_text(a, v, "extra", m->extra ? arena_int(a, m->extra) : "");
	view_set_text(a, v, "extra_date", say_date(a, m->extra_for));
	view_set_text(a, v, "extra_due", say_due(a, m->extra_due, now));
	view_set_text(a, v, "extra_required", m->extra_required ? arena_int(a, m->extra_required) : "");
	view_set_text(a, v, "visits", m->visits ? arena_int(a, m->visits) : "");
	view_set_int(a, v, "visits_done", m->visits_done);
	view_set_text(a, v, "visits_left", m->visits > m->visits_done ? arena_int(a, m->visits - m->visits_done) : "");
	view_set_text(a, v, "visits_due", say_due(a, m->visits_due, now));
	view_set_text(a, v, "money", say_money(a, m->fen));
	view_set_text(a, v, "settles", m->settles ? say_due(a, m->settles, now) : "");
	view_set_bool(a, v, "rest", m->rest);
	put_news(a, v, m->news);
	put_list(a, v, m, now);
	return v;
}

/* What the makeups of a letter come to: red where one is lost, green where all are lifted. */
static enum mood makeup_mood(const struct notice_in *in)
{
	enum mood mood = in->makeups_count ? MOOD_GOOD : MOOD_WARN;
	for (size_t i = 0; i < in->makeups_count; i++) {
		enum makeup_news news = in->makeups[i].news;
		if (news == MAKEUP_LOST)
			return MOOD_BAD;
		if (news == MAKEUP_OPENED || news == MAKEUP_IN_VAIN)
			mood = MOOD_WARN;
	}
	return mood;
}

/* --- entries --- */
/* Whose an entry is. A confirmation goes to somebody else than those whose entries it lists. */
static const char *person(const struct notice_in *in, const struct notice_entry *e)
{
	return e->name ? e->name : e->proposed ? "" : in->head.to_name;
}

static void put_entries(struct arena *a, struct view *v, const struct notice_in *in, size_t rows)
{
	struct view *list = view_set_list(a, v, "entries");
	int64_t fen = 0;
	int pushups = 0;
	size_t reversals = 0;
	bool records_only = in->entries_count > 0;
	for (size_t i = 0; i < in->entries_count; i++) {
		struct notice_entry *e = &in->entries[i];
		e->number = in->entries_count > 1 ? (int)i + 1 : 0;
		fen += e->fen;
		pushups += e->pushups;
		reversals += e->reverses != NULL;
		records_only = records_only && !e->fen && !e->pushups;
		if (i < rows)
			view_add(a, list, entry_view(a, e, person(in, e), in->head.now));
	}
	view_set_text(a, v, "entries_count", in->entries_count ? arena_int(a, (int64_t)in->entries_count) : "");
	view_set_bool(a, v, "several", in->entries_count > 1);
	view_set_text(a, v, "entries_more", in->entries_count > rows ? arena_int(a, (int64_t)(in->entries_count - rows)) : "");
	view_set_text(a, v, "total", say_money(a, fen));
	view_set_text(a, v, "total_abs", say_money(a, fen < 0 ? -fen : fen));
	view_set_text(a, v, "total_pushups", pushups > 0 ? arena_int(a, pushups) : "");
	view_set_bool(a, v, "reversals_only", reversals && reversals == in->entries_count);
	view_set_bool(a, v, "records_only", records_only);
	view_set_bool(a, v, "corrects", reversals && reversals < in->entries_count && fen <= 0);
	view_set_bool(a, v, "less", fen < 0);
	/* The first one, for a subject that speaks of one. */
	if (in->entries_count)
		view_set(a, v, "first", entry_view(a, &in->entries[0], person(in, &in->entries[0]), in->head.now));
}

/* What a mail that is owed must say, and to whom it goes: no list is told so. */
static void put_mail_owed(struct arena *a, struct view *list, const struct duty_rule *r)
{
	unsigned to = r->addressed_to ? r->addressed_to : r->who == ROLE_DIRECTOR ? 1u << ROLE_GENERAL_MANAGER : 1u << ROLE_DIRECTOR;
	struct view *item = view_add_object(a, list);
	put_title(a, item, "title", r->title);
	put_value(a, item, "word", r->words[0]);
	view_set_text(a, item, "addressee", say_roles(a, to));
	view_set_bool(a, item, "answers", r->answers);
}

/* How what is reminded of is delivered: rows in a list, mails each by its own word. */
static void put_ways(struct arena *a, struct view *v, const struct notice_in *in, size_t rows)
{
	struct view *list = view_set_list(a, v, "by_mail");
	bool lists = false;
	for (size_t i = 0; i < in->reminders_count && i < rows; i++) {
		const struct duty_rule *r = in->reminders[i].rule;
		lists = lists || !r || (!r->words_count && !r->form);
		if (r && r->words_count)
			put_mail_owed(a, list, r);
	}
	view_set_bool(a, v, "by_list", lists);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct notice_in *in = what;
	struct view *v = view_object(a);
	enum mood mood = in->entries_count ? MOOD_BAD : makeup_mood(in);
	put_entries(a, v, in, rows);
	if (view_true(view_member(v, "reversals_only")))
		mood = MOOD_GOOD;
	put_mood(a, v, mood);
	struct view *makeups = view_set_list(a, v, "makeups");
	for (size_t i = 0; i < in->makeups_count && i < rows; i++)
		view_add(a, makeups, makeup_view(a, &in->makeups[i], in->head.now));
	if (in->makeups_count)
		view_set(a, v, "first_makeup", makeups->items[0]);
	view_set_bool(a, v, "several_makeups", in->makeups_count > 1);
	put_standings(a, v, "reminders", in->reminders, in->reminders_count < rows ? in->reminders_count : rows, in->head.now);
	view_set_bool(a, v, "several_reminders", in->reminders_count > 1);
	put_ways(a, v, in, rows);
	if (in->reminders_count)
		view_set(a, v, "first_reminder", standing_view(a, &in->reminders[0], in->head.now));
	return v;
}

struct letter compose_notice(struct arena *a, const struct notice_in *in)
{
	enum letter_kind kind = in->entries_count ? LETTER_PENALTY : in->makeups_count ? LETTER_MAKEUP : LETTER_REMINDER;
	must(in->entries_count || in->makeups_count || in->reminders_count);
	struct letter l = compose_finish(a, &in->head, kind, build, in);
	l.about = in->entries_count ? arena_strdup(a, in->entries[0].id) : NULL;
	return l;
}

struct letter compose_confirm(struct arena *a, const struct notice_in *in)
{
	must(in->entries_count);
	struct letter l = compose_finish(a, &in->head, LETTER_CONFIRM, build, in);
	l.about = arena_strdup(a, in->entries[0].id);
	return l;
}
