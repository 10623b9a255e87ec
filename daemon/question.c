#include "question.h"

#include <string.h>

#include "base/text.h"

enum { FIRST_LINES = 3 };

static const struct {
	const char *words;
	enum question question;
} whole[] = {{"谁没交", QUESTION_WHO_OWES}, {"谁没有交", QUESTION_WHO_OWES}, {"谁还没交", QUESTION_WHO_OWES}, {"还有谁没交", QUESTION_WHO_OWES}, {"今天谁没交", QUESTION_WHO_OWES},
             {"我的统计", QUESTION_MINE}, {"查我的统计", QUESTION_MINE}, {"我的情况", QUESTION_MINE}};

static const char why[] = "为什么";

static const char *id_behind(struct arena *a, const char *p)
{
	while (*p) {
		const char *q = p;
		uint32_t c = text_next(&q);
		if (!text_is_space(c) && !text_is_punct(c))
			break;
		p = q;
	}
	size_t n = strcspn(p, " ?,;:");
	return arena_strndup(a, p, n);
}

enum question question_read(struct arena *a, const char *text, const char **what_r)
{
	const char *p = text_nfkc(a, text);
	*what_r = "";
	for (int lines = 0; *p && lines < FIRST_LINES;) {
		size_t n = strcspn(p, "\n");
		const char *line = text_trim(a, arena_strndup(a, p, n)), *label = text_label(a, line);
		p += n + (p[n] == '\n');
		if (!*line || *line == '>')
			continue;
		lines++;
		for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
			if (strcmp(label, whole[i].words) == 0)
				return whole[i].question;
		if (strncmp(line, why, strlen(why)) == 0) {
			*what_r = id_behind(a, line + strlen(why));
			if (strchr(*what_r, '.'))
				return QUESTION_WHY;
		}
	}
	return QUESTION_NONE;
}
