/* The text of a cell as phone.c looks at it: groups of digits and what stands between them, and the words beside. Pure. */
#ifndef PHONE_TEXT_H
#define PHONE_TEXT_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* What stands before a group of digits, as far as joining it to the group before goes. */
enum gap {
	GAP_BREAK, /* no joining: start of text, words, commas, ends of lines */
	GAP_BLANK,
	GAP_MARK,  /* hyphen, dot, bracket */
	GAP_SLASH, /* and nothing else: joins 138/0013/8000, which can be nothing else either */
};

struct group {
	const char *digits; /* foreign: in the normalised text */
	size_t size;
	enum gap before;
	bool plus;          /* + right before it */
	bool spoiled;       /* in one word with a mask, an exponent or an @ */
	bool qq;            /* QQ, 扣扣 before it, (QQ) behind it */
};

struct groups {
	struct group *group;
	size_t group_count, group_cap;
};

/* NFKC with real blanks as ' ', without zero-width and direction marks; ①, which would become a digit, is a comma. s itself where it is all that. */
const char *phone_text(struct arena *a, const char *s);
/* The groups of digits in such a text. A word, for spoiling, is what stands between blanks, Chinese and separators. */
struct groups phone_groups(struct arena *a, const char *s);
/* Whether it is ideographs alone, without a label among them: nothing of it is a phone's, and all of it the other words. */
bool phone_is_word(const char *s);
/* The other words: without digits, labels (手机, 转, tel) and marks; what is left has single blanks between. s itself where nothing
 * is to be taken away. */
const char *phone_rest(struct arena *a, const char *s);

#endif
