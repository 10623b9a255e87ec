#include "values/lead.h"

const char *const row_kind_names[ROW_KIND_COUNT] = {"none", "lead", "prospect", "visit"};
const char *const row_kind_titles[ROW_KIND_COUNT] = {"其他表格", "客户资料", "意向客户", "陌拜"};

const char *const field_names[FIELD_COUNT] = {
	[FIELD_COMPANY] = "company",       [FIELD_PERSON] = "person",         [FIELD_CONTACT] = "contact", [FIELD_PHONE] = "phone",
	[FIELD_BUSINESS] = "business",     [FIELD_CAPITAL] = "capital",       [FIELD_NETWORK] = "network", [FIELD_WEBSITE] = "website",
	[FIELD_VALUE] = "value",           [FIELD_USCC] = "uscc",             [FIELD_VISIT_DATE] = "visit_date",
	[FIELD_PERSON_MET] = "person_met", [FIELD_STAGE] = "stage",           [FIELD_FOLLOWUP] = "followup", [FIELD_TITLE] = "title",
	[FIELD_SEQ] = "seq",               [FIELD_REP] = "rep",               [FIELD_DATE] = "date",       [FIELD_ADDRESS] = "address",
	[FIELD_NOTE] = "note",             [FIELD_OTHER] = "other",       [FIELD_ROW_STATUS] = "row_status",
	[FIELD_ROW_REASON] = "row_reason",
};

const char *const field_titles[FIELD_COUNT] = {
	[FIELD_COMPANY] = "公司全名",      [FIELD_PERSON] = "法人或负责人",   [FIELD_CONTACT] = "联系人",  [FIELD_PHONE] = "电话",
	[FIELD_BUSINESS] = "主营业务",     [FIELD_CAPITAL] = "注册资金",      [FIELD_NETWORK] = "网络情况", [FIELD_WEBSITE] = "有无网站",
	[FIELD_VALUE] = "开发价值",        [FIELD_USCC] = "统一社会信用代码", [FIELD_VISIT_DATE] = "拜访日期",
	[FIELD_PERSON_MET] = "接待人",     [FIELD_STAGE] = "意向阶段",        [FIELD_FOLLOWUP] = "跟进情况", [FIELD_TITLE] = "职务",
	[FIELD_SEQ] = "序号",              [FIELD_REP] = "业务员",            [FIELD_DATE] = "日期",       [FIELD_ADDRESS] = "地址",
	[FIELD_NOTE] = "备注",             [FIELD_OTHER] = "其他",           [FIELD_ROW_STATUS] = "状态",
	[FIELD_ROW_REASON] = "原因",
};

const char *const reason_names[REASON_COUNT] = {
	[REASON_NONE] = "",
	[REASON_MISSING] = "missing",
	[REASON_COMPANY_NAME] = "company name",
	[REASON_PHONE] = "phone",
	[REASON_ALREADY_LISTED] = "already listed",
	[REASON_TAKEN] = "taken",
	[REASON_REGISTERED] = "registered",
	[REASON_VISITED] = "visited",
	[REASON_SECOND_CURE] = "second cure",
};

const char *reason_listed(enum row_kind kind, enum reason reason)
{
	return reason_names[kind == ROW_LEAD && reason == REASON_TAKEN ? REASON_ALREADY_LISTED : reason];
}

const char *const verdict_names[] = {[VERDICT_COUNTED] = "counted", [VERDICT_REFUSED] = "refused", [VERDICT_HELD] = "held"};
