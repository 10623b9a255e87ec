/* The store: what the clerk knows, in SQLite (through db.h; schema.sql has the tables). Each part below names its file; what else is kept there has headers of its own
 * (store_slips.h, store_asks.h, store_alarms.h, store_reports.h; outbox.h the letters). Functions that change something must be called inside a transaction, which the
 * caller opens and ends (db_begin, store_end): what belongs together is visible there. All return 0, or -1 with exit_code 75, unless said otherwise; strings
 * returned live in the arena given. Moments are seconds UTC. */
#ifndef DAEMON_STORE_H
#define DAEMON_STORE_H
#include "base/digest.h"
#include "db.h"
#include "duty.h"
#include "ledger.h"
#include "values/lead.h"
#include "values/mail.h"

enum { STORE_SCHEMA_VERSION = 14 };

struct keys;
struct needles;   /* erased.h */
struct companies;

struct store {
	struct db *db;           /* own */
	struct keys *keys;       /* own: store_keys.h */
	struct companies *companies; /* own: store_companies.h */
	struct arena *names;     /* own: staff ids and versions, cached */
	const char **people;     /* [id of a person]: staff id, NULL: not asked for yet */
	int64_t recent[8];       /* whom it was asked for last, in no order; 0: nobody */
	int recent_next;         /* who of them is forgotten next */
	struct named { int64_t id; const char *name; } *versions;
	size_t people_count, people_cap, versions_count, versions_cap;
	int64_t rollbacks;       /* of the connection, when these were cached */
};

/* DB_WRITE makes the schema where the file is new, and brings an older one up to date; a store of a newer version is refused (exit_code
 * 78), for DB_READ an older one too. */
int store_open(const char *path, enum db_mode mode, struct store *s_r, struct err *err);
void store_close(struct store *s);
void store_rollback(struct store *s);     /* undoes the open transaction, if there is one, and what was cached in it */
/* The end of a transaction that db_begin opened: it is committed or, where what was done in it failed, undone. -1: it is not in the store; err says why, by
 * db_commit or as it was. */
int store_end(struct store *s, bool failed, struct err *err);
/* Step by step, each in a transaction of its own, from `version` to `to`: steps[v - 1] makes v + 1 of v. Used by store_open. */
int store_migrate(struct store *s, const char *const *steps, int version, int to, struct err *err);

/* For a store opened with DB_SUPPOSE, inside its one transaction: lays tables over what settling again writes, and for `judging` over all that judging
 * writes, as if no mail had been judged yet; mails that wait to be judged are left out. *rows_stand_r: what rows say is not written then, for nothing
 * reads it again (where tables were read by an answer about their columns, it is). */
int store_suppose(struct store *s, bool judging, bool *rows_stand_r, struct err *err);

int store_get_meta(struct store *s, struct arena *a, const char *name, const char **value_r, struct err *err);   /* NULL: not set */
int store_set_meta(struct store *s, const char *name, const char *value, struct err *err);
int store_get_time(struct store *s, const char *name, int64_t *t_r, struct err *err);      /* 1 set, 0 not, -1 */
int store_set_time(struct store *s, const char *name, int64_t t, struct err *err);
/* Since when what was done may be missing in this store: when the copy was made that it began as. Only a store that was put back has it (put_back.h). */
#define META_BACKED_UP "backed_up_at"
/* db_backup, with that mark; the copy of a copy keeps the first one's. What was at to_path before stays there until the copy is whole. -1: exit_code 64 too: a store is there,
 * which is nobody's to overwrite so. */
int store_backup(struct store *s, const char *to_path, int64_t now, struct err *err);

int store_person(struct store *s, const char *staff, int64_t *id_r, struct err *err);       /* made when missing */
const char *store_staff(struct store *s, int64_t person);                                   /* "" if unknown; lives with the store */
/* Everybody of whom anything was ever recorded, in that order. */
int store_people(struct store *s, struct arena *a, struct texts *ids_r, struct err *err);
int store_version(struct store *s, const char *version, int64_t *id_r, struct err *err);

/* ---- store_mail.c ---- */
struct place {               /* where a mail was seen */
	const char *mailbox, *folder;
	int64_t uidvalidity;
	const char *place;       /* UID in ten digits, or a Maildir's file name */
};
struct mail_record {
	int64_t id;              /* 0: not recorded yet */
	const char *public;
	struct digest identity, raw, rows_digest;
	bool has_rows;           /* rows_digest means something */
	int64_t copy_of;         /* 0: none */
	const char *message_id, *sender, *subject, *mailbox, *folder, *place;
	int64_t arrived_at, seen_at;
	bool meant_list;
	const char *unread;      /* name U+001F detail U+001E ... */
	const char *staff;       /* NULL: unknown sender */
	const char *kind;        /* "lead", "lead+visit" ... of a list; the duty that it counts for; "decision" an answer, command or question in words; "slip"; "bounce";
	                            "quarantined"; "other" anything else, and each until it is judged */
	enum mail_verdict verdict;
	const char *reason;      /* of the verdict, for `explain` and `mails`; "" where it says all */
	const char *flag;        /* what is shown of it beside the verdict, "" or NULL nothing */
	int64_t cured_by;        /* 0: none */
	int64_t judged_at;       /* arrival of the mail at whose place it was judged: its own, or its cure's; 0: not judged */
	int64_t rows_person;     /* where its rows lay up to schema version 11 (struct rows_at): 0 until it was judged for the first time */
	date rows_day;
	const char *asked;       /* "sign/width ..." of its tables that were not understood at first sight, or "" or NULL */
	bool plain_rows;         /* at first sight there were lists besides those */
	const char *read_by;     /* public ids of the answers by which its lists were read, parted by blanks; "" or NULL: none */
	struct mail envelope;    /* only where a function says so */
};
int store_seen(struct store *s, const struct place *p, struct err *err);                    /* 1 yes, 0 no, -1 */
int store_arrival_at(struct store *s, const struct place *p, int64_t *t_r, struct err *err); /* when the mail that was seen there arrived: 1, 0, -1 */
int store_last_validity(struct store *s, const char *mailbox, const char *folder, int64_t *v_r, struct err *err); /* the greatest one seen: 1, 0, -1 */
/* That mail stands there; where the place was another's, it no longer is. */
int store_add_sighting(struct store *s, const struct place *p, int64_t mail, struct err *err);
/* Where a mail was seen first: 1, 0, -1. Strings are the record's. */
int store_place_of(struct store *s, const struct mail_record *m, struct place *p_r, struct err *err);
/* Counts one attempt more, durably once committed. */
int store_count_attempt(struct store *s, const struct place *p, int *tries_r, struct err *err);
int store_was_attempted(struct store *s, const struct place *p, struct err *err); /* 1 or 0; -1 */
int store_forget_attempt(struct store *s, const struct place *p, struct err *err);
int store_attempt_text(struct store *s, const struct place *p, const char *text, struct err *err);

/* Where reading an IMAP folder stands; all 0: it was never read. */
struct folder_state {
	int64_t uidvalidity;     /* of the folder's numbers as they were last */
	int64_t last_uid;        /* the greatest that was taken in */
	int64_t read_past;       /* the moment up to which everything in it was read; never goes back */
	int64_t server_count;    /* mails that the server said it holds then */
};
int store_get_folder(struct store *s, const char *mailbox, const char *folder, struct folder_state *f_r, struct err *err);
int store_set_folder(struct store *s, const char *mailbox, const char *folder, const struct folder_state *f, struct err *err);

int store_add_raw(struct store *s, struct bytes raw, struct digest *sha_r, struct err *err);
/* 1, 0 they are not kept (any more), -1: exit_code 65 they are not what they were. */
int store_get_raw(struct store *s, struct arena *a, const struct digest *sha, struct bytes *raw_r, struct err *err);
/* How large they are, unpacked: before as much is read. 1, 0, -1 */
int store_raw_size(struct store *s, const struct digest *sha, size_t *size_r, struct err *err);
/* Forgets the bytes of mails that arrived in [from, to) and did not come again later; not of quarantined ones. What was read of them stays. */
int store_forget_raw(struct store *s, int64_t from, int64_t to, int64_t *count_r, struct err *err);
/* Every mail that is kept is what it was: *count_r of them. -1: 65 one is not. */
int store_check_raw(struct store *s, int64_t *count_r, struct err *err);
int store_first_arrival(struct store *s, int64_t *t_r, struct err *err);                    /* 1, 0 no mail yet, -1 */
/* Fills id; envelope is written. */
int store_add_mail(struct store *s, struct mail_record *m, struct err *err);
/* Its place in order, and its id, where an earlier copy turned up. */
int store_move_mail(struct store *s, const struct mail_record *m, struct err *err);
/* What judging decided: staff, kind, verdict, reason, cured_by, judged_at. At the first time it also settles where the mail's rows lie. */
int store_judged_mail(struct store *s, const struct mail_record *m, struct err *err);
/* 1 found, 0 not, -1. With the envelope. */
int store_get_mail(struct store *s, struct arena *a, int64_t id, struct mail_record *m_r, struct err *err);
/* That mail, which the store itself names: 0; -1: 65 too, it is not there. */
int store_need_mail(struct store *s, struct arena *a, int64_t id, struct mail_record *m_r, struct err *err);
int store_mail_public(struct store *s, struct arena *a, int64_t id, const char **public_r, struct err *err); /* "": there is none */
int store_find_mail(struct store *s, struct arena *a, const char *public, struct mail_record *m_r, struct err *err);
/* The first one behind that id whose tables had rows: 1, 0 there is none, -1. */
int store_next_with_rows(struct store *s, struct arena *a, int64_t after, struct mail_record *m_r, struct err *err);
/* The first one behind that id: 1, 0, -1. */
int store_next_mail(struct store *s, struct arena *a, int64_t after, struct mail_record *m_r, struct err *err);
/* The mail's texts as they stand in `m` now, after something was erased: subject, envelope, unread, reason, flag, rows_digest. Its bytes are forgotten. */
int store_rewrite_mail(struct store *s, const struct mail_record *m, struct err *err);
int store_find_identity(struct store *s, const struct digest *identity, int64_t *id_r, struct err *err);  /* the first one; 1, 0, -1 */
/* The mail of that identity which was recorded in that mailbox and folder under another UIDVALIDITY: at the same number, or with the same arrival;
 * 1, 0, -1. */
int store_find_renumbered(struct store *s, const struct digest *identity, const struct place *p, int64_t arrived_at, int64_t *id_r, struct err *err);
/* The order of mails: negative, 0, positive. */
int mail_order(const struct mail_record *a, const struct mail_record *b);
struct mail_ids { int64_t *ids; size_t ids_count, ids_cap; };
/* Mails at or after that one's place, in order. */
int store_mails_from(struct store *s, struct arena *a, const struct mail_record *from, struct mail_ids *ids_r, struct err *err);
/* Those that arrived in [from, to), of that person (NULL: of anybody), in order. */
int store_mails_between(struct store *s, struct arena *a, int64_t from, int64_t to, const char *staff, struct mail_ids *ids_r, struct err *err);
/* ... their public ids, of those that are no copies, and of that kind (NULL: of any). */
int store_publics_between(struct store *s, struct arena *a, int64_t from, int64_t to, const char *kind, struct texts *publics_r, struct err *err);
/* Mails from that address, from that arrival on, that were nobody's wait to be judged. */
int store_unjudge_unknown(struct store *s, const char *addr, int64_t from, struct err *err);
/* Arrival of the first mail from that address, from that arrival on: 1, 0, -1. */
int store_first_from(struct store *s, const char *addr, int64_t from, int64_t *at_r, struct err *err);
/* The first in order that is recorded and not judged yet: 1, 0, -1. */
int store_first_unjudged(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err);
/* Copies among those. */
int store_unjudged_copies(struct store *s, struct arena *a, struct mail_ids *ids_r, struct err *err);
/* Whether a mail lies between these two in order: 1, 0, -1. */
int store_mail_between(struct store *s, const struct mail_record *a, const struct mail_record *b, struct err *err);
/* Whether a mail of that person's behind m in order, and no later than `until`, counted when it was judged last: with rows of that kind, as that duty, or (what: NULL) as
 * anything; or put something right. 1, 0, -1. */
int store_counted_behind(struct store *s, const struct mail_record *m, int64_t until, const char *staff, const char *what, struct err *err);
/* The judged mail that is last in order; 0 if there is none. */
int store_last_judged(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err);
int store_last_original(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err);   /* ... that is no copy */
/* Another mail of m's person with its rows, held or cured, that lies before the place of `at`: what comes after it may still stand as it was judged before,
 * while mails are judged again. 1, 0, -1. */
int store_held_before(struct store *s, const struct mail_record *m, const struct mail_record *at, int64_t *id_r, struct err *err);
int store_cured_before(struct store *s, const struct mail_record *m, const struct mail_record *at, int64_t *id_r, struct err *err);
int store_cured_by(struct store *s, struct arena *a, int64_t cure, struct mail_ids *ids_r, struct err *err);

/* ---- store_layouts.c ---- */
/* What somebody said of a layout, in force from his mail's place on (classified.h: sign, columns and kind). */
struct layout_answer {
	const char *sign, *said, *staff; /* said: columns_said.h */
	const char *by;          /* public id of the mail */
	int64_t at;              /* its arrival */
};
int store_add_layout(struct store *s, int64_t mail, const char *sign, const char *said, const char *staff, struct err *err);
int store_undo_layouts(struct store *s, int64_t mail, struct err *err);
/* The newest answer about that layout up to the mail's place in order, its own included: 1, 0, -1. A layout without a header is known by little (layout_asked.h):
 * there only what the mail's own sender answered binds him. */
int store_find_layout(struct store *s, struct arena *a, const char *sign, const struct mail_record *at, struct layout_answer *l_r, struct err *err);
/* A mail's lists are read otherwise than before: those that are recorded are forgotten, with their rows (their judging must have been undone), and
 * read_by and rows_digest are written. */
int store_read_anew(struct store *s, const struct mail_record *m, struct err *err);

/* ---- store_rows.c: lists, rows and credits; store_claims.c: companies ---- */
struct stored_list {
	struct lead_table table;   /* rows filled */
	bool quoted;
	const char *file;          /* the name of what it was attached in; "" in a body, and where schema version 4 recorded it */
	int *verdicts, *reasons;   /* [rows_count], as judged last */
};
struct stored_lists { struct stored_list *lists; size_t lists_count, lists_cap; };
/* What people call it: "名单.xlsx · Sheet1", or its sheet's label alone where that says it all. */
const char *list_name(struct arena *a, const struct stored_list *l);
int store_add_list(struct store *s, int64_t mail, int n, const struct stored_list *l, struct err *err); /* without its rows */
/* The tables of a mail with their rows, whoever its sender is held to be now. */
int store_get_lists(struct store *s, struct arena *a, const struct mail_record *m, struct stored_lists *l_r, struct err *err);

struct row_verdict {
	enum verdict verdict;
	enum reason reason;
	int64_t company;           /* 0: none */
	const char *before;        /* for undoing, NULL unless accepted */
	const char *other;         /* staff id or NULL */
	int64_t since;
};
/* A list's rows as judged, v[t->rows_count]: all of them in one record, which takes the place of the one before. */
int store_put_rows(struct store *s, const struct mail_record *m, int list, const struct lead_table *t, const struct row_verdict *v, const char *policy, struct err *err);
/* Where a list's rows lie. Person and day are those of the mail's first judging: by them rows are found that were stored singly, as up to schema version 11. */
struct rows_at {
	int64_t mail;
	int list;
	int64_t person;
	date day;
};
struct rows_places { struct rows_at *items; size_t items_count, items_cap; };
struct rows_at rows_at(const struct mail_record *m, int list);
struct judged_rows {
	struct lead_row *rows;
	struct row_verdict *judged; /* [rows_count]; both NULL if there are none */
	size_t rows_count;
};
int store_get_rows(struct store *s, struct arena *a, const struct rows_at *at, struct judged_rows *r_r, struct err *err);
/* Other cells in the place of those that were, erased ones (erased.h): verdicts and what they claimed stay. codes: what stands in the place of codes that rows taught. */
int store_rewrite_rows(struct store *s, struct arena *a, const struct rows_at *at, const struct lead_row *rows, size_t count, const struct needles *codes, struct err *err);
int store_forget_lists(struct store *s, const struct mail_record *m, struct err *err); /* with their rows */
int store_add_rejudged(struct store *s, int64_t now, const char *because, int64_t mail, int list, int n, int verdict, int reason,
                       struct err *err);

/* First contact. A claim is what a row finds: its company (or none yet) and the holding. */
struct claim {
	int64_t company;           /* 0: not known yet */
	int64_t other_company;     /* a second one that its code names, to be joined; 0: none */
	struct holding holding, other_holding;
	bool code_known;
	bool visited;
};
/* week: Monday of the arrival, for visits; DATE_NONE else. */
int store_find_claim(struct store *s, const char *key, const char *code, const char *staff, date week, struct claim *c_r, struct err *err);
/* Where too many new companies' keys wait in memory (16 bytes each), puts some into the index of companies, in transactions of its own. */
int store_merge_keys(struct store *s, struct err *err);
/* A piece (some ms) of what the store has to do where nobody waits for it: keys are put into the index of companies, a fifth as many as may wait; and the sieve
 * before it is filled. 1 it may be called again at once, 0 there is nothing to do, -1. Cut off anywhere, it is done again to the same end. */
int store_tidy(struct store *s, struct err *err);
void store_set_keys(size_t most, int64_t sifted);   /* for tests: how many keys wait at most, and from how many on they have a sieve; 0 is as always */
/* Records an accepted row's claim; *before_r: what undo needs. company is filled where it was new. New companies wait for each other: store_end_claims
 * comes after a list's last row, before the transaction ends. */
int store_claim(struct store *s, struct arena *a, const char *key, const char *code, const char *staff, date visit_week, struct claim *c,
                const struct holding *was, const char **before_r, struct err *err);
int store_end_claims(struct store *s, struct err *err);
/* Takes back everything that judging this mail's rows did: companies, holdings, codes, visits, credits (judged_at says where they lie);
 * all of it is then bytewise what it was before. What was judged later must have been undone before. The rows' verdicts stay until they
 * are judged again. */
int store_undo_rows(struct store *s, struct arena *a, const struct mail_record *m, struct err *err);

int store_add_credit(struct store *s, const char *staff, int64_t at, int64_t mail, const char *what, int n, struct err *err);
/* A person's leads that counted after `after` up to `upto`, in the order in which they did. */
struct lead_rows { struct lead_row *items; size_t items_count, items_cap; };
int store_counted_leads(struct store *s, struct arena *a, const char *staff, int64_t after, int64_t upto, struct lead_rows *l_r, struct err *err);
/* Rows of that kind in a person's held mails that arrived after `after` up to `upto`. */
int store_held_rows(struct store *s, const char *staff, enum row_kind kind, int64_t after, int64_t upto, int *n_r, struct err *err);
int store_get_credits(struct store *s, struct arena *a, const char *staff, int64_t from, struct credits *c_r, struct err *err);

/* ---- store_evidence.c: for the director; no verdict rests on it ---- */
struct stored_signal {
	const char *what;          /* quality_names[] */
	int rows, of;
	const char *other;         /* staff id, or "" */
	const char *sample;
};
struct stored_signals { struct stored_signal *items; size_t items_count, items_cap; };
/* at: the moment at which the mail's rows count. */
int store_put_signal(struct store *s, int64_t mail, int64_t at, int n, const struct stored_signal *g, struct err *err);
int store_get_signals(struct store *s, struct arena *a, int64_t mail, struct stored_signals *g_r, struct err *err);
/* rows: near.h, of the accepted ones. */
int store_put_near(struct store *s, int64_t mail, int64_t at, const char *staff, struct bytes rows, struct err *err);
int store_undo_evidence(struct store *s, int64_t mail, struct err *err);
struct stored_row {
	const char *staff, *company;
	int64_t arrived_at;
	int row;                   /* as its sheet shows it */
};
int store_get_row(struct store *s, struct arena *a, int64_t mail, int list, int n, struct stored_row *row_r, struct err *err); /* 1, 0, -1 */

/* ---- store_ledger.c ---- */
struct settled {
	const char *staff, *kind;
	date for_date;
	int version;               /* 0: never settled */
	const char *state;         /* duty_state_names[], or "none": it was settled, and is no duty any more */
	int required, delivered;   /* pieces */
};
int store_get_settled(struct store *s, struct arena *a, const char *staff, const char *kind, date day, struct settled *d_r, struct err *err);
int store_add_settled(struct store *s, const struct settled *d, int64_t now, const char *because, struct err *err);
/* The newest versions of what was settled for a person (NULL: everybody) from that date on. */
struct settled_list { struct settled *items; size_t items_count, items_cap; };
int store_settled_from(struct store *s, struct arena *a, const char *staff, date from, struct settled_list *l_r, struct err *err);
int store_first_settled(struct store *s, date *first_r, struct err *err);  /* the earliest for-date of all: 1, 0 nothing was settled yet, -1 */

int store_add_entry(struct store *s, struct entry *e, const char *state, struct err *err);   /* fills hash */
int store_entry_state(struct store *s, const char *entry, const char *state, int64_t at, const char *by, const char *because, struct err *err);
int store_get_entries(struct store *s, struct arena *a, const char *staff, const char *kind, date day, struct entries *e_r, struct err *err);
/* What was booked for that person for `from` and later days, without reversals, by kind, date and number. */
int store_entries_from(struct store *s, struct arena *a, const char *staff, date from, struct entries *e_r, struct err *err);
int store_get_entry(struct store *s, struct arena *a, const char *id, struct entry *e_r, struct err *err);  /* 1, 0, -1 */
/* Entries recorded after `from` up to `to` (seconds UTC), in the chain's order. */
int store_entries_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct entries *e_r, struct err *err);
/* ... and those of the day before `from`, `from` itself included, that stand behind the chain's entry `told` (INT64_MAX: none). */
int store_entries_untold(struct store *s, struct arena *a, int64_t from, int64_t to, int64_t told, struct entries *e_r, struct err *err);
/* ... and of those after `from` up to `to` that are still proposed. */
int store_entries_proposed(struct store *s, struct arena *a, int64_t from, int64_t to, struct entries *e_r, struct err *err);
/* An entry, as of now, and when it began to count: when it was issued, at once or by whoever decides on what was proposed; a reversal, when it was made, of what
 * had begun to. INT64_MIN: never, as what was only proposed, declined or withdrawn unsaid. */
struct lived_entry {
	struct entry entry;
	int64_t counted;
	bool reversed;
};
struct lived_entries {
	struct lived_entry *items;
	size_t items_count, items_cap;
};
/* In the chain's order: among them are all recorded since `from`, and all that began to count since then within two years of being recorded. */
int store_lived_entries(struct store *s, struct arena *a, int64_t from, struct lived_entries *e_r, struct err *err);
/* It began to count in [from, to), and within two years of being recorded. */
bool entry_counted_in(const struct lived_entry *e, int64_t from, int64_t to);
/* Of what was entered for one person, as entry_counted_in says: so many entries, and their sum, what was taken back off it. */
int store_counted_sum(struct store *s, const char *staff, int64_t from, int64_t to, int64_t *count_r, int64_t *fen_r, struct err *err);
/* Each entry in the chain's order, good during the call (which returns -1 to stop): their proofs need not fit into memory together. */
int store_each_entry(struct store *s, int (*each)(void *ctx, const struct entry *e, struct err *err), void *ctx, struct err *err);
int store_chain_head(struct store *s, struct digest *head_r, struct err *err);               /* all zero for an empty ledger */
/* Walks the chain; -1 with exit_code 65 names the first entry that does not fit. *count_r: entries that do. */
int store_verify_chain(struct store *s, int64_t *count_r, struct err *err);

#endif
