/* Data files that travel inside the program (letters, packs, header synonyms, schema), under their names in the source tree. Each is
 * followed by a NUL. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H
#include <stddef.h>

struct embedded_file {
	const char *name; /* "templates/zh-CN/receipt.txt"; NULL ends the table */
	const char *data;
	size_t size;      /* bytes, without the NUL */
};
extern const struct embedded_file embedded_files[]; /* build/embed.S, made by tools/embed.sh */

const struct embedded_file *embedded_find(const char *name); /* NULL if there is none */

#endif
