/* Two ways in: bytes that begin as a zip are one; all others are the parts of a workbook, parted by lines of "\n#NAME\n" (sheet,
 * strings, styles, workbook, rels), packed without compression here, so that the fuzzer reaches the markup through no checksum. */
#include <string.h>

#include "fuzz.h"

static const struct {
	const char *mark, *part, *otherwise;
} parts[] = {
	{NULL, "_rels/.rels", "<R><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/>"
	                      "<Relationship Id='b' Type='x/core-properties' Target='core.xml'/></R>"},
	{"\n#core\n", "core.xml", "<c><creator>x</creator></c>"},
	{"\n#workbook\n", "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='s' r:id='a'/></sheets></workbook>"},
	{"\n#rels\n", "xl/_rels/workbook.xml.rels", "<R><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/><Relationship Id='b' "
	                      "Type='x/sharedStrings' Target='strings.xml'/><Relationship Id='c' Type='x/styles' Target='styles.xml'/></R>"},
	{"\n#strings\n", "xl/strings.xml", NULL},
	{"\n#styles\n", "xl/styles.xml", NULL},
	{"\n#sheet\n", "xl/sheet.xml", "<worksheet/>"},
};
enum { PARTS = sizeof parts / sizeof *parts };

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

/* What is the same in a member's local and central header. */
static void put_common(struct buf *b, const char *name, struct bytes data)
{
	put(b, 20, 2), put(b, 0, 2), put(b, 0, 2), put(b, 0, 4);
	put(b, crc32_of(data.data, data.size), 4), put(b, (unsigned)data.size, 4), put(b, (unsigned)data.size, 4);
	put(b, (unsigned)strlen(name), 2), put(b, 0, 2);
}

static struct bytes part_of(struct bytes in, size_t i)
{
	const uint8_t *at = parts[i].mark ? memmem(in.data, in.size, parts[i].mark, strlen(parts[i].mark)) : NULL;
	const char *otherwise = parts[i].otherwise;
	if (!at)
		return otherwise ? (struct bytes){(const uint8_t *)otherwise, strlen(otherwise)} : (struct bytes){(const uint8_t *)"", 0};
	at += strlen(parts[i].mark);
	size_t left = (size_t)(in.data + in.size - at);
	const uint8_t *end = memmem(at, left, "\n#", 2);
	return (struct bytes){at, end ? (size_t)(end - at) : left};
}

static void pack(struct buf *zip, struct bytes in)
{
	struct buf directory = {0};
	for (size_t i = 0; i < PARTS; i++) {
		struct bytes data = part_of(in, i);
		unsigned at = (unsigned)zip->size;
		put(zip, 0x04034B50, 4), put_common(zip, parts[i].part, data);
		buf_adds(zip, parts[i].part), buf_add(zip, data.data, data.size);
		put(&directory, 0x02014B50, 4), put(&directory, 20, 2), put_common(&directory, parts[i].part, data);
		put(&directory, 0, 2), put(&directory, 0, 2), put(&directory, 0, 2), put(&directory, 0, 4), put(&directory, at, 4);
		buf_adds(&directory, parts[i].part);
	}
	unsigned at = (unsigned)zip->size, size = (unsigned)directory.size;
	buf_add(zip, directory.data, directory.size);
	put(zip, 0x06054B50, 4), put(zip, 0, 4), put(zip, PARTS, 2), put(zip, PARTS, 2), put(zip, size, 4), put(zip, at, 4), put(zip, 0, 2);
	buf_release(&directory);
}

static void one(struct arena *a, struct bytes file)
{
	struct table_file t;
	const char *detail = NULL;
	struct buf zip = {0};
	if (!xlsx_reader.matches(file, NULL)) {
		pack(&zip, file);
		file = (struct bytes){(const uint8_t *)zip.data, zip.size};
	}
	fuzz_look(xlsx_reader.read(a, file, &t, &detail), &t, &detail);
	buf_release(&zip);
}

FUZZ(one)
