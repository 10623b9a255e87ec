#include "imap.h"

#include <libetpan/libetpan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/late.h"
#include "base/library.h"
#include "base/text.h"
#include "fetch.h"
#include "imap_inside.h"
#include "mutf7.h"
#include "values/mail.h"

#define FUNCTIONS(F) \
	F(clist_free) F(clist_new) F(libetpan_get_version_major) F(libetpan_get_version_minor) F(mailimap_capability) F(mailimap_capability_data_free) F(mailimap_connect) F(mailimap_examine) \
	F(mailimap_fetch_att_new_body_peek_section) F(mailimap_fetch_att_new_uid) F(mailimap_fetch_list_free) \
	F(mailimap_fetch_type_free) F(mailimap_fetch_type_new_fetch_att_list_add) F(mailimap_fetch_type_new_fetch_att_list_empty) F(mailimap_free) F(mailimap_has_extension) F(mailimap_has_idle) F(mailimap_id) \
	F(mailimap_id_params_list_add_name_value) F(mailimap_id_params_list_free) F(mailimap_id_params_list_new_empty) F(mailimap_list) F(mailimap_list_result_free) F(mailimap_new) F(mailimap_noop) \
	F(mailimap_parse_response) F(mailimap_read_line) F(mailimap_response_free) F(mailimap_search_key_free) F(mailimap_search_key_new_uid) F(mailimap_search_result_free) F(mailimap_section_new) \
	F(mailimap_section_new_header) F(mailimap_send_current_tag) F(mailimap_set_add_single) F(mailimap_set_free) F(mailimap_set_new_empty) F(mailimap_set_new_interval) F(mailimap_starttls) \
	F(mailimap_uid_fetch) F(mailimap_uid_search) F(mailstream_close) F(mailstream_flush) F(mailstream_low_new) F(mailstream_new) F(mailstream_write) F(mmap_string_new) F(mmap_string_ref)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

enum {
	STREAM_BUFFER = 16 * 1024,     /* libetpan moves the rest of it for each line that it reads: a larger one is slower */
	LOGOUT_SECONDS = 2,
	BODY_SLACK = 1024 * 1024,      /* bytes of one FETCH answer around a body */
};

struct imap {
	struct wire *wire;             /* own */
	mailimap *session;             /* own */
	mailstream *stream;            /* foreign: the session's, once it has it */
	const struct provider *provider; /* foreign */
	bool never_idle;
	bool late_idle;                /* see imap_idles_late */
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

static enum imap_reply tagged_reply(struct imap *m)
{
	static const char *const words[] = {"OK", "NO", "BAD"};
	char word[8] = "";
	int tag = -1;
	if (sscanf(wire_tagged_line(m->wire), "%d %7[A-Za-z]", &tag, word) != 2 || tag != m->session->imap_tag)
		return IMAP_LOST;
	for (int i = 0; i < 3; i++)
		if (text_same_nocase(word, words[i]))
			return (enum imap_reply)i;
	return IMAP_LOST;
}

/* `r` is what libetpan made of the answer. Where it could not read it although the server says OK, or stopped reading before its end, the
 * two are out of step. (A refusal in Chinese it can't read either, but that is the answer's end. What a server says unasked behind the
 * tagged line belongs to the next answer.) */
static enum imap_reply reply_of(struct imap *m, int r)
{
	if (!wire_ok(m->wire))
		return IMAP_LOST;
	enum imap_reply reply = tagged_reply(m);
	if (reply == IMAP_LOST || (reply == IMAP_OK && r != MAILIMAP_NO_ERROR) ||
	    (r == MAILIMAP_ERROR_PARSE && m->stream->read_buffer_len > 0)) {
		wire_break(m->wire, "the server's answer can't be understood");
		return IMAP_LOST;
	}
	return reply;
}

static void begin(struct imap *m, double seconds, uint64_t bytes)
{
	wire_begin(m->wire, seconds, bytes);
}

/* For commands where anything but OK is a passing fault. */
static int demand_ok(struct imap *m, int r, const char *what, struct err *err)
{
	switch (reply_of(m, r)) {
	case IMAP_OK:
		return 0;
	case IMAP_LOST:
		return imap_lost(m, what, err);
	default:
		return err_set(err, 75, "%s: the server answered: %s", what, imap_last_line(m));
	}
}

/* --- lines and commands of our own --- */

struct wire *imap_wire(const struct imap *m)
{
	return m->wire;
}

int imap_send_line(struct imap *m, bool tagged, const char *text)
{
	if (tagged && lib.mailimap_send_current_tag(m->session) != MAILIMAP_NO_ERROR)
		return -1;
	int r = lib.mailstream_write(m->stream, text, strlen(text)) < 0 || lib.mailstream_flush(m->stream) < 0 ? -1 : 0;
	explicit_bzero(m->stream->write_buffer, m->stream->buffer_max_size); /* it may have been a password */
	return r;
}

const char *imap_read_line(struct imap *m)
{
	return lib.mailimap_read_line(m->session);
}

bool imap_line_waits(const struct imap *m)
{
	return m->stream->read_buffer_len > 0;
}

bool imap_answered_ok(struct imap *m)
{
	return wire_ok(m->wire) && tagged_reply(m) == IMAP_OK;
}

bool imap_answered(struct imap *m, const char *line)
{
	return reply_of(m, line ? MAILIMAP_NO_ERROR : MAILIMAP_ERROR_STREAM) != IMAP_LOST;
}

void imap_renumbered(struct imap *m, uint32_t uidvalidity)
{
	if (m->session->imap_selection_info)
		m->session->imap_selection_info->sel_uidvalidity = uidvalidity;
}

/* libetpan's way for custom commands puts a blank at the line's end, for which Coremail has but a BAD: so the line is sent by hand. */
enum imap_reply imap_command(struct imap *m, const char *text, double seconds)
{
	struct mailimap_response *response;
	int r = MAILIMAP_ERROR_STREAM;
	begin(m, seconds, IMAP_COMMAND_BYTES);
	int sent = imap_send_line(m, true, text);
	if (sent == 0 && imap_read_line(m))
		r = lib.mailimap_parse_response(m->session, &response);
	if (r == MAILIMAP_NO_ERROR)
		lib.mailimap_response_free(response);
	return reply_of(m, r);
}

/* --- opening --- */

struct imap *imap_new(struct wire *w, const struct provider *p)
{
	late_must(imap_bind);
	struct imap *m = have(calloc(1, sizeof *m));
	m->wire = w;
	m->provider = p;
	m->session = have(lib.mailimap_new(0, NULL));
	m->stream = have(lib.mailstream_new(have(lib.mailstream_low_new(w, &driver)), STREAM_BUFFER));
	return m;
}

const struct provider *imap_provider(const struct imap *m)
{
	return m->provider;
}

int imap_greeting(struct imap *m, double deadline, struct err *err)
{
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = lib.mailimap_connect(m->session, m->stream);
	const char *line = imap_last_line(m);
	if (!wire_ok(m->wire))
		return imap_lost(m, "waiting for the server's greeting", err);
	if (r == MAILIMAP_NO_ERROR_AUTHENTICATED) /* nobody knows whose mailbox that is; and it is a way around STARTTLS */
		return err_set(err, 75, "the server greets with PREAUTH, before any login: %s", line);
	if (r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED) {
		m->late_idle = strstr(line, "Dovecot") && wire_near(m->wire);
		return 0;
	}
	wire_break(m->wire, "no greeting");
	return err_set(err, 75, "the server does not greet as an IMAP server: %s", line);
}

int imap_capability(struct imap *m, double deadline, struct err *err)
{
	struct mailimap_capability_data *caps = NULL;
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = lib.mailimap_capability(m->session, &caps);
	if (r == MAILIMAP_NO_ERROR)
		lib.mailimap_capability_data_free(caps);
	return demand_ok(m, r, "CAPABILITY", err);
}

char *imap_capabilities(struct imap *m, struct arena *a)
{
	struct buf text = {0};
	const struct mailimap_connection_info *info = m->session->imap_connection_info;
	const clist *list = info && info->imap_capability ? info->imap_capability->cap_list : NULL;
	for (clistiter *it = list ? clist_begin(list) : NULL; it; it = clist_next(it)) {
		const struct mailimap_capability *c = clist_content(it);
		bool auth = c->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE;
		buf_printf(&text, "%s%s%s", text.size ? " " : "", auth ? "AUTH=" : "", auth ? c->cap_data.cap_auth_type : c->cap_data.cap_name);
	}
	char *clean = text_clean(a, text.data ? text.data : "", text.size);
	buf_release(&text);
	return clean;
}

bool imap_has(struct imap *m, const char *capability)
{
	return lib.mailimap_has_extension(m->session, capability) != 0;
}

bool imap_can_idle(const struct imap *m)
{
	return !m->never_idle && m->provider->idle != IDLE_NEVER && lib.mailimap_has_idle(m->session);
}

bool imap_idles_late(const struct imap *m)
{
	return m->late_idle && m->provider->idle != IDLE_NEVER;
}

void imap_never_idle(struct imap *m)
{
	m->never_idle = true;
}

int imap_starttls(struct imap *m, double deadline, struct err *err)
{
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = lib.mailimap_starttls(m->session);
	if (m->stream->read_buffer_len == 0)
		return demand_ok(m, r, "STARTTLS", err);
	wire_break(m->wire, "data behind the answer to STARTTLS"); /* CVE-2020-15953 */
	return err_set(err, 69, "data came behind the answer to STARTTLS, before the encryption: somebody may be tampering");
}

void imap_logged_in(struct imap *m)
{
	m->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
}

/* libetpan frees names and values as strings of its own kind; others it would neither free nor complain about. */
static char *own_string(const char *text)
{
	MMAPString *s = have(lib.mmap_string_new(text));
	if (lib.mmap_string_ref(s) < 0)
		bug_no_memory(0);
	return s->str;
}

int imap_identify(struct imap *m, double deadline, struct err *err)
{
	static const char *const fields[][2] = {{"name", "leadclerk"}, {"version", "1.0"}, {"vendor", "leadclerk"}};
	struct mailimap_id_params_list *ours = have(lib.mailimap_id_params_list_new_empty()), *theirs = NULL;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (lib.mailimap_id_params_list_add_name_value(ours, own_string(fields[i][0]), own_string(fields[i][1])) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	begin(m, deadline - clock_monotonic(), IMAP_COMMAND_BYTES);
	int r = lib.mailimap_id(m->session, ours, &theirs);
	lib.mailimap_id_params_list_free(ours);
	if (r == MAILIMAP_NO_ERROR)
		lib.mailimap_id_params_list_free(theirs);
	return reply_of(m, r) == IMAP_LOST ? imap_lost(m, "ID", err) : 0;
}

void imap_close(struct imap *m)
{
	if (!m)
		return;
	begin(m, LOGOUT_SECONDS, IMAP_COMMAND_BYTES);
	if (!m->session->imap_stream) { /* never greeted: libetpan does not know its stream */
		lib.mailstream_close(m->stream);
		m->stream = NULL;
	}
	lib.mailimap_free(m->session); /* says LOGOUT and closes the stream */
	wire_free(m->wire, true);
	free(m);
}

int imap_noop(struct imap *m, struct err *err)
{
	begin(m, IMAP_COMMAND_SECONDS / 2, IMAP_COMMAND_BYTES);
	return demand_ok(m, lib.mailimap_noop(m->session), "NOOP", err);
}

/* --- folders and lists --- */

static int examine_refused(struct imap *m, const char *folder, struct err *err)
{
	const char *line = imap_last_line(m);
	if (texts_find(&m->provider->login_refused, line))
		return err_set(err, 77, "the server opens no folder for this client: %s", line);
	if (imap_says_passing(line))
		return err_set(err, 75, "the folder '%s' can't be opened now: %s", folder, line);
	return err_set(err, 66, "there is no folder '%s', or it can't be opened: %s", folder, line);
}

int imap_examine(struct imap *m, const char *folder, struct imap_folder *f_r, struct err *err)
{
	struct arena *a = arena_new();
	begin(m, IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	int r = lib.mailimap_examine(m->session, mutf7_encode(a, folder));
	arena_free(a);
	switch (reply_of(m, r)) {
	case IMAP_OK:
		break;
	case IMAP_NO:
		return examine_refused(m, folder, err);
	case IMAP_BAD:
		return err_set(err, 75, "EXAMINE %s: the server answered: %s", folder, imap_last_line(m));
	case IMAP_LOST:
		return imap_lost(m, "EXAMINE", err);
	}
	const struct mailimap_selection_info *info = m->session->imap_selection_info;
	*f_r = (struct imap_folder){info->sel_uidvalidity, info->sel_exists, info->sel_uidnext};
	wire_forget_news(m->wire);
	return 0;
}

static unsigned flags_of(const struct mailimap_mbx_list_flags *f)
{
	static const struct {
		const char *name;
		unsigned flag;
	} known[] = {{"Junk", FOLDER_JUNK}, {"Sent", FOLDER_SENT}, {"Trash", FOLDER_TRASH}, {"NonExistent", FOLDER_NO_SELECT}};
	unsigned flags = 0;
	if (!f)
		return 0;
	if (f->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG && f->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
		flags |= FOLDER_NO_SELECT;
	for (clistiter *it = f->mbf_oflags ? clist_begin(f->mbf_oflags) : NULL; it; it = clist_next(it)) {
		const struct mailimap_mbx_list_oflag *o = clist_content(it);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (o->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && text_same_nocase(o->of_flag_ext, known[i].name))
				flags |= known[i].flag;
	}
	return flags;
}

int imap_list(struct imap *m, struct arena *a, void (*each)(void *ctx, const char *name, unsigned flags), void *ctx, struct err *err)
{
	clist *list = NULL;
	begin(m, IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	int r = lib.mailimap_list(m->session, "", "*", &list);
	int ended = demand_ok(m, r, "LIST", err);
	if (r != MAILIMAP_NO_ERROR)
		list = NULL;
	for (clistiter *it = list && ended == 0 ? clist_begin(list) : NULL; it; it = clist_next(it)) {
		const struct mailimap_mailbox_list *one = clist_content(it);
		each(ctx, mutf7_decode(a, one->mb_name), flags_of(one->mb_flag));
	}
	if (list)
		lib.mailimap_list_result_free(list);
	return ended;
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
	struct mailimap_search_key *key = have(lib.mailimap_search_key_new_uid(set));
	begin(m, IMAP_COMMAND_SECONDS, IMAP_SEARCH_BYTES);
	int r = lib.mailimap_uid_search(m->session, NULL, key, &list);
	lib.mailimap_search_key_free(key);
	int ended = demand_ok(m, r, "UID SEARCH", err);
	if (r != MAILIMAP_NO_ERROR) /* what `list` points to may be freed already */
		list = NULL;
	clist *none = have(lib.clist_new());
	if (ended == 0)
		take_uids(list ? list : none, after, uids_r, count_r);
	lib.clist_free(none);
	if (list)
		lib.mailimap_search_result_free(list);
	return ended;
}

int imap_search_after(struct imap *m, uint32_t after, uint32_t **uids_r, size_t *count_r, struct err *err)
{
	return search(m, have(lib.mailimap_set_new_interval(after == UINT32_MAX ? after : after + 1, 0)), after, uids_r, count_r, err);
}

static struct mailimap_set *comma_list(const uint32_t *uids, size_t count)
{
	struct mailimap_set *set = have(lib.mailimap_set_new_empty());
	for (size_t i = 0; i < count; i++)
		if (lib.mailimap_set_add_single(set, uids[i]) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	return set;
}

int imap_search_these(struct imap *m, const uint32_t *uids, size_t count, uint32_t **uids_r, size_t *count_r, struct err *err)
{
	return search(m, comma_list(uids, count), 0, uids_r, count_r, err);
}

/* --- mails --- */

/* One attribute of a FETCH answer. False: a second body, which is another mail's: the literal of the first one swallowed where its answer begins. */
static bool take_attribute(struct imap_mail *one, const struct mailimap_msg_att_static *att)
{
	const struct mailimap_msg_att_body_section *body;
	switch (att->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		one->uid = att->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		body = att->att_data.att_body_section;
		if (one->filled || !body || !body->sec_body_part)
			return !one->filled;
		buf_add(&one->body, body->sec_body_part, body->sec_length);
		one->filled = true;
		break;
	}
	return true;
}

/* One FETCH answer into the mail it is about; answers about mails that nobody asked for, or that say nothing new, go. */
static void take_answer(struct imap_mail *mails, size_t count, const struct mailimap_msg_att *answer)
{
	struct imap_mail one = {0};
	bool of_one = true;
	for (clistiter *it = clist_begin(answer->att_list); it; it = clist_next(it)) {
		const struct mailimap_msg_att_item *item = clist_content(it);
		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			of_one = take_attribute(&one, item->att_data.att_static) && of_one;
	}
	struct imap_mail *m = of_one && one.uid ? bsearch(&one.uid, mails, count, sizeof *mails, by_number) : NULL;
	if (m && one.filled && !m->filled) {
		m->filled = true;
		m->body = one.body;
		one.body = (struct buf){0};
	}
	buf_release(&one.body);
}

static int fetch(struct imap *m, struct imap_mail *mails, size_t count, struct mailimap_fetch_type *what, struct err *err)
{
	clist *list = NULL;
	struct mailimap_set *set = have(lib.mailimap_set_new_empty());
	for (size_t i = 0; i < count; i++)
		if (lib.mailimap_set_add_single(set, mails[i].uid) != MAILIMAP_NO_ERROR)
			bug_no_memory(0);
	int r = lib.mailimap_uid_fetch(m->session, set, what, &list);
	lib.mailimap_set_free(set);
	lib.mailimap_fetch_type_free(what);
	enum imap_reply reply = reply_of(m, r);
	if (r != MAILIMAP_NO_ERROR)
		list = NULL;
	for (clistiter *it = list ? clist_begin(list) : NULL; it; it = clist_next(it))
		take_answer(mails, count, clist_content(it));
	if (list)
		lib.mailimap_fetch_list_free(list);
	return reply == IMAP_LOST ? imap_lost(m, "UID FETCH", err) : 0;
}

static void want(struct mailimap_fetch_type *what, struct mailimap_fetch_att *att)
{
	if (lib.mailimap_fetch_type_new_fetch_att_list_add(what, have(att)) != MAILIMAP_NO_ERROR)
		bug_no_memory(0);
}

int imap_fetch_header(struct imap *m, struct imap_mail *mail, struct err *err)
{
	struct mailimap_fetch_type *what = have(lib.mailimap_fetch_type_new_fetch_att_list_empty());
	want(what, lib.mailimap_fetch_att_new_uid());
	want(what, lib.mailimap_fetch_att_new_body_peek_section(have(lib.mailimap_section_new_header())));
	begin(m, IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	return fetch(m, mail, 1, what, err);
}

int imap_fetch_bodies(struct imap *m, struct imap_mail *mails, size_t count, double seconds, struct err *err)
{
	struct mailimap_fetch_type *what = have(lib.mailimap_fetch_type_new_fetch_att_list_empty());
	uint64_t budget = 0;
	want(what, lib.mailimap_fetch_att_new_uid());
	want(what, lib.mailimap_fetch_att_new_body_peek_section(have(lib.mailimap_section_new(NULL)))); /* PEEK: \Seen belongs to people */
	for (size_t i = 0; i < count; i++)
		budget += (uint64_t)mails[i].size * 2 + BODY_SLACK; /* some servers only estimate RFC822.SIZE, ... */
	if (count == 1 && budget < MAIL_MAX_BYTES + BODY_SLACK) /* ... or do not know it: one that is asked for alone may be as large as any */
		budget = MAIL_MAX_BYTES + BODY_SLACK;
	begin(m, seconds, budget);
	return fetch(m, mails, count, what, err);
}

int imap_bind(struct err *err)
{
	struct library l;
	if (late_bind("libetpan.so.20", names, &lib, sizeof lib, err) < 0)
		return -1;
	imap_library(&l);
	return library_met(&l, err);
}

void imap_library(struct library *library_r)
{
	*library_r = (struct library){.name = "libetpan"};
	snprintf(library_r->built, sizeof library_r->built, "%d.%d", LIBETPAN_VERSION_MAJOR, LIBETPAN_VERSION_MINOR);
	snprintf(library_r->here, sizeof library_r->here, "%d.%d", lib.libetpan_get_version_major(), lib.libetpan_get_version_minor());
}
