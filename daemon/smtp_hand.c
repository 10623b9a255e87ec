/* One letter over a connection that is logged in (RFC 5321): MAIL, RCPT and DATA, in one piece where the server offers PIPELINING (RFC 2920), each after
 * the answer to the one before where it does not; then the letter and its dot in one piece. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "smtp_inside.h"

enum { QUIT_SECONDS = 3, COMMANDS = 3, CODE_SIZE = 3 };

static double sooner(double a, double b)
{
	return a < b ? a : b;
}

/* ---- what the server says ---- */

/* The next line, its end included: in m->in until more is heard. NULL: there is none. */
static const char *next_line(struct smtp *m, double until, size_t *size_r)
{
	for (;;) {
		const char *line = m->in + m->in_done, *end = memchr(line, '\n', m->in_size - m->in_done);
		if (end) {
			*size_r = (size_t)(end - line) + 1;
			m->in_done += *size_r;
			return line;
		}
		memmove(m->in, line, m->in_size - m->in_done);
		m->in_size -= m->in_done;
		m->in_done = 0;
		if (m->in_size == sizeof m->in) {
			m->task.talk.too_much = true;
			return NULL;
		}
		ssize_t n = smtp_get(m, m->in + m->in_size, sizeof m->in - m->in_size, until);
		if (n < 0)
			return NULL;
		m->in_size += (size_t)n;
	}
}

/* "250 ok", and "250" alone; "250-ok" goes on. */
static bool ends_reply(const char *line)
{
	for (int i = 0; i < CODE_SIZE; i++)
		if (line[i] < '0' || line[i] > '9') /* the line break ends what is shorter */
			return false;
	return line[CODE_SIZE] == ' ' || line[CODE_SIZE] == '\r' || line[CODE_SIZE] == '\n';
}

/* The code of the next reply; -1: there is none. */
static int hear(struct smtp *m, double until)
{
	const char *line;
	size_t size;
	do {
		line = next_line(m, until, &size);
		if (!line || smtp_heard(m, line, size) < 0)
			return smtp_lose(m, "its reply was longer than any reply may be");
	} while (!ends_reply(line));
	return atoi(line);
}

static int put_all(struct smtp *m, const char *data, size_t size, double until)
{
	while (size > 0) {
		ssize_t n = smtp_put(m, data, size, until);
		if (n < 0)
			return -1;
		data += n;
		size -= (size_t)n;
	}
	return 0;
}

/* ---- the letter ---- */

static void write_commands(const struct smtp *m, struct buf commands[COMMANDS])
{
	const struct smtp_letter *l = m->task.letter;
	buf_printf(&commands[0], "MAIL FROM:<%s>", l->from);
	if (m->size)
		buf_printf(&commands[0], " SIZE=%zu", l->bytes.size);
	buf_adds(&commands[0], "\r\n");
	buf_printf(&commands[1], "RCPT TO:<%s>\r\n", l->to);
	buf_adds(&commands[2], "DATA\r\n");
}

/* Each command and its answer; all of them are said first where that is allowed. 0: the server waits for the letter. */
static int announce_by(struct smtp *m, struct buf commands[COMMANDS], double deadline)
{
	static const enum smtp_stage stages[COMMANDS] = {STAGE_MAIL, STAGE_RCPT, STAGE_DATA};
	struct talk *talk = &m->task.talk;
	talk_enter(talk, STAGE_MAIL);
	for (int i = 1; m->pipelining && i < COMMANDS; i++)
		buf_add(&commands[0], commands[i].data, commands[i].size);
	for (int i = 0; i < COMMANDS; i++) {
		talk_enter(talk, stages[i]);
		if ((i == 0 || !m->pipelining) && put_all(m, commands[i].data, commands[i].size, deadline) < 0)
			return -1;
		int code = hear(m, sooner(deadline, clock_monotonic() + m->limits.reply));
		m->unheard = m->pipelining ? COMMANDS - 1 - i : 0;
		if (stages[i] == STAGE_DATA ? code != 354 : code / 100 != 2)
			return -1;
	}
	return 0;
}

static int announce(struct smtp *m, double deadline)
{
	struct buf commands[COMMANDS] = {0};
	write_commands(m, commands);
	int status = announce_by(m, commands, deadline);
	for (int i = 0; i < COMMANDS; i++)
		buf_release(&commands[i]);
	return status;
}

/* A dot more before each line that begins with one (RFC 5321 4.5.2), and the dot that ends all. The size is that without the latter. */
static size_t write_body(struct bytes letter, struct buf *out)
{
	const char *at = (const char *)letter.data, *end = at + letter.size;
	buf_space(out, letter.size + letter.size / 64 + 4);
	for (const char *line = at; line < end; line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1) { /* the last byte is one */
		if (*line != '.')
			continue;
		buf_add(out, at, (size_t)(line - at));
		buf_addc(out, '.');
		at = line;
	}
	buf_add(out, at, (size_t)(end - at));
	size_t size = out->size;
	buf_adds(out, ".\r\n");
	return size;
}

/* Once all but the dot was given away the dot may be, too: from there on nobody can know. */
static int put_body(struct smtp *m, const struct buf *body, size_t before_dot, double deadline)
{
	size_t done = 0;
	talk_enter(&m->task.talk, STAGE_BODY);
	m->task.handed = true;
	while (done < body->size) {
		ssize_t n = smtp_put(m, body->data + done, body->size - done, deadline);
		if (n < 0)
			return -1;
		done += (size_t)n;
		if (done >= before_dot && m->task.talk.stage == STAGE_BODY)
			talk_enter(&m->task.talk, STAGE_DOT);
	}
	return 0;
}

int smtp_hand_over(struct smtp *m, double deadline)
{
	struct task *t = &m->task;
	struct buf body = {0};
	if (announce(m, deadline) < 0)
		return -1;
	if (t->begun(t->ctx) < 0)
		return smtp_lose(m, "whoever had it sent is gone");
	size_t before_dot = write_body(t->letter->bytes, &body);
	int status = put_body(m, &body, before_dot, deadline);
	buf_release(&body);
	return status == 0 && hear(m, sooner(deadline, clock_monotonic() + m->limits.reply)) / 100 == 2 ? 0 : -1;
}

/* ---- beside letters ---- */

int smtp_say_noop(struct smtp *m, double deadline)
{
	talk_said(&m->task.talk, "NOOP\r\n", 6);
	if (put_all(m, "NOOP\r\n", 6, deadline) < 0)
		return -1;
	return hear(m, sooner(deadline, clock_monotonic() + m->limits.reply)) / 100 == 2 ? 0 : -1;
}

/* A server that answers DATA with 354 though it had refused a command before waits for a letter: to it QUIT would be the letter's first line. */
void smtp_say_quit(struct smtp *m)
{
	double until = clock_monotonic() + QUIT_SECONDS;
	talk_said(&m->task.talk, "QUIT\r\n", 6);
	for (; m->unheard > 0 && !m->lost; m->unheard--)
		m->lost = hear(m, until) == 354;
	if (!m->lost && put_all(m, "QUIT\r\n", 6, until) == 0)
		hear(m, until);
}
