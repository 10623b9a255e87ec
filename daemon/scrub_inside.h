/* Between the files of scrub.h. */
#ifndef DAEMON_SCRUB_INSIDE_H
#define DAEMON_SCRUB_INSIDE_H
#include "scrub.h"

struct scrub {
	uint8_t key[SCRUB_KEY_SIZE];
	const char **words; /* sorted */
	size_t words_count, words_cap;
};

/* A text on its way through. */
struct scan {
	struct scrub *s;
	const char *start, *end;
	bool markup;
	bool is_index;          /* a cell of OOXML that is a place among the shared strings, or true or false */
	struct buf *out;
};

/* Bytes that nobody can foretell without the key, the same for the same kind and token. */
struct noise {
	const struct scrub *s;
	const char *token;      /* foreign */
	size_t token_size;
	unsigned block;
	size_t used;
	uint8_t bytes[32];
	char kind;
};
struct noise scrub_noise(const struct scrub *s, char kind, const char *token, size_t size);
unsigned scrub_noise_below(struct noise *n, unsigned limit);   /* limit up to 256 */

bool scrub_knows(const struct scrub *s, const char *word, size_t size); /* ASCII in any case */
void scrub_pieces(struct scrub *s, const char *p, const char *end, bool markup, struct buf *out);

/* Each takes what begins at p, adds what becomes of it, and returns where it ends; p itself: nothing of the kind begins there. */
const char *scrub_number(struct scan *in, const char *p);
const char *scrub_tag(struct scan *in, const char *p);
const char *scrub_tag_end(const char *p, const char *end);     /* behind the tag at p; NULL: none is whole there */
int scrub_digit(const char *p, const char *end, size_t *size_r); /* its value; -1 */

/* Charsets that can be written again. NULL: none of them, so that it must be left out. */
const char *scrub_charset(const char *label, struct bytes b);
bool scrub_bytes(struct scrub *s, struct arena *a, struct bytes b, const char *label, bool markup, struct buf *out);
void scrub_file_at(struct scrub *s, struct arena *a, const char *name, struct bytes file, const char *label, int depth, struct scrubbed *r, struct buf *out,
                   bool *kept_r);
void scrub_mail_at(struct scrub *s, struct arena *a, struct bytes raw, int depth, struct scrubbed *r, struct buf *out);
/* What can't be told without saying it is told of, and its cells are. */
void scrub_leave_out(struct scrub *s, struct arena *a, const char *name, struct bytes file, struct scrubbed *r);

#endif
