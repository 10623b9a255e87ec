/* Tables without a header, and what firms and people are called. */
#include <string.h>

#include "base/surname.h"
#include "base/text.h"
#include "layout_tally.h"
#include "phone.h"

static bool has_four_characters(const char *text)
{
	size_t n = 0;
	for (; *text && n < 4; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n == 4;
}

bool looks_like_company(const char *text)
{
	static const char *const parts[] = {
		"公司",   "集团",   "厂",   "店",     "经营部", "工作室", "商行",   "中心",   "事务所", "合伙企业", "个体",
		"研究院", "研究所", "学校", "医院",   "合作社", "门市",   "商贸",   "酒店",   "超市",   "协会",     "银行",
		"幼儿园", "餐厅",   "酒楼", "俱乐部", "批发部", "服务部", "加工部", "营业部", "商店",   "药房",     "诊所",
		"企业",   "co.",    "ltd",  "inc",    "Co.",    "Ltd",    "Inc",    "LTD",    "CO.",    "INC",
	};
	size_t size = strlen(text), most = strlen(parts[0]);
	if (size >= most && memcmp(text + size - most, parts[0], most) == 0) /* as nearly all end: nothing needs to be looked for */
		return has_four_characters(text);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strstr(text, parts[i]))
			return has_four_characters(text);
	return false;
}

bool looks_like_person(const char *text)
{
	size_t n = text_count(text);
	const char *p = text;
	uint32_t c;
	if (n < 2 || n > 4 || !surname_begins(text, text + strlen(text)))
		return false;
	while ((c = text_next(&p)))
		if (!text_is_han(c))
			return false;
	return true;
}

/* 100万, 1,000,000, 50 */
static bool looks_like_sum(const char *text)
{
	static const char *const units[] = {"万", "亿", "元"};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strstr(text, units[i]))
			return true;
	return *text && strspn(text, "0123456789.,") == strlen(text);
}

struct tally {
	size_t filled, phones, companies, people, sums;
};

/* In memory of its own: thousands of cells may say 32 KB each. */
static struct tally tally_column(const struct sheet *s, size_t column)
{
	struct tally t = {0};
	struct arena *a = arena_new();
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++) {
		const struct table_row *row = &s->rows[i];
		if (row->cell_count < LAYOUT_FIELDS_MIN || column >= row->cell_count)
			continue;
		const char *text = text_trim(a, row->cells[column].text);
		t.filled += *text != '\0';
		t.phones += phone_find(a, text, NULL, NULL, NULL, NULL);
		t.companies += looks_like_company(text);
		t.people += looks_like_person(text);
		t.sums += looks_like_sum(text);
		arena_reset(a);
	}
	arena_free(a);
	return t;
}

/* Seven of ten, and two at least. */
static bool most(size_t n, size_t filled)
{
	return n >= 2 && n * 10 >= filled * 7;
}

static enum field field_of(const struct tally *t, const struct layout *l)
{
	if (most(t->phones, t->filled))
		return FIELD_PHONE;
	if (most(t->companies, t->filled) && !l->has[FIELD_COMPANY])
		return FIELD_COMPANY;
	if (most(t->people, t->filled) && !l->has[FIELD_PERSON])
		return FIELD_PERSON;
	return FIELD_OTHER;
}

/* All that a lead list is asked for, in the order in which the rule asks for it, with a number before it or not. Firm, person, phone and capital must stand
 * where they would. */
static void take_asked_order(const struct sheet *s, struct layout *l)
{
	static const enum field asked[] = {FIELD_COMPANY, FIELD_PERSON, FIELD_PHONE,   FIELD_BUSINESS,
					   FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE};
	enum { ASKED = sizeof asked / sizeof *asked, PHONE_AT = 2, CAPITAL_AT = 4 };
	size_t first = l->column_count > ASKED ? l->column_count - ASKED : 0;
	if (first > 1 || l->column_count != first + ASKED)
		return;
	for (size_t i = 0; i <= PHONE_AT; i++)
		if (l->column[first + i].field != asked[i])
			return;
	struct tally sums = tally_column(s, first + CAPITAL_AT);
	for (size_t i = 0; i < ASKED && most(sums.sums, sums.filled); i++) {
		l->column[first + i].field = asked[i];
		l->has[asked[i]] = true;
	}
}

enum field tally_field(const struct sheet *s, size_t column)
{
	struct layout none = {0};
	struct tally t = tally_column(s, column);
	return field_of(&t, &none);
}

size_t tally_count(const struct sheet *s, size_t column, enum field field)
{
	struct tally t = tally_column(s, column);
	return field == FIELD_PHONE ? t.phones : field == FIELD_COMPANY ? t.companies : field == FIELD_PERSON ? t.people : 0;
}

bool layout_holds(struct arena *a, const struct layout *l, const struct table_row *row)
{
	bool firm = false, phone = false;
	for (size_t i = 0; i < row->cell_count && i < l->column_count; i++) {
		const char *text = row->cells[i].text;
		const struct column *c = &l->column[i];
		firm = firm || (c->field == FIELD_COMPANY && looks_like_company(text) && !strstr(text, "：") && !strchr(text, ':'));
		phone = phone || (c->field == FIELD_PHONE && !c->weak && phone_find(a, text, NULL, NULL, NULL, NULL));
	}
	return firm && phone;
}

bool layout_fits(struct arena *a, const struct layout *l, const struct table_row *row)
{
	enum { FILLED_MIN = 6 };
	size_t filled = 0;
	for (size_t i = 0; i < row->cell_count && i < l->column_count; i++)
		filled += *row->cells[i].text != '\0';
	return filled >= FILLED_MIN && layout_is_lead(l) && layout_holds(a, l, row);
}

bool layout_find_sorted(struct arena *a, const struct sheet *s, size_t *index_r, struct layout *l_r)
{
	enum { ROWS_MAX = 1000, FIRST = 5 };
	struct arena *scratch = arena_new();
	bool found = false;
	for (size_t i = FIRST; i < s->rows_count && i < ROWS_MAX && !found; i++, arena_reset(scratch)) {
		struct layout l;
		found = layout_possible(&s->rows[i]) && layout_at(scratch, s, i, &l);
		for (size_t k = 0; k < FIRST && found; k++)
			found = layout_fits(scratch, &l, &s->rows[k]);
		*index_r = i;
	}
	arena_free(scratch);
	return found && layout_at(a, s, *index_r, l_r);
}

bool layout_guess(struct arena *a, const struct sheet *s, struct layout *l_r)
{
	struct layout l = {0};
	size_t columns = 0;
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++)
		if (s->rows[i].cell_count > columns)
			columns = s->rows[i].cell_count;
	for (size_t i = 0; i < columns; i++) {
		struct tally t = tally_column(s, i);
		enum field f = field_of(&t, &l);
		ARENA_PUSH(a, &l, column) = (struct column){.field = f, .label = "", .own = "", .text = ""};
		l.has[f] = true;
	}
	take_asked_order(s, &l);
	*l_r = l;
	return l.has[FIELD_COMPANY] && l.has[FIELD_PHONE];
}
