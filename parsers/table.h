/* Tables out of bytes: one format, one small file, one vtable (struct table_reader). A reader sees base/ only: no clock, store, log,
 * network or file. Cells come out as a person sees them: text in UTF-8, whole numbers without exponent or trailing ".0" (13800138000),
 * dates as 2026-03-05 (or with " 14:30:00"), cached values of formulas, TRUE/FALSE. What was cut off or damaged is refused, where
 * the format shows it, and never read as a shorter list. Oddities met in the wild stand in QUIRKS.md, each with its test. */
#ifndef PARSERS_TABLE_H
#define PARSERS_TABLE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Absolute limits (never ratios, which honest files break). A file beyond one is TABLE_TOO_LARGE. */
enum {
	TABLE_MAX_UNPACKED = 256 * 1024 * 1024, /* bytes of one file after unpacking, all members together */
	TABLE_MAX_PLAIN = 40 * 1024 * 1024,     /* bytes of one file of text or markup: it is decoded as a whole */
	TABLE_MAX_SHEETS = 2048,
	TABLE_MAX_ROWS = 500000,                /* rows of one sheet that hold something */
	TABLE_MAX_COLUMNS = 1024,               /* cells further right are dropped */
	TABLE_MAX_CELLS = 3600000,              /* of one file: cells up to the last filled one of each row, and TABLE_ROW_CELLS for each row. 100,000 rows by 30
	                                           columns are 3,400,000 */
	TABLE_ROW_CELLS = 4,                    /* what a row costs besides its cells: as much memory as four of them */
	TABLE_MAX_TEXT = 128 * 1024 * 1024,     /* bytes of all cells of a workbook: thousands of them may share one text of a few packed bytes */
	TABLE_MAX_KEPT = 128 * 1024 * 1024,     /* bytes of a workbook's file and of the texts out of it, shared ones counted once */
	TABLE_MAX_CELL_BYTES = 32 * 1024,       /* a longer text is cut at a character */
	TABLE_MAX_MERGES = 200000,              /* merged cells of one file; further ones are not looked at */
	TABLE_MAX_DEPTH = 256,                  /* nesting of markup */
};

struct cell {
	const char *text; /* never NULL; "" when empty */
};

struct table_row {
	int number;            /* 1-based, as the sheet shows it; for csv and html the row's (not line's) number; typed leads: their labels are row 0 */
	bool hidden;
	struct cell *cells;    /* [cell_count]; column A is cells[0]; empty ones between filled ones are there */
	size_t cell_count;     /* up to the last filled cell; 0 never occurs: rows without any filled cell are left out */
};

/* Cells that a person sees as one: both ends included, rows by their numbers, column A is 0. */
struct table_merge {
	int top, bottom, left, right;
};

struct sheet {
	const char *name;      /* as in the file; "" for csv, for html tables that Excel did not name, and before BIFF5 */
	bool hidden;
	struct table_row *rows;
	size_t rows_count, rows_cap;
	struct table_merge *merges; /* those over several rows whose first cell says something, one for each first cell, by top, then left; all other cells under them are empty */
	size_t merges_count, merges_cap;
};

struct table_file {
	struct sheet *sheets;
	size_t sheets_count, sheets_cap;
	const char *author;    /* docProps creator or last author where known, else NULL: a quality signal, never a verdict */
};

enum table_status {
	TABLE_OK,              /* one sheet or more, perhaps without rows */
	TABLE_NOT_A_TABLE,     /* another kind of file: `detail` names it ("图片", "PDF", "Word 文档", "压缩包", ...) */
	TABLE_ENCRYPTED,       /* needs a password */
	TABLE_BROKEN,          /* claims to be a table and is damaged; `detail` says where */
	TABLE_TOO_LARGE,       /* beyond a limit; `detail` says which */
};
extern const char *const table_status_names[];

/* Once, before a sandbox closes: binds the libraries that not every process has (base/late.h), and opens what they would open late. (And text_open_converters.)
 * -1: one is not there, or another one (base/library.h). */
int table_prepare(struct err *err);
/* Tells the format by content (the name only decides between kinds that content can't tell) and reads it. Everything returned lives in
 * `a`. file_name may be NULL. detail_r: a short Chinese text for the rep, never NULL. */
enum table_status table_read(struct arena *a, struct bytes file, const char *file_name, struct table_file *file_r, const char **detail_r);

/* By its name (NULL: no): what Excel, WPS (~$名单.xlsx) and LibreOffice (.~lock.名单.xlsx#) leave beside a file while it is open. */
bool table_is_lock(const char *file_name);

/* A member of the family. */
struct table_reader {
	const char *name; /* "xlsx" */
	bool (*matches)(struct bytes file, const char *file_name);
	enum table_status (*read)(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r);
};
extern const struct table_reader csv_reader, docx_reader, fods_reader, html_reader, ods_reader, word_xml_reader, xls_reader,
                                 xlsx_reader, xml2003_reader;

/* A table inside a mail's text: every <table> of an HTML body that looks like data is a sheet; rows of tabs in a plain body are one, and so
 * are leads that were typed without a table (parsers/typed.h). */
enum table_status html_tables(struct arena *a, const char *html_utf8, struct table_file *file_r, const char **detail_r);
enum table_status text_tables(struct arena *a, const char *text_utf8, struct table_file *file_r, const char **detail_r);
/* Leads typed in the same words beside those tables, a number or a title over them, as further sheets of file; what stands in file's cells (the words
 * hold the tables, too) is none. False: more than a file may hold. */
bool text_beside(struct arena *a, const char *text_utf8, struct table_file *file);
/* The same of words that stand over a document's table, none of which is in it: only those that a number or their labels make sure. */
bool text_over(struct arena *a, const char *text_utf8, struct table_file *file);

/* Files in an archive (.zip, .rar, .7z, .tar.gz ...) that somebody attached instead of the files themselves. Absolute limits. */
enum {
	ARCHIVE_MAX_BYTES = 64 * 1024 * 1024, /* of all files together, unpacked; of each workbook among them TABLE_MAX_UNPACKED */
	ARCHIVE_MAX_FILES = 500,    /* in one archive */
	ARCHIVE_MAX_READ = 60,      /* files that are handed out to be read as tables */
	ARCHIVE_MAX_STRANGERS = 10, /* pictures and the like that are told of; photos of a visit come by the hundred */
	ARCHIVE_NAME_MAX = 100,     /* characters of a name */
};

/* Whether the bytes are an archive. A zip that is a document (.xlsx, .ods ...), damaged or encrypted is none: what table_read has a word for is
 * left to it. */
bool archive_is(struct bytes file);

/* Takes one file. name: decoded, with its folder if it has one ("3月/名单.xlsx"), in a. detail: NULL where `file` is to be read; else `status` and
 * it say why it can't be. False stops: the file was beyond a limit, and who packs one packs more. */
typedef bool archive_sink(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail);
/* Hands out the files in the order in which they lie in the archive; what systems leave there (__MACOSX, Thumbs.db, ~$x.xlsx) is left out. The bytes
 * live until the sink returns. TABLE_OK; else detail_r says of the archive what was not read of it: TABLE_NOT_A_TABLE (it is empty),
 * TABLE_TOO_LARGE, TABLE_BROKEN, TABLE_ENCRYPTED; some files may have been handed out before. */
enum table_status archive_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, const char **detail_r);

/* The members of a zip as they lie there, documents' too (.xlsx, .ods), for whoever makes such a file anew: each whole, in `a`. TABLE_OK;
 * TABLE_NOT_A_TABLE: no zip; TABLE_BROKEN, TABLE_TOO_LARGE, TABLE_ENCRYPTED: none is handed out. */
struct table_members {
	struct table_member {
		const char *name; /* zip_directory.h says how it is decoded */
		struct bytes bytes;
	} *items;
	size_t items_count, items_cap;
};
enum table_status table_members(struct arena *a, struct bytes file, struct table_members *m_r);

/* What Outlook makes of a mail: winmail.dat (MS-OXTNEF), which wraps the attachments of the mail it comes with, and .msg (MS-OXMSG), a mail
 * that was saved as a file. */
enum outlook_kind { OUTLOOK_NONE, OUTLOOK_TNEF, OUTLOOK_MSG };
enum { OUTLOOK_MAX_FILES = 500, OUTLOOK_MAX_DEPTH = 8 /* mails attached to mails */ };
struct outlook_words {
	const char *subject, *text, *html; /* in the arena, "" where there is none */
};

enum outlook_kind outlook_is(struct arena *a, struct bytes file);
/* Its words, and its attachments, also those of mails attached to it, in their order, status TABLE_OK and detail NULL. sink may be NULL: only
 * the words are wanted. TABLE_OK, TABLE_BROKEN (what came before the damage was handed out), TABLE_TOO_LARGE. */
enum table_status outlook_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, struct outlook_words *words_r,
                                const char **detail_r);

struct library;
/* Of what reads HTML: its name and versions (base/library.h); after table_prepare. */
void table_html_library(struct library *library_r);

#endif
