#include "check_notes.h"

#include <stdio.h>

#include "conf.h"
#include "owner.h"
#include "secret.h"

/* A credential is given to the service alone. */
static void note_credential(const struct server *s)
{
	char path[4096];
	if (s->password_credential && !secret_path(s, path, sizeof path))
		printf("%s: password_credential %s: only the service can see whether it is there (man leadclerk, CREDENTIALS)\n", s->name, s->password_credential);
}

static void note_address(const char *whose, const char *addr)
{
	if (conf_address_is_bare(addr))
		fprintf(stderr, "leadclerk: %s: %s has no dot behind the @: if that is a slip, write the whole address, such as name@example.cn\n", whose, addr);
}

static void note_addresses(const struct office *o)
{
	for (size_t i = 0; i < o->staff_count; i++)
		for (size_t k = 0; k < o->staff[i].mail_count; k++)
			note_address(o->staff[i].id, o->staff[i].mail[k]);
	note_address("submission", o->from_addr);
	if (o->operator_mail)
		note_address("operator", o->operator_mail);
}

/* A list counts with both in To or Cc (rules.md 3): once nobody has that address, each is held, and no rep can put it right. */
static void note_role(const struct office *o, enum role role)
{
	char text[DATE_TEXT_SIZE];
	date last = DATE_NONE;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (!(s->roles & 1u << role))
			continue;
		if (s->until == DATE_NONE)
			return;
		last = last == DATE_NONE || s->until > last ? s->until : last;
	}
	fprintf(stderr, "leadclerk: staff: nobody is %s after %s: from then on every list is held for want of that copy (cc_rule), and no rep can cure it: name who follows, or write cc_rule: off\n",
	        role_names[role], date_text(last, text));
}

static void note_copies(const struct office *o)
{
	if (!o->policies_count || o->policies[o->policies_count - 1].cc_rule != CC_HOLD)
		return;
	note_role(o, ROLE_DIRECTOR);
	note_role(o, ROLE_GENERAL_MANAGER);
}

/* Days before the first policy's are judged by it all the same: whoever moved its day to change a rule has changed the past. */
static void note_policies(const struct office *o)
{
	char day[DATE_TEXT_SIZE], since[DATE_TEXT_SIZE];
	if (o->policies_count && o->policies[0].effective > o->since)
		fprintf(stderr, "leadclerk: policies: the first one takes effect on %s, and the days from %s on are judged by it as well: for new rules from a day on, keep the old policy and add another\n",
		        date_text(o->policies[0].effective, day), date_text(o->since, since));
}

void check_notes(const struct office *o)
{
	char path[4096];
	for (size_t at = 0; owner_finds_readable(o->store, &at, path, sizeof path);)
		fprintf(stderr, "leadclerk: %s can be read by others than its owner, and holds people's data: chmod 600 %s\n", path, path);
	note_addresses(o);
	note_copies(o);
	note_policies(o);
	for (size_t i = 0; i < o->mailboxes_count; i++)
		note_credential(&o->mailboxes[i]);
	note_credential(&o->submission);
}
