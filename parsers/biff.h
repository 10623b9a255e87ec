/* Records of an Excel 97-2003 stream (BIFF8; BIFF5 of Excel 95): [MS-XLS] 2.1.4. What the file says about lengths is never believed. */
#ifndef PARSERS_BIFF_H
#define PARSERS_BIFF_H
#include "parsers/table.h"

enum biff_type {
	BIFF_FORMULA = 0x06, BIFF_EOF = 0x0A, BIFF_DATEMODE = 0x22, BIFF_FILEPASS = 0x2F, BIFF_CONTINUE = 0x3C, BIFF_CODEPAGE = 0x42,
	BIFF_WRITEACCESS = 0x5C, BIFF_BOUNDSHEET = 0x85, BIFF_MULRK = 0xBD, BIFF_RSTRING = 0xD6, BIFF_XF = 0xE0, BIFF_MERGED = 0xE5,
	BIFF_SST = 0xFC, BIFF_LABELSST = 0xFD, BIFF_NUMBER = 0x203, BIFF_LABEL = 0x204, BIFF_BOOLERR = 0x205, BIFF_STRING = 0x207,
	BIFF_ROW = 0x208, BIFF_RK = 0x27E, BIFF_FORMAT = 0x41E, BIFF_BOF = 0x809,
};

/* A place in a stream; the record at hand, read byte by byte. Getters beyond the record's end give 0 and set `bad`. */
struct biff {
	struct arena *a;       /* foreign */
	struct bytes stream;   /* foreign */
	size_t next;           /* where the record after this one begins */
	unsigned type;
	const uint8_t *at, *end;
	bool bad;
	bool old;              /* BIFF5: strings are bytes in a codepage */
	const char *charset;   /* of those, as text_decode names it */
};

/* Steps to the next record. False at the stream's end, and (with bad) when the record is cut off. */
bool biff_next(struct biff *b);
bool biff_seek(struct biff *b, size_t at);   /* to the record at that offset; as biff_next */

/* Whether the record has more, or goes on in a CONTINUE record; steps into that. */
bool biff_more(struct biff *b);

uint8_t biff_u8(struct biff *b);
uint16_t biff_u16(struct biff *b);
uint32_t biff_u32(struct biff *b);
double biff_double(struct biff *b);
double biff_rk(struct biff *b);              /* the packed number of RK and MULRK */

/* A string of `characters`, in the arena, cut to a cell's size. Goes on into CONTINUE records where the record ends (BIFF8), and steps
 * over the formatting and pronunciation that may follow the characters. */
const char *biff_string(struct biff *b, size_t characters);

#endif
