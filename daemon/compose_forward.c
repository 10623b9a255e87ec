#include <string.h>

#include "base/text.h"
#include "compose_part.h"

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct forward_in *in = what;
	struct view *v = view_object(a);
	(void)rows;
	put_mood(a, v, MOOD_CALM);
	put_value(a, v, "mail_subject", in->subject);
	put_value(a, v, "mail_id", in->mail_id);
	put_value(a, v, "name", in->name);
	view_set_text(a, v, "arrived", say_moment(a, in->arrived));
	view_set_text(a, v, "roles", say_roles(a, in->missing_roles));
	view_set_bool(a, v, "attached", in->raw.size > 0);
	return v;
}

/* message/rfc822 may not be encoded (RFC 2046 section 5.2.1), and a letter is 7-bit. A mail that is 7-bit itself is attached as it is, its
 * lines ended by CRLF; any other as a file of its bytes. Its boundaries must not be taken for ours. */
static bool fits(struct bytes raw, struct buf *crlf)
{
	size_t line = 0;
	for (size_t i = 0; i < raw.size; i++) {
		uint8_t c = raw.data[i];
		bool end = c == '\n' || (c == '\r' && i + 1 < raw.size && raw.data[i + 1] == '\n');
		if (c == 0 || c >= 0x80 || (c == '\r' && !end) || ++line > 998)
			return false;
		if (c == '\n') {
			buf_adds(crlf, "\r\n");
			line = 0;
		} else if (!end) {
			buf_addc(crlf, (char)c);
		}
	}
	return raw.size > 0 && !memmem(raw.data, raw.size, "--=_lc_", 7);
}

struct letter_file attached_mail(struct arena *a, struct bytes raw)
{
	struct buf crlf = {0};
	struct letter_file file = {.name = "original.eml", .type = "message/rfc822"};
	if (fits(raw, &crlf)) {
		file.bytes = (struct bytes){arena_memdup(a, crlf.data, crlf.size), crlf.size};
	} else {
		file.type = "application/octet-stream";
		file.bytes = raw;
	}
	buf_release(&crlf);
	return file;
}

struct letter compose_forward(struct arena *a, const struct forward_in *in)
{
	struct letter_file file = attached_mail(a, in->raw);
	struct letter l = compose_finish_with(a, &in->head, LETTER_FORWARD, build, in, &file, in->raw.size > 0);
	l.about = arena_strdup(a, in->mail_id);
	return l;
}
