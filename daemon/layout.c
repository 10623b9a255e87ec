#include "layout.h"

#include <string.h>

#include "base/text.h"
#include "headers.h"

static const char *cell_at(const struct table_row *row, size_t i)
{
	return i < row->cell_count ? row->cells[i].text : "";
}

/* 业务员：王伟 is a line of a title, no header. */
static bool is_pair(const char *s)
{
	uint32_t c;
	while ((c = text_next(&s)))
		if (c == ':' || c == 0xFF1A)
			break;
	while (c && (c = text_next(&s)))
		if (!text_is_space(c) && !text_is_punct(c))
			return true;
	return false;
}

/* No header has so many columns, none of its cells so many bytes: rows beyond are not looked at word by word, which takes its time. */
enum { HEADER_COLUMNS_MAX = 200, HEADER_CELL_MAX = 600 };

bool layout_possible(const struct table_row *row)
{
	size_t filled = 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		size_t digits = 0;
		const char *text = row->cells[i].text;
		filled += *text != '\0';
		if (filled > HEADER_COLUMNS_MAX || strnlen(text, HEADER_CELL_MAX + 1) > HEADER_CELL_MAX)
			return false;
		for (const char *p = text; *p; p++)
			if (*p >= '0' && *p <= '9' && ++digits >= 7)
				return false;
	}
	return filled >= LAYOUT_FIELDS_MIN;
}

bool layout_may_list(const struct table_row *row)
{
	enum { COLUMNS = 3, DIGITS = 7 };
	size_t filled = 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		size_t digits = 0;
		if (*row->cells[i].text && ++filled == COLUMNS)
			return true;
		for (const char *p = row->cells[i].text; *p; p++)
			if (*p >= '0' && *p <= '9' && ++digits == DIGITS)
				return true;
	}
	return false;
}

/* --- a header of one row, or of two --- */

static struct header_match match_cell(const char *text)
{
	return is_pair(text) ? (struct header_match){.field = FIELD_OTHER, .beside = FIELD_OTHER} : header_match(text);
}

static void put_column(struct arena *a, struct layout *l, struct header_match m, const char *text, const char *own)
{
	ARENA_PUSH(a, l, column) =
		(struct column){m.field, m.weak, m.whole ? m.rank : m.rank + 10000, text_label(a, text), text_label(a, own), text_trim(a, text)};
	if (m.beside != FIELD_OTHER && !l->beside) {
		l->beside = true;
		l->has[m.beside] = true;
	}
	if (m.known && !(m.weak && m.field == FIELD_PHONE))
		l->has[m.field] = true;
}

/* Stage words that are also said of a lead's value. */
static void settle_weak(struct layout *l)
{
	bool lead = l->has[FIELD_BUSINESS] + l->has[FIELD_CAPITAL] + l->has[FIELD_NETWORK] + l->has[FIELD_WEBSITE] >= LAYOUT_LEAD_FIELDS;
	bool strong = false;
	if (!lead || l->has[FIELD_VALUE])
		return;
	for (size_t i = 0; i < l->column_count; i++) {
		struct column *c = &l->column[i];
		if (c->field == FIELD_STAGE && c->weak) {
			c->field = FIELD_VALUE;
			l->has[FIELD_VALUE] = true;
		}
		strong = strong || c->field == FIELD_STAGE;
	}
	l->has[FIELD_STAGE] = strong;
}

/* 网站情况 beside 网络情况, and no other column of websites: whether there is one stands there. */
static void settle_website(struct layout *l)
{
	static const char site[] = "网站";
	struct column *sites = NULL;
	bool other = false;
	for (size_t i = 0; i < l->column_count; i++) {
		struct column *c = &l->column[i];
		bool of_site = strncmp(c->label, site, sizeof site - 1) == 0;
		if (c->field == FIELD_NETWORK && of_site)
			sites = c;
		other = other || (c->field == FIELD_NETWORK && !of_site);
	}
	if (!sites || !other || l->has[FIELD_WEBSITE])
		return;
	sites->field = FIELD_WEBSITE;
	l->has[FIELD_WEBSITE] = true;
}

/* 负责人, 负责人(必填) as in a CRM's sheet for imports: labels have no brackets. */
static bool is_owner(const char *label)
{
	return strcmp(label, "负责人") == 0 || strcmp(label, "负责人必填") == 0;
}

/* In a CRM's export (创建人, 前负责人 and the like beside it) 负责人 is the salesman whose customer it is, where another column says who the customer's person is. */
static void settle_owner(struct layout *l)
{
	static const char *const marks[] = {"创建人", "创建时间", "修改人", "修改时间", "前负责人", "主属部门", "归属部门", "分配时间", "领取时间", "公海", "锁定状态"};
	struct column *owner = NULL;
	bool crm = false, other = l->has[FIELD_CONTACT];
	for (size_t i = 0; i < l->column_count; i++) {
		struct column *c = &l->column[i];
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			crm = crm || strstr(c->label, marks[k]);
		if (is_owner(c->label))
			owner = c;
		else
			other = other || c->field == FIELD_PERSON;
	}
	if (!crm || !owner || !other)
		return;
	owner->field = FIELD_REP;
	l->has[FIELD_PERSON] = false;
	for (size_t i = 0; i < l->column_count; i++)
		l->has[l->column[i].field] |= l->column[i].field == FIELD_PERSON;
}

static bool known_whole(const char *text)
{
	struct header_match m = match_cell(text);
	return m.known && m.whole;
}

/* The upper line of a header of two: short words without a digit, one of them known. (No row of a list is like that.) */
static bool is_upper_line(const struct table_row *row)
{
	bool known = false;
	for (size_t i = 0; i < row->cell_count; i++) {
		const char *text = row->cells[i].text;
		if (strpbrk(text, "0123456789") || text_count(text) > 20)
			return false;
		known = known || known_whole(text);
	}
	return known;
}

/* What is ticked below the name of a column: 网站 | 有, 无. */
static bool is_tick_label(const char *text)
{
	static const char *const words[] = {"有", "无", "無", "没有", "是", "否", "高", "中", "低"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* Whether row is the second line of the header over it: nothing but known words, one of them at least where the first line is empty or
 * wider (a merged cell reads as its text and empty cells after it). */
static bool is_second_line(struct arena *a, const struct table_row *top, const struct table_row *row)
{
	size_t filled = 0, beside = 0;
	const char *parent = "";
	for (size_t i = 0; i < row->cell_count; i++) {
		const char *own = cell_at(row, i), *over = cell_at(top, i);
		if (*text_label(a, over))
			parent = over;
		if (!*text_label(a, own))
			continue;
		bool ticked = is_tick_label(text_label(a, own)) && known_whole(parent);
		if (!ticked && !known_whole(own) && !match_cell(arena_printf(a, "%s%s", parent, own)).whole)
			return false;
		filled++;
		beside += !*text_label(a, over) ||
			  (i + 1 < row->cell_count && !*text_label(a, cell_at(top, i + 1)) && *text_label(a, cell_at(row, i + 1)));
	}
	return filled > 0 && beside > 0;
}

static void read_two(struct arena *a, const struct table_row *top, const struct table_row *row, struct layout *l)
{
	size_t n = top->cell_count > row->cell_count ? top->cell_count : row->cell_count;
	const char *parent = "";
	for (size_t i = 0; i < n; i++) {
		const char *own = cell_at(row, i), *over = cell_at(top, i);
		if (*text_label(a, over))
			parent = over;
		const char *joined = !*text_label(a, own) ? over : arena_printf(a, "%s%s", parent, own);
		struct header_match m = match_cell(joined);
		if (!m.whole && known_whole(own))
			m = match_cell(own);
		put_column(a, l, m, joined, own);
	}
	l->rows = 2;
}

static void read_one(struct arena *a, const struct table_row *row, struct layout *l)
{
	for (size_t i = 0; i < row->cell_count; i++)
		put_column(a, l, match_cell(cell_at(row, i)), cell_at(row, i), cell_at(row, i));
	l->rows = 1;
}

static bool good_enough(const struct layout *l, size_t filled)
{
	size_t fields = 0, known = 0;
	for (int f = 0; f < FIELD_OTHER; f++)
		fields += l->has[f];
	for (size_t i = 0; i < l->column_count; i++)
		known += l->column[i].field != FIELD_OTHER || (*l->column[i].label && header_match(l->column[i].label).known);
	return l->has[FIELD_COMPANY] && fields >= LAYOUT_FIELDS_MIN && known * 2 >= filled;
}

bool layout_at(struct arena *a, const struct sheet *s, size_t index, struct layout *l_r)
{
	const struct table_row *row = &s->rows[index];
	struct layout l = {0};
	size_t filled = 0;
	if (!layout_possible(row))
		return false;
	const struct table_row *next = index + 1 < s->rows_count ? row + 1 : NULL;
	bool two = next && next->number == row->number + 1 && is_upper_line(row) && is_second_line(a, row, next);
	if (two)
		read_two(a, row, next, &l);
	else
		read_one(a, row, &l);
	for (size_t i = 0; i < l.column_count; i++)
		filled += *l.column[i].label != '\0';
	if (!good_enough(&l, filled))
		return false;
	settle_weak(&l);
	settle_owner(&l);
	settle_website(&l);
	*l_r = l;
	return true;
}

/* A layout out of scratch memory. */
static void keep(struct arena *a, struct layout *l)
{
	l->column = arena_memdup(a, l->column, l->column_count * sizeof *l->column);
	l->column_cap = l->column_count;
	for (size_t i = 0; i < l->column_count; i++) {
		struct column *c = &l->column[i];
		c->label = arena_strdup(a, c->label);
		c->own = arena_strdup(a, c->own);
		c->text = arena_strdup(a, c->text);
	}
}

bool layout_find(struct arena *a, const struct sheet *s, size_t from, size_t *index_r, struct layout *l_r)
{
	struct arena *scratch = arena_new();
	bool found = false;
	size_t lists = 0;
	for (size_t i = from; i < s->rows_count && i < from + LAYOUT_SEARCH_MOST && lists < LAYOUT_SEARCH_ROWS && !found; i++) {
		arena_reset(scratch);
		found = layout_at(scratch, s, i, l_r);
		lists += !found && layout_may_list(&s->rows[i]);
		*index_r = i;
	}
	if (found)
		keep(a, l_r);
	arena_free(scratch);
	return found;
}

bool layout_repeats(struct arena *a, const struct layout *l, const struct table_row *row)
{
	size_t filled = 0, same = 0;
	if (!l->rows || !layout_possible(row))
		return false;
	for (size_t i = 0; i < row->cell_count; i++) {
		const char *label = text_label(a, row->cells[i].text);
		if (!*label)
			continue;
		filled++;
		same += i < l->column_count && (strcmp(label, l->column[i].label) == 0 || strcmp(label, l->column[i].own) == 0);
	}
	return same >= LAYOUT_FIELDS_MIN && same * 2 >= filled;
}

bool layout_is_lead(const struct layout *l)
{
	static const enum field asked[] = {FIELD_BUSINESS, FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE};
	size_t n = 0;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		n += l->has[asked[i]];
	return l->has[FIELD_COMPANY] && n >= LAYOUT_LEAD_FIELDS;
}
