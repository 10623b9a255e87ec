"""A Debian that has only what leadclerk's package asks for, and the mail servers that the test plays with.

from_machine(): of this machine's own packages, without any network: the files of what is essential, of the closure of the named packages' Depends, and
of nothing else, linked (or copied, where the folder lies on another disk) beside each other, with dpkg's own record of them. What was written into /etc
after installation comes along. from_debootstrap(): of Debian's archive, kept in a .tar for the next time.
"""
import os, re, shutil, subprocess

DPKG = "/var/lib/dpkg"
# What is found in no package's list, and is there after any installation.
BESIDE = ("/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32")
# What installation scripts wrote into /etc, and a machine needs.
MADE_IN_ETC = ("alternatives", "ssl", "ca-certificates.conf", "ld.so.conf.d", "ld.so.cache", "nsswitch.conf", "hosts", "localtime", "timezone", "apt", "environment", "shells")
NOT_NEEDED = re.compile(r"^/usr/share/(doc|man|locale|info|lintian|bash-completion)/.")


def stanzas():
    """dpkg's record: name to its text, for what is installed."""
    found = {}
    with open(f"{DPKG}/status", encoding="utf-8") as f:
        for text in f.read().strip().split("\n\n"):
            if re.search(r"^Status: \S+ \S+ installed$", text, re.M):
                found.setdefault(re.match(r"Package: (\S+)", text)[1], text)
    return found


def field(text, name):
    m = re.search(rf"^{name}: (.*(?:\n .*)*)", text, re.M)
    return m[1] if m else ""


def names_in(relation):
    """`a (>= 1) | b, c:any` as [[a, b], [c]]."""
    return [[re.split(r"[ (:\[]", one.strip())[0] for one in group.split("|")] for group in relation.split(",") if group.strip()]


def closure(known, wanted):
    """The packages that have to be there for those wanted, and what of it this machine does not have."""
    provided = {}
    for name, text in known.items():
        for group in names_in(field(text, "Provides")):
            provided.setdefault(group[0], []).append(name)
    chosen, missing = set(), set()
    queue = [[name] for name in wanted] + [[n] for n, t in known.items() if field(t, "Essential") == "yes" or field(t, "Priority") == "required"]
    while queue:
        group = queue.pop()
        here = [n for n in group if n in known] or [p for n in group for p in provided.get(n, [])]
        if not here:
            missing.add(group[0])
        elif here[0] not in chosen:
            chosen.add(here[0])
            queue += names_in(field(known[here[0]], "Depends")) + names_in(field(known[here[0]], "Pre-Depends"))
    return chosen, missing


def put(root, path):
    """One file, link or folder of this machine, at the same place; where Debian merged /bin into /usr/bin, there."""
    place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    if place in BESIDE or NOT_NEEDED.match(place) or not os.path.lexists(place) or os.path.lexists(root + place):
        return
    if os.path.isdir(place) and not os.path.islink(place):
        os.makedirs(root + place, exist_ok=True)
        st = os.stat(place)
        os.chown(root + place, st.st_uid, st.st_gid)
        os.chmod(root + place, st.st_mode & 0o7777)
        return
    os.makedirs(os.path.dirname(root + place), exist_ok=True)
    try:
        if place.startswith("/etc/"):  # that may be written to in place
            raise OSError
        os.link(place, root + place, follow_symlinks=False)
    except OSError:
        shutil.copy2(place, root + place, follow_symlinks=False)


def put_alternatives(root):
    """awk, which, editor ...: links that update-alternatives made."""
    for name in os.listdir(f"{DPKG}/alternatives"):
        with open(f"{DPKG}/alternatives/{name}", encoding="utf-8") as f:
            link = f.read().split("\n")[1]
        if os.path.islink(link) and os.path.exists(root + os.path.realpath(link)):
            put(root, link)


def put_record(root, known, chosen):
    """dpkg's own folder, as if nothing else had ever been installed."""
    info = root + DPKG + "/info"
    os.makedirs(info, exist_ok=True)
    for name in ("updates", "parts", "triggers"):
        os.makedirs(f"{root}{DPKG}/{name}", exist_ok=True)
    with open(root + DPKG + "/status", "w", encoding="utf-8") as f:
        f.write("".join(known[n] + "\n\n" for n in sorted(chosen)))
    with open(root + DPKG + "/available", "w", encoding="utf-8"):
        pass
    for name in ("diversions", "statoverride", "arch"):
        if os.path.exists(f"{DPKG}/{name}"):
            shutil.copy2(f"{DPKG}/{name}", f"{root}{DPKG}/{name}")
    shutil.copytree(f"{DPKG}/alternatives", f"{root}{DPKG}/alternatives", dirs_exist_ok=True)
    for name in os.listdir(f"{DPKG}/info"):
        if name.split(":")[0].rsplit(".", 1)[0] in chosen or name.split(":")[0] in chosen or name == "format":
            shutil.copy2(f"{DPKG}/info/{name}", f"{info}/{name}")


def put_people(root):
    """passwd and group without whoever a leadclerk of this machine is; nobody has a password."""
    for name in ("passwd", "group"):
        with open(f"/etc/{name}", encoding="utf-8") as f:
            kept = [line for line in f if not line.startswith("leadclerk:")]
        with open(f"{root}/etc/{name}", "w", encoding="utf-8") as f:
            f.writelines(kept)
        shadow = "shadow" if name == "passwd" else "gshadow"
        with open(f"{root}/etc/{shadow}", "w", encoding="utf-8") as f:
            f.writelines(line.split(":")[0] + (":*:19000::::::\n" if name == "passwd" else ":*::\n") for line in kept)
        os.chmod(f"{root}/etc/{shadow}", 0o640)


def put_etc(root):
    for name in MADE_IN_ETC:
        source, place = f"/etc/{name}", f"{root}/etc/{name}"
        if os.path.isdir(source) and not os.path.islink(source):
            shutil.copytree(source, place, symlinks=True, dirs_exist_ok=True)
        elif os.path.lexists(source) and not os.path.lexists(place):
            shutil.copy2(source, place, follow_symlinks=False)
    put_people(root)


def from_machine(root, wanted):
    """Fills the folder; returns which of the wanted packages this machine could not give (with all that belongs to them)."""
    known = stanzas()
    lacking = [name for name in wanted if closure(known, [name])[1]]
    chosen, _ = closure(known, [n for n in wanted if n not in lacking])
    os.makedirs(root)
    for name in BESIDE:
        if os.path.islink(name):
            os.symlink(os.readlink(name), root + name)
    os.makedirs(root + "/usr/bin")
    listed = subprocess.run(["dpkg", "-L", *sorted(chosen)], capture_output=True, text=True, check=True).stdout
    for path in dict.fromkeys(listed.split("\n")):
        if path.startswith("/") and path != "/.":
            put(root, path)
    for path in ("/bin/sh", "/usr/bin/which"):
        put(root, path)
    put_alternatives(root)
    put_etc(root)
    put_record(root, known, chosen)
    for name in ("proc", "sys", "dev", "run", "tmp", "root", "var/tmp", "var/cache/apt/archives/partial", "var/lib/apt/lists/partial", "var/log", "var/mail", "var/spool"):
        os.makedirs(f"{root}/{name}", exist_ok=True)
    return lacking


def from_debootstrap(root, kept, mirror="http://deb.debian.org/debian"):
    """Debian 12 as its archive gives it: the base from the file `kept` where there is one. Nothing of what is wanted is in it."""
    if not os.path.exists(kept):
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates,tzdata", "bookworm", root, mirror], stdout=subprocess.DEVNULL, check=True)
        subprocess.run(["tar", "-C", root, "-cf", kept + ".part", "."], check=True)
        os.rename(kept + ".part", kept)
        return
    os.makedirs(root)
    subprocess.run(["tar", "-C", root, "-xf", kept], check=True)
