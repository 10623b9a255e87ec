#include "tame.h"

#include <string.h>
#include <strings.h>

struct taming {
	char *field;       /* the field we are in, if GMime reads it closely */
	size_t marks;      /* ':' and ';' in it */
	size_t fields;     /* fields in a row */
	size_t boundaries;
};

/* The length of a field's name at p, 0 if the line begins no field. */
static size_t field_name(const char *p, const char *end)
{
	const char *q = p;
	if (!memchr(p, ':', (size_t)(end - p))) /* the lines of an attachment */
		return 0;
	while (q < end && *q > ' ' && *q < 0x7F && *q != ':')
		q++;
	size_t n = (size_t)(q - p);
	while (q < end && (*q == ' ' || *q == '\t'))
		q++;
	return q < end && *q == ':' ? n : 0;
}

static bool is_read_closely(const char *name, size_t size)
{
	static const char *const names[] = {"to", "cc", "bcc", "from", "sender", "reply-to", "content-type", "content-disposition"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == size && strncasecmp(name, names[i], size) == 0)
			return true;
	return size > 7 && strncasecmp(name, "resent-", 7) == 0;
}

static void look_at_field(struct taming *t, char *line, char *end, bool *cut_r)
{
	size_t name = field_name(line, end);
	t->field = name && is_read_closely(line, name) ? line : NULL;
	t->marks = 0;
	t->fields = name ? t->fields + 1 : 0;
	if (t->fields > TAME_FIELDS) {
		*line = '\n';
		t->fields = 0;
		t->field = NULL;
		*cut_r = true;
	}
}

size_t tame(char *p, size_t size, bool *cut_r)
{
	struct taming t = {0};
	char *start = p, *end = p + size;
	for (char *stop; p < end; p = stop) {
		stop = memchr(p, '\n', (size_t)(end - p));
		stop = stop ? stop + 1 : end;
		if (stop - p > 2 && p[0] == '-' && p[1] == '-' && ++t.boundaries > TAME_BOUNDARIES) {
			*cut_r = true;
			return (size_t)(p - start);
		}
		if (*p != ' ' && *p != '\t')
			look_at_field(&t, p, stop, cut_r);
		for (char *c = p; t.field && c < stop; c++)
			t.marks += *c == ':' || *c == ';';
		if (t.field && (t.marks > TAME_FIELD_MARKS || stop - t.field > TAME_FIELD_BYTES))
			*t.field = 'X';
	}
	return size;
}
