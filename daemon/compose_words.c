#include <inttypes.h>
#include <string.h>

#include "base/bug.h"
#include "compose_part.h"
#include "letter.h"

/* Keys of the catalogue by enum: the words themselves are in templates/. */
static const char *const role_keys[ROLE_COUNT] = {
	[ROLE_REP] = "rep", [ROLE_DIRECTOR] = "director", [ROLE_GENERAL_MANAGER] = "general_manager", [ROLE_TECHNICAL_DIRECTOR] = "technical_director",
	[ROLE_SUPERVISOR] = "supervisor", [ROLE_GM_ASSISTANT] = "gm_assistant", [ROLE_EXECUTIVE_DIRECTOR] = "executive_director",
	[ROLE_COLLECTOR] = "collector", [ROLE_DISPATCHER] = "dispatcher", [ROLE_ORDER_CLERK] = "order_clerk", [ROLE_DEPUTY] = "deputy",
};
static const char *const field_keys[FIELD_COUNT] = {
	[FIELD_COMPANY] = "company", [FIELD_PERSON] = "person", [FIELD_PHONE] = "phone", [FIELD_BUSINESS] = "business", [FIELD_CAPITAL] = "capital",
	[FIELD_NETWORK] = "network", [FIELD_WEBSITE] = "website", [FIELD_VALUE] = "value", [FIELD_CONTACT] = "contact", [FIELD_USCC] = "uscc",
	[FIELD_VISIT_DATE] = "visit_date", [FIELD_PERSON_MET] = "person_met", [FIELD_STAGE] = "stage", [FIELD_FOLLOWUP] = "followup", [FIELD_TITLE] = "title",
	[FIELD_SEQ] = "seq", [FIELD_REP] = "rep", [FIELD_DATE] = "date", [FIELD_ADDRESS] = "address", [FIELD_NOTE] = "note", [FIELD_OTHER] = "other",
	[FIELD_ROW_STATUS] = "row_status", [FIELD_ROW_REASON] = "row_reason",
};

static const char *say_template(struct arena *a, const struct template *t, const struct view *v)
{
	static const struct view nothing = {.kind = VIEW_OBJECT};
	struct buf out = {0};
	const char *fixed = template_fixed(t);
	if (fixed)
		return fixed;
	if (template_render(compose_text(), t, v ? v : &nothing, &out) < 0)
		bug("%s has no end", t->name);
	const char *s = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return s;
}

/* The template PLACE/KEY or PLACE/GROUP.KEY; NULL if there is none. Its name is put together without printf: a letter asks for a hundred. */
static const struct template *word(struct arena *a, const char *place, const char *group, const char *key)
{
	char usual[200];
	const char *const parts[] = {place, "/", group, *group ? "." : "", key};
	size_t room = strlen(place) + strlen(group) + strlen(key) + sizeof "/.", size = 0;
	char *name = room <= sizeof usual ? usual : arena_alloc(a, room);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t n = strlen(parts[i]);
		memcpy(name + size, parts[i], n);
		size += n;
	}
	name[size] = '\0';
	return template_find(compose_text(), name);
}

const char *say(struct arena *a, const char *group, const char *key, const struct view *v)
{
	const struct template *t = word(a, "words", group, key);
	return t ? say_template(a, t, v) : "";
}

const char *say_month_name(struct arena *a, int month)
{
	return say(a, "month", arena_int(a, month), NULL);
}

static struct view *date_view(struct arena *a, date d)
{
	struct view *v = view_object(a);
	int year, month, day;
	date_split(d, &year, &month, &day);
	view_set_int(a, v, "year", year);
	view_set_int(a, v, "month", month);
	view_set_int(a, v, "day", day);
	view_set_text(a, v, "month_name", say_month_name(a, month));
	view_set_text(a, v, "weekday", say(a, "weekday", arena_int(a, date_weekday(d)), NULL));
	return v;
}

static struct view *moment_view(struct arena *a, int64_t t)
{
	struct view *v = date_view(a, time_date(t));
	int s = time_second_of_day(t);
	view_set_text(a, v, "time", arena_printf(a, "%02d:%02d", s / 3600, s / 60 % 60));
	return v;
}

const char *say_date(struct arena *a, date d)
{
	return d == DATE_NONE ? "" : say(a, "", "date", date_view(a, d));
}

const char *say_year_date(struct arena *a, date d)
{
	return d == DATE_NONE ? "" : say(a, "", "year_date", date_view(a, d));
}

const char *say_week(struct arena *a, date monday)
{
	return monday == DATE_NONE ? "" : say(a, "", "week", date_view(a, monday));
}

const char *say_title(struct arena *a, const char *title)
{
	const struct template *t = title ? word(a, "titles", "", title) : NULL;
	return t ? say_template(a, t, NULL) : title;
}

const char *say_month(struct arena *a, date d)
{
	return d == DATE_NONE ? "" : say(a, "period", "month", date_view(a, d));
}

const char *say_code(struct arena *a, const char *group, const char *code)
{
	size_t n = code ? strcspn(code, ":") : 0;
	struct view *v = view_object(a);
	if (!n)
		return code ? code : "";
	view_set_text(a, v, "what", code[n] ? letter_one_line(a, code + n + 1) : "");
	const char *words = say(a, group, arena_strndup(a, code, n), v);
	return *words ? words : code;
}

bool is_visits(struct arena *a, const char *title)
{
	return title && (strcmp(row_kind_titles[ROW_VISIT], title) == 0 || strcmp(say(a, "row", "visit", NULL), title) == 0);
}

const char *say_day(struct arena *a, date d)
{
	return d == DATE_NONE ? "" : say(a, "", "day", date_view(a, d));
}

const char *say_full(struct arena *a, date d)
{
	return d == DATE_NONE ? "" : say(a, "", "full", date_view(a, d));
}

const char *say_moment(struct arena *a, int64_t t)
{
	return say(a, "", "moment", moment_view(a, t));
}

const char *say_due(struct arena *a, int64_t due, int64_t now)
{
	date today = time_date(now), day = time_date(due);
	return say(a, "due", day == today ? "today" : day == today + 1 ? "tomorrow" : "other", moment_view(a, due));
}

bool due_passed(int64_t due, int64_t now)
{
	return due - due % 60 + 59 < now;
}

const char *say_till(struct arena *a, int64_t due, int64_t now)
{
	return time_date(due) == time_date(now) ? view_member(moment_view(a, due), "time")->text : say_due(a, due, now);
}

/* Nothing for 0: "2 hours", not "2 hours 0 minutes". */
static const char *some(struct arena *a, int64_t number)
{
	return number ? arena_int(a, number) : "";
}

const char *say_left(struct arena *a, int64_t due, int64_t now)
{
	struct view *v = view_object(a);
	int64_t minutes = (due - due % 60 + 59 - now) / 60;
	if (due_passed(due, now))
		return "";
	view_set_int(a, v, "days", minutes / (24 * 60));
	view_set_text(a, v, "hours", some(a, minutes / 60 % 24));
	view_set_text(a, v, "minutes", some(a, minutes % 60));
	return say(a, "left", minutes >= 24 * 60 ? "days" : minutes >= 60 ? "hours" : "minutes", v);
}

const char *say_money(struct arena *a, int64_t fen)
{
	return arena_printf(a, "%s%" PRId64 ".%02" PRId64, fen < 0 ? "-" : "", (fen < 0 ? -fen : fen) / 100, (fen < 0 ? -fen : fen) % 100);
}

const char *say_yuan(struct arena *a, const char *sum)
{
	struct view *v = view_object(a);
	view_set_text(a, v, "what", sum);
	return say(a, "", "yuan", v);
}

static const char *say_bits(struct arena *a, const char *group, unsigned bits, const char *const *keys, size_t count)
{
	const char *all = "";
	for (size_t i = 0; i < count; i++)
		if (bits >> i & 1 && keys[i])
			all = arena_printf(a, "%s%s%s", all, *all ? say(a, "", "and", NULL) : "", say(a, group, keys[i], NULL));
	return all;
}

const char *say_roles(struct arena *a, unsigned roles)
{
	return say_bits(a, "role", roles, role_keys, ROLE_COUNT);
}

const char *say_fields(struct arena *a, unsigned fields)
{
	return say_bits(a, "field", fields, field_keys, FIELD_COUNT);
}

const char *say_field(struct arena *a, enum field f)
{
	return say(a, "field", field_keys[f], NULL);
}
