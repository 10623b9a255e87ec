#include "file_bytes.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int file_bytes(const char *path, size_t most, struct buf *b, struct err *err)
{
	enum { PIECE = 1 << 16 };
	size_t got;
	FILE *in = fopen(path, "rbe");
	if (!in)
		return err_set(err, 66, "%s: %s", path, strerror(errno));
	do {
		got = fread(buf_space(b, PIECE), 1, PIECE, in);
		b->size += got;
	} while (got > 0 && b->size <= most);
	int why = ferror(in) ? errno : 0;
	fclose(in);
	*buf_space(b, 1) = '\0';
	if (why)
		return err_set(err, 66, "%s: %s", path, strerror(why));
	return b->size <= most ? 0 : err_set(err, 65, "%s: larger than %zu MB", path, most >> 20);
}
