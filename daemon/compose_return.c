#include <string.h>

#include "compose_columns.h"

static const unsigned lead_fields = 1u << FIELD_COMPANY | 1u << FIELD_PERSON | 1u << FIELD_PHONE | 1u << FIELD_BUSINESS | 1u << FIELD_CAPITAL |
	1u << FIELD_NETWORK | 1u << FIELD_WEBSITE | 1u << FIELD_VALUE;
static const unsigned contact_fields = 1u << FIELD_COMPANY | 1u << FIELD_PERSON | 1u << FIELD_PHONE;

static void put_why(struct arena *a, struct view *v, enum return_why why)
{
	static const char *const names[] = {[RETURN_HELD] = "held", [RETURN_UNREADABLE] = "unreadable", [RETURN_EMPTY] = "empty",
		[RETURN_COLUMNS] = "columns_unknown", [RETURN_QUARANTINED] = "quarantined", [RETURN_REMEMBERED] = "remembered", [RETURN_UNVERIFIED] = "unverified"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		view_set_bool(a, v, names[i], i == (size_t)why);
}

/* In what of the missing roles that person would have stood on the mail. */
static const char *role_of(struct arena *a, const struct office *o, const char *addr, unsigned missing)
{
	for (size_t i = 0; i < o->staff_count; i++)
		for (size_t k = 0; k < o->staff[i].mail_count; k++)
			if (strcmp(o->staff[i].mail[k], addr) == 0 && o->staff[i].roles & missing)
				return say_roles(a, o->staff[i].roles & missing);
	return say_roles(a, missing);
}

/* Who is added by a plain answer: the Reply-To without the clerk himself. */
static void put_people(struct arena *a, struct view *v, const struct letter_head *h, unsigned missing)
{
	struct view *list = view_set_list(a, v, "people");
	for (size_t i = 0; i < h->reply_to_count; i++) {
		const struct address *r = &h->reply_to[i];
		if (strcmp(r->addr, h->office->from_addr) == 0)
			continue;
		struct view *item = view_add_object(a, list);
		put_value(a, item, "name", r->name);
		put_value(a, item, "addr", r->addr);
		view_set_text(a, item, "role", role_of(a, h->office, r->addr, missing));
		view_set_bool(a, item, "last", i + 1 == h->reply_to_count);
	}
}

/* What was wrong with an answer. */
static void put_faults(struct arena *a, struct view *v, const struct return_in *in)
{
	enum { FAULTS_SHOWN = 8 };
	const char *text = "";
	for (size_t i = 0; i < in->faults_count && i < FAULTS_SHOWN; i++)
		text = arena_printf(a, "%s%s%s", text, i ? say(a, "", "and", NULL) : "", in->faults[i]);
	put_long_value(a, v, "faults", text);
	view_set_bool(a, v, "lacks_kind", in->still_lacking && in->table && in->table->why == UNKNOWN_KIND);
	view_set_bool(a, v, "lacks_company", in->still_lacking && !(in->table && in->table->why == UNKNOWN_KIND));
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct return_in *in = what;
	struct view *v = view_object(a);
	(void)rows;
	put_mood(a, v, in->why == RETURN_QUARANTINED || in->why == RETURN_REMEMBERED ? MOOD_CALM : MOOD_WARN);
	put_why(a, v, in->why);
	put_value(a, v, "mail_subject", in->subject);
	put_value(a, v, "mail_id", in->mail_id);
	view_set_text(a, v, "arrived", say_moment(a, in->arrived));
	view_set_text(a, v, "roles", say_roles(a, in->missing_roles));
	view_set_text(a, v, "vacant", in->vacant_roles ? say_roles(a, in->vacant_roles) : "");
	view_set_text(a, v, "rows", in->rows ? arena_printf(a, "%d", in->rows) : "");
	put_people(a, v, &in->head, in->missing_roles);
	put_unread(a, v, in->unread, in->unread_count);
	put_asked(a, v, in->table);
	put_faults(a, v, in);
	view_set_text(a, v, "needed", say_fields(a, lead_fields));
	view_set_text(a, v, "needed_contact", say_fields(a, contact_fields));
	put_standings(a, v, "standing", in->standing, in->standing_count, in->head.now);
	return v;
}

struct letter compose_return(struct arena *a, const struct return_in *in)
{
	struct letter l = compose_finish(a, &in->head, LETTER_RETURN, build, in);
	l.about = arena_strdup(a, in->mail_id);
	return l;
}
