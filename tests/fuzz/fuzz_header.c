/* Any bytes as the header of a mail: fields lie inside it, addresses are addresses or nobody's, and canonical forms stay what they are. */
#include "address.h"
#include "header.h"
#include "rooms.h"

static void good_people(struct arena *a, const struct address *list, size_t count)
{
	must(count <= MAIL_MAX_ADDRESSES);
	for (size_t i = 0; i < count; i++) {
		one_line(list[i].name);
		one_line(list[i].addr);
		must(!*list[i].addr || (strchr(list[i].addr, '@') && !strpbrk(list[i].addr, " \t<>,;\"")));
		must(strcmp(address_canonical(a, list[i].addr, strlen(list[i].addr)), list[i].addr) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes raw = {data, size};
	struct header h;
	struct mail m = empty_mail();
	struct address_list list = {0};
	header_read(a, raw, &h);
	must(h.body_at <= size && h.fields_count <= HEADER_MAX_FIELDS);
	for (size_t i = 0; i < h.fields_count; i++) {
		const struct field *f = &h.fields[i];
		must(f->name.data >= data && f->name.data + f->name.size <= data + size && f->value.data >= data && f->value.data + f->value.size <= data + size);
		must(f->value.size <= HEADER_MAX_VALUE);
	}
	header_values(a, &h, &m);
	good_people(a, m.from, m.from_count);
	good_people(a, m.to, m.to_count);
	good_people(a, m.cc, m.cc_count);
	one_line(m.subject);
	one_line(m.message_id);
	one_line(m.original_id);
	must(m.references_count <= 2 * HEADER_MAX_REFERENCES);
	address_parse(a, raw, &list);
	good_people(a, list.items, list.items_count);
	must(arena_used(a) < 400 * (size + 1000));
	arena_free(a);
	return 0;
}
