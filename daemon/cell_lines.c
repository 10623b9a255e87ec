#include "cell_lines.h"

#include <string.h>

#include "base/text.h"
#include "layout.h"

/* The next line that says something, from *p on; its size, 0 at the end. */
static size_t next_line(const char **p, const char **line_r)
{
	*p += strspn(*p, "\n");
	const char *start = *p;
	*p += strcspn(start, "\n");
	*line_r = start;
	return (size_t)(*p - start);
}

static size_t count_lines(const char *text)
{
	const char *line;
	size_t n = 0;
	while (n <= CELL_LINES_MAX && next_line(&text, &line))
		n++;
	return n;
}

static bool has_number(const char *line, size_t size)
{
	size_t digits = 0;
	for (size_t i = 0; i < size; i++)
		digits += line[i] >= '0' && line[i] <= '9';
	return digits >= 7;
}

/* (原远大五金厂) below a name is no other firm. */
static bool is_former(const char *line)
{
	static const char *const words[] = {"原", "曾用名", "现", "又名", "简称", "(", "（", "[", "【"};
	return text_begins_any(line, words, sizeof words / sizeof *words);
}

static bool are_firms(const char *names)
{
	struct arena *a = arena_new();
	const char *line;
	bool good = true;
	for (size_t n; good && (n = next_line(&names, &line));) {
		const char *name = text_trim(a, arena_strndup(a, line, n));
		good = looks_like_company(name) && !is_former(name);
	}
	arena_free(a);
	return good;
}

size_t cell_lines(const struct lead_row *r)
{
	const char *company = r->value[FIELD_COMPANY], *phones = r->value[FIELD_PHONE], *line;
	size_t n = count_lines(company), size;
	if (n < 2 || n > CELL_LINES_MAX || count_lines(phones) != n || !are_firms(company))
		return 1;
	while ((size = next_line(&phones, &line)))
		if (!has_number(line, size))
			return 1;
	for (int f = 0; f < FIELD_COUNT; f++) {
		size_t lines = count_lines(r->value[f]);
		if (lines > 1 && lines != n)
			return 1;
	}
	return n;
}

const char *cell_line(struct arena *a, const char *text, size_t index)
{
	const char *line;
	size_t size = 0;
	if (count_lines(text) < 2)
		return text;
	for (size_t i = 0; i <= index; i++)
		size = next_line(&text, &line);
	return text_trim(a, arena_strndup(a, line, size));
}
