#include "parsers/typed.h"

#include <string.h>

#include "base/text.h"
#include "parsers/typed_words.h"

enum {
	LINES_MAX = 20000, /* more than anybody types; a list pasted by the ten thousand is a table */
	LINE_MAX_BYTES = 3000,
	VALUE_MAX_BYTES = 1000, /* of a label that is said again and again */
	LABELS_MAX = 60,
	LOOSE_MAX = 20,
	SECTION_TITLE_MAX = 20,
};

static const char firm_label[] = "公司名称", person_label[] = "联系人", phone_label[] = "电话", rest_label[] = "备注";

struct state {
	struct arena *a;
	struct typed out;
	const char *pending; /* a label whose value is the next line, or NULL */
	bool open;           /* the last record takes more */
	bool gap;            /* a blank line, or a number before this one, since its last words */
	bool numbered;       /* the present line is */
	bool first_piece;    /* of the line */
	size_t rules;        /* lines of dashes so far */
	enum typed_aside aside; /* what the present lines stand under */
	bool closed;         /* they stand below 谢谢 */
	bool reports;        /* some stand under what was done */
	size_t titled;       /* the line under a title that ends in a colon; 0: none */
	size_t line;
};

static struct typed_record *current(struct state *st)
{
	return st->open ? &st->out.records[st->out.records_count - 1] : NULL;
}

static struct typed_record *begin(struct state *st)
{
	ARENA_PUSH(st->a, &st->out, records) =
		(struct typed_record){.numbered = st->numbered, .titled = st->titled && st->line == st->titled, .planned = st->aside == TYPED_PLAN, .sample = st->aside == TYPED_SAMPLE, .closed = st->closed, .apart = st->gap, .rules = st->rules, .section = st->out.titles_count - 1, .first = st->line, .end = st->line + 1};
	st->open = true;
	return current(st);
}

static struct typed_pair *find(const struct typed_record *r, const char *label)
{
	for (size_t i = 0; r && i < r->pairs_count; i++)
		if (strcmp(r->pairs[i].label, label) == 0)
			return &r->pairs[i];
	return NULL;
}

static void put(struct state *st, struct typed_record *r, const char *label, const char *value)
{
	struct typed_pair *known = find(r, label);
	const char *end = label + strlen(label);
	if (known && strlen(known->value) < VALUE_MAX_BYTES)
		known->value = arena_printf(st->a, "%s；%s", known->value, value);
	else if (!known && r->pairs_count < LABELS_MAX)
		ARENA_PUSH(st->a, r, pairs) = (struct typed_pair){label, value};
	r->firm |= typed_names_firm(label, end);
	r->phone |= typed_has_phone(value, value + strlen(value));
	r->person |= typed_names_person(label, end);
	r->signature |= typed_of_signature(label, end);
	r->end = st->line + 1;
	st->gap = false;
}

/* --- pieces --- */

static bool begins_record(struct state *st, const char *label, bool firm)
{
	const struct typed_record *r = current(st);
	if (!r)
		return true;
	if (firm && r->firm)
		return true;
	bool again = find(r, label) != NULL;
	return again && (st->gap || strcmp(r->pairs[0].label, label) == 0);
}

static void take_pair(struct state *st, const char *label, const char *value)
{
	bool firm = typed_names_firm(label, label + strlen(label));
	st->pending = NULL;
	if (!*value) {
		st->pending = label;
		return;
	}
	if (!current(st) && typed_names_form(label, label + strlen(label)) && !typed_has_phone(value, value + strlen(value)))
		return; /* 格式：公司/法人/电话 is no part of the first lead */
	struct typed_record *r = begins_record(st, label, firm) ? begin(st) : current(st);
	r->numbered |= st->numbered && firm;
	r->called |= firm && label != firm_label;
	r->named |= typed_names_person(label, label + strlen(label));
	r->labelled++;
	r->asked += typed_names_asked(label, label + strlen(label));
	put(st, r, label, value);
}

/* 138.../0769-...: one more right behind the first. */
static bool is_next_phone(const struct typed_record *r, const char *p)
{
	return (*p == '+' || *p == '(' || (*p >= '0' && *p <= '9')) && !r->loose_count && r->pairs[r->pairs_count - 1].label == phone_label;
}

/* What no label names is told by its shape; behind a blank line only a firm is. */
static void take_piece(struct state *st, const char *p, const char *end)
{
	const char *text = fill_text(st->a, p, (size_t)(end - p));
	struct typed_record *r = current(st);
	if (st->pending && typed_is_firm(p, end) && (!r || !r->firm || st->gap) && !typed_names_firm(st->pending, st->pending + strlen(st->pending)))
		st->pending = NULL; /* 李总好： over the first lead, 例如： and 备注： over the next one, are no firm's label */
	if (st->pending) {
		take_pair(st, st->pending, text);
	} else if (typed_is_firm(p, end) && (st->first_piece || (r && !r->firm && !st->gap))) {
		if (!r || r->firm || st->gap)
			r = begin(st);
		put(st, r, firm_label, text);
	} else if (r && r->firm && !st->gap) {
		if (typed_has_phone(p, end) && (!r->phone || is_next_phone(r, p)))
			put(st, r, phone_label, text);
		else if (!r->person && typed_is_person(p, end))
			put(st, r, person_label, text);
		else if (r->loose_count < LOOSE_MAX)
			ARENA_PUSH(st->a, r, loose) = text;
		r->end = st->line + 1;
	}
}

/* Where a value ends: before separators with another label behind them. */
static const char *value_end(const char *p, const char *end)
{
	const char *label, *label_end;
	for (const char *q = p; q < end;) {
		if (q > p && typed_opens_label(q, end))
			return q;
		const char *next = typed_mark(p, q, end) ? typed_skip_marks(q, end) : NULL;
		if (next && typed_label(next, end, true, &label, &label_end))
			return q;
		if (next)
			q = next;
		else
			text_next(&q);
	}
	return end;
}

/* next_r: behind what joins it to the next one. */
static const char *piece_end(const char *p, const char *end, const char **next_r)
{
	const char *q = p;
	size_t joint = 0;
	while (q < end && !typed_mark(p, q, end) && !typed_parts(p, q, end, &joint))
		text_next(&q);
	*next_r = q + (q < end ? joint : 0);
	return q;
}

struct range {
	const char *p, *end;
};

/* The first three pieces at p; what stands behind them. */
static const char *three_pieces(const char *p, const char *end, struct range r[3])
{
	for (size_t i = 0; i < 3; i++) {
		const char *next;
		r[i].p = i ? typed_skip_marks(p, end) : p;
		r[i].end = piece_end(r[i].p, end, &next);
		p = next;
	}
	return p;
}

static bool is_contact(const struct range *person, const struct range *phone)
{
	return typed_is_person(person->p, person->end) && typed_has_phone(phone->p, phone->end);
}

/* Where the firm's name at p ends, if somebody and a phone stand beside it; else NULL. */
static const char *lead_firm(const char *p, const char *end)
{
	struct range r[3];
	three_pieces(p, end, r);
	return typed_is_firm(r[0].p, r[0].end) && (is_contact(&r[1], &r[2]) || is_contact(&r[2], &r[1])) ? r[0].end : NULL;
}

/* 张三 138... 甲公司: a line in which the firm stands behind its person, its phone or both. What follows them; NULL where it is none. */
static const char *take_turned(struct state *st, const char *p, const char *end)
{
	struct range r[3];
	const struct typed_record *before = current(st);
	bool called = (*p >= '0' && *p <= '9') || *p == '+' || *p == '(';
	if (!(called || typed_begins_person(p, end)) || !typed_has_phone(p, end) || (before && before->labelled && !st->gap)) /* most lines are not cut for this */
		return NULL;
	const char *rest = three_pieces(p, end, r);
	size_t firm = typed_is_firm(r[1].p, r[1].end) ? 1 : 2;
	const struct range *a = &r[0], *b = &r[3 - firm];
	const struct range *person = is_contact(a, b) ? a : is_contact(b, a) ? b : NULL, *phone = person == a ? b : a;
	if (!person || !typed_is_firm(r[firm].p, r[firm].end))
		return NULL;
	struct typed_record *lead = begin(st);
	put(st, lead, firm_label, fill_text(st->a, r[firm].p, (size_t)(r[firm].end - r[firm].p)));
	put(st, lead, person_label, fill_text(st->a, person->p, (size_t)(person->end - person->p)));
	put(st, lead, phone_label, fill_text(st->a, phone->p, (size_t)(phone->end - phone->p)));
	return rest;
}

/* 2、宏达五金 李四 139...: what stands where firms do, with somebody and a phone beside it, is one though it is not called like it. Without a number or a title
 * only right below a whole lead. What follows the three; NULL where it is none. */
static const char *take_supposed(struct state *st, const char *p, const char *end)
{
	struct range r[3];
	const struct typed_record *before = current(st);
	bool below = before && before->firm && before->person && before->phone && !before->labelled && !st->gap;
	if (!(st->numbered || below || (st->titled && st->line == st->titled)))
		return NULL;
	const char *rest = three_pieces(p, end, r);
	bool turned = is_contact(&r[2], &r[1]), told = turned || is_contact(&r[1], &r[2]) || (st->numbered && r[2].p == end && typed_is_person(r[1].p, r[1].end));
	if (!told || typed_is_firm(r[0].p, r[0].end) || !typed_may_be_firm(r[0].p, r[0].end))
		return NULL;
	struct typed_record *lead = begin(st);
	lead->supposed = true;
	for (size_t i = 0; i < 3 && r[i].p < r[i].end; i++)
		put(st, lead, i == 0 ? firm_label : turned == (i == 1) ? phone_label : person_label, fill_text(st->a, r[i].p, (size_t)(r[i].end - r[i].p)));
	return rest;
}

/* Another lead behind a whole one in its line, with somebody and a phone of its own: where its firm begins; NULL where there is none.
 * 甲公司 张三 138..., 2、乙公司 李四 139... */
static const char *next_lead(struct state *st, const char *p, const char *end)
{
	const struct typed_record *r = current(st);
	if (!r || !r->firm || !r->person || !r->phone || r->labelled > 1 || st->gap)
		return NULL;
	const char *firm = typed_skip_marks(p + typed_number(p, end), end), *firm_end = lead_firm(firm, end);
	return firm_end && !typed_is_trade(firm, firm_end) ? firm : NULL;
}

/* 甲有限公司：张三，138..., 【甲有限公司】, 张三：138...: what stands where labels do is the thing itself, and where it ends; else NULL. value: behind it.
 * The 三 of 张三 is no number behind a label. */
static const char *is_itself(struct state *st, const char *label, const char *label_end, const char *value, const char *end)
{
	static const char limited[] = "有限", numeral[] = "三";
	const struct typed_record *r = current(st);
	bool labels = typed_names_firm(label, label_end) && !memmem(label, (size_t)(label_end - label), limited, sizeof limited - 1);
	if (st->first_piece && typed_is_firm(label, label_end) && !labels)
		return label_end;
	bool called = value < end && ((*value >= '0' && *value <= '9') || *value == '+' || *value == '(');
	if (!called || !r || !r->firm || r->person || st->gap)
		return NULL;
	const char *longer = label_end + sizeof numeral - 1;
	return longer < value && typed_is_person(label, longer) ? longer : typed_is_person(label, label_end) ? label_end : NULL;
}

static void take_pieces(struct state *st, const char *p, const char *end)
{
	const char *label, *label_end;
	st->first_piece = true;
	for (p = typed_skip_marks(p, end); p < end; p = typed_skip_marks(p, end)) {
		const char *lead = st->first_piece ? NULL : next_lead(st, p, end);
		if (lead) {
			p = lead;
			st->first_piece = true;
		}
		const char *whole = st->first_piece ? take_turned(st, p, end) : NULL;
		if (!whole && st->first_piece)
			whole = take_supposed(st, p, end);
		if (whole) {
			p = whole;
			st->first_piece = false;
			continue;
		}
		bool known = st->first_piece || (current(st) && current(st)->firm && !st->gap);
		size_t n = typed_label(p, end, known, &label, &label_end);
		const char *itself = n ? is_itself(st, label, label_end, typed_skip_blanks(p + n, end), end) : NULL;
		if (itself) {
			take_piece(st, label, itself);
			p += n;
		} else if (n) {
			const char *name = typed_label_text(st->a, label, label_end), *name_end = name + strlen(name);
			p = typed_skip_blanks(p + n, end);
			bool before_firm = typed_names_firm(name, name_end) || typed_is_person(name, name_end);
			size_t number = before_firm || typed_is_title(name, name_end) ? typed_number(p, end) : 0; /* 今日意向客户2家：1.甲公司，张三，138... */
			before_firm |= number > 0;
			p = typed_skip_blanks(p + number, end);
			const char *firm = before_firm ? lead_firm(p, end) : NULL; /* 今天的意向客户：甲公司，张三，138...; 王伟：甲公司，张三，138... in a chat */
			const char *stop = firm ? firm : value_end(p, end), *value = fill_text(st->a, p, (size_t)(typed_trim(p, stop) - p));
			take_pair(st, firm ? firm_label : name, value);
			if (firm) {
				current(st)->labelled--; /* what stands behind it has no label */
				current(st)->titled |= typed_is_title(name, name_end);
			}
			p = stop;
		} else {
			const char *next, *stop = piece_end(p, end, &next);
			take_piece(st, p, stop);
			p = next;
		}
		st->first_piece = false;
	}
}

/* --- lines --- */

static bool is_title(struct state *st, const char *p, const char *end)
{
	const char *label, *label_end;
	size_t n = typed_label(p, end, false, &label, &label_end);
	bool apart = st->gap || !st->open || (n && current(st)->firm && typed_names_list(label, label_end));
	return apart && (!n || typed_skip_blanks(p + n, end) == end) && typed_is_title(p, end);
}

static void begin_section(struct state *st, const char *p, const char *end)
{
	const char *stop = end, *words = typed_title(p, &stop);
	if (stop < end)
		st->titled = st->line + 1;
	const char *title = text_cut(st->a, text_trim(st->a, fill_text(st->a, words, (size_t)(stop - words))), SECTION_TITLE_MAX);
	if (st->out.records_count && st->out.records[st->out.records_count - 1].section == st->out.titles_count - 1)
		ARENA_PUSH(st->a, &st->out, titles) = title;
	else
		st->out.titles[st->out.titles_count - 1] = title;
	st->open = st->closed = false;
	st->pending = NULL;
}

/* A numbered line with a phone, of which nothing was taken: 2、昨天的大海塑胶，李四，139... Its sender hears that it names no firm. */
static void take_unread(struct state *st, const char *p, const char *end)
{
	const struct typed *t = &st->out;
	bool taken = t->records_count && t->records[t->records_count - 1].end == st->line + 1;
	if (!st->numbered || taken || st->closed || !typed_has_phone(p, end))
		return;
	struct typed_record *r = begin(st);
	const char *line = fill_text(st->a, p, (size_t)(end - p)), *next;
	r->unread = true;
	st->pending = NULL;
	for (; p < end; p = typed_skip_marks(next, end)) {
		const char *stop = piece_end(p, end, &next), *text = fill_text(st->a, p, (size_t)(stop - p));
		if (typed_has_phone(p, stop))
			put(st, r, phone_label, text);
		else if (!r->person && typed_is_person(p, stop))
			put(st, r, person_label, text);
	}
	put(st, r, rest_label, line);
}

static void close_letter(struct state *st)
{
	st->gap = st->closed = true;
	st->open = false;
	st->pending = NULL;
}

/* A person or a phone alone, which the firm above it lacks: its number or picture (1、甲公司 2、张三 3、138..., 👤张三 📞138...) begins no other lead. */
static bool completes(struct state *st, const char *p, const char *end)
{
	const struct typed_record *r = current(st);
	const char *next;
	if (!r || !r->firm || st->gap || piece_end(p, end, &next) != end)
		return false;
	return (!r->person && typed_is_person(p, end)) || (!r->phone && typed_has_phone(p, end) && !typed_is_firm(p, end));
}

/* 祝安平 below a firm that has nobody yet. */
static bool is_whom(struct state *st, const char *p, const char *end)
{
	const struct typed_record *r = current(st);
	return r && r->firm && !r->person && !st->gap && typed_is_person(p, end);
}

static void take_line(struct state *st, const struct text_line *line)
{
	const char *p = typed_skip_blanks(line->s, line->s + line->size), *end = typed_trim(p, line->s + line->size);
	if (typed_is_rule(p, line->s + line->size)) { /* of —— nothing is left behind trimming */
		st->gap = true;
		st->pending = NULL;
		st->rules++;
		return;
	}
	if (p == end)
		return;
	if (line->size > LINE_MAX_BYTES) {
		st->open = false;
		return;
	}
	if (st->out.records_count && typed_closes(p, end) && !is_whom(st, p, end)) {
		close_letter(st);
		return;
	}
	size_t number = typed_number(p, end);
	st->numbered = number > 0;
	p = typed_skip_blanks(p + number, end);
	st->gap |= st->numbered && !completes(st, p, end);
	st->aside = typed_under(p, end, st->aside);
	st->reports |= typed_reports(p, end);
	if (is_title(st, p, end))
		begin_section(st, p, end);
	else
		take_pieces(st, p, end);
	take_unread(st, p, end);
}

/* So many blank lines in a row part two leads: a phone may put one behind each line. */
static size_t gap_size(const struct text_lines *lines)
{
	size_t blank = 0, filled = 0;
	for (size_t i = 0; i < lines->all_count; i++) {
		const char *s = lines->all[i].s, *end = s + lines->all[i].size;
		bool empty = typed_skip_blanks(s, end) == end;
		blank += empty;
		filled += !empty;
	}
	return blank + 1 >= filled && filled > 2 ? 2 : 1;
}

/* --- what a line of eight says --- */

/* 100万, 5000000 */
static bool is_sum(const char *text)
{
	static const char *const units[] = {"万", "亿", "元"};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strpbrk(text, "0123456789") && strstr(text, units[i]))
			return true;
	return text[strspn(text, "0123456789.")] == '\0';
}

enum { LOOSE_FULL = 5, LOOSE_BUSINESS = LOOSE_FULL - 1 /* what stands behind it */ };

/* 公司 法人 电话 and five more in the order in which the rule asks for them. Of more, the first are the business (五金、模具) if the capital alone looks like one. */
static bool is_full_line(const struct typed_record *r)
{
	if (r->labelled || r->loose_count < LOOSE_FULL || r->pairs_count != 3 || strcmp(r->pairs[0].label, firm_label) != 0 ||
	    strcmp(r->pairs[1].label, person_label) != 0 || strcmp(r->pairs[2].label, phone_label) != 0)
		return false;
	size_t capital = r->loose_count - LOOSE_BUSINESS;
	for (size_t i = 0; r->loose_count > LOOSE_FULL && i <= capital; i++)
		if (is_sum(r->loose[i]) != (i == capital))
			return false;
	return true;
}

static void join_business(struct arena *a, struct typed_record *r)
{
	size_t more = r->loose_count - LOOSE_FULL;
	for (size_t i = 0; i < more; i++)
		r->loose[more] = arena_printf(a, "%s、%s", r->loose[more - i - 1], r->loose[more]);
	r->loose += more;
	r->loose_count -= more;
	r->loose_cap -= more;
}

static void name_loose(struct arena *a, struct typed_record *r)
{
	static const char *const asked[] = {"主营业务", "注册资金", "网络情况", "有无网站", "开发价值"};
	bool full = is_full_line(r);
	if (full)
		join_business(a, r);
	for (size_t i = 0; i < r->loose_count; i++) {
		struct typed_pair *rest = full ? NULL : find(r, rest_label);
		if (rest)
			rest->value = arena_printf(a, "%s；%s", rest->value, r->loose[i]);
		else
			ARENA_PUSH(a, r, pairs) = (struct typed_pair){full ? asked[i] : rest_label, r->loose[i]};
	}
}

struct typed typed_read(struct arena *a, const struct text_lines *lines)
{
	struct state st = {.a = a};
	size_t blanks = 0, wide = gap_size(lines);
	ARENA_PUSH(a, &st.out, titles) = "";
	if (lines->all_count > LINES_MAX)
		return st.out;
	for (st.line = 0; st.line < lines->all_count; st.line++) {
		const struct text_line *line = &lines->all[st.line];
		blanks = typed_skip_blanks(line->s, line->s + line->size) == line->s + line->size ? blanks + 1 : 0;
		st.gap |= blanks >= wide;
		if (st.gap && st.aside == TYPED_SAMPLE)
			st.aside = TYPED_REPORTED;
		take_line(&st, line);
	}
	typed_sift(&st.out, st.reports);
	for (size_t i = 0; i < st.out.records_count; i++)
		name_loose(a, &st.out.records[i]);
	return st.out;
}

/* --- into sheets --- */

struct labels {
	const char **all;
	size_t all_count, all_cap;
};

static size_t column_of(struct arena *a, struct labels *l, const char *label)
{
	size_t i = 0;
	while (i < l->all_count && strcmp(l->all[i], label) != 0)
		i++;
	if (i == l->all_count && i < LABELS_MAX)
		ARENA_PUSH(a, l, all) = label;
	return i;
}

static bool fill_section(struct fill *f, const struct typed *t, size_t section, struct labels *l)
{
	int number = 0;
	if (!fill_sheet(f, t->titles[section], false))
		return false;
	for (size_t i = 0; i < l->all_count; i++)
		fill_cell(f, i, l->all[i]);
	if (!fill_row(f, 0, false))
		return false;
	for (size_t i = 0; i < t->records_count; i++) {
		const struct typed_record *r = &t->records[i];
		for (size_t j = 0; r->section == section && j < r->pairs_count; j++) {
			size_t column = column_of(f->a, l, r->pairs[j].label);
			if (column < l->all_count)
				fill_cell(f, column, r->pairs[j].value);
		}
		if (r->section == section && !fill_row(f, ++number, false))
			return false;
	}
	return true;
}

bool typed_fill(struct fill *f, const struct typed *t)
{
	for (size_t s = 0; s < t->titles_count; s++) {
		struct labels l = {0};
		for (size_t i = 0; i < t->records_count; i++)
			for (size_t j = 0; t->records[i].section == s && j < t->records[i].pairs_count; j++)
				column_of(f->a, &l, t->records[i].pairs[j].label);
		if (l.all_count && !fill_section(f, t, s, &l))
			return false;
	}
	return true;
}
