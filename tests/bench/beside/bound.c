#include "bound.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <zstd.h>

/* IMAP_PORT IMAP_USER IMAP_PASS SMTP_PORT DB: as for every contender. GROUP=n: so many mails a commit (1). And what leadclerk does besides, one by one, to
 * see what it adds: APART=1 parses in a process of its own, FIRST=1 keeps who had a company first across all reps, RAW=1 keeps each mail (zstd),
 * LETTER=bytes keeps and sends letters of that size. */

enum { IN_FLIGHT = 48, SLOTS = 64, GROUP_MOST = 48, HEADS = 2, HASH_BITS = 49, WORDS = 1024 };

static struct {
	int group;
	bool apart, first, raw;
	size_t letter;
} with = {.group = 1};

_Noreturn void give_up(const char *what)
{
	perror(what);
	_Exit(1);
}

static const char *need(const char *name)
{
	const char *value = getenv(name);
	if (!value)
		give_up(name);
	return value;
}

static long number(const char *name, long otherwise)
{
	const char *value = getenv(name);
	return value ? atol(value) : otherwise;
}

/* ---- queues between the stages; NULL ends one ---- */

struct queue {
	struct mail *slots[SLOTS];
	size_t in, out;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};
static struct queue spare, fetched, parsed, stored;

static void push(struct queue *q, struct mail *m)
{
	pthread_mutex_lock(&q->lock);
	while (q->in - q->out == SLOTS)
		pthread_cond_wait(&q->changed, &q->lock);
	q->slots[q->in++ % SLOTS] = m;
	pthread_cond_broadcast(&q->changed);
	pthread_mutex_unlock(&q->lock);
}

static struct mail *pull(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	while (q->in == q->out)
		pthread_cond_wait(&q->changed, &q->lock);
	struct mail *m = q->slots[q->out++ % SLOTS];
	pthread_cond_broadcast(&q->changed);
	pthread_mutex_unlock(&q->lock);
	return m;
}

static bool waits(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	bool some = q->in != q->out;
	pthread_mutex_unlock(&q->lock);
	return some;
}

/* ---- fetch ---- */

static void answered(struct wire *w, char tag)
{
	for (;;) {
		struct text line = get_line(w);
		if (line.at[0] == tag && line.at[1] == ' ')
			return;
	}
}

/* The unseen ones as IMAP writes sets, or NULL. */
static char *unseen(struct wire *w)
{
	char words[256], *set = NULL;
	int n = snprintf(words, sizeof words, "a LOGIN %s %s\r\nb SELECT INBOX\r\nc UID SEARCH RETURN (ALL) UNSEEN\r\n", need("IMAP_USER"), need("IMAP_PASS"));
	put(w->fd, words, (size_t)n);
	for (;;) {
		struct text line = get_line(w);
		const char *all = memmem(line.at, line.size, " ALL ", 5);
		if (all && !strncmp(line.at, "* ESEARCH", 9))
			set = strndup(all + 5, line.size - (size_t)(all + 5 - line.at) - 2);
		if (line.at[0] == 'c')
			return set;
	}
}

/* "* 1 FETCH (UID 1 BODY[] {23845}": takes the literal that follows. */
static void take(struct wire *w, struct text line)
{
	struct mail *m = pull(&spare);
	const char *uid = memmem(line.at, line.size, "UID ", 4), *size = memrchr(line.at, '{', line.size);
	m->uid = uid ? atol(uid + 4) : 0;
	m->size = (size_t)atol(size + 1);
	if (m->size > MAIL_MOST)
		give_up("a mail too large");
	get_bytes(w, m->raw, m->size);
	push(&fetched, m);
}

static void fetch(struct wire *w, const char *set)
{
	put(w->fd, "d UID FETCH ", 12);
	put(w->fd, set, strlen(set));
	put(w->fd, " (UID BODY.PEEK[])\r\n", 20);
	for (;;) {
		struct text line = get_line(w);
		if (line.size > 4 && line.at[line.size - 3] == '}')
			take(w, line);
		else if (line.at[0] == 'd')
			return;
	}
}

/* ---- parse ---- */

static void *parse(void *nothing)
{
	for (struct mail *m; (m = pull(&fetched)) != NULL; push(&parsed, m)) {
		(with.apart ? read_mail_apart : read_mail)(m);
		if (with.raw)
			m->packed_size = ZSTD_compress(m->packed, ZSTD_compressBound(MAIL_MOST), m->raw, m->size, 1);
	}
	push(&parsed, NULL);
	return nothing;
}

/* ---- store ---- */

static const char schema[] =
	"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	"CREATE TABLE mails (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, rep TEXT, rows INT);"
	"CREATE TABLE leads (id INTEGER PRIMARY KEY, company TEXT NOT NULL, rep TEXT NOT NULL, person TEXT, phone TEXT, business TEXT, capital TEXT, network TEXT, website TEXT,"
	" value TEXT, remark TEXT, mail INT, UNIQUE (rep, company));"
	"CREATE TABLE first (hash INTEGER PRIMARY KEY, mail INT);"
	"CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB); CREATE TABLE letter (id INTEGER PRIMARY KEY, bytes BLOB);";

enum { BEGIN, COMMIT, MAIL, LEAD, FIRST, RAW, LETTER, STATEMENTS };
static const char *const texts[STATEMENTS] = {
	"BEGIN", "COMMIT", "INSERT OR IGNORE INTO mails (message_id, rep, rows) VALUES (?, ?, ?)",
	"INSERT OR IGNORE INTO leads (rep, mail, company, person, phone, business, capital, network, website, value, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"INSERT OR IGNORE INTO first VALUES (?, ?)", "INSERT INTO raw VALUES (?, ?)", "INSERT INTO letter VALUES (?, ?)"};
struct store {
	sqlite3 *db;
	sqlite3_stmt *of[STATEMENTS];
	char *letter;
};

static void run(sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE)
		give_up(sqlite3_errmsg(sqlite3_db_handle(s)));
	sqlite3_reset(s);
}

static void bind_text(sqlite3_stmt *s, int n, struct text t)
{
	sqlite3_bind_text(s, n, t.size ? t.at : "", (int)t.size, SQLITE_STATIC);
}

static int64_t hash_of(struct text t)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < t.size; i++)
		h = (h ^ (unsigned char)t.at[i]) * 0x100000001b3u;
	return (int64_t)(h >> (64 - HASH_BITS));
}

static void store_rows(struct store *d, struct mail *m, int64_t id)
{
	int before = sqlite3_total_changes(d->db);
	sqlite3_bind_text(d->of[LEAD], 1, m->from, -1, SQLITE_STATIC);
	sqlite3_bind_int64(d->of[LEAD], 2, id);
	for (size_t i = HEADS; i < m->count; i++) {
		for (int c = 1; c < COLUMNS; c++)
			bind_text(d->of[LEAD], c + 2, m->rows[i][c]);
		run(d->of[LEAD]);
	}
	m->added = (size_t)(sqlite3_total_changes(d->db) - before);
	for (size_t i = HEADS; with.first && i < m->count; i++) {
		sqlite3_bind_int64(d->of[FIRST], 1, hash_of(m->rows[i][1]));
		sqlite3_bind_int64(d->of[FIRST], 2, id);
		run(d->of[FIRST]);
	}
}

static void store_mail(struct store *d, struct mail *m)
{
	sqlite3_bind_text(d->of[MAIL], 1, m->id, -1, SQLITE_STATIC);
	sqlite3_bind_text(d->of[MAIL], 2, m->from, -1, SQLITE_STATIC);
	sqlite3_bind_int64(d->of[MAIL], 3, (int64_t)m->count - HEADS);
	run(d->of[MAIL]);
	int64_t id = sqlite3_last_insert_rowid(d->db);
	store_rows(d, m, id);
	if (with.raw) {
		sqlite3_bind_int64(d->of[RAW], 1, id);
		sqlite3_bind_blob(d->of[RAW], 2, m->packed, (int)m->packed_size, SQLITE_STATIC);
		run(d->of[RAW]);
	}
	if (with.letter) {
		sqlite3_bind_int64(d->of[LETTER], 1, id);
		sqlite3_bind_blob(d->of[LETTER], 2, d->letter, (int)with.letter, SQLITE_STATIC);
		run(d->of[LETTER]);
	}
}

static struct store open_store(char *letter)
{
	struct store d = {.letter = letter};
	if (sqlite3_open(need("DB"), &d.db) || sqlite3_exec(d.db, schema, NULL, NULL, NULL))
		give_up("store");
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v2(d.db, texts[i], -1, &d.of[i], NULL))
			give_up(sqlite3_errmsg(d.db));
	return d;
}

/* Commits when the group is full, or nothing waits. Answers leave after their commit. */
static void *store(void *letter)
{
	struct store d = open_store(letter);
	struct mail *group[GROUP_MOST], *m;
	int n = 0;
	do {
		m = pull(&parsed);
		if (m && n == 0)
			run(d.of[BEGIN]);
		if (m) {
			store_mail(&d, m);
			group[n++] = m;
		}
		if (n && (!m || n == with.group || !waits(&parsed))) {
			run(d.of[COMMIT]);
			for (int i = 0; i < n; i++)
				push(&stored, group[i]);
			n = 0;
		}
	} while (m);
	push(&stored, NULL);
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(d.of[i]);
	sqlite3_close(d.db);
	return NULL;
}

/* ---- send ---- */

static void expect(struct wire *w, char first)
{
	struct text line = get_line(w);
	while (line.size > 3 && line.at[3] == '-')
		line = get_line(w);
	if (line.at[0] != first)
		give_up("smtp");
}

/* In two pieces, as a server that takes many commands at once allows. room: WORDS and the letter. */
static void send_one(struct wire *w, const struct mail *m, const char *letter, char *room)
{
	int n = snprintf(room, WORDS, "MAIL FROM:<clerk@sales.example>\r\nRCPT TO:<%s>\r\nDATA\r\n", m->from);
	put(w->fd, room, (size_t)n);
	expect(w, '2');
	expect(w, '2');
	expect(w, '3');
	n = snprintf(room, WORDS, "From: <clerk@sales.example>\r\nTo: <%s>\r\nSubject: receipt\r\nIn-Reply-To: <%s>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: 8bit\r\n\r\n收到 %zu 条，新增 %zu 条。\r\n", m->from, m->id, m->count - HEADS, m->added);
	memcpy(room + n, letter, with.letter);
	memcpy(room + n + with.letter, ".\r\n", 3);
	put(w->fd, room, (size_t)n + with.letter + 3);
	expect(w, '2');
}

static void *send_all(void *letter)
{
	struct wire w = dial(need("SMTP_PORT"));
	char *room = malloc(WORDS + with.letter + 3);
	expect(&w, '2');
	put(w.fd, "EHLO bound\r\n", 12);
	expect(&w, '2');
	for (struct mail *m; (m = pull(&stored)) != NULL; push(&spare, m))
		send_one(&w, m, letter, room);
	put(w.fd, "QUIT\r\n", 6);
	expect(&w, '2');
	return NULL;
}

/* ---- all ---- */

static struct mail *new_mail(void)
{
	struct mail *m = calloc(1, sizeof *m);
	if (!m)
		give_up("memory");
	m->raw = malloc(MAIL_MOST);
	m->file = malloc(MAIL_MOST);
	m->strings = malloc(PART_MOST);
	m->sheet = malloc(PART_MOST);
	m->texts = malloc(TEXTS_MOST * sizeof *m->texts);
	m->rows = malloc(ROWS_MOST * sizeof *m->rows);
	m->packed = malloc(ZSTD_compressBound(MAIL_MOST));
	if (!m->raw || !m->file || !m->strings || !m->sheet || !m->texts || !m->rows || !m->packed)
		give_up("memory");
	return m;
}

/* Lines of 76 characters, the last one ended as each is, whatever the size: else the server waits for the dot of a line of its own. */
static char *new_letter(size_t size)
{
	char *text = malloc(size + 1);
	for (size_t i = 0; i < size; i++) {
		bool last = i + 1 == size, before = i + 2 == size;
		text[i] = last || (i % 78 == 77 && !before) ? '\n' : before || i % 78 == 76 ? '\r' : (char)('a' + i % 23);
	}
	return text;
}

int main(void)
{
	struct queue *queues[] = {&spare, &fetched, &parsed, &stored};
	for (size_t i = 0; i < sizeof queues / sizeof *queues; i++) {
		pthread_mutex_init(&queues[i]->lock, NULL);
		pthread_cond_init(&queues[i]->changed, NULL);
	}
	with.group = (int)number("GROUP", 1) < GROUP_MOST ? (int)number("GROUP", 1) : GROUP_MOST;
	with.apart = number("APART", 0);
	with.first = number("FIRST", 0);
	with.raw = number("RAW", 0);
	with.letter = (size_t)number("LETTER", 0);
	char *letter = new_letter(with.letter);
	for (int i = 0; i < IN_FLIGHT; i++)
		push(&spare, new_mail());
	pthread_t threads[3];
	pthread_create(&threads[0], NULL, parse, NULL);
	pthread_create(&threads[1], NULL, store, letter);
	pthread_create(&threads[2], NULL, send_all, letter);
	struct wire w = dial(need("IMAP_PORT"));
	char *set = unseen(&w);
	if (set)
		fetch(&w, set);
	push(&fetched, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	end_apart();
	if (set) {
		put(w.fd, "e UID STORE ", 12);
		put(w.fd, set, strlen(set));
		put(w.fd, " +FLAGS.SILENT (\\Seen)\r\n", 24);
		answered(&w, 'e');
	}
	put(w.fd, "z LOGOUT\r\n", 10);
	answered(&w, 'z');
	return 0;
}
