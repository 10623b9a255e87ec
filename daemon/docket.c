#include "docket.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ahead.h"
#include "docket_inside.h"
#include "post.h"
#include "progress.h"

struct fresh *docket_fresh(const struct session *s, int64_t id)
{
	for (size_t i = 0; i < s->fresh_count; i++)
		if (s->fresh[i].record.id == id)
			return &s->fresh[i];
	return NULL;
}

/* ---- judging in order ---- */

static int undo_mail(struct session *s, int64_t id, struct err *err)
{
	struct arena *a = s->c->turn;
	struct mail_ids cured;
	struct mail_record m;
	if (store_need_mail(&s->c->store, a, id, &m, err) < 0 || store_cured_by(&s->c->store, a, id, &cured, err) < 0)
		return -1;
	if (!m.judged_at)
		return 0;
	for (size_t i = cured.ids_count; i-- > 0;) {
		struct mail_record held;
		if (store_need_mail(&s->c->store, a, cured.ids[i], &held, err) < 0)
			return -1;
		if (held.judged_at == m.judged_at && store_undo_rows(&s->c->store, a, &held, err) < 0)
			return -1;
		held.verdict = held.read_by && strstr(held.read_by, m.public) ? MAIL_RETURNED : MAIL_HELD;
		held.cured_by = 0;
		held.judged_at = held.arrived_at;
		if (store_judged_mail(&s->c->store, &held, err) < 0)
			return -1;
	}
	if (store_undo_layouts(&s->c->store, id, err) < 0)
		return -1;
	if (m.staff)
		affected_add(s->keep, &s->affected, m.staff);
	return store_undo_rows(&s->c->store, a, &m, err);
}

/* Who wrote what is told to whoever asks for it alone: `explain` has it, too. */
static void log_judged(const struct mail_record *m)
{
	const struct log_about about = {.mail = m->public, .staff = m->staff};
	log_about(LOG_INFO_LINE, &about, "%s %s of %s, arrived %lld in %s/%s", mail_verdict_names[m->verdict], m->kind, m->staff ? m->staff : "nobody we know", (long long)m->arrived_at,
	          m->mailbox, m->folder);
	log_about(LOG_DEBUG_LINE, &about, "from %s: %s%s%s", m->sender, m->subject, m->reason[0] ? ": " : "", m->reason);
}

static int judge_one(struct session *s, int64_t id, struct err *err)
{
	if (s->c->supposing) /* else whoever hands mails over counts them: some are judged more than once */
		progress_step(s->c->progress, 1);
	struct fresh *f = docket_fresh(s, id), revived;
	struct mail_record m;
	if (f)
		m = f->record;
	else if (store_need_mail(&s->c->store, s->c->turn, id, &m, err) < 0)
		return -1;
	if (!f && !m.judged_at) {
		int r = record_revive(s->c, &m, &revived, err);
		if (r <= 0)
			return r < 0 ? -1 : err_set(err, 65, "store: the bytes of mail %s are missing: stop the clerk; restore a backup, or `leadclerk rebuild`", m.public);
		f = s->fresh = &revived;
		s->fresh_count = 1;
		m = revived.record;
	}
	if (docket_judge_mail(s, &m, err) < 0 || store_judged_mail(&s->c->store, &m, err) < 0)
		return err_in(err, "judging mail %s", m.public);
	if (f)
		log_judged(&m);
	if (f == &revived)
		s->fresh_count = 0;
	return 0;
}

/* Between two mails: whoever reads and sends is not kept waiting. */
static void mind_children(struct clerk *c, int64_t now)
{
	ahead_mind(c);
	post_mind(c, now);
}

/* Those of a batch, in order. */
static int judge_fresh(struct session *s, struct err *err)
{
	for (size_t i = 0; i < s->fresh_count; i++) {
		if (judge_one(s, s->fresh[i].record.id, err) < 0)
			return -1;
		mind_children(s->c, s->now);
	}
	return 0;
}

/* Any number of mails, each in memory of its own. */
static int with_each(struct session *s, const struct mail_ids *ids, int (*work)(struct session *s, int64_t id, struct err *err), struct err *err)
{
	struct arena *turn = s->c->turn, *own = arena_new();
	int failed = 0;
	s->c->turn = own;
	for (size_t i = 0; !failed && i < ids->ids_count; i++) {
		arena_reset(own);
		failed = work(s, ids->ids[i], err);
	}
	s->c->turn = turn;
	arena_free(own);
	return failed;
}

static void turn_round(struct mail_ids *ids)
{
	for (size_t i = 0, last = ids->ids_count; i + 1 < last; i++) {
		int64_t id = ids->ids[i];
		ids->ids[i] = ids->ids[--last];
		ids->ids[last] = id;
	}
}

/* Between undoing and judging: originals go to the places of copies that turned out to be earlier. */
static int move_original(struct session *s, int64_t id, struct err *err)
{
	struct mail_record copy, original;
	if (store_need_mail(&s->c->store, s->c->turn, id, &copy, err) < 0 || store_need_mail(&s->c->store, s->c->turn, copy.copy_of, &original, err) < 0)
		return -1;
	return record_move_original(s->c, &copy, &original, err) < 0 ? -1 : 0;
}

static int judge_mails_again(struct session *s, const struct mail_record *from, struct err *err)
{
	struct mail_ids ids, copies;
	struct store *store = &s->c->store;
	if (store_mails_from(store, s->keep, from, &ids, err) < 0)
		return -1;
	turn_round(&ids); /* the last one is undone first */
	if (with_each(s, &ids, undo_mail, err) < 0 || store_unjudged_copies(store, s->keep, &copies, err) < 0 ||
	    with_each(s, &copies, move_original, err) < 0 || store_mails_from(store, s->keep, from, &ids, err) < 0)
		return -1;
	return with_each(s, &ids, judge_one, err);
}

/* What a mail among them has looked at again is looked at when all of them count. */
static int judge_again(struct session *s, const struct mail_record *from, struct err *err)
{
	struct settle_later later = {.a = s->keep};
	s->c->later = &later;
	int failed = judge_mails_again(s, from, err);
	s->c->later = NULL;
	for (size_t i = 0; !failed && i < later.items_count; i++) {
		struct affected one = {0};
		affected_add(s->keep, &one, later.items[i].staff);
		failed = settle_again(s->c, &one, later.items[i].from, later.items[i].because, s->now, err);
	}
	return failed;
}

/* From when on a change of the roster wants all judged again, and which mail said so: "1789000000 m12..." */
#define META_AGAIN "judge_again_from"

static int again_wanted(struct clerk *c, int64_t *from_r, const char **because_r, struct err *err)
{
	const char *text;
	char *end;
	if (store_get_meta(&c->store, c->turn, META_AGAIN, &text, err) < 0)
		return -1;
	if (!text || !*text)
		return 0;
	*from_r = strtoll(text, &end, 10);
	*because_r = arena_printf(c->turn, BECAUSE_ROSTER "%s", end + (*end == ' '));
	return 1;
}

int docket_again_from(struct clerk *c, int64_t from, const char *public, struct err *err)
{
	int64_t earlier;
	const char *because;
	int r = again_wanted(c, &earlier, &because, err);
	if (r < 0)
		return -1;
	from = r > 0 && earlier < from ? earlier : from;
	return store_set_meta(&c->store, META_AGAIN, arena_printf(c->turn, "%lld %s", (long long)from, public), err);
}

int docket_behind(struct clerk *c, struct err *err)
{
	struct mail_record first;
	int64_t from;
	const char *because;
	int r = store_first_unjudged(&c->store, c->turn, &first, err);
	return r ? r : again_wanted(c, &from, &because, err);
}

int docket_catch_up(struct clerk *c, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn};
	struct mail_record first = {.arrived_at = INT64_MAX, .place = "", .mailbox = "", .folder = ""};
	int64_t from;
	int late = store_first_unjudged(&c->store, c->turn, &first, err), again = late < 0 ? -1 : again_wanted(c, &from, &s.because, err);
	if (again < 0 || (!late && !again))
		return again < 0 ? -1 : 0;
	if (!again) {
		struct mail_record mail = first;
		mail.copy_of = 0; /* what is late is the mail, whichever of its copies shows it */
		s.because = arena_printf(c->turn, BECAUSE_LATE "%s", record_public_id(c->turn, &mail));
	}
	if (again && from <= first.arrived_at)
		first = (struct mail_record){.arrived_at = from, .place = "", .mailbox = "", .folder = ""};
	if (again && affected_all(c, s.keep, &s.affected, err) < 0)
		return -1;
	/* Before: a command among those that are judged now for the first time may want it once more. */
	if ((again && store_set_meta(&c->store, META_AGAIN, "", err) < 0) || judge_again(&s, &first, err) < 0)
		return -1;
	return settle_again(c, &s.affected, time_date(first.arrived_at), s.because, now, err) < 0 ? -1 : 1;
}

/* ---- new mails ---- */

/* A copy that lies after its original, or can change places with it unnoticed, is judged at once, whatever else is late: it is a copy. */
static int is_plain_copy(struct session *s, struct fresh *f, bool *plain_r, struct err *err)
{
	struct mail_record stored, *original = &stored;
	struct fresh *same_batch = f->record.copy_of ? docket_fresh(s, f->record.copy_of) : NULL;
	*plain_r = false;
	if (!f->record.copy_of)
		return 0;
	if (same_batch)
		original = &same_batch->record;
	else if (store_need_mail(&s->c->store, s->c->turn, f->record.copy_of, &stored, err) < 0)
		return -1;
	*plain_r = true;
	if (mail_order(&f->record, original) > 0)
		return 0;
	if (original->judged_at) {
		int between = store_mail_between(&s->c->store, &f->record, original, err);
		if (between < 0)
			return -1;
		*plain_r = !between && f->record.arrived_at == original->arrived_at;
		if (!*plain_r)
			return 0;
	}
	return record_move_original(s->c, &f->record, original, err) < 0 ? -1 : 0;
}

/* Judges the plain copies among the new ones, and takes them out. */
static int take_copies(struct session *s, struct err *err)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->fresh_count; i++) {
		bool plain;
		if (is_plain_copy(s, &s->fresh[i], &plain, err) < 0 || (plain && judge_one(s, s->fresh[i].record.id, err) < 0))
			return -1;
		s->fresh[i].plain = plain;
	}
	for (size_t i = 0; i < s->fresh_count; i++)
		if (!s->fresh[i].plain)
			s->fresh[kept++] = s->fresh[i];
	s->fresh_count = kept;
	return 0;
}

static int by_order(const void *a, const void *b)
{
	return mail_order(&((const struct fresh *)a)->record, &((const struct fresh *)b)->record);
}

/* In order: now. One of them lies before what was judged last, or another waits already: all wait until everything is read, and are judged by
 * docket_catch_up, once. */
static int judge_or_wait(struct session *s, const struct mail_record *last, bool waiting, struct err *err)
{
	int64_t settled;
	struct mail_record first = s->fresh[0].record;
	for (size_t i = 0; i < s->fresh_count; i++)
		waiting = waiting || s->fresh[i].record.copy_of;
	if (waiting || s->c->lost_since != INT64_MIN || (last->id && mail_order(&first, last) < 0))
		return 0;
	if (judge_fresh(s, err) < 0)
		return -1;
	/* In order, and yet late where duties of its time are settled already. */
	int r = store_get_time(&s->c->store, META_SETTLED, &settled, err);
	if (r <= 0 || first.arrived_at >= settled)
		return r < 0 ? -1 : 0;
	return settle_again(s->c, &s->affected, time_date(first.arrived_at), arena_printf(s->keep, BECAUSE_LATE "%s", first.public), s->now, err);
}

int docket_take(struct clerk *c, struct arrival *arrivals, size_t count, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn, .fresh = arena_alloc(c->turn, (count + 1) * sizeof *s.fresh)};
	struct mail_record last, unjudged;
	int waiting = store_first_unjudged(&c->store, c->turn, &unjudged, err);
	if (waiting < 0 || store_last_judged(&c->store, c->turn, &last, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool fresh;
		if (record_arrival(c, &arrivals[i], now, &s.fresh[s.fresh_count], &fresh, err) < 0)
			return -1;
		s.fresh_count += fresh;
		mind_children(c, now);
	}
	if (take_copies(&s, err) < 0)
		return -1;
	if (s.fresh_count == 0)
		return 0;
	qsort(s.fresh, s.fresh_count, sizeof *s.fresh, by_order);
	return judge_or_wait(&s, &last, waiting, err);
}

int docket_take_next(struct clerk *c, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn};
	struct mail_record first, last;
	int64_t settled = INT64_MIN;
	int r = store_first_unjudged(&c->store, c->turn, &first, err);
	if (r <= 0)
		return r;
	if (store_last_original(&c->store, c->turn, &last, err) < 0 || store_get_time(&c->store, META_SETTLED, &settled, err) < 0)
		return -1;
	if (first.copy_of || first.arrived_at < settled || (last.id && mail_order(&first, &last) < 0))
		return docket_catch_up(c, now, err);
	return judge_one(&s, first.id, err) < 0 ? -1 : 1;
}

int docket_judge_all(struct clerk *c, const char *because, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn, .because = because};
	struct mail_record first = {.arrived_at = INT64_MIN, .place = "", .mailbox = "", .folder = ""};
	if (affected_all(c, s.keep, &s.affected, err) < 0 || judge_again(&s, &first, err) < 0)
		return -1;
	return settle_again(c, &s.affected, DATE_NONE, because, now, err);
}

int docket_judge_supposed(struct clerk *c, const char *because, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn, .because = because};
	struct mail_record first = {.arrived_at = INT64_MIN, .place = "", .mailbox = "", .folder = ""};
	struct mail_ids ids;
	if (store_mails_from(&c->store, s.keep, &first, &ids, err) < 0)
		return -1;
	return with_each(&s, &ids, judge_one, err);
}
