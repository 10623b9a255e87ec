#include "mutf7.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Base 64 with ',' for '/' and without padding, of the 16-bit units that come in. */
struct writer {
	char *at;
	uint32_t bits;   /* not yet written */
	int count;       /* how many of them */
	bool shifted;    /* between '&' and '-' */
};

static void put_sextet(struct writer *w, uint32_t v)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
	*w->at++ = digits[v & 63];
}

static void put_unit(struct writer *w, uint32_t unit)
{
	w->bits = w->bits << 16 | unit;
	for (w->count += 16; w->count >= 6; w->count -= 6)
		put_sextet(w, w->bits >> (w->count - 6));
}

static void shift_out(struct writer *w)
{
	if (!w->shifted)
		return;
	if (w->count > 0)
		put_sextet(w, w->bits << (6 - w->count));
	*w->at++ = '-';
	w->shifted = false;
}

static void put_shifted(struct writer *w, uint32_t c)
{
	if (!w->shifted) {
		*w->at++ = '&';
		w->shifted = true;
		w->count = 0;
	}
	if (c >= 0x10000) {
		put_unit(w, 0xD7C0 + (c >> 10));
		c = 0xDC00 | (c & 0x3FF);
	}
	put_unit(w, c);
}

char *mutf7_encode(struct arena *a, const char *name)
{
	if (text_same_nocase(name, "INBOX"))
		return arena_strdup(a, "INBOX");
	char *text = arena_alloc(a, strlen(name) * 6 + 4); /* the worst: one control character between plain ones, &AAE- */
	struct writer w = {.at = text};
	for (uint32_t c; (c = text_next(&name));) {
		if (c < 0x20 || c > 0x7E) {
			put_shifted(&w, c);
			continue;
		}
		shift_out(&w);
		*w.at++ = (char)c;
		if (c == '&')
			*w.at++ = '-';
	}
	shift_out(&w);
	return text;
}
