/* From a configured server to a session that is logged in: what is demanded on the way, and what a refusal means. */
#include "imap.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "imap_inside.h"

/* Nothing that matters is said before the connection is private. */
static int secure(struct imap *m, const struct server *s, double deadline, struct err *err)
{
	if (imap_capability(m, deadline, err) < 0)
		return -1;
	if (!imap_has(m, "STARTTLS"))
		return err_set(err, 69, "%s offers no STARTTLS, or somebody between us and it hides it: nothing is sent in the clear; use imaps://",
		               s->host);
	if (imap_starttls(m, deadline, err) < 0)
		return -1;
	return wire_start_tls(imap_wire(m), s->host, s->ca_file, deadline, err);
}

static void add_quoted(struct buf *b, const char *s)
{
	buf_addc(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_addc(b, '\\');
		buf_addc(b, *s);
	}
	buf_addc(b, '"');
}

static void blot_out(char *text, const char *secret)
{
	size_t n = strlen(secret);
	for (char *p = text; n > 0 && (p = strstr(p, secret)); p += n)
		memset(p, '*', n);
}

/* The server's words without the password, should it have said it back: as it was sent, or as it is. */
static void scrub(char *text, const char *password)
{
	struct buf sent = {0};
	buf_space(&sent, 2 * strlen(password) + 2);
	add_quoted(&sent, password);
	blot_out(text, sent.data);
	blot_out(text, password);
	explicit_bzero(sent.data, sent.room);
	buf_release(&sent);
}

/* What a login that failed means. RFC 5530 tells a server that is out of order from a wrong password; everything else is a refusal:
 * Chinese providers give one text for five causes and lock the account of who keeps trying. */
static int login_failed(struct imap *m, enum imap_reply reply, const struct server *s, const char *password, struct err *err)
{
	char line[WIRE_LAST_LINE * 3 + 1];
	snprintf(line, sizeof line, "%s", imap_last_line(m));
	scrub(line, password);
	if (text_contains(line, "[UNAVAILABLE]") || text_contains(line, "[INUSE]"))
		return err_set(err, 75, "the server can't take logins now: %s", line);
	if (reply == IMAP_NO || reply == IMAP_BAD || strncmp(line, "* BYE", 5) == 0)
		return err_set(err, 77, "the server refuses the login of %s: %s", s->user, line);
	return err_set(err, 75, "LOGIN: %s%s%s", wire_fault(imap_wire(m)), *line ? "; its last line: " : "", line);
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			return true;
	return false;
}

/* LOGIN with both strings quoted: AUTHENTICATE is what Coremail, Sina and QQ offer and then refuse. */
static int login(struct imap *m, const struct server *s, const char *password, double deadline, struct err *err)
{
	struct buf command = {0};
	if (!s->user || has_control(s->user) || has_control(password))
		return err_set(err, 77, "user or password holds a line break or another control character: look at the password file");
	buf_space(&command, 64 + 2 * (strlen(s->user) + strlen(password))); /* all at once: growing would leave copies behind */
	buf_adds(&command, "LOGIN ");
	add_quoted(&command, s->user);
	buf_addc(&command, ' ');
	add_quoted(&command, password);
	buf_adds(&command, "\r\n");
	enum imap_reply reply = imap_command(m, command.data, deadline - clock_monotonic());
	explicit_bzero(command.data, command.room);
	buf_release(&command);
	if (reply != IMAP_OK)
		return login_failed(m, reply, s, password, err);
	imap_logged_in(m);
	return 0;
}

static int log_in(struct imap *m, const struct server *s, const char *password, double deadline, struct err *err)
{
	if (login(m, s, password, deadline, err) < 0)
		return -1;
	bool id = imap_has(m, "ID");
	if (imap_capability(m, deadline, err) < 0) /* what is offered changes with the login */
		return -1;
	return id || imap_has(m, "ID") ? imap_identify(m, deadline, err) : 0; /* 163 and Coremail open no folder before it */
}

static struct wire *connect_wire(const struct server *s, bool tls, bool plain, double deadline, struct err *err)
{
	struct wire *w = wire_connect(s->host, s->port, plain, deadline, err);
	if (w && tls && wire_start_tls(w, s->host, s->ca_file, deadline, err) < 0) {
		wire_free(w, false);
		return NULL;
	}
	return w;
}

static struct imap *open_session(const struct server *s, const char *password, double deadline, struct err *err)
{
	bool tls = text_same_nocase(s->scheme, "imaps"), plain = !tls && s->security == SECURITY_NONE;
	struct wire *w = connect_wire(s, tls, plain, deadline, err);
	if (!w)
		return NULL;
	struct imap *m = imap_new(w);
	if (imap_greeting(m, deadline, err) == 0 && (tls || plain || secure(m, s, deadline, err) == 0) &&
	    log_in(m, s, password, deadline, err) == 0)
		return m;
	imap_close(m);
	return NULL;
}

struct imap *imap_open(const struct server *s, char *password, double deadline, struct err *err)
{
	struct imap *m = open_session(s, password, deadline, err);
	explicit_bzero(password, strlen(password));
	return m;
}
