#include "layout_asked.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "headers.h"
#include "layout_tally.h"
#include "phone.h"

enum { HEADER_WORD_MAX = 20 /* characters */, SHOWN_MAX = 20 };

/* Where a table's header is, and how wide the table. */
struct frame_of {
	const struct table_row *header; /* NULL: it has none */
	size_t start;                   /* the first row below it */
	size_t width;
};

static const char *cell_at(struct arena *a, const struct table_row *row, size_t i)
{
	return row && i < row->cell_count ? text_trim(a, row->cells[i].text) : "";
}

static bool has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

/* Most of what stands in that column below has digits. */
static bool digits_below(const struct sheet *s, size_t from, size_t column)
{
	size_t filled = 0, digits = 0;
	for (size_t i = from; i < s->rows_count && i < from + LAYOUT_GUESS_ROWS; i++) {
		size_t size = 0;
		const char *text = column < s->rows[i].cell_count ? text_core(s->rows[i].cells[column].text, &size) : "";
		filled += size > 0;
		digits += has_digit(text);
	}
	return digits > 0 && digits * 10 >= filled * 7;
}

/* Short words, as many as the table is wide or half of that, over something that words are not: numbers. (Where there are no numbers at all, a header
 * can't be told from a row; but then there is no phone either.) */
static bool is_header(struct arena *scratch, const struct sheet *s, size_t i, size_t width)
{
	const struct table_row *row = &s->rows[i];
	size_t filled = 0;
	bool over_numbers = false;
	if (!layout_possible(row))
		return false;
	for (size_t c = 0; c < row->cell_count; c++) {
		arena_reset(scratch);
		const char *text = cell_at(scratch, row, c);
		if (text_count(text) > HEADER_WORD_MAX || phone_find(scratch, text, NULL, NULL, NULL, NULL))
			return false;
		filled += *text != '\0';
		over_numbers = over_numbers || (*text && !has_digit(text) && digits_below(s, i + 1, c));
	}
	return over_numbers && filled * 2 >= width;
}

static struct frame_of find_frame(const struct sheet *s)
{
	struct frame_of f = {0};
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++)
		f.width = s->rows[i].cell_count > f.width ? s->rows[i].cell_count : f.width;
	for (size_t i = 0, lists = 0; i < s->rows_count && i < LAYOUT_SEARCH_MOST && lists < LAYOUT_SEARCH_ROWS && !f.header; i++) {
		lists += layout_may_list(&s->rows[i]);
		if (is_header(scratch, s, i, f.width)) {
			f.header = &s->rows[i];
			f.start = i + 1;
		}
	}
	arena_free(scratch);
	return f;
}

/* ---- the sign ---- */

static const char *sign_of(struct arena *a, const struct sheet *s, const struct frame_of *f)
{
	struct digest_state state;
	char hex[17];
	size_t width = f->header ? f->header->cell_count : f->width;
	if (width < LAYOUT_FIELDS_MIN)
		return "";
	struct arena *scratch = arena_new();
	digest_start(&state);
	for (size_t i = 0; i < width; i++, arena_reset(scratch)) {
		const char *name = f->header ? text_label(scratch, cell_at(scratch, f->header, i)) : field_names[tally_field(s, i)];
		digest_adds(&state, name);
	}
	arena_free(scratch);
	struct digest d = digest_end(&state);
	digest_hex(&d, 8, hex);
	return arena_printf(a, "%c%zu.%s", f->header ? 'h' : 's', width, hex);
}

const char *layout_sign(struct arena *a, const struct sheet *s)
{
	struct frame_of f = find_frame(s);
	return sign_of(a, s, &f);
}

/* ---- what is asked ---- */

static enum field understood(const struct sheet *s, const struct frame_of *f, size_t column)
{
	if (!f->header)
		return tally_field(s, column);
	struct header_match m = header_match(column < f->header->cell_count ? f->header->cells[column].text : "");
	return m.known ? m.field : FIELD_OTHER;
}

static const char *shown_at(struct arena *a, const struct table_row *row, size_t column)
{
	struct arena *scratch = arena_new();
	const char *text = text_cut(a, cell_at(scratch, row, column), SHOWN_MAX);
	arena_free(scratch);
	return text;
}

static void add_column(struct arena *a, const struct sheet *s, const struct frame_of *f, size_t at, struct unknown_table *u)
{
	struct unknown_column c = {.at = at, .title = shown_at(a, f->header, at), .field = understood(s, f, at), .guess = FIELD_OTHER};
	for (size_t i = f->start; i < s->rows_count && i < f->start + LAYOUT_GUESS_ROWS && c.first_count < UNKNOWN_EXAMPLES; i++) {
		const char *text = shown_at(a, &s->rows[i], at);
		if (*text)
			c.first[c.first_count++] = text;
	}
	if (*c.title || c.first_count)
		ARENA_PUSH(a, u, columns) = c;
}

static bool is_understood(const struct unknown_table *u, enum field f)
{
	for (size_t i = 0; i < u->columns_count; i++)
		if (u->columns[i].field == f || u->columns[i].guess == f)
			return true;
	return false;
}

/* For the example: the column that is likeliest to be the phone, the company, the person. People copy examples: without a sign of it nothing is suggested,
 * but for the company, without which there is no list. */
static void guess(const struct sheet *s, struct unknown_table *u, enum field f)
{
	struct unknown_column *best = NULL;
	size_t most = 0;
	if (is_understood(u, f) || (f == FIELD_PERSON && is_understood(u, FIELD_CONTACT)))
		return;
	for (size_t i = 0; i < u->columns_count; i++) {
		struct unknown_column *c = &u->columns[i];
		size_t n = tally_count(s, c->at, f);
		if (c->field != FIELD_OTHER || c->guess != FIELD_OTHER || (best && n <= most) || (n == 0 && f != FIELD_COMPANY))
			continue;
		best = c;
		most = n;
	}
	if (best)
		best->guess = f;
}

void layout_ask(struct arena *a, const struct sheet *s, struct unknown_table *u)
{
	struct frame_of f = find_frame(s);
	u->sign = sign_of(a, s, &f);
	u->width = f.header && f.header->cell_count > f.width ? f.header->cell_count : f.width;
	u->row = f.header ? f.header->number : s->rows[0].number;
	for (size_t i = 0; i < u->width && i < UNKNOWN_MAX_COLUMNS; i++)
		add_column(a, s, &f, i, u);
	guess(s, u, FIELD_PHONE);
	guess(s, u, FIELD_COMPANY);
	guess(s, u, FIELD_PERSON);
	for (size_t i = 0; i < u->columns_count; i++)
		u->evidence |= tally_count(s, u->columns[i].at, FIELD_PHONE) >= 2 || tally_count(s, u->columns[i].at, FIELD_COMPANY) >= 2;
}

/* ---- once it is answered ---- */

/* Half of the rows have a phone where it should be. */
static bool phones_there(const struct sheet *s, const struct layout *l)
{
	size_t rows = 0, phones = 0;
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++) {
		bool any = false;
		for (size_t c = 0; c < l->column_count; c++, arena_reset(scratch))
			any = any || (l->column[c].field == FIELD_PHONE && phone_find(scratch, cell_at(scratch, &s->rows[i], c), NULL, NULL, NULL, NULL));
		rows += s->rows[i].cell_count >= LAYOUT_FIELDS_MIN;
		phones += any;
	}
	arena_free(scratch);
	return phones * 2 >= rows;
}

bool layout_answered(struct arena *a, const struct sheet *s, const struct known_layout *k, size_t *start_r, struct layout *l_r)
{
	struct frame_of f = find_frame(s);
	struct layout l = {.rows = f.header != NULL};
	size_t width = f.header && f.header->cell_count > f.width ? f.header->cell_count : f.width;
	for (size_t i = 0; i < width; i++) {
		const char *text = cell_at(a, f.header, i);
		ARENA_PUSH(a, &l, column) = (struct column){understood(s, &f, i), false, 10000, text_label(a, text), text_label(a, text), text};
	}
	for (size_t i = 0; i < k->columns_count; i++)
		if (k->columns[i].at < width)
			l.column[k->columns[i].at] = (struct column){k->columns[i].field, false, -1, l.column[k->columns[i].at].label, l.column[k->columns[i].at].own,
			                                             l.column[k->columns[i].at].text};
	for (size_t i = 0; i < width; i++)
		l.has[l.column[i].field] = true;
	*start_r = f.start;
	*l_r = l;
	return l.has[FIELD_COMPANY] && (f.header || phones_there(s, &l));
}
