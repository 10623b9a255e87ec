/* The header block of a mail: cut into fields by our own hand, so that a NUL, a broken line or a missing colon costs a field and not the
 * mail, and read into the values the rooms need (RFC 5322, 3834, 8601; field/china.md sections 1.8, 2.1). Pure, linear. */
#ifndef DAEMON_HEADER_H
#define DAEMON_HEADER_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "values/mail.h"

enum {
	HEADER_MAX_FIELDS = 5000,            /* further fields are not looked at */
	HEADER_MAX_VALUE = 256 * 1024,       /* bytes of one field's value */
	HEADER_MAX_REFERENCES = 100,         /* the newest are kept */
};

struct field {
	struct bytes name, value; /* foreign: into the raw mail; the value with its folds, without the last line's end */
};

struct header {
	struct field *fields;
	size_t fields_count, fields_cap;
	size_t body_at; /* offset of the body's first byte */
	bool cut;       /* a limit left something out */
};

void header_read(struct arena *a, struct bytes raw, struct header *h_r);
/* The number-th (from 0) field of that name, NULL if there are not so many. */
const struct field *header_find(const struct header *h, const char *name, size_t number);
bool header_is(const struct field *f, const char *name); /* in any case */

/* Everything of *m_r that stands in the header but `date` and `report`. */
void header_values(struct arena *a, const struct header *h, struct mail *m_r);

#endif
