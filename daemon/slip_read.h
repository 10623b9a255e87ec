/* What a mail says in a form's terms: labelled lines of its own words (产品：光纤 报价：3500), or cells of a small table, and which papers are
 * attached. Pure. */
#ifndef DAEMON_SLIP_READ_H
#define DAEMON_SLIP_READ_H
#include "values/classified.h"
#include "values/form.h"
#include "values/mail.h"

enum { SLIP_MAX_VALUE = 400 /* characters of one value */, SLIP_MAX_RANGE = 1000 /* numbers of one range */, SLIP_MAX_ROWS = 500 /* slips of one mail */ };

struct slip_values {
	const char **value;       /* [fields_count] in normal form, NULL: not said */
	const char **unread;      /* [fields_count] said, but no such thing as the field holds: what stood there */
	bool *paper;              /* [papers_count] it is there */
};

struct slip_values slip_values_new(struct arena *a, const struct form *f);
/* Which tables are read row by row, and whether the mail's own words hold for all rows. */
enum slip_tables { SLIP_TABLES_ALL /* with the words */, SLIP_TABLES_ALONE, SLIP_TABLES_CALLED /* call sheets that came back */ };
struct slip_reading {
	struct arena *a;
	const struct office *o;   /* whose people a mail names */
	const struct form *f;
	date day;                 /* of the mail's arrival: for dates without a year, and who is there */
	enum slip_tables tables;  /* of slip_read_rows */
};

/* Adds what the mail says; a value that is said again replaces the earlier one, if it can be read. found may be NULL: the words alone. Normal forms: money "3500.00",
 * dates "2026-10-08", months "2026-10", numbers in capitals without blanks, choices as the form writes them, people by their names, several with 、 between them. */
void slip_read(const struct slip_reading *r, const struct mail *m, const struct classified *found, struct slip_values *v);
/* Of a form with `rows`: the rows below a header that names two of its fields or more, each with what the mail's own words say of all. Totals, notes
 * and repeated headers are none; nor, of a form with `calls`, are those that say their company alone. A value that a cell writes as 同上 or 〃 is that of the row above. None: the mail has no such table. */
struct slip_sheet_row {
	struct slip_values v;
	const char *table;        /* its sheet or file, "" for a table in the mail's words */
	int row;
};
struct slip_sheet {
	struct slip_sheet_row *items;
	size_t items_count, items_cap;
	size_t more;              /* rows beyond SLIP_MAX_ROWS */
};
void slip_read_rows(const struct slip_reading *r, const struct mail *m, const struct classified *found, struct slip_sheet *s_r);
/* How many values it says at all. */
size_t slip_values_count(const struct form *f, const struct slip_values *v);

/* One value in its normal form; NULL: it is none of that type. */
const char *slip_normal(struct arena *a, const struct office *o, const struct form_field *d, const char *text, date day);
/* 3500, ￥3,500.00元, 3.5万, 壹仟元整; text in normal form NFKC. -1: no amount, or one that can be read in two ways (1,23; 3500/4000). */
int slip_money(const char *text, int64_t *fen_r);
int slip_date(const char *text, date day, date *d_r);        /* likewise */
/* Numbers of a range: HT-0001至HT-0050, HT-0001~0050, HT-0003、HT-0007. None where it is no run, or longer than SLIP_MAX_RANGE. */
struct form_texts slip_range(struct arena *a, const char *text);

/* A value of type person or people names him. */
bool slip_names_person(const char *value, const struct staff *x);

/* Whether a file is attached of which no table was read: a picture, a PDF. */
bool slip_brings_unread(const struct mail *m);

/* The form whose words stand in the subject or in an attached file's name, among those switched on by `p` and for a person of these roles; the
 * longest word decides. NULL: none; nor where the words of a duty that counts mails say more of the subject. */
const struct form *slip_form_of(const struct office *o, const struct policy *p, const struct mail *m, unsigned roles);
/* Whether the mail is a list, whatever word its subject holds beside that: its tables say so themselves, or hold more than one lead, or were meant
 * as a list and only not understood while its words fill in nothing of the form. One lead without a phone, whose words fill the form, is the form. */
bool slip_is_list(const struct slip_reading *r, const struct mail *m, const struct classified *found);

/* As they stand in an event's text, and back. */
const char *slip_values_text(struct arena *a, const struct form *f, const struct slip_values *v);
void slip_values_add(struct arena *a, const struct form *f, const char *text, struct slip_values *v);

#endif
