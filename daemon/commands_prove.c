/* forget --prove: whether, when and on whose request a text was erased. Who was erased is kept as keyed hashes alone (erased.h), which say nothing by themselves; with the text in hand (the person's own
 * request, the list in a mailbox or on paper) and STORE.key it is shown that it was this one. */
#include <inttypes.h>
#include <unistd.h>

#include "clerk.h"
#include "commands.h"
#include "company.h"
#include "erased.h"
#include "file_bytes.h"
#include "file_read.h"
#include "forget.h"
#include "phone.h"

/* ---- a phone, a company, a code, words ---- */

static int show_hash(struct viewer *v, const struct digest *key, const char *what, const char *text, int *found, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	if (!text || !*text)
		return 0;
	struct digest d = erased_hash(key, what, text);
	struct query *q = db_rows(v->store.db, "SELECT erasure.id, at, what, by_login, coalesce(lower(hex(proof)), ''), size FROM erased JOIN erasure ON erasure.id = erasure WHERE hash = ?", "d", &d);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	(*found)++;
	buf_printf(&v->out, "%s: erased on %s%s; erasure %" PRId64 " (of a %s), asked for by %s, proof %s\n", text, time_text(col_int(q, 1), at), col_int(q, 5) < 0 ? ", where it stood beside what was asked for" : "",
	           col_int(q, 0), col_text(q, 2, v->a), col_text(q, 3, v->a), col_text(q, 4, v->a));
	db_end(q);
	return 0;
}

static int prove_words(struct viewer *v, const struct digest *key, const char *words, struct err *err)
{
	const char *phone = NULL, *rest = "";
	int found = 0;
	if (!phone_find(v->a, words, v->office->area_code, &phone, NULL, &rest) || *rest)
		phone = NULL;
	if (show_hash(v, key, "phone", phone, &found, err) < 0 || (!found && show_hash(v, key, "company", company_key(v->a, words), &found, err) < 0) ||
	    (!found && show_hash(v, key, "code", uscc_normal(v->a, words), &found, err) < 0) || (!found && show_hash(v, key, "said", phone ? phone : words, &found, err) < 0) ||
	    (!found && phone && show_hash(v, key, "said", words, &found, err) < 0))
		return -1;
	return found ? 0 : err_set(err, 66, "%s: not among what was erased", words);
}

/* ---- rows ---- */

struct erased_row {
	const char *mail, *what, *login;
	int list, n;
	int64_t erasure, at;
	const uint8_t *proof;
};
struct erased_rows { struct erased_row *items; size_t items_count, items_cap; };

static int read_rows(struct viewer *v, struct erased_rows *rows, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db,
	                          "SELECT mail.public, list, n, erased_row.proof, erasure.id, at, what, by_login FROM erasure JOIN erased_row ON erased_row.erasure = erasure.id "
	                          "JOIN mail ON mail.id = erased_row.mail ORDER BY erasure.id, mail.id, list, n", "");
	while ((r = db_next(q, err)) > 0) {
		struct bytes proof = col_bytes(q, 3, v->a);
		if (proof.size == DIGEST_SIZE)
			ARENA_PUSH(v->a, rows, items) = (struct erased_row){.mail = col_text(q, 0, v->a), .list = (int)col_int(q, 1), .n = (int)col_int(q, 2), .proof = proof.data,
			                                                    .erasure = col_int(q, 4), .at = col_int(q, 5), .what = col_text(q, 6, v->a), .login = col_text(q, 7, v->a)};
	}
	return r;
}

/* The place is part of the proof, so each erased row is tried; where in its list it stood need not be known: one line under a header is enough. */
static bool prove_row(struct viewer *v, const struct digest *key, const struct erased_rows *rows, const struct lead_table *t, const struct lead_row *row)
{
	char hex[DIGEST_HEX_SIZE], at[TIME_TEXT_SIZE];
	for (size_t i = 0; i < rows->items_count; i++) {
		const struct erased_row *e = &rows->items[i];
		struct digest d = erased_proof(key, e->mail, e->list, e->n, row);
		if (memcmp(d.b, e->proof, DIGEST_SIZE) != 0)
			continue;
		digest_hex(&d, DIGEST_SIZE, hex);
		buf_printf(&v->out, "%s, row %d: erased on %s from mail %s, table %d; erasure %" PRId64 " (of a %s), asked for by %s, proof %s\n", t->sheet_label, row->row, time_text(e->at, at), e->mail,
		           e->list + 1, e->erasure, e->what, e->login, hex);
		return true;
	}
	return false;
}

static int read_tables(struct viewer *v, const char *path, struct classified *found, struct err *err)
{
	struct buf file = {0};
	struct mail m;
	struct child *reader = child_new("reader");
	int failed = file_bytes(path, FILE_READ_MAX, &file, err);
	if (!failed)
		failed = reader_file(reader, v->a, (struct bytes){(const uint8_t *)file.data, file.size}, file_read_name(path), &m, found, err);
	child_kill(reader);
	child_free(reader);
	buf_release(&file);
	return failed;
}

static int prove_file(struct viewer *v, const struct digest *key, const char *path, struct err *err)
{
	struct classified found;
	struct erased_rows rows = {0};
	size_t all = 0, proved = 0;
	if (read_tables(v, path, &found, err) < 0 || read_rows(v, &rows, err) < 0)
		return -1;
	for (size_t t = 0; t < found.tables_count; t++)
		for (size_t r = 0; r < found.tables[t].rows_count; r++) {
			all++;
			proved += prove_row(v, key, &rows, &found.tables[t], &found.tables[t].rows[r]);
		}
	buf_printf(&v->out, "%zu of %zu rows were erased as they stand here\n", proved, all);
	view_tame(v);
	return proved ? 0 : err_set(err, 66, "%s: none of its rows was erased as it stands there", path);
}

int show_prove(struct viewer *v, struct err *err)
{
	struct bytes secret;
	const char *words = forget_words(v->options, v->a);
	if (!*words || v->options->yes)
		return err_set(err, 64, "forget --prove PHONE, COMPANY or FILE: a list, a line of it under its header, or a mail as .eml");
	if (clerk_key(v->a, v->office->store, &secret, err) < 0)
		return -1;
	struct digest key = erased_key(secret);
	return access(words, F_OK) == 0 ? prove_file(v, &key, words, err) : prove_words(v, &key, words, err);
}
