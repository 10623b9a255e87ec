/* The types of option values. Each says what C field it fills. */
#ifndef DAEMON_OPTION_TYPES_H
#define DAEMON_OPTION_TYPES_H
#include "conf.h"
#include "options.h"

extern const struct option_type type_text;      /* const char *: one line, not empty */
extern const struct option_type type_texts;     /* const char **, count, cap: a list, or one text */
extern const struct option_type type_path;      /* const char *: absolute, from the file's folder */
extern const struct option_type type_date;      /* date */
extern const struct option_type type_time;      /* int: second of the day at which the minute begins */
extern const struct option_type type_time_off;  /* int: the same, or -1 for "off" */
extern const struct option_type type_times;     /* int *, count, cap: ascending */
extern const struct option_type type_span;      /* int, int: [HH:MM, HH:MM], or "off": two equal ones */
extern const struct option_type type_weekend;   /* struct weekend */
extern const struct option_type type_count;     /* int: unset is -1 where there is no default */
extern const struct option_type type_money;     /* int64_t fen, written in yuan with at most two decimals */
extern const struct option_type type_choice;    /* an enum; more: its names in order */
extern const struct option_type type_mode;      /* bool shadow: live or shadow */
extern const struct option_type type_role;      /* enum role */
extern const struct option_type type_roles;     /* unsigned: role bits; one name, a list, or "none" (min 1: at least one) */
extern const struct option_type type_address;   /* const char *: a mail address, lower case */
extern const struct option_type type_addresses; /* const char **, count, cap: one or a list */
extern const struct option_type type_from;      /* const char *addr, *name: an address that may carry a display name */
extern const struct option_type type_due_day;   /* int: a number, or a weekday's name (0 Monday) */
extern const struct option_type type_due;       /* struct due_rule: at, and day where a weekday stands before the time */
extern const struct option_type type_url;       /* struct server: scheme, host, port, path */
extern const struct option_type type_section;   /* the struct at the field; more: its section */
extern const struct option_type type_list;      /* T *, count, cap of structs; more: the section of one */

extern const char *const weekday_names[8];      /* "mon" ... "sun", NULL */

/* The options of a struct due_rule, which stands at `field` of `owner`; due_check is for its finish function. */
#define DUE_OPTIONS(owner, field)                                                                                                                             \
	{"every", &type_choice, .offset = (long)offsetof(struct owner, field.every), .fallback = "workday", .more = due_everys, .doc = "for each what it is due"}, \
		{"due_day", &type_due_day, .offset = (long)offsetof(struct owner, field.day), .fallback = "0", .min = -31, .max = 184,                         \
	         .doc = "workday: days after it (-1: the day before); week: weekday; else: day of the month, quarter or half-year, with fallback next_workday the workday's number"}, \
		{"due", &type_due, .offset = (long)offsetof(struct owner, field), .required = true,                                                            \
	         .doc = "the minute; what is due weekly may put a weekday before it"},                                                                         \
		{"fallback", &type_choice, .offset = (long)offsetof(struct owner, field.fallback), .fallback = "none", .doc = "if the due day is no workday",    \
	         .more = due_fallbacks}
extern const char *const due_everys[], *const due_fallbacks[];
/* Says what due_day may be. */
void due_check(struct reader *r, const struct node *n, const struct due_rule *when);

/* "2.00" or "2": 200. -1: no such amount. */
int money_parse(const char *text, int64_t *fen_r);

/* ---- for the types themselves (option_types.c, option_choices.c, option_times.c, option_mail.c) */

/* The three members of every list in values/office.h. */
struct option_list {
	void *items;
	size_t items_count, items_cap;
};
/* The text of a single value, or NULL and a fault. */
const char *option_scalar(struct reader *r, const struct option *o, const struct node *n);
/* The same, one line without blanks at its ends, not empty. */
const char *option_line(struct reader *r, const struct option *o, const struct node *n);
/* Calls each on every item of a list, or on the one value that stands for a list of one, and puts the list into the field. */
void option_items(struct reader *r, const struct option *o, const struct node *n, void *field,
                  void (*each)(struct reader *, const struct option *, const struct node *, struct option_list *));
void option_push_text(struct arena *a, struct option_list *l, const char *text);
void dump_quoted(struct dump *d, const char *text);
void dump_value(struct dump *d, const struct option *o, const char *value);
void type_text_write(const struct option *o, const void *base, const void *field, struct dump *d);
void type_texts_write(const struct option *o, const void *base, const void *field, struct dump *d);

#endif
