#include "option_types.h"

#include <string.h>

#include "base/text.h"
#include "values/office.h"

static bool domain_good(const char *s)
{
	size_t label = 0;
	for (; *s; s++) {
		if (*s == '.' && label == 0)
			return false;
		if (*s != '.' && *s != '-' && !(*s >= 'a' && *s <= 'z') && !(*s >= '0' && *s <= '9'))
			return false;
		label = *s == '.' ? 0 : label + 1;
	}
	return label > 0;
}

static bool local_good(const char *s, const char *at)
{
	if (s == at || *s == '.' || at[-1] == '.')
		return false;
	for (; s < at; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
		if (!letter && (!*s || !strchr(".!#$%&'*+/=?^_`{|}~-", *s)) )
			return false;
	}
	return true;
}

char *conf_address(struct arena *a, const char *text)
{
	char *addr = text_trim(a, text);
	for (char *p = addr; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	char *at = strchr(addr, '@');
	return at && strlen(addr) <= 254 && local_good(addr, at) && domain_good(at + 1) ? addr : NULL;
}

bool conf_address_is_bare(const char *addr)
{
	const char *domain = strchr(addr, '@') + 1;
	return !strchr(domain, '.') && strcmp(domain, "localhost") != 0;
}

static const char *address_of(struct reader *r, const struct option *o, const struct node *n)
{
	const char *text = option_line(r, o, n), *addr = text ? conf_address(r->a, text) : NULL;
	if (text && !addr)
		reader_fault(r, n, "%s: \"%s\" is no mail address: write one such as name@example.cn, without a display name", o->name,
			     text);
	return addr;
}

static void address_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *addr = address_of(r, o, n);
	if (addr)
		*(const char **)field = addr;
}

const struct option_type type_address = {"mail address", address_read, NULL, type_text_write};

static void address_item(struct reader *r, const struct option *o, const struct node *n, struct option_list *l)
{
	const char *addr = address_of(r, o, n);
	if (addr)
		option_push_text(r->a, l, addr);
}

static void addresses_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	size_t before = r->faults->faults_count;
	option_items(r, o, n, field, address_item);
	struct option_list l;
	memcpy(&l, field, sizeof l);
	if (l.items_count == 0 && o->required && r->faults->faults_count == before)
		reader_fault(r, n, "%s is empty: at least one address is needed", o->name);
}

const struct option_type type_addresses = {"mail address, or a list of them", addresses_read, NULL, type_texts_write};

struct from {
	const char *addr, *name;
};

static void from_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_line(r, o, n);
	if (!text)
		return;
	const char *open = strrchr(text, '<'), *close = text + strlen(text) - 1;
	struct from f = {0};
	if (!open) {
		f.addr = conf_address(r->a, text);
	} else if (*close == '>') {
		f.addr = conf_address(r->a, arena_strndup(r->a, open + 1, (size_t)(close - open - 1)));
		char *name = text_trim(r->a, arena_strndup(r->a, text, (size_t)(open - text)));
		size_t len = strlen(name);
		if (len >= 2 && name[0] == '"' && name[len - 1] == '"')
			name = arena_strndup(r->a, name + 1, len - 2);
		f.name = *name ? name : NULL;
	}
	if (f.addr)
		memcpy(field, &f, sizeof f);
	else
		reader_fault(r, n, "%s: \"%s\" is no mail address: write name@example.cn or 资料员 <name@example.cn>", o->name, text);
}

static void from_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	struct from f;
	memcpy(&f, field, sizeof f);
	if (!f.addr)
		return;
	struct buf text = {0};
	if (f.name)
		buf_printf(&text, "%s <%s>", f.name, f.addr);
	else
		buf_adds(&text, f.addr);
	dump_key(d, o->name);
	buf_addc(d->out, ' ');
	dump_quoted(d, text.data);
	buf_addc(d->out, '\n');
	buf_release(&text);
}

const struct option_type type_from = {"mail address, with or without a display name", from_read, NULL, from_write};


/* ---- servers */

static const struct scheme {
	const char *name;
	int port;
} schemes[] = {{"imap", 143}, {"imaps", 993}, {"smtp", 587}, {"smtps", 465}};

static const struct scheme *scheme_of(const char *url)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t n = strlen(schemes[i].name);
		if (strncmp(url, schemes[i].name, n) == 0 && strncmp(url + n, "://", 3) == 0)
			return &schemes[i];
	}
	return NULL;
}

/* "993" or "993/": the port; -1: none. */
static int port_of(const char *text)
{
	int port = 0, digits = 0;
	for (; *text >= '0' && *text <= '9' && digits < 6; text++, digits++)
		port = port * 10 + (*text - '0');
	if (*text == '/')
		text++;
	return digits > 0 && !*text && port >= 1 && port <= 65535 ? port : -1;
}

/* host, host:port, [::1]:port. NULL, or what is wrong. */
static const char *host_and_port(struct reader *r, const char *text, int port, struct server *s)
{
	const char *end = text + strcspn(text, ":/"), *host = text;
	size_t n = (size_t)(end - text);
	if (strchr(text, '@'))
		return "the name before @ belongs into user:";
	if (text[0] == '[') {
		const char *close = strchr(text, ']');
		if (!close)
			return "the ] after the address is missing";
		host = text + 1;
		n = (size_t)(close - host);
		end = close + 1;
	}
	if (n == 0 || strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-_") < n)
		return "no host name";
	const char *slash = strchr(end, '/');
	if (slash && slash[1])
		return "nothing may follow host and port: folders have an option of their own";
	if (*end == ':')
		port = port_of(end + 1);
	if (port < 0)
		return "the port must be a number from 1 to 65535";
	s->host = arena_strndup(r->a, host, n);
	s->port = port;
	return NULL;
}

static void url_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	struct server *s = field;
	const char *url = option_line(r, o, n);
	if (!url)
		return;
	if (strncmp(url, "maildir:", 8) == 0 && url[8]) {
		s->scheme = "maildir";
		s->path = url[8] == '/' ? url + 8 : arena_printf(r->a, "%s/%s", r->dir, url + 8);
		return;
	}
	const struct scheme *scheme = scheme_of(url);
	if (!scheme) {
		reader_fault(r, n, "%s: \"%s\": write %s", o->name, url, o->unit);
		return;
	}
	const char *wrong = host_and_port(r, strstr(url, "://") + 3, scheme->port, s);
	if (wrong)
		reader_fault(r, n, "%s: \"%s\": %s", o->name, url, wrong);
	else
		s->scheme = scheme->name;
}

static void url_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	const struct server *s = field;
	struct buf text = {0};
	if (!s->scheme)
		return;
	if (s->path)
		buf_printf(&text, "maildir:%s", s->path);
	else
		buf_printf(&text, strchr(s->host, ':') ? "%s://[%s]:%d" : "%s://%s:%d", s->scheme, s->host, s->port);
	dump_key(d, o->name);
	buf_addc(d->out, ' ');
	dump_quoted(d, text.data);
	buf_addc(d->out, '\n');
	buf_release(&text);
}

const struct option_type type_url = {"URL", url_read, NULL, url_write};
