#include "setup.h"

#include <malloc.h>
#include <stdio.h>

#include "compose.h"
#include "conf.h"

static int tell_faults(const char *path, const struct conf_faults *faults, struct err *err)
{
	for (size_t i = 0; i < faults->faults_count; i++)
		fprintf(stderr, faults->faults[i].line ? "%s:%d: %s\n" : "%s:%.0d %s\n", faults->faults[i].file, faults->faults[i].line, faults->faults[i].text);
	return err_set(err, 78, "%s: %zu fault%s; nothing was done", path, faults->faults_count, faults->faults_count == 1 ? "" : "s");
}

static int read_configuration(struct arena *a, const char *path, struct office *o_r, struct err *err)
{
	struct conf_faults faults = {0};
	return conf_read(a, path, o_r, &faults) == 0 ? 0 : tell_faults(path, &faults, err);
}

int setup_read_policies(struct arena *a, const char *path, struct office *office_r, struct err *err)
{
	struct conf_faults faults = {0};
	return conf_read_policies(a, path, office_r, &faults) == 0 ? 0 : tell_faults(path, &faults, err);
}

static int open_letters(struct arena *a, const struct office *o, struct err *err)
{
	struct template_faults faults = {0};
	if (compose_open(a, o, &faults) == 0)
		return 0;
	for (size_t i = 0; i < faults.faults_count; i++)
		fprintf(stderr, "%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
	return err_set(err, 78, "%zu fault%s in the letters; nothing was done", faults.faults_count, faults.faults_count == 1 ? "" : "s");
}

int setup_read(const char *path, struct setup *s_r, struct err *err)
{
	struct setup s = {.a = arena_new()};
	if (read_configuration(s.a, path, &s.office, err) < 0 || open_letters(s.a, &s.office, err) < 0) {
		arena_free(s.a);
		return -1;
	}
	malloc_trim(0); /* what YAML took of a large roster, twice as much as is kept of it */
	*s_r = s;
	return 0;
}

int setup_read_again(const char *path, struct setup *s, struct err *err)
{
	struct setup fresh;
	if (setup_read(path, &fresh, err) < 0) {
		struct err ignored; /* a zone that was in force can be put in force again */
		zone_use(s->office.timezone, &ignored);
		return -1;
	}
	setup_free(s);
	*s = fresh;
	return 0;
}

void setup_free(struct setup *s)
{
	arena_free(s->a);
	*s = (struct setup){0};
}
