#include "import.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf.h"
#include "conf_edit.h"
#include "file_bytes.h"
#include "place.h"
#include "roster_merge.h"
#include "speak.h"

/* ---- the configuration, changed (both imports) ---- */

static int check(struct arena *a, const char *path, struct err *err)
{
	struct office o;
	struct conf_faults faults = {0};
	if (conf_read(a, place_beside(a, path), &o, &faults) == 0)
		return 0;
	for (size_t i = 0; i < faults.faults_count; i++)
		fprintf(stderr, "%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
	return err_set(err, 78, "%s", SPEAK(a, "import.faults", arena_printf(a, "%zu", faults.faults_count)));
}

static struct place as_before(const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return (struct place){0640, (uid_t)-1, (gid_t)-1};
	return (struct place){st.st_mode & 07777, geteuid() == 0 ? st.st_uid : (uid_t)-1, st.st_gid};
}

int import_replace(struct arena *a, const struct import *i, const struct buf *text, struct buf *out, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	const char *kept;
	struct place how = as_before(i->configuration);
	if (place_write(a, i->configuration, (struct bytes){(const uint8_t *)text->data, text->size}, &how, err) < 0)
		return -1;
	if (check(a, i->configuration, err) < 0 || place_keep(a, i->configuration, date_text(time_date(i->now), day), &kept, err) < 0) {
		place_drop(a, i->configuration);
		return -1;
	}
	if (place_done(a, i->configuration, true, err) < 0)
		return -1;
	buf_printf(out, "%s\n", SPEAK(a, "import.written", i->configuration, kept));
	return 0;
}

/* ---- what is told ---- */

static const char *staff_text(struct arena *a, const struct staff *s)
{
	struct buf b = {0};
	conf_staff_line(s, &b);
	const char *text = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return text;
}

/* "roster.mail roster.role": each in words. */
static const char *why(struct arena *a, const struct staff_change *c)
{
	const char *all = "";
	for (const char *at = c->why; *at;) {
		size_t n = strcspn(at, " ");
		const char *one = SPEAK(a, arena_strndup(a, at, n), c->what);
		all = *all ? arena_printf(a, "%s, %s", all, one) : one;
		at += n + (at[n] == ' ');
	}
	return all;
}

static void tell_one(struct arena *a, const struct staff_change *c, struct buf *out)
{
	char until[DATE_TEXT_SIZE];
	switch (c->kind) {
	case STAFF_ADDED:
		buf_printf(out, "  + %s%s%s\n", staff_text(a, &c->now), *c->why ? "  " : "", why(a, c));
		return;
	case STAFF_CHANGED:
		buf_printf(out, "  ~ %s  %s\n", staff_text(a, &c->now), why(a, c));
		return;
	case STAFF_ENDED:
		buf_printf(out, "  - %s\n", SPEAK(a, "roster.ended", c->now.id, c->now.name, date_text(c->now.until, until)));
		return;
	case STAFF_ABSENT:
		buf_printf(out, "  ? %s\n", SPEAK(a, "roster.absent", c->now.id, c->now.name));
		return;
	case STAFF_LEFT_OUT:
		buf_printf(out, "  ! %s  %s\n", c->now.name, why(a, c));
	}
}

void import_tell(struct arena *a, const struct roster *r, const struct staff_changes *c, struct buf *out)
{
	static const enum staff_change_kind order[] = {STAFF_ADDED, STAFF_CHANGED, STAFF_ENDED, STAFF_ABSENT, STAFF_LEFT_OUT};
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < c->items_count; i++)
			if (c->items[i].kind == order[k])
				tell_one(a, &c->items[i], out);
	for (size_t i = 0; i < r->notes_count; i++)
		buf_printf(out, "  ! %s\n", SPEAK(a, r->notes[i].key, r->notes[i].name, r->notes[i].what));
}

/* ---- staff import ---- */

static void add_person(struct arena *a, struct office *all, const struct staff *s)
{
	ARENA_PUSH(a, all, staff) = *s;
}

static int rewrite(struct arena *a, const struct import *i, const struct staff_changes *c, struct buf *out, struct err *err)
{
	struct { struct conf_staff_edit *items; size_t items_count, items_cap; } edits = {0};
	struct office all = {0};
	struct buf old = {0}, text = {0};
	for (size_t k = 0; k < i->office->staff_count; k++)
		add_person(a, &all, &i->office->staff[k]);
	for (size_t k = 0; k < c->items_count; k++) {
		const struct staff_change *x = &c->items[k];
		size_t at = x->before ? (size_t)(x->before - i->office->staff) : SIZE_MAX;
		if (x->kind != STAFF_ADDED && x->kind != STAFF_CHANGED && x->kind != STAFF_ENDED)
			continue;
		ARENA_PUSH(a, &edits, items) = (struct conf_staff_edit){at, x->now};
		if (x->before)
			all.staff[at] = x->now;
		else
			add_person(a, &all, &x->now);
	}
	int failed = file_bytes(i->configuration, 64 * 1024 * 1024, &old, err);
	if (!failed)
		failed = conf_edit_staff(a, old.data ? old.data : "", edits.items, edits.items_count, all.staff, all.staff_count, &text, err);
	if (!failed)
		failed = import_replace(a, i, &text, out, err);
	buf_release(&old);
	buf_release(&text);
	return failed;
}

static bool share_address(const struct staff *x, const struct staff *y)
{
	for (size_t i = 0; i < x->mail_count; i++)
		for (size_t k = 0; k < y->mail_count; k++)
			if (strcasecmp(x->mail[i], y->mail[k]) == 0)
				return true;
	return false;
}

/* Who was taken on by mail stands in no configuration: whom the table adds may be the same, under another id, and both would be owed by; and another under his id would bear his fines. */
static void tell_clashes(struct arena *a, const struct import *i, const struct office *known, const struct staff_changes *c, struct buf *out)
{
	for (size_t n = 0; n < c->items_count; n++)
		for (size_t k = 0; c->items[n].kind == STAFF_ADDED && k < known->staff_count; k++) {
			const struct staff *by_mail = &known->staff[k], *added = &c->items[n].now;
			if (office_staff(i->office, by_mail->id))
				continue;
			bool same = share_address(by_mail, added) || strcmp(by_mail->name, added->name) == 0;
			if (strcmp(by_mail->id, added->id) == 0 && !same)
				buf_printf(out, "  ! %s\n", SPEAK(a, "roster.id_by_mail", added->name, by_mail->id, by_mail->name, by_mail->mail_count ? by_mail->mail[0] : ""));
			else if (strcmp(by_mail->id, added->id) != 0 && same)
				buf_printf(out, "  ! %s\n", SPEAK(a, "roster.by_mail", added->name, by_mail->id, added->id, by_mail->mail_count ? by_mail->mail[0] : ""));
		}
}

static const char *number(struct arena *a, const struct staff_changes *c, enum staff_change_kind kind)
{
	return arena_printf(a, "%zu", roster_count(c, kind));
}

static int merge(struct arena *a, const struct import *i, struct buf *out, struct err *err)
{
	struct roster r;
	struct staff_changes c;
	const struct roster_merge how = {time_date(i->now), i->absent_until, import_known(a, i->office)};
	if (roster_read(a, i->file, &r, err) < 0)
		return -1;
	roster_merge(a, &r, i->office, &how, &c);
	import_tell(a, &r, &c, out);
	tell_clashes(a, i, how.known, &c, out);
	buf_printf(out, "%s\n", SPEAK(a, "import.staff", number(a, &c, STAFF_ADDED), number(a, &c, STAFF_CHANGED), number(a, &c, STAFF_ENDED), number(a, &c, STAFF_LEFT_OUT)));
	if (roster_count(&c, STAFF_ADDED) + roster_count(&c, STAFF_CHANGED) + roster_count(&c, STAFF_ENDED) == 0)
		buf_printf(out, "%s\n", SPEAK(a, "import.nothing"));
	else if (i->write)
		return rewrite(a, i, &c, out, err);
	else
		buf_printf(out, "%s\n", SPEAK(a, "import.dry"));
	return 0;
}

int import_staff(const struct import *i, struct buf *out, struct err *err)
{
	struct arena *a = arena_new();
	int failed = merge(a, i, out, err);
	arena_free(a);
	return failed;
}
