/* The sample letters of samples.h, as the tests call what they are composed from. */
#ifndef TESTS_SAMPLES_LETTERS_H
#define TESTS_SAMPLES_LETTERS_H
#include "samples.h"

enum { EVENING = SAMPLE_EVENING, MIDNIGHT_DUE = SAMPLE_DUE, MORNING = SAMPLE_MORNING };

static struct arena *arena;
static struct office office = {
	.company = "东莞市示例网络科技有限公司", .from_addr = "clerk@corp.test", .from_name = "市场部邮件助理",
};

static inline const struct sampler *sampler(void)
{
	static struct sampler s;
	s = (struct sampler){arena, &office};
	return &s;
}

static inline struct letter_head head_to(const char *id, const char *staff, const char *name, const char *addr, int64_t now)
{
	return sample_head(sampler(), id, staff, name, addr, now);
}

static inline date day_of(int day)
{
	return sample_day(day);
}

static inline struct notice_in notice_of(const char *id, int64_t now, struct notice_entry *entries, size_t entries_count, struct notice_makeup *makeups,
                                         size_t makeups_count, struct standing *reminders, size_t reminders_count)
{
	struct notice_in in = sample_notice(sampler(), id, now);
	in.entries = entries;
	in.entries_count = entries_count;
	in.makeups = makeups;
	in.makeups_count = makeups_count;
	in.reminders = reminders;
	in.reminders_count = reminders_count;
	return in;
}

#endif
