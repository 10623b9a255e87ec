#!/usr/bin/python3
"""SMTP in, LMTP out: stands in for an MTA before a private Dovecot where no Postfix may be installed.

    lmtp_bridge.py DIR LMTP_PORT [--auth USER:PASS] [--background]

DIR/env says SMTP_PORT=, DIR/pid the process; it listens on loopback only. A recipient whom Dovecot refuses is refused at RCPT's place,
after DATA; with several recipients the letter is refused only if all were.
"""
import argparse, asyncio, os, smtplib, socket

import smtp_sink


class Bridge:
    def __init__(self, port):
        self.port, self.lmtp, self.lock = port, None, asyncio.Lock()

    def deliver(self, sender, to, content):
        """One recipient: LMTP answers once per recipient after the data, which smtplib does not know. A connection that went stale is
        opened anew, once."""
        for last in (False, True):
            try:
                if self.lmtp is None:
                    self.lmtp = smtplib.LMTP("127.0.0.1", self.port, local_hostname="bridge.test")
                self.lmtp.sendmail(sender, [to], content)
                return "250 2.0.0 delivered"
            except smtplib.SMTPRecipientsRefused as fault:
                return self.reply(*fault.recipients[to])
            except smtplib.SMTPResponseException as fault:
                if fault.smtp_code != 421 or last:  # 421: it closes
                    return self.reply(fault.smtp_code, fault.smtp_error)
                self.lmtp = None
            except (smtplib.SMTPException, OSError) as fault:
                self.lmtp = None
                if last:
                    return f"451 4.3.0 LMTP: {fault}"

    @staticmethod
    def reply(code, text):
        return f"{code} {text.decode('utf-8', 'replace')}".replace("\n", " ")

    def hand_over(self, sender, recipients, content):
        replies = [self.deliver(sender, to, content) for to in recipients]
        return next((r for r in replies if r.startswith("250")), replies[0])

    async def handle_DATA(self, server, session, envelope):
        async with self.lock:
            return await asyncio.to_thread(self.hand_over, envelope.mail_from, envelope.rcpt_tos, envelope.original_content)


async def run(listener, port, auth):
    await smtp_sink.serve(listener, Bridge(port), auth)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("dir")
    p.add_argument("lmtp_port", type=int)
    p.add_argument("--auth")
    p.add_argument("--background", action="store_true")
    args = p.parse_args()
    root = os.path.abspath(args.dir)
    os.makedirs(root, exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    if args.background:
        smtp_sink.background(root)
    smtp_sink.write(os.path.join(root, "pid"), f"{os.getpid()}\n")
    smtp_sink.write(os.path.join(root, "env"), f"SMTP_PORT={listener.getsockname()[1]}\n")
    asyncio.run(run(listener, args.lmtp_port, args.auth))


if __name__ == "__main__":
    main()
