/* The configuration: golden files (tests/golden/conf: good-*.yaml are read, each other NAME.yaml has NAME.expected, the first fault), the
 * interface's sample, and reading a dump again; single values: test_conf_value.c. Run from the repository's root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "conf.h"
#include "conf_yaml.h"

#define GOLDEN "tests/golden/conf/"

static const char office_part[] = "office: {since: 2026-09-14}\n"
				  "mailboxes: [{name: clerk, url: 'maildir:in'}]\n"
				  "submission: {url: 'maildir:out', from: clerk@corp.test}\n";
static const char staff_part[] = "staff:\n"
				 "  - {id: d, role: director, mail: d@corp.test}\n"
				 "  - {id: g, role: general_manager, mail: g@corp.test}\n"
				 "  - {id: r, role: rep, mail: [R@Corp.Test, r2@corp.test]}\n";

struct fixture {
	struct arena *a;
	char dir[64];
	struct office o;
	struct conf_faults faults;
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof *x);
	x->a = arena_new();
	snprintf(x->dir, sizeof x->dir, "/tmp/test_conf.XXXXXX");
	assert_non_null(mkdtemp(x->dir));
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -r '%s'", x->dir);
	assert_int_equal(system(command), 0);
	arena_free(x->a);
	free(x);
	return 0;
}

static const char *put(struct fixture *x, const char *name, const char *text, mode_t mode)
{
	const char *path = arena_printf(x->a, "%s/%s", x->dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
	return path;
}

static int read_text(struct fixture *x, const char *text)
{
	return conf_read(x->a, put(x, "leadclerk.yaml", text, 0644), &x->o, &x->faults);
}

static void show(const struct conf_faults *f)
{
	for (size_t i = 0; i < f->faults_count; i++)
		print_message("%s:%d: %s\n", f->faults[i].file, f->faults[i].line, f->faults[i].text);
}

/* Reads what must be good. */
static const struct office *good(struct fixture *x, const char *policies)
{
	const char *text = arena_printf(x->a, "%s%s%s", office_part, staff_part, policies);
	if (read_text(x, text) < 0) {
		show(&x->faults);
		fail();
	}
	return &x->o;
}

/* ---- golden files */

static char *first_line(struct arena *a, const char *path)
{
	char line[1024] = "";
	FILE *f = fopen(path, "r");
	if (!f || !fgets(line, sizeof line, f))
		fail_msg("no %s", path);
	fclose(f);
	line[strcspn(line, "\n")] = '\0';
	return arena_strdup(a, line);
}

static const char *without(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0 ? text + strlen(prefix) : text;
}

/* "NAME.yaml:12: text", without the folders. */
static char *fault_line(struct arena *a, const struct conf_fault *f)
{
	char here[PATH_MAX];
	assert_non_null(getcwd(here, sizeof here));
	const char *file = without(without(without(f->file, here), "/"), GOLDEN);
	const char *folder = arena_printf(a, "%s/%s", here, GOLDEN), *text = f->text, *at = strstr(text, folder);
	if (at)
		text = arena_printf(a, "%.*s%s", (int)(at - text), text, at + strlen(folder));
	return arena_printf(a, "%s:%d: %s", file, f->line, text);
}

static int check_golden(struct fixture *x, const char *name)
{
	const char *path = arena_printf(x->a, GOLDEN "%s.yaml", name);
	int rc = conf_read(x->a, path, &x->o, &x->faults);
	if (strncmp(name, "good", 4) == 0) {
		show(&x->faults);
		return rc == 0 ? 0 : 1;
	}
	const char *want = first_line(x->a, arena_printf(x->a, GOLDEN "%s.expected", name));
	const char *got = rc < 0 && x->faults.faults_count ? fault_line(x->a, &x->faults.faults[0]) : "(it was read)";
	if (strcmp(want, got) == 0)
		return 0;
	print_message("%s\n  want %s\n  got  %s\n", name, want, got);
	return 1;
}

static void test_golden(void **state)
{
	struct fixture *x = *state;
	DIR *dir = opendir(GOLDEN);
	int seen = 0, wrong = 0;
	assert_non_null(dir);
	for (struct dirent *e; (e = readdir(dir));) {
		size_t n = strlen(e->d_name);
		if (n <= 5 || strcmp(e->d_name + n - 5, ".yaml") != 0)
			continue;
		seen++;
		wrong += check_golden(x, arena_strndup(x->a, e->d_name, n - 5));
	}
	closedir(dir);
	assert_int_equal(wrong, 0);
	assert_true(seen >= 100);
}

/* ---- the sample */

static void copy(struct fixture *x, const char *from, const char *name)
{
	char *data = calloc(1, 65536);
	FILE *in = fopen(from, "r");
	if (!in)
		fail_msg("no %s", from);
	assert_true(fread(data, 1, 65535, in) > 0);
	fclose(in);
	put(x, name, data, 0644);
	free(data);
}

static void make_secrets(struct fixture *x)
{
	assert_int_equal(mkdir(arena_printf(x->a, "%s/secrets", x->dir), 0700), 0);
	put(x, "secrets/director", "x", 0600);
	put(x, "secrets/clerk", "x", 0600);
	put(x, "secrets/smtp", "x", 0640);
}

static void test_sample(void **state)
{
	struct fixture *x = *state;
	make_secrets(x);
	assert_int_equal(mkdir(arena_printf(x->a, "%s/calendars", x->dir), 0700), 0);
	copy(x, "etc/calendars/2026.csv", "calendars/2026.csv");
	copy(x, "etc/leadclerk.yaml", "leadclerk.yaml");
	int rc = conf_read(x->a, arena_printf(x->a, "%s/leadclerk.yaml", x->dir), &x->o, &x->faults);
	show(&x->faults);
	assert_int_equal(rc, 0);
	const struct office *o = &x->o;
	assert_int_equal(o->mailboxes_count, 2);
	assert_string_equal(o->mailboxes[0].folders[1], "Junk");
	assert_string_equal(o->mailboxes[1].scheme, "imaps");
	assert_int_equal(o->mailboxes[1].port, 993);
	assert_string_equal(o->submission.host, "smtp.example.cn");
	assert_int_equal(o->submission.port, 465);
	assert_string_equal(o->store, arena_printf(x->a, "%s/clerk.db", x->dir));
	assert_string_equal(o->mailboxes[0].password_file, arena_printf(x->a, "%s/secrets/director", x->dir));
	assert_int_equal(o->calendar_count, 39);
	assert_true(o->shadow);
	assert_string_equal(o->area_code, "0769");
	assert_string_equal(getenv("TZ"), ":Asia/Shanghai");
}

/* The sample of the interface, word for word. */
static void test_interface_sample(void **state)
{
	struct fixture *x = *state;
	make_secrets(x);
	copy(x, "etc/calendars/2026.csv", "holidays.csv");
	copy(x, GOLDEN "sample/leadclerk.yaml", "leadclerk.yaml");
	int rc = conf_read(x->a, arena_printf(x->a, "%s/leadclerk.yaml", x->dir), &x->o, &x->faults);
	show(&x->faults);
	assert_int_equal(rc, 0);
	const struct staff *s = office_sender(&x->o, "chen@qq.com", date_make(2026, 12, 31));
	assert_non_null(s);
	assert_string_equal(s->name, "陈平娜");
	assert_null(office_sender(&x->o, "chen@qq.com", date_make(2027, 1, 1)));
	assert_true(office_on_leave(&x->o, "rep01", date_make(2026, 10, 9)));
	assert_false(office_on_leave(&x->o, "rep01", date_make(2026, 10, 10)));
	assert_false(x->o.shadow);
	assert_int_equal(x->o.since, date_make(2026, 9, 14));
	assert_int_equal(office_next_workday(&x->o, date_make(2026, 9, 30)), date_make(2026, 10, 8));
}

/* ---- values */

static void test_defaults(void **state)
{
	const struct office *o = good(*state, "policies: [{effective: 2026-01-01}]\n");
	const struct policy *p = &o->policies[0];
	const struct duty_rule *l = policy_duty(p, "lead_list"), *q = policy_duty(p, "prospects");
	assert_string_equal(o->timezone, "Asia/Shanghai");
	assert_false(o->shadow);
	assert_string_equal(o->staff[2].mail[0], "r@corp.test");
	assert_string_equal(o->staff[2].name, "r");
	assert_int_equal(o->staff[2].since, DATE_NONE);
	assert_string_equal(o->mailboxes[0].folders[0], "INBOX");
	assert_int_equal(p->cc_rule, CC_HOLD);
	assert_int_equal(p->confirm, CONFIRM_NONE);
	assert_int_equal(p->protection_days, 0);
	assert_int_equal(p->lead_protection_days, -1);
	assert_int_equal(p->digest, 8 * 3600 + 1800);
	assert_int_equal(p->quiet_from, 22 * 3600 + 2700);
	assert_int_equal(p->quiet_to, 7 * 3600 + 1800);
	assert_int_equal(p->duties_count, 2);
	assert_int_equal(l->when.at, 86340);
	assert_int_equal(l->when.day, -1);
	assert_int_equal(l->quota, 100);
	assert_int_equal(l->fen_per_missing, 200);
	assert_int_equal(l->pushups_per_missing, 1);
	assert_string_equal(l->entry, "lead_shortfall");
	assert_int_equal(l->reminders_count, 2);
	assert_int_equal(l->reminders[1], 22 * 3600 + 1800);
	assert_int_equal(l->grace_minutes, 0);
	assert_string_equal(l->origin.file, "etc/packs/S0.yaml");
	assert_int_equal(q->when.at, 18 * 3600);
	assert_string_equal(q->extends, "lead_list");
	assert_int_equal(q->extra, 20);
	assert_int_equal(q->makeup_quota, 10);
	assert_int_equal(q->makeup_fen, 50000);
	assert_string_equal(q->makeup_counts, "visit");
	assert_string_equal(q->makeup_entry, "makeup_unfulfilled");
	assert_null(q->entry);
}

static void test_overlay(void **state)
{
	const struct office *o = good(*state, "policies:\n"
					      "  - effective: 2026-03-01\n"
					      "    grace_minutes: 7\n"
					      "    quiet_hours: off\n"
					      "    digest: off\n"
					      "    confirm: [director, general_manager]\n"
					      "    lead_list: {quota: 80, due: 17:00, donation_per_missing: 2.5, grace_minutes: 0}\n"
					      "    prospects: {extra_leads: 0, visits: 5, donation: 0.01, reminders: [17:59, 09:00, 9:30]}\n"
					      "    weekly_plan: {due: 'thu 17:05'}\n"
					      "    weekly_report: {donation_per_missing: 10}\n"
					      "  - {effective: 2026-01-01, packs: []}\n");
	const struct policy *p = &o->policies[1];
	const struct duty_rule *l = policy_duty(p, "lead_list"), *q = policy_duty(p, "prospects"), *w = policy_duty(p, "weekly_plan");
	assert_int_equal(o->policies[0].duties_count, 0);
	assert_int_equal(p->effective, date_make(2026, 3, 1));
	assert_int_equal(p->quiet_from, p->quiet_to);
	assert_int_equal(p->digest, -1);
	assert_int_equal(p->confirm, 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER);
	assert_int_equal(l->quota, 80);
	assert_int_equal(l->fen_per_missing, 250);
	assert_int_equal(l->grace_minutes, 0);
	assert_int_equal(l->reminders_count, 0); /* the pack's 20:00 and 22:30 would come after 17:00 */
	assert_int_equal(q->grace_minutes, 7);
	assert_int_equal(q->reminders_count, 3);
	assert_int_equal(q->reminders[0], 9 * 3600); /* in the order of the day */
	assert_int_equal(q->reminders[1], 9 * 3600 + 1800);
	assert_int_equal(q->reminders[2], 17 * 3600 + 59 * 60);
	assert_null(q->extends);
	assert_int_equal(q->makeup_fen, 1);
	assert_int_equal(w->when.every, EVERY_WEEK);
	assert_int_equal(w->when.day, 3);
	assert_int_equal(w->when.at, 17 * 3600 + 300);
	assert_int_equal(w->when.fallback, FALLBACK_LAST_WORKDAY);
	assert_string_equal(policy_duty(p, "weekly_report")->entry, "weekly_report_shortfall");
	assert_int_equal(policy_duty(p, "weekly_report")->addressed_to, 1u << ROLE_GENERAL_MANAGER);
	assert_int_equal(policy_duty(p, "weekly_report")->who, ROLE_DIRECTOR);
}

/* A third kind of duty is data. */
static void test_own_duty(void **state)
{
	const struct office *o = good(
		*state, "policies:\n"
			"  - effective: 2026-01-01\n"
			"    duties:\n"
			"      - {kind: survey, title: 满意度调查, due: 16:00, due_day: fri, every: week, counts: mail, words: 调查表,\n"
			"         addressed_to: [director], who: collector, donation_per_missing: 10, entry: survey_missing}\n");
	const struct duty_rule *d = policy_duty(&o->policies[0], "survey");
	assert_int_equal(o->policies[0].duties_count, 3);
	assert_non_null(d);
	assert_int_equal(d->who, ROLE_COLLECTOR);
	assert_int_equal(d->when.day, 4);
	assert_int_equal(d->quota, 1);
	assert_string_equal(d->words[0], "调查表");
	assert_string_equal(d->entry, "survey_missing");
	assert_int_equal(d->fen_per_missing, 1000);
	assert_int_equal(d->grace_minutes, 0);
}

/* ---- the whole */

static void test_dump_again(void **state)
{
	struct fixture *x = *state;
	struct buf first = {0}, second = {0};
	struct office again;
	assert_int_equal(conf_read(x->a, GOLDEN "good-everything.yaml", &x->o, &x->faults), 0);
	x->o.company = "引号\"和\\"; /* what must be escaped */
	conf_dump(&x->o, &first);
	const char *path = put(x, "dump.yaml", first.data, 0644);
	if (conf_read(x->a, path, &again, &x->faults) < 0) {
		show(&x->faults);
		fail();
	}
	again.calendar = x->o.calendar; /* only summed up in a dump */
	again.calendar_count = x->o.calendar_count;
	conf_dump(&again, &second);
	assert_string_equal(first.data, second.data);
	for (size_t i = 0; i < again.policies_count; i++)
		assert_string_equal(again.policies[i].version, x->o.policies[i].version);
	assert_true(again.policies_count == 2);
	buf_release(&first);
	buf_release(&second);
}

static const char *version(struct fixture *x, const char *policy)
{
	const struct office *o = good(x, arena_printf(x->a, "policies: [{effective: 2026-01-01%s}]\n", policy));
	return o->policies[0].version;
}

static void test_version(void **state)
{
	struct fixture *x = *state;
	const char *plain = version(x, "");
	assert_int_equal(strlen(plain), 19);
	assert_memory_equal(plain, "2026-01-01-", 11);
	assert_string_equal(plain, version(x, ", lead_list: {quota: 100}"));
	assert_string_equal(plain, version(x, ", digest: 08:30"));
	assert_string_not_equal(plain, version(x, ", lead_list: {quota: 99}"));
	assert_string_not_equal(plain, version(x, ", prospects: {donation: 500.01}"));
	assert_string_not_equal(plain, version(x, ", grace_minutes: 1"));
	assert_string_not_equal(plain, version(x, ", cc_rule: off"));
}

static void test_all_faults_in_order(void **state)
{
	struct fixture *x = *state;
	put(x, "days.csv", "date,kind\nx,off\n2026-01-01,no\n", 0644);
	assert_int_equal(read_text(x, "policies: [{effective: never}]\n"
				      "office: {since: 2026-09-14, calendars: [days.csv, gone.csv]}\n"
				      "color: red\n"
				      "mailboxes: [{name: clerk, url: 'maildir:in'}]\n"
				      "submission: {url: 'maildir:out', from: nobody}\n"
				      "staff: [{id: d, role: boss, mail: d@corp.test, since: soon}]\n"),
			 -1);
	static const int lines[] = {1, 2, 3, 5, 6, 6, 2, 3};
	assert_int_equal(x->faults.faults_count, sizeof lines / sizeof *lines);
	for (size_t i = 0; i < x->faults.faults_count; i++)
		assert_int_equal(x->faults.faults[i].line, lines[i]);
	assert_non_null(strstr(x->faults.faults[7].file, "/days.csv"));
	assert_non_null(strstr(x->faults.faults[0].file, "/leadclerk.yaml"));
}

static void test_secrets(void **state)
{
	struct fixture *x = *state;
	const char *text = arena_printf(x->a, "office: {since: 2026-09-14}\n"
					      "mailboxes: [{name: c, url: 'imaps://imap.example.cn', user: u, password_file: pw}]\n"
					      "submission: {url: 'smtp://127.0.0.1:2525', security: none, from: 'C <c@corp.test>'}\n%s"
					      "policies: [{effective: 2026-01-01}]\n",
					staff_part);
	put(x, "pw", "x", 0604);
	assert_int_equal(read_text(x, text), -1);
	assert_int_equal(x->faults.faults_count, 1);
	assert_int_equal(x->faults.faults[0].line, 2);
	assert_non_null(strstr(x->faults.faults[0].text, "chmod 600"));
	put(x, "pw", "x", 0600);
	assert_int_equal(read_text(x, text), 0);
	assert_int_equal(x->o.mailboxes[0].port, 993);
	assert_string_equal(x->o.from_addr, "c@corp.test");
	assert_string_equal(x->o.from_name, "C");
	assert_null(x->o.submission.user);
}

/* A bad file leaves the zone as it was: the daemon goes on with the old configuration. */
static void test_zone_stays(void **state)
{
	struct fixture *x = *state;
	struct err err;
	assert_int_equal(zone_use("UTC", &err), 0);
	assert_int_equal(read_text(x, "office: {since: 2026-09-14, timezone: Asia/Tokyo}\n"), -1);
	assert_string_equal(getenv("TZ"), ":UTC");
	assert_int_equal(time_second_of_day(0), 0);
	good(x, "policies: [{effective: 2026-01-01}]\n");
	assert_int_equal(time_second_of_day(0), 8 * 3600);
}

static void test_unreadable(void **state)
{
	struct fixture *x = *state;
	assert_int_equal(conf_read(x->a, "/nowhere/leadclerk.yaml", &x->o, &x->faults), -1);
	assert_int_equal(x->faults.faults_count, 1);
	assert_int_equal(conf_read(x->a, x->dir, &x->o, &x->faults), -1);
	assert_int_equal(x->faults.faults_count, 1);
}

static void test_policies_alone(void **state)
{
	struct fixture *x = *state;
	static const char *const forms[] = {"effective: 2026-02-01\nlead_list: {quota: 50}\n",
					    "- effective: 2026-02-01\n  lead_list: {quota: 50}\n",
					    "whatever: 1\npolicies: [{effective: 2026-02-01, lead_list: {quota: 50}}]\n"};
	good(x, "policies: [{effective: 2026-01-01}]\n");
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(conf_read_policies(x->a, put(x, "p.yaml", forms[i], 0644), &x->o, &x->faults), 0);
		assert_int_equal(x->o.policies_count, 1);
		assert_int_equal(policy_duty(&x->o.policies[0], "lead_list")->quota, 50);
		assert_non_null(x->o.policies[0].version);
	}
	assert_int_equal(
		conf_read_policies(x->a, put(x, "p.yaml", "effective: 2026-02-01\nlead_list: {quote: 5}\n", 0644), &x->o, &x->faults), -1);
	assert_int_equal(x->faults.faults[0].line, 2);
	assert_int_equal(policy_duty(&x->o.policies[0], "lead_list")->quota, 50); /* as it was */
}

static const char *judged(struct fixture *x, const char *option)
{
	struct buf out = {0};
	conf_dump_judging(good(x, arena_printf(x->a, "policies: [{effective: 2026-01-01}]\n%s\n", option)), &out);
	const char *text = arena_strdup(x->a, out.data);
	buf_release(&out);
	return text;
}

/* What judges nothing may be set, and may come with a new version, without years of mail being judged again. */
static void test_what_judges_nothing(void **state)
{
	struct fixture *x = *state;
	static const char *const aside[] = {"raw_mail_days: 180", "letter_days: 180", "lead_days: 365", "alarm_minutes: 20", "alarm_disk_mb: 9", "metrics: m.prom"};
	const char *plain = judged(x, "");
	assert_null(strstr(plain, "# report "));
	assert_non_null(strstr(plain, "# form "));
	for (size_t i = 0; i < sizeof aside / sizeof *aside; i++)
		assert_string_equal(judged(x, aside[i]), plain);
	assert_string_not_equal(judged(x, "leave: [{staff: r, from: 2026-10-08, to: 2026-10-09}]"), plain);
}

/* Whatever stands in the file: it is read, or there are faults; what was read can be dumped and read again. */
static void mangle(struct buf *text)
{
	static const char *const bits[] = {"[]", "{}", "~",  "[[~]]", "{a: b}", "*a", "&a ",      "\"", "- ",
					   ": ", "\n", "-1", "off",   "\t",     "#",  "maildir:", "S0"};
	for (int n = rand() % 3 + 1; n > 0; n--) {
		const char *bit = bits[(size_t)rand() % (sizeof bits / sizeof *bits)];
		size_t at = (size_t)rand() % text->size, end = at;
		bool value = rand() % 2;
		while (value && at > 1 && (text->data[at - 1] != ' ' || text->data[at - 2] != ':'))
			at--;
		while (value && end < text->size && !strchr(",}\n", text->data[end]))
			end++;
		struct buf out = {0};
		buf_add(&out, text->data, at);
		buf_adds(&out, bit);
		buf_add(&out, text->data + end, text->size - end);
		buf_release(text);
		*text = out;
	}
}

static void test_mangled(void **state)
{
	struct fixture *x = *state;
	int taken = 0;
	srand(20260914);
	for (int i = 0; i < 1500; i++) {
		struct buf text = {0};
		buf_printf(&text, "%s%spolicies:\n  - effective: 2026-01-01\n    lead_list: {quota: 100, due: 23:59, reminders: [20:00]}\n"
				  "leave:\n  - {staff: r, from: 2026-10-08}\nstore: clerk.db\n", office_part, staff_part);
		mangle(&text);
		if (read_text(x, text.data) == 0) {
			struct buf dump = {0};
			taken++;
			conf_dump(&x->o, &dump);
			if (read_text(x, dump.data) < 0) {
				show(&x->faults);
				fail_msg("%s", dump.data);
			}
			buf_release(&dump);
		} else {
			assert_true(x->faults.faults_count > 0);
		}
		buf_release(&text);
		arena_reset(x->a);
	}
	assert_true(taken > 20);
}

static void test_large_roster(void **state)
{
	struct fixture *x = *state;
	struct buf text = {0};
	buf_adds(&text, office_part);
	buf_adds(&text, staff_part);
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "  - {id: rep%06d, role: rep, mail: rep%06d@corp.test}\n", i, i);
	buf_adds(&text, "policies: [{effective: 2026-01-01}]\n");
	assert_int_equal(read_text(x, text.data), 0);
	assert_string_equal(office_sender(&x->o, "rep099999@corp.test", 20000)->id, "rep099999");
	assert_string_equal(office_staff(&x->o, "rep000000")->id, "rep000000");
	assert_null(office_staff(&x->o, "rep100000"));
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_golden, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sample, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interface_sample, setup, teardown),
		cmocka_unit_test_setup_teardown(test_defaults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_overlay, setup, teardown),
		cmocka_unit_test_setup_teardown(test_own_duty, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dump_again, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_judges_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_version, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_faults_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_secrets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_zone_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup, teardown),
		cmocka_unit_test_setup_teardown(test_policies_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(test_mangled, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large_roster, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
