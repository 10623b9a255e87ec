#include "file_read.h"

#include <string.h>
#include <strings.h>

const char *file_read_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t n = strlen(name);
	return n > 4 && strcasecmp(name + n - 4, ".eml") == 0 ? NULL : name;
}

static int keep(void *to, struct bytes piece, struct err *err)
{
	(void)err;
	buf_add(to, piece.data, piece.size);
	return 0;
}

int file_read_cells(struct arena *a, const char *path, struct buf *file, struct buf *csv, struct mail *m_r, struct err *err)
{
	struct child *reader = child_new("reader");
	int failed = reader_cells(reader, a, file, file_read_name(path), keep, csv, m_r, err);
	child_kill(reader);
	child_free(reader);
	buf_addc(csv, '\0');
	return failed;
}

int file_read_has_table(const char *path, const struct mail *m, struct err *err)
{
	for (size_t i = 0; i < m->parts_count; i++)
		if (m->parts[i].status == TABLE_OK)
			return 0;
	return err_set(err, 65, "%s: %s: %s", path, m->parts_count ? table_status_names[m->parts[0].status] : "no table", m->parts_count ? m->parts[0].detail : "");
}
