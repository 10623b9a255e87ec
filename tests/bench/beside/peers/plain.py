#!/usr/bin/python3
"""Python as one writes it: imaplib, email, openpyxl, sqlite3, smtplib, one mail after the other."""
import email, email.policy, imaplib, io, smtplib
from email.message import EmailMessage

import openpyxl
from peer import ENV, FROM, PUT_LEAD, PUT_MAIL, old_sheet, open_store, words


def rows(name, data):
    if name.endswith(".xlsx"):
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    return old_sheet(name, data)


def leads(table):
    """What follows the header."""
    table = iter(table)
    for row in table:
        if row[1] == "公司全名":
            break
    return [["" if v is None else str(v).strip() for v in row[1:10]] for row in table if row[1]]


def receipt(mail, rep, text):
    m = EmailMessage()
    m["From"], m["To"], m["Subject"], m["In-Reply-To"] = FROM, rep, "回执：" + str(mail["Subject"]), mail["Message-ID"]
    m.set_content(text)
    return m


def main():
    db = open_store()
    imap = imaplib.IMAP4("127.0.0.1", int(ENV["IMAP_PORT"]))
    imap.login(ENV["IMAP_USER"], ENV["IMAP_PASS"])
    imap.select("INBOX")
    smtp = smtplib.SMTP("127.0.0.1", int(ENV["SMTP_PORT"]))
    for uid in imap.uid("search", None, "UNSEEN")[1][0].split():
        mail = email.message_from_bytes(imap.uid("fetch", uid, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
        rep, count, added = mail["From"].addresses[0].addr_spec, 0, 0
        db.execute("BEGIN")
        for part in mail.iter_attachments():
            found = leads(rows(part.get_filename(), part.get_content() if part.get_content_maintype() != "text" else part.get_payload(decode=True)))
            at = db.execute(PUT_MAIL, (mail["Message-ID"], rep, str(mail["Subject"]), part.get_filename(), len(found))).lastrowid
            added += sum(db.execute(PUT_LEAD, (*lead, rep, at)).rowcount for lead in found)
            count += len(found)
        db.execute("COMMIT")
        smtp.send_message(receipt(mail, rep, words(count, added)))
        imap.uid("store", uid, "+FLAGS.SILENT", r"(\Seen)")
    smtp.quit()
    imap.logout()
    db.close()


main()
