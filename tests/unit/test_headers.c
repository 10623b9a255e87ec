/* Which field a header names: every synonym that lists use, and the headers of the vendors' exports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/text.h"
#include "headers.h"

/* Words apart by blanks. Each must name the field. */
static const struct {
	enum field field;
	const char *words;
} synonyms[] = {
	{FIELD_COMPANY, "公司全名 公司全称 公司名称 公司名 企业名称 企业全称 企业名 单位名称 单位全称 单位 客户名称 客户公司 客户公司名称 客户全称 客户单位 客户 公司 企业 名称 "
	                "商户名称 店铺名称 厂名 工厂名称 系统匹配企业名称 抬头 开票名称 company company_name name Company COMPANY_NAME 原文件导入名称 意向客户 拜访单位 陌拜客户 公司名称/法人"},
	{FIELD_PERSON, "法人 法人代表 法定代表人 法人姓名 法人名称 企业法人 法人/负责人 法人或负责人 负责人 公司负责人 老板 老板姓名 总经理 经理 董事长 实际控制人 决策人 KP 关键人 企业法人(法定代表人) 公司法人 法人、负责人 负责人/法人"},
	{FIELD_CONTACT, "联系人 联系人姓名 客户姓名 姓名 对接人 接洽人 经办人 称呼 联络人 采购负责人 联系人/职务"},
	{FIELD_TITLE, "职务 职位 岗位 头衔"},
	{FIELD_PHONE, "电话 联系电话 联系方式 精准联系方式 法人电话 法人联系方式 负责人电话 老板电话 手机 手机号 手机号码 有效手机号 移动电话 联系人电话 座机 固话 固定电话 办公电话 公司电话 "
	              "电话号码 更多电话 其他电话 推荐电话 联系电话2 联系电话10 电话1 电话2 备用电话 总机 400电话 联系人及电话 TEL Mobile Phone 微信 微信号 微信/电话 QQ 联系人手机 联系人电话号码 "
	              "联络方式 企业电话号码(电话) 单位电话 客户手机 法人/负责人电话 法人手机 负责人手机号 联系电话（工商信息） 接待人电话 手机号码*"},
	{FIELD_BUSINESS, "主营业务 主营 主营产品 主要产品 经营范围 主要业务 业务范围 主营项目 行业 所属行业 国标行业门类 国标行业大类 国标行业中类 行业类别 行业分类 企业业务 公司业务 产品 经营内容"},
	{FIELD_CAPITAL, "注册资本 注册资金 注册金额 注资 资本 资金 注册资本(万) 注册资本（万元） 注册金额(注册资本) 注册资本金 认缴资本 实缴资本 注册资本/万"},
	{FIELD_NETWORK, "网络情况 网络状况 网络推广情况 推广情况 网络推广 是否推广 有无推广 是否做推广 竞价情况 百度推广 竞价 SEO 优化情况 排名情况 网站情况 网站现状 域名 域名情况 域名备案 "
	                "备案情况 网络营销情况 线上情况 电商平台 阿里店铺 抖音号 公众号 小程序 新媒体 平台情况 互联网情况 是否联网"},
	{FIELD_WEBSITE, "有无网站 是否有网站 有没有网站 网站有无 网站 官网 网址 企业官网 公司网站 公司网址 网站地址 网站链接 有网站 website url 有无网站(ICP备案) 企业官网(官网/网址) 有无网站网店信息 是否有网站（有/无）"},
	{FIELD_VALUE, "开发价值 有无开发价值 有没有开发价值 是否有开发价值 价值 价值评估 客户价值 潜力 开发潜力 客户等级 客户级别 等级 ABC类 客户分类 评级 是否值得开发 有效/无效"},
	{FIELD_STAGE, "意向程度 意向等级 意向度 客户意向 意向 跟进阶段 成熟度 意向程度（A/B/C）"},
	{FIELD_VISIT_DATE, "拜访日期 陌拜日期 拜访时间 陌拜时间"},
	{FIELD_PERSON_MET, "被访人 接待人 拜访对象 被访人姓名"},
	{FIELD_FOLLOWUP, "意向产品 需求 客户需求 需求描述 预算 报价 预计成交时间 跟进情况 跟进记录 跟进内容 沟通情况 洽谈情况 通话情况 通话记录 下次跟进时间 下次联系时间 客户反馈 客户状态 客户异议 "
	                 "陌拜记录 陌拜情况 拜访结果 拜访情况 拜访内容 是否见到负责人 是否拿到联系方式 名片 现场照片 外出记录 上门 电话记录 电话情况 拨打结果 通话时长 回款"},
	{FIELD_USCC, "统一社会信用代码 信用代码 社会信用代码"},
	{FIELD_SEQ, "序号 编号 NO. No 序 No． NO"},
	{FIELD_REP, "业务员 跟进人 录入人 负责业务员 销售 所属人 陌拜人 业务员姓名"},
	{FIELD_DATE, "日期 录入日期 时间 填表日期"},
	{FIELD_ADDRESS, "地址 公司地址 注册地址 最新年报地址 通信地址 陌拜地址 拜访地点 企业地址 地址（工商信息） 地址（最新地址）"},
	{FIELD_NOTE, "备注 说明"},
	{FIELD_OTHER, "曾用名 英文名 英文名称 简称 公司简称 公司类型 客户类型 客户来源 传真 公司传真 法人国籍 法人身份证 邮箱 公司邮箱 邮箱地址 业务类型 成立日期 区域 规模 人数 来源 登记状态 "
	              "经营状态 企业规模 核准日期 营业期限 所属省份 所属城市 所属区县 纳税人识别号 注册号 组织机构代码 参保人数 参保人数所属年报 其他邮箱 企业（机构）类型 最新年报年份"},
};

static void test_synonyms(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
		char *save, *list = arena_strdup(a, synonyms[i].words);
		for (char *w = strtok_r(list, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
			enum field f = header_field(w);
			if (f != synonyms[i].field)
				fail_msg("'%s' names %s, not %s", w, field_names[f], field_names[synonyms[i].field]);
		}
	}
}

struct header {
	const char *cell;
	enum field field;
};

static void expect(const struct header *headers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (header_field(headers[i].cell) != headers[i].field)
			fail_msg("'%s' names %s", headers[i].cell, field_names[header_field(headers[i].cell)]);
}

static void test_spelling(void **state)
{
	(void)state;
	static const struct header headers[] = {
		{"*公司名称：", FIELD_COMPANY}, {" 公 司　名 称 ", FIELD_COMPANY}, {"电  话", FIELD_PHONE}, {"联系\n电话", FIELD_PHONE}, {"【公司全名】（必填）", FIELD_COMPANY},
		{"ＴＥＬ", FIELD_PHONE}, {"有无开发价值(有/无)", FIELD_VALUE}, {"法人(负责人)", FIELD_PERSON}, {"\xE2\x80\x8B网络情况\xC2\xA0", FIELD_NETWORK},
	};
	expect(headers, sizeof headers / sizeof *headers);
}

/* What explains a column stands in brackets behind its name, or behind 及 、 /. */
static void test_explained(void **state)
{
	(void)state;
	static const struct header headers[] = {
		{"联系人(职务)", FIELD_CONTACT}, {"法人姓名及职务", FIELD_PERSON}, {"负责人（职位）", FIELD_PERSON}, {"负责人/职务", FIELD_PERSON}, {"负责人姓名、职务", FIELD_PERSON},
		{"联系人+职务", FIELD_CONTACT}, {"法人代表（是否到场）", FIELD_PERSON}, {"电话（是否接通）", FIELD_PHONE}, {"手机号(归属地)", FIELD_PHONE}, {"联系电话\n（时间）", FIELD_PHONE},
		{"电话及归属地", FIELD_PHONE}, {"主营业务【意向产品】", FIELD_BUSINESS}, {"注册资本及币种", FIELD_CAPITAL}, {"公司全名（不要简称）", FIELD_COMPANY}, {"客户名称（简称勿填）", FIELD_COMPANY},
		{"联系人（电话）", FIELD_PHONE}, {"公司（电话）", FIELD_PHONE}, {"（职务）", FIELD_TITLE}, {"负责人（业务员）", FIELD_REP}, {"联系人/拜访对象", FIELD_PERSON_MET},
	};
	expect(headers, sizeof headers / sizeof *headers);
	assert_false(header_match("联系人(职务)").whole);
	static const struct {
		const char *cell;
		enum field beside;
	} shared[] = {
		{"公司名称（法人）", FIELD_PERSON}, {"公司（联系人）", FIELD_CONTACT}, {"公司名称/负责人", FIELD_PERSON}, {"客户名称\n（联系人）", FIELD_CONTACT}, {"企业名称及法人", FIELD_PERSON}, {"公司名称-联系人", FIELD_CONTACT}, {"公司—法人", FIELD_PERSON},
		{"公司名称（全称）", FIELD_OTHER}, {"公司全名", FIELD_OTHER},
	};
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		struct header_match m = header_match(shared[i].cell);
		if (m.field != FIELD_COMPANY || m.beside != shared[i].beside)
			fail_msg("'%s': %s, %s", shared[i].cell, field_names[m.field], field_names[m.beside]);
	}
	assert_int_equal(header_match("公司法人").field, FIELD_PERSON);
	/* what shares its cell with something else is no name of a firm, nor is an abbreviation */
	assert_int_not_equal(header_field("公司名称、地址"), FIELD_COMPANY);
	assert_int_not_equal(header_field("公司名称（地址）"), FIELD_COMPANY);
	assert_int_not_equal(header_field("公司名称（简称）"), FIELD_COMPANY);
	/* and half a header tells no kind */
	assert_int_not_equal(header_field("拜访日期（下次）"), FIELD_VISIT_DATE);
}

/* As people ask in their own words, and in English. */
static void test_own_words(void **state)
{
	(void)state;
	static const struct header headers[] = {
		{"能否开发", FIELD_VALUE}, {"有没有做网络", FIELD_NETWORK}, {"有没有推广", FIELD_NETWORK}, {"做什么的", FIELD_BUSINESS},
		{"Legal Person", FIELD_PERSON}, {"Contact Name", FIELD_CONTACT}, {"Phone Number", FIELD_PHONE}, {"税号号码", FIELD_OTHER},
		{"工商全称", FIELD_COMPANY}, {"厂商", FIELD_COMPANY}, {"决策者", FIELD_PERSON}, {"贵姓", FIELD_CONTACT}, {"通讯号码", FIELD_PHONE}, {"所在行业", FIELD_BUSINESS}, {"主打产品", FIELD_BUSINESS},
		{"认缴", FIELD_CAPITAL}, {"推广渠道", FIELD_NETWORK}, {"有无抖音", FIELD_NETWORK}, {"网址域名", FIELD_WEBSITE}, {"建站情况", FIELD_WEBSITE}, {"优先级", FIELD_VALUE}, {"是否可以开发", FIELD_VALUE},
		{"客户全名", FIELD_COMPANY}, {"工厂全称", FIELD_COMPANY}, {"店主", FIELD_PERSON}, {"先生/女士", FIELD_CONTACT}, {"产品服务", FIELD_BUSINESS}, {"加工产品", FIELD_BUSINESS},
		{"百度/阿里", FIELD_NETWORK}, {"有无做推广", FIELD_NETWORK}, {"是否已建站", FIELD_WEBSITE}, {"合作可能性", FIELD_VALUE}, {"目标客户", FIELD_OTHER},
		{"合作意愿", FIELD_STAGE}, {"Mobile No.", FIELD_PHONE}, {"Industry", FIELD_BUSINESS}, {"Reg. Capital", FIELD_CAPITAL}, {"Online Marketing", FIELD_NETWORK}, {"Has Website", FIELD_WEBSITE},
	};
	expect(headers, sizeof headers / sizeof *headers);
}

static void test_traditional(void **state)
{
	(void)state;
	static const struct header headers[] = {
		{"公司全稱", FIELD_COMPANY}, {"企業名稱", FIELD_COMPANY}, {"單位名稱", FIELD_COMPANY}, {"客戶名稱", FIELD_COMPANY}, {"客户名稱", FIELD_COMPANY},
		{"負責人", FIELD_PERSON}, {"法定代表人", FIELD_PERSON}, {"聯繫人", FIELD_CONTACT}, {"聯絡人", FIELD_CONTACT}, {"聯絡電話", FIELD_PHONE},
		{"聯繫電話", FIELD_PHONE}, {"電話", FIELD_PHONE}, {"手機號碼", FIELD_PHONE}, {"法人電話", FIELD_PHONE}, {"主營業務", FIELD_BUSINESS},
		{"經營範圍", FIELD_BUSINESS}, {"註冊資金", FIELD_CAPITAL}, {"注冊資本", FIELD_CAPITAL}, {"網絡情況", FIELD_NETWORK}, {"網路情況", FIELD_NETWORK},
		{"有無網站", FIELD_WEBSITE}, {"網站（有/無）", FIELD_WEBSITE}, {"開發價值", FIELD_VALUE}, {"意向程度", FIELD_STAGE}, {"拜訪日期", FIELD_VISIT_DATE},
		{"被訪人", FIELD_PERSON_MET}, {"序號", FIELD_SEQ}, {"備註", FIELD_NOTE}, {"傳真", FIELD_OTHER}, {"業務員", FIELD_REP}, {"狀態", FIELD_ROW_STATUS},
	};
	expect(headers, sizeof headers / sizeof *headers);
}

static void test_what_is_no_header(void **state)
{
	(void)state;
	static const char *const cells[] = {"", " ", "东莞市宏图机械有限公司", "张三", "13800138000", "有", "100万", "机械", "#", "1", "王伟3月5日"};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (header_match(cells[i]).known)
			fail_msg("'%s' names %s", cells[i], field_names[header_field(cells[i])]);
	assert_false(header_match("请各位同事注意，以下为今天的客户资料，公司名称与联系电话均已核实，如有不符请与我联系，网站情况为当天查询所得，注册资金以工商登记为准。").known);
}

static void test_rank_and_weak(void **state)
{
	(void)state;
	assert_true(header_match("公司全名").rank < header_match("客户名称").rank);
	assert_true(header_match("系统匹配企业名称").rank < header_match("原文件导入名称").rank);
	assert_true(header_match("意向度").weak);
	assert_false(header_match("意向程度").weak);
	assert_true(header_match("微信").weak);
	assert_true(header_match("联系方式（QQ）").weak);
	assert_false(header_match("联系方式（电话/QQ）").weak);
	assert_true(header_match("公司名称").whole);
	assert_false(header_match("公司名称全称").whole);
}

/* headers.txt once more, read and matched word by word as its head says. */
struct plain_word {
	const char *label;
	enum field field;
	char use; /* ':', '=', '~', '!' */
};

static size_t plain_words(struct arena *a, struct plain_word *words, size_t room)
{
	size_t n = 0;
	char *save, *rest = arena_strdup(a, embedded_find("parsers/headers.txt")->data);
	for (char *line = strtok_r(rest, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		size_t name = strcspn(line, ":=~!");
		if (strncmp(line, "simplified:", strlen("simplified:")) == 0)
			continue;
		struct plain_word w = {.use = line[name]};
		char *inner, *text = strchr(line + name, ':');
		for (int f = 0; f < FIELD_COUNT; f++)
			if (strlen(field_names[f]) == name && memcmp(field_names[f], line, name) == 0)
				w.field = (enum field)f;
		for (char *word = *line != '#' && text ? strtok_r(text + 1, " \t\r", &inner) : NULL; word; word = strtok_r(NULL, " \t\r", &inner)) {
			assert_true(n < room);
			w.label = text_label(a, word);
			words[n++] = w;
		}
	}
	return n;
}

static const struct plain_word *plain_match(const struct plain_word *words, size_t count, const char *label)
{
	const struct plain_word *best = NULL;
	for (size_t i = 0; i < count; i++) {
		if (words[i].use != '!' && strcmp(words[i].label, label) == 0)
			return &words[i];
		if (words[i].use != ':' || !strstr(label, words[i].label) || (best && strlen(words[i].label) <= strlen(best->label)))
			continue;
		bool barred = false;
		for (size_t k = 0; k < count; k++)
			barred = barred || (words[k].use == '!' && words[k].field == words[i].field && strstr(label, words[k].label));
		if (!barred)
			best = &words[i];
	}
	return best;
}

static bool asked_of_leads(enum field f)
{
	return f >= FIELD_PERSON && f <= FIELD_VALUE;
}

/* What stands before a joint, where all of it names nothing that tells more. */
static const struct plain_word *plain_head(struct arena *a, const struct plain_word *words, size_t count, const char *label)
{
	static const char *const joints[] = {"/", "及", "和", "与"};
	size_t size = strlen(label);
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		const char *at = strstr(label, joints[i]);
		size = at && (size_t)(at - label) < size ? (size_t)(at - label) : size;
	}
	const char *head = arena_strndup(a, label, size);
	const struct plain_word *w = *head && label[size] ? plain_match(words, count, head) : NULL;
	return w && asked_of_leads(w->field) && w->use != '~' ? w : NULL;
}

static bool explains(enum field f)
{
	static const enum field some[] = {FIELD_TITLE, FIELD_FOLLOWUP, FIELD_DATE, FIELD_ADDRESS, FIELD_NOTE, FIELD_SEQ, FIELD_OTHER};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		if (some[i] == f)
			return true;
	return false;
}

static void test_each_word_beside_each(void **state)
{
	enum { ROOM = 2000 };
	struct arena *a = *state;
	struct plain_word *words = arena_alloc(a, ROOM * sizeof *words);
	size_t count = plain_words(a, words, ROOM);
	assert_true(count > 300);
	for (size_t i = 0; i < count; i++)
		for (size_t k = i % 17; k <= count; k += 17) {
			const char *text = k < count ? arena_printf(a, "%s%s", words[i].label, words[k].label) : words[i].label;
			const struct plain_word *want = plain_match(words, count, text), *head = plain_head(a, words, count, text);
			if (head && !(want && strcmp(want->label, text) == 0) && explains(want ? want->field : FIELD_OTHER))
				want = head;
			struct header_match m = header_match(text);
			assert_int_equal(m.known, want != NULL);
			if (want && (m.field != want->field || m.whole != (strcmp(want->label, text) == 0) || m.weak != (want->use == '~')))
				fail_msg("'%s' names %s, not %s", text, field_names[m.field], field_names[want->field]);
		}
}

static void refused(const char *text, const char *part)
{
	struct err err = {0};
	assert_int_equal(headers_read("h.txt", text, &err), -1);
	if (!strstr(err.text, part))
		fail_msg("'%s' says '%s', not '%s'", text, err.text, part);
}

static void test_faults_in_the_file(void **state)
{
	(void)state;
	struct err err = {0};
	refused("company: 公司\nnonsense: 什么\n", "h.txt:2:");
	refused("company 公司\n", "h.txt:1:");
	refused("company=公司\n", "before the words");
	refused("company: 公司\n\nperson: 公司\n", "stands in line 1");
	refused("company!: 电话 电话\n", "stands in line 1");
	refused("company: 公司（全名）\n", "write '公司全名'");
	refused("company!: （）\n", "no letter");
	refused("simplified: 電\n", "two Han");
	refused("simplified: 電 电\n", "two Han");
	refused("simplified: 電a\n", "two Han");
	assert_int_equal(headers_read("h.txt", "# a comment\r\ncompany: 公司\r\ncompany!: 电话\nphone: 电话", &err), 0);
	assert_int_equal(header_field("公司电话"), FIELD_PHONE);
	headers_close();
	assert_int_equal(headers_open(&err), 0);
}

static int open_all(void **state)
{
	struct err err = {0};
	if (headers_open(&err) || headers_open(&err))
		fail_msg("%s", err.text);
	*state = arena_new();
	return 0;
}

static int close_all(void **state)
{
	arena_free(*state);
	headers_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_synonyms),
		cmocka_unit_test(test_spelling),
		cmocka_unit_test(test_explained),
		cmocka_unit_test(test_own_words), cmocka_unit_test(test_traditional),
		cmocka_unit_test(test_what_is_no_header),
		cmocka_unit_test(test_rank_and_weak),
		cmocka_unit_test(test_each_word_beside_each),
		cmocka_unit_test(test_faults_in_the_file),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
