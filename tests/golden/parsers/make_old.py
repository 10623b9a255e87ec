#!/usr/bin/python3
"""More cases of .xls, as make.py has them: versions before Excel 97, damage that is none, and Excel's own password. What encrypts here is written
by the specification ([MS-OFFCRYPTO] 2.3) apart from what decrypts in the program."""
import hashlib
import struct

from make import biff, case, ole, rec, refused, wide

BROKEN = "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发"
CUT = "文件不完整或已损坏，可能没有传完，请重新保存后再发"
LOCKED = "文件设有密码，请取消密码后再发"
DEFAULT = "VelvetSweatshop"


def cell(row, column, style=0):
    return struct.pack("<HHH", row, column, style)


def number(row, column, value, style=0):
    return rec(0x203, cell(row, column, style) + struct.pack("<d", value))


def label(row, column, text, charset="gbk"):
    data = text.encode(charset)
    return rec(0x204, cell(row, column) + struct.pack("<H", len(data)) + data)


# ---- before Excel 5: a bare stream, which is one sheet ----

def first_versions():
    def cell2(row, column, style=0, form=0):
        return struct.pack("<HHBBB", row, column, style, form, 0)

    def text2(text):
        data = text.encode("gbk")
        return bytes([len(data)]) + data
    code = rec(0x42, struct.pack("<H", 936))
    dates = "yyyy/m/d"
    want = [["1", "公司", "13800138000", "2026-03-05"], ["2*", "路", "7", "TRUE", "#N/A"], ["3", "公式", "1.5"]]
    number2 = rec(3, cell2(0, 1) + struct.pack("<d", 13800138000)) + rec(3, cell2(0, 2, 1) + struct.pack("<d", 46086))
    body = rec(0, struct.pack("<HHHH", 0, 3, 0, 4)) + rec(4, cell2(0, 0) + text2("公司")) + number2 + rec(4, cell2(1, 0) + text2("路")) + \
        rec(2, cell2(1, 1) + struct.pack("<H", 7)) + rec(5, cell2(1, 2) + b"\1\0") + rec(5, cell2(1, 3) + b"\x2A\1") + \
        rec(6, cell2(2, 0) + b"\0\0\0\0\0\0\xFF\xFF" + b"\0\0") + rec(7, text2("公式")) + rec(6, cell2(2, 1) + struct.pack("<d", 1.5) + b"\0\0")
    case("biff2.xls", rec(9, struct.pack("<HH", 2, 0x10)) + code + rec(0x1E, text2("General")) + rec(0x1E, text2(dates)) + rec(0x43, b"\0\0\0\0") +
         rec(0x43, b"\0\0\1\0") + rec(8, struct.pack("<HHHHHB", 1, 0, 4, 0, 0, 0)) + body + rec(10), ("", want))
    # 63 stands for a style whose number is in the record before.
    case("biff2_styles.xls", rec(9, struct.pack("<HH", 2, 0x10)) + rec(0x1E, text2("General")) + rec(0x1E, text2(dates)) + rec(0x43, b"\0\0\0\0") * 70 +
         rec(0x43, b"\0\0\1\0") + rec(0x44, struct.pack("<H", 70)) + rec(3, cell2(0, 0, 63) + struct.pack("<d", 46086)) +
         rec(3, cell2(0, 1) + struct.pack("<d", 46086)) + rec(10), ("", [["1", "2026-03-05", "46086"]]))

    def later(bof, formula, formats, style):
        def three(row, column, value, form=0):
            return rec(0x203, cell(row, column, form) + struct.pack("<d", value))
        cells = rec(0x208, struct.pack("<HHHHHHHH", 1, 0, 4, 0, 0, 0, 0x20, 0)) + label(0, 0, "公司") + three(0, 1, 13800138000) + three(0, 2, 46086, 1) + \
            label(1, 0, "路") + rec(0x27E, cell(1, 1) + struct.pack("<i", 7 << 2 | 2)) + rec(0x205, cell(1, 2) + b"\1\0") + rec(0x205, cell(1, 3) + b"\x2A\1") + \
            rec(formula, cell(2, 0) + b"\0\0\0\0\0\0\xFF\xFF" + b"\0" * 4) + rec(0x207, struct.pack("<H", 4) + "公式".encode("gbk")) + \
            rec(formula, cell(2, 1) + struct.pack("<d", 1.5) + b"\0" * 4)
        head = rec(bof, struct.pack("<HHH", 0, 0x10, 0))
        return head + code + formats + rec(style, b"\0\0" + b"\0" * 10) + rec(style, b"\0\1" + b"\0" * 10) + rec(0x200, struct.pack("<HHHHH", 0, 3, 0, 4, 0)) + cells + rec(10)
    names = rec(0x1E, text2("General")) + rec(0x1E, text2(dates))
    case("biff3.xls", later(0x209, 0x206, names, 0x243), ("", want))
    names = rec(0x41E, b"\0\0" + text2("General")) + rec(0x41E, b"\0\0" + text2(dates))
    four = later(0x409, 0x406, names, 0x443)
    case("biff4.xls", four, ("", want))
    book = rec(0x409, struct.pack("<HHH", 0, 0x100, 0)) + code
    for name in ("甲", "乙"):
        book += rec(0x8F, struct.pack("<I", len(four)) + text2(name)) + four
    case("biff4_book.xls", book + rec(10), ("甲", want), ("乙", want))
    refused("biff4_locked.xls", four[:10] + rec(0x2F, b"\1\2\3\4") + four[10:], "encrypted", LOCKED)


# ---- before Excel 97: bytes in a codepage ----

def codepages():
    # Each of these single words of GBK is strict UTF-8 by chance.
    case("biff5_words.xls", biff([(bytes([2]) + "路".encode("gbk"), 0, label(0, 0, "毛") + label(0, 1, "陆") + label(0, 2, "煤"))],
                                 rec(0x42, struct.pack("<H", 936)), 0x500, "Book"), ("路", [["1", "毛", "陆", "煤"]]))
    case("biff5_no_codepage.xls", biff([(bytes([4]) + "资料".encode("gbk"), 0, label(0, 0, "东莞市宏达五金制品有限公司"))], b"", 0x500, "Book"),
         ("资料", [["1", "东莞市宏达五金制品有限公司"]]))
    # This codepage's converter keeps a letter back until it knows that no mark follows.
    case("biff5_vietnam.xls", biff([(b"\1A", 0, label(0, 0, "Tên", "cp1258"))], rec(0x42, struct.pack("<H", 1258)), 0x500, "Book"), ("A", [["1", "Tên"]]))
    case("biff5_big5.xls", biff([(b"\1A", 0, label(0, 0, "臺北有限公司", "big5"))], rec(0x42, struct.pack("<H", 950)), 0x500, "Book"), ("A", [["1", "臺北有限公司"]]))


# ---- damage that is none, and damage ----

def odd_records():
    text = "東京公司"
    shared = b"".join(rec(0xFD, cell(0, i) + struct.pack("<I", i)) for i in range(3))
    # Counts of nothing; an empty CONTINUE; an odd byte at the end of one, behind which the string goes on.
    sst = rec(0xFC, struct.pack("<II", 0, 0) + wide("公司", 2) + struct.pack("<HB", 4, 1) + text[:1].encode("utf-16le")) + rec(0x3C) + \
        rec(0x3C, b"\1" + text[1:3].encode("utf-16le") + b"\0") + rec(0x3C, b"\1" + text[3:].encode("utf-16le") + wide("末", 2))
    case("biff_sst_counts.xls", biff([(wide("表"), 0, shared)], sst), ("表", [["1", "公司", text, "末"]]))
    half = rec(0xFC, struct.pack("<II", 2, 2) + wide("公司", 2) + struct.pack("<HB", 9, 1) + b"AB")
    case("biff_sst_cut_unused.xls", biff([(wide("表"), 0, shared[:14])], half), ("表", [["1", "公司"]]))
    refused("biff_sst_cut.xls", biff([(wide("表"), 0, shared[:28])], half), "broken", BROKEN)
    # An empty string without flags; formulas under the numbers of older versions; a format that is cut off; half a pair of UTF-16.
    odd = rec(0x204, cell(0, 0) + b"\0\0") + rec(0x206, cell(0, 1) + struct.pack("<d", 2.5) + b"\0" * 8) + rec(0x406, cell(0, 2) + struct.pack("<d", 3) + b"\0" * 8) + \
        rec(0x204, cell(0, 3) + b"\2\0\1" + b"\x3D\xD8A\0") + rec(0x204, cell(0, 4) + b"\2\0\1" + "😀".encode("utf-16le"))
    case("biff_odd_records.xls", biff([(wide("表"), 0, odd)], rec(0x41E, struct.pack("<HH", 164, 40) + b"\0yyyy")), ("表", [["1", "", "2.5", "3", "\uFFFDA", "😀"]]))


def odd_books():
    one = number(0, 0, 1) + number(1, 0, 2)
    end, size = rec(10), rec(0x200, struct.pack("<IIHHH", 0, 2, 0, 1, 0))

    def sheet(body, what=0x10):
        return rec(0x809, struct.pack("<HHHH", 0x600, what, 0, 0)) + body + end

    def book(bounds, bodies):
        return ole(("Workbook", rec(0x809, struct.pack("<HHHH", 0x600, 5, 0, 0)) + b"".join(rec(0x85, struct.pack("<IBB", at, 0, kind) + wide(name)) for at, kind, name in bounds) +
                    end + bodies))
    case("biff_wrong_places.xls", book([(7, 0, "甲"), (99999, 2, "图"), (0, 0, "乙")], sheet(one) + sheet(b"", 0x20) + sheet(number(0, 0, 3))),
         ("甲", [["1", "1"], ["2", "2"]]), ("乙", [["1", "3"]]))
    refused("biff_lost_sheet.xls", book([(7, 0, "甲"), (9, 0, "乙")], sheet(one)), "broken", BROKEN)
    refused("biff_only_a_chart.xls", book([(7, 2, "图")], sheet(b"", 0x20)), "not_a_table", "工作簿里只有图表或宏，没有表格")
    # No EOF: the sheet says how many rows it has. (Streams of less than 4096 bytes would be padded by ole().)
    fill = rec(0x1234, b"\0" * 3000) * 2

    def endless(body):
        return biff([(wide("表"), 0, body + fill)], end=b"")
    case("biff_no_eof.xls", endless(size + one), ("表", [["1", "1"], ["2", "2"]]))
    refused("biff_no_eof_short.xls", endless(size + number(0, 0, 1)), "broken", BROKEN)
    # The stream itself, without a container. Nothing tells whether all of it came but its last record.
    bare = sheet(one)
    case("biff8_bare.xls", bare, ("", [["1", "1"], ["2", "2"]]))
    refused("biff8_bare_cut.xls", bare[:-4], "broken", BROKEN)


# ---- containers ----

def compound(stream, shift=9, fats=1, said=None, mini=False, tail=None, turn=False):
    """One stream "Workbook". fats: sectors of the FAT; said: how many the header says; turn: the stream's sectors lie backwards."""
    sector = 1 << shift
    cut = [stream[i:i + sector].ljust(sector, b"\0") for i in range(0, len(stream), sector)]
    first, count = fats + 1 + mini, len(cut)
    order = list(range(first + count - 1, first - 1, -1)) if turn else list(range(first, first + count))
    fat = {i: 0xFFFFFFFD for i in range(fats)}
    fat[fats] = 0xFFFFFFFE
    if mini:
        fat[fats + 1] = 0xFFFFFFFE
    for here, after in zip(order, order[1:] + [0xFFFFFFFE]):
        fat[here] = after
    words = fats * sector // 4

    def entry(name, kind, child, start, size):
        raw = name.encode("utf-16le") + b"\0\0"
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
    root = entry("Root Entry", 5, 1, order[0] if mini else 0xFFFFFFFE, (len(stream) + 63) // 64 * 64 if mini else 0)
    directory = (root + entry("Workbook", 2, 0xFFFFFFFF, 0 if mini else order[0], len(stream))).ljust(sector, b"\0")
    head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 4 if shift == 12 else 3, 0xFFFE, shift, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIIII", fats if said is None else said, fats, 0, 4096, fats + 1 if mini else 0xFFFFFFFE, 1 if mini else 0, 0xFFFFFFFE, 0, 0)
    head += struct.pack("<%dI" % fats, *range(fats))
    pieces = (len(stream) + 63) // 64
    minis = struct.pack("<%dI" % (sector // 4), *([i + 1 for i in range(pieces - 1)] + [0xFFFFFFFE] + [0xFFFFFFFF] * (sector // 4 - pieces))) if mini else b""
    data = head.ljust(512, b"\xFF").ljust(sector, b"\0") + struct.pack("<%dI" % words, *(fat.get(i, 0xFFFFFFFF) for i in range(words))) + directory + minis + \
        b"".join(c for _, c in sorted(zip(order, cut)))
    return data if tail is None else data[:tail]


def inner(rows):
    body = b"".join(number(i, 0, i) for i in range(rows))
    bof = rec(0x809, struct.pack("<HHHH", 0x600, 5, 0, 0))
    at = len(bof) + len(rec(0x85, b"\0" * 6 + wide("表"))) + 4
    return bof + rec(0x85, struct.pack("<IBB", at, 0, 0) + wide("表")) + rec(10) + rec(0x809, struct.pack("<HHHH", 0x600, 0x10, 0, 0)) + body + rec(10)


def containers():
    small, big = ("表", [[str(i + 1), str(i)] for i in range(50)]), ("表", [[str(i + 1), str(i)] for i in range(300)])
    mini = compound(inner(50), mini=True)
    case("ole_mini.xls", mini, small)
    case("ole_mini_short.xls", mini[:512 * 4 + len(inner(50))], small)
    refused("ole_mini_cut.xls", mini[:512 * 4 + len(inner(50)) - 1], "broken", CUT)
    case("ole_small_in_big.xls", compound(inner(50)), small)
    case("ole_4096.xls", compound(inner(300), shift=12), big)
    case("ole_backwards.xls", compound(inner(300), turn=True), big)
    case("ole_long_fat.xls", compound(inner(300), fats=9), big)
    case("ole_fat_said_wrong.xls", compound(inner(300), said=0x800001), big)
    whole = bytearray(compound(inner(300)))
    refused("ole_loop.xls", bytes(whole[:512 + 4 * 5] + struct.pack("<I", 3) + whole[512 + 4 * 6:]), "broken", CUT)
    refused("ole_outside.xls", bytes(whole[:512 + 4 * 5] + struct.pack("<I", 77) + whole[512 + 4 * 6:]), "broken", CUT)


# ---- the password that Excel uses by itself ----

def rc4(key, data):
    s, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) & 255
        s[i], s[j] = s[j], s[i]
    i = j = 0
    for b in data:
        i = (i + 1) & 255
        j = (j + s[i]) & 255
        s[i], s[j] = s[j], s[i]
        out.append(b ^ s[(s[i] + s[j]) & 255])
    return bytes(out)


def locked(stream, filepass, key_of=None, pad=None):
    """The stream with a FILEPASS record behind its BOF and all after it encrypted: RC4 in blocks of 1024 bytes, or XOR."""
    bof, out, plain = 4 + struct.unpack_from("<H", stream, 2)[0], bytearray(), bytearray()
    shift, rest = len(rec(0x2F, filepass)), stream[bof:]
    at = 0
    while at < len(rest):
        kind, size = struct.unpack_from("<HH", rest, at)
        data = rest[at + 4:at + 4 + size]
        if kind == 0x85:
            data = struct.pack("<I", struct.unpack_from("<I", data)[0] + shift) + data[4:]
        out += struct.pack("<HH", kind, size) + data
        keep = size if kind == 0x809 else 4 if kind == 0x85 else 0
        plain += b"\1" * (4 + keep) + b"\0" * (size - keep)
        at += 4 + size
    head = stream[:bof] + rec(0x2F, filepass)
    whole, mask = head + bytes(out), b"\1" * len(head) + bytes(plain)
    if key_of:
        done = b"".join(rc4(key_of(i // 1024), whole[i:i + 1024]) for i in range(0, len(whole), 1024))
    else:
        done, at = bytearray(whole), 0
        while at < len(whole):
            size = struct.unpack_from("<H", whole, at + 2)[0]
            for i in range(size):
                v = whole[at + 4 + i] ^ pad[(at + 4 + size + i) % 16]
                done[at + 4 + i] = (v >> 3 | v << 5) & 255
            at += 4 + size
    return bytes(w if m else d for w, m, d in zip(whole, mask, done))


def rc4_standard(password):
    salt, verifier = bytes(range(16)), bytes(range(100, 116))
    base = hashlib.md5((hashlib.md5(password.encode("utf-16le")).digest()[:5] + salt) * 16).digest()[:5]

    def key(block):
        return hashlib.md5(base + struct.pack("<I", block)).digest()
    both = rc4(key(0), verifier + hashlib.md5(verifier).digest())
    return struct.pack("<HHH", 1, 1, 1) + salt + both, key


def rc4_capi(password, bits):
    salt, verifier = bytes(range(16)), bytes(range(100, 116))
    base = hashlib.sha1(salt + password.encode("utf-16le")).digest()

    def key(block):
        made = hashlib.sha1(base + struct.pack("<I", block)).digest()[:bits // 8]
        return made.ljust(16, b"\0") if bits == 40 else made
    both = rc4(key(0), verifier + hashlib.sha1(verifier).digest())
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + "CSP\0".encode("utf-16le")
    return struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + struct.pack("<I", 16) + salt + both[:16] + struct.pack("<I", 20) + both[16:], key


def xor_parts(password):
    """Key, verifier and the pad of 16 bytes, by the tables of [MS-OFFCRYPTO] 2.3.7.2 in their closed form."""
    fill = bytes([0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00])

    def turn(v, n, width):
        return (v << n | v >> (width - n)) & ((1 << width) - 1)
    key, base, last = 0, 0x8000, 0xFFFF
    for c in reversed(password.encode()):
        for bit in range(8):
            base = turn(base, 1, 16)
            base ^= 0x1020 if base & 1 else 0
            last = turn(last, 1, 16)
            last ^= 0x1020 if last & 1 else 0
            key ^= base if (c & 0x7F) >> bit & 1 else 0
    key ^= last
    check = len(password) ^ 0xCE4B
    for i, c in enumerate(password.encode()):
        check ^= turn(c, (i + 1) % 15, 15)
    pad = [turn(b ^ (key >> 8 if i % 2 else key & 255), 2, 8) for i, b in enumerate((password.encode() + fill)[:16])]
    return key, check, pad


def passwords():
    stream = inner(300)
    rows = ("表", [[str(i + 1), str(i)] for i in range(300)])
    for name, password in (("", DEFAULT), ("_own", "123456")):
        files = {}
        filepass, key = rc4_standard(password)
        files["rc4"] = locked(stream, filepass, key)
        for bits in (40, 128):
            filepass, key = rc4_capi(password, bits)
            files["capi%d" % bits] = locked(stream, filepass, key)
        key, check, pad = xor_parts(password)
        files["xor"] = locked(stream, struct.pack("<HHH", 0, key, check), pad=pad)
        for kind, data in files.items():
            if name:
                refused("locked_%s%s.xls" % (kind, name), compound(data), "encrypted", LOCKED)
            else:
                case("locked_%s.xls" % kind, compound(data), rows)


def main():
    first_versions()
    codepages()
    odd_records()
    odd_books()
    containers()
    passwords()


if __name__ == "__main__":
    main()
