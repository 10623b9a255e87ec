#include "near.h"

#include <stdlib.h>
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

enum { HAN = 3 /* bytes of such a character */, CITY = 2 * HAN };

/* A key has one kind of brackets; what stands in them is a place, a trade or a form, and never what tells two firms apart. */
static const char *without_brackets(struct arena *a, const char *key)
{
	if (!strchr(key, '('))
		return key;
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

/* Bytes of the unit of place at s, which begins with c; 0 if there is none. */
static size_t unit_at(const char *s, uint32_t c)
{
	switch (c) {
	case U'省': case U'县': case U'镇':
		return HAN;
	case U'市':
		return strncmp(s, "市政", 2 * HAN) == 0 ? 0 : HAN;
	case U'区':
		return strncmp(s, "区域", 2 * HAN) == 0 ? 0 : HAN;
	case U'自':
		return strncmp(s, "自治区", 3 * HAN) == 0 ? 3 * HAN : 0;
	default:
		return 0;
	}
}

static int by_city(const void *a, const void *b)
{
	return memcmp(a, b, CITY);
}

/* Up to the first 省 市 区 县 镇 among the next characters: 广东省, 东莞市, 南城区. Not 市政, 区域. */
static const char *after_place(const char *s)
{
	static const char cities[][CITY + 1] = { /* in the order of their bytes */
		"上海", "东莞", "中国", "中山", "佛山", "北京", "南京", "南宁", "厦门", "合肥", "四川", "天津", "宁波", "山东", "广东", "广州", "广西", "惠州", "成都", "无锡",
		"昆明", "杭州", "武汉", "汕头", "江苏", "江西", "江门", "河南", "泉州", "济南", "浙江", "深圳", "清远", "温州", "湖北", "湖南", "珠海", "福州", "福建", "肇庆",
		"苏州", "西安", "郑州", "重庆", "长沙", "青岛",
	};
	bool long_enough = is_longer(s, 4), has_city = strnlen(s, CITY) == CITY;
	const char *p = s;
	for (const char *here = s; long_enough && here - s <= 5 * HAN; here = p) {
		uint32_t c = text_next(&p);
		size_t unit = here > s + HAN ? unit_at(here, c) : 0;
		if (unit)
			return here + unit;
		if (!c)
			break;
	}
	return has_city && bsearch(s, cities, COUNT(cities), sizeof *cities, by_city) ? s + CITY : s;
}

struct ending {
	const char *text;
	size_t size; /* HAN or more */
};
#define ENDING(text) {text, sizeof text - 1}

/* Bytes of the first of them that s ends with; 0 if there is none. Their last bytes first: hardly any has the name's. */
static size_t ending_of(const char *s, size_t size, const struct ending *list, size_t count)
{
	for (size_t i = 0; i < count && size >= HAN; i++)
		if (memcmp(s + size - HAN, list[i].text + list[i].size - HAN, HAN) == 0 && ends_with(s, size, list[i].text))
			return list[i].size;
	return 0;
}

static size_t without_form(const char *s)
{
	static const struct ending forms[] = {
		ENDING("股份有限公司"), ENDING("有限责任公司"), ENDING("集团有限公司"), ENDING("有限公司"), ENDING("集团公司"), ENDING("公司"), ENDING("集团"), ENDING("个人独资企业"),
		ENDING("合伙企业"), ENDING("加工厂"), ENDING("制品厂"), ENDING("工厂"), ENDING("厂"), ENDING("经营部"), ENDING("营业部"), ENDING("批发部"), ENDING("工作室"), ENDING("商行"),
		ENDING("商店"), ENDING("店"), ENDING("中心"), ENDING("事务所"), ENDING("门市部"), ENDING("CO.,LTD"), ENDING("COLTD"), ENDING("LTD"), ENDING("INC"),
	};
	size_t size = strlen(s);
	for (size_t n; (n = ending_of(s, size, forms, COUNT(forms)));)
		size -= n;
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

/* FNV-1a */
static uint64_t hash_add(uint64_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (uint8_t)*s) * 0x100000001b3u;
	return h;
}

/* 48 bits; never 0. of_core: the core's, which two hashes begin with. */
static uint64_t hash_of(uint64_t of_core, const char *what, char kind)
{
	uint64_t h = hash_add(hash_add(of_core, (const char[]){kind, '\0'}), what);
	h = (h ^ h >> 48) & 0xFFFFFFFFFFFF;
	return h ? h : 1;
}

static bool is_person(const char *name)
{
	static const struct ending titles[] = {ENDING("总"), ENDING("经理"), ENDING("先生"), ENDING("小姐"), ENDING("女士"), ENDING("老板"), ENDING("工")};
	return !ending_of(name, strlen(name), titles, COUNT(titles)) && text_count(name) >= 2;
}

struct near_row near_row(int list, int n, const char *core, const char *phone, const char *person)
{
	uint64_t h = hash_add(0xcbf29ce484222325u, core);
	return (struct near_row){list, n, *phone ? hash_of(h, phone, 1) : 0, is_person(person) ? hash_of(h, person, 2) : 0};
}

static uint8_t *put_number(uint8_t *to, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		*to++ = (uint8_t)(v >> (8 * i) & 0xFF);
	return to;
}

static uint64_t get_48(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40;
}

void near_put(struct buf *b, const struct near_row *r)
{
	uint8_t entry[ENTRY], *to = put_number(put_number(entry, (uint64_t)r->list, 2), (uint64_t)r->n, 4);
	put_number(put_number(to, r->by_phone, HASH_BYTES), r->by_person, HASH_BYTES);
	buf_add(b, entry, sizeof entry);
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
