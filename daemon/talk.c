#include "talk.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"

enum { REPLY_KEPT = 1000, HEARD_MAX = 64 * 1024 };

void talk_release(struct talk *t)
{
	buf_release(&t->reply);
}

void talk_enter(struct talk *t, enum smtp_stage stage)
{
	t->stage = stage;
	t->code = 0;
	buf_clear(&t->reply);
}

/* ---- while it goes on ---- */

static bool begins(const char *line, size_t size, const char *verb)
{
	size_t n = strlen(verb);
	return size >= n && memcmp(line, verb, n) == 0;
}

void talk_said(struct talk *t, const char *line, size_t size)
{
	static const struct {
		const char *verb;
		enum smtp_stage stage;
	} verbs[] = {
		{"EHLO ", STAGE_EHLO}, {"HELO ", STAGE_EHLO}, {"STARTTLS\r", STAGE_STARTTLS}, {"AUTH ", STAGE_AUTH}, {"MAIL ", STAGE_MAIL},
		{"RCPT ", STAGE_RCPT}, {"DATA\r", STAGE_DATA},
	};
	if (t->quit_at > 0)
		return;
	if (begins(line, size, "QUIT\r")) {
		t->quit_at = clock_monotonic();
		return;
	}
	enum smtp_stage stage = t->stage; /* a further line of AUTH */
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (begins(line, size, verbs[i].verb))
			stage = verbs[i].stage;
	talk_enter(t, stage);
}

/* "550-first" and "550 second" become "550 first second". */
static void keep(struct buf *reply, const char *line, size_t size)
{
	size_t head = size > 4 ? 4 : size;
	while (size > head && (line[size - 1] == '\r' || line[size - 1] == '\n'))
		size--;
	if (reply->size == 0) {
		buf_add(reply, line, head);
		if (head == 4)
			reply->data[3] = ' ';
	} else if (reply->size < REPLY_KEPT) {
		buf_addc(reply, ' ');
	}
	if (reply->size < REPLY_KEPT)
		buf_add(reply, line + head, size - head);
}

int talk_heard(struct talk *t, const char *line, size_t size)
{
	if (t->quit_at > 0)
		return 0;
	t->heard += size;
	if (t->heard > HEARD_MAX) {
		t->too_much = true;
		return -1;
	}
	if (t->stage == STAGE_CONNECT)
		talk_enter(t, STAGE_GREETING);
	keep(&t->reply, line, size);
	if (size > 3 && line[3] != '-')
		t->code = atoi(t->reply.data);
	return 0;
}

/* ---- how it ended ---- */

void talk_result(struct send_result *r, enum send_outcome outcome, bool server, const char *fmt, ...)
{
	struct arena *a = arena_new();
	va_list ap;
	va_start(ap, fmt);
	char *raw = arena_vprintf(a, fmt, ap);
	va_end(ap);
	char *text = text_decode(a, NULL, raw, strlen(raw));
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = '?';
	size_t n = strlen(text);
	if (n >= sizeof r->text)
		n = sizeof r->text - 1;
	while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	memcpy(r->text, text, n);
	r->text[n] = '\0';
	r->outcome = outcome;
	r->server = server;
	r->why = server ? WHY_SERVER : WHY_LETTER;
	r->aside = false;
	arena_free(a);
}

/* A server may repeat what it was told. */
static void hide(struct buf *reply, const char *secret)
{
	size_t n = secret ? strlen(secret) : 0;
	if (n < 4 || !reply->data)
		return;
	for (char *p = reply->data; (p = strstr(p, secret)); p += n)
		memset(p, '*', n);
}

/* Without a refusal in words, how far it came decides whether the letter may have arrived. */
static void judge_silence(const struct talk *t, const struct server *s, const char *silence, const char *advice, struct send_result *r)
{
	if (t->too_much)
		silence = "its reply was longer than any reply may be";
	if (t->stage == STAGE_DOT)
		talk_result(r, SEND_UNSURE, true, "%s took the whole letter, but its answer was lost: %s", s->host, silence);
	else
		talk_result(r, SEND_LATER, true, "%s port %d, %s: %s; %s", s->host, s->port, smtp_stage_names[t->stage], silence, advice);
	if (t->stage >= STAGE_BODY)
		r->why = WHY_LETTER;
}

void talk_judge(struct talk *t, const struct server *s, const char *password, const char *silence, const char *advice,
                struct send_result *r)
{
	const char *reply = t->reply.data ? t->reply.data : "";
	hide(&t->reply, password);
	if (t->stage == STAGE_DOT && t->code >= 200 && t->code < 300) {
		talk_result(r, SEND_SENT, false, "%s", reply);
	} else if (t->code >= 400 && t->code < 600) {
		struct refusal why = refusal_judge(t->stage, t->code, reply, server_provider(s));
		talk_result(r, why.outcome, why.server, "%s refused %s: %s%s%s%s", s->host, smtp_stage_names[t->stage], reply,
		            why.advice ? " (" : "", why.advice ? why.advice : "", why.advice ? ")" : "");
		r->why = why.why;
	} else {
		judge_silence(t, s, silence, advice, r);
	}
	/* 454 Relay access denied is of one recipient (Postfix), 452 at MAIL of one size. What is sent too often is so whoever it goes to. */
	r->aside = r->outcome == SEND_LATER && r->server && r->why != WHY_PACE && (t->stage >= STAGE_RCPT || (t->stage == STAGE_MAIL && t->code == 452));
}
