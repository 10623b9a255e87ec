/* What reps attach: the files of tests/golden/mess (made by make.py there) as lists, row by row, with what each row lacks. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "classify.h"
#include "company.h"
#include "headers.h"
#include "parsers/table.h"
#include "rows.h"

#define GOLDEN "tests/golden/mess"

static struct bytes read_file(struct arena *a, const char *path)
{
	enum { MOST = 1 << 20 };
	FILE *f = fopen(path, "rb");
	if (!f)
		return (struct bytes){NULL, 0};
	uint8_t *data = arena_alloc(a, MOST);
	size_t size = fread(data, 1, MOST, f);
	fclose(f);
	return (struct bytes){data, size};
}

static void dump_row(struct buf *b, struct arena *a, enum row_kind kind, const struct lead_row *r)
{
	static const enum field shown[] = {FIELD_BUSINESS, FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE, FIELD_VISIT_DATE};
	struct row_check c = row_check(a, kind, r, "0769");
	buf_printf(b, "  %d: %s | %s | %s", r->row, c.company, c.person, c.phone);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		buf_printf(b, "%s%s", i ? "|" : " | ", r->value[shown[i]]);
	buf_printf(b, "%s%s%s%s%s\n", *c.uscc ? " | " : "", c.uscc, c.reason ? " -> " : "", c.reason ? reason_names[c.reason] : "", c.phone_flagged ? " (flagged)" : "");
	for (int f = 0; f < FIELD_COUNT; f++)
		if (c.missing & 1u << f)
			buf_printf(b, "     lacks %s\n", field_names[f]);
}

/* The lists of one attachment, under a subject that says nothing. */
static char *dump(struct arena *a, const char *name, struct bytes file)
{
	struct buf b = {0};
	struct classified c;
	struct mail m = {.subject = "请查收"};
	struct part p = {.source = PART_ATTACHMENT, .file_name = name};
	p.status = table_read(a, file, name, &p.file, &p.detail);
	buf_printf(&b, "%s%s\n", table_status_names[p.status], p.detail);
	ARENA_PUSH(a, &m, parts) = p;
	classify_mail(a, &m, NULL, &c);
	for (size_t i = 0; i < c.tables_count; i++) {
		const struct lead_table *t = &c.tables[i];
		buf_printf(&b, "%s by %s: %s\n", row_kind_names[t->kind], t->told_by, t->sheet_label);
		for (size_t r = 0; r < t->rows_count; r++)
			dump_row(&b, a, t->kind, &t->rows[r]);
	}
	buf_printf(&b, "%zu empty, %zu not understood\n", c.empty, c.unknown_count);
	char *text = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return text;
}

static int check_golden(const char *name)
{
	struct arena *a = arena_new();
	char *path = arena_printf(a, "%s/%s", GOLDEN, name), *beside = arena_printf(a, "%s.txt", path);
	char *have = dump(a, name, read_file(a, path));
	if (getenv("LEADCLERK_WRITE_GOLDEN")) {
		FILE *f = fopen(beside, "wb");
		assert_non_null(f);
		fputs(have, f);
		fclose(f);
	}
	struct bytes want = read_file(a, beside);
	bool same = want.size == strlen(have) && memcmp(want.data, have, want.size) == 0;
	if (!same)
		fprintf(stderr, "%s; now understood as:\n%s", beside, have);
	arena_free(a);
	return same ? 0 : 1;
}

static int is_sample(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return e->d_name[0] != '.' && !(n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0) && strcmp(e->d_name, "make.py") != 0;
}

static void golden_files(void **state)
{
	struct dirent **list;
	int faults = 0, n = scandir(GOLDEN, &list, is_sample, alphasort);
	(void)state;
	assert_true(n > 15);
	for (int i = 0; i < n; i++) {
		faults += check_golden(list[i]->d_name);
		free(list[i]);
	}
	free(list);
	assert_int_equal(faults, 0);
}

static int open_all(void **state)
{
	struct err err = {0};
	(void)state;
	company_open();
	if (headers_open(&err))
		fail_msg("%s", err.text);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	headers_close();
	company_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(golden_files)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
