#include "parsers/formula.h"

#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 8 };

struct reading {
	const char *at;
	struct buf *out;
	int depth;
};

static bool read_joined(struct reading *r);

static void skip_blanks(struct reading *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static bool take(struct reading *r, char c)
{
	skip_blanks(r);
	bool there = *r->at == c;
	r->at += there;
	return there;
}

/* "a ""b""" */
static bool read_quoted(struct reading *r)
{
	for (r->at++; *r->at; r->at++) {
		if (*r->at == '"' && *++r->at != '"')
			return true;
		buf_add(r->out, r->at, 1);
	}
	return false;
}

static bool read_digits(struct reading *r)
{
	size_t n = strspn(r->at, "0123456789");
	bool whole = n && n <= 15 && (*r->at != '0' || n == 1); /* 007 is 7 */
	buf_add(r->out, r->at, whole ? n : 0);
	r->at += n;
	return whole && *r->at != '.' && *r->at != '%';
}

/* The arguments up to the bracket: joined; of HYPERLINK the last one alone. */
static bool read_arguments(struct reading *r, bool last)
{
	do {
		size_t before = r->out->size;
		if (!read_joined(r))
			return false;
		skip_blanks(r);
		if (last && *r->at == ',')
			r->out->size = before;
	} while (take(r, ','));
	return take(r, ')');
}

static bool read_function(struct reading *r)
{
	static const struct {
		const char *name;
		bool last;
	} known[] = {{"HYPERLINK(", true}, {"CONCATENATE(", false}, {"_xlfn.CONCAT(", false}, {"CONCAT(", false}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strncasecmp(r->at, known[i].name, strlen(known[i].name)) == 0 && r->depth < DEPTH_MAX) {
			r->at += strlen(known[i].name);
			r->depth++;
			bool good = read_arguments(r, known[i].last);
			r->depth--;
			return good;
		}
	return false;
}

/* Pieces with & between them. */
static bool read_joined(struct reading *r)
{
	do {
		skip_blanks(r);
		if (!(*r->at == '"' ? read_quoted(r) : *r->at >= '0' && *r->at <= '9' ? read_digits(r) : read_function(r)))
			return false;
	} while (take(r, '&'));
	return true;
}

bool formula_text(const char *formula, struct buf *out)
{
	struct reading r = {.at = formula, .out = out};
	size_t before = out->size;
	take(&r, '=');
	bool good = read_joined(&r);
	skip_blanks(&r);
	if (good && !*r.at)
		return true;
	out->size = before;
	return false;
}
