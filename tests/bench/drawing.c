/* drawing [ROUNDS]: what a chart, and a printed sheet of 100 rows, take: in the drawer child, as it is installed, from the clerk's question to its answer.
 * CPU is the drawer's; the first picture, with its start, is told apart. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "child.h"
#include "drawing.h"
#include "tests/unit/samples_drawing.h"

static struct arena *a;
static struct drawing *d;

static double drawn(const struct chart *c, const struct print_sheet *s, size_t *size_r)
{
	struct err err;
	struct bytes b;
	double from = clock_monotonic();
	if ((c ? drawing_chart(d, a, c, &b, &err) : drawing_print(d, a, s, &b, &err)) < 0) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	*size_r = b.size;
	return (clock_monotonic() - from) * 1e3;
}

/* The drawer has ended: what it took, of this program's ended children. */
static double processor(long *kb_r)
{
	struct rusage u;
	getrusage(RUSAGE_CHILDREN, &u);
	*kb_r = u.ru_maxrss;
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static void measure(const char *name, const struct chart *c, const struct print_sheet *s, int rounds)
{
	size_t size;
	long kb;
	double before = processor(&kb), first = drawn(c, s, &size), others = 0, one;
	drawing_rest(d);
	one = processor(&kb) - before;
	drawn(c, s, &size);
	before = processor(&kb);
	for (int i = 0; i < rounds; i++)
		others += drawn(c, s, &size) / rounds;
	drawing_rest(d);
	double all = processor(&kb) - before;
	printf("%-16s %7zu bytes  first %4.0f ms, %4.0f CPU  then %4.0f ms, %4.0f CPU  drawer %3ld MB\n", name, size, first, one, others,
	       (all - one) / rounds, kb >> 10);
}

int main(int argc, char **argv)
{
	static const char *const names[] = {"trend", "columns-31", "bars", "bars-60"};
	int rounds = argc > 1 ? atoi(argv[1]) : 20;
	if (argc == 3 && strcmp(argv[1], "--child") == 0) {
		log_open(argv[2], LOG_WARN_LINE);
		return drawer_main(CHILD_FD);
	}
	a = arena_new();
	d = drawing_new();
	for (size_t i = 0; i < COUNT(names); i++) {
		struct chart c = sample_named(a, names[i]);
		measure(names[i], &c, NULL, rounds);
	}
	struct print_sheet s = sample_sheet(a, 100);
	measure("sheet-100", NULL, &s, rounds);
	drawing_free(d);
	arena_free(a);
	return 0;
}
