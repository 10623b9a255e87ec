/* What is known of mail providers: etc/providers.yaml, which travels in the program, and which of its profiles a server gets. */
#include "conf_provider.h"

#include <string.h>

#include "base/bug.h"
#include "base/embed.h"
#include "base/text.h"
#include "conf_checks.h"

#define PROVIDERS "etc/providers.yaml"

void provider_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct provider *p = base;
	if (good && (p->idle == IDLE_PROVIDER || p->sent_copy == SENT_COPY_PROVIDER))
		reader_fault(r, n, "idle and sent_copy: a profile can't leave them to the profile");
}

/* Its faults are our own. */
static const struct provider_file *read_file(struct arena *a)
{
	struct conf_faults faults = {0};
	struct arena *tmp = arena_new();
	struct reader r = {.a = a, .faults = &faults, .dir = "/"};
	struct provider_file *file = arena_alloc(a, sizeof *file);
	const struct embedded_file *f = embedded_find(PROVIDERS);
	must(f);
	const struct node *n = yaml_parse(tmp, PROVIDERS, f->data, f->size, &faults);
	if (n)
		section_read(&r, &section_provider_file, n, file);
	if (faults.faults_count > 0)
		bug("%s:%d: %s", PROVIDERS, faults.faults[0].line, faults.faults[0].text);
	arena_free(tmp);
	must(file->providers_count > 0);
	return file;
}

/* The length of the name if host is it or lies below it; 0. */
static size_t fits(const char *host, const char *name)
{
	size_t h = strlen(host), n = strlen(name);
	return h >= n && text_same_nocase(host + h - n, name) && (h == n || host[h - n - 1] == '.') ? n : 0;
}

static const struct provider *by_host(const struct provider_file *f, const char *host)
{
	const struct provider *best = &f->providers[0];
	size_t longest = 0;
	for (size_t i = 0; host && i < f->providers_count; i++)
		for (size_t k = 0; k < f->providers[i].hosts.items_count; k++) {
			size_t n = fits(host, f->providers[i].hosts.items[k]);
			if (n > longest) {
				longest = n;
				best = &f->providers[i];
			}
		}
	return best;
}

static const struct provider *by_name(struct reader *r, const struct node *n, const struct provider_file *f, const char *name)
{
	const char **names = arena_alloc(r->a, (f->providers_count + 1) * sizeof *names);
	struct buf all = {0};
	for (size_t i = 0; i < f->providers_count; i++) {
		names[i] = f->providers[i].name;
		if (strcmp(names[i], name) == 0)
			return &f->providers[i];
	}
	for (size_t i = 0; i < f->providers_count; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	const char *near = conf_nearest(name, names);
	if (near)
		reader_fault(r, node_or_whole(n, "provider"), "provider: unknown value \"%s\": did you mean \"%s\"?", name, near);
	else
		reader_fault(r, node_or_whole(n, "provider"), "provider: unknown value \"%s\": write one of %s", name, all.data);
	buf_release(&all);
	return &f->providers[0];
}

/* What is known of every server holds for each provider too. */
static void join(struct arena *a, struct texts *t, const struct texts *more)
{
	struct texts all = {0};
	for (size_t i = 0; i < t->items_count; i++)
		ARENA_PUSH(a, &all, items) = t->items[i];
	for (size_t i = 0; i < more->items_count; i++)
		if (!texts_find(&all, more->items[i]))
			ARENA_PUSH(a, &all, items) = more->items[i];
	*t = all;
}

static void lay_over(int *value, int own)
{
	if (own >= 0)
		*value = own;
}

static void lay_own_over(struct provider *p, const struct server *s)
{
	const struct provider_own *own = &s->own;
	bool sends = strncmp(s->scheme, "smtp", 4) == 0; /* the other half of `own` was never read: it is zero, which means something */
	if (!sends) {
		lay_over(&p->poll_seconds, own->poll_seconds);
		lay_over(&p->idle_seconds, own->idle_seconds);
		p->idle = own->idle == IDLE_PROVIDER ? p->idle : own->idle;
		return;
	}
	lay_over(&p->per_minute, own->per_minute);
	lay_over(&p->per_hour, own->per_hour);
	lay_over(&p->per_day, own->per_day);
	lay_over(&p->per_connection, own->per_connection);
	lay_over(&p->pause_seconds, own->pause_seconds);
	p->sent_copy = own->sent_copy == SENT_COPY_PROVIDER ? p->sent_copy : own->sent_copy;
	p->sent_folder = own->sent_folder ? own->sent_folder : p->sent_folder;
}

void provider_choose(struct reader *r, const struct node *n, struct server *s)
{
	const struct provider_file *f = read_file(r->a);
	const struct provider *known = s->provider_name ? by_name(r, n, f, s->provider_name) : by_host(f, s->host), *any = &f->providers[0];
	struct provider *p = arena_memdup(r->a, known, sizeof *known);
	if (known != any) {
		join(r->a, &p->login_refused, &any->login_refused);
		join(r->a, &p->temporary, &any->temporary);
		join(r->a, &p->content_refused, &any->content_refused);
		join(r->a, &p->login_trouble, &any->login_trouble);
	}
	lay_own_over(p, s);
	s->provider = p;
}

const struct provider *provider_of_host(struct arena *a, const char *host)
{
	return by_host(read_file(a), host);
}

const struct provider *provider_of_domain(struct arena *a, const char *domain, const struct texts *mx)
{
	const struct provider_file *f = read_file(a);
	for (size_t i = 0; i < f->providers_count; i++)
		for (size_t k = 0; k < f->providers[i].domains.items_count; k++)
			if (text_same_nocase(f->providers[i].domains.items[k], domain))
				return &f->providers[i];
	for (size_t m = 0; m < mx->items_count; m++)
		for (size_t i = 0; i < f->providers_count; i++)
			for (size_t k = 0; k < f->providers[i].mx.items_count; k++)
				if (fits(mx->items[m], f->providers[i].mx.items[k]))
					return &f->providers[i];
	return NULL;
}

const char *provider_url(struct arena *a, const char *pattern, const char *domain)
{
	static const char mark[] = "DOMAIN";
	const char *at = pattern ? strstr(pattern, mark) : NULL;
	return at ? arena_printf(a, "%.*s%s%s", (int)(at - pattern), pattern, domain, at + sizeof mark - 1) : pattern;
}

bool provider_junk_folder(struct arena *a, const char *folder)
{
	return texts_find(&read_file(a)->junk_folders, folder) != NULL;
}
