#include "classify.h"

#include <string.h>

#include "base/text.h"
#include "called.h"
#include "cards.h"
#include "extract.h"
#include "headers.h"
#include "layout_asked.h"
#include "mailkind.h"
#include "pasted.h"

/* --- kinds --- */

enum row_kind classify_words(struct arena *a, const char *text)
{
	static const struct {
		const char *word;
		enum row_kind kind;
	} words[] = {
		{"陌拜", ROW_VISIT}, {"陌生拜访", ROW_VISIT}, {"意向", ROW_PROSPECT}, {"客户资料", ROW_LEAD}, {"客戶資料", ROW_LEAD},
	};
	const char *s = text_label(a, text); /* 客 户 资 料 is how titles are spaced */
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(s, words[i].word))
			return words[i].kind;
	return ROW_NONE;
}

static enum row_kind by_columns(const struct layout *l)
{
	if (l->has[FIELD_VISIT_DATE] && l->has[FIELD_PERSON_MET])
		return ROW_VISIT;
	return l->has[FIELD_STAGE] ? ROW_PROSPECT : ROW_NONE;
}

/* A visit date beside a column 联系人 may stand in a list of prospects too; where nothing says so, that person was met. */
static bool is_weakly_visit(const struct layout *l)
{
	return l->has[FIELD_VISIT_DATE] && (l->has[FIELD_CONTACT] || l->has[FIELD_PERSON]);
}

/* A mail that was never parsed (quarantined) has none. */
static const char *subject_of(const struct mail *m)
{
	return m->subject ? m->subject : "";
}

/* An attached mail's own subject comes before the one it travels under. */
static enum row_kind by_subject(struct arena *a, const struct mail *m, const struct part *p)
{
	enum row_kind kind = p->nested_subject ? classify_words(a, p->nested_subject) : ROW_NONE;
	return kind ? kind : classify_words(a, subject_of(m));
}

/* Title row and sheet name are one step: 陌拜 in either goes before 意向 in the other. */
static enum row_kind by_title_or_sheet(struct arena *a, const char *title, const char *sheet, const char **told_by_r)
{
	enum row_kind t = classify_words(a, title), n = classify_words(a, sheet);
	*told_by_r = t >= n ? "title" : "sheet";
	return t >= n ? t : n;
}

/* A file in an archive: its own name goes before its folder's, that before the archive's. */
static enum row_kind by_file(struct arena *a, const char *name)
{
	const char *inner = name, *base, *next;
	while ((next = strstr(inner, PART_IN_ARCHIVE)))
		inner = next + strlen(PART_IN_ARCHIVE);
	base = strrchr(inner, '/') ? strrchr(inner, '/') + 1 : inner;
	enum row_kind kind = classify_words(a, base);
	if (!kind)
		kind = classify_words(a, inner);
	return kind ? kind : classify_words(a, name);
}

static void tell_kind(struct arena *a, const struct mail *m, const struct part *p, const struct sheet *s, const struct extract *x,
		      struct lead_table *t)
{
	t->told_by = "columns";
	t->kind = by_columns(&x->layout);
	if (!t->kind)
		t->kind = by_title_or_sheet(a, x->title, s->name, &t->told_by);
	if (!t->kind) {
		t->told_by = "file";
		t->kind = by_file(a, p->file_name);
	}
	if (!t->kind) {
		t->told_by = "subject";
		t->kind = by_subject(a, m, p);
	}
	if (!t->kind && layout_is_lead(&x->layout)) {
		t->told_by = "default";
		t->kind = ROW_LEAD;
	}
	if (!t->kind && is_weakly_visit(&x->layout)) {
		t->told_by = "columns";
		t->kind = ROW_VISIT;
	}
}

/* --- tables --- */

static const char *label_of(const struct part *p, const struct sheet *s)
{
	if (s->name && *s->name)
		return s->name;
	return *p->file_name && p->source != PART_BODY && p->source != PART_QUOTED ? p->file_name : "正文表格";
}

static void add_unknown(struct arena *a, struct classified *c, enum unknown_why why, size_t part, size_t sheet, const char *label,
			const struct sheet *s)
{
	struct unknown_table u = {.why = why, .part = part, .sheet = sheet, .sheet_label = label, .sign = ""};
	if (c->unknown_count < UNKNOWN_MAX_ASKED)
		layout_ask(a, s, &u);
	ARENA_PUSH(a, c, unknown) = u;
}

/* What is known from people's answers. */
static const struct known_layout *find_known(struct arena *a, const struct known_layouts *known, const struct sheet *s)
{
	const char *sign = known->items_count ? layout_sign(a, s) : "";
	for (size_t i = 0; *sign && i < known->items_count; i++)
		if (strcmp(known->items[i].sign, sign) == 0)
			return &known->items[i];
	return NULL;
}

/* Numbered lines of a mail that says nothing of a list are one where somebody in them is called like a firm: 1、仓库钥匙 张三 138... is none. */
static bool names_firm(const struct sheet *s, const struct lead_table *t)
{
	bool firm = s->rows[0].number != 0; /* not typed (typed.h) */
	for (size_t i = 0; i < t->rows_count && !firm; i++)
		firm = looks_like_company(t->rows[i].value[FIELD_COMPANY]);
	return firm;
}

/* answered: the kind that somebody named, for where words tell none. above: the table that this one goes on with (goes_on), or NULL. */
static void take_table(struct arena *a, const struct mail *m, size_t part, size_t sheet, const struct extract *x, enum row_kind answered,
		       const struct lead_table *above, struct classified *c)
{
	const struct part *p = &m->parts[part];
	const struct sheet *s = &p->file.sheets[sheet];
	struct lead_table t = {.part = part,
			       .sheet = sheet,
			       .sheet_label = label_of(p, s),
			       .rows = x->rows,
			       .rows_count = x->rows_count,
			       .rows_cap = x->rows_cap};
	tell_kind(a, m, p, s, x, &t);
	if (above && !by_title_or_sheet(a, x->title, s->name, &(const char *){NULL})) { /* 表2: no kind of its own */
		t.told_by = above->told_by;
		t.kind = above->kind;
	}
	if (answered && !t.kind) {
		t.told_by = "answer";
		t.kind = answered;
	}
	for (size_t i = 0; i < x->layout.column_count; i++)
		ARENA_PUSH(a, &t, columns) = (struct lead_column){x->layout.column[i].text, x->layout.column[i].field};
	t.cut = x->cut;
	if (t.cut) {
		ARENA_PUSH(a, c, tables) = t;
	} else if (!t.rows_count) {
		c->empty++;
	} else if (!t.kind) {
		add_unknown(a, c, UNKNOWN_KIND, part, sheet, t.sheet_label, s);
		const bool *has = x->layout.has;
		c->unknown[c->unknown_count - 1].like_a_list =
			(has[FIELD_PERSON] || has[FIELD_CONTACT] || has[FIELD_PERSON_MET]) && has[FIELD_PHONE] && names_firm(s, &t);
	} else {
		ARENA_PUSH(a, c, tables) = t;
		for (size_t i = 0; i < t.rows_count; i++)
			c->hidden_rows += t.rows[i].hidden;
	}
}

/* Whether the first row that was taken for a header holds a firm itself: 公司名称 | 甲公司 | 法人 | 张三. */
static bool header_holds_firm(const struct extract *x)
{
	for (size_t i = 0; i < x->layout.column_count; i++)
		if (x->layout.column[i].field == FIELD_OTHER && looks_like_company(x->layout.column[i].text))
			return true;
	return false;
}

/* Whether each cell says its own label (公司全名：甲公司 | 法人：张三), and no header stands over them: the columns were guessed by what is in them. */
static bool cells_are_labelled(struct arena *a, const struct extract *x)
{
	const char *firm = x->rows_count ? x->rows[0].value[FIELD_COMPANY] : "";
	size_t label = strcspn(firm, ":");
	const char *wide = strstr(firm, "：");
	if (wide && (size_t)(wide - firm) < label)
		label = (size_t)(wide - firm);
	for (size_t i = 0; i < x->layout.column_count; i++)
		if (*x->layout.column[i].label)
			return false;
	return firm[label] && header_match(arena_strndup(a, firm, label)).field == FIELD_COMPANY;
}

/* What does not stand in rows of cells. A sheet of cards is a list only where its own title, its name or the file's says so: it may be any form else, and forms have
 * their own way (slip.h). In a mail's words, where the subject does, and several firms stand in it: one is how people sign. */
static void take_otherwise(struct arena *a, const struct mail *m, const struct part *p, const struct sheet *s, struct extract_room *room, struct extracts *found)
{
	enum { FIRMS_MIN = 2 };
	struct sheet list;
	const char *told_by;
	bool words = p->source == PART_BODY || p->source == PART_QUOTED;
	bool labelled = found->table_count && cells_are_labelled(a, &found->table[0]);
	if (found->table_count && !labelled && (words || !header_holds_firm(&found->table[0])))
		return;
	if (!cards_read(a, s, &list)) {
		if (!found->table_count && !words)
			*found = pasted_extract(a, s, room);
		return;
	}
	struct extracts x = extract_sheet(a, &list, room);
	if (x.table_count != 1 || (words && x.table[0].rows_count < FIRMS_MIN))
		return;
	if (labelled || by_title_or_sheet(a, x.table[0].title, s->name, &told_by) || by_file(a, p->file_name) || (words && by_subject(a, m, p)))
		*found = x;
}

/* A sheet that is called 示例 and holds no more than an example: beside a list of the same file it is none of it. */
static bool is_sample(struct arena *a, const struct lead_table *t)
{
	static const char *const names[] = {"示例", "样例", "范例", "样表", "示例表", "填写示例", "填写样例", "填写范例", "填表示例", "填表样例", "填写示范", "参考示例"};
	enum { SAMPLE_ROWS = 3 };
	const char *label = text_label(a, t->sheet_label);
	bool is = false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		is = is || strcmp(label, names[i]) == 0;
	return is && !t->cut && t->rows_count <= SAMPLE_ROWS;
}

/* Of the tables from `first` on. */
static void drop_samples(struct arena *a, struct classified *c, size_t first)
{
	size_t kept = first, samples = 0;
	for (size_t i = first; i < c->tables_count; i++)
		samples += is_sample(a, &c->tables[i]);
	if (!samples || samples == c->tables_count - first)
		return;
	for (size_t i = first; i < c->tables_count; i++) {
		const struct lead_table *t = &c->tables[i];
		bool sample = is_sample(a, t);
		for (size_t r = 0; r < t->rows_count && sample; r++)
			c->hidden_rows -= t->rows[r].hidden;
		if (!sample)
			c->tables[kept++] = *t;
	}
	c->tables_count = kept;
}

/* A table without a header right behind one that has it, in the same file: Word parts a table at a page's end. The first row and most others are as that one's
 * columns want them. */
static bool goes_on(struct arena *a, const struct lead_table *above, const struct layout *l, const struct sheet *s, const struct extracts *found)
{
	size_t fit = 0, rows = 0;
	if (!above || !l->rows || (found->table_count && found->table[0].layout.rows) || !layout_holds(a, l, &s->rows[0]))
		return false;
	for (size_t i = 0; i < s->rows_count && i < LAYOUT_GUESS_ROWS; i++) {
		rows++;
		fit += layout_holds(a, l, &s->rows[i]);
	}
	return fit * 2 > rows;
}

static void take_part(struct arena *a, const struct mail *m, size_t part, const struct known_layouts *known, struct extract_room *room,
		      struct classified *c)
{
	const struct part *p = &m->parts[part];
	size_t before = c->tables_count, taken = before;
	struct layout last = {0};
	room->rows = CLASSIFY_MAX_ROWS + 1; /* one more than is told of: that many are too many, and no more of them are made */
	for (size_t i = 0; i < p->file.sheets_count; i++) {
		const struct sheet *s = &p->file.sheets[i];
		if (!s->rows_count || called_tell(a, m, p, s) == CALLED_ONLY)
			continue;
		struct extracts found = extract_sheet(a, s, room);
		const struct known_layout *k = find_known(a, known, s);
		struct layout l;
		size_t start;
		if (!k)
			take_otherwise(a, m, p, s, room, &found);
		if (k && !found.table_count && layout_answered(a, s, k, &start, &l))
			found = extract_sheet_as(a, s, start, &l, room);
		bool words = p->source == PART_BODY || p->source == PART_QUOTED; /* there it is who signs */
		struct lead_table above = c->tables_count > taken && !words ? c->tables[c->tables_count - 1] : (struct lead_table){0};
		bool on = goes_on(a, above.kind ? &above : NULL, &last, s, &found);
		if (on)
			found = extract_sheet_as(a, s, 0, &last, room);
		if (!found.table_count)
			add_unknown(a, c, UNKNOWN_COLUMNS, part, i, label_of(p, s), s);
		taken = c->tables_count;
		for (size_t j = 0; j < found.table_count; j++)
			take_table(a, m, part, i, &found.table[j], k ? k->kind : ROW_NONE, on ? &above : NULL, c);
		last = found.table_count ? found.table[found.table_count - 1].layout : (struct layout){0};
	}
	drop_samples(a, c, before);
}

/* --- the mail --- */

static void take_parts(struct arena *a, const struct mail *m, bool quoted, const struct known_layouts *known, struct extract_room *room, struct classified *c)
{
	for (size_t i = 0; i < m->parts_count; i++)
		if (m->parts[i].status == TABLE_OK && (m->parts[i].source == PART_QUOTED) == quoted)
			take_part(a, m, i, known, room, c);
}

/* A signature laid out as a table is no list that somebody meant. */
static void drop_unknown_of_body(const struct mail *m, struct classified *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->unknown_count; i++) {
		enum part_source from = m->parts[c->unknown[i].part].source;
		if (from != PART_BODY && from != PART_QUOTED)
			c->unknown[kept++] = c->unknown[i];
	}
	c->unknown_count = kept;
}

static bool list_was_meant(struct arena *a, const struct mail *m, const struct classified *c)
{
	if (c->tables_count || c->empty || classify_words(a, subject_of(m)))
		return true;
	for (size_t i = 0; i < m->parts_count; i++) {
		const struct part *p = &m->parts[i];
		if (classify_words(a, p->file_name) || (p->nested_subject && classify_words(a, p->nested_subject)))
			return true;
		for (size_t j = 0; p->status == TABLE_OK && j < p->file.sheets_count; j++) {
			const struct sheet *s = &p->file.sheets[j];
			if (classify_words(a, s->name ? s->name : "") ||
			    (s->rows_count && s->rows[0].cell_count && classify_words(a, s->rows[0].cells[0].text)))
				return true;
		}
	}
	for (size_t i = 0; i < c->unknown_count; i++)
		if (c->unknown[i].like_a_list)
			return true;
	return false;
}

void classify_mail(struct arena *a, const struct mail *m, const struct known_layouts *known, struct classified *c_r)
{
	static const struct known_layouts none = {0};
	known = known ? known : &none;
	struct classified c = {0};
	struct extract_room room = {.bytes = CLASSIFY_MAX_TEXT};
	enum subject_prefix prefix;
	subject_strip(a, subject_of(m), &prefix);
	take_parts(a, m, false, known, &room, &c);
	if (!c.tables_count && prefix != SUBJECT_REPLY) {
		take_parts(a, m, true, known, &room, &c);
		c.forwarded = c.tables_count > 0;
	}
	if (c.tables_count)
		drop_unknown_of_body(m, &c);
	c.meant_list = list_was_meant(a, m, &c);
	*c_r = c;
}

bool classify_names(const struct mail *m, const char *const *words, size_t count)
{
	struct arena *a = arena_new();
	bool found = false;
	for (size_t i = 0; i < count && !found; i++) {
		const char *word = text_label(a, words[i]);
		found = *word && strstr(text_label(a, subject_of(m)), word);
		for (size_t j = 0; j < m->parts_count && !found && *word; j++) {
			const struct part *p = &m->parts[j];
			found = strstr(text_label(a, p->file_name), word) ||
				(p->nested_subject && strstr(text_label(a, p->nested_subject), word));
		}
	}
	arena_free(a);
	return found;
}
