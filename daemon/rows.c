#include "rows.h"

#include <string.h>
#include <strings.h>

#include "base/bug.h"
#include "base/text.h"
#include "company.h"
#include "erased.h"
#include "phone.h"
#include "phone_text.h"

static unsigned bit(enum field f)
{
	return 1u << f;
}

/* --- filled or not --- */

enum {
	EMPTY_WORD_MAX = 16, /* bytes: more than any of the words below has, full-width or not */
	READ_MAX = 200,      /* characters of what was read for a phone, and is none */
	NAME_AT_SIGHT = 100, /* bytes: phone_find looks at so many at least */
};

struct word {
	const char *text;
	size_t size;
};
#define WORD(text) {text, sizeof text - 1}

static bool is_word(const char *s, size_t size, const struct word *w)
{
	return size == w->size && strncasecmp(s, w->text, size) == 0;
}

/* s: in normal form, without blanks around it. */
static bool word_fills(enum field field, const char *s, size_t size)
{
	static const struct word empty[] = {WORD(""), WORD("-"), WORD("--"), WORD("—"), WORD("——"), WORD("/"), WORD("\\"), WORD("不详"), WORD("未知"),
	                                    WORD("暂无数据"), WORD("待查"), WORD("n/a"), WORD("null"), WORD("none")};
	static const struct word unless_website = WORD("暂无"), of_few = WORD("无");
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		if (is_word(s, size, &empty[i]))
			return false;
	if (is_word(s, size, &unless_website))
		return field == FIELD_WEBSITE;
	if (is_word(s, size, &of_few))
		return field == FIELD_NETWORK || field == FIELD_WEBSITE || field == FIELD_VALUE || field == FIELD_CAPITAL;
	return true;
}

static bool part_filled(struct arena *a, enum field field, const char *text)
{
	size_t size;
	const char *s = text_core(text, &size);
	if (size > EMPTY_WORD_MAX)
		return true;
	/* in normal form: full-width ／ － ＼ Ｎ／Ａ are these too */
	s = text_trim(a, text_nfkc(a, arena_strndup(a, s, size)));
	return word_fills(field, s, strlen(s));
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a cell says at first sight, for nearly all of them: -1 if that is not enough.
 * It fills where its first character is one that no empty word begins with, whatever follows: a letter, a digit or a Han character stays the first
 * in normal form, and what is behind a joint can't empty the part before it. Where all is ASCII and Han, it is its own normal form, and a joint is neither. */
static int at_sight(enum field field, const char *text)
{
	if (text_begins_otherwise(text, "不未暂待无n"))
		return true;
	size_t size = text_plain(text);
	if (text[size])
		return -1;
	for (; size && is_blank(text[size - 1]); size--)
		continue;
	for (; size && is_blank(*text); size--)
		text++;
	return word_fills(field, text, size);
}

bool cell_filled(struct arena *a, enum field field, const char *text)
{
	const char *joint;
	int seen = at_sight(field, text);
	if (seen >= 0)
		return seen;
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
	if (*text && phone_is_word(text) && strnlen(text, NAME_AT_SIGHT) < NAME_AT_SIGHT) /* one word, which fills the cell: no part of it is looked at again */
		return text;
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
	return cell_erased(row->value[FIELD_PHONE]) ? "" : person_name(a, row->value[FIELD_PHONE]);
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
	if (cell_erased(row->value[FIELD_PHONE])) { /* erase_person: what stands behind it was not usable */
		c->phone = ERASED_CELL;
		return strcmp(row->value[FIELD_PHONE], ERASED_CELL) == 0;
	}
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
	size_t count = 0, digits = 0;
	uint32_t c;
	const char *s = name;
	while (count < COMPANY_NAME_MIN && text_is_unified(text_next(&s))) /* they stay what they are in normal form */
		count++;
	if (count == COMPANY_NAME_MIN)
		return *key;
	count = 0;
	s = text_nfkc(a, name);
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
	c->uscc = cell_erased(row->value[FIELD_USCC]) ? row->value[FIELD_USCC] + sizeof ERASED_CELL - 1 : uscc_normal(a, row->value[FIELD_USCC]);
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

static const char *kept(struct arena *a, const char *s)
{
	return *s ? arena_strdup(a, s) : "";
}

struct row_check row_check_by(struct arena *a, struct arena *scratch, enum row_kind kind, const struct lead_row *row, const char *area_code)
{
	must(kind > ROW_NONE && kind < ROW_KIND_COUNT);
	struct row_check c = check(scratch, kind, row, area_code);
	c.company = kept(a, c.company);
	c.company_key = kept(a, c.company_key);
	c.uscc = kept(a, c.uscc);
	c.person = kept(a, c.person);
	c.phone = kept(a, c.phone);
	arena_reset(scratch);
	return c;
}

struct row_check row_check(struct arena *a, enum row_kind kind, const struct lead_row *row, const char *area_code)
{
	struct arena *scratch = arena_new();
	struct row_check c = row_check_by(a, scratch, kind, row, area_code);
	arena_free(scratch);
	return c;
}
