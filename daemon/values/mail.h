/* A mail as plain values: what the reader child makes of its bytes, and what every deciding room works on. */
#ifndef VALUES_MAIL_H
#define VALUES_MAIL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/frame.h"
#include "parsers/table.h"

enum {
	MAIL_MAX_BYTES = 70 * 1024 * 1024,  /* a raw mail: what QQ takes, more than the others do. Of a larger one only the header is read: its sender is told */
	MAIL_HEADER_BYTES = 64 * 1024,      /* of that */
	MAIL_MAX_PARTS = 1000,
	MAIL_MAX_DEPTH = 30,                /* nesting of multiparts and attached mails */
	MAIL_MAX_ADDRESSES = 2000,
	MAIL_MAX_TEXT = 256 * 1024,         /* bytes kept of the body's text */
};

struct address {
	const char *name;  /* decoded display name, "" if none */
	const char *addr;  /* local@domain, ASCII letters in lower case; "" if it is none */
};

/* Where a table (or something unreadable) was found. */
enum part_source { PART_ATTACHMENT, PART_BODY, PART_QUOTED /* below the quotation: a forward */, PART_NESTED /* an attached mail */ };

/* Between the name of an archive and that of a file in it: 3月.zip · 名单.xlsx */
#define PART_IN_ARCHIVE " · "

struct part {
	enum part_source source;
	const char *file_name;      /* decoded, "" if none; of a file in an archive "3月.zip · 名单.xlsx" */
	const char *nested_subject; /* subject of the attached mail it was in, or NULL */
	enum table_status status;   /* of table_read; TABLE_NOT_A_TABLE for pictures and the like */
	const char *detail;         /* what it is, in words for the rep */
	struct table_file file;     /* when TABLE_OK */
};

/* What became of a mail; each is kept as its word. */
enum mail_verdict {
	MAIL_NEW,           /* until it is judged */
	MAIL_COUNTED,
	MAIL_RETURNED,      /* with what is wrong */
	MAIL_HELD,          /* for want of a copy, ... */
	MAIL_CURED,         /* ... until that came */
	MAIL_COPY,          /* of another */
	MAIL_ANSWER,
	MAIL_SLIP,
	MAIL_IGNORED,
	MAIL_QUARANTINED,
	MAIL_VERDICTS
};
extern const char *const mail_verdict_names[MAIL_VERDICTS]; /* "new", "counted" ... */
bool mail_verdict_of(const char *word, enum mail_verdict *v_r);

struct mail {
	const char *message_id;          /* without <>, "" if none */
	const char *original_id;         /* X-OQ-MSGID of QQ and Foxmail, without <>, or "" */
	const char **references;         /* In-Reply-To and References, without <>, oldest first */
	size_t references_count, references_cap;
	struct address *from;            /* every mailbox of every From field: more than one is no sender (rules.md section 6) */
	size_t from_count, from_cap;
	struct address *to, *cc;
	size_t to_count, to_cap, cc_count, cc_cap;
	const char *subject;             /* decoded, one line */
	const char *return_path;         /* "" = null sender, NULL = no such header */
	const char *auto_submitted;      /* header values, NULL if absent */
	const char *precedence, *list_id, *auto_response_suppress;
	bool autoreply_header;           /* X-Autoreply, X-Autorespond, X-Autoresponse... */
	bool report;                     /* multipart/report */
	const char *delivery_status;     /* its message/delivery-status (RFC 3464), decoded, with \n; or NULL */
	const char *returned;            /* of the first mail attached or returned: its Message-ID, X-OQ-MSGID, X-Leadclerk-Letter, To, Subject, a line each; or NULL */
	const char *letter_token;        /* X-Leadclerk-Letter as it came, or NULL */
	const char *auth_results;        /* the top-most Authentication-Results, or NULL */
	const char *mailer;              /* X-Mailer or User-Agent, or "" */
	int64_t date;                    /* the Date: header in seconds UTC, or INT64_MIN: it never decides anything */
	const char *text;                /* the sender's own words: plain text above the quotation, without signature marks */
	const char *quoted;              /* the rest of the body, "" if none */
	struct part *parts;              /* attachments in order, then body tables */
	size_t parts_count, parts_cap;
	bool huge_attachment_link;       /* 超大附件, kdocs, docs.qq.com ...: `huge_link` says which */
	const char *huge_link;
	struct digest content;           /* over subject, decoded texts, and names and bytes of attachments: identity (rules.md section 3) */
	const char *fault;               /* NULL, or why the mail could not be read whole (limits): it is then judged by what was read */
};

/* The frame form, for the reader child's answer and for the store. */
void mail_put(struct buf *b, const struct mail *m);
void mail_get(struct frame *f, struct arena *a, struct mail *m_r); /* the caller asks frame_ok() */
/* The tables of a part alone. */
void table_file_put(struct buf *b, const struct table_file *t);
void table_file_get(struct frame *f, struct arena *a, struct table_file *t_r);

#endif
