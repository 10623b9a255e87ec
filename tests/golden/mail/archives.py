"""Archives other than zip for make.py, without packing: RAR 4 and 5 as WinRAR writes them, .7z. (technote.txt of RAR, 7zFormat.txt)"""
import binascii
import struct
import zlib


def rar4(*members, flags=0):
    """(name in bytes, data[, flags]); a folder has no data: None"""
    def block(kind, block_flags, body, data=b""):
        head = struct.pack("<BHH", kind, block_flags, 7 + len(body)) + body
        return struct.pack("<H", binascii.crc32(head) & 0xFFFF) + head + data
    out = b"Rar!\x1a\x07\0" + block(0x73, flags, bytes(6))
    for name, data, *more in members:
        more, data, kind = (more, data, 0x20) if data is not None else ([0xE0], b"", 0x10)
        body = struct.pack("<IIBIIBBHI", len(data), len(data), 2, binascii.crc32(data), 0x5C65B160, 29, 0x30, len(name), kind) + name
        out += block(0x74, 0x8000 | (more[0] if more else 0), body, data)
    return out + block(0x7B, 0x4000, b"")


def number(n):
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def rar5(*members, archive_flags=0, locked=False):
    def block(kind, flags, body, data=b"", extra=b""):
        head = number(kind) + number(flags | (2 if data else 0) | (1 if extra else 0)) + (number(len(extra)) if extra else b"")
        head += (number(len(data)) if data else b"") + body + extra
        head = number(len(head)) + head
        return struct.pack("<I", binascii.crc32(head)) + head + data
    out = b"Rar!\x1a\x07\1\0"
    if locked:
        return out + block(4, 0, b"\0\0\x0f" + bytes(16)) + bytes(64)
    out += block(1, 0, number(archive_flags))
    for name, data in members:
        if data is None:
            out += block(2, 2, number(0) + number(1) + number(0) + number(0x10) + number(0) + number(0) + number(len(name)) + name)
            continue
        body = number(4) + number(len(data)) + number(0x20) + struct.pack("<I", binascii.crc32(data)) + number(0) + number(0) + number(len(name)) + name
        out += block(2, 0, body, data)
    return out + block(5, 0, b"\0")


def seven(*members, encoded=None):
    """encoded: a whole directory instead of the one that belongs to the members."""
    def num(n):
        return bytes([n]) if n < 0x80 else bytes([0x80 | n >> 8, n & 0xFF]) if n < 0x4000 else b"\xF0" + struct.pack("<I", n)
    data = b"".join(m[1] for m in members)
    names = b"\0" + b"".join(m[0].encode("utf-16le") + b"\0\0" for m in members)
    one = b"\1\1\0"  # a folder of one coder: as it is
    directory = b"\1\4" + b"\6\0" + num(len(members)) + b"\x09" + b"".join(num(len(m[1])) for m in members) + b"\0"
    directory += b"\7\x0b" + num(len(members)) + b"\0" + one * len(members) + b"\x0c" + b"".join(num(len(m[1])) for m in members) + b"\0\x08\0\0"
    directory += b"\5" + num(len(members)) + b"\x11" + num(len(names)) + names + b"\0\0"
    directory = directory if encoded is None else encoded
    start = struct.pack("<QQI", len(data), len(directory), binascii.crc32(directory))
    return b"7z\xBC\xAF\x27\x1C\0\4" + struct.pack("<I", binascii.crc32(start)) + start + data + directory


def seven_bomb():
    """A directory of a few bytes that says it is a gigabyte when unpacked."""
    lzma = b"\x01\x23\x03\x01\x01\x05\x5D\0\0\x10\0"
    return seven((u"a.csv", bytes(40)), encoded=b"\x17\6\0\1\x09\x28\0\7\x0b\1\0" + lzma + b"\x0c\xF0\0\0\0\x40\0\0")


def gzip(data, name=b""):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeeze.compress(data) + squeeze.flush()
    return b"\x1F\x8B\x08" + (b"\x08" if name else b"\0") + bytes(6) + (name + b"\0" if name else b"") + body + struct.pack("<II", binascii.crc32(data), len(data))


def tar(*members):
    out = b""
    for name, data in members:
        head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % len(data) + b"00000000000\0" + b" " * 8 + b"0" + bytes(100) + b"ustar\x0000"
        head = head.ljust(512, b"\0")
        head = head[:148] + b"%06o\0 " % sum(head) + head[156:]
        out += head + data.ljust(-(-len(data) // 512) * 512, b"\0")
    return out + bytes(1024)
