#include "values/form.h"

#include <string.h>

bool form_on(const struct form *f, const struct policy *p)
{
	for (size_t i = 0; f->pack && i < p->forms_count; i++)
		if (strcmp(p->forms[i], f->pack) == 0)
			return true;
	return !f->pack;
}

const struct form *office_form(const struct office *o, const char *id)
{
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++)
		if (strcmp(o->forms->forms[i].id, id) == 0)
			return &o->forms->forms[i];
	return NULL;
}

int form_field(const struct form *f, const char *name)
{
	for (size_t i = 0; name && i < f->fields_count; i++)
		if (strcmp(f->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *form_named_field(const char *text)
{
	static const char word[] = "field ";
	return text && strncmp(text, word, sizeof word - 1) == 0 ? text + sizeof word - 1 : NULL;
}
