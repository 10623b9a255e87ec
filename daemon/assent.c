#include "assent.h"

#include <string.h>

#include "base/text.h"

/* What people write first. The longer ones stand before those they begin with. */
static const struct {
	const char *words;
	enum assent assent;
} phrases[] = {
	{"不同意", ASSENT_NO}, {"不批准", ASSENT_NO}, {"不可以", ASSENT_NO}, {"不行", ASSENT_NO},  {"不通过", ASSENT_NO}, {"驳回", ASSENT_NO},
	{"免除", ASSENT_NO},   {"免了", ASSENT_NO},   {"取消", ASSENT_NO},   {"同意", ASSENT_YES}, {"批准", ASSENT_YES},  {"可以", ASSENT_YES},
	{"通过", ASSENT_YES},  {"确认", ASSENT_YES},  {"好的", ASSENT_YES},  {"ok", ASSENT_YES},
};

/* What may stand behind a yes. */
static const char *const fillers[] = {"的", "了", "吧", "处罚", "乐捐", "罚款", "扣款", "执行", "办理", "登记", "发出", "通知", "本人", "请", "按", "照", "此", "这", "该", "本次", "笔", "项",
                                      "条", "以上", "上述", "全部", "都", "谢谢", "辛苦", "您", "你", "收到", "同意", "批准", "确认", "无误", "没问题", "ok", "thanks", "thankyou"};
/* What turns the words before it round, limits them, or makes them a plan. */
static const char *const turns[] = {"免", "取消", "驳回", "不同意", "不批准", "不可以", "不行", "不通过", "不罚", "不扣", "照罚", "吗", "么", "但", "除", "其他", "其它", "其余", "别的",
                                    "只", "仅", "部分", "一半", "减", "再", "等", "先", "不要", "不用", "暂"};

static bool has_turn(const char *label)
{
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if (strstr(label, turns[i]))
			return true;
	return false;
}

static bool only_fillers(const char *rest)
{
	while (*rest) {
		size_t taken = 0;
		for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
			size_t n = strlen(fillers[i]);
			if (n > taken && strncmp(rest, fillers[i], n) == 0)
				taken = n;
		}
		if (!taken)
			return false;
		rest += taken;
	}
	return true;
}

/* Up to the first empty line, or a signature's mark. */
static char *first_paragraph(struct arena *a, const char *own)
{
	const char *p = own;
	while (*p) {
		const char *line = p;
		size_t n = strcspn(p, "\n");
		if (n == strspn(line, " \t\r") || strncmp(line, "--", 2) == 0)
			break;
		p += n + (p[n] == '\n');
	}
	return arena_strndup(a, own, (size_t)(p - own));
}

enum assent assent_read(struct arena *a, const char *text)
{
	char *all = text_nfkc(a, first_paragraph(a, text_trim(a, text))), *more = all + strcspn(all, "\n");
	if (strchr(all, '?'))
		return ASSENT_NONE;
	const char *further = text_label(a, more), *words = text_label(a, arena_strndup(a, all, (size_t)(more - all)));
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		size_t n = strlen(phrases[i].words);
		if (strncmp(words, phrases[i].words, n) != 0)
			continue;
		bool plain = !has_turn(words + n) && !has_turn(further);
		return plain && (phrases[i].assent == ASSENT_NO || only_fillers(words + n)) ? phrases[i].assent : ASSENT_NONE;
	}
	return ASSENT_NONE;
}
