/* What somebody says in answer to a letter of ours (rules.md section 5): 同意, 不同意 原因, 免除 原因, 已缴, 申诉 理由 ..., of all that the letter asks or
 * of its numbered items (1同意 3不同意 太低 5-8同意). It knows no letter and no form: which of these words a letter takes, and how many items it has,
 * its caller knows. Words count only where they can be read one way; else what was asked waits. Pure, linear in the text. */
#ifndef DAEMON_REPLY_H
#define DAEMON_REPLY_H
#include <stdbool.h>

#include "base/arena.h"

enum reply_verb {
	REPLY_NONE,
	REPLY_AGREE,      /* 同意 可以 批准 好的 ok */
	REPLY_REFUSE,     /* 不同意 不批准 驳回 取消, with a reason */
	REPLY_WAIVE,      /* 免除 免了 不罚了, with a reason */
	REPLY_UPHOLD,     /* 维持 驳回申诉 不予免除, with a reason */
	REPLY_APPEAL,     /* 申诉, with a reason: all that follows */
	REPLY_PAID,       /* 已缴 已交 已付, with a remark */
	REPLY_RECEIVED,   /* 收到 知道了 签收, with a remark */
	REPLY_SEEN,       /* 已阅, with a remark */
	REPLY_DONE,       /* 已办 已完成 已销毁 已送达 已领 ..., with a remark: what was done is in it, too */
	REPLY_PASS_ON,    /* 转呈, with a remark */
	REPLY_WITHDRAW,   /* 撤回, with a remark: an earlier answer of the same person */
	REPLY_VERBS
};
extern const char *const reply_verb_names[REPLY_VERBS];   /* "agree", ... for logs and reasons */

enum { REPLY_MAX_ITEM = 999, REPLY_MAX_ITEMS = 500 };

enum reply_state {
	REPLY_UNKNOWN,    /* says none of these words: talk, a greeting, nothing */
	REPLY_AMBIGUOUS,  /* says one, and something that turns it round, limits it, asks, or says the opposite */
	REPLY_CLEAR,
};

struct said {
	int from, to;         /* items of the letter, both included; 0 and 0: all that no other one names */
	enum reply_verb verb;
	const char *reason;   /* the sender's words behind it, "" if none; NFKC, one line, in lower case as to ASCII */
};
struct reply {
	enum reply_state state;
	struct said *items;   /* in the order written; at least one where state is REPLY_CLEAR, none else; no two of them contradict each other */
	size_t items_count, items_cap;
};

/* text: the sender's own words, above the quotation (mail.text). Greetings, a signature and what phones put below are passed over, and so are
 * emoji that only agree. A question is no answer, nor is 不是不同意. */
struct reply reply_read(struct arena *a, const char *text);
/* It says those words of a letter's own (已收款, 已收款 12000元), and nothing that takes them back. *line_r: the line that says so. */
bool reply_says(struct arena *a, const char *text, const char *what, const char **line_r);
/* A reason that adds nothing: none, a courtesy, who signs. */
bool reply_plain(struct arena *a, const char *reason);
/* What it says of that item (1, 2, ...); NULL: nothing. */
const struct said *reply_of(const struct reply *r, int item);
/* The greatest item it names, 0 if it names none: more than the letter has means that it was read, or written, wrongly. */
int reply_last(const struct reply *r);

#endif
