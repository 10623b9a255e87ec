#!/usr/bin/python3
"""tables.py [PROGRAM [CASE...]]: workbooks that want all of the memory, by `parse --csv`, some by `parse --leads`. Each ends by itself, with the word that it must have, and all
processes together stay under 256 MB (faults.md VII 93-95, 99, 104, 105); and the largest list that we promise to read is read.

The peaks are those of resident memory, with what libraries share counted in each process: more than the truth."""
import os, subprocess, sys, tempfile, threading, time, zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if sys.argv[1:] else os.path.join(TOP, "build/leadclerk")
LIMIT_MB, SECONDS = 256, 100
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rel(n, kind, target):
    return f'<Relationship Id="r{n}" Type="{REL}/{kind}" Target="{target}"/>'


def workbook(path, sheet, strings=(), sheets=1, book="", method=zipfile.ZIP_DEFLATED):
    """sheet, strings: pieces of bytes, written as they come."""
    with zipfile.ZipFile(path, "w", method, compresslevel=1) as z:
        z.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{rel(1, "officeDocument", "xl/workbook.xml")}</Relationships>')
        listed = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r1"/>' for i in range(1, sheets + 1))
        z.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{REL}" {book}><sheets>{listed}</sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{rel(1, "worksheet", "s.xml")}{rel(2, "sharedStrings", "t.xml")}</Relationships>')
        for name, head, pieces, tail in (("xl/t.xml", f"<sst {MAIN}>", strings, "</sst>"), ("xl/s.xml", f"<worksheet {MAIN}>", sheet, "</worksheet>")):
            with z.open(name, "w", force_zip64=True) as f:
                f.write(head.encode())
                for piece in pieces:
                    f.write(piece)
                f.write(tail.encode())


def data(rows):
    yield b"<sheetData>"
    yield from rows
    yield b"</sheetData>"


def rows(count, columns, cell):
    for r in range(1, count + 1):
        yield (f'<row r="{r}">' + "".join(cell(r, chr(65 + c) if c < 26 else "A" + chr(39 + c)) for c in range(columns)) + "</row>").encode()


def promised(path):
    """100,000 rows by 30 columns, a third of them a text of its own."""
    cell = lambda r, c: f'<c r="{c}{r}" t="s"><v>{(r * 13 + ord(c[-1])) % 300000 if ord(c[-1]) % 3 else r * 10 + ord(c[-1]) % 10}</v></c>'
    workbook(path, data(rows(100000, 30, cell)), (f"<si><t>东莞市第{i:07}号五金制品厂</t></si>".encode() for i in range(1000100)))


def unique(path):
    """... and all of them, in the cells themselves."""
    workbook(path, data(rows(100000, 30, lambda r, c: f'<c r="{c}{r}" t="inlineStr"><is><t>东莞{c}{r:06}号厂</t></is></c>')))


def one_string(path):
    """A text of 32 KB in a million cells."""
    workbook(path, data(rows(33000, 30, lambda r, c: f'<c r="{c}{r}" t="s"><v>0</v></c>')), [b"<si><t>" + b"x" * 32767 + b"</t></si>"])


def many_strings(path):
    workbook(path, data([]), (b"<si><t/></si>" * 1000 for _ in range(9000)))


def long_strings(path):
    workbook(path, data([]), (b"<si><t>" + b"x" * 30000 + b"</t></si>" for _ in range(8000)))


def one_row(path):
    """One cell, filled five million times."""
    workbook(path, data([b"<row>", *(b'<c r="A1" t="str"><v>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</v></c>' * 1000 for _ in range(5000)), b"</row>"]))


def far_right(path):
    workbook(path, data(rows(30000, 1, lambda r, c: f'<c r="AMJ{r}"><v>1</v></c>')))


def dates(path):
    workbook(path, data(rows(100000, 30, lambda r, c: f'<c r="{c}{r}" t="d"><v>2026-03-05T14:30:00</v></c>')))


def million_rows(path):
    workbook(path, data(rows(1048576, 1, lambda r, c: f'<c r="A{r}"><v>1</v></c>')))


def merges(path):
    cells = (b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % i for i in range(k, k + 1000)) for k in range(1, 1000001, 1000))
    workbook(path, [*data(rows(1000, 30, lambda r, c: f'<c r="{c}{r}"><v>1</v></c>')), b"<mergeCells>", *cells, b"</mergeCells>"])


def merges_of_sheets(path):
    workbook(path, [*data(rows(3, 3, lambda r, c: f'<c r="{c}{r}"><v>1</v></c>')), b"<mergeCells>", b'<mergeCell ref="A1:A2"/>' * 200000, b"</mergeCells>"], sheets=50)


def long_relations(path):
    """10,000 of 24 KB, and as many sheets as may be of names of 24 KB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        z.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{rel(1, "officeDocument", "xl/workbook.xml")}</Relationships>')
        z.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{REL}"><sheets>' + f'<sheet name="{"n" * 24000}" r:id="r1"/>' * 2000 + "</sheets></workbook>")
        with z.open("xl/_rels/workbook.xml.rels", "w") as f:
            f.write(f'<Relationships xmlns="{PACKAGE}">{rel(1, "worksheet", "s.xml")}'.encode())
            for _ in range(8000):
                f.write(b'<Relationship Id="%s" Type="t" Target="x"/>' % (b"i" * 24000))
            f.write(b"</Relationships>")
        z.writestr("xl/s.xml", f"<worksheet {MAIN}><sheetData/></worksheet>")


def lists_abreast(path):
    """Eight lists side by side, 800,000 rows in all."""
    cell = lambda r, c: f'<c r="{c}{r}" t="str"><v>{("公司名称", "联系人", "电话")[at(c) % 3] if r == 1 else (f"东莞{c}{r:06}号五金厂", "王小二", f"138{at(c):02}{r:06}")[at(c) % 3]}</v></c>'
    workbook(path, data(rows(100000, 24, cell)))


def at(column):
    return ord(column) - 65


def dimension(path):
    workbook(path, [b'<dimension ref="A1:XFD1048576"/>', *data([b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'])])


def long_tag(path):
    workbook(path, [b'<sheetPr a="', *(b"x" * 1000000 for _ in range(200)), b'"/>', *data([])])


def long_comment(path):
    workbook(path, [b"<!-- ", *(b"x" * 1000000 for _ in range(200)), b" -->", *data([])])


def long_text(path):
    workbook(path, data([b'<row><c t="str"><v>', *(b"x" * 1000000 for _ in range(200)), b"</v></c></row>"]))


def book_attribute(path):
    workbook(path, data([]), book='a="' + "x" * 200000000 + '"')


def sheets_of_one_part(path):
    workbook(path, data(rows(20000, 10, lambda r, c: f'<c r="{c}{r}" t="str"><v>公司{r}</v></c>')), sheets=256)


def bomb(path):
    workbook(path, data([]), (b" " * 1000000 for _ in range(400)))


def deep(path):
    workbook(path, [b"<a>" * 1000000 for _ in range(3)])


def page(path, text):
    with open(path, "wb") as f:
        f.write(b"<html><body><table>" + text + b"</table>")


def page_of_rows(path):
    page(path, b"<tr><td>x" * 3500000)


def page_of_breaks(path):
    page(path, b"<tr><td>x<td>y<tr><td>" + b"<br>" * 8000000)


def page_of_attributes(path):
    page(path, b"<tr><td a=b c=d e=f>" * 1900000)


def page_of_comments(path):
    page(path, b"<tr><td>x<td>y<tr><td>" + b"<!---->" * 5000000)


def incompressible(path):
    """77 MB of strings that are not packed at all."""
    workbook(path, data([]), (b"<si><t>" + b"x" * 30000 + b"</t></si>" for _ in range(2560)), method=zipfile.ZIP_STORED)


def not_a_table(path):
    with open(path, "wb") as f:
        f.truncate(81 << 20)


CASES = [(promised, ""), (unique, ""), (one_string, "too_large"), (many_strings, "too_large"), (long_strings, "too_large"), (one_row, "too_large"),
         (far_right, "too_large"), (dates, ""), (million_rows, "too_large"), (merges, ""), (merges_of_sheets, ""), (long_relations, ""), (lists_abreast, "too_large"), (dimension, ""), (long_tag, "too_large"),
         (long_comment, "too_large"), (long_text, ""), (book_attribute, "too_large"), (sheets_of_one_part, "too_large"), (bomb, "too_large"),
         (deep, "too_large"), (incompressible, "too_large"),
         (page_of_rows, "too_large"), (page_of_breaks, "too_large"), (page_of_attributes, "too_large"), (page_of_comments, "too_large"), (not_a_table, "larger than 80 MB")]


def family(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
            return [pid] + [q for child in f.read().split() for q in family(int(child))]
    except OSError:
        return [pid]


def high_water(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as f:
            return next((int(line.split()[1]) / 1024 for line in f if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def run(path, how):
    """(said on stderr, exit code, MB). The peaks of the processes are added, whenever each had its own."""
    peaks = {}
    with subprocess.Popen([PROGRAM, "parse", how, path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env=dict(os.environ, LEADCLERK_QUIET="1")) as p:
        said = []
        reading = threading.Thread(target=lambda: said.append(p.stderr.read().decode(errors="replace")))
        reading.start()
        until = time.monotonic() + SECONDS
        while p.poll() is None and time.monotonic() < until:
            for pid in family(p.pid):
                peaks[pid] = max(peaks.get(pid, 0), high_water(pid))
            time.sleep(0.002)
        p.kill()
        reading.join()
    return said[0].strip(), p.returncode, sum(peaks.values())


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lc-tables-") as work:
        path = os.path.join(work, "客户资料.xlsx")
        chosen = [c for c in CASES if not sys.argv[2:] or c[0].__name__ in sys.argv[2:]]
        for make, want in chosen:
            make(path)
            said, code, mb = run(path, "--leads" if make is lists_abreast else "--csv")
            good = mb < LIMIT_MB and (code == 65 and f": {want}" in said if want else code == 0)
            failed += not good
            print(f"{'ok  ' if good else 'FAIL'} {make.__name__:20} {os.path.getsize(path) / 1e6:6.1f} MB of file, {mb:4.0f} MB at most, exit {code} {said[:100]}", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
