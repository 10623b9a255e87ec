#include "turn.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/log.h"
#include "alarm.h"
#include "alarm_command.h"
#include "change.h"
#include "conf.h"
#include "docket.h"
#include "intake.h"
#include "ledger.h"
#include "metrics.h"
#include "outbox.h"
#include "post.h"
#include "progress.h"
#include "put_back.h"
#include "settle.h"
#include "sent.h"
#include "slip_take.h"
#include "store_keys.h"
#include "store_slips.h"
#include "systemd.h"
#include "tick.h"
#include "watch.h"

/* By which configuration the store was judged. */
#define META_CONFIGURATION "configuration"

enum { POLL_SECONDS = 60, STORE_RETRY_SECONDS = 30, DRAIN_SECONDS = 70 };

/* Mail first: what is settled at a moment rests on all that had arrived by it. */
static int read_mail(struct clerk *c, int64_t now, size_t *mails_r, struct err *err)
{
	if (outbox_note_mode(&c->store, c->configured->shadow, now, err) < 0 || intake_read(c, now, mails_r, err) < 0)
		return -1;
	return put_back_live(c, now, err);
}

/* Letters last: nothing leaves before its cause is committed. */
static int send_letters(struct clerk *c, int64_t now, size_t *letters_r, struct err *err)
{
	if (put_back_look(c, now, err) < 0 || post_flush(c, now, letters_r, err) < 0)
		return -1;
	return sent_look(c, now, err);
}

/* When something is due, a letter included; *letter_r: when the next one may leave. */
static int next_due(struct clerk *c, int64_t now, int64_t *due_r, int64_t *letter_r, struct err *err)
{
	if (tick_next(c, due_r, err) < 0 || post_next(c, now, letter_r, err) < 0)
		return -1;
	*due_r = *letter_r < *due_r ? *letter_r : *due_r;
	return 0;
}

static int look_ahead(struct clerk *c, int64_t now, struct turn_result *r, struct err *err)
{
	int64_t waiting, look;
	if (next_due(c, now, &r->due, &r->letter, err) < 0 || outbox_next(&c->store, &waiting, err) < 0 || sent_next(c, &look, err) < 0)
		return -1;
	r->next = look < r->due ? look : r->due;
	r->paced = waiting <= now && r->letter > now && r->letter != INT64_MAX;
	return 0;
}

int turn(struct clerk *c, int64_t now, struct turn_result *r, struct err *err)
{
	*r = (struct turn_result){.next = INT64_MAX};
	c->more = false;
	arena_reset(c->turn);
	clerk_forget_facts(c);
	if (c->facts_rollbacks != db_rollbacks(c->store.db) && clerk_lay_facts(c, err) < 0)
		return -1;
	if (read_mail(c, now, &r->mails, err) < 0 || tick(c, doubt_now(&c->doubt, now, c->newest), err) < 0 || send_letters(c, now, &r->letters, err) < 0 ||
	    look_ahead(c, now, r, err) < 0)
		return -1;
	r->more = c->more;
	r->done = true;
	return 0;
}

static int turn_and_watch(struct clerk *c, int64_t now, struct turn_result *r, struct err *err)
{
	size_t more = 0;
	int64_t letter = INT64_MAX;
	if (turn(c, now, r, err) < 0)
		return -1;
	r->done = false;
	if (watch_look(c, doubt_now(&c->doubt, now, c->newest), err) < 0 || post_next(c, now, &letter, err) < 0)
		return -1;
	if (letter <= now && (post_flush(c, now, &more, err) < 0 || post_next(c, now, &letter, err) < 0))
		return -1;
	r->letters += more;
	r->next = letter < r->next ? letter : r->next;
	r->done = true;
	return 0;
}

int turn_watched(struct clerk *c, int64_t now, struct turn_result *r, struct err *err)
{
	double began = clock_monotonic();
	metrics_begin(c);
	int failed = turn_and_watch(c, now, r, err);
	metrics_write(c, &(struct metrics_turn){r->mails, r->letters, clock_monotonic() - began, !failed}, now);
	return failed;
}

int turn_check_configuration(struct clerk *c, int64_t now, struct err *err)
{
	struct buf dump = {0};
	char hex[33];
	const char *was;
	conf_dump_judging(c->configured, &dump);
	struct digest_state s;
	digest_start(&s);
	digest_add(&s, dump.data, dump.size);
	for (size_t i = 0; i < c->office->calendar_count; i++)
		digest_add(&s, &c->office->calendar[i].day, sizeof c->office->calendar[i].day), digest_add(&s, c->office->calendar[i].work ? "w" : "o", 1);
	struct digest d = digest_end(&s);
	buf_release(&dump);
	digest_hex(&d, 16, hex);
	arena_reset(c->turn);
	if (store_get_meta(&c->store, c->turn, META_CONFIGURATION, &was, err) < 0 || db_begin(c->store.db, err) < 0)
		return -1;
	bool changed = was && strcmp(was, hex) != 0;
	if (changed)
		log_info(NULL, "the configuration changed: every mail is judged again; what differs in the ledger is appended");
	bool failed = (changed && (docket_judge_all(c, arena_printf(c->turn, BECAUSE_CONFIG "%s", hex), now, err) < 0 || store_unlay_slips(&c->store, err) < 0)) ||
	              store_set_meta(&c->store, META_CONFIGURATION, hex, err) < 0 || slip_lay_rest(c, now, err) < 0;
	return store_end(&c->store, failed, err);
}

/* Between two letters a provider wants some seconds, and so many a minute at most; an hour's or a day's limit is not waited for. */
static bool wait_for_pace(const struct turn_result *r)
{
	if (!r->paced)
		return false;
	double seconds = clock_real_seconds(r->letter - clock_now());
	if (seconds > DRAIN_SECONDS) {
		log_warn(NULL, "letters wait: the server's pace, or its trouble, allows the next one in %.0f seconds", seconds);
		return false;
	}
	if (seconds > 0)
		usleep((useconds_t)(seconds * 1e6) + 1000);
	return true;
}

static int drain(struct clerk *c, size_t *mails, size_t *letters, struct err *err)
{
	struct turn_result r;
	do {
		progress_turn(c->progress, "mails", 0);
		if (turn_watched(c, clock_now(), &r, err) < 0)
			return -1;
		*mails += r.mails;
		*letters += r.letters;
	} while (r.mails || r.letters || r.more || wait_for_pace(&r));
	return 0;
}

int turn_drain(struct clerk *c, struct err *err)
{
	struct progress bar;
	size_t mails = 0, letters = 0;
	progress_begin(&bar, "mails", 0);
	c->progress = &bar;
	int failed = drain(c, &mails, &letters, err);
	c->progress = NULL;
	progress_end(&bar);
	if (failed)
		return -1;
	printf("%zu mails read, %zu letters sent\n", mails, letters);
	return intake_trouble(c, err) ? -1 : 0;
}

static int64_t next_event(const struct clerk *c, int64_t now, int64_t due, int64_t until)
{
	int64_t mail = intake_next_arrival(c), next = mail < due ? mail : due;
	next = next <= now && now != INT64_MIN ? now + 1 : next;
	return next < until ? next : until;
}

static int replay_events(struct clerk *c, int64_t *now, int64_t until, struct err *err)
{
	struct turn_result r = {0}; /* before the first turn; each says what is due after it */
	/* What turned up since the last replay with an arrival before its end is late: it is read first, at that end. */
	bool late = *now != INT64_MIN && *now <= until;
	if ((late ? turn(c, *now, &r, err) : next_due(c, *now, &r.due, &r.letter, err)) < 0)
		return -1;
	while (*now < until) {
		int64_t next = next_event(c, *now, r.due, until);
		if (turn(c, next, &r, err) < 0 || (r.mails && keys_sift(&c->store, err) < 0))
			return -1;
		*now = next;
	}
	return 0;
}

/* What was gathered is made durable at the end (db_gather). A replay that was killed goes on from where its store is then; a letter that is in the Maildir
 * already is left there. After a power cut it is begun anew: nobody waited for the disk. */
int turn_replay(struct clerk *c, int64_t until, struct err *err)
{
	int64_t now = INT64_MIN, settled = INT64_MIN;
	if (store_get_time(&c->store, META_REPLAYED, &now, err) < 0 || store_get_time(&c->store, META_SETTLED, &settled, err) < 0)
		return -1;
	now = settled > now ? settled : now; /* a replay that was killed: its clock does not go back */
	c->simulated = true;
	struct progress bar;
	if (turn_check_configuration(c, now == INT64_MIN ? until : now, err) < 0 ||
	    intake_look_ahead(c, err) < 0 || db_gather(c->store.db, err) < 0)
		return -1;
	progress_begin(&bar, "mails", intake_listed(c));
	c->progress = &bar;
	int failed = replay_events(c, &now, until, err);
	c->progress = NULL;
	progress_end(&bar);
	if (failed || (c->recording_only && outbox_let_go(&c->store, INT64_MAX, err) < 0) || db_gather_end(c->store.db, err) < 0)
		return -1;
	return store_set_time(&c->store, META_REPLAYED, now, err);
}

/* systemd is told that the clerk lives before each wait and after it: no turn and no wait may last as long as its WatchdogSec. */
static void tell_waiting(const struct clerk *c, const struct turn_result *r)
{
	char next[TIME_TEXT_SIZE] = "nothing";
	struct buf names = {0};
	if (r->next != INT64_MAX)
		time_text(r->next, next);
	alarm_names(c->office->store, &names);
	systemd_tell("WATCHDOG=1\nSTATUS=%s%.*s%s%zu mails read, %zu letters sent in the last turn; next due: %s", names.size ? "ALARM " : "",
	             (int)names.size, names.size ? names.data : "", names.size ? "; " : "", r->mails, r->letters, next);
	buf_release(&names);
}

/* The store fails: the disk is full, or worse. Nothing is taken in meanwhile, mail stays on the server; it is told once, and when it is over.
 * err NULL: the turn went well. */
struct store_trouble {
	struct err last;              /* exit_code 0: there is none */
	int64_t since;
};

static void note_trouble(struct clerk *c, struct store_trouble *t, const struct err *err, int64_t now)
{
	struct err ignored; /* a letter that can't be written now either: the file, the log and the program told of it */
	if (err && !t->last.exit_code)
		t->since = now;
	if (err && strcmp(t->last.text, err->text) != 0)
		alarm_raise(c->office->store, "store", now, "%s", err->text);
	if (!err && t->last.exit_code) {
		alarm_clear(c->office->store, "store");
		if (watch_store_again(c, t->since, t->last.text, now, &ignored) < 0)
			log_warn(NULL, "%s", ignored.text);
	}
	t->last = err ? *err : (struct err){0};
}

/* Whether the machine's clock can be believed. */
static void look_at_clock(struct clerk *c, int64_t now, int64_t last)
{
	double step = clock_step();
	if (doubt_step(&c->doubt, step, last)) {
		if (c->doubt.on)
			alarm_raise(c->office->store, "clock", now, "the machine's clock was set ahead by %.0f seconds: nothing is settled and nobody reminded beyond what "
			            "arriving mail shows of the time, until the clock is set right; if it is right now, restart the clerk", step);
		else
			alarm_clear(c->office->store, "clock");
	}
	if (doubt_witness(&c->doubt, now, c->newest))
		alarm_clear(c->office->store, "clock");
}

/* In this order: a signal that comes between leaves `wake`. */
static void forget_signals(struct turn_signals *signals)
{
	char some[64];
	signals->wake = 0;
	while (read(signals->readable, some, sizeof some) > 0)
		;
}

int turn_run(struct clerk *c, struct turn_signals *signals, struct err *err)
{
	struct store_trouble trouble = {0};
	int64_t last = clock_now();
	clock_step();
	alarm_clear(c->office->store, "clock"); /* whoever starts the clerk believes the clock */
	alarm_clear(c->office->store, "store");
	while (!signals->stop && !signals->reload) {
		struct turn_result r = {.next = INT64_MAX};
		size_t asked;
		int64_t now = clock_now();
		forget_signals(signals);
		if (db_still_there(c->store.db, err) < 0)
			return -1;
		look_at_clock(c, now, last);
		last = now;
		change_requested(c, now, &asked);
		double wait = clock_real_seconds(POLL_SECONDS); /* on the office's clock: in a hurried night no answer waits for hours */
		if (turn_watched(c, now, &r, err) < 0) {
			note_trouble(c, &trouble, err, now);
			if (err->exit_code == 74) /* the disk failed: what the store says it has may not be there (db.h) */
				return -1;
			wait = STORE_RETRY_SECONDS;
		} else if (r.more) {
			wait = 0;
		} else if (r.next != INT64_MAX && r.next > now) { /* what is due and was not done waits for a mailbox, or for the clock */
			double due = clock_real_seconds(r.next - clock_now());
			wait = due < wait ? due : wait;
		}
		if (r.done)
			note_trouble(c, &trouble, NULL, now);
		alarm_command_mind();
		tell_waiting(c, &r);
		if (!signals->wake && wait > 0) {
			drawing_rest(c->drawing);
			intake_wait(c, signals->readable, wait < 0.05 ? 0.05 : wait);
		}
	}
	return 0;
}
