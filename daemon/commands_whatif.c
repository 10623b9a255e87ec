/* whatif: the past under other rules, as tables. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "clerk.h"
#include "commands.h"
#include "compose.h"
#include "import.h"
#include "setup.h"
#include "supposed.h"
#include "whatif.h"

static char *yuan(struct arena *a, int64_t fen)
{
	int64_t abs = fen < 0 ? -fen : fen;
	return arena_printf(a, "%s%" PRId64 ".%02" PRId64, fen < 0 ? "-" : "", abs / 100, abs % 100);
}

static char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

static void person_row(struct arena *a, struct listing *l, const char *staff, const char *name, const struct whatif_person *p)
{
	LISTING_ROW(a, l, staff, name, yuan(a, p->before), yuan(a, p->after), yuan(a, p->after - p->before), number(a, p->pushups_before),
	            number(a, p->pushups_after), number(a, p->came), number(a, p->went), number(a, p->changed));
}

static void people_table(struct arena *a, const struct office *o, const struct whatif_result *r, enum listing_form form, struct buf *out)
{
	static const char *const columns[] = {"staff", "name", "before", "after", "difference", "pushups_before", "pushups_after", "came", "went", "changed"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	for (size_t i = 0; i < r->people_count; i++) {
		const struct staff *s = office_staff(o, r->people[i].staff);
		person_row(a, &l, r->people[i].staff, s ? s->name : "", &r->people[i]);
	}
	person_row(a, &l, "(all)", "", &r->all);
	listing_write(&l, form, out);
}

static void entries_table(struct arena *a, const struct whatif_result *r, enum listing_form form, struct buf *out)
{
	static const char *const columns[] = {"staff", "kind", "for_date", "what", "before", "after", "difference", "pushups_before", "pushups_after"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	for (size_t i = 0; i < r->lines_count; i++) {
		const struct whatif_line *e = &r->lines[i];
		char day[DATE_TEXT_SIZE];
		LISTING_ROW(a, &l, e->staff, e->kind, arena_strdup(a, date_text(e->day, day)), whatif_change_names[e->change], yuan(a, e->before),
		            yuan(a, e->after), yuan(a, e->after - e->before), number(a, e->pushups_before), number(a, e->pushups_after));
	}
	listing_write(&l, form, out);
}

static void say_what_was_done(const struct whatif_result *r, struct buf *out)
{
	char until[TIME_TEXT_SIZE];
	if (r->until == INT64_MIN)
		buf_printf(out, "nothing is settled yet\n");
	else
		buf_printf(out, "as settled until %s; %s\n", time_text(r->until, until),
		           r->judged ? "every mail was judged again" : "no verdict can differ: duties were settled again");
}

/* By its day and what it says: two rules that come to the same are one letter, and what differs is another. */
static const char *id_of(struct arena *a, const struct supposed_in *in)
{
	char day[DATE_TEXT_SIZE], hex[DIGEST_HEX_SIZE];
	struct digest_state s;
	digest_start(&s);
	const int64_t days[] = {in->from, in->to};
	digest_add(&s, days, sizeof days);
	for (size_t i = 0; i < in->people_count; i++) {
		const struct supposed_person *p = &in->people[i];
		const int64_t sums[] = {p->before, p->after, p->pushups_before, p->pushups_after};
		digest_add(&s, p->name, strlen(p->name) + 1);
		digest_add(&s, sums, sizeof sums);
	}
	for (size_t i = 0; i < in->rules_count; i++)
		for (int k = 0; k < 3; k++) {
			const char *text = k == 0 ? in->rules[i].what : k == 1 ? in->rules[i].was : in->rules[i].is;
			digest_add(&s, text, strlen(text) + 1);
		}
	struct digest d = digest_end(&s);
	digest_hex(&d, 4, hex);
	return arena_printf(a, SUPPOSED_LETTER "%s.%s.%s", in->head.staff, date_text(time_date(in->head.now), day), hex);
}

/* The one who is there today: his predecessor stays on the roster, and has no business with it any more. */
static const struct staff *manager_of(const struct office *o, date today)
{
	const struct staff *s;
	for (size_t at = 0; (s = office_next(o, 1u << ROLE_GENERAL_MANAGER, &at));)
		if (staff_active(s, today) && s->mail_count)
			return s;
	return NULL;
}

/* Written as it is sent to the general manager; unless it is, its token is nobody's. */
static int make_letter(const struct command_options *o, const struct office *office, const struct office *other, const struct whatif_result *r, struct arena *a, struct letter *l_r,
                       struct err *err)
{
	static const uint8_t no_key[16];
	const struct office *known = import_known(a, office); /* who joined or has another address by mail is in no configuration */
	const struct staff *gm = manager_of(known, time_date(clock_now()));
	struct bytes key = {no_key, sizeof no_key};
	if (o->send && !gm)
		return err_set(err, 78, "nobody of the staff is general manager and has an address: there is nobody to send it to");
	if (o->send && clerk_key(a, office->store, &key, err) < 0)
		return -1;
	struct office then = supposed_office(a, office, other, o->from);
	struct supposed_person *people = arena_alloc(a, (r->people_count + 1) * sizeof *people);
	date to = o->to != DATE_NONE ? o->to : time_date(r->until);
	struct rule_changes rules;
	const struct policy *was = office_policy(office, to), *is = office_policy(&then, to);
	rules_compare(a, was, is, &rules);
	for (size_t i = 0; i < r->people_count; i++) {
		const struct staff *s = office_staff(known, r->people[i].staff);
		people[i] = (struct supposed_person){s ? s->name : r->people[i].staff, r->people[i].before, r->people[i].after, r->people[i].pushups_before, r->people[i].pushups_after};
	}
	struct supposed_in in = {
		.head = {.office = office, .token_key = key, .id = "whatif", .to_addr = gm ? gm->mail[0] : office->operator_mail && *office->operator_mail ? office->operator_mail : office->from_addr,
		         .to_name = gm ? gm->name : "", .staff = gm ? gm->id : NULL, .now = clock_now()},
		.from = o->from, .to = to, .people = people, .people_count = r->people_count, .rules = rules.items, .rules_count = strcmp(was->version, is->version) == 0 ? 0 : rules.items_count};
	if (o->send)
		in.head.id = id_of(a, &in);
	*l_r = compose_supposed(a, &in);
	return 0;
}

int show_whatif(const struct command_options *o, const struct office *office, struct arena *a, struct letter *l_r, struct err *err)
{
	struct office other = {0};
	struct whatif_result r;
	struct buf out = {0};
	if (!o->policy || o->words_count || (o->send && (*o->send || !o->letter)))
		return err_set(err, 64, "whatif --policy FILE [--from D] [--to D] [--entries | --letter [--html | --eml | --send]] [--csv|--json]: FILE holds the other rules, as a configuration writes `policies:`");
	if (setup_read_policies(a, o->policy, &other, err) < 0)
		return -1;
	struct whatif_question q = {.other = &other, .from = o->from, .to = o->to};
	if (whatif(office, &q, a, &r, err) < 0)
		return -1;
	if (o->letter) {
		if (r.until == INT64_MIN)
			return err_set(err, 66, "nothing is settled yet: there is nothing to be told");
		if (make_letter(o, office, &other, &r, a, l_r, err) < 0)
			return -1;
		show_letter(o, l_r);
		return 0;
	}
	if (!o->entries)
		people_table(a, office, &r, o->form, &out);
	if (o->form == LISTING_TERMINAL && !o->entries)
		buf_addc(&out, '\n');
	if (o->entries || (o->form == LISTING_TERMINAL && r.lines_count))
		entries_table(a, &r, o->form, &out);
	if (o->form == LISTING_TERMINAL)
		say_what_was_done(&r, &out);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	return 0;
}
