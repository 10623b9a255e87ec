#include "sums.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b)
{
	const struct sum *x = a, *y = b;
	int r = strcmp(x->staff, y->staff);
	if (r == 0)
		r = strcmp(x->kind, y->kind);
	return r ? r : (x->day > y->day) - (x->day < y->day);
}

struct summing {
	struct arena *a;
	date from, to;
	struct sums *out;
};

static int add_sum(void *ctx, const struct entry *e, struct err *err)
{
	struct summing *s = ctx;
	(void)err;
	if ((s->from == DATE_NONE || e->for_date >= s->from) && (s->to == DATE_NONE || e->for_date <= s->to))
		ARENA_PUSH(s->a, s->out, items) = (struct sum){arena_strdup(s->a, e->staff), arena_strdup(s->a, e->kind), e->for_date, e->fen, e->pushups};
	return 0;
}

int sums_read(struct store *s, struct arena *a, date from, date to, struct sums *out, struct err *err)
{
	*out = (struct sums){0};
	int failed = store_each_entry(s, add_sum, &(struct summing){a, from, to, out}, err);
	if (failed || !out->items_count)
		return failed;
	qsort(out->items, out->items_count, sizeof *out->items, by_key);
	size_t n = 0;
	for (size_t i = 0; i < out->items_count; i++) {
		if (n && by_key(&out->items[n - 1], &out->items[i]) == 0) {
			out->items[n - 1].fen += out->items[i].fen;
			out->items[n - 1].pushups += out->items[i].pushups;
		} else {
			out->items[n++] = out->items[i];
		}
	}
	out->items_count = 0;
	for (size_t i = 0; i < n; i++)
		if (out->items[i].fen || out->items[i].pushups)
			out->items[out->items_count++] = out->items[i];
	return 0;
}

void sums_compare(const struct sums *was, const struct sums *is, void (*differs)(void *ctx, const struct sum *was, const struct sum *is), void *ctx)
{
	size_t i = 0, k = 0;
	while (i < was->items_count || k < is->items_count) {
		int r = i == was->items_count ? 1 : k == is->items_count ? -1 : by_key(&was->items[i], &is->items[k]);
		const struct sum *x = r <= 0 ? &was->items[i++] : NULL, *y = r >= 0 ? &is->items[k++] : NULL;
		if (!x || !y || x->fen != y->fen || x->pushups != y->pushups)
			differs(ctx, x, y);
	}
}
