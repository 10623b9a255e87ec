/* Landlines whose area code stands in a column of its own: 区号 | 电话. Pure. */
#ifndef AREA_H
#define AREA_H
#include "layout.h"

struct area {
	bool is;            /* there is such a column, and one of phones that it belongs to */
	size_t code, phone; /* the columns */
};

/* Its phones are in the next column of phones behind it; where none is, in the last one before it. */
struct area area_find(const struct layout *l);
/* 0755-88888888 of "755" and "88888888"; NULL where the phone is whole without, or the two are no number. In a. */
const char *area_join(struct arena *a, const char *code, const char *phone);

#endif
