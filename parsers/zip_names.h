/* The names of a zip's members as their makers meant them (APPNOTE 4.4.4, 4.6.9): libarchive converts them to the machine's locale, or not
 * at all. */
#ifndef PARSERS_ZIP_NAMES_H
#define PARSERS_ZIP_NAMES_H
#include "parsers/table.h"

struct zip_names {
	const char **name; /* [count], in the order in which the members lie in the file */
	size_t count;
};

/* Flag bit 11 says UTF-8; else the Unicode path that some programs add (0x7075, if it belongs to this name); else strict UTF-8 (macOS sets
 * no flag); else GB18030 (Windows, 360, WinRAR). Count 0: no directory was found, or one with 64-bit places. */
struct zip_names zip_names_read(struct arena *a, struct bytes file);

#endif
