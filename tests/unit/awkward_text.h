/* Random cells, out of what real and awkward ones are made of: for tests that hold a short way against the long one. The same in each run. */
#ifndef AWKWARD_TEXT_H
#define AWKWARD_TEXT_H
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Stands in no short way, has no width, and is left out of keys, phones and the ends of cells: what begins with it goes the long way. */
#define LONG_WAY "\xE2\x80\x8B"

static inline uint32_t awkward_random(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* Up to `most` pieces. */
static inline const char *awkward_text(struct arena *a, uint32_t *state, uint32_t most)
{
	static const char *const pieces[] = {
		"", " ", "\t", "\v", "\f", "\n", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xC2\xAD", "\xE2\x80\xAD", "\x7F", "\x01", "\xC2\x85",
		"-", "--", "—", "——", "/", "\\", "－", "／", "＼", "；", "，", "、", "·", ".", ",", ":", "+", "=", "*", "@", "_", "~", "|", "'", "\"", "&", "%", "#", "$", "^", "`", "<",
		"(", ")", "[", "]", "{", "}", "（", "）", "【", "】", "〔", "〕", "〈", "﹙", "\xEF\xB8\xB5", "不", "不详", "未", "未知", "暂", "暂无", "暂无数据", "待", "待查", "无", "无推广", "没有",
		"n", "N", "n/a", "N/A", "Ｎ／Ａ", "null", "NULL", "none", "None", "ｎｏｎｅ", "0", "1", "8", "9", "86", "+86", "0086", "13800138000", "1700", "1390000", "0755", "0769-", "88888888",
		"400", "800-", "138****8000", "1.38E+10", "１３８", "①", "⑳", "張", "张", "三", "张三", "李 四", "Li Lei", "欧阳娜娜", "阿卜杜·买买提", "法", "法人", "联系人电话", "公", "电话", "手机", "手",
		"总", "张总", "分机", "转", "转8", "ext", "tel", "TEL:", "qq", "微信同号", "东莞", "东莞市", "广东省", "宏图", "宏圖", "機械", "机械", "乾隆", "明瞭", "素藉", "美髮", "沈", "沈阳", "默", "覆", "反", "不瞭解", "有限公司", "有限责任公司", "厂",
		"(存续)", "（已注销）", "(曾用名：宏图)", "状态", "a", "A", "b", "E", "x", "xx", "z", "ß", "é", "e\xCC\x81", "\xCC\x81", "\xCC\xA7", "가", "\xE1\x84\x80\xE1\x85\xA1", "ﬁ", "㎏", "㈱", "Ⅷ",
		"ｱ\xEF\xBE\x9E", "か\xE3\x82\x99", "𠮷", "𩀨", "豈", "㐀", "鿿", "ꀀ", "葛\xF3\xA0\x84\x80", "×", "●", "√", "91440300708461136T", "91440300708461136t", "9144030070", "8461136T",
	};
	struct buf b = {0};
	for (uint32_t n = awkward_random(state, most + 1); n-- > 0;)
		buf_adds(&b, pieces[awkward_random(state, sizeof pieces / sizeof *pieces)]);
	const char *text = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return text;
}

#endif
