#include "cards.h"

#include <string.h>

#include "base/text.h"
#include "headers.h"
#include "layout.h"
#include "phone.h"

enum { LABEL_MAX = 14 /* characters */, CARD_FIELDS_MIN = 3 };

struct pair {
	const char *label, *value;
	enum field field;
	size_t at; /* the value's column */
};

struct pairs {
	struct pair *items;
	size_t items_count, items_cap;
};

struct card {
	int row;
	size_t at; /* column of its firm's name */
	struct pairs said;
};

struct deck {
	struct arena *a;
	struct card *cards;
	size_t cards_count, cards_cap;
	size_t open;          /* the first of those that the last row with firms began */
	struct pairs before;  /* said above the first firm */
	size_t top;           /* rows before the first with a label */
	bool several;         /* the last label of a firm had more than one behind it: a column each */
	bool doubtful;
};

static const char *cell_at(struct arena *a, const struct table_row *row, size_t i)
{
	return i < row->cell_count ? text_trim(a, row->cells[i].text) : "";
}

static bool is_label(const char *text, enum field *field_r)
{
	struct header_match m = {0};
	if (*text && text_count(text) <= LABEL_MAX)
		m = header_match(text);
	*field_r = m.field;
	return m.known && (m.whole || m.field <= FIELD_STAGE);
}

/* 公司名称：甲公司 in one cell. */
static bool is_both(struct arena *a, const char *text, struct pair *p_r)
{
	const char *p = text, *here = text;
	uint32_t c;
	while ((c = text_next(&p)) && c != ':' && c != 0xFF1A)
		here = p;
	const char *label = arena_strndup(a, text, (size_t)(here - text));
	if (!c || !is_label(label, &p_r->field))
		return false;
	p_r->label = text_label(a, label);
	p_r->value = text_trim(a, p);
	return *p_r->value != '\0';
}

/* What stands behind a label besides its value: of each further firm, or nothing: a label that is none of ours. */
static bool goes_on(struct deck *d, const struct pair *last, const char *text)
{
	if (last->field == FIELD_COMPANY)
		d->several = looks_like_company(text);
	return d->several;
}

/* Whether a firm's values stand in this column: 公司名称 | 甲公司 | 乙公司 was said above. */
static bool is_of_firm(const struct deck *d, size_t column)
{
	for (size_t i = d->open; d->several && i < d->cards_count; i++)
		if (d->cards[i].at == column)
			return true;
	return false;
}

/* What a row says. What stands right beside a label is its value, though it may be called like one: 职务 | 经理, 网络情况 | 百度推广. */
static void take_cells(struct deck *d, const struct table_row *row, struct pairs *said)
{
	struct pair now = {.label = "", .field = FIELD_OTHER};
	for (size_t i = 0; i < row->cell_count; i++) {
		const char *text = cell_at(d->a, row, i);
		struct pair p = {.at = i};
		if (!*text)
			continue;
		bool both = is_both(d->a, text, &p), beside = *now.label && ((!now.value && i == now.at + 1) || is_of_firm(d, i));
		if (both) {
			ARENA_PUSH(d->a, said, items) = p;
			now.label = "";
		} else if (!beside && is_label(text, &p.field)) {
			d->several = d->several && p.field != FIELD_COMPANY;
			now = (struct pair){text_label(d->a, text), NULL, p.field, i};
		} else if (*now.label && (!now.value || goes_on(d, &now, text))) {
			now.value = text;
			ARENA_PUSH(d->a, said, items) = (struct pair){now.label, text, now.field, i};
		} else {
			now.label = "";
		}
	}
}

static void say(struct deck *d, struct card *c, const struct pair *p)
{
	for (size_t i = 0; i < c->said.items_count; i++)
		d->doubtful |= strcmp(c->said.items[i].label, p->label) == 0;
	ARENA_PUSH(d->a, &c->said, items) = *p;
}

/* To the card that begins in its column, or last before it. */
static void assign(struct deck *d, const struct pairs *said)
{
	for (size_t i = 0; i < said->items_count; i++) {
		size_t to = d->open;
		while (to + 1 < d->cards_count && d->cards[to + 1].at <= said->items[i].at)
			to++;
		say(d, &d->cards[to], &said->items[i]);
	}
}

static void take_row(struct deck *d, const struct table_row *row)
{
	struct pairs said = {0};
	size_t before = d->cards_count;
	take_cells(d, row, &said);
	for (size_t i = 0; i < said.items_count; i++) {
		if (said.items[i].field != FIELD_COMPANY)
			continue;
		d->doubtful |= !looks_like_company(said.items[i].value);
		ARENA_PUSH(d->a, d, cards) = (struct card){.row = row->number, .at = said.items[i].at};
	}
	if (d->cards_count > before)
		d->open = before;
	if (!d->cards_count) {
		for (size_t i = 0; i < said.items_count; i++)
			ARENA_PUSH(d->a, &d->before, items) = said.items[i];
		return;
	}
	if (before == 0)
		assign(d, &d->before);
	assign(d, &said);
}

static bool has_phone(struct arena *a, const struct card *c)
{
	for (size_t i = 0; i < c->said.items_count; i++) {
		const struct pair *p = &c->said.items[i];
		bool may = p->field == FIELD_PHONE || p->field == FIELD_PERSON || p->field == FIELD_CONTACT || p->field == FIELD_PERSON_MET;
		if (may && phone_find(a, p->value, NULL, NULL, NULL, NULL))
			return true;
	}
	return false;
}

static bool is_sure(const struct deck *d)
{
	bool phone = false;
	for (size_t i = 0; i < d->cards_count; i++) {
		if (d->cards[i].said.items_count < CARD_FIELDS_MIN)
			return false;
		phone = phone || has_phone(d->a, &d->cards[i]);
	}
	return phone && !d->doubtful;
}

/* --- as a list --- */

struct labels {
	const char **items;
	size_t items_count, items_cap;
};

static size_t column_of(struct arena *a, struct labels *l, const char *label)
{
	for (size_t i = 0; i < l->items_count; i++)
		if (strcmp(l->items[i], label) == 0)
			return i;
	ARENA_PUSH(a, l, items) = label;
	return l->items_count - 1;
}

static struct table_row make_row(struct arena *a, int number, size_t columns)
{
	struct table_row r = {.number = number, .cells = arena_alloc(a, columns * sizeof *r.cells), .cell_count = columns};
	for (size_t i = 0; i < columns; i++)
		r.cells[i].text = "";
	return r;
}

static struct sheet make_list(struct deck *d, const struct sheet *s)
{
	struct labels l = {0};
	struct sheet list = {.name = s->name, .hidden = s->hidden};
	for (size_t i = 0; i < d->cards_count; i++)
		for (size_t k = 0; k < d->cards[i].said.items_count; k++)
			column_of(d->a, &l, d->cards[i].said.items[k].label);
	for (size_t i = 0; i < d->top; i++)
		ARENA_PUSH(d->a, &list, rows) = s->rows[i];
	struct table_row header = make_row(d->a, 0, l.items_count);
	for (size_t i = 0; i < l.items_count; i++)
		header.cells[i].text = l.items[i];
	ARENA_PUSH(d->a, &list, rows) = header;
	for (size_t i = 0; i < d->cards_count; i++) {
		struct table_row r = make_row(d->a, d->cards[i].row, l.items_count);
		for (size_t k = 0; k < d->cards[i].said.items_count; k++)
			r.cells[column_of(d->a, &l, d->cards[i].said.items[k].label)].text = d->cards[i].said.items[k].value;
		ARENA_PUSH(d->a, &list, rows) = r;
	}
	return list;
}

static bool is_small(const struct sheet *s)
{
	size_t cells = 0;
	for (size_t i = 0; i < s->rows_count && cells <= CARDS_MAX_CELLS; i++)
		cells += s->rows[i].cell_count;
	return cells <= CARDS_MAX_CELLS;
}

bool cards_read(struct arena *a, const struct sheet *s, struct sheet *list_r)
{
	struct deck d = {.a = a};
	if (!is_small(s))
		return false;
	for (size_t i = 0; i < s->rows_count && !d.doubtful; i++) {
		take_row(&d, &s->rows[i]);
		if (!d.cards_count && !d.before.items_count)
			d.top = i + 1;
	}
	if (!d.cards_count || !is_sure(&d))
		return false;
	*list_r = make_list(&d, s);
	return true;
}
