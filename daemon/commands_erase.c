/* What is told of erasing: forget (without --yes), and in explain what is no more. */
#include <inttypes.h>
#include <string.h>

#include "commands.h"
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
	if (v->options->prove)
		return show_prove(v, err);
	if (!*words)
		return show_erasures(v, err);
	if (forget_look(&v->store, v->office, v->a, words, &f, err) < 0)
		return -1;
	if (!f.mails.items_count && !f.letters.items_count && !f.others)
		return err_set(err, 66, "nothing is known of %s", words);
	forget_tell(&f, words, &v->out);
	view_tame(v);
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
