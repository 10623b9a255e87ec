#include "forget_inside.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "company.h"
#include "docket_rows.h"
#include "near.h"
#include "phone.h"
#include "rows.h"
#include "store_keys.h"

enum { PASSES_MOST = 6 };

/* ---- who is meant ---- */

static bool among(const char *const *items, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i], text) == 0)
			return true;
	return false;
}

static void know_key(struct forgetting *f, const char *key)
{
	if (!*key || among(f->keys.items, f->keys.items_count, key))
		return;
	ARENA_PUSH(f->a, &f->keys, items) = arena_strdup(f->a, key);
	needles_add(f->a, &f->needles, key, f->key ? erased_company(f->a, f->key, key) : "", NULL);
}

static void know_code(struct forgetting *f, const char *code)
{
	if (!*code || among(f->codes.items, f->codes.items_count, code))
		return;
	ARENA_PUSH(f->a, &f->codes, items) = arena_strdup(f->a, code);
	needles_add(f->a, &f->needles, code, ERASED_CELL, NULL);
	if (f->key)
		needles_add(f->a, &f->code_names, code, erased_code(f->a, f->key, code) + sizeof ERASED_CELL - 1, NULL);
}

/* Firms found to be the same are one (rules.md section 3). */
static int know_joined(struct forgetting *f, const char *key, struct err *err)
{
	int64_t company;
	int r = keys_find(f->store, key, &company, err);
	if (r <= 0)
		return r;
	struct query *q = db_rows(f->store->db,
	                          "WITH RECURSIVE up (id) AS (VALUES (?) UNION SELECT into_company FROM company JOIN up ON company.id = up.id WHERE into_company IS NOT NULL), "
	                          "same (id) AS (SELECT id FROM up UNION SELECT company.id FROM company JOIN same ON into_company = same.id) "
	                          "SELECT key FROM same JOIN company ON company.id = same.id", "i", company);
	while ((r = db_next(q, err)) > 0)
		know_key(f, col_text(q, 0, f->a));
	return r;
}

static bool is_another(void *ctx, const char *key)
{
	const struct forgetting *f = ctx;
	return !among(f->keys.items, f->keys.items_count, key);
}

static bool within_another(void *ctx, const char *text, const char *from, const char *to)
{
	struct forgetting *f = ctx;
	return forget_longer_name(f->store, &(struct text_span){text, from, to}, is_another, f);
}

static int begin(struct forgetting *f, const char *words, struct err *err)
{
	const char *rest = "";
	if (phone_find(f->a, words, f->office->area_code, &f->phone, NULL, &rest) && !*rest) {
		f->needles = needles_of_phone(f->a, f->phone, f->office->area_code);
		return 0;
	}
	f->phone = NULL;
	f->needles.longer = within_another;
	f->needles.ctx = f;
	const char *key = company_key(f->a, words);
	if (text_count(words) < COMPANY_NAME_MIN || !*key)
		return err_set(err, 64, "forget PHONE or COMPANY: '%s' is neither a usable phone nor a company's full name", words);
	know_key(f, key);
	needles_add(f->a, &f->needles, words, f->key ? erased_company(f->a, f->key, key) : "", NULL);
	return know_joined(f, key, err);
}

/* ---- rows ---- */

static bool cell_says_phone(const struct forgetting *f, const struct lead_row *row, int field)
{
	struct needles phone = needles_phone_alone(&f->needles);
	return *row->value[field] && needles_in(&phone, row->value[field]);
}

/* Its person is whose phone it is; one who has the phone in a remark is another. */
static bool is_about(const struct forgetting *f, const struct lead_row *row, const struct row_check *check)
{
	static const enum field where[] = {FIELD_PHONE, FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET, FIELD_COMPANY};
	if (!f->phone || strcmp(check->phone, f->phone) == 0)
		return true;
	for (size_t i = 0; i < sizeof where / sizeof *where; i++)
		if (cell_says_phone(f, row, (int)where[i]))
			return true;
	return false;
}

static bool says_phone(const struct forgetting *f, const struct lead_row *row, const struct row_check *check)
{
	bool says = is_about(f, row, check);
	for (int i = 0; !says && i < FIELD_COUNT; i++)
		says = cell_says_phone(f, row, i);
	return says;
}

static bool is_meant(const struct forgetting *f, const struct lead_row *row, const struct row_check *check)
{
	if (f->phone)
		return says_phone(f, row, check);
	return among(f->keys.items, f->keys.items_count, check->company_key) || (*check->uscc && among(f->codes.items, f->codes.items_count, check->uscc));
}

/* By what it is found in texts: a person's name only beside the firm's, or beside the phone. */
static int learn(struct forgetting *f, const struct lead_row *row, const struct row_check *check, struct err *err)
{
	if (cell_erased(check->person))
		return 0;
	needles_add(f->a, &f->needles, check->person, ERASED_CELL, check->company);
	needles_add(f->a, &f->needles, check->person, ERASED_CELL, check->phone);
	if (says_number(row->value[FIELD_PHONE]))
		needles_add(f->a, &f->needles, check->person, ERASED_CELL, row->value[FIELD_PHONE]);
	if (f->phone)
		return 0;
	needles_add(f->a, &f->needles, check->company, f->key ? erased_company(f->a, f->key, check->company_key) : "", NULL);
	needles_add(f->a, &f->needles, check->phone, ERASED_CELL, NULL);
	if (says_number(row->value[FIELD_PHONE]))
		needles_add(f->a, &f->needles, row->value[FIELD_PHONE], ERASED_CELL, NULL);
	know_code(f, check->uscc);
	if (says_number(row->value[FIELD_USCC]))
		needles_add(f->a, &f->needles, row->value[FIELD_USCC], ERASED_CELL, NULL);
	size_t known = f->keys.items_count;
	know_key(f, check->company_key);
	return known < f->keys.items_count ? know_joined(f, check->company_key, err) : 0;
}

static int erase_row(struct forgetting *f, const struct mail_record *m, int list, int n, struct lead_row *row, const struct row_check *check, struct err *err)
{
	struct digest proof = erased_proof(f->key, m->public, list, n, row);
	struct needles phone = needles_phone_alone(&f->needles);
	digest_add(&f->proofs, proof.b, DIGEST_SIZE);
	if (f->phone && is_about(f, row, check))
		erase_person(row, check);
	if (f->phone)
		erase_mention(f->scratch, row, &phone);
	else
		erase_company(row, check, erased_company(f->scratch, f->key, check->company_key), *check->uscc ? erased_code(f->scratch, f->key, check->uscc) : NULL);
	return db_run(f->store->db, err, "INSERT OR IGNORE INTO erased_row (mail, list, n, erasure, proof) VALUES (?, ?, ?, ?, ?)", "iiiid", m->id, (int64_t)list, (int64_t)n, f->erasure,
	              &proof);
}

/* The phone of a row, in case that is all that was said of it elsewhere in the mail. */
static void know_here(struct forgetting *f, struct needles *here, const struct row_check *check)
{
	needles_add(f->scratch, here, check->person, ERASED_CELL, NULL);
}

static int look_at_list(struct forgetting *f, const struct mail_record *m, int list, struct lead_table *t, struct needles *here, int *rows, struct err *err)
{
	int found = 0, failed = 0;
	for (size_t n = 0; !failed && n < t->rows_count; n++) {
		struct row_check check = row_check(f->scratch, t->kind, &t->rows[n], f->office->area_code);
		if (!is_meant(f, &t->rows[n], &check) || cell_erased(check.company))
			continue;
		found++;
		if (is_about(f, &t->rows[n], &check)) {
			know_here(f, here, &check);
			failed = learn(f, &t->rows[n], &check, err);
		}
		if (!failed && f->key)
			failed = erase_row(f, m, list, (int)n, &t->rows[n], &check, err);
	}
	*rows += found;
	struct rows_at at = rows_at(m, list);
	return !failed && found && f->key ? store_rewrite_rows(f->store, f->scratch, &at, t->rows, t->rows_count, &f->code_names, err) : failed;
}

/* ---- mails ---- */

static int raw_kept(struct forgetting *f, const struct mail_record *m, struct err *err)
{
	size_t size;
	return store_raw_size(f->store, &m->raw, &size, err);
}

/* Nothing of it can be found by who looks at what was read of it. */
static bool not_looked_into(const struct mail_record *m, size_t lists)
{
	return strcmp(m->kind, "quarantined") == 0 || *m->unread || (m->asked && *m->asked) || (m->has_rows && !lists && !m->copy_of);
}

static size_t redact_texts(struct forgetting *f, const struct needles *here, struct mail_record *m)
{
	const char **texts[] = {&m->subject, &m->unread, &m->reason, &m->flag};
	size_t changed = needles_redact_mail(f->scratch, here, &m->envelope);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *now = needles_redact(f->scratch, here, *texts[i]);
		changed += now != *texts[i];
		*texts[i] = now;
	}
	return changed;
}

/* What rows are near to is known by hashes that anybody can make. */
static int forget_near(struct forgetting *f, const struct mail_record *m, const struct stored_lists *was, struct err *err)
{
	struct query *q = db_rows(f->store->db, "SELECT rows FROM near WHERE mail = ?", "i", m->id);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	struct bytes rest = col_bytes(q, 0, f->scratch);
	struct buf b = {0};
	db_end(q);
	for (struct near_row n; near_get(&rest, &n);)
		if ((size_t)n.list >= was->lists_count || (size_t)n.n >= was->lists[n.list].table.rows_count || !cell_erased(was->lists[n.list].table.rows[n.n].value[FIELD_PHONE]))
			near_put(&b, &n);
	struct bytes left = {(const uint8_t *)(b.data ? b.data : ""), b.size};
	r = db_run(f->store->db, err, "UPDATE near SET rows = ? WHERE mail = ?", "bi", &left, m->id);
	buf_release(&b);
	return r;
}

static int write_mail(struct forgetting *f, struct mail_record *m, const struct stored_lists *lists, int rows, struct err *err)
{
	if (rows) {
		struct lead_table *tables = arena_alloc(f->scratch, lists->lists_count * sizeof *tables);
		for (size_t i = 0; i < lists->lists_count; i++)
			tables[i] = lists->lists[i].table;
		m->rows_digest = docket_rows_digest(tables, lists->lists_count);
	} else {
		m->has_rows = false; /* its digest stays */
	}
	if (rows && (forget_near(f, m, lists, err) < 0 || db_run(f->store->db, err, "UPDATE signal SET sample = '' WHERE mail = ?", "i", m->id) < 0))
		return -1;
	return store_rewrite_mail(f->store, m, err);
}

static void note_mail(struct forgetting *f, const struct mail_record *m, int rows, bool raw)
{
	ARENA_PUSH(f->a, &f->mails, items) = (struct forgotten_mail){
		.id = arena_strdup(f->a, m->public), .message_id = arena_strdup(f->a, m->message_id), .mailbox = arena_strdup(f->a, m->mailbox),
		.folder = arena_strdup(f->a, m->folder), .arrived_at = m->arrived_at, .rows = rows, .raw = raw};
	f->rows += (size_t)rows;
}

/* A copy is the same content under another envelope and other bytes: it has no rows of its own, and goes with its original. */
static int look_at_mail(struct forgetting *f, struct mail_record *m, struct err *err)
{
	struct stored_lists lists;
	struct needles here = needles_phone_alone(&f->needles);
	int rows = 0, original = 0;
	if (store_get_lists(f->store, f->scratch, m, &lists, err) < 0)
		return -1;
	for (size_t i = 0; i < lists.lists_count; i++)
		if (look_at_list(f, m, (int)i, &lists.lists[i].table, &here, &rows, err) < 0)
			return -1;
	here.longer = f->needles.longer;
	here.ctx = f->needles.ctx;
	for (size_t i = 0; i < f->needles.items_count; i++)
		ARENA_PUSH(f->scratch, &here, items) = f->needles.items[i];
	for (size_t i = 0; m->copy_of && !original && i < f->mails.items_count; i++)
		original = strcmp(f->mails.items[i].message_id, m->message_id) == 0;
	bool said = redact_texts(f, &here, m) > 0;
	int raw = raw_kept(f, m, err);
	if (raw < 0)
		return -1;
	f->unread += raw > 0 && !rows && !said && !original && not_looked_into(m, lists.lists_count);
	if (!rows && !said && !original)
		return 0;
	note_mail(f, m, rows, raw > 0);
	return f->key ? write_mail(f, m, &lists, rows, err) : 0;
}

static int look_at_mails(struct forgetting *f, struct err *err)
{
	int64_t at = 0;
	int r = 0;
	f->mails.items_count = f->rows = f->unread = 0;
	for (struct mail_record m; r == 0 && (r = store_next_mail(f->store, f->scratch, at, &m, err)) > 0;) {
		at = m.id;
		r = look_at_mail(f, &m, err);
		arena_reset(f->scratch);
	}
	return r;
}

/* ---- all of it ---- */

static int64_t first_arrival(const struct forgetting *f)
{
	int64_t first = INT64_MAX;
	for (size_t i = 0; i < f->mails.items_count; i++)
		first = f->mails.items[i].arrived_at < first ? f->mails.items[i].arrived_at : first;
	return first;
}

static int count_entries(struct forgetting *f, struct err *err)
{
	int r;
	struct query *q = db_rows(f->store->db, "SELECT proof, because FROM entry", "");
	f->entries = 0;
	while ((r = db_next(q, err)) > 0) {
		f->entries += needles_in(&f->needles, col_text(q, 0, f->scratch)) || needles_in(&f->needles, col_text(q, 1, f->scratch));
		arena_reset(f->scratch);
	}
	return r;
}

/* What is learned in a mail may stand in an earlier one: until nothing more is. */
static int find_all(struct forgetting *f, struct err *err)
{
	const struct digest *key = f->key;
	size_t known, passes = 0;
	int failed = 0;
	f->key = NULL;
	do {
		known = f->needles.items_count;
		failed = look_at_mails(f, err);
	} while (!failed && known < f->needles.items_count && ++passes < PASSES_MOST);
	if (!failed)
		failed = forget_letters(f, first_arrival(f), err) < 0 || forget_beside(f, err) < 0 || count_entries(f, err) < 0 ? -1 : 0;
	f->key = key;
	return failed;
}

static int open_forgetting(struct forgetting *f, struct store *s, const struct office *o, struct arena *a, const char *words, struct err *err)
{
	*f = (struct forgetting){.store = s, .office = o, .a = a, .scratch = arena_new()};
	return begin(f, words, err) < 0 || find_all(f, err) < 0 ? -1 : 0;
}

int forget_look(struct store *s, const struct office *o, struct arena *a, const char *words, struct forgetting *f_r, struct err *err)
{
	int failed = open_forgetting(f_r, s, o, a, words, err);
	arena_free(f_r->scratch);
	return failed;
}

static bool any_waits(const struct forgetting *f, const char **id_r)
{
	for (size_t i = 0; i < f->letters.items_count; i++)
		if (f->letters.items[i].waits) {
			*id_r = f->letters.items[i].id;
			return true;
		}
	return false;
}

static int keep_hash(struct forgetting *f, const char *what, const char *text, int64_t size, struct err *err)
{
	struct digest d = erased_hash(f->key, what, text);
	return db_run(f->store->db, err, "INSERT OR IGNORE INTO erased (hash, erasure, size) VALUES (?, ?, ?)", "dii", &d, f->erasure, size);
}

/* As it was written, so that it is known in running text. */
static int keep_words(struct forgetting *f, struct err *err)
{
	int failed = 0;
	for (size_t i = 0; !failed && i < f->needles.items_count; i++) {
		const struct needle *n = &f->needles.items[i];
		int64_t size = (int64_t)strlen(n->text);
		failed = size <= SAID_MOST ? keep_hash(f, "said", n->text, n->beside ? -size : size, err) : 0;
	}
	return failed;
}

static int keep_hashes(struct forgetting *f, struct err *err)
{
	if (keep_words(f, err) < 0)
		return -1;
	if (f->phone)
		return keep_hash(f, "phone", f->phone, 0, err);
	for (size_t i = 0; i < f->keys.items_count; i++)
		if (keep_hash(f, "company", f->keys.items[i], 0, err) < 0)
			return -1;
	for (size_t i = 0; i < f->codes.items_count; i++)
		if (keep_hash(f, "code", f->codes.items[i], 0, err) < 0)
			return -1;
	return 0;
}

/* By now it is known what there is; needles are made once more, with what is to stand in their place. */
static int erase_all(struct forgetting *f, const char *words, const char *login, struct err *err)
{
	size_t raws = 0;
	int64_t from = first_arrival(f);
	struct forgetting known = *f;
	f->keys.items_count = f->codes.items_count = f->needles.items_count = f->letters.items_count = f->damaged.items_count = f->others = 0;
	if (db_run(f->store->db, err, "INSERT INTO erasure (at, what, by_login, n_rows, n_mails, n_letters) VALUES (?, ?, ?, 0, 0, 0)", "itt", f->now, f->phone ? "phone" : "company",
	           login) < 0)
		return -1;
	f->erasure = db_last_id(f->store->db);
	if (begin(f, words, err) < 0)
		return -1;
	for (size_t i = 0; i < known.keys.items_count; i++)
		know_key(f, known.keys.items[i]);
	for (size_t i = 0; i < known.codes.items_count; i++)
		know_code(f, known.codes.items[i]);
	for (size_t i = 0; i < known.needles.items_count; i++) /* names in mails that come before the row they are learned from */
		needles_add(f->a, &f->needles, known.needles.items[i].text, *known.needles.items[i].instead ? known.needles.items[i].instead : erased_company(f->a, f->key, company_key(f->a, known.needles.items[i].text)),
		            known.needles.items[i].beside);
	digest_start(&f->proofs);
	if (look_at_mails(f, err) < 0 || forget_letters(f, from, err) < 0 || forget_beside(f, err) < 0 || (!f->phone && forget_company(f, err) < 0) || keep_hashes(f, err) < 0)
		return -1;
	for (size_t i = 0; i < f->mails.items_count; i++)
		raws += f->mails.items[i].raw;
	struct digest proof = digest_end(&f->proofs);
	return db_run(f->store->db, err, "UPDATE erasure SET n_rows = ?, n_mails = ?, n_letters = ?, proof = ? WHERE id = ?", "iiidi", (int64_t)f->rows, (int64_t)raws,
	              (int64_t)f->letters.items_count, &proof, f->erasure) < 0 ||
	       store_set_time(f->store, META_SCRUB, f->now, err) < 0 ? -1 : 0;
}

/* Stores that a rebuild put aside hold it still, and nobody looks into them again: STORE.before-..., STORE.rebuilt... */
static void remove_old_stores(const char *store)
{
	struct arena *a = arena_new();
	const char *slash = strrchr(store, '/');
	char *folder = slash ? arena_strndup(a, store, (size_t)(slash - store) + 1) : "./";
	const char *name = slash ? slash + 1 : store;
	DIR *d = opendir(folder);
	for (struct dirent *e; d && (e = readdir(d));) {
		const char *rest = text_begins(e->d_name, name) ? e->d_name + strlen(name) : "";
		if (strncmp(rest, ".before-", 8) == 0 || strncmp(rest, ".rebuilt", 8) == 0)
			unlink(arena_printf(a, "%s%s", folder, e->d_name));
	}
	if (d)
		closedir(d);
	arena_free(a);
}

int forget_resume(struct clerk *c, struct err *err)
{
	int64_t since;
	int r = store_get_time(&c->store, META_SCRUB, &since, err);
	if (r <= 0)
		return r;
	remove_old_stores(c->office->store);
	if (db_scrub(c->store.db, err) < 0)
		return -1;
	return db_run(c->store.db, err, "DELETE FROM meta WHERE name = '" META_SCRUB "'", "");
}

static const char *said(struct clerk *c, const struct forgetting *f, struct err *err)
{
	char hex[DIGEST_HEX_SIZE] = "";
	struct arena *a = c->turn;
	struct query *q = db_rows(c->store.db, "SELECT hex(proof) FROM erasure WHERE id = ?", "i", f->erasure);
	if (db_next(q, err) > 0) {
		snprintf(hex, sizeof hex, "%s", col_text(q, 0, a));
		db_end(q);
	}
	return arena_printf(a, "erased: %zu rows, %zu mails, %zu letters, %zu other texts; erasure %" PRId64 ", proof %s%s%s", f->rows, f->mails.items_count, f->letters.items_count, f->others,
	                    f->erasure, hex, f->damaged.items_count ? "; " : "", forget_tell_damaged(f, a));
}

static int erase_for_good(struct clerk *c, struct forgetting *f, const char *words, const char *login, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, erase_all(f, words, login, err) < 0, err);
}

static int do_found(struct clerk *c, struct forgetting *f, const char *words, const char *login, const char **said_r, struct err *err)
{
	const char *waits = "";
	if (!f->mails.items_count && !f->letters.items_count && !f->others)
		return err_set(err, 66, "nothing is known of it");
	if (any_waits(f, &waits))
		return err_set(err, 75, "the letter %s says it and has not left yet: nothing was erased; try again when it has left (or `leadclerk ignore` it)", waits);
	if (erase_for_good(c, f, words, login, err) < 0)
		return -1;
	*said_r = said(c, f, err);
	return forget_resume(c, err);
}

int forget_do(struct clerk *c, const char *words, const char *login, int64_t now, const char **said_r, struct err *err)
{
	struct forgetting f;
	struct digest key = erased_key(c->token_key);
	int failed = open_forgetting(&f, &c->store, c->office, c->turn, words, err);
	f.key = &key;
	f.now = now;
	if (!failed)
		failed = do_found(c, &f, words, login, said_r, err);
	arena_free(f.scratch);
	return failed;
}
