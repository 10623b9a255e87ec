/* The only file that reads a clock. It holds one map from real to simulated time: simulated = sim0 + (real - real0) * rate. The daemon
 * runs with rate 1 and no shift; the hurried demo with a higher rate; server times (INTERNALDATE) pass through the same map. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include <stdint.h>

struct clock_map {
	int64_t real0, sim0; /* seconds UTC that belong together */
	double rate;         /* simulated seconds per real second */
};

/* "REAL0,SIM0,RATE" (two RFC 3339 times and a number), from the environment variable LEADCLERK_CLOCK; NULL leaves the real clock.
 * 0, or -1 when the text is not of that form. */
int clock_use(const char *text);
const struct clock_map *clock_in_use(void);
int64_t clock_now(void);                                     /* simulated seconds UTC */
int64_t clock_map_time(const struct clock_map *map, double real);    /* a real moment (a server's) on the simulated clock */
double clock_real_seconds(int64_t simulated);                /* how long that stretch of simulated time lasts really */
double clock_processor(int pid);                             /* seconds of processor time that process took so far; -1: it is gone */
/* Real seconds by which the machine's clock was set, ahead or back, since the last call (0 at the first). Sleep is no setting. */
double clock_step(void);
double clock_monotonic(void);                                /* real seconds for deadlines; never goes back */

#endif
