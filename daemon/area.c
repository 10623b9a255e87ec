#include "area.h"

#include <string.h>

#include "headers.h"
#include "phone.h"

static bool is_code(const struct column *c)
{
	static const char word[] = "区号";
	size_t n = strlen(c->label);
	return c->field == FIELD_OTHER && n >= sizeof word - 1 && strcmp(c->label + n - (sizeof word - 1), word) == 0 && header_match(c->text).whole;
}

static bool has_phones(const struct column *c)
{
	return c->field == FIELD_PHONE && !c->weak;
}

struct area area_find(const struct layout *l)
{
	struct area none = {0}, before = {0};
	size_t code = 0;
	while (code < l->column_count && !is_code(&l->column[code]))
		code++;
	for (size_t i = 0; code < l->column_count && i < l->column_count; i++) {
		struct area here = {true, code, i};
		if (!has_phones(&l->column[i]))
			continue;
		if (i > code)
			return here;
		before = here;
	}
	return before.is ? before : none;
}

const char *area_join(struct arena *a, const char *code, const char *phone)
{
	enum { CODE_MIN = 3, CODE_MAX = 4 };
	char digits[CODE_MAX + 1] = "0";
	size_t n = 0;
	for (; *code; code++) {
		if (*code < '0' || *code > '9')
			continue;
		n += !n && *code != '0'; /* a zero that a spreadsheet took away */
		if (n == CODE_MAX)
			return NULL;
		digits[n++] = *code;
	}
	if (n < CODE_MIN || phone_find(a, phone, NULL, NULL, NULL, NULL) || !phone_find(a, phone, digits, NULL, NULL, NULL))
		return NULL;
	return arena_printf(a, "%s-%s", digits, phone);
}
