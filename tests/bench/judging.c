/* judging [LISTS [ROUNDS]]: what a row costs before the store sees it: row_check, the signals of quality, near companies and the digest of its mail's rows,
 * over generated lists of 100 leads as reps write them (tests/bench/README.md). Microseconds of CPU a row, the best of ROUNDS (5). The last line
 * is a sum over all that was found: the same before and after a change that only makes it faster. `only PART` in the place of ROUNDS does that part once,
 * for callgrind. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "company.h"
#include "docket_rows.h"
#include "near.h"
#include "quality.h"
#include "rows.h"

enum { ROWS = 100 };
#define PICK(list) (list)[random_below(sizeof(list) / sizeof *(list))]

/* ---- what reps write ---- */

static uint64_t state = 88172645463325252u;

static size_t random_below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)((state >> 16) % n);
}

static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "欧阳", "马", "高", "林", "何", "郭", "法", "方"};
static const char *const given[] = {"伟", "芳", "娜", "秀", "英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超", "兰", "霞", "平", "刚"};
static const char *const cities[] = {"北京", "上海", "广州", "深圳市", "东莞市", "佛山", "中山市", "珠海", "惠州", "杭州市", "宁波", "温州市", "苏州", "无锡", "石家庄市", "天津", "烟台", "潍坊市"};
static const char *const districts[] = {"", "", "", "宝安", "龙岗", "南山", "番禺", "虎门", "长安", "高新区", "经开区"};
static const char *const words[] = {"华盛", "鼎信", "宏远", "金泰", "恒通", "瑞达", "永兴", "嘉禾", "天诚", "顺发", "汇丰源", "正大兴", "福瑞祥", "明珠", "银河", "三和", "飞扬", "锦程"};
static const char *const trades[] = {"机电设备", "五金制品", "塑胶模具", "电子科技", "服装", "食品", "建材", "物流", "广告传媒", "网络科技", "装饰工程", "包装材料", "家具", "化工", "医疗器械", "机械"};
static const char *const forms[] = {"有限公司", "有限公司", "有限公司", "有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "经营部", "厂", "（普通合伙）", "商行"};
static const char *const businesses[] = {"机电设备、五金工具、水泵、电机的销售与维修", "五金冲压件、精密模具、紧固件加工", "电子元器件、PCB板、LED驱动电源研发销售", "男女服装、工作服、校服定制",
                                         "普通货运、仓储服务、国内货运代理", "胶粘剂、油墨、表面处理剂（不含危险化学品）", "一类、二类医疗器械销售"};
static const char *const capitals[] = {"10万", "50万元", "100万人民币", "500万元人民币", "1000", "2000万", "", "不详", "50"};
static const char *const networks[] = {"有推广", "无推广", "百度竞价", "阿里巴巴诚信通", "慧聪网会员", "没做过网络", "1688店铺", "无"};
static const char *const websites[] = {"有", "无", "有 ", "没有", "建设中", "www.huashengding.com", "http://www.hongyuanrui.cn"};
static const char *const values[] = {"A", "B", "C", "高", "中", "低", "一般"};
static const char *const mobiles[] = {"138", "139", "135", "136", "137", "150", "158", "186", "189", "177"};
static const char *const areas[] = {"0755", "020", "0769", "021", "0571"};

static const char *phone(struct arena *a)
{
	size_t x = random_below(100), n = random_below(100000000), local = 20000000 + random_below(60000000);
	if (x < 80)
		return arena_printf(a, "%s%08zu", PICK(mobiles), n);
	if (x < 93)
		return arena_printf(a, "%s-%08zu", PICK(areas), local);
	return arena_printf(a, "1390%07zu/0755-%08zu", n / 10, local);
}

static struct lead_row row(struct arena *a, int n)
{
	struct lead_row r = {.row = n + 3};
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = "";
	r.value[FIELD_SEQ] = arena_printf(a, "%d", n + 1);
	r.value[FIELD_COMPANY] = arena_printf(a, "%s%s%s%s%s%s", PICK(cities), PICK(districts), PICK(words), random_below(10) < 6 ? PICK(given) : "", PICK(trades), PICK(forms));
	r.value[FIELD_PERSON] = arena_printf(a, "%s%s%s", PICK(surnames), PICK(given), random_below(3) ? PICK(given) : "");
	r.value[FIELD_PHONE] = phone(a);
	r.value[FIELD_BUSINESS] = PICK(businesses);
	r.value[FIELD_CAPITAL] = PICK(capitals);
	r.value[FIELD_NETWORK] = PICK(networks);
	r.value[FIELD_WEBSITE] = PICK(websites);
	r.value[FIELD_VALUE] = PICK(values);
	return r;
}

static struct lead_table *lists(struct arena *a, size_t count)
{
	struct lead_table *t = arena_alloc(a, count * sizeof *t);
	for (size_t i = 0; i < count; i++) {
		t[i].kind = ROW_LEAD;
		for (int n = 0; n < ROWS; n++)
			ARENA_PUSH(a, &t[i], rows) = row(a, n);
	}
	return t;
}

/* ---- the parts ---- */

struct judged {
	struct arena *a, *scratch;
	const struct lead_table *list;
	struct row_check check[ROWS];
	uint64_t sum;
};

static void add_text(struct judged *j, const char *s)
{
	for (; *s; s++)
		j->sum = (j->sum ^ (uint8_t)*s) * 0x100000001b3u;
	j->sum += 1;
}

static void check(struct judged *j)
{
	for (size_t i = 0; i < ROWS; i++)
		j->check[i] = row_check_by(j->a, j->scratch, j->list->kind, &j->list->rows[i], "0769");
}

static void near(struct judged *j)
{
	struct buf b = {0};
	for (int i = 0; i < ROWS; i++) {
		const struct row_check *c = &j->check[i];
		const char *core = near_core(j->scratch, c->company_key);
		if (*core) {
			struct near_row r = near_row(0, i, core, c->phone, c->person);
			near_put(&b, &r);
		}
		arena_reset(j->scratch);
	}
	j->sum += digest_of(b.data, b.size).b[0];
	buf_release(&b);
}

static void quality(struct judged *j)
{
	struct quality_list q = {0};
	for (size_t i = 0; i < ROWS; i++) {
		const struct row_check *c = &j->check[i];
		const struct lead_row *r = &j->list->rows[i];
		ARENA_PUSH(j->a, &q, rows) = (struct quality_row){c->company, c->company_key, c->person, c->phone, r->value[FIELD_NETWORK], r->value[FIELD_VALUE],
		                                                  r->value[FIELD_WEBSITE], r->value[FIELD_USCC], NULL};
	}
	quality_look(j->a, &q);
	for (size_t i = 0; i < q.signals_count; i++)
		j->sum += (uint64_t)q.signals[i].what * 1000 + (uint64_t)q.signals[i].rows;
}

static void digest(struct judged *j)
{
	j->sum += docket_rows_digest(j->list, 1).b[0];
}

static const struct {
	const char *name;
	void (*work)(struct judged *j);
} parts[] = {{"check", check}, {"near", near}, {"quality", quality}, {"digest", digest}};
enum { PARTS = sizeof parts / sizeof *parts };

static void sum_up(struct judged *j)
{
	for (size_t i = 0; i < ROWS; i++) {
		const struct row_check *c = &j->check[i];
		j->sum += (uint64_t)c->reason + c->missing + c->phone_flagged;
		const char *const texts[] = {c->company, c->company_key, c->uscc, c->person, c->phone};
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			add_text(j, texts[k]);
	}
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All lists once; time_r gets each part's seconds. */
static uint64_t round_of(struct judged *j, const struct lead_table *all, size_t count, const char *only, double time_r[PARTS])
{
	j->sum = 0;
	for (size_t i = 0; i < count; i++) {
		j->list = &all[i];
		for (size_t p = 0; p < PARTS; p++) {
			if (only && p && strcmp(only, parts[p].name) != 0)
				continue;
			double start = seconds();
			parts[p].work(j);
			time_r[p] += seconds() - start;
		}
		sum_up(j);
		arena_reset(j->a);
	}
	return j->sum;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct judged j = {.a = arena_new(), .scratch = arena_new()};
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	const char *only = argc > 3 && strcmp(argv[2], "only") == 0 ? argv[3] : NULL;
	size_t rounds = only ? 1 : argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
	double best[PARTS], total = 0;
	uint64_t sum = 0;
	company_open();
	const struct lead_table *all = lists(a, count);
	for (size_t r = 0; r < rounds; r++) {
		double took[PARTS] = {0};
		sum = round_of(&j, all, count, only, took);
		for (size_t p = 0; p < PARTS; p++)
			best[p] = r && best[p] < took[p] ? best[p] : took[p];
	}
	for (size_t p = 0; p < PARTS; p++, total += best[p - 1])
		printf("%-8s %6.3f us a row\n", parts[p].name, best[p] * 1e6 / (double)(count * ROWS));
	printf("%-8s %6.3f us a row; sum %016llx\n", "all", total * 1e6 / (double)(count * ROWS), (unsigned long long)sum);
	arena_free(j.a);
	arena_free(j.scratch);
	arena_free(a);
	return 0;
}
