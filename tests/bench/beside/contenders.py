"""Who takes part, how each is started, and how it is known that it did the work."""
import collections, json, os, sqlite3, subprocess, time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "peers")
PYTHON = "/usr/bin/python3"
Contender = collections.namedtuple("Contender", "name title command env")  # command: words; env: what is set besides
OURS = "leadclerk"


def all_of(build, node):
    """In the order of their turns."""
    bound, exe = os.path.join(build, "tests/beside/bound"), os.path.join(build, "leadclerk")
    found = [
        Contender(OURS, "leadclerk drain", [exe, "-c", "office.yaml", "drain"], {}),
        Contender("bound", "bound, C, 32 mails a commit", [bound], {"GROUP": "32"}),
        Contender("bound-each", "bound, C, a commit a mail", [bound], {"GROUP": "1"}),
        Contender("python-fast", "Python, hand-tuned", [PYTHON, os.path.join(PEERS, "fast.py")], {}),
        Contender("python", "Python, openpyxl", [PYTHON, os.path.join(PEERS, "plain.py")], {}),
    ]
    if node:
        script = os.path.join(node, "peer.mjs")
        found.insert(4, Contender("node-fast", "Node, own sheet scanner", ["node", script], {"SHEET": "hand", "NODE_ENV": "production"}))
        found.insert(5, Contender("node", "Node, SheetJS", ["node", script], {"NODE_ENV": "production"}))
    return found


def adding(build, letter_bytes):
    """The bound with one thing more that leadclerk does, each, and with all of them."""
    bound = os.path.join(build, "tests/beside/bound")
    each = {"APART": "1"}, {"FIRST": "1"}, {"RAW": "1"}, {"LETTER": str(letter_bytes)}
    titles = "... and parses in a process apart", "... and knows companies across all reps", "... and keeps each mail's bytes (zstd)", f"... and keeps and sends letters of {letter_bytes // 1024} KB"
    yield Contender("bound", "bound, 32 mails a commit", [bound], {"GROUP": "32"})
    for more, title in zip(each, titles):
        yield Contender("bound+" + "".join(more).lower(), title, [bound], {"GROUP": "32", **more})
    yield Contender("bound+all", "... and all of that", [bound], {"GROUP": "32", **{k: v for more in each for k, v in more.items()}})


# ---- leadclerk's office ----

def first_workday():
    """From two days on (in the office's zone), so that no duty of the night is due while it is measured."""
    day = time.time() + 8 * 3600 + 2 * 86400
    while time.gmtime(day).tm_wday > 4:
        day += 86400
    return time.strftime("%Y-%m-%d", time.gmtime(day))


def office(folder, env, reps):
    """A department on pack S0 as it stands: every rule, each receipt."""
    password = os.path.join(folder, "password")
    with open(password, "w", encoding="ascii") as f:
        f.write(env["IMAP_PASS"])
    os.chmod(password, 0o600)
    staff = ["{id: director, name: 李总监, role: director, mail: [director@sales.example]}", "{id: gm, name: 王总, role: general_manager, mail: [gm@sales.example]}"]
    staff += [f"{{id: rep{i:06d}, name: 业务员{i}, role: rep, mail: [rep{i:06d}@sales.example]}}" for i in range(reps)]
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(f"office: {{company: 东莞市示例网络科技有限公司, since: {first_workday()}}}\n"
                f"mailboxes: [{{name: clerk, url: \"imap://127.0.0.1:{env['IMAP_PORT']}\", user: {env['IMAP_USER']}, password_file: password, folders: [INBOX], security: none}}]\n"
                f"submission: {{url: \"smtp://127.0.0.1:{env['SMTP_PORT']}\", from: clerk@sales.example, security: none}}\nstore: clerk.db\nstaff:\n")
        f.writelines(f"  - {line}\n" for line in staff)
        f.write("policies: [{effective: 2026-01-01, packs: [S0]}]\n")


# ---- what must have come of it ----

def check_peer(db, manifest):
    try:
        with sqlite3.connect(db) as store:
            leads = store.execute("SELECT count(*) FROM leads").fetchone()[0]
    except sqlite3.Error as fault:
        return [f"its store: {fault}"]
    expected = sum(m["companies"] for m in manifest)
    return [] if leads == expected else [f"{leads} leads of {expected}"]


def table(exe, folder, what):
    out = subprocess.run([exe, "-c", "office.yaml", what, "--json"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(out.stdout) if out.returncode == 0 else []


def check_ours(exe, folder, manifest):
    """Each mail counted and none in quarantine, each row judged as the night was made, one receipt a mail sent; the store whole."""
    wrong, expected = [], {m["id"].strip("<>"): (m["rows"] - m["refused"], m["refused"]) for m in manifest}
    mails, letters = table(exe, folder, "mails"), table(exe, folder, "letters")
    verdicts = collections.Counter(m["verdict"] for m in mails)
    if verdicts != {"counted": len(manifest)}:
        wrong.append(f"mails: {dict(verdicts)}")
    judged = {}
    for row in table(exe, folder, "leads"):
        at = judged.setdefault(row["message_id"], [0, 0])
        at[row["verdict"] != "counted"] += 1
    different = [m for m, (counted, refused) in expected.items() if judged.get(m) != [counted, refused]]
    if different:
        wrong.append(f"{len(different)} mails with other verdicts, {different[0]}: {judged.get(different[0])} for {expected[different[0]]}")
    kinds = collections.Counter((m["kind"], m["state"]) for m in letters)
    if kinds != {("receipt", "sent"): len(manifest)}:
        wrong.append(f"letters: { {' '.join(k): n for k, n in kinds.items()} }")
    if subprocess.run([exe, "-c", "office.yaml", "verify"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        wrong.append("verify finds faults")
    return wrong
