/* Any bytes as a header's value: one line comes out, without marks that turn the writing; a file's name is never a path. */
#include "rooms.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"filename", "name", "charset", "boundary"};
	struct arena *a = arena_new();
	struct bytes value = {data, size};
	const char *text = words_decode(a, value);
	one_line(text);
	must(strcmp(words_one_line(a, text), text) == 0);
	must(!strstr(text, "\u202e") && !strstr(text, "\u200f"));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *p = words_param(a, value, names[i]);
		if (!p)
			continue;
		one_line(p);
		const char *file = words_file_name(a, p);
		one_line(file);
		must(!strpbrk(file, "/\\") && strcmp(file, "..") != 0);
	}
	must(arena_used(a) < 400 * (size + 1000));
	arena_free(a);
	return 0;
}
