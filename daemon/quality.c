#include "quality.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "company.h"

const char *const quality_names[QUALITY_COUNT] = {
	[QUALITY_AUTHOR] = "author",           [QUALITY_COPIED] = "copied",         [QUALITY_SAME_PHONE] = "same_phone", [QUALITY_SERIAL] = "serial",
	[QUALITY_DIGITS] = "digits",           [QUALITY_TEST_NAMES] = "test_names", [QUALITY_SAME_PERSON] = "same_person", [QUALITY_CODE] = "code",
	[QUALITY_NETWORK] = "network",         [QUALITY_VALUE] = "value",           [QUALITY_WEBSITE] = "website",
};

#define COUNT(list) (sizeof(list) / sizeof *(list))
enum { HAN = 3 /* bytes of such a character */ };

static void add(struct arena *a, struct quality_list *q, enum quality_what what, size_t rows, const char *other, const char *sample)
{
	ARENA_PUSH(a, q, signals) = (struct quality_signal){what, (int)rows, (int)q->rows_count, other, sample};
}

static bool is_mobile(const char *phone)
{
	return strlen(phone) == 11 && phone[0] == '1';
}

/* A director needs to find the row, not the number: the last four digits stay out of letters. */
static const char *masked(struct arena *a, const char *phone)
{
	size_t n = strlen(phone);
	return n > 4 ? arena_printf(a, "%.*s****", (int)(n - 4), phone) : phone;
}

/* --- columns, sorted: the same text for many firms --- */

struct pair {
	const char *text, *key;
};

static int by_text(const void *x, const void *y)
{
	const struct pair *p = x, *o = y;
	int r = strcmp(p->text, o->text);
	return r ? r : strcmp(p->key, o->key);
}

static int by_number(const void *x, const void *y)
{
	uint64_t p = *(const uint64_t *)x, o = *(const uint64_t *)y;
	return (p > o) - (p < o);
}

typedef const char *text_of(const struct quality_row *r);

/* Whether one text may stand in `least` rows or more: by hashes, which sort faster. In nearly all lists none does. */
static bool may_be_shared(struct arena *a, const struct pair *pairs, size_t count, size_t least)
{
	uint64_t *hashes = arena_alloc(a, (count + 1) * sizeof *hashes);
	for (size_t i = 0; i < count; i++) {
		hashes[i] = 0xcbf29ce484222325u;
		for (const char *p = pairs[i].text; *p; p++)
			hashes[i] = (hashes[i] ^ (uint8_t)*p) * 0x100000001b3u;
	}
	qsort(hashes, count, sizeof *hashes, by_number);
	for (size_t i = least; i <= count; i++)
		if (hashes[i - least] == hashes[i - 1])
			return true;
	return false;
}

/* Rows whose text stands beside `least` firms or more; the text of the largest such group in *sample_r. */
static size_t shared(struct arena *a, const struct quality_list *q, text_of *text, size_t least, const char **sample_r)
{
	struct pair *pairs = arena_alloc(a, (q->rows_count + 1) * sizeof *pairs);
	size_t n = 0, rows = 0, best = 0;
	for (size_t i = 0; i < q->rows_count; i++) {
		pairs[n] = (struct pair){text(&q->rows[i]), q->rows[i].company_key};
		n += *pairs[n].text && *pairs[n].key;
	}
	if (!may_be_shared(a, pairs, n, least))
		return 0;
	qsort(pairs, n, sizeof *pairs, by_text);
	for (size_t i = 0, end; i < n; i = end) {
		size_t firms = 1;
		for (end = i + 1; end < n && strcmp(pairs[end].text, pairs[i].text) == 0; end++)
			firms += strcmp(pairs[end].key, pairs[end - 1].key) != 0;
		if (firms < least)
			continue;
		rows += end - i;
		if (firms > best)
			*sample_r = pairs[i].text;
		best = firms > best ? firms : best;
	}
	return rows;
}

static const char *phone_text(const struct quality_row *r)
{
	return r->phone;
}

/* 张总 and 李先生 are many people; only whole names tell. */
static const char *whole_name(const struct quality_row *r)
{
	static const char titles[][HAN + 1] = {"总", "生", "姐", "士", "理", "板", "工", "任", "长", "董"};
	size_t size = strlen(r->person), n = text_count(r->person);
	if (n < 2 || n > 4)
		return "";
	for (size_t i = 0; i < COUNT(titles); i++)
		if (size > HAN && memcmp(r->person + size - HAN, titles[i], HAN) == 0)
			return "";
	return r->person;
}

static void look_for_shared(struct arena *a, struct quality_list *q)
{
	const char *sample = "";
	size_t n = shared(a, q, phone_text, QUALITY_PHONE_FIRMS, &sample);
	if (n)
		add(a, q, QUALITY_SAME_PHONE, n, "", masked(a, sample));
}

static void look_for_person(struct arena *a, struct quality_list *q)
{
	const char *sample = "";
	size_t n = shared(a, q, whole_name, QUALITY_PERSON_FIRMS, &sample);
	if (n)
		add(a, q, QUALITY_SAME_PERSON, n, "", sample);
}

/* --- numbers --- */

static uint64_t number(const char *digits)
{
	uint64_t n = 0;
	for (; *digits >= '0' && *digits <= '9'; digits++)
		n = n * 10 + (uint64_t)(*digits - '0');
	return n;
}

static size_t sorted_mobiles(const struct quality_list *q, uint64_t *to)
{
	size_t n = 0, kept = 0;
	for (size_t i = 0; i < q->rows_count; i++)
		if (is_mobile(q->rows[i].phone))
			to[n++] = number(q->rows[i].phone);
	qsort(to, n, sizeof *to, by_number);
	for (size_t i = 0; i < n; i++)
		if (!kept || to[kept - 1] != to[i])
			to[kept++] = to[i];
	return kept;
}

static size_t run_at(const uint64_t *m, size_t i, size_t n)
{
	size_t end = i + 1;
	while (end < n && m[end] == m[end - 1] + 1)
		end++;
	return end - i;
}

static size_t alike_at(const uint64_t *m, size_t i, size_t n)
{
	size_t end = i + 1;
	while (end < n && m[end] / 100 == m[i] / 100)
		end++;
	return end - i;
}

static void look_for_serial(struct arena *a, struct quality_list *q)
{
	uint64_t *m = arena_alloc(a, (q->rows_count + 1) * sizeof *m);
	size_t n = sorted_mobiles(q, m), found = 0, best = 0;
	const char *sample = "";
	for (size_t i = 0, step; i < n; i += step) {
		size_t run = run_at(m, i, n), alike = alike_at(m, i, n), size = alike >= QUALITY_ALIKE && alike > run ? alike : run;
		bool is = run >= QUALITY_RUN || alike >= QUALITY_ALIKE;
		step = is ? size : 1;
		found += is ? size : 0;
		if (is && size > best) {
			best = size;
			sample = masked(a, arena_printf(a, "%llu", (unsigned long long)m[i]));
		}
	}
	if (found)
		add(a, q, QUALITY_SERIAL, found, "", sample);
}

/* Six equal digits in a row, or seven that go up or down by one, behind the first three. */
static bool is_made_up(const char *phone)
{
	size_t same = 1, up = 1, down = 1;
	for (const char *p = phone + 4; *p; p++) {
		same = p[0] == p[-1] ? same + 1 : 1;
		up = p[0] == p[-1] + 1 ? up + 1 : 1;
		down = p[0] == p[-1] - 1 ? down + 1 : 1;
		if (same >= 6 || up >= 7 || down >= 7)
			return true;
	}
	return false;
}

static void look_for_digits(struct arena *a, struct quality_list *q)
{
	const char *sample = "";
	size_t n = 0;
	for (size_t i = 0; i < q->rows_count; i++)
		if (is_mobile(q->rows[i].phone) && is_made_up(q->rows[i].phone)) {
			sample = n++ ? sample : masked(a, q->rows[i].phone);
		}
	if (n)
		add(a, q, QUALITY_DIGITS, n, "", sample);
}

/* --- words --- */

static bool has_test_part(const char *s)
{
	static const char *const parts[] = {"测试", "某某", "XX", "xx", "ＸＸ", "××", "***", "示例公司"};
	uint32_t c;
	for (const char *here = s; (c = text_next(&s)); here = s) {
		if (text_is_unified(c) && c != U'测' && c != U'某' && c != U'示') /* none of them begins with it */
			continue;
		for (size_t i = 0; i < COUNT(parts); i++)
			if (text_begins(here, parts[i]))
				return true;
	}
	return false;
}

static bool is_test_name(const struct quality_row *r)
{
	static const char *const people[] = {"张三", "李四", "王五", "赵六", "测试", "某某", "test"};
	if (has_test_part(r->company))
		return true;
	for (size_t i = 0; !text_begins_otherwise(r->person, "张李王赵测某t") && i < COUNT(people); i++)
		if (text_same_nocase(r->person, people[i]))
			return true;
	return false;
}

static void look_for_names(struct arena *a, struct quality_list *q)
{
	const char *sample = "";
	size_t n = 0;
	for (size_t i = 0; i < q->rows_count; i++)
		if (is_test_name(&q->rows[i]))
			sample = n++ ? sample : arena_printf(a, "%s %s", q->rows[i].company, q->rows[i].person);
	if (n)
		add(a, q, QUALITY_TEST_NAMES, n, "", sample);
}

/* An old registration number has 15 digits and is no code. */
static void look_for_codes(struct arena *a, struct quality_list *q)
{
	size_t n = 0;
	const char *sample = "";
	for (size_t i = 0; i < q->rows_count; i++) {
		const char *code = q->rows[i].code;
		if (strlen(code) == USCC_LENGTH && strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == USCC_LENGTH && !*uscc_normal(a, code))
			sample = n++ ? sample : q->rows[i].company;
	}
	if (n)
		add(a, q, QUALITY_CODE, n, "", sample);
}

static const char *network_text(const struct quality_row *r)
{
	return r->network;
}

static const char *value_text(const struct quality_row *r)
{
	return r->value;
}

static void look_for_phrase(struct arena *a, struct quality_list *q, enum quality_what what, text_of *text)
{
	const char *phrase = NULL;
	size_t n = 0;
	for (size_t i = 0; i < q->rows_count; i++) {
		const char *cell = text(&q->rows[i]);
		if (!*cell)
			continue;
		if (phrase && strcmp(phrase, cell) != 0)
			return;
		phrase = cell;
		n++;
	}
	if (n >= QUALITY_PHRASE_ROWS)
		add(a, q, what, n, "", text_cut(a, phrase, 20));
}

static void look_for_websites(struct arena *a, struct quality_list *q)
{
	static const char *const claims[] = {"有", "是", "有网站", "√", "✓", "Y", "y", "1"};
	size_t n = 0;
	for (size_t i = 0; i < q->rows_count; i++) {
		const char *cell = q->rows[i].website;
		if (strchr(cell, '.'))
			return;
		for (size_t k = 0; k < COUNT(claims); k++)
			n += strcmp(cell, claims[k]) == 0;
	}
	if (n >= QUALITY_WEBSITE_ROWS)
		add(a, q, QUALITY_WEBSITE, n, "", "");
}

/* --- other reps --- */

/* The one other rep whose companies most rows name. */
static void look_for_copies(struct arena *a, struct quality_list *q)
{
	struct { struct pair *of; size_t of_count, of_cap; } taken = {0};
	const char *who = "";
	size_t best = 0;
	for (size_t i = 0; i < q->rows_count; i++)
		if (q->rows[i].taken_by)
			ARENA_PUSH(a, &taken, of) = (struct pair){q->rows[i].taken_by, ""};
	if (taken.of_count)
		qsort(taken.of, taken.of_count, sizeof *taken.of, by_text);
	for (size_t i = 0, end; i < taken.of_count; i = end) {
		for (end = i + 1; end < taken.of_count && strcmp(taken.of[end].text, taken.of[i].text) == 0; end++)
			continue;
		if (end - i > best) {
			best = end - i;
			who = taken.of[i].text;
		}
	}
	if (best >= QUALITY_COPIED_ROWS && best * 100 >= q->rows_count * QUALITY_COPIED_PERCENT)
		add(a, q, QUALITY_COPIED, best, who, "");
}

bool quality_is_author(const char *author, const char *name)
{
	return author && strstr(author, name) && text_count(name) >= 2;
}

void quality_look(struct arena *a, struct quality_list *q)
{
	look_for_copies(a, q);
	look_for_shared(a, q);
	look_for_serial(a, q);
	look_for_digits(a, q);
	look_for_names(a, q);
	look_for_person(a, q);
	look_for_codes(a, q);
	look_for_phrase(a, q, QUALITY_NETWORK, network_text);
	look_for_phrase(a, q, QUALITY_VALUE, value_text);
	look_for_websites(a, q);
}
