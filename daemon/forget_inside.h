/* What the files of forget.h share. */
#ifndef DAEMON_FORGET_INSIDE_H
#define DAEMON_FORGET_INSIDE_H
#include "forget.h"

enum { SAID_MOST = 120 /* bytes of words that are known again in running text */ };

#define META_SCRUB "scrub" /* something was erased, and the file was not written anew since */

/* Looks through letters written since `from`; with f->key those that say it lose their bytes. */
int forget_letters(struct forgetting *f, int64_t from, struct err *err);
/* The same in all that stands beside mails and letters: slips, questions, signals, lists' names. */
int forget_beside(struct forgetting *f, struct err *err);
/* Whether the text goes on, before or behind, so that it names another company, which the store knows by itself: 宏达五金有限公司 within 宏达五金有限公司虎门分公司. another: whether a key is none of those that
 * are erased. */
struct text_span { const char *text, *from, *to; };
bool forget_longer_name(struct store *s, const struct text_span *at, bool (*another)(void *ctx, const char *key), void *ctx);
/* Companies and codes get other names. */
int forget_company(struct forgetting *f, struct err *err);

#endif
