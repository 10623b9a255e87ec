#include "numbering.h"

#include <string.h>

#include "base/text.h"
#include "layout.h"

enum { NUMBER_DIGITS = 4, WEAK_ROWS_MIN = 3 };

enum mark { MARK_NONE, MARK_GLUED /* 1宏图 */, MARK_WEAK, MARK_SURE };

struct numbered {
	enum mark mark;
	unsigned number;
	const char *rest; /* behind number and mark */
};

/* Numbers that are one character, mark and all. */
static const struct sign {
	uint32_t first, last;
	unsigned number; /* of the first */
} signs[] = {
	{U'①', U'⑳', 1}, {U'⑴', U'⒇', 1}, {U'⒈', U'⒛', 1}, {U'㉑', U'㉟', 21}, {U'㊱', U'㊿', 36}, {U'❶', U'❿', 1}, {U'➀', U'➉', 1}, {U'➊', U'➓', 1}, {U'⓵', U'⓾', 1}, {U'⓫', U'⓴', 11},
};

static unsigned sign_number(uint32_t c)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c >= signs[i].first && c <= signs[i].last)
			return c - signs[i].first + signs[i].number;
	return 0;
}

static int digit(uint32_t c)
{
	return c >= '0' && c <= '9' ? (int)(c - '0') : c >= U'０' && c <= U'９' ? (int)(c - U'０') : -1;
}

static uint32_t peek(const char *p)
{
	return text_next(&p);
}

static const char *skip_blanks(const char *p)
{
	for (const char *next = p; text_is_space(text_next(&next)); p = next)
		continue;
	return p;
}

/* The digits at *p; 0 if there are none, or too many. */
static unsigned take_digits(const char **p)
{
	unsigned number = 0;
	for (int n = 0; digit(peek(*p)) >= 0; n++) {
		if (n == NUMBER_DIGITS)
			return 0;
		number = number * 10 + (unsigned)digit(text_next(p));
	}
	return number;
}

static uint32_t closing(uint32_t opening)
{
	static const uint32_t pairs[][2] = {{'(', ')'}, {U'（', U'）'}, {'[', ']'}, {U'【', U'】'}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (opening == pairs[i][0])
			return pairs[i][1];
	return 0;
}

static enum mark mark_of(uint32_t c)
{
	static const uint32_t sure[] = {U'、', U'．', '.', U'。', ')', U'）'}, weak[] = {',', U'，', ':', U'：', '-', U'－', U'—', '_', U'·'};
	for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
		if (c == sure[i])
			return MARK_SURE;
	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		if (c == weak[i])
			return MARK_WEAK;
	return c && text_is_space(c) ? MARK_WEAK : MARK_NONE;
}

/* Han behind a number, but none that counts: 1宏图, not 1号店. */
static bool is_glued(uint32_t c)
{
	static const uint32_t counts[] = {U'号', U'號', U'店', U'分', U'期', U'元', U'折', U'站', U'楼', U'年', U'月', U'日', U'天', U'点', U'度', U'级', U'代', U'线', U'家', U'人', U'只', U'个'};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (c == counts[i])
			return false;
	return text_is_han(c);
}

static struct numbered read_name(const char *name)
{
	const char *p = skip_blanks(name);
	uint32_t close = closing(peek(p));
	struct numbered n = {.number = sign_number(peek(p))};
	if (n.number || close)
		text_next(&p);
	n.mark = n.number ? MARK_SURE : MARK_NONE;
	if (!n.number && !(n.number = take_digits(&p)))
		return (struct numbered){0};
	n.rest = skip_blanks(p);
	bool blank = n.rest != p;
	uint32_t c = peek(n.rest);
	enum mark behind = !close ? mark_of(c) : c == close ? MARK_SURE : MARK_NONE;
	if (behind)
		text_next(&n.rest);
	while (mark_of(peek(n.rest = skip_blanks(n.rest))) == MARK_SURE) /* ①、 (1). */
		text_next(&n.rest);
	if (!n.mark)
		n.mark = behind ? behind : close ? MARK_NONE : blank ? MARK_WEAK : is_glued(c) ? MARK_GLUED : MARK_NONE;
	bool decimal = (c == '.' || n.mark == MARK_WEAK) && digit(peek(n.rest)) >= 0; /* 3.14咖啡 7-11便利店 */
	return n.mark && *n.rest && !decimal ? n : (struct numbered){0};
}

/* What the numbers of a table, before marks of that sort, have in common. */
struct series {
	size_t names, numbered, firms; /* firms: what stands behind is called like one */
	unsigned last;
	bool up, no_gap;               /* from row to row; no_gap: from 1 on */
};

static struct series read_series(const struct lead_row *rows, size_t count, enum mark mark)
{
	struct series s = {.up = true, .no_gap = true};
	for (size_t i = 0; i < count && s.up; i++) {
		const char *name = rows[i].value[FIELD_COMPANY];
		struct numbered n = read_name(name);
		s.names += *name != '\0';
		if (n.mark != mark)
			continue;
		s.up = n.number > s.last || n.number == 1;
		s.no_gap = s.no_gap && n.number == s.last + 1;
		s.last = n.number;
		s.firms += looks_like_company(n.rest);
		s.numbered++;
	}
	return s;
}

static bool is_numbering(const struct series *s, enum mark mark)
{
	if (!s->numbered || !s->up)
		return false;
	if (mark != MARK_SURE)
		return s->no_gap && s->firms == s->names && s->numbered >= WEAK_ROWS_MIN;
	return s->numbered > 1 ? s->numbered * 2 >= s->names : s->names == 1 && s->last == 1 && s->firms;
}

/* Of nearly all tables the first name tells: it begins with another character. */
static bool may_be_numbered(const struct lead_row *rows, size_t count)
{
	for (size_t i = 0; i < count && i < 2; i++) {
		uint32_t c = peek(skip_blanks(rows[i].value[FIELD_COMPANY]));
		if (digit(c) >= 0 || closing(c) || sign_number(c))
			return true;
	}
	return false;
}

void numbering_strip(struct lead_row *rows, size_t count)
{
	if (!may_be_numbered(rows, count))
		return;
	for (enum mark mark = MARK_SURE; mark > MARK_NONE; mark--) {
		struct series s = read_series(rows, count, mark);
		for (size_t i = 0; is_numbering(&s, mark) && i < count; i++) {
			struct numbered n = read_name(rows[i].value[FIELD_COMPANY]);
			if (n.mark == mark)
				rows[i].value[FIELD_COMPANY] = n.rest;
		}
	}
}
