/* What the profiles of etc/providers.yaml say beyond a server's own (values/office.h: struct provider). */
#ifndef DAEMON_CONF_PROVIDER_H
#define DAEMON_CONF_PROVIDER_H
#include <stdbool.h>

#include "base/arena.h"
#include "values/office.h"

/* Is that the name (UTF-8) of a folder where a provider's filter puts what it takes for junk? */
bool provider_junk_folder(struct arena *a, const char *folder);

/* Whose mail that domain is: by those that providers give out themselves, else by the hosts that take its mail (which may be none). NULL: nobody knows. */
const struct provider *provider_of_domain(struct arena *a, const char *domain, const struct texts *mx);
/* By the host of a server; what is known of any for a strange one. Never NULL. */
const struct provider *provider_of_host(struct arena *a, const char *host);
/* The url for an address of that domain; NULL: the profile names none. */
const char *provider_url(struct arena *a, const char *pattern, const char *domain);

#endif
