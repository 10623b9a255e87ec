#include "bounce.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "address.h"
#include "mailkind.h"
#include "words.h"

const char *const bounce_kind_names[BOUNCE_KIND_COUNT] = {[BOUNCE_HARD] = "hard", [BOUNCE_SOFT] = "soft", [BOUNCE_DELAYED] = "delayed"};

/* ---- which letter ---- */

static bool find_token(struct arena *a, const struct mail *m, char token_r[TOKEN_SIZE])
{
	const char *back = m->returned ? m->returned : "", *own = strcasestr(back, "X-Leadclerk-Letter:");
	if (own) {
		struct mail header = {.letter_token = arena_strndup(a, own + 19, strcspn(own + 19, "\n"))};
		if (token_find(&header, token_r))
			return true;
	}
	return token_find_in_id(back, token_r) || token_find_in_text(back, token_r) || token_find(m, token_r);
}

static const char *one_line(struct arena *a, const char *text)
{
	return text_cut(a, text_trim(a, words_one_line(a, text)), BOUNCE_MAX_WORDS);
}

/* ---- RFC 3464 ---- */

/* A field's value in a group of lines up to `end`, its folds joined; NULL if it is not there. */
static char *field(struct arena *a, const char *group, const char *end, const char *name)
{
	size_t n = strlen(name);
	for (const char *line = group; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop ? stop : end;
		if ((size_t)(stop - line) > n && strncasecmp(line, name, n) == 0 && line[n] == ':') {
			while (stop < end && (stop[1] == ' ' || stop[1] == '\t')) {
				const char *next = memchr(stop + 1, '\n', (size_t)(end - stop - 1));
				stop = next ? next : end;
			}
			return text_trim(a, arena_strndup(a, line + n + 1, (size_t)(stop - line) - n - 1));
		}
		line = stop + 1;
	}
	return NULL;
}

/* "rfc822; Rep01@Corp.Test"; NULL: it is no address, and so none of ours. */
static const char *address_in(struct arena *a, const char *value)
{
	const char *semicolon = value ? strchr(value, ';') : NULL;
	char *addr = value ? text_trim(a, arena_strdup(a, semicolon ? semicolon + 1 : value)) : NULL;
	if (addr && *addr == '<')
		addr = arena_strndup(a, addr + 1, strcspn(addr + 1, ">"));
	addr = addr ? address_canonical(a, addr, strlen(addr)) : NULL;
	return addr && *addr ? addr : NULL;
}

/* RFC 3463. What has been given up is hard when it is the address that is wrong: x.1.x, mailbox disabled, no such host. */
static enum bounce_kind kind_of_status(const char *status)
{
	int class = 0, subject = 0, detail = 0;
	char *end;
	class = (int)strtol(status, &end, 10);
	if (*end == '.')
		subject = (int)strtol(end + 1, &end, 10);
	if (*end == '.')
		detail = (int)strtol(end + 1, &end, 10);
	if (class != 5)
		return BOUNCE_SOFT;
	bool address = (subject == 1 && detail != 7 && detail != 8) || (subject == 2 && detail == 1) || (subject == 4 && (detail == 1 || detail == 4));
	return address || subject == 0 ? BOUNCE_HARD : BOUNCE_SOFT;
}

static enum bounce_kind kind_of_words(const char *text);

static void add_group(struct arena *a, const char *group, const char *end, struct bounce *b)
{
	const char *action = field(a, group, end, "Action"), *status = field(a, group, end, "Status");
	const char *addr = address_in(a, field(a, group, end, "Original-Recipient")), *said = field(a, group, end, "Diagnostic-Code");
	if (!addr)
		addr = address_in(a, field(a, group, end, "Final-Recipient"));
	bool failed = action && strncasecmp(action, "failed", 6) == 0, delayed = action && strncasecmp(action, "delayed", 7) == 0;
	if (!addr || (!failed && !delayed) || b->lines_count == BOUNCE_MAX_LINES)
		return;
	enum bounce_kind kind = delayed ? BOUNCE_DELAYED : kind_of_status(status ? status : "");
	/* Coremail and others write 5.0.0 for everything: then the words decide. */
	if (kind == BOUNCE_HARD && status && strncmp(status, "5.0", 3) == 0 && said && kind_of_words(said) != BOUNCE_KIND_COUNT)
		kind = kind_of_words(said);
	const char *words = arena_printf(a, "%s%s%s", status ? status : "", status && said ? " " : "", said ? said : "");
	ARENA_PUSH(a, b, lines) = (struct bounce_line){addr, kind, one_line(a, words)};
}

static void read_status(struct arena *a, const char *text, struct bounce *b)
{
	struct buf lines = {0};
	for (const char *p = text; *p; p++)
		if (*p != '\r')
			buf_addc(&lines, *p);
	buf_addc(&lines, '\0');
	for (const char *group = lines.data; *group;) {
		const char *end = strstr(group, "\n\n");
		end = end ? end : group + strlen(group);
		add_group(a, group, end, b);
		group = end + strspn(end, "\n");
	}
	buf_release(&lines);
}

/* ---- in words ---- */

/* What providers write (QQ's, 163's, 263's and Coremail's help pages on 退信 explain these words). Compared in normal form and without
 * regard to case, in this order: a delay says "mailbox" too. */
static const struct {
	const char *part;
	enum bounce_kind kind;
} known_words[] = {
	{"继续尝试", BOUNCE_DELAYED}, {"将会重试", BOUNCE_DELAYED}, {"延迟", BOUNCE_DELAYED}, {"尚未送达", BOUNCE_DELAYED}, {"has been delayed", BOUNCE_DELAYED},
	{"will be retried", BOUNCE_DELAYED}, {"will continue to try", BOUNCE_DELAYED}, {"still trying", BOUNCE_DELAYED},
	{"delivery is delayed", BOUNCE_DELAYED}, {"transient failure", BOUNCE_DELAYED},
	{"空间不足", BOUNCE_SOFT}, {"已满", BOUNCE_SOFT}, {"容量", BOUNCE_SOFT}, {"quota", BOUNCE_SOFT}, {"mailbox full", BOUNCE_SOFT},
	{"mailbox is full", BOUNCE_SOFT}, {"size limit", BOUNCE_SOFT}, {"mailsize", BOUNCE_SOFT}, {"邮件过大", BOUNCE_SOFT}, {"too large", BOUNCE_SOFT},
	{"垃圾邮件", BOUNCE_SOFT}, {"spam", BOUNCE_SOFT}, {"content reject", BOUNCE_SOFT}, {"frequency", BOUNCE_SOFT}, {"timed out", BOUNCE_SOFT},
	{"不存在", BOUNCE_HARD}, {"未开通", BOUNCE_HARD}, {"已停用", BOUNCE_HARD}, {"已注销", BOUNCE_HARD}, {"被禁用", BOUNCE_HARD}, {"地址有误", BOUNCE_HARD},
	{"not exist", BOUNCE_HARD}, {"doesn't exist", BOUNCE_HARD}, {"don't exist", BOUNCE_HARD}, {"not found", BOUNCE_HARD}, {"no such", BOUNCE_HARD},
	{"user unknown", BOUNCE_HARD}, {"unknown user", BOUNCE_HARD}, {"invalid user", BOUNCE_HARD}, {"invalid recipient", BOUNCE_HARD},
	{"unavailable mail user", BOUNCE_HARD}, {"user disabled", BOUNCE_HARD}, {"user suspended", BOUNCE_HARD}, {"user not known", BOUNCE_HARD},
	{"recipient address rejected", BOUNCE_HARD}, {"dns query error", BOUNCE_HARD}, {"5.1.1", BOUNCE_HARD}, {"5.1.10", BOUNCE_HARD},
};

/* BOUNCE_KIND_COUNT: none of them is there. */
static enum bounce_kind kind_of_words(const char *text)
{
	for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++)
		if (strcasestr(text, known_words[i].part))
			return known_words[i].kind;
	return BOUNCE_KIND_COUNT;
}

/* From the sentence that says so on, else from the start. */
static const char *words_of(struct arena *a, const char *text)
{
	const char *from = text;
	for (size_t i = 0; i < sizeof known_words / sizeof *known_words && from == text; i++) {
		const char *at = strcasestr(text, known_words[i].part);
		while (at && at > text && at[-1] != '\n')
			at--;
		from = at ? at : text;
	}
	return one_line(a, from);
}

static void read_words(struct arena *a, const struct mail *m, struct bounce *b)
{
	const char *text = text_nfkc(a, arena_printf(a, "%s\n%s", m->text ? m->text : "", m->quoted ? m->quoted : ""));
	enum bounce_kind kind = kind_of_words(text);
	/* Given up, for a reason that we can't read: the address is not blamed. */
	ARENA_PUSH(a, b, lines) = (struct bounce_line){NULL, kind == BOUNCE_KIND_COUNT ? BOUNCE_SOFT : kind, words_of(a, text)};
}

bool bounce_read(struct arena *a, const struct mail *m, struct bounce *b_r)
{
	*b_r = (struct bounce){0};
	if (m->delivery_status)
		read_status(a, m->delivery_status, b_r);
	else if (mail_is_returned(m))
		read_words(a, m, b_r);
	b_r->tied = b_r->lines_count && find_token(a, m, b_r->token);
	return b_r->lines_count > 0;
}

bool bounce_names(struct arena *a, const struct mail *m, const char *addr)
{
	const char *text = arena_printf(a, "%s\n%s\n%s\n%s", m->returned ? m->returned : "", m->text ? m->text : "", m->quoted ? m->quoted : "",
	                                m->subject ? m->subject : "");
	size_t n = strlen(addr);
	for (const char *p = text; (p = strcasestr(p, addr)); p++) {
		bool left = p == text || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+", p[-1]);
		bool right = !p[n] || !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-@", p[n]);
		if (left && right)
			return true;
	}
	return false;
}
