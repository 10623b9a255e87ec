#include "command.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "days.h"

enum { FIRST_LINES = 3, NAME_CHARS = 12, LONGEST_LEAVE = 400 };
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
	const char *word;
	enum command_kind kind;
} words[] = {{"请假", COMMAND_LEAVE}, {"休假", COMMAND_LEAVE}, {"處罰", COMMAND_FINE}, {"处罚", COMMAND_FINE}, {"免除", COMMAND_WAIVE}};

/* ---- words */

/* Up to a blank or a mark, or a digit. */
static const char *token(struct arena *a, const char **p, bool digits)
{
	const char *start = days_skip(*p), *q = start;
	for (const char *next = q; *next; q = next) {
		uint32_t c = text_next(&next);
		if (text_is_space(c) || (text_is_punct(c) && c != '.' && c != '-' && c != '_') || (!digits && c < 0x80 && isdigit((int)c)))
			break;
	}
	*p = q;
	return arena_strndup(a, start, (size_t)(q - start));
}

static bool read_line(struct arena *a, const char *line, date today, struct command *c)
{
	const char *p = days_skip(line), *after;
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t n = strlen(words[i].word);
		const char *leave = words[i].kind == COMMAND_LEAVE ? strstr(p, words[i].word) : NULL;
		*c = (struct command){.kind = words[i].kind, .who = "", .what = "", .reason = "", .from = DATE_NONE, .to = DATE_NONE};
		if (strncmp(p, words[i].word, n) == 0) {
			after = p + n;
			if (c->kind != COMMAND_WAIVE)
				c->who = token(a, &after, false);
		} else if (leave && text_count(arena_strndup(a, p, (size_t)(leave - p))) <= NAME_CHARS) { /* 张伟请假 10月8日 */
			c->who = text_trim(a, arena_strndup(a, p, (size_t)(leave - p)));
			after = leave + n;
		} else {
			continue;
		}
		if (c->kind == COMMAND_LEAVE)
			return *c->who && days_read(after, today, &c->from, &c->to) && c->to - c->from <= LONGEST_LEAVE;
		c->what = token(a, &after, true);
		c->reason = text_trim(a, days_skip(after));
		return *c->what && (c->kind == COMMAND_WAIVE ? strchr(c->what, '.') != NULL : *c->who != '\0');
	}
	return false;
}

bool command_read(struct arena *a, const char *text, date today, struct command *c_r)
{
	const char *p = text_nfkc(a, text);
	for (int lines = 0; *p && lines < FIRST_LINES;) {
		size_t n = strcspn(p, "\n");
		const char *line = text_trim(a, arena_strndup(a, p, n));
		p += n + (p[n] == '\n');
		if (!*line || *line == '>')
			continue;
		if (!strchr(line, '?') && read_line(a, line, today, c_r))
			return true;
		lines++;
	}
	return false;
}
