/* The letters' files: found, parsed, checked, put into use. The only part of compose that touches the world. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/embed.h"
#include "base/plain.h"
#include "base/text.h"
#include "compose_part.h"

struct letters {
	struct template_set html, text;
};
static const struct letters *in_use;

const struct template_set *compose_html(void)
{
	must(in_use);
	return &in_use->html;
}

const struct template_set *compose_text(void)
{
	must(in_use);
	return &in_use->text;
}

struct opening {
	struct arena *a;
	const char *place;                    /* "templates/zh-CN/": where the language's own letters are */
	const struct office *office;
	struct letters *letters;
	struct template_faults *faults;
};

static void add(struct opening *o, struct template_set *set, const char *name, const char *file, int line, const char *text)
{
	struct template *t = template_parse(o->a, name, file, line, text, o->faults);
	if (t)
		ARENA_PUSH(o->a, set, templates) = t;
}

/* The office's own file of that name, or NULL if it has none. */
static const char *own_file(struct opening *o, const char *name, const char **path_r)
{
	*path_r = arena_printf(o->a, "%s/%s", o->office->letters_dir, name);
	FILE *f = plain_open(*path_r);
	if (!f) {
		if (errno != ENOENT)
			template_fault(o->a, o->faults, *path_r, 1, "can't be opened: %s", plain_why(errno));
		return NULL;
	}
	char *text = arena_alloc(o->a, TEMPLATE_MAX_BYTES + 2);
	size_t size = fread(text, 1, TEMPLATE_MAX_BYTES + 1, f);
	if (ferror(f))
		template_fault(o->a, o->faults, *path_r, 1, "can't be read: %s", strerror(errno));
	fclose(f);
	if (!text_is_utf8(text, size) || strlen(text) != size) {
		template_fault(o->a, o->faults, *path_r, 1, "is not UTF-8 text: save it as UTF-8");
		return NULL;
	}
	return strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
}

/* "Subject: ..." and "Headline: ..." at the top of a letter's text are templates of their own. Returns the text behind them. */
static const char *take_top_lines(struct opening *o, const char *name, const char *file, const char *text, int *line_r)
{
	static const struct {
		const char *mark, *part;
	} tops[] = {{"Subject:", "subject"}, {"Headline:", "headline"}};
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		size_t mark = strlen(tops[i].mark), size = strcspn(text, "\n");
		if (strncmp(text, tops[i].mark, mark) != 0) {
			template_fault(o->a, o->faults, file, *line_r, "line %d must be \"%s ...\"", *line_r, tops[i].mark);
			return text;
		}
		const char *one = text_trim(o->a, arena_strndup(o->a, text + mark, size - mark));
		add(o, &o->letters->text, arena_printf(o->a, "%s/%s", name, tops[i].part), file, (*line_r)++, one);
		text += size + (text[size] == '\n');
	}
	return text;
}

static bool is_letter(const char *name)
{
	for (size_t i = 0; i < LETTER_KIND_COUNT; i++)
		if (strcmp(letter_kind_names[i], name) == 0)
			return true;
	return false;
}

/* Is there a line for that key? A word that nobody asks for is a slip of the pen. */
static bool has_key(const char *text, const char *key)
{
	size_t n = strlen(key);
	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
		if (strncmp(line, key, n) == 0 && strncmp(line + n, " =", 2) == 0)
			return true;
	return false;
}

/* "key = value" a line; # begins a comment line; each is a template GROUP/key. known: whose keys may stand there (NULL: any); own: the office's own words, whose
 * keys stay as they stand first (NULL: there are none). */
static void load_words(struct opening *o, const char *group, const char *file, const char *text, const char *known, const char *own)
{
	for (int line = 1; *text; line++) {
		size_t size = strcspn(text, "\n");
		const char *whole = text_trim(o->a, arena_strndup(o->a, text, size)), *equals = strchr(whole, '=');
		text += size + (text[size] == '\n');
		if (!*whole || *whole == '#')
			continue;
		if (!equals) {
			template_fault(o->a, o->faults, file, line, "\"%s\" is no word: write key = text", whole);
			continue;
		}
		const char *key = text_trim(o->a, arena_strndup(o->a, whole, (size_t)(equals - whole)));
		const char *name = arena_printf(o->a, "%s/%s", group, key);
		if (known && !has_key(known, key))
			template_fault(o->a, o->faults, file, line, "\"%s\" is not asked for: the words are those of %swords.txt", key, o->place);
		else if (!own || !template_find(&o->letters->text, name))
			add(o, &o->letters->text, name, file, line, text_trim(o->a, equals + 1));
	}
}

static void load(struct opening *o, const struct embedded_file *f)
{
	const char *base = f->name + strlen(o->place), *dot = strrchr(base, '.'), *path = f->name, *own = NULL;
	int line = 1;
	if (o->office->letters_dir)
		own = own_file(o, base, &path);
	const char *text = own ? own : f->data, *file = own ? path : f->name;
	if (!dot)
		return;
	const char *name = arena_strndup(o->a, base, (size_t)(dot - base));
	if (strcmp(base, "words.txt") == 0 || strcmp(base, "titles.txt") == 0) {
		if (own)
			load_words(o, name, path, own, strcmp(name, "words") == 0 ? f->data : NULL, own);
		load_words(o, name, f->name, f->data, NULL, own);
	} else if (strcmp(dot, ".html") == 0) {
		add(o, &o->letters->html, name, file, line, text);
	} else if (strcmp(dot, ".txt") == 0) {
		if (is_letter(name))
			text = take_top_lines(o, name, file, text, &line);
		add(o, &o->letters->text, name, file, line, text);
	}
}

static bool in_place(const struct opening *o, const struct embedded_file *f)
{
	return text_begins(f->name, o->place);
}

/* A file in letters_dir that replaces nothing is a slip of the pen. */
static void check_strangers(struct opening *o)
{
	const char *dir = o->office->letters_dir;
	DIR *d = dir ? opendir(dir) : NULL;
	if (dir && !d)
		template_fault(o->a, o->faults, dir, 1, "the folder of letters can't be read: %s", strerror(errno));
	for (struct dirent *e; d && (e = readdir(d));) {
		bool known = *e->d_name == '.';
		for (const struct embedded_file *f = embedded_files; f->name && !known; f++)
			known = in_place(o, f) && strcmp(f->name + strlen(o->place), e->d_name) == 0;
		if (!known)
			template_fault(o->a, o->faults, arena_printf(o->a, "%s/%s", dir, e->d_name), 1, "replaces no letter: the names are those of %s", o->place);
	}
	if (d)
		closedir(d);
}

static void check_letter(struct opening *o, enum letter_kind kind)
{
	const char *name = letter_kind_names[kind];
	const struct template_set *sets[] = {&o->letters->text, &o->letters->html};
	for (size_t i = 0; i < 2; i++) {
		const struct template *layout = template_find(sets[i], "layout");
		if (layout)
			template_check(o->a, sets[i], layout, compose_known(kind), name, o->faults);
		else
			template_fault(o->a, o->faults, o->place, 1, "there is no layout");
	}
	for (size_t i = 0; i < 2; i++) {
		const struct template *t = template_find(sets[0], arena_printf(o->a, "%s/%s", name, i ? "headline" : "subject"));
		if (t)
			template_check(o->a, sets[0], t, compose_known(kind), NULL, o->faults);
	}
}

/* Without the code an answer may lose its letter (rules.md section 6). */
static void check_code(struct opening *o, const struct template_set *set)
{
	const struct template *t = template_find(set, "layout");
	if (t && !template_shows(&t->root, "code"))
		template_fault(o->a, o->faults, t->file, 1, "the layout must show {{code}}: answers are told by it");
}

static void check_words(struct opening *o)
{
	const struct template_set *set = &o->letters->text;
	for (size_t i = 0; i < set->templates_count; i++)
		if (strncmp(set->templates[i]->name, "words/", 6) == 0)
			template_check(o->a, set, set->templates[i], compose_known(LETTER_KIND_COUNT), NULL, o->faults);
}

static void check_names(struct opening *o)
{
	for (int kind = 0; kind < LETTER_KIND_COUNT; kind++)
		check_letter(o, (enum letter_kind)kind);
	check_code(o, &o->letters->html);
	check_code(o, &o->letters->text);
	check_words(o);
}

int compose_open(struct arena *a, const struct office *office, struct template_faults *faults_r)
{
	const char *place = arena_printf(a, "templates/%s/", language_names[office->language]);
	struct opening o = {a, place, office, arena_alloc(a, sizeof *o.letters), faults_r};
	size_t before = faults_r->faults_count;
	o.letters->html.html = true;
	for (const struct embedded_file *f = embedded_files; f->name; f++)
		if (in_place(&o, f))
			load(&o, f);
	check_strangers(&o);
	template_sort(&o.letters->html);
	template_sort(&o.letters->text);
	if (office->letters_dir) /* ours alone were checked as they were built (tests/unit/test_compose.c): it would take half of a start */
		check_names(&o);
	if (faults_r->faults_count != before)
		return -1;
	in_use = o.letters;
	return 0;
}
