#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

#include "base/bug.h"

int late_bind(const char *library, const char *const *names, void *functions, size_t size, struct err *err)
{
	static const void *const unbound;
	size_t at = 0;
	if (memcmp(functions, &unbound, sizeof unbound) != 0)
		return 0;
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return err_set(err, 69, "%s: install its package", dlerror());
	for (size_t i = 0; names[i]; i++, at += sizeof(void *)) {
		void *found = dlsym(handle, names[i]);
		if (!found)
			bug("%s has no %s", library, names[i]);
		memcpy((char *)functions + at, &found, sizeof found);
	}
	must(at == size);
	return 0;
}

void late_must(int (*bind)(struct err *err))
{
	struct err err;
	if (bind(&err) < 0)
		bug("%s", err.text);
}
