#include "covers.h"

#include <string.h>

void covers_start(struct covers *c, const struct sheet *s)
{
	c->sheet = s;
}

static const char *keep(struct covers *c, struct arena *a, size_t column, const char *text)
{
	const char *before = c->column[column].text;
	if (before && strcmp(before, text) == 0) /* 同上 at the head of each of a thousand merges */
		return before;
	c->bytes += strlen(text) + 1;
	return arena_strdup(a, text);
}

void covers_hand_down(struct covers *c, struct arena *a, int row, const char *const *cells, size_t count)
{
	const struct sheet *s = c->sheet;
	while (c->next < s->merges_count && s->merges[c->next].top < row) /* begun in a title, a header, or a row that is none */
		c->next++;
	for (; c->next < s->merges_count && s->merges[c->next].top == row; c->next++) {
		const struct table_merge *m = &s->merges[c->next];
		if ((size_t)m->left < count && m->left < TABLE_MAX_COLUMNS && *cells[m->left])
			c->column[m->left] = (struct cover){m->bottom, keep(c, a, (size_t)m->left, cells[m->left])};
	}
}

const char *covers_text(const struct covers *c, int row, size_t column)
{
	const struct cover *cover = column < TABLE_MAX_COLUMNS ? &c->column[column] : NULL;
	return cover && cover->text && cover->bottom >= row ? cover->text : "";
}

void covers_forget(struct covers *c)
{
	if (c->bytes) /* else none was kept */
		memset(c->column, 0, sizeof c->column);
}
