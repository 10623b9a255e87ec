#include "compose_part.h"

static void put_entries(struct arena *a, struct view *v, struct notice_entry *entries, size_t count, const char *to, size_t rows, int64_t now)
{
	struct view *list = view_set_list(a, v, "entries");
	int64_t fen = 0;
	for (size_t i = 0; i < count; i++) {
		struct notice_entry *e = &entries[i];
		e->number = count > 1 ? (int)i + 1 : 0;
		fen += e->fen;
		if (i < rows)
			view_add(a, list, entry_view(a, e, e->name ? e->name : to, now));
	}
	view_set_text(a, v, "count", count ? arena_int(a, (int64_t)count) : "");
	view_set_text(a, v, "total", say_money(a, fen));
}

static void put_lines(struct arena *a, struct view *v, const char *const *lines, size_t count, size_t rows)
{
	struct view *list = view_set_list(a, v, "lines");
	for (size_t i = 0; i < count && i < rows; i++)
		put_long_value(a, view_add_object(a, list), "text", lines[i]);
	view_set_text(a, v, "lines_count", count ? arena_int(a, (int64_t)count) : "");
	view_set_text(a, v, "lines_more", count > rows ? arena_int(a, (int64_t)(count - rows)) : "");
}

/* One of them is true. */
static void put_one_of(struct arena *a, struct view *v, const char *const *names, size_t count, size_t which)
{
	for (size_t i = 0; i < count; i++)
		view_set_bool(a, v, names[i], i == which);
}

static struct view *build_ask(struct arena *a, const void *what, size_t rows)
{
	static const char *const kinds[ASK_KINDS] = {"appeal", "paid", "command"};
	const struct ask_in *in = what;
	struct view *v = view_object(a);
	put_mood(a, v, MOOD_WARN);
	put_one_of(a, v, kinds, ASK_KINDS, in->kind);
	view_set_bool(a, v, "request", in->request);
	put_value(a, v, "name", in->name);
	put_long_value(a, v, "reason", in->reason);
	put_long_value(a, v, "what", in->what);
	view_set_text(a, v, "arrived", say_moment(a, in->arrived));
	view_set_bool(a, v, "again", in->asked != 0);
	view_set_text(a, v, "asked", in->asked ? say_moment(a, in->asked) : "");
	view_set_bool(a, v, "several", in->entries_count > 1);
	put_lines(a, v, in->lines, in->lines_count, rows);
	put_entries(a, v, in->entries, in->entries_count, in->name, rows, in->head.now);
	return v;
}

struct letter compose_ask(struct arena *a, const struct ask_in *in)
{
	return compose_finish(a, &in->head, LETTER_ASK, build_ask, in);
}

static void put_can(struct arena *a, struct view *v, unsigned can)
{
	static const char *const names[] = {"can_confirm", "can_person", "can_appeal", "can_paid", "can_command", "can_digest"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		view_set_bool(a, v, names[i], can >> i & 1);
}

static struct view *build_told(struct arena *a, const void *what, size_t rows)
{
	static const char *const whys[TOLD_WHYS] = {"unknown", "decided", "upheld", "paid", "unpaid", "late", "taken_appeal", "taken_paid", "withdrawn", "withdraw_late",
	                                            "done", "cancelled", "refused", "concerns", "turned_down", "taken_request", "owing", "query"};
	const struct told_in *in = what;
	struct view *v = view_object(a);
	bool bad = in->why == TOLD_UNKNOWN || in->why == TOLD_LATE || in->why == TOLD_UNPAID || in->why == TOLD_REFUSED || in->why == TOLD_TURNED_DOWN || in->why == TOLD_OWING || in->why == TOLD_WITHDRAW_LATE;
	put_mood(a, v, bad ? MOOD_WARN : in->why == TOLD_UPHELD ? MOOD_BAD : in->why == TOLD_PAID || in->why == TOLD_DONE ? MOOD_GOOD : MOOD_CALM);
	put_one_of(a, v, whys, TOLD_WHYS, in->why);
	put_value(a, v, "mail_subject", in->mail_subject);
	put_value(a, v, "name", in->name);
	put_long_value(a, v, "what", say_code(a, "told", in->what));
	put_value(a, v, "state", say_code(a, "state", in->state));
	put_long_value(a, v, "reason", in->why == TOLD_REFUSED ? say_code(a, "refused", in->reason) : in->reason);
	view_set_text(a, v, "moment", in->at ? say_moment(a, in->at) : "");
	view_set_int(a, v, "days", in->days);
	view_set_int(a, v, "minutes", in->minutes);
	put_can(a, v, in->can);
	put_lines(a, v, in->lines, in->lines_count, rows);
	put_entries(a, v, in->entries, in->entries_count, in->head.to_name, rows, in->head.now);
	view_set_bool(a, v, "several", in->several);
	return v;
}

struct letter compose_told(struct arena *a, const struct told_in *in)
{
	return compose_finish(a, &in->head, LETTER_TOLD, build_told, in);
}
