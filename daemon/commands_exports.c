/* exports: who took tables out, and whose copy a file is. A table as CSV or JSON is known by its bytes (exports.h), a workbook that a letter carried by the line in it (compose_mark), which an edited
 * copy shows still; so a number can be asked, too, as somebody reads it from a sheet of paper. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clerk.h"
#include "commands.h"
#include "exports.h"
#include "file_bytes.h"
#include "file_read.h"
#include "token.h"

static const char *const letter_columns[] = {"letter", "kind", "staff", "to", "created_at", "state", "mark"};

const char *export_asked_for(struct arena *a, const char *command, const struct command_options *o)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	const char *text = arena_printf(a, "%s%s%s%s%s%s%s%s", command, o->form == LISTING_CSV ? " --csv" : " --json", o->from == DATE_NONE ? "" : " --from ",
	                                o->from == DATE_NONE ? "" : date_text(o->from, from), o->to == DATE_NONE ? "" : " --to ", o->to == DATE_NONE ? "" : date_text(o->to, to),
	                                o->staff ? " --staff " : "", o->staff ? o->staff : "");
	for (size_t i = 0; i < o->words_count; i++)
		text = arena_printf(a, "%s %s", text, o->words[i]);
	return text;
}

/* ---- a letter's copies ---- */

/* Adds the letter, if there is one. code: what stands behind its id in the copy, or NULL. -1: exit_code 65, that is not what we wrote there. */
static int add_letter(struct viewer *v, struct listing *l, struct bytes key, const char *id, const char *code, struct err *err)
{
	char ours[TOKEN_SIZE], at[TIME_TEXT_SIZE];
	struct query *q = db_rows(v->store.db, "SELECT id, kind, staff, addr, created_at, state FROM letter WHERE id = ?", "t", id);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	mark_make(key, id, ours);
	LISTING_ROW(v->a, l, col_text(q, 0, v->a), col_text(q, 1, v->a), col_text(q, 2, v->a), col_text(q, 3, v->a), arena_strdup(v->a, time_text(col_int(q, 4), at)), col_text(q, 5, v->a),
	            arena_strdup(v->a, ours));
	db_end(q);
	return code && strcmp(code, ours) != 0 ? err_set(err, 65, "%s %s: not what we write behind that letter's number: that line was changed, or comes from elsewhere", id, code) : 0;
}

static bool has(const struct listing *l, const char *id)
{
	for (size_t i = 0; i < l->cells_count; i += l->column_count)
		if (strcmp(l->cells[i], id) == 0)
			return true;
	return false;
}

/* Words of the form ID CODE, wherever they stand: the line has them at its end. text is changed. */
static int find_marks(struct viewer *v, struct listing *l, struct bytes key, char *text, struct err *err)
{
	char *rest = NULL, token[TOKEN_SIZE + 2];
	const char *before = NULL;
	for (char *word = strtok_r(text, " ,\"\r\n", &rest); word; before = word, word = strtok_r(NULL, " ,\"\r\n", &rest)) {
		char found[TOKEN_SIZE];
		if (!before || strlen(word) != TOKEN_SIZE - 1 || has(l, before))
			continue;
		snprintf(token, sizeof token, "[%s]", word);
		if (token_find_in_text(token, found) && add_letter(v, l, key, before, found, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- a file ---- */

/* What stands in a table file, by the eyes of the reader; what is none has no marks. file is released. */
static int find_in_table(struct viewer *v, struct listing *l, struct bytes key, struct buf *file, const char *path, struct err *err)
{
	struct buf cells = {0};
	struct mail m;
	int r = file_read_cells(v->a, path, file, &cells, &m, err);
	if (r == 0)
		r = find_marks(v, l, key, cells.data, err);
	buf_release(&cells);
	return r;
}

static int show_copy(struct viewer *v, const char *path, struct buf *file, struct err *err)
{
	struct listing l = {.columns = letter_columns, .column_count = sizeof letter_columns / sizeof *letter_columns};
	struct bytes key;
	if (clerk_key(v->a, v->office->store, &key, err) < 0) {
		buf_release(file);
		return -1;
	}
	if (find_in_table(v, &l, key, file, path, err) < 0)
		return -1;
	if (!l.cells_count)
		return err_set(err, 66, "%s is none of the exports that are logged, or was changed since; and no line in it says whose copy it is", path);
	listing_write(&l, v->options->form, &v->out);
	return 0;
}

static void list(struct viewer *v, struct listing *l, const struct exports *e, const char *mark)
{
	for (size_t i = 0; i < e->items_count; i++) {
		const struct export *x = &e->items[i];
		if (!mark || strcmp(x->mark, mark) == 0)
			LISTING_ROW(v->a, l, x->at, x->id, x->login, x->what, x->state, x->lines, x->mark);
	}
}

static int show_number(struct viewer *v, const char *id, const char *code, struct err *err)
{
	struct listing l = {.columns = letter_columns, .column_count = sizeof letter_columns / sizeof *letter_columns};
	struct bytes key;
	if (clerk_key(v->a, v->office->store, &key, err) < 0 || add_letter(v, &l, key, id, code, err) < 0)
		return -1;
	if (!l.cells_count)
		return err_set(err, 66, "%s: neither a file nor the number of a letter", id);
	listing_write(&l, v->options->form, &v->out);
	return 0;
}

int show_exports(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"at", "export", "by", "what", "state", "lines", "sha256"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	const char *path = v->options->words_count ? v->options->words[0] : NULL;
	char hex[DIGEST_HEX_SIZE];
	struct buf file = {0};
	struct exports e;
	if (exports_read(v->office->store, v->a, &e, err) < 0)
		return -1;
	if (path && access(path, F_OK) < 0)
		return show_number(v, path, v->options->words_count > 1 ? v->options->words[1] : NULL, err);
	if (path && file_bytes(path, FILE_READ_MAX, &file, err) < 0) {
		buf_release(&file);
		return -1;
	}
	struct digest d = digest_of(file.data ? file.data : "", file.size);
	digest_hex(&d, DIGEST_SIZE, hex);
	list(v, &l, &e, path ? hex : NULL);
	if (path && !l.cells_count)
		return show_copy(v, path, &file, err);
	buf_release(&file);
	listing_write(&l, v->options->form, &v->out);
	return 0;
}
