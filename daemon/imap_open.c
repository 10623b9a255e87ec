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

void imap_add_quoted(struct buf *b, const char *s)
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
	imap_add_quoted(&sent, password);
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
	bool known = texts_find(&imap_provider(m)->login_refused, line);
	if (!known && imap_says_passing(line))
		return err_set(err, 75, "the server can't take logins now: %s", line);
	if (known || reply == IMAP_NO || reply == IMAP_BAD || strncmp(line, "* BYE", 5) == 0)
		return err_set(err, 77, "the server refuses the login of %s: %s", s->user, line);
	return err_set(err, 75, "LOGIN: %s%s%s", wire_fault(imap_wire(m)), *line ? "; its last line: " : "", line);
}

/* base64 (RFC 4648), on one line. */
static void add_base64(struct buf *b, const unsigned char *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < size; i += 3) {
		unsigned v = (unsigned)data[i] << 16 | (i + 1 < size ? (unsigned)data[i + 1] << 8 : 0) | (i + 2 < size ? data[i + 2] : 0U);
		buf_addc(b, digits[v >> 18]);
		buf_addc(b, digits[v >> 12 & 63]);
		buf_addc(b, i + 1 < size ? digits[v >> 6 & 63] : '=');
		buf_addc(b, i + 2 < size ? digits[v & 63] : '=');
	}
}

/* The secrets are told in one line; where the server answers a wrong token with a challenge (its reason, in JSON), it wants an empty line
 * before it refuses. The token goes in a line of its own: who offers SASL-IR does not always understand it (Coremail). */
static enum imap_reply say_token(struct imap *m, const char *line, double deadline)
{
	struct err lost;
	int said = imap_say(m, true, "AUTHENTICATE XOAUTH2\r\n", deadline - clock_monotonic(), "AUTHENTICATE", &lost);
	if (said == IMAP_CONTINUE)
		said = imap_say(m, false, line, deadline - clock_monotonic(), "AUTHENTICATE", &lost);
	if (said == IMAP_CONTINUE)
		said = imap_say(m, false, "\r\n", deadline - clock_monotonic(), "AUTHENTICATE", &lost);
	if (said == IMAP_CONTINUE)
		wire_break(imap_wire(m), "the server's answer can't be understood");
	if (said != IMAP_TAGGED)
		return IMAP_LOST;
	return imap_answered_ok(m) ? IMAP_OK : IMAP_NO;
}

/* SASL XOAUTH2, as Google and Microsoft describe it. */
static enum imap_reply authenticate(struct imap *m, const char *user, const char *token, double deadline)
{
	struct buf plain = {0}, line = {0};
	size_t room = 64 + strlen(user) + strlen(token); /* all at once: growing would leave copies behind */
	buf_space(&plain, room);
	buf_space(&line, room * 2);
	buf_printf(&plain, "user=%s\001auth=Bearer %s\001\001", user, token);
	add_base64(&line, (const unsigned char *)plain.data, plain.size);
	buf_adds(&line, "\r\n");
	enum imap_reply reply = say_token(m, line.data, deadline);
	explicit_bzero(plain.data, plain.room);
	explicit_bzero(line.data, line.room);
	buf_release(&plain);
	buf_release(&line);
	return reply;
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			return true;
	return false;
}

/* LOGIN with both strings quoted: AUTHENTICATE PLAIN is what Coremail, Sina and QQ offer and then refuse. */
static enum imap_reply say_login(struct imap *m, const char *user, const char *password, double deadline)
{
	struct buf command = {0};
	buf_space(&command, 64 + 2 * (strlen(user) + strlen(password))); /* all at once: growing would leave copies behind */
	buf_adds(&command, "LOGIN ");
	imap_add_quoted(&command, user);
	buf_addc(&command, ' ');
	imap_add_quoted(&command, password);
	buf_adds(&command, "\r\n");
	enum imap_reply reply = imap_command(m, command.data, deadline - clock_monotonic());
	explicit_bzero(command.data, command.room);
	buf_release(&command);
	return reply;
}

static int login(struct imap *m, const struct server *s, const char *password, double deadline, struct err *err)
{
	if (!s->user || has_control(s->user) || has_control(password))
		return err_set(err, 77, "user or password holds a line break or another control character: look at the password file");
	enum imap_reply reply = s->auth == AUTH_XOAUTH2 ? authenticate(m, s->user, password, deadline) : say_login(m, s->user, password, deadline);
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
	id = id || imap_has(m, "ID") || imap_provider(m)->id == ID_REQUIRED;
	return id ? imap_identify(m, deadline, err) : 0; /* 163 and Coremail open no folder before it */
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
	struct imap *m = imap_new(w, server_provider(s));
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
