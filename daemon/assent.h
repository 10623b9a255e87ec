/* What somebody says who was asked for a decision about money: 同意, 不同意, 免除. Words count only where they can be read one way (rules.md section 5);
 * anything else is not understood, and what was asked waits. Pure. */
#ifndef DAEMON_ASSENT_H
#define DAEMON_ASSENT_H
#include "base/arena.h"

enum assent { ASSENT_NONE, ASSENT_YES, ASSENT_NO };

/* text: the sender's own words, above the quotation. Its first paragraph is looked at: a phrase stands first. Behind a yes may stand only what adds
 * nothing (的, 处罚, 请执行, 谢谢 ...): 确认一下金额 and 好的，我看看 are none. Behind a no may stand a reason, but nothing that limits it (其他照罚) or turns it
 * round (不同意免除). A question is neither. */
enum assent assent_read(struct arena *a, const char *text);

#endif
