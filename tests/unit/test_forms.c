/* Faults of forms, each with its line: tests/golden/conf/forms. The first line of each file there says what is found: "# 7: field a stands twice". */
#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "conf.h"
#include "values/form.h"

#define GOLDEN "tests/golden/conf/forms/"

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static const char *content(struct arena *a, const char *path)
{
	char *text = arena_alloc(a, 8192);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	assert_true(fread(text, 1, 8191, f) > 0);
	fclose(f);
	return text;
}

/* An office whose own folder holds that one form. */
static int check_one(struct arena *a, const char *dir, const char *name)
{
	const char *conf = arena_printf(a, "%s/leadclerk.yaml", dir), *own = arena_printf(a, "%s/forms/own.yaml", dir), *text = content(a, arena_printf(a, GOLDEN "%s", name));
	struct conf_faults faults = {0};
	struct office o;
	put(own, text);
	int rc = conf_read(a, conf, &o, &faults);
	const char *want = arena_strndup(a, text + 2, strcspn(text + 2, "\n"));
	const char *got = rc == 0 || !faults.faults_count ? "(it was read)" : arena_printf(a, "%d: %s", faults.faults[0].line, faults.faults[0].text);
	if (strcmp(want, got) == 0 && faults.faults_count == 1)
		return 0;
	print_message("%s (%zu faults)\n  want %s\n  got  %s\n", name, faults.faults_count, want, got);
	return 1;
}

static const char *folder(struct arena *a)
{
	char *dir = arena_strdup(a, "/tmp/test_forms.XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(mkdir(arena_printf(a, "%s/forms", dir), 0700), 0);
	put(arena_printf(a, "%s/leadclerk.yaml", dir), "office: {since: 2026-09-14}\n"
	                                              "forms: forms\n"
	                                              "operator: it@corp.test\n"
	                                              "mailboxes:\n"
	                                              "  - {name: clerk, url: 'maildir:in'}\n"
	                                              "submission: {url: 'maildir:out', from: clerk@corp.test}\n"
	                                              "staff:\n"
	                                              "  - {id: d, role: director, mail: d@corp.test}\n"
	                                              "  - {id: g, role: general_manager, mail: g@corp.test}\n"
	                                              "  - {id: r, role: rep, mail: r@corp.test}\n"
	                                              "policies:\n"
	                                              "  - effective: 2026-01-01\n");
	return dir;
}

static void clear(struct arena *a, const char *dir)
{
	unlink(arena_printf(a, "%s/forms/own.yaml", dir));
	rmdir(arena_printf(a, "%s/forms", dir));
	unlink(arena_printf(a, "%s/leadclerk.yaml", dir));
	rmdir(dir);
}

static void test_faults(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *dir = folder(a);
	int seen = 0, wrong = 0;
	DIR *d = opendir(GOLDEN);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		if (*e->d_name != '.') {
			seen++;
			wrong += check_one(a, dir, e->d_name);
		}
	closedir(d);
	clear(a, dir);
	arena_free(a);
	assert_int_equal(wrong, 0);
	assert_true(seen >= 48);
}

/* The form that etc/forms/README.md shows how to write, as it stands there. */
static void test_readme(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *dir = folder(a), *page = content(a, "etc/forms/README.md"), *start = strstr(page, "       form: gift"), *yaml = "";
	struct conf_faults faults = {0};
	struct office o;
	assert_non_null(start);
	for (const char *line = start; strncmp(line, "       ", 7) == 0; line += strcspn(line, "\n") + 1)
		yaml = arena_printf(a, "%s%.*s\n", yaml, (int)strcspn(line, "\n"), line);
	put(arena_printf(a, "%s/forms/own.yaml", dir), yaml);
	int rc = conf_read(a, arena_printf(a, "%s/leadclerk.yaml", dir), &o, &faults);
	for (size_t i = 0; i < faults.faults_count; i++)
		print_message("%d: %s\n", faults.faults[i].line, faults.faults[i].text);
	assert_int_equal(rc, 0);
	const struct form *f = office_form(&o, "gift");
	assert_non_null(f);
	assert_int_equal(f->fields_count, 3);
	assert_int_equal(f->steps_count, 2);
	clear(a, dir);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults), cmocka_unit_test(test_readme)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
