#include "parsers/table.h"

#include <string.h>

#include "base/bug.h"
#include "parsers/sniff.h"

const char *const table_status_names[] = {"ok", "not_a_table", "encrypted", "broken", "too_large"};

/* The first that matches reads it; csv takes whatever is text. */
static const struct table_reader *const readers[] = {&xlsx_reader, &xls_reader, &html_reader, &csv_reader};

static bool only_blanks(struct bytes file)
{
	for (size_t i = 0; i < file.size; i++)
		if (!strchr(" \t\r\n", file.data[i]) || file.data[i] == 0)
			return false;
	return true;
}

enum table_status table_read(struct arena *a, struct bytes file, const char *file_name, struct table_file *file_r, const char **detail_r)
{
	*file_r = (struct table_file){0};
	*detail_r = "";
	if (only_blanks(file)) {
		*detail_r = "空文件，请检查后重发";
		return TABLE_NOT_A_TABLE;
	}
	if (file.size > TABLE_MAX_UNPACKED) {
		*detail_r = "文件太大";
		return TABLE_TOO_LARGE;
	}
	if ((*detail_r = sniff_foreign(file)))
		return TABLE_NOT_A_TABLE;
	*detail_r = "";
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		if (!readers[i]->matches(file, file_name))
			continue;
		enum table_status status = readers[i]->read(a, file, file_r, detail_r);
		if (status != TABLE_OK)
			*file_r = (struct table_file){0}; /* half a table is none */
		return status;
	}
	*detail_r = "认不出的文件，请发送表格文件（.xlsx）";
	return TABLE_NOT_A_TABLE;
}

struct table_row *table_add_row(struct arena *a, struct sheet *s, int number)
{
	if (s->rows_count && s->rows[s->rows_count - 1].number == number)
		return &s->rows[s->rows_count - 1];
	struct table_row *row = &ARENA_PUSH(a, s, rows);
	*row = (struct table_row){.number = number};
	return row;
}

/* The room behind cell_count cells: a power of two, so that it needs no member of its own. */
static size_t room_for(size_t cells)
{
	size_t room = cells ? 8 : 0;
	while (room < cells)
		room *= 2;
	return room;
}

void table_set_cell(struct arena *a, struct table_row *row, size_t column, const char *text)
{
	must(text);
	if (column >= TABLE_MAX_COLUMNS || (column >= row->cell_count && !*text))
		return;
	if (column >= row->cell_count) {
		if (column >= room_for(row->cell_count)) {
			struct cell *cells = arena_alloc(a, room_for(column + 1) * sizeof *cells);
			if (row->cell_count)
				memcpy(cells, row->cells, row->cell_count * sizeof *cells);
			row->cells = cells;
		}
		for (; row->cell_count <= column; row->cell_count++)
			row->cells[row->cell_count].text = "";
	}
	row->cells[column].text = text;
}
