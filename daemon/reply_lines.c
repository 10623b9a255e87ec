#include "reply_inside.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/surname.h"
#include "base/text.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
enum { GREETING_MAX = 14, NAME_MAX = 4, MAX_GREETINGS = 8, MAX_LINES = 400, HAN = 3 /* bytes */ };

/* ---- one line ---- */

/* Emoji by what they do to the words beside them: 0 nothing, else what stands for it. Circled digits in black count items, too. */
static bool is_emoji(uint32_t c, char *as_r)
{
	static const uint32_t crosses[] = {0x274C, 0x274E, 0x2715, 0x2716, 0x2717, 0x2718, 0xD7, 0x1F6AB, 0x1F44E, 0x1F645, 0x26D4, 0x1F196};
	static const uint32_t questions[] = {0x2753, 0x2754, 0x1F914, 0x1F928, 0x1F615};
	*as_r = 0;
	for (size_t i = 0; i < COUNT(crosses); i++)
		if (c == crosses[i])
			*as_r = REPLY_CROSS;
	for (size_t i = 0; i < COUNT(questions); i++)
		if (c == questions[i])
			*as_r = '?';
	if (c >= 0x2776 && c <= 0x2793)
		*as_r = (char)('0' + (c - 0x2776 + 1) % 10);
	return *as_r || (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || c == 0x221A || c == 0xFE0F || c == 0x20E3 ||
	       c == 0xFFFC || (c >= 0xE0020 && c <= 0xE007F);
}

/* [强] [抱拳] of QQ and WeChat, where text stands for their pictures: their end, or NULL. */
static const char *pictured(const char *p)
{
	static const char *const names[] = {"强", "抱拳", "握手", "玫瑰", "微笑", "呲牙", "愉快", "合十", "ok", "OK", "胜利", "鼓掌", "拥抱", "可爱", "偷笑", "赞", "心", "爱心", "咖啡", "害羞", "憨笑", "嘿哈"};
	if (*p != '[' && *p != '/')
		return NULL;
	const char *end = reply_match_any(p + 1, names, COUNT(names));
	if (!end || (*p == '[' && *end != ']'))
		return NULL;
	return *p == '[' ? end + 1 : end;
}

/* ①, ❶, ㉑: a number in one character. */
static bool is_circled(uint32_t c)
{
	return (c >= 0x2460 && c <= 0x2473) || (c >= 0x24EB && c <= 0x24FE) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x3251 && c <= 0x325F) || (c >= 0x32B1 && c <= 0x32BF);
}

/* ①③ are two numbers, which NFKC would make 13. */
static const char *circles_apart(struct arena *a, const char *line)
{
	struct buf b = {0};
	bool circled = false;
	for (const char *p = line, *here; *(here = p);) {
		bool before = circled;
		circled = is_circled(text_next(&p));
		if (before && circled)
			buf_adds(&b, "、");
		buf_add(&b, here, (size_t)(p - here));
	}
	const char *apart = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return apart;
}

static const char *prepared(struct arena *a, const char *line)
{
	struct buf b = {0};
	const char *p = text_nfkc(a, circles_apart(a, line)), *end;
	for (bool blank = true; *p;) {
		char as, bytes[4];
		if ((end = pictured(p))) {
			p = end;
			continue;
		}
		uint32_t c = text_next(&p);
		if (is_emoji(c, &as)) {
			if (as)
				buf_add(&b, &as, 1);
			continue;
		}
		bool space = text_is_space(c) || c < 0x20;
		if (space && blank)
			continue;
		blank = space;
		if (c < 0x80)
			c = (uint32_t)tolower((int)c);
		buf_add(&b, bytes, text_put(bytes, space ? ' ' : c));
	}
	char *text = text_trim(a, arena_strndup(a, b.data ? b.data : "", b.size));
	buf_release(&b);
	return text;
}

/* ---- names, dates, greetings ---- */

static const char *date_end(const char *p)
{
	const char *q = p;
	int parts = 0;
	while (isdigit((unsigned char)*q)) {
		while (isdigit((unsigned char)*q))
			q++;
		parts++;
		const char *sep = reply_match_any(q, (const char *const[]){"年", "月", "日", "号", "-", "/", ".", ":"}, 8);
		if (!sep)
			break;
		q = sep;
		while (*q == ' ')
			q++;
	}
	return parts >= 2 ? q : p;
}

static const char *const titles[] = {"总经理", "总监", "经理", "主管", "总", "会计", "老师", "先生", "女士", "小姐", "姐", "哥", "工", "董", "老板", "主任", "部长"};

/* A person's name at p, as one is called: 陈平娜, 李总, 小张; `titled`: only with a title. */
static const char *name_end(const char *p, bool titled)
{
	const char *q = p, *title;
	size_t n = 0;
	bool familiar = strncmp(p, "小", HAN) == 0 || strncmp(p, "老", HAN) == 0 || strncmp(p, "阿", HAN) == 0;
	if (familiar)
		q += HAN;
	if (!familiar && !surname_begins(q, q + strlen(q)))
		return NULL;
	for (const char *next = q; n < NAME_MAX && *next && text_is_han(text_next(&next)); n++) {
		if ((title = reply_match_any(next, titles, COUNT(titles))))
			return title;
		q = next;
	}
	return !titled && n >= (familiar ? 1 : 2) && n < NAME_MAX ? q : NULL;
}

bool reply_is_signed(const char *line, bool titled)
{
	const char *p = reply_skip(line), *end;
	for (int pieces = 0; *p && pieces < 4; pieces++, p = reply_skip(end)) {
		end = date_end(p);
		if (end == p)
			end = name_end(p, titled);
		if (!end)
			return false;
	}
	return !*p;
}

/* 李总您好： or 各位领导 before the words: where they begin. p itself if nothing is greeted. */
static const char *past_one(const char *p)
{
	static const char *const hellos[] = {"您好", "你好", "好", "早上好", "上午好", "中午好", "下午好", "晚上好", "大家好", "各位好", "早", "hi", "hello", "dear", "领导", "各位", "各位领导",
	                                     "尊敬的", "尊敬的领导", "敬爱的", "亲爱的", "all", "同事", "同事们", "老板", "总监", "经理", "大家", "hi all"};
	const char *q = reply_skip(p), *end;
	enum reply_verb verb;
	for (int words = 0; words < 4 && *q; words++) {
		const char *name = name_end(q, false);
		end = name ? name : reply_match_any(q, hellos, COUNT(hellos));
		if ((name || words == 0) && reply_verb_at(q, &verb) && !reply_match(q, "领导")) /* 申诉 is no Mr Shen, 好 alone a yes */
			return p;
		if (!end || end - q > GREETING_MAX * HAN)
			break;
		q = end;
		while (*q == ' ')
			q++;
		const char *mark = q;
		if (!*q)
			return q;
		if (reply_is_gap(text_next(&mark)) && *q != '-')
			return reply_skip(q);
	}
	return p;
}

static const char *past_greetings(const char *p)
{
	for (int n = 0; n < MAX_GREETINGS; n++) {
		const char *rest = past_one(p);
		if (rest == p)
			break;
		p = rest;
	}
	return p;
}

/* ---- signatures ---- */

static bool begins_with(const char *line, const char *const *list, size_t count)
{
	const char *p = line;
	while (*p == ' ' || *p == '(' || *p == '*')
		p++;
	return reply_match_any(p, list, count) != NULL;
}

/* What phones put below, or above: no signature of a person. */
static bool is_device(const char *line)
{
	static const char *const words[] = {"发自", "發自", "从我的", "sent from", "sent via", "get outlook", "获取outlook", "来自qq", "来自我的", "来自手机", "来自iphone", "来自网易", "来自foxmail",
	                                    "来自outlook", "来自华为", "来自小米", "来自139", "来自189", "来自163", "来自126", "来自vivo", "来自oppo", "来自荣耀", "来自魅族", "来自三星",
	                                    "来自阿里邮", "来自钉钉", "来自飞书", "来自企业", "来自ipad", "来自安卓", "来自android", "来自apple", "來自我的", "由网易", "使用手机", "通过手机", "下载outlook", "从qq邮箱发来"};
	return begins_with(line, words, COUNT(words));
}

static bool is_signature(const char *line)
{
	static const char *const begins[] = {"--", "__", "==", "——", "──", "━━", "**", "~~", "..", "电话:", "手机:", "手机号", "tel", "mobile", "mob:", "phone", "邮箱:", "e-mail", "email", "地址:",
	                                     "微信:", "qq:", "传真:", "网址:", "http", "www.", "顺颂商祺", "祝商祺", "best regards", "regards", "kind regards", "声明:", "免责", "保密", "注意:本",
	                                     "this email", "this e-mail", "this message", "disclaimer", "confidential", "本邮件", "此邮件", "该邮件", "本电子邮件", "如您不", "如果您不", "若您不", "若不同意",
	                                     "如不同意", "如您不同意", "请考虑环境", "please consider"};
	static const char *const holds[] = {"免责声明", "保密", "disclaimer", "confidential", "退订", "本邮件", "此邮件", "如不同意", "如您不同意", "若您不同意"};
	if (begins_with(line, begins, COUNT(begins)))
		return true;
	for (size_t i = 0; i < COUNT(holds); i++)
		if (strstr(line, holds[i]))
			return true;
	return false;
}

/* What a gateway puts above a mail from outside. */
static bool is_banner(const char *line)
{
	static const char *const outside[] = {"外部邮件", "来自外部", "来自组织外部", "来自公司外部", "来自单位外部", "来源于外部", "外部发件人", "外部邮箱", "发件人来自外", "不经常收到", "通常不会收到来自", "请勿点击", "不要点击", "谨慎点击",
	                                      "external sender", "external email", "external mail", "outside of the org", "outside of your org", "outside the org", "outside your org", "often get email from", "bannerstart", "bannerend"};
	static const char *const warns[] = {"注意", "谨慎", "警惕", "提醒", "提示", "警告", "请勿", "点击", "小心", "防范", "重要", "安全", "caution", "warning", "don't", "do not", "click", "sender", "important", "banner", "[", "【"};
	bool found = false, warned = false;
	enum reply_verb verb;
	for (size_t i = 0; i < COUNT(outside) && !found; i++)
		found = strstr(line, outside[i]);
	for (size_t i = 0; i < COUNT(warns) && !warned; i++)
		warned = strstr(line, warns[i]);
	return found && warned && !strchr(line, '?') && !reply_verb_at(line, &verb);
}

struct reply_lines reply_lines(struct arena *a, const char *text)
{
	struct reply_lines l = {0};
	bool gap = false;
	for (const char *p = text; *p && l.lines_count < MAX_LINES;) {
		size_t n = strcspn(p, "\n");
		const char *line = prepared(a, arena_strndup(a, p, n));
		p += n + (p[n] == '\n');
		gap = gap || !*line;
		if (!*line || *line == '>' || (!l.lines_count && (is_device(line) || is_banner(line) || !*(line = past_greetings(line)))))
			continue;
		if (is_device(line) || (l.lines_count && is_signature(line)))
			break;
		if (!*reply_skip(line) && !strchr(line, REPLY_CROSS) && !strchr(line, '?'))
			continue;
		ARENA_PUSH(a, &l, lines) = (struct reply_line){.text = line, .gap = gap && l.lines_count};
		gap = false;
	}
	return l;
}
