#!/usr/bin/python3
"""IMAP servers that are wrong on purpose, one port on loopback for each scenario below, all in one process.

fake_imap.py DIR CERTS   CERTS as certs.sh makes them. Writes DIR/ports ("NAME PORT" lines) when all listen, and each command that a
client sends to DIR/NAME.log. Ends when its standard input does. `fake_imap.py --list` names the scenarios.

A scenario is a subclass of Honest: its docstring says what is wrong, its methods say how.
"""
import os
import re
import socket
import ssl
import struct
import sys
import threading
import time

QQ_REFUSAL = (b"Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, "
              b"or system is busy. More information at https://help.mail.qq.com/detail/108/1023")
HUGE = 3000000000


class Closed(Exception):
    """The conversation is over."""


def message(uid, size=300):
    head = b"Subject: mail %d\r\n\r\n" % uid
    return head + (b"0123456789abcdef\r\n" * (size // 18 + 1))[:max(0, size - len(head))]


class Honest:
    """What RFC 3501 demands; five mails with UIDs 1..5."""
    capabilities = b"IMAP4rev1 IDLE ID UIDPLUS"
    tls = False         # from the first byte on
    certificate = "server"
    uidvalidity = 77
    uidnext = True
    sessions = 0        # how many connections this scenario has seen; class-wide
    memory = None       # of the scenario, for all its sessions

    def __init__(self, sock, log, certs):
        self.sock, self.log, self.certs = sock, log, certs
        self.rest = b""
        self.mails = {uid: message(uid) for uid in range(1, 6)}
        self.identified = False
        cls = type(self)
        cls.sessions += 1
        if cls.memory is None:
            cls.memory = {}

    # -- the wire
    def send(self, data):
        self.sock.sendall(data)

    def line(self, data):
        self.send(data + b"\r\n")

    def read_line(self):
        while b"\n" not in self.rest:
            more = self.sock.recv(65536)
            if not more:
                raise Closed
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        line = line.rstrip(b"\r")
        with open(self.log, "ab") as f:
            f.write(line + b"\n")
        return line

    def start_tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.load_cert_chain(f"{self.certs}/{self.certificate}.pem", f"{self.certs}/{self.certificate}.key")
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()
        raise Closed

    # -- the conversation
    def run(self):
        if self.tls:
            self.start_tls()
        self.greet()
        while True:
            words = self.read_line().split(b" ", 2)
            tag, name, rest = words[0], words[1].upper().decode(), words[2] if len(words) > 2 else b""
            if name == "UID":
                name, _, rest = rest.partition(b" ")
                name = "UID_" + name.upper().decode()
            getattr(self, "do_" + name, self.unknown)(tag, rest)

    def greet(self):
        self.line(b"* OK fake ready")

    def ok(self, tag, text=b"done"):
        self.line(tag + b" OK " + text)

    def unknown(self, tag, rest):
        self.line(tag + b" BAD unknown command")

    def do_CAPABILITY(self, tag, rest):
        self.line(b"* CAPABILITY " + self.capabilities)
        self.ok(tag)

    def do_STARTTLS(self, tag, rest):
        self.ok(tag)
        self.start_tls()

    def do_LOGIN(self, tag, rest):
        self.ok(tag, b"logged in")

    def do_ID(self, tag, rest):
        self.identified = True
        self.line(b'* ID ("name" "fake")')
        self.ok(tag)

    def do_NOOP(self, tag, rest):
        self.ok(tag)

    def do_LOGOUT(self, tag, rest):
        self.line(b"* BYE bye")
        self.ok(tag)
        raise Closed

    def do_LIST(self, tag, rest):
        for flags, name in ((b"", b"INBOX"), (b"\\Sent", b'"Sent Messages"'), (b"\\Junk", b'"&V4NXPpCuTvY-"'), (b"\\NoSelect", b'"&UXZO1mWHTvZZOQ-"')):
            self.line(b'* LIST (' + flags + b') "/" ' + name)
        self.ok(tag)

    def do_EXAMINE(self, tag, rest):
        if rest == b"Nowhere":
            self.line(tag + b" NO no such mailbox")
            return
        self.line(b"* FLAGS (\\Seen \\Deleted)")
        self.line(b"* %d EXISTS" % len(self.mails))
        self.line(b"* 0 RECENT")
        self.name_uidvalidity()
        if self.uidnext:
            self.line(b"* OK [UIDNEXT %d] next" % (max(self.mails, default=0) + 1))
        self.ok(tag, b"[READ-ONLY] done")

    def name_uidvalidity(self):
        self.line(b"* OK [UIDVALIDITY %d] valid" % self.uidvalidity)

    def do_IDLE(self, tag, rest):
        self.line(b"+ idling")
        self.idling()
        self.read_line()
        self.ok(tag)

    def idling(self):
        pass

    def wanted(self, text):
        """The UIDs that a set names; n:* holds the last one in any case."""
        uids, last = set(), max(self.mails, default=0)
        for part in text.split(b","):
            low, _, high = part.partition(b":")
            low = last if low == b"*" else int(low)
            high = low if not high else last if high == b"*" else int(high)
            uids |= {u for u in self.mails if min(low, high) <= u <= max(low, high)}
        return sorted(uids)

    def do_UID_SEARCH(self, tag, rest):
        self.search_answer(self.wanted(rest.removeprefix(b"UID ")))
        self.ok(tag)

    def search_answer(self, uids):
        self.line(b"* SEARCH" + b"".join(b" %d" % u for u in uids))

    def do_UID_FETCH(self, tag, rest):
        text, _, what = rest.partition(b" ")
        uids = self.wanted(text)
        if b"[HEADER]" in what:
            self.headers(tag, uids)
        elif b"BODY" in what:
            self.bodies(tag, uids)
        else:
            self.sizes(tag, uids)

    def size_of(self, uid):
        return len(self.mails[uid])

    def sizes(self, tag, uids):
        for uid in uids:
            self.line(b'* %d FETCH (UID %d INTERNALDATE "14-Sep-2026 23:59:59 +0800" RFC822.SIZE %d)'
                      % (self.number(uid), uid, self.size_of(uid)))
        self.ok(tag)

    def number(self, uid):
        return sorted(self.mails).index(uid) + 1

    def body(self, uid):
        data = self.mails[uid]
        self.send(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (self.number(uid), uid, len(data)) + data + b")\r\n")

    def bodies(self, tag, uids):
        for uid in uids:
            self.body(uid)
        self.ok(tag)

    def headers(self, tag, uids):
        for uid in uids:
            data = self.mails[uid].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            self.send(b"* %d FETCH (UID %d BODY[HEADER] {%d}\r\n" % (self.number(uid), uid, len(data)) + data + b")\r\n")
        self.ok(tag)


# -- greeting and login

class GreetingBye(Honest):
    """Too many connections."""
    def greet(self):
        self.line(b"* BYE Too many connections")
        raise Closed


class GreetingNonsense(Honest):
    """An SMTP server on that port."""
    def greet(self):
        self.line(b"220 mail.example.org ESMTP")


class Preauth(Honest):
    """Whose mailbox is it?"""
    capabilities = b"IMAP4rev1 STARTTLS"

    def greet(self):
        self.line(b"* PREAUTH welcome")


class LoginRefused(Honest):
    """QQ's one text for five causes; then the socket is dropped."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO " + QQ_REFUSAL)
        raise Closed


class LoginRefusedGbk(Honest):
    """The refusal is Chinese, and in GB18030."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO " + "登录失败，请使用授权码".encode("gb18030"))


class LoginEcho(Honest):
    """The refusal says the password back."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO LOGIN " + rest + b" failed")


class LoginEchoPlain(Honest):
    """The refusal says the password back, as a person would write it."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO " + re.sub(rb"\\(.)", rb"\1", rest) + b" failed")


class LoginBye(Honest):
    """Coremail's way of refusing."""
    def do_LOGIN(self, tag, rest):
        self.line(b"* BYE Unsafe Login. Please contact kefu@188.com for help")
        raise Closed


class LoginUnavailable(Honest):
    """The server's own trouble, RFC 5530."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO [UNAVAILABLE] the password store is away")


class LoginTooMany(Honest):
    """Gmail's word for connections that it still counts."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO [ALERT] Too many simultaneous connections. (Failure)")


class LoginServerGoes(Honest):
    """Is being stopped: nothing is said of the password."""
    def do_LOGIN(self, tag, rest):
        self.line(b"* BYE Server shutting down.")
        raise Closed


class LoginBusyOrWrong(Honest):
    """QQ's one text holds a word that would pass as well."""
    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system busy.")


class LoginDropped(Honest):
    """The connection goes without a word."""
    def do_LOGIN(self, tag, rest):
        raise Closed


class UnsafeLogin(Honest):
    """163: no folder before ID."""
    def do_EXAMINE(self, tag, rest):
        if self.identified:
            Honest.do_EXAMINE(self, tag, rest)
        else:
            self.line(tag + b" NO EXAMINE Unsafe Login. Please contact kefu@188.com for help")


class UnsafeAlways(Honest):
    """163, and ID does not please it."""
    def do_EXAMINE(self, tag, rest):
        self.line(tag + b" NO EXAMINE Unsafe Login. Please contact kefu@188.com for help")


class IdBad(Honest):
    """Offers ID and can't parse it."""
    def do_ID(self, tag, rest):
        self.line(tag + b" BAD Parse command error")


class IdSilent(UnsafeLogin):
    """Opens no folder before ID, and does not offer it."""
    capabilities = b"IMAP4rev1 IDLE"


class Xoauth2(Honest):
    """Microsoft's and Google's way in: a token, asked for with an empty challenge."""
    capabilities = b"IMAP4rev1 AUTH=XOAUTH2 SASL-IR"
    token = b"dXNlcj1yZXBAY29ycC50ZXN0AWF1dGg9QmVhcmVyIHBhInNzXHdvcmQBAQ=="

    def do_LOGIN(self, tag, rest):
        self.line(tag + b" NO LOGIN failed.")

    def do_AUTHENTICATE(self, tag, rest):
        self.line(b"+ " if rest == b"XOAUTH2" else b"* BAD " + rest)
        if self.read_line() == self.token:
            self.line(b"* CAPABILITY IMAP4rev1 IDLE ID")
            self.ok(tag, b"Success")
        else:
            self.line(b"+ eyJzdGF0dXMiOiI0MDAifQ==")
            self.read_line()
            self.line(tag + b" NO AUTHENTICATE failed.")


class Xoauth2Refused(Xoauth2):
    """The token has expired."""
    token = None


class Xoauth2Bye(Xoauth2):
    """Hangs up on a bad token."""
    def do_AUTHENTICATE(self, tag, rest):
        self.line(b"+ ")
        self.read_line()
        self.line(b"* BYE Session invalidated - AccessTokenExpired")
        raise Closed


class NoId(Honest):
    """Has no ID: it must not be sent."""
    capabilities = b"IMAP4rev1"


# -- TLS

class Tls(Honest):
    """Honest, over TLS."""
    tls = True


class TlsWrongHost(Tls):
    """Its certificate is another host's."""
    certificate = "wronghost"


class TlsExpired(Tls):
    """Its certificate was good until yesterday."""
    certificate = "expired"


class TlsSelfsigned(Tls):
    """Its certificate is its own."""
    certificate = "selfsigned"


class TlsSha1(Tls):
    """Its certificate is signed with SHA-1."""
    certificate = "sha1"


class TlsStall(Honest):
    """Never answers the handshake."""
    def run(self):
        while self.sock.recv(65536):
            pass


class Starttls(Honest):
    """Honest, with STARTTLS."""
    capabilities = b"IMAP4rev1 STARTTLS ID IDLE"


class StarttlsStripped(Honest):
    """Somebody between took STARTTLS out."""
    capabilities = b"IMAP4rev1 AUTH=PLAIN"


class StarttlsRefused(Starttls):
    """Offers it, and says NO."""
    def do_STARTTLS(self, tag, rest):
        self.line(tag + b" NO not today")


class StarttlsInject(Starttls):
    """Answers slipped in before the encryption begins (CVE-2020-15953)."""
    def do_STARTTLS(self, tag, rest):
        self.send(tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 EVIL\r\n3 OK logged in\r\n")
        self.start_tls()


# -- folders and numbers

class NoUidnext(Honest):
    """163: no UIDNEXT, UIDVALIDITY 1, huge and sparse UIDs."""
    uidvalidity, uidnext = 1, False

    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {uid: message(uid) for uid in (1392611444, 1392611450, 1401112233, 4294967290)}


class UidvalidityZero(Honest):
    """Seen on a server like Coremail."""
    uidvalidity = 0


class UidvalidityAbsent(Honest):
    """Names none."""
    def name_uidvalidity(self):
        pass


class UidvalidityChanges(Honest):
    """Another one in each session."""
    def __init__(self, *args):
        super().__init__(*args)
        self.uidvalidity = 100 + type(self).sessions


class Renumbered(Honest):
    """UIDVALIDITY changes while mails are being read."""
    def bodies(self, tag, uids):
        self.line(b"* OK [UIDVALIDITY 78] renumbered")
        Honest.bodies(self, tag, uids)


class RenumberedOnce(Honest):
    """UIDVALIDITY changes in the first session, while mails are being read."""
    def __init__(self, *args):
        super().__init__(*args)
        self.uidvalidity = 77 if type(self).sessions == 1 else 78

    def bodies(self, tag, uids):
        if type(self).sessions == 1:
            self.line(b"* OK [UIDVALIDITY 78] renumbered")
        Honest.bodies(self, tag, uids)


class UidvalidityZeroAnew(Honest):
    """Names 0 for ever; from the second session on other mails have the first ones' numbers."""
    uidvalidity = 0

    def __init__(self, *args):
        super().__init__(*args)
        if type(self).sessions > 1:
            self.mails = {uid: message(uid + 10) for uid in range(1, 4)}


class UidvalidityZeroSameNumbers(Honest):
    """Names 0 for ever; from the second session on the same numbers are other mails': two were removed, two came, and all were renumbered."""
    uidvalidity = 0
    shown = ((1, 2, 3, 4, 5), (3, 4, 5, 11, 12))

    def __init__(self, *args):
        super().__init__(*args)
        self.which = self.shown[min(type(self).sessions, len(self.shown)) - 1]
        self.mails = {uid: message(n) for uid, n in enumerate(self.which, 1)}

    def sizes(self, tag, uids):
        for uid in uids:
            self.line(b'* %d FETCH (UID %d INTERNALDATE "14-Sep-2026 12:00:%02d +0800" RFC822.SIZE %d)'
                      % (self.number(uid), uid, self.which[uid - 1], self.size_of(uid)))
        self.ok(tag)


class UidvalidityComesAndGoes(UidvalidityZeroSameNumbers):
    """Names 0, then a number, then 0 again with other mails."""
    shown = ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5), (11, 12, 13, 14))

    def __init__(self, *args):
        super().__init__(*args)
        self.uidvalidity = 9 if type(self).sessions == 2 else 0


class Tomorrow(Honest):
    """Its clock is days ahead."""
    def sizes(self, tag, uids):
        for uid in uids:
            self.line(b'* %d FETCH (UID %d INTERNALDATE "14-Sep-2030 23:59:59 +0800" RFC822.SIZE 300)' % (self.number(uid), uid))
        self.ok(tag)


class Empty(Honest):
    """No mail, and n:* is then an error."""
    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {}

    def do_UID_SEARCH(self, tag, rest):
        self.line(tag + b" BAD UID parameters!")


class SearchSplit(Honest):
    """The answer in several lines, unsorted, some twice."""
    def search_answer(self, uids):
        self.line(b"* SEARCH 4 2")
        self.line(b"* SEARCH 5 1 3 4")


class Many(Honest):
    """Seventy mails, and only what QQ understands: ascending comma lists of at most thirty."""
    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {uid: message(uid, 2000) for uid in range(10, 80)}

    def do_UID_FETCH(self, tag, rest):
        uids = [int(u) for u in rest.split(b" ")[0].split(b",")] if b":" not in rest.split(b" ")[0] else []
        if not uids or len(uids) > 30 or uids != sorted(uids):
            self.line(tag + b" BAD UID parameters!")
        else:
            Honest.do_UID_FETCH(self, tag, rest)


class CrashFlags(Honest):
    """A line that libetpan 1.9.4 does not survive."""
    def do_EXAMINE(self, tag, rest):
        self.line(b"* OK [PERMANENTFLAGS (\\")
        self.ok(tag)


# -- connections that fail

class FinInLiteral(Honest):
    """Closes in the middle of a mail."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {5000}\r\nSubject: cut" % uid)
        raise Closed


class RstInLiteral(Honest):
    """Resets in the middle of a mail."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {5000}\r\nSubject: cut" % uid)
        time.sleep(0.1)
        self.reset()


class CutOnce(Honest):
    """The first session is cut behind the second mail; the next one is honest."""
    def body(self, uid):
        if type(self).sessions == 1 and uid == 3:
            raise Closed
        Honest.body(self, uid)


class CutSweep(Honest):
    """The k-th session is cut behind 7k bytes."""
    def __init__(self, *args):
        super().__init__(*args)
        self.left = 7 * type(self).sessions

    def send(self, data):
        self.sock.sendall(data[:self.left])
        self.left -= len(data)
        if self.left <= 0:
            raise Closed


class DripGreeting(Honest):
    """One byte a second."""
    def greet(self):
        for byte in b"* OK this takes all day and all night":
            self.send(bytes([byte]))
            time.sleep(0.5)


class DripBody(Honest):
    """One byte a second, in a mail."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {300}\r\n" % uid)
        for byte in message(uid):
            self.send(bytes([byte]))
            time.sleep(0.5)


class Silence(Honest):
    """Never says a word."""
    def greet(self):
        self.read_line()


class SilentBody(Honest):
    """Falls silent when mails are asked for."""
    def bodies(self, tag, uids):
        self.read_line()


class HugeLiteral(Honest):
    """Announces three gigabytes."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {%d}\r\nabc" % (uid, HUGE))
        self.read_line()


class LongLiteral(Honest):
    """Announces 5,000 bytes of 300 and goes on as if nothing were."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {5000}\r\n" % uid + self.mails[uid] + b")\r\n")


class ShortLiteral(Honest):
    """Announces 10 bytes of 300: the rest of the mail stands where answers should."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {10}\r\n" % uid + self.mails[uid] + b")\r\n")


class SwallowingLiteral(Honest):
    """Once announces so many bytes more of the second mail that the third one's answer goes on behind them, as if it were the second one's."""
    lied = False

    def bodies(self, tag, uids):
        told, self.lied = self.lied, True
        for uid in uids:
            data, swallowed = self.mails[uid], b")\r\n* 3 FETCH (UID 3 "
            self.send(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(data) + (len(swallowed) if uid == 2 and not told else 0)) + data + b")\r\n")
        self.ok(tag)


class ZeroLiteral(Honest):
    """Announces no bytes of 300."""
    def body(self, uid):
        self.send(b"* 1 FETCH (UID %d BODY[] {0}\r\n" % uid + self.mails[uid] + b")\r\n")


class EndlessLine(Honest):
    """A line without an end."""
    def do_EXAMINE(self, tag, rest):
        self.send(b"* OK ")
        while True:
            self.send(b"x" * 65536)


class EndlessLines(Honest):
    """Lines without an end."""
    def do_EXAMINE(self, tag, rest):
        while True:
            self.send(b"* OK still at it\r\n" * 4096)


class ByeExamine(Honest):
    """Bye, instead of a folder."""
    def do_EXAMINE(self, tag, rest):
        self.line(b"* BYE shutting down")
        raise Closed


class ByeSearch(Honest):
    """Bye, instead of a list."""
    def do_UID_SEARCH(self, tag, rest):
        self.line(b"* BYE shutting down")
        raise Closed


class ByeBody(Honest):
    """Bye, between two mails."""
    def bodies(self, tag, uids):
        self.body(uids[0])
        self.line(b"* BYE shutting down")
        raise Closed


class ByeIdle(Honest):
    """Bye, while idling."""
    def idling(self):
        self.line(b"* BYE shutting down")
        raise Closed


class ByeIdleOpen(Honest):
    """Bye while idling, and the connection stays open."""
    def idling(self):
        time.sleep(0.2)
        self.line(b"* BYE shutting down")


class WrongTag(Honest):
    """Answers with another command's tag."""
    def do_UID_SEARCH(self, tag, rest):
        self.ok(b"999")


# -- answers that are wrong

class FetchNoOnce(Honest):
    """NO after two mails; the next time all is well."""
    def bodies(self, tag, uids):
        if len(uids) < 3 or "no" in self.memory:
            Honest.bodies(self, tag, uids)
            return
        self.memory["no"] = True
        for uid in uids[:2]:
            self.body(uid)
        self.line(tag + b" NO some messages could not be read")


class FetchNoAlways(Honest):
    """Mail 3 is broken on the server's disk: NO, after what came before it."""
    def bodies(self, tag, uids):
        for uid in uids:
            if uid == 3:
                self.line(tag + b" NO [SERVERBUG] can't read it")
                return
            self.body(uid)
        self.ok(tag)


class Expunged(Honest):
    """Mail 3 goes between the list and the fetch."""
    def do_UID_FETCH(self, tag, rest):
        self.mails.pop(3, None)
        Honest.do_UID_FETCH(self, tag, rest)


class ExpungedLate(Honest):
    """Mail 3 goes between its size and its bytes."""
    def bodies(self, tag, uids):
        self.mails.pop(3, None)
        Honest.bodies(self, tag, [u for u in uids if u != 3])


class Withheld(Honest):
    """Lists mail 3, never hands it over, and says OK."""
    def bodies(self, tag, uids):
        Honest.bodies(self, tag, [u for u in uids if u != 3])


class NilBody(Honest):
    """Mail 3 is NIL."""
    broken, instead = (3,), b"NIL"

    def body(self, uid):
        if uid in self.broken:
            self.line(b"* %d FETCH (UID %d BODY[] %s)" % (uid, uid, self.instead))
        else:
            Honest.body(self, uid)


class EmptyBody(NilBody):
    """Mail 3 has a size and no bytes."""
    instead = b'""'


class SeveralNil(NilBody):
    """Mails 1 to 4 are NIL."""
    broken = range(1, 5)


class LastIsNil(Honest):
    """Mail 5, behind which there is none, is NIL."""
    def body(self, uid):
        if uid == 5:
            self.line(b"* 5 FETCH (UID 5 BODY[] NIL)")
        else:
            Honest.body(self, uid)


class NoSize(Honest):
    """Of mail 3 it tells nothing, whatever it is asked."""
    def sizes(self, tag, uids):
        Honest.sizes(self, tag, [u for u in uids if u != 3])


class HangsUp(Honest):
    """Breaks down over mail 3."""
    def body(self, uid):
        if uid == 3:
            raise Closed
        Honest.body(self, uid)


class HangsUpTwice(HangsUp):
    """The same over mail 2 as well."""
    def body(self, uid):
        if uid == 2:
            raise Closed
        HangsUp.body(self, uid)


class NilNumberedAnew(NilBody):
    """Mail 3 is NIL, also after UIDVALIDITY has changed, with the eighth session."""
    def __init__(self, *args):
        super().__init__(*args)
        self.uidvalidity = 77 if type(self).sessions < 8 else 78


class NilNumberedAnewAndMended(NilNumberedAnew):
    """Afterwards it is there."""
    def body(self, uid):
        (NilBody if self.uidvalidity == 77 else Honest).body(self, uid)


class Mended(NilBody):
    """Mail 3 is NIL eight times."""
    def body(self, uid):
        if uid == 3:
            self.memory["asked"] = self.memory.get("asked", 0) + 1
        (Honest if self.memory.get("asked", 0) > 8 else NilBody).body(self, uid)


class NothingNow(Honest):
    """Out of order as a whole: it lists mails, and hands over none."""
    def bodies(self, tag, uids):
        self.line(tag + b" NO [SERVERBUG] the disk is away")


class DateNil(Honest):
    """Mail 3 has no date."""
    date = b"NIL"

    def sizes(self, tag, uids):
        for uid in uids:
            date = self.date if uid == 3 else b'"14-Sep-2026 23:59:59 +0800"'
            self.line(b"* %d FETCH (UID %d INTERNALDATE " % (self.number(uid), uid) + date + b" RFC822.SIZE %d)" % self.size_of(uid))
        self.ok(tag)


class DateEmpty(DateNil):
    """Mail 3's date is empty."""
    date = b'""'


class DateZero(DateNil):
    """Mail 3's date is no day."""
    date = b'"00-Jan-0000 00:00:00 +0000"'


class DateLongAgo(DateNil):
    """Mail 3's date is what Windows makes of none."""
    date = b'" 1-Jan-1601 00:00:00 +0000"'


class DateZone(DateNil):
    """Mail 3's date is written as in a header."""
    date = b'"Sat, 05 Sep 2026 09:07:06 GMT"'


class DateUnpadded(DateNil):
    """Mail 3's date is written as nobody should, and can be read."""
    date = b'"5-Sep-2026 9:07:06 +0800"'


class Unsolicited(Honest):
    """EXISTS, EXPUNGE, FLAGS and other people's FETCH answers in between."""
    def noise(self):
        self.line(b"* 6 EXISTS")
        self.line(b"* 1 RECENT")
        self.line(b"* 2 FETCH (FLAGS (\\Seen))")
        self.line(b"* OK [ALERT] Your mailbox is nearly full {12}")
        self.line(b'* 4 FETCH (UID 99 RFC822.SIZE 12 INTERNALDATE "14-Sep-2026 00:00:00 +0800")')

    def search_answer(self, uids):
        self.noise()
        Honest.search_answer(self, uids)

    def sizes(self, tag, uids):
        self.noise()
        Honest.sizes(self, tag, uids)

    def bodies(self, tag, uids):
        self.noise()
        for uid in uids:
            self.body(uid)
            self.noise()
        self.line(b"* 5 EXPUNGE")
        self.ok(tag)


class TalksOn(Honest):
    """Says more behind each tagged line, in the same packet."""
    def ok(self, tag, text=b"done"):
        self.send(tag + b" OK " + text + b"\r\n* 5 EXISTS\r\n* OK still here\r\n")


class FolderBusy(Honest):
    """The server's own trouble, RFC 5530."""
    def do_EXAMINE(self, tag, rest):
        self.line(tag + b" NO [INUSE] somebody repairs it")


class JunkBusy(Honest):
    """Tencent's words, which RFC 5530 does not know, for a folder that is there: once."""
    def do_EXAMINE(self, tag, rest):
        if b"&V4NXPpCuTvY-" in rest and not type(self).memory:
            type(self).memory = True
            self.line(tag + b" NO EXAMINE failed, try it once more")
        else:
            Honest.do_EXAMINE(self, tag, rest)


class Backwards(Honest):
    """Hands over the last mail first, UID behind the body, each twice."""
    def body(self, uid):
        data = self.mails[uid]
        self.send(b"* %d FETCH (BODY[] {%d}\r\n" % (uid, len(data)) + data + b" UID %d)\r\n" % uid)

    def bodies(self, tag, uids):
        for uid in reversed(uids):
            self.body(uid)
            self.body(uid)
        self.ok(tag)


class Bytes(Honest):
    """Mails with every byte value, NUL included, of one and of no byte, and one that looks like an answer."""
    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {1: bytes(range(256)) * 300, 2: b"x", 3: b"", 4: b"\r\n9 OK done\r\n* 1 FETCH (UID 5 BODY[] {3000000000}\r\n", 5: b"last"}


class SizeLies(Honest):
    """RFC822.SIZE is a guess."""
    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {1: message(1, 200000), 2: message(2)}

    def size_of(self, uid):
        return 10 if uid == 1 else 100000


class SizeUnknown(Honest):
    """RFC822.SIZE is always 10, whatever a mail has."""
    def __init__(self, *args):
        super().__init__(*args)
        self.mails[2] = message(2, 9000000)
        self.mails[4] = message(4, 4000000)

    def size_of(self, uid):
        return 10


class TooLarge(Honest):
    """Mail 2 has 200 MB: only its header may be asked for."""
    def size_of(self, uid):
        return 200 * 1024 * 1024 if uid == 2 else Honest.size_of(self, uid)


# -- waiting

class IdleAtOnce(Honest):
    """News in the same packet as the continuation."""
    def do_IDLE(self, tag, rest):
        self.send(b"+ idling\r\n* 6 EXISTS\r\n")
        self.read_line()
        self.ok(tag)


class IdleBefore(Honest):
    """News before the continuation."""
    def do_IDLE(self, tag, rest):
        self.send(b"* 6 EXISTS\r\n+ idling\r\n")
        self.read_line()
        self.ok(tag)


class IdleLater(Honest):
    """News after half a second."""
    def idling(self):
        time.sleep(0.5)
        self.line(b"* 6 EXISTS")


class IdleLaterTls(IdleLater):
    """The same, over TLS."""
    tls = True


class IdleChatter(Honest):
    """Talks all the time, of nothing."""
    def idling(self):
        self.line(b"* OK Still here")


class IdleSilent(Honest):
    """Has nothing to say."""


class IdleRefused(Honest):
    """Offers IDLE, does not do it."""
    def do_IDLE(self, tag, rest):
        self.line(tag + b" BAD not supported")


class NoIdle(Honest):
    """Has no IDLE."""
    capabilities = b"IMAP4rev1 ID"


# -- providers, as people have traced them; what they do not understand they refuse as the traces show

class Tencent(Honest):
    """QQ and Exmail: no IDLE; a set must ascend and be short; names with a blank must be quoted; FROM and CHARSET find everything."""
    capabilities = b"IMAP4 IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN NAMESPACE"
    uidvalidity = 1

    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {uid: message(uid) for uid in range(7, 90)}

    def greet(self):
        self.line(b"* OK [CAPABILITY IMAP4 IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN NAMESPACE] QQMail XMIMAP4Server ready")

    def do_EXAMINE(self, tag, rest):
        if b" " in rest and not rest.startswith(b'"'):
            self.line(tag + b" BAD Select parameters!")
        else:
            Honest.do_EXAMINE(self, tag, rest)

    def do_UID_SEARCH(self, tag, rest):
        if rest.startswith(b"CHARSET") or not rest.startswith(b"UID "):
            self.search_answer(sorted(self.mails))
            self.ok(tag)
        else:
            Honest.do_UID_SEARCH(self, tag, rest)

    def do_UID_FETCH(self, tag, rest):
        uids = [int(u) for u in rest.split(b" ")[0].split(b",") if u.isdigit()]
        if not uids or len(uids) > 30 or uids != sorted(set(uids)) or b"ENVELOPE" in rest or b"BODYSTRUCTURE" in rest:
            self.line(tag + b" BAD UID parameters!")
        else:
            Honest.do_UID_FETCH(self, tag, rest)


class Coremail(UnsafeLogin):
    """163: capabilities that lie (SASL-IR) and stay; no folder before ID, no UIDNEXT, huge numbers; a blank before the line's end is BAD."""
    capabilities = b"IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 SASL-IR"
    uidvalidity, uidnext = 1, False

    def __init__(self, *args):
        super().__init__(*args)
        self.mails = {uid: message(uid) for uid in (1392611444, 1392611450, 1401112233)}

    def greet(self):
        self.line(b"* OK Coremail System IMap Server Ready(163com[10774b260cc7a37d26d71b52404dcf5c])")

    def read_line(self):
        while True:
            line = super().read_line()
            if not line.endswith(b" ") and b" AUTHENTICATE " not in line:
                return line
            self.line(line.split(b" ")[0] + b" BAD Request not ending with \\r\\n")

    def do_STATUS(self, tag, rest):
        self.ok(tag)


class Aliyun(Honest):
    """IDLE; no CHARSET, no parentheses in SEARCH."""
    capabilities = b"IMAP4rev1 IDLE XLIST UIDPLUS ID SASL-IR AUTH=XOAUTH AUTH=XOAUTH2 AUTH=EXTERNAL"
    uidvalidity = 2

    def greet(self):
        self.line(b"* OK AliYun IMAP Server Ready(10.147.40.164)")

    def do_UID_SEARCH(self, tag, rest):
        if b"CHARSET" in rest or b"(" in rest:
            self.line(tag + b" BAD invalid command or parameters")
        else:
            Honest.do_UID_SEARCH(self, tag, rest)

    def idling(self):
        time.sleep(0.2)
        self.line(b"* 6 EXISTS")


class Exchange(Xoauth2):
    """Microsoft 365: tokens only, and what it can do it says after the login."""
    capabilities = b"IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN NAMESPACE LITERAL+"

    def greet(self):
        self.line(b"* OK The Microsoft Exchange IMAP4 service is ready.")

    def ok(self, tag, text=b"done"):
        if text == b"Success":
            type(self).capabilities = b"IMAP4 IMAP4rev1 UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
            text = b"AUTHENTICATE completed."
        Honest.ok(self, tag, text)

    def idling(self):
        time.sleep(0.2)
        self.line(b"* 6 EXISTS")


def scenarios(cls=Honest):
    found = {cls.__name__: cls}
    for sub in cls.__subclasses__():
        found.update(scenarios(sub))
    return found


def snake(name):
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def serve(listener, cls, log, certs):
    while True:
        sock, _ = listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=converse, args=(cls, sock, log, certs), daemon=True).start()


def converse(cls, sock, log, certs):
    session = None
    try:
        session = cls(sock, log, certs)
        session.run()
    except (Closed, OSError, IndexError, ValueError):
        pass  # the client went away, or was refused: what it sent is in the log
    finally:
        try:
            (session or sock).sock.close() if session else sock.close()
        except OSError:
            pass


def main():
    if sys.argv[1:] == ["--list"]:
        for name, cls in sorted(scenarios().items()):
            print(f"{snake(name)}: {cls.__doc__}")
        return
    folder, certs = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    ports = []
    for name, cls in scenarios().items():
        cls.sessions, cls.memory = 0, None
        listener = socket.create_server(("127.0.0.1", 0))
        ports.append(f"{snake(name)} {listener.getsockname()[1]}\n")
        threading.Thread(target=serve, args=(listener, cls, f"{folder}/{snake(name)}.log", certs), daemon=True).start()
    with open(f"{folder}/ports.new", "w") as f:
        f.writelines(ports)
    os.rename(f"{folder}/ports.new", f"{folder}/ports")
    sys.stdin.read()


if __name__ == "__main__":
    main()
