#!/usr/bin/python3
"""An SMTP server that is wrong on script (field/faults.md, "SMTP wire"). Only the standard library.

    fake_smtp.py DIR [RULE...] [--tls implicit|starttls] [--cert FILE] [--auth USER:PASS] [--size N] [--linger]

RULE is [S+][N*]STAGE[=ADDR]:ACTION; with ADDR (rcpt) it holds for that recipient alone, with S it does not hold the first S times, with N then for N times only. At most one rule of a stage holds
at a time, the first that is not used up.
  STAGE   connect ehlo starttls auth mail rcpt data body dot quit
  ACTION  hang             say nothing, keep the connection
          cut              close it
          cutbyte          body: close after the letter's first kilobyte
          lose             dot: keep the letter, then close without the 250
          idle             dot: answer rightly, then close (a server that tires of waiting)
          flood            10 MB in one reply of very many lines, the last one 250
          endless          reply lines without end
          longline         one reply line of 10 MB
          early            answer 250 before the command came as well (two replies where one is due)
          CODE TEXT        that reply; '|' begins a further line of it; 421 closes as well

Prints its port on stdout when it listens. DIR/log gets one line an event: connect, ehlo, starttls, auth USER PASS, mail ADDR, rcpt ADDR, letter N,
accepted N SHA256 (the letter as it came, dots undone), quit, violation WHAT. DIR/mails holds the accepted letters, 1, 2, ... What no
client may do is a violation: a bare LF or CR, NUL, more than one RCPT in a transaction, a command out of turn, a line that is no command.
"""
import argparse, base64, hashlib, os, re, socket, ssl, sys, threading, time

LOCK = threading.Lock()


class Gone(Exception):
    pass


class Script:
    def __init__(self, rules):
        self.rules = []
        for rule in rules:
            m = re.fullmatch(r"(?:(\d+)\+)?(?:(\d+)\*)?([a-z]+)(?:=([^:]+))?:(.*)", rule, re.S)
            if not m or m[3] not in "connect ehlo starttls auth mail rcpt data body dot quit".split():
                sys.exit(f"fake_smtp.py: no such rule: {rule}")
            self.rules.append([int(m[2]) if m[2] else None, m[3], m[5], int(m[1] or 0), m[4]])

    def action(self, stage, said=""):
        with LOCK:
            for rule in self.rules:
                if rule[1] == stage and rule[0] != 0 and (not rule[4] or rule[4] in said):
                    rule[3] -= 1
                    if rule[3] >= 0:
                        return None
                    if rule[0]:
                        rule[0] -= 1
                    return rule[2]
        return None


class Server:
    def __init__(self, args):
        self.args, self.script, self.accepted = args, Script(args.rules), 0
        os.makedirs(os.path.join(args.dir, "mails"), exist_ok=True)
        self.logfile = open(os.path.join(args.dir, "log"), "a", buffering=1, encoding="utf-8")
        self.context = None
        if args.tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(args.cert)

    def log(self, *words):
        with LOCK:
            self.logfile.write(" ".join(str(w) for w in words) + "\n")

    def keep(self, letter):
        with LOCK:
            self.accepted += 1
            number = self.accepted
            with open(os.path.join(self.args.dir, "mails", str(number)), "wb") as f:
                f.write(letter)
        self.log("accepted", len(letter), hashlib.sha256(letter).hexdigest())


class Session:
    def __init__(self, server, sock):
        self.server, self.sock, self.args = server, sock, server.args
        self.input = b""
        self.secure = self.greeted = self.sender = False
        self.rcpts = 0
        self.loggedin = not self.args.auth

    # -- bytes in and out

    def say(self, text):
        lines = text.split("|")
        code, lines[0] = lines[0][:3], lines[0][4:]
        for i, line in enumerate(lines):
            data = f"{code}{' ' if i == len(lines) - 1 else '-'}{line}\r\n"
            self.sock.sendall(data.encode("utf-8", "surrogateescape"))

    def more(self):
        data = self.sock.recv(65536)
        if not data:
            raise Gone
        self.input += data

    def line(self):
        while b"\n" not in self.input:
            self.more()
        line, self.input = self.input.split(b"\n", 1)
        if not line.endswith(b"\r") or b"\r" in line[:-1] or b"\0" in line:
            self.server.log("violation", "a command line with a bare CR, LF or NUL:", repr(line))
        return line.rstrip(b"\r").decode("utf-8", "surrogateescape")

    # -- the script

    def hang(self):
        while True:
            self.more()

    def flood(self, action):
        if action == "flood":
            self.sock.sendall((b"250-" + b"x" * 994 + b"\r\n") * 10000 + b"250 done\r\n")
        elif action == "longline":
            self.sock.sendall(b"250 " + b"x" * 10_000_000 + b"\r\n")
        while action == "endless":
            self.sock.sendall((b"250-" + b"y" * 94 + b"\r\n") * 100)
            time.sleep(0.001)

    def scripted(self, stage, said=""):
        """True where the script answered in place of the server."""
        action = self.server.script.action(stage, said)
        return action is not None and self.perform(action)

    def perform(self, action):
        if action == "hang":
            self.hang()
        elif action in ("cut", "lose"):
            raise Gone
        elif action in ("flood", "endless", "longline"):
            self.flood(action)
        elif action == "early":
            self.say("250 twice")
            return False
        elif action == "idle":
            self.say("250 taken, and good bye")
            raise Gone
        else:
            self.say(action)
            if action.startswith("421"):
                raise Gone
        return True

    # -- the protocol

    def start_tls(self):
        self.sock = self.server.context.wrap_socket(self.sock, server_side=True)
        self.secure, self.greeted = True, False
        self.input = b""

    def run(self):
        self.server.log("connect")
        if self.args.tls == "implicit":
            self.start_tls()
        if not self.scripted("connect"):
            self.say("220 fake.test ready")
        while self.command(self.line()):
            pass

    def command(self, line):
        verb, _, rest = line.partition(" ")
        handler = getattr(self, "do_" + verb.lower(), None)
        if not handler:
            self.server.log("violation", "no command:", repr(line))
            self.say("500 what?")
            return True
        return handler(rest) is not False

    def do_ehlo(self, rest):
        self.server.log("ehlo", rest)
        if self.scripted("ehlo"):
            return
        self.greeted = True
        offers = ["fake.test", f"SIZE {self.args.size}", "8BITMIME"]
        if self.args.tls == "starttls" and not self.secure:
            offers.append("STARTTLS")
        if self.args.auth:
            offers.append("AUTH LOGIN PLAIN XOAUTH2")
        self.say("250 " + "|".join(offers))

    def do_helo(self, rest):
        self.greeted = True
        self.say("250 fake.test")

    def do_starttls(self, rest):
        self.server.log("starttls")
        if self.scripted("starttls"):
            return
        self.say("220 go ahead")
        self.start_tls()

    def ask(self, question):
        self.say("334 " + base64.b64encode(question).decode())
        return base64.b64decode(self.line()).decode("utf-8", "surrogateescape")

    def do_auth(self, rest):
        mechanism, _, first = rest.partition(" ")
        if first:
            self.server.log("violation", "an initial response, which Coremail refuses")
        if mechanism == "XOAUTH2":
            user, password = re.fullmatch("user=(.*)\1auth=Bearer (.*)\1\1", self.ask(b"")).groups()
        elif mechanism == "PLAIN":
            _, user, password = self.ask(b"").split("\0")
        else:
            user, password = self.ask(b"Username:"), self.ask(b"Password:")
        self.server.log("auth", user, password)
        if self.scripted("auth"):
            return
        self.loggedin = f"{user}:{password}" == self.args.auth
        self.say("235 welcome" if self.loggedin else "535 Error: authentication failed")

    def in_turn(self, holds, what):
        if not holds:
            self.server.log("violation", "out of turn:", what)
        return holds

    def do_mail(self, rest):
        self.server.log("mail", rest)
        if self.scripted("mail"):
            return
        self.in_turn(self.greeted and not self.sender, "MAIL")
        if not self.loggedin:
            self.say("530 5.7.0 Authentication required")
            return
        size = re.search(r"SIZE=(\d+)", rest)
        if size and int(size[1]) > self.args.size:
            self.say("552 5.3.4 Message size exceeds fixed limit")
            return
        self.sender, self.rcpts = True, 0
        self.say("250 ok")

    def do_rcpt(self, rest):
        self.server.log("rcpt", rest)
        self.rcpts += 1
        if self.rcpts > 1:
            self.server.log("violation", "a second RCPT:", rest)
        if self.scripted("rcpt", rest):
            return
        self.in_turn(self.sender, "RCPT")
        self.say("250 ok")

    def do_data(self, rest):
        if self.scripted("data"):
            return
        self.in_turn(self.sender and self.rcpts, "DATA")
        self.say("354 go on")
        letter = self.letter()
        self.server.log("letter", len(letter))
        self.sender = False
        action = self.server.script.action("dot")
        if action is None or action in ("lose", "idle", "flood", "longline", "early"):
            self.server.keep(letter)  # else the script refuses it, or loses it
        if action is None or not self.perform(action):
            self.say("250 taken as 1A2B3C")

    def letter(self):
        action = self.server.script.action("body")
        if action == "hang":
            while True:
                time.sleep(1)  # nor is anything read
        if action == "cut":
            raise Gone
        while not self.input.endswith(b"\r\n.\r\n"):
            self.more()
            if action == "cutbyte" and len(self.input) > 1024:
                raise Gone
            if b"\r\n.\r\n" in self.input and not self.input.endswith(b"\r\n.\r\n"):
                self.server.log("violation", "bytes after the final dot, before its answer")
        raw, self.input = self.input[:-3], b""
        if re.search(rb"(?<!\r)\n|\r(?!\n)|\0", raw):
            self.server.log("violation", "a bare LF, bare CR or NUL in the letter")
        if re.search(rb"[\x80-\xff]", raw):
            self.server.log("violation", "a byte above 127 in the letter")
        return re.sub(rb"(?m)^\.\.", b".", raw)

    def do_rset(self, rest):
        self.sender = False
        self.say("250 ok")

    do_noop = do_rset

    def do_quit(self, rest):
        self.server.log("quit")
        if not self.scripted("quit"):
            self.say("221 bye")
        return False


def serve(server, sock):
    session = Session(server, sock)
    try:
        session.run()
    except (Gone, OSError, ssl.SSLError) as fault:
        if isinstance(fault, ssl.SSLError):
            server.log("tlsfault", fault.reason)
    finally:
        try:
            session.sock.close()
        except OSError:
            pass


def main():
    p = argparse.ArgumentParser()
    p.add_argument("dir")
    p.add_argument("rules", nargs="*")
    p.add_argument("--tls", choices=["implicit", "starttls"])
    p.add_argument("--cert")
    p.add_argument("--auth")
    p.add_argument("--size", type=int, default=73400320)
    args = p.parse_args()
    server = Server(args)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve, args=(server, sock), daemon=True).start()


if __name__ == "__main__":
    main()
