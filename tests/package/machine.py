"""A machine in namespaces: its own processes, mounts, network (loopback alone), name and cgroup, booted by its own systemd over a folder that holds a Debian.

What it writes lies in memory and is gone with it. It ends with whoever made it, however that ends (the kernel kills it), and takes all that runs in it along.
"""
import os, shutil, signal, subprocess, time

# Between unshare and systemd: the root laid over the folder, what a kernel gives, and no way back.
BOOT = r"""
set -e
m=$1; lower=$2
mount -t tmpfs -o size=1g,mode=755 tmpfs "$m"
mkdir "$m/upper" "$m/work" "$m/root"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$m/upper,workdir=$m/work" "$m/root"
cd "$m/root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs dev
for n in null zero full random urandom tty; do : > dev/$n; mount --bind /dev/$n dev/$n; done
mkdir dev/pts dev/shm; ln -s /proc/self/fd dev/fd; ln -s pts/ptmx dev/ptmx
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t cgroup2 cgroup2 sys/fs/cgroup 2>/dev/null || { mount -t tmpfs tmpfs sys/fs/cgroup; mount -t cgroup2 cgroup2 sys/fs/cgroup; }
ip link set lo up 2>/dev/null || /usr/bin/python3 -c '
import fcntl, socket, struct
s = socket.socket()
fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))'
mkdir -p etc/systemd/system
cat > etc/systemd/system/tested.target <<X
[Unit]
Requires=systemd-journald.service
After=systemd-journald.service
X
: > etc/machine-id
printf '127.0.0.1 localhost mail.corp.test\n' > etc/hosts
mkdir away
pivot_root . away
umount -l /away
rmdir /away
exec env -i container=leadclerk-test PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 /lib/systemd/systemd --system --unit=tested.target --log-target=journal --show-status=0
"""
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive", "TERM": "dumb"}


def cgroup_here():
    """A cgroup of this kernel's second sort in which a machine can have its own; "" where there is none."""
    with open("/proc/self/mounts", encoding="utf-8") as f:
        places = [line.split()[1] for line in f if line.split()[2] == "cgroup2"]
    with open("/proc/self/cgroup", encoding="utf-8") as f:
        mine = next((line.strip().split("::")[1] for line in f if line.startswith("0::")), None)
    return places[0] + mine.rstrip("/") if places and mine is not None else ""


class Machine:
    def __init__(self, folder, lower):
        """Boots; RuntimeError if systemd does not come up within a minute."""
        self.folder, self.clock = folder, None
        os.makedirs(folder)
        here = cgroup_here()
        self.cgroup = os.path.join(here, f"leadclerk-test-{os.getpid()}-{os.path.basename(folder)}") if here else ""
        if self.cgroup:
            os.makedirs(self.cgroup)
        self.log = open(os.path.join(folder, "boot.log"), "w", encoding="utf-8")
        self.process = subprocess.Popen(["sh", "-c", 'echo $$ > "$1"; shift; exec "$@"', "sh", self.cgroup + "/cgroup.procs" if self.cgroup else "/dev/null",
                                         "setpriv", "--pdeathsig", "KILL", "unshare", "-m", "-n", "-u", "-i", "-C", "-p", "-f", "--kill-child", "--propagation", "private",
                                         "sh", "-c", BOOT, "boot", self.mount_point(), lower],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True)
        self.pid = None
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            self.pid = self.pid or self.first_process()
            if self.pid and self.run("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"):
                return
            time.sleep(0.1)
        with open(os.path.join(folder, "boot.log"), encoding="utf-8") as f:
            why = f.read().strip().split("\n")[-1]
        self.close()
        raise RuntimeError(f"systemd does not come up in namespaces here: {why or 'no word'}")

    def mount_point(self):
        path = os.path.join(self.folder, "mounts")
        os.makedirs(path, exist_ok=True)
        return path

    def first_process(self):
        """The machine's process 1, as it is called here, once it is systemd."""
        try:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="utf-8") as f:
                pid = int(f.read().split()[0])
            with open(f"/proc/{pid}/comm", encoding="utf-8") as f:
                return pid if f.read().strip() == "systemd" else None
        except (OSError, IndexError):
            return None

    def enter(self, *words, only_network=False):
        return ["nsenter", "-t", str(self.pid), *(["-n"] if only_network else ["-m", "-n", "-u", "-i", "-C", "-p", "--root", "--wd"]), *words]

    def run(self, *words, seconds=60, text=None, env=None):
        """A command in it, with nothing to answer questions: what it said and its exit code."""
        return subprocess.run(self.enter(*words), input=text or "", capture_output=True, encoding="utf-8", errors="replace", timeout=seconds, check=False,
                              env={**ENVIRONMENT, **(env or {})})

    def path(self, name):
        """A file of it, as it is reached from here."""
        return f"/proc/{self.pid}/root{name}"

    def write(self, name, text, mode=0o644):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(self.path(name), mode)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", errors="replace") as f:
            return f.read()

    def close(self):
        if self.process.poll() is None:
            os.kill(self.pid or self.process.pid, signal.SIGKILL)  # of its process 1: the kernel ends the rest
            self.process.wait(20)
        self.log.close()
        if self.cgroup:
            end = time.monotonic() + 10
            while os.path.exists(self.cgroup) and time.monotonic() < end:
                for folder, _, _ in os.walk(self.cgroup, topdown=False):
                    try:
                        os.rmdir(folder)
                    except OSError:
                        time.sleep(0.05)
        shutil.rmtree(self.folder, ignore_errors=True)
