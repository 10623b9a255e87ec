/* What a .7z file says of its own directory, before a library makes as many entries of it as a few packed bytes claim. */
#ifndef PARSERS_SEVEN_H
#define PARSERS_SEVEN_H
#include "base/buf.h"

/* Bytes of the directory when unpacked; SIZE_MAX: that can't be told, the file is damaged. */
size_t seven_directory_size(struct bytes file);

#endif
