#include "extract.h"

#include <string.h>

#include "abreast.h"
#include "area.h"
#include "base/text.h"
#include "cell_lines.h"
#include "classify.h"
#include "company.h"
#include "covers.h"
#include "numbering.h"
#include "phone.h"
#include "rowmarks.h"
#include "rows.h"
#include "stacked.h"

enum {
	TITLE_MAX = 60,                       /* characters: more is an explanation */
	FIELD_BYTES = 2 * TABLE_MAX_CELL_BYTES, /* of a row's cells of one field that are looked at */
	ROWS_AT_ONCE = 256,                   /* room for so many is made with the first */
};

/* --- one row by its layout --- */

/* A row's cells as text: trimmed, 同上 resolved. What stands so in the sheet is pointed at, not copied. */
struct line {
	const char **cell; /* [count] */
	size_t *size;      /* [count] of each in bytes */
	size_t count, filled;
	size_t repeated;   /* bytes that 同上 stands for */
	bool copied;       /* a cell had blanks at its end */
	const char *first; /* the first filled cell, "" if none */
	size_t first_at;
};

/* A copy only where something is taken away at the end. */
static const char *trimmed(struct arena *a, const char *text, size_t *size_r, bool *copied_r)
{
	const char *core = text_core(text, size_r);
	if (!core[*size_r])
		return core;
	*copied_r = true;
	return arena_strndup(a, core, *size_r);
}

/* above: the row before that was kept. */
static struct line read_line(struct arena *a, const struct table_row *row, size_t columns, const struct line *above)
{
	struct line l = {.count = columns > row->cell_count ? columns : row->cell_count, .first = ""};
	l.cell = arena_alloc(a, (l.count ? l.count : 1) * sizeof *l.cell);
	l.size = arena_alloc(a, (l.count ? l.count : 1) * sizeof *l.size);
	for (size_t i = 0; i < l.count; i++) {
		size_t size = 0;
		const char *text = i < row->cell_count ? trimmed(a, row->cells[i].text, &size, &l.copied) : "";
		if (mark_ditto(a, text, size)) { /* without a row above, nothing was said */
			text = i < above->count ? above->cell[i] : "";
			size = i < above->count ? above->size[i] : 0;
			l.repeated += size;
		}
		l.cell[i] = text;
		l.size[i] = size;
		if (*text && !l.filled++) {
			l.first = text;
			l.first_at = i;
		}
	}
	return l;
}

/* Several columns of one field: those that say something, else the first that is not empty. */
static const char *join_cells(struct arena *a, const struct layout *lay, const struct line *l, enum field f)
{
	const char *first = "", *blank = "";
	struct buf joined = {0};
	size_t seen = 0;
	for (size_t i = 0; i < lay->column_count && i < l->count && seen <= FIELD_BYTES; i++) {
		const struct column *c = &lay->column[i];
		const char *text = l->cell[i];
		if (c->field != f || !*text)
			continue;
		seen += strlen(text);
		if (c->weak && f == FIELD_PHONE) { /* 微信: only where it is a mobile */
			if (!phone_find(a, text, NULL, &text, NULL, NULL) || strlen(text) != 11 || text[0] != '1')
				continue;
		} else if (!cell_filled(a, f, text)) {
			blank = *blank ? blank : text;
			continue;
		}
		if (*first)
			buf_printf(&joined, "%s%s%s", joined.size ? "" : first, CELL_JOINT, text);
		else
			first = text;
	}
	const char *all = joined.size ? arena_strndup(a, joined.data, joined.size) : *first ? first : blank;
	buf_release(&joined);
	return all;
}

/* One company, one code, one capital: the best column that says something (a code: that is right), never a joint. */
static const char *pick_cell(struct arena *a, const struct layout *lay, const struct line *l, enum field f)
{
	const char *best = "";
	int best_rank = 0;
	bool best_good = false;
	size_t seen = 0;
	for (size_t i = 0; i < lay->column_count && i < l->count && seen <= FIELD_BYTES; i++) {
		const struct column *c = &lay->column[i];
		if (c->field != f || !*l->cell[i])
			continue;
		seen += strlen(l->cell[i]);
		bool good = f == FIELD_USCC ? *uscc_normal(a, l->cell[i]) != '\0'
					    : cell_filled(a, f, l->cell[i]) && !mark_placeholder(l->cell[i]);
		if (!*best || (good && !best_good) || (good == best_good && c->rank < best_rank)) {
			best = l->cell[i];
			best_rank = c->rank;
			best_good = good;
		}
	}
	return best;
}

/* Ours stand behind a column that its sender called 状态 himself. */
static const char *last_cell(const struct layout *lay, const struct line *l, enum field f)
{
	const char *last = "";
	for (size_t i = 0; i < lay->column_count && i < l->count; i++)
		if (lay->column[i].field == f)
			last = l->cell[i];
	return last;
}

static bool is_asked(const struct layout *lay, enum field f)
{
	return lay->has[f] || f == FIELD_PHONE;
}

/* Of each field the first filled cell in r->value, else ""; the bits of those for which that is not all that there is to see. */
static unsigned first_cells(const struct layout *lay, const struct line *l, struct lead_row *r)
{
	unsigned more = 0;
	for (int f = 0; f < FIELD_COUNT; f++)
		r->value[f] = "";
	for (size_t i = 0; i < lay->column_count && i < l->count; i++) {
		const struct column *c = &lay->column[i];
		if (c->field >= FIELD_OTHER || !*l->cell[i] || !is_asked(lay, c->field))
			continue;
		if (*r->value[c->field] || (c->weak && c->field == FIELD_PHONE))
			more |= 1u << c->field;
		else
			r->value[c->field] = l->cell[i];
	}
	return more;
}

static const char *without_marks(struct arena *a, const char *text)
{
	const char *start = NULL, *end = text;
	for (const char *p = text, *next = text; *p; p = next) {
		uint32_t c = text_next(&next);
		if (text_is_punct(c) || text_is_space(c))
			continue;
		start = start ? start : p;
		end = next;
	}
	return start ? arena_strndup(a, start, (size_t)(end - start)) : "";
}

/* 甲公司（张三）, 甲公司/张三, or a line each: whoever stands behind the firm in its cell. False: there is nobody to be told from it. */
static bool part_person(struct arena *a, struct lead_row *r)
{
	enum { CELL_MAX = 300 }; /* bytes */
	const char *cell = r->value[FIELD_COMPANY], *next = cell;
	for (const char *p = cell; *p && strnlen(cell, CELL_MAX + 1) <= CELL_MAX; p = next) {
		uint32_t c = text_next(&next);
		if (p == cell || !(text_is_punct(c) || text_is_space(c)))
			continue;
		const char *firm = text_trim(a, arena_strndup(a, cell, (size_t)(p - cell))), *who = without_marks(a, next);
		if (!looks_like_company(firm) || !looks_like_person(who))
			continue;
		r->value[FIELD_COMPANY] = firm;
		r->value[FIELD_PERSON] = who;
		return true;
	}
	return false;
}

/* *joined_r: bits of the fields whose text may stand in no cell. */
static struct lead_row make_row(struct arena *a, const struct layout *lay, const struct line *l, const struct table_row *row, bool hidden, unsigned *joined_r)
{
	struct lead_row r = {.row = row->number, .hidden = hidden || row->hidden};
	unsigned more = first_cells(lay, l, &r);
	*joined_r = 0;
	for (int f = 0; more >> f; f++) {
		bool one = f == FIELD_COMPANY || f == FIELD_USCC || f == FIELD_CAPITAL; /* 实缴资本 only where no 注册资本 stands */
		if (!(more >> f & 1))
			continue;
		r.value[f] = one ? pick_cell(a, lay, l, (enum field)f) : join_cells(a, lay, l, (enum field)f);
		*joined_r |= one ? 0 : 1u << f;
	}
	if (lay->beside && !*r.value[FIELD_PERSON] && !*r.value[FIELD_CONTACT] && part_person(a, &r))
		*joined_r |= 1u << FIELD_COMPANY | 1u << FIELD_PERSON;
	for (int f = FIELD_OTHER + 1; f < FIELD_COUNT; f++)
		if (lay->has[f])
			r.value[f] = last_cell(lay, l, (enum field)f);
	return r;
}

/* Somebody wrote into it: one of the cells that make a lead, or three of those that are often ticked in a form beforehand. */
static bool says_something(struct arena *a, const struct lead_row *r)
{
	static const enum field own[] = {FIELD_COMPANY, FIELD_PERSON, FIELD_CONTACT, FIELD_PHONE, FIELD_PERSON_MET, FIELD_USCC};
	static const enum field ticked[] = {FIELD_BUSINESS, FIELD_CAPITAL,  FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE,
					    FIELD_STAGE,    FIELD_FOLLOWUP, FIELD_TITLE,   FIELD_ADDRESS};
	size_t n = 0;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (cell_filled(a, own[i], r->value[own[i]]))
			return true;
	for (size_t i = 0; i < sizeof ticked / sizeof *ticked; i++)
		n += cell_filled(a, ticked[i], r->value[ticked[i]]);
	return n >= 3;
}

/* A single text in a row: a title, a note or thanks, unless it stands where companies do and is called like one, or is a phone in its
 * place. 1、甲公司 张三 138... 五金 100万 ... there is a lead that was typed into one cell: its sender hears what it lacks. */
static bool lone_cell(struct arena *a, const struct layout *lay, const struct line *l)
{
	enum { FIRM_MAX = 40, LEAD_MAX = 200 };
	enum field f = l->first_at < lay->column_count ? lay->column[l->first_at].field : FIELD_OTHER;
	if (f == FIELD_COMPANY) {
		bool numbered = *l->first >= '0' && *l->first <= '9' && text_count(l->first) <= LEAD_MAX;
		return looks_like_company(l->first) && (text_count(l->first) <= FIRM_MAX || (numbered && phone_find(a, l->first, NULL, NULL, NULL, NULL)));
	}
	return (f == FIELD_PHONE || f == FIELD_PERSON || f == FIELD_CONTACT) && phone_find(a, l->first, NULL, NULL, NULL, NULL);
}

static bool is_row(struct arena *a, const struct layout *lay, const struct line *l, const struct lead_row *r)
{
	const char *company = r->value[FIELD_COMPANY];
	const char *second = l->first_at + 1 < l->count ? l->cell[l->first_at + 1] : "";
	if (!l->filled || (l->filled == 1 && !lone_cell(a, lay, l)) || mark_legend(l->cell, l->count))
		return false;
	bool named = looks_like_company(company);
	bool total = !named && (mark_total(a, l->first) || mark_total(a, second));
	bool note = (mark_note(a, l->first) || mark_report(a, l->first)) && (!named || l->first == company);
	if ((total || note) && !phone_find(a, r->value[FIELD_PHONE], NULL, NULL, NULL, NULL))
		return false;
	if (mark_sample(a, l->first) || mark_sample(a, company) || mark_sample_beside(a, company, r->value[FIELD_NOTE]) || mark_placeholder(company) || (!named && mark_placeholder(l->first)))
		return false;
	return says_something(a, r);
}

/* --- a sheet --- */

struct state {
	struct arena *a;          /* what is handed back */
	struct arena *scratch[2]; /* own: the present row's, and that of the row before */
	const struct sheet *s;
	struct extract_room *room; /* foreign */
	struct extracts out;
	struct line above;   /* the row before, for 同上; in scratch[1] */
	struct covers covers;
	struct area area;    /* of the present table */
	const char *pending; /* lone texts since the last row: the title of what follows */
};

static struct extract *current(struct state *st)
{
	return &st->out.table[st->out.table_count - 1];
}

static bool is_left(const struct extract_room *room)
{
	return room->bytes && room->rows;
}

static void spend(struct state *st, size_t bytes)
{
	st->room->bytes -= bytes < st->room->bytes ? bytes : st->room->bytes;
}

/* Where somebody cleared a row, what we had said of it may be left. */
static bool said_by_sender(const struct layout *lay, const struct line *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (*l->cell[i] && !(i < lay->column_count && lay->column[i].field > FIELD_OTHER))
			return true;
	return false;
}

/* The texts of a row, for a title: with one blank between. */
static const char *row_text(struct arena *a, const struct table_row *row)
{
	const char *text = "";
	bool copied;
	size_t size;
	for (size_t i = 0; i < row->cell_count && text_count(text) <= TITLE_MAX; i++) {
		const char *cell = trimmed(a, row->cells[i].text, &size, &copied);
		if (*cell)
			text = *text ? arena_printf(a, "%s %s", text, cell) : cell;
	}
	return text;
}

/* A note over a table (说明：意向客户请另填) is no title, nor is a rule of how to fill it in, nor what was counted. */
static void add_pending(struct state *st, const struct table_row *row)
{
	struct arena *scratch = st->scratch[0];
	const char *text = row_text(scratch, row);
	if (!*text || text_count(text) > TITLE_MAX || mark_note(scratch, text) || mark_rule(scratch, text) || mark_tally(scratch, row) || text_count(st->pending) > 4 * TITLE_MAX)
		return;
	st->pending = arena_printf(st->a, "%s%s%s", st->pending, *st->pending ? " " : "", text);
}

static void open_table(struct state *st, const struct layout *l)
{
	for (size_t i = 0; i < l->column_count; i++)
		spend(st, sizeof *l->column + strlen(l->column[i].text) + strlen(l->column[i].label) + strlen(l->column[i].own));
	ARENA_PUSH(st->a, &st->out, table) = (struct extract){.layout = *l, .title = st->pending};
	st->pending = "";
	st->area = area_find(l);
	st->above = (struct line){0};
	covers_forget(&st->covers);
}

static bool same_layout(const struct layout *l, const struct layout *m)
{
	if (l->column_count != m->column_count)
		return false;
	for (size_t i = 0; i < l->column_count; i++)
		if (strcmp(l->column[i].label, m->column[i].label) != 0)
			return false;
	return true;
}

/* A header inside: the same again goes on with the table unless a title over it names a kind. How many rows it takes, 0 if it is none. */
static size_t header_inside(struct state *st, size_t i)
{
	struct layout l;
	const struct table_row *row = &st->s->rows[i];
	const struct layout *now = &current(st)->layout;
	if (!layout_possible(row))
		return 0;
	bool repeats = layout_repeats(st->scratch[0], now, row);
	bool fresh = layout_at(st->scratch[0], st->s, i, &l);
	bool titled = classify_words(st->scratch[0], st->pending) != ROW_NONE;
	if (!repeats && !fresh)
		return 0;
	if (fresh && (titled || !(repeats || same_layout(&l, now))) && layout_at(st->a, st->s, i, &l)) /* once more, to be kept */
		open_table(st, &l);
	return fresh ? l.rows : 1;
}

/* The cells for the workbook that a receipt carries: enough of them for any list, not for a hundred thousand rows. */
static void keep_cells(struct arena *a, struct extract *x, const struct line *l, struct lead_row *r)
{
	size_t count = l->count, bytes = 0;
	while (count && !*l->cell[count - 1])
		count--;
	for (size_t i = 0; i < count && bytes <= EXTRACT_KEPT_BYTES; i++)
		bytes += l->size[i] + sizeof *r->cells;
	if (bytes > EXTRACT_KEPT_BYTES - x->kept)
		return;
	x->kept += bytes;
	r->cells = arena_memdup(a, l->cell, count * sizeof *r->cells);
	r->cells_count = count;
}

/* A text of several cells is kept once where it is the row above's again. Each text counts each time: it is told each time. */
static struct lead_row keep_row(struct state *st, struct lead_row r, unsigned joined)
{
	const struct extract *x = current(st);
	const struct lead_row *above = x->rows_count ? &x->rows[x->rows_count - 1] : NULL;
	for (int f = 0; f < FIELD_COUNT; f++) {
		const char *text = r.value[f];
		if (!*text)
			r.value[f] = "";
		else
			spend(st, strlen(text));
		if (!*text || !(joined >> f & 1))
			continue;
		if (above && strcmp(above->value[f], text) == 0)
			r.value[f] = above->value[f];
		else
			r.value[f] = arena_strdup(st->a, text);
	}
	return r;
}

/* A row is told by its own cells; what merged cells from above say in it comes after. True if they said something. */
static bool put_covers(const struct state *st, const struct table_row *row, struct line *l)
{
	bool any = false;
	for (size_t i = 0; st->s->merges_count && i < l->count; i++) {
		const char *text = *l->cell[i] ? "" : covers_text(&st->covers, row->number, i);
		if (!*text)
			continue;
		l->cell[i] = text;
		l->size[i] = strlen(text);
		any = true;
	}
	return any;
}

/* A local number gets the area code that stands in its row. */
static void put_area(struct state *st, struct line *l)
{
	size_t at = st->area.phone;
	const char *whole = st->area.is && *l->cell[at] ? area_join(st->a, l->cell[st->area.code], l->cell[at]) : NULL;
	if (!whole)
		return;
	l->cell[at] = whole;
	l->size[at] = strlen(whole);
}

/* Of a row that is one, the cells that read_line copied outlive its scratch memory. */
static void keep_copies(struct arena *a, const struct table_row *row, struct line *l)
{
	size_t size;
	for (size_t i = 0; i < row->cell_count; i++)
		if (text_core(row->cells[i].text, &size)[size])
			l->cell[i] = arena_strdup(a, l->cell[i]);
}

/* A table has as many rows as the sheet has left, at most: most are made at once, and a list's hundred need not be moved as they become more. */
static void add_row(struct state *st, const struct table_row *row, const struct lead_row *r)
{
	struct extract *x = current(st);
	size_t left = st->s->rows_count - (size_t)(row - st->s->rows);
	if (!x->rows) {
		x->rows_cap = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE;
		x->rows = arena_alloc(st->a, x->rows_cap * sizeof *x->rows);
	}
	ARENA_PUSH(st->a, x, rows) = *r;
	st->room->rows -= st->room->rows > 0;
}

/* Of a row of several firms the index-th line. */
static struct lead_row row_line(struct state *st, const struct lead_row *all, size_t index)
{
	struct lead_row r = *all;
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = cell_line(st->scratch[0], all->value[f], index);
	return r;
}

static struct line line_line(struct arena *a, const struct line *all, size_t index)
{
	struct line l = {.count = all->count};
	l.cell = arena_alloc(a, l.count * sizeof *l.cell);
	l.size = arena_alloc(a, l.count * sizeof *l.size);
	for (size_t i = 0; i < l.count; i++) {
		l.cell[i] = cell_line(a, all->cell[i], index);
		l.size[i] = strlen(l.cell[i]);
	}
	return l;
}

/* joined: as make_row says; of the lines of several all is anew. */
static void put_row(struct state *st, const struct table_row *row, const struct line *all, const struct lead_row *whole, unsigned joined)
{
	size_t count = strchr(whole->value[FIELD_PHONE], '\n') ? cell_lines(whole) : 1;
	const struct line *l = all;
	const struct lead_row *one = whole;
	struct line part;
	struct lead_row r;
	for (size_t i = 0; i < count; i++) {
		if (count > 1) {
			r = row_line(st, whole, i);
			part = line_line(st->a, all, i);
			one = &r;
			l = &part;
			joined = ~0u;
		}
		r = keep_row(st, *one, joined);
		keep_cells(st->a, current(st), l, &r);
		add_row(st, row, &r);
	}
}

/* Judged in scratch memory: a sheet may have a million rows. */
static void take_row(struct state *st, const struct table_row *row)
{
	unsigned joined;
	struct extract *x = current(st);
	struct arena *scratch = st->scratch[0];
	struct line l = read_line(scratch, row, x->layout.column_count, &st->above);
	spend(st, l.repeated);
	put_area(st, &l);
	struct lead_row r = make_row(scratch, &x->layout, &l, row, st->s->hidden, &joined);
	if (is_row(scratch, &x->layout, &l, &r)) {
		if (l.copied)
			keep_copies(st->a, row, &l);
		bool covered = put_covers(st, row, &l);
		if (covered)
			put_area(st, &l);
		if (covered || l.copied)
			r = make_row(scratch, &x->layout, &l, row, st->s->hidden, &joined);
		size_t covers = st->covers.bytes;
		covers_hand_down(&st->covers, st->a, row->number, l.cell, l.count);
		spend(st, st->covers.bytes - covers);
		put_row(st, row, &l, &r, joined);
		st->above = l;
		st->pending = "";
		st->scratch[0] = st->scratch[1];
		st->scratch[1] = scratch;
	} else if (said_by_sender(&x->layout, &l) && l.filled <= 3) {
		add_pending(st, row);
	}
	arena_reset(st->scratch[0]);
}

static void take_rows(struct state *st, size_t i)
{
	while (i < st->s->rows_count && is_left(st->room)) {
		size_t taken = header_inside(st, i);
		if (taken)
			arena_reset(st->scratch[0]);
		else
			take_row(st, &st->s->rows[i]);
		i += taken ? taken : 1;
	}
	current(st)->cut = !is_left(st->room);
}

struct extracts extract_sheet_as(struct arena *a, const struct sheet *s, size_t start, const struct layout *l, struct extract_room *room)
{
	struct state st = {.a = a, .s = s, .room = room, .pending = "", .scratch = {arena_new(), arena_new()}};
	covers_start(&st.covers, s);
	size_t above = start > l->rows ? start - l->rows : 0;
	for (size_t i = 0; i < above; i++)
		if (!layout_fits(st.scratch[0], l, &s->rows[i]))
			add_pending(&st, &s->rows[i]);
	open_table(&st, l);
	for (size_t i = 0; i < above && is_left(room); i++, arena_reset(st.scratch[0])) /* of the list, where somebody inserted or sorted them there */
		if (layout_fits(st.scratch[0], l, &s->rows[i]))
			take_row(&st, &s->rows[i]);
	take_rows(&st, start);
	for (size_t i = 0; i < st.out.table_count; i++)
		numbering_strip(st.out.table[i].rows, st.out.table[i].rows_count);
	arena_free(st.scratch[0]);
	arena_free(st.scratch[1]);
	return st.out;
}

/* Lists side by side, one after the other. Only what points at the sheet's texts, or was kept, goes out of the scratch memory. */
static struct extracts extract_abreast(struct arena *a, const struct sheet *s, size_t header, const struct abreast *at, size_t count, struct extract_room *room)
{
	struct extracts all = {0};
	for (size_t i = 0; i < count && is_left(room); i++) {
		struct arena *scratch = arena_new();
		struct sheet part = abreast_part(scratch, s, header, at[i]);
		struct layout l;
		size_t start;
		struct extracts found = {0};
		if (layout_find(a, &part, header, &start, &l))
			found = extract_sheet_as(a, &part, start + l.rows, &l, room);
		for (size_t j = 0; j < found.table_count; j++)
			ARENA_PUSH(a, &all, table) = found.table[j];
		arena_free(scratch);
	}
	return all;
}

struct extracts extract_sheet(struct arena *a, const struct sheet *s, struct extract_room *room)
{
	struct layout l;
	size_t start = 0;
	struct abreast at[ABREAST_MAX];
	if (!layout_find(a, s, 0, &start, &l) && !layout_find_sorted(a, s, &start, &l))
		return layout_guess(a, s, &l) ? extract_sheet_as(a, s, 0, &l, room) : (struct extracts){0};
	if (stacked_is(s, start, &l)) {
		struct sheet folded = stacked_fold(a, s, start, &l);
		return extract_sheet(a, &folded, room);
	}
	size_t count = abreast_find(&l, at);
	return count > 1 ? extract_abreast(a, s, start, at, count, room) : extract_sheet_as(a, s, start + l.rows, &l, room);
}
