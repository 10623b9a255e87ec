"""What the linters share: the files of the tree, C without comments, and how findings are told."""
import os, re, sys

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
HAN = re.compile(r"[\u4e00-\u9fff]")
NOT_OURS = {".git", "demo-out", "__pycache__"}


def root():
    """The tree to look at: the first argument, else the one this file is in."""
    return os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "..", ".."))


def files(top, *endings, under=("",)):
    """Paths from `top`, in order, of our own files with one of the endings."""
    found = set()
    for start in under:
        for folder, folders, names in os.walk(os.path.join(top, start)):
            folders[:] = [f for f in folders if f not in NOT_OURS and f != "build" and not f.startswith("build-")]
            found.update(os.path.relpath(os.path.join(folder, n), top) for n in names if not endings or n.endswith(endings))
    return sorted(found)


def read(top, path):
    with open(os.path.join(top, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """Strings stay, lines stay where they are."""
    return TOKEN.sub(lambda m: _blank(m[0]) if m[0][0] == "/" else m[0], text)


def code(text):
    """Neither comments nor what stands in strings."""
    return TOKEN.sub(lambda m: _blank(m[0]) if m[0][0] == "/" else m[0][0] + _blank(m[0][1:-1]) + m[0][-1], text)


def strings(text):
    """(line, literal without quotes) of every string."""
    for m in TOKEN.finditer(text):
        if m[0][0] == '"':
            yield text.count("\n", 0, m.start()) + 1, m[0][1:-1]


def end(findings, looked_at):
    """Prints "file:line: what", and the exit code. A linter that saw no file did not do its work."""
    for finding in findings:
        print(finding)
    if not looked_at:
        print("there was nothing to look at")
    good = not findings and looked_at
    print(f"{1 if good else 0} passed, {0 if good else 1} failed")
    sys.exit(0 if good else 1)
