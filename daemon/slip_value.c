/* Values of a slip in their normal forms. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "slip_read.h"

/* Digits with at most one point, thousands' commas left out; how long it is. */
static size_t digits_at(const char *p, int64_t *v_r, int *decimals_r)
{
	size_t n = 0, figures = 0;
	*v_r = 0;
	*decimals_r = -1;
	for (; p[n]; n++) {
		if (p[n] == '.' && *decimals_r < 0 && figures)
			*decimals_r = 0;
		else if (p[n] >= '0' && p[n] <= '9' && figures < 12)
			figures++, *v_r = *v_r * 10 + (p[n] - '0'), *decimals_r += *decimals_r >= 0;
		else if (p[n] != ',' || *decimals_r >= 0 || !figures)
			break;
	}
	*decimals_r = *decimals_r < 0 ? 0 : *decimals_r;
	return figures ? n : 0;
}

static size_t any_of(const char *p, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(p, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

int slip_money(const char *text, int64_t *fen_r)
{
	static const char *const before[] = {"¥", "￥", "人民币", "rmb", "RMB", "约", " ", ":", NULL}, *const big[] = {"万", NULL}, *const unit[] = {" ", "元", "整", "人民币", "RMB", "rmb", "圆", NULL};
	int64_t v;
	int decimals;
	size_t n;
	while ((n = any_of(text, before)))
		text += n;
	n = digits_at(text, &v, &decimals);
	if (!n)
		return -1;
	text += n;
	text += strspn(text, " ");
	int shift = 2 - decimals;
	if ((n = any_of(text, big))) {
		text += n;
		shift += 4;
	}
	for (; shift > 0; shift--)
		v *= 10;
	for (; shift < 0; shift++)
		if (v % 10)
			return -1;
		else
			v /= 10;
	while ((n = any_of(text, unit)))
		text += n;
	if (*text == '/' || strncmp(text, "每", 3) == 0 || *text == '(') /* 3500元/年 */
		text += strlen(text);
	*fen_r = v;
	return *text ? -1 : 0;
}

/* The year in which that day lies nearest: "1月5日", written in December, is next year's. */
static date nearest(int month, int day, date around)
{
	date best = DATE_NONE;
	for (int year = date_year(around) - 1; year <= date_year(around) + 1; year++) {
		date d = date_make(year, month, day);
		if (d != DATE_NONE && (best == DATE_NONE || abs(d - around) < abs(best - around)))
			best = d;
	}
	return best;
}

int slip_date(const char *text, date day, date *d_r)
{
	long part[3];
	int count = 0;
	const char *p = text;
	while (count < 3) {
		char *end;
		p += strspn(p, " ");
		if (*p < '0' || *p > '9')
			break;
		part[count++] = strtol(p, &end, 10);
		p = end + strspn(end, " ");
		size_t sign = *p == '-' || *p == '/' || *p == '.' ? 1 : strncmp(p, "年", 3) == 0 || strncmp(p, "月", 3) == 0 || strncmp(p, "日", 3) == 0 || strncmp(p, "号", 3) == 0 ? 3 : 0;
		if (!sign)
			break;
		p += sign;
	}
	if (count == 3 && part[0] >= 1900 && part[0] < 2200 && part[1] < 13 && part[2] < 32)
		*d_r = date_make((int)part[0], (int)part[1], (int)part[2]);
	else if (count == 2 && part[0] < 13 && part[1] < 32)
		*d_r = nearest((int)part[0], (int)part[1], day);
	else
		return -1;
	return *d_r == DATE_NONE ? -1 : 0;
}

static const char *choice_of(struct arena *a, const struct form_texts *choices, const char *text)
{
	const char *label = text_label(a, text), *best = NULL;
	for (size_t i = 0; i < choices->items_count; i++)
		if (strstr(label, text_label(a, choices->items[i])) && (!best || strlen(choices->items[i]) > strlen(best)))
			best = choices->items[i];
	return best;
}

/* In capitals, without blanks, Chinese words at its end left out: "HT-0031号" . */
static const char *number_of(struct arena *a, const char *text)
{
	char *s = text_upper(a, text), *out = s;
	bool digit = false;
	for (const char *p = s; *p;) {
		const char *start = p;
		uint32_t c = text_next(&p);
		if (text_is_space(c))
			continue;
		if (text_is_han(c) && digit)
			break;
		digit |= c >= '0' && c <= '9';
		memmove(out, start, (size_t)(p - start));
		out += p - start;
	}
	*out = '\0';
	return digit ? s : NULL;
}

const char *slip_normal(struct arena *a, const struct form_field *d, const char *text, date day)
{
	const char *plain = text_trim(a, text_nfkc(a, text));
	char written[DATE_TEXT_SIZE];
	int64_t fen;
	date when;
	switch (d->type) {
	case FORM_MONEY:
		return slip_money(plain, &fen) < 0 ? NULL : arena_printf(a, "%" PRId64 ".%02" PRId64, fen / 100, fen % 100);
	case FORM_DATE:
		return slip_date(plain, day, &when) < 0 ? NULL : arena_strdup(a, date_text(when, written));
	case FORM_NUMBER:
		return number_of(a, plain);
	case FORM_RANGE:
		return slip_range(a, plain).items_count ? text_upper(a, plain) : NULL;
	case FORM_CHOICE:
		return choice_of(a, &d->choices, plain);
	case FORM_TEXT:
	case FORM_COMPANY:
		break;
	}
	return text;
}

/* ---- ranges ---- */

/* "HT-0031": letters and digits, the digits at its end told apart. */
static size_t number_at(const char *p, size_t *head_r)
{
	static const char *const marks[] = {"-", "_", "/", NULL};
	size_t n = 0, digits = 0;
	while (p[n] && ((p[n] >= '0' && p[n] <= '9') || (p[n] >= 'A' && p[n] <= 'Z') || (any_of(p + n, marks) && p[n + 1] && n))) {
		digits = p[n] >= '0' && p[n] <= '9' ? digits + 1 : 0;
		n++;
		if (digits && p[n] == '-' && !(p[n + 1] >= '0' && p[n + 1] <= '9')) /* HT-0001-HT-0050 */
			break;
	}
	*head_r = n - digits;
	return digits ? n : 0;
}

static void push_run(struct arena *a, struct form_texts *out, const char *head, size_t width, long from, long to)
{
	for (long i = from; i <= to && out->items_count < SLIP_MAX_RANGE; i++)
		ARENA_PUSH(a, out, items) = arena_printf(a, "%s%0*ld", head, (int)width, i);
}

struct form_texts slip_range(struct arena *a, const char *text)
{
	static const char *const until[] = {"至", "到", "~", "-", "—", "–", NULL};
	struct form_texts out = {0};
	const char *p = text_upper(a, text_nfkc(a, text));
	bool open = false;
	const char *head = "";
	size_t width = 0;
	long last = 0;
	while (*p) {
		size_t cut, n = number_at(p, &cut), dash = any_of(p, until);
		if (n && strlen(p) >= n && n - cut < 10) {
			const char *own = arena_strndup(a, p, cut);
			long value = strtol(arena_strndup(a, p + cut, n - cut), NULL, 10);
			if (open && (!*own || strcmp(own, head) == 0) && value > last && value - last < SLIP_MAX_RANGE) {
				push_run(a, &out, head, width, last + 1, value);
			} else {
				head = own;
				width = n - cut;
				push_run(a, &out, head, width, value, value);
			}
			last = value;
			open = false;
			p += n;
		} else if (dash && out.items_count) {
			open = true;
			p += dash;
		} else {
			text_next(&p);
		}
	}
	return out;
}
