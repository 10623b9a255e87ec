/* The file of a company (客户档案, S1 档案(1)-(9)): who has it, and what granted slips of the forms with that `file` say of it, field by field, with who said
 * it, when, in which mail, and what was said before. There is no other store: a slip that is granted is the change. */
#ifndef DAEMON_CUSTOMER_H
#define DAEMON_CUSTOMER_H
#include "clerk.h"
#include "values/form.h"

struct customer_fact {
	const char *field, *title, *value;
	const struct form_field *of; /* what it is, as the form says that told it: slip_shown() */
	bool personal;
	bool newest;              /* what holds; else what was said before it */
	const char *staff, *slip, *mail;
	int64_t at;               /* of the grant */
};
struct customer_facts { struct customer_fact *items; size_t items_count, items_cap; };

struct customer {
	const char *name, *key;
	const char *owner;        /* staff id; NULL: nobody's */
	int64_t since, last;      /* its owner's first and last row that counted */
	int64_t touched;          /* the last row or slip about it; INT64_MIN: none */
	struct customer_facts facts;  /* fields in the order of the forms, of each the newest first */
	const char **slips;       /* ids of all that name it, of any form, the newest first */
	size_t slips_count, slips_cap;
};

/* What is known of the company at that moment, by the name as people write it: without its legal form too (东莞市宏达五金). file: "customer". 1, 0 neither a row
 * nor a slip ever named it, -1. */
int customer_find(struct clerk *c, const char *file, const char *name, int64_t at, struct customer *k_r, struct err *err);

#endif
