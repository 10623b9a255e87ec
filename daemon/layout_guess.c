/* Tables without a header, and what firms and people are called. */
#include <string.h>

#include "base/text.h"
#include "layout.h"
#include "phone.h"

bool looks_like_company(const char *text)
{
	static const char *const parts[] = {
		"公司",   "集团",   "厂",   "店",     "经营部", "工作室", "商行",   "中心",   "事务所", "合伙企业", "个体",
		"研究院", "研究所", "学校", "医院",   "合作社", "门市",   "商贸",   "酒店",   "超市",   "协会",     "银行",
		"幼儿园", "餐厅",   "酒楼", "俱乐部", "批发部", "服务部", "加工部", "营业部", "商店",   "药房",     "诊所",
		"企业",   "co.",    "ltd",  "inc",    "Co.",    "Ltd",    "Inc",    "LTD",    "CO.",    "INC",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strstr(text, parts[i]))
			return text_count(text) >= 4;
	return false;
}

static bool looks_like_person(const char *text)
{
	static const char surnames[] =
		"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
		"廖贾夏韦付方白邹孟熊秦邱江"
		"尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧詹柯";
	size_t n = text_count(text);
	const char *p = text;
	uint32_t first = text_next(&p), c;
	char one[5] = {0};
	text_put(one, first);
	if (n < 2 || n > 4 || !text_is_han(first) || !strstr(surnames, one))
		return false;
	while ((c = text_next(&p)))
		if (!text_is_han(c))
			return false;
	return true;
}

struct tally {
	size_t filled, phones, companies, people;
};

static struct tally tally_column(struct arena *a, const struct sheet *s, size_t column)
{
	struct tally t = {0};
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++) {
		const struct table_row *row = &s->rows[i];
		if (row->cell_count < LAYOUT_FIELDS_MIN || column >= row->cell_count)
			continue;
		const char *text = text_trim(a, row->cells[column].text);
		t.filled += *text != '\0';
		t.phones += phone_find(a, text, NULL, NULL, NULL, NULL);
		t.companies += looks_like_company(text);
		t.people += looks_like_person(text);
	}
	return t;
}

/* Seven of ten, and two at least. */
static bool most(size_t n, size_t filled)
{
	return n >= 2 && n * 10 >= filled * 7;
}

static enum field field_of(const struct tally *t, const struct layout *l)
{
	if (most(t->phones, t->filled))
		return FIELD_PHONE;
	if (most(t->companies, t->filled) && !l->has[FIELD_COMPANY])
		return FIELD_COMPANY;
	if (most(t->people, t->filled) && !l->has[FIELD_PERSON])
		return FIELD_PERSON;
	return FIELD_OTHER;
}

bool layout_guess(struct arena *a, const struct sheet *s, struct layout *l_r)
{
	struct layout l = {0};
	size_t columns = 0;
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++)
		if (s->rows[i].cell_count > columns)
			columns = s->rows[i].cell_count;
	for (size_t i = 0; i < columns; i++) {
		struct tally t = tally_column(a, s, i);
		enum field f = field_of(&t, &l);
		ARENA_PUSH(a, &l, column) = (struct column){.field = f, .label = "", .own = ""};
		l.has[f] = true;
	}
	*l_r = l;
	return l.has[FIELD_COMPANY] && l.has[FIELD_PHONE];
}
