/* A mail that says that another did not arrive: subject, status report, returned header, words, references. */
#include "bounce.h"
#include "rooms.h"
#include "words.h"

static void good_token(const char *t)
{
	must(strlen(t) == TOKEN_SIZE - 1 && t[4] == '-' && strspn(t, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == TOKEN_SIZE - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	struct mail m = empty_mail();
	struct bounce b;
	m.report = size % 2;
	m.return_path = size % 3 ? "" : NULL;
	m.subject = words_one_line(a, piece(a, &rest));
	m.delivery_status = piece(a, &rest);
	m.returned = piece(a, &rest);
	m.text = piece(a, &rest);
	m.quoted = piece(a, &rest);
	struct address from = {"", piece(a, &rest)};
	const char *reference = words_one_line(a, piece(a, &rest));
	m.from = &from, m.from_count = 1;
	m.references = &reference, m.references_count = 1;
	if (bounce_read(a, &m, &b)) {
		must(b.lines_count > 0 && b.lines_count <= BOUNCE_MAX_LINES);
		for (size_t i = 0; i < b.lines_count; i++) {
			must(b.lines[i].kind < BOUNCE_KIND_COUNT);
			one_line(b.lines[i].words);
			must(text_count(b.lines[i].words) <= BOUNCE_MAX_WORDS);
			if (b.lines[i].addr)
				one_line(b.lines[i].addr);
		}
		if (b.tied)
			good_token(b.token);
	}
	bounce_names(a, &m, "rep01@corp.test");
	char token[TOKEN_SIZE];
	if (token_find(&m, token))
		good_token(token);
	arena_free(a);
	return 0;
}
