/* By their words: cells that make a row something else than a row of the list. Pure. */
#ifndef ROWMARKS_H
#define ROWMARKS_H
#include <stdbool.h>

#include "base/arena.h"
#include "parsers/table.h"

/* 合计, 合计：87, 总计87家, 共 100 条, 今日合计, 长安镇小计2家: short, and more of it number than word, or a part's name before it; no firm's name. */
bool mark_total(struct arena *a, const char *text);
/* 备注：以上均已核实; 制表人 王伟; 导出给：王总 (whose copy a workbook of ours is); 填表日期：2026-03-05; 填写说明 ... */
bool mark_note(struct arena *a, const char *text);
/* 明日计划, 今日总结： and the like, alone in their cell: what a daily report says beside its list. */
bool mark_report(struct arena *a, const char *text);
/* 今日电话 | 50 | 意向 | 2: numbers, one of them right behind a cell that names a kind of list. Such a row counts, it is no title. */
bool mark_tally(struct arena *a, const struct table_row *row);
/* 2、意向客户请另填一张表: how a form is to be filled in, which is no title of it. */
bool mark_rule(struct arena *a, const char *text);
/* 例：XX公司; 示例; 例 alone (in a column of numbers). Not 例外服饰有限公司. */
bool mark_sample(struct arena *a, const char *text);
/* The same said of a row behind its firm's name, 某某公司（示例，请删除）, or in a note of one word: 示例. Not 东莞市示例网络科技有限公司. */
bool mark_sample_beside(struct arena *a, const char *company, const char *note);
/* A row's cells that explain the columns or name a part of the list: all the same (必填|必填|必填; 选填 among them too; each in brackets: (全称)|(姓名)|(手机); a title that was laid into each cell under a merge), or counting the
 * columns: 1|2|3|4, A|B|C|D. */
bool mark_legend(const char *const *cells, size_t count);
/* What vendors' exports say where they have no firm: 未匹配到相关企业 ... */
bool mark_placeholder(const char *text);
/* 同上, 〃 and what people type for it. The text is trimmed, and of so many bytes. */
bool mark_ditto(struct arena *a, const char *text, size_t size);

#endif
