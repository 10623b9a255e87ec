#!/usr/bin/python3
"""An SMTP server that takes every letter and keeps it: what a provider is to leadclerk, for tests and benches.

    smtp_sink.py DIR [--auth USER:PASS] [--delay SECONDS] [--background]

Each transaction's letter becomes, before its 250, a file in the Maildir DIR/in, one per recipient, with the envelope as two lines before
the letter's own bytes (Return-Path, Delivered-To). DIR/env says SMTP_PORT=, DIR/pid the process; it listens on loopback only.
--background returns once it listens.
"""
import argparse, asyncio, itertools, os, signal, socket, sys, time

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

NUMBERS = itertools.count(1)


class Keeper:
    def __init__(self, root, delay):
        self.root, self.delay = root, delay
        for part in ("tmp", "new", "cur"):
            os.makedirs(os.path.join(root, part), exist_ok=True)

    def keep(self, sender, to, content):
        name = f"{time.time_ns()}.{os.getpid()}_{next(NUMBERS)}.sink"
        tmp = os.path.join(self.root, "tmp", name)
        with open(tmp, "wb") as f:
            f.write(f"Return-Path: <{sender}>\r\nDelivered-To: {to}\r\n".encode())
            f.write(content)
        os.rename(tmp, os.path.join(self.root, "new", name))

    async def handle_DATA(self, server, session, envelope):
        if self.delay:
            await asyncio.sleep(self.delay)
        for to in envelope.rcpt_tos:
            self.keep(envelope.mail_from, to, envelope.original_content)
        return "250 2.0.0 kept"


def authenticator(expected):
    def check(server, session, envelope, mechanism, data):
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        return AuthResult(success=expected == data.login + b":" + data.password, handled=False)
    return check


def write(path, text):
    with open(path + ".part", "w") as f:
        f.write(text)
    os.rename(path + ".part", path)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("dir")
    p.add_argument("--auth")
    p.add_argument("--delay", type=float, default=0)
    p.add_argument("--background", action="store_true")
    args = p.parse_args()
    root = os.path.abspath(args.dir)
    os.makedirs(root, exist_ok=True)
    keeper = Keeper(os.path.join(root, "in"), args.delay)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    if args.background:
        background(root)
    write(os.path.join(root, "pid"), f"{os.getpid()}\n")
    write(os.path.join(root, "env"), f"SMTP_PORT={listener.getsockname()[1]}\n")
    asyncio.run(serve(listener, keeper, args.auth))


def background(root):
    """The caller goes on at once: the socket listens already."""
    pid = os.fork()
    if pid:
        while not os.path.exists(os.path.join(root, "env")):
            if os.waitpid(pid, os.WNOHANG)[0]:
                sys.exit(1)
            time.sleep(0.01)
        os._exit(0)
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    log = os.open(os.path.join(root, "log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for fd, old in ((0, null), (1, log), (2, log)):
        os.dup2(old, fd)


async def serve(listener, keeper, auth):
    loop = asyncio.get_running_loop()
    options = dict(hostname="sink.test", enable_SMTPUTF8=False, ident="sink", timeout=3600, data_size_limit=75 << 20)
    if auth:
        options.update(authenticator=authenticator(auth.encode()), auth_required=True, auth_require_tls=False)
    await loop.create_server(lambda: SMTP(keeper, loop=loop, **options), sock=listener)
    stop = asyncio.Event()
    for s in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(s, stop.set)
    await stop.wait()


if __name__ == "__main__":
    main()
