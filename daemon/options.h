/* The one table of options. It reads a section of the configuration into a struct, checks it, writes it out again and documents it:
 * whatever is configurable is a row of options_table.c and nothing else. */
#ifndef DAEMON_OPTIONS_H
#define DAEMON_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "conf_fault.h"
#include "conf_yaml.h"

struct reader {
	struct arena *a;            /* the values' memory */
	struct conf_faults *faults;
	const char *dir;            /* absolute: relative paths start here */
	const char *file;           /* the last name put into an origin, kept once for all of them */
};

struct option;
struct section;

struct dump {
	struct buf *out;
	int depth;
	bool dash;                  /* the next line begins an item of a list */
	bool judging;               /* without what stands aside */
};

/* A type of value: a small vtable (option_types.c). */
struct option_type {
	const char *name;           /* for the documentation: "HH:MM" */
	/* Fills the field from the node; a fault leaves it as it is. base: the struct that the field stands in. */
	void (*read)(struct reader *r, const struct option *o, const struct node *n, void *base, void *field);
	void (*unset)(void *field); /* the value that means "not given"; NULL: all zero */
	/* Writes "name: value" lines, or nothing where the field is unset. */
	void (*write)(const struct option *o, const void *base, const void *field, struct dump *d);
};

enum { OPTION_ELSEWHERE = -1 /* not a field: the section's finish function takes it with option_take */ };

struct option {
	const char *name;
	const struct option_type *type;
	long offset;                /* of the field in its section's struct, or OPTION_ELSEWHERE */
	bool required;
	const char *fallback;       /* default, as one would write it; NULL: none */
	const char *unit;           /* or NULL */
	const char *doc;            /* one line */
	const void *more;           /* choices (names, NULL-ended), or the struct section of a section or list */
	long long min, max;         /* numbers: bounds, both allowed; max 0: none */
	bool aside;                 /* judges nothing: a store is not judged again where it changes */
	const char *dumped;         /* OPTION_ELSEWHERE: what a dump says in its place, or NULL */
};

struct section {
	const char *name;           /* as faults call it */
	const char *doc;
	const struct option *options;   /* ended by a NULL name */
	size_t size;                /* of the struct, for lists */
	long origin;                /* offset of a struct origin, or OPTION_ELSEWHERE */
	/* What no single option can say: checks between them, values that stand elsewhere. May be NULL. good: no fault in the section's
	 * own options. */
	void (*finish)(struct reader *r, const struct node *n, void *base, bool good);
	bool (*present)(const void *base); /* for a dump: is the section there at all? NULL: yes */
};

extern const struct section section_file; /* the whole file, into a struct office */
extern const struct section *const sections_all[]; /* every section, in the order of the documentation, ended by NULL */

/* Reads every option of the section: defaults first, then what is written; unknown keys, missing ones and wrong values are faults. */
void section_read(struct reader *r, const struct section *s, const struct node *n, void *base);
/* Only what is written: no defaults, nothing is missing. For values laid over others. */
void section_overlay(struct reader *r, const struct section *s, const struct node *n, void *base);
/* Reads the option `name` of that section, which is none of its fields, into `field`; its default if it is not written. */
void option_take(struct reader *r, const struct section *s, const struct node *n, const char *name, void *field);
void section_dump(const struct section *s, const void *base, struct dump *d);
void section_document(const struct section *s, struct buf *out);

/* A fault at a node. */
void reader_fault(struct reader *r, const struct node *n, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void dump_key(struct dump *d, const char *name);       /* indentation, "name:" */

#endif
