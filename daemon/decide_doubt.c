/* Words of an answer that do not fit what would be done. */
#include <ctype.h>
#include <string.h>

#include "asks.h"
#include "base/text.h"
#include "decide_inside.h"
#include "reply_inside.h"
#include "slip.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct said *said_of(const struct answer *x, size_t item)
{
	return reply_of(&x->reply, (int)item + 1);
}

/* The sum of all that the clause speaks of, each entry once: as it stands, or as it was said to be paid. A clause about several items (1、3收到) is several `said` of one reason. */
static int64_t sum_of(const struct answer *x, const struct said *clause, bool claimed)
{
	int64_t fen = 0;
	for (size_t i = 0; i < x->items_count; i++) {
		const struct said *s = said_of(x, i);
		bool counts = s && s->reason == clause->reason;
		for (size_t k = 0; k < i && counts; k++)
			counts = strcmp(x->items[k].stands, x->items[i].stands) != 0 || !said_of(x, k) || said_of(x, k)->reason != clause->reason;
		fen += !counts ? 0 : claimed ? x->items[i].claimed_fen : x->items[i].fen;
	}
	return fen;
}

/* 40元, 一百块, ¥40: any other number among words may be one of days, customers or a contract. */
static bool names_money(const char *text)
{
	static const char *const units[] = {"元", "块", "圆"}, *const digits[] = {"零", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "半", "几"};
	for (size_t u = 0; u < sizeof units / sizeof *units; u++)
		for (const char *p = text; (p = strstr(p, units[u])); p++) {
			const char *q = p;
			while (q > text && q[-1] == ' ')
				q--;
			if (q > text && q[-1] >= '0' && q[-1] <= '9')
				return true;
			for (size_t d = 0; d < sizeof digits / sizeof *digits; d++)
				if (q - text >= (long)strlen(digits[d]) && text_begins(q - strlen(digits[d]), digits[d]))
					return true;
		}
	return strstr(text, "¥") != NULL;
}

/* 收到100元 of 200 is not all of it, nor is 免除100元: a sum that is said of items must be theirs. */
static bool other_sum(const struct answer *x)
{
	for (size_t i = 0; i < x->reply.items_count; i++) {
		const struct said *s = &x->reply.items[i];
		bool pays = decide_of_payment(x) && s->verb != REPLY_REFUSE && s->verb != REPLY_WITHDRAW, money = names_money(s->reason);
		bool claims = !pays && s->verb == REPLY_PAID; /* whoever keeps the money is told of the items' own sum */
		int64_t fen;
		if (!pays && !((s->verb == REPLY_WAIVE || claims) && money))
			continue;
		const char *amount;
		enum slip_sum sum = slip_amount_said(x->c->turn, s->reason, &amount);
		bool known = sum == SUM_SAID && slip_money(amount, &fen) == 0;
		if (known ? fen != sum_of(x, s, false) && fen != sum_of(x, s, true) : money || (pays && sum == SUM_UNCLEAR))
			return true;
	}
	return false;
}

/* 已收款, said of a payment, is that it came. */
static void read_income(const struct answer *x, struct said *s)
{
	static const char *const words[] = {"已收款", "款已收"};
	const char *line;
	for (size_t i = 0; decide_of_payment(x) && s->verb == REPLY_DONE && i < sizeof words / sizeof *words; i++)
		if (reply_says(x->c->turn, x->m->envelope.text, words[i], &line))
			s->verb = REPLY_RECEIVED;
}

void decide_read_sum(struct answer *x)
{
	struct said *s = x->reply.items_count == 1 ? &x->reply.items[0] : NULL;
	if (s)
		read_income(x, s);
	bool pays = s && (s->verb == REPLY_PAID || (s->verb == REPLY_RECEIVED && decide_of_payment(x)));
	if (!pays || s->from != s->to || s->from <= (int)x->items_count)
		return;
	struct said all = {.verb = s->verb, .reason = arena_printf(x->c->turn, "%d元%s%s", s->from, *s->reason ? " " : "", s->reason)}, read = *s;
	*s = all;
	if (sum_of(x, s, false) != read.from * INT64_C(100) && sum_of(x, s, true) != read.from * INT64_C(100))
		*s = read;
}

/* 收到，我查一下 is no word that the money came: behind 收到 stands nothing but a courtesy, or the sum. */
static bool only_read(const struct answer *x)
{
	for (size_t i = 0; decide_of_payment(x) && i < x->reply.items_count; i++) {
		const struct said *s = &x->reply.items[i];
		const char *amount;
		if (s->verb == REPLY_RECEIVED && !reply_plain(x->c->turn, s->reason) && slip_amount_said(x->c->turn, s->reason, &amount) != SUM_SAID)
			return true;
	}
	return false;
}

/* The size of the word at p that may be an entry's id, kind.staff.date.number, by its letters; *id_r: by its parts, too. */
static size_t word_at(const char *p, bool *id_r)
{
	size_t n = 0, dots = 0;
	for (; isalnum((unsigned char)p[n]) || (p[n] && strchr("_.-", p[n])); n++)
		dots += p[n] == '.';
	*id_r = dots >= 3;
	return n;
}

static bool is_of_letter(const struct answer *x, const char *id)
{
	for (size_t i = 0; i < x->items_count; i++)
		if (text_same_nocase(id, x->items[i].id) || text_same_nocase(id, x->items[i].stands))
			return true;
	return false;
}

/* The words name an entry by its id that the letter does not have: whoever means it means none of these. */
static bool names_another(const struct answer *x, const char *text)
{
	for (const char *p = text; *p;) {
		bool id;
		size_t n = word_at(p, &id);
		if (id && !is_of_letter(x, arena_strndup(x->c->turn, p, n)))
			return true;
		p += n ? n : 1;
	}
	return false;
}

static bool says_another(const struct answer *x)
{
	for (size_t i = 0; i < x->reply.items_count; i++)
		if (names_another(x, x->reply.items[i].reason))
			return true;
	return false;
}

bool decide_begins_anew(const struct answer *x)
{
	const struct said *s = x->reply.items_count == 1 ? &x->reply.items[0] : NULL;
	bool id = false;
	return s && s->verb == REPLY_WAIVE && !s->from && word_at(s->reason, &id) && id && says_another(x);
}

static bool of_several_people(const struct answer *x)
{
	const char *one = NULL;
	for (size_t i = 0; i < x->items_count; i++) {
		const char *staff = x->items[i].staff;
		if (one && staff && strcmp(one, staff) != 0)
			return true;
		one = one ? one : staff;
	}
	return false;
}

/* 这个免了吧, 不同意，他请假了, in answer to a letter about several people: one of them is meant, and nobody knows which. */
static bool means_one(const struct answer *x)
{
	static const char *const ones[] = {"这个", "这项", "这一项", "此项", "该项", "此单", "本单", "他", "她"}, *const more[] = {"他们", "她们", "其他", "他人"};
	bool unnamed = false;
	for (size_t i = 0; i < x->reply.items_count; i++)
		unnamed = unnamed || !x->reply.items[i].from;
	struct reply_lines l = reply_lines(x->c->turn, x->m->envelope.text);
	const char *line = l.lines_count ? l.lines[0].text : "";
	for (const char *p = line; unnamed && of_several_people(x) && *p; text_next(&p)) {
		const char *next = p;
		text_next(&next);
		if (text_begins_any(p, more, sizeof more / sizeof *more))
			p = next; /* the second character, too */
		else if (text_begins_any(p, ones, sizeof ones / sizeof *ones))
			return true;
	}
	return false;
}

bool decide_in_doubt(const struct answer *x)
{
	return other_sum(x) || only_read(x) || says_another(x) || means_one(x);
}

int decide_sum_changed(struct answer *x, const struct reading *r, const struct said *s, const struct item *it, const struct entry *e, struct err *err)
{
	struct entry asked;
	int64_t fen;
	if (strcmp(r->kind, "confirm") != 0 || s->verb != REPLY_AGREE)
		return 0;
	bool shown = it->shown && slip_money(it->shown, &fen) == 0, other = shown && fen != e->fen;
	if (strcmp(it->id, e->id) == 0)
		return other;
	int found = store_get_entry(&x->c->store, x->c->turn, it->id, &asked, err);
	if (found <= 0)
		return found < 0 ? -1 : !shown || other;
	return asked.fen != e->fen || asked.pushups != e->pushups;
}

int decide_not_asked(struct answer *x, struct err *err)
{
	const struct staff *of = x->letter->staff ? office_staff(x->c->office, x->letter->staff) : NULL;
	bool proposed = strcmp(x->letter->kind, "confirm") == 0; /* and of that reps hear nothing */
	x->reply = reply_read(x->c->turn, x->m->envelope.text);
	if (!of || x->reply.state == REPLY_UNKNOWN || (proposed && x->sender->roles & 1u << ROLE_REP))
		return 0;
	return asks_tell_not_asked(x->c, x->letter->id, of->name, x->sender, x->m, x->life.now, err);
}

bool decide_speaks_of_fines(struct arena *a, const char *text)
{
	static const char *const words[] = {"免", "不罚", "不用罚", "不该罚", "别罚", "减", "一半", "算了", "取消", "撤销", "作废", "再罚", "加罚", "多罚", "加倍", "请假", "出差"};
	static const char *const away[] = {"我在", "我正", "本人", "联系", "无法"}; /* 我在出差，有事请联系...: a robot's */
	enum { FEW_LINES = 4, LINE_CHARS = 40 };
	struct reply_lines l = reply_lines(a, text);
	for (size_t i = 0; i < l.lines_count && i < FEW_LINES; i++)
		if (text_count(l.lines[i].text) <= LINE_CHARS && text_holds_any(l.lines[i].text, words, COUNT(words)) && !text_holds_any(l.lines[i].text, away, COUNT(away)))
			return true;
	return false;
}

bool decide_means_claimed(const struct answer *x, const struct item *it, const struct said *s)
{
	const char *amount;
	int64_t fen;
	if (!it->claimed)
		return false;
	return s->verb == REPLY_REFUSE || slip_amount_said(x->c->turn, s->reason, &amount) != SUM_SAID || slip_money(amount, &fen) < 0 || fen == sum_of(x, s, true);
}
