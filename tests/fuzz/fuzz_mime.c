/* Any bytes as a mail: whatever comes, values/mail.h holds to the letter, and the values survive the frames to the clerk. */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "headers.h"
#include "mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void good(const char *text)
{
	must(text && text_is_utf8(text, strlen(text)));
}

static void good_or_none(const char *text)
{
	if (text)
		good(text);
}

static void good_people(const struct address *list, size_t count)
{
	must(count <= MAIL_MAX_ADDRESSES);
	for (size_t i = 0; i < count; i++) {
		good(list[i].name);
		good(list[i].addr);
		must(!*list[i].addr || (strchr(list[i].addr, '@') && !strpbrk(list[i].addr, " \r\n\t<>,;\"")));
		must(!strpbrk(list[i].name, "\r\n"));
	}
}

static void good_parts(const struct mail *m)
{
	must(m->parts_count <= 2 * MAIL_MAX_PARTS + 2); /* each attached mail may add a body */
	for (size_t i = 0; i < m->parts_count; i++) {
		good(m->parts[i].file_name);
		good(m->parts[i].detail);
		good_or_none(m->parts[i].nested_subject);
		must(!strpbrk(m->parts[i].file_name, "\\\r\n")); /* '/': an archive's folders are shown */
		must((m->parts[i].source == PART_NESTED) == (m->parts[i].nested_subject != NULL));
		must(m->parts[i].status == TABLE_OK || m->parts[i].file.sheets_count == 0);
	}
}

static void same_behind_a_frame(struct arena *a, const struct mail *m)
{
	struct buf once = {0}, twice = {0};
	struct mail copy;
	mail_put(&once, m);
	struct frame f = {.kind = 1, .at = (const uint8_t *)once.data, .end = (const uint8_t *)once.data + once.size};
	mail_get(&f, a, &copy);
	must(frame_ok(&f));
	mail_put(&twice, &copy);
	must(once.size == twice.size && memcmp(once.data, twice.data, once.size) == 0);
	buf_release(&once);
	buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct mail m;
	struct err err;
	must(headers_open(&err) == 0);
	mime_read(a, arena_memdup(a, data, size), size, &m);
	good_people(m.from, m.from_count);
	good_people(m.to, m.to_count);
	good_people(m.cc, m.cc_count);
	good_parts(&m);
	must(strlen(m.text) <= MAIL_MAX_TEXT && strlen(m.quoted) <= MAIL_MAX_TEXT);
	must(!strpbrk(m.subject, "\r\n") && !strpbrk(m.message_id, "\r\n"));
	good_or_none(m.huge_link);
	good_or_none(m.fault);
	same_behind_a_frame(a, &m);
	arena_free(a);
	return 0;
}
