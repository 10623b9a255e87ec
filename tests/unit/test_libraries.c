/* Versions of libraries: as built, as here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "libraries.h"

static struct library of(const char *built, const char *here, bool lasting)
{
	struct library l = {.name = "libthing", .lasting = lasting};
	snprintf(l.built, sizeof l.built, "%s", built);
	snprintf(l.here, sizeof l.here, "%s", here);
	return l;
}

static void test_compare(void **state)
{
	static const struct {
		const char *built, *here;
		bool lasting;
		enum library_match is;
	} cases[] = {
		{"3.40.1", "3.40.1", false, LIBRARY_FITS}, {"3.40.1", "3.40.2", false, LIBRARY_FITS}, {"3.40.1", "3.100.0", false, LIBRARY_FITS},
		{"3.40.1", "3.40.0", false, LIBRARY_OLDER}, {"3.40.1", "3.9.9", false, LIBRARY_OLDER}, {"3.40.1", "3.40", false, LIBRARY_OLDER},
		{"3.40", "3.40.1", false, LIBRARY_FITS}, {"3.8.9", "3.8.9+ds-1", false, LIBRARY_FITS}, {"3.8.9", "3.8.8+ds-1", false, LIBRARY_OLDER},
		{"3.40.1", "4.0.0", false, LIBRARY_OTHER}, {"3.40.1", "2.99.99", false, LIBRARY_OTHER}, {"3.40.1", "", false, LIBRARY_OTHER},
		{"7.88.1", "8.14.1", true, LIBRARY_FITS}, {"7.88.1", "7.88.1-DEV", true, LIBRARY_FITS}, {"7.88.1", "6.0.0", true, LIBRARY_OTHER}, {"7.88.1", "7.64.0", true, LIBRARY_OLDER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct library l = of(cases[i].built, cases[i].here, cases[i].lasting);
		if (library_compare(&l) != cases[i].is)
			fail_msg("%s, here %s: %d", cases[i].built, cases[i].here, (int)library_compare(&l));
	}
}

static void test_other_is_refused(void **state)
{
	struct library all[2] = {of("2.9.14", "2.9.10", false), of("3.40.1", "4.0.0", false)};
	struct err err = {0};
	(void)state;
	assert_int_equal(library_check(&all[0], &err), 0);
	assert_int_equal(library_met(&all[0], &err), 0);
	assert_int_equal(library_met(&all[1], &err), -1);
	assert_int_equal(library_check(&all[1], &err), -1);
	assert_int_equal(err.exit_code, 78);
	assert_non_null(strstr(err.text, "libthing is 4.0.0 here, and this leadclerk was built with 3.40.1"));
}

/* Those of this machine, where it was built. */
static void test_these(void **state)
{
	size_t count;
	struct err err = {0};
	const struct library *all = libraries(&count, &err);
	(void)state;
	assert_non_null(all);
	assert_int_equal(count, 6);
	for (size_t i = 0; i < count; i++) {
		assert_true(all[i].built[0] >= '1' && all[i].built[0] <= '9' && strchr(all[i].built, '.'));
		if (library_compare(&all[i]) != LIBRARY_FITS || strncmp(all[i].built, all[i].here, strlen(all[i].built)) != 0)
			fail_msg("%s: built %s, here %s", all[i].name, all[i].built, all[i].here);
	}
	assert_int_equal(libraries_check(&err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_compare), cmocka_unit_test(test_other_is_refused), cmocka_unit_test(test_these)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
