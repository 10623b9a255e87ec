/* Any bytes as the values of a frame from the reader: what is accepted is exactly what mail_put, classified_put and known_layouts_put would have written. */
#include <string.h>

#include "base/bug.h"
#include "values/classified.h"
#include "values/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf again = {0};
	struct mail m;
	struct table_file t;
	struct classified found;
	struct known_layouts known;
	struct frame f = {.kind = 1, .at = data, .end = data + size}, g = f, h = f, k = f;
	mail_get(&f, a, &m);
	if (frame_ok(&f)) {
		bool older = !m.delivery_status && !m.returned; /* an older store's envelope ends before them */
		mail_put(&again, &m);
		must(again.size == size || (older && again.size > size));
		must(memcmp(again.data, data, size) == 0);
	}
	buf_clear(&again);
	table_file_get(&g, a, &t);
	if (frame_ok(&g)) {
		table_file_put(&again, &t);
		must(again.size == size && memcmp(again.data, data, size) == 0);
	}
	buf_clear(&again);
	classified_get(&h, a, 3, &found);
	if (frame_ok(&h)) {
		classified_put(&again, &found);
		must(again.size == size && memcmp(again.data, data, size) == 0);
	}
	buf_clear(&again);
	known_layouts_get(&k, a, &known);
	if (frame_ok(&k)) {
		known_layouts_put(&again, &known);
		must(again.size == size && memcmp(again.data, data, size) == 0);
	}
	must(arena_used(a) < 200 * (size + 100)); /* a lie about a count costs nothing */
	buf_release(&again);
	arena_free(a);
	return 0;
}
