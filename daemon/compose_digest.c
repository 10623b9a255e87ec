#include <string.h>

#include "compose_digest.h"
#include "workbook.h"

#define PICTURE "trend"

enum { DRAWN_WIDTH = 600 };

/* Sums over all people and entries, for the one line that says how the day was. */
struct totals {
	int due, met, missed_people, held, wrong_copies;
	int64_t fen, proposed;
	int pushups;
};

static bool settled(const struct standing *s, int64_t now)
{
	return !s->exempt && due_passed(s->due, now);
}

/* Missed duties stand person by person. */
static bool is_next_person(const struct digest_in *in, size_t i)
{
	return i == 0 || strcmp(in->settled_names[i - 1], in->settled_names[i]) != 0;
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
	for (size_t i = 0; i < in->settled_count; i++)
		t.missed_people += is_next_person(in, i);
	for (size_t i = 0; i < in->entries_count; i++) {
		t.fen += in->entries[i].fen;
		t.proposed += in->entries[i].proposed ? in->entries[i].fen : 0;
		t.pushups += in->entries[i].pushups;
	}
	return t;
}

void digest_put_number(struct arena *a, struct view *v, const char *name, int64_t n)
{
	view_set_text(a, v, name, n ? arena_printf(a, "%lld", (long long)n) : "");
}

static void put_person(struct arena *a, struct view *v, const struct digest_person *p, int64_t now)
{
	put_value(a, v, "name", p->name);
	put_standings(a, v, "duties", p->duties, p->duties_count, now);
	digest_put_number(a, v, "mails", p->mails);
	digest_put_number(a, v, "rows", p->rows);
	view_set_int(a, v, "counted", p->counted);
	digest_put_number(a, v, "refused", p->refused);
	digest_put_number(a, v, "held", p->held);
	digest_put_number(a, v, "copies", p->cc_right + p->cc_wrong);
	view_set_int(a, v, "copies_right", p->cc_right);
	digest_put_number(a, v, "copies_wrong", p->cc_wrong);
	digest_put_number(a, v, "copies_cured", p->cc_cured);
	view_set_text(a, v, "money", p->fen || p->proposed ? say_money(a, p->fen) : "");
	view_set_text(a, v, "money_proposed", p->proposed ? say_money(a, p->proposed) : "");
	digest_put_number(a, v, "pushups", p->pushups);
}

bool digest_needs_look(const struct digest_person *p, int64_t now)
{
	bool missed = false;
	for (size_t k = 0; k < p->duties_count; k++)
		missed = missed || (settled(&p->duties[k], now) && p->duties[k].delivered < p->duties[k].required);
	return missed || p->held || p->cc_wrong || p->fen || p->proposed || p->pushups;
}

/* Of many people those alone of whom there is something to say; the others in one line, and all of them in the workbook. */
static void put_people(struct arena *a, struct view *v, const struct digest_in *in, size_t rows)
{
	struct view *people = view_set_list(a, v, "people"), *wrong = view_set_list(a, v, "copy_rule");
	bool all = in->people_count <= COMPOSE_DIGEST_PEOPLE && in->people_count <= rows;
	int64_t rest = 0, mails = 0, counted = 0, more = 0, copies = 0, right = 0;
	for (size_t i = 0; i < in->people_count; i++) {
		const struct digest_person *p = &in->people[i];
		bool look = all || digest_needs_look(p, in->to), shown = look && people->items_count < rows && people->items_count < COMPOSE_DIGEST_PEOPLE;
		bool told = p->cc_wrong && wrong->items_count < rows;
		struct view *one = shown || told ? view_object(a) : NULL;
		copies += p->cc_right + p->cc_wrong;
		right += p->cc_right;
		if (one)
			put_person(a, one, p, in->to);
		if (shown)
			view_add(a, people, one);
		if (told)
			view_add(a, wrong, one);
		more += look && !shown;
		rest += !look;
		mails += look ? 0 : p->mails;
		counted += look ? 0 : p->counted;
	}
	digest_put_number(a, v, "people_more", more);
	digest_put_number(a, v, "people_rest", rest);
	view_set_int(a, v, "rest_mails", mails);
	view_set_int(a, v, "rest_counted", counted);
	digest_put_number(a, v, "copies_all", copies);
	view_set_int(a, v, "copies_kept", right);
}

/* Who, before what: the first names are in the subject. */
static void put_missed(struct arena *a, struct view *v, const struct digest_in *in, size_t rows)
{
	struct view *missed = view_set_list(a, v, "missed");
	const char *names = "";
	int named = 0, people = 0;
	for (size_t i = 0; i < in->settled_count; i++) {
		bool next = is_next_person(in, i);
		people += next;
		if (next && named < COMPOSE_DIGEST_NAMES)
			names = named++ ? arena_printf(a, "%s%s%s", names, say(a, "", "and", NULL), in->settled_names[i]) : in->settled_names[i];
		if (i >= rows)
			continue;
		struct view *s = standing_view(a, &in->settled[i], in->to);
		put_value(a, s, "name", in->settled_names[i]);
		view_add(a, missed, s);
	}
	digest_put_number(a, v, "missed_more", in->settled_count > rows ? (int64_t)(in->settled_count - rows) : 0);
	put_value(a, v, "missed_names", names);
	view_set_bool(a, v, "missed_others", people > named);
}

static void put_entries(struct arena *a, struct view *v, const struct digest_in *in, size_t rows)
{
	struct view *list = view_set_list(a, v, "entries");
	for (size_t i = 0; i < in->entries_count && i < rows; i++) {
		in->entries[i].number = (int)i + 1;
		view_add(a, list, entry_view(a, &in->entries[i], in->entry_names[i], in->to));
	}
	digest_put_number(a, v, "entries_count", (int64_t)in->entries_count);
	digest_put_number(a, v, "entries_more", in->entries_count > rows ? (int64_t)(in->entries_count - rows) : 0);
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

static bool any_to_look_at(const struct digest_in *in, enum digest_section section)
{
	for (size_t i = 0; i < in->items_count; i++)
		if (in->items[i].section == section && !in->items[i].aside)
			return true;
	return false;
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
	digest_put_number(a, v, s.more, all > rows ? (int64_t)(all - rows) : 0);
}

/* Nothing that its reader might want to know of; conflicts and problems aside. */
static bool is_quiet(const struct digest_in *in, const struct totals *t)
{
	static const enum digest_section told[] = {DIGEST_MAKEUPS, DIGEST_SLIPS, DIGEST_NEAR, DIGEST_QUALITY, DIGEST_DOUBTS};
	bool quiet = !in->settled_count && !in->entries_count && !in->makeups_count && !t->wrong_copies && !t->held && !in->letters_failed && !in->mails_unanswered;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		quiet = quiet && !any_to_look_at(in, told[i]);
	return quiet;
}

static void put_totals(struct arena *a, struct view *v, const struct digest_in *in, const struct totals *t)
{
	digest_put_number(a, v, "due_count", t->due);
	view_set_int(a, v, "met_count", t->met);
	digest_put_number(a, v, "missed_count", (int64_t)in->settled_count);
	digest_put_number(a, v, "missed_people", t->missed_people);
	digest_put_number(a, v, "held", t->held);
	view_set_text(a, v, "total", say_money(a, t->fen));
	view_set_text(a, v, "total_proposed", t->proposed ? say_money(a, t->proposed) : "");
	digest_put_number(a, v, "total_pushups", t->pushups);
	size_t conflicts = in->conflicts_count + count_items(in, DIGEST_CONFLICTS), problems = in->problems_count + count_items(in, DIGEST_PROBLEMS);
	digest_put_number(a, v, "conflicts_count", (int64_t)conflicts);
	digest_put_number(a, v, "problems_count", (int64_t)problems);
	view_set_int(a, v, "mails_seen", in->mails_seen);
	view_set_int(a, v, "mails_judged", in->mails_judged);
	view_set_int(a, v, "letters_answered", in->letters_answered);
	digest_put_number(a, v, "letters_waiting", in->letters_waiting);
	digest_put_number(a, v, "letters_failed", in->letters_failed);
	digest_put_number(a, v, "mails_ignored", in->mails_ignored);
	digest_put_number(a, v, "mails_copies", in->mails_copies);
	int waiting = in->mails_seen - in->mails_judged - in->mails_ignored - in->mails_copies;
	digest_put_number(a, v, "mails_waiting", waiting > 0 ? waiting : 0);
	digest_put_number(a, v, "mails_unanswered", in->mails_unanswered);
	view_set_text(a, v, "chain", in->chain_head && *in->chain_head ? arena_strndup(a, in->chain_head, 16) : "");
	view_set_bool(a, v, "answered_all", in->letters_answered && !in->mails_unanswered);
	view_set_bool(a, v, "nothing", is_quiet(in, t) && !conflicts && !problems);
}

/* What each server counts, beside ours. */
static void put_folders(struct arena *a, struct view *v, const struct digest_in *in)
{
	struct view *list = view_set_list(a, v, "folders");
	int came = 0, recorded = 0;
	bool asked = in->folders_count > 0;
	for (size_t i = 0; i < in->folders_count && i < COMPOSE_MAX_TABLES; i++) {
		const struct digest_folder *f = &in->folders[i];
		struct view *one = view_add_object(a, list);
		put_value(a, one, "mailbox", f->mailbox);
		put_value(a, one, "folder", f->folder);
		view_set_bool(a, one, "asked", f->asked);
		view_set_int(a, one, "there", f->there);
		digest_put_number(a, one, "came", f->came);
		view_set_int(a, one, "recorded", f->recorded);
		view_set_bool(a, one, "differs", f->came > f->recorded);
		came += f->came;
		recorded += f->recorded;
		asked = asked && f->asked;
	}
	view_set_bool(a, v, "tallied", asked);
	view_set_bool(a, v, "agree", asked && came == recorded);
	view_set_int(a, v, "came", came);
	view_set_int(a, v, "recorded", recorded);
}

/* What it carries besides: the picture and the workbook. */
static void put_files(struct arena *a, struct view *v, const struct digest_in *in)
{
	view_set_text(a, v, "picture", in->picture.size ? PICTURE : "");
	view_set_int(a, v, "picture_width", DRAWN_WIDTH);
	view_set_int(a, v, "picture_height", in->picture_height);
	put_value(a, v, "book", in->book.bytes.size ? in->book.name : "");
	view_set_bool(a, v, "book_refused", in->book.leads == DIGEST_REFUSED);
	view_set_bool(a, v, "book_some", in->book.leads == DIGEST_SOME);
}

/* On trial: since when, and after a week how it goes live. */
static void put_shadow(struct arena *a, struct view *v, const struct digest_in *in)
{
	enum { TRIAL_DAYS = 7 };
	bool known = in->shadow && !in->stopped && in->shadow_since != INT64_MIN;
	date first = known ? time_date(in->shadow_since) : in->day;
	view_set_bool(a, v, "shadow", in->shadow && !in->stopped);
	view_set_text(a, v, "shadow_since", known ? say_date(a, first) : "");
	view_set_int(a, v, "shadow_day", in->day - first + 1);
	view_set_bool(a, v, "shadow_over", known && in->day - first >= TRIAL_DAYS);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct digest_in *in = what;
	struct view *v = view_object(a);
	struct totals t = count(in);
	rows = rows < COMPOSE_DIGEST_ROWS ? rows : COMPOSE_DIGEST_ROWS;
	put_mood(a, v, in->settled_count || in->entries_count ? MOOD_BAD : in->problems_count || count_items(in, DIGEST_PROBLEMS) || in->letters_failed ? MOOD_WARN : MOOD_GOOD);
	view_set_text(a, v, "day", say_day(a, in->day));
	view_set_text(a, v, "date", say_date(a, in->day));
	view_set_text(a, v, "from", in->from > 0 ? say_moment(a, in->from) : "");
	view_set_text(a, v, "until", say_moment(a, in->to));
	put_shadow(a, v, in);
	put_value(a, v, "stopped", in->stopped ? in->stopped : "");
	view_set_text(a, v, "stopped_at", in->stopped ? say_moment(a, in->stopped_at) : "");
	put_totals(a, v, in, &t);
	put_missed(a, v, in, rows);
	put_people(a, v, in, rows);
	put_entries(a, v, in, rows);
	digest_put_trend(a, v, in);
	put_files(a, v, in);
	put_folders(a, v, in);
	put_section(a, v, in, (struct section){"makeups", "makeups_more", DIGEST_MAKEUPS, in->makeups, in->makeups_count}, rows);
	put_section(a, v, in, (struct section){"conflicts", "conflicts_more", DIGEST_CONFLICTS, in->conflicts, in->conflicts_count}, rows);
	put_section(a, v, in, (struct section){"near", "near_more", DIGEST_NEAR, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"quality", "quality_more", DIGEST_QUALITY, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"problems", "problems_more", DIGEST_PROBLEMS, in->problems, in->problems_count}, rows);
	put_section(a, v, in, (struct section){"doubts", "doubts_more", DIGEST_DOUBTS, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"slips", "slips_more", DIGEST_SLIPS, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"calls", "calls_more", DIGEST_CALLS, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"cured", "cured_more", DIGEST_CURED, NULL, 0}, rows);
	put_section(a, v, in, (struct section){"would_send", "would_send_more", DIGEST_WOULD_SEND, in->would_send, in->would_send_count}, rows);
	return v;
}

struct letter compose_digest(struct arena *a, const struct digest_in *in)
{
	char day[DATE_TEXT_SIZE];
	struct letter_file files[2];
	size_t n = 0;
	if (in->picture.size)
		files[n++] = (struct letter_file){.name = arena_printf(a, "trend-%s.png", date_text(in->day, day)), .type = "image/png", .content_id = PICTURE, .bytes = in->picture};
	if (in->book.bytes.size)
		files[n++] = (struct letter_file){.name = in->book.name, .type = WORKBOOK_TYPE, .bytes = in->book.bytes};
	return compose_finish_with(a, &in->head, LETTER_DIGEST, build, in, files, n);
}
