/* What the play came to: every table as text, the letters as the store has them, the letters as they arrived; and two such outcomes compared. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/squeeze.h"
#include "file_bytes.h"
#include "torture.h"

/* What is not looked at: `attempt` and `meta`, which tell of the way, not of the end; of a letter how and when it left; and a digest's words,
 * which speak of letters in doubt; in which order what was too old went. */
static const char *const queries[] = {
	"SELECT 'entry', * FROM entry ORDER BY id",
	"SELECT 'entry_state', * FROM entry_state ORDER BY entry, n",
	"SELECT 'settled', * FROM settled ORDER BY person, for_date, kind, version",
	"SELECT 'person', * FROM person ORDER BY id",
	"SELECT 'mail', * FROM mail ORDER BY id",
	"SELECT 'list', * FROM list ORDER BY mail, n",
	"SELECT 'rows', * FROM list_rows ORDER BY id",
	"SELECT 'row', * FROM row ORDER BY day, person, mail, list, n",
	"SELECT 'rejudged', * FROM rejudged ORDER BY at, mail, list, n",
	"SELECT 'company', * FROM company ORDER BY id",
	"SELECT 'company_code', * FROM company_code ORDER BY code",
	"SELECT 'visit', * FROM visit ORDER BY company, person, week",
	"SELECT 'credit', * FROM credit ORDER BY person, at, mail, what",
	"SELECT 'sighting', * FROM sighting ORDER BY mailbox, folder, uidvalidity, place",
	"SELECT 'raw', sha, length(bytes), size FROM raw ORDER BY sha",
	"SELECT 'letter', id, kind, staff, addr, subject, message_id, token, about, created_at, due_at FROM letter WHERE kind <> 'digest' ORDER BY id",
	"SELECT 'digest', id, kind, staff, addr, message_id, token, created_at, due_at FROM letter WHERE kind = 'digest' ORDER BY id",
	"SELECT 'erasure', at, what, by_login, n_rows, n_mails, n_letters, proof FROM erasure ORDER BY at, what, n_rows, n_mails, n_letters, proof",
	"SELECT 'erased', * FROM erased ORDER BY hash",
	"SELECT 'erased row', * FROM erased_row ORDER BY mail, list, n",
	"SELECT 'near', * FROM near ORDER BY mail",
	"SELECT 'signal', * FROM signal ORDER BY mail, n",
	"SELECT 'sound', * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
	"SELECT 'attempts left', count(*) FROM attempt WHERE (SELECT count(*) FROM sighting s WHERE s.place = attempt.place) > 0",
};

static void put_column(struct buf *b, sqlite3_stmt *q, int i)
{
	const unsigned char *p = sqlite3_column_blob(q, i);
	int n = sqlite3_column_bytes(q, i);
	if (sqlite3_column_type(q, i) != SQLITE_BLOB) {
		buf_add(b, p ? (const char *)p : "-", p ? (size_t)n : 1);
		return;
	}
	for (int k = 0; k < n; k++)
		buf_printf(b, "%02x", p[k]);
}

static bool dump(sqlite3 *db, const char *sql, struct buf *b)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &q, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			put_column(b, q, i);
			buf_add(b, "|", 1);
		}
		buf_add(b, "\n", 1);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(q);
	if (rc == SQLITE_DONE)
		return true;
	printf("%s: %s\n", sql, sqlite3_errmsg(db));
	return false;
}

/* Of a letter's bytes, which are kept compressed. */
static struct digest digest_of_letter(struct arena *a, struct bytes kept)
{
	size_t size = squeezed_from(kept);
	struct bytes whole = kept;
	if (size && unsqueeze(kept, size, a, &whole) < 0)
		printf("a letter's bytes are damaged\n");
	return digest_of(whole.data, whole.size);
}

/* "id kind state may_be_double digest" */
static bool dump_letters(sqlite3 *db, struct buf *b)
{
	sqlite3_stmt *q = NULL;
	struct arena *a = arena_new();
	int rc = sqlite3_prepare_v2(db, "SELECT letter.id, kind, state, may_be_double, bytes FROM letter LEFT JOIN letter_body ON letter_body.id = body ORDER BY 1", -1,
	                            &q, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		char hex[65];
		struct digest d = digest_of_letter(a, (struct bytes){sqlite3_column_blob(q, 4), (size_t)sqlite3_column_bytes(q, 4)});
		digest_hex(&d, 32, hex);
		buf_printf(b, "%s %s %s %d %s\n", sqlite3_column_text(q, 0), sqlite3_column_text(q, 1), sqlite3_column_text(q, 2), sqlite3_column_int(q, 3), hex);
		rc = SQLITE_OK;
	}
	arena_free(a);
	sqlite3_finalize(q);
	return rc == SQLITE_DONE;
}

static char *ended(struct buf *b)
{
	buf_add(b, "", 1);
	return b->data;
}

static char *file_text(const char *path)
{
	struct buf b = {0};
	struct err none; /* it is not there where nothing arrived */
	file_bytes(path, SIZE_MAX, &b, &none);
	return ended(&b);
}

bool look(struct outcome *o_r)
{
	sqlite3 *db = NULL;
	struct buf text = {0}, letters = {0};
	bool good = sqlite3_open_v2(play_path("clerk.db"), &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	for (size_t i = 0; good && i < sizeof queries / sizeof *queries; i++)
		good = dump(db, queries[i], &text);
	good = good && dump_letters(db, board->erasing ? &text : &letters);
	if (!good)
		printf("the store can't be looked at: %s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
	*o_r = (struct outcome){ended(&text), ended(&letters), file_text(play_path("arrived"))};
	return good && !(board->erasing && erase_traces());
}

void look_free(struct outcome *o)
{
	free(o->text);
	free(o->letters);
	free(o->arrived);
	*o = (struct outcome){0};
}

/* ---- two of them ---- */

static size_t line_length(const char *p)
{
	return strcspn(p, "\n");
}

static int compare_text(const char *want, const char *got)
{
	while (*want && *got) {
		size_t n = line_length(want), m = line_length(got);
		if (n != m || memcmp(want, got, n) != 0)
			break;
		want += n + (want[n] == '\n');
		got += m + (got[m] == '\n');
	}
	if (!*want && !*got)
		return 0;
	printf("    the store differs:\n    - %.*s\n    + %.*s\n", (int)line_length(want), want, (int)line_length(got), got);
	return 1;
}

/* How many lines begin with this id (and, unless NULL, end in this digest). */
static int arrivals(const char *arrived, const char *id, const char *digest)
{
	int count = 0;
	size_t n = strlen(id);
	for (const char *p = arrived; *p; p += line_length(p) + (p[line_length(p)] == '\n'))
		count += strncmp(p, id, n) == 0 && p[n] == ' ' && (!digest || strncmp(p + n + 1, digest, 64) == 0);
	return count;
}

/* One letter: exactly once, or marked. */
static int check_letter(const char *line, const struct outcome *got, bool may_fail, long *unsure, long *doubled)
{
	char id[128], kind[32], state[32], digest[65];
	int marked = 0;
	if (sscanf(line, "%127s %31s %31s %d %64s", id, kind, state, &marked, digest) != 5)
		abort();
	int count = arrivals(got->arrived, id, digest), whole = arrivals(got->arrived, id, NULL);
	bool is_unsure = strcmp(state, "unsure") == 0, sent = strcmp(state, "sent") == 0;
	*unsure += is_unsure;
	*doubled += count > 1;
	if (count == whole && count <= 1 + marked && ((sent && count >= 1) || (is_unsure && marked) || (may_fail && strcmp(state, "refused") == 0)))
		return 0;
	printf("    letter %s (%s) is %s, marked %d times, arrived %d times (%d of these with other bytes)\n", id, kind, state, marked, whole, whole - count);
	return 1;
}

int compare(const struct outcome *want, const struct outcome *got, bool letters_may_fail, long *unsure, long *doubled)
{
	int faults = compare_text(want->text, got->text), letters = 0, lines = 0;
	for (const char *p = got->letters; *p; p += line_length(p) + 1, letters++)
		faults += check_letter(p, got, letters_may_fail, unsure, doubled);
	for (const char *p = want->letters; *p; p += line_length(p) + 1)
		lines++;
	if (letters != lines)
		faults++, printf("    %d letters, not %d\n", letters, lines);
	/* nothing arrived that no letter is */
	for (const char *p = got->arrived; *p; p += line_length(p) + 1) {
		char id[128] = "\n";
		sscanf(p, "%126s", id + 1);
		size_t n = strlen(id);
		id[n] = ' ', id[n + 1] = '\0';
		if (!strstr(got->letters, id) && strncmp(got->letters, id + 1, n) != 0)
			faults++, printf("    %s arrived, and the store does not know it\n", id + 1);
	}
	return faults > 0;
}
