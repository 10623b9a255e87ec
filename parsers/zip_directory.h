/* The directory of a zip (APPNOTE 4.3.12 to 4.3.16): what members there are and where they lie. It alone is believed, so that every file has one
 * reading; what stands before the members' bytes is only stepped over. */
#ifndef PARSERS_ZIP_DIRECTORY_H
#define PARSERS_ZIP_DIRECTORY_H
#include "parsers/table.h"

enum { ZIP_STORED = 0, ZIP_DEFLATED = 8 }; /* methods; others exist */

struct zip_entry {
	const char *name;     /* "\\" is "/" */
	uint64_t at;          /* where the member begins, counted from the file's first byte */
	struct bytes packed;  /* its bytes, within the file */
	uint64_t size;        /* unpacked, as the directory says */
	uint32_t crc;         /* of the unpacked bytes */
	unsigned method;
	bool encrypted;
};

struct zip_entries {
	struct zip_entry *all; /* in the order in which they lie in the file */
	size_t all_count, all_cap;
};

/* Names: flag bit 11 says UTF-8; else the Unicode path that some programs add (0x7075, if it belongs to this name); else strict UTF-8 (macOS sets no
 * flag); else GB18030 (Windows, 360, WinRAR). Zip64 is read; bytes before the first member are allowed.
 * TABLE_BROKEN: no directory (the file was cut off), it is damaged, or members lie over each other. TABLE_TOO_LARGE: too many. */
enum table_status zip_directory_read(struct arena *a, struct bytes file, struct zip_entries *entries_r, const char **detail_r);

#endif
