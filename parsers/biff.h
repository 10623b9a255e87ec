/* Records of an Excel stream: BIFF8 of Excel 97-2003 ([MS-XLS] 2.1.4), BIFF5 of Excel 5 and 95, BIFF2 to 4 of those before. What the file says
 * about lengths is never believed. */
#ifndef PARSERS_BIFF_H
#define PARSERS_BIFF_H
#include "parsers/table.h"

/* _2, _3, _4: as that version wrote it. Later programs go on writing some of them. */
enum biff_type {
	BIFF_DIMENSION_2 = 0x00, BIFF_INTEGER_2 = 0x02, BIFF_NUMBER_2 = 0x03, BIFF_LABEL_2 = 0x04, BIFF_BOOLERR_2 = 0x05, BIFF_FORMULA = 0x06,
	BIFF_STRING_2 = 0x07, BIFF_ROW_2 = 0x08, BIFF_BOF_2 = 0x09, BIFF_EOF = 0x0A, BIFF_FORMAT_2 = 0x1E, BIFF_DATEMODE = 0x22, BIFF_FILEPASS = 0x2F,
	BIFF_CONTINUE = 0x3C, BIFF_CODEPAGE = 0x42, BIFF_XF_2 = 0x43, BIFF_IXFE_2 = 0x44, BIFF_WRITEACCESS = 0x5C, BIFF_BOUNDSHEET = 0x85,
	BIFF_SHEETHDR_4 = 0x8F, BIFF_MULRK = 0xBD, BIFF_RSTRING = 0xD6, BIFF_XF = 0xE0, BIFF_INTERFACEHDR = 0xE1, BIFF_MERGED = 0xE5, BIFF_SST = 0xFC,
	BIFF_LABELSST = 0xFD, BIFF_RRDHEAD = 0x138, BIFF_USREXCL = 0x194, BIFF_FILELOCK = 0x195, BIFF_RRDINFO = 0x196, BIFF_DIMENSION = 0x200,
	BIFF_NUMBER = 0x203, BIFF_LABEL = 0x204, BIFF_BOOLERR = 0x205, BIFF_FORMULA_3 = 0x206, BIFF_STRING = 0x207, BIFF_ROW = 0x208, BIFF_BOF_3 = 0x209,
	BIFF_XF_3 = 0x243, BIFF_RK = 0x27E, BIFF_FORMULA_4 = 0x406, BIFF_BOF_4 = 0x409, BIFF_FORMAT = 0x41E, BIFF_XF_4 = 0x443, BIFF_BOF = 0x809,
};

/* A place in a stream; the record at hand, read byte by byte. Getters beyond the record's end give 0 and set `bad`. */
struct biff {
	struct arena *a;       /* foreign */
	struct bytes stream;   /* foreign */
	size_t next;           /* where the record after this one begins */
	unsigned type;
	const uint8_t *at, *end;
	bool bad;
	unsigned version;      /* 2, 3, 4, 5, 8 */
	const char *charset;   /* of strings before BIFF8, which are bytes, as text_convert names it */
};

/* Begins like a stream of records that no compound file holds: so were all files before BIFF5, and some of today's exports are. */
bool biff_is(struct bytes file);
bool biff_is_bof(unsigned type);

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
