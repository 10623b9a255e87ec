#include "parsers/typed_inside.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/surname.h"
#include "base/text.h"

enum { LABEL_MAX = 14, FIRM_MIN = 4, FIRM_MAX = 40 /* characters */ };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t typed_word_at(const char *p, const char *end, const char *const *words, size_t count)
{
	size_t best = 0;
	for (size_t i = 0; i < count; i++) {
		if (p == end || ((*p ^ *words[i]) & ~0x20)) /* the first bytes differ in more than the case */
			continue;
		size_t n = strlen(words[i]);
		if (n > best && (size_t)(end - p) >= n && strncasecmp(p, words[i], n) == 0)
			best = n;
	}
	return best;
}

bool typed_holds(const char *p, const char *end, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (memmem(p, (size_t)(end - p), words[i], strlen(words[i])))
			return true;
	return false;
}

bool typed_ends_with(const char *p, const char *end, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(words[i]);
		if ((size_t)(end - p) >= n && memcmp(end - n, words[i], n) == 0)
			return true;
	}
	return false;
}

size_t typed_characters(const char *p, const char *end)
{
	size_t n = 0;
	for (; p < end; p++)
		n += ((unsigned char)*p & 0xC0) != 0x80;
	return n;
}

/* --- blanks and separators --- */

static size_t blank_at(const char *p, const char *end)
{
	const char *next = p;
	return p < end && text_is_space(text_next(&next)) ? (size_t)(next - p) : 0;
}

const char *typed_skip_blanks(const char *p, const char *end)
{
	for (size_t n; (n = blank_at(p, end)); p += n)
		continue;
	return p;
}

static size_t separator_at(const char *p, const char *end)
{
	static const char *const marks[] = {",", "，", ";", "；", "、", "|", "｜", "/", "／", "——", "—", "。"};
	return p < end ? typed_word_at(p, end, marks, COUNT(marks)) : 0;
}

/* What stands beside a name without being part of it. */
static size_t joint_at(const char *p, const char *end)
{
	static const char *const joints[] = {"-", "－", "–", "+", "＋"};
	return typed_word_at(p, end, joints, COUNT(joints));
}

/* 五金 - 100万: a joint with a blank behind it, where a piece would begin. */
static size_t lone_joint_at(const char *p, const char *end)
{
	size_t n = joint_at(p, end);
	return n && blank_at(p + n, end) ? n : 0;
}

const char *typed_skip_marks(const char *p, const char *end)
{
	for (size_t n; (n = blank_at(p, end)) || (n = separator_at(p, end)) || (n = lone_joint_at(p, end)); p += n)
		continue;
	return p;
}

/* Eleven digits are a number that is over. 0769 - 8888 is one that is not: more than one mark between digits needs a hyphen among them. */
static bool in_number(const char *start, const char *p, const char *after, const char *end)
{
	size_t digits = 0;
	const char *before = p, *next = after;
	while (before > start && (before[-1] == ' ' || before[-1] == '-'))
		before--;
	while (next < end && (*next == ' ' || *next == '-'))
		next++;
	bool joined = (before == p && next == after) || memchr(before, '-', (size_t)(next - before));
	if (!joined || before == start || !is_digit(before[-1]) || next == end || !is_digit(*next))
		return false;
	for (p = before; p > start && (is_digit(p[-1]) || p[-1] == ' ' || p[-1] == '-');)
		digits += is_digit(*--p);
	return digits < 11;
}

size_t typed_mark(const char *start, const char *p, const char *end)
{
	size_t n = blank_at(p, end);
	if (!n)
		n = separator_at(p, end);
	return n && !in_number(start, p, p + n, end) ? n : 0;
}

const char *typed_trim(const char *p, const char *end)
{
	for (bool more = true; more && end > p;) {
		const char *last = end - 1;
		while (last > p && ((unsigned char)*last & 0xC0) == 0x80)
			last--;
		more = blank_at(last, end) || separator_at(last, end);
		end = more ? last : end;
	}
	return end;
}

/* 甲公司（张三 13800138000） */
static size_t opens_contact(const char *p, const char *end)
{
	static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
	size_t n = typed_word_at(p, end, open, COUNT(open));
	if (!n)
		return 0;
	const char *q = p + n;
	while (q < end && !typed_word_at(q, end, close, COUNT(close)))
		text_next(&q);
	return typed_has_phone(p, q) ? n : 0;
}

/* 张, 欧阳, and how people are called: 小王, 老李, 阿强. */
bool typed_begins_person(const char *p, const char *end)
{
	static const char *const nicks[] = {"小", "老"}, aunt[] = "阿", others[] = "阿里";
	enum { AUNT_MAX = 3 };
	size_t n = typed_word_at(p, end, nicks, COUNT(nicks)), a = strlen(aunt);
	if (n && surname_begins(p + n, end))
		return true;
	bool called = (size_t)(end - p) > a && memcmp(p, aunt, a) == 0 && typed_characters(p, end) <= AUNT_MAX && !((size_t)(end - p) >= sizeof others - 1 && memcmp(p, others, sizeof others - 1) == 0);
	return called || surname_begins(p, end);
}

/* 甲公司张三13800138000: nothing but a name, then digits. */
static bool goes_on_with_person(const char *p, const char *end)
{
	enum { NAME_BYTES = 6 * 3 };
	const char *q = p, *next = p;
	if (!typed_begins_person(p, end))
		return false;
	while (next < end && next - p <= NAME_BYTES && text_is_han(text_next(&next)))
		q = next;
	return q < end && is_digit(*q) && typed_is_person(p, q) && typed_has_phone(q, end);
}

bool typed_parts(const char *start, const char *p, const char *end, size_t *size_r)
{
	if (p == start || p - start > 4 * FIRM_MAX)
		return false;
	*size_r = joint_at(p, end);
	if (*size_r) {
		bool before_word = p + *size_r < end && !is_digit(p[*size_r]);
		return typed_is_firm(start, p) || typed_is_person(start, p) || (before_word && typed_has_phone(start, p));
	}
	if (is_digit(*p) && !is_digit(p[-1])) /* 张三138... */
		return typed_is_person(start, p) && typed_has_phone(p, end);
	*size_r = opens_contact(p, end);
	return (*size_r || goes_on_with_person(p, end)) && typed_is_firm(start, p);
}

/* --- numbers before lines --- */

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

static const char *skip_numerals(const char *p, const char *end)
{
	const char *start = p;
	while (p < end && is_digit(*p) && p - start < 3)
		p++;
	for (size_t n; p - start < 9 && (n = typed_word_at(p, end, numerals, COUNT(numerals))); p += n)
		continue;
	return p;
}

/* Behind "1.": not 1.5万. */
static size_t after_number(const char *p, const char *end)
{
	static const char *const after[] = {"、", "．", "）", ")", "：", ":", "，", ",", "】", "]", "。"};
	size_t n = typed_word_at(p, end, after, COUNT(after));
	if (!n && p < end && *p == '.' && (p + 1 == end || !is_digit(p[1])))
		n = 1;
	return n ? n : blank_at(p, end);
}

/* ● ✅ 👉 and the like; "-" and "*" before a blank. */
static bool is_bullet(uint32_t c, const char *next, const char *end)
{
	switch (c) {
	case 0x2022: case 0x25CF: case 0x25A0: case 0x25C6: case 0x25B2: case 0x25B6: case 0x2605: case 0x2611: case 0x2705: case 0x2714: case 0x25AA: case 0x25B8:
	case 0x25CB: case 0x25CE: case 0x25E6: case 0x25A1: case 0x25C7: case 0x2606: case 0x2610: case 0x2713: case 0x2192: case 0x27A2: case 0x27A4:
		return true;
	default:
		return (c >= 0x1F300 && c <= 0x1FAFF) || ((c == '-' || c == '*') && blank_at(next, end) > 0);
	}
}

/* What changes how the character before it looks: a picture, a key's cap, a skin. */
static const char *skip_dress(const char *p, const char *end)
{
	for (const char *next = p; p < end; p = next) {
		uint32_t c = text_next(&next);
		if (c != 0xFE0F && c != 0x20E3 && !(c >= 0x1F3FB && c <= 0x1F3FF))
			break;
	}
	return p;
}

/* No.1, NO 2: the bytes before the digits. */
static size_t no_at(const char *p, const char *end)
{
	static const char *const words[] = {"no.", "no"};
	size_t n = typed_word_at(p, end, words, COUNT(words));
	n = n ? (size_t)(typed_skip_blanks(p + n, end) - p) : 0;
	return p + n < end && is_digit(p[n]) ? n : 0;
}

/* 客户1 甲公司: a number, where no colon makes a label of it. */
static size_t counted_at(const char *p, const char *end)
{
	static const char *const words[] = {"客户", "公司", "客戶"};
	size_t n = typed_word_at(p, end, words, COUNT(words));
	const char *next = skip_numerals(p + n, end);
	return n && next > p + n && blank_at(next, end) ? (size_t)(next - p) + blank_at(next, end) : 0;
}

size_t typed_number(const char *p, const char *end)
{
	static const char *const before[] = {"（", "(", "第", "【", "["}, *const units[] = {"家", "个", "条", "户", "位"};
	const char *q = p, *next = p;
	if (p == end)
		return 0;
	if (counted_at(p, end))
		return counted_at(p, end);
	uint32_t c = text_next(&next);
	if ((c >= 0x2460 && c <= 0x249B) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x3220 && c <= 0x3229)) {
		size_t n = after_number(next, end);
		return (size_t)(next - p) + n;
	}
	if (is_bullet(c, next, end))
		return (size_t)(skip_dress(next, end) - p);
	if (is_digit(*p) && skip_dress(next, end) > next) /* 1️⃣ */
		return (size_t)(typed_skip_marks(skip_dress(next, end), end) - p);
	static const char *const behind_letter[] = {"、", "）", ")"}; /* A、 b) */
	size_t letter = (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z' ? typed_word_at(p + 1, end, behind_letter, COUNT(behind_letter)) : 0;
	if (letter)
		return 1 + letter;
	q += typed_word_at(q, end, before, COUNT(before));
	q += no_at(q, end);
	next = skip_numerals(q, end);
	if (next == q)
		return 0;
	next += typed_word_at(next, end, units, COUNT(units));
	size_t n = after_number(next, end);
	if (n && blank_at(next, end) == n && next + n < end && is_digit(next[n]))
		return 0; /* 138 0013 8000 */
	return n ? (size_t)(next - p) + n : next == end ? (size_t)(next - p) : 0;
}

/* --- labels --- */

static const char *const glued[] = {
	"法定代表人", "法人代表", "法人", "联系人", "负责人", "联系电话", "联系方式", "电话", "手机号码", "手机号", "手机", "座机", "主营业务", "主营产品", "主营", "注册资金", "注册资本",
	"网络情况", "有无网站", "开发价值", "公司名称", "公司全名", "客户名称", "公司", "企业名称", "单位名称", "单位", "客户", "姓名",
};

size_t typed_colon_at(const char *p, const char *end)
{
	static const char *const colons[] = {":", "：", "﹕", "∶", "→"};
	size_t n = typed_word_at(p, end, colons, COUNT(colons));
	return n == 1 && p + 1 < end && p[1] == '/' ? 0 : n;
}

/* 客户二 is 客户. */
static const char *without_count(const char *p, const char *end)
{
	const char *last = end;
	while (last > p && is_digit(last[-1]))
		last--;
	for (size_t i = 0; last == end && i < COUNT(numerals); i++)
		if ((size_t)(end - p) > strlen(numerals[i]) && memcmp(end - strlen(numerals[i]), numerals[i], strlen(numerals[i])) == 0)
			last = end - strlen(numerals[i]);
	return last > p ? last : end;
}

static bool is_wordy(const char *p, const char *end)
{
	size_t han = 0, letters = 0, count = 0;
	while (p < end) {
		uint32_t c = text_next(&p);
		if (c == '.')
			return false; /* www.a.com:8080 */
		han += text_is_han(c);
		letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		count++;
	}
	return count <= LABEL_MAX && (han > 0 || letters >= 2);
}

/* Whether a firm stands at p, up to the range's end or to its first separator. */
static bool is_firm_first(const char *p, const char *end)
{
	const char *q = p;
	while (q < end && q - p <= 4 * FIRM_MAX && !separator_at(q, end))
		text_next(&q);
	return typed_is_firm(p, typed_trim(p, q)) || typed_is_firm(p, typed_trim(p, end));
}

/* Where the value would begin: 电话 138..., 电话-138... */
static const char *behind_word(const char *p, const char *end)
{
	static const char *const joints[] = {"-", "－", "–", "—"};
	p = typed_skip_blanks(p, end);
	return typed_skip_blanks(p + typed_word_at(p, end, joints, COUNT(joints)), end);
}

/* Whether what stands right behind a word, which ends at `at`, is what it would name: 电话138..., not 电话配件. */
static bool goes_on(const char *word, const char *at, const char *p, const char *end)
{
	if (p == end)
		return false;
	if (typed_names_phone(word, at))
		return is_digit(*p) || *p == '+' || *p == '(';
	if (typed_names_firm(word, at)) /* 公司全名甲公司; 公司 and 客户 may be a part of what a firm is called */
		return (p > at || typed_characters(word, at) >= FIRM_MIN) && is_firm_first(p, end);
	return !typed_names_person(word, at) || surname_begins(p, end);
}

/* 甲公司 联系人：张三: the label begins behind the firm. */
static bool begins_with_firm(const char *p, const char *end)
{
	const char *q = p;
	while (q < end && !blank_at(q, end))
		text_next(&q);
	return q < end && typed_is_firm(p, q);
}

const char *typed_label_text(struct arena *a, const char *p, const char *end)
{
	struct buf out = {0};
	bool letters = false;
	for (const char *q = p, *next = p; q < end; q = next) {
		uint32_t c = text_next(&next);
		letters |= c < 0x80 && !text_is_space(c);
		if (!text_is_space(c))
			buf_add(&out, q, (size_t)(next - q));
	}
	const char *text = letters ? arena_strndup(a, p, (size_t)(end - p)) : arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return text_trim(a, text);
}

bool typed_opens_label(const char *p, const char *end)
{
	static const char *const opening[] = {"【", "[", "［"};
	static const char *const others[] = {"主营", "业务", "产品", "行业", "资金", "资本", "网络", "推广", "网站", "网址", "价值", "地址", "备注", "职务", "职位", "意向", "等级"};
	const char *label, *stop;
	if (!typed_word_at(p, end, opening, COUNT(opening)) || !typed_label(p, end, false, &label, &stop))
		return false;
	return typed_names_firm(label, stop) || typed_names_phone(label, stop) || typed_names_person(label, stop) || typed_holds(label, stop, others, COUNT(others));
}

/* 法人=张三: behind Chinese words alone, and not 网址 www.a.com/?id=3. */
static size_t equals_at(const char *start, const char *p, const char *end)
{
	static const char *const marks[] = {"=", "＝"};
	size_t n = typed_word_at(p, end, marks, COUNT(marks));
	for (const char *q = start; n && q < p;) {
		uint32_t c = text_next(&q);
		if (!text_is_han(c) && !text_is_space(c))
			return 0;
	}
	return n;
}

static size_t joins_label_at(const char *start, const char *p, const char *end)
{
	size_t n = typed_colon_at(p, end);
	return n ? n : equals_at(start, p, end);
}

size_t typed_label(const char *p, const char *end, bool known, const char **label_r, const char **label_end_r)
{
	static const char *const opening[] = {"【", "[", "［"}, *const closing[] = {"】", "]", "］"};
	size_t open = typed_word_at(p, end, opening, COUNT(opening)), close = 0;
	const char *q = p + open, *start = q;
	while (q < end && !(close = typed_word_at(q, end, closing, COUNT(closing))) && !(close = joins_label_at(start, q, end)) && separator_at(q, end) == 0 &&
	       !(*q >= '0' && *q <= '9' && q == start) && q - p < 4 * LABEL_MAX)
		text_next(&q);
	bool joined = close && joins_label_at(start, q, end), bracketed = open && close && !joined;
	if (close && (bracketed || !open) && (bracketed || joined) && is_wordy(start, q) && !begins_with_firm(start, q)) {
		*label_r = start;
		*label_end_r = without_count(start, typed_trim(start, q));
		q += close;
		return (size_t)(q + (bracketed ? typed_colon_at(q, end) : 0) - p);
	}
	size_t n = known ? typed_word_at(p, end, glued, COUNT(glued)) : 0;
	const char *value = n ? behind_word(p + n, end) : p;
	*label_r = p;
	*label_end_r = p + n;
	return n && goes_on(p, p + n, value, end) ? (size_t)(value - p) : 0;
}

bool typed_names_firm(const char *label, const char *end)
{
	static const char *const tails[] = {"公司", "企业", "单位", "客户", "商户", "商家", "店名", "厂名", "名称", "全名", "全称", "公司名", "企业名", "单位名", "客户名",
					    "企業", "單位", "客戶", "商戶", "廠名", "名稱", "全稱"};
	static const char *const others[] = {"法人", "联系", "产品", "业务", "网站", "负责", "代表", "项目", "开户", "竞争", "聯", "產品", "業務", "網站", "負責", "開戶", "競爭"};
	return typed_ends_with(label, end, tails, COUNT(tails)) && !typed_holds(label, end, others, COUNT(others));
}

bool typed_names_phone(const char *label, const char *end)
{
	static const char *const words[] = {"电话", "手机", "座机", "固话", "联系方式", "号码", "電話", "手機", "座機", "固話", "聯繫方式", "聯絡方式", "號碼", "Tel", "tel", "TEL", "Mobile", "Phone"};
	return typed_holds(label, end, words, COUNT(words));
}

bool typed_names_person(const char *label, const char *end)
{
	static const char *const words[] = {"法人", "法定代表", "联系人", "负责人", "老板", "决策人", "对接人", "被访", "接待", "拜访对象", "姓名", "聯繫人", "聯絡人", "負責人", "老闆", "被訪", "拜訪對象"};
	return typed_holds(label, end, words, COUNT(words)) && !typed_names_phone(label, end);
}

bool typed_names_list(const char *label, const char *end)
{
	static const char *const tails[] = {"意向客户", "陌拜客户", "陌拜", "客户资料", "意向客戶", "陌拜客戶", "客戶資料"};
	return typed_ends_with(label, end, tails, COUNT(tails));
}

bool typed_names_asked(const char *label, const char *end)
{
	static const char *const words[] = {"主营", "经营范围", "主要产品", "注册资", "注资", "网络情况", "网络状况", "推广情况", "网站", "价值", "主營", "經營範圍", "註冊資", "網絡情況", "網站", "價值"};
	return typed_holds(label, end, words, COUNT(words));
}

bool typed_names_form(const char *label, const char *end)
{
	static const char *const tails[] = {"格式", "模板", "顺序", "順序"};
	return typed_ends_with(label, end, tails, COUNT(tails));
}

bool typed_of_signature(const char *label, const char *end)
{
	static const char *const words[] = {"邮箱", "邮件", "传真", "部门", "邮编", "mail", "Mail", "MAIL", "Fax", "FAX", "fax"};
	return typed_holds(label, end, words, COUNT(words));
}

/* --- pieces --- */

/* As long as firms' names are, and no sentence. */
static bool is_name(const char *p, const char *end)
{
	static const char *const starts[] = {"跟进", "联系", "走访", "回访", "计划", "完成", "继续", "关于", "请", "和", "与", "给", "我"};
	static const char *const sentence[] = {"今天", "昨天", "明天", "拜访", "我们", "你们", "他们", "见到", "去了", "到了", "打了", "附件", "您好", "你好", "。", "！", "？", "：", ":", "公司是"};
	size_t n = typed_characters(p, end);
	return n >= FIRM_MIN && n <= FIRM_MAX && !typed_word_at(p, end, starts, COUNT(starts)) && !typed_holds(p, end, sentence, COUNT(sentence));
}

bool typed_is_firm(const char *p, const char *end)
{
	static const char *const tails[] = {
		"公司", "集团", "厂", "店", "经营部", "工作室", "商行", "中心", "事务所", "研究院", "研究所", "学校", "医院", "合作社", "门市部", "商贸", "酒店", "超市", "协会",
		"幼儿园", "餐厅", "酒楼", "俱乐部", "批发部", "服务部", "加工部", "营业部", "药房", "诊所", "（有限合伙）", "(有限合伙)", "廠", "集團", "經營部", "商貿", "門市部", "Ltd", "Ltd.", "LTD", "LTD.", "Inc", "Inc.",
	};
	const char *last = end;
	if (last > p && typed_ends_with(p, last, (const char *const[]){")", "）"}, 2)) { /* 甲公司（存续） */
		const char *open = last;
		while (open > p && *open != '(' && strncmp(open, "（", 3) != 0)
			open--;
		last = open > p && !typed_ends_with(p, end, &tails[29], 2) ? open : last;
	}
	return is_name(p, end) && typed_ends_with(p, last, tails, COUNT(tails));
}

bool typed_may_be_firm(const char *p, const char *end)
{
	static const char *const others[] = {"负责", "经理", "老板", "采购", "法人", "代表", "联系", "电话", "手机", "号码", "微信", "地址", "备注", "资料", "客户", "意向", "陌拜", "计划", "安排",
					     "明日", "今日", "昨日", "上午", "下午", "跟进", "回访", "走访", "介绍", "对方", "预约", "约好", "需要", "考虑", "兴趣", "合作", "报价", "先生", "女士", "小姐"};
	size_t digits = 0;
	for (const char *q = p; q < end; q++)
		digits += is_digit(*q);
	return is_name(p, end) && digits < FIRM_MIN && !typed_holds(p, end, others, COUNT(others)) && !typed_is_trade(p, end) && is_wordy(p, end);
}

bool typed_is_trade(const char *p, const char *end)
{
	static const char *const starts[] = {"供应", "长期", "做", "主营", "主做", "生产", "经营", "销售", "配套", "代理", "客户", "合作", "隔壁", "介绍", "朋友", "另外", "还有", "也"};
	return typed_word_at(p, end, starts, COUNT(starts)) > 0;
}

/* 张总（老板）: where the bracket at the end opens, if it is short. */
static const char *before_bracket(const char *p, const char *end)
{
	static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
	enum { BRACKET_BYTES = 10 * 3 };
	const char *q = end;
	if (end == p || !typed_ends_with(p, end, close, COUNT(close)))
		return end;
	while (q > p && end - q < BRACKET_BYTES && !typed_word_at(q, end, open, COUNT(open)))
		q--;
	return typed_word_at(q, end, open, COUNT(open)) ? q : end;
}

bool typed_is_person(const char *p, const char *end)
{
	static const char *const titles[] = {"总经理", "经理", "先生", "小姐", "女士", "老板", "总", "工", "姐", "哥", "主任", "厂长", "董"};
	end = before_bracket(p, end);
	size_t n = typed_characters(p, end), most = typed_ends_with(p, end, titles, COUNT(titles)) ? 6 : 4;
	if (n < 2 || n > most || !typed_begins_person(p, end))
		return false;
	while (p < end)
		if (!text_is_han(text_next(&p)))
			return false;
	return true;
}

/* 138.0013.8000 138·0013·8000 138/0013/8000: what dates and prices are not. */
static bool is_pointed_mobile(const char *p, const char *end)
{
	static const char *const points[] = {".", "·", "•", "/", "・"};
	static const size_t groups[] = {3, 4, 4};
	if (end - p < 13 || p[0] != '1' || p[1] < '3')
		return false;
	for (size_t i = 0; i < COUNT(groups); i++) {
		size_t n = i ? typed_word_at(p, end, points, COUNT(points)) : 0, digits = 0;
		if (i && !n)
			return false;
		for (p += n; p < end && is_digit(*p); p++)
			digits++;
		if (digits != groups[i])
			return false;
	}
	return true;
}

bool typed_has_phone(const char *p, const char *end)
{
	size_t digits = 0;
	for (; p < end; p++) {
		if ((is_digit(*p) && ++digits >= 7) || (digits == 1 && is_pointed_mobile(p, end)))
			return true;
		if (!is_digit(*p) && *p != ' ' && *p != '-')
			digits = 0;
	}
	return false;
}
