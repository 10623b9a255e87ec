#include "send.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "maildir.h"
#include "send_frames.h"

enum { CLOSE_SECONDS = 5, FIELDS_ROOM = 16 * 1024 };

const char *const send_outcome_names[] = {
	[SEND_SENT] = "sent", [SEND_LATER] = "later", [SEND_NEVER] = "never", [SEND_UNSURE] = "unsure",
};

void send_into_maildir(const struct server *s, struct bytes letter, const char *name, int64_t when, bool lasting, struct send_result *r)
{
	struct err err;
	struct arena *a = arena_new();
	const char *file = maildir_safe_name(a, name);
	int failed = lasting ? maildir_deliver(s->path, file, letter, when, &err) : maildir_put(s->path, file, letter, when, &err);
	*r = failed ? (struct send_result){.outcome = SEND_LATER, .server = true} : (struct send_result){.outcome = SEND_SENT};
	snprintf(r->text, sizeof r->text, "%.*s", (int)sizeof r->text - 1, failed ? err.text : "in the Maildir");
	arena_free(a);
}

/* Releases a buffer that held a password. */
static void wipe(struct buf *b)
{
	if (b->data)
		explicit_bzero(b->data, b->room);
	buf_release(b);
}

static void put_texts(struct buf *b, const struct texts *t)
{
	put_int(b, (int64_t)t->items_count);
	for (size_t i = 0; i < t->items_count; i++)
		put_text(b, t->items[i]);
}

static void put_server(struct buf *b, const struct server *s, const char *password)
{
	put_text(b, s->scheme);
	put_text(b, s->host);
	put_int(b, s->port);
	put_text(b, s->path);
	put_text(b, s->user);
	put_text(b, s->user ? password : NULL);
	put_int(b, s->security);
	put_text(b, s->ca_file);
	put_int(b, s->auth);
	const struct provider *p = server_provider(s);
	put_texts(b, &p->login_trouble);
	put_texts(b, &p->content_refused);
	put_texts(b, &p->temporary);
}

static int read_result(struct frame *f, struct send_result *r, struct err *err)
{
	struct arena *a = arena_new();
	int64_t outcome = get_int(f), server = get_int(f), why = get_int(f), aside = get_int(f);
	const char *text = get_text(f, a);
	bool ok = frame_ok(f) && text && outcome >= SEND_SENT && outcome <= SEND_UNSURE && why >= WHY_LETTER && why <= WHY_CONTENT;
	if (ok) {
		r->outcome = (enum send_outcome)outcome;
		r->server = server != 0;
		r->why = (enum send_why)why;
		r->aside = aside != 0;
		snprintf(r->text, sizeof r->text, "%s", text);
	}
	arena_free(a);
	return ok ? 0 : err_set(err, 75, "the sender's answer makes no sense");
}

/* The answer's frames, until the result. */
static int answers(struct child *c, struct frame *f, double deadline, struct send_result *r, bool *handed_r, struct err *err)
{
	if (f->kind == SEND_FRAME_BEGUN && frame_ok(f)) {
		*handed_r = true;
		if (child_more(c, deadline - clock_monotonic(), f, err) < 0)
			return -1;
	}
	if (f->kind != SEND_FRAME_RESULT)
		return err_set(err, 75, "the sender answered with frame %d, which is out of turn", f->kind);
	return read_result(f, r, err);
}

static void grant(struct child *c, const struct server *s)
{
	bool maildir = strcmp(s->scheme, "maildir") == 0;
	struct jail_rights rights = {.port = maildir ? 0 : s->port};
	snprintf(rights.read_file, sizeof rights.read_file, "%s", s->ca_file ? s->ca_file : "");
	snprintf(rights.write_folder, sizeof rights.write_folder, "%s", maildir && s->path ? s->path : "");
	child_grant(c, &rights);
}

void send_prepare(struct child *c, const struct server *s)
{
	grant(c, s);
	child_prepare(c);
}

int send_begin(struct child *c, const struct server *s, const char *password, const struct send_order *o, struct err *err)
{
	struct buf request = {0};
	buf_space(&request, o->letter.size + FIELDS_ROOM); /* at once: growing would leave copies of the password behind */
	size_t mark = frame_start(&request, SEND_FRAME_SEND);
	put_server(&request, s, password);
	put_text(&request, o->from);
	put_text(&request, o->to);
	put_text(&request, o->name);
	put_int(&request, o->when);
	put_int(&request, o->follows);
	put_bytes(&request, o->letter.data, o->letter.size);
	frame_end(&request, mark);
	if (!o->follows)
		grant(c, s);
	int status = o->follows ? child_tell_more(c, &request, SEND_SECONDS, err) : child_tell(c, &request, SEND_SECONDS, err);
	wipe(&request);
	return status < 0 ? err_in(err, "sending to %s", o->to) : 0;
}

/* BEGUN comes before the result, and may be all that is there. */
bool send_ended(struct child *c)
{
	return child_has_more(c) && (child_answers(c, SIZE_MAX) > 1 || child_says(c) != SEND_FRAME_BEGUN);
}

int send_end(struct child *c, const char *to, double seconds, struct send_result *result_r, bool *handed_r, struct err *err)
{
	struct frame f;
	double deadline = clock_monotonic() + seconds;
	*result_r = (struct send_result){0};
	*handed_r = false;
	int status = child_more(c, seconds, &f, err);
	if (status == 0)
		status = answers(c, &f, deadline, result_r, handed_r, err);
	if (status < 0)
		child_kill(c); /* whatever it may still say belongs to no question */
	else if (result_r->server && result_r->outcome == SEND_LATER) /* its jail knows files, not names: one that was replaced is for the next */
		child_end(c);                                          /* child to see */
	return status < 0 ? err_in(err, "sending to %s", to) : 0;
}

int send_letter(struct child *c, const struct server *s, const char *password, const char *from, const char *to, struct bytes letter,
                const char *name, int64_t when, struct send_result *result_r, bool *handed_r, struct err *err)
{
	*result_r = (struct send_result){0};
	*handed_r = false;
	if (send_begin(c, s, password, &(struct send_order){.from = from, .to = to, .name = name, .when = when, .letter = letter}, err) < 0)
		return -1;
	return send_end(c, to, SEND_SECONDS, result_r, handed_r, err);
}

static int read_facts(struct frame *f, struct arena *a, struct send_facts *facts_r, struct err *err)
{
	int64_t outcome = get_int(f), server = get_int(f);
	const char *text = get_text(f, a);
	facts_r->login = (struct send_result){.outcome = (enum send_outcome)outcome, .server = server != 0};
	facts_r->lines = get_text(f, a);
	facts_r->certificate_end = get_text(f, a);
	facts_r->server_time = get_int(f);
	if (!frame_ok(f) || !text || !facts_r->lines || outcome < SEND_SENT || outcome > SEND_UNSURE)
		return err_set(err, 75, "the sender's answer makes no sense");
	snprintf(facts_r->login.text, sizeof facts_r->login.text, "%s", text);
	return 0;
}

int send_probe(struct child *c, const struct server *s, const char *password, struct arena *a, struct send_facts *facts_r, struct err *err)
{
	struct buf request = {0};
	struct frame f;
	*facts_r = (struct send_facts){.lines = "", .server_time = INT64_MIN};
	buf_space(&request, FIELDS_ROOM);
	size_t mark = frame_start(&request, SEND_FRAME_PROBE);
	put_server(&request, s, password);
	frame_end(&request, mark);
	grant(c, s);
	int status = child_ask(c, &request, SEND_SECONDS, &f, err);
	wipe(&request);
	if (status == 0 && f.kind != SEND_FRAME_FACTS)
		status = err_set(err, 75, "the sender answered with frame %d, which is out of turn", f.kind);
	return status == 0 ? read_facts(&f, a, facts_r, err) : -1;
}

void send_close(struct child *c)
{
	struct buf request = {0};
	struct frame f;
	struct err ignored;
	if (!child_alive(c))
		return;
	frame_end(&request, frame_start(&request, SEND_FRAME_CLOSE));
	if (child_ask(c, &request, CLOSE_SECONDS, &f, &ignored) < 0 || f.kind != SEND_FRAME_CLOSED)
		child_kill(c);
	buf_release(&request);
}
