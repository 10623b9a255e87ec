/* Sample letters: one evening and the next morning of a small office, as the composer is told them, so rich that each part of each letter
 * shows. What `letters --preview`, the gallery and the golden files are made from. Pure: the same bytes each time. Who is in them, and what
 * they wrote, is made up. */
#ifndef DAEMON_SAMPLES_H
#define DAEMON_SAMPLES_H
#include "compose.h"

enum { SAMPLE_EVENING = 1789390980 /* 2026-09-14 21:03:00 +0800 */, SAMPLE_DUE = 1789401540 /* 23:59:00 */, SAMPLE_MORNING = 1789432200 /* 09-15 08:30 */ };

struct sampler {                         /* all that is made hangs in `a`; `office` gives company and sender */
	struct arena *a;
	const struct office *office;
};

struct sample {
	const char *name;                    /* "receipt-late": as --preview and the golden files call it; the first of a kind shows most */
	enum letter_kind kind;
	struct letter (*make)(const struct sampler *s, int which);
	int which;
};
const struct sample *sample_at(size_t i);     /* 0, 1, ...; NULL behind the last */
/* By its name, or by that of a kind: then its first. NULL: there is none. */
const struct sample *sample_find(const char *name);
struct letter sample_letter(const struct sampler *s, const struct sample *sample);

/* samples.c: to whom, of which day of September. */
struct letter_head sample_head(const struct sampler *s, const char *id, const char *staff, const char *name, const char *addr, int64_t now);
struct letter_head sample_head_rep(const struct sampler *s, const char *id, int64_t now);
struct letter_head sample_head_director(const struct sampler *s, const char *id);
date sample_day(int day);
/* A copy in the arena, so that each letter may change its own. */
void *sample_keep(const struct sampler *s, const void *list, size_t size);
#define SAMPLE_LIST(s, to, list) ((to) = sample_keep(s, list, sizeof(list)), to##_count = sizeof(list) / sizeof *(list))

/* What the letters are composed from; the tests change them further. samples_lists.c: */
struct receipt_in sample_receipt(const struct sampler *s);
struct return_in sample_return(const struct sampler *s, enum return_why why);
/* samples_money.c */
struct notice_entry sample_shortfall(const struct sampler *s);
struct notice_entry sample_unfulfilled(const struct sampler *s);
struct notice_entry sample_reversal(const struct sampler *s);
struct notice_makeup sample_makeup(const struct sampler *s);
struct notice_makeup sample_makeup_news(const struct sampler *s, enum makeup_news news, int delivered);
struct notice_in sample_notice(const struct sampler *s, const char *id, int64_t now);
/* samples_slips.c: to the director, or to whoever sent it. */
struct slip_in sample_slip(const struct sampler *s, bool to_director);
/* samples_days.c */
struct digest_in sample_digest(const struct sampler *s, bool shadow);
struct call_sheet_in sample_call_sheet(const struct sampler *s);
struct report_in sample_report(const struct sampler *s);

/* What each file has, behind each other in sample_at(); each ends with a NULL name. */
extern const struct sample samples_of_lists[], samples_of_money[], samples_of_slips[], samples_of_days[];

#endif
