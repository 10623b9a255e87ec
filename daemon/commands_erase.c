/* What is told of erasing and exporting: forget (without --yes), exports, and in explain what is no more. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exports.h"
#include "forget.h"

const char *forget_words(const struct command_options *o, struct arena *a)
{
	const char *words = "";
	for (size_t i = 0; i < o->words_count; i++)
		words = arena_printf(a, "%s%s%s", words, *words ? " " : "", o->words[i]);
	return words;
}

/* How often, by whom, what kind, how much: all that is kept. */
static int show_erasures(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"erasure", "at", "what", "by", "rows", "mails", "letters", "proof"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	int r;
	char at[TIME_TEXT_SIZE];
	struct query *q = db_rows(v->store.db, "SELECT id, at, what, by_login, n_rows, n_mails, n_letters, coalesce(lower(hex(proof)), '') FROM erasure ORDER BY id", "");
	while ((r = db_next(q, err)) > 0)
		LISTING_ROW(v->a, &l, arena_printf(v->a, "%" PRId64, col_int(q, 0)), arena_strdup(v->a, time_text(col_int(q, 1), at)), col_text(q, 2, v->a), col_text(q, 3, v->a),
		            arena_printf(v->a, "%" PRId64, col_int(q, 4)), arena_printf(v->a, "%" PRId64, col_int(q, 5)), arena_printf(v->a, "%" PRId64, col_int(q, 6)), col_text(q, 7, v->a));
	if (r == 0)
		listing_write(&l, v->options->form, &v->out);
	return r;
}

int show_forget(struct viewer *v, struct err *err)
{
	struct forgetting f;
	const char *words = forget_words(v->options, v->a);
	if (!*words)
		return show_erasures(v, err);
	if (forget_look(&v->store, v->office, v->a, words, &f, err) < 0)
		return -1;
	if (!f.mails.items_count && !f.letters.items_count && !f.others)
		return err_set(err, 66, "nothing is known of %s", words);
	forget_tell(&f, words, &v->out);
	if (!v->options->yes)
		buf_adds(&v->out, "nothing was changed: to erase it, the same with --yes\n");
	return 0;
}

int explain_erased(struct viewer *v, int64_t mail, int list, int n, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	struct query *q = db_rows(v->store.db, "SELECT at, lower(hex(erased_row.proof)) FROM erased_row JOIN erasure ON erasure.id = erasure WHERE mail = ? AND list = ? AND n = ?", "iii", mail,
	                          (int64_t)list, (int64_t)n);
	int r = db_next(q, err);
	if (r > 0) {
		buf_printf(&v->out, "    erased on %s by request, proof %s\n", time_text(col_int(q, 0), at), col_text(q, 1, v->a));
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

/* ---- exports ---- */

static int digest_of_file(struct arena *a, const char *path, const char **hex_r, struct err *err)
{
	char hex[DIGEST_HEX_SIZE], piece[65536];
	struct buf b = {0};
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, 66, "%s: %s", path, strerror(errno));
	while ((n = read(fd, piece, sizeof piece)) > 0)
		buf_add(&b, piece, (size_t)n);
	close(fd);
	struct digest d = digest_of(b.data ? b.data : "", b.size);
	buf_release(&b);
	digest_hex(&d, DIGEST_SIZE, hex);
	*hex_r = arena_strdup(a, hex);
	return n < 0 ? err_set(err, 66, "%s: %s", path, strerror(errno)) : 0;
}

int show_exports(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"at", "export", "by", "what", "state", "lines", "sha256"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	struct exports e;
	const char *mark = NULL;
	if (v->options->words_count && digest_of_file(v->a, v->options->words[0], &mark, err) < 0)
		return -1;
	if (exports_read(v->office->store, v->a, &e, err) < 0)
		return -1;
	for (size_t i = 0; i < e.items_count; i++) {
		const struct export *x = &e.items[i];
		if (!mark || strcmp(x->mark, mark) == 0)
			LISTING_ROW(v->a, &l, x->at, x->id, x->login, x->what, x->state, x->lines, x->mark);
	}
	if (mark && !l.cells_count)
		return err_set(err, 66, "%s is none of the exports that are logged, or was changed since", v->options->words[0]);
	listing_write(&l, v->options->form, &v->out);
	return 0;
}
