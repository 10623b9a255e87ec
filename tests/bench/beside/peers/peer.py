"""What both Python peers share: the table, the words of a receipt, and the rows of what is not .xlsx."""
import csv, io, os, sqlite3

ENV = os.environ
SCHEMA = """PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE mails (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, rep TEXT, subject TEXT, file TEXT, rows INT);
CREATE TABLE leads (id INTEGER PRIMARY KEY, company TEXT NOT NULL, rep TEXT NOT NULL, person TEXT, phone TEXT, business TEXT, capital TEXT, network TEXT, website TEXT, value TEXT, remark TEXT,
    mail INT, UNIQUE (rep, company));"""
PUT_MAIL = "INSERT OR IGNORE INTO mails (message_id, rep, subject, file, rows) VALUES (?, ?, ?, ?, ?)"
PUT_LEAD = "INSERT OR IGNORE INTO leads (company, person, phone, business, capital, network, website, value, remark, rep, mail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
FROM = "clerk@sales.example"


def open_store():
    db = sqlite3.connect(ENV["DB"], isolation_level=None, check_same_thread=False)
    db.executescript(SCHEMA)
    return db


def words(count, added):
    return f"收到 {count} 条，新增 {added} 条，重复 {count - added} 条。\n"


def whole(value):
    return int(value) if isinstance(value, float) and value == int(value) else value


def old_sheet(name, data):
    """Rows of an .xls or a .csv, or None."""
    if name.endswith(".xls"):
        import xlrd
        sheet = xlrd.open_workbook(file_contents=data).sheet_by_index(0)
        return ([str(whole(v)) for v in sheet.row_values(i)] for i in range(sheet.nrows))
    return csv.reader(io.StringIO(data.decode("gb18030"))) if name.endswith(".csv") else None
