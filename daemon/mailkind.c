#include "mailkind.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "token.h"

static bool starts_nocase(const char *s, const char *word)
{
	return strncasecmp(s, word, strlen(word)) == 0;
}

static bool starts_with_any(const char *s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (starts_nocase(s, words[i]))
			return true;
	return false;
}
#define STARTS_WITH_ANY(s, words) starts_with_any(s, words, sizeof(words) / sizeof *(words))

/* RFC 3834, section 5: the value may have parameters after it. */
static bool auto_submitted(const char *value)
{
	if (!value)
		return false;
	value += strspn(value, " \t");
	size_t n = strcspn(value, "; \t\r\n(");
	return n > 0 && !(n == 2 && strncasecmp(value, "no", 2) == 0);
}

static bool bulk(const char *precedence)
{
	static const char *const words[] = {"bulk", "list", "junk", "auto_reply", "auto-reply"};
	return precedence && STARTS_WITH_ANY(precedence + strspn(precedence, " \t"), words);
}

/* The local part of the sender, up to + or @. */
static bool from_is(const struct mail *m, const char *const *names, size_t n)
{
	const char *addr = m->from_count ? m->from[0].addr : "";
	size_t local = strcspn(addr, "+@");
	for (size_t i = 0; i < n; i++)
		if (strlen(names[i]) == local && strncasecmp(addr, names[i], local) == 0)
			return true;
	return false;
}

static bool from_robot(const struct mail *m)
{
	static const char *const names[] = {"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "bounce", "bounces", "mdaemon"};
	return from_is(m, names, sizeof names / sizeof *names);
}

static bool from_nobody(const struct mail *m)
{
	static const char *const names[] = {"noreply",      "no-reply", "no_reply",     "donotreply",
					    "do-not-reply", "system",   "notification", "notifications"};
	return from_is(m, names, sizeof names / sizeof *names);
}

/* At the very start of the subject, in brackets or not: "Re: 自动回复: ..." is a person's answer to one. */
static bool automatic_subject(struct arena *a, const char *subject)
{
	/* clang-format off */
	static const char *const words[] = {
		"自动回复", "自动答复", "自動回覆", "系统退信", "系統退信", "退信通知", "退信", "邮件撤回", "撤回邮件", "邮件召回", "已读:", "未读:", "已读回执",
		"阅读回执", "投递失败", "邮件投递失败", "无法投递", "未送达", "传送状态通知", "automatic reply", "auto reply", "auto-reply",
		"autoreply", "auto:", "auto response", "out of office", "out of the office", "undelivered mail",
		"undeliverable", "delivery status notification", "mail delivery", "returned mail", "failure notice",
		"delivery failure", "read:", "not read:", "message recall", "vacation",
	};
	/* clang-format on */
	const char *s = text_trim(a, text_nfkc(a, subject));
	while (strncmp(s, "【", 3) == 0 || *s == '[' || *s == '(' || *s == ' ')
		s += *s & 0x80 ? 3 : 1;
	return STARTS_WITH_ANY(s, words);
}

/* Outlook's 撤回: X says in its words that it is one, or says nothing; who writes 撤回：昨天的申诉 waits for an answer. */
static bool recalls(struct arena *a, const struct mail *m)
{
	static const char *const words[] = {"撤回:", "recall:"}, *const says[] = {"撤回邮件", "撤回此邮件", "recall the message", "recall this message"};
	const char *text = m->text ? text_trim(a, m->text) : "";
	bool said = !*text;
	for (size_t i = 0; i < sizeof says / sizeof *says; i++)
		said = said || strstr(text, says[i]);
	return said && STARTS_WITH_ANY(text_trim(a, text_nfkc(a, m->subject ? m->subject : "")), words);
}

/* Ours, or another clerk's, whose marks were taken off on the way: 【...】 ... [token] that answers nothing, and the same token at its end. */
static bool clerks_letter(struct arena *a, const struct mail *m)
{
	enum subject_prefix prefix;
	char token[TOKEN_SIZE], last[TOKEN_SIZE];
	const char *subject = subject_strip(a, m->subject ? m->subject : "", &prefix);
	return prefix == SUBJECT_PLAIN && m->references_count == 0 && text_begins(subject, "【") && token_find_in_text(subject, token) &&
	       m->text && token_find_in_text(m->text, last) && strcmp(token, last) == 0;
}

static const char *automatic(struct arena *a, const struct mail *m)
{
	bool null_sender = m->return_path && !*m->return_path;
	if (auto_submitted(m->auto_submitted))
		return "Auto-Submitted";
	if (m->autoreply_header)
		return "an autoreply header";
	if (bulk(m->precedence))
		return "Precedence";
	if (m->list_id)
		return "a mailing list";
	if (m->report)
		return "a delivery report";
	if (from_robot(m))
		return "sent by a mail server";
	if (null_sender && (m->auto_response_suppress || from_nobody(m)))
		return "no return path";
	if (automatic_subject(a, m->subject ? m->subject : "") || recalls(a, m))
		return "an automatic subject";
	if (clerks_letter(a, m))
		return "a clerk's letter";
	return NULL;
}

bool mail_is_automatic(const struct mail *m, const char **why_r)
{
	struct arena *a = arena_new();
	const char *why = automatic(a, m);
	arena_free(a);
	if (why_r)
		*why_r = why;
	return why != NULL;
}

bool mail_is_returned(const struct mail *m)
{
	/* clang-format off */
	static const char *const words[] = {
		"系统退信", "系統退信", "退信", "投递失败", "邮件投递失败", "无法投递", "未送达", "传送状态通知", "undelivered mail", "undeliverable",
		"delivery status notification", "mail delivery", "returned mail", "failure notice", "delivery failure", "warning: could not send",
	};
	/* clang-format on */
	struct arena *a = arena_new();
	const char *subject = text_trim(a, text_nfkc(a, m->subject ? m->subject : ""));
	bool by_server = from_robot(m) || (m->return_path && !*m->return_path) || m->report;
	subject += strspn(subject, "[( ");
	bool returned = from_robot(m) || (by_server && STARTS_WITH_ANY(subject, words));
	arena_free(a);
	return returned && !m->autoreply_header;
}

bool mail_brings(const struct mail *m)
{
	for (size_t i = 0; i < m->parts_count; i++)
		if (m->parts[i].source != PART_QUOTED)
			return true;
	return false;
}

/* --- subjects --- */

/* Length of one prefix with its colon at s (in normal form), 0 if there is none. */
static size_t prefix_at(const char *s, enum subject_prefix *kind_r)
{
	static const struct {
		const char *word;
		enum subject_prefix kind;
	} prefixes[] = {
		{"回复", SUBJECT_REPLY},  {"答复", SUBJECT_REPLY},   {"回覆", SUBJECT_REPLY},   {"re", SUBJECT_REPLY},
		{"aw", SUBJECT_REPLY},    {"转发", SUBJECT_FORWARD}, {"轉寄", SUBJECT_FORWARD}, {"轉發", SUBJECT_FORWARD},
		{"fwd", SUBJECT_FORWARD}, {"fw", SUBJECT_FORWARD},
	};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t n = strlen(prefixes[i].word);
		if (!starts_nocase(s, prefixes[i].word))
			continue;
		n += strspn(s + n, " 0123456789[]()^");
		if (s[n] != ':')
			continue;
		*kind_r = prefixes[i].kind;
		return n + 1;
	}
	return 0;
}

/* What gateways put before: [外部邮件], 【外部邮件】, [EXTERNAL]. */
static size_t tag_at(const char *s)
{
	static const char *const tags[] = {"[外部邮件]", "【外部邮件】", "[外部]", "(外部邮件)", "[external]", "[ext]", "【外部】"};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (starts_nocase(s, tags[i]))
			return strlen(tags[i]);
	return 0;
}

const char *subject_strip(struct arena *a, const char *subject, enum subject_prefix *prefix_r)
{
	const char *s = text_trim(a, text_nfkc(a, subject ? subject : ""));
	enum subject_prefix outermost = SUBJECT_PLAIN;
	for (;;) {
		enum subject_prefix kind = SUBJECT_PLAIN;
		size_t n = tag_at(s);
		if (!n)
			n = prefix_at(s, &kind);
		if (!n)
			break;
		if (outermost == SUBJECT_PLAIN)
			outermost = kind;
		s = text_trim(a, s + n);
	}
	if (prefix_r)
		*prefix_r = outermost;
	return s;
}
