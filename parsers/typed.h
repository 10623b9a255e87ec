/* Leads as people type them into a mail on a phone, without a table: a block of labelled lines for each (公司名称：… 法人：… 电话：…), one line each with labels in it,
 * lines of firm, person, phone behind a number or not, or a block of three bare lines. Pure, linear.
 *
 * Not taken: a signature (below 谢谢 or 祝好; its labels 邮箱 传真 部门 stand in no other block, or it names nobody; or it is a card below numbered lines or labelled
 * blocks), prose, and lines without any phone. A line of firm, person and phone alone is none either, unless it is numbered, or a title stands right above it:
 * that is how people sign. Where firms stand, 宏达五金 is one, too, with somebody and a phone beside it. A numbered line with a phone among leads is never left out: if
 * no firm is seen in it, it is a record without one. */
#ifndef PARSERS_TYPED_H
#define PARSERS_TYPED_H
#include "parsers/fill.h"

struct text_line {
	const char *s;
	size_t size;
	int number;
};
struct text_lines {
	struct text_line *all;
	size_t all_count, all_cap;
};

struct typed_pair {
	const char *label, *value;
};
struct typed_record {
	struct typed_pair *pairs;
	size_t pairs_count, pairs_cap;
	const char **loose;           /* pieces that no label names, nor their shape */
	size_t loose_count, loose_cap;
	size_t labelled;              /* pairs whose label was typed */
	size_t asked;                 /* of those, what a lead list asks for and no letterhead has: 主营业务, 注册资本 ... */
	bool numbered, firm, person, phone, signature;
	bool titled;                  /* right under a line that names a kind and ends in a colon, or behind it: 今日意向客户： */
	bool planned, sample, closed; /* under 明日计划：, 例如：, 谢谢 */
	bool called, named;           /* its firm is by a label, its person */
	bool supposed;                /* its firm is one by its place alone: 宏达五金 */
	bool unread;                  /* a numbered line with a phone, and no firm in it */
	bool apart;                   /* behind a blank line, or a number */
	size_t rules;                 /* lines of dashes above it */
	size_t section;
	size_t first, end;            /* its lines */
};
struct typed {
	struct typed_record *records; /* in the order typed */
	size_t records_count, records_cap;
	const char **titles;          /* of each section: 意向客户：, "" if it has none */
	size_t titles_count, titles_cap;
	bool labelled;                /* one of them has labels */
};

/* No records where nothing is sure enough. */
struct typed typed_read(struct arena *a, const struct text_lines *lines);
/* Keeps what is a record of the list. reports: some lines stand under what was done. */
void typed_sift(struct typed *t, bool reports);
/* Above or below a table, of those: behind a number, with firm, person and phone, in full, or under a title. Everything else there is prose, or who signs. */
void typed_keep_beside(struct typed *t);
/* Above a table of a document, where a title stands over whose list it is (填报单位：... 电话：...): only what a number or its labels make sure. */
void typed_keep_sure(struct typed *t);
/* Each section is a sheet of its title's name: the labels as row 0, the records as one counts them: 1, 2, ... False as fill_row. */
bool typed_fill(struct fill *f, const struct typed *t);

#endif
