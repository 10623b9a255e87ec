"""Where leadclerk's CPU goes, in all its processes: a drain under perf, each sample given to the part of the work whose source file is next above it on the stack."""
import glob, os, re, shutil, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
HERTZ = 499
STACK_BYTES = 8192
DEFINED = re.compile(r"^[a-z][^;=#]*?(\w+)\([^;]*$", re.M)
REST = "the rest: turns, and what perf could not follow"
START = "starts: programs, libraries, the store opened"
# What does it: files by pattern, or functions of theirs. The first that fits counts, so what is told by functions stands before its file.
PARTS = [
    ("fetching: IMAP", "fetch* fetcher imap* wire tls"),
    ("taking a mail apart: MIME, charsets", "mime header body tame unhtml"),
    ("reading its tables: zip, XML, cells", "parsers/*"),
    ("which column is what, which rows count as rows", "classify called layout* headers extract covers rowmarks columns_said"),
    ("between processes: frames, pipes, jail", "frame child child_inside reader ahead values/* jail*"),
    ("verdicts: fields, phones, made-up names", "rows phone* quality evidence* near docket_rows"),
    ("first contact: companies across all reps and years", "company store_claims store_companies store_keys docket_rows:claim"),
    ("rows and lists into the store", "store_rows store_packed docket_lists"),
    ("the mail's bytes kept: zstd, SHA-256", "store_mail:raw squeeze"),
    ("mails into the store", "store_mail docket* store_evidence store_layouts"),
    ("letters written: receipts, workbooks", "compose* template* view workbook letter fold listing words answer invite zipped deflate token"),
    ("duties, ledger, notices", "settle duty due judge ledger notice* tick tally owing store_ledger days"),
    ("letters on their way: outbox, SMTP", "outbox post send sender smtp talk pace failing flood sent"),
    ("commits: WAL, fsync, checkpoints", "db:commit db:checkpoint db:close db:open"),
    ("configuration", "conf* options* option* calendar ics"),
    (START, "clerk setup store:open db:script text:open"),
]
# In a jailed child perf often sees no more than where it is: then the library says what is done.
LIBRARIES = (("ld-linux", START), ("libgmime", PARTS[1][0]), ("libglib", PARTS[1][0]), ("libisal", PARTS[2][0]), ("libexpat", PARTS[2][0]), ("libxml2", PARTS[2][0]), ("libetpan", PARTS[0][0]),
             ("libcurl", PARTS[12][0]), ("libzstd", PARTS[8][0]), ("libnettle", PARTS[8][0]), ("libseccomp", PARTS[4][0]))
LOADING = re.compile(r"_dl_\w+|dl_main|k:(exit_mmap|begin_new_exec|\w*execve\w*)$")


def defined():
    """Function -> its file, as PARTS name them. One of a name that two files have goes to either."""
    out = {}
    for path in glob.glob(os.path.join(TOP, "daemon/**/*.c"), recursive=True) + glob.glob(os.path.join(TOP, "parsers/*.c")):
        name = os.path.relpath(path, os.path.join(TOP, "daemon"))[:-2].replace("../", "").removeprefix("base/")
        with open(path, encoding="utf-8") as f:
            for function in DEFINED.findall(f.read()):
                out[function] = name
    return out


def part_patterns():
    """[(part, file pattern, words of the function's name or "")]"""
    for part, words in PARTS:
        for word in words.split():
            file, _, function = word.partition(":")
            yield part, re.compile(re.escape(file).replace(r"\*", ".*") + "$"), function


def part_of(function, file, patterns):
    fitting = [(bool(words), part) for part, pattern, words in patterns if words in function and pattern.match(file)]
    return max(fitting, key=lambda x: x[0])[1] if fitting else None


def samples(data):
    """Stacks, leaf first, as (name, library); a kernel's name begins with k:."""
    script = subprocess.Popen(["perf", "script", "-i", data, "-F", "comm,ip,sym,dso", "--no-inline"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace")
    stack = []
    for line in script.stdout:
        if not line.strip():
            if stack:
                yield stack
            stack = []
        elif line[0] in "\t ":
            words = line.split()
            if len(words) >= 2:
                kernel = "[kernel" in line or "kallsyms" in line
                stack.append((("k:" if kernel else "") + words[1].split("+")[0].split(".")[0], os.path.basename(words[-1].strip("()"))))
    script.wait()
    if stack:
        yield stack


def by_library(stack):
    if any(LOADING.match(f) for f, _ in stack):
        return START
    if any(f in ("fsync", "fdatasync") for f, _ in stack):
        return PARTS[13][0]
    return next((part for _, library in stack for start, part in LIBRARIES if library.startswith(start)), REST)


def table(data, cpu):
    """[(part, seconds, of them in the kernel)], most first; the samples share `cpu` seconds."""
    files, patterns, known, count = defined(), list(part_patterns()), {}, {}
    for function, file in files.items():
        known[function] = part_of(function, file, patterns)
    for stack in samples(data):
        at = count.setdefault(next((known[f] for f, _ in stack if known.get(f)), None) or by_library(stack), [0, 0])
        at[0] += 1
        at[1] += stack[0][0].startswith("k:")
    total = sum(n for n, _ in count.values()) or 1
    return sorted(([part, cpu * n / total, cpu * k / total] for part, (n, k) in count.items()), key=lambda x: -x[1])


def why_not():
    """None where perf can look."""
    if not shutil.which("perf"):
        return "there is no perf (linux-perf)"
    tried = subprocess.run(["perf", "record", "-q", "-o", "/dev/null", "--", "true"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return None if tried.returncode == 0 else "perf may not look here"


def under_perf(command, data):
    return ["perf", "record", "-q", "-F", str(HERTZ), "--call-graph", f"dwarf,{STACK_BYTES}", "-o", data, "--", *command]
