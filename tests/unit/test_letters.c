/* Every sample letter, in every language, against tests/golden/letters: what `letters --preview` shows. UPDATE_GOLDEN=1 writes them anew.
 * And the languages against each other: the same files, which ask for the same names; the same words. */
#include "golden_letters.h"
#include "reply.h"

static void each_letter(void)
{
	const struct sample *s;
	for (size_t i = 0; (s = sample_at(i)); i++) {
		struct letter l = sample_letter(sampler(), s);
		assert_int_equal(l.kind, s->kind);
		assert_letter(s->name, &l);
	}
}

static void test_chinese(void **state)
{
	(void)state;
	each_letter();
}

static void use_language(enum language language)
{
	struct template_faults faults = {0};
	office.language = language;
	if (compose_open(arena, &office, &faults) < 0)
		fail_msg("%s:%d: %s", faults.faults[0].file, faults.faults[0].line, faults.faults[0].text);
}

static void test_english(void **state)
{
	(void)state;
	use_language(LANGUAGE_ENGLISH);
	each_letter();
	assert_string_equal(say_due(arena, MIDNIGHT_DUE + 4 * DAY_SECONDS, EVENING), "23:59 on Fri, Sep 18");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE, EVENING), "2 h 56 min");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE + DAY_SECONDS, EVENING), "1 day 2 h");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE + 2 * DAY_SECONDS, EVENING), "2 days 2 h");
	assert_string_equal(say_roles(arena, 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER), "marketing director, general manager");
	assert_string_equal(say_title(arena, "意向客户"), "prospects");
	assert_string_equal(say_title(arena, "另一种"), "另一种");
	assert_null(say_title(arena, NULL));
}

/* Of each language, a line "NAME of FILE": files, keys of words.txt, names that a template asks for. */
struct tongue {
	const char **lines;
	size_t lines_count, lines_cap;
};

static void add_line(struct tongue *t, const char *what, const char *file)
{
	const char *line = arena_printf(arena, "%s of %s", what, file);
	for (size_t i = 0; i < t->lines_count; i++)
		if (strcmp(t->lines[i], line) == 0)
			return;
	ARENA_PUSH(arena, t, lines) = line;
}

/* {{#rows}} asks for rows, and so does {{^rows_one}}: that is grammar. */
static void add_names(struct tongue *t, const char *file, const char *text)
{
	for (const char *p = text; (p = strstr(p, "{{")); p++) {
		const char *name = p + 2 + strspn(p + 2, "{#^/& ");
		size_t n = strcspn(name, "} ");
		if (*name == '!')
			continue;
		if (n > strlen(VIEW_ONE) && strncmp(name + n - strlen(VIEW_ONE), VIEW_ONE, strlen(VIEW_ONE)) == 0)
			n -= strlen(VIEW_ONE);
		add_line(t, arena_printf(arena, "{{%.*s}}", (int)n, name), file);
	}
}

static void add_keys(struct tongue *t, const char *file, const char *text)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		const char *equals = memchr(text, '=', strcspn(text, "\n"));
		if (*text != '#' && equals)
			add_line(t, text_trim(arena, arena_strndup(arena, text, (size_t)(equals - text))), file);
	}
}

static struct tongue tongue_of(const char *language)
{
	struct tongue t = {0};
	const char *place = arena_printf(arena, "templates/%s/", language);
	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		if (strncmp(f->name, place, strlen(place)) != 0)
			continue;
		const char *file = f->name + strlen(place);
		add_line(&t, "the file", file);
		if (strcmp(file, "words.txt") == 0)
			add_keys(&t, file, f->data);
		else if (strcmp(file, "titles.txt") != 0)
			add_names(&t, file, f->data);
	}
	return t;
}

static bool has_line(const struct tongue *t, const char *line)
{
	for (size_t i = 0; i < t->lines_count; i++)
		if (strcmp(t->lines[i], line) == 0)
			return true;
	return false;
}

/* What one language may leave out of a letter: units, where its grammar wants none. */
static bool may_lack(const char *line)
{
	return strncmp(line, "{{unit}}", 8) == 0 || strncmp(line, "{{to}}", 6) == 0;
}

static void test_languages_agree(void **state)
{
	(void)state;
	int lacking = 0;
	for (int one = 0; one < LANGUAGE_COUNT; one++)
		for (int two = 0; two < LANGUAGE_COUNT; two++) {
			struct tongue a = tongue_of(language_names[one]), b = tongue_of(language_names[two]);
			assert_true(a.lines_count > 500);
			for (size_t i = 0; i < a.lines_count; i++)
				if (!has_line(&b, a.lines[i]) && !may_lack(a.lines[i])) {
					fprintf(stderr, "templates/%s lacks %s\n", language_names[two], a.lines[i]);
					lacking++;
				}
		}
	assert_int_equal(lacking, 0);
}

/* What an English letter tells to answer is understood: each bullet "· waive REASON: ..." and each “1 agree 2 refuse REASON” of its plain text. */
static void assert_understood(const char *file, const char *words)
{
	if (reply_read(arena, words).state != REPLY_CLEAR)
		fail_msg("templates/en/%s names an answer that is not understood: %s", file, words);
}

static int check_quoted(const char *file, const char *text)
{
	static const char *const others[] = {"", "NAME: what it is", "收据.jpg", "=", "People", "type=prospects", "type=visits", "恢复", "合同遗失", "移交 姓名 接手人", "处罚 姓名 事项"}; /* no answers to a letter of ours: commands, forms */
	int found = 0;
	for (const char *p = text; (p = strstr(p, "“")); ) {
		const char *from = p + strlen("“"), *end = strstr(from, "”");
		assert_non_null(end);
		const char *words = arena_strndup(arena, from, (size_t)(end - from));
		bool other = strstr(words, "{{") != NULL;
		for (size_t i = 0; i < sizeof others / sizeof *others; i++)
			other = other || strcmp(words, others[i]) == 0;
		if (!other) {
			assert_understood(file, words);
			found++;
		}
		p = end;
	}
	return found;
}

static int check_bullets(const char *file, const char *text)
{
	int found = 0;
	for (const char *p = text; (p = strstr(p, "· ")); p++) {
		const char *from = p + strlen("· ");
		size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), lower = strspn(from, "abcdefghijklmnopqrstuvwxyz");
		bool whole = from[n] == ':' || from[n] == '\n';
		if (lower > 1 && whole && strncmp(from, "rule", 4) != 0 && strncmp(from, "for several", 11) != 0) {
			assert_understood(file, arena_strndup(arena, from, n));
			found++;
		}
	}
	return found;
}

static void test_answers_named(void **state)
{
	static const char place[] = "templates/en/";
	int found = 0;
	(void)state;
	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		const char *dot = strrchr(f->name, '.'), *base = f->name + strlen(place);
		if (strncmp(f->name, place, strlen(place)) == 0 && strcmp(dot, ".txt") == 0 && strcmp(base, "words.txt") != 0)
			found += check_quoted(base, f->data) + check_bullets(base, f->data);
	}
	assert_true(found >= 25);
	/* in the lines of several, after the number */
	assert_understood("slip_items.txt", "1 agree");
	assert_understood("slip_items.txt", "1 refuse too low");
	assert_understood("slip_items.txt", "1 received");
	assert_understood("slip_items.txt", "1 done");
}

/* No kind of letter is without a sample, and a name of a kind is one. */
static void test_kinds(void **state)
{
	(void)state;
	for (int kind = 0; kind < LETTER_KIND_COUNT; kind++) {
		const struct sample *s = sample_find(letter_kind_names[kind]);
		if (!s)
			fail_msg("no sample of %s", letter_kind_names[kind]);
		assert_int_equal(s->kind, kind);
	}
	assert_null(sample_find("nothing"));
}

/* No Chinese but between “ and ”. */
static bool only_quoted(const char *said)
{
	bool quoted = false;
	for (uint32_t c; (c = text_next(&said));) {
		quoted = c == 0x201C || (quoted && c != 0x201D);
		if (text_is_han(c) && !quoted)
			return false;
	}
	return true;
}

/* What a report of etc/reports says of itself, and of a table in it, is said in English, too: only words that people answer with stay, in quotes. */
static void test_notes_in_english(void **state)
{
	(void)state;
	const char *titles = embedded_find("templates/en/titles.txt")->data;
	int notes = 0, lacking = 0;
	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		if (strncmp(f->name, "etc/reports/", 12) != 0)
			continue;
		for (const char *at = f->data; *at; at += strcspn(at, "\n"), at += *at == '\n') {
			const char *line = text_trim(arena, arena_strndup(arena, at, strcspn(at, "\n")));
			if (strncmp(line, "note: ", 6) != 0)
				continue;
			const char *known = strstr(titles, arena_printf(arena, "\n%s = ", line + 6)), *said = known ? strstr(known, " = ") + 3 : "";
			said = arena_strndup(arena, said, strcspn(said, "\n"));
			notes++;
			if (!known || !only_quoted(said)) {
				fprintf(stderr, "%s: templates/en/titles.txt lacks English of %s\n", f->name, line);
				lacking++;
			}
		}
	}
	assert_true(notes >= 24);
	assert_int_equal(lacking, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_chinese), cmocka_unit_test(test_english), cmocka_unit_test(test_languages_agree), cmocka_unit_test(test_notes_in_english), cmocka_unit_test(test_answers_named), cmocka_unit_test(test_kinds)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
