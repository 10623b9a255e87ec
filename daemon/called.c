#include "called.h"

#include <string.h>

#include "base/text.h"
#include "classify.h"
#include "headers.h"
#include "layout.h"

enum { COLUMNS_ALONE = 3 /* of ours tell it without a name */, MAX_TITLE = 400 /* characters of what stands above the header */ };

/* Whole labels of the columns that are filled in, ours first; a company's column has words of its own (headers.h). */
static const char *const words_of[][14] = {
	{"拨打时间", "通话时间", "致电时间", "拨打日期", "打电话时间", "calledat", "called", "calltime", NULL},
	{"结果", "通话结果", "电话结果", "拨打结果", "致电结果", "通话情况", "电话情况", "拨打情况", "沟通结果", "result", "outcome", "callresult", NULL},
	{"下次联系", "下次联系时间", "下次跟进", "下次跟进时间", "下次拨打", "下次致电", "nextcontact", "nextcall", "callagain", NULL},
	{"下一步", "下一步计划", "下步计划", "下步工作", "nextstep", NULL},
};
enum { CALL_COLUMNS = sizeof words_of / sizeof *words_of };

/* What a sheet, a file, a title or a subject calls it. */
static const char *const names[] = {"电话表", "电话结果", "通话结果", "拨打结果", "致电结果", "通话记录", "拨打记录", "电话记录", "电话拜访结果", "callsheet", "callresult", NULL};

static bool names_calls(struct arena *a, const char *text)
{
	const char *label = text ? text_label(a, text) : "";
	for (size_t i = 0; names[i]; i++)
		if (strstr(label, names[i]))
			return true;
	return false;
}

static int column_of(struct arena *a, const char *cell)
{
	const char *label = text_label(a, cell);
	for (int k = 0; k < CALL_COLUMNS && *label; k++)
		for (size_t i = 0; words_of[k][i]; i++)
			if (strcmp(label, words_of[k][i]) == 0)
				return k;
	return -1;
}

/* How many of our columns that row heads; 0 without one of companies. */
static int columns_of(struct arena *a, const struct table_row *row)
{
	bool had[CALL_COLUMNS] = {false}, company = false;
	int n = 0;
	if (!layout_possible(row))
		return 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		int k = column_of(a, row->cells[i].text);
		company = company || (k < 0 && header_field(row->cells[i].text) == FIELD_COMPANY);
		n += k >= 0 && !had[k];
		if (k >= 0)
			had[k] = true;
	}
	return company ? n : 0;
}

static const char *title_of(struct arena *a, const struct sheet *s, size_t header)
{
	const char *title = "";
	for (size_t r = 0; r < header; r++)
		for (size_t i = 0; i < s->rows[r].cell_count; i++)
			if (*s->rows[r].cells[i].text)
				title = text_cut(a, arena_printf(a, "%s %s", title, text_cut(a, s->rows[r].cells[i].text, MAX_TITLE)), MAX_TITLE);
	return title;
}

static bool list_by_columns(struct arena *a, const struct sheet *s, size_t header)
{
	struct layout l;
	if (!layout_at(a, s, header, &l))
		return false;
	return layout_is_lead(&l) || l.has[FIELD_STAGE] || (l.has[FIELD_VISIT_DATE] && l.has[FIELD_PERSON_MET]);
}

/* 意向客户, 陌拜; but 电话表（有意向5家） is a call sheet. A lead list shows by its columns. */
static bool names_list(struct arena *a, const char *text)
{
	enum row_kind kind = text && !names_calls(a, text) ? classify_words(a, text) : ROW_NONE;
	return kind == ROW_PROSPECT || kind == ROW_VISIT;
}

enum called called_tell(struct arena *a, const struct mail *m, const struct part *p, const struct sheet *s)
{
	size_t header = 0;
	int n = 0;
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_SEARCH_ROWS && !n; i++) {
		n = columns_of(a, &s->rows[i]);
		header = i;
	}
	if (!n)
		return CALLED_NOT;
	const char *texts[] = {title_of(a, s, header), s->name, p->file_name, m->subject};
	bool named = false, list = list_by_columns(a, s, header);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		named = named || names_calls(a, texts[i]);
		list = list || names_list(a, texts[i]);
	}
	if (n < COLUMNS_ALONE && !named)
		return CALLED_NOT;
	return list ? CALLED_TOO : CALLED_ONLY;
}
