"""What a command costs: wall time, CPU of all its processes, of the mail servers, and of strangers; and, in a run of its own, memory and processes."""
import os, re, subprocess, threading, time

TICKS = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count()
EVERY = 0.02  # seconds between two looks at memory
CALM, CALM_SECONDS = 0.15, 8  # a run waits so long for neighbours to use less than this share of the machine


def stat(pid):
    """(user and system, those of its reaped children) in seconds; None where it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
            words = f.read().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(words[11]) + int(words[12])) / TICKS, (int(words[13]) + int(words[14])) / TICKS


def family(pid):
    """It and all below it."""
    out = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as f:
                for child in f.read().split():
                    out += family(int(child))
    except OSError:
        pass
    return out


def cpu_of(pid):
    return sum(sum(stat(p) or (0, 0)) for p in family(pid))


def busy():
    """Seconds of CPU that the machine ever spent on anything, and that its host took away."""
    with open("/proc/stat", encoding="ascii") as f:
        v = [int(x) / TICKS for x in f.readline().split()[1:]]
    return sum(v[:3]) + v[5] + v[6], v[7]


def calm():
    end = time.monotonic() + CALM_SECONDS
    while time.monotonic() < end:
        before = busy()[0]
        time.sleep(0.4)
        if (busy()[0] - before) / (0.4 * CORES) < CALM:
            return


def pss(pid):
    """KB, shared pages by their share."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
            return int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M)[1])
    except (OSError, TypeError):
        return 0


def role(pid):
    """The last word of its command line: what a process of ours calls itself, or the peer's script."""
    try:
        with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as f:
            words = [w for w in f.read().split("\0") if w]
    except OSError:
        return None
    if "--child" in words:
        return words[words.index("--child") + 1]
    return os.path.basename(words[0]) if words else None


class Watcher(threading.Thread):
    """Looks at a command's processes until told to stop."""

    def __init__(self, pid):
        super().__init__()
        self.pid, self.ended, self.peak, self.roles = pid, threading.Event(), 0, {}

    def look(self):
        total = 0
        for pid in family(self.pid):
            name, used, kb = role(pid), stat(pid), pss(pid)
            total += kb
            if name and used:
                seen = self.roles.setdefault((name, pid), [0.0, 0])
                seen[0], seen[1] = used[0], max(seen[1], kb)
        self.peak = max(self.peak, total)

    def run(self):
        while not self.ended.wait(EVERY):
            self.look()

    def processes(self):
        out = {}
        for (name, _), (cpu, kb) in self.roles.items():
            at = out.setdefault(name, {"cpu": 0.0, "mb": 0.0})
            at["cpu"], at["mb"] = round(at["cpu"] + cpu, 2), max(at["mb"], round(kb / 1024, 1))
        return out


def measure(command, env, servers, log, watch=False):
    """A run of a contender. Watching costs CPU, so figures of time come from runs without it."""
    calm()
    marks = busy(), cpu_of(servers.dovecot_pid), cpu_of(servers.sink.pid), time.monotonic()
    with open(log, "w", encoding="utf-8") as said:
        p = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    watcher = Watcher(p.pid) if watch else None
    if watcher:
        watcher.start()
    _, status, use = os.wait4(p.pid, 0)
    wall = time.monotonic() - marks[3]
    p.returncode = os.waitstatus_to_exitcode(status)
    now = busy()
    if watcher:
        watcher.ended.set()
        watcher.join()
    time.sleep(0.2)  # until the servers have come to rest
    own, dovecot, sink = use.ru_utime + use.ru_stime, cpu_of(servers.dovecot_pid) - marks[1], cpu_of(servers.sink.pid) - marks[2]
    out = {"wall": wall, "cpu": own, "system": use.ru_stime, "dovecot": dovecot, "sink": sink, "written_mb": use.ru_oublock / 2048,
           "foreign": max(0.0, (now[0] - marks[0][0] - own - dovecot - sink) / (wall * CORES)), "stolen": (now[1] - marks[0][1]) / (wall * CORES), "exit": p.returncode}
    if watcher:
        out["pss_mb"], out["processes"] = round(watcher.peak / 1024, 1), watcher.processes()
    return out
