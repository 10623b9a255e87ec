#include <string.h>

#include "parsers/typed.h"

/* Told by its shape alone: nothing that it was called, no number, no title. */
static bool is_bare(const struct typed_record *r)
{
	return r->labelled < 2 && !r->numbered && !r->titled;
}

static bool is_good(const struct typed_record *r)
{
	return r->firm && r->phone && (r->labelled >= 2 || r->numbered || r->person);
}

static size_t height(const struct typed_record *r)
{
	return r->end - r->first;
}

/* A card of several lines behind a blank one, below leads of one line each, or below such as are called 公司：. */
static bool is_card(const struct typed *t)
{
	const struct typed_record *last = &t->records[t->records_count - 1];
	bool lines = true, called = true;
	for (size_t i = 0; i + 1 < t->records_count; i++) {
		lines = lines && height(&t->records[i]) == 1 && (t->records[i].numbered || last->labelled);
		called = called && t->records[i].called;
	}
	return t->records_count > 1 && last->apart && !last->numbered && !last->called && !last->named && ((lines && height(last) > 1) || called);
}

/* The last block may be who signs: with labels that no other has, or nobody's name where the others have one. */
static bool is_signed(const struct typed *t)
{
	const struct typed_record *last = &t->records[t->records_count - 1];
	bool signature = false, person = true;
	for (size_t i = 0; i + 1 < t->records_count; i++) {
		signature |= t->records[i].signature;
		person &= t->records[i].person;
	}
	const struct typed_record *before = last - (t->records_count > 1);
	bool listed = t->records_count > 2 || before->numbered || before->labelled > 1;
	bool ruled = listed && last->rules == 1 && before->rules == 0 && last->labelled < 2 && !last->numbered; /* one line of dashes, and a card below */
	return (last->signature && !signature) || (!last->person && person && !last->numbered) || ruled || is_card(t);
}

/* Nobody reports a sample, nor what is planned beside what was done, nor what stands below 谢谢 without a number. A plan alone is the list: what is due today
 * is for tomorrow. */
static void drop_aside(struct typed *t, bool reports)
{
	size_t kept = 0;
	for (size_t i = 0; i < t->records_count; i++)
		reports |= !t->records[i].planned && !t->records[i].sample && t->records[i].firm;
	for (size_t i = 0; i < t->records_count; i++) {
		const struct typed_record *r = &t->records[i];
		if (!r->sample && !(reports && r->planned) && !(r->closed && !r->numbered))
			t->records[kept++] = *r;
	}
	t->records_count = kept;
}

/* Whether something shows that the records are a list: a number, labels, a title; or several alike. A name that is not called like a firm's
 * says it beside another one, or beside a numbered line with a phone. */
static bool is_list(const struct typed *t)
{
	size_t sure = 0, bare = 0, supposed = 0, unread = 0;
	for (size_t i = 0; i < t->records_count; i++) {
		const struct typed_record *r = &t->records[i];
		bool good = is_good(r);
		supposed += good && r->supposed;
		unread += r->unread;
		sure += good && !is_bare(r) && (!r->supposed || r->titled);
		bare += good && is_bare(r);
	}
	return sure > 0 || bare > 1 || (supposed > 0 && supposed + unread > 1);
}

void typed_sift(struct typed *t, bool reports)
{
	size_t kept = 0;
	drop_aside(t, reports);
	if (t->records_count && is_signed(t))
		t->records_count--;
	bool list = is_list(t);
	for (size_t i = 0; i < t->records_count; i++) {
		const struct typed_record *r = &t->records[i];
		bool keep = list && (r->unread || (r->firm && (r->labelled >= 2 || r->numbered || is_good(r))));
		t->labelled |= keep && r->labelled >= 2;
		if (keep)
			t->records[kept++] = *r;
	}
	t->records_count = kept;
}

static bool is_sure(const struct typed_record *r)
{
	enum { ASKED_MIN = 2 };
	return (r->numbered && r->person) || (r->asked >= ASKED_MIN && !r->signature);
}

static bool is_titled(const struct typed *t, const struct typed_record *r)
{
	return *t->titles[r->section] || is_sure(r);
}

static bool is_untitled(const struct typed *t, const struct typed_record *r)
{
	(void)t;
	return is_sure(r);
}

static void keep(struct typed *t, bool (*is)(const struct typed *t, const struct typed_record *r))
{
	size_t kept = 0;
	for (size_t i = 0; i < t->records_count; i++) {
		const struct typed_record *r = &t->records[i];
		if (r->firm && r->phone && is(t, r))
			t->records[kept++] = *r;
	}
	t->records_count = kept;
}

void typed_keep_beside(struct typed *t)
{
	keep(t, is_titled);
}

void typed_keep_sure(struct typed *t)
{
	keep(t, is_untitled);
}
