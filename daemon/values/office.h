/* The office: what the configuration says, as values. Made by conf.c, read by everybody, changed by nobody. Strings and arrays live in
 * the arena the configuration was read into. */
#ifndef VALUES_OFFICE_H
#define VALUES_OFFICE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

/* rules.md section 1. The bit of role r is 1u << r: one person may have several. */
enum role {
	ROLE_REP,                /* 业务员 */
	ROLE_DIRECTOR,           /* 市场总监 */
	ROLE_GENERAL_MANAGER,    /* 总经理 */
	ROLE_TECHNICAL_DIRECTOR, /* 技术总监 */
	ROLE_SUPERVISOR,         /* 市场主管 */
	ROLE_GM_ASSISTANT,       /* 总经理助理 */
	ROLE_EXECUTIVE_DIRECTOR, /* 执行董事 */
	ROLE_COLLECTOR,          /* 收款员 */
	ROLE_DISPATCHER,         /* 调度员 */
	ROLE_ORDER_CLERK,        /* 仓储订单整理员 */
	ROLE_DEPUTY,             /* 副经理 */
	ROLE_COUNT
};
extern const char *const role_names[ROLE_COUNT];    /* "rep", "director", ... as the configuration writes them */
extern const char *const role_titles[ROLE_COUNT];   /* "业务员", ... */

struct origin { /* where a value was written: every fault can name file and line */
	const char *file;
	int line;
};

struct staff {
	const char *id, *name;
	unsigned roles;                 /* bits */
	const char **mail;              /* addresses, ASCII lower case; letters go to the first */
	size_t mail_count, mail_cap;
	const date *mail_since;         /* for each address the first day on which it is his (facts.h); DATE_NONE, or NULL for all: it always was */
	date since, until;              /* both included; DATE_NONE: unbounded */
	const char *deputy;             /* id of who answers too while this person is away, or NULL */
	struct origin origin;
};

struct handover {                   /* the companies that somebody had by then are another's from then on */
	const char *from, *to;          /* ids */
	int64_t at;
};

struct leave {
	const char *staff;              /* id */
	date from, to;                  /* both included */
};

/* A duty: who owes how many of what by when, and what a miss costs (rules.md section 2). All of it is data: etc/packs/ and the policy. */
enum due_every { EVERY_WORKDAY, EVERY_DAY, EVERY_WEEK, EVERY_MONTH, EVERY_QUARTER, EVERY_HALF_YEAR };
enum due_fallback { FALLBACK_NONE, FALLBACK_LAST_WORKDAY /* of that week, month ... */, FALLBACK_NEXT_WORKDAY };

struct due_rule {                   /* when something is due again and again: due.h */
	enum due_every every;
	int day;                        /* workday: days to add to the for-date (-1 the day before); week: 0 Monday..6; else: day of the month, quarter or half-year (1 the
	                                   first), or workday number when fallback is next */
	enum due_fallback fallback;
	int at;                         /* second of the day at which the named minute begins: 23:59 is 86340 */
};

enum duty_during { DURING_ALWAYS, DURING_TRIP };

struct duty_rule {
	const char *kind;               /* "lead_list" */
	const char *title;              /* 客户资料 */
	const char *clause;             /* cited in letters: "市场部业务制度 一(一)" */
	enum role who;
	struct due_rule when;           /* the minute that it names is the last one that counts */
	int grace_minutes;              /* moves the end of the window only */
	int quota;
	enum duty_during during;        /* owed only on days on which such a fact holds of the person */
	const char *counts;             /* what is counted: "lead", "prospect", "visit" (rows), "mail" (mails that carry one of `words`), "slip" (complete ones of `form`) */
	const char *form;               /* for "slip" */
	int answers;                    /* 1, for "mail": an answer to its own reminder, in words of its own, is one too */
	unsigned missing_to;            /* role bits of who is told, as its window closes, who did not deliver */
	const char *bundle_for;         /* who owes that duty gets what was delivered in one letter, so many minutes after the due moment; 转呈 passes it on and counts; NULL: none */
	int bundle_after;
	const char **words;             /* for "mail": words of subject or file name */
	size_t words_count, words_cap;
	unsigned addressed_to;          /* for "mail": role bits of which one must be in To or Cc; 0: nobody in particular */
	int64_t fen_per_missing;        /* donation per missing piece, counted against `quota`, 0 none */
	int pushups_per_missing;
	const char *entry;              /* kind of the ledger entry, "lead_shortfall"; NULL: a miss costs nothing by itself */
	const char *extends;            /* a miss enlarges that duty's next one ... */
	int extra;                      /* ... by so many, NULL/0: none */
	const char *makeup_counts;      /* a miss opens the week's make-up case of such rows ("visit"), NULL: none */
	int makeup_quota;
	int64_t makeup_fen;
	const char *makeup_entry;       /* "makeup_unfulfilled" */
	const char *makeup_clause;
	int *reminders;                 /* seconds of the due day */
	size_t reminders_count, reminders_cap;
	struct origin origin;
};

enum cc_rule { CC_HOLD, CC_FORWARD, CC_OFF };
enum { CONFIRM_NONE = 0 };          /* else the role bit of who confirms */

/* What a director or general manager may enter by mail (处罚 张伟 TITLE); without a sum it is a record (记过, 警告), which colleagues may ask for. */
struct catalogue_item {
	const char *item, *title, *clause;  /* item: its name in the ledger's proof */
	const char *entry;              /* kind of the ledger entry */
	int64_t fen;
	int extra;                      /* 1: who names it may add a sum: 差价350元 */
	const char *repeat_item;        /* every repeat_count-th entry of that kind within repeat_days proposes this item to the general manager; NULL: none */
	int repeat_count, repeat_days;
	struct origin origin;
};

/* Which days of a week are free, before calendars mark some otherwise. */
enum weekend_kind { WEEKEND_TWO_DAYS, WEEKEND_SUNDAY /* 单休 */, WEEKEND_ALTERNATE /* 大小周 */ };
struct weekend {
	enum weekend_kind kind;
	date worked;                    /* WEEKEND_ALTERNATE: a Saturday that is worked, and with it every second one before and after */
};

struct policy {
	date effective;
	const char *version;            /* stands on each row and entry: the effective date and a digest of the policy's values */
	int pushups;                    /* 0: named in letters and counted (on); 1: not at all (off) */
	int protection_days;            /* 0: for good */
	int lead_protection_days;       /* -1: not given */
	enum cc_rule cc_rule;
	unsigned confirm;               /* role bits, CONFIRM_NONE issues at settlement */
	int appeal_days;                /* so long after its notice an entry may be appealed */
	unsigned appeals_to, payments_to; /* role bits of who decides appeals, and who knows what was paid */
	int ask_reminders;              /* so often whoever was asked is reminded, with the digests of the next workdays */
	int digest;                     /* second of the day, -1: no digest */
	int call_sheet;                 /* likewise: when each rep gets the leads that count for that day, to call them */
	int quiet_from, quiet_to;       /* seconds of the day; equal: no quiet hours */
	struct weekend weekend;
	int work_from, work_to;         /* seconds of a workday: working hours, for reminders */
	const char **forms;             /* rule packs whose forms are switched on */
	size_t forms_count, forms_cap;
	const char **reports;           /* rule packs whose reports are made */
	size_t reports_count, reports_cap;
	struct duty_rule *duties;
	size_t duties_count, duties_cap;
	struct catalogue_item *catalogue;
	size_t catalogue_count, catalogue_cap;
	struct origin origin;
};

enum security { SECURITY_REQUIRED, SECURITY_NONE };
enum server_auth { AUTH_LOGIN, AUTH_XOAUTH2 };

/* ---- what is known of mail providers: etc/providers.yaml, by the host of a server's url */

/* Who puts a copy of a sent letter into the Sent folder. (The first value: the configuration leaves it to the provider's profile.) */
enum sent_copy { SENT_COPY_PROVIDER, SENT_COPY_SERVER, SENT_COPY_APPEND /* we */, SENT_COPY_NONE };
enum idle_use { IDLE_PROVIDER, IDLE_OFFERED /* used where it is offered */, IDLE_NEVER };
enum id_use { ID_OFFERED, ID_REQUIRED /* sent even where it is not offered: no folder opens before it */ };

struct texts {                      /* parts of a server's words, compared without regard to case */
	const char **items;
	size_t items_count, items_cap;
};

struct provider {
	const char *name;               /* "exmail", as `provider:` writes it; "generic" where nothing is known */
	const char *title;              /* 腾讯企业邮 */
	struct texts hosts;             /* host names, each with all below it; the longest that fits decides */
	struct texts domains, mx;       /* an address's: of those that it gives out itself; hosts that take a company's own domain's mail */
	const char *imap, *smtp;        /* urls there, in which DOMAIN is the address's; NULL: not known */
	/* reading */
	int poll_seconds;               /* between two looks on a held connection without IDLE */
	enum idle_use idle;             /* never IDLE_PROVIDER */
	int idle_seconds;               /* an IDLE is renewed after so long */
	enum id_use id;
	struct texts login_refused;     /* words that mean: a person must look at the account, whatever was said before them */
	/* sending: the pace that we keep; 0: none known */
	int per_minute, per_hour, per_day;
	int per_connection;             /* letters in one session */
	int pause_seconds;              /* between two letters */
	struct texts temporary;         /* words that mean "later", also behind 5yz */
	struct texts content_refused;   /* final: the content is refused; stop and alarm */
	struct texts login_trouble;     /* the submission's own login or sender address is what is wrong: stop all, alarm */
	enum sent_copy sent_copy;       /* never SENT_COPY_PROVIDER */
	const char *sent_folder;        /* its Sent folder's name, UTF-8, where no folder has the flag \Sent; NULL: not known */
	/* both */
	const char *authserv_id;        /* of its Authentication-Results (RFC 8601), NULL: not known */
	struct texts advice;            /* zh-CN: what to switch on in which web page */
};

/* What the configuration lays over the profile, where it is written: -1 or NULL is not. */
struct provider_own {
	int poll_seconds, idle_seconds;
	enum idle_use idle;
	int per_minute, per_hour, per_day, per_connection, pause_seconds;
	enum sent_copy sent_copy;
	const char *sent_folder;
};

struct server { /* of a mailbox or of the submission */
	const char *name;               /* mailbox: its name in the configuration */
	const char *scheme;             /* "imap", "imaps", "smtp", "smtps", "maildir" */
	const char *host;               /* or NULL for maildir */
	int port;
	const char *path;               /* maildir: absolute path */
	const char *user;               /* or NULL */
	const char *password_file, *password_command; /* absolute, or NULL */
	const char *password_credential; /* a name of systemd's credentials, or NULL */
	enum server_auth auth;          /* AUTH_XOAUTH2: the "password" is an access token */
	enum security security;
	const char *ca_file;            /* further trusted certificates, or NULL */
	const char **folders;           /* UTF-8 names, at least INBOX */
	size_t folders_count, folders_cap;
	const char *provider_name;      /* as written, or NULL: chosen by host */
	struct provider_own own;
	const struct provider *provider; /* with `own` laid over it; conf.c always sets it, see server_provider */
	struct origin origin;
};

/* s->provider; for a server that no configuration made (tests), the profile that knows nothing. Never NULL. */
const struct provider *server_provider(const struct server *s);
/* Does `words` (a server's answer) hold one of these texts? ASCII letters of either case are the same. NULL, or that text. */
const char *texts_find(const struct texts *t, const char *words);

/* Days that calendar files mark. */
struct form_index;
struct report_index;

struct marked_day {
	date day;
	bool work;
};

enum { ALARM_COMMAND_WORDS = 32 };

enum language { LANGUAGE_CHINESE, LANGUAGE_ENGLISH, LANGUAGE_COUNT };
extern const char *const language_names[LANGUAGE_COUNT + 1];  /* "zh-CN", "en", as templates/ has them; ends with NULL */

struct office {
	const char *company, *timezone;
	date since;                     /* the first workday that has duties */
	const char *area_code;          /* "0769" or NULL */
	const char *operator_mail;      /* or NULL */
	const char **alarm_command;     /* a program's path and its arguments */
	size_t alarm_command_count, alarm_command_cap;
	int alarm_minutes;              /* minutes of a workday without a server before the operator is told */
	int alarm_disk_mb;              /* megabytes: less on the store's disk is told; 0: never */
	const char *metrics;            /* file for Prometheus, absolute, or NULL */
	bool shadow;                    /* mode: shadow, or stopped by mail ... */
	const char *stopped_by;         /* ... by whom (id), since when; NULL: it is not */
	int64_t stopped_at;
	struct marked_day *calendar;    /* sorted by day, each day once */
	size_t calendar_count, calendar_cap;
	struct server *mailboxes;
	size_t mailboxes_count, mailboxes_cap;
	struct server submission;
	const char *from_addr, *from_name;   /* submission.from */
	const char *store;              /* absolute path */
	enum language language;         /* of letters */
	const char *letters_dir;        /* office's own letters, absolute, or NULL */
	const char *forms_dir;          /* office's own forms, absolute, or NULL */
	const struct form_index *forms; /* values/form.h: all there are, switched on or not */
	const char *reports_dir;        /* office's own reports, absolute, or NULL */
	const struct report_index *reports; /* values/report.h: likewise */
	struct staff *staff;
	size_t staff_count, staff_cap;
	struct leave *leave;
	size_t leave_count, leave_cap;
	struct handover *handovers;     /* ascending by at; said by mail (facts.h) */
	size_t handovers_count, handovers_cap;
	struct leave *trips;            /* said by mail (facts.h); they exempt nobody */
	size_t trips_count, trips_cap;
	int raw_mail_days;              /* so long the bytes of mails are kept; 0: for good */
	int letter_days, lead_days;     /* likewise what letters say, and who and which phone stands in leads that nobody works on */
	const char *trust;              /* authserv-id of our own provider, or NULL */
	struct policy *policies;        /* ascending by effective */
	size_t policies_count, policies_cap;
	const struct office_index *index; /* made by office_index; NULL: the lookups walk the arrays */
};

/* Sorts people, addresses and leave for the lookups below (a roster may have 100,000 people). Once the arrays are complete: they must
 * not change afterwards. */
void office_index(struct arena *a, struct office *o);

/* Lookups; all pure. */
const struct policy *office_policy(const struct office *o, date day);          /* the one in force; before the first one: the first */
date office_next_policy(const struct office *o, date day);                     /* the first day after that one on which another comes into force; DATE_NONE: none does */
int office_morning(const struct policy *p);  /* second of a workday at which the digest is written, and whoever was asked something is reminded; without digest work begins then */
const struct duty_rule *policy_duty(const struct policy *p, const char *kind); /* NULL if the policy has no such duty */
const struct staff *office_staff(const struct office *o, const char *id);      /* NULL if unknown */
/* Whom people mean by a name, or an id: NULL if nobody, or several who have not left by that day (DATE_NONE: whoever left is meant too). */
const struct staff *office_named(const struct office *o, const char *name, date day);
/* The person an address belongs to on that day: until the end of the `until` day; before `since` they may mail already (rules.md section 1).
 * An address that was handed over is its first owner's so long as that one has not left; one that was said by mail is nobody's before its first day. */
const struct staff *office_sender(const struct office *o, const char *addr, date day);
/* Everybody with one of these roles, in the order of the roster; *at begins as 0. NULL: that was the last one. Those who lead an office of
 * 100,000 are found without a walk through its reps. */
const struct staff *office_next(const struct office *o, unsigned roles, size_t *at);
/* The first on the roster with one of these roles whose name, of at least two characters, stands somewhere in the text; not `but`. NULL: nobody. */
const struct staff *office_mentioned(const struct office *o, const char *text, unsigned roles, const struct staff *but);
bool staff_active(const struct staff *s, date day);                            /* since <= day <= until */
bool staff_leads(const struct staff *s);                                       /* a director or general manager: he may command */
/* He leads, or is the executive director: what concerns him only the general manager decides. */
bool staff_is_managers(const struct staff *s);
bool staff_gone(const struct staff *s, date day);                              /* day > until */
bool office_on_leave(const struct office *o, const char *staff, date day);
bool office_on_trip(const struct office *o, const char *staff, date day);
bool office_workday(const struct office *o, date day);
bool office_year_known(const struct office *o, date day);                      /* some calendar file names a day of that year */
date office_next_workday(const struct office *o, date day);                    /* after day */
date office_previous_workday(const struct office *o, date day);                /* before day */

#endif
