#include "dossier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/zipped.h"
#include "compose.h"
#include "conf.h"
#include "dossier_inside.h"
#include "facts.h"
#include "file_bytes.h"
#include "file_read.h"
#include "reader.h"

/* ---- what goes in ---- */

void dossier_add(struct dossier *d, const char *name, struct bytes b)
{
	zipped_add(&d->zip, name, b.data ? (const char *)b.data : "", b.size);
	printf("  %-28s %zu bytes\n", name, b.size);
}

void dossier_add_text(struct dossier *d, const char *name, const char *text)
{
	struct buf clean = {0};
	scrub_text(d->scrub, text, &clean);
	dossier_add(d, name, (struct bytes){(uint8_t *)clean.data, clean.size});
	buf_release(&clean);
}

static void add_buf(struct dossier *d, const char *name, struct buf *b)
{
	dossier_add_text(d, name, text_clean(d->a, b->data ? b->data : "", b->size));
	buf_release(b);
}

/* ---- of the office ---- */

/* A password has no place here, not even scrubbed: up to the value's end, whether it ends with the line or within { }. */
static void drop_passwords(const char *text, struct buf *out)
{
	for (const char *at; (at = strcasestr(text, "password")); text = at + strcspn(at, ",}\n")) {
		size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"); /* what follows it, be it ':' or '：' */
		buf_add(out, text, (size_t)(at - text) + n);
		buf_adds(out, at[n] && !strchr(",}\n", at[n]) ? ": removed" : "");
	}
	buf_adds(out, text);
	buf_addc(out, '\0');
}

static void add_configuration(struct dossier *d, const char *text)
{
	struct buf kept = {0};
	drop_passwords(text, &kept);
	dossier_add_text(d, "configuration.yaml", kept.data);
	buf_release(&kept);
}

static void add_good(struct dossier *d)
{
	struct buf dump = {0};
	conf_dump(&d->office, &dump);
	add_configuration(d, text_clean(d->a, dump.data, dump.size));
	buf_release(&dump);
}

static void say_server(const char *what, const struct server *s, struct buf *out)
{
	static const char *const auth[] = {"password", "xoauth2"};
	struct stat st;
	if (s->path) {
		buf_printf(out, "%s: maildir\n", what);
		return;
	}
	buf_printf(out, "%s: %s, port %d, provider %s, auth %s, %s", what, s->scheme, s->port, server_provider(s)->name, auth[s->auth == AUTH_XOAUTH2],
	           s->password_file ? "password file" : s->password_command ? "password command" : s->password_credential ? "credential" : "no password");
	if (s->password_file && stat(s->password_file, &st) == 0)
		buf_printf(out, " mode %04o, %lld bytes", (unsigned)(st.st_mode & 07777), (long long)st.st_size);
	else if (s->password_file)
		buf_printf(out, " that is not there");
	buf_printf(out, "%s\n", s->ca_file ? ", ca file" : "");
}

static void add_servers(struct dossier *d)
{
	struct buf out = {0};
	for (size_t i = 0; i < d->office.mailboxes_count; i++)
		say_server("mailbox", &d->office.mailboxes[i], &out);
	say_server("submission", &d->office.submission, &out);
	add_buf(d, "servers.txt", &out);
}

/* A configuration that can't be read is sent as it stands there, with what is said of it. */
static void add_office(struct dossier *d)
{
	struct conf_faults faults = {0};
	struct template_faults letters = {0};
	struct buf file = {0}, said = {0};
	struct err err;
	d->has_office = conf_read(d->a, d->configuration, &d->office, &faults) == 0;
	for (size_t i = 0; i < faults.faults_count; i++)
		buf_printf(&said, "line %d: %s\n", faults.faults[i].line, faults.faults[i].text);
	if (d->has_office && compose_open(d->a, &d->office, &letters) < 0)
		buf_printf(&said, "%zu faults in the letters, the first in line %d: %s\n", letters.faults_count, letters.faults[0].line, letters.faults[0].text);
	if (!said.size)
		buf_adds(&said, "no faults\n");
	add_buf(d, "check.txt", &said);
	if (d->has_office) {
		add_good(d);
		add_servers(d);
	} else if (file_bytes(d->configuration, FILE_READ_MAX, &file, &err) == 0) {
		add_configuration(d, text_decode(d->a, NULL, file.data ? file.data : "", file.size));
	}
	buf_release(&file);
}

static void add_store(struct dossier *d)
{
	struct viewer v = {.office = &d->office, .a = d->a, .options = d->options, .now = d->now};
	struct err err = {0};
	if (!d->has_office)
		return;
	if (store_open(d->office.store, DB_READ, &v.store, &err) < 0) {
		dossier_add_text(d, "status.txt", err.text);
		return;
	}
	dossier_count(d, &v.store);
	if (facts_lay(d->a, &v.store, v.office, &v.office, &err) < 0 || show_status(&v, &err) < 0)
		buf_printf(&v.out, "%s\n", err.text);
	add_buf(d, "status.txt", &v.out);
	store_close(&v.store);
}

/* ---- mails and files ---- */

static int find_mail(struct dossier *d, const char *id, struct bytes *raw_r, struct err *err)
{
	struct store s;
	struct mail_record m;
	if (!d->has_office || store_open(d->office.store, DB_READ, &s, err) < 0)
		return err_set(err, 66, "%s: there is no such file, and no store to look for a mail of that id", id);
	int r = store_find_mail(&s, d->a, id, &m, err);
	if (r > 0)
		r = store_get_raw(&s, d->a, &m.raw, raw_r, err);
	else if (r == 0)
		r = err_set(err, 66, "%s: neither a file nor a mail's id (leadclerk mails)", id);
	store_close(&s);
	return r < 0 ? -1 : 0;
}

/* A name that hostile bytes gave stays within its folder, whoever unpacks it. */
static const char *flat(struct arena *a, const char *name)
{
	char *safe = arena_printf(a, "%s%s", *name == '.' ? "_" : "", name);
	for (char *p = safe; *p; p++)
		if (*p == '/' || *p == '\\' || (unsigned char)*p < ' ' || *p == 0x7F)
			*p = '_';
	return safe;
}

static int add_thing(struct dossier *d, struct child *reader, const char *word, size_t number, struct err *err)
{
	struct buf file = {0};
	struct bytes b;
	struct scrubbed r = {0};
	const char *slash = strrchr(word, '/'), *name = slash ? slash + 1 : word;
	bool is_file = access(word, F_OK) == 0;
	int failed = is_file ? file_bytes(word, FILE_READ_MAX, &file, err) : find_mail(d, word, &b, err);
	if (!failed && is_file)
		b = (struct bytes){(const uint8_t *)file.data, file.size};
	if (!failed)
		failed = reader_scrub(reader, d->a, d->key, b, is_file ? name : NULL, &r, err);
	for (size_t i = 0; !failed && i < r.files_count; i++)
		if (r.files[i].bytes.data)
			dossier_add(d, arena_printf(d->a, "thing-%zu/%s", number, flat(d->a, r.files[i].name)), r.files[i].bytes);
	for (size_t i = 0; i < r.left_out_count; i++)
		printf("  left out: %s\n", flat(d->a, r.left_out[i]));
	buf_release(&file);
	return failed;
}

static int add_things(struct dossier *d, struct err *err)
{
	struct child *reader = d->options->words_count ? child_new("reader") : NULL;
	int failed = 0;
	for (size_t i = 0; !failed && i < d->options->words_count; i++)
		failed = add_thing(d, reader, d->options->words[i], i + 1, err);
	if (reader)
		child_kill(reader);
	child_free(reader);
	return failed;
}

/* ---- the file ---- */

static int write_zip(struct dossier *d, const char *path, struct err *err)
{
	zipped_end(&d->zip);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good = fd >= 0 && bytes_write(fd, (struct bytes){(const uint8_t *)d->zip.out.data, d->zip.out.size}) == 0 && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	return good ? 0 : err_set(err, 73, "%s: %s", path, strerror(why));
}

static const char readme[] =
	"Made by `leadclerk report`. Names, companies, phones, addresses and words that are not everybody's were replaced by others of the same kind;\n"
	"what was equal is equal. The key to that was thrown away. Look through it before you send it, as one who knows the people.\n";

static int fill(struct dossier *d, struct err *err)
{
	printf("%s holds:\n", d->path);
	dossier_add(d, "README.txt", (struct bytes){(const uint8_t *)readme, sizeof readme - 1});
	dossier_versions(d);
	add_office(d);
	add_store(d);
	dossier_journal(d);
	if (add_things(d, err) < 0 || write_zip(d, d->path, err) < 0)
		return -1;
	printf("Names, phones, addresses were replaced; passwords are not in it. Look through it before you send it: leadclerk sends nothing.\n");
	return 0;
}

int dossier_write(const char *configuration, const struct command_options *o, int64_t now, struct err *err)
{
	struct dossier d = {.configuration = configuration, .options = o, .now = now, .a = arena_new()};
	char text[TIME_TEXT_SIZE];
	if (getrandom(d.key, sizeof d.key, 0) != sizeof d.key)
		return err_set(err, 75, "getrandom: %s", strerror(errno));
	d.scrub = scrub_new(d.a, d.key);
	time_text(now, text);
	for (int n = 1; n == 1 || access(d.path, F_OK) == 0; n++) /* two within a second */
		d.path = arena_printf(d.a, "leadclerk-report-%.10s-%.2s%.2s%.2s%s.zip", text, text + 11, text + 14, text + 17, n > 1 ? arena_printf(d.a, "-%d", n) : "");
	int failed = fill(&d, err);
	zipped_release(&d.zip);
	explicit_bzero(d.key, sizeof d.key);
	explicit_bzero(d.scrub, SCRUB_KEY_SIZE);
	arena_free(d.a);
	return failed;
}
