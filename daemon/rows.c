#include "rows.h"

#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "company.h"
#include "phone.h"

static unsigned bit(enum field f)
{
	return 1u << f;
}

/* --- filled or not --- */

enum {
	EMPTY_WORD_MAX = 16, /* bytes: more than any of the words below has, full-width or not */
	READ_MAX = 200,      /* characters of what was read for a phone, and is none */
};

static bool one_of(const char *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_same_nocase(s, words[i]))
			return true;
	return false;
}

static bool part_filled(struct arena *a, enum field field, const char *text)
{
	/* in normal form: full-width ／ － ＼ Ｎ／Ａ are these too */
	static const char *const empty[] = {"", "-", "--", "—", "——", "/", "\\", "不详", "未知", "暂无数据", "待查", "n/a", "null", "none"};
	size_t size;
	const char *s = text_core(text, &size);
	if (size > EMPTY_WORD_MAX)
		return true;
	s = text_trim(a, text_nfkc(a, arena_strndup(a, s, size)));
	if (one_of(s, empty, sizeof empty / sizeof *empty))
		return false;
	if (strcmp(s, "暂无") == 0)
		return field == FIELD_WEBSITE;
	if (strcmp(s, "无") == 0)
		return field == FIELD_NETWORK || field == FIELD_WEBSITE || field == FIELD_VALUE || field == FIELD_CAPITAL;
	return true;
}

bool cell_filled(struct arena *a, enum field field, const char *text)
{
	const char *joint;
	if (text_begins_otherwise(text, "不未暂待无n")) /* as no word of part_filled does */
		return true;
	for (; (joint = strstr(text, CELL_JOINT)); text = joint + strlen(CELL_JOINT))
		if (part_filled(a, field, arena_strndup(a, text, (size_t)(joint - text))))
			return true;
	return part_filled(a, field, text);
}

/* --- person --- */

static bool has_letter(const char *s)
{
	uint32_t c;
	while ((c = text_next(&s)))
		if (text_is_han(c) || (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) ||
		    (c >= 0xC0 && !text_is_punct(c) && !text_is_space(c)))
			return true;
	return false;
}

/* The first word group that is a name: "不详 张三" is 张三, "Li Lei" stays whole. */
static const char *name_among(struct arena *a, const char *rest)
{
	const char *blank;
	for (; (blank = strchr(rest, ' ')); rest = blank + 1) {
		const char *word = arena_strndup(a, rest, (size_t)(blank - rest));
		if (part_filled(a, FIELD_PERSON, word) && has_letter(word))
			return rest;
	}
	return part_filled(a, FIELD_PERSON, rest) && has_letter(rest) ? rest : "";
}

const char *person_name(struct arena *a, const char *text)
{
	const char *rest;
	if (!cell_filled(a, FIELD_PERSON, text))
		return "";
	phone_find(a, text, NULL, NULL, NULL, &rest);
	return name_among(a, rest);
}

static const enum field persons[] = {FIELD_PERSON_MET, FIELD_PERSON, FIELD_CONTACT};

/* Where a name or a phone may stand in a list of that kind: 被访人 is nobody's legal person. */
static size_t first_person(enum row_kind kind)
{
	return kind == ROW_LEAD ? 1 : 0;
}

static const char *find_person(struct arena *a, enum row_kind kind, const struct lead_row *row)
{
	for (size_t i = first_person(kind); i < sizeof persons / sizeof *persons; i++) {
		const char *name = person_name(a, row->value[persons[i]]);
		if (*name)
			return name;
	}
	return person_name(a, row->value[FIELD_PHONE]);
}

/* --- phone --- */

/* Not a name alone: something that was meant as a phone. */
static bool has_digits(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += *s >= '0' && *s <= '9';
	return n >= 5;
}

/* True if usable; else c->phone is what was read, "" if nothing was. */
static bool find_phone(struct arena *a, enum row_kind kind, const struct lead_row *row, const char *area_code, struct row_check *c)
{
	const char *read = cell_filled(a, FIELD_PHONE, row->value[FIELD_PHONE]) ? row->value[FIELD_PHONE] : "";
	if (phone_find(a, read, area_code, &c->phone, &c->phone_flagged, NULL))
		return true;
	for (size_t i = first_person(kind); i < sizeof persons / sizeof *persons; i++) {
		const char *cell = row->value[persons[i]];
		if (phone_find(a, cell, area_code, &c->phone, &c->phone_flagged, NULL))
			return true;
		if (!*read && has_digits(cell))
			read = cell;
	}
	c->phone = text_cut(a, text_trim(a, text_head(a, read, 4 * READ_MAX)), READ_MAX);
	return false;
}

/* --- company --- */

static bool company_name_ok(struct arena *a, const char *name, const char *key)
{
	const char *s = text_nfkc(a, name);
	size_t count = 0, digits = 0;
	uint32_t c;
	while ((c = text_next(&s))) {
		count += !text_is_space(c);
		digits += c >= '0' && c <= '9';
	}
	/* without a key it is a row of marks, and would be one company with every other such row */
	return count >= COMPANY_NAME_MIN && digits < count && *key;
}

static void check_company(struct arena *a, const struct lead_row *row, struct row_check *c)
{
	const char *name = row->value[FIELD_COMPANY];
	bool filled = cell_filled(a, FIELD_COMPANY, name);
	c->company = text_trim(a, name);
	c->company_key = filled ? company_key(a, name) : "";
	c->uscc = uscc_normal(a, row->value[FIELD_USCC]);
	if (!filled)
		c->missing |= bit(FIELD_COMPANY);
}

static unsigned missing_of_lead(struct arena *a, const struct lead_row *row)
{
	static const enum field asked[] = {FIELD_BUSINESS, FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE};
	unsigned missing = 0;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (!cell_filled(a, asked[i], row->value[asked[i]]))
			missing |= bit(asked[i]);
	return missing;
}

static struct row_check check(struct arena *a, enum row_kind kind, const struct lead_row *row, const char *area_code)
{
	struct row_check c = {0};
	check_company(a, row, &c);
	c.person = find_person(a, kind, row);
	if (!*c.person)
		c.missing |= bit(FIELD_PERSON);
	bool usable = find_phone(a, kind, row, area_code, &c);
	if (!usable && !*c.phone)
		c.missing |= bit(FIELD_PHONE);
	if (kind == ROW_LEAD)
		c.missing |= missing_of_lead(a, row);
	if (c.missing)
		c.reason = REASON_MISSING;
	else if (!company_name_ok(a, c.company, c.company_key))
		c.reason = REASON_COMPANY_NAME;
	else if (!usable)
		c.reason = REASON_PHONE;
	return c;
}

struct row_check row_check(struct arena *a, enum row_kind kind, const struct lead_row *row, const char *area_code)
{
	struct arena *scratch = arena_new(); /* a list may have 100,000 rows: only what is told is kept */
	must(kind > ROW_NONE && kind < ROW_KIND_COUNT);
	struct row_check c = check(scratch, kind, row, area_code);
	c.company = arena_strdup(a, c.company);
	c.company_key = arena_strdup(a, c.company_key);
	c.uscc = arena_strdup(a, c.uscc);
	c.person = arena_strdup(a, c.person);
	c.phone = arena_strdup(a, c.phone);
	arena_free(scratch);
	return c;
}
