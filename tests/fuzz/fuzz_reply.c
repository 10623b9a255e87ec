/* What somebody answers who was asked about money: a decision rests on the phrase it begins with, and a question or a "but" takes it back. */
#include "reply.h"
#include "rooms.h"

static void check(struct arena *a, const char *text)
{
	struct reply r = reply_read(a, text);
	must((r.state == REPLY_CLEAR) == (r.items_count > 0));
	for (size_t i = 0; i < r.items_count; i++) {
		const struct said *s = &r.items[i];
		must(s->verb > REPLY_NONE && s->verb < REPLY_VERBS && s->reason && s->from <= s->to && s->to <= REPLY_MAX_ITEM && !strchr(s->reason, '\n'));
		if (s->from)
			must(reply_of(&r, s->from)->verb == s->verb);
	}
}

/* A single yes or no stays what it is with a greeting and a name around it, and is none with what takes it back. */
static void check_turns(struct arena *a, const char *text)
{
	struct reply r = reply_read(a, text);
	if (r.items_count != 1 || r.items[0].from || r.items[0].verb > REPLY_WAIVE || strchr(text, '\n'))
		return;
	must(reply_read(a, arena_printf(a, "%s吗？", text)).state != REPLY_CLEAR);
	must(reply_read(a, arena_printf(a, "他说%s", text)).state != REPLY_CLEAR);
	if (r.items[0].verb == REPLY_AGREE)
		must(reply_read(a, arena_printf(a, "%s\n但其他照罚", text)).state != REPLY_CLEAR);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	const char *text = piece(a, &rest);
	check(a, text);
	check_turns(a, text_trim(a, text));
	arena_free(a);
	return 0;
}
