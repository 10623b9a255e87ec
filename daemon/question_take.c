#include "question_take.h"

#include <string.h>

#include "asks.h"
#include "command_take.h"
#include "base/log.h"
#include "base/text.h"
#include "compose_part.h"
#include "flood.h"
#include "proof.h"
#include "question_take_inside.h"
#include "reply.h"

/* ---- who is told what ---- */

#define BIT(role) (1u << (role))
#define MANAGERS (BIT(ROLE_DIRECTOR) | BIT(ROLE_GENERAL_MANAGER) | BIT(ROLE_SUPERVISOR) | BIT(ROLE_EXECUTIVE_DIRECTOR) | BIT(ROLE_DEPUTY))
#define READERS (BIT(ROLE_DIRECTOR) | BIT(ROLE_GENERAL_MANAGER) | BIT(ROLE_SUPERVISOR) | BIT(ROLE_EXECUTIVE_DIRECTOR) | BIT(ROLE_GM_ASSISTANT))

static inquiry_answer help;

static const struct asker {
	enum question question;
	unsigned all;               /* role bits of who is told of everybody */
	inquiry_answer *answer;
} askers[] = {
	{QUESTION_WHO_OWES, MANAGERS, question_who_owes}, {QUESTION_MINE, MANAGERS, question_mine}, {QUESTION_PERSON, MANAGERS, question_person}, {QUESTION_WHY, MANAGERS, question_why},
	{QUESTION_CUSTOMER, READERS, question_customer}, {QUESTION_NUMBER, MANAGERS | READERS, question_number}, {QUESTION_SLIPS, 0, question_slips},
	{QUESTION_SLIP, MANAGERS, question_slip}, {QUESTION_HELP, 0, help},
};

/* ---- an answer ---- */

void inquiry_line(struct inquiry *q, const char *word, const struct view *v)
{
	ARENA_PUSH(q->c->turn, q, lines) = say(q->c->turn, "query", word, v);
}

void inquiry_head(struct inquiry *q, const char *word, const struct view *v)
{
	q->in.what = say(q->c->turn, "query", word, v);
}

int inquiry_refuse(struct inquiry *q, const char *word, const char *what)
{
	q->in.why = TOLD_REFUSED;
	q->in.reason = *what ? arena_printf(q->c->turn, "%s:%s", word, what) : word;
	q->lines_count = 0;
	q->log = arena_printf(q->c->turn, "refused, %s", word);
	return 0;
}

const char *inquiry_name(const struct inquiry *q, const char *staff)
{
	const struct staff *s = staff ? office_staff(q->c->office, staff) : NULL;
	return s ? s->name : staff ? staff : "";
}

/* What this asker can say (first: that is what money and days hang on), and ask: help.QUESTION, and for whoever is told of himself alone help.QUESTION_own, where it differs. */
static int help(struct inquiry *q, struct err *err)
{
	(void)err;
	inquiry_head(q, "help", NULL);
	ARENA_PUSH(q->c->turn, q, lines) = say(q->c->turn, "help", "donation", NULL);
	ARENA_PUSH(q->c->turn, q, lines) = say(q->c->turn, "help", staff_leads(q->sender) ? "command" : "command_own", NULL);
	for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
		const char *name = question_names[askers[i].question];
		const char *own = q->sender->roles & askers[i].all ? "" : say(q->c->turn, "help", arena_printf(q->c->turn, "%s_own", name), NULL);
		ARENA_PUSH(q->c->turn, q, lines) = *own ? own : say(q->c->turn, "help", name, NULL);
	}
	return 0;
}

/* The letter says how many more there are. */
static void cap_lines(struct inquiry *q)
{
	size_t more = q->lines_count > QUESTION_LINES ? q->lines_count - QUESTION_LINES : 0;
	struct view *v = view_object(q->c->turn);
	if (!more)
		return;
	view_set_int(q->c->turn, v, "done", (int64_t)more);
	q->lines_count = QUESTION_LINES;
	inquiry_line(q, "more", v);
}

static int tell(struct inquiry *q, struct err *err)
{
	struct mail_record *m = q->h->m;
	cap_lines(q);
	q->in.lines = q->lines;
	q->in.lines_count = q->lines_count;
	if (!q->log)
		q->log = arena_printf(q->c->turn, "told %zu lines", q->lines_count);
	m->verdict = MAIL_ANSWER;
	m->kind = "decision";
	m->reason = arena_printf(q->c->turn, "question: %s%s%s: %s", question_names[q->asked->question], *q->asked->what ? " " : "", q->asked->what, q->log);
	log_about(LOG_INFO_LINE, &(struct log_about){.mail = m->public, .staff = q->sender->id}, "%s asked: %s", q->sender->id, question_names[q->asked->question]);
	return asks_tell(q->c, &q->in, q->sender, m, arena_printf(q->c->turn, "question.%s", m->public), q->h->now, err);
}

bool question_instead(const struct hearing *h)
{
	struct asked asked;
	return reply_read(h->c->turn, h->m->envelope.text).state == REPLY_UNKNOWN &&
	       question_read(h->c->turn, "", h->m->envelope.text, time_date(h->m->arrived_at), &asked);
}

/* 查收, 查无此人: 查 was said of something else. */
static bool is_talk(const struct clerk *c, const struct asked *q, date day)
{
	return q->question == QUESTION_PERSON && !q->period && *q->what && !office_named(c->office, q->what, day) && !office_named(c->office, q->what, DATE_NONE);
}

static struct inquiry begun(const struct hearing *h, const struct asked *asked)
{
	return (struct inquiry){.h = h, .c = h->c, .sender = h->sender, .asked = asked, .at = h->m->arrived_at, .in = {.why = TOLD_QUERY}};
}

int question_take(const struct hearing *h, bool *taken_r, struct err *err)
{
	struct asked asked;
	struct inquiry q = begun(h, &asked);
	const struct mail *e = &h->m->envelope;
	const struct asker *a = askers;
	date day = time_date(h->m->arrived_at);
	*taken_r = question_read(h->c->turn, e->subject, e->text, day, &asked) && !is_talk(h->c, &asked, day);
	if (!*taken_r)
		return 0;
	while (a->question != asked.question)
		a++;
	q.all = h->sender->roles & a->all;
	if (!proof_vouched(h->c, e))
		inquiry_refuse(&q, "unverified", "");
	else if (a->answer(&q, err) < 0)
		return -1;
	return q.elsewhere ? 0 : tell(&q, err);
}

static bool names(const struct address *list, size_t count, const char *addr)
{
	for (size_t i = 0; i < count; i++)
		if (text_same_nocase(list[i].addr, addr))
			return true;
	return false;
}

/* To the clerk's own address, which is nobody's, with what seems asked; beside others (李总, with the clerk in Cc) only with what is the clerk's matter: the rest is theirs. */
static bool is_for_clerk(const struct clerk *c, const struct mail_record *m)
{
	const struct mail *e = &m->envelope;
	const char *own = c->office->from_addr;
	if (office_sender(c->office, own, time_date(m->arrived_at)) || (!names(e->to, e->to_count, own) && !names(e->cc, e->cc_count, own)))
		return false;
	return e->to_count + e->cc_count == 1 ? question_asks(c->turn, e->subject, e->text) : question_matter(c->turn, e->subject, e->text);
}

/* A picture or a document may go with any words. */
static bool brings_table(const struct mail *e)
{
	for (size_t i = 0; i < e->parts_count; i++)
		if (e->parts[i].source != PART_QUOTED && e->parts[i].status != TABLE_NOT_A_TABLE)
			return true;
	return false;
}

/* What no person sent, but nothing that is sure enough to set the mail apart for (RFC 3834, section 2: no answer to an empty return path). */
static bool may_be_robots(const struct mail *e)
{
	return e->auto_response_suppress || (e->return_path && !*e->return_path);
}

int question_puzzled(const struct hearing *h, struct err *err)
{
	const struct asked asked = {.question = QUESTION_HELP, .what = "", .purpose = ""};
	const struct mail_record *m = h->m;
	struct inquiry q = begun(h, &asked);
	if (brings_table(&m->envelope) || may_be_robots(&m->envelope) || !proof_vouched(h->c, &m->envelope) || !is_for_clerk(h->c, m))
		return 0;
	int r = limits_puzzled(&h->c->store, m->sender, h->now, err);
	if (r <= 0)
		return r;
	const char *barred = command_barred(h);
	if (barred ? inquiry_refuse(&q, barred, "") < 0 : help(&q, err) < 0)
		return -1;
	if (!barred)
		inquiry_head(&q, "puzzled", NULL);
	q.in.lines = q.lines;
	q.in.lines_count = q.lines_count;
	return asks_tell(h->c, &q.in, h->sender, m, arena_printf(h->c->turn, "%s%s", &LIMITS_PUZZLED[strlen("told.")], m->public), h->now, err);
}
