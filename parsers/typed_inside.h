/* What typed_words.c and typed_lines.c look with. Ranges are [p, end) of valid UTF-8. */
#ifndef PARSERS_TYPED_INSIDE_H
#define PARSERS_TYPED_INSIDE_H
#include "parsers/typed_words.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The longest of the words that stands at p: its bytes, 0 if none. ASCII letters in any case. */
size_t typed_word_at(const char *p, const char *end, const char *const *words, size_t count);
bool typed_holds(const char *p, const char *end, const char *const *words, size_t count);
bool typed_ends_with(const char *p, const char *end, const char *const *words, size_t count);
size_t typed_characters(const char *p, const char *end);
/* "：" and ":" but not those of a time or of http://: its bytes, 0 if none stands at p. */
size_t typed_colon_at(const char *p, const char *end);

#endif
