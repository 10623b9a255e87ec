#include "mutf7.h"

#include <stdint.h>
#include <string.h>

#include "base/base64.h"
#include "base/buf.h"
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

static int sextet_of(char c)
{
	return c == ',' ? 63 : c == '/' ? -1 : base64_value((uint8_t)c);
}

/* What stands between & and -: appended to `out`, or -1 where it is none of ours. */
static int put_decoded(struct buf *out, const char *at, const char *end)
{
	uint32_t bits = 0, high = 0;
	int count = 0;
	char utf8[4];
	for (; at < end; at++) {
		int v = sextet_of(*at);
		if (v < 0)
			return -1;
		bits = bits << 6 | (uint32_t)v;
		if ((count += 6) < 16)
			continue;
		uint32_t unit = bits >> (count -= 16) & 0xFFFF;
		if (unit >= 0xD800 && unit <= 0xDBFF && !high) {
			high = unit;
			continue;
		}
		bool low = unit >= 0xDC00 && unit <= 0xDFFF;
		if (low != (high != 0) || unit < 0x20 || unit == 0x7F)
			return -1;
		buf_add(out, utf8, text_put(utf8, high ? 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF) : unit));
		high = 0;
	}
	return high ? -1 : 0;
}

char *mutf7_decode(struct arena *a, const char *wire)
{
	struct buf out = {0};
	for (const char *p = wire; *p; p++) {
		const char *end = *p == '&' ? strchr(p, '-') : NULL;
		size_t mark = out.size;
		if (end == p + 1)
			buf_addc(&out, '&');
		else if (end && put_decoded(&out, p + 1, end) < 0)
			out.size = mark, end = NULL;
		if (end)
			p = end;
		else
			buf_addc(&out, (unsigned char)*p < 0x20 || *p == 0x7F ? '?' : *p);
	}
	char *text = text_decode(a, NULL, out.data ? out.data : "", out.size);
	buf_release(&out);
	return text;
}
