#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/sniff.h"

/* RFC 4180, and what people make of it: see QUIRKS.md. The decoded text is cut up in place; cells point into it. */

static const char *const separators[] = {"\t", ",", ";", "，", "|"};
enum { SEPARATORS = sizeof separators / sizeof *separators, SAMPLE_LINES = 40, COUNT_CAP = 64 };

static size_t match(const char *s, const char *what)
{
	size_t n = strlen(what);
	return strncmp(s, what, n) == 0 ? n : 0;
}

/* ---- which separator ---- */

struct sample {
	int counts[SEPARATORS][SAMPLE_LINES];
	int lines;
	bool blank, quoted, field_start;
};

static void end_sample_line(struct sample *s)
{
	if (!s->blank)
		s->lines++;
	s->blank = s->field_start = true;
	for (size_t i = 0; i < SEPARATORS && s->lines < SAMPLE_LINES; i++)
		s->counts[i][s->lines] = 0;
}

/* Counts what stands at p, outside quotes. The bytes that it takes. */
static size_t sample_one(struct sample *s, const char *p)
{
	size_t n = 0;
	if (*p == '"' && (s->quoted || s->field_start)) {
		s->quoted = !s->quoted; /* a doubled one closes and opens */
		s->field_start = s->quoted || p[1] == '"';
		s->blank = false;
		return 1;
	}
	if (s->quoted)
		return 1;
	if (*p == '\n' || *p == '\r') {
		end_sample_line(s);
		return 1;
	}
	s->field_start = false;
	for (size_t i = 0; i < SEPARATORS && !n; i++)
		if ((n = match(p, separators[i]))) {
			s->field_start = true;
			s->counts[i][s->lines] += s->counts[i][s->lines] < COUNT_CAP;
		}
	if (!n && *p != ' ')
		s->blank = false;
	return n ? n : 1;
}

/* Lines that agree on a count, times that count: a column of text with a comma in some cells loses to the true separator. They must be a third
 * of all lines; where they have four fields or more, of those that have the separator at all: a vendor's declaration may be longer than the
 * list below it. */
static int score(const struct sample *s, size_t i)
{
	enum { UNMISTAKABLE = 3 };
	int times[COUNT_CAP + 1] = {0}, best = 0;
	for (int line = 0; line < s->lines; line++)
		times[s->counts[i][line]]++;
	for (int n = 1; n <= COUNT_CAP; n++) {
		int agree = times[n] * (n < 12 ? n : 12);
		bool many = times[n] * 3 >= s->lines;
		bool clear = n >= UNMISTAKABLE && times[n] >= 2 && times[n] * 3 >= s->lines - times[0];
		if ((many || clear) && agree > best)
			best = agree;
	}
	return best;
}

/* The file's separator; NULL when no line has one. */
static const char *choose_separator(const char *text)
{
	enum { MOST = 256 * 1024 }; /* bytes that are looked at */
	struct sample s = {.blank = true, .field_start = true};
	const char *best = NULL, *end = text + strnlen(text, MOST);
	int best_score = 0;
	for (const char *p = text; p < end && s.lines < SAMPLE_LINES;)
		p += sample_one(&s, p);
	if (s.lines < SAMPLE_LINES)
		end_sample_line(&s);
	for (size_t i = 0; i < SEPARATORS; i++)
		if (score(&s, i) > best_score) {
			best = separators[i];
			best_score = score(&s, i);
		}
	return best;
}

/* "sep=;" in the first line is a word to Excel, and no row. */
static const char *declared_separator(char **text)
{
	char *p = *text;
	bool quoted = *p == '"';
	if (strncasecmp(p + quoted, "sep=", 4) != 0)
		return NULL;
	char *at = p + quoted + 4;
	for (size_t i = 0; i < SEPARATORS; i++) {
		size_t n = match(at, separators[i]);
		char *end = at + n + quoted;
		if (!n || (quoted && at[n] != '"') || (*end != '\r' && *end != '\n'))
			continue;
		*text = end + (*end == '\r' && end[1] == '\n' ? 2 : 1);
		return separators[i];
	}
	return NULL;
}

/* ---- records ---- */

struct reader {
	struct arena *a;
	const char *separator; /* "" when there is none */
	size_t separator_size;
	char *at;              /* what comes next */
	bool stops[256];       /* bytes that may end a field: line ends, NUL, the separator's first */
};

/* How many bytes end a field at p: its separator; 0 at a line's end, the text's end, or inside a field. */
static size_t at_separator(const struct reader *r, const char *p)
{
	return r->separator_size && *p == *r->separator && strncmp(p, r->separator, r->separator_size) == 0 ? r->separator_size : 0;
}

static bool at_end(const struct reader *r, const char *p)
{
	return *p == '\0' || *p == '\n' || *p == '\r' || at_separator(r, p);
}

/* Where the field that p is in ends. */
static char *field_end(const struct reader *r, char *p)
{
	for (;; p++) {
		while (!r->stops[(unsigned char)*p])
			p++;
		if (at_end(r, p))
			return p;
	}
}

/* The closing quote of the field that opens at p; NULL when the quote is an ordinary character: never closed, closed beyond what a cell
 * holds, or closed lines later in the middle of something. A stray quote must not swallow the rows below it. */
static char *closing_quote(const struct reader *r, char *p)
{
	bool lines = false;
	for (char *q = p + 1; *q && q - p <= 2 * TABLE_MAX_CELL_BYTES; q++) {
		if (*q == '\n' || *q == '\r')
			lines = true;
		if (*q != '"')
			continue;
		if (q[1] == '"') {
			q++;
			continue;
		}
		const char *after = q + 1;
		while (*after == ' ')
			after++;
		return at_end(r, after) || !lines ? q : NULL;
	}
	return NULL;
}

/* Takes the doubled quotes of [from, end) away, in place; the new end. */
static char *undouble(char *from, char *end)
{
	char *to = from;
	for (char *p = from; p < end; p++) {
		*to++ = *p;
		if (*p == '"' && p + 1 < end && p[1] == '"')
			p++;
	}
	return to;
}

/* What keeps Excel from making a number of 13800000000 and is none of it: ="13800000000", '13800000000 and `13800000000, tabs beside it. */
static const char *unwrap(char *s, size_t size)
{
	while (size && s[size - 1] == '\t')
		s[--size] = '\0';
	while (size && *s == '\t')
		s++, size--;
	if (size >= 3 && s[0] == '=' && s[1] == '"' && s[size - 1] == '"') {
		s[size - 1] = '\0';
		return s + 2;
	}
	bool marked = size > 1 && (*s == '\'' || *s == '`');
	return marked && strspn(s + 1, "+-.0123456789") == size - 1 ? s + 1 : s;
}

struct slice {
	char *s; /* writable, with room for a NUL once its ender has been looked at */
	size_t size;
};

/* One field from r->at to its end, which is left in r->at. */
static struct slice read_field(struct reader *r)
{
	char *p = r->at, *start = p, *to;
	while (*p == ' ')
		p++;
	char *close = *p == '"' ? closing_quote(r, p) : NULL;
	if (!close) {
		r->at = field_end(r, p);
		return (struct slice){start, (size_t)(r->at - start)};
	}
	start = p + 1;
	to = undouble(start, close);
	r->at = field_end(r, close + 1);
	for (p = close + 1; p < r->at; p++) /* what follows a closing quote belongs to the text */
		*to++ = *p;
	return (struct slice){start, (size_t)(to - start)};
}

/* One record into f's line. Its ender is looked at before the field's NUL overwrites it. */
static void read_record(struct reader *r, struct fill *f)
{
	for (size_t column = 0;; column++) {
		struct slice field = read_field(r);
		char *end = r->at;
		size_t separator = at_separator(r, end);
		r->at = end + (separator ? separator : *end == '\r' && end[1] == '\n' ? 2 : *end != '\0');
		if (memchr(field.s, '\r', field.size))
			fill_cell(f, column, fill_text(r->a, field.s, field.size));
		else if (field.size) {
			field.size = fill_cut(field.s, field.size);
			field.s[field.size] = '\0';
			fill_cell(f, column, unwrap(field.s, field.size));
		}
		if (!separator)
			return;
	}
}

static enum table_status read_records(struct arena *a, char *text, const char *separator, struct table_file *file_r, const char **detail_r)
{
	struct reader r = {.a = a, .separator = separator, .separator_size = strlen(separator), .at = text};
	struct fill f;
	r.stops[0] = r.stops['\n'] = r.stops['\r'] = r.stops[(unsigned char)*separator] = true;
	fill_init(&f, a, file_r);
	fill_sheet(&f, "", false);
	for (int number = 1; *r.at; number++) {
		read_record(&r, &f);
		if (!fill_row(&f, number, false)) {
			*detail_r = f.too_large;
			return TABLE_TOO_LARGE;
		}
	}
	return TABLE_OK;
}

static bool csv_matches(struct bytes file, const char *file_name)
{
	const char *charset;
	(void)file_name;
	return sniff_text(file, &charset);
}

static enum table_status csv_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	if (file.size > TABLE_MAX_PLAIN || sniff_decoded_size(file) > 2 * TABLE_MAX_PLAIN) {
		*detail_r = "文件太大";
		return TABLE_TOO_LARGE;
	}
	char *text = sniff_decode(a, file);
	const char *separator = declared_separator(&text);
	if (!separator && !(separator = choose_separator(text))) {
		/* Columns made of blanks; failing that, one column. */
		if (text_tables(a, text, file_r, detail_r) == TABLE_OK && file_r->sheets_count)
			return TABLE_OK;
		separator = "", *detail_r = "";
	}
	return read_records(a, text, separator, file_r, detail_r);
}

const struct table_reader csv_reader = {"csv", csv_matches, csv_read};
