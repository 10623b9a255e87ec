#!/usr/bin/python3
"""sink.py LOG: an SMTP server on loopback that throws letters away and writes down when each came: seconds of the real clock, bytes, and what it answers
(In-Reply-To), a line each, before its 250. Prints its port. A tenth of a millisecond a letter: it does not stand in the way of what is measured."""
import re, socket, sys, threading, time

ANSWERS = re.compile(rb"^In-Reply-To: *<?([^>\r\n]*)", re.M | re.I)


def letters(sock, log, lock):
    """One session. Commands may come in one packet (RFC 2920)."""
    pending = b""
    sock.sendall(b"220 sink.test ESMTP\r\n")
    while True:
        line, found, rest = pending.partition(b"\r\n")
        if not found:
            more = sock.recv(1 << 17)
            if not more:
                return
            pending += more
            continue
        pending, verb = rest, line[:4].upper()
        if verb == b"DATA":
            pending = one_letter(sock, pending, log, lock)
        elif verb == b"EHLO":
            sock.sendall(b"250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 78643200\r\n")
        elif verb == b"QUIT":
            sock.sendall(b"221 2.0.0 bye\r\n")
            return
        else:
            sock.sendall(b"250 2.0.0 ok\r\n")


def one_letter(sock, pending, log, lock):
    sock.sendall(b"354 go on\r\n")
    pieces, tail = [pending], pending[-5:]
    while b"\r\n.\r\n" not in tail and not (len(pieces) == 1 and b"\r\n.\r\n" in pieces[0]):
        more = sock.recv(1 << 17)
        if not more:
            raise ConnectionError
        pieces.append(more)
        tail = tail[-4:] + more
    whole, _, rest = b"".join(pieces).partition(b"\r\n.\r\n")
    answers = ANSWERS.search(whole[:8000])
    with lock:
        log.write(f"{time.time():.6f} {len(whole)} {answers[1].decode('ascii', 'replace') if answers else '-'}\n")
        log.flush()
    sock.sendall(b"250 2.0.0 kept\r\n")
    return rest


def session(sock, log, lock):
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        with sock:
            letters(sock, log, lock)
    except OSError:
        pass


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    lock = threading.Lock()
    with open(sys.argv[1], "w") as log:
        while True:
            threading.Thread(target=session, args=(listener.accept()[0], log, lock), daemon=True).start()


if __name__ == "__main__":
    main()
