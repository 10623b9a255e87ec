/* What winmail.dat and .msg share: they are one set of properties, written in two ways (MS-OXPROPS). */
#ifndef PARSERS_OUTLOOK_H
#define PARSERS_OUTLOOK_H
#include "parsers/table.h"

enum {
	PROP_SUBJECT = 0x0037, PROP_BODY = 0x1000, PROP_HTML = 0x1013, PROP_DATA = 0x3701, PROP_NAME = 0x3704, PROP_LONG_NAME = 0x3707,
	PROP_DISPLAY_NAME = 0x3001, PROP_CODEPAGE = 0x3FFD, PROP_INTERNET_CODEPAGE = 0x3FDE,
	TYPE_LONG = 0x0003, TYPE_OBJECT = 0x000D, TYPE_STRING8 = 0x001E, TYPE_UNICODE = 0x001F, TYPE_BINARY = 0x0102,
};

/* The reading of one file, through all mails attached to it. */
struct outlook {
	struct arena *a;      /* foreign */
	archive_sink *sink;   /* NULL: only words */
	void *arg;            /* foreign */
	struct outlook_words *words; /* foreign, of the outermost */
	unsigned codepage;    /* of strings of bytes; 0 when not known */
	unsigned html_codepage;
	size_t files;         /* and mails */
	size_t room;          /* bytes that streams may still have: together no more than the file, lest many be one */
	int depth;
	const char *detail;   /* when something can't be read on */
};

/* A property's text: UTF-16 or bytes in a code page (0: UTF-8 or GB18030), up to its NUL; in the arena. */
const char *outlook_text(struct arena *a, unsigned type, struct bytes value, unsigned codepage);
/* Counts one more attachment. */
enum table_status outlook_count(struct outlook *o);
/* Hands out one attachment, counted. name: of the best property that names it, "" if none did. */
enum table_status outlook_file(struct outlook *o, const char *name, struct bytes file);

/* Each reads one file, or a mail attached in it. */
enum table_status tnef_read(struct outlook *o, struct bytes file);
enum table_status msg_read(struct outlook *o, struct bytes file);

#endif
