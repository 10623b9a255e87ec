#include "reply_shown.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ledger.h"
#include "reply.h"

enum { ID_MAX_BYTES = 200 };

static bool is_id_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("_.-", c));
}

/* How many bytes at p are an entry's id, and how many of these its kind, person and day; 0: none stands there. */
static size_t id_at(struct arena *a, const char *p, size_t *stem_r)
{
	size_t n = 0;
	const char *staff, *kind;
	date day;
	while (n < ID_MAX_BYTES && is_id_char(p[n]))
		n++;
	while (n && p[n - 1] == '.') /* the sentence's */
		n--;
	const char *id = arena_strndup(a, p, n);
	if (!ledger_id_says(a, id, &staff, &kind, &day))
		return 0;
	*stem_r = (size_t)(strrchr(id, '.') - id);
	return n;
}

/* Blanks, marks of quotations and lists: what clients and our letters put between words. */
static const char *const between[] = {" ", "\t", "\r", "\n", ">", "|", "*", ":", "：", "·", "\xC2\xA0", "\xE3\x80\x80"};

static size_t mark_before(const char *start, const char *p)
{
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		size_t n = strlen(between[i]);
		if ((size_t)(p - start) >= n && memcmp(p - n, between[i], n) == 0)
			return n;
	}
	return 0;
}

/* 编号 before it: what a reversal reverses is no entry of its own there. */
static bool is_labelled(const char *start, const char *p)
{
	static const char *const labels[] = {"编号", "no."};
	for (size_t n; (n = mark_before(start, p));)
		p -= n;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = strlen(labels[i]);
		if ((size_t)(p - start) >= n && strncasecmp(p - n, labels[i], n) == 0)
			return true;
	}
	return false;
}

static const char *past(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);
	return (size_t)(end - p) >= n && strncasecmp(p, word, n) == 0 ? p + n : NULL;
}

static const char *past_marks(const char *p, const char *end)
{
	for (const char *next = p; next;) {
		next = NULL;
		for (size_t i = 0; i < sizeof between / sizeof *between && !next; i++)
			next = p < end && *p != '\n' ? past(p, end, between[i]) : NULL;
		p = next ? next : p;
	}
	return p;
}

/* "· 2. 陈平娜", "第2项", "Item 2,": the number that such a line begins with; 0: none. */
static int number_at(const char *p, const char *end)
{
	int n = 0;
	p = past_marks(p, end);
	const char *item = past(p, end, "第"), *word = item ? item : past(p, end, "item ");
	const char *q = word ? word : p, *first = q;
	for (; q < end && isdigit((unsigned char)*q) && q - first < 3; q++)
		n = n * 10 + (*q - '0');
	const char *behind = item ? past(q, end, "项") : word ? past(q, end, ",") : past(q, end, ".");
	return q > first && behind && !(behind < end && isdigit((unsigned char)*behind)) && n <= REPLY_MAX_ITEM ? n : 0;
}

/* Of the lines there, the last one that begins with a number. */
static int number_within(const char *p, const char *end)
{
	int number = 0;
	while (p < end) {
		const char *line = memchr(p, '\n', (size_t)(end - p)), *stop = line ? line : end;
		int n = number_at(p, stop);
		number = n ? n : number;
		p = line ? line + 1 : end;
	}
	return number;
}

/* = 40.00元, the first one there. */
static const char *amount_within(struct arena *a, const char *p, const char *end)
{
	static const char *const units[] = {"元", "yuan"};
	for (; p < end && (p = memchr(p, '=', (size_t)(end - p))); p++) {
		const char *first = p + 1 + strspn(p + 1, " *"), *q = first + strspn(first, "0123456789,."), *unit = q + strspn(q, " *");
		for (size_t i = 0; q > first && q < end && i < sizeof units / sizeof *units; i++)
			if (past(unit, end, units[i]))
				return arena_strndup(a, first, (size_t)(q - first));
	}
	return NULL;
}

/* 1, 2, 3 ... up to where an older letter begins again. Anything else is no list of ours as it was sent: a clause that begins with a number, a quotation that was cut. */
static size_t in_order(const struct shown *s)
{
	for (size_t i = 0; i < s->items_count; i++)
		if (s->items[i].number != (int)i + 1)
			return s->items[i].number == 1 ? i : 0;
	return s->items_count;
}

struct shown reply_shown(struct arena *a, const char *quoted)
{
	struct shown s = {0};
	size_t stem;
	const char *start = quoted ? quoted : "", *from = start;
	for (const char *p = start; *p; p++) {
		size_t n = p > start && is_id_char(p[-1]) ? 0 : is_id_char(*p) ? id_at(a, p, &stem) : 0;
		if (!n || !is_labelled(start, p))
			continue;
		if (s.items_count)
			s.items[s.items_count - 1].amount = amount_within(a, from, p);
		struct shown_entry one = {number_within(from, p), arena_strndup(a, p, n), stem, NULL};
		ARENA_PUSH(a, &s, items) = one;
		from = p += n - 1;
	}
	if (s.items_count)
		s.items[s.items_count - 1].amount = amount_within(a, from, from + strlen(from));
	s.alone = s.items_count == 1 && s.items[0].number == 0;
	if (s.alone)
		s.items[0].number = 1;
	s.items_count = in_order(&s);
	return s;
}
