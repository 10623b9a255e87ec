/* What commands that talk with the operator say (`init`, `doctor`, `staff import`, `calendar import`): in Chinese where the locale is
 * Chinese, else in English. The sentences are daemon/speak.zh-CN.txt and daemon/speak.en.txt, which travel in the program: a line each,
 * KEY = TEXT, in which {1} {2} {3} {4} stand for what is said of this time and \n for a line break. Not for letters: those are templates/. */
#ifndef DAEMON_SPEAK_H
#define DAEMON_SPEAK_H
#include "base/arena.h"
#include "values/office.h"

/* language: of language_names, or NULL: by LC_ALL, LC_MESSAGES, LANG. For the whole process. */
void speak_in(const char *language);
enum language speak_language(void);
/* The sentence, in `a`. Values that are not there may be NULL. A key that is not there is an own bug. */
const char *speak(struct arena *a, const char *key, const char *one, const char *two, const char *three, const char *four);
#define SPEAK(...) SPEAK_PICK(__VA_ARGS__, NULL, NULL, NULL, NULL, NULL)
#define SPEAK_PICK(a, key, one, two, three, four, ...) speak(a, key, one, two, three, four)

#endif
