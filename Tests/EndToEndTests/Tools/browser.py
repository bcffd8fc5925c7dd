"""A headless Chromium driven through its debugging pipe, with the standard library alone.

Every message of a page's console, every exception, every refusal of the content security policy and every request is kept, so that a test can say that
there was none.
"""
import base64, json, os, select, shutil, subprocess, tempfile, time


class Failure(Exception):
    pass


class Browser:
    """One Chromium; `page` opens a file in a tab of its own."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="outturn-browser-")
        to_read, self.to_write = os.pipe()
        self.to_read, to_write = os.pipe()
        arguments = [
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            # Hundreds of choices in a few seconds are no flood here.
            "--disable-ipc-flooding-protection", "--font-render-hinting=none", "--remote-debugging-pipe", "--user-data-dir=" + self.folder + "/profile", "--window-size=1280,900", "about:blank",
        ]

        def pipes():
            # The protocol reads from descriptor 3 and writes to 4; neither may be overwritten before it is copied.
            reading, writing = os.dup(to_read), os.dup(to_write)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        # The copies are made above 10, so that 3 and 4 are free.
        import fcntl
        to_read, to_write = fcntl.fcntl(to_read, fcntl.F_DUPFD, 20), fcntl.fcntl(to_write, fcntl.F_DUPFD, 20)
        environment = dict(os.environ, HOME=self.folder)
        with open(self.folder + "/log", "wb") as log:
            self.process = subprocess.Popen(
                arguments, preexec_fn=pipes, close_fds=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        os.close(to_read)
        os.close(to_write)
        self.rest = b""
        self.number = 0
        self.pages = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
        except Exception:
            self.process.kill()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, method, parameters=None, session=None):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data):]
        return self.number

    def receive(self, seconds):
        """The next message; events go to their page on the way."""
        end = time.monotonic() + seconds
        while True:
            if b"\0" in self.rest:
                text, self.rest = self.rest.split(b"\0", 1)
                message = json.loads(text)
                page = self.pages.get(message.get("sessionId"))
                if page and "method" in message:
                    page.heard(message["method"], message["params"])
                return message
            ready, _, _ = select.select([self.to_read], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise Failure("Chromium does not answer")
            data = os.read(self.to_read, 1 << 20)
            if not data:
                raise Failure("Chromium ended")
            self.rest += data

    def call(self, method, parameters=None, session=None, seconds=300):
        number = self.send(method, parameters, session)
        while True:
            message = self.receive(seconds)
            if message.get("id") == number:
                if "error" in message:
                    raise Failure("%s: %s" % (method, message["error"]))
                return message["result"]

    def page(self, path, width=1280, height=900, dark=False, script=True, fragment=""):
        return Page(self, path, width, height, dark, script, fragment)


class Page:
    """One tab."""

    def __init__(self, browser, path, width, height, dark, script, fragment):
        self.browser = browser
        self.console, self.requests, self.loaded = [], [], False
        self.target = browser.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = browser.call("Target.attachToTarget", {"targetId": self.target, "flatten": True})["sessionId"]
        browser.pages[self.session] = self
        for domain in ["Runtime", "Log", "Network", "Page"]:
            self.call(domain + ".enable")
        self.resize(width, height)
        self.call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        if not script:
            self.call("Emulation.setScriptExecutionDisabled", {"value": True})
        self.call("Page.navigate", {"url": "file://" + os.path.realpath(path) + fragment})
        self.until(lambda: self.loaded, "the page to load")

    def call(self, method, parameters=None):
        return self.browser.call(method, parameters, self.session)

    def heard(self, method, event):
        if method == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(one.get("value", one.get("description", ""))) for one in event["args"]))
        elif method == "Runtime.exceptionThrown":
            details = event["exceptionDetails"]
            self.console.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Log.entryAdded":
            self.console.append(event["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif method == "Page.loadEventFired":
            self.loaded = True

    def until(self, condition, what, seconds=30):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise Failure("waited in vain for " + what)
            self.browser.receive(seconds)

    def resize(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def run(self, expression):
        """The value of an expression; a promise is waited for."""
        answer = self.call("Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True, "userGesture": True})
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failure("%s\n%s" % (expression[:300], details.get("exception", {}).get("description", details["text"])))
        return answer["result"].get("value")

    def call_function(self, function, *arguments):
        return self.run("(%s)(%s)" % (function, ",".join(json.dumps(one) for one in arguments)))

    KEYS = {
        "Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), "Home": (36, ""), "End": (35, ""), "ArrowLeft": (37, ""), "ArrowUp": (38, ""),
        "ArrowRight": (39, ""), "ArrowDown": (40, ""), " ": (32, " "), "Backspace": (8, ""),
    }

    def press(self, *keys, shift=False):
        for key in keys:
            code, text = self.KEYS[key]
            event = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
            down = dict(event, type="keyDown", text=text) if text else dict(event, type="rawKeyDown")
            if key == "Backspace":
                down["commands"] = ["deleteBackward"]
            self.call("Input.dispatchKeyEvent", down)
            self.call("Input.dispatchKeyEvent", dict(event, type="keyUp"))

    def type(self, text):
        self.call("Input.insertText", {"text": text})

    def click(self, finder):
        """Presses the mouse in the middle of the element that an expression gives."""
        place = self.run(
            "(function () { var e = %s; if (!e) { return null; } e.scrollIntoView({block: 'center', inline: 'center'});"
            " var r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }())" % finder)
        if not place:
            raise Failure("nothing to click: " + finder)
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", {"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1})

    def picture(self, path, whole=True):
        data = self.call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.call("Target.closeTarget", {"targetId": self.target})
        self.browser.pages.pop(self.session, None)
