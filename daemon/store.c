#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/embed.h"
#include "store_companies.h"
#include "store_companies.h"
#include "store_keys.h"

static int make_schema(struct store *s, struct err *err)
{
	const struct embedded_file *schema = embedded_find("daemon/schema.sql");
	must(schema);
	if (db_begin(s->db, err) < 0)
		return -1;
	char number[16];
	snprintf(number, sizeof number, "%d", STORE_SCHEMA_VERSION);
	if (db_script(s->db, schema->data, err) < 0 || store_set_meta(s, "schema", number, err) < 0) {
		db_rollback(s->db);
		return -1;
	}
	return db_commit(s->db, err);
}

/* steps[v - 1] is the SQL that makes version v + 1 of version v: append to it, raise
 * STORE_SCHEMA_VERSION, and put a store of the version before into tests/golden/stores. */
static const char *const migrations[] = {
	"ALTER TABLE mail ADD COLUMN flag TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE raw ADD COLUMN size INTEGER;",
	"ALTER TABLE letter ADD COLUMN look_at INTEGER;"
	"ALTER TABLE letter ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX letter_look ON letter (look_at) WHERE look_at IS NOT NULL;"
	"CREATE INDEX letter_sent ON letter (sent_at) WHERE sent_at IS NOT NULL;"
	"CREATE INDEX letter_addr ON letter (addr, created_at);"
	"CREATE TABLE bounce (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, letter TEXT NOT NULL,"
	" addr TEXT NOT NULL, words TEXT NOT NULL, ignored TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;"
	"CREATE INDEX bounce_at ON bounce (at);"
	"CREATE TABLE failing (addr TEXT PRIMARY KEY, staff TEXT, since INTEGER NOT NULL, last INTEGER NOT NULL, letter TEXT NOT NULL,"
	" words TEXT NOT NULL) WITHOUT ROWID;",
	"CREATE INDEX mail_unjudged ON mail (arrived_at, place, mailbox, folder) WHERE judged_at IS NULL;",
	"ALTER TABLE list ADD COLUMN file TEXT NOT NULL DEFAULT '';",
	"CREATE TABLE signal (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, rows INTEGER NOT NULL,"
	" total INTEGER NOT NULL, other TEXT NOT NULL, sample TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;"
	"CREATE INDEX signal_at ON signal (at);"
	"CREATE TABLE near (mail INTEGER PRIMARY KEY REFERENCES mail, at INTEGER NOT NULL, person INTEGER NOT NULL, rows BLOB NOT NULL);"
	"CREATE INDEX near_at ON near (at);",
	"CREATE TABLE ask (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, asked TEXT NOT NULL, about TEXT NOT NULL, reason TEXT NOT NULL,"
	" mail TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reminded INTEGER NOT NULL DEFAULT 0, reminded_at INTEGER NOT NULL,"
	" closed_at INTEGER, by_staff TEXT) WITHOUT ROWID;"
	"CREATE INDEX ask_open ON ask (at) WHERE state = 'open';"
	"CREATE INDEX ask_mail ON ask (mail);"
	"CREATE TABLE fact (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, at INTEGER NOT NULL,"
	" by_staff TEXT NOT NULL, mail TEXT NOT NULL, ended_by TEXT) WITHOUT ROWID;"
	"CREATE INDEX fact_staff ON fact (staff, from_day);",
	"ALTER TABLE mail ADD COLUMN asked TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE mail ADD COLUMN plain_rows INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE mail ADD COLUMN read_by TEXT NOT NULL DEFAULT '';"
	"CREATE TABLE layout (mail INTEGER NOT NULL REFERENCES mail, sign TEXT NOT NULL, said TEXT NOT NULL, staff TEXT NOT NULL,"
	" PRIMARY KEY (mail, sign)) WITHOUT ROWID;"
	"CREATE INDEX layout_sign ON layout (sign);",
	"CREATE TABLE slip (id TEXT PRIMARY KEY, form TEXT NOT NULL, day INTEGER NOT NULL, number INTEGER NOT NULL, mail INTEGER NOT NULL"
	" REFERENCES mail, staff TEXT NOT NULL, state TEXT NOT NULL, step INTEGER NOT NULL, since INTEGER NOT NULL, next_at INTEGER,"
	" UNIQUE (form, day, number)) WITHOUT ROWID;"
	"CREATE INDEX slip_next ON slip (next_at) WHERE next_at IS NOT NULL;"
	"CREATE TABLE slip_event (slip TEXT NOT NULL REFERENCES slip, n INTEGER NOT NULL, mail INTEGER NOT NULL REFERENCES mail, person"
	" TEXT NOT NULL, kind TEXT NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (slip, n)) WITHOUT ROWID;"
	"CREATE INDEX slip_event_mail ON slip_event (mail);"
	"CREATE TABLE slip_key (form TEXT NOT NULL, key TEXT NOT NULL, slip TEXT NOT NULL REFERENCES slip, PRIMARY KEY (form, key, slip))"
	" WITHOUT ROWID;"
	"CREATE INDEX slip_key_slip ON slip_key (slip);"
	"CREATE TABLE register_event (register TEXT NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL, slip TEXT NOT NULL REFERENCES"
	" slip, phase INTEGER NOT NULL, state TEXT NOT NULL, holder TEXT, PRIMARY KEY (register, number, at, slip, phase)) WITHOUT ROWID;"
	"CREATE INDEX register_slip ON register_event (slip);",
	"ALTER TABLE slip ADD COLUMN granted_at INTEGER;"
	"ALTER TABLE slip ADD COLUMN closed_at INTEGER;"
	"ALTER TABLE slip ADD COLUMN last_at INTEGER;"
	"CREATE INDEX slip_granted ON slip (form, granted_at) WHERE granted_at IS NOT NULL;"
	"CREATE INDEX slip_closed ON slip (form, closed_at) WHERE closed_at IS NOT NULL;"
	"CREATE INDEX slip_unlaid ON slip (day) WHERE last_at IS NULL;"
	"CREATE TABLE slip_value (slip TEXT NOT NULL REFERENCES slip, field TEXT NOT NULL, text TEXT NOT NULL, amount INTEGER,"
	" PRIMARY KEY (slip, field)) WITHOUT ROWID;"
	"CREATE INDEX company_contact ON company (last) WHERE flags & 1 = 0;",
	"CREATE INDEX mail_uncounted ON mail (staff, arrived_at) WHERE verdict IN ('returned', 'held');"
	"DROP INDEX letter_out;"
	"CREATE INDEX letter_queue ON letter (next_try, created_at, body) WHERE state IN ('waiting', 'claimed');"
	"CREATE INDEX letter_open ON letter (staff, created_at) WHERE state IN ('waiting', 'shadow') AND tries = 0;",
	"ALTER TABLE list ADD COLUMN total INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE list ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE list ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE list ADD COLUMN held INTEGER NOT NULL DEFAULT 0;"
	"UPDATE list SET (total, counted, refused, held) = (SELECT count(*), coalesce(sum(verdict = 0), 0), coalesce(sum(verdict = 1), 0),"
	" coalesce(sum(verdict = 2), 0) FROM row WHERE day = (SELECT rows_day FROM mail WHERE id = list.mail) AND"
	" person = (SELECT rows_person FROM mail WHERE id = list.mail) AND row.mail = list.mail AND row.list = list.n);"
	"CREATE TABLE list_rows (id INTEGER PRIMARY KEY, policy INTEGER NOT NULL, key_version INTEGER NOT NULL, size INTEGER NOT NULL, marks BLOB NOT NULL,"
	" cells BLOB NOT NULL);",
	"CREATE INDEX mail_quarantined ON mail (arrived_at) WHERE verdict = 'quarantined';"
	"CREATE TABLE alarm (name TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, since INTEGER NOT NULL, told_at INTEGER,"
	" over_at INTEGER, letter TEXT NOT NULL DEFAULT '') WITHOUT ROWID;"
	"CREATE TABLE erasure (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, by_login TEXT NOT NULL, n_rows INTEGER NOT NULL,"
	" n_mails INTEGER NOT NULL, n_letters INTEGER NOT NULL, proof BLOB);"
	"CREATE TABLE erased (hash BLOB PRIMARY KEY, erasure INTEGER NOT NULL REFERENCES erasure, size INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
	"CREATE TABLE erased_row (mail INTEGER NOT NULL REFERENCES mail, list INTEGER NOT NULL, n INTEGER NOT NULL, erasure INTEGER NOT NULL REFERENCES erasure,"
	" proof BLOB NOT NULL, PRIMARY KEY (mail, list, n)) WITHOUT ROWID;",
	"CREATE TABLE letter_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;"
	"INSERT INTO letter_count (state, n) SELECT state, count(*) FROM letter GROUP BY state;"
	"CREATE TRIGGER letter_comes AFTER INSERT ON letter BEGIN INSERT INTO letter_count (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1; END;"
	"CREATE TRIGGER letter_moves AFTER UPDATE OF state ON letter WHEN old.state <> new.state BEGIN UPDATE letter_count SET n = n - 1 WHERE state = old.state;"
	" INSERT INTO letter_count (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1; END;",
};

int store_migrate(struct store *s, const char *const *steps, int version, int to, struct err *err)
{
	for (; version < to; version++) {
		char number[16];
		snprintf(number, sizeof number, "%d", version + 1);
		if (db_begin(s->db, err) < 0)
			return -1;
		if (db_script(s->db, steps[version - 1], err) < 0 || store_set_meta(s, "schema", number, err) < 0) {
			db_rollback(s->db);
			return err_in(err, "bringing the store from schema version %d to %d", version, version + 1);
		}
		if (db_commit(s->db, err) < 0)
			return -1;
	}
	return 0;
}

static int check_version(struct store *s, const char *path, enum db_mode mode, struct err *err)
{
	int64_t tables = 0, version = 0;
	if (db_one_int(s->db, err, &tables, "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'", "") < 0)
		return -1;
	if (!tables)
		return mode == DB_WRITE ? make_schema(s, err) : err_set(err, 66, "store %s: nothing is recorded there yet", path);
	if (db_one_int(s->db, err, &version, "SELECT value FROM meta WHERE name = 'schema'", "") < 0)
		return -1;
	if (version < 1 || version > STORE_SCHEMA_VERSION)
		return err_set(err, 78, "store %s has schema version %" PRId64 ", this program knows %d: install the newer leadclerk", path, version,
		               STORE_SCHEMA_VERSION);
	if (version < STORE_SCHEMA_VERSION && mode != DB_WRITE)
		return err_set(err, 78, "store %s has the older schema version %" PRId64 ": start the new daemon once, which brings it up to date", path,
		               version);
	return store_migrate(s, migrations, (int)version, STORE_SCHEMA_VERSION, err);
}

int store_open(const char *path, enum db_mode mode, struct store *s_r, struct err *err)
{
	struct store s = {0};
	if (db_open(path, mode, &s.db, err) < 0)
		return -1;
	s.names = arena_new();
	if (check_version(&s, path, mode, err) < 0) {
		store_close(&s);
		return -1;
	}
	*s_r = s;
	return 0;
}

void store_close(struct store *s)
{
	if (s->db)
		keys_keep(s);
	db_close(s->db);
	keys_free(s->keys);
	companies_free(s->companies);
	arena_free(s->names);
	*s = (struct store){0};
}

void store_rollback(struct store *s)
{
	db_rollback(s->db);
}

int store_end(struct store *s, bool failed, struct err *err)
{
	if (!failed)
		return db_commit(s->db, err);
	store_rollback(s);
	return -1;
}

/* Ids that were given in a transaction that was undone, by us or by SQLite when the disk was full, are nobody's. */
static void forget_undone(struct store *s)
{
	if (s->rollbacks == db_rollbacks(s->db))
		return;
	s->rollbacks = db_rollbacks(s->db);
	s->people_count = s->versions_count = 0;
	memset(s->recent, 0, sizeof s->recent);
}

int store_get_meta(struct store *s, struct arena *a, const char *name, const char **value_r, struct err *err)
{
	*value_r = NULL;
	struct query *q = db_rows(s->db, "SELECT value FROM meta WHERE name = ?", "t", name);
	int r = db_next(q, err);
	if (r > 0) {
		*value_r = col_text(q, 0, a);
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

int store_set_meta(struct store *s, const char *name, const char *value, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "tt", name,
	              value);
}

int store_get_time(struct store *s, const char *name, int64_t *t_r, struct err *err)
{
	return db_one_int(s->db, err, t_r, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?", "t", name);
}

int store_set_time(struct store *s, const char *name, int64_t t, struct err *err)
{
	char number[24];
	snprintf(number, sizeof number, "%" PRId64, t);
	return store_set_meta(s, name, number, err);
}

/* What SQLite keeps beside a file: of one that was cut off there it would be taken for the next one's. */
static void remove_beside(struct arena *a, const char *path)
{
	static const char *const beside[] = {"-wal", "-shm", "-journal"};
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		unlink(arena_printf(a, "%s%s", path, beside[i]));
}

/* Somebody's own file, a folder, a device: what is there and neither empty nor a database. */
static bool is_in_the_way(const char *path)
{
	static const char begin[16] = "SQLite format 3"; /* with the NUL, as each database begins */
	char head[sizeof begin] = "";
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return errno != ENOENT && errno != ENOTDIR;
	bool taken = fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (st.st_size > 0 && (read(fd, head, sizeof head) < 0 || memcmp(head, begin, sizeof begin) != 0));
	close(fd);
	return taken;
}

static int back_up(struct store *s, struct arena *a, const char *to_path, int64_t now, struct err *err)
{
	const char *part = arena_printf(a, "%s.part", to_path);
	if (!*to_path || *to_path == ':') /* to SQLite these are no files, and the copy would be gone at once */
		return err_set(err, 64, "backup FILE: '%s' is no file", to_path);
	if (access(arena_printf(a, "%s.lock", to_path), F_OK) == 0)
		return err_set(err, 64, "backup: %s is a store (%s.lock is there): give the copy another name", to_path, to_path);
	if (is_in_the_way(to_path))
		return err_set(err, 73, "backup: %s is there, and is no backup of a store: give the copy another name", to_path);
	unlink(part); /* of one that ended here */
	remove_beside(a, part);
	int failed = db_backup(s->db, part, "INSERT OR IGNORE INTO meta (name, value) VALUES ('" META_BACKED_UP "', ?)", now, err);
	if (!failed) {
		remove_beside(a, to_path);
		failed = rename(part, to_path) == 0 ? 0 : err_set(err, 75, "backup to %s: %s", to_path, strerror(errno));
	}
	if (failed) {
		unlink(part);
		remove_beside(a, part);
	}
	return failed;
}

int store_backup(struct store *s, const char *to_path, int64_t now, struct err *err)
{
	struct arena *a = arena_new();
	int failed = back_up(s, a, to_path, now, err);
	arena_free(a);
	return failed;
}

enum { PEOPLE_KEPT = 1 << 20 /* ids beyond it are no office's */ };

/* The id's name, which lives with the store; "" where no such person was asked for yet. */
static const char *kept_name(const struct store *s, int64_t id)
{
	const char *name = id > 0 && (uint64_t)id < s->people_count ? s->people[id] : NULL;
	return name ? name : "";
}

static void keep_person(struct store *s, int64_t id, const char *staff)
{
	while (id <= PEOPLE_KEPT && s->people_count <= (uint64_t)id)
		ARENA_PUSH(s->names, s, people) = NULL;
	if (id > 0 && id <= PEOPLE_KEPT && !s->people[id])
		s->people[id] = arena_strdup(s->names, staff);
	s->recent[s->recent_next] = id;
	s->recent_next = (s->recent_next + 1) % (int)(sizeof s->recent / sizeof *s->recent);
}

/* The rows of a list ask for one person a hundred times; a hundred thousand people are not walked for each of them. 0: not among those. */
static int64_t recent_person(const struct store *s, const char *staff)
{
	for (size_t i = 0; i < sizeof s->recent / sizeof *s->recent; i++)
		if (s->recent[i] && strcmp(kept_name(s, s->recent[i]), staff) == 0)
			return s->recent[i];
	return 0;
}

int store_person(struct store *s, const char *staff, int64_t *id_r, struct err *err)
{
	forget_undone(s);
	*id_r = *staff ? recent_person(s, staff) : 0;
	if (*id_r)
		return 0;
	int r = db_one_int(s->db, err, id_r, "SELECT id FROM person WHERE staff = ?", "t", staff);
	if (r < 0)
		return -1;
	if (r == 0) {
		if (!db_in_transaction(s->db)) { /* somebody of whom nothing is recorded */
			*id_r = 0;
			return 0;
		}
		if (db_run(s->db, err, "INSERT INTO person (staff) VALUES (?)", "t", staff) < 0)
			return -1;
		*id_r = db_last_id(s->db);
	}
	keep_person(s, *id_r, staff);
	return 0;
}

const char *store_staff(struct store *s, int64_t person)
{
	struct err ignored;
	forget_undone(s);
	if (*kept_name(s, person))
		return kept_name(s, person);
	struct query *q = db_rows(s->db, "SELECT staff FROM person WHERE id = ?", "i", person);
	if (db_next(q, &ignored) <= 0)
		return "";
	const char *staff = col_text(q, 0, s->names);
	db_end(q);
	keep_person(s, person, staff);
	return staff;
}

int store_people(struct store *s, struct arena *a, struct texts *ids_r, struct err *err)
{
	int r;
	*ids_r = (struct texts){0};
	struct query *q = db_rows(s->db, "SELECT staff FROM person ORDER BY id", "");
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, ids_r, items) = col_text(q, 0, a);
	return r;
}

/* There are a few. */
static const struct named *named_find(const struct named *items, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].name, name) == 0)
			return &items[i];
	return NULL;
}

int store_version(struct store *s, const char *version, int64_t *id_r, struct err *err)
{
	forget_undone(s);
	const struct named *known = named_find(s->versions, s->versions_count, version);
	if (known) {
		*id_r = known->id;
		return 0;
	}
	int r = db_one_int(s->db, err, id_r, "SELECT id FROM policy_version WHERE version = ?", "t", version);
	if (r < 0)
		return -1;
	if (r == 0) {
		if (db_run(s->db, err, "INSERT INTO policy_version (version) VALUES (?)", "t", version) < 0)
			return -1;
		*id_r = db_last_id(s->db);
	}
	ARENA_PUSH(s->names, s, versions) = (struct named){*id_r, arena_strdup(s->names, version)};
	return 0;
}
