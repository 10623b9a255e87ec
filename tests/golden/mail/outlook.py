"""What Outlook wraps mails in, for make.py: winmail.dat (MS-OXTNEF) and .msg (MS-OXMSG in MS-CFB), written by hand."""
import struct

STRING8, UNICODE, BINARY, OBJECT, LONG = 0x1E, 0x1F, 0x102, 0x0D, 3


def padded(data):
    return data + bytes(-len(data) % 4)


def prop(kind, number, value):
    if kind == LONG:
        return struct.pack("<HHI", kind, number, value)
    return struct.pack("<HHII", kind, number, 1, len(value)) + padded(value)


def named(kind, name, value):
    text = name.encode("utf-16le") + b"\0\0"
    return struct.pack("<HH16sII", kind, 0x8001, bytes(16), 1, len(text)) + padded(text) + struct.pack("<II", 1, len(value)) + padded(value)


def several(kind, number, *values):
    return struct.pack("<HHI", kind | 0x1000, number, len(values)) + b"".join(struct.pack("<I", len(v)) + padded(v) for v in values)


def properties(*props):
    return struct.pack("<I", len(props)) + b"".join(props)


def attribute(level, number, data, kind=6):
    return struct.pack("<BHHI", level, number, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(attachments, message=(), codepage=936, more=b""):
    """attachments: (title in bytes, data, properties...)"""
    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9006, struct.pack("<I", 0x10000), 8) + attribute(1, 0x9007, struct.pack("<II", codepage, 0)) + more
    if message:
        out += attribute(1, 0x9003, properties(*message))
    for title, data, *props in attachments:
        out += attribute(2, 0x9002, bytes(14))
        if title is not None:
            out += attribute(2, 0x8010, title + b"\0", 1)
        if data is not None:
            out += attribute(2, 0x800F, data)
        if props:
            out += attribute(2, 0x9005, properties(*props))
    return out


def cfb(tree):
    """A compound file; tree: {name: bytes or tree}. Each stream in sectors of its own."""
    entries, streams = [("Root Entry", 5, None)], []
    children = {}

    def walk(storage, number):
        children[number] = []
        for name, what in storage.items():
            entries.append((name, 1 if isinstance(what, dict) else 2, what))
            children[number].append(len(entries) - 1)
            if isinstance(what, dict):
                walk(what, len(entries) - 1)
    walk(tree, 0)
    fat, data = [], b""

    def put(blob):
        nonlocal data
        count = -(-len(blob) // 512)
        first = len(fat)
        fat.extend(first + i + 1 for i in range(count))
        if count:
            fat[-1] = 0xFFFFFFFE
        data += blob + bytes(-len(blob) % 512)
        return first if count else 0xFFFFFFFE
    starts = {i: put(e[2]) for i, e in enumerate(entries) if e[1] == 2}
    right = {}
    for group in children.values():
        for a, b in zip(group, group[1:]):
            right[a] = b
    none, directory = 0xFFFFFFFF, b""
    for i, (name, kind, what) in enumerate(entries):
        raw = name.encode("utf-16le") + b"\0\0"
        child = children[i][0] if children.get(i) else none
        directory += struct.pack("<64sHBBIII16sIQQIII", raw, len(raw), kind, 1, none, right.get(i, none), child, bytes(16), 0, 0, 0,
                                 starts.get(i, 0xFFFFFFFE if kind == 5 else 0), len(what) if kind == 2 else 0, 0)
    first_directory = put(directory + bytes(-len(directory) % 512))
    fat_sectors = -(-(len(fat) + 2) // 128)
    fat_first = len(fat)
    fat.extend([0xFFFFFFFD] * fat_sectors)
    table = b"".join(struct.pack("<I", n) for n in fat)
    table += b"\xFF" * (fat_sectors * 512 - len(table))
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, fat_sectors, first_directory, 0,
                       4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *([fat_first + i for i in range(fat_sectors)] + [none] * (109 - fat_sectors)))
    return head + data + table


def msg(attachments, **texts):
    """attachments: (name, bytes) or (name, tree) for a mail; texts: subject, text, html."""
    def stream(number, kind, value):
        return {"__substg1.0_%04X%04X" % (number, kind): value}
    tree = {"__properties_version1.0": bytes(32) + struct.pack("<HHII4x", LONG, 0x3FFD, 0, 936) + struct.pack("<HHII4x", LONG, 0x3FDE, 0, 936)}
    for key, number in (("subject", 0x37), ("text", 0x1000)):
        if key in texts:
            tree.update(stream(number, UNICODE, texts[key].encode("utf-16le")))
    if "html" in texts:
        tree.update(stream(0x1013, BINARY, texts["html"].encode("gb18030")))
    for i, (name, what) in enumerate(attachments):
        inside = stream(0x3707, UNICODE, name.encode("utf-16le"))
        inside.update(stream(0x3701, OBJECT, what) if isinstance(what, dict) else stream(0x3701, BINARY, what))
        tree["__attach_version1.0_#%08X" % i] = inside
    return tree
