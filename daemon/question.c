#include "question.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "days.h"
#include "mailkind.h"

enum { FIRST_LINES = 3, FEW_LINES = 4, NAME_CHARS = 12, MATTER_CHARS = 40, COMPANY_CHARS = 60, NUMBER_BYTES = 40, PURPOSE_CHARS = 100, COURTESY_CHARS = 4, ASKED_CHARS = 16, LINE_BYTES = 500 };
#define COUNT(list) (sizeof(list) / sizeof *(list))

const char *const question_names[QUESTION_COUNT] = {"none", "help", "who_owes", "mine", "why", "customer", "person", "number", "slip", "slips"};

/* ---- what may follow the words ---- */

/* Past blanks and a colon. */
static const char *past_mark(const char *p)
{
	return p + strspn(p, " :");
}

/* Without what politeness and punctuation add at the end. */
static const char *bare_end(struct arena *a, const char *text)
{
	static const char *const ends[] = {"?", "!", ".", ",", "。", "、", "的档案", "的资料", "的情况", "的统计", "的记录", "情况", "统计", "到哪了", "进度", "的状态", "吗", "呢", "的"};
	char *s = text_trim(a, text);
	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t n = strlen(s), k = strlen(ends[i]);
		if (n > k && strcmp(s + n - k, ends[i]) == 0) {
			s[n - k] = '\0';
			s = text_trim(a, s);
			i = (size_t)-1;
		}
	}
	return s;
}

static bool nothing(struct arena *a, const char *rest, date today, struct asked *q)
{
	(void)a;
	(void)today;
	(void)q;
	return !*days_skip(rest);
}

static bool entry(struct arena *a, const char *rest, date today, struct asked *q)
{
	const char *p = days_skip(rest);
	size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
	(void)today;
	while (n && p[n - 1] == '.') /* the sentence's */
		n--;
	q->what = arena_strndup(a, p, n);
	return strchr(q->what, '.') != NULL;
}

/* 用途：对账, behind a company's name. */
static const char *purpose_at(struct arena *a, const char *p)
{
	static const char *const words[] = {"用途", "目的", "事由", "原因", "理由", "因为", "为了", "因"};
	p = days_skip(p);
	for (size_t i = 0; i < COUNT(words); i++)
		if (text_begins(p, words[i]))
			return text_cut(a, text_trim(a, days_skip(p + strlen(words[i]))), PURPOSE_CHARS);
	return NULL;
}

static bool is_company(const char *name)
{
	size_t han = 0;
	for (const char *p = name; *p;) {
		uint32_t c = text_next(&p);
		if (c == ':' || c == '?' || c == '!' || c == 0x3002 /* 。 */ || c == 0x3001 /* 、 */)
			return false;
		han += text_is_han(c);
	}
	return text_count(name) >= 2 && text_count(name) <= COMPANY_CHARS && (han >= 2 || text_count(name) >= 4);
}

/* Up to a blank or a comma; behind it only a purpose may stand. */
static bool company(struct arena *a, const char *rest, date today, struct asked *q)
{
	const char *p = past_mark(rest), *gap = p;
	(void)today;
	for (const char *next = p; *next; gap = next) {
		uint32_t c = text_next(&next);
		if (c == ',' || c == ';' || text_is_space(c))
			break;
	}
	const char *purpose = *gap ? purpose_at(a, gap) : "";
	q->what = bare_end(a, arena_strndup(a, p, (size_t)(gap - p)));
	if (!purpose && strcmp(text_trim(a, gap), "的档案") != 0 && strcmp(text_trim(a, gap), "档案") != 0 && *days_skip(gap))
		return false;
	q->purpose = purpose ? purpose : "";
	return is_company(q->what);
}

static bool number(struct arena *a, const char *rest, date today, struct asked *q)
{
	const char *p = bare_end(a, past_mark(rest));
	size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/.");
	(void)today;
	q->what = p;
	return n && !p[n] && n <= NUMBER_BYTES && p[strcspn(p, "0123456789")];
}

/* JG-20260914-1: two to four letters, a day, a number. */
static bool slip(struct arena *a, const char *rest, date today, struct asked *q)
{
	const char *p = bare_end(a, past_mark(rest));
	size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	size_t day = p[n] == '-' ? strspn(p + n + 1, "0123456789") : 0, at = n + 1 + day, last;
	(void)today;
	if (n < 2 || n > 4 || day != 8 || p[at] != '-' || strlen(p) > NUMBER_BYTES)
		return false;
	last = strspn(p + at + 1, "0123456789");
	q->what = text_upper(a, p);
	return last && !p[at + 1 + last];
}

static bool is_name(const char *name)
{
	for (const char *p = name; *p;) {
		uint32_t c = text_next(&p);
		if (text_is_space(c) || (text_is_punct(c) && c != '.' && c != '-' && c != '_' && c != 0xB7 /* · */))
			return false;
	}
	return text_count(name) <= NAME_CHARS;
}

/* 张伟 上周, 张伟9月1日至9月14日, 上周: the stretch begins at the first place from which on it is one. */
static bool person(struct arena *a, const char *rest, date today, struct asked *q)
{
	const char *whole = bare_end(a, past_mark(rest)), *p = whole;
	for (; *p; text_next(&p))
		if (days_stretch(p, today, &q->from, &q->to))
			break;
	q->period = *p != '\0';
	q->what = bare_end(a, arena_strndup(a, whole, (size_t)(p - whole)));
	if (strcmp(q->what, "我") == 0 || strcmp(q->what, "本人") == 0)
		q->what = "";
	if (!q->period) {
		q->from = date_monday(today);
		q->to = q->from + 6;
	}
	return is_name(q->what) && (*q->what || q->period);
}

/* 我的统计 本月: a time, and nobody's name. */
static bool stretch(struct arena *a, const char *rest, date today, struct asked *q)
{
	return person(a, rest, today, q) && q->period && !*q->what;
}

/* ---- the questions ---- */

enum { LOOKED = 1 /* only behind 查 */, WEAK = 2 /* may be said of a thing as well: only if the mail says hardly more, and no label of a form */ };

/* The first that fits is it. */
static const struct shape {
	enum question question;
	const char *words;      /* blanks around each, the longer ones first; none: what follows stands at once */
	bool (*follows)(struct arena *a, const char *rest, date today, struct asked *q);
	unsigned how;
} shapes[] = {
	{QUESTION_HELP, " 使用帮助 使用说明 怎么使用 怎么用 帮助 help ", nothing, 0},
	{QUESTION_WHO_OWES, " 今天还有谁没交 还有谁没交 今天谁没交 谁没交客户资料 谁没交资料 谁没交名单 谁没有交 谁还没交 谁没交 没交的有谁 谁缺交 ", nothing, 0},
	{QUESTION_MINE, " 我的统计 我的情况 ", nothing, 0},
	{QUESTION_PERSON, " 我的统计 我的情况 ", stretch, 0},
	{QUESTION_SLIPS, " 我的单据 我的申请 我的审批 我的待办 单据 待办 ", nothing, 0},
	{QUESTION_WHY, " 为什么 ", entry, 0},
	{QUESTION_SLIP, " 单据 单号 ", slip, 0},
	{QUESTION_SLIP, "", slip, WEAK},
	{QUESTION_CUSTOMER, " 客户档案 客户 ", company, WEAK},
	{QUESTION_NUMBER, " 合同编号 合同号 合同 编号 ", number, WEAK},
	{QUESTION_NUMBER, "", number, LOOKED},
	{QUESTION_PERSON, "", person, LOOKED},
};

/* Behind the word that the line begins with, or NULL. */
static const char *behind_word(const char *line, const char *words)
{
	if (!*words)
		return line;
	for (const char *p = words; p[1];) {
		size_t n = strcspn(p + 1, " ");
		if (strncmp(line, p + 1, n) == 0)
			return line + n;
		p += n + 1;
	}
	return NULL;
}

/* 请查一下 张伟 上周 -> 张伟 上周; NULL: nobody asks to look. */
static const char *behind_look(const char *line)
{
	static const char *const polite[] = {"请帮我", "请帮忙", "麻烦", "帮我", "帮忙", "请"};
	static const char *const looks[] = {"查一下", "查询", "查看", "查下", "查"};
	for (size_t i = 0; i < COUNT(polite); i++)
		if (text_begins(line, polite[i])) {
			line += strlen(polite[i]);
			break;
		}
	for (size_t i = 0; i < COUNT(looks); i++)
		if (text_begins(line, looks[i]))
			return past_mark(line + strlen(looks[i]));
	return NULL;
}

static bool read_line(struct arena *a, const char *line, bool few, date today, struct asked *q)
{
	const char *look = behind_look(line);
	for (size_t i = 0; strlen(line) <= LINE_BYTES && i < COUNT(shapes); i++) {
		const struct shape *s = &shapes[i];
		const char *rest = behind_word(look ? look : line, s->words);
		bool label = rest && *s->words && s->follows == company && *rest != ' '; /* 客户：X, 客户反映 */
		*q = (struct asked){.question = s->question, .what = "", .purpose = "", .from = DATE_NONE, .to = DATE_NONE};
		if (!rest || (s->how & LOOKED && !look) || (s->how & WEAK && !look && (!few || label || *rest == ':')))
			continue;
		if (s->follows(a, rest, today, q))
			return true;
	}
	return false;
}

/* ---- a mail's words ---- */

/* The next line that is not empty and not quoted, or NULL. */
static const char *next_line(struct arena *a, const char **p)
{
	while (**p) {
		size_t n = strcspn(*p, "\n");
		const char *line = text_trim(a, arena_strndup(a, *p, n));
		*p += n + ((*p)[n] == '\n');
		if (*line && *line != '>')
			return line;
	}
	return NULL;
}

static size_t count_lines(struct arena *a, const char *text)
{
	size_t n = 0;
	while (n <= FEW_LINES && next_line(a, &text))
		n++;
	return n;
}

static bool is_courtesy(const char *line)
{
	static const char *const words[] = {"发自", "发送自", "来自", "从我的", "Sent from", "谢谢", "多谢", "感谢", "辛苦", "您好", "你好", "如题", "--"};
	return text_count(line) <= COURTESY_CHARS || (text_count(line) <= 2 * NAME_CHARS && text_holds_any(line, words, COUNT(words)));
}

/* Nothing but thanks, a name, and what a telephone adds. */
static bool only_courtesy(struct arena *a, const char *text)
{
	const char *line;
	while ((line = next_line(a, &text)))
		if (!is_courtesy(line))
			return false;
	return true;
}

/* 我的统计, 谁没交 are as short as a greeting: a line that asks is none. */
static bool asks(struct arena *a, const char *line, date today)
{
	struct asked q;
	return read_line(a, line, false, today, &q);
}

const char *question_line(struct arena *a, const char *text, date today)
{
	const char *p = text_nfkc(a, text ? text : ""), *line, *only = NULL;
	while ((line = next_line(a, &p))) {
		if (is_courtesy(line) && !asks(a, line, today))
			continue;
		if (only)
			return NULL;
		only = line;
	}
	return only;
}

bool question_alone(struct arena *a, const char *text, date today)
{
	const char *line = question_line(a, text, today);
	return line && asks(a, line, today);
}

bool question_read(struct arena *a, const char *subject, const char *text, date today, struct asked *q_r)
{
	enum subject_prefix prefix;
	const char *own = text_nfkc(a, text ? text : ""), *p = own, *line;
	bool few = count_lines(a, own) <= FEW_LINES;
	for (int i = 0; i < FIRST_LINES && (line = next_line(a, &p)); i++)
		if (read_line(a, line, few, today, q_r))
			return true;
	const char *title = text_trim(a, text_nfkc(a, subject_strip(a, subject, &prefix)));
	if (prefix == SUBJECT_PLAIN && *title && only_courtesy(a, own) && read_line(a, title, true, today, q_r))
		return true;
	*q_r = (struct asked){.question = QUESTION_NONE, .what = "", .purpose = "", .from = DATE_NONE, .to = DATE_NONE};
	return false;
}

/* Of one line, short enough to be nothing but a question; behind a letter of ours, the subjects of letters are talk. */
static bool seems_asked(const char *line, bool reply)
{
	static const char *const asking[] = {"怎么", "如何", "多少", "谁", "哪", "什么", "吗", "呢", "?", "几点"}, *const subjects[] = {"统计", "日报", "查询", "帮", "没交", "情况", "乐捐"};
	return text_count(line) <= ASKED_CHARS && (text_holds_any(line, asking, COUNT(asking)) || (!reply && text_holds_any(line, subjects, COUNT(subjects))));
}

/* 申诉, 已缴, 请假 ...: what is said to the clerk, where it begins a line. */
static bool begins_matter(const char *line)
{
	static const char *const words[] = {"申诉", "申訴", "已缴", "乐捐", "罚款", "请假", "休假", "免除", "撤回"};
	static const char *const before[] = {"我要", "我想", "我", "本人", "申请", "关于", "昨天的", "想", "要"};
	for (size_t i = 0; i < COUNT(before); i++)
		if (text_begins(line, before[i])) {
			line += strlen(before[i]);
			i = (size_t)-1;
		}
	return text_begins_any(line, words, COUNT(words));
}

bool question_matter(struct arena *a, const char *subject, const char *text)
{
	enum subject_prefix prefix;
	const char *title = text_trim(a, text_nfkc(a, subject_strip(a, subject, &prefix))), *own = text_nfkc(a, text ? text : "");
	const char *line, *p = own;
	bool found = prefix == SUBJECT_PLAIN && begins_matter(title);
	if (prefix != SUBJECT_PLAIN && prefix != SUBJECT_REPLY)
		return false;
	for (int i = 0; !found && i < FIRST_LINES && (line = next_line(a, &p)); i++)
		found = begins_matter(line);
	return found && count_lines(a, own) <= FEW_LINES;
}

/* 张伟离职了, 这个月不罚了: what the clerk is told of, wherever it stands in a line. */
static bool speaks_of_matter(const char *line, bool reply)
{
	static const char *const words[] = {"请假", "销假", "病了", "生病", "不舒服", "入职", "离职", "辞职", "辞退", "换邮箱", "新邮箱", "这个邮箱", "邮箱改", "调岗", "转岗",
	                                    "调到", "升任", "代理", "移交", "乐捐", "免除", "申诉", "已缴", "已转", "已收", "到账", "退款", "撤回", "取消"};
	static const char *const said_first[] = {"休假", "年假", "调休", "婚假", "产假", "丧假", "病假", "事假", "放假", "出差", "罚", "发信", "规则", "改为", "改成"};
	const char *customer = strstr(line, "客户"); /* 客户请假了 */
	bool theirs = customer && !text_begins(customer, "客户资料");
	return !theirs && text_count(line) <= MATTER_CHARS && (text_holds_any(line, words, COUNT(words)) || (!reply && text_holds_any(line, said_first, COUNT(said_first))));
}

/* 我在休假，有什么急事请联系张三: a robot's answer to a letter of ours, though nothing else says so. */
static bool sounds_away(struct arena *a, const char *text)
{
	static const char *const words[] = {"休假", "出差", "假期", "年假", "产假", "请联系", "联系我", "无法及时", "不能及时", "尽快回复", "及时回复", "自动"};
	const char *line;
	while ((line = next_line(a, &text)))
		if (text_holds_any(line, words, COUNT(words)))
			return true;
	return false;
}

bool question_asks(struct arena *a, const char *subject, const char *text)
{
	enum subject_prefix prefix;
	const char *title = text_trim(a, text_nfkc(a, subject_strip(a, subject, &prefix))), *own = text_nfkc(a, text ? text : "");
	const char *p = own, *line = next_line(a, &p);
	bool plain = prefix == SUBJECT_PLAIN;
	if (!plain && sounds_away(a, own))
		return question_matter(a, subject, text);
	bool asked = (line && seems_asked(line, !plain) && only_courtesy(a, p)) || (plain && seems_asked(title, false) && only_courtesy(a, own));
	if (prefix == SUBJECT_FORWARD || asked || count_lines(a, own) > FEW_LINES)
		return asked && prefix != SUBJECT_FORWARD;
	for (p = own; !asked && (line = next_line(a, &p));)
		asked = speaks_of_matter(line, !plain);
	return asked || (plain && speaks_of_matter(title, false));
}
