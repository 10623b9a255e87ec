/* What the reply*.c files share: a reply as lines, and the words that may stand in them. */
#ifndef DAEMON_REPLY_INSIDE_H
#define DAEMON_REPLY_INSIDE_H
#include <stdbool.h>
#include <stdint.h>

#include "reply.h"

/* Marks in a prepared line, instead of emoji: what turns the words round. */
#define REPLY_CROSS '\x01'

struct reply_line {
	const char *text;     /* NFKC, ASCII in lower case, without emoji, blanks as one ' ', never empty */
	bool gap;             /* an empty line stood before it, and a line before that */
};
struct reply_lines {
	struct reply_line *lines;
	size_t lines_count, lines_cap;
};

/* reply_lines.c: the lines without greetings before them and signatures behind them. */
struct reply_lines reply_lines(struct arena *a, const char *text);
/* A line that holds nothing but a name, a date, or both: it signs. titled: a name only with its title (李总). */
bool reply_is_signed(const char *line, bool titled);

/* reply_words.c. Words at p, blanks between their characters passed over: where they end, or NULL. */
const char *reply_match(const char *p, const char *words);
const char *reply_match_any(const char *p, const char *const *list, size_t count);   /* the longest */
const char *reply_skip(const char *p);   /* blanks and punctuation */
bool reply_is_gap(uint32_t c);           /* one of these */
/* A verb at p, with what may stand before it (我, 以上都, 意见：, 收到，): where it ends, or NULL. */
const char *reply_verb_at(const char *p, enum reply_verb *v_r);
/* Whether words of that verb stand clear with this behind them. */
bool reply_fits(struct arena *a, enum reply_verb v, const char *rest);
/* Whether a further line leaves an answer of that verb as it was. */
bool reply_harmless(struct arena *a, enum reply_verb v, const char *line);
/* Whether the line holds such words anywhere. */
bool reply_mentions(struct arena *a, const char *line);
bool reply_takes_reason(enum reply_verb v);

#endif
