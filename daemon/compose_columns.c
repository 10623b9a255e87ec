#include "compose_columns.h"

#include "base/text.h"

/* A, B ... Z, AA ... */
static const char *letter_of(struct arena *a, size_t at)
{
	const char *text = "";
	for (size_t n = at + 1; n; n = (n - 1) / 26)
		text = arena_printf(a, "%c%s", (char)('A' + (n - 1) % 26), text);
	return text;
}

static void put_column(struct arena *a, struct view *v, const struct unknown_column *c)
{
	const char *examples = "";
	for (size_t i = 0; i < c->first_count; i++)
		examples = arena_printf(a, "%s%s%s", examples, i ? say(a, "", "and", NULL) : "", c->first[i]);
	view_set_text(a, v, "letter", letter_of(a, c->at));
	put_value(a, v, "title", c->title);
	put_value(a, v, "examples", examples);
	view_set_text(a, v, "field", c->field != FIELD_OTHER ? say_field(a, c->field) : "");
}

/* An answer to copy: what is needed and not understood, in the columns where it may stand; for a kind, one of the kinds. */
static const char *example_of(struct arena *a, const struct unknown_table *u)
{
	const char *text = "";
	if (u->why == UNKNOWN_KIND)
		return say(a, "answer", "kind", NULL);
	for (size_t i = 0; i < u->columns_count; i++)
		if (u->columns[i].guess != FIELD_OTHER)
			text = arena_printf(a, "%s%s%s=%s", text, *text ? " " : "", letter_of(a, u->columns[i].at), say(a, "answer", field_names[u->columns[i].guess], NULL));
	return *text ? text : say(a, "answer", "columns", NULL);
}

void put_asked(struct arena *a, struct view *v, const struct unknown_table *u)
{
	struct view *list = view_set_list(a, v, "asked");
	for (size_t i = 0; u && i < u->columns_count; i++)
		put_column(a, view_add_object(a, list), &u->columns[i]);
	put_value(a, v, "asked_label", u ? u->sheet_label : "");
	view_set_text(a, v, "asked_row", u && u->row > 1 ? arena_printf(a, "%d", u->row) : "");
	view_set_bool(a, v, "asked_more", u && u->width > UNKNOWN_MAX_COLUMNS);
	view_set_bool(a, v, "no_kind", u && u->why == UNKNOWN_KIND);
	view_set_text(a, v, "example", u ? example_of(a, u) : say(a, "answer", "columns", NULL));
}

const char *say_columns(struct arena *a, const struct known_layout *k)
{
	const char *text = "";
	for (size_t i = 0; i < k->columns_count; i++)
		text = arena_printf(a, "%s%s%s=%s", text, i ? " " : "", letter_of(a, k->columns[i].at), say_field(a, k->columns[i].field));
	return k->kind ? arena_printf(a, "%s%s%s", text, *text ? " " : "", say_title(a, row_kind_titles[k->kind])) : text;
}
