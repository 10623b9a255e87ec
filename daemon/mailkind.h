/* What kind of mail it is, before anybody reads its tables: automatic or a person's, reply or forward (rules.md section 6; RFC 3834; the
 * headers that Chinese providers set). Pure. */
#ifndef MAILKIND_H
#define MAILKIND_H
#include <stdbool.h>

#include "base/arena.h"
#include "values/mail.h"

/* Whether a program sent it: nothing automatic is ever answered or counted. *why_r (may be NULL): a short English reason, static.
 *   Auto-Submitted other than no; X-Autoreply and its kin; Precedence bulk, list, junk, auto_reply; List-Id; multipart/report;
 *   a From like mailer-daemon or postmaster; a subject that begins as automatic ones do (自动回复, 系统退信, 撤回 ...); a letter of a clerk's
 *   form that answers nothing (two clerks must not take each other for people).
 * An empty Return-Path alone is not enough: some providers hand over people's mail so, and a rep's list would be lost. It is with
 * X-Auto-Response-Suppress, or a From like noreply. X-Auto-Response-Suppress alone is no sign: Exchange puts it on people's mail. */
bool mail_is_automatic(const struct mail *m, const char **why_r);

/* Whether it looks like a server that hands a letter back, in whatever form: sent by a mail server, or a subject that says so (系统退信,
 * Undelivered Mail ...), and not a reply somebody's machine makes in his absence. */
bool mail_is_returned(const struct mail *m);

/* It brings a file, a mail or a table of its own: what a program quotes below the words is none. */
bool mail_brings(const struct mail *m);

enum subject_prefix { SUBJECT_PLAIN, SUBJECT_REPLY, SUBJECT_FORWARD };

/* The subject without 回复： Re: 答复: 转发: Fw: Fwd: Re[2]: [外部邮件] and blanks before it, however many. *prefix_r (may be NULL): the outermost
 * of them: what the sender did last. NULL is "". */
const char *subject_strip(struct arena *a, const char *subject, enum subject_prefix *prefix_r);

#endif
