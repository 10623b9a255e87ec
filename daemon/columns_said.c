#include "columns_said.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "classify.h"
#include "headers.h"
#include "parsers/table.h"

/* ---- words ---- */

/* What joins a column and its meaning. */
static const char *const signs[] = {"->", "=>", "→", "=", ":"};
static const char *const verbs[] = {"就是", "应该是", "对应", "改成", "改为", "是", "为", "指"};

static size_t one_of(const char *s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_begins(s, list[i]))
			return strlen(list[i]);
	return 0;
}

static size_t sign_at(const char *s)
{
	return one_of(s, signs, sizeof signs / sizeof *signs);
}

/* A verb, signs, or both in this order: behind = stands 是否推广. */
static size_t skip_marks(const char *s)
{
	size_t n = one_of(s, verbs, sizeof verbs / sizeof *verbs), one;
	while ((one = sign_at(s + n)))
		n += one;
	return n;
}

static bool starts(const char *s, const char *word)
{
	return text_begins(s, word);
}

/* 第2列, 第二列: one to ninety-nine. */
static size_t number_at(const char *s, size_t *n_r)
{
	static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	char *end;
	*n_r = strtoul(s, &end, 10);
	if (*s >= '0' && *s <= '9')
		return (size_t)(end - s);
	size_t size = 0, tens = 0, ones = 0;
	bool any = false;
	for (bool found = true; found;) {
		found = false;
		for (size_t i = 0; i < 10 && !found; i++)
			if (starts(s + size, digits[i])) {
				ones = i;
				size += 3;
				found = any = true;
			}
		if (!found && starts(s + size, "十")) {
			tens = any ? ones : 1;
			ones = 0;
			size += 3;
			found = any = true;
		}
	}
	*n_r = tens * 10 + ones;
	return any ? size : 0;
}

/* A column's name at s: B, B列, 列B, 第B列, 第2列. Its length, 0 if there is none. *sure_r: it can't be part of a word. */
static size_t column_at(const char *s, size_t *at_r, bool *sure_r)
{
	const char *p = s;
	size_t size, n;
	bool nth = starts(p, "第"), before = nth || starts(p, "列");
	p += before ? 3 : 0;
	if (*p >= 'A' && *p <= 'Z' && !(p[1] >= 'A' && p[1] <= 'Z')) {
		*at_r = (size_t)(*p++ - 'A');
	} else if (nth && (size = number_at(p, &n)) && n > 0 && starts(p + size, "列")) {
		p += size;
		*at_r = n - 1;
	} else {
		return 0;
	}
	bool after = starts(p, "列") || starts(p, "栏");
	*sure_r = before || after;
	return (size_t)(p - s) + (after ? 3 : 0);
}

/* ---- one piece between blanks and commas ---- */

struct reading {
	struct arena *a;
	size_t width;
	struct columns_said out;
	bool alone;     /* the first line is an English word for a kind, and nothing else */
	bool pending;   /* a column's name stood alone: what follows is its meaning */
	size_t at;
	const char *piece;
};

static void put_unknown(struct reading *r, const char *what)
{
	ARENA_PUSH(r->a, &r->out, unknown) = text_cut(r->a, what, 20);
}

/* What a column is called; false: no such word. */
static bool field_of(struct arena *a, const char *word, enum field *field_r)
{
	static const char *const ignored[] = {"忽略", "不用", "不要", "不管", "没用", "无用", "空", "unused", "ignore"};
	const char *label = text_label(a, word);
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		if (strcmp(label, ignored[i]) == 0) {
			*field_r = FIELD_OTHER;
			return true;
		}
	struct header_match m = header_match(word);
	*field_r = m.field;
	return m.known && m.field <= FIELD_OTHER;
}

static void assign(struct reading *r, size_t at, const char *word)
{
	enum field field;
	if (at >= r->width || !field_of(r->a, word, &field)) {
		put_unknown(r, r->piece);
		return;
	}
	for (size_t i = 0; i < r->out.columns_count; i++)
		if (r->out.columns[i].at == at) {
			if (r->out.columns[i].field != field) /* said twice, and not the same */
				put_unknown(r, r->piece);
			return;
		}
	ARENA_PUSH(r->a, &r->out, columns) = (struct known_column){at, field};
}

/* 公司=B, 公司在B列, 公司是第2列: the column at the end, a mark before it. */
static bool take_reversed(struct reading *r, const char *s)
{
	for (const char *p = s; *p; text_next(&p)) {
		size_t at, mark = starts(p, "在") ? 3 : skip_marks(p);
		bool sure;
		if (p == s || !mark || !p[mark])
			continue;
		size_t n = column_at(p + mark, &at, &sure);
		enum field field;
		const char *word = arena_strndup(r->a, s, (size_t)(p - s));
		if (!n || p[mark + n] || !field_of(r->a, word, &field))
			continue;
		assign(r, at, word);
		return true;
	}
	return false;
}

/* As the English letters call them; elsewhere, in a subject, these words say nothing of a list. */
static enum row_kind kind_in_english(struct arena *a, const char *word)
{
	static const char *const words[ROW_KIND_COUNT] = {[ROW_LEAD] = "leads", [ROW_PROSPECT] = "prospects", [ROW_VISIT] = "visits"};
	const char *label = text_label(a, word);
	for (int k = ROW_LEAD; k < ROW_KIND_COUNT; k++)
		if (strcmp(label, words[k]) == 0)
			return (enum row_kind)k;
	return ROW_NONE;
}

/* 类型=意向客户, type=prospects */
static bool take_kind(struct reading *r, const char *s)
{
	static const char *const words[] = {"类型", "名单", "种类", "表格", "这是", "表", "TYPE"};
	size_t skip = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words && !skip; i++)
		skip = starts(s, words[i]) ? strlen(words[i]) : 0;
	const char *rest = s + skip + skip_marks(s + skip);
	enum row_kind english = skip || r->alone ? kind_in_english(r->a, rest) : ROW_NONE, kind = english ? english : classify_words(r->a, rest);
	if (!kind || (!skip && !english && strcmp(text_label(r->a, rest), row_kind_titles[kind]) != 0) || text_count(rest) > 10)
		return false;
	r->out.kind = kind;
	return true;
}

static void take_piece(struct reading *r, const char *s)
{
	size_t at;
	bool sure, was_pending = r->pending;
	size_t n = column_at(s, &at, &sure), mark = n ? skip_marks(s + n) : 0;
	r->piece = s;
	r->pending = false;
	enum field field;
	if (n && !s[n + mark]) { /* B: its meaning is the next piece */
		r->pending = true;
		r->at = at;
		return;
	}
	if (n && (mark || (sure && field_of(r->a, s + n, &field)))) {
		assign(r, at, s + n + mark);
		return;
	}
	if (take_kind(r, s) || take_reversed(r, s))
		return;
	if (was_pending && field_of(r->a, s + skip_marks(s), &field))
		assign(r, r->at, s + skip_marks(s));
}

/* ---- the text ---- */

static bool is_gap(uint32_t c)
{
	return text_is_space(c) || c == '\n' || c == '\t' || c == '\r' || c == ',' || c == ';' || c == 0x3001 /* 、 */ || c == 0x3002 /* 。 */ || c == '|';
}

/* In one form: full-width undone, capitals, and no blanks around what joins. */
static const char *normal(struct arena *a, const char *text)
{
	const char *s = text_upper(a, text_nfkc(a, text));
	struct buf out = {0};
	for (const char *start = s; text_next(&s); start = s) {
		const char *p = start;
		bool blank = *p == ' ' || *p == '\t';
		while (*p == ' ' || *p == '\t')
			p++;
		if (blank && (skip_marks(p) || (out.size && strchr("=:>", out.data[out.size - 1])))) {
			s = p;
			continue;
		}
		buf_add(&out, start, (size_t)(s - start));
	}
	const char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static int by_column(const void *a, const void *b)
{
	const struct known_column *x = a, *y = b;
	return (x->at > y->at) - (x->at < y->at);
}

struct columns_said columns_said(struct arena *a, const char *text, size_t width)
{
	struct reading r = {.a = a, .width = width};
	size_t size = strnlen(text, SAID_MAX_TEXT + 1);
	if (size > SAID_MAX_TEXT)
		return r.out;
	const char *s = normal(a, text), *line = s + strspn(s, "\n ");
	r.alone = kind_in_english(a, arena_strndup(a, line, strcspn(line, "\n"))) != ROW_NONE;
	while (*s) {
		const char *start = s, *end = s;
		while (*s) {
			end = s;
			if (is_gap(text_next(&s)))
				break;
			end = s;
		}
		if (end > start)
			take_piece(&r, arena_strndup(a, start, (size_t)(end - start)));
	}
	if (r.out.columns_count)
		qsort(r.out.columns, r.out.columns_count, sizeof *r.out.columns, by_column);
	return r.out;
}

/* ---- recorded ---- */

const char *columns_text(struct arena *a, const struct known_layout *k)
{
	const char *text = "";
	for (size_t i = 0; i < k->columns_count; i++)
		text = arena_printf(a, "%s%s%zu=%s", text, i ? " " : "", k->columns[i].at + 1, field_names[k->columns[i].field]);
	return k->kind ? arena_printf(a, "%s%skind=%s", text, *text ? " " : "", row_kind_names[k->kind]) : text;
}

static int find_name(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

void columns_read(struct arena *a, const char *text, struct known_layout *k)
{
	char *rest = arena_strdup(a, text);
	for (char *item; (item = strsep(&rest, " "));) {
		char *name = strchr(item, '=');
		if (!name)
			continue;
		*name++ = '\0';
		size_t at = strtoul(item, NULL, 10);
		int field = find_name(field_names, FIELD_COUNT, name), kind = find_name(row_kind_names, ROW_KIND_COUNT, name);
		if (strcmp(item, "kind") == 0 && kind > 0)
			k->kind = (enum row_kind)kind;
		else if (at > 0 && at <= TABLE_MAX_COLUMNS && field >= 0)
			ARENA_PUSH(a, k, columns) = (struct known_column){at - 1, (enum field)field};
	}
}

void columns_overlay(struct arena *a, struct known_layout *k, const struct columns_said *said)
{
	for (size_t i = 0; i < said->columns_count; i++) {
		size_t n = 0;
		while (n < k->columns_count && k->columns[n].at != said->columns[i].at)
			n++;
		if (n == k->columns_count)
			ARENA_PUSH(a, k, columns) = said->columns[i];
		else
			k->columns[n] = said->columns[i];
	}
	if (k->columns_count)
		qsort(k->columns, k->columns_count, sizeof *k->columns, by_column);
	k->kind = said->kind ? said->kind : k->kind;
}
