#include "pace.h"

#include <string.h>

#define META_PAUSE "post_pause_until"
#define META_TROUBLES "post_troubles"
#define META_LEARNED "post_learned_per_hour"
#define META_LEARNED_UNTIL "post_learned_until"

/* At most `limit` letters in so many seconds: when the oldest of the newest `limit` leaves the window, the next may go. */
static int look_window(struct store *s, int64_t seconds, int64_t limit, int64_t now, struct pace *p, struct err *err)
{
	int64_t oldest, count = 0;
	if (limit <= 0)
		return 0;
	int r = db_one_int(s->db, err, &oldest, "SELECT sent_at FROM letter WHERE sent_at > ? AND sent_at <= ? ORDER BY sent_at DESC LIMIT 1 OFFSET ?", "iii",
	                   now - seconds, now, limit - 1);
	if (r < 0 || db_one_int(s->db, err, &count, "SELECT count(*) FROM letter WHERE sent_at > ? AND sent_at <= ?", "ii", now - seconds, now) < 0)
		return -1;
	if (r > 0 && oldest + seconds > p->not_before)
		p->not_before = oldest + seconds;
	if (limit - count < p->room)
		p->room = limit > count ? (int)(limit - count) : 0;
	return 0;
}

static bool is_maildir(const struct server *to)
{
	return strcmp(to->scheme, "maildir") == 0;
}

/* On loopback without TLS (tests, a relay on this machine) there is no provider to be patient with, unless the configuration says so. */
static int pause_between(const struct server *to)
{
	if (is_maildir(to))
		return 0;
	return to->security == SECURITY_NONE && to->own.pause_seconds <= 0 ? 0 : server_provider(to)->pause_seconds;
}

static int look_pause(struct store *s, const struct server *to, int64_t now, struct pace *p, struct err *err)
{
	int64_t last, until, troubles;
	int between = pause_between(to);
	if (between > 0) {
		int r = db_one_int(s->db, err, &last, "SELECT sent_at FROM letter WHERE sent_at > ? AND sent_at <= ? ORDER BY sent_at DESC LIMIT 1", "ii", now - between,
		                   now);
		if (r < 0)
			return -1;
		if (r > 0 && last + between > p->not_before)
			p->not_before = last + between;
		p->room = p->room > 1 ? 1 : p->room;
	}
	int r = store_get_time(s, META_PAUSE, &until, err);
	if (r > 0 && until > p->not_before && until - now <= PACE_PAUSE_LOGIN_MOST) /* a longer one is of a clock that was ahead */
		p->not_before = until;
	if (r >= 0)
		r = store_get_time(s, META_TROUBLES, &troubles, err);
	if (r > 0 && troubles > 0 && p->room > 1)
		p->room = 1; /* one letter shows whether it is over */
	return r < 0 ? -1 : 0;
}

int pace_look(struct store *s, const struct server *to, int64_t now, struct pace *p_r, struct err *err)
{
	const struct provider *known = server_provider(to);
	int64_t learned = 0, until = 0;
	*p_r = (struct pace){INT64_MIN, PACE_ROOM};
	if (!is_maildir(to) &&
	    (store_get_time(s, META_LEARNED, &learned, err) < 0 || store_get_time(s, META_LEARNED_UNTIL, &until, err) < 0 ||
	     look_window(s, 60, known->per_minute, now, p_r, err) < 0 || look_window(s, 3600, known->per_hour, now, p_r, err) < 0 ||
	     look_window(s, 86400, known->per_day, now, p_r, err) < 0 || look_window(s, 3600, until > now && until - now <= PACE_LEARNED_SECONDS ? learned : 0, now, p_r, err) < 0))
		return -1;
	if (look_pause(s, to, now, p_r, err) < 0)
		return -1;
	if (p_r->not_before > now)
		p_r->room = 0;
	else
		p_r->not_before = INT64_MIN;
	return 0;
}

static int64_t grown(int64_t first, int64_t most, int64_t troubles)
{
	for (; troubles > 0 && first < most; troubles--)
		first *= 2;
	return first < most ? first : most;
}

static int learn_rate(struct store *s, int64_t now, struct err *err)
{
	int64_t sent = 0;
	if (db_one_int(s->db, err, &sent, "SELECT count(*) FROM letter WHERE sent_at > ? AND sent_at <= ?", "ii", now - 3600, now) < 0)
		return -1;
	int64_t rate = sent * 3 / 4 > PACE_LEARNED_LEAST ? sent * 3 / 4 : PACE_LEARNED_LEAST;
	return store_set_time(s, META_LEARNED, rate, err) < 0 ? -1 : store_set_time(s, META_LEARNED_UNTIL, now + PACE_LEARNED_SECONDS, err);
}

int pace_troubled(struct store *s, bool *away_r, struct err *err)
{
	int64_t troubles = 0;
	int r = store_get_time(s, META_TROUBLES, &troubles, err);
	*away_r = r > 0 && troubles > 0;
	return r < 0 ? -1 : 0;
}

int pace_forget(struct store *s, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM meta WHERE name IN (?, ?)", "tt", META_PAUSE, META_TROUBLES);
}

int pace_learn(struct store *s, const struct send_result *r, int64_t now, struct err *err)
{
	int64_t troubles = 0;
	if (store_get_time(s, META_TROUBLES, &troubles, err) < 0)
		return -1;
	if (r->outcome == SEND_SENT)
		return troubles ? pace_forget(s, err) : 0;
	if (!r->server)
		return 0;
	bool patient = r->why == WHY_PACE || r->why == WHY_LOGIN;
	int64_t pause = patient ? grown(PACE_PAUSE_LOGIN, PACE_PAUSE_LOGIN_MOST, troubles) : grown(PACE_PAUSE_SERVER, PACE_PAUSE_SERVER_MOST, troubles);
	if (r->why == WHY_PACE && learn_rate(s, now, err) < 0)
		return -1;
	return store_set_time(s, META_PAUSE, now + pause, err) < 0 ? -1 : store_set_time(s, META_TROUBLES, troubles + 1, err);
}
