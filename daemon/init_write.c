/* What `init` writes: the passwords, the calendars, and last of all the configuration, which is checked before it has its name. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/embed.h"
#include "calendar.h"
#include "conf.h"
#include "conf_edit.h"
#include "file_bytes.h"
#include "init_inside.h"
#include "place.h"
#include "speak.h"
#include "template.h"

#define STATE_FOLDER "/var/lib/leadclerk"
#define PACKAGE_FOLDER "/etc/leadclerk/"
#define SAMPLE "etc/leadclerk.yaml"
#define CALENDARS "etc/calendars/"

struct files {
	struct texts made;               /* what is taken back if it goes wrong */
	struct place secret, open, folder, closed_folder;
};

/* ---- may it be written at all? ---- */

/* But for the store's line, which the package fills in. */
static bool is_sample(const char *text)
{
	const char *ours = embedded_find(SAMPLE) ? embedded_find(SAMPLE)->data : "";
	while (*ours && *text) {
		size_t n = strcspn(ours, "\n"), m = strcspn(text, "\n");
		bool store = strncmp(ours, "store:", 6) == 0 && strncmp(text, "store:", 6) == 0;
		if (!store && (n != m || strncmp(ours, text, n) != 0))
			return false;
		ours += n + (ours[n] == '\n');
		text += m + (text[m] == '\n');
	}
	return !*ours && !*text;
}

static int may_replace(struct init *i, struct err *err)
{
	struct buf b = {0};
	int failed = file_bytes(i->configuration, 1 << 20, &b, err);
	bool sample = !failed && is_sample(b.data);
	buf_release(&b);
	if (failed && err->exit_code == 66 && access(i->configuration, F_OK) < 0)
		return 0;
	if (sample || i->given->replace)
		return 0;
	if (i->given->yes)
		return err_set(err, 73, "%s", SPEAK(i->a, "init.there", i->configuration));
	const char *said = ask_line(i->a, SPEAK(i->a, "ask.replace", i->configuration), "");
	return said && (*said == 'y' || *said == 'Y' || strncmp(said, "是", 3) == 0) ? 0 : err_set(err, 73, "%s", SPEAK(i->a, "init.there", i->configuration));
}

/* "sales-" of /etc/leadclerk/sales.yaml, whose unit is leadclerk@sales; "" else. Departments beside each other share neither passwords nor a store. */
static const char *department(const struct init *i, const char *end)
{
	const char *name = i->configuration + strlen(i->folder);
	size_t n = strlen(name);
	if (strcmp(i->folder, PACKAGE_FOLDER) != 0 || strcmp(name, "leadclerk.yaml") == 0 || n < 6 || strcmp(name + n - 5, ".yaml") != 0)
		return "";
	return arena_printf(i->a, "%.*s%s", (int)(n - 5), name, end);
}

const char *init_secret(const struct init *i, const char *name)
{
	return arena_printf(i->a, "secrets/%s%s", department(i, "-"), name);
}

/* One that is there without this configuration is another one's. */
static int may_replace_password(struct init *i, struct err *err)
{
	const char *path = arena_printf(i->a, "%s%s", i->folder, init_secret(i, "clerk"));
	struct stat st;
	return i->given->replace || lstat(i->configuration, &st) == 0 || lstat(path, &st) < 0 ? 0 : err_set(err, 73, "%s", SPEAK(i->a, "init.password_there", path));
}

int init_may_write(struct init *i, struct err *err)
{
	const struct place how = {0755, (uid_t)-1, (gid_t)-1};
	const char *folder = *i->folder ? i->folder : ".";
	struct stat st;
	if (stat(folder, &st) < 0 && place_folder(folder, &how, err) < 0)
		return -1;
	if (access(folder, W_OK) < 0)
		return err_set(err, 73, "%s", SPEAK(i->a, "init.not_allowed", folder, strerror(errno)));
	return may_replace(i, err) < 0 || may_replace_password(i, err) < 0 ? -1 : 0;
}

/* ---- whose it is ---- */

static const char *store_of(const struct init *i)
{
	struct stat st;
	bool packaged = strcmp(i->folder, PACKAGE_FOLDER) == 0 && stat(STATE_FOLDER, &st) == 0 && S_ISDIR(st.st_mode);
	return packaged ? arena_printf(i->a, STATE_FOLDER "/%sclerk.db", department(i, "/")) : "clerk.db";
}

/* Written by root for the service's user, to whom the store's folder belongs: the passwords are his, the configuration he may read. */
static struct files whose(const struct init *i)
{
	struct stat st;
	struct files f = {.secret = {0600, (uid_t)-1, (gid_t)-1}, .open = {0640, (uid_t)-1, (gid_t)-1}, .folder = {0755, (uid_t)-1, (gid_t)-1}, .closed_folder = {0700, (uid_t)-1, (gid_t)-1}};
	const char *folder = *store_of(i) == '/' ? STATE_FOLDER : *i->folder ? i->folder : ".";
	if (geteuid() != 0 || stat(folder, &st) < 0 || st.st_uid == 0)
		return f;
	f.secret.owner = f.closed_folder.owner = st.st_uid;
	f.secret.group = f.closed_folder.group = f.open.group = st.st_gid;
	f.open.owner = 0;
	return f;
}

/* ---- files ---- */

static int put(struct init *i, struct files *f, const char *path, const char *text, size_t size, const struct place *how, bool replace, struct err *err)
{
	struct stat st;
	bool fresh = lstat(path, &st) < 0;
	if (place_write(i->a, path, (struct bytes){(const uint8_t *)text, size}, how, err) < 0 || place_done(i->a, path, replace, err) < 0)
		return -1;
	if (fresh)
		ARENA_PUSH(i->a, &f->made, items) = path;
	return 0;
}

static int put_password(struct init *i, struct files *f, const char *name, const char *password, struct err *err)
{
	const char *path = arena_printf(i->a, "%s%s", i->folder, init_secret(i, name));
	char line[ASK_MAX + 2];
	if (!*password)
		return 0;
	int n = snprintf(line, sizeof line, "%s\n", password);
	int failed = put(i, f, path, line, (size_t)n, &f->secret, i->given->replace || !i->given->yes, err);
	explicit_bzero(line, sizeof line);
	return failed;
}

/* The State Council's days that travel in the program, from the year before the first day on; a file of that name that is there stays. */
static int put_shipped(struct init *i, struct files *f, struct texts *names, struct err *err)
{
	date since;
	int year = 0;
	if (date_parse(i->answer[INIT_SINCE], &since) < 0)
		return 0;
	for (const struct embedded_file *e = embedded_files; e->name; e++) {
		if (strncmp(e->name, CALENDARS, sizeof CALENDARS - 1) != 0 || sscanf(e->name + sizeof CALENDARS - 1, "%4d", &year) != 1 || year < date_year(since) - 1)
			continue;
		const char *name = arena_printf(i->a, "calendars/%d.csv", year), *path = arena_printf(i->a, "%s%s", i->folder, name);
		struct place how = {0644, (uid_t)-1, (gid_t)-1};
		if (access(path, F_OK) < 0 && put(i, f, path, e->data, e->size, &how, false, err) < 0)
			return -1;
		ARENA_PUSH(i->a, names, items) = name;
	}
	return 0;
}

static int put_given(struct init *i, struct files *f, const char *file, struct texts *names, struct err *err)
{
	const char *slash = strrchr(file, '/'), *name = arena_printf(i->a, "calendars/%s", slash ? slash + 1 : file), *path = arena_printf(i->a, "%s%s", i->folder, name);
	struct place how = {0644, (uid_t)-1, (gid_t)-1};
	struct calendar days = {0};
	struct conf_faults faults = {0};
	struct stat from, to;
	struct buf b = {0};
	if (calendar_read(i->a, file, &days, &faults, err) < 0)
		return -1;
	if (faults.faults_count)
		return err_set(err, 65, "%s:%d: %s", file, faults.faults[0].line, faults.faults[0].text);
	bool there = stat(file, &from) == 0 && stat(path, &to) == 0 && from.st_ino == to.st_ino && from.st_dev == to.st_dev;
	int failed = there ? 0 : file_bytes(file, CALENDAR_MAX_BYTES, &b, err);
	if (!there && !failed)
		failed = put(i, f, path, b.data, b.size, &how, i->given->replace, err);
	buf_release(&b);
	ARENA_PUSH(i->a, names, items) = name;
	return failed;
}

static int put_calendars(struct init *i, struct files *f, struct texts *names, struct err *err)
{
	if (put_shipped(i, f, names, err) < 0)
		return -1;
	for (size_t k = 0; k < i->given->calendars_count; k++)
		if (put_given(i, f, i->given->calendars[k], names, err) < 0)
			return -1;
	return 0;
}

/* ---- the configuration ---- */

static const char *quoted(struct arena *a, const char *text)
{
	struct buf b = {0};
	conf_quote(&b, text);
	const char *q = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return q;
}

static void put_mailbox(struct init *i, struct view *v, const char *name, const char *url, const char *user)
{
	struct view *one = view_add_object(i->a, v);
	view_set_text(i->a, one, "name", name);
	view_set_text(i->a, one, "url", quoted(i->a, url));
	view_set_text(i->a, one, "user", init_is_maildir(url) ? "" : quoted(i->a, user));
	view_set_text(i->a, one, "file", init_secret(i, name));
	view_set_bool(i->a, one, "plain", init_is_plain_loopback(i->a, url));
}

static void put_people(struct init *i, struct view *v)
{
	struct view *list = view_set_list(i->a, v, "people");
	for (size_t k = 0; k < i->people.staff_count; k++) {
		struct buf b = {0};
		conf_staff_line(&i->people.staff[k], &b);
		view_set_text(i->a, view_add_object(i->a, list), "line", arena_strndup(i->a, b.data, b.size));
		buf_release(&b);
	}
}

static const char *directors_mail(const struct init *i)
{
	size_t at = 0;
	return office_next(&i->people, 1u << ROLE_DIRECTOR, &at)->mail[0];
}

static void put_servers(struct init *i, struct view *v)
{
	const char *user = i->answer[INIT_MAILBOX], *smtp = i->answer[INIT_SMTP];
	struct view *list = view_set_list(i->a, v, "mailboxes");
	if (i->director_imap)
		put_mailbox(i, list, "director", i->director_imap, directors_mail(i));
	put_mailbox(i, list, "clerk", i->answer[INIT_IMAP], user);
	view_set_bool(i->a, v, "director_read", i->director_imap != NULL);
	view_set_text(i->a, v, "url", i->answer[INIT_IMAP]);
	view_set_text(i->a, v, "smtp", quoted(i->a, smtp));
	view_set_text(i->a, v, "user", init_is_maildir(smtp) ? "" : quoted(i->a, user));
	view_set_bool(i->a, v, "smtp_plain", init_is_plain_loopback(i->a, smtp));
	view_set_text(i->a, v, "from", quoted(i->a, arena_printf(i->a, "%s <%s>", SPEAK(i->a, "init.from"), user)));
}

static struct view *build(struct init *i, const struct texts *calendars)
{
	char day[DATE_TEXT_SIZE];
	struct arena *a = i->a;
	struct view *v = view_object(a);
	const char *all = "", *weekend = i->answer[INIT_WEEKEND];
	for (size_t k = 0; k < calendars->items_count; k++)
		all = arena_printf(a, "%s%s%s", all, k ? ", " : "", quoted(a, calendars->items[k]));
	view_set_text(a, v, "name", i->answer[INIT_COMPANY]);
	view_set_text(a, v, "day", date_text(time_date(i->now), day));
	view_set_text(a, v, "company", quoted(a, i->answer[INIT_COMPANY]));
	view_set_text(a, v, "zone", i->answer[INIT_ZONE]);
	view_set_text(a, v, "since", i->answer[INIT_SINCE]);
	view_set_text(a, v, "calendars", all);
	view_set_text(a, v, "operator", i->answer[INIT_OPERATOR]);
	view_set_text(a, v, "store", store_of(i));
	view_set_text(a, v, "packs", i->answer[INIT_PACKS]);
	view_set_text(a, v, "weekend", strcmp(weekend, "two_days") == 0 ? "" : weekend);
	view_set_bool(a, v, "lists", i->answer[INIT_QUOTA] != NULL);
	view_set_text(a, v, "quota", i->answer[INIT_QUOTA]);
	view_set_text(a, v, "due", i->answer[INIT_DUE]);
	view_set_text(a, v, "donation", i->answer[INIT_DONATION]);
	put_servers(i, v);
	put_people(i, v);
	return v;
}

static int render(struct init *i, const struct texts *calendars, struct buf *out, struct err *err)
{
	const char *name = arena_printf(i->a, "etc/init/%s.yaml", language_names[speak_language()]);
	const struct embedded_file *e = embedded_find(name);
	struct template_faults faults = {0};
	const struct template_set set = {0};
	must(e);
	const struct template *t = template_parse(i->a, name, name, 1, e->data, &faults);
	must(t);
	return template_render(&set, t, build(i, calendars), out) < 0 ? err_set(err, 65, "the configuration would be too large") : 0;
}

static int check(struct init *i, struct err *err)
{
	struct office o;
	struct conf_faults faults = {0};
	if (conf_read(i->a, place_beside(i->a, i->configuration), &o, &faults) == 0)
		return 0;
	for (size_t k = 0; k < faults.faults_count; k++)
		fprintf(stderr, "%s:%d: %s\n", faults.faults[k].file, faults.faults[k].line, faults.faults[k].text);
	return err_set(err, 78, "%s", SPEAK(i->a, "import.faults", arena_printf(i->a, "%zu", faults.faults_count)));
}

static int put_configuration(struct init *i, struct files *f, const struct texts *calendars, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	const char *kept;
	struct buf text = {0};
	int failed = render(i, calendars, &text, err);
	if (!failed)
		failed = place_write(i->a, i->configuration, (struct bytes){(const uint8_t *)text.data, text.size}, &f->open, err);
	buf_release(&text);
	if (failed)
		return -1;
	if (check(i, err) < 0 || place_keep(i->a, i->configuration, date_text(time_date(i->now), day), &kept, err) < 0) {
		place_drop(i->a, i->configuration);
		return -1;
	}
	return place_done(i->a, i->configuration, true, err);
}

static int write_all(struct init *i, struct files *f, struct err *err)
{
	struct texts calendars = {0};
	const char *store = store_of(i), *slash = strrchr(store, '/'), *folder = slash ? arena_strndup(i->a, store, (size_t)(slash - store)) : NULL;
	if (folder && strcmp(folder, STATE_FOLDER) != 0 && place_folder(folder, &f->closed_folder, err) < 0) /* a department's own, as its unit would make it */
		return -1;
	if (place_folder(arena_printf(i->a, "%ssecrets", i->folder), &f->closed_folder, err) < 0 || place_folder(arena_printf(i->a, "%scalendars", i->folder), &f->folder, err) < 0)
		return -1;
	if (put_password(i, f, "clerk", i->password, err) < 0 || put_password(i, f, "director", i->director_password, err) < 0 || put_calendars(i, f, &calendars, err) < 0)
		return -1;
	return put_configuration(i, f, &calendars, err);
}

/* Not to be interrupted from here on: it takes no time, and nobody is asked. */
int init_write(struct init *i, struct err *err)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	sigset_t block, before;
	struct files f = whose(i);
	sigemptyset(&block);
	for (size_t k = 0; k < sizeof signals / sizeof *signals; k++)
		sigaddset(&block, signals[k]);
	sigprocmask(SIG_BLOCK, &block, &before);
	int failed = write_all(i, &f, err);
	for (size_t k = 0; failed && k < f.made.items_count; k++)
		unlink(f.made.items[k]);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return failed;
}
