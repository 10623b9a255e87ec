/* For tests: a library to be preloaded. It sets the machine's clock, for one program only, ahead by the seconds that stand in the file
 * CLOCK_SHIM names. Children of leadclerk, which may not read files, keep the true time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int is_child(void)
{
	static int known;
	char words[4096] = "";
	if (!known) {
		FILE *f = fopen("/proc/self/cmdline", "re");
		size_t n = f ? fread(words, 1, sizeof words - 1, f) : 0;
		known = 1;
		for (size_t i = 0; i < n; i += strlen(words + i) + 1)
			if (strcmp(words + i, "--child") == 0)
				known = 2;
		if (f)
			fclose(f);
	}
	return known == 2;
}

int clock_gettime(clockid_t id, struct timespec *ts)
{
	static int (*real)(clockid_t, struct timespec *);
	if (!real)
		real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	int r = real(id, ts);
	if (id != CLOCK_REALTIME || r != 0 || is_child())
		return r;
	const char *path = getenv("CLOCK_SHIM");
	FILE *f = path ? fopen(path, "re") : NULL;
	long seconds = 0;
	if (f && fscanf(f, "%ld", &seconds) == 1)
		ts->tv_sec += seconds;
	if (f)
		fclose(f);
	return 0;
}
