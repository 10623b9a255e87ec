/* What somebody answers who was asked about money: a decision rests on the phrase it begins with, and a question or a "but" takes it back. */
#include "assent.h"
#include "rooms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	const char *text = piece(a, &rest);
	enum assent said = assent_read(a, text);
	must(said == ASSENT_NONE || said == ASSENT_YES || said == ASSENT_NO);
	if (said != ASSENT_NONE) {
		size_t line = strcspn(text_trim(a, text), "\n");
		const char *first = arena_strndup(a, text_trim(a, text), line);
		must(assent_read(a, arena_printf(a, "%s，但其他照罚", first)) == ASSENT_NONE);
		must(assent_read(a, arena_printf(a, "%s吗？", first)) == ASSENT_NONE);
		must(assent_read(a, arena_printf(a, "他说%s", first)) == ASSENT_NONE);
		must(assent_read(a, arena_printf(a, "  %s。\n\n王总", first)) == said);
	}
	arena_free(a);
	return 0;
}
