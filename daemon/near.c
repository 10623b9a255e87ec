#include "near.h"

#include <string.h>

#include "base/bug.h"
#include "base/text.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
enum { ENTRY = 18, HASH_BYTES = 6 };

/* --- the core of a name --- */

static bool ends_with(const char *s, size_t size, const char *tail)
{
	size_t n = strlen(tail);
	return size >= n && memcmp(s + size - n, tail, n) == 0;
}

/* A key has one kind of brackets; what stands in them is a place, a trade or a form, and never what tells two firms apart. */
static char *without_brackets(struct arena *a, const char *key)
{
	char *out = arena_strdup(a, key), *to = out;
	int depth = 0;
	for (const char *p = key; *p; p++) {
		depth += *p == '(';
		if (!depth)
			*to++ = *p;
		depth -= *p == ')' && depth;
	}
	*to = '\0';
	return out;
}

/* More characters than that: without counting all of a name that somebody made endless. */
static bool is_longer(const char *s, size_t than)
{
	for (; text_next(&s); than--)
		if (than == 0)
			return true;
	return false;
}

/* Up to the first 省 市 区 县 镇 among the next characters: 广东省, 东莞市, 南城区. Not 市政, 区域. */
static const char *after_place(const char *s)
{
	static const char *const cities[] = {
		"中国", "东莞", "深圳", "广州", "佛山", "惠州", "中山", "珠海", "江门", "肇庆", "汕头", "清远", "北京", "上海", "天津", "重庆", "杭州", "宁波", "温州", "苏州", "无锡", "南京", "厦门",
		"泉州", "福州", "长沙", "武汉", "郑州", "成都", "西安", "青岛", "济南", "合肥", "昆明", "南宁", "广东", "浙江", "江苏", "福建", "湖南", "湖北", "河南", "山东", "四川", "江西", "广西",
	};
	static const char *const units[] = {"省", "市", "自治区", "区", "县", "镇"};
	bool long_enough = is_longer(s, 4);
	for (const char *p = s; long_enough && p - s <= 5 * 3;) {
		for (size_t i = 0; i < COUNT(units) && p > s + 3; i++)
			if (strncmp(p, units[i], strlen(units[i])) == 0 && strncmp(p, "市政", strlen("市政")) != 0 && strncmp(p, "区域", strlen("区域")) != 0)
				return p + strlen(units[i]);
		if (!text_next(&p))
			break;
	}
	for (size_t i = 0; i < COUNT(cities); i++)
		if (strncmp(s, cities[i], strlen(cities[i])) == 0)
			return s + strlen(cities[i]);
	return s;
}

static size_t without_form(const char *s)
{
	static const char *const forms[] = {
		"股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "公司", "集团", "个人独资企业", "合伙企业", "加工厂", "制品厂", "工厂", "厂", "经营部", "营业部", "批发部", "工作室",
		"商行", "商店", "店", "中心", "事务所", "门市部", "CO.,LTD", "COLTD", "LTD", "INC",
	};
	size_t size = strlen(s);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < COUNT(forms) && !more; i++)
			if (ends_with(s, size, forms[i])) {
				size -= strlen(forms[i]);
				more = true;
			}
	}
	return size;
}

char *near_core(struct arena *a, const char *key)
{
	const char *s = without_brackets(a, key);
	if (ends_with(s, strlen(s), "分公司") || ends_with(s, strlen(s), "分厂") || ends_with(s, strlen(s), "分店"))
		return arena_strdup(a, s);
	for (const char *next; (next = after_place(s)) != s;)
		s = next;
	char *core = arena_strndup(a, s, without_form(s));
	return text_count(core) >= NEAR_CORE_MIN ? core : arena_strdup(a, "");
}

/* --- rows --- */

/* FNV-1a, 48 bits; never 0. */
static uint64_t hash_of(const char *core, const char *what, char kind)
{
	uint64_t h = 0xcbf29ce484222325u;
	const char *const parts[] = {core, (const char[]){kind, '\0'}, what};
	for (size_t i = 0; i < COUNT(parts); i++)
		for (const char *p = parts[i]; *p; p++)
			h = (h ^ (uint8_t)*p) * 0x100000001b3u;
	h = (h ^ h >> 48) & 0xFFFFFFFFFFFF;
	return h ? h : 1;
}

static bool is_person(const char *name)
{
	static const char *const titles[] = {"总", "经理", "先生", "小姐", "女士", "老板", "工"};
	size_t n = text_count(name);
	for (size_t i = 0; i < COUNT(titles); i++)
		if (ends_with(name, strlen(name), titles[i]))
			return false;
	return n >= 2;
}

struct near_row near_row(int list, int n, const char *core, const char *phone, const char *person)
{
	return (struct near_row){list, n, *phone ? hash_of(core, phone, 1) : 0, is_person(person) ? hash_of(core, person, 2) : 0};
}

static void put_number(struct buf *b, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(v >> (8 * i) & 0xFF));
}

static uint64_t get_48(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40;
}

void near_put(struct buf *b, const struct near_row *r)
{
	put_number(b, (uint64_t)r->list, 2);
	put_number(b, (uint64_t)r->n, 4);
	put_number(b, r->by_phone, HASH_BYTES);
	put_number(b, r->by_person, HASH_BYTES);
}

bool near_get(struct bytes *rest, struct near_row *r_r)
{
	const uint8_t *p = rest->data;
	if (rest->size < ENTRY)
		return false;
	*r_r = (struct near_row){(int)(get_48(p) & 0xFFFF), (int)(get_48(p) >> 16), get_48(p + 6), get_48(p + 12)};
	*rest = (struct bytes){p + ENTRY, rest->size - ENTRY};
	return true;
}

/* --- looking --- */

/* Two bits for each hash in one word, by bits of it that the slots don't go by: nearly all that is looked up is not there, and so much stays in the
 * processor's cache, or is fetched ahead. */
static size_t word_of(const struct near_set *s, uint64_t hash)
{
	return hash >> 24 & s->words_mask;
}

static uint64_t bits_of(uint64_t hash)
{
	return (uint64_t)1 << (hash >> 12 & 63) | (uint64_t)1 << (hash >> 18 & 63);
}

static bool may_hold(const struct near_set *s, uint64_t hash)
{
	return hash && (s->words[word_of(s, hash)] & bits_of(hash)) == bits_of(hash);
}

static void insert(struct near_set *s, uint64_t hash, size_t row)
{
	s->words[word_of(s, hash)] |= bits_of(hash);
	size_t at = hash & s->mask, same = 0;
	for (; s->slots[at]; at = (at + 1) & s->mask) { /* who writes one firm in a thousand ways is told of a few times */
		const struct near_row *r = &s->rows[s->slots[at] - 1].row;
		same += r->by_phone == hash || r->by_person == hash;
		if (same >= NEAR_SAME_MAX)
			return;
	}
	s->slots[at] = (uint32_t)row + 1;
}

void near_set_make(struct arena *a, const struct near_place *rows, size_t count, struct near_set *s_r)
{
	size_t size = 16, words = NEAR_WORDS;
	must(count < UINT32_MAX / 64);
	while (size < count * 4)
		size *= 2;
	while (words < count / 2) /* of two hashes each: one bit in eight is set at most */
		words *= 2;
	*s_r = (struct near_set){rows, arena_alloc(a, size * sizeof *s_r->slots), arena_alloc(a, words * sizeof *s_r->words), size - 1, words - 1};
	for (size_t i = 0; i < count; i++) {
		if (rows[i].row.by_phone)
			insert(s_r, rows[i].row.by_phone, i);
		if (rows[i].row.by_person)
			insert(s_r, rows[i].row.by_person, i);
	}
}

void near_set_soon(const struct near_set *s, const struct near_row *r)
{
	__builtin_prefetch(&s->words[word_of(s, r->by_phone)]);
	__builtin_prefetch(&s->words[word_of(s, r->by_person)]);
}

void near_set_look(const struct near_set *s, const struct near_place *other, near_found *found, void *arg)
{
	const uint64_t hashes[] = {other->row.by_phone, other->row.by_person};
	for (int k = 0; k < 2; k++) {
		for (size_t at = hashes[k] & s->mask; may_hold(s, hashes[k]) && s->slots[at]; at = (at + 1) & s->mask) {
			const struct near_place *fresh = &s->rows[s->slots[at] - 1];
			bool phone = k == 0 && fresh->row.by_phone == hashes[k];
			bool person = k == 1 && fresh->row.by_person == hashes[k] && fresh->row.by_phone != other->row.by_phone;
			if (phone || person)
				found(arg, fresh, other, phone);
		}
	}
}
