#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "commands.h"
#include "samples.h"

/* Name and kind, a line each: what a script that renders all of them loops over. */
static void list_samples(void)
{
	const struct sample *s;
	for (size_t i = 0; (s = sample_at(i)); i++)
		printf("%s\t%s\n", s->name, letter_kind_names[s->kind]);
}

/* The office as it would be in that language; its own letters are in its own. */
static int speak(struct arena *a, const char *language, struct office *o, struct err *err)
{
	struct template_faults faults = {0};
	enum language l = LANGUAGE_CHINESE;
	while (l < LANGUAGE_COUNT && strcmp(language_names[l], language) != 0)
		l++;
	if (l == LANGUAGE_COUNT)
		return err_set(err, EX_USAGE, "--language %s: write zh-CN or en", language);
	if (l == o->language)
		return 0;
	o->language = l;
	o->letters_dir = NULL;
	return compose_open(a, o, &faults) < 0 ? err_set(err, EX_CONFIG, "%s:%d: %s", faults.faults[0].file, faults.faults[0].line, faults.faults[0].text) : 0;
}

void show_letter(const struct command_options *o, const struct letter *l)
{
	if (o->preview_as == PREVIEW_EML)
		fwrite(l->bytes.data, 1, l->bytes.size, stdout);
	else if (o->preview_as == PREVIEW_HTML)
		fputs(l->html, stdout);
	else
		printf("Subject: %s\n\n%s", l->subject, l->text);
}

int show_preview(const struct command_options *o, const struct office *office, struct arena *a, struct err *err)
{
	if (!o->words_count)
		return list_samples(), 0;
	const struct sample *s = o->words_count == 1 ? sample_find(o->words[0]) : NULL;
	if (!s)
		return err_set(err, EX_USAGE, "letters --preview KIND: \"%s\" is none; without KIND it lists them", o->words[0]);
	struct office speaking = *office;
	if (o->language && speak(a, o->language, &speaking, err) < 0)
		return -1;
	struct letter l = sample_letter(&(struct sampler){a, &speaking}, s);
	show_letter(o, &l);
	return 0;
}
