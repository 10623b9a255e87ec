/* night PARTS OUT FIRST COUNT FROM SECONDS [ROWS [SERIES]]: one night's mails, as files of a Maildir that has folders `new` and `tmp`: rep FIRST (from 1), the next
 * one ..., each with one workbook of 100 rows as WPS writes it (title row, header row, ten columns, shared strings; 12 to 25 KB). The mails arrive at
 * FROM (UTC seconds) and the SECONDS after it, in the order of the reps. Companies are all different, over all reps and (up to 300,000 mails) all
 * series; one list in ten has rows that are refused (a cell is missing, a company twice). The same arguments give the same bytes. Prints how many rows
 * count by the rules.
 *
 * PARTS: an unpacked workbook. What is the same in each (styles, theme, relations) is deflated once, so that ten million rows take minutes. */
#include <dirent.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"

enum { SERIES = 100000, COLUMNS = 10, MAX_PARTS = 40, LINE_BYTES = 57 };

static void fault(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 31) * 0x7fb5d329728ea185u;
	x = (x ^ x >> 27) * 0x81dadef4bc2dd44du;
	return x ^ x >> 33;
}

/* ---- a .zip of parts, some of them deflated before ---- */

struct entry {
	const char *name;
	struct buf packed;
	uint32_t crc, size, at;
};

static void pack(struct entry *e, const char *data, size_t size)
{
	z_stream z = {0};
	if (deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		fault("deflate");
	uLong most = deflateBound(&z, size);
	buf_clear(&e->packed);
	z.next_in = (Bytef *)(uintptr_t)data;
	z.avail_in = (uInt)size;
	z.next_out = (Bytef *)buf_space(&e->packed, most);
	z.avail_out = (uInt)most;
	deflate(&z, Z_FINISH);
	e->packed.size = z.total_out;
	e->crc = (uint32_t)crc32(0, (const Bytef *)data, (uInt)size);
	e->size = (uint32_t)size;
	deflateEnd(&z);
}

static void number(struct buf *b, int bytes, uint32_t n)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(n >> 8 * i));
}

/* What local header and directory have in common: from "version needed" to the length of the name (APPNOTE.TXT 4.3.7, 4.3.12). */
static void common(struct buf *b, const struct entry *e)
{
	number(b, 2, 20), number(b, 2, 0), number(b, 2, 8), number(b, 4, 0x21 << 16);
	number(b, 4, e->crc), number(b, 4, (uint32_t)e->packed.size), number(b, 4, e->size), number(b, 2, (uint32_t)strlen(e->name)), number(b, 2, 0);
}

static void zip(struct buf *out, struct entry *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		all[i].at = (uint32_t)out->size;
		number(out, 4, 0x04034b50), common(out, &all[i]);
		buf_adds(out, all[i].name);
		buf_add(out, all[i].packed.data, all[i].packed.size);
	}
	uint32_t start = (uint32_t)out->size;
	for (size_t i = 0; i < count; i++) {
		number(out, 4, 0x02014b50), number(out, 2, 20), common(out, &all[i]);
		number(out, 2, 0), number(out, 2, 0), number(out, 2, 0), number(out, 4, 0), number(out, 4, all[i].at);
		buf_adds(out, all[i].name);
	}
	uint32_t size = (uint32_t)out->size - start;
	number(out, 4, 0x06054b50), number(out, 4, 0), number(out, 2, (uint32_t)count), number(out, 2, (uint32_t)count);
	number(out, 4, size), number(out, 4, start), number(out, 2, 0);
}

/* ---- what stands in a list ---- */

static const char *company(struct arena *a, uint64_t i)
{
	static const char *const cities[] = {"东莞市", "深圳市", "广州市", "佛山市", "中山市", "惠州市", "珠海市", "江门市"};
	static const char *const trades[] = {"机械", "电子科技", "五金制品", "塑胶模具", "贸易", "家具", "服装", "包装印刷", "物流", "建材"};
	static const char *const last[] = {"有限公司", "有限公司", "有限责任公司", "股份有限公司"};
	static const char *const han[] = {"宏", "图", "嘉", "鑫", "恒", "泰", "华", "盛", "永", "兴", "达", "利", "万", "通", "联", "创", "金", "瑞",
	                                  "丰", "源", "德", "信", "安", "康", "美", "佳", "新", "科", "凯", "博", "雅", "润"};
	uint64_t r = mix(i), k = i % 0x2000000 * 0x9e3779b1 % 0x2000000; /* an odd factor: each number below 2^25 becomes another one */
	return arena_printf(a, "%s%s%s%s%s%s%s", cities[r % 8], han[k & 31], han[k >> 5 & 31], han[k >> 10 & 31], han[k >> 15 & 31], han[k >> 20 & 31],
	                    arena_printf(a, "%s%s", trades[(r >> 3) % 10], last[(r >> 8) % 4]));
}

static const char *phone(struct arena *a, uint64_t r)
{
	return r % 5 ? arena_printf(a, "138%08" PRIu64, (r >> 8) % 100000000) : arena_printf(a, "0769-%08" PRIu64, 20000000 + (r >> 8) % 60000000);
}

static bool misses(uint64_t rep, int row)
{
	return mix(rep) % 10 == 0 && row % 30 == 7;
}

static bool comes_twice(uint64_t rep, int row)
{
	return mix(rep) % 10 == 0 && row % 40 == 21;
}

static int counting(uint64_t rep, int rows)
{
	int n = 0;
	for (int i = 0; i < rows; i++)
		n += !misses(rep, i) && !comes_twice(rep, i);
	return n;
}

/* The cell of that column in a row, NULL: a number (its own sequence). */
static const char *cell(struct arena *a, uint64_t rep, int row, int column, int rows)
{
	static const char *const people[] = {"张伟", "王芳", "李娜", "刘洋", "陈静娴", "杨勇", "黄丽", "赵国强", "周敏", "吴军"};
	static const char *const business[] = {"精密机械零件加工及销售", "电子元器件、集成电路批发", "五金冲压件、精密模具、紧固件加工", "注塑模具、塑料制品、电子外壳的设计与生产",
	                                       "普通货运、仓储服务、国内货运代理", "污水处理设备、废气治理、除尘设备"};
	static const char *const network[] = {"有推广", "无推广", "百度竞价", "阿里巴巴诚信通", "慧聪网会员", "没做过网络"};
	static const char *const worth[] = {"A", "B", "C", "高", "中", "一般"};
	static const char *const notes[] = {"", "", "", "下周再打", "负责人不在，前台接的", "有意向，要求发资料", "约了后天上午见面"};
	uint64_t k = rep * (uint64_t)rows + (uint64_t)row, r = mix(k + 77);
	switch (column) {
	case 1: return company(a, comes_twice(rep, row) ? k - 5 : k);
	case 2: return arena_printf(a, "%s", people[r % 10]);
	case 3: return misses(rep, row) ? "" : phone(a, r);
	case 4: return business[(r >> 16) % 6];
	case 5: return arena_printf(a, "%d万元", (int)((r >> 20) % 9 + 1) * 50);
	case 6: return network[(r >> 24) % 6];
	case 7: return r >> 30 & 1 ? "无" : r >> 31 & 1 ? "有" : arena_printf(a, "www.dx%" PRIu64 ".cn", r % 99991);
	case 8: return worth[(r >> 34) % 6];
	case 9: return notes[(r >> 40) % 7];
	default: return NULL;
	}
}

/* ---- the two parts that differ ---- */

struct strings {
	struct buf xml;
	const char *known[100]; /* those that come again and again: constants of cell() */
	int number[100];
	int known_count, count, used;
};

static int shared(struct strings *s, const char *text, bool constant)
{
	s->used++;
	for (int i = 0; constant && i < s->known_count; i++)
		if (s->known[i] == text)
			return s->number[i];
	if (constant && s->known_count < 100) {
		s->known[s->known_count] = text;
		s->number[s->known_count++] = s->count;
	}
	buf_printf(&s->xml, "<si><t>%s</t></si>", text);
	return s->count++;
}

static void put_row(struct arena *a, struct buf *sheet, struct strings *s, uint64_t rep, int row, int rows)
{
	int at = row + 3;
	buf_printf(sheet, "<row r=\"%d\" spans=\"1:10\"><c r=\"A%d\" s=\"3\"><v>%d</v></c>", at, at, row + 1);
	for (int c = 1; c < COLUMNS; c++) {
		const char *text = cell(a, rep, row, c, rows);
		bool constant = c == 4 || c == 6 || c == 8 || c == 9;
		if (!*text)
			buf_printf(sheet, "<c r=\"%c%d\" s=\"3\"/>", 'A' + c, at);
		else if (c == 3 && !strchr(text, '-'))
			buf_printf(sheet, "<c r=\"%c%d\" s=\"5\"><v>%s</v></c>", 'A' + c, at, text);
		else
			buf_printf(sheet, "<c r=\"%c%d\" s=\"3\" t=\"s\"><v>%d</v></c>", 'A' + c, at, shared(s, text, constant));
	}
	buf_adds(sheet, "</row>");
}

#define MAIN "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<%s xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static void put_sheet(struct arena *a, struct buf *sheet, struct strings *s, uint64_t rep, int rows, const char *title)
{
	static const char *const head[COLUMNS] = {"序号", "公司全名", "法人或负责人", "联系电话", "主营业务", "注册资本", "网络情况", "有无网站", "开发价值", "备注"};
	buf_clear(sheet);
	buf_printf(sheet, MAIN "><sheetPr/><dimension ref=\"A1:J%d\"/><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>"
	           "<sheetFormatPr defaultColWidth=\"9\" defaultRowHeight=\"13.5\"/><sheetData>", "worksheet", rows + 2);
	buf_printf(sheet, "<row r=\"1\" ht=\"30\" customHeight=\"1\" spans=\"1:10\"><c r=\"A1\" s=\"1\" t=\"s\"><v>%d</v></c></row><row r=\"2\" spans=\"1:10\">",
	           shared(s, title, false));
	for (int c = 0; c < COLUMNS; c++)
		buf_printf(sheet, "<c r=\"%c2\" s=\"2\" t=\"s\"><v>%d</v></c>", 'A' + c, shared(s, head[c], false));
	buf_adds(sheet, "</row>");
	for (int i = 0; i < rows; i++)
		put_row(a, sheet, s, rep, i, rows);
	buf_adds(sheet, "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:J1\"/></mergeCells></worksheet>");
}

static void put_strings(struct buf *xml, const struct strings *s)
{
	buf_clear(xml);
	buf_printf(xml, MAIN " count=\"%d\" uniqueCount=\"%d\">", "sst", s->used, s->count);
	buf_add(xml, s->xml.data, s->xml.size);
	buf_adds(xml, "</sst>");
}

/* ---- the mail ---- */

static void base64(struct buf *b, const char *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < size; i += 3) {
		uint32_t n = 0;
		for (size_t k = 0; k < 3; k++)
			n = n << 8 | (i + k < size ? (uint8_t)data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buf_addc(b, k > size - i ? '=' : digits[n >> (18 - 6 * k) & 63]);
		if (i % LINE_BYTES == LINE_BYTES - 3 || i + 3 >= size)
			buf_addc(b, '\n');
	}
}

static void encoded(struct buf *b, const char *text)
{
	buf_adds(b, "=?UTF-8?B?");
	base64(b, text, strlen(text));
	b->size--; /* its line ends with the next header */
	buf_adds(b, "?=");
}

static void put_mail(struct buf *m, uint64_t rep, int rows, time_t at, const char *title, const struct buf *book)
{
	char date[64], words[600];
	struct tm tm;
	gmtime_r(&at, &tm);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &tm);
	buf_clear(m);
	buf_printf(m, "Return-Path: <rep%06" PRIu64 "@sales.example>\nReceived: from mx.sales.example (unknown [10.0.0.1])\n\tby mail.sales.example with ESMTPS\n"
	           "\tfor <director@sales.example>; %s\nDate: %s\nFrom: ", rep, date, date);
	encoded(m, "业务员");
	buf_printf(m, " <rep%06" PRIu64 "@sales.example>\nTo: <director@sales.example>\nCc: <gm@sales.example>\nSubject: ", rep);
	encoded(m, title);
	buf_printf(m, "\nX-Mailer: Foxmail 7.2.25.%d[cn]\nMime-Version: 1.0\nMessage-ID: <%lld.%06" PRIu64 "@sales.example>\nContent-Type: multipart/mixed;\n"
	           "\tboundary=\"----=_Next\"\n\n------=_Next\nContent-Type: multipart/alternative;\n\tboundary=\"----=_Alt\"\n\n", (int)(rep % 300) + 100,
	           (long long)at, rep);
	int size = snprintf(words, sizeof words, "张总：\r\n\r\n    附件是我今天的客户资料，共 %d 家，请查收。\r\n\r\n业务员\r\n手机：138%08" PRIu64 "\r\n", rows, rep);
	buf_adds(m, "------=_Alt\nContent-Type: text/plain;\n\tcharset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\n");
	base64(m, words, (size_t)size);
	size = snprintf(words, sizeof words, "<html><head><style>body { line-height: 1.5; font-family: \"Microsoft YaHei UI\"; }</style></head><body><div>张总：<br><br>"
	                "附件是我今天的客户资料，共 %d 家，请查收。<br></div></body></html>", rows);
	buf_adds(m, "\n------=_Alt\nContent-Type: text/html;\n\tcharset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\n");
	base64(m, words, (size_t)size);
	buf_adds(m, "\n------=_Alt--\n\n------=_Next\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;\n\tname=\"list.xlsx\"\n"
	           "Content-Transfer-Encoding: base64\nContent-Disposition: attachment;\n\tfilename=\"");
	encoded(m, "客户资料.xlsx");
	buf_adds(m, "\"\n\n");
	base64(m, book->data, book->size);
	buf_adds(m, "\n------=_Next--\n");
}

/* The file's time is its arrival (rules.md section 1). */
static void keep(const char *out, uint64_t rep, const struct buf *m, time_t at)
{
	char path[4096];
	size_t lines = 0;
	for (const char *p = m->data; (p = memchr(p, '\n', m->size - (size_t)(p - m->data))); p++)
		lines++;
	snprintf(path, sizeof path, "%s/new/%lld.M%06" PRIu64 "P1.night,S=%zu,W=%zu", out, (long long)at, rep, m->size, m->size + lines);
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(m->data, 1, m->size, f) != m->size)
		fault(path);
	struct timespec times[2] = {{.tv_sec = at}, {.tv_sec = at}};
	if (fflush(f) != 0 || futimens(fileno(f), times) != 0 || fclose(f) != 0)
		fault(path);
}

/* ---- all of it ---- */

struct book {
	struct entry entries[MAX_PARTS];
	size_t count, sheet, strings; /* the places of the two that differ */
};

static void read_part(struct book *b, struct arena *a, const char *folder, const char *name)
{
	char path[4096];
	struct buf data = {0};
	size_t n;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "rb");
	if (!f || b->count == MAX_PARTS)
		fault(path);
	do {
		n = fread(buf_space(&data, 65536), 1, 65536, f);
		data.size += n;
	} while (n);
	fclose(f);
	struct entry *e = &b->entries[b->count];
	e->name = arena_strdup(a, name);
	for (char *p = (char *)(uintptr_t)e->name; *p; p++) /* one folder: a part's name is its path with : for / */
		*p = *p == ':' ? '/' : *p;
	if (strcmp(e->name, "xl/worksheets/sheet1.xml") == 0)
		b->sheet = b->count;
	if (strcmp(e->name, "xl/sharedStrings.xml") == 0)
		b->strings = b->count;
	pack(e, data.data, data.size);
	buf_release(&data);
	b->count++;
}

static int visible(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static void read_parts(struct book *b, struct arena *a, const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, visible, alphasort);
	if (n <= 0)
		fault(folder);
	for (int i = 0; i < n; i++)
		read_part(b, a, folder, names[i]->d_name);
}

int main(int argc, char **argv)
{
	static struct book book;
	struct arena *keep_all = arena_new(), *a = arena_new();
	struct buf sheet = {0}, xml = {0}, whole = {0}, mail = {0};
	if (argc < 7) {
		fprintf(stderr, "usage: night PARTS OUT FIRST COUNT FROM SECONDS [ROWS [SERIES]]: see the head of night.c\n");
		return 2;
	}
	long long first = atoll(argv[3]), count = atoll(argv[4]), from = atoll(argv[5]), seconds = atoll(argv[6]);
	int rows = argc > 7 ? atoi(argv[7]) : 100, series = argc > 8 ? atoi(argv[8]) : 0;
	long long counted = 0;
	read_parts(&book, keep_all, argv[1]);
	for (long long i = 0; i < count; i++) {
		uint64_t rep = (uint64_t)(first + i);
		time_t at = (time_t)(from + i * seconds / count);
		struct strings s = {0};
		const char *title = arena_printf(a, "业务员%" PRIu64 " 客户资料登记表", rep);
		counted += counting((uint64_t)series * SERIES + rep, rows);
		put_sheet(a, &sheet, &s, (uint64_t)series * SERIES + rep, rows, title);
		put_strings(&xml, &s);
		pack(&book.entries[book.sheet], sheet.data, sheet.size);
		pack(&book.entries[book.strings], xml.data, xml.size);
		buf_clear(&whole);
		zip(&whole, book.entries, book.count);
		put_mail(&mail, rep, rows, at, title, &whole);
		keep(argv[2], rep, &mail, at);
		buf_release(&s.xml);
		arena_reset(a);
	}
	printf("%lld\n", counted);
	return 0;
}
