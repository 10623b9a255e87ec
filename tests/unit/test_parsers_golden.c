/* Every file of tests/golden/parsers/in against its dump in want (see make.py there). Runs from the root of the tree. */
#include <dirent.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "parsers/xlsx_parts.h"

#define FOLDER "tests/golden/parsers"
enum { FEWEST = 80 }; /* files: an empty folder must not pass */

static struct buf read_file(const char *path)
{
	struct buf b = {0};
	FILE *f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot open %s (run this from the root of the tree)", path);
	for (size_t n; (n = fread(buf_space(&b, 65536), 1, 65536, f)) > 0;)
		b.size += n;
	fclose(f);
	buf_add(&b, "", 0);
	return b;
}

static void dump_cell(struct buf *out, const char *text)
{
	bool quote = strpbrk(text, ",\"") != NULL;
	buf_addc(out, ',');
	if (quote)
		buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(out, '"');
		if (*text == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, *text);
	}
	if (quote)
		buf_addc(out, '"');
}

static void dump_sheet(struct buf *out, const struct sheet *s)
{
	buf_printf(out, "# %s%s\n", s->name, s->hidden ? " (hidden)" : "");
	for (size_t i = 0; i < s->rows_count; i++) {
		buf_printf(out, "%d%s", s->rows[i].number, s->rows[i].hidden ? "*" : "");
		assert_true(s->rows[i].cell_count > 0);
		assert_true(*s->rows[i].cells[s->rows[i].cell_count - 1].text);
		for (size_t c = 0; c < s->rows[i].cell_count; c++)
			dump_cell(out, s->rows[i].cells[c].text);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < s->merges_count; i++) {
		const struct table_merge *m = &s->merges[i];
		buf_printf(out, "merged,%c%d:%c%d\n", 'A' + m->left, m->top, m->right < 26 ? 'A' + m->right : '+', m->bottom);
	}
}

static void dump(struct buf *out, enum table_status status, const char *detail, const struct table_file *file)
{
	buf_adds(out, table_status_names[status]);
	if (*detail)
		buf_printf(out, ": %s", detail);
	buf_addc(out, '\n');
	if (file->author)
		buf_printf(out, "author %s\n", file->author);
	for (size_t i = 0; i < file->sheets_count; i++)
		dump_sheet(out, &file->sheets[i]);
}

/* The workbook read by the scanner with and without shortcuts, and by expat alone: one text. */
static void read_thrice(const char *name, struct bytes file)
{
	struct buf dumps[3] = {0};
	for (int i = EACH_SHORTCUT; i <= ONLY_EXPAT; i++) {
		struct arena *a = arena_new();
		struct book b = {.a = a, .reading = (enum book_reading)i};
		struct table_file read = {0};
		const char *detail = "";
		enum table_status status = xlsx_book(&b, file, &read, &detail);
		dump(&dumps[i], status, detail, status == TABLE_OK ? &read : &(struct table_file){0});
		arena_free(a);
	}
	for (int i = 0; i < ONLY_EXPAT; i++)
		if (strcmp(dumps[i].data, dumps[ONLY_EXPAT].data) != 0)
			fail_msg("%s: the scanner (%d)\n%.3000s\nexpat\n%.3000s", name, i, dumps[i].data, dumps[ONLY_EXPAT].data);
	for (int i = 0; i <= ONLY_EXPAT; i++)
		buf_release(&dumps[i]);
}

static int check(const char *name)
{
	char path[512];
	struct arena *a = arena_new();
	struct table_file file;
	const char *detail;
	struct buf got = {0};
	snprintf(path, sizeof path, FOLDER "/in/%s", name);
	struct buf in = read_file(path);
	snprintf(path, sizeof path, FOLDER "/want/%s.csv", name);
	struct buf want = read_file(path);
	/* An exact copy, so that a sanitizer sees a read beyond the end. */
	uint8_t *exact = malloc(in.size ? in.size : 1);
	assert_non_null(exact);
	memcpy(exact, in.data, in.size);
	enum table_status status = table_read(a, (struct bytes){exact, in.size}, name, &file, &detail);
	dump(&got, status, detail, &file);
	int bad = strcmp(got.data, want.data) != 0;
	if (bad)
		print_error("%s: got\n%.3000s\nwanted\n%.3000s\n", name, got.data, want.data);
	if (xlsx_reader.matches((struct bytes){exact, in.size}, name))
		read_thrice(name, (struct bytes){exact, in.size});
	free(exact);
	buf_release(&in);
	buf_release(&want);
	buf_release(&got);
	arena_free(a);
	return bad;
}

static void golden(void **state)
{
	(void)state;
	struct dirent **names;
	int bad = 0, files = 0, n = scandir(FOLDER "/in", &names, NULL, alphasort);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0) {
			bad += check(names[i]->d_name);
			files++;
		}
		free(names[i]);
	}
	free(names);
	assert_true(files >= FEWEST);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(golden)};
	text_open_converters();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
