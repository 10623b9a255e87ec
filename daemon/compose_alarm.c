#include <string.h>

#include "base/text.h"
#include "compose_part.h"

struct alarm_in {
	const char *subject, *text;
};

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct alarm_in *in = what;
	struct view *v = view_object(a), *lines = view_set_list(a, v, "lines");
	const char *p = in->text, *end = p + strnlen(p, COMPOSE_MAX_ALARM);
	put_mood(a, v, MOOD_WARN);
	put_value(a, v, "alarm", say_code(a, "alarm", in->subject));
	for (size_t i = 0; p < end && i < rows; i++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p)), *stop = nl ? nl : end;
		struct view *item = view_add_object(a, lines);
		put_long_value(a, item, "text", text_clean(a, p, (size_t)(stop - p)));
		p = stop + (nl != NULL);
	}
	view_set_bool(a, v, "lines_more", p < end || *end);
	return v;
}

struct letter compose_alarm(struct arena *a, const struct letter_head *head, const char *subject, const char *text)
{
	struct alarm_in in = {subject ? subject : "", text ? text : ""};
	return compose_finish(a, head, LETTER_ALARM, build, &in);
}
