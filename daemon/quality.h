/* What looks made up or copied in the rows of a mail: evidence for the director, with numbers. Never a verdict, never money. Pure. */
#ifndef QUALITY_H
#define QUALITY_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* In the order in which they weigh. */
enum quality_what {
	QUALITY_AUTHOR,     /* the workbook was made or last saved by another rep: `other` */
	QUALITY_COPIED,     /* companies that one other rep had listed before: `other` */
	QUALITY_SAME_PHONE, /* one phone for several firms */
	QUALITY_SERIAL,     /* mobiles that follow each other, or have nine digits in common */
	QUALITY_DIGITS,     /* 13888888888, 13812345678 */
	QUALITY_TEST_NAMES, /* 测试, 某某, XX; 张三 and 李四 */
	QUALITY_SAME_PERSON,/* one person for many firms */
	QUALITY_CODE,       /* codes of 18 characters with a wrong check digit */
	QUALITY_NETWORK,    /* one phrase in every cell of 网络情况 */
	QUALITY_VALUE,      /* ... of 开发价值 */
	QUALITY_WEBSITE,    /* websites claimed, and not one address given */
	QUALITY_COUNT
};
extern const char *const quality_names[QUALITY_COUNT]; /* "author" ...: the letters' catalogue words quality.NAME */

/* From how many rows on something is a signal. */
enum {
	QUALITY_COPIED_ROWS = 10, QUALITY_COPIED_PERCENT = 30,
	QUALITY_PHONE_FIRMS = 3,
	QUALITY_RUN = 3, QUALITY_ALIKE = 5,
	QUALITY_PERSON_FIRMS = 5,
	QUALITY_PHRASE_ROWS = 20,
	QUALITY_WEBSITE_ROWS = 20,
};

/* A row as judged; texts are foreign and never NULL but for taken_by. */
struct quality_row {
	const char *company, *company_key, *person;
	const char *phone;           /* in normal form, "" where none is usable */
	const char *network, *value, *website, *code;
	const char *taken_by;        /* staff id of the other rep whose company it is, or NULL */
};

struct quality_signal {
	enum quality_what what;
	int rows, of;                /* so many of so many rows; 0 of them: it is said of the file */
	const char *other;           /* staff id, or "" */
	const char *sample;          /* a phone masked (1380013****), a name, a phrase; "" if none */
};

struct quality_list {
	struct quality_row *rows;    /* filled by the caller: those that its sender had not listed before */
	size_t rows_count, rows_cap;
	struct quality_signal *signals;
	size_t signals_count, signals_cap;
};

/* Adds what the rows show to q->signals. n log n. */
void quality_look(struct arena *a, struct quality_list *q);
/* Whether a workbook's author is that person: the name stands in it. */
bool quality_is_author(const char *author, const char *name);

#endif
