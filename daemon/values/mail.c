/* The frame form of a mail. What is read comes from the reader child, which has touched hostile bytes, or from the store: every text is
 * checked to be UTF-8, every number to be in its range, so that the rooms behind may rely on values/mail.h to the letter. */
#include "values/mail.h"

#include <string.h>

const char *const mail_verdict_names[MAIL_VERDICTS] = {"new", "counted", "returned", "held", "cured", "copy", "answer", "slip", "ignored", "quarantined"};

bool mail_verdict_of(const char *word, enum mail_verdict *v_r)
{
	for (int i = 0; i < MAIL_VERDICTS; i++)
		if (strcmp(mail_verdict_names[i], word) == 0) {
			*v_r = (enum mail_verdict)i;
			return true;
		}
	return false;
}

/* Bytes that the smallest item of each kind takes in a frame: a count that promises more than the frame holds is refused unread. */
enum { MIN_TEXT = 8, MIN_ADDRESS = 2 * MIN_TEXT, MIN_ROW = 4 * 8, MIN_SHEET = 4 * 8, MIN_MERGE = 4 * 8, MIN_PART = 7 * 8 };

static char *get_string(struct frame *f, struct arena *a)
{
	char *s = get_utf8(f, a, SIZE_MAX);
	if (!s)
		f->bad = true;
	return s ? s : arena_strdup(a, "");
}

static bool get_bool(struct frame *f)
{
	return get_below(f, 2) == 1;
}

static void put_sheet(struct buf *b, const struct sheet *s)
{
	put_text(b, s->name);
	put_int(b, s->hidden);
	put_int(b, (int64_t)s->rows_count);
	for (size_t r = 0; r < s->rows_count; r++) {
		const struct table_row *row = &s->rows[r];
		put_int(b, row->number);
		put_int(b, row->hidden);
		put_int(b, (int64_t)row->cell_count);
		for (size_t c = 0; c < row->cell_count; c++)
			put_text(b, row->cells[c].text);
	}
	put_int(b, (int64_t)s->merges_count);
	for (size_t i = 0; i < s->merges_count; i++) {
		put_int(b, s->merges[i].top);
		put_int(b, s->merges[i].bottom);
		put_int(b, s->merges[i].left);
		put_int(b, s->merges[i].right);
	}
}

static void get_row(struct frame *f, struct arena *a, struct table_row *row_r)
{
	row_r->number = (int)get_below(f, INT32_MAX);
	row_r->hidden = get_bool(f);
	row_r->cell_count = get_count(f, MIN_TEXT);
	if (row_r->cell_count == 0 || row_r->cell_count > TABLE_MAX_COLUMNS)
		f->bad = true;
	if (f->bad) {
		row_r->cell_count = 0;
		return;
	}
	row_r->cells = arena_alloc(a, row_r->cell_count * sizeof *row_r->cells);
	for (size_t c = 0; c < row_r->cell_count; c++)
		row_r->cells[c].text = get_string(f, a);
}

/* What table.h promises of merges holds for whatever came through. */
static void get_merges(struct frame *f, struct arena *a, struct sheet *s_r)
{
	size_t count = get_count(f, MIN_MERGE);
	s_r->merges = arena_alloc(a, count * sizeof *s_r->merges);
	s_r->merges_count = s_r->merges_cap = count;
	for (size_t i = 0; i < count && !f->bad; i++) {
		struct table_merge *m = &s_r->merges[i];
		m->top = (int)get_below(f, INT32_MAX);
		m->bottom = (int)get_below(f, INT32_MAX);
		m->left = (int)get_below(f, TABLE_MAX_COLUMNS);
		m->right = (int)get_below(f, INT32_MAX);
		if (m->bottom <= m->top || m->right < m->left || (i && m->top < m[-1].top))
			f->bad = true;
	}
}

static void get_sheet(struct frame *f, struct arena *a, struct sheet *s_r)
{
	s_r->name = get_string(f, a);
	s_r->hidden = get_bool(f);
	size_t count = get_count(f, MIN_ROW);
	s_r->rows = arena_alloc(a, count * sizeof *s_r->rows);
	s_r->rows_count = s_r->rows_cap = count;
	for (size_t r = 0; r < count && !f->bad; r++)
		get_row(f, a, &s_r->rows[r]);
	get_merges(f, a, s_r);
}

void table_file_put(struct buf *b, const struct table_file *t)
{
	put_text(b, t->author);
	put_int(b, (int64_t)t->sheets_count);
	for (size_t i = 0; i < t->sheets_count; i++)
		put_sheet(b, &t->sheets[i]);
}

void table_file_get(struct frame *f, struct arena *a, struct table_file *t_r)
{
	*t_r = (struct table_file){.author = get_utf8(f, a, SIZE_MAX)};
	size_t count = get_count(f, MIN_SHEET);
	t_r->sheets = arena_alloc(a, count * sizeof *t_r->sheets);
	t_r->sheets_count = t_r->sheets_cap = count;
	for (size_t i = 0; i < count && !f->bad; i++)
		get_sheet(f, a, &t_r->sheets[i]);
}

static void put_part(struct buf *b, const struct part *p)
{
	put_int(b, p->source);
	put_text(b, p->file_name);
	put_text(b, p->nested_subject);
	put_int(b, p->status);
	put_text(b, p->detail);
	table_file_put(b, &p->file);
}

static void get_part(struct frame *f, struct arena *a, struct part *p_r)
{
	p_r->source = (enum part_source)get_below(f, PART_NESTED + 1);
	p_r->file_name = get_string(f, a);
	p_r->nested_subject = get_utf8(f, a, SIZE_MAX);
	p_r->status = (enum table_status)get_below(f, TABLE_TOO_LARGE + 1);
	p_r->detail = get_string(f, a);
	table_file_get(f, a, &p_r->file);
}

static void put_addresses(struct buf *b, const struct address *list, size_t count)
{
	put_int(b, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		put_text(b, list[i].name);
		put_text(b, list[i].addr);
	}
}

static struct address *get_addresses(struct frame *f, struct arena *a, size_t *count_r, size_t *cap_r)
{
	size_t count = get_count(f, MIN_ADDRESS);
	struct address *list = arena_alloc(a, count * sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i].name = get_string(f, a);
		list[i].addr = get_string(f, a);
	}
	*count_r = *cap_r = count;
	return list;
}

void mail_put(struct buf *b, const struct mail *m)
{
	put_text(b, m->message_id);
	put_text(b, m->original_id);
	put_int(b, (int64_t)m->references_count);
	for (size_t i = 0; i < m->references_count; i++)
		put_text(b, m->references[i]);
	put_addresses(b, m->from, m->from_count);
	put_addresses(b, m->to, m->to_count);
	put_addresses(b, m->cc, m->cc_count);
	put_text(b, m->subject);
	put_text(b, m->return_path);
	put_text(b, m->auto_submitted);
	put_text(b, m->precedence);
	put_text(b, m->list_id);
	put_text(b, m->auto_response_suppress);
	put_int(b, m->autoreply_header);
	put_int(b, m->report);
	put_text(b, m->letter_token);
	put_text(b, m->auth_results);
	put_text(b, m->mailer);
	put_int(b, m->date);
	put_text(b, m->text);
	put_text(b, m->quoted);
	put_int(b, m->huge_attachment_link);
	put_text(b, m->huge_link);
	put_bytes(b, m->content.b, sizeof m->content.b);
	put_text(b, m->fault);
	put_int(b, (int64_t)m->parts_count);
	for (size_t i = 0; i < m->parts_count; i++)
		put_part(b, &m->parts[i]);
	put_text(b, m->delivery_status);
	put_text(b, m->returned);
}

static void get_digest(struct frame *f, struct digest *d_r)
{
	struct bytes raw = get_bytes(f);
	if (raw.size == sizeof d_r->b)
		memcpy(d_r->b, raw.data, sizeof d_r->b);
	else
		f->bad = true;
}

static void get_references(struct frame *f, struct arena *a, struct mail *m_r)
{
	size_t count = get_count(f, MIN_TEXT);
	m_r->references = arena_alloc(a, count * sizeof *m_r->references);
	m_r->references_count = m_r->references_cap = count;
	for (size_t i = 0; i < count; i++)
		m_r->references[i] = get_string(f, a);
}

static void get_parts(struct frame *f, struct arena *a, struct mail *m_r)
{
	size_t count = get_count(f, MIN_PART);
	m_r->parts = arena_alloc(a, count * sizeof *m_r->parts);
	m_r->parts_count = m_r->parts_cap = count;
	for (size_t i = 0; i < count; i++)
		get_part(f, a, &m_r->parts[i]);
}

void mail_get(struct frame *f, struct arena *a, struct mail *m_r)
{
	*m_r = (struct mail){.message_id = get_string(f, a)};
	m_r->original_id = get_string(f, a);
	get_references(f, a, m_r);
	m_r->from = get_addresses(f, a, &m_r->from_count, &m_r->from_cap);
	m_r->to = get_addresses(f, a, &m_r->to_count, &m_r->to_cap);
	m_r->cc = get_addresses(f, a, &m_r->cc_count, &m_r->cc_cap);
	m_r->subject = get_string(f, a);
	m_r->return_path = get_utf8(f, a, SIZE_MAX);
	m_r->auto_submitted = get_utf8(f, a, SIZE_MAX);
	m_r->precedence = get_utf8(f, a, SIZE_MAX);
	m_r->list_id = get_utf8(f, a, SIZE_MAX);
	m_r->auto_response_suppress = get_utf8(f, a, SIZE_MAX);
	m_r->autoreply_header = get_bool(f);
	m_r->report = get_bool(f);
	m_r->letter_token = get_utf8(f, a, SIZE_MAX);
	m_r->auth_results = get_utf8(f, a, SIZE_MAX);
	m_r->mailer = get_string(f, a);
	m_r->date = get_int(f);
	m_r->text = get_string(f, a);
	m_r->quoted = get_string(f, a);
	m_r->huge_attachment_link = get_bool(f);
	m_r->huge_link = get_utf8(f, a, SIZE_MAX);
	get_digest(f, &m_r->content);
	m_r->fault = get_utf8(f, a, SIZE_MAX);
	get_parts(f, a, m_r);
	if (f->at == f->end) /* an older store's envelope ends here */
		return;
	m_r->delivery_status = get_utf8(f, a, SIZE_MAX);
	m_r->returned = get_utf8(f, a, SIZE_MAX);
}
