/* A roster's file, by the eyes of the reader child: its cells come back as CSV. */
#include <string.h>

#include "file_bytes.h"
#include "reader.h"
#include "roster.h"

enum { FILE_MAX = 40 * 1024 * 1024 };

static int keep(void *to, struct bytes piece, struct err *err)
{
	(void)err;
	buf_add(to, piece.data, piece.size);
	return 0;
}

struct rows {
	struct roster_row *items;
	size_t items_count, items_cap;
};

/* RFC 4180, as the reader writes it. *at moves behind the field and its comma; true: the row ends with it. */
static bool take_field(struct arena *a, const char **at, const char **field_r)
{
	struct buf text = {0};
	const char *p = *at;
	bool quoted = *p == '"';
	for (p += quoted; *p && (quoted || (*p != ',' && *p != '\n')); p++) {
		if (quoted && *p == '"' && p[1] != '"')
			quoted = false;
		else if (*p != '\r' || quoted)
			buf_addc(&text, *(p += *p == '"'));
	}
	*field_r = arena_strndup(a, text.data ? text.data : "", text.size);
	buf_release(&text);
	bool last = *p != ',';
	*at = *p ? p + 1 : p;
	return last;
}

static struct rows split(struct arena *a, const char *csv)
{
	struct rows all = {0};
	while (*csv) {
		struct roster_row row = {0};
		bool filled = false, last = false;
		while (!last) {
			const char *field;
			last = take_field(a, &csv, &field);
			filled = filled || *field;
			ARENA_PUSH(a, &row, cells) = field;
		}
		if (filled)
			ARENA_PUSH(a, &all, items) = row;
	}
	return all;
}

static int read_cells(struct arena *a, const char *path, struct buf *csv, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct child *reader = child_new("reader");
	struct buf file = {0};
	struct mail m = {0};
	int failed = file_bytes(path, FILE_MAX, &file, err);
	if (!failed)
		failed = reader_cells(reader, a, &file, slash ? slash + 1 : path, keep, csv, &m, err);
	buf_release(&file);
	child_kill(reader);
	child_free(reader);
	if (failed)
		return -1;
	for (size_t i = 0; i < m.parts_count; i++)
		if (m.parts[i].status == TABLE_OK)
			return 0;
	return err_set(err, 65, "%s: %s: %s", path, m.parts_count ? table_status_names[m.parts[0].status] : "no table", m.parts_count ? m.parts[0].detail : "");
}

int roster_read(struct arena *a, const char *path, struct roster *r_r, struct err *err)
{
	struct buf csv = {0};
	int failed = read_cells(a, path, &csv, err);
	if (!failed) {
		struct rows rows = split(a, csv.data ? csv.data : "");
		failed = roster_take(a, rows.items, rows.items_count, r_r, err);
		if (failed)
			err_in(err, "%s", path);
	}
	buf_release(&csv);
	return failed;
}
