#!/usr/bin/python3
"""migrate.py: an office whose store an earlier leadclerk made (tests/golden/stores) goes on with this one.

Who only looks is told what to do; the first start that writes brings the store up to date and judges everything again. Ledger, leads and mails
must then be what the earlier program said, nothing is sent twice, `verify` holds, everything is explained; and some days later the ledger is that of an office
that had this program from the beginning. LEADCLERK (build/leadclerk) is the program.
"""
import csv, glob, importlib.util, io, os, shutil, sqlite3, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXE = os.path.abspath(os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
STORES = os.path.join(TOP, "tests/golden/stores")
SAID_OTHERWISE = {("reason", "taken"): "already listed"}  # since version 3, of leads that another rep has
DAYS_LATER = "2026-09-24T12:00:00+08:00"

spec = importlib.util.spec_from_file_location("make", os.path.join(STORES, "make.py"))
make = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make)


def table(folder, name):
    r = make.run(EXE, folder, name, "--csv")
    assert r.returncode == 0, r.stderr
    return list(csv.DictReader(io.StringIO(r.stdout)))


def golden(version, name):
    with open(os.path.join(STORES, f"v{version}.{name}.csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def same(got, want, what):
    """Columns that were added since are left out, and letters' and entries' order in time is theirs."""
    assert len(got) == len(want), f"{what}: {len(got)} lines, were {len(want)}"
    for n, (g, w) in enumerate(zip(got, want), 1):
        other = {k: (w[k], g.get(k)) for k in w if g.get(k) not in (w[k], SAID_OTHERWISE.get((k, w[k])))}
        assert not other, f"{what}, line {n}: {other}"


def lay_out(folder, version):
    make.lay_out(folder)
    for mail in [*make.FIRST, *make.LATER]:
        make.deliver(folder, *mail)
    if version >= make.SLIPS_SINCE:
        make.deliver_slip(folder)
    path = os.path.join(folder, "clerk.db")
    with open(os.path.join(STORES, f"v{version}.sql"), encoding="utf-8") as f, sqlite3.connect(path) as db:
        db.executescript(f.read())
    db.close()
    os.chmod(path, 0o600)


def explained(folder):
    """Each thing that the store tells of has its proof, also what an earlier program wrote down."""
    for name, column in (("ledger", "entry"), ("mails", "mail"), ("letters", "letter"), ("duties", None), ("slips", "slip")):
        lines = table(folder, name)
        assert lines or name == "slips", f"no {name}"
        for line in (*lines[:1], *lines[-1:]):
            thing = line[column] if column else f"{line['kind']}.{line['staff']}.{line['for_date']}"
            r = make.run(EXE, folder, "explain", thing)
            assert r.returncode == 0 and r.stdout.strip(), f"explain {thing}: {r.stdout}{r.stderr}"


def replay(folder, until):
    r = make.run(EXE, folder, "replay", "--until", until)
    assert r.returncode == 0, r.stderr
    return r.stderr


def goes_on(version, anew):
    """anew: the office that had this program from the beginning."""
    folder = tempfile.mkdtemp(prefix="leadclerk-migrate-")
    lay_out(folder, version)
    look = make.run(EXE, folder, "ledger")
    current = look.returncode == 0
    assert current or (look.returncode == 78 and "start the new daemon once" in look.stderr), look.stderr
    replay(folder, make.ENDS[-1])
    for name in make.TABLES:
        same(table(folder, name), golden(version, name), name)
    if version >= make.SLIPS_SINCE:  # what slips say stands in tables since version 10
        with sqlite3.connect(os.path.join(folder, "clerk.db")) as db:
            said = dict(db.execute("SELECT field, coalesce(amount, text) FROM slip_value"))
        assert (said["product"], said["listed"], said["asked"]) == ("光纤专线", 600000, 450000), said
    assert os.listdir(os.path.join(folder, "out", "new")) == [], "a letter was sent again"
    assert make.run(EXE, folder, "verify").returncode == 0
    explained(folder)
    assert make.run(EXE, folder, "status").returncode == 0
    replay(folder, DAYS_LATER)
    later = [{k: v for k, v in line.items() if k != "policy"} for line in table(anew, "ledger")]  # an entry keeps the version it was made under
    same(table(folder, "ledger"), later, "ledger, days later")
    assert make.run(EXE, folder, "verify").returncode == 0
    assert os.listdir(os.path.join(folder, "out", "new")), "nothing was sent in the days after"
    shutil.rmtree(folder)
    return current


def main():
    anew = tempfile.mkdtemp(prefix="leadclerk-migrate-")
    make.live(EXE, anew, 0)
    replay(anew, DAYS_LATER)
    passed = failed = 0
    for path in sorted(glob.glob(os.path.join(STORES, "v*.sql"))):
        version = int(os.path.basename(path)[1:-4])
        try:
            current = goes_on(version, anew)
            print(f"ok      version {version}{' (the present one)' if current else ''}")
            passed += 1
        except AssertionError as fault:
            print(f"FAILED  version {version}: {fault}")
            failed += 1
    shutil.rmtree(anew)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or not passed)


main()
