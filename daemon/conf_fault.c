#include "conf_fault.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MAX_LEN = 40, SLIPS_MAX = 3 };

/* What an input method writes for a sign of YAML looks like it, on many screens. Told of what the fault quotes. */
static const struct {
	const char *wide, *plain;
} wide_signs[] = {{"：", ":"}, {"，", ","}, {"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}, {"【", "["}, {"｛", "{"}, {"｝", "}"}, {"［", "["}, {"］", "]"}, {"＠", "@"}, {"．", "."}, {"－", "-"}, {"／", "/"}};

/* The blanks that input methods, web pages and chat programs make: nobody sees them. NULL: none. */
static const char *wide_blank(const char *text)
{
	return strstr(text, "\u3000") ? "a wide blank (U+3000) stands there, write a plain one" : strstr(text, "\u00A0") ? "a blank of a web page (U+00A0) stands there, write a plain one" : NULL;
}

/* Full-width digits and letters, U+FF10 to U+FF5A. Advice, or NULL. */
static const char *wide_letter(struct arena *a, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (p[0] != 0xEF || (p[1] != 0xBC && p[1] != 0xBD))
			continue;
		int plain = (p[1] == 0xBC ? p[2] - 0x80 : p[2] - 0x80 + 0x40) + 0x20;
		if ((plain >= '0' && plain <= '9') || (plain >= 'A' && plain <= 'Z') || (plain >= 'a' && plain <= 'z'))
			return arena_printf(a, "%.3s is a Chinese sign, write %c", (const char *)p, plain);
	}
	return NULL;
}

const char *conf_wide_sign(struct arena *a, const char *text)
{
	const char *first = NULL;
	size_t at = 0;
	for (size_t i = 0; i < sizeof wide_signs / sizeof *wide_signs; i++) {
		const char *found = strstr(text, wide_signs[i].wide);
		if (found && (!first || found < first)) {
			first = found;
			at = i;
		}
	}
	if (first)
		return arena_printf(a, "%s is a Chinese sign, write %s", wide_signs[at].wide, wide_signs[at].plain);
	const char *letter = wide_letter(a, text);
	return letter ? letter : wide_blank(text);
}

/* `operator: "x：y" is no ...`: what stands between the quotes was written there. */
static char *explained(struct arena *a, char *text)
{
	const char *quote = strchr(text, '"'), *end = quote ? strchr(quote + 1, '"') : NULL;
	const char *wide = end && !strstr(end, " is a Chinese sign") ? conf_wide_sign(a, arena_strndup(a, quote + 1, (size_t)(end - quote - 1))) : NULL;
	return wide ? arena_printf(a, "%s (%s)", text, wide) : text;
}

void conf_fault_add(struct arena *a, struct conf_faults *f, const char *file, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = explained(a, arena_vprintf(a, fmt, ap));
	va_end(ap);
	for (char *p = text; *p; p++) /* one fault, one line, whatever the file holds */
		if ((unsigned char)*p < ' ')
			*p = '?';
	ARENA_PUSH(a, f, faults) = (struct conf_fault){file, line, text};
}

void conf_faults_move(struct arena *a, struct conf_faults *into, const struct conf_faults *from)
{
	for (size_t i = 0; i < from->faults_count; i++)
		conf_fault_add(a, into, arena_strdup(a, from->faults[i].file), from->faults[i].line, "%s", from->faults[i].text);
}

static size_t file_rank(const struct conf_faults *f, const char *first, const char *file)
{
	if (strcmp(file, first) == 0)
		return 0;
	size_t i = 0;
	while (strcmp(f->faults[i].file, file) != 0)
		i++;
	return i + 1;
}

struct ranked {
	size_t rank, place;
	struct conf_fault fault;
};

static int compare_ranked(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->fault.line != b->fault.line)
		return a->fault.line < b->fault.line ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

void conf_faults_sort(struct conf_faults *f, const char *first)
{
	struct arena *tmp = arena_new();
	struct ranked *all = arena_alloc(tmp, (f->faults_count + 1) * sizeof *all);
	for (size_t i = 0; i < f->faults_count; i++)
		all[i] = (struct ranked){file_rank(f, first, f->faults[i].file), i, f->faults[i]};
	qsort(all, f->faults_count, sizeof *all, compare_ranked);
	for (size_t i = 0; i < f->faults_count; i++)
		f->faults[i] = all[i].fault;
	arena_free(tmp);
}

/* Levenshtein's distance, bytewise; words longer than WORD_MAX_LEN are never alike. */
static size_t distance(const char *s, const char *t)
{
	size_t n = strlen(s), m = strlen(t), row[WORD_MAX_LEN + 1];
	if (n > WORD_MAX_LEN || m > WORD_MAX_LEN)
		return WORD_MAX_LEN;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = corner + (s[i - 1] != t[j - 1]);
			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}

const char *conf_nearest(const char *word, const char *const *words)
{
	size_t best = SLIPS_MAX + 1, len = strlen(word);
	const char *found = NULL;
	for (; *words; words++) {
		size_t d = distance(word, *words), shorter = len < strlen(*words) ? len : strlen(*words);
		/* a third of the letters may differ: "quote" for "quota" */
		if (d < best && d * 3 <= shorter + 1) {
			best = d;
			found = *words;
		}
	}
	return found;
}
