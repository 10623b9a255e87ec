/* Texts and Message-IDs in which a token may stand: what is found has its form, and is found again where a letter writes it. */
#include "rooms.h"
#include "token.h"

static void again(struct arena *a, const char *token)
{
	char found[TOKEN_SIZE];
	must(strlen(token) == TOKEN_SIZE - 1 && token[4] == '-' && strspn(token, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == TOKEN_SIZE - 1);
	must(token_find_in_text(arena_printf(a, "回复：乐捐 [%s]", token), found) && strcmp(found, token) == 0);
	must(token_find_in_id(arena_printf(a, "lc.%s.0123456789abcdef@corp.test", token), found) && strcmp(found, token) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	char token[TOKEN_SIZE], made[TOKEN_SIZE];
	const char *text = piece(a, &rest), *id = piece(a, &rest);
	if (token_find_in_text(text, token))
		again(a, token);
	if (token_find_in_id(id, token))
		again(a, token);
	token_make((struct bytes){(const uint8_t *)"0123456789abcdef", 16}, text, made);
	again(a, made);
	arena_free(a);
	return 0;
}
