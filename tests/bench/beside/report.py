#!/usr/bin/python3
"""What `run` measured, as text, as tables for the two READMEs, and as a picture.

    report.py FILE.json             the tables as text
    report.py FILE.json --write     ... into README.md and tests/bench/README.md, between their marks, and the picture beside this file"""
import json, math, os, shutil, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
OURS, BOUND = "leadclerk", "bound"
PICTURE = os.path.join(HERE, "beside")
INK, SOFT, LINE, BLUE, PALE = "#1f2a36", "#66707b", "#e3e7eb", "#2f4b6b", "#b9c4d0"  # those of letters and charts
BEGIN, END = "<!-- written by tests/bench/beside/report.py -->", "<!-- /written -->"


def middle(runs, what="wall"):
    return statistics.median(r[what] for r in runs)


def least(runs, what="wall"):
    return min(r[what] for r in runs)


def seconds(v):
    return f"{v:.0f} s" if v >= 10 else f"{v:.1f} s" if v >= 2 else f"{v:.2f} s"


def times(v):
    return f"{v:.0f}" if v >= 20 else f"{v:.1f}" if v >= 2 else f"{v:.2f}"


def against(night, name, other):
    """How many times the wall time of `other` this one takes, run by run: neighbours who came and went bear on both."""
    mine, theirs = (night["contenders"].get(n, {"runs": []})["runs"] for n in (name, other))
    pairs = [a["wall"] / b["wall"] for a, b in zip(mine, theirs)]
    return statistics.median(pairs) if pairs else None


# ---- tables ----

HEADS = ["", "wall, median", "least", "CPU, all its processes", "peak PSS", "x bound", "x leadclerk"]


def row(night, name):
    c = night["contenders"][name]
    ratios = [against(night, name, other) for other in (BOUND, OURS)]
    memory = f"{c['pss_mb']:.0f} MB" if "pss_mb" in c else ""
    return [c["title"], seconds(middle(c["runs"])), seconds(least(c["runs"])), seconds(least(c["runs"], "cpu")), memory, *("" if r is None else times(r) for r in ratios)]


def rows_of(night):
    return [row(night, name) for name in night["contenders"] if night["contenders"][name]["runs"]]


def adds_rows(night):
    """Against the bare bound of the same rounds."""
    bare, out = night["contenders"][BOUND]["runs"], []
    for c in night["contenders"].values():
        out.append([c["title"], seconds(middle(c["runs"])), f"{(statistics.median(a['wall'] - b['wall'] for a, b in zip(c['runs'], bare))) * 1000:+.0f} ms" if c["runs"] is not bare else "",
                    seconds(least(c["runs"], "cpu")), f"{(least(c['runs'], 'cpu') - least(bare, 'cpu')) * 1000:+.0f} ms" if c["runs"] is not bare else ""])
    return out


def is_adding(night):
    return any("+" in name for name in night["contenders"])


def about(night):
    kind = {"xlsx": ".xlsx", "mixed": night["title"]}[night["formats"]]
    return f"{night['mails']:,} mails, {night['rows']:,} rows, {kind}, {night['refused']:,} rows do not count"


def tables(said):
    """(title, heads, rows) of each night."""
    for night in said["nights"]:
        if is_adding(night):
            yield "The bound, and what each thing that leadclerk does besides adds to it", ["", "wall, median", "more", "CPU", "more"], adds_rows(night)
        else:
            yield about(night), HEADS, rows_of(night)
    spent = said["nights"][0].get("stages")
    if spent:
        total = sum(s[1] for s in spent)
        yield "Where leadclerk's CPU goes (by samples of perf, in all its processes)", ["", "CPU", "share", "in the kernel"], [[p, seconds(s), f"{s / total * 100:.0f} %", seconds(k)] for p, s, k in spent]
    processes = said["nights"][0]["contenders"].get(OURS, {}).get("processes")
    if processes:
        yield "leadclerk's processes (in the run that watches memory)", ["", "CPU", "PSS"], [[n, seconds(p["cpu"]), f"{p['mb']:.0f} MB"] for n, p in sorted(processes.items(), key=lambda x: -x[1]["cpu"])]


def markdown(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(f"**{c}**" if r[0].startswith("leadclerk drain") and k == 0 else c for k, c in enumerate(r)) + " |" for r in rows])


def wide(text):
    return len(text) + sum(ord(c) > 0x2E80 for c in text)


def plain(heads, rows):
    columns = [max(wide(r[k]) for r in [heads, *rows]) for k in range(len(heads))]

    def line(cells):
        return "  ".join(c + " " * (w - wide(c)) if k == 0 else " " * (w - wide(c)) + c for k, (c, w) in enumerate(zip(cells, columns)))
    return "\n".join([line(heads), *(line(r) for r in rows)])


# ---- goals ----

GOALS = [  # words, what is measured, at most (or at least)
    ("wall, times the bound", lambda n: against(n, OURS, BOUND), "<=", 1.5),
    ("hand-tuned Python, times ours", lambda n: against(n, "python-fast", OURS), ">=", 6),
    ("fastest Node, times ours", lambda n: against(n, "node-fast", OURS), ">=", 9),
    ("idiomatic Node, times ours", lambda n: against(n, "node", OURS), ">=", 12),
    ("idiomatic Python, times ours", lambda n: against(n, "python", OURS), ">=", 35),
    ("CPU per 1,000 mails, s", lambda n: least(n["contenders"][OURS]["runs"], "cpu") * 1000 / n["mails"], "<=", 1.5),
    ("peak PSS, MB", lambda n: n["contenders"][OURS].get("pss_mb"), "<=", 48),
]


def goals(said):
    first, out = said["nights"][0], []
    small = next((n for n in said["nights"] if n["mails"] == 100 and not is_adding(n)), None)
    if OURS not in first["contenders"]:
        return out
    wanted = [(words, measured(first), sign, limit) for words, measured, sign, limit in GOALS]
    if small and OURS in small["contenders"]:
        wanted.append(("100 mails, s", middle(small["contenders"][OURS]["runs"]), "<=", 0.2))
    for words, value, sign, limit in wanted:
        if value is not None:
            met = value <= limit if sign == "<=" else value >= limit
            out.append([words, times(value), f"{'at most' if sign == '<=' else 'at least'} {limit}", "met" if met else f"missed, {times(value / limit if sign == '<=' else limit / value)} times"])
    return out


GOAL_HEADS = ["goal", "measured", "wanted", ""]


def setting(said):
    m = said["machine"]
    strangers = statistics.median(r["foreign"] for c in said["nights"][0]["contenders"].values() for r in c["runs"])
    node = f", Node {m['node'].lstrip('v')}" if m["node"] else ""
    return (f"{said['when']}, {said['command']}: {m['cores']} cores ({m['cpu']}), {m['memory_gb']} GB, {m['disk']}, Linux {m['kernel']}, Python {m['python']}{node}; {said['rounds']} round{'s' if said['rounds'] > 1 else ''} in turns; "
            f"strangers took {strangers * 100:.0f} % of the CPU meanwhile")


def faults(said):
    """What a contender did not do as it should have: its figures mean nothing then."""
    found = {f"{c['title']}: {w}" for n in said["nights"] for c in n["contenders"].values() for r in c["runs"] for w in r["wrong"]}
    return ["WRONG: " + "; ".join(sorted(found))] if found else []


def text(said):
    parts = [setting(said)] + faults(said) + [f"{title}\n{plain(heads, rows)}" for title, heads, rows in tables(said)]
    wanted = goals(said)
    return "\n\n".join(parts + ([plain(GOAL_HEADS, wanted)] if wanted else []))


# ---- the picture ----

WIDTH, LEFT, RIGHT, TOP_SPACE, STEP, BAR = 760, 210, 120, 58, 34, 20


def picture(said, stem):
    """stem.svg, and stem.png where there is something that draws it. Bars of wall time, on a scale on which each line is ten times the one before."""
    night = said["nights"][0]
    bars = sorted(((middle(c["runs"]), name, c["title"]) for name, c in night["contenders"].items() if c["runs"]))
    low, high = 10 ** -1, 10 ** 2
    while bars[0][0] < low * 1.2:
        low /= 10
    span = math.log10(high / low)

    def x(v):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(v, low) / low) / span
    height = TOP_SPACE + STEP * len(bars) + 44
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif">',
           f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>', f'<text x="20" y="28" font-size="17" font-weight="bold" fill="{INK}">{night["mails"]:,} lists of {night["rows"] // night["mails"]} rows, from mailbox to receipts</text>',
           f'<text x="20" y="46" font-size="12" fill="{SOFT}">seconds, median; each line is ten times the one before; {said["when"][:10]}</text>']
    tick = low
    while tick <= high * 1.01:
        out.append(f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP_SPACE}" y2="{TOP_SPACE + STEP * len(bars)}" stroke="{LINE}"/>'
                   f'<text x="{x(tick):.1f}" y="{TOP_SPACE + STEP * len(bars) + 16}" font-size="11" text-anchor="middle" fill="{SOFT}">{tick:g} s</text>')
        tick *= 10
    for k, (wall, name, title) in enumerate(bars):
        y, ratio = TOP_SPACE + STEP * k + (STEP - BAR) / 2, against(night, name, OURS)
        ours = name == OURS
        out.append(f'<text x="{LEFT - 10}" y="{y + 15:.1f}" font-size="13" text-anchor="end" fill="{INK}"{" font-weight=" + chr(34) + "bold" + chr(34) if ours else ""}>{"leadclerk" if ours else title}</text>'
                   f'<rect x="{LEFT}" y="{y:.1f}" width="{x(wall) - LEFT:.1f}" height="{BAR}" fill="{BLUE if ours else PALE}"/>'
                   f'<text x="{x(wall) + 8:.1f}" y="{y + 15:.1f}" font-size="13" fill="{INK}" stroke="#ffffff" stroke-width="4" paint-order="stroke">{seconds(wall)}{"" if ours or ratio is None else f"  ({times(ratio)} x)"}</text>')
    out.append(f'<text x="20" y="{height - 10}" font-size="11" fill="{SOFT}">in brackets: times leadclerk. The bound does no more than fetch, inflate, scan, insert and answer, and judges nothing.</text></svg>')
    with open(stem + ".svg", "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
    draw(stem)


def draw(stem):
    """Where librsvg is (tools/deps.sh bench brings it); else there is only the SVG."""
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", "--zoom=1.5", "-o", stem + ".png", stem + ".svg"], check=False)


# ---- the READMEs ----

def place(path, words):
    with open(path, encoding="utf-8") as f:
        old = f.read()
    head, mark, rest = old.partition(BEGIN)
    if not mark or END not in rest:
        raise SystemExit(f"{path} has no place for it: {BEGIN} ... {END}")
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + BEGIN + "\n" + words.strip() + "\n" + rest[rest.index(END):])


def write(said):
    whole = [(title, markdown(heads, rows)) for title, heads, rows in tables(said)]
    wanted = markdown(GOAL_HEADS, goals(said))
    place(os.path.join(TOP, "README.md"), f"{whole[0][0]} ({setting(said)}):\n\n{whole[0][1]}\n\n![wall time](tests/bench/beside/beside.png)")
    place(os.path.join(TOP, "tests/bench/README.md"), "\n\n".join([setting(said) + "."] + faults(said) + [f"{title}:\n\n{t}" for title, t in whole] + [f"What was wanted:\n\n{wanted}"]))
    picture(said, PICTURE)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as f:
        said = json.load(f)
    print(text(said))
    if "--write" in sys.argv[2:]:
        write(said)


if __name__ == "__main__":
    main()
