#include <string.h>

#include "base/text.h"
#include "compose_part.h"

enum { SPANS_MAX = 20 };

static bool over(int64_t moment)
{
	return moment != INT64_MIN;
}

/* Empty rather than absent: what a line of a list has not, would be its letter's. */
static void put_moment(struct arena *a, struct view *v, const char *name, int64_t moment)
{
	put_value(a, v, name, over(moment) ? say_moment(a, moment) : "");
}

/* What the catalogue calls it: while it lasts by what is wrong, then by what works again. */
static const char *called(struct arena *a, const char *kind, bool is_over)
{
	const char *said = is_over ? say(a, "recovered", kind, NULL) : "";
	return *said ? said : say_code(a, "alarm", kind);
}

/* Since when, till when, how long. */
static void put_span(struct arena *a, struct view *v, int64_t since, int64_t until)
{
	put_moment(a, v, "since", since);
	put_moment(a, v, "over", until);
	put_value(a, v, "lasted", over(since) && over(until) ? say_left(a, until > since + 60 ? until : since + 60, since) : "");
}

static void put_lines(struct arena *a, struct view *v, const char *text, size_t rows)
{
	struct view *lines = view_set_list(a, v, "lines");
	const char *p = text, *end = p + strnlen(p, COMPOSE_MAX_ALARM);
	for (size_t i = 0; p < end && i < rows; i++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p)), *stop = nl ? nl : end;
		struct view *item = view_add_object(a, lines);
		put_long_value(a, item, "text", text_clean(a, p, (size_t)(stop - p)));
		p = stop + (nl != NULL);
	}
	view_set_bool(a, v, "lines_more", p < end || *end);
}

static void put_meanwhile(struct arena *a, struct view *v, const struct alarm_in *in)
{
	struct view *list = view_set_list(a, v, "meanwhile");
	for (size_t i = 0; i < in->meanwhile_count && i < SPANS_MAX; i++) {
		const struct alarm_span *s = &in->meanwhile[i];
		struct view *item = view_add_object(a, list);
		put_value(a, item, "what", called(a, s->kind, false));
		put_value(a, item, "about", s->about ? s->about : "");
		put_span(a, item, s->since, s->over);
	}
	view_set_bool(a, v, "has_meanwhile", in->meanwhile_count > 0);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct alarm_in *in = what;
	struct view *v = view_object(a);
	const char *kind = in->kind ? in->kind : "";
	put_mood(a, v, over(in->over) ? MOOD_GOOD : MOOD_WARN);
	put_value(a, v, "alarm", called(a, kind, over(in->over)));
	put_value(a, v, "about", in->about ? in->about : "");
	put_span(a, v, in->since, in->over);
	if (!over(in->over))
		put_long_value(a, v, "todo", say(a, "alarm_do", kind, NULL));
	put_meanwhile(a, v, in);
	put_lines(a, v, in->text ? in->text : "", rows);
	return v;
}

struct letter compose_alarm(struct arena *a, const struct alarm_in *in)
{
	return compose_finish(a, &in->head, LETTER_ALARM, build, in);
}
