#include "parsers/sniff.h"

#include <string.h>

#include "base/text.h"

enum { LOOK = 8192 }; /* bytes at the start that are looked at */

struct magic {
	size_t at;
	const char *bytes;
	size_t size;
	const char *detail;
};

#define PICTURE "图片，无法读取其中的文字，请发送表格文件（.xlsx）"
#define ARCHIVE "压缩包，请解压后以表格文件重发"
#define SHORTCUT "快捷方式，里面没有文件本身，请发送原来的文件"
#define EXCHANGE "用来交换数据的旧格式（.slk、.dif），请另存为 .xlsx 后再发"
#define MOVIE "音频或视频，请发送表格文件（.xlsx）"

static const struct magic magics[] = {
	{0, "\x89PNG", 4, PICTURE},        {0, "\xFF\xD8\xFF", 3, PICTURE},     {0, "GIF8", 4, PICTURE},
	{0, "II*\0", 4, PICTURE},          {0, "MM\0*", 4, PICTURE},            {8, "WEBP", 4, PICTURE},
	{4, "ftypheic", 8, PICTURE},       {4, "ftypmif1", 8, PICTURE},         {4, "ftypavif", 8, PICTURE},
	{4, "ftyp", 4, MOVIE},             {0, "ID3", 3, MOVIE},                {8, "AVI ", 4, MOVIE},
	{8, "WAVE", 4, MOVIE},             {0, "#!AMR", 5, MOVIE},              {0, "Rar!", 4, ARCHIVE},
	{0, "7z\xBC\xAF\x27\x1C", 6, ARCHIVE}, {0, "\x1F\x8B", 2, ARCHIVE},     {0, "BZh", 3, ARCHIVE},
	{0, "\xFD" "7zXZ", 5, ARCHIVE},    {257, "ustar", 5, ARCHIVE},          {0, "MSCF", 4, ARCHIVE},
	{0, "%PDF", 4, "PDF，请把表格另存为 Excel 文件（.xlsx）后再发"},
	{0, "{\\rtf", 5, "RTF 文档，请把表格另存为 Excel 文件（.xlsx）后再发"},
	{0, "ID;PWXL", 7, EXCHANGE}, {0, "ID;PSCALC", 9, EXCHANGE}, {0, "TABLE\r\n0,1\r\n", 12, EXCHANGE}, {0, "TABLE\n0,1\n", 10, EXCHANGE},
	{0, "L\0\0\0\1\x14\2\0", 8, SHORTCUT}, {0, "[InternetShortcut]", 18, SHORTCUT}, {0, "[Desktop Entry]", 15, SHORTCUT},
	{0, "MZ", 2, "程序文件，请发送表格文件（.xlsx）"},
	{0, "\x7F" "ELF", 4, "程序文件，请发送表格文件（.xlsx）"},
	{0, "BEGIN:VCALENDAR", 15, "日历邀请，里面没有表格"},
	{0, "BEGIN:VCARD", 11, "电子名片，里面没有表格"},
	{0, "\x78\x9F\x3E\x22", 4, "winmail.dat，请在 Outlook 中改用 HTML 或纯文本格式后重发"},
};

static bool begins(struct bytes file, size_t at, const void *what, size_t size)
{
	return file.size >= at + size && memcmp(file.data + at, what, size) == 0;
}

/* "BM" begins many a text: its header says its own size, and its reserved words are 0. */
static bool is_bitmap(struct bytes file)
{
	return begins(file, 0, "BM", 2) && begins(file, 6, "\0\0\0\0", 4) && file.size > 54;
}

const char *sniff_foreign(struct bytes file)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (begins(file, magics[i].at, magics[i].bytes, magics[i].size))
			return magics[i].detail;
	return is_bitmap(file) ? PICTURE : NULL;
}

struct census {
	size_t units, plain, controls; /* plain: printable ASCII, blanks, line ends */
};

/* Counts units of 1 or 2 bytes; high: where the high byte of two is. */
static struct census count(struct bytes file, size_t width, size_t high)
{
	struct census c = {0};
	size_t end = file.size < LOOK ? file.size : LOOK;
	for (size_t i = 0; i + width <= end; i += width, c.units++) {
		unsigned unit = width == 1 ? file.data[i] : (unsigned)file.data[i + high] << 8 | file.data[i + 1 - high];
		if ((unit >= 0x20 && unit < 0x7F) || (unit >= '\t' && unit <= '\r'))
			c.plain++;
		else if (unit < 0x20 ? unit != 0x1A : unit >= 0xFFFE)
			c.controls++;
	}
	return c;
}

/* Pairs of bytes that are both printable ASCII: few in UTF-16, nearly all in a text with a stray NUL. */
static size_t ascii_pairs(struct bytes file)
{
	size_t pairs = 0, end = file.size < LOOK ? file.size : LOOK;
	for (size_t i = 0; i + 2 <= end; i += 2)
		pairs += file.data[i] >= 0x20 && file.data[i] < 0x7F && file.data[i + 1] >= 0x20 && file.data[i + 1] < 0x7F;
	return pairs;
}

/* UTF-16 without its mark: read so, there are no control characters but separators, digits and line ends. */
static bool is_wide(struct bytes file, size_t high)
{
	struct census c = count(file, 2, high);
	return file.size % 2 == 0 && c.plain >= 2 && c.plain >= c.units / 20 && c.controls == 0 && ascii_pairs(file) <= c.units / 2;
}

bool sniff_text(struct bytes file, const char **charset_r)
{
	struct census c = count(file, 1, 0);
	*charset_r = NULL;
	if (begins(file, 0, "\xFF\xFE", 2) || begins(file, 0, "\xFE\xFF", 2))
		return true;
	bool nuls = memchr(file.data, 0, file.size < LOOK ? file.size : LOOK) != NULL;
	if (nuls)
		*charset_r = is_wide(file, 1) ? "utf-16le" : is_wide(file, 0) ? "utf-16be" : NULL;
	return *charset_r || c.controls <= c.units / 20;
}

/* UTF-8 with a byte that is not (a text put together from two, or cut within a character): of twenty characters beyond ASCII nineteen are
 * right. In GBK hardly any is by chance. */
static bool is_nearly_utf8(struct bytes file)
{
	enum { RIGHT = 20, ENOUGH = 50 };
	size_t good = 0, bad = 0;
	const uint8_t *p = file.data, *end = p + file.size;
	while (p < end && (bad < ENOUGH || good >= RIGHT * bad)) {
		size_t n = *p < 0x80 ? 1 : *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
		n = n > 1 && ((size_t)(end - p) < n || !text_is_utf8(p, n)) ? 0 : n;
		good += n > 1;
		bad += n == 0;
		p += n ? n : 1;
	}
	return bad && good >= RIGHT * bad;
}

/* `enough` of the words; no further ones are looked for. */
static bool has_words(struct bytes file, const char *const *words, size_t count, size_t enough)
{
	size_t n = 0;
	for (size_t i = 0; i < count && n < enough; i++)
		n += memmem(file.data, file.size < LOOK ? file.size : LOOK, words[i], strlen(words[i])) != NULL;
	return n >= enough;
}

/* What is neither UTF-8 nor GBK by the words of its header. Nearly any bytes are characters in both charsets, so it is words that tell: two in Big5, and none
 * of the same in GBK. 公司 企業 單位 客戶 名稱 法人 負責 聯絡 聯繫 電話 手機, and as they are written in GBK. */
static bool is_big5(struct bytes file)
{
	static const char *const words[] = {"\xA4\xBD\xA5\x71", "\xA5\xF8\xB7\x7E", "\xB3\xE6\xA6\xEC", "\xAB\xC8\xA4\xE1", "\xA6\x57\xBA\xD9", "\xAA\x6B\xA4\x48",
					    "\xAD\x74\xB3\x64", "\xC1\x70\xB5\xB8", "\xC1\x70\xC3\xB4", "\xB9\x71\xB8\xDC", "\xA4\xE2\xBE\xF7"};
	static const char *const same[] = {"\xB9\xAB\xCB\xBE", "\xC6\xF3\xD2\xB5", "\xB5\xA5\xCE\xBB", "\xBF\xCD\xBB\xA7", "\xC3\xFB\xB3\xC6", "\xB7\xA8\xC8\xCB",
					   "\xB8\xBA\xD4\xF0", "\xC1\xAA\xC2\xE7", "\xC1\xAA\xCF\xB5", "\xB5\xE7\xBB\xB0", "\xCA\xD6\xBB\xFA"};
	return !has_words(file, same, sizeof same / sizeof *same, 1) && has_words(file, words, sizeof words / sizeof *words, 2);
}

size_t sniff_decoded_size(struct bytes file)
{
	size_t size = 0, n;
	for (size_t i = 0; i < file.size; i += n) {
		bool pair = file.data[i] > 0x80 && file.data[i] < 0xFF && i + 1 < file.size && file.data[i + 1] >= 0x40;
		n = pair ? 2 : 1;
		size += file.data[i] < 0x80 ? 1 : 3;
	}
	return size;
}

char *sniff_decode(struct arena *a, struct bytes file)
{
	const char *charset;
	sniff_text(file, &charset);
	if (begins(file, 0, "\xEF\xBB\xBF", 3)) /* one bad byte doesn't make GB18030 of it */
		return text_clean(a, file.data + 3, file.size - 3);
	if (!charset && text_is_utf8(file.data, file.size))
		return text_keep(a, file.data, file.size);
	if (!charset && is_nearly_utf8(file))
		return text_clean(a, file.data, file.size);
	return text_decode(a, !charset && is_big5(file) ? "big5" : charset, file.data, file.size);
}
