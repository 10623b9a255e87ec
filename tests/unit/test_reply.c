/* Answers in people's words: what each client of field/china.md section 2 makes of them. Each body goes through quote.c first, as the reader does it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "quote.h"
#include "reply.h"

struct shape {
	const char *body, *want;
};

static const char *shown(struct arena *a, const struct reply *r)
{
	const char *text = "";
	if (r->state != REPLY_CLEAR)
		return r->items_count ? "items without a state" : r->state == REPLY_UNKNOWN ? "unknown" : "ambiguous";
	for (size_t i = 0; i < r->items_count; i++) {
		const struct said *s = &r->items[i];
		const char *of = !s->from ? "all" : s->from == s->to ? arena_printf(a, "%d", s->from) : arena_printf(a, "%d-%d", s->from, s->to);
		text = arena_printf(a, "%s%s%s %s%s%s", text, i ? "; " : "", of, reply_verb_names[s->verb], *s->reason ? " " : "", s->reason);
	}
	return text;
}

static void check(const struct shape *s, size_t count)
{
	size_t wrong = 0;
	struct arena *a = arena_new();
	for (size_t i = 0; i < count; i++) {
		const char *rest;
		struct reply r = reply_read(a, quote_own_words(a, s[i].body, &rest));
		if (strcmp(shown(a, &r), s[i].want) != 0) {
			print_error("\"%s\"\n  is   %s\n  want %s\n", s[i].body, shown(a, &r), s[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}
#define CHECK(shapes) check(shapes, sizeof shapes / sizeof *shapes)

/* ---- in a person's words ---- */

static void test_agree(void **state)
{
	static const struct shape shapes[] = {
		{"同意", "all agree"}, {"同意。", "all agree"}, {"  同意！\n\n王总", "all agree"}, {"同意处罚", "all agree 处罚"}, {"同意，请执行。谢谢", "all agree 请执行。谢谢"},
		{"可以的", "all agree 的"}, {"批准", "all agree"}, {"确认无误", "all agree 无误"}, {"OK", "all agree"}, {"ok,thanks", "all agree thanks"}, {"好的", "all agree"}, {"好", "all agree"},
		{"行", "all agree"}, {"没问题", "all agree"}, {"同意\n\n其他事见面再说？", "all agree"}, {"同意\n王总\n2026-09-15", "all agree"}, {"同意\n-- \n本邮件免责声明", "all agree"},
		{"同　意", "all agree"}, {"通过", "all agree"}, {"同意以上全部", "all agree 以上全部"}, {"我同意", "all agree"}, {"以上都同意", "all agree"}, {"完全同意！", "all agree"},
		{"意见：同意", "all agree"}, {"审批意见: 同意", "all agree"}, {"收到，同意", "all agree"}, {"已阅，同意。", "all agree"}, {"嗯，可以", "all agree"}, {"“同意”", "all agree"}, {"【同意】", "all agree"},
		{"**同意**", "all agree"}, {"Approved.", "all agree"}, {"Agree", "all agree"}, {"同意，下不为例", "all agree 下不为例"}, {"同意，请财务跟进", "all agree 请财务跟进"}, {"OK👌", "all agree"},
		{"同意👍", "all agree"}, {"✅同意", "all agree"}, {"同意[强]", "all agree"}, {"√ 同意", "all agree"}, {"ＯＫ", "all agree"}, {"同意 2026年9月15日", "all agree 2026年9月15日"}, {"同意 李总", "all agree 李总"}, {"准", "all agree"},
		{"確認", "all agree"}, {"沒問題", "all agree"}, {"审批通过", "all agree"}, {"同意，謝謝", "all agree 謝謝"}, {"我同意这个申请。", "all agree 这个申请。"},
	};
	(void)state;
	CHECK(shapes);
}

static void test_refuse(void **state)
{
	static const struct shape shapes[] = {
		{"不同意", "all refuse"}, {"不同意，他那天请假了", "all refuse 他那天请假了"}, {"不批准！", "all refuse"}, {"取消", "all refuse"}, {"驳回\n他请假了\n\n王总", "all refuse 他请假了"}, {"不行", "all refuse"},
		{"不可以", "all refuse"}, {"不通过", "all refuse"}, {"不同意处罚", "all refuse 处罚"}, {"不 同意 太低", "all refuse 太低"}, {"我不同意", "all refuse"}, {"我不同意：价格太低", "all refuse 价格太低"},
		{"不同意（价格低于底价）", "all refuse 价格低于底价"}, {"不同意 价格(含税)太低(两次)", "all refuse 价格(含税)太低(两次)"}, {"不同意，再谈谈", "all refuse 再谈谈"}, {"不同意\n太低\n李总", "all refuse 太低"}, {"不同意❌", "all refuse \1"}, {"收到，不同意", "all refuse"}, {"拒绝，没有合同", "all refuse 没有合同"},
	};
	(void)state;
	CHECK(shapes);
}

static void test_others(void **state)
{
	static const struct shape shapes[] = {
		{"免除", "all waive"}, {"免除，第一次", "all waive 第一次"}, {"免了吧", "all waive 吧"}, {"免除 那天系统故障", "all waive 那天系统故障"}, {"不罚了", "all waive"}, {"予以免除", "all waive"},
		{"不要罚了，他请假了", "all waive 他请假了"}, {"别罚了", "all waive"}, {"免费的吧", "ambiguous"}, {"不罚怎么行", "ambiguous"}, {"不免", "all uphold"},
		{"申述：昨晚停电", "all appeal 昨晚停电"}, {"有异议，昨晚已按时提交", "all appeal 昨晚已按时提交"}, {"我不服，昨天请假了", "all appeal 昨天请假了"}, {"不服从安排", "ambiguous"}, {"没有异议", "all agree"},
		{"罚款已缴，请查收", "all paid 请查收"}, {"已转给李总", "all paid 给李总"}, {"今天已缴40元，微信", "all paid 40元,微信"}, {"已转发给李总", "ambiguous"}, {"已转正", "ambiguous"}, {"审批同意", "all agree"}, {"不予同意 太低", "all refuse 太低"}, {"打回，重做", "all refuse 重做"},
		{"维持", "all uphold"}, {"维持原判", "all uphold"}, {"维持处罚，迟交属实", "all uphold 迟交属实"}, {"驳回申诉", "all uphold"}, {"不予免除", "all uphold"}, {"申诉不成立", "all uphold"}, {"照罚", "all uphold"},
		{"已缴", "all paid"}, {"已交", "all paid"}, {"已缴200元", "all paid 200元"}, {"已缴，昨天微信转给王会计了", "all paid 昨天微信转给王会计了"}, {"乐捐已交", "all paid"}, {"收到，已缴", "all paid"}, {"已经交了", "all paid 了"},
		{"好的，已缴纳", "all paid"}, {"罚款已交给财务", "all paid 给财务"}, {"已轉帳", "unknown"}, {"已繳", "all paid"},
		{"收到", "all received"}, {"收到，谢谢", "all received 谢谢"}, {"收到！我马上补", "all received 我马上补"}, {"已收到", "all received"}, {"知道了", "all received"}, {"签收", "all received"}, {"Noted", "all received"},
		{"已收原件", "all received 原件"},
		{"已阅", "all seen"}, {"阅", "all seen"}, {"已阅，会遵守", "all seen 会遵守"}, {"已阅知", "all seen"},
		{"已销毁", "all done"}, {"已领 HT-0031", "all done ht-0031"}, {"交接完成", "all done"}, {"已办理完毕", "all done 完毕"},
		{"转呈", "all pass on"}, {"请转呈王总", "all pass on 王总"}, {"同意转呈", "all pass on"},
		{"撤回", "all withdraw"}, {"撤回刚才的决定", "all withdraw 刚才的决定"}, {"撤回，点错了", "all withdraw 点错了"}, {"我撤回", "all withdraw"},
		{"申诉 那天发了87条，系统没收到", "all appeal 那天发了87条,系统没收到"}, {"申诉：我那天请假了", "all appeal 我那天请假了"}, {"我要申诉，为什么罚我？", "all appeal 为什么罚我?"}, {"申诉", "all appeal"},
		{"申诉\n\n理由如下：\n1、当天网络故障\n2、已经补交\n\n张伟", "all appeal 理由如下: 1、当天网络故障 2、已经补交"}, {"李总您好：\n申诉，不同意处罚，资料已按时发出。\n谢谢！", "all appeal 不同意处罚,资料已按时发出。"},
		{"好的，申诉 当天外出", "all appeal 当天外出"},
	};
	(void)state;
	CHECK(shapes);
}

/* Each of these has been taken for a decision by a reader that looks at the first word alone. */
static void test_neither(void **state)
{
	static const struct shape shapes[] = {
		{"", "unknown"}, {"你好", "unknown"}, {"同意吗？", "ambiguous"}, {"可以么", "ambiguous"}, {"同意免除", "ambiguous"}, {"不同意免除", "ambiguous"}, {"不同意取消", "ambiguous"}, {"可以不罚", "ambiguous"},
		{"确认一下金额对不对", "ambiguous"}, {"确认后回复您", "ambiguous"}, {"好的，我看看", "ambiguous"}, {"通过微信说吧", "ambiguous"}, {"可以再等等", "ambiguous"}, {"可以再议", "ambiguous"}, {"同意，但陈平娜那条不要", "ambiguous"},
		{"同意\n但是陈平娜的不要罚", "ambiguous"}, {"同意一半", "ambiguous"}, {"同意减半", "ambiguous"}, {"批准与否待定", "ambiguous"}, {"同意前两项", "ambiguous"}, {"免除陈平娜的，其他照罚", "ambiguous"}, {"只同意第一条", "ambiguous"},
		{"不同意一半", "ambiguous"}, {"免除一半", "ambiguous"}, {"同意先不罚", "ambiguous"}, {"ok let me check", "ambiguous"}, {"okay?", "ambiguous"}, {"同意?", "ambiguous"}, {"取消吗", "ambiguous"}, {"暂不同意", "ambiguous"},
		{"原则上同意", "ambiguous"}, {"同意见", "ambiguous"}, {"同意书已发", "ambiguous"}, {"可以理解", "ambiguous"}, {"好的开始", "ambiguous"}, {"不是不同意", "ambiguous"}, {"我不是不同意，是要再看看", "ambiguous"}, {"没有不同意", "ambiguous"},
		{"他说同意", "ambiguous"}, {"请回复“同意”", "ambiguous"}, {"“同意”是什么意思", "ambiguous"}, {"同意\n不同意", "ambiguous"}, {"不同意\n同意", "ambiguous"}, {"同意\n\n不同意", "ambiguous"}, {"同意\n\n但罚款减半", "ambiguous"},
		{"同意❌", "ambiguous"}, {"👍", "unknown"}, {"❓", "unknown"}, {"[强]", "unknown"}, {"[OK]", "unknown"}, {"👌", "unknown"}, {"同意❓", "ambiguous"}, {"怎么申诉？", "ambiguous"}, {"申诉期限到什么时候", "ambiguous"}, {"申诉吗", "ambiguous"}, {"申诉？", "ambiguous"},
		{"不申诉", "ambiguous"}, {"未缴", "unknown"}, {"还没交", "unknown"}, {"已缴一半", "ambiguous"}, {"已交资料", "ambiguous"}, {"收到了没", "ambiguous"}, {"没收到", "unknown"}, {"收到后处理", "ambiguous"},
		{"不撤回", "ambiguous"}, {"撤销处罚", "ambiguous"}, {"行程如下", "ambiguous"}, {"准备好了", "ambiguous"}, {"明天再说", "unknown"}, {"附件是今天的资料，请查收", "unknown"}, {"谢谢", "unknown"}, {"王总您好", "unknown"},
		{"好像不行", "ambiguous"}, {"同意，前提是客户先付款", "ambiguous"}, {"如果客户同意就可以", "ambiguous"}, {"客户同意了", "ambiguous"},
		{"收到一半", "ambiguous"}, {"收到50元，还差150元", "ambiguous"}, {"收到邮件，还没看到钱", "ambiguous"}, {"收到部分", "ambiguous"}, {"只收到50元", "unknown"}, {"收到，只有50", "ambiguous"}, {"收到通知，钱未到账", "ambiguous"},
		{"收到，钱没到", "ambiguous"}, {"收到，尚欠150元", "ambiguous"}, {"收到，但金额不对", "ambiguous"}, {"收到，金额不对", "ambiguous"}, {"收到，少了50元", "ambiguous"}, {"收到\n还没到账", "ambiguous"}, {"已收，没有收到全款", "ambiguous"},
	};
	(void)state;
	CHECK(shapes);
}

/* Grumbled, asked, or said of what is not so: the words of a decision, and the opposite is meant. What waives money, above all. */
static void test_turned_round(void **state)
{
	static const struct shape shapes[] = {
		{"免除没道理", "ambiguous"}, {"免除没有道理", "ambiguous"}, {"免除不了", "ambiguous"}, {"免除什么免除", "ambiguous"}, {"免除什么", "ambiguous"}, {"免除个屁", "ambiguous"}, {"免除个鬼", "ambiguous"}, {"免除才怪", "ambiguous"},
		{"免除没门", "ambiguous"}, {"免除没必要", "ambiguous"}, {"免除没有依据", "ambiguous"}, {"免除无依据", "ambiguous"}, {"免除谁", "ambiguous"}, {"免除吗", "ambiguous"}, {"免除吗，他又迟到", "ambiguous"}, {"免除么，他又迟到", "ambiguous"},
		{"免了谁", "ambiguous"}, {"免罚没道理", "ambiguous"}, {"免除是不可能的", "ambiguous"}, {"免除想都别想", "ambiguous"}, {"免除免谈", "ambiguous"}, {"免除休想", "ambiguous"}, {"免除再说", "ambiguous"}, {"免除待定", "ambiguous"},
		{"免除理由不足", "ambiguous"}, {"免除理由不成立", "ambiguous"}, {"免除？不行", "ambiguous"}, {"免除，不行", "ambiguous"}, {"免除的话以后没法管", "ambiguous"}, {"2免除没道理", "ambiguous"}, {"1维持 2免除不了", "ambiguous"},
		{"怎么能免除", "ambiguous"}, {"凭什么免除", "ambiguous"}, {"不该免除", "ambiguous"}, {"不要免除", "ambiguous"}, {"能免除吗", "ambiguous"}, {"要不要免除", "ambiguous"}, {"没道理免除", "ambiguous"}, {"waive? no", "ambiguous"}, {"waive nothing", "ambiguous"},
		{"不免除", "all uphold"}, {"不能免除", "all uphold"}, {"免除，没道理罚他", "all waive 没道理罚他"}, {"免除 没收到通知", "all waive 没收到通知"}, {"免除吧，第一次", "all waive 吧,第一次"}, {"免除陈平娜的", "all waive 陈平娜的"},
		{"同意个鬼", "ambiguous"}, {"怎么能同意", "ambiguous"}, {"同意什么同意", "ambiguous"}, {"同意不了", "ambiguous"}, {"同意才怪", "ambiguous"}, {"同意吗，请回复", "ambiguous"}, {"同意不同意", "ambiguous"}, {"行不行", "ambiguous"}, {"好不好", "ambiguous"},
		{"不可能同意", "ambiguous"}, {"谁会同意", "ambiguous"}, {"好吗", "ambiguous"}, {"不同意吗", "ambiguous"}, {"不同意，没合同", "all refuse 没合同"}, {"不同意没有合同", "all refuse 没有合同"}, {"不同意 没有依据", "all refuse 没有依据"}, {"驳回 没道理", "all refuse 没道理"},
		{"取消没道理", "ambiguous"}, {"取消什么", "ambiguous"}, {"取消不了", "ambiguous"}, {"驳回没道理", "ambiguous"}, {"取消吗，他请假了", "ambiguous"},
		{"已缴了吗？", "ambiguous"}, {"已缴了吗，没看到", "ambiguous"}, {"还没已缴", "ambiguous"}, {"没缴", "unknown"}, {"已缴什么", "ambiguous"}, {"已缴个屁", "ambiguous"}, {"已交不了", "ambiguous"}, {"已缴多少", "ambiguous"}, {"已缴了没", "ambiguous"},
		{"收到了吗", "ambiguous"}, {"收到了吗，请回复", "ambiguous"}, {"没收到", "unknown"}, {"收到什么", "ambiguous"}, {"收到个鬼", "ambiguous"}, {"收到多少", "ambiguous"}, {"收到不了", "ambiguous"}, {"收到没", "ambiguous"},
		{"不撤回", "ambiguous"}, {"撤回不了", "ambiguous"}, {"撤回什么", "ambiguous"}, {"撤回没必要", "ambiguous"}, {"撤回吗，再想想", "ambiguous"}, {"要撤回吗", "ambiguous"}, {"撤回来不及了", "ambiguous"},
		{"维持吗", "ambiguous"}, {"维持不了", "ambiguous"}, {"维持没道理", "ambiguous"}, {"维持什么", "ambiguous"}, {"不维持", "ambiguous"}, {"照罚不误", "all uphold 不误"}, {"维持，没道理免", "ambiguous"},
		{"完成不了", "ambiguous"}, {"已办不了", "ambiguous"}, {"完成什么", "ambiguous"}, {"转呈什么", "ambiguous"}, {"申诉什么申诉", "ambiguous"}, {"申诉，凭什么罚我", "all appeal 凭什么罚我"},
	};
	(void)state;
	CHECK(shapes);
}

/* ---- numbered lists ---- */

/* The words that English letters name, and what people write around them. */
static void test_english(void **state)
{
	static const struct shape shapes[] = {
		{"agree", "all agree"}, {"I agree.", "all agree"}, {"Agreed, thanks", "all agree thanks"}, {"We agree\n\nBest regards,\nLi", "all agree"}, {"confirmed", "all agree"},
		{"all agree", "all agree"}, {"No objection", "all agree"}, {"refuse too low", "all refuse too low"}, {"Refuse: below cost, not filed", "all refuse below cost, not filed"},
		{"I don't agree", "all refuse"}, {"do not agree, too low", "all refuse too low"}, {"not approved", "all refuse"}, {"cancel", "all refuse"}, {"waive he was on leave", "all waive he was on leave"},
		{"waive 2 on leave", "2 waive on leave"}, {"uphold no leave was filed", "all uphold no leave was filed"}, {"appeal I was ill, but I sent it later", "all appeal i was ill, but i sent it later"},
		{"paid", "all paid"}, {"I have paid", "all paid"}, {"Paid by transfer on 9/15", "all paid by transfer on 9/15"}, {"received", "all received"}, {"noted", "all received"}, {"read", "all seen"},
		{"done", "all done"}, {"2 done", "2 done"}, {"pass on good plans this week", "all pass on good plans this week"}, {"withdraw", "all withdraw"}, {"1 withdraw", "1 withdraw"},
		{"received, agree", "all agree"}, {"1 agree 2 refuse too low 3-5 agree", "1 agree; 2 refuse too low; 3-5 agree"}, {"1 waive 2 uphold no leave", "1 waive; 2 uphold no leave"},
		{"1 paid 2 appeal I was ill", "1 paid; 2 appeal i was ill"}, {"1 agree, others refuse too late", "1 agree; all refuse too late"}, {"refuse 3 days late", "all refuse 3 days late"},
		/* turned round, limited, asked */
		{"agree?", "ambiguous"}, {"agree, but only the first", "ambiguous"}, {"agree\nexcept the second", "ambiguous"}, {"waive half of it", "ambiguous"}, {"not agree", "ambiguous"},
		{"paid half of it", "ambiguous"}, {"paid, will transfer tomorrow", "ambiguous"}, {"done, but one is missing", "ambiguous"}, {"we cannot agree", "ambiguous"}, {"agree to disagree", "ambiguous"},
		{"received nothing", "ambiguous"}, {"not received", "unknown"}, {"waive unless he was at work", "ambiguous"},
		/* words within words, and talk */
		{"Already sent yesterday", "unknown"}, {"The doner kebab was good", "unknown"}, {"Payment follows", "unknown"}, {"readme is attached", "unknown"}, {"Allow me a question", "unknown"},
		{"Igree", "unknown"}, {"I repaid the loan", "unknown"},
	};
	(void)state;
	CHECK(shapes);
}

static void test_numbered(void **state)
{
	static const struct shape shapes[] = {
		{"1同意 3不同意 太低 5-8同意", "1 agree; 3 refuse 太低; 5-8 agree"}, {"1、同意\n2、不同意", "1 agree; 2 refuse"}, {"1、同意 2、不同意", "1 agree; 2 refuse"}, {"１同意　２不同意　太低", "1 agree; 2 refuse 太低"},
		{"1.同意\n2.不同意 价格太低\n3.同意", "1 agree; 2 refuse 价格太低; 3 agree"}, {"1）同意；2）不同意：太低；3）免除", "1 agree; 2 refuse 太低; 3 waive"}, {"（1）同意\n（2）不同意", "1 agree; 2 refuse"},
		{"①同意②不同意", "1 agree; 2 refuse"}, {"①③同意", "1 agree; 3 agree"}, {"免除①②③", "1 waive; 2 waive; 3 waive"}, {"❶❷同意", "1 agree; 2 agree"}, {"⑩⑪不同意 太低", "10 refuse 太低; 11 refuse 太低"}, {"①、②同意", "1 agree; 2 agree"},
		{"不同意①价格太低②没有合同", "all refuse 1价格太低2没有合同"}, {"❶同意 ❷不同意", "1 agree; 2 refuse"}, {"1️⃣同意 2️⃣不同意", "1 agree; 2 refuse"}, {"一、同意\n二、不同意", "1 agree; 2 refuse"}, {"1同意3不同意", "1 agree; 3 refuse"},
		{"1,2,3同意；4不同意", "1 agree; 2 agree; 3 agree; 4 refuse"}, {"1、2、5-8同意", "1 agree; 2 agree; 5-8 agree"}, {"1～3免除", "1-3 waive"}, {"1至3同意，4到6不同意", "1-3 agree; 4-6 refuse"}, {"1—4 ok", "1-4 agree"},
		{"第1项同意，第2项不同意", "1 agree; 2 refuse"}, {"第一条同意\n第二条不同意 太低", "1 agree; 2 refuse 太低"}, {"同意第一条，不同意第三条", "1 agree; 3 refuse"}, {"同意1、3，不同意2", "1 agree; 3 agree; 2 refuse"},
		{"免除 2", "2 waive"}, {"不同意 3 太低", "3 refuse 太低"}, {"不同意 100太多", "all refuse 100太多"}, {"不同意，3次都迟到", "all refuse 3次都迟到"}, {"3不同意 太低，其余同意", "3 refuse 太低; all agree"}, {"其他都同意，2不同意", "all agree; 2 refuse"},
		{"1 OK, 2 不行 没有合同", "1 agree; 2 refuse 没有合同"}, {"1:同意 2:免除 那天生病", "1 agree; 2 waive 那天生病"}, {"李总：\n1同意\n2不同意 太低\n\n王总", "1 agree; 2 refuse 太低"}, {"1 同意\n\n2 不同意\n\n3 同意", "1 agree; 2 refuse; 3 agree"},
		{"1申诉 那天生病 2已缴", "1 appeal 那天生病; 2 paid"}, {"1-3都同意", "1-3 agree"}, {"1、维持\n2、免除 情况属实", "1 uphold; 2 waive 情况属实"}, {"3不同意 只要2个 5同意", "3 refuse 只要2个; 5 agree"},
		{"收到，2免除", "2 waive"}, {"收到，2 免除 已核实", "2 waive 已核实"}, {"已阅。1同意 2不同意 太低", "1 agree; 2 refuse 太低"}, {"收到，谢谢\n1同意\n2不同意 太低", "1 agree; 2 refuse 太低"},
		{"1免除，请假\n2、3照罚", "1 waive 请假; 2 uphold; 3 uphold"}, {"1、免除\n2、不免\n3、免", "1 waive; 2 uphold; 3 waive"}, {"免2", "2 waive"}, {"2号免", "2 waive"}, {"1：免\n2：罚", "1 waive 2:罚"}, {"免除1。3。", "1 waive; 3 waive"},
		{"2不罚，停电", "2 waive 停电"}, {"免除1/3", "ambiguous"}, {"免除2 40", "2 waive; 40 waive"}, {"不同意2/3", "ambiguous"},
		{"收到 2", "2 received"}, {"2免除，其余已阅", "2 waive; all seen"}, {"收到2免除", "ambiguous"}, {"收到，1同意吗？", "ambiguous"},
		{"1同意，1不同意", "ambiguous"}, {"8-5同意", "ambiguous"}, {"1-5同意 3不同意", "ambiguous"}, {"3不同意太低5同意", "ambiguous"}, {"1同意 2价格太低", "ambiguous"}, {"1.5折同意", "ambiguous"}, {"1同意吗？2同意", "ambiguous"}, {"100%同意", "ambiguous"},
		{"9月15日同意", "ambiguous"}, {"1同意 2同意但要先付款", "ambiguous"}, {"1", "unknown"}, {"1 2 3", "unknown"}, {"1000同意", "ambiguous"},
	};
	(void)state;
	CHECK(shapes);
}

/* ---- by client: what each puts around the words ---- */

static void test_clients(void **state)
{
	static const struct shape shapes[] = {
		/* What gateways put above */
		{"注意：此邮件来自组织外部，请谨慎点击链接或附件。\n\n同意", "all agree"}, {"[外部邮件] 此邮件来自公司外部，请注意防范\n\n不同意 太低", "all refuse 太低"}, {"【警告】本邮件来自外部邮箱，不同意请勿点击\n同意", "all agree"},
		{"CAUTION: This email originated from outside of the organization. Do not click links.\n\n同意", "all agree"}, {"ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\nZjQcmQRYFpfptBannerEnd\n2免除", "2 waive"},
		{"您通常不会收到来自 boss@qq.com 的电子邮件。了解为什么这一点很重要\n\n同意", "all agree"}, {"外部邮件里的价格不要同意", "ambiguous"}, {"来自外部的报价，同意吗？", "ambiguous"},
		/* QQ web and phone */
		{"同意\n\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: \"文员\" <clerk@corp.test>;\n发送时间: 2026年9月15日(星期二) 中午11:20\n收件人: \"gm\" <gm@corp.test>;\n主题: 待确认\n\n不同意 原因", "all agree"},
		{"同意\n\n张总\n\n\n&nbsp;\n\n\n------------------ Original ------------------\nFrom: \"文员\" <clerk@corp.test>;\nDate: Tue, Sep 15, 2026 11:20 AM\nTo: \"gm\"<gm@corp.test>;\nSubject: x\n\n免除", "all agree"},
		{"不同意，当天请假\n\n---原始邮件---\n发件人: \"文员\"<clerk@corp.test>\n发送时间: 2026年9月15日(周二) 上午8:30\n收件人: \"gm\"<gm@corp.test>;\n主题: 待确认\n同意", "all refuse 当天请假"},
		{"1同意 2不同意\n\n发自我的iPhone\n\n\n------------------ 原始邮件 ------------------\n发件人: 文员\n收件人: gm\n主题: x\n", "1 agree; 2 refuse"},
		{"发自我的iPhone\n\n同意", "all agree"},
		{"同意\n发自我的QQ邮箱手机版", "all agree"},
		{"同意\n来自QQ邮箱手机版：如不同意请忽略", "all agree"},
		/* 163, 126 web, 网易邮箱大师 */
		{"同意\n在 2026-09-15 08:30:35，\"文员\" <clerk@corp.test> 写道：\n> 不同意", "all agree"},
		{"已缴\n\n\n\nAt 2026-09-15 08:30:35, \"clerk\" <clerk@corp.test> wrote:\n请缴", "all paid"},
		{"同意\n| |\n张伟\n|\n|\nzhangwei@163.com\n|\n签名由网易邮箱大师定制\n---- 回复的原邮件 ----\n| 发件人 | 文员 |\n| 日期 | 2026年9月15日 |\n| 主题 | x |\n不同意", "all agree"},
		{"免除 第一次\n\n发自我的手机\n\n-------- 原始邮件 --------\n发件人：文员\n日期：2026年9月15日\n收件人：gm\n主题：x", "all waive 第一次"},
		/* Foxmail, Exmail */
		{"王总：\n    同意。\n\n\n\ngm@corp.test\n \n发件人： 文员\n发送时间： 2026-09-15 08:30\n收件人： gm\n主题： 待确认\n不同意", "all agree"},
		{"同意\n\n\n\nzhangwei@corp.test\nFrom: clerk\nDate: 2026-09-15 08:30\nTo: gm\nSubject: x\n不同意", "all agree"},
		{"申诉 昨天21:30已发，附件为截图\n\n\n\n张伟\n市场部\n\n发件人： 文员\n发送时间： 2026-09-15 08:30\n收件人： 张伟\n主题： 乐捐登记", "all appeal 昨天21:30已发,附件为截图 市场部"},
		{"同意\n\n\n\n------------------\n张总 总经理\n东莞市示例网络科技有限公司\n电话：0769-88888888\n如您不同意本邮件内容，请立即删除", "all agree"},
		/* signatures that speak of agreeing */
		{"同意\n张伟\n如您不同意接收此类邮件，请回复退订", "all agree"}, {"同意\n\n本邮件及附件含有保密信息，未经同意不得转发", "all agree"}, {"不同意 太低\n-- \n我同意遵守公司制度", "all refuse 太低"},
		{"同意\n免责声明：如不同意以上条款，请勿使用", "all agree"}, {"收到\n\n张伟 | 市场部\n手机：13800138000\n客户不同意就再谈，永不言弃！", "all received"}, {"同意\n\n客户不同意，我们就再努力一次！", "all agree"},
		/* Outlook, Apple Mail, Thunderbird, Gmail, Feishu, DingTalk, 企业微信, 139 */
		{"同意\n\n获取 Outlook for iOS\n________________________________\n发件人: 文员\n发送时间: 2026年9月15日\n收件人: gm\n主题: x\n不同意", "all agree"},
		{"同意\n\nGet Outlook for Android", "all agree"}, {"同意\r\n\r\n-----Original Message-----\r\nFrom: clerk\r\nSent: x\r\nTo: gm\r\nSubject: y\r\n不同意", "all agree"},
		{"同意\n\n发自我的 iPad\n\n> 在 2026年9月15日，08:30，文员 <clerk@corp.test> 写道：\n> \n> 不同意", "all agree"}, {"不同意 金额不对\n\n2026年9月15日 08:30，文员 <clerk@corp.test> 写道：\n同意", "all refuse 金额不对"},
		{"On 15/09/2026 08:30, clerk wrote:\n> 不同意\n\n同意", "unknown"}, {"同意\n\nOn Tue, Sep 15, 2026 at 8:30 AM clerk <clerk@corp.test> wrote:\n> 不同意 原因", "all agree"},
		{"不同意 太低\n来自阿里邮箱 iPhone版", "all refuse 太低"}, {"不同意 太低\n来自钉钉邮箱", "all refuse 太低"}, {"不同意 太低\n来自vivo手机", "all refuse 太低"},
		{"同意\n来自我的华为手机", "all agree"}, {"同意\n发自小米手机", "all agree"}, {"已阅\n\n发自我的企业微信", "all seen"}, {"ok\nSent from my Galaxy", "all agree"}, {"Ok.\n\nSent from my iPhone", "all agree"},
		{"同意\n使用手机139邮箱发送", "all agree"}, {"同意\n*由网易邮箱大师发送*", "all agree"},
		/* greetings */
		{"文员，你好：\n\n同意。\n\n谢谢\n王总", "all agree"}, {"您好！\n1、同意；2、不同意，太低\n祝好", "1 agree; 2 refuse 太低"}, {"小张，同意", "all agree"}, {"张伟：\n免除，下次注意\n", "all waive 下次注意"}, {"Hi all,\n同意", "all agree"},
		{"尊敬的领导：您好！\n申诉，当天已按时发送", "all appeal 当天已按时发送"}, {"李总您好，\n收到", "all received"}, {"各位领导好：\n已缴", "all paid"}, {"Dear 李总,\nOK", "all agree"},
		/* written below or between: no answer */
		{"------------------ 原始邮件 ------------------\n发件人: 文员\n收件人: gm\n主题: x\n\n请回复\n\n同意", "unknown"}, {"> 请直接回复\n> 同意\n> 不同意 原因", "unknown"},
		{"转发给您看看\n\n-------- 转发邮件信息 --------\n发件人：文员\n日期：x\n主题：y\n\n同意", "unknown"},
	};
	(void)state;
	CHECK(shapes);
}

static void test_of(void **state)
{
	struct arena *a = arena_new();
	struct reply r = reply_read(a, "2不同意 太低，4-6免除，其余同意");
	(void)state;
	assert_int_equal(reply_of(&r, 1)->verb, REPLY_AGREE);
	assert_int_equal(reply_of(&r, 2)->verb, REPLY_REFUSE);
	assert_int_equal(reply_of(&r, 5)->verb, REPLY_WAIVE);
	assert_int_equal(reply_of(&r, 7)->verb, REPLY_AGREE);
	assert_int_equal(reply_last(&r), 6);
	r = reply_read(a, "2同意");
	assert_null(reply_of(&r, 1));
	arena_free(a);
}

static const char *repeated(struct arena *a, const char *begin, const char *piece)
{
	enum { MAIL_TEXT = 256 * 1024 };
	size_t n = strlen(begin), one = strlen(piece);
	char *text = arena_alloc(a, MAIL_TEXT + 1);
	memcpy(text, begin, n);
	for (; n + one <= MAIL_TEXT; n += one)
		memcpy(text + n, piece, one);
	text[n] = '\0';
	return text;
}

/* As much as the words of a mail may be, of what may stand before a verb any number of times: the alarm ends a reader that looks from each word to the end. */
static void test_long(void **state)
{
	static const struct { const char *begin, *piece; } texts[] = {{"1同意 ", "我 "}, {"1同意 ", "好 "}, {"1同意 ", "意见:"}, {"", "领导,"}, {"", "hi,"}, {"", "李总 "}, {"", "好"}, {"", "我"}, {"1同意 ", "2、"}, {"1同意 ", "1x"}};
	struct arena *a = arena_new();
	(void)state;
	alarm(60);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		reply_read(a, repeated(a, texts[i].begin, texts[i].piece));
	alarm(0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_agree),    cmocka_unit_test(test_refuse),  cmocka_unit_test(test_others), cmocka_unit_test(test_neither), cmocka_unit_test(test_turned_round), cmocka_unit_test(test_english),
	                                   cmocka_unit_test(test_numbered), cmocka_unit_test(test_clients), cmocka_unit_test(test_of),
	                                   cmocka_unit_test(test_long)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
