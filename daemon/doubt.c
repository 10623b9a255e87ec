#include "doubt.h"

#include <math.h>

bool doubt_step(struct doubt *d, double step, int64_t last)
{
	bool was = d->on;
	if (fabs(step) < 1 && !d->on) /* a time server that does its work */
		return false;
	if (!d->on)
		d->since = last;
	d->stepped += step;
	d->on = d->stepped > DOUBT_SECONDS;
	if (!d->on && was)
		d->stepped = 0;
	return d->on != was;
}

bool doubt_witness(struct doubt *d, int64_t now, int64_t newest)
{
	if (!d->on || newest < now - DOUBT_SECONDS)
		return false;
	*d = (struct doubt){0};
	return true;
}

int64_t doubt_now(const struct doubt *d, int64_t now, int64_t newest)
{
	int64_t known = newest > d->since ? newest : d->since;
	return d->on && known < now ? known : now;
}
