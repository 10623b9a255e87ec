/* Any words as a question: what is asked is bounded, a stretch of time is in order, and what is read once is read again from its own words. */
#include "base/err.h"
#include "days.h"
#include "question.h"
#include "rooms.h"

enum { MOST_CHARS = 120, LONGEST_DAYS = 366 * 400 };

static void check(struct arena *a, const char *subject, const char *text, date today)
{
	struct asked q;
	bool is = question_read(a, subject, text, today, &q);
	must(is == (q.question != QUESTION_NONE) && q.question < QUESTION_COUNT);
	must(q.what && q.purpose && text_count(q.what) <= 500 && text_count(q.purpose) <= MOST_CHARS && !strchr(q.what, '\n') && !strchr(q.purpose, '\n'));
	must(q.question != QUESTION_PERSON || (q.from <= q.to && (*q.what || q.period)));
	must(q.question != QUESTION_WHY || strchr(q.what, '.'));
	must((q.question != QUESTION_CUSTOMER && q.question != QUESTION_NUMBER && q.question != QUESTION_SLIP) || *q.what);
}

/* Questions that stand alone stay what they are behind a greeting, and are none in a quotation. */
static void check_turns(struct arena *a, const char *text, date today)
{
	struct asked q, again;
	if (strpbrk(text, "\n\r") || !question_read(a, "", text, today, &q))
		return;
	must(!question_read(a, "", arena_printf(a, "> %s", text), today, &again));
	must(question_read(a, "", arena_printf(a, "您好：\n%s", text), today, &again) && again.question == q.question && strcmp(again.what, q.what) == 0);
}

static void check_days(const char *text, date today)
{
	date from, to;
	if (days_stretch(text, today, &from, &to))
		must(from <= to && to - from <= LONGEST_DAYS);
	if (days_span(text, today, &from, &to))
		must(from <= to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct err err;
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	if (!ready)
		must(zone_use("Asia/Shanghai", &err) == 0);
	ready = true;
	const char *subject = piece(a, &rest), *text = piece(a, &rest);
	check(a, subject, text, date_make(2026, 9, 16));
	check_turns(a, text_trim(a, text), date_make(2026, 9, 16));
	check_days(text_nfkc(a, text), date_make(2027, 1, 1));
	arena_free(a);
	return 0;
}
