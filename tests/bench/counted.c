/* counted FOLDER DIR WHAT: one function over a fixed input (the files of FOLDER, tests/bench/fixed), for callgrind: tests/bench/counts collects inside
 * `measured` alone. Everything is done once before, so that what libraries do at first sight is not in it. DIR is for a store. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/text.h"
#include "classify.h"
#include "company.h"
#include "docket_rows.h"
#include "headers.h"
#include "mime.h"
#include "parsers/table.h"

enum { JUDGED_ROWS = 100 };

struct work {
	struct arena *a;
	struct bytes bytes;          /* of the mail, or the file */
	const char *name;
	struct mail mail;
	struct classified lists;
	struct table_file file;
	struct clerk c;
	struct office office;
	struct mail_record record;
	struct stored_lists stored;
	int64_t mails;
};

static struct bytes file_of(struct arena *a, const char *folder, const char *name)
{
	struct stat st;
	int fd = open(arena_printf(a, "%s/%s", folder, name), O_RDONLY);
	if (fd < 0 || fstat(fd, &st) != 0) {
		perror(name);
		exit(1);
	}
	uint8_t *data = arena_alloc(a, (size_t)st.st_size + 1);
	must(read(fd, data, (size_t)st.st_size) == st.st_size);
	close(fd);
	return (struct bytes){data, (size_t)st.st_size};
}

/* ---- what is counted ---- */

static void read_table(struct work *w)
{
	const char *detail;
	must(table_read(w->a, w->bytes, w->name, &w->file, &detail) == TABLE_OK && w->file.sheets[0].rows_count > JUDGED_ROWS);
}

static void read_mail(struct work *w)
{
	mime_read(w->a, arena_memdup(w->a, w->bytes.data, w->bytes.size), w->bytes.size, &w->mail); /* the bytes are used up */
}

static void classify(struct work *w)
{
	classify_mail(w->a, &w->mail, NULL, &w->lists);
	must(w->lists.tables_count == 1 && w->lists.tables[0].rows_count == JUDGED_ROWS);
}

static void judge(struct work *w)
{
	struct err err = {0};
	struct rows_outcome out;
	struct rows_job job = {.c = &w->c, .mail = &w->record, .sender = &w->office.staff[0], .at = w->record.arrived_at, .now = w->record.arrived_at, .fresh = true};
	must(docket_judge_rows(&job, &w->stored, &out, &err) == 0 && out.rows == JUDGED_ROWS);
}

/* callgrind knows it by its name. */
__attribute__((noinline)) void measured(void (*work)(struct work *), struct work *w);
void measured(void (*work)(struct work *), struct work *w)
{
	work(w);
	__asm__ volatile(""); /* so that the call above is one, and no jump */
}

/* ---- before it ---- */

static void lists_of_mail(struct work *w, const char *folder)
{
	w->bytes = file_of(w->a, folder, "list.eml");
	read_mail(w);
}

static void open_store(struct work *w, const char *dir)
{
	struct err err = {0};
	struct office *o = &w->office;
	w->c.keep = arena_new();
	w->c.turn = arena_new();
	company_open();
	must(store_open(arena_printf(w->a, "%s/counted.db", dir), DB_WRITE, &w->c.store, &err) == 0);
	ARENA_PUSH(w->a, o, staff) = (struct staff){.id = "rep01", .name = "业务员", .roles = 1u << ROLE_REP, .since = DATE_NONE, .until = DATE_NONE};
	ARENA_PUSH(w->a, o, policies) = (struct policy){.version = "2026-01-01-0123456789abcdef", .protection_days = 180, .lead_protection_days = -1};
	office_index(w->a, o);
	w->c.office = o;
}

/* As the docket records it before its rows are judged; each time another mail with the same rows. */
static void record(struct work *w)
{
	struct err err = {0};
	struct store *s = &w->c.store;
	char *name = arena_printf(w->a, "%010d", (int)++w->mails);
	w->record = (struct mail_record){.public = name, .identity = digest_of(name, strlen(name)), .message_id = name, .sender = "rep01@sales.example",
	                                 .subject = "客户资料", .mailbox = "imap", .folder = "INBOX", .place = name, .arrived_at = 1780000000 + w->mails,
	                                 .unread = "", .staff = "rep01", .has_rows = true, .kind = "other", .verdict = MAIL_NEW, .reason = "", .envelope = w->mail};
	w->record.seen_at = w->record.judged_at = w->record.arrived_at;
	w->record.rows_digest = docket_rows_digest(&w->stored.lists[0].table, 1);
	must(store_add_raw(s, w->bytes, &w->record.raw, &err) == 0 && store_add_mail(s, &w->record, &err) == 0 &&
	     store_add_list(s, w->record.id, 0, &w->stored.lists[0], &err) == 0);
}

/* The same rows twice: the first time they are accepted, the second time they are refused as already listed. */
static void count_judging(struct work *w, const char *folder, const char *dir, bool again)
{
	struct err err = {0};
	lists_of_mail(w, folder);
	classify(w);
	ARENA_PUSH(w->a, &w->stored, lists) = (struct stored_list){.file = "", .table = w->lists.tables[0]};
	open_store(w, dir);
	must(db_begin(w->c.store.db, &err) == 0);
	struct stored_list *l = &w->stored.lists[0];
	size_t all = l->table.rows_count;
	if (!again)
		l->table.rows_count = 1; /* what is prepared once is prepared; the other rows are new when they are counted */
	record(w);
	if (again) {
		judge(w);
	} else {
		struct rows_outcome out;
		struct rows_job job = {.c = &w->c, .mail = &w->record, .sender = &w->office.staff[0], .at = 1, .now = 1, .fresh = true};
		must(docket_judge_rows(&job, &w->stored, &out, &err) == 0);
	}
	l->table.rows_count = all;
	record(w);
	measured(judge, w);
	must(db_commit(w->c.store.db, &err) == 0);
}

static void count_table(struct work *w, const char *folder, const char *name)
{
	w->bytes = file_of(w->a, folder, name);
	w->name = name;
	read_table(w);
	measured(read_table, w);
}

int main(int argc, char **argv)
{
	struct work w = {.a = arena_new()};
	struct err err = {0};
	if (argc != 4) {
		fprintf(stderr, "usage: counted FOLDER DIR xls|csv|mail|classify|judge|judge-again\n");
		return 2;
	}
	text_open_converters();
	must(table_prepare(&err) == 0 && headers_open(&err) == 0);
	const char *what = argv[3];
	if (strcmp(what, "xls") == 0 || strcmp(what, "csv") == 0) {
		count_table(&w, argv[1], arena_printf(w.a, "list.%s", what));
	} else if (strcmp(what, "mail") == 0) {
		lists_of_mail(&w, argv[1]);
		measured(read_mail, &w);
	} else if (strcmp(what, "classify") == 0) {
		lists_of_mail(&w, argv[1]);
		classify(&w);
		measured(classify, &w);
	} else if (strncmp(what, "judge", 5) == 0) {
		count_judging(&w, argv[1], argv[2], strcmp(what, "judge-again") == 0);
	} else {
		return 2;
	}
	return 0;
}
