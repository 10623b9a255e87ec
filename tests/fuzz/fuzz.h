/* What every fuzzer of a table reader shares: it reads each text that comes out, and holds the reader to what table.h promises. */
#ifndef FUZZ_H
#define FUZZ_H
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "parsers/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The detail by its address: the reader sets it while the other arguments may have been taken. */
static inline void fuzz_look(enum table_status status, const struct table_file *t, const char *const *detail)
{
	must(status <= TABLE_TOO_LARGE);
	if (status != TABLE_OK) {
		must(*detail && **detail && text_is_utf8(*detail, strlen(*detail)));
		return;
	}
	must(t->sheets_count <= TABLE_MAX_SHEETS);
	for (size_t i = 0; i < t->sheets_count; i++) {
		const struct sheet *s = &t->sheets[i];
		must(text_is_utf8(s->name, strlen(s->name)));
		for (size_t r = 0; r < s->rows_count; r++) {
			const struct table_row *row = &s->rows[r];
			must(row->number > (r ? row[-1].number : -1)); /* typed leads: their labels are row 0 */
			must(row->cell_count > 0 && row->cell_count <= TABLE_MAX_COLUMNS && *row->cells[row->cell_count - 1].text);
			for (size_t c = 0; c < row->cell_count; c++) {
				size_t n = strlen(row->cells[c].text);
				must(n <= TABLE_MAX_CELL_BYTES && text_is_utf8(row->cells[c].text, n));
			}
		}
	}
}

#define FUZZ(one)                                                          \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)       \
	{                                                                  \
		struct arena *a = arena_new();                             \
		one(a, (struct bytes){data, size});                        \
		arena_free(a);                                             \
		return 0;                                                  \
	}

#endif
