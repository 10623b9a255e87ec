#include "store_packed.h"

#include <string.h>

enum { FIELD_SEPARATOR = 0x1F, REASON_SHIFT = 2, LEAST_CELLS = 2, LEAST_MARKS = 5 /* bytes of a row */ };

/* ---- numbers ---- */

static void put_number(struct buf *b, uint64_t v)
{
	char text[10];
	size_t n = 0;
	for (; v > 0x7f; v >>= 7)
		text[n++] = (char)(0x80 | (v & 0x7f));
	text[n++] = (char)v;
	buf_add(b, text, n);
}

static uint64_t get_number(const uint8_t **at, const uint8_t *end, bool *bad)
{
	uint64_t v = 0;
	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		uint8_t c = *(*at)++;
		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
	*bad = true;
	return 0;
}

/* ---- cells ---- */

static void put_cell(struct buf *b, const char *text)
{
	size_t n = strlen(text), start = b->size;
	buf_add(b, text, n);
	for (char *p = b->data + start; (p = memchr(p, FIELD_SEPARATOR, (size_t)(b->data + b->size - p))); p++)
		*p = ' ';
}

void pack_cells(const struct lead_row *rows, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct lead_row *r = &rows[i];
		int last = FIELD_COUNT - 1;
		while (last > 0 && !r->value[last][0])
			last--;
		put_number(out, (uint64_t)r->row << 1 | r->hidden);
		for (int f = 0; f <= last; f++) {
			if (f)
				buf_addc(out, FIELD_SEPARATOR);
			put_cell(out, r->value[f]);
		}
		buf_addc(out, '\0');
	}
}

void split_cells(char *text, struct lead_row *r)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		char *end = text ? strchr(text, FIELD_SEPARATOR) : NULL;
		r->value[f] = text ? text : "";
		if (end)
			*end = '\0';
		text = end ? end + 1 : NULL;
	}
}

int unpack_cells(struct arena *a, struct bytes in, size_t count, struct lead_row **rows_r)
{
	if (count > in.size / LEAST_CELLS)
		return -1;
	uint8_t *copy = arena_memdup(a, in.size ? (const void *)in.data : "", in.size);
	const uint8_t *at = copy, *end = copy + in.size;
	struct lead_row *rows = arena_alloc(a, (count + 1) * sizeof *rows);
	bool bad = false;
	for (size_t i = 0; i < count; i++) {
		uint64_t number = get_number(&at, end, &bad);
		uint8_t *stop = at < end ? memchr(at, '\0', (size_t)(end - at)) : NULL;
		if (bad || !stop || number >> 1 > INT32_MAX)
			return -1;
		rows[i] = (struct lead_row){.row = (int)(number >> 1), .hidden = number & 1};
		split_cells((char *)copy + (at - copy), &rows[i]);
		at = stop + 1;
	}
	*rows_r = rows;
	return at == end ? 0 : -1;
}

/* ---- marks ---- */

void pack_marks(const struct row_mark *marks, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct row_mark *m = &marks[i];
		size_t before = m->before ? strlen(m->before) : 0;
		put_number(out, (uint64_t)m->verdict | (uint64_t)m->reason << REASON_SHIFT);
		put_number(out, (uint64_t)m->company);
		put_number(out, m->before ? before + 1 : 0);
		buf_add(out, m->before ? m->before : "", before);
		put_number(out, (uint64_t)m->other);
		put_number(out, (uint64_t)m->since);
	}
}

static const char *get_before(struct arena *a, const uint8_t **at, const uint8_t *end, bool *bad)
{
	uint64_t n = get_number(at, end, bad);
	if (!n || *bad)
		return NULL;
	if (n - 1 > (uint64_t)(end - *at)) {
		*bad = true;
		return NULL;
	}
	*at += n - 1;
	return n == 1 ? "" : arena_strndup(a, (const char *)*at - (n - 1), n - 1);
}

int unpack_marks(struct arena *a, struct bytes in, size_t count, struct row_mark **marks_r)
{
	if (count > in.size / LEAST_MARKS)
		return -1;
	const uint8_t *at = in.data, *end = in.data + in.size;
	struct row_mark *marks = arena_alloc(a, (count + 1) * sizeof *marks);
	bool bad = false;
	for (size_t i = 0; i < count; i++) {
		uint64_t said = get_number(&at, end, &bad);
		if ((said & ((1u << REASON_SHIFT) - 1)) > VERDICT_HELD || said >> REASON_SHIFT >= REASON_COUNT)
			return -1;
		marks[i] = (struct row_mark){.verdict = (enum verdict)(said & ((1u << REASON_SHIFT) - 1)), .reason = (enum reason)(said >> REASON_SHIFT)};
		marks[i].company = (int64_t)get_number(&at, end, &bad);
		marks[i].before = get_before(a, &at, end, &bad);
		marks[i].other = (int64_t)get_number(&at, end, &bad);
		marks[i].since = (int64_t)get_number(&at, end, &bad);
		if (bad)
			return -1;
	}
	*marks_r = marks;
	return at == end ? 0 : -1;
}
