/* What a mail says in a form's terms: its words, labelled cells, rows of a table. Values are one line, in their normal form, and come back out of an event as
 * they went in; a money value is an amount. Pieces: the mail's words, then cells, "|" between columns and a line for each row. */
#include "grids.h"
#include "headers.h"
#include "pairs.h"
#include "rooms.h"
#include "slip.h"

static struct form_field fields[] = {
	{.name = "customer", .title = "客户名称", .type = FORM_COMPANY}, {.name = "amount", .title = "金额", .type = FORM_MONEY}, {.name = "due", .title = "到期日", .type = FORM_DATE},
	{.name = "month", .title = "月份", .type = FORM_MONTH},          {.name = "number", .title = "编号", .type = FORM_NUMBER}, {.name = "range", .title = "号段", .type = FORM_RANGE},
	{.name = "score", .title = "评分", .type = FORM_FIGURE},         {.name = "reason", .title = "原因", .type = FORM_TEXT},
};
enum { FIELDS = sizeof fields / sizeof *fields };
static struct form form = {.id = "own", .title = "自定", .fields = fields, .fields_count = FIELDS, .rows = FORM_YES};

static void check_value(struct arena *a, const struct slip_reading *r, size_t i, const char *value)
{
	int64_t fen;
	date d;
	one_line(value);
	must(*value && text_count(value) <= SLIP_MAX_VALUE);
	if (fields[i].type == FORM_MONEY)
		must(slip_money(value, &fen) == 0 && fen >= 0);
	if (fields[i].type == FORM_DATE)
		must(date_parse(value, &d) == 0);
	if (fields[i].type == FORM_RANGE)
		must(slip_range(a, value).items_count > 0 && slip_range(a, value).items_count <= SLIP_MAX_RANGE);
	const char *again = slip_normal(a, r->o, &fields[i], value, r->day); /* a normal form is its own */
	must(again && (fields[i].type == FORM_MONTH || strcmp(again, value) == 0));
}

static void check_values(struct arena *a, const struct slip_reading *r, const struct slip_values *v)
{
	struct slip_values back = slip_values_new(a, &form);
	slip_values_add(a, &form, slip_values_text(a, &form, v), &back);
	for (size_t i = 0; i < FIELDS; i++) {
		must(!v->value[i] || !v->unread[i]);
		must(!v->value[i] == !back.value[i] && !v->unread[i] == !back.unread[i]);
		if (v->value[i])
			check_value(a, r, i, v->value[i]);
		if (v->value[i])
			must(strcmp(v->value[i], back.value[i]) == 0);
		if (v->unread[i])
			one_line(v->unread[i]);
	}
}

/* One sheet of what the piece says. */
static void put_sheet(struct arena *a, const char *text, struct mail *m)
{
	struct sheet *s = arena_alloc(a, sizeof *s);
	*s = (struct sheet){.name = ""};
	for (int number = 1; *text; number++) {
		struct table_row row = {.number = number};
		size_t line = strcspn(text, "\n"), cap = 0;
		for (const char *p = text, *end = text + line; p < end && row.cell_count < TABLE_MAX_COLUMNS; p += strcspn(p, "|\n") + 1) {
			row.cells = arena_grow(a, row.cells, row.cell_count, &cap, sizeof *row.cells);
			row.cells[row.cell_count++] = (struct cell){arena_strndup(a, p, strcspn(p, "|\n"))};
		}
		if (row.cell_count)
			ARENA_PUSH(a, s, rows) = row;
		text += line + (text[line] == '\n');
	}
	ARENA_PUSH(a, m, parts) = (struct part){.source = PART_ATTACHMENT, .file_name = "表.xlsx", .status = TABLE_OK, .file = {.sheets = s, .sheets_count = 1}};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	struct mail m = empty_mail();
	struct classified c = {0};
	struct slip_reading r = {a, NULL, &form, date_make(2026, 9, 14), SLIP_TABLES_ALL};
	struct slip_values v = slip_values_new(a, &form);
	struct slip_sheet rows;
	struct err err;
	must(headers_open(&err) == 0);
	m.text = piece(a, &rest);
	put_sheet(a, piece(a, &rest), &m);
	pairs_take(a, &m, &c);
	grids_take(a, &m, &c);
	must(c.pairs_count <= CLASSIFY_MAX_PAIRS && c.grids_count <= CLASSIFY_MAX_GRIDS);
	slip_read(&r, &m, &c, &v);
	check_values(a, &r, &v);
	slip_read_rows(&r, &m, &c, &rows);
	must(rows.items_count <= SLIP_MAX_ROWS);
	for (size_t i = 0; i < rows.items_count; i++)
		check_values(a, &r, &rows.items[i].v);
	const char *amount;
	int64_t fen;
	enum slip_sum sum = slip_amount_said(a, m.text, &amount);
	must((sum == SUM_SAID) == (slip_money(amount, &fen) == 0));
	slip_is_list(&r, &m, &c);
	arena_free(a);
	return 0;
}
