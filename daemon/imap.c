#include "imap.h"

#include <libetpan/libetpan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "mutf7.h"
#include "wire.h"

enum {
	STREAM_BUFFER = 64 * 1024,
	IDLE_SECONDS = 9 * 60,         /* one IDLE; routers forget a silent connection after about ten minutes, servers after 29 */
	NOOP_SECONDS = 60,             /* between two NOOPs where there is no IDLE */
	LOGOUT_SECONDS = 2,
	BODY_SLACK = 1024 * 1024,      /* bytes of one FETCH answer around a body */
};

struct imap {
	struct wire *wire;             /* own */
	mailimap *session;             /* own */
	mailstream *stream;            /* foreign: the session's, once it has it */
	bool idle;                     /* the server offers it */
};

/* --- libetpan's stream, on our wire --- */

static ssize_t low_read(mailstream_low *low, void *data, size_t size)
{
	return wire_read(low->data, data, size);
}

static ssize_t low_write(mailstream_low *low, const void *data, size_t size)
{
	return wire_write(low->data, data, size);
}

static int low_close(mailstream_low *low)
{
	(void)low; /* the wire is ours, it outlives the session */
	return 0;
}

static int low_fd(mailstream_low *low)
{
	(void)low;
	return -1;
}

static void low_free(mailstream_low *low)
{
	free(low);
}

static void low_cancel(mailstream_low *low)
{
	(void)low;
}

static mailstream_low_driver driver = {
	.mailstream_read = low_read,
	.mailstream_write = low_write,
	.mailstream_close = low_close,
	.mailstream_get_fd = low_fd,
	.mailstream_free = low_free,
	.mailstream_cancel = low_cancel,
};

static void *have(void *p)
{
	if (!p)
		bug_no_memory(0);
	return p;
}

/* --- how a command ended --- */

enum reply { REPLY_OK, REPLY_NO, REPLY_BAD, REPLY_LOST };

bool imap_ok(const struct imap *m)
{
	return wire_ok(m->wire);
}

const char *imap_last_line(struct imap *m)
{
	return wire_last_line(m->wire);
}

static enum reply tagged_reply(struct imap *m)
{
	static const char *const words[] = {"OK", "NO", "BAD"};
	char word[8] = "";
	int tag = -1;
	if (sscanf(imap_last_line(m), "%d %7[A-Za-z]", &tag, word) != 2 || tag != m->session->imap_tag)
		return REPLY_LOST;
	for (int i = 0; i < 3; i++)
		if (text_same_nocase(word, words[i]))
			return (enum reply)i;
	return REPLY_LOST;
}

/* `r` is what libetpan made of the answer. Where it could not read it although the server says OK, or where bytes are left over, the two
 * are out of step. */
static enum reply reply_of(struct imap *m, int r)
{
	if (!wire_ok(m->wire))
		return REPLY_LOST;
	enum reply reply = tagged_reply(m);
	if (reply == REPLY_LOST || m->stream->read_buffer_len > 0 || (reply == REPLY_OK && r != MAILIMAP_NO_ERROR)) {
		wire_break(m->wire, "the server's answer can't be understood");
		return REPLY_LOST;
	}
	return reply;
}

static int lost(struct imap *m, const char *what, struct err *err)
{
	const char *line = imap_last_line(m);
	return err_set(err, 75, "%s: %s%s%s", what, wire_fault(m->wire), *line ? "; its last line: " : "", line);
}

static void begin(struct imap *m, double seconds, uint64_t bytes)
{
	wire_begin(m->wire, seconds, bytes);
}

/* For commands where anything but OK is a passing fault. */
static int demand_ok(struct imap *m, int r, const char *what, struct err *err)
{
	switch (reply_of(m, r)) {
	case REPLY_OK:
		return 0;
	case REPLY_LOST:
		return lost(m, what, err);
	default:
		return err_set(err, 75, "%s: the server answered: %s", what, imap_last_line(m));
	}
}

/* --- opening --- */

static int greet(struct imap *m, double deadline, struct err *err)
{
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = mailimap_connect(m->session, m->stream);
	const char *line = imap_last_line(m);
	if (!wire_ok(m->wire))
		return lost(m, "waiting for the server's greeting", err);
	if (r == MAILIMAP_NO_ERROR_AUTHENTICATED) /* nobody knows whose mailbox that is; and it is a way around STARTTLS */
		return err_set(err, 75, "the server greets with PREAUTH, before any login: %s", line);
	if (r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return 0;
	wire_break(m->wire, "no greeting");
	return err_set(err, 75, "the server does not greet as an IMAP server: %s", line);
}

static int ask_capabilities(struct imap *m, double deadline, struct err *err)
{
	struct mailimap_capability_data *caps = NULL;
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = mailimap_capability(m->session, &caps);
	if (r == MAILIMAP_NO_ERROR)
		mailimap_capability_data_free(caps);
	return demand_ok(m, r, "CAPABILITY", err);
}

static int secure(struct imap *m, const struct server *s, double deadline, struct err *err)
{
	if (ask_capabilities(m, deadline, err) < 0)
		return -1;
	if (!mailimap_has_extension(m->session, "STARTTLS"))
		return err_set(err, 69, "%s offers no STARTTLS, or somebody between us and it hides it: nothing is sent in the clear; use imaps://", s->host);
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = mailimap_starttls(m->session);
	if (m->stream->read_buffer_len > 0) { /* commands slipped in before the encryption began: CVE-2020-15953 */
		wire_break(m->wire, "data behind the answer to STARTTLS");
		return err_set(err, 69, "%s: data came behind the answer to STARTTLS, before the encryption: somebody may be tampering", s->host);
	}
	if (demand_ok(m, r, "STARTTLS", err) < 0)
		return -1;
	return wire_start_tls(m->wire, s->host, s->ca_file, deadline, err);
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

/* The server's words without the password, should it have said it back. */
static void scrub(char *text, const char *password)
{
	size_t n = strlen(password);
	for (char *p = text; n > 0 && (p = strstr(p, password)); p += n)
		memset(p, '*', n);
}

/* What a login that failed means. RFC 5530 tells a server that is out of order from a wrong password; everything else is a refusal:
 * Chinese providers give one text for five causes and lock the account of who keeps trying. */
static int login_failed(struct imap *m, enum reply reply, const struct server *s, const char *password, struct err *err)
{
	char line[WIRE_LAST_LINE * 3 + 1];
	snprintf(line, sizeof line, "%s", imap_last_line(m));
	scrub(line, password);
	if (text_contains(line, "[UNAVAILABLE]") || text_contains(line, "[INUSE]"))
		return err_set(err, 75, "the server can't take logins now: %s", line);
	if (reply == REPLY_NO || reply == REPLY_BAD || strncmp(line, "* BYE", 5) == 0)
		return err_set(err, 77, "the server refuses the login of %s: %s", s->user, line);
	return err_set(err, 75, "LOGIN: %s%s%s", wire_fault(m->wire), *line ? "; its last line: " : "", line);
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			return true;
	return false;
}

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
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = mailimap_custom_command(m->session, command.data);
	explicit_bzero(command.data, command.room);
	explicit_bzero(m->stream->write_buffer, m->stream->buffer_max_size);
	buf_release(&command);
	enum reply reply = reply_of(m, r);
	if (reply != REPLY_OK)
		return login_failed(m, reply, s, password, err);
	m->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	return 0;
}

/* Who we are (RFC 2971). 163, 126 and Coremail open no folder before it; what they answer to it does not matter. */
static int identify(struct imap *m, double deadline, struct err *err)
{
	static const char *const fields[][2] = {{"name", "leadclerk"}, {"version", "1.0"}, {"vendor", "leadclerk"}};
	struct mailimap_id_params_list *ours = have(mailimap_id_params_list_new_empty()), *theirs = NULL;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (mailimap_id_params_list_add_name_value(ours, have(strdup(fields[i][0])), have(strdup(fields[i][1]))) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = mailimap_id(m->session, ours, &theirs);
	mailimap_id_params_list_free(ours);
	if (r == MAILIMAP_NO_ERROR)
		mailimap_id_params_list_free(theirs);
	return reply_of(m, r) == REPLY_LOST ? lost(m, "ID", err) : 0;
}

static int log_in(struct imap *m, const struct server *s, const char *password, double deadline, struct err *err)
{
	if (login(m, s, password, deadline, err) < 0)
		return -1;
	bool id = mailimap_has_id(m->session) != 0;
	if (ask_capabilities(m, deadline, err) < 0) /* what is offered changes with the login */
		return -1;
	m->idle = mailimap_has_idle(m->session) != 0;
	return id || mailimap_has_id(m->session) ? identify(m, deadline, err) : 0;
}

static int open_session(struct imap *m, const struct server *s, const char *password, double deadline, struct err *err)
{
	bool tls = text_same_nocase(s->scheme, "imaps"), plain = !tls && s->security == SECURITY_NONE;
	m->wire = wire_connect(s->host, s->port, plain, deadline, err);
	if (!m->wire)
		return -1;
	if (tls && wire_start_tls(m->wire, s->host, s->ca_file, deadline, err) < 0)
		return -1;
	m->session = have(mailimap_new(0, NULL));
	m->stream = have(mailstream_new(have(mailstream_low_new(m->wire, &driver)), STREAM_BUFFER));
	if (greet(m, deadline, err) < 0)
		return -1;
	if (!tls && !plain && secure(m, s, deadline, err) < 0)
		return -1;
	return log_in(m, s, password, deadline, err);
}

struct imap *imap_open(const struct server *s, char *password, double deadline, struct err *err)
{
	struct imap *m = have(calloc(1, sizeof *m));
	int r = open_session(m, s, password, deadline, err);
	explicit_bzero(password, strlen(password));
	if (r == 0)
		return m;
	imap_close(m);
	return NULL;
}

void imap_close(struct imap *m)
{
	if (!m)
		return;
	if (m->session) {
		begin(m, LOGOUT_SECONDS, IMAP_COMMAND_BYTES);
		mailimap_free(m->session); /* says LOGOUT and closes the stream */
	}
	wire_free(m->wire, true);
	free(m);
}

int imap_noop(struct imap *m, struct err *err)
{
	begin(m, IMAP_COMMAND_SECONDS / 2, IMAP_COMMAND_BYTES);
	return demand_ok(m, mailimap_noop(m->session), "NOOP", err);
}

/* --- folders and lists --- */

static int examine_refused(struct imap *m, const char *folder, struct err *err)
{
	const char *line = imap_last_line(m);
	if (text_contains(line, "Unsafe Login"))
		return err_set(err, 77, "the server opens no folder for this client: %s", line);
	return err_set(err, 66, "there is no folder '%s', or it can't be opened: %s", folder, line);
}

int imap_examine(struct imap *m, const char *folder, struct imap_folder *f_r, struct err *err)
{
	struct arena *a = arena_new();
	begin(m, IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	int r = mailimap_examine(m->session, mutf7_encode(a, folder));
	arena_free(a);
	switch (reply_of(m, r)) {
	case REPLY_OK:
		break;
	case REPLY_NO:
		return examine_refused(m, folder, err);
	case REPLY_BAD:
		return err_set(err, 75, "EXAMINE %s: the server answered: %s", folder, imap_last_line(m));
	case REPLY_LOST:
		return lost(m, "EXAMINE", err);
	}
	const struct mailimap_selection_info *info = m->session->imap_selection_info;
	*f_r = (struct imap_folder){info->sel_uidvalidity, info->sel_exists, info->sel_uidnext};
	wire_forget_news(m->wire);
	return 0;
}

uint32_t imap_uidvalidity(const struct imap *m)
{
	return m->session->imap_selection_info ? m->session->imap_selection_info->sel_uidvalidity : 0;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return a < b ? -1 : a > b;
}

/* Ascending, each once, only those above `after`: `n:*` means the last mail even where it lies below n (RFC 3501 6.4.8). */
static void take_uids(clist *list, uint32_t after, uint32_t **uids_r, size_t *count_r)
{
	size_t n = 0, kept = 0;
	uint32_t *uids = have(calloc((size_t)clist_count(list) + 1, sizeof *uids));
	for (clistiter *it = clist_begin(list); it; it = clist_next(it))
		if (*(const uint32_t *)clist_content(it) > after)
			uids[n++] = *(const uint32_t *)clist_content(it);
	qsort(uids, n, sizeof *uids, by_number);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || uids[kept - 1] != uids[i])
			uids[kept++] = uids[i];
	*uids_r = uids;
	*count_r = kept;
}

/* UID SEARCH UID set: without CHARSET, without parentheses, without any other key (QQ ignores some, Aliyun refuses others). */
static int search(struct imap *m, struct mailimap_set *set, uint32_t after, uint32_t **uids_r, size_t *count_r, struct err *err)
{
	clist *list = NULL;
	struct mailimap_search_key *key = have(mailimap_search_key_new_uid(set));
	begin(m, IMAP_COMMAND_SECONDS, IMAP_SEARCH_BYTES);
	int r = mailimap_uid_search(m->session, NULL, key, &list);
	mailimap_search_key_free(key);
	int ended = demand_ok(m, r, "UID SEARCH", err);
	if (r != MAILIMAP_NO_ERROR) /* what `list` points to may be freed already */
		list = NULL;
	clist *none = have(clist_new());
	if (ended == 0)
		take_uids(list ? list : none, after, uids_r, count_r);
	clist_free(none);
	if (list)
		mailimap_search_result_free(list);
	return ended;
}

int imap_search_after(struct imap *m, uint32_t after, uint32_t **uids_r, size_t *count_r, struct err *err)
{
	return search(m, have(mailimap_set_new_interval(after == UINT32_MAX ? after : after + 1, 0)), after, uids_r, count_r, err);
}

static struct mailimap_set *comma_list(const uint32_t *uids, size_t count)
{
	struct mailimap_set *set = have(mailimap_set_new_empty());
	for (size_t i = 0; i < count; i++)
		if (mailimap_set_add_single(set, uids[i]) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	return set;
}

int imap_search_these(struct imap *m, const uint32_t *uids, size_t count, uint32_t **uids_r, size_t *count_r, struct err *err)
{
	return search(m, comma_list(uids, count), 0, uids_r, count_r, err);
}

/* --- mails --- */

static int64_t seconds_of(const struct mailimap_date_time *t)
{
	int zone = (abs(t->dt_zone) / 100 * 60 + abs(t->dt_zone) % 100) * 60;
	date day = date_make(t->dt_year, t->dt_month, t->dt_day);
	if (day == DATE_NONE || t->dt_hour > 23 || t->dt_min > 59 || t->dt_sec > 60)
		return INT64_MIN;
	return (int64_t)day * DAY_SECONDS + t->dt_hour * 3600 + t->dt_min * 60 + t->dt_sec - (t->dt_zone < 0 ? -zone : zone);
}

/* One attribute of a FETCH answer. A second body for the same mail is left aside. */
static void take_attribute(struct imap_mail *one, const struct mailimap_msg_att_static *att)
{
	const struct mailimap_msg_att_body_section *body;
	switch (att->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		one->uid = att->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		if (att->att_data.att_internal_date)
			one->internaldate = seconds_of(att->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		one->size = att->att_data.att_rfc822_size;
		one->sized = true;
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		body = att->att_data.att_body_section;
		if (body && body->sec_body_part && !one->filled) {
			buf_add(&one->body, body->sec_body_part, body->sec_length);
			one->filled = true;
		}
		break;
	default:
		break;
	}
}

/* One FETCH answer into the mail it is about; answers about mails that nobody asked for, or that say nothing new, go. */
static void take_answer(struct imap_mail *mails, size_t count, const struct mailimap_msg_att *answer)
{
	struct imap_mail one = {.internaldate = INT64_MIN};
	for (clistiter *it = clist_begin(answer->att_list); it; it = clist_next(it)) {
		const struct mailimap_msg_att_item *item = clist_content(it);
		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			take_attribute(&one, item->att_data.att_static);
	}
	struct imap_mail *m = one.uid ? bsearch(&one.uid, mails, count, sizeof *mails, by_number) : NULL;
	if (m && one.sized && one.internaldate != INT64_MIN && !m->sized) {
		m->sized = true;
		m->size = one.size;
		m->internaldate = one.internaldate;
	}
	if (m && one.filled && !m->filled) {
		m->filled = true;
		m->body = one.body;
		one.body = (struct buf){0};
	}
	buf_release(&one.body);
}

static int fetch(struct imap *m, struct imap_mail *mails, size_t count, struct mailimap_fetch_type *what, bool *no_r, struct err *err)
{
	clist *list = NULL;
	struct mailimap_set *set = have(mailimap_set_new_empty());
	for (size_t i = 0; i < count; i++)
		if (mailimap_set_add_single(set, mails[i].uid) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	int r = mailimap_uid_fetch(m->session, set, what, &list);
	mailimap_set_free(set);
	mailimap_fetch_type_free(what);
	enum reply reply = reply_of(m, r);
	if (r != MAILIMAP_NO_ERROR)
		list = NULL;
	for (clistiter *it = list ? clist_begin(list) : NULL; it; it = clist_next(it))
		take_answer(mails, count, clist_content(it));
	if (list)
		mailimap_fetch_list_free(list);
	*no_r = reply != REPLY_OK;
	return reply == REPLY_LOST ? lost(m, "UID FETCH", err) : 0;
}

static void want(struct mailimap_fetch_type *what, struct mailimap_fetch_att *att)
{
	if (mailimap_fetch_type_new_fetch_att_list_add(what, have(att)) != MAILIMAP_NO_ERROR)
		bug_no_memory(0);
}

int imap_fetch_sizes(struct imap *m, struct imap_mail *mails, size_t count, bool *no_r, struct err *err)
{
	struct mailimap_fetch_type *what = have(mailimap_fetch_type_new_fetch_att_list_empty());
	want(what, mailimap_fetch_att_new_uid());
	want(what, mailimap_fetch_att_new_internaldate());
	want(what, mailimap_fetch_att_new_rfc822_size());
	begin(m, IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	return fetch(m, mails, count, what, no_r, err);
}

int imap_fetch_bodies(struct imap *m, struct imap_mail *mails, size_t count, double seconds, bool *no_r, struct err *err)
{
	struct mailimap_fetch_type *what = have(mailimap_fetch_type_new_fetch_att_list_empty());
	uint64_t budget = 0;
	want(what, mailimap_fetch_att_new_uid());
	want(what, mailimap_fetch_att_new_body_peek_section(have(mailimap_section_new(NULL)))); /* PEEK: \Seen belongs to people */
	for (size_t i = 0; i < count; i++)
		budget += (uint64_t)mails[i].size * 2 + BODY_SLACK; /* some servers only estimate RFC822.SIZE */
	begin(m, seconds, budget);
	return fetch(m, mails, count, what, no_r, err);
}

/* --- waiting --- */

/* One IDLE: until something comes, or `seconds` are over. What comes along with "+ idling" lies in libetpan's buffer, which poll() knows
 * nothing of; the wire has seen it, and DONE makes the server finish, so that nothing is left there. */
static int idle_once(struct imap *m, double seconds, struct err *err)
{
	begin(m, IMAP_COMMAND_SECONDS / 2, IMAP_COMMAND_BYTES);
	int r = mailimap_idle(m->session);
	if (!wire_ok(m->wire))
		return lost(m, "IDLE", err);
	if (r != MAILIMAP_NO_ERROR) { /* offered, yet refused: NOOP from now on */
		m->idle = false;
		return reply_of(m, r) == REPLY_LOST ? lost(m, "IDLE", err) : 0;
	}
	if (!wire_news(m->wire) && m->stream->read_buffer_len == 0 && wire_wait(m->wire, seconds) < 0)
		return lost(m, "IDLE", err);
	begin(m, IMAP_COMMAND_SECONDS / 2, IMAP_COMMAND_BYTES);
	return demand_ok(m, mailimap_idle_done(m->session), "IDLE", err);
}

static void pause_for(double seconds)
{
	time_t whole = (time_t)seconds;
	struct timespec t = {.tv_sec = whole, .tv_nsec = (long)((seconds - (double)whole) * 1e9)};
	nanosleep(&t, NULL);
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

int imap_wait(struct imap *m, double seconds, struct err *err)
{
	double end = clock_monotonic() + seconds, left;
	while (!wire_news(m->wire) && (left = end - clock_monotonic()) > 0) {
		bool idle = m->idle;
		double before = clock_monotonic();
		if (!idle)
			pause_for(least(left, NOOP_SECONDS));
		if (idle ? idle_once(m, least(left, IDLE_SECONDS), err) < 0 : imap_noop(m, err) < 0)
			return -1;
		/* a server that talks all the time must not make us spin */
		if (!wire_news(m->wire) && clock_monotonic() - before < 1 && end - clock_monotonic() > 1)
			pause_for(1);
	}
	return wire_news(m->wire);
}
