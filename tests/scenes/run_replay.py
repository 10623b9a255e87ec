#!/usr/bin/python3
"""run_replay.py [PROGRAM]: `replay --no-letters` comes to what a replay with letters does - mails, rows, duties, ledger, what people answered - and writes no letter; a
replay with letters goes on from there. Prints "N passed, M failed"."""
import csv, email, email.policy, glob, io, os, shutil, sys, tempfile, urllib.parse

from lived import check, ended, run, stores

BEFORE, MIDDLE, END = "2026-09-16T12:00:00+08:00", "2026-09-17T12:00:00+08:00", "2026-09-22T12:00:00+08:00"


def replay(folder, until, *more):
    run(folder, "replay", "--until", until, *more)


def office(mails):
    """An office of its own, whose letters have the codes of every other's here."""
    folder = tempfile.mkdtemp(prefix="leadclerk-replay-")
    stores.lay_out(folder)
    stores.deliver_slip(folder)
    for mail in mails:
        stores.deliver(folder, *mail)
    with open(os.open(os.path.join(folder, "clerk.db.key"), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as f:
        f.write(b"k" * 32)
    return folder


def letters(folder):
    out = {}
    for path in glob.glob(os.path.join(folder, "out/new/*")):
        with open(path, "rb") as f:
            out[urllib.parse.unquote(os.path.basename(path))] = f.read()
    return out


def answer(folder, letter, name, sender, arrival, words):
    """A plain reply to that letter."""
    m = email.message_from_bytes(letter, policy=email.policy.default)
    path = os.path.join(folder, "box/new", name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(f"From: {sender}@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: Re: {m['Subject'].encode('ascii', 'ignore').decode()}\r\n"
                f"In-Reply-To: {m['Message-ID']}\r\nMessage-ID: <{name}@corp.test>\r\nMIME-Version: 1.0\r\n"
                f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{words}\r\n")
    stores.arrived(path, arrival)


def answers(folder, there):
    """What the letters of another office, which lived the same, were answered: a penalty, a slip, a digest."""
    notice = sorted(name for name in there if name.startswith("notice.rep01"))[-1]
    slip = next(name for name in there if name.startswith("slip_ask") and ".director" in name)
    digest = "digest.gm.2026-09-16"
    answer(folder, there[notice], "d1", "rep01", "2026-09-16T12:30:00+08:00", "申诉 服务器坏了")
    answer(folder, there[slip], "d2", "director", "2026-09-16T12:40:00+08:00", "同意")
    answer(folder, there[digest], "d3", "gm", "2026-09-16T13:00:00+08:00", "免除 2 停电")


def tables(folder):
    return {name: run(folder, name, "--csv") for name in ("ledger", "duties", "leads", "mails", "slips")}


def rows(folder):
    return {r["letter"]: r for r in csv.DictReader(io.StringIO(run(folder, "letters", "--csv")))}


def same(one, other, when):
    there, here = tables(one), tables(other)
    for name in there:
        check(there[name].count("\n") > 1 and there[name] == here[name], f"{when}: {name} is the same")


def main():
    first = office(stores.FIRST)
    replay(first, BEFORE, "--no-pictures")
    written = letters(first)
    with_letters, without = office(stores.FIRST), office(stores.FIRST)
    for folder in (with_letters, without):
        answers(folder, written)
    replay(with_letters, MIDDLE, "--no-pictures")
    replay(without, MIDDLE, "--no-letters")
    same(with_letters, without, "in the middle")
    check("waived" in run(with_letters, "ledger", "--csv") and "appealed" in run(with_letters, "ledger", "--csv"), "the answers did something")
    check(not letters(without), "no letter is written")
    known, unwritten = rows(with_letters), rows(without)
    kept = {name for name, r in known.items() if r["state"] == "sent"}
    check(kept and kept <= set(unwritten), f"each letter that left is recorded: {sorted(kept - set(unwritten))[:5]}")
    others = {n: r["state"] for n, r in unwritten.items() if r["state"] != known[n]["state"]}
    check(not others, f"as sent: {sorted(others.items())[:5]}")
    check(all(unwritten[n]["message_id"] == known[n]["message_id"] and unwritten[n]["staff"] == known[n]["staff"] and unwritten[n]["kind"] == known[n]["kind"] for n in kept),
          "by the same Message-ID, to the same person")
    check("replay --no-letters" in run(without, "explain", sorted(unwritten)[0]), "explain says why there is no letter")
    check("replay --no-letters" not in run(with_letters, "explain", sorted(known)[0]), "... and else does not")
    run(without, "verify")
    for folder in (with_letters, without):
        for mail in stores.LATER:
            stores.deliver(folder, *mail)
        replay(folder, END, "--no-pictures")
    same(with_letters, without, "gone on with letters")
    later = {n: b for n, b in letters(with_letters).items() if n not in unwritten}
    check(later and later == letters(without), "... which are those of a replay that always wrote them")
    for folder in (first, with_letters, without):
        shutil.rmtree(folder)
    return ended()


if __name__ == "__main__":
    sys.exit(main())
