#include "parsers/typed_inside.h"

#include <string.h>

#include "base/text.h"

enum { TITLE_MAX = 40, CLOSING_MAX = 24 /* characters */ };

bool typed_closes(const char *p, const char *end)
{
	static const char *const words[] = {"谢谢", "多谢", "感谢", "謝謝", "多謝", "感謝", "發自", "顺祝", "敬祝", "顺颂", "敬颂", "此致", "敬礼", "致礼", "敬上", "谨启", "商祺", "--", "发自", "来自", "Best", "Thanks", "Regards"};
	static const char wish[] = "祝", *const wished[] = {"好", "安", "祺", "福", "利", "乐", "快", "顺", "您", "你", "大家", "工作", "生意", "身体", "商", "各位", "领导"};
	bool closes = typed_word_at(p, end, words, COUNT(words)) || (typed_word_at(p, end, &(const char *){wish}, 1) && typed_holds(p, end, wished, COUNT(wished)));
	return typed_characters(p, end) <= CLOSING_MAX && closes && !typed_has_phone(p, end) && !typed_is_firm(p, typed_trim(p, end));
}

bool typed_is_rule(const char *p, const char *end)
{
	static const char *const marks[] = {"-", "—", "–", "－", "─", "━", "=", "＝", "_", "＿", "*", "＊", "~", "～", "#", "+"}, dash[] = "——";
	const char *start = p;
	size_t count = 0, n;
	for (; p < end && (n = typed_word_at(p, end, marks, COUNT(marks))); p += n)
		count++;
	bool dashed = (size_t)(p - start) == sizeof dash - 1 && memcmp(start, dash, sizeof dash - 1) == 0;
	return typed_skip_blanks(p, end) == end && (count >= 3 || dashed);
}

static const char *const kinds[] = {"意向", "陌拜", "陌生拜访", "客户资料", "陌生拜訪", "客戶資料"};

bool typed_is_title(const char *p, const char *end)
{
	return typed_characters(p, end) <= TITLE_MAX && typed_holds(p, end, kinds, COUNT(kinds)) && !typed_has_phone(p, end) && !typed_is_firm(p, end);
}

/* 明日计划： 明天陌拜安排; not 明天的客户资料：, which is what is due. */
static bool is_plan(const char *p, const char *end)
{
	static const char *const soon[] = {"明天", "明日", "次日", "后天", "下周", "下月", "下一步", "下步", "工作"}, *const plans[] = {"计划", "安排", "打算"};
	return typed_holds(p, end, soon, COUNT(soon)) && typed_holds(p, end, plans, COUNT(plans));
}

enum typed_aside typed_under(const char *p, const char *end, enum typed_aside now)
{
	static const char *const tails[] = {":", "：", "】", "计划", "安排", "打算"}, *const samples[] = {"例：", "例:", "例如", "示例", "范例", "样例", "举例", "比如", "格式", "模板"};
	const char *last = end;
	if (end > p && typed_colon_at(end - 1, end))
		last = end - 1;
	else if (end - p >= 3 && typed_colon_at(end - 3, end))
		last = end - 3;
	bool heads = typed_ends_with(p, end, tails, COUNT(tails)) && typed_characters(p, end) <= TITLE_MAX / 2 && !typed_has_phone(p, end) && !typed_is_firm(p, last);
	bool labels = typed_names_firm(p, last) || typed_names_phone(p, last) || typed_names_person(p, last);
	if (!typed_is_title(p, end) && (!heads || labels))
		return now;
	return is_plan(p, end) ? TYPED_PLAN : typed_word_at(p, end, samples, COUNT(samples)) ? TYPED_SAMPLE : TYPED_REPORTED;
}

bool typed_reports(const char *p, const char *end)
{
	static const char *const today[] = {"今日", "今天", "本日", "当日", "已完成"};
	const char *q = p;
	if (!typed_word_at(p, end, today, COUNT(today)))
		return typed_is_title(p, end) && typed_under(p, end, TYPED_PLAN) == TYPED_REPORTED;
	while (q < end && !typed_colon_at(q, end))
		q++;
	return q < end;
}

static const char *title_words(const char *p, const char *end)
{
	static const char *const commas[] = {"，", ",", "。", "！", "!", "；"};
	for (const char *q = p; q < end;) {
		size_t n = typed_word_at(q, end, commas, COUNT(commas));
		if (n && typed_holds(q + n, end, kinds, COUNT(kinds)))
			p = typed_skip_blanks(q + n, end);
		q += n;
		if (!n)
			text_next(&q);
	}
	return p;
}

const char *typed_title(const char *p, const char **end)
{
	static const char *const opening[] = {"【", "["}, *const closing[] = {":", "：", "】", "]"};
	p = title_words(p, *end);
	p += typed_word_at(p, *end, opening, COUNT(opening));
	for (size_t i = 0; i < COUNT(closing); i++) {
		size_t n = strlen(closing[i]);
		if ((size_t)(*end - p) > n && memcmp(*end - n, closing[i], n) == 0)
			*end -= n;
	}
	return p;
}
