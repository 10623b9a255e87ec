#include "command_meant.h"

#include <ctype.h>
#include <string.h>

#include "compose_part.h"
#include "life.h"

const char *const command_names[COMMAND_KINDS] = {"leave", "trip", "fine", "waive", "join", "gone", "address", "handover", "stop", "resume"};

#define HALF_MARK "+half"

/* ---- as a line: "leave ID FROM TO words", "trip ID FROM TO place", "fine ID ITEM DATE words" (own_price+35000: so much more), "waive ENTRY words",
 * "join ID DATE ROLE ADDRESS NAME", "gone ID DATE", "address ID DATE ADDRESS", "handover ID DATE ID", "stop", "resume" */

static const char *role_name(unsigned bit)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (bit == 1u << r)
			return role_names[r];
	return "";
}

const char *command_line(struct arena *a, const struct meant *w)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	const char *name = command_names[w->kind], *extra;
	switch (w->kind) {
	case COMMAND_LEAVE:
	case COMMAND_TRIP:
		return arena_printf(a, "%s %s %s %s%s %s", name, w->who->id, date_text(w->from, from), date_text(w->to, to), w->half ? HALF_MARK : "", w->reason);
	case COMMAND_FINE:
		extra = w->extra ? arena_printf(a, "+%lld", (long long)w->extra) : "";
		return arena_printf(a, "%s %s %s%s %s %s", name, w->who->id, w->item->item, extra, date_text(w->from, from), w->reason);
	case COMMAND_WAIVE:
		return arena_printf(a, "%s %s %s", name, w->entry.id, w->reason);
	case COMMAND_JOIN:
		return arena_printf(a, "%s %s %s %s %s %s", name, w->person.id, date_text(w->from, from), role_name(w->person.role), w->person.addr, w->person.name);
	case COMMAND_GONE:
		return arena_printf(a, "%s %s %s", name, w->who->id, date_text(w->from, from));
	case COMMAND_ADDRESS:
		return arena_printf(a, "%s %s %s %s", name, w->who->id, date_text(w->from, from), w->person.addr);
	case COMMAND_HANDOVER:
		return arena_printf(a, "%s %s %s %s", name, w->who->id, date_text(w->from, from), w->heir->id);
	default:
		return name;
	}
}

/* The word of a line that begins at *p; *p moves behind it. */
static const char *word(struct arena *a, const char **p)
{
	size_t n = strcspn(*p, " ");
	const char *w = arena_strndup(a, *p, n);
	*p += n + ((*p)[n] == ' ');
	return w;
}

enum command_kind command_kind_of(const char *line)
{
	for (int k = 0; k < COMMAND_KINDS; k++)
		if (strlen(command_names[k]) == strcspn(line, " ") && strncmp(line, command_names[k], strlen(command_names[k])) == 0)
			return (enum command_kind)k;
	return COMMAND_KINDS;
}

bool command_newcomer(struct arena *a, const char *line, struct newcomer *n_r)
{
	if (command_kind_of(line) != COMMAND_JOIN)
		return false;
	word(a, &line);
	*n_r = (struct newcomer){.id = word(a, &line)};
	word(a, &line);
	const char *role = word(a, &line);
	for (int r = 0; r < ROLE_COUNT; r++)
		if (strcmp(role_names[r], role) == 0)
			n_r->role = 1u << r;
	n_r->addr = word(a, &line);
	n_r->name = arena_strdup(a, line);
	return n_r->role && *n_r->addr && *n_r->name;
}

const char *command_address(struct arena *a, const char *line)
{
	for (int i = 0; i < 3; i++)
		word(a, &line);
	return arena_strdup(a, line);
}

const char *command_heir(struct arena *a, const char *line)
{
	return command_address(a, line); /* at the same place */
}

static const struct catalogue_item *item_named(const struct policy *p, const char *name, bool title)
{
	for (size_t i = 0; i < p->catalogue_count; i++)
		if (strcmp(title ? p->catalogue[i].title : p->catalogue[i].item, name) == 0)
			return &p->catalogue[i];
	return NULL;
}

const struct catalogue_item *command_item(const struct policy *p, const char *item)
{
	return item_named(p, item, false);
}

static int waiver_of(struct clerk *c, const char *line, struct meant *w, struct err *err)
{
	struct life l = {.c = c};
	bool reversed;
	int r = life_find(&l, word(c->turn, &line), &w->entry, &reversed, err);
	w->reason = line;
	return r <= 0 ? r : !reversed;
}

static int fine_of(struct clerk *c, const char *line, struct meant *w)
{
	const char *item = word(c->turn, &line), *day = word(c->turn, &line), *plus = strchr(item, '+');
	w->reason = line;
	for (const char *p = plus ? plus + 1 : ""; *p; p++)
		w->extra = w->extra * 10 + (*p - '0');
	if (date_parse(day, &w->from) < 0)
		return 0;
	w->item = item_named(office_policy(c->office, w->from), arena_strndup(c->turn, item, strcspn(item, "+")), false);
	return w->item != NULL;
}

static int days_of(struct clerk *c, const char *line, struct meant *w)
{
	const char *from = word(c->turn, &line), *to = word(c->turn, &line);
	size_t n = strcspn(to, "+");
	w->half = strcmp(to + n, HALF_MARK) == 0;
	w->reason = line;
	return date_parse(from, &w->from) == 0 && date_parse(arena_strndup(c->turn, to, n), &w->to) == 0;
}

int command_of_line(struct clerk *c, const char *line, struct meant *w_r, struct err *err)
{
	const char *whole = line;
	*w_r = (struct meant){.kind = command_kind_of(line), .reason = ""};
	word(c->turn, &line);
	if (w_r->kind == COMMAND_WAIVE)
		return waiver_of(c, line, w_r, err);
	if (w_r->kind == COMMAND_STOP || w_r->kind == COMMAND_RESUME)
		return w_r->kind == (c->office->stopped_by ? COMMAND_RESUME : COMMAND_STOP);
	const char *id = word(c->turn, &line);
	w_r->who = office_staff(c->office, id);
	if (w_r->kind == COMMAND_JOIN) /* he may be there already: only to be told of */
		return command_newcomer(c->turn, whole, &w_r->person) && date_parse(word(c->turn, &line), &w_r->from) == 0;
	if (!w_r->who || w_r->kind == COMMAND_KINDS)
		return 0;
	if (w_r->kind == COMMAND_FINE)
		return fine_of(c, line, w_r);
	if (w_r->kind == COMMAND_LEAVE || w_r->kind == COMMAND_TRIP)
		return days_of(c, line, w_r);
	if (w_r->kind == COMMAND_HANDOVER && !(w_r->heir = office_staff(c->office, command_heir(c->turn, whole))))
		return 0;
	w_r->person.addr = w_r->kind == COMMAND_ADDRESS ? command_address(c->turn, whole) : "";
	return date_parse(word(c->turn, &line), &w_r->from) == 0;
}

/* ---- in words */

static struct view *in_words(struct arena *a, const struct meant *w)
{
	struct view *v = view_object(a);
	bool days = w->kind == COMMAND_LEAVE || w->kind == COMMAND_TRIP, day = w->kind == COMMAND_JOIN || w->kind == COMMAND_GONE;
	put_value(a, v, "name", w->who && w->kind != COMMAND_JOIN ? w->who->name : w->person.name ? w->person.name : "");
	put_value(a, v, "what", w->item ? w->item->title : w->entry.id ? w->entry.id : w->person.role ? say_roles(a, w->person.role) : "");
	put_long_value(a, v, "detail", w->item ? w->item->clause : w->reason ? w->reason : "");
	put_value(a, v, "other", w->heir ? w->heir->name : w->person.addr ? w->person.addr : "");
	put_value(a, v, "done", w->item ? w->item->fen + w->extra ? say_money(a, w->item->fen + w->extra) : "" : w->entry.id ? say_money(a, w->entry.fen) : "");
	put_value(a, v, "asked", w->extra ? say_money(a, w->extra) : "");
	view_set_text(a, v, "from", days || day ? say_date(a, w->from) : "");
	view_set_text(a, v, "to", days && w->to != w->from ? say_date(a, w->to) : "");
	return v;
}

const char *command_short(struct arena *a, const struct meant *w)
{
	return say(a, "command", command_names[w->kind], in_words(a, w));
}

size_t command_does(struct arena *a, const struct meant *w, const char ***lines_r)
{
	const char **lines = arena_alloc(a, 3 * sizeof *lines);
	struct view *v = in_words(a, w);
	size_t n = 0;
	lines[n++] = say(a, "command_does", command_names[w->kind], v);
	if (w->half || w->extra)
		lines[n++] = say(a, "command_note", w->half ? "half" : "extra", v);
	lines[n++] = say(a, "command_then", command_names[w->kind], v);
	*lines_r = lines;
	return n;
}

/* ---- understood */

static bool general_manager(const struct staff *s)
{
	return s->roles & 1u << ROLE_GENERAL_MANAGER;
}

/* *several_r: nobody is meant, since more than one has that name. */
static const struct staff *named(const struct office *o, const char *name, date day, bool *several_r)
{
	const struct staff *found = office_named(o, name, day);
	for (size_t i = 0; !found && i < o->staff_count; i++)
		*several_r = *several_r || (strcmp(o->staff[i].name, name) == 0 && !staff_gone(&o->staff[i], day));
	return found;
}

const struct staff *command_whose(const struct office *o, const char *name, date day, bool *several_r)
{
	const struct staff *found = named(o, name, day, several_r);
	return found || *several_r ? found : named(o, name, DATE_NONE, several_r);
}

static int understand_waiver(struct clerk *c, const struct command *said, const struct staff *sender, struct meant *w, const char **why_r, struct err *err)
{
	struct life l = {.c = c};
	bool reversed = false;
	int r = life_find(&l, said->what, &w->entry, &reversed, err);
	if (r < 0)
		return -1;
	if (r == 0 || reversed)
		*why_r = arena_printf(c->turn, "entry:%s", said->what);
	else if (strcmp(w->entry.staff, sender->id) == 0)
		*why_r = "own";
	else if (life_is_managers(&l, &w->entry) && !general_manager(sender))
		*why_r = "right_gm";
	return 0;
}

/* The part of the address before the @, in small letters, made of what an id may hold; a number behind it where somebody has it. */
static const char *fresh_id(struct clerk *c, const char *addr)
{
	char *id = arena_strndup(c->turn, addr, strcspn(addr, "@"));
	for (char *p = id; *p; p++)
		*p = isalnum((unsigned char)*p) || *p == '-' ? (char)tolower((unsigned char)*p) : '_';
	const char *one = id;
	for (int n = 2; !*one || office_staff(c->office, one); n++)
		one = arena_printf(c->turn, "%s%d", id, n);
	return one;
}

/* Whose it is on that day, or today by a later word. */
static const struct staff *who_has(struct clerk *c, const char *addr, date day, date today)
{
	const struct staff *then = office_sender(c->office, addr, day);
	return then ? then : day < today ? office_sender(c->office, addr, today) : NULL;
}

static const char *address_trouble(struct clerk *c, const char *addr, date day, date today)
{
	if (!*addr || strpbrk(addr, " \"") || !strchr(addr, '@') || !strchr(strchr(addr, '@'), '.'))
		return "address";
	const struct staff *has = who_has(c, addr, day, today);
	if (strcmp(addr, c->office->from_addr) == 0)
		return "address_ours";
	return has ? arena_printf(c->turn, "address_taken:%s", has->name) : NULL;
}

static const char *understand_join(struct clerk *c, const struct command *said, date today, const struct staff *sender, struct meant *w)
{
	unsigned role = said->role ? said->role : 1u << ROLE_REP;
	const char *why;
	if (said->vague)
		return "date";
	w->from = said->from != DATE_NONE ? said->from : today;
	w->to = w->from;
	if (role & 1u << ROLE_GENERAL_MANAGER)
		return "role";
	if (role != 1u << ROLE_REP && !general_manager(sender)) /* who decides, keeps money or signs */
		return "right_gm";
	if ((why = address_trouble(c, said->what, w->from, today)))
		return why;
	w->person = (struct newcomer){.id = fresh_id(c, said->what), .name = said->who, .addr = said->what, .role = role};
	return NULL;
}

const char *command_trouble(struct clerk *c, const struct meant *w, date today)
{
	if (w->kind == COMMAND_JOIN && office_staff(c->office, w->person.id))
		return arena_printf(c->turn, "id_taken:%s", office_staff(c->office, w->person.id)->name);
	return w->kind == COMMAND_JOIN ? address_trouble(c, w->person.addr, w->from, today) : w->kind == COMMAND_ADDRESS ? address_trouble(c, w->person.addr, today, today) : NULL;
}

static const char *understand_heir(struct clerk *c, const struct command *said, date today, struct meant *w)
{
	bool several = false;
	w->from = w->to = today;
	w->heir = named(c->office, said->what, today, &several);
	if (!w->heir || staff_gone(w->heir, today)) /* what one has who has left is nobody's */
		return arena_printf(c->turn, "%s:%s", several ? "several" : "person", said->what);
	return w->heir == w->who ? "same_person" : NULL;
}

/* A director has no say about who leads beside or above him, and nobody but the general manager takes on who is no rep. */
static const char *understand_person(struct clerk *c, const struct command *said, date today, const struct staff *sender, struct meant *w)
{
	const struct policy *p = office_policy(c->office, today);
	bool away = w->kind == COMMAND_LEAVE || w->kind == COMMAND_TRIP;
	if (away)
		return said->from == DATE_NONE ? "date" : w->who != sender && staff_is_managers(w->who) && !general_manager(sender) ? "right_gm" : NULL;
	if (w->kind == COMMAND_FINE) {
		w->from = today;
		w->item = item_named(p, said->what, true);
		w->extra = w->item && w->item->extra ? said->fen : 0;
		if (staff_leads(sender) && (w->who == sender || (staff_is_managers(w->who) && !general_manager(sender))))
			return w->who == sender ? "own" : "right_gm";
		return w->item ? NULL : arena_printf(c->turn, "catalogue:%s", said->what);
	}
	if (staff_is_managers(w->who) && !general_manager(sender))
		return "right_gm";
	if (said->vague)
		return "date";
	w->from = said->from != DATE_NONE ? said->from : today;
	w->to = w->from;
	if (w->kind == COMMAND_HANDOVER)
		return understand_heir(c, said, today, w);
	w->person.addr = said->what;
	if (w->kind == COMMAND_ADDRESS && w->from > today) /* letters go there from the answer on */
		return arena_printf(c->turn, "address_day:%s", say_date(c->turn, w->from));
	return w->kind == COMMAND_ADDRESS ? address_trouble(c, said->what, today, today) : NULL;
}

int command_understand(struct clerk *c, const struct command *said, date today, const struct staff *sender, struct meant *w, const char **why_r, struct err *err)
{
	bool several = false;
	*why_r = NULL;
	*w = (struct meant){.kind = said->kind, .reason = said->reason, .from = said->from, .to = said->to, .half = said->half};
	if (said->kind == COMMAND_WAIVE)
		return understand_waiver(c, said, sender, w, why_r, err);
	if (said->kind == COMMAND_STOP || said->kind == COMMAND_RESUME) {
		bool stop = said->kind == COMMAND_STOP;
		*why_r = stop == (c->office->stopped_by != NULL) ? (stop ? "stopped" : "not_stopped") : NULL;
		return 0;
	}
	if (said->kind == COMMAND_JOIN) {
		*why_r = understand_join(c, said, today, sender, w);
		return 0;
	}
	w->who = *said->who ? command_whose(c->office, said->who, today, &several) : sender;
	*why_r = w->who ? understand_person(c, said, today, sender, w) : arena_printf(c->turn, "%s:%s", several ? "several" : "person", said->who);
	return 0;
}
