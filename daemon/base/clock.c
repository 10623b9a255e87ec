#include "base/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "base/date.h"

static struct clock_map map = {0, 0, 1.0};

int clock_use(const char *text)
{
	char real[TIME_TEXT_SIZE], sim[TIME_TEXT_SIZE], tail;
	struct clock_map m;
	if (!text || !*text) {
		map = (struct clock_map){0, 0, 1.0};
		return 0;
	}
	if (sscanf(text, "%39[^,],%39[^,],%lf%c", real, sim, &m.rate, &tail) != 3 || time_parse(real, &m.real0) < 0 ||
	    time_parse(sim, &m.sim0) < 0 || !(m.rate >= 0.001) || m.rate > 1e6)
		return -1;
	map = m;
	return 0;
}

const struct clock_map *clock_in_use(void)
{
	return &map;
}

static double real_now(void)
{
	struct timespec ts;
	must(clock_gettime(CLOCK_REALTIME, &ts) == 0);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int64_t clock_map_time(const struct clock_map *m, double real)
{
	return m->sim0 + (int64_t)floor((real - (double)m->real0) * m->rate);
}

int64_t clock_now(void)
{
	return clock_map_time(&map, real_now());
}

double clock_real_seconds(int64_t simulated)
{
	return (double)simulated / map.rate;
}

double clock_step(void)
{
	static double last_real, last_boot;
	struct timespec ts;
	must(clock_gettime(CLOCK_BOOTTIME, &ts) == 0);
	double boot = (double)ts.tv_sec + (double)ts.tv_nsec / 1e9, real = real_now();
	double step = last_boot > 0 ? (real - last_real) - (boot - last_boot) : 0;
	last_real = real;
	last_boot = boot;
	return step;
}

double clock_monotonic(void)
{
	struct timespec ts;
	must(clock_gettime(CLOCK_MONOTONIC, &ts) == 0);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

double clock_processor(int pid)
{
	clockid_t id;
	struct timespec ts;
	if (clock_getcpuclockid(pid, &id) != 0 || clock_gettime(id, &ts) != 0)
		return -1;
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}
