/* Who was erased is known again when a mail brings it: by keyed hashes of each row's phones, company and code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "company.h"
#include "forget_inside.h"
#include "phone.h"
#include "rows.h"

enum { WINDOW_TEXT = 64 * 1024 /* bytes of a text that are looked through word by word */ };

struct said {
	struct digest hash;
	int64_t size;                /* erased.size */
};

struct door {
	struct clerk *c;
	struct arena *a;             /* the mail's */
	struct digest key;
	struct needles needles;      /* what its rows and texts say of those */
	struct { struct needles *items; size_t items_count, items_cap; } phones; /* each alone */
	struct { struct said *items; size_t items_count, items_cap; } said; /* in the order of their hashes */
	bool sizes[SAID_MOST + 1];
};

/* The erasure, 0 it was not, -1. */
static int64_t is_erased(struct door *d, const char *what, const char *text, struct err *err)
{
	int64_t erasure;
	struct digest h = erased_hash(&d->key, what, text);
	int r = *text ? db_one_int(d->c->store.db, err, &erasure, "SELECT erasure FROM erased WHERE hash = ?", "d", &h) : 0;
	return r > 0 ? erasure : r;
}

static int64_t phone_in(struct door *d, const char *text, struct err *err)
{
	const char *normal;
	int64_t r = phone_find(d->a, text, d->c->office->area_code, &normal, NULL, NULL) ? is_erased(d, "phone", normal, err) : 0;
	if (r <= 0)
		return r;
	struct needles phone = needles_of_phone(d->a, normal, d->c->office->area_code);
	for (size_t i = 0; i < d->phones.items_count; i++)
		if (strcmp(d->phones.items[i].phone, phone.phone) == 0)
			return r;
	ARENA_PUSH(d->a, &d->phones, items) = phone;
	return r;
}

/* Each of the phones that a cell says; an erasure. */
static int64_t phones_in(struct door *d, const char *text, struct err *err)
{
	char mobile[12], *cell = arena_strdup(d->a, text), *rest = NULL;
	int64_t r = 0, found = 0;
	for (const char *at = text; r >= 0 && next_mobile(&at, mobile); found = r > 0 ? r : found)
		r = phone_in(d, mobile, err);
	for (char *word = strtok_r(cell, ";,/|", &rest); r >= 0 && word; word = strtok_r(NULL, ";,/|", &rest)) {
		r = phone_in(d, word, err);
		found = r > 0 ? r : found;
	}
	return r < 0 ? -1 : found;
}

/* Any of the phones of a row's person. */
static int64_t phone_erased(struct door *d, const struct lead_row *row, const struct row_check *check, struct err *err)
{
	static const enum field where[] = {FIELD_PHONE, FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET, FIELD_COMPANY};
	int64_t r = phone_in(d, check->phone, err);
	for (size_t i = 0; r == 0 && i < sizeof where / sizeof *where; i++)
		r = phones_in(d, row->value[where[i]], err);
	return r;
}

/* What a row of whomever says of those in other cells. The erasure, 0 nothing, -1. */
static int64_t mention_erased(struct door *d, struct lead_row *row, struct err *err)
{
	int64_t erasure = 0, r = 0;
	for (int f = 0; r >= 0 && f < FIELD_COUNT; f++)
		if (f != FIELD_COMPANY && f != FIELD_USCC && f != FIELD_PHONE && says_number(row->value[f]) && (r = phones_in(d, row->value[f], err)) > 0)
			erasure = r;
	for (size_t i = 0; r >= 0 && erasure && i < d->phones.items_count; i++) {
		erase_mention(d->a, row, &d->phones.items[i]);
		for (size_t k = 0; k < row->cells_count; k++) /* as read */
			row->cells[k] = needles_in(&d->phones.items[i], row->cells[k]) ? ERASED_CELL : row->cells[k];
	}
	return r < 0 ? -1 : erasure;
}

static void know(struct door *d, const struct lead_row *row, const struct row_check *check, const char *company)
{
	needles_add(d->a, &d->needles, check->person, ERASED_CELL, NULL);
	needles_add(d->a, &d->needles, check->phone, ERASED_CELL, NULL);
	if (says_number(row->value[FIELD_PHONE]))
		needles_add(d->a, &d->needles, row->value[FIELD_PHONE], ERASED_CELL, NULL);
	for (size_t k = 0; k < row->cells_count; k++) /* as read, for the receipt's workbook */
		row->cells[k] = *row->cells[k] ? ERASED_CELL : "";
	if (company)
		needles_add(d->a, &d->needles, check->company, company, NULL);
}

/* The erasure, 0 it was not, -1. */
static int64_t look_at_row(struct door *d, enum row_kind kind, struct lead_row *row, struct err *err)
{
	struct row_check check = row_check(d->a, kind, row, d->c->office->area_code);
	int64_t by_name = is_erased(d, "company", check.company_key, err), by_code = by_name ? 0 : is_erased(d, "code", check.uscc, err);
	if (by_name < 0 || by_code < 0)
		return -1;
	if (by_name || by_code) {
		const char *name = erased_company(d->a, &d->key, check.company_key);
		know(d, row, &check, name);
		erase_company(row, &check, name, *check.uscc ? erased_code(d->a, &d->key, check.uscc) : NULL);
		return by_name ? by_name : by_code;
	}
	int64_t by_phone = phone_erased(d, row, &check, err), mention = by_phone < 0 ? -1 : mention_erased(d, row, err);
	if (mention < 0)
		return -1;
	if (by_phone == 0)
		return mention;
	know(d, row, &check, NULL);
	erase_person(row, &check);
	return by_phone;
}

static int look_at_table(struct door *d, const char *public, int list, struct lead_table *t, struct door_rows *rows, struct err *err)
{
	for (size_t n = 0; n < t->rows_count; n++) {
		struct digest proof = erased_proof(&d->key, public, list, (int)n, &t->rows[n]);
		int64_t erasure = look_at_row(d, t->kind, &t->rows[n], err);
		if (erasure < 0)
			return -1;
		if (erasure)
			ARENA_PUSH(d->a, rows, items) = (struct door_row){list, (int)n, erasure, proof};
	}
	return 0;
}

/* What somebody wrote, or a form's value: a phone, or a company's name alone. */
static int look_at_text(struct door *d, const char *text, struct err *err)
{
	int64_t phone = phones_in(d, text, err);
	const char *name = text_trim(d->a, text), *key = phone ? "" : company_key(d->a, name);
	int64_t company = phone < 0 ? -1 : is_erased(d, "company", key, err);
	if (company > 0)
		needles_add(d->a, &d->needles, name, erased_company(d->a, &d->key, key), NULL);
	return company < 0 ? -1 : 0;
}

/* Line by line, and what stands behind a label. */
static int look_at_lines(struct door *d, const char *text, struct err *err)
{
	char *copy = arena_strdup(d->a, text ? text : ""), *rest = NULL;
	for (char *line = strtok_r(copy, "\r\n", &rest); line; line = strtok_r(NULL, "\r\n", &rest)) {
		const char *colon = strstr(line, "：");
		const char *value = colon ? colon + strlen("：") : strchr(line, ':') ? strchr(line, ':') + 1 : line;
		if (look_at_text(d, line, err) < 0 || (value != line && look_at_text(d, value, err) < 0))
			return -1;
	}
	return 0;
}

/* ---- in running text ---- */

static int by_hash(const void *x, const void *y)
{
	return memcmp(x, y, DIGEST_SIZE);
}

static int read_said(struct door *d, struct err *err)
{
	int r;
	struct query *q = db_rows(d->c->store.db, "SELECT hash, size FROM erased WHERE size <> 0 ORDER BY hash", "");
	while ((r = db_next(q, err)) > 0) {
		struct said *one = &ARENA_PUSH(d->a, &d->said, items);
		struct bytes b = col_bytes(q, 0, d->a);
		*one = (struct said){.size = col_int(q, 1)};
		memcpy(one->hash.b, b.data, b.size < DIGEST_SIZE ? b.size : DIGEST_SIZE);
		d->sizes[llabs(one->size) <= SAID_MOST ? llabs(one->size) : 0] = true;
	}
	return r;
}

/* Each piece of the text that is as long as something that was erased. names: people's, too; else they are let be, as others have them. */
static void look_at_windows(struct door *d, const char *text, bool names)
{
	size_t size = text ? strnlen(text, WINDOW_TEXT) : 0;
	for (const char *at = text; at && (size_t)(at - text) < size; text_next(&at))
		for (size_t n = 1; n <= SAID_MOST && n <= size - (size_t)(at - text); n++) {
			if (!d->sizes[n] || ((unsigned char)at[n] & 0xC0) == 0x80) /* within a character */
				continue;
			char piece[SAID_MOST + 1];
			memcpy(piece, at, n);
			piece[n] = '\0';
			struct digest h = erased_hash(&d->key, "said", piece);
			const struct said *one = bsearch(&h, d->said.items, d->said.items_count, sizeof *d->said.items, by_hash);
			if (one && (one->size > 0 || names)) {
				const char *key = company_key(d->a, piece);
				struct err ignored;
				struct needles alone = {0};
				needles_add(d->a, &alone, piece, "", NULL);
				if (!needles_in(&alone, text)) /* part of a longer number */
					continue;
				needles_add(d->a, &d->needles, piece, is_erased(d, "company", key, &ignored) > 0 ? erased_company(d->a, &d->key, key) : ERASED_CELL, NULL);
			}
		}
}

/* All in one: who is written to may be called by it. */
static const char *display_names(struct door *d, const struct mail *m)
{
	const struct { const struct address *them; size_t count; } fields[] = {{m->from, m->from_count}, {m->to, m->to_count}, {m->cc, m->cc_count}};
	struct buf all = {0};
	for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
		for (size_t i = 0; i < fields[f].count; i++)
			buf_printf(&all, "%s%s", fields[f].them[i].name, *fields[f].them[i].name ? "\n" : "");
	const char *text = arena_strndup(d->a, all.data ? all.data : "", all.size);
	buf_release(&all);
	return text;
}

static bool is_another(void *ctx, const char *key)
{
	struct err ignored;
	return is_erased(ctx, "company", key, &ignored) == 0;
}

static bool within_another(void *ctx, const char *text, const char *from, const char *to)
{
	struct door *d = ctx;
	return forget_longer_name(&d->c->store, &(struct text_span){text, from, to}, is_another, d);
}

static void look_at_running_text(struct door *d, const struct mail *m, bool names)
{
	const char *texts[] = {m->subject, m->text, m->quoted, display_names(d, m)};
	for (size_t i = 0; d->said.items_count && i < sizeof texts / sizeof *texts; i++)
		look_at_windows(d, texts[i], names);
}

static int look_at_texts(struct door *d, const struct mail *m, const struct classified *found, struct err *err)
{
	if (look_at_lines(d, m->subject, err) < 0 || look_at_lines(d, m->text, err) < 0 || look_at_lines(d, m->quoted, err) < 0 ||
	    look_at_lines(d, display_names(d, m), err) < 0)
		return -1;
	for (size_t i = 0; i < found->pairs_count; i++)
		if (look_at_text(d, found->pairs[i].value, err) < 0)
			return -1;
	for (size_t g = 0; g < found->grids_count; g++)
		for (size_t r = 0; r < found->grids[g].rows_count; r++)
			for (size_t k = 0; k < found->grids[g].rows[r].cells_count; k++)
				if (look_at_text(d, found->grids[g].rows[r].cells[k], err) < 0)
					return -1;
	return 0;
}

static size_t redact(struct door *d, const char **text)
{
	const char *now = needles_redact(d->a, &d->needles, *text);
	bool changed = now != *text;
	*text = now;
	return changed;
}

static size_t redact_all(struct door *d, struct mail *m, struct classified *found)
{
	size_t changed = needles_redact_mail(d->a, &d->needles, m);
	for (size_t i = 0; i < found->pairs_count; i++)
		changed += redact(d, &found->pairs[i].value);
	for (size_t g = 0; g < found->grids_count; g++)
		for (size_t r = 0; r < found->grids[g].rows_count; r++)
			for (size_t k = 0; k < found->grids[g].rows[r].cells_count; k++)
				changed += redact(d, &found->grids[g].rows[r].cells[k]);
	for (size_t t = 0; t < found->tables_count; t++)
		for (size_t r = 0; r < found->tables[t].rows_count; r++)
			for (size_t k = 0; k < found->tables[t].rows[r].cells_count; k++)
				changed += redact(d, &found->tables[t].rows[r].cells[k]);
	return changed;
}

/* An office that never erased anybody asks once a mail. */
static int any_erased(struct clerk *c, struct err *err)
{
	int64_t one;
	return db_one_int(c->store.db, err, &one, "SELECT erasure FROM erased LIMIT 1", "");
}

int forget_at_door(struct clerk *c, const char *public, struct mail *m, struct classified *found, struct door_rows *rows_r, struct err *err)
{
	struct door d = {.c = c, .a = c->turn};
	*rows_r = (struct door_rows){0};
	erased_disarm(d.a, found->tables, found->tables_count);
	int r = any_erased(c, err);
	if (r <= 0)
		return r;
	d.key = erased_key(c->token_key);
	d.needles.longer = within_another;
	d.needles.ctx = &d;
	for (size_t t = 0; t < found->tables_count; t++)
		if (look_at_table(&d, public, (int)t, &found->tables[t], rows_r, err) < 0)
			return -1;
	if (look_at_texts(&d, m, found, err) < 0 || read_said(&d, err) < 0)
		return -1;
	look_at_running_text(&d, m, false);
	if (d.needles.items_count || d.phones.items_count)
		look_at_running_text(&d, m, true);
	rows_r->texts = redact_all(&d, m, found);
	for (size_t i = 0; i < d.phones.items_count; i++) {
		d.needles.phone = d.phones.items[i].phone;
		d.needles.local = d.phones.items[i].local;
		d.needles.area = d.phones.items[i].area;
		rows_r->texts += redact_all(&d, m, found);
	}
	return 0;
}

int forget_door_rows(struct clerk *c, int64_t mail, const struct door_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->items_count; i++)
		if (db_run(c->store.db, err, "INSERT OR IGNORE INTO erased_row (mail, list, n, erasure, proof) VALUES (?, ?, ?, ?, ?)", "iiiid", mail, (int64_t)rows->items[i].list,
		           (int64_t)rows->items[i].n, rows->items[i].erasure, &rows->items[i].proof) < 0)
			return -1;
	return 0;
}

/* ---- a rebuilt store ---- */

struct taken_erasure {
	int64_t id, at, rows, mails, letters;
	const char *what, *login;
	struct bytes proof;
};
struct taken_hash {
	struct digest hash;
	int64_t erasure, size;
};
struct taken {
	struct taken_erasure *erasures;
	struct taken_hash *hashes;
	size_t erasures_count, erasures_cap, hashes_count, hashes_cap;
};

static int read_list(struct store *s, struct arena *a, struct taken *t, struct err *err)
{
	int r;
	struct query *q = db_rows(s->db, "SELECT id, at, what, by_login, n_rows, n_mails, n_letters, coalesce(proof, x'') FROM erasure WHERE what IN ('phone', 'company') ORDER BY id", "");
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, t, erasures) = (struct taken_erasure){.id = col_int(q, 0), .at = col_int(q, 1), .what = col_text(q, 2, a), .login = col_text(q, 3, a), .rows = col_int(q, 4),
		                                                    .mails = col_int(q, 5), .letters = col_int(q, 6), .proof = col_bytes(q, 7, a)};
	if (r < 0)
		return -1;
	q = db_rows(s->db, "SELECT hash, erasure, size FROM erased", "");
	while ((r = db_next(q, err)) > 0) {
		struct bytes b = col_bytes(q, 0, a);
		struct taken_hash *h = &ARENA_PUSH(a, t, hashes);
		*h = (struct taken_hash){.erasure = col_int(q, 1), .size = col_int(q, 2)};
		memcpy(h->hash.b, b.data, b.size < DIGEST_SIZE ? b.size : DIGEST_SIZE);
	}
	return r;
}

static int write_list(struct clerk *c, const struct taken *t, struct err *err)
{
	int failed = db_begin(c->store.db, err);
	for (size_t i = 0; !failed && i < t->erasures_count; i++)
		failed = db_run(c->store.db, err, "INSERT INTO erasure (id, at, what, by_login, n_rows, n_mails, n_letters, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iittiiib", t->erasures[i].id,
		                t->erasures[i].at, t->erasures[i].what, t->erasures[i].login, t->erasures[i].rows, t->erasures[i].mails, t->erasures[i].letters, &t->erasures[i].proof);
	for (size_t i = 0; !failed && i < t->hashes_count; i++)
		failed = db_run(c->store.db, err, "INSERT INTO erased (hash, erasure, size) VALUES (?, ?, ?)", "dii", &t->hashes[i].hash, t->hashes[i].erasure,
		                t->hashes[i].size);
	return store_end(&c->store, failed, err);
}

int forget_take_over(struct clerk *c, const char *from_store, struct err *err)
{
	struct store old;
	struct err why;
	struct taken t = {0};
	if (store_open(from_store, DB_READ, &old, &why) < 0) {
		if (why.exit_code != 66)
			log_warn(NULL, "whoever was erased on request (`forget`) can't be known from the old store, and is read again from the mailboxes: %s", why.text);
		return 0;
	}
	int failed = read_list(&old, c->turn, &t, &why);
	store_close(&old);
	if (failed) {
		log_warn(NULL, "whoever was erased on request (`forget`) can't be known from the old store, and is read again from the mailboxes: %s", why.text);
		return 0;
	}
	return t.erasures_count ? write_list(c, &t, err) : 0;
}
