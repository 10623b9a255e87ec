#include <string.h>

#include "compose_part.h"

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct bundle_in *in = what;
	struct view *v = view_object(a), *mails = view_set_list(a, v, "mails");
	const char *missing = "";
	put_mood(a, v, in->missing_count ? MOOD_WARN : MOOD_CALM);
	put_title(a, v, "title", in->title);
	put_value(a, v, "report", in->report); /* as it is: a mail is known by this word */
	put_value(a, v, "clause", in->clause);
	view_set_text(a, v, "week", say_date(a, in->week));
	view_set_text(a, v, "due", in->due ? say_due(a, in->due, in->head.now) : "");
	put_value(a, v, "by", in->by ? in->by : "");
	put_long_value(a, v, "words", in->words ? in->words : "");
	for (size_t i = 0; i < in->mails_count && i < rows; i++) {
		struct view *one = view_add_object(a, mails);
		put_value(a, one, "name", in->mails[i].name);
		put_value(a, one, "subject", in->mails[i].subject ? in->mails[i].subject : "");
		view_set_text(a, one, "arrived", say_moment(a, in->mails[i].at));
		view_set_bool(a, one, "attached", in->mails[i].raw.size > 0);
	}
	for (size_t i = 0; i < in->missing_count; i++)
		missing = arena_printf(a, "%s%s%s", missing, i ? say(a, "", "and", NULL) : "", in->missing[i]);
	put_long_value(a, v, "missing", missing);
	view_set_int(a, v, "missing_count", (int64_t)in->missing_count);
	view_set_text(a, v, "mails_more", in->mails_count > rows ? arena_printf(a, "%zu", in->mails_count - rows) : "");
	return v;
}

struct letter compose_bundle(struct arena *a, const struct bundle_in *in)
{
	struct letter_file *files = arena_alloc(a, (in->mails_count + 1) * sizeof *files);
	size_t count = 0;
	for (size_t i = 0; i < in->mails_count; i++) {
		if (!in->mails[i].raw.size)
			continue;
		files[count] = attached_mail(a, in->mails[i].raw);
		files[count].name = arena_printf(a, "%zu.eml", i + 1);
		count++;
	}
	return compose_finish_with(a, &in->head, LETTER_BUNDLE, build, in, files, count);
}
