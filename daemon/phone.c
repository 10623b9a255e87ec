#include "phone.h"

#include <string.h>

#include "base/text.h"
#include "phone_text.h"

enum { LONGEST = 17 /* 0086, 0, area code, number */, MOBILE = 11, AREA_MIN = 3, LOCAL_MIN = 7 };

/* A number tried: groups joined, and where they met. */
struct trial {
	char digits[LONGEST + 1];
	size_t size;
	size_t first;  /* size of the first group, after a country code was taken off; == size when nothing was joined */
	size_t groups; /* how many */
	bool country;  /* +86, 0086 or 86 was there */
	bool plus_only;
	bool at_start; /* nothing that could belong to it stands before it */
	bool qq;       /* it is called a QQ number */
	bool alone;    /* one group after a blank, and not what follows another country's code */
};

struct found {
	const char *normal;
	bool flagged;
};

/* --- judging --- */

static bool is_mobile(const char *d, size_t n)
{
	return n == MOBILE && d[0] == '1' && d[1] >= '3';
}

/* The ranges that were given to somebody. */
static bool mobile_is_assigned(const char *d)
{
	static const char *const thirds[10] = {
		[3] = "0123456789", [4] = "57", [5] = "012356789", [6] = "2567", [7] = "01235678", [8] = "0123456789", [9] = "012356789",
	};
	if (strncmp(d, "1740", 4) == 0 && d[4] <= '5')
		return true;
	if (strncmp(d, "1610", 4) == 0)
		return true;
	return strchr(thirds[d[1] - '0'], d[2]) != NULL;
}

static bool is_local(const char *d, size_t n)
{
	return (n == 7 || n == 8) && d[0] >= '2' && d[0] <= '8';
}

static bool area_exists(const char *d, size_t n)
{
	return (n == 3 && (d[1] == '2' || memcmp(d, "010", 3) == 0)) || (n == 4 && d[1] >= '3');
}

/* Whether the first n of d's digits (with the 0) are an area code, and the others a number. */
static bool splits(const char *d, size_t size, size_t n)
{
	if (n < 3 || n > 4 || size <= n || d[0] != '0' || d[1] == '0' || (d[1] == '1' && (n != 3 || d[2] != '0')))
		return false;
	return is_local(d + n, size - n);
}

/* written: how long the area code was written, 0 if the digits stood together. */
static size_t area_size(const char *d, size_t size, size_t written)
{
	if (written == 3 || written == 4)
		return splits(d, size, written) ? written : 0;
	size_t likely = d[1] == '1' || d[1] == '2' ? 3 : 4;
	if (splits(d, size, likely))
		return likely;
	return splits(d, size, 7 - likely) ? 7 - likely : 0;
}

static bool landline(struct arena *a, const char *d, size_t size, size_t written, struct found *f)
{
	size_t n = d[0] == '0' ? area_size(d, size, written) : 0;
	if (!n)
		return false;
	char *normal = arena_alloc(a, size + 2);
	memcpy(normal, d, n);
	normal[n] = '-';
	memcpy(normal + n + 1, d + n, size - n);
	*f = (struct found){normal, !area_exists(d, n)};
	return true;
}

/* 76988888888, 769-88888888, 10 88888888. Only a whole word, or one whose first group is an area code; 861380013800 is a cut mobile. */
static bool lost_zero(struct arena *a, const struct trial *t, struct found *f)
{
	char d[LONGEST + 2];
	size_t written = t->first == t->size ? 0 : t->first + 1;
	if (!(t->at_start || t->country || t->alone) || t->size > MOBILE || t->digits[0] == '0' || (written && written != 3 && written != 4))
		return false;
	if (strncmp(t->digits, "86", 2) == 0 && t->digits[2] == '1')
		return false;
	d[0] = '0';
	memcpy(d + 1, t->digits, t->size + 1);
	if (d[1] != '1' && d[1] != '2' && written == 3)
		return false; /* three digits with the 0 are 010 and 02x; a zero is not restored for what is nowhere an area code */
	if (d[1] == '1' || d[1] == '2' || written)
		return landline(a, d, t->size + 1, written, f);
	return splits(d, t->size + 1, 4) && landline(a, d, t->size + 1, 4, f);
}

static bool local(struct arena *a, const struct trial *t, const char *area_code, struct found *f)
{
	bool written_so = t->groups == 1 || (t->groups == 2 && t->size - t->first == 4);
	if (!area_code || !*area_code || t->country || t->plus_only || !t->at_start || !written_so || !is_local(t->digits, t->size))
		return false;
	*f = (struct found){arena_printf(a, "%s-%s", area_code, t->digits), false};
	return true;
}

static bool usable(struct arena *a, const struct trial *t, const char *area_code, struct found *f)
{
	const char *d = t->digits;
	if (is_mobile(d, t->size)) {
		*f = (struct found){arena_strdup(a, d), t->plus_only || !mobile_is_assigned(d)};
		return true;
	}
	if (t->plus_only || t->qq)
		return false;
	if (t->size == 10 && (strncmp(d, "400", 3) == 0 || strncmp(d, "800", 3) == 0)) {
		*f = (struct found){arena_strdup(a, d), true};
		return true;
	}
	return landline(a, d, t->size, t->first == t->size ? 0 : t->first, f) || lost_zero(a, t, f) || local(a, t, area_code, f);
}

/* --- trying --- */

static void take_off(struct trial *t, size_t n, size_t first_group)
{
	memmove(t->digits, t->digits + n, t->size - n + 1);
	t->size -= n;
	t->country = true;
	t->plus_only = false;
	t->first = first_group;
}

/* A bare 86 is a country code where it stands apart, or before what is whole without it. */
static void take_country(struct trial *t, const struct group *g)
{
	size_t n = strncmp(t->digits, "0086", 4) == 0 ? 4 : strncmp(t->digits, "86", 2) == 0 ? 2 : 0;
	t->plus_only = g->plus;
	if (!n || g->size < n || t->size <= n)
		return;
	const char *d = t->digits + n;
	bool apart = g->size == n;
	if (n == 2 && !g->plus && !apart && !is_mobile(d, t->size - n) && (d[0] != '0' || t->size - n < AREA_MIN + LOCAL_MIN))
		return; /* 86020610 is a local number */
	size_t next = apart ? (t->groups > 1 ? g[1].size : 0) : g->size - n;
	take_off(t, n, next);
	t->groups -= apart;
}

static bool join(struct trial *t, const struct group *g, size_t count)
{
	*t = (struct trial){.groups = count, .first = g->size, .at_start = g->before == GAP_BREAK || g->before == GAP_SLASH, .qq = g->qq};
	for (size_t i = 0; i < count; i++) {
		if (t->size + g[i].size > LONGEST)
			return false;
		memcpy(t->digits + t->size, g[i].digits, g[i].size);
		t->size += g[i].size;
	}
	t->alone = count == 1 && g->before == GAP_BLANK && !g[-1].plus; /* what has a blank before it is never the first */
	take_country(t, g);
	return true;
}

/* Slashes part numbers, but not the pieces of one: how many groups belong together across them. 138/0013/8000 is one mobile, for no piece is a number by itself;
 * 0755/22228888 an area code and its number, which is not of the office's own code. */
static size_t across_slashes(const struct group *g, size_t left)
{
	bool mobile = left >= 3 && g[0].size == 3 && is_mobile(g[0].digits, MOBILE) && g[1].before == GAP_SLASH && g[1].size == 4 && g[2].before == GAP_SLASH && g[2].size == 4;
	if (mobile && (left == 3 || g[3].before != GAP_MARK))
		return 3;
	bool area = left >= 2 && (g[0].size == 3 || g[0].size == 4) && g[0].digits[0] == '0' && g[1].before == GAP_SLASH;
	return area && is_local(g[1].digits, g[1].size) ? 2 : 1;
}

static bool joins(const struct group *g, size_t i, size_t across)
{
	return g[i].before != GAP_BREAK && (g[i].before != GAP_SLASH || i < across);
}

/* The shortest run of groups from g on that is a number; how many it takes, 0 if none. */
static size_t number_at(struct arena *a, const struct group *g, size_t left, const char *area_code, struct found *f)
{
	struct trial t;
	size_t across = across_slashes(g, left);
	for (size_t n = 1; n <= left && !g[n - 1].spoiled && (n == 1 || joins(g, n - 1, across)) && join(&t, g, n); n++)
		if (usable(a, &t, area_code, f))
			return n;
	return 0;
}

/* best: as it was where there is none. */
static void choose(struct arena *a, const struct groups *g, const char *area_code, struct found *best)
{
	bool any = false;
	for (size_t i = 0; i < g->group_count;) {
		struct found f;
		size_t used = number_at(a, g->group + i, g->group_count - i, area_code, &f);
		if (used && (!any || (best->flagged && !f.flagged)))
			*best = f;
		any = any || used;
		i += used ? used : 1;
	}
}

/* No cell has its phone behind so many bytes. What is left of a cut number is none. */
static const char *head(struct arena *a, const char *text)
{
	enum { HEAD_MAX = 4096 };
	const char *start = text_head(a, text, HEAD_MAX);
	size_t n = strlen(start);
	while (start != text && n && start[n - 1] >= '0' && start[n - 1] <= '9')
		n--;
	return start == text ? text : arena_strndup(a, start, n);
}

/* As most cells are: the digits of one mobile, and nothing else. One group, which no country's code begins and nothing stands beside. */
static bool is_bare_mobile(const char *text)
{
	size_t n = 0;
	while (n <= MOBILE && text[n] >= '0' && text[n] <= '9')
		n++;
	return text[n] == '\0' && is_mobile(text, n);
}

static bool found(const struct found *best, const char *rest, const char **normal_r, bool *flagged_r, const char **rest_r)
{
	if (normal_r)
		*normal_r = best->normal;
	if (flagged_r)
		*flagged_r = best->flagged;
	if (rest_r)
		*rest_r = rest;
	return *best->normal;
}

bool phone_find(struct arena *a, const char *text, const char *area_code, const char **normal_r, bool *flagged_r, const char **rest_r)
{
	struct found best = {"", false};
	if (is_bare_mobile(text)) {
		best = (struct found){arena_strdup(a, text), !mobile_is_assigned(text)};
		return found(&best, "", normal_r, flagged_r, rest_r);
	}
	const char *s = phone_text(a, head(a, text));
	struct groups g = phone_groups(a, s);
	choose(a, &g, area_code, &best);
	return found(&best, rest_r ? phone_rest(a, s) : "", normal_r, flagged_r, rest_r);
}
