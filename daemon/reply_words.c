#include "reply_inside.h"

#include <string.h>

#include "base/surname.h"
#include "base/text.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
/* Of what may stand before a verb (我们 全部 都 ...), of soft ones before it (收到，好的，...): with more, it is none. Each word of a text is looked at. */
enum { MAX_LEADS = 8, MAX_CHAIN = 8 };

const char *const reply_verb_names[REPLY_VERBS] = {"none", "agree", "refuse", "waive", "uphold", "appeal", "paid", "received", "seen", "done", "pass on", "withdraw"};

/* What people write; English words without their blanks. soft: another verb behind it says more (收到，同意). The longest that fits
 * is meant. */
static const struct phrase {
	const char *words;
	enum reply_verb verb;
	bool soft;
} phrases[] = {
	{"同意", REPLY_AGREE, false}, {"已同意", REPLY_AGREE, false}, {"批准", REPLY_AGREE, false}, {"批準", REPLY_AGREE, false}, {"已批准", REPLY_AGREE, false},
	{"审批通过", REPLY_AGREE, false}, {"可以", REPLY_AGREE, false}, {"通过", REPLY_AGREE, false}, {"通過", REPLY_AGREE, false}, {"确认", REPLY_AGREE, false},
	{"確認", REPLY_AGREE, false}, {"已确认", REPLY_AGREE, false}, {"核准", REPLY_AGREE, false}, {"准予", REPLY_AGREE, false}, {"照准", REPLY_AGREE, false},
	{"赞成", REPLY_AGREE, false}, {"没问题", REPLY_AGREE, false}, {"沒問題", REPLY_AGREE, false}, {"没意见", REPLY_AGREE, false}, {"无异议", REPLY_AGREE, false},
	{"没有异议", REPLY_AGREE, false}, {"好的", REPLY_AGREE, true}, {"好", REPLY_AGREE, true}, {"行", REPLY_AGREE, true}, {"准", REPLY_AGREE, false},
	{"ok", REPLY_AGREE, true}, {"okay", REPLY_AGREE, true}, {"agree", REPLY_AGREE, false}, {"agreed", REPLY_AGREE, false}, {"approved", REPLY_AGREE, false},
	{"approve", REPLY_AGREE, false}, {"yes", REPLY_AGREE, false}, {"confirm", REPLY_AGREE, false}, {"confirmed", REPLY_AGREE, false}, {"noobjection", REPLY_AGREE, false}, {"审批同意", REPLY_AGREE, false}, {"审核同意", REPLY_AGREE, false}, {"审核通过", REPLY_AGREE, false},
	{"不同意", REPLY_REFUSE, false}, {"不批准", REPLY_REFUSE, false}, {"不可以", REPLY_REFUSE, false}, {"不行", REPLY_REFUSE, false}, {"不通过", REPLY_REFUSE, false},
	{"不通過", REPLY_REFUSE, false}, {"不予批准", REPLY_REFUSE, false}, {"不准", REPLY_REFUSE, false}, {"驳回", REPLY_REFUSE, false}, {"駁回", REPLY_REFUSE, false},
	{"取消", REPLY_REFUSE, false}, {"退回", REPLY_REFUSE, false}, {"拒绝", REPLY_REFUSE, false}, {"disagree", REPLY_REFUSE, false}, {"rejected", REPLY_REFUSE, false},
	{"refuse", REPLY_REFUSE, false}, {"refused", REPLY_REFUSE, false}, {"reject", REPLY_REFUSE, false}, {"decline", REPLY_REFUSE, false}, {"declined", REPLY_REFUSE, false},
	{"notagreed", REPLY_REFUSE, false}, {"notapproved", REPLY_REFUSE, false}, {"donotagree", REPLY_REFUSE, false}, {"don'tagree", REPLY_REFUSE, false},
	{"cancel", REPLY_REFUSE, false}, {"不予同意", REPLY_REFUSE, false}, {"不能同意", REPLY_REFUSE, false}, {"恕不同意", REPLY_REFUSE, false}, {"恕不能同意", REPLY_REFUSE, false}, {"不批", REPLY_REFUSE, false},
	{"打回", REPLY_REFUSE, false},
	{"免除", REPLY_WAIVE, false}, {"免了", REPLY_WAIVE, false}, {"免罚", REPLY_WAIVE, false}, {"不罚了", REPLY_WAIVE, false}, {"不用罚了", REPLY_WAIVE, false},
	{"不处罚", REPLY_WAIVE, false}, {"豁免", REPLY_WAIVE, false}, {"准予免除", REPLY_WAIVE, false}, {"予以免除", REPLY_WAIVE, false},
	{"waive", REPLY_WAIVE, false}, {"waived", REPLY_WAIVE, false}, {"免", REPLY_WAIVE, false}, {"免掉", REPLY_WAIVE, false}, {"免去", REPLY_WAIVE, false},
	{"不罚", REPLY_WAIVE, false}, {"不要罚", REPLY_WAIVE, false}, {"不要罚了", REPLY_WAIVE, false}, {"别罚", REPLY_WAIVE, false}, {"别罚了", REPLY_WAIVE, false}, {"不扣", REPLY_WAIVE, false}, {"不扣了", REPLY_WAIVE, false},
	{"维持", REPLY_UPHOLD, false}, {"維持", REPLY_UPHOLD, false}, {"维持原判", REPLY_UPHOLD, false}, {"维持原决定", REPLY_UPHOLD, false}, {"维持处罚", REPLY_UPHOLD, false},
	{"维持不变", REPLY_UPHOLD, false}, {"驳回申诉", REPLY_UPHOLD, false}, {"申诉驳回", REPLY_UPHOLD, false}, {"申诉不成立", REPLY_UPHOLD, false},
	{"不予免除", REPLY_UPHOLD, false}, {"不免除", REPLY_UPHOLD, false}, {"不能免除", REPLY_UPHOLD, false}, {"照罚", REPLY_UPHOLD, false},
	{"uphold", REPLY_UPHOLD, false}, {"upheld", REPLY_UPHOLD, false}, {"不免", REPLY_UPHOLD, false}, {"不能免", REPLY_UPHOLD, false}, {"照扣", REPLY_UPHOLD, false},
	{"申诉", REPLY_APPEAL, false}, {"申訴", REPLY_APPEAL, false}, {"要申诉", REPLY_APPEAL, false}, {"想申诉", REPLY_APPEAL, false}, {"提出申诉", REPLY_APPEAL, false},
	{"申请申诉", REPLY_APPEAL, false}, {"要求申诉", REPLY_APPEAL, false}, {"appeal", REPLY_APPEAL, false}, {"申述", REPLY_APPEAL, false}, {"有异议", REPLY_APPEAL, false}, {"提出异议", REPLY_APPEAL, false}, {"不服", REPLY_APPEAL, false},
	{"已缴", REPLY_PAID, false}, {"已繳", REPLY_PAID, false}, {"已缴纳", REPLY_PAID, false}, {"已缴清", REPLY_PAID, false}, {"已交", REPLY_PAID, false},
	{"已交清", REPLY_PAID, false}, {"已付", REPLY_PAID, false}, {"已付款", REPLY_PAID, false}, {"已支付", REPLY_PAID, false}, {"已转账", REPLY_PAID, false},
	{"已打款", REPLY_PAID, false}, {"已捐", REPLY_PAID, false}, {"已捐款", REPLY_PAID, false}, {"已经缴", REPLY_PAID, false}, {"已经交", REPLY_PAID, false},
	{"缴了", REPLY_PAID, false}, {"交了", REPLY_PAID, false}, {"付了", REPLY_PAID, false}, {"捐了", REPLY_PAID, false}, {"乐捐已缴", REPLY_PAID, false},
	{"乐捐已交", REPLY_PAID, false}, {"罚款已交", REPLY_PAID, false}, {"款已交", REPLY_PAID, false}, {"款已缴", REPLY_PAID, false}, {"钱已交", REPLY_PAID, false},
	{"paid", REPLY_PAID, false}, {"罚款已缴", REPLY_PAID, false}, {"捐款已交", REPLY_PAID, false}, {"捐款已缴", REPLY_PAID, false}, {"已乐捐", REPLY_PAID, false}, {"已转", REPLY_PAID, false}, {"钱已转", REPLY_PAID, false},
	{"款已转", REPLY_PAID, false}, {"已微信转", REPLY_PAID, false}, {"已支付宝", REPLY_PAID, false},
	{"收到", REPLY_RECEIVED, true}, {"已收到", REPLY_RECEIVED, true}, {"已收", REPLY_RECEIVED, true}, {"收悉", REPLY_RECEIVED, true}, {"知道了", REPLY_RECEIVED, true},
	{"已知悉", REPLY_RECEIVED, true}, {"知悉", REPLY_RECEIVED, true}, {"明白", REPLY_RECEIVED, true}, {"了解", REPLY_RECEIVED, true}, {"签收", REPLY_RECEIVED, true},
	{"已签收", REPLY_RECEIVED, true}, {"到账", REPLY_RECEIVED, true}, {"已到账", REPLY_RECEIVED, true}, {"到帐", REPLY_RECEIVED, true}, {"已到帐", REPLY_RECEIVED, true}, {"入账", REPLY_RECEIVED, true}, {"已入账", REPLY_RECEIVED, true},
	{"钱收到", REPLY_RECEIVED, true}, {"款收到", REPLY_RECEIVED, true}, {"钱已收到", REPLY_RECEIVED, true}, {"款已收到", REPLY_RECEIVED, true}, {"款已到账", REPLY_RECEIVED, true}, {"钱已到账", REPLY_RECEIVED, true},
	{"收原件", REPLY_RECEIVED, false}, {"原件已收", REPLY_RECEIVED, false}, {"noted", REPLY_RECEIVED, true}, {"received", REPLY_RECEIVED, true},
	{"已阅", REPLY_SEEN, true}, {"已閱", REPLY_SEEN, true}, {"已读", REPLY_SEEN, true}, {"阅", REPLY_SEEN, true}, {"阅知", REPLY_SEEN, true}, {"已阅知", REPLY_SEEN, true},
	{"已阅读", REPLY_SEEN, true}, {"已查阅", REPLY_SEEN, true}, {"read", REPLY_SEEN, true}, {"seen", REPLY_SEEN, true},
	{"已办", REPLY_DONE, false}, {"已办理", REPLY_DONE, false}, {"办妥", REPLY_DONE, false}, {"已办妥", REPLY_DONE, false}, {"已完成", REPLY_DONE, false},
	{"完成", REPLY_DONE, false}, {"已销毁", REPLY_DONE, false}, {"已送达", REPLY_DONE, false}, {"已领", REPLY_DONE, false}, {"已领取", REPLY_DONE, false},
	{"已归还", REPLY_DONE, false}, {"交接完成", REPLY_DONE, false}, {"已用印", REPLY_DONE, false}, {"已盖章", REPLY_DONE, false}, {"已处理", REPLY_DONE, false},
	{"已收款", REPLY_DONE, false}, {"款已收", REPLY_DONE, false}, {"done", REPLY_DONE, false}, {"completed", REPLY_DONE, false},
	{"转呈", REPLY_PASS_ON, false}, {"轉呈", REPLY_PASS_ON, false}, {"请转呈", REPLY_PASS_ON, false}, {"转报", REPLY_PASS_ON, false}, {"可以转呈", REPLY_PASS_ON, false},
	{"同意转呈", REPLY_PASS_ON, false}, {"passon", REPLY_PASS_ON, false},
	{"撤回", REPLY_WITHDRAW, false}, {"收回", REPLY_WITHDRAW, false}, {"撤销", REPLY_WITHDRAW, false}, {"撤消", REPLY_WITHDRAW, false}, {"withdraw", REPLY_WITHDRAW, false}, {"withdrawn", REPLY_WITHDRAW, false}, {"takeback", REPLY_WITHDRAW, false},
};

/* What may stand before a verb, and adds nothing. */
static const char *const leads[] = {"我", "我们", "本人", "我方", "我司", "个人", "领导", "现", "特此", "经研究", "经审核", "经核实", "核实后", "审核后", "完全", "非常",
                                    "一致", "坚决", "全部", "都", "均", "全", "也", "以上", "上述", "已经", "嗯", "嗯嗯", "予以", "那", "那就", "这个", "今天", "刚", "刚刚", "刚才", "此项", "该项", "此单", "本单", "本次", "i", "we", "have", "all"};
static const char *const titled_leads[] = {"意见", "审批意见", "处理意见", "领导意见", "我的意见", "回复", "批复", "答复", "结论", "决定", "审批", "审批结果", "批示", "结果"};

/* What may stand behind a yes. */
static const char *const fillers[] = {
	"的", "了", "吧", "哈", "啊", "呀", "哦", "处罚", "乐捐", "罚款", "扣款", "执行", "办理", "登记", "发出", "通知", "本人", "请", "按", "照", "此", "这", "该", "本次", "笔", "项", "条", "以上",
	"上述", "全部", "都", "谢谢", "感谢", "多谢", "辛苦", "您", "你", "大家", "收到", "已阅", "同意", "批准", "确认", "可以", "好的", "无误", "没问题", "ok", "thanks", "thankyou", "thx", "下不为例",
	"下次注意", "以后注意", "今后注意", "注意", "尽快", "抓紧", "抓紧时间", "及时", "财务", "人事", "技术部", "技术", "跟进", "落实", "安排", "处理", "按规定", "按制度", "按流程", "按公司规定",
	"公司规定", "制度", "流程", "规定", "支持", "申请", "意见", "盖章", "用印", "领用", "发放", "下单", "备案", "报价", "价格", "采购", "转", "祝好", "顺祝商祺", "此致", "敬礼", "没意见", "无异议",
	"个", "謝謝", "感謝", "多謝", "請", "盡快", "執行", "辦理", "處理", "申請", "價格", "報價", "備案", "無誤", "安排一下", "继续", "推进", "开展", "进行", "实施", "就这样", "就这么办", "这么办", "如上",
	"加油", "方案", "就按", "就照", "这样办", "去办", "办吧", "上报", "please", "goahead", "agree", "agreed", "approved", "received", "all",
};
/* What turns a yes round, limits it, or makes it a plan: in the lines behind it, too. */
static const char *const agree_turns[] = {"免", "取消", "驳回", "撤", "不同意", "不批准", "不可以", "不行", "不通过", "不罚", "不扣", "照罚", "吗", "么", "但", "除", "其他", "其它", "其余", "别的",
                                          "只", "仅", "部分", "一半", "减", "再", "等", "先", "不要", "不用", "暂", "不过", "前提", "条件", "如果", "若"};
static const char *const refuse_begins[] = {"免", "取消", "撤", "驳", "不罚", "不扣", "书", "见", "与否", "评"};
static const char *const refuse_turns[] = {"其他", "其它", "其余", "别的", "照罚", "一半", "部分", "除", "同意", "批准", "可以", "通过"};
static const char *const waive_begins[] = {"不", "与否", "申请", "条件", "通知", "规定", "费", "得", "责", "税", "谈", "检", "提"};
static const char *const waive_turns[] = {"不可能", "不可以", "不成立", "不足", "不充分", "的话", "再说", "待定", "另议", "免谈", "休想", "想都", "其他", "其它", "其余", "别的", "照罚", "照做", "一半", "部分", "除", "但", "减", "暂", "不免", "同意", "只免", "仅免", "不过", "如果", "怎么", "不行"};
static const char *const uphold_begins[] = {"与否", "秩序", "现状吗", "费"};
static const char *const uphold_turns[] = {"免", "一半", "部分", "减", "不同意", "但", "除"};
static const char *const appeal_begins[] = {"怎么", "怎样", "如何", "什么", "期限", "流程", "截止", "要不要", "能", "可以", "吗", "需要", "是否", "有效", "后", "书", "渠道", "被", "已", "不成立", "驳回", "的", "从",
                                            "结果", "处理", "成功", "失败", "过"};
static const char *const paid_begins[] = {"发", "达", "告", "呈", "岗", "正", "资料", "名单", "报告", "材料", "客户", "合同", "计划", "表", "周报", "日报", "货", "定金", "订金", "待", "给客户"};
static const char *const paid_turns[] = {"一半", "部分", "没", "未", "还差", "尚", "不交", "不缴", "明天", "下周", "下月", "先", "只", "资料", "名单", "报告"};
static const char *const note_begins[] = {"后", "没", "不", "了没", "与否", "一下", "情况", "货款", "款"};
static const char *const note_turns[] = {"没收到", "未收到", "不同意", "申诉", "不清楚", "不明白", "还没", "没有", "没看到", "没到", "未到", "还差", "尚", "一半", "部分", "只", "少了",
                                         "不对", "但", "免除"};
static const char *const done_begins[] = {"后", "没", "与否", "一半", "了没", "情况", "时间"};
static const char *const done_turns[] = {"没", "未", "一半", "部分", "除", "还差", "不同意"};
static const char *const pass_begins[] = {"后", "与否", "不"};
static const char *const pass_turns[] = {"不", "先", "等", "暂", "但", "除"};
static const char *const withdraw_begins[] = {"不", "与否", "申请"};
static const char *const withdraw_turns[] = {"罚", "乐捐", "一半", "部分", "除", "不撤", "其他", "其余"};

/* What turns round whatever it follows at once: 免除没道理, 维持不了, 已缴个屁. Behind a mark it begins a reason: 免除，没道理罚他. */
static const char *const scoffs[] = {"没道理", "没有道理", "没理由", "没有理由", "没必要", "没有必要", "没依据", "没有依据", "没意义", "没有意义", "没门", "没用", "没法", "无理", "无道理", "无依据", "无必要", "无法", "无效",
                                     "不了", "不得", "不下", "不成", "不起", "来不及", "才怪", "什么", "啥", "个什么", "个屁", "个鬼", "个头", "个毛", "谁", "哪", "多少", "是谁", "凭什么", "为什么", "怎么", "吗", "么"};

/* The same in English: whole words, which may stand anywhere in the line. Those of an agreement are for the lines behind it. */
static const char *const english_turns[REPLY_VERBS] = {
	[REPLY_AGREE] = " but except only not no don't half part partly if unless wait later however disagree refuse waive cancel ",
	[REPLY_REFUSE] = " but except only half part partly others agree approve approved waive ",
	[REPLY_WAIVE] = " but except only half part partly others if unless uphold later nothing nobody never ",
	[REPLY_UPHOLD] = " but except only half part partly waive reduce less ",
	[REPLY_PAID] = " not no half part partly only tomorrow later will but except if ",
	[REPLY_RECEIVED] = " not no but except only half part partly if nothing waive ",
	[REPLY_SEEN] = " not no but except only half part partly if nothing waive ",
	[REPLY_DONE] = " not no but except only half part partly will if unless later ",
	[REPLY_PASS_ON] = " not no but except only if wait later first ",
	[REPLY_WITHDRAW] = " not no but except only half part partly if fine donation ",
};

/* Of what a verb must not be followed at once, and what must not stand in what follows. An agreement is stricter: only_fillers. */
#define LISTS(begin, turn) {begin, COUNT(begin), turn, COUNT(turn)}
static const struct turning {
	const char *const *begins;
	size_t begins_count;
	const char *const *turns;
	size_t turns_count;
} turnings[REPLY_VERBS] = {
	[REPLY_AGREE] = {NULL, 0, agree_turns, COUNT(agree_turns)},
	[REPLY_REFUSE] = LISTS(refuse_begins, refuse_turns),
	[REPLY_WAIVE] = LISTS(waive_begins, waive_turns),
	[REPLY_UPHOLD] = LISTS(uphold_begins, uphold_turns),
	[REPLY_APPEAL] = {appeal_begins, COUNT(appeal_begins), NULL, 0},
	[REPLY_PAID] = LISTS(paid_begins, paid_turns),
	[REPLY_RECEIVED] = LISTS(note_begins, note_turns),
	[REPLY_SEEN] = LISTS(note_begins, note_turns),
	[REPLY_DONE] = LISTS(done_begins, done_turns),
	[REPLY_PASS_ON] = LISTS(pass_begins, pass_turns),
	[REPLY_WITHDRAW] = LISTS(withdraw_begins, withdraw_turns),
};

/* Both are UTF-8: bytes do. */
const char *reply_match(const char *p, const char *words)
{
	for (; *words; p++, words++) {
		while (*p == ' ')
			p++;
		if (*p != *words)
			return NULL;
	}
	return p;
}

const char *reply_match_any(const char *p, const char *const *list, size_t count)
{
	const char *best = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *end = reply_match(p, list[i]);
		if (end && (!best || end > best))
			best = end;
	}
	return best;
}

bool reply_is_gap(uint32_t c)
{
	return c == ' ' || text_is_punct(c) || c == '~' || c == '|';
}

const char *reply_skip(const char *p)
{
	for (const char *q = p; *q && reply_is_gap(text_next(&q)); p = q)
		;
	return p;
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A Latin word ends where its letters do. */
static bool goes_on(const char *end)
{
	return (unsigned char)end[-1] < 0x80 && is_latin(*end);
}

static const struct phrase *phrase_at(const char *p, const char **end_r)
{
	const struct phrase *best = NULL;
	for (size_t i = 0; i < COUNT(phrases); i++) {
		const char *end = reply_match(p, phrases[i].words);
		if (end && (!best || end > *end_r)) {
			best = &phrases[i];
			*end_r = end;
		}
	}
	return best && goes_on(*end_r) ? NULL : best;
}

static const char *lead_at(const char *p)
{
	const char *end = reply_match_any(p, leads, COUNT(leads));
	return end && goes_on(end) ? NULL : end;
}

/* 意见：同意 */
static const char *titled_lead(const char *p)
{
	const char *end = reply_match_any(p, titled_leads, COUNT(titled_leads));
	if (!end)
		return NULL;
	while (*end == ' ')
		end++;
	return *end == ':' ? reply_skip(end) : NULL;
}

const char *reply_verb_at(const char *p, enum reply_verb *v_r)
{
	const char *end, *next;
	const struct phrase *f;
	int passed = 0, chained = 0;
	p = reply_skip(p);
	while (!(f = phrase_at(p, &end)) || (lead_at(p) && lead_at(p) > end)) {
		next = titled_lead(p);
		if (!next)
			next = lead_at(p);
		if (!next || ++passed > MAX_LEADS)
			return NULL;
		p = reply_skip(next);
	}
	*v_r = f->verb;
	while (f->soft && (next = reply_skip(end), *next)) {
		const char *further = NULL;
		const struct phrase *g = phrase_at(next, &further);
		if (!g)
			g = (next = reply_match(next, "我")) ? phrase_at(next, &further) : NULL;
		if (!g || (f->verb == REPLY_AGREE && g->verb == REPLY_REFUSE))
			break;
		if (++chained > MAX_CHAIN)
			return NULL;
		if (!g->soft)
			*v_r = g->verb;
		f = g;
		end = further;
	}
	return end;
}

static bool only_fillers(const char *rest)
{
	while (*rest) {
		size_t taken = 0;
		for (size_t i = 0; i < COUNT(fillers); i++) {
			size_t n = strlen(fillers[i]);
			if (n > taken && strncmp(rest, fillers[i], n) == 0)
				taken = n;
		}
		if (!taken)
			return false;
		rest += taken;
	}
	return true;
}

bool reply_plain(struct arena *a, const char *reason)
{
	return only_fillers(text_label(a, reason)) || reply_is_signed(reason, true);
}

/* 吗 and 么 ask at the end, 吗 before a mark, too; so does a question's mark anywhere. */
static bool asks(const char *text, const char *label)
{
	size_t n = strlen(label), one = strlen("吗");
	for (const char *p = text; (p = strstr(p, "吗"));) {
		const char *next = p += one;
		if (*next && reply_is_gap(text_next(&next)))
			return true;
	}
	return strchr(text, '?') || (n >= one && (strcmp(label + n - one, "吗") == 0 || strcmp(label + n - one, "么") == 0));
}

/* One of the words of a list that has a blank around each. */
static bool has_word(const char *line, const char *list)
{
	for (const char *p = line; *p;) {
		size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz'");
		char word[16];
		if (n && n + 2 < sizeof word) {
			word[0] = ' ';
			memcpy(word + 1, p, n);
			memcpy(word + 1 + n, " ", 2);
			if (strstr(list, word))
				return true;
		}
		p += n ? n : 1;
	}
	return false;
}

static bool turned(enum reply_verb v, const char *line, const char *label)
{
	const struct turning *t = &turnings[v];
	return text_holds_any(label, t->turns, t->turns_count) || (english_turns[v] && has_word(line, english_turns[v]));
}

bool reply_fits(struct arena *a, enum reply_verb v, const char *rest)
{
	const struct turning *t = &turnings[v];
	const char *label = text_label(a, rest);
	if (v == REPLY_APPEAL)
		return strcmp(rest, "?") != 0 && !text_begins_any(label, t->begins, t->begins_count);
	if (asks(rest, label) || (v != REPLY_AGREE && *rest != ' ' && reply_match_any(rest, scoffs, COUNT(scoffs))) || (strchr(rest, REPLY_CROSS) && v != REPLY_REFUSE) || text_begins_any(label, t->begins, t->begins_count) ||
	    turned(v, rest, label))
		return false;
	return v != REPLY_AGREE || only_fillers(label) || (reply_skip(rest) > rest && reply_is_signed(rest, true));
}

bool reply_harmless(struct arena *a, enum reply_verb v, const char *line)
{
	const char *label = text_label(a, line);
	return v == REPLY_APPEAL || (!asks(line, label) && !turned(v, line, label) && !strchr(line, REPLY_CROSS));
}

/* A Latin word as a word of its own, any other wherever it stands. */
static bool stands_in(const char *line, const char *label, const char *words)
{
	if ((unsigned char)*words >= 0x80)
		return strstr(label, words);
	for (const char *p = line; *p; p++) {
		const char *end = p == line || !is_latin(p[-1]) ? reply_match(p, words) : NULL;
		if (end && *p != ' ' && !is_latin(*end))
			return true;
	}
	return false;
}

bool reply_mentions(struct arena *a, const char *line)
{
	const char *label = text_label(a, line);
	for (size_t i = 0; i < COUNT(phrases); i++)
		if (!phrases[i].soft && text_count(phrases[i].words) > 1 && stands_in(line, label, phrases[i].words))
			return true;
	return false;
}

bool reply_takes_reason(enum reply_verb v)
{
	return v != REPLY_AGREE;
}
