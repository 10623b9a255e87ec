#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bug.h"
#include "base/embed.h"
#include "base/text.h"

enum word_use { USE_ANYWHERE = ':', USE_WHOLE = '=', USE_WEAK = '~', USE_BARS = '!' };

struct word {
	const char *label;
	size_t size;
	enum field field;
	enum word_use use;
	int line;
};

enum { HAN_BYTES = 3 }; /* of each character of `simplified:` in UTF-8 */

struct words {
	struct word *word;
	size_t word_count, word_cap;
	const char **pair; /* two characters each, the first's bytes ascending */
	size_t pair_count, pair_cap;
	const struct word **named; /* those that name a field, by label: no two are the same */
	size_t named_count;
	const struct word **inside; /* those that name it as a part of a header too, as they stand in the file */
	size_t inside_count, inside_cap;
};

static struct arena *owner; /* own: NULL until read */
static struct arena *scratch; /* own, with owner: for one look, of which a mail has a dozen or two */
static struct words words;

static bool find_field(const char *name, size_t size, enum field *field_r)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (strlen(field_names[f]) == size && memcmp(field_names[f], name, size) == 0) {
			*field_r = (enum field)f;
			return true;
		}
	return false;
}

static int add_word(const char *file, struct word w, struct err *err)
{
	if (strcmp(text_label(owner, w.label), w.label) != 0 && w.use != USE_BARS)
		return err_set(err, 78, "%s:%d: '%s' is not written as a label: write '%s'", file, w.line, w.label,
			       text_label(owner, w.label));
	w.label = text_label(owner, w.label);
	w.size = strlen(w.label);
	if (!w.size)
		return err_set(err, 78, "%s:%d: a word has no letter", file, w.line);
	ARENA_PUSH(owner, &words, word) = w;
	return 0;
}

static int read_pairs(const char *file, int number, char *rest, struct err *err)
{
	char *save;
	for (char *s = strtok_r(rest, " \t\r", &save); s; s = strtok_r(NULL, " \t\r", &save)) {
		const char *second = s;
		if (!text_is_unified(text_next(&second)) || text_count(s) != 2 || strlen(s) != 2 * HAN_BYTES)
			return err_set(err, 78, "%s:%d: '%s': expected two Han characters", file, number, s);
		ARENA_PUSH(owner, &words, pair) = s;
	}
	return 0;
}

static int read_line(const char *file, int number, char *line, struct err *err)
{
	struct word w = {.line = number, .use = USE_ANYWHERE, .field = FIELD_OTHER};
	static const char pairs[] = "simplified:";
	size_t n = strcspn(line, ":=~!");
	if (strncmp(line, pairs, sizeof pairs - 1) == 0)
		return read_pairs(file, number, line + sizeof pairs - 1, err);
	if (!line[n] || !find_field(line, n, &w.field))
		return err_set(err, 78, "%s:%d: expected a field's name and ':', '=:', '~:' or '!:'", file, number);
	if (line[n] != ':') {
		w.use = line[n] == '=' ? USE_WHOLE : line[n] == '~' ? USE_WEAK : USE_BARS;
		n++;
	}
	if (line[n] != ':')
		return err_set(err, 78, "%s:%d: expected ':' before the words", file, number);
	char *save;
	for (char *s = strtok_r(line + n + 1, " \t\r", &save); s; s = strtok_r(NULL, " \t\r", &save)) {
		w.label = s;
		if (add_word(file, w, err))
			return -1;
	}
	return 0;
}

static int by_label(const void *x, const void *y)
{
	const struct word *const *v = x, *const *w = y;
	return strcmp((*v)->label, (*w)->label);
}

/* By label, what bars apart, by its fields. 0: both name the same, or bar the same. */
static int compare_claims(const struct word *v, const struct word *w)
{
	int order = strcmp(v->label, w->label);
	if (!order)
		order = (v->use == USE_BARS) - (w->use == USE_BARS);
	return order || v->use != USE_BARS ? order : (int)v->field - (int)w->field;
}

/* Then as they stand in the file. */
static int by_claim(const void *x, const void *y)
{
	const struct word *v = *(const struct word *const *)x, *w = *(const struct word *const *)y;
	int order = compare_claims(v, w);
	return order ? order : (v > w) - (v < w);
}

static int by_first(const void *x, const void *y)
{
	const char *const *v = x, *const *w = y;
	return memcmp(*v, *w, HAN_BYTES);
}

/* One header can't name two fields; a word may bar several fields, once each. */
static int sort_words(const char *file, struct err *err)
{
	const struct word **all = arena_alloc(owner, (words.word_count + 1) * sizeof *all);
	if (words.pair_count)
		qsort(words.pair, words.pair_count, sizeof *words.pair, by_first);
	for (size_t i = 0; i < words.word_count; i++) {
		all[i] = &words.word[i];
		if (all[i]->use == USE_ANYWHERE)
			ARENA_PUSH(owner, &words, inside) = all[i];
	}
	qsort(all, words.word_count, sizeof *all, by_claim);
	words.named = arena_alloc(owner, (words.word_count + 1) * sizeof *words.named);
	for (size_t i = 0; i < words.word_count; i++) {
		const struct word *w = all[i];
		if (i && compare_claims(all[i - 1], w) == 0)
			return err_set(err, 78, "%s:%d: '%s' stands in line %d already (%s)", file, w->line, w->label, all[i - 1]->line, field_names[all[i - 1]->field]);
		if (w->use != USE_BARS)
			words.named[words.named_count++] = w;
	}
	return 0;
}

int headers_read(const char *name, const char *text, struct err *err)
{
	headers_close();
	owner = arena_new();
	scratch = arena_new();
	for (int number = 1; *text; number++) {
		size_t n = strcspn(text, "\n");
		char *line = arena_strndup(owner, text, n);
		if (*line && *line != '#' && *line != '\r' && read_line(name, number, line, err)) {
			headers_close();
			return -1;
		}
		text += n + (text[n] == '\n');
	}
	if (sort_words(name, err) < 0) {
		headers_close();
		return -1;
	}
	return 0;
}

int headers_open(struct err *err)
{
	if (owner)
		return 0;
	const struct embedded_file *f = embedded_find("parsers/headers.txt");
	if (!f)
		bug("parsers/headers.txt is not embedded");
	return headers_read(f->name, f->data, err);
}

void headers_close(void)
{
	arena_free(owner);
	arena_free(scratch);
	owner = scratch = NULL;
	words = (struct words){0};
}

static bool barred(enum field field, const char *label)
{
	for (size_t i = 0; i < words.word_count; i++) {
		const struct word *w = &words.word[i];
		if (w->use == USE_BARS && w->field == field && strstr(label, w->label))
			return true;
	}
	return false;
}

static const struct word *whole_word(const char *label)
{
	const struct word key = {.label = label}, *wanted = &key;
	const struct word **found = words.named_count ? bsearch(&wanted, words.named, words.named_count, sizeof *words.named, by_label) : NULL;
	return found ? *found : NULL;
}

static const struct word *best_word(const char *label)
{
	const struct word *best = whole_word(label);
	size_t size = strlen(label);
	if (best)
		return best;
	for (size_t i = 0; i < words.inside_count; i++) {
		const struct word *w = words.inside[i];
		if (w->size > size || (best && w->size <= best->size))
			continue;
		if (strstr(label, w->label) && !barred(w->field, label))
			best = w;
	}
	return best;
}

/* A label as the words are written. */
static const char *simplified(char *label)
{
	for (char *p = label; *p;) {
		const char *key = p, *next = p, **found = NULL;
		if (text_is_unified(text_next(&next)) && words.pair_count)
			found = bsearch(&key, words.pair, words.pair_count, sizeof *words.pair, by_first);
		if (found)
			memcpy(p, *found + HAN_BYTES, HAN_BYTES);
		p += next - p;
	}
	return label;
}

/* What explains a column, and neither is asked for nor tells a list's kind. */
static bool explains(const struct word *w)
{
	switch (w ? w->field : FIELD_OTHER) {
	case FIELD_TITLE: case FIELD_FOLLOWUP: case FIELD_DATE: case FIELD_ADDRESS: case FIELD_NOTE: case FIELD_SEQ: case FIELD_OTHER:
		return true;
	default:
		return false;
	}
}

/* A firm's cell may hold nothing beside its name: what stands in brackets behind 公司名称 must be no other column's name, nor a barring word. */
static bool is_remark(const char *rest)
{
	if (best_word(rest))
		return false;
	for (size_t i = 0; i < words.word_count; i++)
		if (words.word[i].use == USE_BARS && words.word[i].field == FIELD_COMPANY && strcmp(words.word[i].label, rest) == 0)
			return false;
	return true;
}

/* A label lacks the marks of its cell; without any, only a few of its own characters can join words. */
static bool may_join(const char *cell, const char *label)
{
	return strlen(cell) != strlen(label) || strpbrk(label, "/+&") || strstr(label, "及") || strstr(label, "和") || strstr(label, "与");
}

/* Where the first of what joins two words stands, or the end. */
static const char *find_joint(const char *normal)
{
	static const char *const joints[] = {"(", "[", "{", "【", "〔", "/", "、", "+", "&", ",", ";", "-", "—", "\n", "及", "和", "与"};
	const char *cut = normal + strlen(normal);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		const char *at = strstr(normal, joints[i]);
		cut = at && at < cut ? at : cut;
	}
	return cut;
}

/* 公司名称（法人）, 公司/联系人: a firm's column that says who beside it. The firm's word; *beside_r: FIELD_OTHER if it is no such column. */
static const struct word *firm_word(struct arena *a, const char *cell, enum field *beside_r)
{
	const char *normal = text_nfkc(a, text_trim(a, cell)), *cut = find_joint(normal), *rest = cut;
	*beside_r = FIELD_OTHER;
	if (!*cut)
		return NULL;
	text_next(&rest);
	const struct word *w = whole_word(simplified(text_label(a, arena_strndup(a, normal, (size_t)(cut - normal))))), *who = whole_word(simplified(text_label(a, rest)));
	if (!w || w->field != FIELD_COMPANY || !who || (who->field != FIELD_PERSON && who->field != FIELD_CONTACT))
		return NULL;
	*beside_r = who->field;
	return w;
}

/* The word before an explanation, if it names what a lead is asked for. */
static const struct word *head_word(struct arena *a, const char *cell)
{
	const char *normal = text_nfkc(a, text_trim(a, cell)), *cut = find_joint(normal);
	if (!*cut)
		return NULL;
	const char *head = simplified(text_label(a, arena_strndup(a, normal, (size_t)(cut - normal))));
	const struct word *w = *head ? best_word(head) : NULL;
	if (!w || w->use == USE_WEAK || w->field > FIELD_VALUE)
		return NULL;
	if (w->field != FIELD_COMPANY)
		return w;
	bool bracket = strchr("([{", *cut) || strncmp(cut, "【", HAN_BYTES) == 0 || strncmp(cut, "〔", HAN_BYTES) == 0;
	return bracket && strcmp(w->label, head) == 0 && is_remark(simplified(text_label(a, cut))) ? w : NULL;
}

struct header_match header_match(const char *cell)
{
	struct header_match m = {.field = FIELD_OTHER, .beside = FIELD_OTHER};
	enum field beside = FIELD_OTHER;
	if (!owner)
		bug("header_match before headers_open");
	if (text_count(cell) > 60)
		return m; /* no header, but a sentence */
	const char *label = simplified(text_label(scratch, cell));
	const struct word *w = *label ? best_word(label) : NULL;
	bool whole = w && strcmp(w->label, label) == 0;
	bool joined = *label && !whole && may_join(cell, label);
	const struct word *head = joined && explains(w) ? head_word(scratch, cell) : NULL;
	bool firms = !w || w->field == FIELD_COMPANY || w->field == FIELD_PERSON || w->field == FIELD_CONTACT;
	const struct word *firm = joined && firms ? firm_word(scratch, cell, &beside) : NULL;
	w = firm ? firm : head ? head : w;
	if (w)
		m = (struct header_match){w->field, true, whole, w->use == USE_WEAK, beside, (int)(w - words.word)};
	arena_reset(scratch);
	return m;
}

enum field header_field(const char *cell)
{
	return header_match(cell).field;
}
