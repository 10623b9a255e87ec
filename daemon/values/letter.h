/* Letters: what compose.c is told, and what comes out of it. Pure values. */
#ifndef VALUES_LETTER_H
#define VALUES_LETTER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "values/classified.h"
#include "values/lead.h"
#include "values/mail.h"
#include "values/office.h"

enum letter_kind {
	LETTER_RECEIPT,    /* 回执: at once */
	LETTER_RETURN,     /* 退回: held for the copy rule, unreadable, empty: at once */
	LETTER_REMINDER,   /* 提醒 */
	LETTER_MAKEUP,     /* 陌拜任务: the make-up case opened */
	LETTER_PENALTY,    /* 乐捐登记: entries issued or reversed */
	LETTER_CONFIRM,    /* 待确认: proposed entries, to whoever confirms */
	LETTER_DIGEST,     /* 日报 */
	LETTER_ALARM,      /* 系统: to the operator */
	LETTER_FORWARD,    /* 转交: a list to whoever was left out (cc_rule: forward) */
	LETTER_SLIP_RECEIPT,  /* 登记: to whoever sent a slip, at once */
	LETTER_SLIP_ROWS,     /* 登记: to whoever sent a table of slips, at once; and to whom its rows concern */
	LETTER_SLIP_MISSING,  /* 待补: what it lacks, at once */
	LETTER_SLIP_ASK,      /* 待办: to whoever must answer */
	LETTER_SLIP_ASKS,     /* ... several slips, numbered */
	LETTER_SLIP_TOLD,     /* 结果: what became of it, or of an answer */
	LETTER_SLIP_RESULTS,  /* ... of several */
	LETTER_SLIP_REMINDER, /* 催办 */
	LETTER_SLIP_REMINDERS,
	LETTER_ASK,        /* 待答复: an appeal, a payment or a command, to whoever decides it */
	LETTER_TOLD,       /* 答复: what became of an answer, a command or a question */
	LETTER_REPORT,     /* 报表 */
	LETTER_BUNDLE,     /* 汇总: what met a duty, to whoever passes it on, and then to whom he does */
	LETTER_CALL_SHEET, /* 电话表: whom to call today, to print, and to send back filled in */
	LETTER_KIND_COUNT
};
extern const char *const letter_kind_names[LETTER_KIND_COUNT]; /* "receipt", ... */

/* A letter ready for the outbox. `bytes` never change once recorded. */
struct letter {
	const char *id;            /* from what it is: "receipt.<mail id>", "reminder.rep01.2026-09-14T20:00", "digest.gm.2026-09-15" */
	enum letter_kind kind;
	const char *staff;         /* id of the person it goes to; NULL for the operator */
	const char *to;            /* one address */
	const char *subject;
	const char *message_id;    /* without <> */
	const char *token;         /* "7KQ4-9M2X": in Message-ID, X-Leadclerk-Letter, subject and last line (rules.md section 6) */
	const char *about;         /* id of the mail, duty or entry it speaks of, or NULL */
	bool answers;              /* answers a mail of its own reader: goes at once, in quiet hours, too */
	bool always;               /* while letters are stopped by mail, too: it answers who stops them, or lets them go again */
	bool no_list;              /* answers a mail that carries no list at all: flood.h */
	int64_t created, due;      /* due: not before (quiet hours) */
	int64_t not_before;        /* what `due` is to be, where its writer knows it; else 0 */
	struct bytes bytes;        /* RFC 5322 with CRLF */
	const char *text, *html;   /* as composed: the two bodies that `bytes` carry; NULL in a letter that was read from the store */
};

/* Common to every letter. */
struct letter_head {
	const struct office *office;
	struct bytes token_key;           /* secret that tokens are made with */
	const char *id;                   /* the letter's id */
	const char *to_addr, *to_name;
	const char *staff;                /* or NULL */
	int64_t now;
	const char *in_reply_to;          /* Message-ID of the mail answered, without <>, or NULL */
	const char **references;          /* its references, or NULL */
	size_t references_count;
	const struct address *reply_to;   /* NULL: none */
	size_t reply_to_count;
	bool unwritten;                   /* nobody will read it: no more is made than what it is recorded by (clerk.h) */
};

struct refused_row {
	int row;                          /* in its sheet */
	const char *company, *person, *phone;
	enum reason reason;
	unsigned missing;                 /* bits of enum field, for REASON_MISSING */
	const char *other_name;           /* REASON_TAKEN: the colleague who has it, by name */
	int64_t since;                    /* TAKEN, ALREADY_LISTED, REGISTERED, VISITED: since when; 0 if unknown */
	size_t n;                         /* which of its list's rows */
	const char *said;                 /* what its own column 状态 says, or NULL */
};
struct receipt_table {
	const char *label;                /* sheet or file name, or 正文表格 */
	enum row_kind kind;
	const char *told_by;              /* as lead_table.told_by */
	int rows, counted;
	int flagged, hidden;              /* counted rows with a 400/800 or unassigned phone; hidden rows */
	struct refused_row *refused;      /* all of them; the letter shows the first 200 and says how many more */
	size_t refused_count, refused_cap;
	const struct lead_table *list;    /* its rows, for the workbook; NULL: none is made */
	int own_before;                   /* of the refused: companies that the sender had listed in an earlier mail */
};
struct standing {                     /* a duty of the sender whose window is open, or the one this mail fell into */
	const char *title;                /* 客户资料 */
	date for_date;
	int64_t due;                      /* the due moment that letters name */
	int required, delivered;
	bool enlarged;                    /* required includes an addition after a missed duty */
	bool exempt;
	const char *counts;               /* as duty_counts(): the unit it is counted in; NULL: told by the title */
	bool lost;                        /* visits of a make-up case that can't be fulfilled any more */
	int held;                         /* rows that wait for the copy rule to be kept: none of the delivered */
	const struct duty_rule *rule;     /* whose it is: how it is delivered; NULL: a week's visits, or read from a proof */
	bool more;                        /* later mails of his count for it as well, and are not among the delivered: how it stands is not said */
};
struct unread_part {                  /* an attachment that could not be read */
	const char *file_name;
	const char *detail;               /* what it is and what to do, in words */
};
struct receipt_in {
	struct letter_head head;
	const char *mail_id, *subject;    /* of the mail answered */
	int64_t arrived;
	bool cured;                       /* the mail had been held; it counts from `arrived` on */
	bool second_cure;                 /* it had counted already: nothing is added */
	int64_t claimed_date;             /* the Date: header where it lies before a due moment and the arrival after it, else 0 */
	int64_t missed_due;               /* that due moment */
	bool forwarded;                   /* the table stood only in the quoted or forwarded part */
	struct receipt_table *tables;
	size_t tables_count, tables_cap;
	struct unread_part *unread;
	size_t unread_count, unread_cap;
	struct standing *standing;
	size_t standing_count, standing_cap;
	const struct unknown_table *table; /* one of the mail's tables is not understood: its columns are asked about; or NULL */
	const struct known_layout *answered; /* by what columns were read, or NULL ... */
	const char *answered_by;          /* ... who said so, */
	int64_t answered_at;              /* ... and when: `arrived` where it is this very answer that has the list count */
};
enum return_why { RETURN_HELD, RETURN_UNREADABLE, RETURN_EMPTY, RETURN_COLUMNS /* columns not recognised */, RETURN_QUARANTINED,
	RETURN_REMEMBERED /* an answer about columns: for lists to come */, RETURN_UNVERIFIED /* an answer whose sender our provider does not vouch for */ };
struct return_in {
	struct letter_head head;
	enum return_why why;
	const char *mail_id, *subject;
	int64_t arrived;
	unsigned missing_roles;           /* RETURN_HELD: role bits not on the mail; the Reply-To in head names them and the clerk */
	unsigned vacant_roles;            /* those of them that nobody holds: then neither an answer nor a copy puts anything right */
	int rows;                         /* RETURN_HELD: rows that wait */
	struct unread_part *unread;
	size_t unread_count, unread_cap;
	const struct unknown_table *table; /* RETURN_COLUMNS: whose columns are asked about; NULL: it can't be read any more */
	const char **faults;              /* ... what was not understood in the answer that this one answers */
	size_t faults_count;
	bool still_lacking;               /* ... all of it was, and the table is still no list: no company, or no kind (table->why) */
	struct standing *standing;
	size_t standing_count, standing_cap;
};
struct forward_in {
	struct letter_head head;
	const char *mail_id, *subject, *name; /* of the mail that is passed on; name: who sent it */
	int64_t arrived;
	unsigned missing_roles;           /* as whose holder the recipient was left out */
	struct bytes raw;                 /* the mail as it came: attached; size 0: it is too large to be */
};
struct proof_mail {                   /* a mail in an entry's proof */
	const char *id;
	int64_t at;                       /* the arrival at which it counts */
	bool cured;                       /* ... which is that of its cure */
	const char *counts;               /* as duty_counts(): "lead" ... */
	int n;                            /* pieces of it that counted; 0: none did, `why` says why not */
	const char *why;                  /* a code that the catalogue words ("detail.unreadable"), or NULL */
};
struct proof_reminder {               /* a reminder of the duty, and what became of it as far as is known */
	int64_t at;
	const char *state;                /* the letter's */
};
struct notice_entry {                 /* a ledger entry as a letter shows it */
	const char *id, *kind, *title;    /* the catalogue's entry.KIND (客户资料缺额) goes before `title` */
	const char *counts;               /* what the arithmetic counts, as duty_counts(); NULL: unknown */
	const char *clause;
	date for_date;
	int64_t fen;                      /* donation, negative for a reversal */
	int pushups;
	const char *reverses;             /* id of the entry this one reverses, or NULL */
	const char *why;                  /* a reversal's reason: a code of the ledger ("late:<mail>") or words, or NULL */
	bool held;                        /* it was paid, and does not stand any more */
	bool was_paid, was_claimed;       /* a reversal's: the money for what it takes back had come; its person had said that he paid, and nobody yet that it came */
	int required, delivered, missing; /* the arithmetic: missing = max(0, base quota - delivered) */
	int64_t item_fen, more_fen;       /* a sum of the catalogue and what `more_title` adds to it; 0: one sum */
	const char *more_title;
	int base_quota;
	int64_t fen_per_missing;
	int pushups_per_missing;
	int64_t window_from, window_to;   /* from: 0 = open */
	struct proof_mail *mails;         /* proof: the mails counted, one a mail and kind of row ... */
	size_t mails_count, mails_cap;
	struct proof_mail *uncounted;     /* ... and those that arrived in the window and did not count as a whole (held, returned) */
	size_t uncounted_count, uncounted_cap;
	struct proof_reminder *reminders; /* nobody is told that he was reminded unless that letter left and did not come back */
	size_t reminders_count, reminders_cap;
	struct standing *parts;           /* makeup_unfulfilled: visits and enlarged lists, each with what was asked and delivered */
	size_t parts_count, parts_cap;
	const char *state;                /* of its life: "issued", ...; NULL: not told */
	bool proposed;                    /* waits for a person's confirmation */
	const char *why_proposed;         /* "calendar", "policy", or words, or NULL */
	const char *name;                 /* whose entry it is, where the letter goes to somebody else (confirm); NULL: the recipient's */
	int number;                       /* by which an answer names it; 0: none */
	const char *reason;               /* named by a person: in which words; NULL: none */
};
enum ask_kind { ASK_APPEAL, ASK_PAID, ASK_COMMAND, ASK_KINDS };
struct ask_in {                       /* a question to whoever decides it */
	struct letter_head head;
	enum ask_kind kind;
	const char *name, *reason;        /* who put it, in which words */
	int64_t arrived;
	int64_t asked;                    /* a reminder: when it was first asked; 0: it is the first */
	struct notice_entry *entries;     /* APPEAL, PAID */
	size_t entries_count, entries_cap;
	bool request;                     /* COMMAND: of somebody else than the reader, for whom it is to decide */
	const char *what;                 /* COMMAND: in a few words; and what will happen */
	const char **lines;
	size_t lines_count, lines_cap;
};
enum told_why {
	TOLD_UNKNOWN,                     /* the answer could not be read: what can be said (`can`) */
	TOLD_DECIDED,                     /* somebody decided before: who, when, what (`state`) */
	TOLD_UPHELD, TOLD_PAID, TOLD_UNPAID, /* to whose entries these are: what was decided */
	TOLD_LATE,                        /* an appeal after its days: it is recorded and shown */
	TOLD_TAKEN_APPEAL, TOLD_TAKEN_PAID, /* it was handed to `name` */
	TOLD_WITHDRAWN,                   /* a decision was taken back; `state`: as which the entries stand again */
	TOLD_WITHDRAW_LATE,
	TOLD_DONE, TOLD_CANCELLED, TOLD_REFUSED, /* a command (`what`); REFUSED: `reason` says why not, in the catalogue's words */
	TOLD_CONCERNS,                    /* `what` was done that concerns the reader, by `name`; `lines`: what it means */
	TOLD_TURNED_DOWN,                 /* what the reader asked for, by `name` */
	TOLD_TAKEN_REQUEST,               /* ... was handed to `name` */
	TOLD_OWING,                       /* who did not deliver `what`: `lines` */
	TOLD_QUERY,                       /* an answer to a question: `what`, `lines` */
	TOLD_WHYS
};
enum { CAN_CONFIRM = 1, CAN_PERSON = 2, CAN_APPEAL = 4, CAN_PAID = 8, CAN_COMMAND = 16, CAN_DIGEST = 32 };
struct told_in {
	struct letter_head head;
	enum told_why why;
	const char *mail_subject;         /* of the mail answered, or NULL */
	const char *of;                   /* the letter, or the question, that was answered: an answer to this one is one to it; or NULL */
	const char *name, *what, *state, *reason; /* NULL: "" */
	int64_t at;                       /* DECIDED, WITHDRAWN: when that was decided; 0: none */
	int days, minutes;
	unsigned can;                     /* CAN_ bits */
	bool several;                     /* the letter answered has several items */
	bool always;                      /* struct letter */
	struct notice_entry *entries;
	size_t entries_count, entries_cap;
	const char **lines;
	size_t lines_count, lines_cap;
};
struct bundled {                      /* a mail that met a duty */
	const char *name, *subject;
	int64_t at;
	struct bytes raw;                 /* attached; size 0: there was no room, or its bytes are not kept */
};
struct bundle_in {
	struct letter_head head;
	const char *title;                /* 周工作计划: the duty, of the week of that Monday */
	date week;
	const char *report, *clause;      /* 周汇报: what it is put together for */
	int64_t due;                      /* which is due then; 0: it was passed on ... */
	const char *by, *words;           /* ... by whom, in which words; NULL: it was not */
	struct bundled *mails;
	size_t mails_count, mails_cap;
	const char **missing;             /* names of who brought none */
	size_t missing_count, missing_cap;
};
struct call_line {                    /* a lead to be called */
	const char *company, *person, *phone, *business;
	const char *more;                 /* what else is known of it: 网络 有百度推广；网站 有 */
};
struct call_sheet_in {                /* the leads that counted for a day, in the order in which they did */
	struct letter_head head;
	date day;
	const char *clause;
	struct call_line *lines;
	size_t lines_count, lines_cap;
	size_t others;                    /* which a colleague has by now: they are none of the lines */
	size_t beyond;                    /* that were too many for one sheet */
	struct bytes pdf;                 /* the sheet, drawn; size 0: it could not be */
};
enum makeup_news {
	MAKEUP_OPENED,                    /* a missed duty opened or joined the week's case: what is to be done */
	MAKEUP_IN_VAIN,                   /* ... that could not be fulfilled any more: nothing is to be done */
	MAKEUP_LOST,                      /* `list` was missed: the case can't be fulfilled any more */
	MAKEUP_LIFTED,                    /* judged again, the duty is not missed: nothing is to be made up for it */
	MAKEUP_AGAIN,                     /* judged again, `list` is met: the case can be fulfilled after all */
};
struct notice_makeup {                /* news of a make-up case */
	enum makeup_news news;
	date week;                        /* its Monday */
	date missed_day;
	int required, delivered;          /* of the missed duty */
	const char *title;                /* 意向客户 */
	const char *clause;
	int extra;                        /* more leads owed in the next list ... */
	date extra_for;
	int64_t extra_due;
	int extra_required;               /* the whole enlarged number; 0 if that list is exempt */
	int visits;                       /* asked for until ... */
	int visits_done;
	int64_t visits_due;
	int64_t fen;                      /* what it costs unfulfilled ... */
	int64_t settles;                  /* ... entered after this moment */
	struct standing list;             /* IN_VAIN, LOST, AGAIN: the enlarged list that it turns on; no title: it turns on the visits */
	bool rest;                        /* LIFTED: another missed duty keeps the case open */
};
/* What several events owe one person within a minute is one letter (rules.md section 6): any of the three lists may be empty. The kind
 * and subject follow the gravest. */
struct notice_in {
	struct letter_head head;
	struct notice_entry *entries;
	size_t entries_count, entries_cap;
	struct notice_makeup *makeups;
	size_t makeups_count, makeups_cap;
	struct standing *reminders;
	size_t reminders_count, reminders_cap;
};
struct digest_person {
	const char *staff, *name;
	struct standing *duties;          /* settled since the last digest, and the open ones of today ... */
	size_t duties_count, duties_cap;
	const char **duty_mails;          /* ... [duties_count] and the mails that counted for it, parted by blanks; NULL: not known */
	int mails, rows, counted, refused, held;
	int cc_right, cc_wrong, cc_cured; /* mails that kept the copy rule, or not, and of these were put right */
	int64_t fen;                      /* entries of the period, net ... */
	int64_t proposed;                 /* ... with these, which wait for a person */
	int pushups;
};
struct digest_line {                  /* free lines of a section: conflicts, unreadable mails, failing letters, ... */
	const char *text;
};
enum digest_section { DIGEST_MAKEUPS, DIGEST_CONFLICTS, DIGEST_NEAR, DIGEST_QUALITY, DIGEST_PROBLEMS, DIGEST_CURED, DIGEST_WOULD_SEND, DIGEST_SLIPS,
	DIGEST_DOUBTS /* what the clerk did not understand */, DIGEST_CALLS /* what came of calls */ };
/* A line that the letters' catalogue words: `word` names it in words.txt ("conflict.taken", "makeup.open", "problem.returned",
 * "problem.refused", ...). It stands behind the free lines of its section. */
struct digest_item {
	enum digest_section section;
	const char *word;
	const char *name, *other, *what;  /* the person, another person, what it is about: company, subject, letter; NULL: "" */
	const char *detail;               /* a code that the catalogue may word ("detail.unreadable"), or text; NULL: "" */
	int64_t since;                    /* 0: none */
	date day;                         /* or week; DATE_NONE: none */
	int done, asked;
	bool aside;                       /* nobody need do anything about it: nothing happened, all the same */
};
struct digest_day {                   /* of the trend: from the digest's hour on that day to the same hour of the next */
	date day;
	int due, met;                     /* duties whose windows closed then, but for exempt ones */
	int leads;                        /* pieces of 客户资料 that counted, by their arrival */
	int64_t fen;                      /* entered that day, net */
};
struct digest_folder {                /* a folder, as its server counts it and as it was taken in */
	const char *mailbox, *folder;
	bool asked;                       /* the server could be asked */
	int64_t there;                    /* mails that lie in it */
	int came, recorded;               /* since the digest before: so many, says the server; of these are recorded */
};
struct digest_lead {                  /* a row of a list, for the workbook: as it was written */
	const char *mail, *sheet, *name;  /* public id of its mail; its table; who sent it */
	int row;                          /* as its sheet shows it; negative: it was hidden */
	enum row_kind kind;
	int64_t arrived;
	const char *company, *person, *phone;
	enum verdict verdict;
	enum reason reason;
	const char *other;                /* REASON_TAKEN: the colleague's name; NULL */
	int64_t since;                    /* 0: none */
};
struct digest_mail {                  /* a mail, likewise */
	const char *id, *name, *sender, *subject, *kind, *reason; /* name: NULL where nobody knows its sender */
	enum mail_verdict verdict;
	int64_t arrived;
};
enum {
	DIGEST_BOOK_LEADS = 12000,        /* rows of lists that the workbook holds */
	DIGEST_BOOK_MAILS = 5000,
	DIGEST_BOOK_BYTES = 2 * 1024 * 1024,
};
enum digest_lack {                    /* how much of the rows the workbook holds */
	DIGEST_ALL,
	DIGEST_REFUSED,                   /* too many: those alone that did not count */
	DIGEST_SOME,                      /* too many even of those: the first ones */
};
struct digest_book {
	const char *name;                 /* ASCII; NULL: there is none */
	struct bytes bytes;
	enum digest_lack leads;           /* what the letter says of it */
};
struct digest_in {
	struct letter_head head;
	int64_t from, to;                 /* the period; mails and entries in (from, to] */
	date day;                         /* the digest's own day */
	bool shadow;                      /* mode: shadow, or stopped: `would_send` lists what would have been sent */
	int64_t shadow_since;             /* mode: shadow, since then; INT64_MIN: it is not, or nobody knows since when */
	const char *stopped;              /* by whom letters were stopped by mail, since when; NULL: they are not */
	int64_t stopped_at;
	struct digest_person *people;     /* reps in roster order */
	size_t people_count, people_cap;
	struct standing *settled;         /* per person above; here: missed ones, names first ... */
	size_t settled_count, settled_cap;
	const char **settled_names;       /* ... the person of settled[i] */
	struct notice_entry *entries;     /* of the period, with the person's name in entry_names[i] */
	size_t entries_count, entries_cap;
	const char **entry_names;
	struct digest_line *makeups, *conflicts, *problems, *would_send;
	size_t makeups_count, makeups_cap, conflicts_count, conflicts_cap, problems_count, problems_cap, would_send_count, would_send_cap;
	struct digest_item *items;
	size_t items_count, items_cap;
	int mails_seen, mails_judged, letters_answered, letters_waiting, letters_failed;
	int mails_ignored, mails_copies;  /* mails_seen is mails_judged and these, and what is not judged yet */
	int mails_unanswered;             /* lists of the period that have neither receipt nor return */
	const char *chain_head;           /* hash of the newest ledger entry, or "" */
	struct digest_day *trend;         /* ascending, up to `to` */
	size_t trend_count, trend_cap;
	struct bytes picture;             /* of the trend, a PNG; size 0: none ... */
	int picture_height;               /* ... in the letter's pixels */
	struct digest_folder *folders;    /* what the servers count */
	size_t folders_count, folders_cap;
	struct digest_lead *leads;        /* for the workbook: rows of the period in the order of mails ... */
	size_t leads_count, leads_cap;
	enum digest_lack leads_lack;      /* ... all of them, or not */
	struct digest_mail *mails;        /* every mail of the period */
	size_t mails_count, mails_cap;
	struct digest_book book;          /* compose_digest_book's */
};

struct slip_line {                    /* a field or paper as letters show it */
	const char *title, *value;
	bool wrong;                       /* missing: something stood there that can't be read as what is asked for */
};
struct slip_row_line {                /* a row of a table that is a slip of its own */
	const char *id, *table;           /* table: its sheet or file, or "" */
	int row;
	const char *text;                 /* what it says, in short */
	const char *flag;                 /* what a check found, as in slip_in.flags, or NULL */
	struct slip_line *missing;        /* id NULL: what it lacks */
	size_t missing_count, missing_cap;
};
struct slip_rows_in {
	struct letter_head head;
	const char *form, *clause, *mail_subject, *name; /* name: who sent them */
	int64_t at;
	bool own, withdrawn;              /* own: the reader sent them; withdrawn: they were taken back */
	bool no_table;                    /* a picture, a PDF or loose words where a table was meant: nothing was read */
	struct slip_row_line *rows;       /* those that were opened */
	size_t rows_count, rows_cap;
	struct slip_row_line *faults;     /* those that lack something */
	size_t faults_count, faults_cap;
	size_t before, beyond, limit;     /* rows known from earlier mails; rows that were not read, and how many of one mail are */
};
struct slip_in {
	struct letter_head head;
	const char *what;                 /* told: "granted", "refused", "already" ...: the template's own condition */
	const char *id, *form, *clause;   /* JG-20260914-1, 价格备案 */
	const char *name;                 /* who sent it */
	int64_t at;                       /* when it was complete */
	struct slip_line *fields;         /* empty where the reader may not see them */
	size_t fields_count, fields_cap;
	struct slip_line *papers;
	size_t papers_count, papers_cap;
	struct slip_line *missing;
	size_t missing_count, missing_cap;
	const char **flags;               /* "word:detail" of the catalogue's group flag */
	size_t flags_count, flags_cap;
	int asks;                         /* enum form_asks, -1: nothing is asked of the reader */
	const char *done;                 /* ASKS_DONE: what is to be said */
	bool granted;                     /* the question comes after the grant */
	const char *due;                  /* a date that the question is about, or NULL */
	const char *by, *reason;          /* who decided, and why */
	int64_t decided;                  /* 0: nobody yet */
	const char *waiting;              /* names of whom it waits for, or NULL */
	int waiting_count;                /* so many they are, where `waiting` names only the first; else 0 */
	int answered_count, unanswered_count; /* of a question that each must answer */
	const char **people;              /* told `open`: the names of who has not answered */
	size_t people_count, people_cap;
	bool nobody;                      /* it waits, and there is nobody who could be asked */
	int64_t since;                    /* so long */
	const char *number;               /* given out by a register, or NULL */
	struct bytes raw;                 /* the mail itself: attached; size 0: not */
	bool too_large;                   /* it is, for so many readers */
	const char *mail_subject;
};

/* ---- reports: tables */
enum cell_kind {
	CELL_NONE,                        /* nothing to be said */
	CELL_TEXT,
	CELL_WORD,                        /* a word of the catalogue: text is its group, a dot and its key; without such a word, the key */
	CELL_COUNT,
	CELL_MONEY,                       /* fen */
	CELL_HUNDREDTHS,                  /* of a plain number: 4.50 */
	CELL_DATE,
	CELL_MONTH,                       /* its first day: 2026年9月 */
	CELL_RATE,                        /* thousandths: 87.5% */
	CELL_PLACE,                       /* in a ranking: it leads its line, with whose it is */
};
struct report_cell {
	enum cell_kind kind;
	const char *text;
	int64_t n;
	int64_t sum, weight;              /* of a mean: of what it is one */
};
enum column_total { TOTAL_NONE, TOTAL_SUM, TOTAL_MEAN, TOTAL_RATE /* of the column two before it over the one before it */ };
struct report_column {
	const char *title;                /* of the form or the report; or ... */
	const char *word;                 /* ... of the catalogue: report.WORD */
	enum column_total total;
};
struct report_row {
	const char *owner;                /* staff id of whose line it is, or NULL */
	struct report_cell *cells;
	size_t cells_count, cells_cap;
};
struct report_table {
	const char *title, *note;
	struct report_column *columns;
	size_t columns_count, columns_cap;
	struct report_row *rows;
	size_t rows_count, rows_cap;
	bool bars;                        /* each line shows its telling number as a bar, too */
	struct bytes picture;             /* ... and all of them are drawn: a PNG; size 0: they are not */
	int picture_height;               /* in the letter's pixels */
};
struct report_event {                 /* that the letter invites to */
	const char *title, *place;
	int64_t from, to;
};
struct report_in {
	struct letter_head head;
	const char *title, *clause, *note;
	enum due_every every;
	date period;                      /* the first day of that of which it tells; DATE_NONE: of how things stand */
	date day;                         /* its own */
	bool own;                         /* its reader's own lines alone */
	const char *whose;                /* ... or this person's, by name; NULL: the reader's */
	bool workbook;                    /* its tables are attached, too */
	struct report_table *tables;
	size_t tables_count, tables_cap;
	const char *event_id;             /* of the event, the same for all whom it invites; NULL: none */
	struct report_event event;
	struct report_in *parts;          /* several reports in one letter: all but head, day and workbook is theirs; none: it is one itself */
	size_t parts_count, parts_cap;
};
struct slip_list_in {                 /* several questions to one person: answers name them by their numbers, from 1 */
	struct letter_head head;
	struct slip_in *items;
	size_t items_count, items_cap;
	bool unclear;                     /* an answer was not understood */
};

#endif
