/* Sheets drawn as text, for tests of what is found in them. */
#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H
#include <string.h>

#include "classify.h"
#include "company.h"
#include "headers.h"

#define LEAD "公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站|开发价值\n"
#define ROW_A "宏图机械有限公司|张三|13800138000|机械|100万|无|无|有\n"
#define ROW_B "远大五金有限公司|李四|13900139000|五金|50万|无|有|高\n"
#define SEEN_A "宏图机械有限公司/张三/13800138000"
#define SEEN_B "远大五金有限公司/李四/13900139000"

/* A sheet drawn as text: a line is a row, | parts cells; an empty line is a row that is not there. "!" at a line's start hides the row. */
static inline struct sheet draw(struct arena *a, const char *name, const char *text)
{
	struct sheet s = {.name = name};
	int number = 1;
	for (const char *p = text; *p; number++) {
		size_t n = strcspn(p, "\n");
		bool hidden = *p == '!';
		char *line = arena_strndup(a, p + hidden, n - hidden);
		p += n + (p[n] == '\n');
		struct table_row row = {.number = number, .hidden = hidden, .cells = arena_alloc(a, 64 * sizeof *row.cells)};
		size_t at = 0;
		for (char *c; (c = strsep(&line, "|"));) {
			row.cells[at++].text = c;
			if (*c)
				row.cell_count = at;
		}
		if (row.cell_count)
			ARENA_PUSH(a, &s, rows) = row;
	}
	return s;
}

/* What was read, as one line of text: rows as number:company/person/phone, tables apart by ||. */
static inline const char *told(struct arena *a, const struct classified *c)
{
	const char *out = "";
	for (size_t i = 0; i < c->tables_count; i++) {
		out = arena_printf(a, "%s%s%s", out, i ? " || " : "", row_kind_names[c->tables[i].kind]);
		for (size_t j = 0; j < c->tables[i].rows_count; j++) {
			const struct lead_row *r = &c->tables[i].rows[j];
			const char *person = *r->value[FIELD_PERSON] ? r->value[FIELD_PERSON] : *r->value[FIELD_CONTACT] ? r->value[FIELD_CONTACT] : r->value[FIELD_PERSON_MET];
			out = arena_printf(a, "%s %d:%s/%s/%s", out, r->row, r->value[FIELD_COMPANY], person, r->value[FIELD_PHONE]);
		}
	}
	return out;
}

struct drawn {
	struct mail mail;
	struct classified got;
};

static inline void add_part(struct arena *a, struct mail *m, enum part_source source, const char *file, const char *sheet, const char *text)
{
	struct part p = {.source = source, .file_name = file, .status = TABLE_OK, .detail = ""};
	ARENA_PUSH(a, &p.file, sheets) = draw(a, sheet, text);
	ARENA_PUSH(a, m, parts) = p;
}

static inline struct classified read_one(struct arena *a, const char *subject, const char *file, const char *sheet, const char *text)
{
	struct mail m = {.subject = subject};
	struct classified c;
	add_part(a, &m, PART_ATTACHMENT, file, sheet, text);
	classify_mail(a, &m, NULL, &c);
	return c;
}

static inline int open_all(void **state)
{
	struct err err = {0};
	company_open();
	if (headers_open(&err))
		fail_msg("%s", err.text);
	*state = arena_new();
	return 0;
}

static inline int close_all(void **state)
{
	arena_free(*state);
	headers_close();
	company_close();
	return 0;
}

#endif
