/* Which form a mail is, and that it is one at all: a list that names a form in passing is a list. */
#include <string.h>

#include "base/text.h"
#include "mailkind.h"
#include "slip.h"
#include "slip_read_inside.h"

/* The longest of these words in a label, in bytes; 0: none. */
static size_t longest_of(struct arena *a, const char *const *words, size_t count, const char *label)
{
	size_t best = 0;
	for (size_t i = 0; i < count; i++) {
		const char *word = text_label(a, words[i]);
		if (*word && strstr(label, word) && strlen(word) > best)
			best = strlen(word);
	}
	return best;
}

static size_t in_files(struct arena *a, const struct form *f, const struct form_texts *files)
{
	size_t best = 0;
	for (size_t i = 0; i < files->items_count; i++) {
		size_t n = longest_of(a, f->words.items, f->words.items_count, files->items[i]);
		best = n > best ? n : best;
	}
	return best;
}

/* 周工作计划 with a file 签单计划 is the plan. */
static size_t named_duty(struct arena *a, const struct policy *p, const char *subject, unsigned roles)
{
	size_t best = 0;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		size_t n = r->words_count && roles & 1u << r->who ? longest_of(a, (const char *const *)r->words, r->words_count, subject) : 0;
		best = n > best ? n : best;
	}
	return best;
}

const struct form *slip_form_of(const struct office *o, const struct policy *p, const struct mail *m, unsigned roles)
{
	struct arena *a = arena_new();
	const struct form *found = NULL;
	const char *subject = text_label(a, subject_strip(a, m->subject, NULL));
	struct form_texts files = {0};
	for (size_t k = 0; k < m->parts_count; k++)
		if (slip_is_file(&m->parts[k]))
			ARENA_PUSH(a, &files, items) = text_label(a, m->parts[k].file_name);
	size_t duty = named_duty(a, p, subject, roles), best = duty ? 2 * duty - 1 : 0; /* said as well of both, it is the slip, and counts for the duty */
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		if (!form_on(f, p) || (f->from && !(f->from & roles)))
			continue;
		size_t n = 2 * longest_of(a, f->words.items, f->words.items_count, subject), of_file = in_files(a, f, &files);
		n = of_file > n ? of_file : n;
		if (n > best) {
			best = n;
			found = f;
		}
	}
	arena_free(a);
	return found;
}

/* ---- or a list ---- */

enum { LIST_ROWS = 2 /* a form that was drawn with a lead list's columns holds one */, LIST_WIDTH = 3, FILLED_IN = 2 /* fields that a list's covering words don't fill */ };

static bool tells_itself(const struct classified *found)
{
	for (size_t i = 0; i < found->tables_count; i++)
		if (strcmp(found->tables[i].told_by, "default") != 0 || found->tables[i].rows_count >= LIST_ROWS)
			return true;
	return false;
}

/* An attached table of many rows with phones or firms in it. */
static bool not_understood(const struct mail *m, const struct classified *found)
{
	for (size_t i = 0; i < found->unknown_count; i++) {
		const struct unknown_table *u = &found->unknown[i];
		bool many = false;
		for (size_t c = 0; c < u->columns_count; c++)
			many = many || u->columns[c].first_count == UNKNOWN_EXAMPLES;
		if (u->evidence && many && u->width >= LIST_WIDTH && u->part < m->parts_count && slip_is_file(&m->parts[u->part]))
			return true;
	}
	return false;
}

/* One lead in the mail's own words, with no phone to it: no list could count that. */
static bool counts_nowhere(const struct mail *m, const struct classified *found)
{
	const struct lead_table *t = found->tables;
	return found->tables_count == 1 && t->rows_count == 1 && t->part < m->parts_count && !slip_is_file(&m->parts[t->part]) &&
	       !*t->rows->value[FIELD_PHONE] && !*t->rows->value[FIELD_CONTACT];
}

bool slip_is_list(const struct slip_reading *r, const struct mail *m, const struct classified *found)
{
	struct slip_values said = slip_values_new(r->a, r->f);
	struct slip_sheet rows;
	slip_read_words(r, m->text ? m->text : "", true, &said);
	if (tells_itself(found))
		return !counts_nowhere(m, found) || slip_lacks(r->f, &said);
	slip_read_rows(r, m, found, &rows);
	if (rows.items_count || !found->meant_list || !not_understood(m, found))
		return false;
	return slip_values_count(r->f, &said) < FILLED_IN;
}
