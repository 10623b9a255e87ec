/* What `leadclerk report` does to texts, files and mails before anybody sees them: whatever is not a word that everybody writes (daemon/scrub.txt,
 * parsers/headers.txt) is replaced, and nothing has to be recognised as a name for that. Layout stays: a character becomes
 * another of its kind (Chinese for Chinese, capital for capital, digit for digit, full width for full width), punctuation, blanks, line ends, markup, MIME
 * structure, charsets and transfer encodings stay. The same run of characters becomes the same wherever it stands under one key, so that what
 * was equal is equal; the key is thrown away with the report.
 *
 * Of numbers: up to four digits stay, and what reads as a date of 2000 to 2049, or as Excel's number of one; a longer one keeps what says of which
 * kind it is (the three digits of an operator, 86, an area code, 400), the rest is replaced, also where blanks, dashes, dots or markup within a cell divide it.
 * Texts that hide behind entities (&#24352;), _x5F20_, \u5F20 or %E5%BC%A0 are undone first.
 *
 * Pure; what it reads is hostile, so it runs in the reader (reader.h), but for texts of our own. Linear in the size. */
#ifndef DAEMON_SCRUB_H
#define DAEMON_SCRUB_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

enum { SCRUB_KEY_SIZE = 32 };

struct scrub;

/* In `a`. */
struct scrub *scrub_new(struct arena *a, const uint8_t key[SCRUB_KEY_SIZE]);

/* A text of UTF-8, added to *out. */
void scrub_text(struct scrub *s, const char *text, struct buf *out);
/* The same of HTML or XML: tags stay tags. */
void scrub_markup(struct scrub *s, const char *text, struct buf *out);

/* What became of a file or mail, with what goes with it. */
struct scrubbed_file {
	const char *name;            /* scrubbed too */
	struct bytes bytes;
};
struct scrubbed {
	struct scrubbed_file *files; /* the first: the thing itself, [0].bytes.data NULL if it was left out; then the cells of what was left out and is a table */
	size_t files_count, files_cap;
	const char **left_out;       /* what could not be scrubbed: "picture.png: 31744 bytes" */
	size_t left_out_count, left_out_cap;
};

/* A mail: header fields with their encoded-words and parameters, and each part by what it is. Texts and workbooks are scrubbed; what is neither (pictures,
 * PDF, .xls, .rar, S/MIME ...) becomes an empty part. In `a`. */
void scrub_mail(struct scrub *s, struct arena *a, struct bytes raw, struct scrubbed *r);
/* A file by its content: .xlsx, .ods, .docx, .zip of such, XML, HTML, CSV, plain text, .eml. */
void scrub_file(struct scrub *s, struct arena *a, const char *name, struct bytes file, struct scrubbed *r);

#endif
