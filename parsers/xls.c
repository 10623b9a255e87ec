#include <fcntl.h>
#include <freexl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/number.h"

/* .xls, and .et of WPS: BIFF in an OLE compound file. (The only user of freexl, which wants a path: the bytes go into a memfd.) */

/* ---- what an OLE file holds, by the names in its directory (MS-CFB 2.6: 128 bytes an entry, name in UTF-16LE first) ---- */

enum { ENTRY_SIZE = 128, OLE_HEADER = 512 };

static bool is_ole(struct bytes file)
{
	return file.size >= OLE_HEADER && memcmp(file.data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

static bool entry_is(const uint8_t *entry, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n; i++)
		if (entry[2 * i] != (uint8_t)name[i] || entry[2 * i + 1] != 0)
			return false;
	return entry[2 * n] == 0 && entry[2 * n + 1] == 0 && entry[64] == 2 * n + 2 && entry[65] == 0;
}

static bool has_stream(struct bytes file, const char *name)
{
	for (size_t at = OLE_HEADER; at + ENTRY_SIZE <= file.size; at += ENTRY_SIZE)
		if (entry_is(file.data + at, name))
			return true;
	return false;
}

/* The header says in which sector the directory begins: a file that ends before it was cut off. */
static bool is_cut(struct bytes file)
{
	const uint8_t *h = file.data;
	unsigned shift = h[0x1E] <= 12 ? h[0x1E] : 12;
	uint64_t sector = (uint64_t)h[0x30] | (uint64_t)h[0x31] << 8 | (uint64_t)h[0x32] << 16 | (uint64_t)h[0x33] << 24;
	return ((sector + 1) << shift) + ENTRY_SIZE > file.size;
}

static enum table_status other_ole(struct bytes file, const char **detail_r)
{
	if (is_cut(file)) {
		*detail_r = "文件不完整或已损坏，可能没有传完，请重新保存后再发";
		return TABLE_BROKEN;
	}
	if (has_stream(file, "EncryptedPackage")) {
		*detail_r = "文件设有密码，请取消密码后再发";
		return TABLE_ENCRYPTED;
	}
	*detail_r = "认不出的 Office 文件，请另存为 Excel 文件（.xlsx）后再发";
	if (has_stream(file, "WordDocument"))
		*detail_r = "Word 文档，请把表格另存为 Excel 文件（.xlsx）后再发";
	else if (has_stream(file, "PowerPoint Document"))
		*detail_r = "PPT 演示文稿，请把表格另存为 Excel 文件（.xlsx）后再发";
	else if (has_stream(file, "__properties_version1.0"))
		*detail_r = "Outlook 邮件，请直接附上表格文件后再发";
	return TABLE_NOT_A_TABLE;
}

/* ---- through freexl ---- */

#define DAMAGED "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发"

static const void *open_bytes(struct bytes file, int *status_r)
{
	char path[40];
	const void *xls = NULL;
	int fd = memfd_create("xls", MFD_CLOEXEC);
	*status_r = FREEXL_INSUFFICIENT_MEMORY;
	if (fd < 0)
		return NULL;
	size_t done = 0;
	while (done < file.size) {
		ssize_t n = write(fd, file.data + done, file.size - done);
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (done == file.size)
		*status_r = freexl_open(path, &xls);
	close(fd);
	if (*status_r != FREEXL_OK && xls) {
		freexl_close(xls);
		xls = NULL;
	}
	return xls;
}

static bool encrypted(const void *xls)
{
	unsigned info = 0;
	return freexl_get_info(xls, FREEXL_BIFF_PASSWORD, &info) == FREEXL_OK && info == FREEXL_BIFF_OBFUSCATED;
}

static const char *text_of(struct arena *a, const char *s)
{
	const char *clean = text_clean(a, s, strlen(s));
	return fill_text(a, clean, strlen(clean));
}

/* freexl writes a moment without hours as midnight. */
static const char *moment_of(struct arena *a, const char *s)
{
	char *text = text_clean(a, s, strlen(s)), *midnight = strstr(text, " 00:00:00");
	if (midnight)
		*midnight = '\0';
	return text;
}

static const char *value_text(struct arena *a, const FreeXL_CellValue *v)
{
	switch (v->type) {
	case FREEXL_CELL_INT: return number_text(a, v->value.int_value);
	case FREEXL_CELL_DOUBLE: return number_text(a, v->value.double_value);
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT: return text_of(a, v->value.text_value);
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME: return moment_of(a, v->value.text_value);
	default: return NULL;
	}
}

static bool read_sheet(const void *xls, struct fill *f)
{
	unsigned rows = 0;
	unsigned short columns = 0;
	if (freexl_worksheet_dimensions(xls, &rows, &columns) != FREEXL_OK)
		return true;
	for (unsigned row = 0; row < rows; row++) {
		for (unsigned short column = 0; column < columns; column++) {
			FreeXL_CellValue value;
			if (freexl_get_cell_value(xls, row, column, &value) == FREEXL_OK)
				fill_cell(f, column, value_text(f->a, &value));
		}
		if (!fill_row(f, (int)row + 1, false))
			return false;
	}
	return true;
}

static enum table_status read_sheets(const void *xls, struct fill *f, const char **detail_r)
{
	unsigned sheets = 0;
	freexl_get_info(xls, FREEXL_BIFF_SHEET_COUNT, &sheets);
	for (unsigned i = 0; i < sheets && i < 0xFFFF; i++) {
		const char *name = NULL;
		if (freexl_get_worksheet_name(xls, (unsigned short)i, &name) != FREEXL_OK || freexl_select_active_worksheet(xls, (unsigned short)i) != FREEXL_OK)
			continue;
		if (!fill_sheet(f, text_of(f->a, name ? name : ""), false) || !read_sheet(xls, f)) {
			*detail_r = f->too_large;
			return TABLE_TOO_LARGE;
		}
	}
	return TABLE_OK;
}

static bool xls_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return is_ole(file);
}

static enum table_status xls_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct fill f;
	int result;
	enum table_status status;
	if (!has_stream(file, "Workbook") && !has_stream(file, "Book"))
		return other_ole(file, detail_r);
	const void *xls = open_bytes(file, &result);
	*detail_r = DAMAGED;
	if (!xls)
		return TABLE_BROKEN;
	*detail_r = "";
	fill_init(&f, a, file_r);
	if (encrypted(xls)) {
		*detail_r = "文件设有密码，请取消密码后再发";
		status = TABLE_ENCRYPTED;
	} else
		status = read_sheets(xls, &f, detail_r);
	if (status == TABLE_OK && !file_r->sheets_count) { /* freexl stops at a bad record without a word */
		*detail_r = DAMAGED;
		status = TABLE_BROKEN;
	}
	freexl_close(xls);
	return status;
}

const struct table_reader xls_reader = {"xls", xls_matches, xls_read};
