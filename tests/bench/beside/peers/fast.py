#!/usr/bin/python3
"""Python as fast as it gets without a compiler: mails fetched fifty at a time by a thread of its own, two parts of a workbook inflated, and cut by
split and one regular expression, executemany, a receipt made by hand on one SMTP session."""
import base64, binascii, email, html, imaplib, io, queue, re, smtplib, threading, zipfile
from email.header import decode_header, make_header
from email.utils import parseaddr

from peer import ENV, FROM, PUT_LEAD, PUT_MAIL, old_sheet, open_store, words

AT_ONCE = 50
TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
CELL = re.compile(r'<c r="([A-J])\d+"(?: s="\d+")?( t="s")?><v>([^<]*)<')
UID = re.compile(rb"UID (\d+)")


def strings(xml):
    for one in xml.split("<si>")[1:]:
        first = TEXT.match(one)
        text = first[1] if first else "".join(TEXT.findall(one))
        yield html.unescape(text) if "&" in text else text


def workbook(data):
    book = zipfile.ZipFile(io.BytesIO(data))
    texts = list(strings(book.read("xl/sharedStrings.xml").decode()))
    for row in book.read("xl/worksheets/sheet1.xml").decode().split("<row ")[1:]:
        cells = [""] * 10
        for column, shared, value in CELL.findall(row):
            cells[ord(column) - 65] = texts[int(value)] if shared else value
        yield cells


def leads(name, data):
    table = iter(workbook(data) if name.endswith(".xlsx") else old_sheet(name, data))
    for row in table:
        if row[1] == "公司全名":
            break
    return [row[1:10] for row in table if row[1]]


def plain(field):
    return str(make_header(decode_header(field))) if "=?" in field else field


class Fetcher(threading.Thread):
    """Gives lists of (uid, bytes), then None; marks as seen what comes back through `done`."""

    def __init__(self):
        super().__init__()
        self.out, self.done = queue.Queue(2), queue.SimpleQueue()
        self.imap = imaplib.IMAP4("127.0.0.1", int(ENV["IMAP_PORT"]))
        self.imap.login(ENV["IMAP_USER"], ENV["IMAP_PASS"])
        self.imap.select("INBOX")

    def run(self):
        uids = self.imap.uid("search", None, "UNSEEN")[1][0].split()
        for i in range(0, len(uids), AT_ONCE):
            got = self.imap.uid("fetch", b",".join(uids[i:i + AT_ONCE]), "(UID BODY.PEEK[])")[1]
            self.out.put([(UID.search(x[0])[1], x[1]) for x in got if isinstance(x, tuple)])
        self.out.put(None)
        while (uids := self.done.get()) is not None:
            self.imap.uid("store", b",".join(uids), "+FLAGS.SILENT", r"(\Seen)")
        self.imap.logout()


def record(db, mail, rep, subject):
    count = added = 0
    db.execute("BEGIN")
    for part in mail.walk():
        if part.get_content_disposition() != "attachment":
            continue
        name = plain(part.get_filename())
        found = leads(name, binascii.a2b_base64(part.get_payload()))
        at = db.execute(PUT_MAIL, (mail["Message-ID"], rep, subject, name, len(found))).lastrowid
        added += db.executemany(PUT_LEAD, [(*lead, rep, at) for lead in found]).rowcount
        count += len(found)
    db.execute("COMMIT")
    return words(count, added)


def receipt(mail, rep, subject, text):
    about = base64.b64encode(("回执：" + subject).encode()).decode()
    return (f"From: {FROM}\r\nTo: {rep}\r\nSubject: =?utf-8?B?{about}?=\r\nIn-Reply-To: {mail['Message-ID']}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(text.encode()).decode()}")


def main():
    db, fetcher = open_store(), Fetcher()
    smtp = smtplib.SMTP("127.0.0.1", int(ENV["SMTP_PORT"]))
    fetcher.start()
    while (mails := fetcher.out.get()) is not None:
        for _, data in mails:
            mail = email.message_from_bytes(data)
            rep, subject = parseaddr(mail["From"])[1], plain(mail["Subject"])
            smtp.sendmail(FROM, [rep], receipt(mail, rep, subject, record(db, mail, rep, subject)))
        fetcher.done.put([uid for uid, _ in mails])
    fetcher.done.put(None)
    fetcher.join()
    smtp.quit()
    db.close()


main()
