#include "slip_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "mailkind.h"

struct slip_values slip_values_new(struct arena *a, const struct form *f)
{
	return (struct slip_values){arena_alloc(a, (f->fields_count + 1) * sizeof(char *)), arena_alloc(a, (f->fields_count + 1) * sizeof(char *)),
	                            arena_alloc(a, (f->papers_count + 1) * sizeof(bool))};
}

size_t slip_values_count(const struct form *f, const struct slip_values *v)
{
	size_t n = 0;
	for (size_t i = 0; i < f->fields_count; i++)
		n += v->value[i] || v->unread[i];
	return n;
}

/* ---- labels ---- */

static bool is_label(struct arena *a, const char *title, const struct form_texts *labels, const char *label)
{
	if (strcmp(text_label(a, title), label) == 0)
		return true;
	for (size_t i = 0; i < labels->items_count; i++)
		if (strcmp(text_label(a, labels->items[i]), label) == 0)
			return true;
	return false;
}

/* The field of that label (in the form of text_label), or -1. */
static int field_of(struct arena *a, const struct form *f, const char *label)
{
	for (size_t i = 0; *label && i < f->fields_count; i++)
		if (is_label(a, f->fields[i].title, &f->fields[i].labels, label))
			return (int)i;
	return -1;
}

/* ________ and （） are what a form has where nothing was filled in. */
static bool is_blank(struct arena *a, const char *value)
{
	const char *p = text_label(a, value);
	p += strspn(p, "_-/.");
	return !*p;
}

static void take(struct arena *a, const struct form *f, int field, const char *text, date day, struct slip_values *v)
{
	text = text_cut(a, text_trim(a, text), SLIP_MAX_VALUE);
	if (field < 0 || is_blank(a, text))
		return;
	const char *normal = slip_normal(a, &f->fields[field], text, day);
	if (normal)
		v->value[field] = normal;
	v->unread[field] = normal ? NULL : text;
}

/* ---- labelled lines ---- */

static size_t mark_at(const char *p, const char *const *marks)
{
	for (; *marks; marks++)
		if (strncmp(p, *marks, strlen(*marks)) == 0)
			return strlen(*marks);
	return 0;
}

static size_t colon_at(const char *p)
{
	static const char *const colons[] = {":", "：", "﹕", "=", NULL};
	return mark_at(p, colons);
}

static size_t gap_at(const char *p)
{
	static const char *const gaps[] = {" ", "\t", "\u3000", "\u00a0", ",", "，", ";", "；", "、", "。", "|", "】", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", NULL};
	return mark_at(p, gaps);
}

/* "1." or "(2)" before a label; a bare figure is a value. */
static size_t numbering(const char *text)
{
	size_t open = strspn(text, "(*#- "), digits = strspn(text + open, "0123456789"), close = strspn(text + open + digits, ".) ");
	return digits > 2 || (digits && text[open + digits] != '.' && text[open + digits] != ')') ? open : open + digits + close;
}

/* Between `from` and the colon at `to`: where the label of a field begins, or NULL. The longest stretch that is one: labels are written with
 * blanks (客 户 名 称), and behind a number (1、产品). */
static const char *label_before(struct arena *a, const struct form *f, const char *from, const char *to, int *field_r)
{
	for (const char *start = from; start < to;) {
		const char *text = arena_strndup(a, start, (size_t)(to - start));
		text += numbering(text);
		*field_r = field_of(a, f, text_label(a, text));
		if (*field_r >= 0)
			return start;
		while (start < to && !gap_at(start)) {
			text_next(&start);
		}
		while (start < to && gap_at(start))
			start += gap_at(start);
	}
	return NULL;
}

/* A label of no field of ours ends the value before it too: a few Han characters behind a gap. */
static const char *stranger_before(const char *from, const char *to)
{
	const char *start = NULL;
	for (const char *p = from; p < to;) {
		size_t gap = gap_at(p);
		p += gap;
		if (gap)
			start = p;
		else
			text_next(&p);
	}
	if (!start || start == to)
		return NULL;
	size_t n = 0;
	for (const char *p = start; p < to; n++)
		if (!text_is_han(text_next(&p)))
			return NULL;
	return n <= 8 ? start : NULL;
}

struct scan {
	struct arena *a;
	const struct form *f;
	date day;
	struct slip_values *v;
	int field;                /* whose value is being read */
	const char *value;        /* where it began */
	bool empty;               /* a label stood alone at the end of its line: its value is the next line */
};

static void end_value(struct scan *s, const char *to)
{
	if (s->field < 0 || !s->value)
		return;
	const char *text = text_trim(s->a, arena_strndup(s->a, s->value, (size_t)(to - s->value)));
	size_t n = strlen(text);
	while (n >= 3 && (strncmp(text + n - 3, "，", 3) == 0 || strncmp(text + n - 3, "；", 3) == 0 || strncmp(text + n - 3, "。", 3) == 0))
		n -= 3;
	while (n && (text[n - 1] == ',' || text[n - 1] == ';'))
		n--;
	s->empty = !n;
	if (n)
		take(s->a, s->f, s->field, arena_strndup(s->a, text, n), s->day, s->v);
	if (n)
		s->field = -1;
	s->value = NULL;
}

/* 产品<tab>光纤: what remains of a table in plain text. */
static bool tabbed(struct scan *s, const char *line, const char *end)
{
	const char *tab = memchr(line, '\t', (size_t)(end - line));
	int field = tab ? field_of(s->a, s->f, text_label(s->a, arena_strndup(s->a, line, (size_t)(tab - line)))) : -1;
	if (field < 0)
		return false;
	take(s->a, s->f, field, arena_strndup(s->a, tab, (size_t)(end - tab)), s->day, s->v);
	return true;
}

static void read_line(struct scan *s, const char *line, const char *end)
{
	const char *from = line;
	bool labelled = false;
	for (const char *p = line; p < end;) {
		size_t colon = colon_at(p);
		int field = -1;
		if (!colon) {
			text_next(&p);
			continue;
		}
		const char *label = label_before(s->a, s->f, from, p, &field), *stranger = label ? NULL : stranger_before(from, p);
		if (label || stranger || (!labelled && from == line)) {
			if (label || stranger)
				end_value(s, label ? label : stranger);
			labelled = label || stranger;
			if (labelled) {
				s->field = field;
				s->value = label ? p + colon : NULL;
				s->empty = false;
				from = p + colon;
			}
		}
		p += colon;
	}
	if (labelled || s->value)
		end_value(s, end);
	else if (s->empty && s->field >= 0 && !tabbed(s, line, end)) { /* the value of a label that stood alone */
		s->value = line;
		end_value(s, end);
	} else if (!s->empty)
		tabbed(s, line, end);
}

static void read_words(struct arena *a, const struct form *f, const char *text, date day, struct slip_values *v)
{
	struct scan s = {.a = a, .f = f, .day = day, .v = v, .field = -1};
	while (*text) {
		size_t n = strcspn(text, "\n");
		read_line(&s, text, text + n);
		text += n + (text[n] == '\n');
	}
}

/* ---- tables ---- */

static void read_pairs(struct arena *a, const struct form *f, const struct classified *found, date day, struct slip_values *v)
{
	for (int below = 1; below >= 0; below--) /* what stands beside a label goes before what stands under it */
		for (size_t i = 0; i < found->pairs_count; i++) {
			const struct label_pair *p = &found->pairs[i];
			int field = (int)p->below == below ? field_of(a, f, text_label(a, p->label)) : -1;
			if (field >= 0 && field_of(a, f, text_label(a, p->value)) < 0)
				take(a, f, field, p->value, day, v);
		}
}

/* ---- papers ---- */

static bool names_paper(struct arena *a, const struct form_paper *p, const char *label)
{
	if (strstr(label, text_label(a, p->title)))
		return true;
	for (size_t i = 0; i < p->labels.items_count; i++)
		if (strstr(label, text_label(a, p->labels.items[i])))
			return true;
	return false;
}

static bool is_file(const struct part *p)
{
	return (p->source == PART_ATTACHMENT || p->source == PART_NESTED) && *p->file_name;
}

/* By the files' names; a paper that the words name is one of the files whose names say nothing (IMG_2031.jpg). */
static void read_papers(struct arena *a, const struct form *f, const struct mail *m, struct slip_values *v)
{
	const char *words = text_label(a, m->text ? m->text : "");
	size_t nameless = 0;
	for (size_t k = 0; f->papers_count && k < m->parts_count; k++) {
		bool named = false;
		for (size_t i = 0; is_file(&m->parts[k]) && i < f->papers_count; i++)
			if (names_paper(a, &f->papers[i], text_label(a, m->parts[k].file_name)))
				v->paper[i] = named = true;
		nameless += is_file(&m->parts[k]) && !named;
	}
	for (size_t i = 0; i < f->papers_count && nameless; i++)
		if (!v->paper[i] && names_paper(a, &f->papers[i], words)) {
			v->paper[i] = true;
			nameless--;
		}
}

void slip_read(struct arena *a, const struct form *f, const struct mail *m, const struct classified *found, date day, struct slip_values *v)
{
	if (found)
		read_pairs(a, f, found, day, v);
	read_words(a, f, m->text ? m->text : "", day, v);
	read_papers(a, f, m, v);
}

/* ---- which form ---- */

static size_t longest_word(struct arena *a, const struct form *f, const char *label)
{
	size_t best = 0;
	for (size_t i = 0; i < f->words.items_count; i++) {
		const char *word = text_label(a, f->words.items[i]);
		if (*word && strstr(label, word) && strlen(word) > best)
			best = strlen(word);
	}
	return best;
}

const struct form *slip_form_of(const struct office *o, const struct policy *p, const struct mail *m, unsigned roles)
{
	struct arena *a = arena_new();
	const struct form *found = NULL;
	size_t best = 0;
	const char *subject = text_label(a, subject_strip(a, m->subject, NULL));
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		if (!form_on(f, p) || (f->from && !(f->from & roles)))
			continue;
		size_t n = 2 * longest_word(a, f, subject);
		for (size_t k = 0; k < m->parts_count; k++) {
			size_t in_file = is_file(&m->parts[k]) ? longest_word(a, f, text_label(a, m->parts[k].file_name)) : 0;
			n = in_file > n ? in_file : n;
		}
		if (n > best) {
			best = n;
			found = f;
		}
	}
	arena_free(a);
	return found;
}

/* ---- in an event ---- */

const char *slip_values_text(struct arena *a, const struct form *f, const struct slip_values *v)
{
	const char *text = "";
	for (size_t i = 0; i < f->fields_count; i++)
		if (v->value[i] || v->unread[i])
			text = arena_printf(a, "%s%s%s\x1f%s\x1e", text, v->value[i] ? "" : "?", f->fields[i].name, v->value[i] ? v->value[i] : v->unread[i]);
	for (size_t i = 0; i < f->papers_count; i++)
		if (v->paper[i])
			text = arena_printf(a, "%s@%s\x1f\x1e", text, f->papers[i].title);
	return text;
}

static void add_one(struct arena *a, const struct form *f, const char *name, const char *value, struct slip_values *v)
{
	int field = form_field(f, name + (*name == '?'));
	for (size_t i = 0; *name == '@' && i < f->papers_count; i++)
		if (strcmp(f->papers[i].title, name + 1) == 0)
			v->paper[i] = true;
	if (field < 0)
		return;
	if (*name != '?')
		v->value[field] = arena_strdup(a, value);
	v->unread[field] = *name == '?' ? arena_strdup(a, value) : NULL;
}

void slip_values_add(struct arena *a, const struct form *f, const char *text, struct slip_values *v)
{
	while (*text) {
		size_t whole = strcspn(text, "\x1e"), name = strcspn(text, "\x1f");
		if (name < whole)
			add_one(a, f, arena_strndup(a, text, name), arena_strndup(a, text + name + 1, whole - name - 1), v);
		text += whole + (text[whole] != '\0');
	}
}
