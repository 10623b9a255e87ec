/* Rows of lead, prospect and visit lists, and the verdict on each (rules.md section 3). */
#ifndef VALUES_LEAD_H
#define VALUES_LEAD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum row_kind { ROW_NONE, ROW_LEAD /* 客户资料 */, ROW_PROSPECT /* 意向客户 */, ROW_VISIT /* 陌拜 */, ROW_KIND_COUNT };
extern const char *const row_kind_names[ROW_KIND_COUNT];  /* "none", "lead", "prospect", "visit" */
extern const char *const row_kind_titles[ROW_KIND_COUNT]; /* 客户资料 ... */

/* What a column can hold. The synonyms of each are data: parsers/headers.txt. */
enum field {
	FIELD_COMPANY, FIELD_PERSON /* legal person, responsible person */, FIELD_CONTACT, FIELD_PHONE, FIELD_BUSINESS, FIELD_CAPITAL,
	FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE, FIELD_USCC, FIELD_VISIT_DATE, FIELD_PERSON_MET, FIELD_STAGE, FIELD_FOLLOWUP, FIELD_TITLE,
	FIELD_SEQ, FIELD_REP, FIELD_DATE, FIELD_ADDRESS, FIELD_NOTE, FIELD_OTHER,
	FIELD_ROW_STATUS, FIELD_ROW_REASON, /* what a receipt's workbook said of the row: the sender's claim, by which nothing is judged */
	FIELD_COUNT
};
extern const char *const field_names[FIELD_COUNT];  /* "company", ... */
extern const char *const field_titles[FIELD_COUNT]; /* 公司全名, ... as letters name them */

/* One row as read: table and place, and the cells by field (several columns of one field are joined with "；"). Never NULL. */
struct lead_row {
	int row;                      /* number in its sheet */
	bool hidden;
	const char *value[FIELD_COUNT];
	const char **cells;           /* as read, 同上 and merged cells filled in, by the table's columns and perhaps beyond; NULL: not kept (extract.h) */
	size_t cells_count;
};

struct lead_column {
	const char *title;            /* its header as written; "" if there is none */
	enum field field;
};

/* A table understood: its kind, by what it was told, and its rows. */
struct lead_table {
	enum row_kind kind;
	const char *told_by;          /* "columns", "title", "sheet", "file", "subject", "default" */
	size_t part, sheet;           /* which of mail.parts and of its sheets */
	const char *sheet_label;      /* what a receipt calls it: sheet name, file name, or 正文表格 */
	struct lead_row *rows;
	size_t rows_count, rows_cap;
	bool cut;                     /* while it is read: its mail's rows say more than CLASSIFY_MAX_TEXT, and this is not all of them */
	struct lead_column *columns;  /* none where a list is read from the store, which keeps fields alone */
	size_t columns_count, columns_cap;
};

/* Why a row does not count. The words for each are in the letters' catalogue. */
enum reason {
	REASON_NONE,
	REASON_MISSING,          /* `fields` says which are not filled */
	REASON_COMPANY_NAME,     /* shorter than four characters, or all digits */
	REASON_PHONE,            /* none usable: `detail` shows what was read */
	REASON_ALREADY_LISTED,   /* lead: the company belongs to the sender already, or stands twice in the list */
	REASON_TAKEN,            /* it belongs to another rep: `other`, `since` */
	REASON_REGISTERED,       /* prospect: this rep has registered it before and it has stayed theirs */
	REASON_VISITED,          /* visit: already an accepted visit of this rep in this calendar week */
	REASON_SECOND_CURE,      /* the held list was cured before */
	REASON_COUNT
};
extern const char *const reason_names[REASON_COUNT]; /* "missing", ... */
/* As the table of leads shows it: rules.md section 3 calls every lead of a company that belongs to anyone "already listed". */
const char *reason_listed(enum row_kind kind, enum reason reason);

enum verdict { VERDICT_COUNTED, VERDICT_REFUSED, VERDICT_HELD };
extern const char *const verdict_names[];

/* The row's own qualities, which need no other row and no state. */
struct row_check {
	enum reason reason;           /* NONE, MISSING, COMPANY_NAME or PHONE (the first that applies, in this order) */
	unsigned missing;             /* bits of enum field */
	const char *company;          /* as shown: trimmed */
	const char *company_key;      /* company.h; "" when there is none */
	const char *uscc;             /* 18 characters with a right check digit, or "" */
	const char *person;
	const char *phone;            /* the first usable one in normal form ("13800138000", "0769-88888888"), or what was read */
	bool phone_flagged;           /* 400/800, unassigned range: counts, and is flagged */
};

/* A company's place in first contact: who has it, as of the last row judged. */
struct holding {
	const char *owner;            /* staff id, or NULL: nobody's */
	int64_t since;                /* arrival of the first accepted row of this tenure */
	int64_t last;                 /* arrival of the last accepted row, of whatever kind */
	bool only_leads;              /* the owner has only lead rows of it */
	bool registered;              /* an accepted prospect row in this tenure, of the owner himself: not of whom he had it from */
};

#endif
