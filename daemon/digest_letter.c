#include "digest_letter.h"

#include "compose.h"
#include "digest_inside.h"
#include "slip_take.h"

#define META_DIGEST "digest_until"
#define META_TOLD_MAIL "digest_told_mail"
#define META_TOLD_ENTRY "digest_told_entry"

struct digest_person *digest_person_of(struct gather *g, const char *staff)
{
	const struct staff *s = staff ? office_staff(g->c->office, staff) : NULL;
	size_t place = s ? g->places[s - g->c->office->staff] : 0;
	return place ? &g->in.people[place - 1] : NULL;
}

const char *digest_name_of(const struct gather *g, const char *staff)
{
	const struct staff *s = staff ? office_staff(g->c->office, staff) : NULL;
	return s ? s->name : staff;
}

void digest_add_item(struct gather *g, struct digest_item item)
{
	ARENA_PUSH(g->c->turn, &g->in, items) = item;
}

/* Ids of the entries in the order of their numbers: 免除 2 in answer to the digest means one of them. */
static const char *entry_ids(struct gather *g)
{
	struct buf ids = {0};
	for (size_t i = 0; i < g->in.entries_count; i++)
		buf_printf(&ids, "%s%s", i ? " " : "", g->in.entries[i].id);
	const char *text = ids.size ? arena_strndup(g->c->turn, ids.data, ids.size) : NULL;
	buf_release(&ids);
	return text;
}

int digest_since(struct clerk *c, int64_t moment, int64_t *from_r, struct err *err)
{
	*from_r = moment - DAY_SECONDS;
	return store_get_time(&c->store, META_DIGEST, from_r, err) < 0 ? -1 : 0;
}

/* Since when it tells, and what the one before could not have told of. */
static int begin_where_the_last_ended(struct gather *g, int64_t moment, struct err *err)
{
	struct store *s = &g->c->store;
	g->told = (struct digest_told){INT64_MAX, INT64_MAX};
	return digest_since(g->c, moment, &g->in.from, err) < 0 || store_get_time(s, META_TOLD_MAIL, &g->told.mail, err) < 0 ||
	       store_get_time(s, META_TOLD_ENTRY, &g->told.entry, err) < 0 ? -1 : 0;
}

static int note_where_it_ends(struct clerk *c, int64_t moment, struct err *err)
{
	struct digest_told told = {0};
	return db_one_int(c->store.db, err, &told.mail, "SELECT max(id) FROM mail", "") < 0 || db_one_int(c->store.db, err, &told.entry, "SELECT max(id) FROM entry", "") < 0 ||
	       store_set_time(&c->store, META_TOLD_MAIL, told.mail, err) < 0 || store_set_time(&c->store, META_TOLD_ENTRY, told.entry, err) < 0 ||
	       store_set_time(&c->store, META_DIGEST, moment, err) < 0 ? -1 : 0;
}

int digest_entries(struct gather *g, struct entries *all_r, struct err *err)
{
	return store_entries_untold(&g->c->store, g->c->turn, g->in.from, g->in.to, g->told.entry, all_r, err);
}

int digest_gather(struct clerk *c, int64_t moment, int64_t now, struct gather *g_r, struct err *err)
{
	struct gather g = {.c = c, .now = now, .in = {.to = moment, .day = time_date(moment), .shadow = c->office->shadow}};
	g.in.stopped = c->office->stopped_by ? digest_name_of(&g, c->office->stopped_by) : NULL;
	g.in.stopped_at = c->office->stopped_at;
	g.in.shadow_since = INT64_MIN;
	if (c->configured->shadow && outbox_shadow_since(&c->store, &g.in.shadow_since, err) < 0)
		return -1;
	if (begin_where_the_last_ended(&g, moment, err) < 0)
		return -1;
	if (c->tally) {
		g.in.folders = c->tally->folders;
		g.in.folders_count = g.in.folders_cap = c->tally->folders_count;
	}
	if (digest_add_people(&g, err) < 0 || digest_add_items(&g, err) < 0 || digest_add_calls(&g, err) < 0 || digest_add_doubts(&g, err) < 0 || digest_add_trend(&g, err) < 0 ||
	    digest_add_book(&g, err) < 0)
		return -1;
	*g_r = g;
	return 0;
}

/* What is appended to `own` is this reader's alone. */
static int write_for(struct gather *g, const struct staff *s, struct letter *l_r, struct err *err)
{
	struct clerk *c = g->c;
	if (c->unwritten)
		return *l_r = compose_unwritten(c->turn, &g->in.head, LETTER_DIGEST), 0;
	g->in.book = compose_digest_book(c->turn, &g->in);
	struct digest_in own = g->in;
	own.items_cap = own.items_count;
	if (slip_digest(c, s, g->now, &own, err) < 0)
		return -1;
	*l_r = compose_digest(c->turn, &own);
	return 0;
}

static int post(struct gather *g, const struct staff *s, const char *about, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	struct clerk *c = g->c;
	g->in.head = clerk_head(c, s, arena_printf(c->turn, "digest.%s.%s", s->id, date_text(g->in.day, day)), clerk_leaves(c, g->now));
	struct letter l;
	if (write_for(g, s, &l, err) < 0)
		return -1;
	l.about = about;
	l.created = g->now;
	return clerk_post(c, &l, err);
}

static int gather_and_draw(struct clerk *c, int64_t moment, int64_t now, struct gather *g, struct err *err)
{
	struct chart chart;
	if (digest_gather(c, moment, now, g, err) < 0)
		return -1;
	if (clerk_draws(c) && compose_digest_chart(c->turn, &g->in, &chart))
		g->in.picture = clerk_chart(c, c->turn, &chart);
	g->in.picture_height = drawing_height(g->in.picture);
	return 0;
}

/* Of a digest that nobody will read: which entries an answer to it means. */
static int gather_entries(struct clerk *c, int64_t moment, int64_t now, struct gather *g_r, struct err *err)
{
	struct entries all;
	*g_r = (struct gather){.c = c, .now = now, .in = {.to = moment, .day = time_date(moment)}};
	if (begin_where_the_last_ended(g_r, moment, err) < 0 || digest_entries(g_r, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++)
		ARENA_PUSH(c->turn, &g_r->in, entries) = (struct notice_entry){.id = all.items[i].id};
	return 0;
}

int digest_post(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	struct gather g;
	if ((c->unwritten ? gather_entries : gather_and_draw)(c, moment, now, &g, err) < 0)
		return -1;
	const char *about = entry_ids(&g);
	for (size_t i = 0; i < c->office->staff_count; i++) {
		const struct staff *s = &c->office->staff[i];
		if (s->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER) && staff_active(s, g.in.day) && post(&g, s, about, err) < 0)
			return -1;
	}
	return note_where_it_ends(c, moment, err);
}
