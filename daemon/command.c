#include "command.h"

#include <ctype.h>
#include <string.h>

#include "address.h"
#include "base/surname.h"
#include "base/text.h"
#include "days.h"
#include "slip.h"
#include "values/office.h"

enum { FIRST_LINES = 3, NAME_CHARS = 12, LONGEST_LEAVE = 400, LONGEST_HEAD = 60, MOST_WORDS = 8 };
#define MOST_FEN INT64_C(10000000000) /* of what somebody costs the firm */
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
	const char *word;
	enum command_kind kind;
	bool item;              /* the word is itself the catalogue's item, or says which leave it is */
} words[] = {{"请假", COMMAND_LEAVE, false}, {"休假", COMMAND_LEAVE, false}, {"請假", COMMAND_LEAVE, false}, {"病假", COMMAND_LEAVE, false}, {"事假", COMMAND_LEAVE, false}, {"年假", COMMAND_LEAVE, true}, {"调休", COMMAND_LEAVE, true},
             {"婚假", COMMAND_LEAVE, true}, {"陪产假", COMMAND_LEAVE, true}, {"产假", COMMAND_LEAVE, true}, {"丧假", COMMAND_LEAVE, true}, {"出差", COMMAND_TRIP, false}, {"處罰", COMMAND_FINE, false}, {"处罚", COMMAND_FINE, false},
             {"记过", COMMAND_FINE, true}, {"警告", COMMAND_FINE, true}, {"免除", COMMAND_WAIVE, false}, {"入职", COMMAND_JOIN, false}, {"离职", COMMAND_GONE, false}, {"入職", COMMAND_JOIN, false}, {"離職", COMMAND_GONE, false},
             {"换邮箱", COMMAND_ADDRESS, false}, {"移交", COMMAND_HANDOVER, false}};
/* These are the whole line. */
static const struct { const char *word; enum command_kind kind; } alone[] = {{"停", COMMAND_STOP}, {"停止", COMMAND_STOP}, {"暂停", COMMAND_STOP}, {"停发", COMMAND_STOP},
	{"停止发信", COMMAND_STOP}, {"暂停发信", COMMAND_STOP}, {"恢复", COMMAND_RESUME}, {"恢复发信", COMMAND_RESUME}};

/* ---- words */

/* Up to a blank or a mark; a name in Chinese ends before a digit, too: 张伟10月8日. */
static const char *token(struct arena *a, const char **p, bool name)
{
	const char *start = days_skip(*p), *q = start;
	bool digits = !name || isalpha((unsigned char)*start);
	for (const char *next = q; *next; q = next) {
		uint32_t c = text_next(&next);
		if (text_is_space(c) || (text_is_punct(c) && c != '.' && c != '-' && c != '_') || (!digits && c < 0x80 && isdigit((int)c)))
			break;
	}
	*p = q;
	return arena_strndup(a, start, (size_t)(q - start));
}

static const char *rest(struct arena *a, const char *p)
{
	return text_trim(a, days_skip(p));
}

/* ---- a sum among them */

static const char *before_blanks(const char *text, const char *end)
{
	while (end > text && (end[-1] == ' ' || end[-1] == ':'))
		end--;
	return end;
}

static const char *before_word(const char *text, const char *end, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(list[i]);
		if ((size_t)(end - text) >= n && strncmp(end - n, list[i], n) == 0)
			return end - n;
	}
	return NULL;
}

/* Where the figures (1,350; 3.5万) or numerals (一千二百) begin that end there. */
static const char *sum_begins(const char *text, const char *end)
{
	static const char *const numerals[] = {"一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "零", "〇"}, *const big[] = {"万"};
	end = before_blanks(text, end);
	const char *unit = before_word(text, end, big, COUNT(big)), *figures = before_blanks(text, unit ? unit : end), *p = figures;
	while (p > text && (isdigit((unsigned char)p[-1]) || p[-1] == '.' || p[-1] == ','))
		p--;
	if (p < figures)
		return p + strspn(p, ".,");
	for (const char *one = p = end; (one = before_word(text, p, numerals, COUNT(numerals)));)
		p = one;
	return p;
}

/* In fen; 0: none. */
static int64_t sum_between(struct arena *a, const char *from, const char *to)
{
	const char *said = arena_printf(a, "%.*s元", (int)(to - from), from), *comma = strrchr(said, ','), *amount;
	int64_t fen;
	if (slip_amount_said(a, said, &amount) != SUM_SAID && (!comma || slip_amount_said(a, comma + 1, &amount) != SUM_SAID)) /* HT-0031,350元 */
		return 0;
	return slip_money(amount, &fen) == 0 && fen <= MOST_FEN ? fen : 0;
}

/* 差价350元, 差价共1,350元 */
static bool is_what_it_costs(const char *text, const char *from)
{
	static const char *const labels[] = {"差价", "差额", "损失", "赔偿"}, *const between[] = {"为", "共", "计", "是", "约"};
	for (const char *p = before_blanks(text, from), *q = p; q; p = q ? before_blanks(text, q) : p) {
		if (before_word(text, p, labels, COUNT(labels)))
			return true;
		q = before_word(text, p, between, COUNT(between));
	}
	return false;
}

/* 350元, 1,350元, 26.50块, 3.5万元: what it is said to have cost, else the first one; in fen. */
static int64_t sum_in(struct arena *a, const char *text)
{
	static const char *const yuan[] = {"元", "块", "圆"};
	int64_t first = 0;
	for (const char *p = text; *p; text_next(&p)) {
		const char *from = text_begins_any(p, yuan, COUNT(yuan)) ? sum_begins(text, p) : p;
		int64_t fen = from < p ? sum_between(a, from, p) : 0;
		if (fen && is_what_it_costs(text, from))
			return fen;
		first = first ? first : fen;
	}
	return first;
}

/* ---- each kind, from behind its word on */

static void no_days(struct command *c, bool vague)
{
	c->from = c->to = DATE_NONE;
	c->vague = c->vague || vague;
}

/* 明天起三天: three days from then. Over a weekend they may be three workdays as well. */
static void lengthen(struct command *c, int days)
{
	bool over = days > LONGEST_LEAVE;
	for (date d = c->from; !over && days > 1 && d < c->from + days; d++)
		over = date_weekday(d) > 4;
	if (over)
		no_days(c, true);
	else if (days > 1)
		c->to = c->from + days - 1;
}

/* 10月8日至9日, 10月8日下午, 10月8日起两天; what stands behind it is the reason, or the place. */
static bool read_days(struct arena *a, const char *p, date today, struct command *c)
{
	static const char *const halves[] = {"半天", "半日", "上午", "下午"}, *const heads[] = {"从", "自", "于"};
	int days;
	date one;
	p = days_skip(p);
	for (size_t i = 0; i < COUNT(heads); i++)
		p += text_begins(p, heads[i]) ? strlen(heads[i]) : 0;
	const char *end = days_span(p, today, &c->from, &c->to);
	if (!end || c->to - c->from > LONGEST_LEAVE) {
		no_days(c, days_one(p, today, DATE_NONE, &one) != NULL);
		return false;
	}
	for (size_t i = 0; i < COUNT(halves); i++) {
		const char *half = strncmp(end + strspn(end, " "), halves[i], strlen(halves[i])) == 0 ? end + strspn(end, " ") : NULL;
		c->half = c->half || half;
		end = half ? half + strlen(halves[i]) : end;
	}
	const char *counted = days_counted(end, &days);
	if (counted && c->from == c->to)
		lengthen(c, days);
	c->reason = rest(a, counted ? counted : end);
	return true;
}

/* 请假三天,10月8日至10日; 请假时间:10月8日. */
static bool read_days_behind(struct arena *a, const char *p, date today, struct command *c)
{
	static const char *const labels[] = {"时间", "日期", "申请", "条"};
	int days = 1;
	if (read_days(a, p, today, c))
		return true;
	const char *counted = days_counted(p, &days), *q = days_skip(counted ? counted : p);
	for (size_t i = 0; !counted && i < COUNT(labels); i++)
		q = text_begins(q, labels[i]) ? days_skip(q + strlen(labels[i])) : q;
	if (q == days_skip(p) || !read_days(a, q, today, c))
		return false;
	if (counted && c->from == c->to)
		lengthen(c, days);
	return true;
}

/* 请假 张伟 10月8日; 请假 10月8日 */
static bool read_away(struct arena *a, const char *p, date today, struct command *c)
{
	const char *name = p;
	if (read_days_behind(a, p, today, c) || c->vague)
		return true;
	c->who = token(a, &name, true);
	return *c->who && (read_days_behind(a, name, today, c) || days_skip(name)[0]);
}

/* 我, 本人, 我想 ...: where it ends, NULL: somebody else is spoken of, or nobody. */
static const char *behind_oneself(const char *p)
{
	static const char *const selves[] = {"我", "本人"}, *const wishes[] = {"想", "要", "需要", "申请", "打算"};
	const char *end = NULL;
	for (size_t i = 0; i < COUNT(selves); i++)
		end = text_begins(p, selves[i]) ? p + strlen(selves[i]) : end;
	for (size_t i = 0; end && i < COUNT(wishes); i++)
		if (text_begins(end, wishes[i]))
			return end + strlen(wishes[i]);
	return end;
}

/* 不请假, 没有请假, 说我请假; not 身体不舒服. */
static bool turned(const char *between)
{
	static const char *const turns[] = {"不", "没", "未", "取消", "说", "问"}, *const ill[] = {"不舒服", "不适"};
	for (const char *p = between; *p; text_next(&p))
		if (text_begins_any(p, turns, COUNT(turns)) && !text_begins_any(p, ill, COUNT(ill)))
			return true;
	return false;
}

static const char *last_piece(const char *head)
{
	const char *last = head;
	for (const char *p = head; *p;)
		if (text_is_punct(text_next(&p)))
			last = p;
	return days_skip(last);
}

/* 特向您申请于..., what one asks with, and 需于 where one speaks of oneself: where it ends, NULL: it asks nothing. */
static const char *behind_wish(const char *p, bool oneself)
{
	static const char *const asks[] = {"申请", "向您", "向领导", "向公司"}, *const also[] = {"特", "现", "想", "需要", "需", "要", "于"};
	const char *start = p;
	bool found = oneself;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < COUNT(asks) + COUNT(also) && !more; i++) {
			const char *word = i < COUNT(asks) ? asks[i] : also[i - COUNT(asks)];
			more = text_begins(p, word);
			p += more ? strlen(word) : 0;
			found = found || (more && i < COUNT(asks));
		}
	}
	return found && p > start ? p : NULL;
}

/* 明天张伟请假: of whom; 明天高烧请假 looks alike. */
static bool may_be_name(const char *between)
{
	size_t n = text_count(between);
	return n > 1 && n <= NAME_CHARS && surname_begins(between, between + strlen(between));
}

/* 我明天请假, 李总，我想10月8日请假, 明天请假: one's own, the days before the word. */
static bool read_own_behind(struct arena *a, const char *head, const char *after, date today, struct command *c)
{
	static const char *const others[] = {"的", "人员", "者", "制度", "规定", "名单"};
	const char *piece = last_piece(head), *starts[] = {behind_oneself(piece), behind_wish(piece, behind_oneself(head) != NULL), behind_oneself(head), head};
	struct command said = *c;
	size_t i;
	int n;
	for (i = 0; i < COUNT(starts); i++)
		if (starts[i] && (read_days(a, starts[i], today, &said) || said.vague))
			break;
	if (i == COUNT(starts) || (starts[i] == head && c->kind == COMMAND_TRIP && !isdigit((unsigned char)*head)) || turned(said.reason) || text_begins_any(days_skip(after), others, COUNT(others)))
		return false; /* 明天出差的同事: a trip takes effect at once */
	if (days_counted(after, &n) && said.from == said.to && said.from != DATE_NONE)
		lengthen(&said, n);
	*c = said;
	c->half = c->half || text_begins(days_skip(after), "半天");
	if (starts[i] == head && may_be_name(said.reason)) {
		c->who = said.reason;
		c->guessed = true;
	}
	c->reason = rest(a, after);
	return true;
}

/* 本人因感冒,需请假一天(10月8日): one's own, the days behind the word. */
static bool read_own_then(struct arena *a, const char *head, const char *after, date today, struct command *c)
{
	struct command said = *c;
	if (c->kind != COMMAND_LEAVE || !behind_oneself(head) || turned(head) || !read_days_behind(a, after, today, &said))
		return false;
	*c = said;
	return true;
}

/* 张伟, 张伟明天, 张伟休: the name that begins there; *p moves behind it, and behind what belongs to the word that follows. */
static const char *name_in(struct arena *a, const char *head, date today, const char **p)
{
	static const char *const takes[] = {"休", "请", "要", "想"};
	const char *name = token(a, p, true);
	date day;
	bool called = surname_begins(head, head + strlen(head)); /* not 我们明天 */
	for (const char *q = head; called && *q && q < *p; text_next(&q))
		if (q > head && days_one(q, today, DATE_NONE, &day)) {
			*p = q;
			return arena_strndup(a, head, (size_t)(q - head));
		}
	const char *end = before_word(name, name + strlen(name), takes, COUNT(takes));
	return end && text_count(name) > 2 ? arena_strndup(a, name, (size_t)(end - name)) : name;
}

/* 张伟请假 10月8日; 我10月8日请假, 家里有事 */
static bool read_away_behind(struct arena *a, const char *line, const char *word, size_t word_size, date today, struct command *c)
{
	const char *head = text_trim(a, arena_strndup(a, line, (size_t)(word - line))), *p = head, *after = word + word_size;
	if (text_count(head) > LONGEST_HEAD)
		return false;
	if (read_own_behind(a, head, after, today, c) || read_own_then(a, head, after, today, c))
		return true;
	if (text_count(head) > 2 * NAME_CHARS)
		return false;
	c->who = name_in(a, head, today, &p);
	if (strcmp(c->who, "我") == 0 || strcmp(c->who, "本人") == 0)
		c->who = "";
	if (!*days_skip(p) && text_count(c->who) <= NAME_CHARS)
		return read_days_behind(a, after, today, c);
	if ((!read_days(a, p, today, c) && !c->vague) || turned(c->reason))
		return false;
	int n;
	if (days_counted(after, &n) && c->from == c->to && c->from != DATE_NONE)
		lengthen(c, n);
	c->reason = rest(a, after);
	return true;
}

static unsigned role_titled(const char *word)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (strcmp(role_titles[r], word) == 0)
			return 1u << r;
	return 0;
}

static size_t piece_size(const char *p)
{
	const char *end = p;
	for (const char *next = p; *next; end = next) {
		uint32_t c = text_next(&next);
		if (text_is_space(c) || (c < 0x80 && strchr(",;<>():", (int)c)) || c == 0x3001 /* 、 */)
			break;
	}
	return (size_t)(end - p);
}

/* 月底, 下月初: a day, though nobody knows which. */
static bool speaks_of_time(const char *word)
{
	static const char *const times[] = {"月底", "月初", "月末", "月中", "年底", "年初", "年后", "下周", "下月", "下个", "本周", "这周", "号", "星期", "礼拜"};
	for (size_t i = 0; i < COUNT(times); i++)
		if (strstr(word, times[i]))
			return true;
	return false;
}

/* 张三 zhangsan@corp.test 业务员 10月8日, in any order. */
static bool read_person(struct arena *a, const char *p, date today, struct command *c)
{
	date day;
	bool unread = false;
	p = days_skip(p);
	for (int i = 0; *p && i < MOST_WORDS; i++) {
		size_t n = piece_size(p);
		const char *one = arena_strndup(a, p, n);
		if (strchr(one, '@'))
			c->what = address_canonical(a, one, n);
		else if (role_titled(one))
			c->role = role_titled(one);
		else if (days_one(one, today, DATE_NONE, &day))
			c->from = c->from == DATE_NONE ? day : c->from; /* 10月31日(周六) */
		else if (!*c->who)
			c->who = one;
		else
			unread = unread || speaks_of_time(one);
		p = days_skip(p + n);
	}
	c->vague = unread && c->from == DATE_NONE;
	return *c->who != '\0';
}

static bool read_fine(struct arena *a, const char *p, const char *item, struct command *c)
{
	c->who = token(a, &p, true);
	c->what = item ? item : token(a, &p, false);
	c->reason = rest(a, p);
	c->fen = sum_in(a, c->reason);
	return *c->who && *c->what;
}

static bool read_waiver(struct arena *a, const char *p, struct command *c)
{
	c->what = token(a, &p, false);
	c->reason = rest(a, p);
	return strchr(c->what, '.') != NULL;
}

/* 张伟 李强, 张伟的客户给李强: from whom, to whom, and nothing more. */
static bool read_handover(struct arena *a, const char *p, struct command *c)
{
	static const char *const tails[] = {"名下的客户", "名下客户", "的客户", "给", "到"}, *const heads[] = {"给", "到"};
	const char *first = token(a, &p, true), *second = token(a, &p, true);
	for (size_t i = 0; i < COUNT(tails); i++) {
		const char *cut = strstr(first, tails[i]);
		if (cut && cut > first && !*second && (i > 2 || text_begins(cut + strlen(tails[i]), "给")))
			second = cut + strlen(tails[i]);
		first = cut && cut > first ? arena_strndup(a, first, (size_t)(cut - first)) : first;
	}
	for (size_t i = 0; i < COUNT(heads); i++)
		second += text_begins(second, heads[i]) ? strlen(heads[i]) : 0;
	c->who = first;
	c->what = second;
	return *first && *second && !*days_skip(p) && text_count(first) <= NAME_CHARS && text_count(second) <= NAME_CHARS;
}

/* ---- a line */

static bool read_kind(struct arena *a, const char *after, const char *item, date today, struct command *c)
{
	switch (c->kind) {
	case COMMAND_LEAVE:
	case COMMAND_TRIP:
		return read_away(a, after, today, c);
	case COMMAND_FINE:
		return read_fine(a, after, item, c);
	case COMMAND_WAIVE:
		return read_waiver(a, after, c);
	case COMMAND_HANDOVER:
		return read_handover(a, after, c);
	default:
		return read_person(a, after, today, c);
	}
}

/* 出差汇报: what a trip's days are met by. */
static bool speaks_of_report(const char *line)
{
	static const char *const reports[] = {"出差汇报", "出差报告", "出差日报", "出差总结"};
	for (size_t i = 0; i < COUNT(reports); i++)
		if (strstr(line, reports[i]))
			return true;
	return false;
}

/* 请个假, 请病假 as 请假; 请两天假 as 请假两天. */
static const char *whole_word(struct arena *a, const char *line)
{
	static const char *const sorts[] = {"个", "病", "事", "年"}, *const half = "半天", *const leave = "假";
	for (const char *p = line; (p = strstr(p, "请")); p++) {
		const char *from = p + strlen("请"), *end = text_begins(from, half) ? from + strlen(half) : NULL;
		int days;
		end = end ? end : days_counted(from, &days);
		const char *long_as = end ? arena_strndup(a, from, (size_t)(end - from)) : "";
		for (size_t i = 0; i < COUNT(sorts) && !end; i++)
			end = text_begins(from, sorts[i]) ? from + strlen(sorts[i]) : NULL;
		if (end && text_begins(end, leave))
			return arena_printf(a, "%.*s假%s %s", (int)(from - line), line, long_as, end + strlen(leave));
	}
	return line;
}

static struct command nothing(enum command_kind kind)
{
	return (struct command){.kind = kind, .who = "", .what = "", .reason = "", .from = DATE_NONE, .to = DATE_NONE};
}

/* 年假, 调休: which leave it is stands before the reason. False: it is of the office's calendar (调休 10月10日上班). */
static bool said_sort(struct arena *a, const char *sort, struct command *c)
{
	static const char *const calendar[] = {"上班", "补班", "放假", "通知", "安排"};
	c->sort = sort != NULL;
	for (size_t i = 0; sort && i < COUNT(calendar); i++)
		if (strstr(c->reason, calendar[i]) || strstr(c->who, calendar[i]))
			return false;
	if (sort)
		c->reason = arena_printf(a, "%s%s%s", sort, *c->reason ? " " : "", c->reason);
	return true;
}

static bool read_line(struct arena *a, const char *line, date today, struct command *c)
{
	const char *p = days_skip(line);
	for (size_t i = 0; i < COUNT(alone); i++)
		if (text_begins(p, alone[i].word) && !*days_skip(p + strlen(alone[i].word))) {
			*c = nothing(alone[i].kind);
			return true;
		}
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t n = strlen(words[i].word);
		bool away = words[i].kind == COMMAND_LEAVE || words[i].kind == COMMAND_TRIP;
		const char *behind = away ? strstr(p, words[i].word) : NULL;
		*c = nothing(words[i].kind);
		if (words[i].kind == COMMAND_TRIP && speaks_of_report(p))
			continue;
		if (strncmp(p, words[i].word, n) == 0)
			return read_kind(a, p + n, words[i].item ? words[i].word : NULL, today, c) && (!away || said_sort(a, words[i].item ? words[i].word : NULL, c));
		if (behind && read_away_behind(a, p, behind, n, today, c) && said_sort(a, words[i].item ? words[i].word : NULL, c))
			return true;
	}
	return false;
}

/* The next of the first lines, *n of which were seen; NULL at their end. */
static const char *next_line(struct arena *a, const char **p, int *n)
{
	while (**p && *n < FIRST_LINES) {
		size_t size = strcspn(*p, "\n");
		const char *line = text_trim(a, arena_strndup(a, *p, size));
		*p += size + ((*p)[size] == '\n');
		if (!*line || *line == '>')
			continue;
		++*n;
		return line;
	}
	return NULL;
}

bool command_read(struct arena *a, const char *text, date today, struct command *c_r)
{
	const char *p = text_nfkc(a, text), *line;
	for (int n = 0; (line = next_line(a, &p, &n));)
		if (!strchr(line, '?') && read_line(a, whole_word(a, line), today, c_r))
			return true;
	return false;
}

/* 请假 ..., not 张伟请假: within words that is often more about the first. */
static bool begins_with_word(const char *line)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (text_begins(days_skip(line), words[i].word))
			return true;
	return false;
}

bool command_read_other(struct arena *a, const char *text, date today, const struct command *first, struct command *c_r)
{
	const char *p = text_nfkc(a, text), *line;
	for (int n = 0; (line = next_line(a, &p, &n));)
		if (!strchr(line, '?') && begins_with_word(line) && read_line(a, line, today, c_r) &&
		    (c_r->kind != first->kind || strcmp(c_r->who, first->who) != 0 || strcmp(c_r->what, first->what) != 0 || c_r->from != first->from || c_r->to != first->to))
			return true;
	return false;
}
