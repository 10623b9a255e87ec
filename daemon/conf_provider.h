/* What the profiles of etc/providers.yaml say beyond a server's own (values/office.h: struct provider). */
#ifndef DAEMON_CONF_PROVIDER_H
#define DAEMON_CONF_PROVIDER_H
#include <stdbool.h>

#include "base/arena.h"

/* Is that the name (UTF-8) of a folder where a provider's filter puts what it takes for junk? */
bool provider_junk_folder(struct arena *a, const char *folder);

#endif
