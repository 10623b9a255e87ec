#include "metrics.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "mailbox.h"
#include "store_alarms.h"
#include "watch.h"

enum { KINDS_MAX = 64 };

static struct {
	bool begun, told;
	int64_t mail, entry;                             /* up to where the store was counted */
	int64_t mails, turns, failed, counted, refused, held, fen;
	double seconds;
	struct { char kind[32]; int64_t sent; } kinds[KINDS_MAX];
	size_t kinds_count;
} total;

void metrics_label(struct buf *out, const char *value)
{
	for (; *value; value++)
		if (*value == '\n')
			buf_adds(out, "\\n");
		else
			buf_printf(out, "%s%c", *value == '\\' || *value == '"' ? "\\" : "", *value);
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP leadclerk_%s %s\n# TYPE leadclerk_%s %s\n", name, help, name, type);
}

static void one(struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
	head(out, name, type, help);
	buf_printf(out, "leadclerk_%s %" PRId64 "\n", name, value);
}

static void labelled(struct buf *out, const char *name, const char *label, const char *value, int64_t n)
{
	buf_printf(out, "leadclerk_%s{%s=\"", name, label);
	metrics_label(out, value);
	buf_printf(out, "\"} %" PRId64 "\n", n);
}

/* ---- what grew since the last turn */

void metrics_begin(struct clerk *c)
{
	struct err err;
	if (total.begun || !c->office->metrics || db_one_int(c->store.db, &err, &total.mail, "SELECT coalesce(max(id), 0) FROM mail", "") < 0)
		return;
	total.begun = true;
}

void metrics_sent(const char *kind)
{
	size_t i = 0;
	while (i < total.kinds_count && strcmp(total.kinds[i].kind, kind) != 0)
		i++;
	if (i == KINDS_MAX)
		return;
	if (i == total.kinds_count)
		snprintf(total.kinds[total.kinds_count++].kind, sizeof total.kinds->kind, "%s", kind);
	total.kinds[i].sent++;
}

static int count_more(struct clerk *c, struct err *err)
{
	int r;
	int64_t mail = total.mail;
	struct query *q = db_rows(c->store.db, "SELECT counted, refused, held, mail FROM list WHERE mail > ?", "i", total.mail);
	while ((r = db_next(q, err)) > 0) {
		total.counted += col_int(q, 0);
		total.refused += col_int(q, 1);
		total.held += col_int(q, 2);
		mail = col_int(q, 3) > mail ? col_int(q, 3) : mail;
	}
	total.mail = mail;
	if (r < 0)
		return -1;
	q = db_rows(c->store.db, "SELECT id, fen FROM entry WHERE id > ?", "i", total.entry);
	while ((r = db_next(q, err)) > 0) {
		total.entry = col_int(q, 0);
		total.fen += col_int(q, 1);
	}
	return r;
}

/* ---- what stands in the file */

static void put_totals(struct buf *out)
{
	one(out, "mails_read_total", "counter", "Mails taken in.", total.mails);
	head(out, "rows_total", "counter", "Rows of lists, by their first verdict.");
	labelled(out, "rows_total", "verdict", "counted", total.counted);
	labelled(out, "rows_total", "verdict", "refused", total.refused);
	labelled(out, "rows_total", "verdict", "held", total.held);
	head(out, "letters_sent_total", "counter", "Letters that left, by kind.");
	for (size_t i = 0; i < total.kinds_count; i++)
		labelled(out, "letters_sent_total", "kind", total.kinds[i].kind, total.kinds[i].sent);
	one(out, "turns_total", "counter", "Turns.", total.turns);
	one(out, "turns_failed_total", "counter", "Turns that the store did not let come to their end.", total.failed);
	head(out, "turn_seconds_total", "counter", "Seconds spent in turns.");
	buf_printf(out, "leadclerk_turn_seconds_total %.3f\n", total.seconds);
	one(out, "ledger_fen", "gauge", "Net sum of the ledger, in fen.", total.fen);
}

static int put_outbox(struct clerk *c, int64_t now, struct buf *out, struct err *err)
{
	int r;
	int64_t oldest = now;
	head(out, "letters_waiting", "gauge", "Letters that wait for their moment or their way out, by kind.");
	struct query *q = db_rows(c->store.db, "SELECT kind, count(*), min(CASE WHEN due_at <= ? THEN due_at END) FROM letter WHERE state IN ('waiting', 'claimed') AND "
	                          "state = 'waiting' GROUP BY kind ORDER BY kind", "i", now);
	while ((r = db_next(q, err)) > 0) {
		labelled(out, "letters_waiting", "kind", col_text(q, 0, c->turn), col_int(q, 1));
		oldest = col_int(q, 2) && col_int(q, 2) < oldest ? col_int(q, 2) : oldest;
	}
	if (r < 0)
		return -1;
	one(out, "letters_oldest_waiting_seconds", "gauge", "How long the oldest letter that is due waits.", now - oldest);
	head(out, "letters_stuck", "gauge", "Letters that wait for a person, by state.");
	q = db_rows(c->store.db, "SELECT state, count(*) FROM letter WHERE state IN ('refused', 'unsure') GROUP BY state ORDER BY state", "");
	while ((r = db_next(q, err)) > 0)
		labelled(out, "letters_stuck", "state", col_text(q, 0, c->turn), col_int(q, 1));
	return r;
}

static int put_contacts(struct clerk *c, struct buf *out, struct err *err)
{
	int64_t sent;
	head(out, "last_contact_timestamp_seconds", "gauge", "Up to when a mailbox was read to its end, or when the last letter left (UTC).");
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		if (c->mailboxes[i].read_past > 0)
			labelled(out, "last_contact_timestamp_seconds", "server", c->office->mailboxes[i].name, c->mailboxes[i].read_past);
	if (store_last_sent(&c->store, &sent, err) < 0)
		return -1;
	if (sent != INT64_MIN)
		labelled(out, "last_contact_timestamp_seconds", "server", "submission", sent);
	return 0;
}

static int put_duties(struct clerk *c, int64_t now, struct buf *out, struct err *err)
{
	int r;
	int64_t open = 0;
	struct standings owing;
	if (c->office->staff_count <= METRICS_DUTY_PEOPLE) {
		if (watch_owing(c->office, &c->store, c->turn, c->horizon, now, &owing, err) < 0)
			return -1;
		open = (int64_t)owing.items_count;
		one(out, "duties_open", "gauge", "Duties whose window is open and that are not met yet.", open);
	}
	head(out, "duties_settled_today", "gauge", "Duties for today that are settled, by state.");
	struct query *q = db_rows(c->store.db,
	                          "SELECT state, count(*) FROM settled AS s WHERE for_date = ?1 AND version = (SELECT max(version) FROM settled AS n WHERE n.person = s.person AND "
	                          "n.for_date = s.for_date AND n.kind = s.kind) GROUP BY state ORDER BY state", "i", (int64_t)time_date(now));
	while ((r = db_next(q, err)) > 0)
		labelled(out, "duties_settled_today", "state", col_text(q, 0, c->turn), col_int(q, 1));
	return r;
}

static int64_t file_bytes(struct clerk *c, const char *suffix)
{
	struct stat st;
	return stat(arena_printf(c->turn, "%s%s", c->office->store, suffix), &st) == 0 ? (int64_t)st.st_size : 0;
}

static int put_rest(struct clerk *c, const struct metrics_turn *t, int64_t now, struct buf *out, struct err *err)
{
	struct alarm_rows alarms;
	int64_t quarantined, since, raised = 0;
	if (store_quarantined(&c->store, &quarantined, &since, err) < 0 || store_alarms(&c->store, c->turn, &alarms, err) < 0)
		return -1;
	for (size_t i = 0; i < alarms.items_count; i++)
		raised += alarms.items[i].told_at != INT64_MIN && alarms.items[i].over_at == INT64_MIN;
	one(out, "mails_quarantined", "gauge", "Mails that could not be read and wait for a person.", quarantined);
	one(out, "alarms", "gauge", "What the operator was told of and is not over.", raised);
	one(out, "store_bytes", "gauge", "Size of the store, its log included.", file_bytes(c, "") + file_bytes(c, "-wal"));
	one(out, "disk_free_bytes", "gauge", "Free space beside the store.", watch_disk_free(c->office->store));
	head(out, "turn_seconds", "gauge", "How long the last turn took.");
	buf_printf(out, "leadclerk_turn_seconds %.3f\n", t->seconds);
	one(out, "last_turn_timestamp_seconds", "gauge", "When the last turn ended (UTC).", now);
	return 0;
}

/* ---- the file */

/* Never seen half written: another file takes its place. */
static int put_file(const char *path, const char *fresh, const struct buf *out)
{
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0)
		return -1;
	bool whole = fchmod(fd, 0644) == 0 && write(fd, out->data, out->size) == (ssize_t)out->size;
	whole = close(fd) == 0 && whole;
	return whole ? rename(fresh, path) : -1;
}

static void tell(const char *path, const char *why)
{
	if (!total.told)
		log_warn(NULL, "metrics %s: %s", path, why);
	total.told = true;
}

void metrics_write(struct clerk *c, const struct metrics_turn *t, int64_t now)
{
	struct buf out = {0};
	struct err err;
	const char *path = c->office->metrics;
	total.turns++;
	total.failed += !t->done;
	total.mails += (int64_t)t->mails;
	total.seconds += t->seconds;
	if (!path || !t->done || !total.begun)
		return;
	arena_reset(c->turn);
	if (count_more(c, &err) < 0) {
		tell(path, err.text);
		return;
	}
	put_totals(&out);
	if (put_outbox(c, now, &out, &err) < 0 || put_contacts(c, &out, &err) < 0 || put_duties(c, now, &out, &err) < 0 || put_rest(c, t, now, &out, &err) < 0)
		tell(path, err.text);
	else if (put_file(path, arena_printf(c->turn, "%s.new", path), &out) < 0)
		tell(path, strerror(errno));
	else
		total.told = false;
	buf_release(&out);
}
