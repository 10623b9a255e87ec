#include "values/form.h"

#include <string.h>

bool form_of_pack(const struct form *f, const char *pack)
{
	for (size_t i = 0; i < f->packs.items_count; i++)
		if (strcmp(f->packs.items[i], pack) == 0)
			return true;
	return false;
}

bool form_on(const struct form *f, const struct policy *p)
{
	for (size_t i = 0; i < p->forms_count; i++)
		if (form_of_pack(f, p->forms[i]))
			return true;
	return f->packs.items_count == 0;
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

int form_company(const struct form *f)
{
	for (size_t i = 0; i < f->fields_count; i++)
		if (f->fields[i].type == FORM_COMPANY)
			return (int)i;
	return -1;
}
