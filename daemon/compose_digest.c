#include <string.h>

#include "compose_part.h"

/* Sums over all people and entries, for the one line that says how the day was. */
struct totals {
	int due, met, missed_people, held, wrong_copies;
	int64_t fen;
	int pushups;
};

static bool settled(const struct standing *s, int64_t now)
{
	return !s->exempt && due_passed(s->due, now);
}

static struct totals count(const struct digest_in *in)
{
	struct totals t = {0};
	for (size_t i = 0; i < in->people_count; i++) {
		const struct digest_person *p = &in->people[i];
		t.held += p->held;
		t.wrong_copies += p->cc_wrong;
		for (size_t k = 0; k < p->duties_count; k++)
			if (settled(&p->duties[k], in->to)) {
				t.due++;
				t.met += p->duties[k].delivered >= p->duties[k].required;
			}
	}
	for (size_t i = 0; i < in->settled_count; i++) {
		bool seen = false;
		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(in->settled_names[k], in->settled_names[i]) == 0;
		t.missed_people += !seen;
	}
	for (size_t i = 0; i < in->entries_count; i++) {
		t.fen += in->entries[i].fen;
		t.pushups += in->entries[i].pushups;
	}
	return t;
}

static void put_number(struct arena *a, struct view *v, const char *name, int64_t n)
{
	view_set_text(a, v, name, n ? arena_printf(a, "%lld", (long long)n) : "");
}

static void put_person(struct arena *a, struct view *v, const struct digest_person *p, int64_t now)
{
	put_value(a, v, "name", p->name);
	put_standings(a, v, "duties", p->duties, p->duties_count, now);
	put_number(a, v, "mails", p->mails);
	put_number(a, v, "rows", p->rows);
	view_set_int(a, v, "counted", p->counted);
	put_number(a, v, "refused", p->refused);
	put_number(a, v, "held", p->held);
	put_number(a, v, "copies", p->cc_right + p->cc_wrong);
	view_set_int(a, v, "copies_right", p->cc_right);
	put_number(a, v, "copies_wrong", p->cc_wrong);
	put_number(a, v, "copies_cured", p->cc_cured);
	view_set_text(a, v, "money", p->fen ? say_money(a, p->fen) : "");
	put_number(a, v, "pushups", p->pushups);
}

static void put_people(struct arena *a, struct view *v, const struct digest_in *in, size_t rows)
{
	struct view *people = view_set_list(a, v, "people"), *wrong = view_set_list(a, v, "copy_rule");
	for (size_t i = 0; i < in->people_count; i++) {
		struct view *p = view_object(a);
		put_person(a, p, &in->people[i], in->to);
		if (i < rows)
			view_add(a, people, p);
		if (in->people[i].cc_wrong && wrong->items_count < rows)
			view_add(a, wrong, p);
	}
	put_number(a, v, "people_more", in->people_count > rows ? (int64_t)(in->people_count - rows) : 0);
	struct view *missed = view_set_list(a, v, "missed");
	for (size_t i = 0; i < in->settled_count && i < rows; i++) {
		struct view *s = standing_view(a, &in->settled[i], in->to);
		put_value(a, s, "name", in->settled_names[i]);
		view_add(a, missed, s);
	}
	put_number(a, v, "missed_more", in->settled_count > rows ? (int64_t)(in->settled_count - rows) : 0);
}

static void put_entries(struct arena *a, struct view *v, const struct digest_in *in, size_t rows)
{
	struct view *list = view_set_list(a, v, "entries");
	for (size_t i = 0; i < in->entries_count && i < rows; i++) {
		in->entries[i].number = (int)i + 1;
		view_add(a, list, entry_view(a, &in->entries[i], in->entry_names[i], in->to));
	}
	put_number(a, v, "entries_count", (int64_t)in->entries_count);
	put_number(a, v, "entries_more", in->entries_count > rows ? (int64_t)(in->entries_count - rows) : 0);
}

/* An item in the catalogue's words. */
static const char *item_text(struct arena *a, const struct digest_item *i)
{
	struct view *v = view_object(a);
	put_value(a, v, "name", i->name);
	put_value(a, v, "other", i->other);
	put_long_value(a, v, "what", i->what);
	put_long_value(a, v, "detail", say_code(a, "detail", i->detail));
	view_set_text(a, v, "since", i->since ? say_date(a, time_date(i->since)) : "");
	view_set_text(a, v, "day", say_date(a, i->day));
	view_set_text(a, v, "week", say_week(a, i->day));
	view_set_int(a, v, "done", i->done);
	view_set_int(a, v, "asked", i->asked);
	return say(a, "", i->word, v);
}

static size_t count_items(const struct digest_in *in, enum digest_section section)
{
	size_t n = 0;
	for (size_t i = 0; i < in->items_count; i++)
		n += in->items[i].section == section;
	return n;
}

struct section {
	const char *name, *more;
	enum digest_section which;
	const struct digest_line *lines;
	size_t count;
};

static void put_section(struct arena *a, struct view *v, const struct digest_in *in, struct section s, size_t rows)
{
	struct view *list = view_set_list(a, v, s.name);
	size_t all = s.count + count_items(in, s.which);
	for (size_t i = 0; i < s.count && i < rows; i++)
		put_long_value(a, view_add_object(a, list), "text", s.lines[i].text);
	for (size_t i = 0; i < in->items_count && list->items_count < rows; i++)
		if (in->items[i].section == s.which)
			put_long_value(a, view_add_object(a, list), "text", item_text(a, &in->items[i]));
	put_number(a, v, s.more, all > rows ? (int64_t)(all - rows) : 0);
}

static void put_totals(struct arena *a, struct view *v, const struct digest_in *in, const struct totals *t)
{
	put_number(a, v, "due_count", t->due);
	view_set_int(a, v, "met_count", t->met);
	put_number(a, v, "missed_count", (int64_t)in->settled_count);
	put_number(a, v, "missed_people", t->missed_people);
	put_number(a, v, "held", t->held);
	view_set_text(a, v, "total", say_money(a, t->fen));
	put_number(a, v, "total_pushups", t->pushups);
	size_t conflicts = in->conflicts_count + count_items(in, DIGEST_CONFLICTS), problems = in->problems_count + count_items(in, DIGEST_PROBLEMS);
	put_number(a, v, "conflicts_count", (int64_t)conflicts);
	put_number(a, v, "problems_count", (int64_t)problems);
	view_set_int(a, v, "mails_seen", in->mails_seen);
	view_set_int(a, v, "mails_judged", in->mails_judged);
	view_set_int(a, v, "letters_answered", in->letters_answered);
	put_number(a, v, "letters_waiting", in->letters_waiting);
	put_number(a, v, "letters_failed", in->letters_failed);
	view_set_text(a, v, "chain", in->chain_head && *in->chain_head ? arena_strndup(a, in->chain_head, 16) : "");
	view_set_bool(a, v, "nothing", !in->settled_count && !in->entries_count && !in->makeups_count && !count_items(in, DIGEST_MAKEUPS) && !conflicts &&
	              !problems && !count_items(in, DIGEST_SLIPS) && !t->wrong_copies && !t->held && !count_items(in, DIGEST_NEAR) && !count_items(in, DIGEST_QUALITY) && !in->letters_failed);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct digest_in *in = what;
	struct view *v = view_object(a);
	struct totals t = count(in);
	put_mood(a, v, in->settled_count || in->entries_count ? MOOD_BAD : in->problems_count || count_items(in, DIGEST_PROBLEMS) || in->letters_failed ? MOOD_WARN : MOOD_GOOD);
	view_set_text(a, v, "day", say_day(a, in->day));
	view_set_text(a, v, "date", say_date(a, in->day));
	view_set_text(a, v, "from", in->from > 0 ? say_moment(a, in->from) : "");
	view_set_text(a, v, "until", say_moment(a, in->to));
	view_set_bool(a, v, "shadow", in->shadow && !in->stopped);
	put_value(a, v, "stopped", in->stopped ? in->stopped : "");
	view_set_text(a, v, "stopped_at", in->stopped ? say_moment(a, in->stopped_at) : "");
	put_totals(a, v, in, &t);
	put_people(a, v, in, rows);
	put_entries(a, v, in, rows);
	put_section(a, v, in, (struct section){"makeups", "makeups_more", DIGEST_MAKEUPS, in->makeups, in->makeups_count}, rows);
	put_section(a, v, in, (struct section){"conflicts", "conflicts_more", DIGEST_CONFLICTS, in->conflicts, in->conflicts_count}, rows);
	put_section(a, v, in, (struct section){"near", "near_more", DIGEST_NEAR, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"quality", "quality_more", DIGEST_QUALITY, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"problems", "problems_more", DIGEST_PROBLEMS, in->problems, in->problems_count}, rows);
	put_section(a, v, in, (struct section){"slips", "slips_more", DIGEST_SLIPS, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"cured", "cured_more", DIGEST_CURED, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"would_send", "would_send_more", DIGEST_WOULD_SEND, in->would_send, in->would_send_count}, rows);
	return v;
}

struct letter compose_digest(struct arena *a, const struct digest_in *in)
{
	return compose_finish(a, &in->head, LETTER_DIGEST, build, in);
}
