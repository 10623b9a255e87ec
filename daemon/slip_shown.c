#include <string.h>

#include "compose_part.h"
#include "slip_take_inside.h"

static const char *name_of(const struct office *o, const char *who)
{
	const struct staff *s = office_staff(o, who);
	return s ? s->name : who;
}

static const char *names_of(struct arena *a, const struct office *o, const char *value)
{
	const char *all = "", *comma = "、";
	for (const char *p = value, *end; *p; p = *end ? end + strlen(comma) : end) {
		end = strstr(p, comma) ? strstr(p, comma) : p + strlen(p);
		all = arena_printf(a, "%s%s%s", all, *all ? comma : "", name_of(o, arena_strndup(a, p, (size_t)(end - p))));
	}
	return all;
}

const char *slip_shown(struct arena *a, const struct office *o, const struct form_field *d, const char *value)
{
	date when;
	switch (d->type) {
	case FORM_MONEY:
		return say_yuan(a, value);
	case FORM_DATE:
		return date_parse(value, &when) < 0 ? value : say_year_date(a, when);
	case FORM_MONTH:
		return date_parse(arena_printf(a, "%s-01", value), &when) < 0 ? value : say_month(a, when);
	case FORM_PERSON:
		return name_of(o, value);
	case FORM_PEOPLE:
		return names_of(a, o, value);
	default:
		return value;
	}
}
