#include "conf_checks.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/embed.h"
#include "conf.h"
#include "option_types.h"

#define PACKS "etc/packs/"

/* ---- one duty */

#define MAKEUP_ENTRY "makeup_unfulfilled"

static const char *const countables[] = {"lead", "prospect", "visit", "mail", "slip", NULL};

static bool among(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

bool makeup_present(const void *duty)
{
	return ((const struct duty_rule *)duty)->makeup_counts != NULL;
}

static void check_counts(struct reader *r, const struct node *n, const struct duty_rule *d)
{
	bool mail = strcmp(d->counts, "mail") == 0;
	if (!among(d->counts, countables))
		reader_fault(r, node_or_whole(n, "counts"), "counts: unknown value \"%s\": write one of lead, prospect, visit, mail, slip",
			     d->counts);
	else if ((strcmp(d->counts, "slip") == 0) != (d->form != NULL))
		reader_fault(r, node_or_whole(n, "form"), d->form ? "form: only for a duty that counts slip" : "duty %s counts slip: write in form: of which form", d->kind);
	else if (mail && d->words_count == 0)
		reader_fault(r, n, "duty %s counts mail: write in words: what their subject or file name contains", d->kind);
	else if (!mail && d->words_count > 0)
		reader_fault(r, node_or_whole(n, "words"), "words: only for a duty that counts mail");
	else if (!mail && d->addressed_to)
		reader_fault(r, node_or_whole(n, "addressed_to"), "addressed_to: only for a duty that counts mail");
	else if (!mail && (d->answers || d->bundle_for))
		reader_fault(r, node_or_whole(n, d->answers ? "answers" : "bundle_for"), "%s: only for a duty that counts mail", d->answers ? "answers" : "bundle_for");
}

static void check_makeup(struct reader *r, const struct node *n, const struct duty_rule *d)
{
	if (!d->makeup_counts)
		return;
	if (!among(d->makeup_counts, countables) || strcmp(d->makeup_counts, "mail") == 0 || strcmp(d->makeup_counts, "slip") == 0)
		reader_fault(r, node_or_whole(node_get(n, "makeup"), "counts"),
			     "counts: unknown value \"%s\": write one of lead, prospect, visit", d->makeup_counts);
	if (d->when.every != EVERY_WORKDAY)
		reader_fault(r, node_or_whole(n, "makeup"), "makeup: only for a duty of every workday");
}

void duty_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct duty_rule *d = base;
	if (!good)
		return;
	if (strspn(d->kind, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(d->kind))
		reader_fault(r, node_or_whole(n, "kind"), "kind: \"%s\": write small letters, digits and _", d->kind);
	if (strcmp(d->kind, "makeup") == 0)
		reader_fault(r, node_or_whole(n, "kind"), "kind: \"makeup\" is the name of the make-up case: write another");
	if (!d->extends && d->extra > 0)
		reader_fault(r, node_or_whole(n, "extra"), "extra: say with extends: which duty a miss enlarges");
	check_counts(r, n, d);
	due_check(r, n, &d->when);
	check_makeup(r, n, d);
}

/* ---- packs */

static bool pack_file(const struct embedded_file *f)
{
	size_t n = strlen(f->name);
	return strncmp(f->name, PACKS, strlen(PACKS)) == 0 && n > 5 && strcmp(f->name + n - 5, ".yaml") == 0;
}

static struct pack read_pack(struct reader *r, const struct embedded_file *f)
{
	struct pack pack = {0};
	struct conf_faults found = {0};
	struct arena *tmp = arena_new();
	const struct node *n = yaml_parse(tmp, f->name, f->data, f->size, &found);
	conf_faults_move(r->a, r->faults, &found);
	if (n)
		section_read(r, &section_pack, n, &pack);
	arena_free(tmp);
	return pack;
}

static void no_such_pack(struct reader *r, const struct node *n, const char *name)
{
	struct buf all = {0};
	for (const struct embedded_file *f = embedded_files; f->name; f++)
		if (pack_file(f))
			buf_printf(&all, "%s%.*s", all.size ? ", " : "", (int)(strlen(f->name) - strlen(PACKS) - 5),
				   f->name + strlen(PACKS));
	reader_fault(r, n, "there is no rule pack \"%s\": there is %s", name, all.size ? all.data : "none");
	buf_release(&all);
}

static void push_duties(struct reader *r, struct policy *p, const struct duty_rule *duties, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ARENA_PUSH(r->a, p, duties) = duties[i];
}

static bool has_item(const struct policy *p, const char *item)
{
	for (size_t i = 0; i < p->catalogue_count; i++)
		if (strcmp(p->catalogue[i].item, item) == 0)
			return true;
	return false;
}

/* An item that the policy names itself goes before the pack's. */
static void push_catalogue(struct reader *r, struct policy *p, const struct pack *pack)
{
	for (size_t i = 0; i < pack->catalogue_count; i++)
		if (!has_item(p, pack->catalogue[i].item))
			ARENA_PUSH(r->a, p, catalogue) = pack->catalogue[i];
}

static bool stands_before(const char *const *names, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(names[i], names[at]) == 0)
			return true;
	return false;
}

static void switch_packs_on(struct reader *r, const struct node *n, struct policy *p)
{
	struct option_list packs = {0};
	option_take(r, &section_policy, n, "packs", &packs);
	const char **names = packs.items;
	if (!node_find(n, "forms")) {
		p->forms = names;
		p->forms_count = p->forms_cap = packs.items_count;
	}
	if (!node_find(n, "reports")) {
		p->reports = names;
		p->reports_count = p->reports_cap = packs.items_count;
	}
	for (size_t i = 0; i < packs.items_count; i++) {
		if (stands_before(names, i)) {
			reader_fault(r, node_or_whole(n, "packs"), "packs: %s is written twice: keep one", names[i]);
			continue;
		}
		const struct embedded_file *f = embedded_find(arena_printf(r->a, PACKS "%s.yaml", names[i]));
		if (!f) {
			no_such_pack(r, node_or_whole(n, "packs"), names[i]);
			continue;
		}
		struct pack pack = read_pack(r, f);
		push_duties(r, p, pack.duties, pack.duties_count);
		push_catalogue(r, p, &pack);
	}
	for (size_t i = 0; p->forms != names && i < p->forms_count; i++) { /* forms charge what their pack's catalogue names */
		const struct embedded_file *f = embedded_find(arena_printf(r->a, PACKS "%s.yaml", p->forms[i]));
		struct pack pack = {0};
		if (f)
			pack = read_pack(r, f);
		push_catalogue(r, p, &pack);
	}
}

/* Duties that exist only where the policy names them, from whichever pack. */
static void add_on_demand(struct reader *r, const struct node *n, struct policy *p)
{
	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		if (!pack_file(f))
			continue;
		struct pack pack = read_pack(r, f);
		for (size_t i = 0; i < pack.on_demand_count; i++)
			if (node_find(n, pack.on_demand[i].kind) && !policy_duty(p, pack.on_demand[i].kind))
				push_duties(r, p, &pack.on_demand[i], 1);
	}
}

/* ---- the policy's own values laid over the packs' */

/* Reminders after the due moment remind of nothing: the policy's own are a fault, a pack's fall away when the policy moves the moment. */
static void fit_reminders(struct reader *r, const struct node *own, struct duty_rule *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->reminders_count; i++) {
		if (d->reminders[i] < d->when.at)
			kept++;
		else if (own)
			reader_fault(r, own, "reminders: %02d:%02d is not before the due time %02d:%02d", d->reminders[i] / 3600,
			             d->reminders[i] / 60 % 60, d->when.at / 3600, d->when.at / 60 % 60);
	}
	d->reminders_count = kept;
}

static struct duty_rule *duty_of(struct policy *p, const char *kind)
{
	for (size_t i = 0; i < p->duties_count; i++)
		if (strcmp(p->duties[i].kind, kind) == 0)
			return &p->duties[i];
	return NULL;
}

static void lay_over(struct reader *r, const struct node *n, struct policy *p)
{
	for (const struct section *const *s = sections_overlaid; *s; s++) {
		const struct node_item *item = node_find(n, (*s)->name);
		struct duty_rule *d = item ? duty_of(p, (*s)->name) : NULL;
		if (!item)
			continue;
		if (d) {
			section_overlay(r, *s, item->value, d);
			fit_reminders(r, node_get(item->value, "reminders"), d);
		} else {
			struct node at = {.file = n->file, .line = item->line};
			reader_fault(r, &at, "no pack that is switched on has the duty %s: add S0 to packs", item->key);
		}
	}
}

static void add_own(struct reader *r, const struct node *n, struct policy *p, const struct duty_rule *own, size_t count)
{
	const struct node *list = node_get(n, "duties");
	for (size_t i = 0; i < count; i++) {
		const struct node *item = list->items[i].value;
		struct duty_rule d = own[i];
		const struct duty_rule *twin = d.kind ? policy_duty(p, d.kind) : NULL;
		if (twin)
			reader_fault(r, item,
				     "duty %s exists already (%s:%d): choose another kind, or write its values in a section %s:", d.kind,
				     twin->origin.file, twin->origin.line, d.kind);
		fit_reminders(r, node_get(item, "reminders"), &d);
		if (d.kind && !twin)
			ARENA_PUSH(r->a, p, duties) = d;
	}
}

static void check_repeats(struct reader *r, const struct policy *p)
{
	for (size_t i = 0; i < p->catalogue_count; i++) {
		const struct catalogue_item *one = &p->catalogue[i];
		struct node at = {.file = one->origin.file, .line = one->origin.line};
		bool found = !one->repeat_item;
		for (size_t k = 0; k < p->catalogue_count && !found; k++)
			found = strcmp(p->catalogue[k].item, one->repeat_item) == 0;
		if (!found)
			reader_fault(r, &at, "catalogue: repeat_item: there is no item \"%s\"", one->repeat_item);
	}
}

/* What of the policy makes entries of that kind too: a duty up to `d`, its make-up case (is_case: also that duty's own entry), or the catalogue. NULL: nothing. */
static const char *books_too(struct reader *r, const struct policy *p, const struct duty_rule *d, bool is_case, const char *entry)
{
	for (const struct duty_rule *one = p->duties; one <= d; one++) {
		if ((one != d || is_case) && one->entry && strcmp(one->entry, entry) == 0)
			return arena_printf(r->a, "duty %s", one->kind);
		if (one != d && one->makeup_counts && strcmp(one->makeup_entry, entry) == 0)
			return arena_printf(r->a, "the make-up of duty %s", one->kind);
	}
	for (size_t i = 0; i < p->catalogue_count; i++)
		if (strcmp(p->catalogue[i].entry, entry) == 0)
			return arena_printf(r->a, "item %s of the catalogue", p->catalogue[i].item);
	return NULL;
}

/* Entries of one kind, person and day are of one thing: settling takes back whatever else it finds there. */
static void check_entries(struct reader *r, const struct policy *p)
{
	for (struct duty_rule *d = p->duties; d < p->duties + p->duties_count; d++) {
		struct node at = {.file = d->origin.file, .line = d->origin.line};
		if (d->makeup_counts && !d->makeup_entry)
			d->makeup_entry = books_too(r, p, d, true, MAKEUP_ENTRY) ? arena_printf(r->a, "%s_makeup", d->kind) : MAKEUP_ENTRY;
		const char *names[] = {d->entry, d->makeup_counts ? d->makeup_entry : NULL};
		for (int k = 0; k < 2; k++) {
			const char *other = names[k] ? books_too(r, p, d, k == 1, names[k]) : NULL;
			if (other)
				reader_fault(r, &at, "%sduty %s makes ledger entries of kind %s, and so does %s: write another name in its %sentry:", k ? "the make-up of " : "", d->kind, names[k], other,
				             k ? "makeup: " : "");
		}
	}
}

static void connect(struct reader *r, const struct node *n, struct policy *p, int grace)
{
	check_repeats(r, p);
	for (size_t i = 0; i < p->duties_count; i++) {
		struct duty_rule *d = &p->duties[i];
		if (d->extra == 0)
			d->extends = NULL;
		if (p->pushups)
			d->pushups_per_missing = 0;
		const struct duty_rule *wider = d->extends ? policy_duty(p, d->extends) : NULL;
		struct node at = {.file = d->origin.file, .line = d->origin.line};
		if (d->grace_minutes < 0)
			d->grace_minutes = grace;
		if (!d->entry && (d->fen_per_missing > 0 || d->pushups_per_missing > 0))
			d->entry = arena_printf(r->a, "%s_shortfall", d->kind);
		if (d->bundle_for && !policy_duty(p, d->bundle_for))
			reader_fault(r, &at, "duty %s is bundled for \"%s\", which the policy of line %d does not have", d->kind, d->bundle_for, n->line);
		if (d->extends && !wider)
			reader_fault(r, &at, "duty %s extends \"%s\", which the policy of line %d does not have", d->kind, d->extends,
				     n->line);
		else if (wider && (wider->when.every != EVERY_WORKDAY || d->when.every != EVERY_WORKDAY || wider->who != d->who))
			reader_fault(r, &at, "duty %s can't extend %s: both must be owed every workday by the same role", d->kind,
				     d->extends);
	}
	check_entries(r, p);
}

/* A pause at noon is one; a whole day and evening are the two times the wrong way round. */
static void check_quiet(struct reader *r, const struct node *n, const struct policy *p)
{
	enum { HALF_A_DAY = 12 * 3600 };
	if (p->quiet_to - p->quiet_from > HALF_A_DAY)
		reader_fault(r, node_or_whole(n, "quiet_hours"), "quiet_hours: that is the whole day: write the evening first, such as [\"22:45\", \"07:30\"]");
}

void policy_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct policy *p = base;
	const unsigned may = 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER;
	struct duty_rule *own = p->duties;
	size_t own_count = p->duties_count, before = r->faults->faults_count;
	int grace = 0;
	if (p->confirm & ~may)
		reader_fault(r, node_or_whole(n, "confirm"), "confirm: write none, director or general_manager");
	option_take(r, &section_policy, n, "grace_minutes", &grace);
	check_quiet(r, n, p);
	p->duties = NULL;
	p->duties_count = p->duties_cap = 0;
	switch_packs_on(r, n, p);
	add_on_demand(r, n, p);
	lay_over(r, n, p);
	add_own(r, n, p, own, own_count);
	if (good && r->faults->faults_count == before)
		connect(r, n, p, grace);
}

/* ---- all policies */

static int by_effective(const void *x, const void *y)
{
	const struct policy *a = x, *b = y;
	return a->effective != b->effective ? (a->effective < b->effective ? -1 : 1) : a->origin.line - b->origin.line;
}

static const char *version_of(struct arena *a, const struct policy *p)
{
	struct buf values = {0};
	char hex[9], day[DATE_TEXT_SIZE];
	conf_dump_policy(p, &values);
	struct digest d = digest_of(values.data, values.size);
	digest_hex(&d, 4, hex);
	buf_release(&values);
	return arena_printf(a, "%s-%s", date_text(p->effective, day), hex);
}

void policies_check(struct reader *r, const struct node *list, struct office *o)
{
	if (o->policies_count == 0) {
		if (list)
			reader_fault(r, list, "policies is empty: write at least one, with effective: a date");
		return;
	}
	qsort(o->policies, o->policies_count, sizeof *o->policies, by_effective);
	for (size_t i = 0; i < o->policies_count; i++) {
		struct policy *p = &o->policies[i];
		struct node at = {.file = p->origin.file, .line = p->origin.line};
		if (i > 0 && p->effective != DATE_NONE && p->effective == o->policies[i - 1].effective) {
			char day[DATE_TEXT_SIZE];
			reader_fault(r, &at, "another policy takes effect on %s too (line %d): one day, one policy",
				     date_text(p->effective, day), o->policies[i - 1].origin.line);
		}
	}
	if (r->faults->faults_count == 0)
		for (size_t i = 0; i < o->policies_count; i++)
			o->policies[i].version = version_of(r->a, &o->policies[i]);
}
