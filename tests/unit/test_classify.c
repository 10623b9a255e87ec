/* Tables of a mail: kinds in the order of rules.md section 3, and the shapes of sheets seen in the wild. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "classify.h"
#include "company.h"
#include "docket_rows.h"
#include "extract.h"
#include "headers.h"
#include "layout.h"
#include "drawn.h"
#include "parsers/table.h"

static const struct shape {
	const char *what, *text, *told;
} shapes[] = {
	{"plain", LEAD ROW_A ROW_B, "lead 2:" SEEN_A " 3:" SEEN_B},
	{"a title row and a blank one over the header", "王伟 3月5日 客户资料\n\n" LEAD ROW_A, "lead 4:" SEEN_A},
	{"a vendor's declaration first, header in row 7", "声明：数据仅供参考\n企查查导出数据\n\n\n\n时间|2026-03-05\n" LEAD ROW_A, "lead 8:" SEEN_A},
	{"lines like 业务员：王伟 are no header", "业务员：王伟|日期：3月5日|公司名称：本公司\n" LEAD ROW_A, "lead 3:" SEEN_A},
	{"blank rows keep their numbers", LEAD "\n" ROW_A "\n\n" ROW_B, "lead 3:" SEEN_A " 6:" SEEN_B},
	{"the header again at a page break", LEAD ROW_A LEAD ROW_B, "lead 2:" SEEN_A " 4:" SEEN_B},
	{"a lead typed into one cell is a row that lacks the rest", LEAD ROW_A "补充：\n1、远大五金有限公司 李四 13900139000 五金制品加工、模具、冲压 100万 百度推广 有 高\n", "lead 2:" SEEN_A " 4:1、远大五金有限公司 李四 13900139000 五金制品加工、模具、冲压 100万 百度推广 有 高//"},
	{"total: 合计 and a number", LEAD ROW_A "合计|2家\n", "lead 2:" SEEN_A},
	{"total: a number in the phone's column", "公司全名|电话|法人|主营业务|注册资金|网络情况\n宏图机械有限公司|13800138000|张三|机械|100万|无\n合计|2家\n", "lead 2:" SEEN_A},
	{"同上 twice", LEAD ROW_A "远大五金有限公司|同上|13900139000|五金|50万|无|无|有\n甲乙丙丁公司|同上|〃|五金|50万|无|无|有\n",
	 "lead 2:" SEEN_A " 3:远大五金有限公司/张三/13900139000 4:甲乙丙丁公司/张三/13900139000"},
	{"total: 总计：2 alone", LEAD ROW_A "\n总计：2\n", "lead 2:" SEEN_A},
	{"total: 共2条", LEAD ROW_A "共 2 条\n", "lead 2:" SEEN_A},
	{"total: 小计 with an amount under another column", LEAD ROW_A "小计||||150万\n", "lead 2:" SEEN_A},
	{"total after a number", "序号|公司全名|法人|电话|主营业务|注册资金|网络情况\n1|宏图机械有限公司|张三|13800138000|机械|100万|无\n|合计：|1\n", "lead 2:" SEEN_A},
	{"a row with a note's word and a phone is a row", "负责人|公司全名|电话|主营业务|注册资金|网络情况\n负责人：张三|宏图五金|13800138000|机械|1|无\n", "lead 2:宏图五金/负责人：张三/13800138000"},
	{"a firm called 合计 is none", LEAD "合计财务咨询有限公司|张三|13800138000|机械|100万|无|无|有\n", "lead 2:合计财务咨询有限公司/张三/13800138000"},
	{"notes below", LEAD ROW_A "备注：以上信息均已核实\n说明：请查收\n注：仅供参考\n制表人：王伟\n填表日期：2026-03-05\n制表人：王伟|审核：李总\n", "lead 2:" SEEN_A},
	{"whose copy a workbook of ours is", LEAD ROW_A "\n导出给：王总　2026-09-15　编号 digest.gm.2026-09-15 7KQ4-9M2X\n导出给：宏图机械有限公司\n", "lead 2:" SEEN_A},
	{"... in English, and moved into another column", LEAD ROW_A "|Exported for: Wang Ltd, 2026-09-15, number digest.gm.2026-09-15 7KQ4-9M2X\n", "lead 2:" SEEN_A},
	{"any other lone text", LEAD ROW_A "以上为今天全部资料，请李总查收，谢谢！\n||谢谢\n", "lead 2:" SEEN_A},
	{"a lone firm is a row", LEAD "宏图机械有限公司\n", "lead 2:宏图机械有限公司//"},
	{"numbers 1 to 4 filled in beforehand", "序号|公司全名|法人|电话|主营业务|注册资金|网络情况|业务员|日期\n1|宏图机械有限公司|张三|13800138000|机械|100万|无|王伟|3月5日\n2|||||||王伟|3月5日\n3\n4||-||/|||王伟\n",
	 "lead 2:" SEEN_A},
	{"a tick filled in beforehand", "序号|公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站\n1||||||| 无\n2|宏图机械有限公司|张三|13800138000|机械|100万|无|无\n", "lead 3:" SEEN_A},
	{"a row without company is a row", LEAD "|张三|13800138000|机械|100万|无|无|有\n", "lead 2:/张三/13800138000"},
	{"a row with words for nothing is a row", LEAD "不详|无|-|机械|100万|无|无|有\n", "lead 2:不详/无/-"},
	{"sample rows", LEAD "例：XX公司|张三|13800138000|机械|100万|无|无|有\n示例|李四|13800138000|机械|100万|无|无|有\n" ROW_A, "lead 4:" SEEN_A},
	{"例 in the number column", "序号|公司全名|法人|电话|主营业务|注册资金|网络情况\n例|某某公司|张三|13800138000|机械|100万|无\n1|宏图机械有限公司|张三|13800138000|机械|100万|无\n", "lead 3:" SEEN_A},
	{"a firm called 例外 is none", LEAD "例外服饰有限公司|张三|13800138000|机械|100万|无|无|有\n", "lead 2:例外服饰有限公司/张三/13800138000"},
	{"vendors' placeholders", LEAD "未匹配到相关企业|-|-|-|-|-|-|-\n企业信息暂不予显示\n" ROW_A, "lead 4:" SEEN_A},
	{"同上 and 〃", LEAD ROW_A "远大五金有限公司|同上|〃|五金|同上|同上|无|有\n", "lead 2:" SEEN_A " 3:远大五金有限公司/张三/13800138000"},
	{"same-as-above over a total and a blank", LEAD ROW_A "\n合计|1家\n远大五金有限公司|同上|13900139000|五金|50万|无|无|有\n", "lead 2:" SEEN_A " 5:远大五金有限公司/张三/13900139000"},
	{"two rows of header, joined", "公司全名|联系人||主营业务|注册资金|网络情况\n|姓名|电话\n宏图机械有限公司|张三|13800138000|机械|100万|无\n", "lead 3:" SEEN_A},
	{"two rows of header, merged downwards with the words twice", "企业信息||联系方式||主营业务|注册资金|网络情况\n名称|法人|手机|座机\n宏图机械有限公司|张三|13800138000|0769-88888888|机械|100万|无\n",
	 "lead 3:宏图机械有限公司/张三/13800138000；0769-88888888"},
	{"two rows of header, the lower one to be ticked", "公司全名|法人|电话|主营业务|注册资金|网络情况|网站||开发价值\n||||||有|无|有|无\n宏图机械有限公司|张三|13800138000|机械|100万|无||√|√\n", "lead 3:" SEEN_A},
	{"a header of two rows again", "公司全名|联系人||主营业务|注册资金|网络情况\n|姓名|电话\n宏图机械有限公司|张三|13800138000|机械|100万|无\n"
	                             "公司全名|联系人||主营业务|注册资金|网络情况\n|姓名|电话\n远大五金有限公司|李四|13900139000|五金|50万|无\n", "lead 3:" SEEN_A " 6:" SEEN_B},
	{"two lists side by side, the right one shorter", "客户资料\n序号|公司全名|法人|电话|备注||序号|公司全名|法人|电话\n1|宏图机械有限公司|张三|13800138000|无||2|远大五金有限公司|李四|13900139000\n"
	                                         "3|大海塑胶有限公司|王五|13700137000\n合计|2家||||合计||1家\n",
	 "lead 3:" SEEN_A " 4:大海塑胶有限公司/王五/13700137000 || lead 3:" SEEN_B},
	{"three, without a gap, the header again", "客户资料\n公司全名|法人|电话|公司全名|法人|电话|公司全名|法人|电话|备注\n宏图机械有限公司|张三|13800138000|远大五金有限公司|李四|13900139000\n"
	                                    "公司全名|法人|电话|公司全名|法人|电话|公司全名|法人|电话|备注\n||||||大海塑胶有限公司|王五|13700137000|好\n",
	 "lead 3:" SEEN_A " || lead 3:" SEEN_B " || lead 5:大海塑胶有限公司/王五/13700137000"},
	{"two under headers of two rows", "客户资料\n公司全名|联系人||公司全名|联系人\n|姓名|电话||姓名|电话\n宏图机械有限公司|张三|13800138000|远大五金有限公司|李四|13900139000\n", "lead 4:" SEEN_A " || lead 4:" SEEN_B},
	{"two kinds side by side", "今日意向客户|||今日陌拜\n公司全名|联系人|电话|公司全名|联系人|电话\n宏图机械有限公司|张三|13800138000|远大五金有限公司|李四|13900139000\n", "prospect 3:" SEEN_A " || visit 3:" SEEN_B},
	{"two columns of one firm's names are one list", "客户资料\n公司名称|法人|电话|公司名称\n宏图机械有限公司|张三|13800138000|宏图\n", "lead 3:" SEEN_A},
	{"a row over a page break is no upper line of a header", "公司名称|负责人|联系电话|主营业务|注册金额|推广情况\n" "江门市远雅包装贸易行|何磊|172-2885-9885|环保|1|无\n"
	 "公司名称|负责人|联系电话|主营业务|注册金额|推广情况\n宏图机械有限公司|张三|13800138000|机械|1|无\n", "lead 2:江门市远雅包装贸易行/何磊/172-2885-9885 4:" SEEN_A},
	{"a lone phone in its place is a row", "公司全名|联系人及电话|主营业务|注册资金|网络情况\n\xE3\x80\x80|张三 13800138000\n", "lead 2://张三 13800138000"},
	{"two phones are joined, empty ones are not", "公司全名|法人|手机|座机|更多电话|主营业务|注册资金|网络情况\n宏图机械有限公司|张三|13800138000|-|0769-88888888|机械|1|无\n远大五金有限公司|李四|-||13900139000|五金|1|无\n甲乙丙丁公司|王五|-|||五金|1|无\n",
	 "lead 2:宏图机械有限公司/张三/13800138000；0769-88888888 3:" SEEN_B " 4:甲乙丙丁公司/王五/-"},
	{"微信 only where it is a mobile", "公司全名|法人|电话|微信|主营业务|注册资金|网络情况\n宏图机械有限公司|张三||138 0013 8000|机械|1|无\n远大五金有限公司|李四|13900139000|lisi_88|五金|1|无\n甲乙丙丁公司|王五||wangwu|五金|1|无\n",
	 "lead 2:" SEEN_A " 3:" SEEN_B " 4:甲乙丙丁公司/王五/"},
	{"a vendor's match: the matched name, else the imported one",
	 "原文件导入名称|系统匹配企业名称|法定代表人|电话|注册资本|经营范围|网址\n宏图|宏图机械有限公司|张三|13800138000|1|机械|-\n远大五金有限公司|-|李四|13900139000|1|五金|-\n甲公司|未匹配到相关企业|-|-|-|-|-\n",
	 "lead 2:" SEEN_A " 3:" SEEN_B " 4:甲公司/-/-"},
	{"another layout below", LEAD ROW_A "\n企业名称|联系人|手机|意向程度\n远大五金有限公司|李四|13900139000|A\n", "lead 2:" SEEN_A " || prospect 5:" SEEN_B},
	{"the same layout under another title", "客户资料\n" LEAD ROW_A "\n意向客户\n" LEAD ROW_B, "lead 3:" SEEN_A " || prospect 7:" SEEN_B},
	{"the same layout under a title that says nothing", "客户资料\n" LEAD ROW_A "\n第二页\n" LEAD ROW_B, "lead 3:" SEEN_A " 7:" SEEN_B},
	{"headers with marks and blanks", "*公 司 全 名：|法人（负责人）|电  话|主营业务*|注册资金(万)|网络情况\n宏图机械有限公司|张三|13800138000|机械|100|无\n", "lead 2:" SEEN_A},
	{"a hidden row counts", LEAD "!" ROW_A, "lead 2:" SEEN_A},
	{"only a header", LEAD, ""},
	{"blanks and zero-width around", LEAD " 宏图机械有限公司\xE3\x80\x80|\xE2\x80\x8B张三|\xC2\xA0" "13800138000|机械|1|无|无|有\n", "lead 2:" SEEN_A},
	{"numbers before the names: 1、", LEAD "1、宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2、远大五金有限公司|李四|13900139000|机械|1|无|无|有\n3、大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... 1. and a blank", LEAD "1. 宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2. 远大五金有限公司|李四|13900139000|机械|1|无|无|有\n10.大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... in brackets, and a mark behind", LEAD "(1)宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n（2）、远大五金有限公司|李四|13900139000|机械|1|无|无|有\n【3】大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... in circles", LEAD "①宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n② 远大五金有限公司|李四|13900139000|机械|1|无|无|有\n③、大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... full-width, 01", LEAD "０１．宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n０２．远大五金有限公司|李四|13900139000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000"},
	{"... of a firm whose name begins with digits, and one without", LEAD "1、宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2、58同城信息技术有限公司|李四|13900139000|机械|1|无|无|有\n3M中国有限公司|王五|13700137000|机械|1|无|无|有\n3、大海塑胶有限公司|赵六|13600136000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:58同城信息技术有限公司/李四/13900139000 4:3M中国有限公司/王五/13700137000 5:大海塑胶有限公司/赵六/13600136000"},
	{"... that begin again, after a gap", LEAD "1、宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n3、远大五金有限公司|李四|13900139000|机械|1|无|无|有\n1、大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... of one row", LEAD "1、宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000"},
	{"... before a blank or a hyphen, in sequence", LEAD "1 宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2-远大五金有限公司|李四|13900139000|机械|1|无|无|有\n3 大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"one number is none where a name may have it", LEAD "7 天酒店管理有限公司|张三|13800138000|机械|1|无|无|有\n宏图机械有限公司|李四|13900139000|机械|1|无|无|有\n",
	 "lead 2:7 天酒店管理有限公司/张三/13800138000 3:宏图机械有限公司/李四/13900139000"},
	{"... nor are two", LEAD "1 宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2 远大五金有限公司|李四|13900139000|机械|1|无|无|有\n",
	 "lead 2:1 宏图机械有限公司/张三/13800138000 3:2 远大五金有限公司/李四/13900139000"},
	{"names with digits are names", LEAD "58同城|张三|13800138000|机械|1|无|无|有\n360安全科技公司|李四|13900139000|机械|1|无|无|有\n3M中国有限公司|王五|13700137000|机械|1|无|无|有\n7-11便利店|赵六|13600136000|机械|1|无|无|有\n2号店超市|钱七|13500135000|机械|1|无|无|有\n",
	 "lead 2:58同城/张三/13800138000 3:360安全科技公司/李四/13900139000 4:3M中国有限公司/王五/13700137000 5:7-11便利店/赵六/13600136000 6:2号店超市/钱七/13500135000"},
	{"... also in a sequence", LEAD "1号店超市|张三|13800138000|机械|1|无|无|有\n2号店超市|李四|13900139000|机械|1|无|无|有\n3号店超市|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:1号店超市/张三/13800138000 3:2号店超市/李四/13900139000 4:3号店超市/王五/13700137000"},
	{"... and with points", LEAD "1.5米眼镜店|张三|13800138000|机械|1|无|无|有\n2.0咖啡店|李四|13900139000|机械|1|无|无|有\n3.14咖啡店|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:1.5米眼镜店/张三/13800138000 3:2.0咖啡店/李四/13900139000 4:3.14咖啡店/王五/13700137000"},
	{"numbers with nothing behind them", LEAD "1宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2远大五金有限公司|李四|13900139000|机械|1|无|无|有\n3大海塑胶有限公司|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:宏图机械有限公司/张三/13800138000 3:远大五金有限公司/李四/13900139000 4:大海塑胶有限公司/王五/13700137000"},
	{"... that count something", LEAD "1号宏图便利店|张三|13800138000|机械|1|无|无|有\n2号远大便利店|李四|13900139000|机械|1|无|无|有\n3号大海便利店|王五|13700137000|机械|1|无|无|有\n",
	 "lead 2:1号宏图便利店/张三/13800138000 3:2号远大便利店/李四/13900139000 4:3号大海便利店/王五/13700137000"},
	{"numbers that go down are none that we know", LEAD "3、宏图机械有限公司|张三|13800138000|机械|1|无|无|有\n2、远大五金有限公司|李四|13900139000|机械|1|无|无|有\n",
	 "lead 2:3、宏图机械有限公司/张三/13800138000 3:2、远大五金有限公司/李四/13900139000"},
	{"a phone alone with a person in one cell", "公司全名|联系人及电话|主营业务|注册资金|网络情况|有无网站|开发价值\n宏图机械有限公司|张三 13800138000|机械|1|无|无|有\n", "lead 2:宏图机械有限公司//张三 13800138000"},
};

static void test_shapes(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", shapes[i].text);
		if (strcmp(told(a, &c), shapes[i].told) != 0)
			fail_msg("%s:\n gives %s\n   not %s", shapes[i].what, told(a, &c), shapes[i].told);
	}
}

/* A line of its cells for each firm, with Alt+Enter. What does not go line by line stays one row. */
static void test_several_in_a_row(void **state)
{
	struct arena *a = *state;
	static const struct {
		const char *company, *person, *phone, *told;
	} cases[] = {
		{"宏图机械有限公司\n远大五金有限公司", "张三\n李四", "13800138000\n13900139000", "lead 2:" SEEN_A " 2:" SEEN_B},
		{"宏图机械有限公司\n\n远大五金有限公司 \n", "王五", "13800138000\n13900139000", "lead 2:宏图机械有限公司/王五/13800138000 2:远大五金有限公司/王五/13900139000"},
		{"宏图机械\n有限公司", "张三", "13800138000\n13900139000", "lead 2:宏图机械\n有限公司/张三/13800138000\n13900139000"},
		{"宏图机械有限公司\n（原宏图机械厂）", "张三", "13800138000\n13900139000", "lead 2:宏图机械有限公司\n（原宏图机械厂）/张三/13800138000\n13900139000"},
		{"宏图机械有限公司\n远大五金有限公司", "张三\n李四\n王五", "13800138000\n13900139000", "lead 2:宏图机械有限公司\n远大五金有限公司/张三\n李四\n王五/13800138000\n13900139000"},
		{"宏图机械有限公司", "张三", "13800138000\n13900139000", "lead 2:宏图机械有限公司/张三/13800138000\n13900139000"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = "资料"};
		struct classified c;
		add_part(a, &m, PART_ATTACHMENT, "表.xlsx", "Sheet1", LEAD ROW_A);
		struct cell *cells = m.parts[0].file.sheets[0].rows[1].cells;
		cells[0].text = cases[i].company;
		cells[1].text = cases[i].person;
		cells[2].text = cases[i].phone;
		classify_mail(a, &m, NULL, &c);
		assert_string_equal(told(a, &c), cases[i].told);
		const struct lead_row *last = &c.tables[0].rows[c.tables[0].rows_count - 1];
		assert_int_equal(last->cells_count, 8);
		assert_string_equal(last->cells[3], "机械");
		if (c.tables[0].rows_count > 1)
			assert_string_equal(last->cells[0], "远大五金有限公司");
	}
}

/* Which of the two was ticked is the director's to read: the field is filled. */
static void test_ticked(void **state)
{
	struct arena *a = *state;
	struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", "公司全名|法人|电话|主营业务|注册资金|网络情况|网站||开发价值\n||||||有|无|有|无\n宏图机械有限公司|张三|13800138000|机械|100万|无||√|√\n"
		"远大五金有限公司|李四|13900139000|五金|50万|无|√|||√\n");
	assert_int_equal(c.tables_count, 1);
	assert_int_equal(c.tables[0].rows_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(c.tables[0].rows[i].value[FIELD_WEBSITE], "√");
		assert_string_equal(c.tables[0].rows[i].value[FIELD_VALUE], "√");
	}
}

#define VISIT "公司全名|拜访日期|被访人|电话\n宏图机械有限公司|3月5日|张三|13800138000\n"
#define STAGE "公司全名|联系人|电话|意向程度\n宏图机械有限公司|张三|13800138000|A\n"
#define SHORT "公司全名|联系人|电话\n宏图机械有限公司|张三|13800138000\n"

static const struct kind_case {
	const char *what, *subject, *file, *sheet, *text;
	enum row_kind kind;
	const char *told_by;
} kinds[] = {
	{"columns: a visit date and a person met", "意向客户", "客户资料.xlsx", "客户资料", "意向客户\n" VISIT, ROW_VISIT, "columns"},
	{"columns: a stage of intent", "陌拜", "陌拜.xlsx", "陌拜", "陌拜记录\n" STAGE, ROW_PROSPECT, "columns"},
	{"columns: 陌拜 before 意向", "", "", "", "公司全名|拜访日期|被访人|电话|意向等级\n宏图机械有限公司|3月5日|张三|13800138000|A\n", ROW_VISIT, "columns"},
	{"a visit date alone is not unmistakable", "客户资料", "a.xlsx", "", "公司全名|拜访日期|联系人|电话\n宏图机械有限公司|3月5日|张三|13800138000\n", ROW_LEAD, "subject"},
	{"a visit date and some person, where nothing else tells", "", "a.xlsx", "", "公司全名|拜访日期|联系人|电话\n宏图机械有限公司|3月5日|张三|13800138000\n", ROW_VISIT, "columns"},
	{"a visit date in a lead list, where nothing else tells", "", "a.xlsx", "", "公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站|开发价值|拜访日期\n宏图机械有限公司|张三|13800138000|机械|1|无|无|高|3月5日\n", ROW_LEAD, "default"},
	{"意向度 as the value of a lead list", "", "a.xlsx", "", "公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站|意向度\n宏图机械有限公司|张三|13800138000|机械|1|无|无|高\n", ROW_LEAD, "default"},
	{"意向度 beside a value is a stage", "", "a.xlsx", "", "公司全名|法人|电话|主营业务|注册资金|网络情况|开发价值|意向度\n宏图机械有限公司|张三|13800138000|机械|1|无|有|高\n", ROW_PROSPECT, "columns"},
	{"title", "陌拜", "陌拜.xlsx", "Sheet1", "王伟 3月5日 意向客户\n" SHORT, ROW_PROSPECT, "title"},
	{"an explanation over the table is no title", "客户资料", "a.xlsx", "Sheet1", "说明：意向客户和陌拜请另填\n" SHORT, ROW_LEAD, "subject"},
	{"nor is a long text", "客户资料", "a.xlsx", "Sheet1",
	 "请各位同事按要求填写，公司名称必须为营业执照上的全称，电话必须能够打通，陌拜回来之后的名单请填写到另外一张表里面去，不要和这一张混在一起，谢谢大家的配合\n" SHORT, ROW_LEAD, "subject"},
	{"title with blanks", "", "陌拜.xlsx", "Sheet1", "意 向 客 户 登 记 表\n" SHORT, ROW_PROSPECT, "title"},
	{"title in full-width brackets", "", "", "", "【陌拜】记录\n" SHORT, ROW_VISIT, "title"},
	{"sheet name", "意向客户", "意向客户.xlsx", "陌拜3.5", SHORT, ROW_VISIT, "sheet"},
	{"title and sheet are one step: 陌拜 in the sheet's name first", "", "", "陌拜", "意向客户\n" SHORT, ROW_VISIT, "sheet"},
	{"title and sheet are one step: 意向 in the title first", "", "", "客户资料", "意向客户\n" SHORT, ROW_PROSPECT, "title"},
	{"file name", "陌拜", "王伟意向客户0305.xlsx", "Sheet1", "王伟 3月5日\n" SHORT, ROW_PROSPECT, "file"},
	{"file name: 陌拜 before 意向", "", "意向客户陌拜.xlsx", "Sheet1", SHORT, ROW_VISIT, "file"},
	{"file name before a lead list's columns", "", "意向客户.xlsx", "Sheet1", LEAD ROW_A, ROW_PROSPECT, "file"},
	{"a file in an archive: its own name first", "", "陌拜.zip · 客户资料/意向客户.xlsx", "Sheet1", SHORT, ROW_PROSPECT, "file"},
	{"then its folder's", "", "陌拜.zip · 客户资料/0305.xlsx", "Sheet1", SHORT, ROW_LEAD, "file"},
	{"then the archive's", "", "陌拜.zip · 0305.xlsx", "Sheet1", SHORT, ROW_VISIT, "file"},
	{"subject", "回复：陌拜记录 王伟", "0305.xlsx", "Sheet1", SHORT, ROW_VISIT, "subject"},
	{"subject: 客户资料 on short columns", "王伟 客户资料", "0305.xlsx", "Sheet1", SHORT, ROW_LEAD, "subject"},
	{"default: a lead list's columns", "请查收", "0305.xlsx", "Sheet1", LEAD ROW_A, ROW_LEAD, "default"},
};

static void test_kinds(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct kind_case *k = &kinds[i];
		struct classified c = read_one(a, k->subject, k->file, k->sheet, k->text);
		if (c.tables_count != 1 || c.tables[0].kind != k->kind || strcmp(c.tables[0].told_by, k->told_by) != 0)
			fail_msg("%s: %zu tables, %s, by %s", k->what, c.tables_count, c.tables_count ? row_kind_names[c.tables[0].kind] : "-",
			         c.tables_count ? c.tables[0].told_by : "-");
		assert_true(c.meant_list);
	}
}

/* Cards, a firm each, instead of rows. */
static void test_cards(void **state)
{
	static const struct {
		const char *what, *sheet, *text, *told;
	} cases[] = {
		{"labels and values below each other", "意向客户", "公司名称|宏图机械有限公司\n联系人|张三\n电话|13800138000\n\n公司名称|远大五金有限公司\n联系人|李四\n电话|13900139000\n", "prospect 1:" SEEN_A " 5:" SEEN_B},
		{"two pairs a row, labels of nobody's, merged cells", "Sheet1", "意向客户登记表\n公司名称|宏图机械有限公司|||客户渠道|百度\n联系人|张三|职务|经理\n电话：||13800138000|填表人|王伟\n合作想法|想做网站|网址|\n", "prospect 2:" SEEN_A},
		{"label and value in one cell", "陌拜", "公司名称：宏图机械有限公司|联系人：张三\n电话：13800138000|地址：东莞\n", "visit 1:" SEEN_A},
		{"a column each", "客户资料", "序号|1|2\n公司全名|宏图机械有限公司|远大五金有限公司\n法人|张三|李四\n电话|13800138000|13900139000\n主营业务|机械|\n网络情况|百度推广|竞价\n注册资金|100万|50万\n", "lead 2:" SEEN_A " 2:" SEEN_B},
		{"a column each, what is said of one is called like a column", "客户资料", "公司全名|宏图机械有限公司|远大五金有限公司\n法人|张三|李四\n电话|13800138000|13900139000\n主营业务|机械|网站\n网络情况|无|阿里店铺\n",
		 "lead 1:" SEEN_A " 1:" SEEN_B},
		{"rows of cells that say their own labels", "Sheet1", "公司全名：宏图机械有限公司|法人：张三|电话：13800138000|主营业务：机械\n公司全名：远大五金有限公司|法人：李四|电话：13900139000|主营业务：五金\n",
		 "prospect 1:" SEEN_A " 2:" SEEN_B},
		{"two cards side by side, two more below", "陌拜", "公司名称|宏图机械有限公司||公司名称|远大五金有限公司\n联系人|张三||联系人|李四\n电话|13800138000||电话|13900139000\n"
		 "公司名称|大海塑胶有限公司\n联系人|王五\n电话|13700137000\n", "visit 1:" SEEN_A " 1:" SEEN_B " 4:大海塑胶有限公司/王五/13700137000"},
		{"a second phone under the same label is doubtful", "意向客户", "公司名称|宏图机械有限公司\n联系人|张三\n电话|13800138000\n电话|13900139000\n", ""},
		{"a letterhead over a list", "意向客户", "公司名称：示例网络有限公司|电话：0769-22222222|联系人：王伟\n" SHORT, "prospect 3:" SEEN_A},
		{"a form of another sort", "Sheet1", "报价单\n公司名称|宏图机械有限公司\n联系人|张三\n电话|13800138000\n", ""},
		{"labels alone", "意向客户", "公司名称|\n联系人|\n电话|\n", ""},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct classified c = read_one(a, "意向客户", "表.xlsx", cases[i].sheet, cases[i].text);
		if (strcmp(told(a, &c), cases[i].told) != 0)
			fail_msg("%s:\n gives %s\n   not %s", cases[i].what, told(a, &c), cases[i].told);
	}
}

static void test_all_fields_of_a_row(void **state)
{
	struct arena *a = *state;
	struct classified c = read_one(a, "", "a.xlsx", "资料",
	                               "序号|公司全称|法定代表人|联系人|职务|联系电话|经营范围|注册资本（万元）|推广情况|官网|客户等级|统一社会信用代码|备注\n"
	                               "1|宏图机械有限公司|张三|李四|采购|13800138000|机械|100|百度|www.a.cn|A|91440300708461136T|下午联系\n");
	assert_int_equal(c.tables_count, 1);
	const struct lead_table *t = &c.tables[0];
	assert_string_equal(t->sheet_label, "资料");
	const char *const *v = t->rows[0].value;
	assert_string_equal(v[FIELD_SEQ], "1");
	assert_string_equal(v[FIELD_PERSON], "张三");
	assert_string_equal(v[FIELD_CONTACT], "李四");
	assert_string_equal(v[FIELD_TITLE], "采购");
	assert_string_equal(v[FIELD_BUSINESS], "机械");
	assert_string_equal(v[FIELD_CAPITAL], "100");
	assert_string_equal(v[FIELD_NETWORK], "百度");
	assert_string_equal(v[FIELD_WEBSITE], "www.a.cn");
	assert_string_equal(v[FIELD_VALUE], "A");
	assert_string_equal(v[FIELD_USCC], "91440300708461136T");
	assert_string_equal(v[FIELD_NOTE], "下午联系");
	for (int f = 0; f < FIELD_COUNT; f++)
		assert_non_null(v[f]);
}

static void test_without_header(void **state)
{
	struct arena *a = *state;
	const char *bare = "1|宏图机械有限公司|张三|13800138000|机械\n2|远大五金有限公司|李四|13900139000|五金\n";
	struct classified c = read_one(a, "陌拜", "", "", bare);
	assert_string_equal(told(a, &c), "visit 1:" SEEN_A " 2:" SEEN_B);
	c = read_one(a, "请查收", "", "", bare); /* nothing says what it is */
	assert_int_equal(c.tables_count, 0);
	assert_int_equal(c.unknown_count, 1);
	assert_int_equal(c.unknown[0].why, UNKNOWN_KIND);
	c = read_one(a, "陌拜", "", "", "张三|机械|100\n李四|五金|200\n");
	assert_int_equal(c.tables_count, 0);
	assert_int_equal(c.unknown_count, 1);
	assert_int_equal(c.unknown[0].why, UNKNOWN_COLUMNS);
}

static void test_not_understood(void **state)
{
	struct arena *a = *state;
	struct classified c = read_one(a, "资料", "报价.xlsx", "Sheet1", "报价单\n\n型号|数量|单价| \nA1|2|300\n");
	assert_int_equal(c.tables_count, 0);
	assert_int_equal(c.unknown_count, 1);
	assert_int_equal(c.unknown[0].row, 3);
	assert_int_equal(c.unknown[0].columns_count, 3);
	assert_string_equal(c.unknown[0].columns[0].title, "型号");
	assert_string_equal(c.unknown[0].sheet_label, "Sheet1");
	assert_false(c.meant_list);
	c = read_one(a, "今日意向客户", "报价.xlsx", "Sheet1", "型号|数量|单价\nA1|2|300\n");
	assert_true(c.meant_list);
	c = read_one(a, "资料", "a.xlsx", "Sheet1", "陌拜\n型号|数量|单价\nA1|2|300\n");
	assert_true(c.meant_list);
	c = read_one(a, "请查收", "a.xlsx", "Sheet1", SHORT); /* company, person, phone, and no word */
	assert_int_equal(c.unknown[0].why, UNKNOWN_KIND);
	assert_true(c.meant_list);
	c = read_one(a, "订单", "订单.xlsx", "Sheet1", "客户名称|电话|型号|数量\n宏图机械有限公司|13800138000|A1|2\n");
	assert_int_equal(c.unknown[0].why, UNKNOWN_KIND);
	assert_false(c.meant_list);
	c = read_one(a, "资料", "a.xlsx", "Sheet1", "");
	assert_int_equal(c.unknown_count, 0);
	c = read_one(a, "资料", "a.xlsx", "Sheet1", LEAD);
	assert_int_equal(c.empty, 1);
	assert_true(c.meant_list);
}

static void test_several_parts_and_sheets(void **state)
{
	struct arena *a = *state;
	struct mail m = {.subject = "客户资料"};
	struct classified c;
	add_part(a, &m, PART_ATTACHMENT, "一.xlsx", "Sheet1", LEAD ROW_A);
	ARENA_PUSH(a, &m.parts[0].file, sheets) = draw(a, "Sheet2", "");
	ARENA_PUSH(a, &m.parts[0].file, sheets) = draw(a, "陌拜", SHORT);
	m.parts[0].file.sheets[2].hidden = true;
	add_part(a, &m, PART_ATTACHMENT, "意向客户.csv", "", SHORT);
	add_part(a, &m, PART_ATTACHMENT, "图.png", "", "");
	m.parts[2].status = TABLE_NOT_A_TABLE;
	add_part(a, &m, PART_BODY, "", "", LEAD ROW_B);
	add_part(a, &m, PART_BODY, "", "", "电话|0769-88888888\n地址|东莞\n");
	classify_mail(a, &m, NULL, &c);
	assert_string_equal(told(a, &c), "lead 2:" SEEN_A " || visit 2:" SEEN_A " || prospect 2:" SEEN_A " || lead 2:" SEEN_B);
	assert_int_equal(c.unknown_count, 0); /* the signature */
	assert_int_equal(c.hidden_rows, 1);
	assert_true(c.tables[1].rows[0].hidden);
	assert_int_equal(c.tables[1].sheet, 2);
	assert_int_equal(c.tables[2].part, 1);
	assert_string_equal(c.tables[1].sheet_label, "陌拜");
	assert_string_equal(c.tables[2].sheet_label, "意向客户.csv");
	assert_string_equal(c.tables[3].sheet_label, "正文表格");
}

/* ---- merged cells ---- */

#define MERGE_MAX 4
static const struct merged_case {
	const char *what, *text;
	struct table_merge merges[MERGE_MAX]; /* up to the first without a row */
	const char *told; /* number:company/person/business/website */
} merged_cases[] = {
	{"a column over three rows", LEAD ROW_A "远大五金有限公司|李四|13900139000||50万|无|有|高\n甲乙丙丁公司|王五|13700137000||50万|无|有|高\n", {{2, 4, 3, 3}},
	 " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/李四/机械/有 4:甲乙丙丁公司/王五/机械/有"},
	{"nothing merged, nothing said", LEAD ROW_A "远大五金有限公司|李四|13900139000||50万|无|有|高\n", {{0}},
	 " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/李四//有"},
	{"it ends where it ends", LEAD ROW_A "远大五金有限公司||13900139000|五金|50万|无|有|高\n甲乙丙丁公司||13700137000|五金|50万|无|有|高\n", {{2, 3, 1, 1}},
	 " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/张三/五金/有 4:甲乙丙丁公司//五金/有"},
	{"a block goes down in its first column, not across", LEAD "宏图机械有限公司|张三|13800138000|机械|100万|无||有\n远大五金有限公司|李四|13900139000|五金|50万|||高\n", {{2, 3, 5, 6}},
	 " 2:宏图机械有限公司/张三/机械/ 3:远大五金有限公司/李四/五金/"},
	{"a company with two people is one company twice", LEAD ROW_A "|李四|13900139000|五金|50万|无|有|高\n", {{2, 3, 0, 0}},
	 " 2:宏图机械有限公司/张三/机械/无 3:宏图机械有限公司/李四/五金/有"},
	{"only a company of its own, all else merged", LEAD ROW_A "远大五金有限公司\n", {{2, 3, 1, 1}, {2, 3, 3, 3}, {2, 3, 6, 6}},
	 " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/张三/机械/无"},
	{"a title over two rows is no value", "客户资料\n|客户资料\n" LEAD "|张三|13800138000|机械|100万|无|无|有\n", {{1, 4, 0, 0}}, " 4:/张三/机械/无"},
	{"nor is a header over two rows", LEAD "|张三|13800138000|机械|100万|无|无|有\n", {{1, 2, 0, 0}}, " 2:/张三/机械/无"},
	{"nor a note, nor a total", LEAD ROW_A "备注：如下\n|李四|13900139000|五金|50万|无|有|高\n合计|2\n|王五|13700137000|五金|50万|无|有|高\n", {{3, 4, 0, 0}, {5, 6, 0, 0}},
	 " 2:宏图机械有限公司/张三/机械/无 4:/李四/五金/有 6:/王五/五金/有"},
	{"a note under a merge stays one", LEAD ROW_A "|备注：以上均已核实\n|合计|1\n", {{2, 4, 0, 0}, {2, 4, 3, 3}}, " 2:宏图机械有限公司/张三/机械/无"},
	{"numbers filled in beforehand under merges are no rows", "序号|" LEAD "1|" ROW_A "2\n3\n", {{2, 4, 1, 1}, {2, 4, 2, 2}, {2, 4, 3, 3}, {2, 4, 4, 4}}, " 2:宏图机械有限公司/张三/机械/无"},
	{"on over a page break", LEAD ROW_A LEAD "远大五金有限公司|李四|13900139000||50万|无|有|高\n", {{2, 4, 3, 3}}, " 2:宏图机械有限公司/张三/机械/无 4:远大五金有限公司/李四/机械/有"},
	{"not into another table", LEAD ROW_A "企业名称|负责人|手机|经营范围|意向程度\n远大五金有限公司|李四|13900139000||A\n", {{2, 4, 3, 3}},
	 " 2:宏图机械有限公司/张三/机械/无 4:远大五金有限公司/李四//"},
	{"same-as-above at the head of a merge, and under one", LEAD ROW_A "远大五金有限公司|同上|13900139000|五金|50万|无|有|高\n甲乙丙丁公司||13700137000|〃|50万|无|有|高\n戊己庚辛公司|″|13600136000|（同 上）|50万|无|有|高\n",
	 {{3, 4, 1, 1}}, " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/张三/五金/有 4:甲乙丙丁公司/张三/五金/有 5:戊己庚辛公司/张三/五金/有"},
	{"a merge whose first cell is beyond the columns", LEAD ROW_A ROW_B, {{2, 3, 900, 901}}, " 2:宏图机械有限公司/张三/机械/无 3:远大五金有限公司/李四/五金/有"},
};

static void test_merged(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof merged_cases / sizeof *merged_cases; i++) {
		const struct merged_case *k = &merged_cases[i];
		struct mail m = {.subject = "客户资料"};
		struct classified c;
		add_part(a, &m, PART_ATTACHMENT, "a.xlsx", "Sheet1", k->text);
		struct sheet *s = &m.parts[0].file.sheets[0];
		for (size_t j = 0; j < MERGE_MAX && k->merges[j].top; j++)
			ARENA_PUSH(a, s, merges) = k->merges[j];
		classify_mail(a, &m, NULL, &c);
		const char *got = "";
		for (size_t t = 0; t < c.tables_count; t++)
			for (size_t j = 0; j < c.tables[t].rows_count; j++) {
				const char *const *v = c.tables[t].rows[j].value;
				got = arena_printf(a, "%s %d:%s/%s/%s/%s", got, c.tables[t].rows[j].row, v[FIELD_COMPANY], v[FIELD_PERSON], v[FIELD_BUSINESS], v[FIELD_WEBSITE]);
			}
		if (strcmp(got, k->told) != 0)
			fail_msg("%s:\n gives%s\n   not%s", k->what, got, k->told);
	}
}

static void test_nothing_above(void **state)
{
	struct arena *a = *state;
	struct classified c = read_one(a, "客户资料", "a.xlsx", "", LEAD "宏图机械有限公司|张三|13800138000|同上|100万|无|〃|有\n");
	assert_int_equal(c.tables[0].rows_count, 1);
	assert_string_equal(c.tables[0].rows[0].value[FIELD_BUSINESS], ""); /* nothing stands above: nothing was said */
	assert_string_equal(c.tables[0].rows[0].value[FIELD_WEBSITE], "");
}

/* One list of merged cells, as three programs write it. */
static void test_merged_files(void **state)
{
	static const char *const names[] = {"merged.xlsx", "merged.xls", "merged.html"};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		uint8_t data[65536];
		FILE *f = fopen(arena_printf(a, "tests/golden/parsers/in/%s", names[i]), "rb");
		assert_non_null(f);
		size_t size = fread(data, 1, sizeof data, f);
		fclose(f);
		struct mail m = {.subject = "资料"};
		struct part p = {.source = PART_ATTACHMENT, .file_name = names[i]};
		p.status = table_read(a, (struct bytes){data, size}, names[i], &p.file, &p.detail);
		assert_int_equal(p.status, TABLE_OK);
		ARENA_PUSH(a, &m, parts) = p;
		struct classified c;
		classify_mail(a, &m, NULL, &c);
		assert_string_equal(told(a, &c), "lead 4:东莞市宏达五金制品有限公司/张伟/13800138000 5:深圳市龙岗区喆堃电子厂/张伟/0755-28888888"
		                                 " 6:广州市佳美包装制品厂/张伟/13900139000 7:广州市佳美包装制品厂/王五/13700137000");
		for (size_t r = 1; r < 3; r++) {
			assert_string_equal(c.tables[0].rows[r].value[FIELD_BUSINESS], "五金冲压件");
			assert_string_equal(c.tables[0].rows[r].value[FIELD_NETWORK], "无推广");
			assert_string_equal(c.tables[0].rows[r].value[FIELD_WEBSITE], "无");
		}
		assert_string_equal(c.tables[0].rows[3].value[FIELD_BUSINESS], "");
	}
}

static void test_quotations(void **state)
{
	struct arena *a = *state;
	struct mail m = {.subject = "转发：客户资料"};
	struct classified c;
	add_part(a, &m, PART_QUOTED, "", "", LEAD ROW_B);
	classify_mail(a, &m, NULL, &c);
	assert_int_equal(c.tables_count, 1);
	assert_true(c.forwarded);
	m.subject = "客户资料";
	classify_mail(a, &m, NULL, &c);
	assert_true(c.forwarded);
	m.subject = "回复：客户资料"; /* yesterday's table under an answer must not count again */
	classify_mail(a, &m, NULL, &c);
	assert_int_equal(c.tables_count, 0);
	m.subject = "转发：客户资料";
	add_part(a, &m, PART_BODY, "", "", LEAD ROW_A); /* a table above the quotation is the one meant */
	classify_mail(a, &m, NULL, &c);
	assert_string_equal(told(a, &c), "lead 2:" SEEN_A);
	assert_false(c.forwarded);
	struct mail nothing = {0}; /* quarantined: never parsed */
	classify_mail(a, &nothing, NULL, &c);
	assert_int_equal(c.tables_count, 0);
	assert_false(c.meant_list);
}

static void test_attached_mails(void **state)
{
	struct arena *a = *state;
	struct mail m = {.subject = "客户资料"};
	struct classified c;
	add_part(a, &m, PART_NESTED, "0305.xlsx", "Sheet1", SHORT);
	m.parts[0].nested_subject = "陌拜记录";
	classify_mail(a, &m, NULL, &c);
	assert_int_equal(c.tables[0].kind, ROW_VISIT);
	assert_string_equal(c.tables[0].told_by, "subject");
	m.parts[0].nested_subject = "昨天的表";
	classify_mail(a, &m, NULL, &c);
	assert_int_equal(c.tables[0].kind, ROW_LEAD);
}

static void test_names(void **state)
{
	struct arena *a = *state;
	struct mail m = {.subject = "王伟 周 工作计划"};
	const char *plan[] = {"周汇报", "周工作计划"}, *other[] = {"月报", ""};
	assert_true(classify_names(&m, plan, 2));
	assert_false(classify_names(&m, other, 2));
	m.subject = "请查收";
	assert_false(classify_names(&m, plan, 2));
	add_part(a, &m, PART_ATTACHMENT, "周工作计划（王伟）.docx", "", "");
	m.parts[0].status = TABLE_NOT_A_TABLE;
	assert_true(classify_names(&m, plan, 2));
	m.parts[0].file_name = "a.docx";
	m.parts[0].nested_subject = "周汇报";
	assert_true(classify_names(&m, plan, 2));
}

/* What a receipt's workbook adds is read, and changes nothing of what the list is. */
static void test_columns_of_our_own(void **state)
{
	struct arena *a = *state;
	struct classified plain = read_one(a, "客户资料", "a.xlsx", "Sheet1", "公司名称|法人|电话\n宏图机械有限公司|张三|13800138000\n远大五金有限公司|李四|1390013\n");
	struct classified c = read_one(a, "客户资料", "a.xlsx", "Sheet1", "公司名称|法人|电话|状态|原因\n宏图机械有限公司|张三|13800138000|已计入\n"
	                                                              "远大五金有限公司|李四|1390013|未计入|电话不能用：1390013\n|||已计入\n|||未计入|您此前已经登记为意向客户\n"
	                                                              "公司名称|法人|电话|状态|原因\n");
	assert_int_equal(c.tables_count, 1);
	assert_int_equal(c.tables[0].rows_count, 2); /* cleared rows are none, and their reasons no title of what follows */
	assert_string_equal(c.tables[0].rows[0].value[FIELD_ROW_STATUS], "已计入");
	assert_string_equal(c.tables[0].rows[1].value[FIELD_ROW_REASON], "电话不能用：1390013");
	struct digest one = docket_rows_digest(plain.tables, 1), two = docket_rows_digest(c.tables, 1);
	assert_memory_equal(one.b, two.b, sizeof one.b);
	/* alone they make no header */
	c = read_one(a, "客户资料", "a.xlsx", "Sheet1", "公司名称|状态|原因|甲|乙|丙\n宏图机械有限公司|张三|x|1|2|3\n");
	assert_int_equal(c.tables_count, 0);
	/* behind a column of the sender's */
	c = read_one(a, "客户资料", "a.xlsx", "Sheet1", "公司名称|状态|法人|电话|状态|原因\n宏图机械有限公司|跟进中|张三|13800138000|已计入\n");
	assert_string_equal(c.tables[0].rows[0].value[FIELD_ROW_STATUS], "已计入");
}

static void test_cells_are_kept(void **state)
{
	struct arena *a = *state;
	struct classified c = read_one(a, "客户资料", "a.xlsx", "Sheet1", "9月客户资料\n|公司名称（全称）| 电话|成立日期|法人\n1|宏图机械有限公司|13800138000|2001|张三|旁边\n2|远大五金有限公司|同上||李四\n");
	const struct lead_table *t = &c.tables[0];
	assert_int_equal(t->columns_count, 5);
	assert_string_equal(t->columns[0].title, "");
	assert_string_equal(t->columns[1].title, "公司名称（全称）");
	assert_string_equal(t->columns[2].title, "电话");
	assert_int_equal(t->columns[3].field, FIELD_OTHER);
	assert_int_equal(t->columns[4].field, FIELD_PERSON);
	assert_int_equal(t->rows[0].cells_count, 6);
	assert_string_equal(t->rows[0].cells[3], "2001");
	assert_string_equal(t->rows[0].cells[5], "旁边");
	assert_string_equal(t->rows[1].cells[2], "13800138000");
	assert_string_equal(t->rows[1].cells[3], "");
	/* not those of lists without end */
	struct buf b = {0};
	buf_adds(&b, "公司名称|电话|说明\n");
	for (int i = 0; i < 3000; i++)
		buf_printf(&b, "东莞市%d有限公司|13800138000|%0500d\n", i, i);
	c = read_one(a, "客户资料", "a.xlsx", "Sheet1", b.data);
	buf_release(&b);
	t = &c.tables[0];
	assert_int_equal(t->rows_count, 3000);
	assert_non_null(t->rows[0].cells);
	size_t kept = 0;
	for (size_t i = 0; i < t->rows_count; i++)
		for (size_t k = 0; k < t->rows[i].cells_count; k++)
			kept += strlen(t->rows[i].cells[k]);
	assert_true(kept > EXTRACT_KEPT_BYTES / 2 && kept <= EXTRACT_KEPT_BYTES);
	assert_null(t->rows[2999].cells);
	assert_string_equal(t->rows[2999].value[FIELD_PHONE], "13800138000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes), cmocka_unit_test(test_ticked), cmocka_unit_test(test_several_in_a_row),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_cards),
		cmocka_unit_test(test_all_fields_of_a_row),
		cmocka_unit_test(test_without_header),
		cmocka_unit_test(test_not_understood),
		cmocka_unit_test(test_several_parts_and_sheets),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_nothing_above),
		cmocka_unit_test(test_merged_files),
		cmocka_unit_test(test_quotations),
		cmocka_unit_test(test_attached_mails),
		cmocka_unit_test(test_columns_of_our_own),
		cmocka_unit_test(test_cells_are_kept),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
