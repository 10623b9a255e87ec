/* Two ways in: bytes that begin as a zip are one; all others are the one member of a zip that is packed here without compression: its name up to
 * the first line feed, flags in the first byte of it, then its bytes. */
#include "fuzz.h"

static void put(struct buf *b, unsigned value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_addc(b, (char)(value & 0xFF));
}

static unsigned crc32_of(const uint8_t *p, size_t n)
{
	unsigned crc = ~0u;
	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

static void put_common(struct buf *b, struct bytes name, struct bytes data)
{
	put(b, 20, 2), put(b, name.size && name.data[0] & 1 ? 0x800 : 0, 2), put(b, 0, 2), put(b, 0, 4);
	put(b, crc32_of(data.data, data.size), 4), put(b, (unsigned)data.size, 4), put(b, (unsigned)data.size, 4);
	put(b, (unsigned)name.size, 2), put(b, 0, 2);
}

static void pack(struct buf *zip, struct bytes in)
{
	const uint8_t *line = in.size ? memchr(in.data, '\n', in.size) : NULL;
	struct bytes name = {in.data, line && line - in.data < 1000 ? (size_t)(line - in.data) : 0};
	struct bytes data = {in.data + name.size, in.size - name.size};
	put(zip, 0x04034B50, 4), put_common(zip, name, data);
	buf_add(zip, name.data, name.size), buf_add(zip, data.data, data.size);
	unsigned at = (unsigned)zip->size;
	put(zip, 0x02014B50, 4), put(zip, 20, 2), put_common(zip, name, data);
	put(zip, 0, 2), put(zip, 0, 2), put(zip, 0, 2), put(zip, 0, 4), put(zip, 0, 4);
	buf_add(zip, name.data, name.size);
	unsigned size = (unsigned)zip->size - at;
	put(zip, 0x06054B50, 4), put(zip, 0, 4), put(zip, 1, 2), put(zip, 1, 2), put(zip, size, 4), put(zip, at, 4), put(zip, 0, 2);
}

static bool look(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	struct table_file t = {0};
	must(text_is_utf8(name, strlen(name)) && text_count(name) <= ARCHIVE_NAME_MAX);
	must((detail == NULL) == (status == TABLE_OK));
	if (!detail)
		status = table_read(arg, file, name, &t, &detail);
	fuzz_look(status, &t, &detail);
	return status != TABLE_TOO_LARGE;
}

static void one(struct arena *a, struct bytes file)
{
	const char *detail = NULL;
	struct buf zip = {0};
	if (!archive_is(file)) {
		pack(&zip, file);
		file = (struct bytes){(const uint8_t *)zip.data, zip.size};
	}
	must(archive_files(a, file, look, a, &detail) == TABLE_OK || (*detail && text_is_utf8(detail, strlen(detail))));
	buf_release(&zip);
}

FUZZ(one)
