"""A headless Chromium as a camera: one process, spoken to over a pipe (--remote-debugging-pipe: fd 3 in, fd 4 out, JSON between NUL bytes)."""
import base64, json, os, subprocess, tempfile

ZOOM = 1.5


class Browser:
    def __init__(self, program="chromium"):
        self.profile = tempfile.TemporaryDirectory(prefix="leadclerk-browser-")
        to_child, self.write_fd = os.pipe()
        self.read_fd, from_child = os.pipe()

        def place():  # both ends out of the way first: either may be 3 or 4
            a, b = os.dup(to_child), os.dup(from_child)
            a, b = (os.dup(a) if a in (3, 4) else a), (os.dup(b) if b in (3, 4) else b)
            os.dup2(a, 3)
            os.dup2(b, 4)
        self.process = subprocess.Popen([program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe", "--disable-background-networking",
                                         "--allow-file-access-from-files", f"--user-data-dir={self.profile.name}", "about:blank"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=place)
        os.close(to_child)
        os.close(from_child)
        self.pending, self.number, self.session, self.events = b"", 0, None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def receive(self):
        while b"\0" not in self.pending:
            more = os.read(self.read_fd, 1 << 20)
            if not more:
                raise SystemExit("the browser went away")
            self.pending += more
        one, _, self.pending = self.pending.partition(b"\0")
        return json.loads(one)

    def ask(self, method, **params):
        self.number += 1
        said = {"id": self.number, "method": method, "params": params, **({"sessionId": self.session} if self.session else {})}
        data = json.dumps(said).encode() + b"\0"
        while data:
            data = data[os.write(self.write_fd, data):]
        while True:
            got = self.receive()
            if got.get("id") == self.number:
                if "error" in got:
                    raise SystemExit(f"{method}: {got['error']['message']}")
                return got["result"]
            self.events.append(got.get("method"))

    def shot(self, page, picture, width, dark=False):
        """Writes `picture`, a PNG of the whole page; returns how wide the page itself wanted to be."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=600, deviceScaleFactor=ZOOM, mobile=False)
        self.ask("Emulation.setAutoDarkModeOverride", **({"enabled": True} if dark else {}))
        self.events = []
        self.ask("Page.navigate", url="file://" + os.path.abspath(page))
        while "Page.loadEventFired" not in self.events:
            self.events.append(self.receive().get("method"))
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": min(size["height"], 6000), "scale": 1}
        data = self.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        with open(picture, "wb") as f:
            f.write(base64.b64decode(data))
        return size["width"]

    def close(self):
        self.process.terminate()
        self.process.wait()
        os.close(self.write_fd)
        os.close(self.read_fd)
        self.profile.cleanup()
