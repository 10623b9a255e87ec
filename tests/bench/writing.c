/* writing [receipt|plain|penalty] [N]: what one letter costs the clerk, in microseconds of CPU, and its bytes: the receipt of a list of 100 rows of which
 * 15 are refused, with its workbook; one of which none is; a penalty notice. All of them by default, 2,000 each; under callgrind give one and a small N. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "conf.h"
#include "samples.h"

enum { ROWS = 100, COLUMNS = 10, REFUSED = 15, KEY_SIZE = 32 };

static double cpu(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static const char *pick(const char *const *from, size_t count, unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return from[(*seed >> 16) % count];
}
#define PICK(list) pick(list, sizeof(list) / sizeof *(list), &seed)

static struct lead_row row_of(struct arena *a, int n, unsigned seed)
{
	static const char *const cities[] = {"东莞市", "深圳市宝安区", "珠海", "福州市", "北京市", "苏州工业园", "佛山市顺德区", "宁波"};
	static const char *const names[] = {"新锐思", "联创熙", "飞扬", "华强", "永盛", "恒达", "精密佳", "恒通", "嘉和", "万利丰", "金德", "宏远天"};
	static const char *const trades[] = {"五金制品", "服装", "食品", "塑胶电子", "模具", "鞋业", "汽车服务", "家具"};
	static const char *const forms[] = {"有限公司", "有限公司", "厂", "商行", "股份有限公司"};
	static const char *const people[] = {"何永玲", "熊凯", "贾宇", "王建国", "李小姐", "欧阳总", "赵工", "陈经理"};
	static const char *const said[] = {"汽车维修、保养、美容装潢、配件销售", "男女服装、工作服、校服定制", "预包装食品、散装食品批发兼零售", "五金冲压件, 模具 & 治具"};
	static const char *const sums[] = {"100万", "30万", "5000万元人民币", "500", "1000万"};
	static const char *const nets[] = {"阿里巴巴诚信通", "有推广", "1688店铺", "无"};
	static const char *const sites[] = {"无", "没有", "www.hongyuantia.example", "有"};
	static const char *const values[] = {"低", "一般", "A", "高"};
	static const char *const notes[] = {"", "", "", "约了28号上午见面", "老板不在,下周再打"};
	struct lead_row r = {.row = n + 3, .cells = arena_alloc(a, COLUMNS * sizeof *r.cells), .cells_count = COLUMNS};
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = "";
	r.cells[0] = arena_printf(a, "%d", n + 1);
	const char *city = PICK(cities), *name = PICK(names), *trade = PICK(trades);
	r.cells[1] = r.value[FIELD_COMPANY] = arena_printf(a, "%s%s%d%s%s", city, name, n, trade, PICK(forms));
	r.cells[2] = r.value[FIELD_PERSON] = PICK(people);
	r.cells[3] = r.value[FIELD_PHONE] = arena_printf(a, "1%010u", (seed >> 3) % 1000000000u + 3000000000u % 1000000000u);
	r.cells[4] = PICK(said);
	r.cells[5] = PICK(sums);
	r.cells[6] = PICK(nets);
	r.cells[7] = PICK(sites);
	r.cells[8] = PICK(values);
	r.cells[9] = PICK(notes);
	return r;
}

static const struct lead_table *list_of(struct arena *a)
{
	static const struct lead_column columns[COLUMNS] = {
		{"序号", FIELD_SEQ}, {"公司全名", FIELD_COMPANY}, {"法人或负责人", FIELD_PERSON}, {"联系电话", FIELD_PHONE}, {"主营业务", FIELD_BUSINESS}, {"注册资本", FIELD_CAPITAL},
		{"网络情况", FIELD_NETWORK}, {"有无网站", FIELD_WEBSITE}, {"开发价值", FIELD_VALUE}, {"备注", FIELD_NOTE}};
	struct lead_table *t = arena_alloc(a, sizeof *t);
	*t = (struct lead_table){.kind = ROW_LEAD, .told_by = "title", .sheet_label = "客户资料", .columns = arena_memdup(a, columns, sizeof columns), .columns_count = COLUMNS};
	for (int i = 0; i < ROWS; i++)
		ARENA_PUSH(a, t, rows) = row_of(a, i, (unsigned)i * 2654435761u + 1);
	return t;
}

static struct receipt_in receipt_of(const struct sampler *s, const struct lead_table *list, int refused)
{
	struct receipt_in in = sample_receipt(s);
	struct receipt_table *t = arena_alloc(s->a, sizeof *t);
	*t = (struct receipt_table){.label = "客户资料", .kind = ROW_LEAD, .told_by = "title", .rows = ROWS, .counted = ROWS - refused, .flagged = 2, .list = list};
	for (int i = 0; i < refused; i++) {
		size_t n = (size_t)(i * ROWS / refused);
		const struct lead_row *r = &list->rows[n];
		struct refused_row one = {.row = r->row, .company = r->value[FIELD_COMPANY], .person = r->value[FIELD_PERSON], .phone = r->value[FIELD_PHONE], .n = n};
		one.reason = i % 5 == 4 ? REASON_MISSING : REASON_TAKEN;
		one.missing = i % 5 == 4 ? 1u << FIELD_CAPITAL : 0;
		one.other_name = "刘志强";
		one.since = SAMPLE_EVENING - (i % 3) * 2 * DAY_SECONDS;
		ARENA_PUSH(s->a, t, refused) = one;
	}
	in.tables = t;
	in.tables_count = 1;
	in.unread_count = 0;
	in.standing_count = 2;
	return in;
}

/* The median would say no more: nothing else runs in this process. */
static void measure(const struct office *office, const char *what, int n)
{
	struct arena *keep = arena_new(), *a = arena_new();
	const struct lead_table *list = list_of(keep);
	size_t bytes = 0;
	double start = cpu();
	for (int i = 0; i < n; i++) {
		struct sampler s = {a, office};
		if (strcmp(what, "penalty") == 0) {
			bytes = sample_letter(&s, sample_find(what)).bytes.size;
		} else {
			struct receipt_in in = receipt_of(&s, list, strcmp(what, "plain") == 0 ? 0 : REFUSED);
			bytes = compose_receipt(a, &in).bytes.size;
		}
		arena_reset(a);
	}
	printf("%-8s %8.1f us %7zu bytes\n", what, (cpu() - start) / n * 1e6, bytes);
	arena_free(a);
	arena_free(keep);
}

int main(int argc, char **argv)
{
	static const char *const all[] = {"receipt", "plain", "penalty"};
	struct arena *a = arena_new();
	struct office office = {.company = "示例公司", .from_name = "客户资料登记", .from_addr = "clerk@corp.test"};
	struct template_faults faults = {0};
	if (compose_open(a, &office, &faults) < 0) {
		fprintf(stderr, "writing: %s\n", faults.faults[0].text);
		return 1;
	}
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (argc < 2 || strcmp(argv[1], all[i]) == 0)
			measure(&office, all[i], argc > 2 ? atoi(argv[2]) : 2000);
	arena_free(a);
	return 0;
}
