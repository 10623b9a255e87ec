#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

static const double BETWEEN = 0.2;

static void add_left(struct buf *out, double seconds)
{
	long s = (long)(seconds + 0.5);
	if (s < 90)
		buf_printf(out, ", %ld s left", s);
	else if (s < 90 * 60)
		buf_printf(out, ", %ld min left", (s + 30) / 60);
	else
		buf_printf(out, ", %ld h left", (s + 1800) / 3600);
}

void progress_text(struct buf *out, const char *what, size_t done, size_t total, double seconds)
{
	double part = total ? (double)done / (double)total : 1;
	size_t full = (size_t)(part * PROGRESS_WIDTH);
	buf_addc(out, '[');
	for (size_t i = 0; i < PROGRESS_WIDTH; i++)
		buf_addc(out, i < full ? '=' : i == full ? '>' : ' ');
	buf_printf(out, "] %3zu %%  %zu of %zu %s", total ? done * 100 / total : 100, done, total, what);
	if (done && seconds > 0) {
		double rate = (double)done / seconds;
		buf_printf(out, ", %.0f a second", rate);
		add_left(out, (double)(total - done) / rate);
	}
}

void progress_begin(struct progress *p, const char *what, size_t total)
{
	*p = (struct progress){.what = what, .total = total, .started = clock_monotonic(), .on = isatty(STDERR_FILENO)};
	p->drawn = p->started;
}

void progress_turn(struct progress *p, const char *what, size_t total)
{
	if (!p)
		return;
	p->what = what;
	p->done = 0;
	p->total = total;
	p->started = clock_monotonic();
}

void progress_more(struct progress *p, size_t found)
{
	if (p)
		p->total += found;
}

void progress_step(struct progress *p, size_t done)
{
	if (!p)
		return;
	p->done += done;
	double now = clock_monotonic();
	if (!p->on || now - p->drawn < BETWEEN)
		return;
	struct buf line = {0};
	p->drawn = now;
	p->shown = true;
	progress_text(&line, p->what, p->done < p->total ? p->done : p->total, p->total, now - p->started);
	fprintf(stderr, "%.*s\033[K\r", (int)line.size, line.data); /* a line that is logged stands over it */
	buf_release(&line);
}

void progress_end(struct progress *p)
{
	if (p->shown)
		fputs("\033[K", stderr);
	p->on = p->shown = false;
}
