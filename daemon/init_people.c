/* Who is in the office: by a roster, and by name where that has no director or general manager. */
#include <stdio.h>
#include <string.h>

#include "conf_provider.h"
#include "import.h"
#include "init_inside.h"
#include "roster_merge.h"
#include "speak.h"

static unsigned held(const struct init *i)
{
	unsigned roles = 0;
	for (size_t k = 0; k < i->people.staff_count; k++)
		roles |= i->people.staff[k].roles;
	return roles;
}

static int take_roster(struct init *i, struct err *err)
{
	struct roster r;
	struct staff_changes c;
	struct office none = {0};
	struct buf out = {0};
	const struct roster_merge how = {time_date(i->now), DATE_NONE, NULL};
	if (roster_read(i->a, i->answer[INIT_ROSTER], &r, err) < 0)
		return -1;
	roster_merge(i->a, &r, &none, &how, &c);
	import_tell(i->a, &r, &c, &out);
	fwrite(out.data ? out.data : "", 1, out.size, stdout);
	buf_release(&out);
	for (size_t k = 0; k < c.items_count; k++)
		if (c.items[k].kind == STAFF_ADDED) {
			ARENA_PUSH(i->a, &i->people, staff) = c.items[k].now;
			if (strcmp(c.items[k].why, "roster.as_rep") == 0)
				ARENA_PUSH(i->a, &i->assumed, items) = c.items[k].now.id;
		}
	printf("%s\n", SPEAK(i->a, "init.roster_taken", arena_printf(i->a, "%zu", i->people.staff_count)));
	return 0;
}

/* A roster that can't be read is a wrong answer. */
static int ask_roster(struct init *i, struct err *err)
{
	for (;;) {
		if (init_ask(i, INIT_ROSTER, "", err) < 0)
			return -1;
		if (!*i->answer[INIT_ROSTER] || take_roster(i, err) == 0)
			return 0;
		if (i->given->yes || i->given->answer[INIT_ROSTER])
			return err->exit_code = 64, -1;
		printf("  %s\n", err->text);
		i->answer[INIT_ROSTER] = NULL;
	}
}

static const struct staff *by_address(const struct init *i, const char *addr)
{
	return office_sender(&i->people, addr, time_date(i->now));
}

/* A rep only because the roster said nothing is none: he would owe lists. */
static void lead(struct init *i, struct staff *s, enum role role, const char *id)
{
	for (size_t k = 0; k < i->assumed.items_count; k++)
		if (strcmp(i->assumed.items[k], s->id) == 0) {
			s->roles = 0;
			i->assumed.items[k] = "";
			if (strncmp(s->id, "rep", 3) == 0 && !office_staff(&i->people, id)) /* which a number of the roster's is not */
				s->id = id;
		}
	s->roles |= 1u << role;
}

static int ask_leader(struct init *i, enum init_question q, enum role role, const char *id, struct err *err)
{
	const char *name, *addr;
	if ((held(i) & 1u << role) && !i->given->answer[q])
		return 0;
	if (init_ask(i, q, NULL, err) < 0)
		return -1;
	init_person(i->a, i->answer[q], &name, &addr);
	const struct staff *known = by_address(i, addr);
	if (known) {
		lead(i, &i->people.staff[known - i->people.staff], role, id);
		return 0;
	}
	struct staff s = {.name = name, .roles = 1u << role, .since = DATE_NONE, .until = DATE_NONE};
	s.id = office_staff(&i->people, id) ? arena_printf(i->a, "%s2", id) : id;
	ARENA_PUSH(i->a, &s, mail) = addr;
	ARENA_PUSH(i->a, &i->people, staff) = s;
	return 0;
}

static const struct staff *who_leads(const struct init *i, enum role role)
{
	size_t at = 0;
	return office_next(&i->people, 1u << role, &at);
}

/* Reps go on writing to the director: then his mailbox is read, too, if he gives his authorization code. */
static int ask_directors_mailbox(struct init *i, struct err *err)
{
	const struct staff *director = who_leads(i, ROLE_DIRECTOR);
	const char *addr = director->mail[0], *domain = init_domain(addr);
	const struct texts none = {0};
	if (strcmp(addr, i->answer[INIT_MAILBOX]) == 0 || init_is_maildir(i->answer[INIT_IMAP]))
		return 0;
	const struct provider *p = strcmp(domain, i->domain) == 0 ? i->provider : provider_of_domain(i->a, domain, &none);
	const char *url = strcmp(domain, i->domain) == 0 ? i->answer[INIT_IMAP] : p ? provider_url(i->a, p->imap, domain) : NULL;
	if (!url)
		return 0;
	if (!i->given->yes && !i->given->answer[INIT_DIRECTOR_PASSWORD_FILE])
		printf("%s\n", SPEAK(i->a, "init.director_mailbox", director->name, addr));
	if (init_ask_password(i, INIT_DIRECTOR_PASSWORD_FILE, "init.director_password", true, i->director_password, err) < 0)
		return -1;
	i->director_imap = *i->director_password ? url : NULL;
	return 0;
}

int init_ask_people(struct init *i, struct err *err)
{
	if (ask_roster(i, err) < 0 || ask_leader(i, INIT_DIRECTOR, ROLE_DIRECTOR, "director", err) < 0 || ask_leader(i, INIT_GM, ROLE_GENERAL_MANAGER, "gm", err) < 0)
		return -1;
	return ask_directors_mailbox(i, err);
}
