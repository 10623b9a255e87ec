/* Letters read back, and held against tests/golden/letters (UPDATE_GOLDEN=1 writes them anew). Runs in the source tree's root. */
#ifndef TESTS_GOLDEN_LETTERS_H
#define TESTS_GOLDEN_LETTERS_H
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/text.h"
#include "compose_part.h"
#include "samples_letters.h"

static inline struct letter sample_of(const char *name)
{
	const struct sample *s = sample_find(name);
	if (!s)
		fail_msg("there is no sample letter %s", name);
	return sample_letter(sampler(), s);
}

/* --- reading a letter back --- */
static inline int digit(char c)
{
	const char *digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

static inline const char *part_of(const struct letter *l, const char *type)
{
	const char *p = strstr(arena_strndup(arena, (const char *)l->bytes.data, l->bytes.size), type);
	struct buf out = {0};
	unsigned bits = 0;
	int have = 0;
	assert_non_null(p);
	for (p = strstr(p, "\r\n\r\n") + 4; *p != '-' && *p; p++) {
		if (digit(*p) < 0)
			continue;
		bits = bits << 6 | (unsigned)digit(*p);
		have += 6;
		if (have >= 8) {
			have -= 8;
			if ((char)(bits >> have) != '\r')
				buf_addc(&out, (char)(bits >> have));
		}
	}
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

static inline const char *text_part(const struct letter *l)
{
	return part_of(l, "text/plain");
}

static inline const char *html_part(const struct letter *l)
{
	return part_of(l, "text/html");
}

/* Decoded bytes of the attached file whose name ends so. */
static inline struct bytes file_of(const struct letter *l, const char *name)
{
	const char *mail = arena_strndup(arena, (const char *)l->bytes.data, l->bytes.size), *p = strstr(mail, name);
	struct buf out = {0};
	unsigned bits = 0;
	int have = 0;
	assert_non_null(p);
	for (p = strstr(p, "\r\n\r\n") + 4; *p && *p != '-'; p++) {
		if (digit(*p) < 0)
			continue;
		bits = bits << 6 | (unsigned)digit(*p);
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_addc(&out, (char)(bits >> have));
		}
	}
	struct bytes b = {arena_memdup(arena, out.data, out.size), out.size};
	buf_release(&out);
	return b;
}

/* --- golden files --- */
static inline void assert_golden(const char *name, const char *got)
{
	const char *path = arena_printf(arena, "tests/golden/letters/%s%s", office.language == LANGUAGE_ENGLISH ? "en/" : "", name);
	FILE *f;
	if (getenv("UPDATE_GOLDEN")) {
		assert_non_null(f = fopen(path, "w"));
		fputs(got, f);
		fclose(f);
		return;
	}
	f = fopen(path, "r");
	if (!f)
		fail_msg("%s is missing: run with UPDATE_GOLDEN=1 and read what it wrote", path);
	char *want = arena_alloc(arena, 1 << 20);
	want[fread(want, 1, (1 << 20) - 1, f)] = '\0';
	fclose(f);
	if (strcmp(got, want) != 0)
		fail_msg("%s differs; got:\n%s", path, got);
}

static inline int occurrences(const char *s, const char *part)
{
	int n = 0;
	for (; (s = strstr(s, part)); s++)
		n++;
	return n;
}

static inline void assert_letter(const char *name, const struct letter *l)
{
	const char *text = text_part(l), *html = html_part(l);
	assert_golden(arena_printf(arena, "%s.txt", name), arena_printf(arena, "Subject: %s\n\n%s", l->subject, text));
	assert_golden(arena_printf(arena, "%s.html", name), html);
	assert_true(strlen(html) <= COMPOSE_MAX_BODY);
	assert_true(text_count(l->subject) <= 60 + 12);
	assert_non_null(strstr(l->subject, l->token));
	assert_non_null(strstr(text, l->token));
	assert_non_null(strstr(html, l->token));
	assert_null(strstr(text, "{{"));
	assert_null(strstr(html, "{{"));
	assert_null(strstr(text, "\n\n\n"));
	assert_null(strstr(text, "。。"));
	/* what Chinese clients and Outlook drop, or what would fetch something */
	static const char *const banned[] = {"<script", "<link", "url(", "float", "position:", "display:", "colspan", "class="};
	for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
		assert_null(strstr(html, banned[i]));
	for (const char *p = html; (p = strstr(p, "<td")); p++)
		assert_true(strcspn(p, ">") < 400);
	assert_int_equal(occurrences(html, "<img"), occurrences(html, "<img src=\"cid:")); /* pictures travel with the letter */
	assert_int_equal(occurrences(html, "<table"), occurrences(html, "</table>"));
	assert_int_equal(occurrences(html, "<tr"), occurrences(html, "</tr>"));
	assert_int_equal(occurrences(html, "<td"), occurrences(html, "</td>"));
}

static inline int setup(void **state)
{
	struct err err;
	struct template_faults faults = {0};
	(void)state;
	arena = arena_new();
	if (zone_use("Asia/Shanghai", &err) < 0 || compose_open(arena, &office, &faults) < 0) {
		for (size_t i = 0; i < faults.faults_count; i++)
			fprintf(stderr, "%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
		return -1;
	}
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#endif
