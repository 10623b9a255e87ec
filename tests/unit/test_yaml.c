/* YAML and JSON as nodes that know their lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "conf_yaml.h"

static struct arena *a;
static struct conf_faults faults;

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	faults = (struct conf_faults){0};
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static const struct node *parse(const char *text)
{
	return yaml_parse(a, "f.yaml", text, strlen(text), &faults);
}

static void test_lines(void **state)
{
	(void)state;
	const struct node *n = parse("# first\na: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n");
	assert_non_null(n);
	assert_int_equal(n->kind, NODE_MAP);
	assert_int_equal(n->line, 2);
	assert_int_equal(node_find(n, "b")->line, 3);
	const struct node *list = node_get(n, "b");
	assert_int_equal(list->kind, NODE_LIST);
	assert_int_equal(list->items_count, 2);
	assert_int_equal(list->items[1].value->line, 5);
	assert_int_equal(node_find(list->items[1].value, "d")->line, 6);
	assert_string_equal(node_get(list->items[1].value, "d")->text, "3");
	assert_null(node_get(n, "z"));
	assert_null(node_get(list, "a"));
}

/* Nothing is guessed: no base 60, no floating point, no booleans. */
static void test_text_stays(void **state)
{
	(void)state;
	static const char *const texts[] = {"23:59", "2.00", "0769", "yes", "1e3", "2026-09-14", "off"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct node *n = parse(arena_printf(a, "k: %s", texts[i]));
		assert_string_equal(node_get(n, "k")->text, texts[i]);
		assert_true(node_get(n, "k")->plain);
		assert_false(node_is_null(node_get(n, "k")));
	}
}

/* A single word is not handed to libyaml; behind it a line's end is. */
static void test_words(void **state)
{
	(void)state;
	static const char alphabet[] = "abcnulfsyeotrYNT019_.";
	char word[16];
	unsigned seed = 1;
	for (int i = 0; i < 5000; i++) {
		size_t n = 1 + (seed = seed * 1103515245 + 12345) / 65536 % 8;
		for (size_t k = 0; k < n; k++)
			word[k] = alphabet[(seed = seed * 1103515245 + 12345) / 65536 % (sizeof alphabet - 1)];
		word[n] = '\0';
		const struct node *fast = parse(word), *slow = parse(arena_printf(a, "%s\n", word));
		if (!fast || !slow || fast->kind != slow->kind || strcmp(fast->text, slow->text) != 0 || strcmp(fast->text, word) != 0 || fast->plain != slow->plain ||
		    fast->line != slow->line || strcmp(fast->file, slow->file) != 0 || fast->items_count != slow->items_count || node_is_null(fast) != node_is_null(slow))
			fail_msg("%s: not what libyaml reads", word);
	}
	assert_true(node_is_null(parse("null")));
}

static void test_null(void **state)
{
	(void)state;
	const struct node *n = parse("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: []\n");
	assert_true(node_is_null(node_get(n, "a")));
	assert_true(node_is_null(node_get(n, "b")));
	assert_true(node_is_null(node_get(n, "c")));
	assert_false(node_is_null(node_get(n, "d")));
	assert_false(node_is_null(node_get(n, "e")));
	assert_false(node_is_null(node_get(n, "f")));
}

static void test_alias(void **state)
{
	(void)state;
	const struct node *n = parse("a: &x {k: v}\nb: *x\n");
	assert_ptr_equal(node_get(n, "a"), node_get(n, "b"));
	assert_null(parse("a: &x [1, *x]\n"));
	assert_int_equal(faults.faults_count, 1);
	/* Doubling at each step stays small: an alias is the same node. */
	n = parse("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: &e [*d,*d]\nf: &f [*e,*e]\ng: [*f,*f]\n");
	assert_non_null(n);
	assert_int_equal(node_get(n, "g")->items_count, 2);
}

static void test_fault_lines(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int line;
		const char *words;
	} rows[] = {
		{"a: 1\nb: 2\na: 3\n", 3, "twice (first in line 1)"},
		{"a: {b: 1,\n b: 2}\n", 2, "twice"},
		{"a:\n  b: 1\n\tc: 2\n", 3, "tab"},
		{"a: 1\nb: \xC4\xE3\n", 2, "UTF-8"},
		{"a: 1\nb: \x01\n", 2, "control"},
		{"a: 1\n--- \nb: 1\n", 3, "second document"},
		{"? [a]\n: 1\n", 1, "key"},
		{"a: \"x\\0y\"\n", 1, "zero"},
		{"a: 'x\n", 2, "quote"},
		{"", 1, "empty"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		faults.faults_count = 0;
		parse(rows[i].text);
		if (faults.faults_count == 0 || faults.faults[0].line != rows[i].line || !strstr(faults.faults[0].text, rows[i].words))
			fail_msg("%s: %d %s", rows[i].text, faults.faults_count ? faults.faults[0].line : 0,
				 faults.faults_count ? faults.faults[0].text : "taken");
	}
}

static void test_depth(void **state)
{
	(void)state;
	struct buf text = {0};
	for (int i = 0; i < 20000; i++)
		buf_addc(&text, '[');
	assert_null(parse(text.data));
	assert_true(faults.faults_count > 0);
	buf_release(&text);
}

/* A year in one long line, as programs write JSON. */
static void test_long_json(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_adds(&text, "{\"year\":2026,\"days\":[");
	for (int i = 0; i < 300; i++)
		buf_printf(&text, "%s{\"name\":\"春节 # a: b\",\"date\":\"2026-%02d-%02d\",\"isOffDay\":true}", i ? "," : "", i / 28 + 1, i % 28 + 1);
	buf_adds(&text, "]}");
	const struct node *n = parse(text.data);
	assert_non_null(n);
	assert_int_equal(node_get(n, "days")->items_count, 300);
	assert_string_equal(node_get(node_get(n, "days")->items[299].value, "name")->text, "春节 # a: b");
	buf_release(&text);
}

static void test_nearest(void **state)
{
	(void)state;
	static const char *const words[] = {"quota", "due", "reminders", "cc_rule", NULL};
	assert_string_equal(conf_nearest("quote", words), "quota");
	assert_string_equal(conf_nearest("reminder", words), "reminders");
	assert_string_equal(conf_nearest("ccrule", words), "cc_rule");
	assert_string_equal(conf_nearest("deu", (const char *const[]){"deus", NULL}), "deus");
	assert_null(conf_nearest("password", words));
	assert_null(conf_nearest("", words));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_words, setup, teardown),
		cmocka_unit_test_setup_teardown(test_null, setup, teardown),
		cmocka_unit_test_setup_teardown(test_alias, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fault_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_depth, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_json, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nearest, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
