#include "axis.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MYRIAD = 10000, IN_MYRIADS_FROM = 100000, LABELS_APART = 3 };

/* The least of 1, 2, 5, 10, 20, 50 ... times `unit` by which no more than so many steps are needed. */
static int64_t round_step(int64_t span, int64_t unit, int lines)
{
	for (int64_t power = unit;; power *= 10)
		for (int n = 1; n <= 5; n += n == 1 ? 1 : 3)
			if ((span + power * n - 1) / (power * n) <= lines)
				return power * n;
}

struct axis axis_over(int64_t least, int64_t most, int64_t least_step, int lines)
{
	least = least > 0 ? 0 : least;
	most = most < 0 ? 0 : most;
	struct axis x = {.step = round_step(most - least, least_step, lines)};
	x.lo = -((-least + x.step - 1) / x.step) * x.step;
	x.hi = (most + x.step - 1) / x.step * x.step;
	if (x.lo == x.hi)
		x.hi = x.step;
	return x;
}

/* One of what is counted, a yuan, a per cent. */
static int64_t one_of(enum chart_measure m)
{
	return m == CHART_FEN ? 100 : m == CHART_THOUSANDTHS ? 10 : 1;
}

/* The smallest and the greatest of all that is shown, zero among it. */
static void range_of(const struct chart *c, int64_t *least, int64_t *most)
{
	*least = c->has_target && c->target < 0 ? c->target : 0;
	*most = c->has_target && c->target > 0 ? c->target : 0;
	for (size_t s = 0; s < c->series_count; s++)
		for (size_t i = 0; i < c->labels_count; i++) {
			int64_t v = c->series[s].values[i];
			if (v == CHART_NOTHING)
				continue;
			*least = v < *least ? v : *least;
			*most = v > *most ? v : *most;
		}
}

struct axis axis_of(const struct chart *c, int lines)
{
	int64_t least, most;
	range_of(c, &least, &most);
	return axis_over(least, most, one_of(c->measure), lines);
}

struct axis axis_exact(const struct chart *c)
{
	struct axis x = {0};
	range_of(c, &x.lo, &x.hi);
	x.hi += x.lo == x.hi;
	return x;
}

double axis_place(const struct axis *x, int64_t v)
{
	return (double)(v - x->lo) / (double)(x->hi - x->lo);
}

/* ---- numbers ---- */

/* 12,345; four digits stand by themselves. */
static const char *grouped(struct arena *a, uint64_t n)
{
	char text[32], *at = text + sizeof text;
	*--at = '\0';
	for (int digits = 0; n || !digits; n /= 10, digits++) {
		if (digits && digits % 3 == 0 && (n >= 10 || digits > 3))
			*--at = ',';
		*--at = (char)('0' + n % 10);
	}
	return arena_strdup(a, at);
}

/* n with `decimals` digits behind the point, those at the end that are 0 left out if `trim`. */
static const char *decimal(struct arena *a, int64_t n, int decimals, bool trim, const char *behind)
{
	const char *sign = n < 0 ? "-" : "";
	uint64_t m = (uint64_t)(n < 0 ? -n : n), power = 1;
	while (trim && decimals > 0 && m % 10 == 0) {
		m /= 10;
		decimals--;
	}
	for (int i = 0; i < decimals; i++)
		power *= 10;
	if (decimals == 0)
		return arena_printf(a, "%s%s%s", sign, grouped(a, m), behind);
	return arena_printf(a, "%s%s.%0*" PRIu64 "%s", sign, grouped(a, m / power), decimals, m % power, behind);
}

static int64_t divided(int64_t v, int64_t by)
{
	return v < 0 ? -((-v + by / 2) / by) : (v + by / 2) / by;
}

/* In ten thousands with one digit behind the point: 12.3万. */
static const char *in_myriads(struct arena *a, const struct chart *c, int64_t v, int decimals)
{
	int64_t unit = MYRIAD * one_of(c->measure);
	for (int i = 0; i < decimals; i++)
		unit /= 10;
	return decimal(a, divided(v, unit), decimals, true, c->myriad);
}

static bool whole_yuan(const struct chart *c)
{
	for (size_t s = 0; s < c->series_count; s++)
		for (size_t i = 0; i < c->labels_count; i++)
			if (c->series[s].values[i] != CHART_NOTHING && c->series[s].values[i] % 100)
				return false;
	return !c->has_target || c->target % 100 == 0;
}

static const char *in_full(struct arena *a, enum chart_measure m, int64_t v, bool whole)
{
	if (m == CHART_FEN)
		return whole ? decimal(a, v / 100, 0, false, "") : decimal(a, v, 2, false, "");
	return m == CHART_THOUSANDTHS ? decimal(a, v, 1, true, "%") : decimal(a, v, 0, false, "");
}

const char *axis_value(struct arena *a, const struct chart *c, int64_t v)
{
	if (c->myriad && c->measure != CHART_THOUSANDTHS && (v < 0 ? -v : v) >= IN_MYRIADS_FROM * one_of(c->measure))
		return in_myriads(a, c, v, 1);
	return in_full(a, c->measure, v, whole_yuan(c));
}

const char *axis_tick(struct arena *a, const struct chart *c, const struct axis *x, int64_t v)
{
	int64_t most = x->hi > -x->lo ? x->hi : -x->lo;
	if (v && c->myriad && c->measure != CHART_THOUSANDTHS && most >= IN_MYRIADS_FROM * one_of(c->measure))
		return in_myriads(a, c, v, 2);
	return in_full(a, c->measure, v, true);
}

/* ---- labels ---- */

size_t axis_every(size_t count, double slot, double widest)
{
	static const size_t steps[] = {1, 2, 5, 7, 10, 15, 20, 30, 50};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if ((double)steps[i] * slot >= widest)
			return steps[i];
	return count ? count : 1;
}

bool axis_take(struct arena *a, struct axis_labels *l, struct axis_label n)
{
	for (size_t i = 0; i < l->taken_count; i++) {
		const struct axis_label *t = &l->taken[i];
		if (n.x < t->x + t->w + LABELS_APART && t->x < n.x + n.w + LABELS_APART && n.y < t->y + t->h && t->y < n.y + n.h)
			return false;
	}
	ARENA_PUSH(a, l, taken) = n;
	return true;
}
