/* parse: what files contain, by the eyes of the reader child. Needs neither office nor store. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "file_bytes.h"
#include "file_read.h"

static void print_leads(struct arena *a, const struct classified *found, enum listing_form form, struct buf *out)
{
	static const char *const columns[] = {"sheet", "row", "kind", "told_by", "company", "person", "contact", "phone", "business", "capital", "network", "website", "value", "uscc"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	for (size_t t = 0; t < found->tables_count; t++)
		for (size_t r = 0; r < found->tables[t].rows_count; r++) {
			const char *const *v = found->tables[t].rows[r].value;
			LISTING_ROW(a, &l, found->tables[t].sheet_label, arena_printf(a, "%d", found->tables[t].rows[r].row), row_kind_names[found->tables[t].kind],
			            found->tables[t].told_by, v[FIELD_COMPANY], v[FIELD_PERSON], v[FIELD_CONTACT], v[FIELD_PHONE], v[FIELD_BUSINESS], v[FIELD_CAPITAL],
			            v[FIELD_NETWORK], v[FIELD_WEBSITE], v[FIELD_VALUE], v[FIELD_USCC]);
		}
	listing_write(&l, form, out);
}

static int print(void *to, struct bytes piece, struct err *err)
{
	return fwrite(piece.data, 1, piece.size, to) == piece.size ? 0 : err_set(err, 74, "writing what was read: %s", strerror(errno));
}

/* file is released. */
static int parse_leads(struct child *reader, struct arena *a, struct buf *file, const char *name, enum listing_form form, struct mail *m_r, struct err *err)
{
	struct classified found;
	struct buf out = {0};
	int r = reader_file(reader, a, (struct bytes){(const uint8_t *)file->data, file->size}, name, m_r, &found, err);
	buf_release(file);
	if (r < 0)
		return r;
	print_leads(a, &found, form, &out);
	r = print(stdout, (struct bytes){(const uint8_t *)out.data, out.size}, err);
	buf_release(&out);
	return r;
}

static int parse_one(struct child *reader, struct arena *a, const char *path, const struct command_options *o, struct err *err)
{
	struct buf file = {0};
	struct mail m;
	const char *name = file_read_name(path);
	if (file_bytes(path, FILE_READ_MAX, &file, err) < 0) {
		buf_release(&file);
		return -1;
	}
	if ((o->leads ? parse_leads(reader, a, &file, name, o->form, &m, err) : reader_cells(reader, a, &file, name, print, stdout, &m, err)) < 0)
		return -1;
	return file_read_has_table(path, &m, err);
}

int show_parse(const struct command_options *o, struct err *err)
{
	if (o->words_count == 0)
		return err_set(err, 64, "parse FILE...: name one table file or .eml, or more");
	struct child *reader = child_new("reader");
	struct arena *a = arena_new();
	int failed = 0;
	for (size_t i = 0; i < o->words_count; i++) {
		struct err one;
		arena_reset(a);
		if (parse_one(reader, a, o->words[i], o, &one) == 0)
			continue;
		if (failed)
			fprintf(stderr, "leadclerk: %s\n", err->text); /* each file's fault is told; the last one by the caller */
		*err = one;
		failed = -1;
	}
	arena_free(a);
	child_kill(reader); /* all is said; nobody waits for it to tidy up */
	child_free(reader);
	return failed;
}
