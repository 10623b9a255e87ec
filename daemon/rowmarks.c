#include "rowmarks.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "classify.h"
#include "layout.h"

#define COUNT(words) (sizeof(words) / sizeof *(words))

/* What a mark is told by stands at the start of a cell: a cell of 32 KB is not put into normal form for it. */
static const char *head(struct arena *a, const char *text)
{
	enum { HEAD_MAX = 300 }; /* bytes */
	return text_head(a, text, HEAD_MAX);
}

/* 今日合计, 长安镇小计2家: what is counted before the word, at most a number behind it. */
static bool is_part_total(const char *label)
{
	static const char *const words[] = {"合计", "总计", "小计", "共计"};
	for (size_t i = 0; i < COUNT(words); i++) {
		const char *at = strstr(label, words[i]), *rest = at ? at + strlen(words[i]) : "";
		if (at && at != label && (!*rest || (*rest >= '0' && *rest <= '9')))
			return true;
	}
	return false;
}

bool mark_total(struct arena *a, const char *text)
{
	static const char *const words[] = {"合计", "总计", "小计", "共计", "累计", "总数", "本页合计", "本页小计", "汇总"};
	if (text_begins_otherwise(text, "合总小共累本汇") && !strstr(head(a, text), "计"))
		return false;
	const char *s = text_label(a, head(a, text));
	size_t count = text_count(s);
	if (count > 14 || looks_like_company(s))
		return false;
	if (is_part_total(s))
		return true;
	if (text_begins_any(s, words, COUNT(words)))
		return count <= 4 || strpbrk(s, "0123456789") != NULL;
	return text_begins(s, "共") && s[strlen("共")] >= '0' && s[strlen("共")] <= '9';
}

bool mark_note(struct arena *a, const char *text)
{
	/* with a colon or without */
	static const char *const forms[] = {
		"制表人",   "制表日期", "填表人",   "填表日期", "填报人",   "填报日期", "审核人", "审批人",
		"提交人",   "提交日期", "汇报人",   "统计人",   "统计日期", "打印日期", "报送人", "以上",
		"注意事项", "截止日期", "数据来源", "声明",     "填表说明", "填写说明", "导出给", /* book.mark */
	};
	/* only with a colon soon after */
	static const char *const heads[] = {
		"备注",   "说明",   "注",     "附注", "附",   "审核",     "制表", "填表", "日期",
		"业务员", "录入人", "负责人", "部门", "注意", "温馨提示", "提示", "ps",
	};
	if (text_begins_otherwise(text, "制填审提汇统打报以注截数声导备说附日业录负部温pe"))
		return false;
	const char *start = head(a, text), *s = text_label(a, start), *normal = text_nfkc(a, text_trim(a, start));
	if (text_begins_any(s, forms, COUNT(forms)) || strncasecmp(normal, "exported for:", strlen("exported for:")) == 0)
		return true;
	size_t n = strcspn(normal, ":");
	return normal[n] && text_begins_any(s, heads, COUNT(heads)) && text_count(arena_strndup(a, normal, n)) <= 6;
}

bool mark_report(struct arena *a, const char *text)
{
	static const char *const words[] = {"明日计划", "明天计划", "明日工作", "明日安排", "明日工作计划", "明日工作安排", "下周计划", "下步计划", "工作计划",
					    "今日总结", "今日工作总结", "工作总结", "本周总结", "总结", "工作心得", "心得", "存在问题", "意见建议"};
	if (text_begins_otherwise(text, "明下工今本总心存意"))
		return false;
	const char *s = text_label(a, head(a, text));
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

/* 2, 12家: not the year or the day of a title. */
static bool is_tally(const char *text)
{
	static const char *const units[] = {"", "家", "个", "条", "户", "位", "人", "次"};
	enum { DIGITS_MAX = 3 };
	size_t digits = strspn(text, "0123456789");
	for (size_t i = 0; digits && digits <= DIGITS_MAX && i < COUNT(units); i++)
		if (strcmp(text + digits, units[i]) == 0)
			return true;
	return false;
}

bool mark_tally(struct arena *a, const struct table_row *row)
{
	enum { NUMBERS_MIN = 2 };
	const char *before = "";
	size_t numbers = 0;
	bool of_kind = false;
	for (size_t i = 0; i < row->cell_count; i++) {
		const char *text = text_trim(a, row->cells[i].text);
		bool number = is_tally(text);
		numbers += number;
		of_kind = of_kind || (number && classify_words(a, before) != ROW_NONE);
		before = *text ? text : before;
	}
	return of_kind && numbers >= NUMBERS_MIN;
}

/* Numbered, or a sentence of several parts, and it says what to do. */
bool mark_rule(struct arena *a, const char *text)
{
	static const char *const words[] = {"另", "须", "不得", "不要", "不能", "不可", "请填", "请勿", "填在", "填到", "填入", "务必", "严禁", "禁止"};
	static const char *const parts[] = {",", "。", ";", "、"}, *const numerals[] = {"一、", "二、", "三、", "四、", "五、", "六、"};
	const char *s = text_nfkc(a, text_trim(a, head(a, text)));
	bool listed = (*s >= '0' && *s <= '9') || *s == '(' || text_begins_any(s, numerals, COUNT(numerals)), said = false;
	for (size_t i = 0; i < COUNT(parts); i++)
		listed = listed || strstr(s, parts[i]);
	for (size_t i = 0; i < COUNT(words); i++)
		said = said || strstr(s, words[i]);
	return listed && said;
}

bool mark_sample(struct arena *a, const char *text)
{
	static const char *const words[] = {
		"例:",      "例如", "举例", "示例",   "样例",     "范例",   "(例)",   "填写示例",
		"填写范例", "例)",  "[例]", "【例】", "【示例】", "(示例)", "(样例)", "样本:", "【样例】", "如:",
	};
	if (text_begins_otherwise(text, "例举示样范填如"))
		return false;
	const char *s = text_nfkc(a, text_trim(a, head(a, text)));
	return strcmp(s, "例") == 0 || text_begins_any(s, words, COUNT(words));
}

/* As nearly all names don't. */
static bool ends_in_bracket(const char *text)
{
	size_t n = strlen(text);
	return n && (text[n - 1] == ')' || text[n - 1] == ']' || (n > 3 && (memcmp(text + n - 3, "）", 3) == 0 || memcmp(text + n - 3, "】", 3) == 0)));
}

bool mark_sample_beside(struct arena *a, const char *company, const char *note)
{
	if (!*note && !ends_in_bracket(company))
		return false;
	static const char *const inside[] = {"(示例", "(样例", "(范例", "(例)", "(例子", "(填写示例", "[示例", "【示例", "【样例", "示例)", "样例)"};
	static const char *const notes[] = {"示例", "样例", "范例", "例子", "例", "示例行", "示例数据", "填写示例", "此行为示例", "示例请删除"};
	const char *s = strstr(company, "例") ? text_nfkc(a, head(a, company)) : "";
	for (size_t i = 0; *s && i < COUNT(inside); i++)
		if (strstr(s, inside[i]))
			return true;
	s = strstr(note, "例") ? text_label(a, head(a, note)) : "";
	for (size_t i = 0; *s && i < COUNT(notes); i++)
		if (strcmp(s, notes[i]) == 0)
			return true;
	return false;
}

/* 必填, 选填 and the like: what a cell says of its column. */
static bool is_demand(const char *text)
{
	static const char *const words[] = {"必填", "选填", "可填", "可不填", "必选", "可选", "非必填", "必填项", "选填项", "(必填)", "(选填)", "（必填）", "（选填）"};
	static const char first[] = {(char)0xE5, (char)0xE9, '(', (char)0xEF}; /* of the words' bytes: spares nearly all cells the look at them */
	enum { LONGEST = 15 };
	if (!memchr(first, *text, sizeof first) || strnlen(text, LONGEST + 1) > LONGEST)
		return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* 3, (3) and C are 3; 0 of what is neither a short number nor a letter. */
static size_t counted(const char *text)
{
	enum { MOST = 100 };
	size_t number = 0;
	bool letter = false;
	uint32_t c;
	while ((c = text_next(&text))) {
		uint32_t small = c | 0x20;
		if (text_is_punct(c) || text_is_space(c))
			continue;
		if (letter || number > MOST || !((c >= '0' && c <= '9') || (!number && small >= 'a' && small <= 'z')))
			return 0;
		letter = c > '9';
		number = letter ? small - 'a' + 1 : number * 10 + c - '0';
	}
	return number;
}

/* (全称), （姓名）: what is meant by the name of its column. */
static bool is_bracketed(const char *text)
{
	static const char wide[] = "（";
	return (*text == '(' || strncmp(text, wide, sizeof wide - 1) == 0) && ends_in_bracket(text);
}

bool mark_legend(const char *const *cells, size_t count)
{
	enum { SAME_MIN = 3, COUNTED_MIN = 4 };
	const char *first = NULL;
	bool same = true, up = true, demands = true, bracketed = true;
	size_t filled = 0;
	for (size_t i = 0; i < count && (same || up || demands || bracketed); i++) {
		if (!*cells[i])
			continue;
		filled++;
		first = first ? first : cells[i];
		same = same && strcmp(cells[i], first) == 0;
		up = up && counted(cells[i]) == filled;
		demands = demands && is_demand(cells[i]);
		bracketed = bracketed && is_bracketed(cells[i]);
	}
	return ((same || demands || bracketed) && filled >= SAME_MIN) || (up && filled >= COUNTED_MIN);
}

/* Whether 企业 or 暂不 stands in it: one of them is in each placeholder, neither in nearly all names, which are looked through once for both. */
static bool may_be_placeholder(const char *text)
{
	static const char first[] = "企业", second[] = "暂不";
	for (const char *p = text; *p; p++)
		if ((p[1] == first[1] && strncmp(p, first, sizeof first - 1) == 0) || (p[1] == second[1] && strncmp(p, second, sizeof second - 1) == 0))
			return true;
	return false;
}

bool mark_placeholder(const char *text)
{
	static const char *const words[] = {"未匹配到相关企业", "未匹配到企业",     "企业信息暂不",
					    "暂不予显示",       "未查询到相关企业", "查无此企业"};
	if (!may_be_placeholder(text))
		return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

bool mark_ditto(struct arena *a, const char *text, size_t size)
{
	static const char *const marks[] = {"〃", "″", "”", "“", "\"", "''", "〞", "＂"};
	static const char *const words[] = {"同上", "同上一行", "同上行", "上同", "ditto"};
	enum { LONGEST = 24 }; /* bytes: spares the look at words in long lists */
	if (!size || size > LONGEST || text_begins_otherwise(text, "同上d"))
		return false;
	for (size_t i = 0; i < COUNT(marks); i++) { /* one of them, or several alike: ″ ″ */
		const char *p = text;
		for (size_t n = strlen(marks[i]); strncmp(p, marks[i], n) == 0 || *p == ' ';)
			p += *p == ' ' ? 1 : n;
		if (!*p)
			return true;
	}
	const char *label = text_label(a, text); /* （同上）, 同 上 */
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(label, words[i]) == 0)
			return true;
	return false;
}
