/* Address and Authentication-Results as a forger would have them: no vouching without our provider's name in front and something that passed. */
#include <strings.h>

#include "auth.h"
#include "rooms.h"

#define OURS "mx.corp.test"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	const char *addr = piece(a, &rest), *results = piece(a, &rest);
	enum auth said = auth_of(OURS, results, addr);
	must(said == AUTH_NOTHING || said == AUTH_AGREES || said == AUTH_DISAGREES);
	must(auth_of(OURS, NULL, addr) == AUTH_NOTHING && auth_of("other.test", arena_printf(a, "%s; %s", OURS, results), addr) == AUTH_NOTHING);
	if (said != AUTH_NOTHING)
		must(strcasestr(results, OURS) || strchr(results, '"')); /* m""x.corp.test is that name too */
	if (said == AUTH_AGREES)
		must(strchr(addr, '@') && strcasestr(results, "pass"));
	/* What our provider says stands in front: nothing behind a failure of dmarc mends it. */
	must(auth_of(OURS, arena_printf(a, OURS "; dmarc=fail header.from=%s", strchr(addr, '@') ? strrchr(addr, '@') + 1 : "x"), addr) != AUTH_AGREES);
	arena_free(a);
	return 0;
}
