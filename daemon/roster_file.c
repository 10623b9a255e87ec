/* A roster's file, by the eyes of the reader child: its cells come back as CSV. */
#include <string.h>

#include "file_bytes.h"
#include "file_read.h"
#include "roster.h"

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
	struct buf file = {0};
	struct mail m;
	int failed = file_bytes(path, FILE_READ_MAX, &file, err);
	if (!failed)
		failed = file_read_cells(a, path, &file, csv, &m, err);
	buf_release(&file);
	return failed ? -1 : file_read_has_table(path, &m, err);
}

int roster_read(struct arena *a, const char *path, struct roster *r_r, struct err *err)
{
	struct buf csv = {0};
	int failed = read_cells(a, path, &csv, err);
	if (!failed) {
		struct rows rows = split(a, csv.data);
		failed = roster_take(a, rows.items, rows.items_count, r_r, err);
		if (failed)
			err_in(err, "%s", path);
	}
	buf_release(&csv);
	return failed;
}
