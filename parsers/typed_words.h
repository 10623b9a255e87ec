/* By their shape: the pieces of lines that people type into a mail. Pure, linear; all ranges are [p, end) of valid UTF-8. */
#ifndef PARSERS_TYPED_WORDS_H
#define PARSERS_TYPED_WORDS_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Blanks of every width before the range's first character, and the same with separators ("，" ";" "、" "|" and the like). */
const char *typed_skip_blanks(const char *p, const char *end);
const char *typed_skip_marks(const char *p, const char *end);
/* The separator at p: its bytes, 0 if there is none. A comma is none between digits (1,000,000), nor is a blank or a stroke inside a number
 * (138 0013 8000, 0769/8888). start: of the line. */
size_t typed_mark(const char *start, const char *p, const char *end);
/* Whether a piece is over at p though no separator stands there: 甲公司-张三-138..., 甲公司（张三 138...）, 甲公司张三138... A joint of *size_r bytes (0: none) is to
 * be stepped over. start: of the piece. */
bool typed_parts(const char *start, const char *p, const char *end, size_t *size_r);
/* The end without blanks and separators before it. */
const char *typed_trim(const char *p, const char *end);

/* "12、" "3." "(4)" "⑤" "六、" "第七家：" or a bullet before a line: the bytes that it takes, 0 if none. */
size_t typed_number(const char *p, const char *end);

/* A label at p: 【法人】 "法人：" "Tel:"; where `known`, one of a few known words and blanks, a tab or nothing behind it too (电话 138..., 法人张三). The
 * bytes up to the value, 0 if there is none; the label itself is [*label_r, *label_end_r), without "一" or "2" behind it (客户二：). */
size_t typed_label(const char *p, const char *end, bool known, const char **label_r, const char **label_end_r);

/* A label as it is called: 公司 of 公 司; what has letters keeps its blanks. */
const char *typed_label_text(struct arena *a, const char *p, const char *end);
/* Whether a label in brackets stands at p that is one of the usual: 【法人】; not 【无】. */
bool typed_opens_label(const char *p, const char *end);

bool typed_names_firm(const char *label, const char *end);  /* 公司名称 客户 拜访单位; not 公司电话 */
bool typed_names_phone(const char *label, const char *end);
bool typed_names_person(const char *label, const char *end);
bool typed_names_list(const char *label, const char *end);  /* 今日意向客户, 今日陌拜: the heading of a section, though no blank line stands over it */
bool typed_names_asked(const char *label, const char *end); /* 主营业务 注册资本 网络情况 有无网站 开发价值: what a lead list asks for beside firm, person and phone */
bool typed_names_form(const char *label, const char *end);   /* 格式 模板 顺序: how the lines below it are written */
bool typed_of_signature(const char *label, const char *end); /* 邮箱 传真 部门: what stands under letters */

bool typed_is_firm(const char *p, const char *end);         /* ends as firms' names do, and is no sentence */
bool typed_may_be_firm(const char *p, const char *end);     /* 宏达五金, 南城老王汽修: a firm where firms stand; 采购负责人 and 昨天去过的 are none */
bool typed_is_trade(const char *p, const char *end);        /* 供应大海塑胶厂, 做电子厂: what a firm does, though it ends as firms' names do */
bool typed_begins_person(const char *p, const char *end);   /* 张 欧阳, 小王 老李 阿强 */
bool typed_is_person(const char *p, const char *end);       /* 张三 欧阳小红 张总 李先生 张总（老板） 小王 */
bool typed_has_phone(const char *p, const char *end);
/* A line that closes a letter: 谢谢 祝好 此致 -- 发自我的手机; not 祝丽娟. */
bool typed_closes(const char *p, const char *end);
/* Nothing but dashes, stars and the like, three at least: ------, ======. */
bool typed_is_rule(const char *p, const char *end);
/* A line over a list: short, no number in it, and 意向, 陌拜 or 客户资料. */
bool typed_is_title(const char *p, const char *end);
/* What the lines below that one stand under; `now` where it is no heading. A plan goes on to the next heading, a sample to a blank line. */
enum typed_aside { TYPED_REPORTED, TYPED_PLAN, TYPED_SAMPLE };
enum typed_aside typed_under(const char *p, const char *end, enum typed_aside now);
/* A line that says what was done, today or of a kind: 今日工作：整理资料, 意向客户： */
bool typed_reports(const char *p, const char *end);
/* Of such a line the title alone, without greeting, brackets and colon: 意向客户两家 of 李总您好，意向客户两家：. *end moves up to where it ends. */
const char *typed_title(const char *p, const char **end);

#endif
