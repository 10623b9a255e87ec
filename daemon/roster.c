#include "roster.h"

#include <string.h>

#include "base/embed.h"
#include "base/text.h"
#include "conf.h"
#include "speak.h"

#define WORDS "daemon/roster.txt"

/* What a column or a cell's word is; a role r is ROLE_AT + r. */
enum { COLUMN_NONE, COLUMN_NAME, COLUMN_ID, COLUMN_MAIL, COLUMN_ROLE, COLUMN_SINCE, COLUMN_UNTIL, COLUMN_BAR, COLUMN_NOBODY, ROLE_AT };
static const char *const column_names[] = {"", "name", "id", "mail", "role", "since", "until", "bar", "nobody"};

struct word {
	const char *text;            /* text_label's form */
	int what;
};
struct words {
	struct word *items;
	size_t items_count, items_cap;
};

/* ---- the words */

static int named(const char *line, size_t n)
{
	for (int i = COLUMN_NAME; i < ROLE_AT; i++)
		if (strlen(column_names[i]) == n && strncmp(column_names[i], line, n) == 0)
			return i;
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strlen(role_names[i]) == n && strncmp(role_names[i], line, n) == 0)
			return ROLE_AT + i;
	return COLUMN_NONE;
}

static void add_line(struct arena *a, struct words *w, const char *line, size_t size)
{
	size_t n = strcspn(line, ":");
	int what = *line == '#' || n >= size ? COLUMN_NONE : named(line, n);
	for (const char *at = line + n + 1, *end = line + size; what != COLUMN_NONE && at < end;) {
		size_t length = strcspn(at, " \n");
		if (length)
			ARENA_PUSH(a, w, items) = (struct word){text_label(a, arena_strndup(a, at, length)), what};
		at += length + 1;
	}
}

static struct words read_words(struct arena *a)
{
	struct words w = {0};
	const struct embedded_file *f = embedded_find(WORDS);
	for (const char *at = f ? f->data : ""; *at;) {
		size_t size = strcspn(at, "\n");
		add_line(a, &w, at, size);
		at += size + (at[size] == '\n');
	}
	return w;
}

/* What a label is, among the kinds from..to: by a whole word; else by the longest word in it, unless a barring one is. */
static int find(const struct words *w, const char *label, int from, int to, bool *whole_r)
{
	int best = COLUMN_NONE;
	size_t longest = 0;
	bool barred = false;
	*whole_r = false;
	for (size_t i = 0; *label && i < w->items_count; i++) {
		const struct word *x = &w->items[i];
		bool mine = x->what >= from && x->what <= to;
		if (mine && strcmp(x->text, label) == 0) {
			*whole_r = true;
			return x->what;
		}
		if (x->what == COLUMN_BAR && strstr(label, x->text))
			barred = true;
		if (mine && strlen(x->text) > longest && strlen(x->text) > 2 && strstr(label, x->text)) {
			best = x->what;
			longest = strlen(x->text);
		}
	}
	return barred && from == COLUMN_NAME ? COLUMN_NONE : best;
}

/* ---- cells */

date roster_date(const char *cell)
{
	long n[3] = {0};
	int count = 0;
	size_t first = strspn(cell, "0123456789");
	int64_t all = 0;
	for (size_t i = 0; first == 8 && i < 8; i++)
		all = all * 10 + (cell[i] - '0');
	if (first == 8)
		return date_make((int)(all / 10000), (int)(all / 100 % 100), (int)(all % 100));
	for (const char *at = cell; *at && count < 3;) {
		size_t digits = strspn(at, "0123456789");
		for (size_t i = 0; i < digits && i < 6; i++)
			n[count] = n[count] * 10 + (at[i] - '0');
		count += digits > 0;
		at += digits ? digits : 1;
	}
	return count == 3 && n[0] >= 1900 && n[0] < 3000 ? date_make((int)n[0], (int)n[1], (int)n[2]) : DATE_NONE;
}

static bool separates(uint32_t c)
{
	static const uint32_t others[] = {',', ';', '/', '|', '<', '>', '(', ')', ':', '&', 0x3001, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF0F, 0xFF08, 0xFF09, 0x3000};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (c == others[i])
			return true;
	return c <= ' ' || text_is_space(c);
}

/* Hands out the pieces between separators. */
static const char *next_piece(struct arena *a, const char **at)
{
	const char *from, *p = *at, *before = p;
	uint32_t c;
	while ((before = p), (c = text_next(&p)) && separates(c))
		;
	from = before;
	while (c && !separates(c)) {
		before = p;
		c = text_next(&p);
		if (!c)
			before = p;
	}
	*at = c ? p : before;
	return before > from ? arena_strndup(a, from, (size_t)(before - from)) : NULL;
}

static unsigned roles_of(struct arena *a, const struct words *w, const char *cell)
{
	unsigned roles = 0;
	bool whole;
	int all = find(w, text_label(a, cell), COLUMN_NOBODY, ROLE_AT + ROLE_COUNT - 1, &whole);
	if (whole)
		return all >= ROLE_AT ? 1u << (all - ROLE_AT) : 0;
	char *text = text_nfkc(a, cell), *and;
	while ((and = strstr(text, "兼")))
		memcpy(and, " ; ", 3);
	const char *at = text, *piece;
	while ((piece = next_piece(a, &at))) {
		int what = find(w, text_label(a, piece), COLUMN_NOBODY, ROLE_AT + ROLE_COUNT - 1, &whole);
		roles |= what >= ROLE_AT ? 1u << (what - ROLE_AT) : 0;
	}
	return roles;
}

unsigned roster_roles(struct arena *a, const char *cell)
{
	struct words w = read_words(a);
	return roles_of(a, &w, cell);
}

static void note(struct arena *a, struct roster *r, const char *key, const char *name, const char *what)
{
	ARENA_PUSH(a, r, notes) = (struct roster_note){key, name ? name : "", what};
}

static void add_mail(struct arena *a, struct roster *r, struct roster_person *p, const char *cell)
{
	const char *at = text_nfkc(a, cell), *piece;
	while ((piece = next_piece(a, &at))) {
		const char *addr = conf_address(a, piece);
		bool twice = false;
		for (size_t i = 0; addr && i < p->mail_count; i++)
			twice = twice || strcmp(p->mail[i], addr) == 0;
		if (addr && !twice) {
			ARENA_PUSH(a, p, mail) = addr;
			if (conf_address_is_bare(addr))
				note(a, r, "roster.bare_mail", p->name, addr);
		}
		else if (!addr && strchr(piece, '@')) /* else a name before it, or 无 */
			note(a, r, "roster.bad_mail", p->name, piece);
	}
}

static bool good_id(const char *id)
{
	return *id && *id != '.' && strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == strlen(id);
}

/* ---- rows */

struct columns {
	int what[256];
	size_t count;
};

/* The best column of each sort; of mail all. */
static bool columns_at(struct arena *a, const struct words *w, const struct roster_row *row, struct columns *c_r)
{
	bool whole[COLUMN_BAR] = {0}, is_whole;
	int at[COLUMN_BAR];
	memset(at, -1, sizeof at);
	memset(c_r, 0, sizeof *c_r);
	c_r->count = row->cells_count < 256 ? row->cells_count : 256;
	for (size_t i = 0; i < c_r->count; i++) {
		int what = text_count(row->cells[i]) <= 20 ? find(w, text_label(a, row->cells[i]), COLUMN_NAME, COLUMN_UNTIL, &is_whole) : COLUMN_NONE;
		if (what == COLUMN_NONE || (what != COLUMN_MAIL && at[what] >= 0 && (whole[what] || !is_whole)))
			continue;
		if (what != COLUMN_MAIL && at[what] >= 0)
			c_r->what[at[what]] = COLUMN_NONE;
		c_r->what[i] = what;
		at[what] = (int)i;
		whole[what] = is_whole;
	}
	return at[COLUMN_NAME] >= 0 && at[COLUMN_MAIL] >= 0;
}

static date date_of(struct arena *a, struct roster *r, const struct roster_person *p, const char *cell)
{
	date d = roster_date(cell);
	if (d == DATE_NONE && *cell >= '0' && *cell <= '9')
		note(a, r, "roster.bad_date", p->name, cell);
	return d;
}

static void take_row(struct arena *a, const struct words *w, const struct columns *c, const struct roster_row *row, struct roster *r)
{
	struct roster_person p = {.role = "", .since = DATE_NONE, .until = DATE_NONE};
	size_t count = row->cells_count < c->count ? row->cells_count : c->count;
	for (size_t i = 0; i < count; i++)
		if (c->what[i] == COLUMN_NAME)
			p.name = text_trim(a, row->cells[i]);
	if (!p.name || !*p.name)
		return;
	for (size_t i = 0; i < count; i++) {
		const char *cell = text_trim(a, row->cells[i]);
		if (c->what[i] == COLUMN_ID && good_id(cell))
			p.id = cell;
		else if (c->what[i] == COLUMN_MAIL)
			add_mail(a, r, &p, cell);
		else if (c->what[i] == COLUMN_ROLE)
			p.role = cell;
		else if (c->what[i] == COLUMN_SINCE)
			p.since = date_of(a, r, &p, cell);
		else if (c->what[i] == COLUMN_UNTIL)
			p.until = date_of(a, r, &p, cell);
	}
	p.roles = roles_of(a, w, p.role);
	p.unknown_role = *p.role && !p.roles;
	ARENA_PUSH(a, r, people) = p;
}

int roster_take(struct arena *a, const struct roster_row *rows, size_t count, struct roster *r_r, struct err *err)
{
	struct words w = read_words(a);
	struct columns c, again;
	size_t at = 0;
	*r_r = (struct roster){0};
	while (at < count && at < ROSTER_SEARCH_ROWS && !columns_at(a, &w, &rows[at], &c))
		at++;
	if (at >= count || at >= ROSTER_SEARCH_ROWS)
		return err_set(err, 65, "%s", SPEAK(a, "roster.no_header", arena_printf(a, "%d", ROSTER_SEARCH_ROWS)));
	for (at++; at < count && r_r->people_count < ROSTER_MAX_PEOPLE; at++)
		if (columns_at(a, &w, &rows[at], &again)) /* a page's or another sheet's header */
			c = again;
		else
			take_row(a, &w, &c, &rows[at], r_r);
	return r_r->people_count ? 0 : err_set(err, 65, "%s", SPEAK(a, "roster.nobody"));
}
