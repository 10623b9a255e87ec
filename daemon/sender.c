/* The sender child: takes letters from the clerk (send_frames.h) and gives them to an SMTP server or a Maildir. It knows no store. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "child.h"
#include "send_frames.h"
#include "smtp.h"

enum { ANSWER_SECONDS = 30 };
static const double for_ever = 1e9;

struct sender {
	int fd;
	struct smtp *smtp;       /* own; NULL until the first letter, and after CLOSE */
	struct arena *arena;     /* own; one letter's fields */
	bool trouble;            /* the last letter met trouble of the server, which those that follow it would meet too */
};

struct order {
	struct server server;
	struct provider provider; /* what its words mean */
	const char *password, *from, *to, *name;
	int64_t when;
	bool follows;            /* it was ordered before the one before it had ended */
	struct bytes letter;     /* in the frame */
};

static int answer(struct sender *me, enum send_frame kind, const struct send_result *r)
{
	struct buf b = {0};
	struct err ignored;
	size_t mark = frame_start(&b, (uint8_t)kind);
	if (r) {
		put_int(&b, r->outcome);
		put_int(&b, r->server);
		put_int(&b, r->why);
		put_int(&b, r->aside);
		put_text(&b, r->text);
	}
	frame_end(&b, mark);
	int status = frame_send(me->fd, &b, clock_monotonic() + ANSWER_SECONDS, &ignored);
	buf_release(&b);
	return status;
}

static int on_begun(void *ctx)
{
	return answer(ctx, SEND_FRAME_BEGUN, NULL);
}

static void read_texts(struct frame *f, struct arena *a, struct texts *t)
{
	enum { MIN_TEXT = 8 };
	for (size_t n = get_count(f, MIN_TEXT); n > 0; n--) {
		const char *text = get_text(f, a);
		if (text)
			ARENA_PUSH(a, t, items) = text;
	}
}

static void read_server(struct frame *f, struct arena *a, struct order *o)
{
	o->server.scheme = get_text(f, a);
	o->server.host = get_text(f, a);
	o->server.port = (int)get_int(f);
	o->server.path = get_text(f, a);
	o->server.user = get_text(f, a);
	o->password = get_text(f, a);
	o->server.security = get_int(f) == SECURITY_NONE ? SECURITY_NONE : SECURITY_REQUIRED;
	o->server.ca_file = get_text(f, a);
	o->server.auth = get_int(f) == AUTH_XOAUTH2 ? AUTH_XOAUTH2 : AUTH_LOGIN;
	read_texts(f, a, &o->provider.login_trouble);
	read_texts(f, a, &o->provider.content_refused);
	read_texts(f, a, &o->provider.temporary);
	o->server.provider = &o->provider;
}

static bool read_order(struct frame *f, struct arena *a, struct order *o)
{
	read_server(f, a, o);
	o->from = get_text(f, a);
	o->to = get_text(f, a);
	o->name = get_text(f, a);
	o->when = get_int(f);
	o->follows = get_int(f) != 0;
	o->letter = get_bytes(f);
	return frame_ok(f) && o->server.scheme && o->from && o->to && o->name;
}

/* -1: nothing that can be sent to was named. */
static int try_one(struct sender *me, const struct order *o, struct send_result *r)
{
	if (o->follows && me->trouble) {
		*r = (struct send_result){.outcome = SEND_LATER, .server = true, .why = WHY_SERVER, .text = "not tried, for the letter before it met trouble"};
	} else if (strcmp(o->server.scheme, "maildir") == 0 && o->server.path) {
		send_into_maildir(&o->server, o->letter, o->name, o->when, true, r);
	} else if (o->server.host) {
		if (!me->smtp)
			me->smtp = smtp_new(NULL);
		smtp_send(me->smtp, &o->server, o->password, &(struct smtp_letter){o->from, o->to, o->letter}, on_begun, me, r);
	} else {
		return -1;
	}
	me->trouble = r->server;
	return 0;
}

static int send_one(struct sender *me, struct frame *f)
{
	struct order o = {0};
	struct send_result r = {0};
	const struct bytes frame = {f->at, (size_t)(f->end - f->at)};
	if (!read_order(f, me->arena, &o) || try_one(me, &o, &r) < 0)
		return -1;
	if (o.password)
		explicit_bzero((void *)(uintptr_t)o.password, strlen(o.password)); /* ours, though they read as const */
	explicit_bzero((void *)(uintptr_t)frame.data, frame.size);
	return answer(me, SEND_FRAME_RESULT, &r);
}

/* What the server said, for people: without the password, should it have said it back. */
static char *said_lines(struct sender *me, const struct buf *lines, const char *password)
{
	char *text = text_decode(me->arena, NULL, lines->data ? lines->data : "", lines->size);
	size_t n = password ? strlen(password) : 0;
	for (char *p = text; n > 0 && (p = strstr(p, password)); p += n)
		memset(p, '*', n);
	for (char *p = text; *p; p++)
		if (((unsigned char)*p < ' ' && *p != '\n') || *p == 0x7F)
			*p = ' ';
	return text;
}

static int probe(struct sender *me, struct frame *f)
{
	struct order o = {0};
	struct send_result r = {0};
	struct smtp_facts facts;
	struct buf lines = {0}, b = {0};
	struct err ignored;
	read_server(f, me->arena, &o);
	if (!frame_ok(f) || !o.server.host)
		return -1;
	if (!me->smtp)
		me->smtp = smtp_new(NULL);
	smtp_probe(me->smtp, &o.server, o.password, &lines, &facts, &r);
	size_t mark = frame_start(&b, SEND_FRAME_FACTS);
	put_int(&b, r.outcome);
	put_int(&b, r.server);
	put_text(&b, r.text);
	put_text(&b, said_lines(me, &lines, o.password));
	put_text(&b, facts.certificate_end[0] ? facts.certificate_end : NULL);
	put_int(&b, facts.server_time);
	frame_end(&b, mark);
	if (o.password)
		explicit_bzero((void *)(uintptr_t)o.password, strlen(o.password));
	int status = frame_send(me->fd, &b, clock_monotonic() + ANSWER_SECONDS, &ignored);
	buf_release(&lines);
	buf_release(&b);
	return status;
}

static int obey(struct sender *me, struct frame *f)
{
	if (f->kind == SEND_FRAME_PROBE)
		return probe(me, f);
	if (f->kind == SEND_FRAME_SEND)
		return send_one(me, f);
	if (f->kind != SEND_FRAME_CLOSE)
		return -1;
	smtp_free(me->smtp);
	me->smtp = NULL;
	return answer(me, SEND_FRAME_CLOSED, NULL);
}

int sender_main(int fd)
{
	struct sender me = {.fd = fd, .arena = arena_new()};
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	int got;
	signal(SIGPIPE, SIG_IGN); /* GnuTLS writes to sockets that may be gone */
	if (smtp_open(&err) < 0)
		return log_error(NULL, "%s", err.text), 75;
	if (child_enter(fd, JAIL_SENDER, NULL, &err) < 0)
		return 75;
	while ((got = frame_receive(fd, &in, clock_monotonic() + for_ever, &f, &err)) > 0) {
		arena_reset(me.arena);
		if (obey(&me, &f) < 0)
			break;
	}
	smtp_free(me.smtp);
	arena_free(me.arena);
	frame_input_release(&in);
	return got == 0 ? 0 : 70;
}
