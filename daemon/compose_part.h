/* What the compose_*.c files share: values made inert, numbers and moments as the letters' catalogue writes them, parts that several
 * kinds of letter show, and the way from a view to a letter. */
#ifndef DAEMON_COMPOSE_PART_H
#define DAEMON_COMPOSE_PART_H
#include "base/arena.h"
#include "compose.h"
#include "letter.h"
#include "values/letter.h"
#include "view.h"
#include "workbook.h"

/* compose_open.c: the letters in use. */
const struct template_set *compose_html(void);
const struct template_set *compose_text(void);
/* Paths of the names that a letter of this kind, or a word of the catalogue (kind LETTER_KIND_COUNT), may use; ends with NULL. */
const char *const *compose_known(enum letter_kind kind);

/* compose_words.c: words of the language's words.txt. The values of most are little templates themselves. */
const char *say(struct arena *a, const char *group, const char *key, const struct view *v); /* group.key; "" if there is none; v may be NULL */
/* A title that comes from a data file (a duty, a form, its fields, a report) or a parser's remark, as the language's titles.txt calls it; else as it is.
 * NULL for NULL. */
const char *say_title(struct arena *a, const char *title);
/* A code of another room in words: "late:m12" is group.late, with {{what}} = m12; a code without a word comes out as it is. */
const char *say_code(struct arena *a, const char *group, const char *code);
bool is_visits(struct arena *a, const char *title);             /* the catalogue's name of visits: their day is a week */
const char *say_month_name(struct arena *a, int month);          /* 9月, Sep */
const char *say_date(struct arena *a, date d);                   /* 9月15日 */
const char *say_year_date(struct arena *a, date d);             /* 2026年9月15日 */
const char *say_month(struct arena *a, date d);                  /* 2026年9月 */
const char *say_week(struct arena *a, date monday);              /* 9月14日当周 */
const char *say_day(struct arena *a, date d);                    /* 9月15日（周二） */
const char *say_full(struct arena *a, date d);                   /* 2026年9月15日（周二） */
const char *say_moment(struct arena *a, int64_t t);              /* 9月14日 21:03 */
const char *say_due(struct arena *a, int64_t due, int64_t now);  /* 今天23:59, 明天18:00, 9月18日（周五）12:00 */
const char *say_till(struct arena *a, int64_t due, int64_t now); /* 23:59, where that is today */
const char *say_left(struct arena *a, int64_t due, int64_t now); /* 2小时57分钟; "" when it has passed */
const char *say_money(struct arena *a, int64_t fen);             /* 26.00 */
const char *say_yuan(struct arena *a, const char *sum);          /* a sum in digits, with its unit: 26.00元 */
const char *say_roles(struct arena *a, unsigned roles);          /* 市场总监、总经理 */
const char *say_fields(struct arena *a, unsigned fields);        /* 电话、注册资本 */
const char *say_field(struct arena *a, enum field f);
bool due_passed(int64_t due, int64_t now);                       /* the whole minute that `due` lies in is over */

/* compose_part.c */
void put_value(struct arena *a, struct view *v, const char *name, const char *value); /* made inert and cut */
void put_long_value(struct arena *a, struct view *v, const char *name, const char *value); /* likewise, cut at COMPOSE_MAX_LINE */
void put_title(struct arena *a, struct view *v, const char *name, const char *title);      /* put_value(say_title()) */
struct view *standing_view(struct arena *a, const struct standing *s, int64_t now);
void put_standings(struct arena *a, struct view *v, const char *name, const struct standing *s, size_t count, int64_t now);
void put_unread(struct arena *a, struct view *v, const struct unread_part *parts, size_t count);
struct view *entry_view(struct arena *a, const struct notice_entry *e, const char *name, int64_t now);
/* What the catalogue calls an entry of that kind; else it is called after its duty. */
const char *say_entry(struct arena *a, const struct notice_entry *e);
/* 条, 次 or 份. counts: as duty_counts(); NULL: told by the title. */
const char *say_unit(struct arena *a, const char *counts, const char *title);
enum mood { MOOD_GOOD, MOOD_WARN, MOOD_BAD, MOOD_CALM };
void put_mood(struct arena *a, struct view *v, enum mood mood);

/* Whose copy a workbook of this letter is: 导出给：王总 2026-09-15 编号 digest.gm.2026-09-15 7KQ4-9M2X. The letter's id, and behind it what shows that it was not put there by another (mark_make). */
struct workbook_mark compose_mark(struct arena *a, const struct letter_head *h, bool below);

/* Makes the letter: build() gives its view, showing at most `rows` rows, and is asked again for fewer if the HTML is too long. */
typedef struct view *compose_build(struct arena *a, const void *in, size_t rows);
struct letter compose_finish(struct arena *a, const struct letter_head *h, enum letter_kind kind, compose_build *build, const void *in);
struct letter compose_finish_with(struct arena *a, const struct letter_head *h, enum letter_kind kind, compose_build *build, const void *in,
                                  const struct letter_file *files, size_t files_count);
/* compose_forward.c: somebody's mail as a file of a letter. */
struct letter_file attached_mail(struct arena *a, struct bytes raw);

#endif
