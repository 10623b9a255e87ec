#include "parsers/table.h"

#include <string.h>
#include <strings.h>

#include "parsers/sniff.h"

enum { LOCK_MAX = 1024 }; /* bytes of a file that only says who has another one open */

const char *const table_status_names[] = {"ok", "not_a_table", "encrypted", "broken", "too_large"};

/* The first that matches reads it; csv takes whatever is text. */
static const struct table_reader *const readers[] = {&ods_reader, &docx_reader, &xlsx_reader, &xls_reader, &xml2003_reader, &fods_reader,
                                                     &word_xml_reader, &html_reader, &csv_reader};

static bool only_blanks(struct bytes file)
{
	for (size_t i = 0; i < file.size; i++)
		if (!strchr(" \t\r\n", file.data[i]) || file.data[i] == 0)
			return false;
	return true;
}

static bool one_column(const struct table_file *file)
{
	for (size_t s = 0; s < file->sheets_count; s++)
		for (size_t r = 0; r < file->sheets[s].rows_count; r++)
			if (file->sheets[s].rows[r].cell_count > 1)
				return false;
	return true;
}

/* Markup that html_reader did not take, or prose: csv reads any text. A file that calls itself .csv may have one column. */
static enum table_status mere_text(struct bytes file, const char *file_name, const struct table_file *read, const char **detail_r)
{
	size_t n = file_name ? strlen(file_name) : 0;
	if (memmem(file.data, file.size < 200 ? file.size : 200, "<?xml", 5))
		*detail_r = "XML 文件，请用 Excel 或 WPS 打开，另存为 .xlsx 后再发";
	else if (one_column(read) && !(n > 4 && strcasecmp(file_name + n - 4, ".csv") == 0))
		*detail_r = "文字文件，里面没有表格";
	else
		return TABLE_OK;
	return TABLE_NOT_A_TABLE;
}

bool table_is_lock(const char *file_name)
{
	const char *slash = file_name ? strrchr(file_name, '/') : NULL, *base = slash ? slash + 1 : file_name;
	return base && (strncmp(base, "~$", 2) == 0 || strncmp(base, ".~lock.", 7) == 0);
}

enum table_status table_read(struct arena *a, struct bytes file, const char *file_name, struct table_file *file_r, const char **detail_r)
{
	*file_r = (struct table_file){0};
	*detail_r = "";
	if (only_blanks(file)) {
		*detail_r = "空文件，请检查后重发";
		return TABLE_NOT_A_TABLE;
	}
	if (table_is_lock(file_name) && file.size < LOCK_MAX) {
		*detail_r = "表格打开时留下的临时文件，里面没有数据，请关闭表格后发送原来的文件";
		return TABLE_NOT_A_TABLE;
	}
	if ((*detail_r = sniff_foreign(file)))
		return TABLE_NOT_A_TABLE;
	if (file.size > TABLE_MAX_UNPACKED) {
		*detail_r = "文件太大";
		return TABLE_TOO_LARGE;
	}
	*detail_r = "";
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		if (!readers[i]->matches(file, file_name))
			continue;
		enum table_status status = readers[i]->read(a, file, file_r, detail_r);
		if (status == TABLE_OK && readers[i] == &csv_reader)
			status = mere_text(file, file_name, file_r, detail_r);
		if (status != TABLE_OK)
			*file_r = (struct table_file){0}; /* half a table is none */
		return status;
	}
	*detail_r = "认不出的文件，请发送表格文件（.xlsx）";
	return TABLE_NOT_A_TABLE;
}
