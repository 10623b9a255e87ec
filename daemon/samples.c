#include "samples.h"

#include <string.h>

static const uint8_t token_key[] = "0123456789abcdef";

const struct sample *sample_at(size_t i)
{
	static const struct sample *const parts[] = {samples_of_lists, samples_of_money, samples_of_slips, samples_of_days};
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
		for (const struct sample *s = parts[p]; s->name; s++)
			if (i-- == 0)
				return s;
	return NULL;
}

const struct sample *sample_find(const char *name)
{
	const struct sample *s, *of_kind = NULL;
	for (size_t i = 0; (s = sample_at(i)); i++) {
		if (strcmp(s->name, name) == 0)
			return s;
		if (!of_kind && strcmp(letter_kind_names[s->kind], name) == 0)
			of_kind = s;
	}
	return of_kind;
}

struct letter sample_letter(const struct sampler *s, const struct sample *sample)
{
	return sample->make(s, sample->which);
}

struct letter_head sample_head(const struct sampler *s, const char *id, const char *staff, const char *name, const char *addr, int64_t now)
{
	return (struct letter_head){.office = s->office, .token_key = {token_key, 16}, .id = id, .to_addr = addr, .to_name = name, .staff = staff, .now = now};
}

struct letter_head sample_head_rep(const struct sampler *s, const char *id, int64_t now)
{
	return sample_head(s, id, "rep01", "陈平娜", "rep01@corp.test", now);
}

struct letter_head sample_head_director(const struct sampler *s, const char *id)
{
	return sample_head(s, id, "director", "李总监", "director@corp.test", SAMPLE_MORNING);
}

date sample_day(int day)
{
	return date_make(2026, 9, day);
}

void *sample_keep(const struct sampler *s, const void *list, size_t size)
{
	return memcpy(arena_alloc(s->a, size), list, size);
}
