#include "erased.h"

#include "base/text.h"

enum {
	PSEUDONYM_BYTES = 8,
	NEEDLE_MIN = 6,          /* bytes: two Han characters */
	NUMBER_MIN = 7,          /* digits of a phone without its area code */
	MOBILE = 11,
};

struct digest erased_key(struct bytes secret)
{
	return digest_hmac(secret.data, secret.size, "erased");
}

struct digest erased_hash(const struct digest *key, const char *what, const char *text)
{
	struct digest of_what = digest_hmac(key->b, DIGEST_SIZE, what);
	return digest_hmac(of_what.b, DIGEST_SIZE, text);
}

static const char *pseudonym(struct arena *a, const struct digest *key, const char *what, const char *text, const char *before)
{
	char hex[2 * PSEUDONYM_BYTES + 1];
	struct digest d = erased_hash(key, what, text);
	digest_hex(&d, PSEUDONYM_BYTES, hex);
	for (char *p = hex; *p; p++) /* as company keys have it */
		*p = *p >= 'a' ? (char)(*p - 'a' + 'A') : *p;
	return arena_printf(a, "%s%s", before, hex);
}

const char *erased_company(struct arena *a, const struct digest *key, const char *company_key)
{
	return pseudonym(a, key, "name of company", company_key, ERASED_NAME);
}

const char *erased_code(struct arena *a, const struct digest *key, const char *code)
{
	return pseudonym(a, key, "name of code", code, ERASED_CELL);
}

struct digest erased_proof(const struct digest *key, const char *mail, int list, int n, const struct lead_row *row)
{
	struct digest_state s;
	digest_start(&s);
	digest_add(&s, key->b, DIGEST_SIZE);
	digest_adds(&s, mail);
	digest_add(&s, &(int64_t){(int64_t)list << 32 | (int64_t)n}, sizeof(int64_t));
	for (int f = 0; f <= FIELD_OTHER; f++)
		digest_adds(&s, row->value[f]);
	struct digest d = digest_end(&s);
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&d, DIGEST_SIZE, hex);
	return erased_hash(key, "row", hex);
}

/* ---- in texts ---- */

const char *phone_digits(struct arena *a, const char *normal)
{
	char *digits = arena_strdup(a, normal), *to = digits;
	for (const char *p = normal; *p; p++)
		if (*p >= '0' && *p <= '9')
			*to++ = *p;
	*to = '\0';
	return digits;
}

static int digit_of(uint32_t c)
{
	return c >= '0' && c <= '9' ? (int)(c - '0') : c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

/* What people put between the groups of a number. */
static bool parts_digits(uint32_t c)
{
	return c && c != '\n' && (text_is_space(c) || c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 || c == 0xB7 ||
	                          c == 0xFF08 || c == 0xFF09 || c == 0xFF0D || c == 0xFF0F);
}

static size_t count_digits(const char *text, bool *others_r)
{
	size_t n = 0;
	*others_r = false;
	for (uint32_t c; (c = text_next(&text));) {
		n += digit_of(c) >= 0;
		*others_r = *others_r || (digit_of(c) < 0 && !parts_digits(c) && c != '+');
	}
	return n;
}

bool says_number(const char *cell)
{
	bool others;
	return count_digits(cell, &others) >= NUMBER_MIN;
}

static const char *digits_of(struct arena *a, const char *text)
{
	bool others;
	size_t n = count_digits(text, &others);
	if (others || n < NUMBER_MIN)
		return NULL;
	char *digits = arena_alloc(a, n + 1), *to = digits;
	for (uint32_t c; (c = text_next(&text));)
		if (digit_of(c) >= 0)
			*to++ = (char)('0' + digit_of(c));
	*to = '\0';
	return digits;
}

void needles_add(struct arena *a, struct needles *n, const char *text, const char *instead, const char *beside)
{
	if (strlen(text) < NEEDLE_MIN || (beside && strlen(beside) < NEEDLE_MIN) || cell_erased(text) || strncmp(text, ERASED_NAME, sizeof ERASED_NAME - 1) == 0)
		return;
	for (size_t i = 0; i < n->items_count; i++)
		if (strcmp(n->items[i].text, text) == 0 && (!n->items[i].beside || (beside && strcmp(n->items[i].beside, beside) == 0)))
			return;
	ARENA_PUSH(a, n, items) = (struct needle){arena_strdup(a, text), instead, beside ? arena_strdup(a, beside) : NULL, digits_of(a, text), beside ? digits_of(a, beside) : NULL};
}

/* A step back over one sign that parts digits; NULL: none stands there. */
static const char *part_before(const char *text, const char *at)
{
	const char *p = at;
	if (p == text)
		return NULL;
	do
		p--;
	while (p > text && ((unsigned char)*p & 0xC0) == 0x80);
	const char *next = p;
	return parts_digits(text_next(&next)) && next == at ? p : NULL;
}

/* The digits that stand before, parted from what begins at `at` by a sign: *code_r, and how many. 0: none. */
static size_t code_before(const char *text, const char *at, const char **code_r)
{
	const char *end = at;
	for (const char *p; (p = part_before(text, end));)
		end = p;
	for (*code_r = end; *code_r > text && (*code_r)[-1] >= '0' && (*code_r)[-1] <= '9';)
		--*code_r;
	return end == at ? 0 : (size_t)(end - *code_r);
}

/* The last groups of another number: 138-2288-1234 is a mobile, 400-228-8123 a service's, 852-2288-1234 in Hong Kong. Behind a tab stands another cell. */
static bool ends_another(const char *text, const char *at, size_t count)
{
	const char *code;
	size_t n = code_before(text, at, &code), country = n > 2 && strncmp(code, "86", 2) == 0 && n - 2 + count == MOBILE ? 2 : 0;
	if (n < 3 || memchr(code + n, '\t', (size_t)(at - code) - n))
		return false;
	if (n - country + count == MOBILE && code[country] == '1' && code[country + 1] >= '3')
		return true;
	if (n != 3)
		return false;
	return count == 7 ? strncmp(code, "400", n) == 0 || strncmp(code, "800", n) == 0 : count == 8 && (strncmp(code, "852", n) == 0 || strncmp(code, "853", n) == 0);
}

/* Where behind `from` the digits stand first: true, and from where to where. No digit touches them, but a country's code may. */
static bool find_digits(const char *from, const char *digits, const char **begin_r, const char **end_r)
{
	size_t n = strlen(digits);
	bool touched = false; /* by a digit that does not belong to it */
	int before[2] = {-1, -1};
	for (const char *p = from, *at = p; text_next(&p); at = p) {
		const char *q = at;
		int first = digit_of(text_next(&q));
		bool country = before[0] == 8 && before[1] == 6;
		if (first == digits[0] - '0' && (!touched || country)) {
			size_t have = 1;
			const char *end = q, *r = q;
			for (uint32_t c; have < n && (c = text_next(&r));) {
				int d = digit_of(c);
				if (d >= 0 && d != digits[have] - '0')
					break;
				if (d < 0 && !parts_digits(c))
					break;
				have += d >= 0;
				end = d >= 0 ? r : end;
			}
			r = end;
			if (have == n && digit_of(text_next(&r)) < 0 && !ends_another(from, at, n)) {
				*begin_r = at;
				*end_r = end;
				return true;
			}
		}
		touched = first >= 0;
		before[0] = before[1];
		before[1] = first;
	}
	return false;
}

bool next_mobile(const char **at, char digits_r[MOBILE + 1])
{
	bool touched = false;
	int before[2] = {-1, -1};
	for (const char *p = *at; text_next(&p); *at = p) {
		const char *q = *at;
		int first = digit_of(text_next(&q));
		size_t have = 0;
		if (first == 1 && (!touched || (before[0] == 8 && before[1] == 6))) {
			const char *r = q;
			digits_r[have++] = '1';
			for (uint32_t c; have < MOBILE && (c = text_next(&r)) && (digit_of(c) >= 0 || parts_digits(c));)
				if (digit_of(c) >= 0)
					digits_r[have++] = (char)('0' + digit_of(c));
			digits_r[have] = '\0';
			q = r;
			if (have == MOBILE && digit_of(text_next(&q)) < 0) {
				*at = r;
				return true;
			}
		}
		touched = first >= 0;
		before[0] = before[1];
		before[1] = first;
	}
	return false;
}

/* Behind another area code it is another number; behind its own, the code is part of it. */
static bool find_local(const char *text, const char *local, const char *area, const char **from_r, const char **to_r)
{
	for (const char *at = text, *from; find_digits(at, local, &from, to_r); at = *to_r) {
		const char *code = from;
		size_t n = code_before(text, from, &code);
		bool own = n == strlen(area) && memcmp(code, area, n) == 0, other = !own && *code == '0' && (n == 3 || n == 4);
		*from_r = own ? code : from;
		if (!other)
			return true;
	}
	return false;
}

static bool find_phone(const struct needles *n, const char *text, const char **from_r, const char **to_r)
{
	return (n->phone && find_digits(text, n->phone, from_r, to_r)) || (n->local && find_local(text, n->local, n->area, from_r, to_r));
}

struct needles needles_of_phone(struct arena *a, const char *normal, const char *area_code)
{
	size_t n = area_code ? strlen(area_code) : 0;
	bool own = n > 0 && strncmp(normal, area_code, n) == 0 && normal[n] == '-';
	return (struct needles){.phone = phone_digits(a, normal), .local = own ? phone_digits(a, normal + n) : NULL, .area = own ? area_code : NULL};
}

struct needles needles_phone_alone(const struct needles *n)
{
	return (struct needles){.phone = n->phone, .local = n->local, .area = n->area};
}

/* The first place at or behind `from` where it stands by itself. */
static const char *find_text(const struct needles *n, const char *text, const char *from, const char *what)
{
	for (const char *at = from; (at = strstr(at, what)); at += strlen(what))
		if (!n->longer || !n->longer(n->ctx, text, at, at + strlen(what)))
			return at;
	return NULL;
}

static bool stands_in(const struct needles *n, const char *text, const char *what, const char *digits)
{
	const char *from, *to;
	return digits ? find_digits(text, digits, &from, &to) : find_text(n, text, text, what) != NULL;
}

/* A phone that is looked for may be written in groups. */
static bool is_beside(const struct needles *n, const struct needle *one, const char *text)
{
	const char *from, *to;
	struct needles phone = needles_phone_alone(n);
	if (!one->beside || stands_in(n, text, one->beside, one->beside_digits))
		return true;
	return n->phone && needles_in(&phone, one->beside) && find_phone(n, text, &from, &to);
}

bool needles_in(const struct needles *n, const char *text)
{
	const char *from, *to;
	if (find_phone(n, text, &from, &to))
		return true;
	for (size_t i = 0; i < n->items_count; i++)
		if (stands_in(n, text, n->items[i].text, n->items[i].digits) && is_beside(n, &n->items[i], text))
			return true;
	return false;
}

static const char *made_of(struct arena *a, struct buf *b)
{
	const char *made = arena_strndup(a, b->data ? b->data : "", b->size);
	buf_release(b);
	return made;
}

static const char *replace(struct arena *a, const struct needles *n, const char *text, const char *what, const char *instead)
{
	struct buf b = {0};
	const char *from = text;
	for (const char *at; (at = find_text(n, text, from, what)); from = at + strlen(what)) {
		buf_add(&b, from, (size_t)(at - from));
		buf_adds(&b, instead);
	}
	buf_adds(&b, from);
	return made_of(a, &b);
}

static const char *replace_digits(struct arena *a, const char *text, const char *digits, const char *instead)
{
	struct buf b = {0};
	const char *from, *to;
	for (; find_digits(text, digits, &from, &to); text = to) {
		buf_add(&b, text, (size_t)(from - text));
		buf_adds(&b, instead);
	}
	buf_adds(&b, text);
	return made_of(a, &b);
}

static const char *replace_local(struct arena *a, const char *text, const struct needles *n, const char *instead)
{
	struct buf b = {0};
	const char *from, *to, *rest = text;
	for (; find_local(rest, n->local, n->area, &from, &to); rest = to) {
		buf_add(&b, rest, (size_t)(from - rest));
		buf_adds(&b, instead);
	}
	buf_adds(&b, rest);
	return made_of(a, &b);
}

const char *needles_redact(struct arena *a, const struct needles *n, const char *text)
{
	const char *whole = text;
	if (!text || !needles_in(n, text))
		return text;
	for (size_t i = 0; i < n->items_count; i++)
		if (stands_in(n, text, n->items[i].text, n->items[i].digits) && is_beside(n, &n->items[i], whole))
			text = n->items[i].digits ? replace_digits(a, text, n->items[i].digits, n->items[i].instead) : replace(a, n, text, n->items[i].text, n->items[i].instead);
	if (n->phone)
		text = replace_digits(a, text, n->phone, ERASED_CELL);
	return n->local ? replace_local(a, text, n, ERASED_CELL) : text;
}

static size_t redact_names(struct arena *a, const struct needles *n, struct address *them, size_t count)
{
	size_t changed = 0;
	for (size_t i = 0; i < count; i++) {
		const char *now = needles_redact(a, n, them[i].name);
		changed += now != them[i].name;
		them[i].name = now;
	}
	return changed;
}

size_t needles_redact_mail(struct arena *a, const struct needles *n, struct mail *m)
{
	const char **texts[] = {&m->subject, &m->text, &m->quoted, &m->huge_link, &m->fault, &m->delivery_status, &m->returned};
	size_t changed = redact_names(a, n, m->from, m->from_count) + redact_names(a, n, m->to, m->to_count) + redact_names(a, n, m->cc, m->cc_count);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *now = needles_redact(a, n, *texts[i]);
		changed += now != *texts[i];
		*texts[i] = now;
	}
	for (size_t i = 0; i < m->parts_count; i++) {
		const char **of_part[] = {&m->parts[i].file_name, &m->parts[i].nested_subject, &m->parts[i].detail};
		for (size_t k = 0; k < sizeof of_part / sizeof *of_part; k++) {
			const char *now = needles_redact(a, n, *of_part[k]);
			changed += now != *of_part[k];
			*of_part[k] = now;
		}
	}
	return changed;
}

/* ---- rows ---- */

/* What tells of the person, or may. The rest tells of the firm, or nothing. */
static const enum field persons[] = {FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET}, words[] = {FIELD_FOLLOWUP, FIELD_TITLE, FIELD_ADDRESS, FIELD_NOTE, FIELD_OTHER};

void erase_person(struct lead_row *row, const struct row_check *check)
{
	bool usable = check->reason != REASON_PHONE && !(check->missing & 1u << FIELD_PHONE);
	bool named = *check->person;
	for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
		if (*row->value[persons[i]])
			row->value[persons[i]] = named ? ERASED_CELL : "";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (*row->value[words[i]])
			row->value[words[i]] = ERASED_CELL;
	if (named) /* it may have stood beside the phone, or where a list of that kind looks for it alone */
		row->value[FIELD_PERSON] = ERASED_CELL;
	/* One that was there and not usable is not usable still. */
	row->value[FIELD_PHONE] = usable ? ERASED_CELL : *check->phone ? ERASED_CELL "0" : "";
	row->value[FIELD_ROW_REASON] = "";
}

static bool is_in_words(enum field f)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i] == f)
			return true;
	return false;
}

void erase_mention(struct arena *a, struct lead_row *row, const struct needles *phone)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (f != FIELD_COMPANY && f != FIELD_USCC && f != FIELD_PHONE && *row->value[f] && needles_in(phone, row->value[f]))
			row->value[f] = is_in_words((enum field)f) ? ERASED_CELL : needles_redact(a, phone, row->value[f]);
}

void erase_company(struct lead_row *row, const struct row_check *check, const char *name, const char *code)
{
	static const enum field firm[] = {FIELD_BUSINESS, FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE};
	erase_person(row, check);
	for (size_t i = 0; i < sizeof firm / sizeof *firm; i++)
		if (*row->value[firm[i]] && !(check->missing & 1u << firm[i]))
			row->value[firm[i]] = ERASED_CELL;
	if (check->reason == REASON_COMPANY_NAME || check->missing & 1u << FIELD_COMPANY) /* too short a name tells little, and is no company */
		row->value[FIELD_COMPANY] = *row->value[FIELD_COMPANY] ? "-" : "";
	else
		row->value[FIELD_COMPANY] = name;
	row->value[FIELD_USCC] = code ? code : "";
}

void erased_disarm(struct arena *a, struct lead_table *tables, size_t count)
{
	for (size_t t = 0; t < count; t++)
		for (size_t r = 0; r < tables[t].rows_count; r++)
			for (int f = 0; f < FIELD_COUNT; f++) {
				const char *cell = tables[t].rows[r].value[f];
				if (cell_erased(cell))
					tables[t].rows[r].value[f] = arena_printf(a, "[%s", cell + strlen("⟦"));
			}
}
