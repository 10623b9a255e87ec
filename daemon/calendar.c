#include "calendar.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/plain.h"
#include "base/text.h"
#include "conf_yaml.h"

struct parse {
	struct arena *a;
	const char *file;
	struct calendar *c;
	struct conf_faults *faults;
};

void calendar_add(struct arena *a, struct calendar *c, date day, bool work, int line)
{
	ARENA_PUSH(a, c, days) = (struct marked_day){day, work};
	ARENA_PUSH(a, c, lines) = line;
}

static void mark(struct parse *p, int line, const char *day, bool work)
{
	date d;
	if (date_parse(day, &d) == 0)
		calendar_add(p->a, p->c, d, work, line);
	else
		conf_fault_add(p->a, p->faults, p->file, line, "\"%s\" is no date: write YYYY-MM-DD, such as 2026-10-01", day);
}

/* ---- CSV */

/* The next field of the line, unquoted and trimmed; *p behind its comma, or at the end. */
static char *csv_field(struct arena *a, const char **p)
{
	struct buf text = {0};
	bool quoted = false;
	for (; **p && (quoted || (**p != ',' && **p != ';' && **p != '\t')); (*p)++) {
		if (**p == '"')
			quoted = !quoted;
		else
			buf_addc(&text, **p);
	}
	if (**p)
		(*p)++;
	char *field = text_trim(a, text.data ? text.data : "");
	buf_release(&text);
	return field;
}

struct csv {
	int date_at, kind_at; /* columns */
	bool begun;           /* the first line that says something has been seen */
};

static void csv_header(struct parse *p, struct csv *csv, const char *line, int number)
{
	csv->date_at = csv->kind_at = -1;
	for (int i = 0; *line; i++) {
		const char *name = csv_field(p->a, &line);
		if (text_same_nocase(name, "date"))
			csv->date_at = i;
		else if (text_same_nocase(name, "kind"))
			csv->kind_at = i;
	}
	if (csv->date_at < 0 || csv->kind_at < 0) {
		conf_fault_add(p->a, p->faults, p->file, number, "the first line must be the header date,kind");
		csv->date_at = 0;
		csv->kind_at = 1;
	}
}

static void csv_line(struct parse *p, struct csv *csv, const char *line, int number)
{
	const char *at = line, *first = csv_field(p->a, &at), *day = "", *kind = "";
	if (*line == '#' || (!*first && !*at))
		return;
	if (!csv->begun) {
		csv->begun = true;
		if (*first < '0' || *first > '9') {
			csv_header(p, csv, line, number);
			return;
		}
	}
	at = line;
	for (int i = 0; *at; i++) {
		const char *field = csv_field(p->a, &at);
		day = i == csv->date_at ? field : day;
		kind = i == csv->kind_at ? field : kind;
	}
	if (text_same_nocase(kind, "off") || text_same_nocase(kind, "work"))
		mark(p, number, day, text_same_nocase(kind, "work"));
	else
		conf_fault_add(p->a, p->faults, p->file, number, "kind \"%s\": write off or work", kind);
}

static void parse_csv(struct parse *p, const char *data, size_t size)
{
	struct csv csv = {0, 1, false};
	char *text = text_decode(p->a, NULL, data, size); /* Excel saves notes in further columns as GBK */
	int number = 1;
	for (char *line = text; line && *line; number++) {
		char *end = strchr(line, '\n'), *next = end ? end + 1 : NULL;
		if (end)
			*end = '\0';
		line[strcspn(line, "\r")] = '\0';
		csv_line(p, &csv, line, number);
		line = next;
	}
}

/* ---- JSON */

static void json_day(struct parse *p, const struct node *n)
{
	const struct node *day = node_get(n, "date"), *off = node_get(n, "isOffDay");
	if (!day || !off || day->kind != NODE_TEXT || off->kind != NODE_TEXT)
		conf_fault_add(p->a, p->faults, p->file, n->line, "a day needs \"date\" and \"isOffDay\"");
	else if (strcmp(off->text, "true") != 0 && strcmp(off->text, "false") != 0)
		conf_fault_add(p->a, p->faults, p->file, off->line, "isOffDay \"%s\": write true or false", off->text);
	else
		mark(p, day->line, day->text, strcmp(off->text, "false") == 0);
}

static void json_dates(struct parse *p, const struct node *map, bool work)
{
	if (map && map->kind != NODE_MAP)
		conf_fault_add(p->a, p->faults, p->file, map->line, "an object of dates is expected here");
	for (size_t i = 0; map && map->kind == NODE_MAP && i < map->items_count; i++)
		mark(p, map->items[i].line, map->items[i].key, work);
}

static void parse_json(struct parse *p, const char *data, size_t size)
{
	struct arena *tmp = arena_new();
	struct conf_faults found = {0};
	const struct node *root = yaml_parse(tmp, p->file, data, size, &found);
	const struct node *days = root ? node_get(root, "days") : NULL, *holidays = root ? node_get(root, "holidays") : NULL;
	conf_faults_move(p->a, p->faults, &found);
	if (days && days->kind == NODE_LIST) {
		for (size_t i = 0; i < days->items_count; i++)
			json_day(p, days->items[i].value);
	} else if (holidays) {
		json_dates(p, holidays, false);
		json_dates(p, node_get(root, "inLieuDays"), false);
		json_dates(p, node_get(root, "workdays"), true);
	} else if (root) {
		conf_fault_add(p->a, p->faults, p->file, 1,
		               "neither holiday-cn's JSON (year, days[{name,date,isOffDay}]) nor chinese-days' (holidays, workdays)");
	}
	arena_free(tmp);
}

/* ---- any of them */

struct placed {
	struct marked_day mark;
	size_t place;
};

static int by_day(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;
	if (a->mark.day != b->mark.day)
		return a->mark.day < b->mark.day ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static struct placed *sorted_days(struct arena *tmp, const struct marked_day *days, size_t count)
{
	struct placed *all = arena_alloc(tmp, (count + 1) * sizeof *all);
	for (size_t i = 0; i < count; i++)
		all[i] = (struct placed){days[i], i};
	qsort(all, count, sizeof *all, by_day);
	return all;
}

static void refuse_contradictions(struct parse *p, size_t first)
{
	struct arena *tmp = arena_new();
	size_t count = p->c->days_count - first;
	struct placed *all = sorted_days(tmp, p->c->days ? p->c->days + first : NULL, count);
	for (size_t i = 1; i < count; i++)
		if (all[i].mark.day == all[i - 1].mark.day && all[i].mark.work != all[i - 1].mark.work) {
			char day[DATE_TEXT_SIZE];
			conf_fault_add(p->a, p->faults, p->file, p->c->lines[first + all[i].place],
				       "%s is marked off and work in one file (line %d): keep one", date_text(all[i].mark.day, day),
				       p->c->lines[first + all[i - 1].place]);
		}
	arena_free(tmp);
}

static bool begins(const char *data, size_t size, const char *what)
{
	size_t n = strlen(what);
	return size >= n && strncasecmp(data, what, n) == 0;
}

void calendar_parse(struct arena *a, const char *file, const char *data, size_t size, struct calendar *c, struct conf_faults *f)
{
	struct parse p = {.a = a, .file = arena_strdup(a, file), .c = c, .faults = f};
	size_t skip = begins(data, size, "\xEF\xBB\xBF") ? 3 : 0, first = c->days_count, before = f->faults_count;
	while (skip < size && strchr(" \t\r\n", data[skip]) && data[skip])
		skip++;
	if (begins(data + skip, size - skip, "{") || begins(data + skip, size - skip, "["))
		parse_json(&p, data, size);
	else if (begins(data + skip, size - skip, "BEGIN:VCALENDAR"))
		ics_parse(a, p.file, data, size, c, f);
	else
		parse_csv(&p, data, size);
	if (f->faults_count == before)
		refuse_contradictions(&p, first);
}

int calendar_read(struct arena *a, const char *path, struct calendar *c, struct conf_faults *f, struct err *err)
{
	struct buf data = {0};
	size_t got;
	FILE *in = plain_open(path);
	if (!in)
		return err_set(err, EX_CONFIG, "can't open %s: %s", path, plain_why(errno));
	do {
		got = fread(buf_space(&data, 65536), 1, 65536, in);
		data.size += got;
	} while (got > 0 && data.size <= CALENDAR_MAX_BYTES);
	bool failed = ferror(in) != 0;
	fclose(in);
	if (!failed && data.size <= CALENDAR_MAX_BYTES)
		calendar_parse(a, path, data.data, data.size, c, f);
	bool large = data.size > CALENDAR_MAX_BYTES;
	buf_release(&data);
	if (failed || large)
		return err_set(err, EX_CONFIG, "can't read %s: %s", path, large ? "it is too large for a calendar" : "input error");
	return 0;
}

void calendar_finish(struct calendar *c)
{
	struct arena *tmp = arena_new();
	struct placed *all = sorted_days(tmp, c->days, c->days_count);
	size_t count = c->days_count, kept = 0;
	for (size_t i = 0; i < count; i++)
		if (i + 1 == count || all[i + 1].mark.day != all[i].mark.day)
			c->days[kept++] = all[i].mark;
	c->days_count = kept;
	c->lines_count = 0;
	arena_free(tmp);
}
