#!/usr/bin/python3
"""compare_workbooks.py LEADCLERK FOLDER...: every .xlsx, .xlsm, .xltx below the folders, by `parse --csv` and by openpyxl, cell by cell.

For collections of other projects (SheetJS/test_files, apache/poi test-data, tafia/calamine ...), which are not in this tree. A line for each file that
differs, with its first differences; at the end how many agree. What openpyxl gives is brought into the form that parsers/table.h describes; rows
without anything are left out on both sides. Not part of `make test`."""
import csv, datetime, io, os, re, subprocess, sys, warnings

import openpyxl

csv.field_size_limit(1 << 30)
MAX_COLUMNS, MAX_BYTES = 1024, 32 * 1024
BLANK = re.compile(r"[\s\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u180e]*\Z")


def number(value):
    text = "%.15G" % value
    if value and 1e-9 <= abs(value) < 1e-4:
        text = ("%.30f" % float(text)).rstrip("0")
        if len(text) > 32:
            text = "%.15G" % value
    return "0" if value == 0 else text


def moment(value):
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, datetime.datetime):
        value += datetime.timedelta(microseconds=500000)
        return value.strftime("%Y-%m-%d" if value.hour == value.minute == value.second == 0 else "%Y-%m-%d %H:%M:%S").zfill(10)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S")
    return value.isoformat()


def text_of(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        return moment(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "" if BLANK.match(text) else text


def same(ours, theirs):
    """Percentages and padded numbers are the same number; dates without hours may be cut."""
    if ours == theirs or ours.replace("\r", "") == theirs.replace("\r", ""):
        return True
    if len(theirs.encode()) > MAX_BYTES and theirs.startswith(ours):
        return True
    try:
        a = float(ours.rstrip("%")) / (100 if ours.endswith("%") else 1)
        b = float(theirs)
        return abs(a - b) <= 1e-14 * max(abs(a), abs(b))
    except ValueError:
        return re.match(r"\d{4}-\d\d-\d\d\Z", ours) is not None and theirs.startswith(ours)


def by_openpyxl(path):
    book = openpyxl.load_workbook(path, data_only=True)
    rows = []
    for sheet in book.worksheets:
        cells = {}
        for (row, column), cell in sheet._cells.items():  # iter_rows would make every cell up to the last one
            text = text_of(cell) if column <= MAX_COLUMNS else ""
            if text:
                cells.setdefault(row, {})[column] = text
        for row, texts in sorted(cells.items()):
            rows.append((f"{sheet.title}!{row}", [texts.get(c, "") for c in range(1, max(texts) + 1)]))
    return rows


def differences(ours, theirs):
    if len(ours) != len(theirs):
        yield f"{len(ours)} rows, openpyxl {len(theirs)}"
    for row, (place, other) in zip(ours, theirs):
        width = max(len(row), len(other))
        for i, (a, b) in enumerate(zip(row + [""] * (width - len(row)), other + [""] * (width - len(other)))):
            if not same(a, b):
                yield f"{place} column {i + 1}: {a[:60]!r}, openpyxl {b[:60]!r}"


def compare(program, path):
    run = subprocess.run([program, "parse", "--csv", path], capture_output=True, timeout=100, check=False, env=dict(os.environ, LEADCLERK_QUIET="1"))
    said = run.stderr.decode(errors="replace").strip().replace(path, "")
    try:
        theirs = by_openpyxl(path)
    except Exception as e:  # it has many ways to refuse a file
        return "refused" if run.returncode else "ours", [f"openpyxl: {type(e).__name__} {str(e)[:80]}; we: {said or 'read'}"]
    if run.returncode:
        return "theirs", [f"{len(theirs)} rows by openpyxl; we: {said}"]
    ours = [r for r in csv.reader(io.StringIO(run.stdout.decode(), newline=""))]
    found = list(differences(ours, theirs))
    return ("differ" if found else "agree"), found


def main():
    warnings.simplefilter("ignore")
    counts = {}
    for top in sys.argv[2:]:
        for folder, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                if not name.lower().endswith((".xlsx", ".xlsm", ".xltx", ".xltm")):
                    continue
                path = os.path.join(folder, name)
                sort, found = compare(sys.argv[1], path)
                counts[sort] = counts.get(sort, 0) + 1
                if sort != "agree":
                    print(f"{sort}: {path}", *found[:4], *([f"... {len(found)}"] if len(found) > 4 else []), sep="\n    ", flush=True)
    print(", ".join(f"{n} {k}" for k, n in sorted(counts.items())))


main()
