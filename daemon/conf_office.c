#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendar.h"
#include "conf_checks.h"
#include "option_types.h"

enum { RAW_MAIL_DAYS_MIN = 31 };

/* ---- the office section */

static void read_calendar(struct reader *r, const struct node *n, const char *name, struct calendar *c)
{
	struct err err = {0};
	const char *path = name[0] == '/' ? name : arena_printf(r->a, "%s/%s", r->dir, name);
	if (calendar_read(r->a, path, c, r->faults, &err) < 0)
		reader_fault(r, n, "calendars: %s", err.text);
}

static void read_calendars(struct reader *r, const struct node *n, struct office *o)
{
	struct calendar c = {0};
	struct option_list names = {0};
	const struct node *list = node_get(n, "calendars");
	size_t before = r->faults->faults_count;
	option_take(r, &section_office, n, "calendars", &names);
	bool whole = r->faults->faults_count == before; /* else names and nodes may not match */
	for (size_t i = 0; whole && i < names.items_count; i++)
		read_calendar(r, list->kind == NODE_LIST ? list->items[i].value : list, ((const char **)names.items)[i], &c);
	calendar_finish(&c);
	o->calendar = c.days;
	o->calendar_count = c.days_count;
	o->calendar_cap = c.days_cap;
}

static void check_area_code(struct reader *r, const struct node *n, const struct office *o)
{
	const char *code = o->area_code;
	if (code && (code[0] != '0' || strspn(code, "0123456789") != strlen(code) || strlen(code) < 3 || strlen(code) > 4))
		reader_fault(r, node_get(n, "area_code"), "area_code: \"%s\": write 0 and two or three digits, such as \"0769\"", code);
}

void office_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	(void)good;
	struct office *o = base;
	struct err err = {0};
	check_area_code(r, n, o);
	if (zone_use(o->timezone, &err) < 0)
		reader_fault(r, node_or_whole(n, "timezone"), "timezone: %s", err.text);
	read_calendars(r, n, o);
}

/* ---- the whole file */

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void check_store(struct reader *r, const struct node *n, const struct office *o)
{
	const char *slash = strrchr(o->store, '/');
	const char *folder = slash == o->store ? "/" : arena_strndup(r->a, o->store, (size_t)(slash - o->store));
	if (!is_folder(folder))
		reader_fault(r, node_or_whole(n, "store"), "store: there is no folder %s", folder);
	else if (is_folder(o->store))
		reader_fault(r, node_or_whole(n, "store"), "store: %s is a folder: write the name of a file", o->store);
}

/* No shell stands between: what would be one word with blanks is a program's name. */
static void check_alarm_command(struct reader *r, const struct node *n, const struct office *o)
{
	struct stat st;
	const struct node *at = node_or_whole(n, "alarm_command");
	if (!o->alarm_command_count)
		return;
	const char *program = o->alarm_command[0];
	if (*program != '/')
		reader_fault(r, at, "alarm_command: write the program's whole path and its arguments as a list, such as [/usr/local/bin/page, it]");
	else if (stat(program, &st) < 0 || !S_ISREG(st.st_mode) || access(program, X_OK) < 0)
		reader_fault(r, at, "alarm_command: %s is no program that can be started", program);
	else if (o->alarm_command_count > ALARM_COMMAND_WORDS)
		reader_fault(r, at, "alarm_command: at most %d words", ALARM_COMMAND_WORDS);
}

static void check_days(struct reader *r, const struct node *n, const char *name, int days)
{
	if (days > 0 && days < RAW_MAIL_DAYS_MIN)
		reader_fault(r, node_get(n, name), "%s: %d is less than an appeal may take: write %d or more, or 0 to keep all", name, days, RAW_MAIL_DAYS_MIN);
}

void file_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct office *o = base;
	(void)good;
	check_store(r, n, o);
	check_alarm_command(r, n, o);
	if (o->letters_dir && !is_folder(o->letters_dir))
		reader_fault(r, node_get(n, "letters"), "letters: there is no folder %s", o->letters_dir);
	if (o->forms_dir && !is_folder(o->forms_dir))
		reader_fault(r, node_get(n, "forms"), "forms: there is no folder %s", o->forms_dir);
	if (o->reports_dir && !is_folder(o->reports_dir))
		reader_fault(r, node_get(n, "reports"), "reports: there is no folder %s", o->reports_dir);
	check_days(r, n, "raw_mail_days", o->raw_mail_days);
	check_days(r, n, "letter_days", o->letter_days);
	check_days(r, n, "lead_days", o->lead_days);
	mailboxes_check(r, n, o);
	people_check(r, n, o);
	forms_read(r, n, o);
	reports_read(r, n, o);
	policies_check(r, node_get(n, "policies"), o);
}
