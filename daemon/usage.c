#include "usage.h"

#include <string.h>

#include "base/embed.h"

#define USAGE "daemon/usage.txt"

const char *usage_find(const char *command, size_t *size_r)
{
	const struct embedded_file *f = embedded_find(USAGE);
	size_t n = strlen(command);
	for (const char *at = f ? f->data : NULL; at && strncmp(at, "= ", 2) == 0;) {
		const char *body = strchr(at, '\n') + 1, *end = strstr(body, "\n= ");
		if (strncmp(at + 2, command, n) == 0 && at[2 + n] == '\n') {
			*size_r = end ? (size_t)(end + 1 - body) : strlen(body);
			return body;
		}
		at = end ? end + 1 : NULL;
	}
	return NULL;
}
