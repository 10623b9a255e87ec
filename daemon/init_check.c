#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "base/embed.h"
#include "base/text.h"
#include "init_inside.h"
#include "option_types.h"
#include "roster.h"
#include "speak.h"

/* Would the configuration take it? By the very type that reads it there. */
static bool takes(struct arena *a, const struct option_type *type, const char *text, void *field)
{
	struct conf_faults faults = {0};
	struct reader r = {.a = a, .faults = &faults, .dir = "/"};
	struct node n = {.kind = NODE_TEXT, .file = "", .text = text, .plain = true};
	const struct option o = {.name = "", .type = type};
	type->read(&r, &o, &n, field, field);
	return faults.faults_count == 0;
}

static bool parse_url(struct arena *a, const char *url, struct server *s_r)
{
	*s_r = (struct server){0};
	return takes(a, &type_url, url, s_r) && s_r->scheme;
}

bool init_is_maildir(const char *url)
{
	return strncmp(url, "maildir:", 8) == 0;
}

bool init_is_plain_loopback(struct arena *a, const char *url)
{
	struct server s;
	if (!parse_url(a, url, &s) || !s.host || s.scheme[4] == 's')
		return false;
	return strcmp(s.host, "localhost") == 0 || strcmp(s.host, "::1") == 0 || strncmp(s.host, "127.", 4) == 0;
}

const char *init_domain(const char *addr)
{
	const char *at = strrchr(addr, '@');
	return at ? at + 1 : "";
}

/* What may stand in an address; what else stands beside it belongs to the name, or to nothing. An apostrophe within a name is part of it (o'brien@), any other is a quote. */
static bool in_address(const char *text, const char *p)
{
	return isalnum((unsigned char)*p) || (*p && strchr("._%+-@", *p)) || (*p == '\'' && p > text && *text != '\'' && isalnum((unsigned char)p[-1]) && isalnum((unsigned char)p[1]));
}

bool init_person(struct arena *a, const char *text, const char **name_r, const char **addr_r)
{
	const char *at = strrchr(text, '@'), *start = at ? at : text, *end = start;
	while (start > text && in_address(text, start - 1))
		start--;
	while (in_address(text, end))
		end++;
	while (start < end && strchr(".-", *start)) /* 李总监-li@corp.test */
		start++;
	while (end > start && strchr(".-", end[-1]))
		end--;
	size_t n = (size_t)(start - text), quotes = strspn(text, "\"'");
	while (n && strchr(" =,;:(<[\"'/|-", text[n - 1]))
		n--;
	*name_r = n > quotes ? text_trim(a, arena_strndup(a, text + quotes, n - quotes)) : "";
	*addr_r = conf_address(a, arena_strndup(a, start, (size_t)(end - start)));
	return *addr_r && **name_r && !strchr(*name_r, '@'); /* two people are no one's answer */
}

/* imap.example.cn, mail.example.cn:143: the url of a host, encrypted from the start unless its port is that of STARTTLS. */
static const char *server_meant(struct init *i, const char *text, bool sends)
{
	size_t host = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	const char *port = text[host] == ':' ? text + host + 1 : text + host;
	if (!host || port[strspn(port, "0123456789")])
		return text;
	bool later = strcmp(port, "143") == 0 || strcmp(port, "587") == 0 || strcmp(port, "25") == 0;
	return arena_printf(i->a, "%s%s://%.*s:%s", sends ? "smtp" : "imap", later ? "" : "s", (int)host, text, *port ? port : sends ? "465" : "993");
}

/* 2026年9月28日, 2026/9/28 as well. */
static const char *date_meant(struct init *i, const char *text)
{
	char *day = arena_alloc(i->a, DATE_TEXT_SIZE);
	date d = roster_date(text);
	return d == DATE_NONE ? text : date_text(d, day);
}

static const char *wrong_url(struct init *i, const char *url, bool sends)
{
	struct server s;
	if (!parse_url(i->a, url, &s))
		return "wrong.url";
	return !init_is_maildir(url) && (strncmp(s.scheme, "smtp", 4) == 0) != sends ? sends ? "wrong.smtp" : "wrong.imap" : NULL;
}

static const char *wrong_packs(struct init *i, const char **text)
{
	const char *all = "";
	for (const char *at = *text; *at;) {
		size_t n = strcspn(at, ", 、"); /* its bytes are in no pack's name */
		const char *pack = arena_strndup(i->a, at, n);
		if (n && !embedded_find(arena_printf(i->a, "etc/packs/%s.yaml", pack)))
			return "wrong.pack";
		all = n ? arena_printf(i->a, "%s%s%s", all, *all ? ", " : "", pack) : all;
		at += n + (at[n] != '\0');
	}
	*text = all;
	return *all ? NULL : "wrong.pack";
}

static const char *wrong_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? NULL : "wrong.file";
}

static const char *wrong_value(struct init *i, const struct option_type *type, const char *text, const char *key)
{
	char field[sizeof(struct server)] __attribute__((aligned(16))) = {0};
	return takes(i->a, type, text, field) ? NULL : key;
}

/* "100条", "2元": the number. */
static const char *without_unit(struct init *i, const char *text, const char *key)
{
	const char *unit = SPEAK(i->a, key);
	size_t n = strlen(text), u = strlen(unit);
	return n > u && strcmp(text + n - u, unit) == 0 ? text_trim(i->a, arena_strndup(i->a, text, n - u)) : text;
}

/* A weekend by its name in the question: 双休, 单休, 大小周 2026-01-10. */
static const char *weekend_meant(struct init *i, const char *text)
{
	static const char *const all[] = {"two_days", "sunday", "alternate"};
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		const char *name = SPEAK(i->a, arena_printf(i->a, "weekend.%s", all[k]));
		size_t n = strlen(name);
		if (strncmp(text, name, n) == 0)
			return text_trim(i->a, arena_printf(i->a, "%s %s", all[k], text_trim(i->a, text + n)));
	}
	return text;
}

/* What was meant by what a Chinese keyboard types: full-width letters and signs, a unit after the number, a word for the value. Names and files are as they stand. */
static const char *meant(struct init *i, enum init_question q, const char *text)
{
	if (q == INIT_COMPANY || q == INIT_ROSTER || q == INIT_PASSWORD_FILE || q == INIT_DIRECTOR_PASSWORD_FILE)
		return text;
	text = text_nfkc(i->a, text);
	switch (q) {
	case INIT_QUOTA: return without_unit(i, text, "unit.quota");
	case INIT_DONATION: return without_unit(i, text, "unit.donation");
	case INIT_WEEKEND: return weekend_meant(i, text);
	case INIT_PACKS: return text_upper(i->a, text);
	case INIT_IMAP: return server_meant(i, text, false);
	case INIT_SMTP: return server_meant(i, text, true);
	case INIT_SINCE: return date_meant(i, text);
	default: return text;
	}
}

const char *init_wrong(struct init *i, enum init_question q, const char **text)
{
	const char *name, *addr;
	struct err err;
	if (!**text)
		return "wrong.empty";
	*text = meant(i, q, *text);
	switch (q) {
	case INIT_COMPANY: break;
	case INIT_ZONE: return zone_use(*text, &err) == 0 ? NULL : "wrong.zone";
	case INIT_MAILBOX:
	case INIT_OPERATOR:
		addr = conf_address(i->a, *text);
		*text = addr ? addr : *text;
		return addr ? NULL : "wrong.address";
	case INIT_IMAP: return wrong_url(i, *text, false);
	case INIT_SMTP: return wrong_url(i, *text, true);
	case INIT_PASSWORD_FILE:
	case INIT_DIRECTOR_PASSWORD_FILE:
	case INIT_ROSTER: return wrong_file(*text);
	case INIT_DIRECTOR:
	case INIT_GM: return init_person(i->a, *text, &name, &addr) ? NULL : "wrong.person";
	case INIT_PACKS: return wrong_packs(i, text);
	case INIT_QUOTA: return wrong_value(i, &type_count, *text, "wrong.count");
	case INIT_DUE: return wrong_value(i, &type_time, *text, "wrong.time");
	case INIT_DONATION: return wrong_value(i, &type_money, *text, "wrong.money");
	case INIT_WEEKEND: return wrong_value(i, &type_weekend, *text, "wrong.weekend");
	case INIT_SINCE: return wrong_value(i, &type_date, *text, "wrong.date");
	case INIT_COUNT: break;
	}
	return NULL;
}
