#!/usr/bin/python3
"""`doctor` before each provider's refusals, word for word (etc/providers.yaml): it tells the server's own words, what to do in which web page, and ends with 77 where the login is at fault;
in Chinese where the operator speaks it.

usage: tests/scenes/run_advice.py [PROGRAM]      Closes with "N passed, N failed".
"""
import os
import re
import socketserver
import subprocess
import sys
import tempfile
import threading

import yaml

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


class Imap(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2] ready\r\n")
        for line in self.rfile:
            tag, verb = (line.split() + [b"", b""])[:2]
            if verb.upper() == b"CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2\r\n" + tag + b" OK done\r\n")
            elif verb.upper() in (b"LOGIN", b"AUTHENTICATE"):
                self.wfile.write(tag + b" NO " + self.server.words.encode() + b"\r\n")
            elif verb.upper() == b"LOGOUT":
                self.wfile.write(b"* BYE\r\n" + tag + b" OK bye\r\n")
                return
            else:
                self.wfile.write(tag + b" OK done\r\n")


class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 mail ESMTP\r\n")
        for line in self.rfile:
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"EHLO":
                self.wfile.write(b"250-mail\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 8BITMIME\r\n")
            elif verb == b"AUTH":
                self.wfile.write(b"535 " + self.server.words.encode() + b"\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


def start(handler):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.words = ""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def doctor(folder, provider, imap, smtp, *words, locale="C"):
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        server = 'user: u@corp.test, password_file: password, security: none, provider: "%s"' % provider
        box = f'url: "imap://127.0.0.1:{imap.server_address[1]}", {server}' if imap else 'url: "maildir:in"'
        out = f'url: "smtp://127.0.0.1:{smtp.server_address[1]}", {server}' if smtp else 'url: "maildir:out"'
        f.write(f"office: {{since: 2026-09-14}}\nmailboxes: [{{name: box, {box}}}]\nsubmission: {{{out}, from: u@corp.test}}\nstore: clerk.db\nstaff:\n"
                "  - {id: d, role: director, mail: d@corp.test}\n  - {id: g, role: general_manager, mail: g@corp.test}\npolicies: [{effective: 2026-01-01, packs: [S0]}]\n")
    r = subprocess.run([PROGRAM, "-c", os.path.join(folder, "office.yaml"), "doctor", *words], capture_output=True, timeout=90, stdin=subprocess.DEVNULL,
                       env=dict(os.environ, LC_ALL=locale))
    return r.returncode, (r.stdout + r.stderr).decode("utf-8", "replace")


def test_chinese(folder, p, imap):
    """In a Chinese locale, or told so: labels and sentences are Chinese, below each other; the server's words stay as they are. Told English, it is as ever."""
    imap.words = str(p["login_refused"][0])
    english = doctor(folder, p["name"], imap, None, "--language", "en", locale="zh_CN.UTF-8")
    check(f"English, if told so: {english}", english[0] == 77 and "  FAULT        box: the server refuses" in english[1] and english == doctor(folder, p["name"], imap, None))
    for words, locale in (("--language", "zh-CN"), "C.UTF-8"), ((), "zh_CN.UTF-8"):
        code, said = doctor(folder, p["name"], imap, None, *words, locale=locale)
        where = f"{words} {locale}: exit {code}\n{said}"
        lines = [line for line in said.splitlines() if line.startswith("  ")]
        check(where, code == 77 and imap.words in said and "信箱 box：imap://127.0.0.1" in said and "  故障         登录被拒绝：box: " in said and "处故障，怎么办见上" in said)
        check(f"what to do: {where}", all(f"  建议         {line}" in said for line in p["advice"]))
        check(f"labels are Chinese: {where}", lines and all("一" <= line[2] <= "龥" for line in lines))
        check(f"and below each other: {where}", all(sum(2 if c > "\u2e80" else 1 for c in re.match(r"  \S+ +", line)[0]) == 15 for line in lines))


def main():
    providers = yaml.safe_load(open(os.path.join(TOP, "etc/providers.yaml"), encoding="utf-8"))["providers"]
    imap, smtp = start(Imap), start(Smtp)
    with tempfile.TemporaryDirectory(prefix="leadclerk-advice-") as folder:
        with open(os.path.join(folder, "password"), "w") as f:
            f.write("secret-of-nobody\n")
        os.chmod(f.name, 0o600)
        for p in providers:
            for way, server, texts in ("imap", imap, p.get("login_refused", [])), ("smtp", smtp, p.get("login_trouble", [])):
                for text in map(str, texts):
                    server.words = text
                    code, said = doctor(folder, p["name"], imap if way == "imap" else None, smtp if way == "smtp" else None)
                    where = f"{p['name']} {way} {text!r}: exit {code}\n{said}"
                    check(where, code == 77 and text in said)
                    check(f"what to do: {where}", all(f"try          {line}" in said for line in p["advice"]))
                    check(f"the password stays where it is: {where}", "secret-of-nobody" not in said)
        test_chinese(folder, next(p for p in providers if p.get("login_refused")), imap)
    check("there are some of each provider that has its own", passed > 30)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
