#include "slip_read_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
	SLIP_MAX_TEXT = 32 * 1024, /* bytes of a mail's words: no line that begins behind them is looked at */
	LABEL_BYTES = 120,         /* no label is longer */
	LABEL_GAPS = 8,            /* blanks within one, at most */
};

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

struct labels labels_of(struct arena *a, const struct form *f)
{
	struct labels out = {0};
	for (size_t i = 0; i < f->fields_count; i++) {
		const struct form_texts *more = &f->fields[i].labels;
		ARENA_PUSH(a, &out, items) = (struct field_label){text_label(a, f->fields[i].title), (int)i};
		for (size_t k = 0; k < more->items_count; k++)
			ARENA_PUSH(a, &out, items) = (struct field_label){text_label(a, more->items[k]), (int)i};
	}
	return out;
}

int labels_field(const struct labels *l, const char *label)
{
	for (size_t i = 0; *label && i < l->items_count; i++)
		if (strcmp(l->items[i].text, label) == 0)
			return l->items[i].field;
	return -1;
}

/* ________ and （） are what a form has where nothing was filled in. */
static bool is_blank(struct arena *a, const char *value)
{
	const char *p = text_label(a, value);
	p += strspn(p, "_-/.");
	return !*p;
}

/* 无: what people write where there is nothing to say. */
static bool is_nothing(struct arena *a, const char *value)
{
	static const char *const words[] = {"无", "没有", "暂无", "不涉及", "不适用"};
	const char *label = text_label(a, value);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(label, words[i]) == 0)
			return true;
	return false;
}

/* On one line, and without what separates values in an event. */
static char *in_one_line(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text);
	for (char *p = s; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return text_trim(a, s);
}

void slip_put_value(const struct slip_reading *r, int field, const char *text, struct slip_values *v)
{
	text = text_cut(r->a, in_one_line(r->a, text), SLIP_MAX_VALUE);
	if (field < 0 || is_blank(r->a, text))
		return;
	const char *normal = slip_normal(r->a, r->o, &r->f->fields[field], text, r->day);
	if (normal && text_count(normal) > SLIP_MAX_VALUE) /* one character may be several in normal form */
		normal = NULL;
	if (normal) {
		v->value[field] = normal;
		v->unread[field] = NULL;
	} else if (!v->value[field] && (r->f->fields[field].required || !is_nothing(r->a, text))) { /* 金额：见附表, beside the table that says it */
		v->unread[field] = text;
	}
}

/* ---- labelled lines ---- */

static size_t mark_at(const char *p, const char *const *marks)
{
	for (; *marks; marks++)
		if (text_begins(p, *marks))
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

struct scan {
	const struct slip_reading *r;
	struct labels labels;
	struct arena *scratch;    /* forgotten after each line */
	struct slip_values *v;
	bool tables;              /* labels before a tab, too */
	int field;                /* whose value is being read */
	const char *value;        /* where it began */
	bool empty;               /* a label stood alone at the end of its line: its value is the next line */
};

/* Where what may be a label before the colon at `to` can begin at the earliest: no label is longer. */
static const char *window(const char *from, const char *to)
{
	const char *start = to - from > LABEL_BYTES ? to - LABEL_BYTES : from;
	while (((unsigned char)*start & 0xc0) == 0x80) /* within a character */
		start++;
	return start;
}

/* Between `from` and the colon at `to`: where the label of a field begins, or NULL. The longest stretch that is one: labels are written with
 * blanks (客 户 名 称), and behind a number (1、产品). */
static const char *label_before(struct scan *s, const char *from, const char *to, int *field_r)
{
	const char *starts[LABEL_GAPS];
	size_t count = 0;
	for (const char *p = window(from, to); p < to;) {
		starts[count++ % LABEL_GAPS] = p;
		while (p < to && !gap_at(p))
			text_next(&p);
		while (p < to && gap_at(p))
			p += gap_at(p);
	}
	for (size_t i = count > LABEL_GAPS ? count - LABEL_GAPS : 0; i < count; i++) {
		const char *start = starts[i % LABEL_GAPS], *text = arena_strndup(s->scratch, start, (size_t)(to - start));
		*field_r = labels_field(&s->labels, text_label(s->scratch, text + numbering(text)));
		if (*field_r >= 0)
			return start;
	}
	return NULL;
}

/* A label of no field of ours ends the value before it too: a few Han characters behind a gap. */
static const char *stranger_before(const char *from, const char *to)
{
	const char *start = NULL;
	for (const char *p = window(from, to); p < to;) {
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

static void end_value(struct scan *s, const char *to)
{
	if (s->field < 0 || !s->value)
		return;
	const char *text = text_trim(s->scratch, arena_strndup(s->scratch, s->value, (size_t)(to - s->value)));
	size_t n = strlen(text);
	while (n >= 3 && (strncmp(text + n - 3, "，", 3) == 0 || strncmp(text + n - 3, "；", 3) == 0 || strncmp(text + n - 3, "。", 3) == 0))
		n -= 3;
	while (n && (text[n - 1] == ',' || text[n - 1] == ';'))
		n--;
	s->empty = !n;
	if (n)
		slip_put_value(s->r, s->field, arena_strndup(s->scratch, text, n), s->v);
	if (n)
		s->field = -1;
	s->value = NULL;
}

/* 产品<tab>光纤: what remains of a table in plain text. */
static bool tabbed(struct scan *s, const char *line, const char *end)
{
	const char *tab = !s->tables ? NULL : memchr(line, '\t', (size_t)(end - line));
	int field = tab && tab - line <= LABEL_BYTES ? labels_field(&s->labels, text_label(s->scratch, arena_strndup(s->scratch, line, (size_t)(tab - line)))) : -1;
	if (field < 0)
		return false;
	slip_put_value(s->r, field, arena_strndup(s->scratch, tab, (size_t)(end - tab)), s->v);
	return true;
}

static void read_line(struct scan *s, const char *line, const char *end)
{
	const char *from = line, *behind = line; /* what was read; the last colon: no label holds one */
	bool labelled = false;
	for (const char *p = line; p < end;) {
		size_t colon = colon_at(p);
		int field = -1;
		if (!colon) {
			text_next(&p);
			continue;
		}
		const char *label = label_before(s, behind, p, &field), *stranger = label ? NULL : stranger_before(behind, p);
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
		behind = p;
	}
	if (labelled || s->value)
		end_value(s, end);
	else if (s->empty && s->field >= 0 && !tabbed(s, line, end)) { /* the value of a label that stood alone */
		s->value = line;
		end_value(s, end);
	} else if (!s->empty)
		tabbed(s, line, end);
}

void slip_read_words(const struct slip_reading *r, const char *text, bool tables, struct slip_values *v)
{
	struct scan s = {.r = r, .tables = tables, .labels = labels_of(r->a, r->f), .scratch = arena_new(), .v = v, .field = -1};
	const char *last = text + strnlen(text, SLIP_MAX_TEXT);
	while (text < last) {
		size_t n = strcspn(text, "\n");
		read_line(&s, text, text + n);
		text += n + (text[n] == '\n');
		arena_reset(s.scratch);
	}
	arena_free(s.scratch);
}

/* ---- tables ---- */

static void read_pairs(const struct slip_reading *r, const struct classified *found, struct slip_values *v)
{
	struct labels labels = labels_of(r->a, r->f);
	for (int below = 1; below >= 0; below--) /* what stands beside a label goes before what stands under it */
		for (size_t i = 0; i < found->pairs_count; i++) {
			const struct label_pair *p = &found->pairs[i];
			int field = (int)p->below == below ? labels_field(&labels, text_label(r->a, p->label)) : -1;
			if (field >= 0 && labels_field(&labels, text_label(r->a, p->value)) < 0)
				slip_put_value(r, field, p->value, v);
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

bool slip_is_file(const struct part *p)
{
	return (p->source == PART_ATTACHMENT || p->source == PART_NESTED) && *p->file_name;
}

bool slip_brings_unread(const struct mail *m)
{
	for (size_t i = 0; i < m->parts_count; i++)
		if (slip_is_file(&m->parts[i]) && m->parts[i].status != TABLE_OK)
			return true;
	return false;
}

/* By the files' names; a paper that the words name is one of the files whose names say nothing (IMG_2031.jpg). */
void slip_read_papers(const struct slip_reading *r, const struct mail *m, struct slip_values *v)
{
	struct arena *a = r->a;
	const struct form *f = r->f;
	const char *words = text_label(a, m->text ? m->text : "");
	size_t nameless = 0;
	for (size_t k = 0; f->papers_count && k < m->parts_count; k++) {
		bool named = false;
		for (size_t i = 0; slip_is_file(&m->parts[k]) && i < f->papers_count; i++)
			if (names_paper(a, &f->papers[i], text_label(a, m->parts[k].file_name)))
				v->paper[i] = named = true;
		nameless += slip_is_file(&m->parts[k]) && !named;
	}
	for (size_t i = 0; i < f->papers_count && nameless; i++)
		if (!v->paper[i] && names_paper(a, &f->papers[i], words)) {
			v->paper[i] = true;
			nameless--;
		}
}

void slip_read(const struct slip_reading *r, const struct mail *m, const struct classified *found, struct slip_values *v)
{
	if (found)
		read_pairs(r, found, v);
	slip_read_words(r, m->text ? m->text : "", true, v);
	slip_read_papers(r, m, v);
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
