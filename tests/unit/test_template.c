/* The Mustache engine: a table of (data, template, what must come out), partials, faults with their lines, limits. The published spec's
 * own cases: tests/golden/mustache, or the folder that MUSTACHE_SPEC names. Runs in the source tree's root. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bug.h"
#include "base/text.h"
#include "template.h"

/* --- views out of JSON --- */
static struct view *json_value(struct arena *a, const char **p);

static void skip_blanks(const char **p)
{
	*p += strspn(*p, " \t\r\n");
}

static const char *json_string(struct arena *a, const char **p)
{
	struct buf b = {0};
	must(*(*p)++ == '"');
	for (; **p != '"'; (*p)++) {
		if (**p != '\\') {
			buf_addc(&b, **p);
			continue;
		}
		char one[4], hex[5] = "";
		switch (*++*p) {
		case 'n': buf_addc(&b, '\n'); break;
		case 'r': buf_addc(&b, '\r'); break;
		case 't': buf_addc(&b, '\t'); break;
		case 'u':
			memcpy(hex, *p + 1, 4);
			buf_add(&b, one, text_put(one, (uint32_t)strtoul(hex, NULL, 16)));
			*p += 4;
			break;
		default: buf_addc(&b, **p);
		}
	}
	(*p)++;
	char *s = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return s;
}

static struct view *json_object(struct arena *a, const char **p)
{
	struct view *v = view_object(a);
	for ((*p)++, skip_blanks(p); **p != '}'; skip_blanks(p)) {
		const char *name = json_string(a, p);
		skip_blanks(p);
		must(*(*p)++ == ':');
		view_set(a, v, name, json_value(a, p));
		skip_blanks(p);
		*p += **p == ',';
	}
	(*p)++;
	return v;
}

static struct view *json_list(struct arena *a, const char **p)
{
	struct view *v = view_list(a);
	for ((*p)++, skip_blanks(p); **p != ']'; skip_blanks(p)) {
		view_add(a, v, json_value(a, p));
		skip_blanks(p);
		*p += **p == ',';
	}
	(*p)++;
	return v;
}

static struct view *json_value(struct arena *a, const char **p)
{
	skip_blanks(p);
	if (**p == '{')
		return json_object(a, p);
	if (**p == '[')
		return json_list(a, p);
	if (**p == '"')
		return view_text(a, json_string(a, p));
	size_t n = strcspn(*p, ",]} \t\r\n");
	const char *word = arena_strndup(a, *p, n);
	*p += n;
	if (strcmp(word, "true") == 0 || strcmp(word, "false") == 0)
		return view_bool(a, *word == 't');
	return view_text(a, strcmp(word, "null") == 0 ? "" : word);
}

/* --- rendering --- */
static void add_template(struct arena *a, struct template_set *set, const char *name, const char *text)
{
	struct template_faults faults = {0};
	struct template *t = template_parse(a, name, name, 1, text, &faults);
	if (!t)
		fail_msg("%s:%d: %s", name, faults.faults[0].line, faults.faults[0].text);
	ARENA_PUSH(a, set, templates) = t;
}

static const char *rendered(struct arena *a, const char *text, const struct view *data, const struct view *partials)
{
	struct template_set set = {.html = true};
	struct buf out = {0};
	add_template(a, &set, "main", text);
	for (size_t i = 0; partials && i < partials->members_count; i++)
		add_template(a, &set, partials->members[i].name, partials->members[i].value->text);
	const struct template *main_one = set.templates[0];
	assert_int_equal(template_render(&set, main_one, data, &out), 0);
	char *s = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_clear(&out);
	template_sort(&set); /* partials are found by halving: the same */
	assert_ptr_equal(template_find(&set, "main"), main_one);
	assert_null(template_find(&set, "no such one"));
	assert_int_equal(template_render(&set, main_one, data, &out), 0);
	assert_string_equal(out.data ? out.data : "", s);
	if (template_fixed(main_one))
		assert_string_equal(template_fixed(main_one), s);
	buf_release(&out);
	return s;
}

static const struct {
	const char *data, *partials, *text, *want;
} cases[] = {
	/* a second name of each text: is it 1? It belongs to the same context */
	{"{\"n\":\"1\",\"l\":[{\"n\":\"3\"},{\"n\":1}]}", "{}", "{{n}} row{{^n_one}}s{{/n_one}}{{#l}}, {{n}} row{{^n_one}}s{{/n_one}}{{/l}}{{#x_one}}!{{/x_one}}", "1 row, 3 rows, 1 row"},
	/* variables */
	{"{}", "{}", "nothing {but} text", "nothing {but} text"},
	{"{\"s\":\"陈平娜\"}", "{}", "{{s}}您好：", "陈平娜您好："},
	{"{\"x\":\"a & b \\\" < > '\"}", "{}", "{{x}}", "a &amp; b &quot; &lt; &gt; &#39;"},
	{"{\"x\":\"a & b \\\" < >\"}", "{}", "{{{x}}}|{{&x}}|{{& x }}", "a & b \" < >|a & b \" < >|a & b \" < >"},
	{"{\"n\":85}", "{}", "{{n}} {{ n }}\t{{\nn}}", "85 85\t85"},
	{"{\"b\":true,\"l\":[1],\"o\":{}}", "{}", "({{b}}{{l}}{{o}}{{none}}{{b.x.y}})", "()"},
	{"{\"a\":{\"b\":{\"c\":\"deep\"}}}", "{}", "{{a.b.c}} {{#a}}{{b.c}}{{/a}} {{#a.b}}{{c}}{{/a.b}}", "deep deep deep"},
	{"{\"a\":{\"b\":{}},\"b\":{\"c\":\"wrong\"}}", "{}", "{{#a}}({{b.c}}){{/a}}", "()"},
	{"{\"x\":\"{{y}}\",\"y\":1}", "{}", "{{{x}}}", "{{y}}"},
	{"{\"s\":\"---\"}", "{}", "| {{s}} |\n  {{s}}\n", "| --- |\n  ---\n"},
	/* sections */
	{"{\"t\":true,\"f\":false}", "{}", "{{#t}}yes{{/t}}{{#f}}no{{/f}}{{^f}}not{{/f}}{{^t}}no{{/t}}", "yesnot"},
	{"{\"e\":\"\",\"z\":\"0\"}", "{}", "{{#e}}no{{/e}}{{^e}}empty{{/e}} {{#z}}{{.}}{{/z}}", "empty 0"},
	{"{\"l\":[{\"n\":1},{\"n\":2}],\"e\":[]}", "{}", "{{#l}}<{{n}}>{{/l}}{{#e}}no{{/e}}{{^e}}none{{/e}}{{^l}}no{{/l}}", "<1><2>none"},
	{"{\"l\":[\"a\",\"<\",\"c\"]}", "{}", "{{#l}}({{.}}{{{.}}}){{/l}}", "(aa)(&lt;<)(cc)"},
	{"{\"l\":[[1,2],[3]]}", "{}", "{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", "(12)(3)"},
	{"{\"n\":\"out\",\"o\":{\"m\":1},\"l\":[{\"n\":\"in\"},{}]}", "{}", "{{#l}}{{n}} {{/l}}{{#o}}{{n}}{{m}}{{/o}}", "in out out1"},
	{"{\"a\":{\"one\":1},\"b\":{\"two\":2}}", "{}", "{{#a}}{{one}}{{#b}}{{one}}{{two}}{{one}}{{/b}}{{one}}{{/a}}", "11211"},
	{"{\"b\":true}", "{}", "| A {{#b}}B {{#b}}C{{/b}} D{{/b}} E |", "| A B C D E |"},
	/* lines that tags have for themselves */
	{"{\"b\":true}", "{}", "| This\n{{#b}}\n| Is\n{{/b}}\n| A Line", "| This\n| Is\n| A Line"},
	{"{\"b\":true}", "{}", "| This\n  {{#b}}\t\n| Is\n {{/b}}  \n| A", "| This\n| Is\n| A"},
	{"{\"b\":true}", "{}", "|\r\n{{#b}}\r\n{{/b}}\r\n|", "|\r\n|"},
	{"{\"b\":true}", "{}", "  {{#b}}\n#{{/b}}\n/", "#\n/"},
	{"{\"b\":true}", "{}", "#{{#b}}\n/\n  {{/b}}", "#\n/\n"},
	{"{\"b\":true}", "{}", " {{#b}}YES{{/b}}\n {{#b}}GOOD{{/b}}\n", " YES\n GOOD\n"},
	{"{}", "{}", "| This\n|\n{{^b}}\n|\n{{/b}}\n| A", "| This\n|\n|\n| A"},
	/* comments */
	{"{}", "{}", "12{{! c }}34 {{!\n two\n lines }}5", "1234 5"},
	{"{}", "{}", "a\n  {{! alone }}\nb\n{{!\nfour\nlines\n}}\nc", "a\nb\nc"},
	{"{}", "{}", "  12 {{! 34 }}\n", "  12 \n"},
	/* delimiters */
	{"{\"t\":\"Hey!\"}", "{}", "{{=<% %>=}}(<%t%>) {{t}}", "(Hey!) {{t}}"},
	{"{\"t\":\"It\"}", "{}", "({{=[ ]=}}[t])", "(It)"},
	{"{\"s\":true,\"d\":\"x\"}", "{}", "{{#s}}{{d}}|d|{{/s}}{{= | | =}}|#s|{{d}}|d||/s|", "x|d|{{d}}x"},
	{"{}", "{}", "a\n  {{= @ @ =}}\nb", "a\nb"},
	{"{\"v\":\"in\"}", "{\"p\":\".{{v}}.\"}", "{{>p}}{{= | | =}}|>p|", ".in..in."},
	/* partials */
	{"{\"t\":\"*\"}", "{\"p\":\"{{t}}\"}", "\"{{>p}}{{> p }}{{>none}}\"", "\"**\""},
	{"{\"c\":\"X\",\"n\":[{\"c\":\"Y\",\"n\":[]}]}", "{\"p\":\"{{c}}<{{#n}}{{>p}}{{/n}}>\"}", "{{>p}}", "X<Y<>>"},
	{"{\"d\":\"|\"}", "{\"p\":\">\\n>\"}", "  {{d}}  {{> p}}\n", "  |  >\n>\n"},
	{"{}", "{\"p\":\">\\n>\"}", "  {{>p}}\n>", "  >\n  >>"},
	{"{\"c\":\"<\\n->\"}", "{\"p\":\"|\\n{{{c}}}\\n|\\n\"}", "\\\n {{>p}}\n/\n", "\\\n |\n <\n->\n |\n/\n"},
	{"{\"l\":[1,2]}", "{\"p\":\"{{#l}}\\n- {{.}}\\n{{/l}}\\n\",\"q\":\"q\\n  {{>p}}\\n\"}", "  {{>q}}\n", "  q\n    - 1\n    - 2\n"},
	{"{\"b\":true}", "{\"p\":\"[]\"}", "| {{> p }} |", "| [] |"},
	/* dynamic names */
	{"{\"d\":\"p\",\"t\":1}", "{\"p\":\"({{t}})\"}", "{{>*d}}{{> * d }}{{>*none}}", "(1)(1)"},
};

static void test_cases(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *data = cases[i].data, *partials = cases[i].partials;
		const char *got = rendered(a, cases[i].text, json_value(a, &data), json_value(a, &partials));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("case %zu '%s': '%s', not '%s'", i, cases[i].text, got, cases[i].want);
	}
	arena_free(a);
}

/* How many cases it has. */
static size_t spec_file(struct arena *a, const char *dir, const char *name)
{
	FILE *f = fopen(arena_printf(a, "%s/%s.json", dir, name), "r");
	if (!f && *name == '~' && getenv("MUSTACHE_SPEC")) /* an older edition has no optional modules */
		return 0;
	assert_non_null(f);
	char *text = arena_alloc(a, 1 << 20);
	text[fread(text, 1, (1 << 20) - 1, f)] = '\0';
	fclose(f);
	const char *p = text;
	const struct view *tests = view_member(json_value(a, &p), "tests");
	assert_true(tests->items_count > 4);
	for (size_t i = 0; i < tests->items_count; i++) {
		const struct view *t = tests->items[i];
		const char *want = view_member(t, "expected")->text;
		const char *got = rendered(a, view_member(t, "template")->text, view_member(t, "data"), view_member(t, "partials"));
		if (strcmp(got, want) != 0)
			fail_msg("%s: %s: '%s', not '%s'", name, view_member(t, "name")->text, got, want);
	}
	return tests->items_count;
}

static void test_spec(void **state)
{
	static const char *const names[] = {"comments", "delimiters", "interpolation", "inverted", "partials", "sections", "~dynamic-names"};
	const char *dir = getenv("MUSTACHE_SPEC");
	size_t cases_count = 0;
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cases_count += spec_file(a, dir ? dir : "tests/golden/mustache", names[i]);
	assert_true(cases_count >= 100);
	arena_free(a);
}

/* --- faults --- */
static void test_faults(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *says;
	} faults[] = {
		{"a\n{{#rows}}\nb", 2, "never closed"},
		{"a\n\n{{/rows}}", 3, "closes nothing"},
		{"{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}{{/a}}", 3, "of line 2 is open"},
		{"a\nb {{name", 2, "never ends"},
		{"a\n{{! c\n}}\n{{}}", 4, "without a name"},
		{"{{two words}}", 1, "no blanks"},
		{"{{=x=}}", 1, "sets no delimiters"},
		{"{{=a b c=}}", 1, "sets no delimiters"},
		{"{{=waytoolong %>=}}", 1, "sets no delimiters"},
	};
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct template_faults f = {0};
		assert_null(template_parse(a, "t", "t.txt", 1, faults[i].text, &f));
		assert_int_equal(f.faults[0].line, faults[i].line);
		assert_string_equal(f.faults[0].file, "t.txt");
		if (!text_contains(f.faults[0].text, faults[i].says))
			fail_msg("'%s' does not say '%s'", f.faults[0].text, faults[i].says);
	}
	arena_free(a);
}

static void test_unknown_names(void **state)
{
	static const char *const known[] = {"to", "rows", "rows.company", "rows.cells", "content", NULL};
	static const char text[] = "{{#to_one}}{{/to_one}}{{to}}{{tow_one}}\n{{#rows}}{{company}}{{to}}\n{{#cells}}{{.}}{{company}}{{/cells}}{{/rows}}\n{{company}}\n{{>part}}\n"
		"{{>*content}}\n{{^nobody}}{{rows.company}}{{/nobody}}\n{{>gone}}{{.}}\n";
	static const int lines[] = {1, 4, 2, 1, 7, 8, 8};
	(void)state;
	struct arena *a = arena_new();
	struct template_set set = {0};
	struct template_faults f = {0};
	add_template(a, &set, "layout", text);
	add_template(a, &set, "part", "a\n{{unknown}}\n{{#rows}}{{company}}{{/rows}}");
	add_template(a, &set, "body", "{{>layout}}");
	template_check(a, &set, set.templates[0], known, "body", &f);
	assert_int_equal(f.faults_count, sizeof lines / sizeof *lines);
	for (size_t i = 0; i < f.faults_count; i++)
		assert_int_equal(f.faults[i].line, lines[i]);
	assert_string_equal(f.faults[2].file, "part");
	assert_string_equal(f.faults[3].file, "body");
	assert_true(template_shows(&set.templates[0]->root, "company"));
	assert_false(template_shows(&set.templates[0]->root, "unknown"));
	arena_free(a);
}

static void test_limits(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct template_set set = {0};
	struct template_faults f = {0};
	struct buf deep = {0}, out = {0};
	add_template(a, &set, "p", "{{>p}}");
	assert_int_equal(template_render(&set, set.templates[0], view_object(a), &out), -1);
	for (int i = 0; i < TEMPLATE_MAX_NESTING + 1; i++)
		buf_adds(&deep, "{{#a}}");
	assert_null(template_parse(a, "deep", "deep", 1, deep.data, &f));
	buf_clear(&deep);
	for (int i = 0; i < 2000; i++)
		buf_adds(&deep, "0123456789");
	/* 20,000 bytes for each of 1,000 items are more than TEMPLATE_MAX_OUTPUT. */
	struct view *v = view_object(a), *l = view_set_list(a, v, "l");
	for (int i = 0; i < 1000; i++)
		view_add(a, l, view_text(a, deep.data));
	add_template(a, &set, "long", "{{#l}}{{.}}{{/l}}");
	assert_int_equal(template_render(&set, template_find(&set, "long"), v, &out), -1);
	assert_true(out.size <= TEMPLATE_MAX_OUTPUT);
	buf_release(&deep);
	buf_release(&out);
	arena_free(a);
}

/* Templates of random pieces: parsing ends, and what it accepts renders and checks without a fault of our own. */
static void test_random_templates(void **state)
{
	static const char *const pieces[] = {"{{", "}}", "{{{", "}}}", "{{#a}}", "{{/a}}", "{{^b}}", "{{/b}}", "{{!", "{{=<% %>=}}", "<%={{ }}=%>", "{{>p}}", "{{>*d}}",
		"{{.}}", "{{a.b}}", "=", "\n", " ", "\r\n", "x", "中", "{{&a}}", "{{#a.b}}", "{{/a.b}}", "|", "{{= ", " =}}"};
	static const char *const known[] = {"a", "a.b", "d", NULL};
	const char *data = "{\"a\":[{\"b\":\"<\"},[],\"t\"],\"b\":false,\"d\":\"p\"}";
	(void)state;
	struct arena *a = arena_new();
	const struct view *view = json_value(a, &data);
	struct arena *each = arena_new();
	uint64_t seed = 1;
	int accepted = 0;
	for (int n = 0; n < 20000; n++) {
		struct buf text = {0}, out = {0};
		struct template_faults faults = {0};
		struct template_set set = {.html = true};
		for (int i = 0; i < 12; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			buf_adds(&text, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		struct template *t = template_parse(each, "t", "t", 1, text.data, &faults);
		if (t) {
			accepted++;
			ARENA_PUSH(each, &set, templates) = t;
			add_template(each, &set, "p", "{{a.b}}\n");
			template_check(each, &set, t, known, "p", &faults);
			assert_int_equal(template_render(&set, t, view, &out), 0);
		}
		buf_release(&text);
		buf_release(&out);
		arena_reset(each);
	}
	assert_in_range(accepted, 500, 19000);
	arena_free(each);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases), cmocka_unit_test(test_spec), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_unknown_names), cmocka_unit_test(test_limits), cmocka_unit_test(test_random_templates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
