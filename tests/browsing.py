"""A visitor with a real browser, Debian's Chromium, and the servers they visit: what the tests share that use one."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from dragoman.store import Store
from dragoman.web import Settings, create_app
from tests.conftest import ROOT, lacking
from tests.test_cli import COMMAND

expect.set_options(timeout=60_000)  # how fast a machine is decides nothing
WIDTHS = (400, 1000, 1600)
_CHROMIUM = "/usr/bin/chromium"
_AXE = ROOT / "src/dragoman/web/assets/node_modules/axe-core/axe.min.js"
_CHECK = """rules => axe.run(document, {resultTypes: ["violations"], ...(rules ? {runOnly: rules} : {})}).then(r => r.violations
    .filter(v => v.impact !== "minor")
    .map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary).join(" | ")))"""
_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that ask for colours, the only ones that may come out otherwise in another scheme."""
_FARTHEST = 400
"""Presses of Tab after which something is out of reach."""
_PATIENCE = 240_000
"""Milliseconds after which something does not come at all."""
_BUSY = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added, [aria-busy=true]"
"""What a page says of itself while it asks for something and puts it in."""
_SLOW = int(os.environ.get("DRAGOMAN_SLOW", "1"))
"""How many times slower than it is the browser is made, to find tests that are too quick for it; whatever it asks for comes 700 ms later as well,
and pages are not looked over."""


def chromium() -> Iterator[Browser]:
    """The browser that is installed."""
    if not Path(_CHROMIUM).exists():
        lacking("Chromium")
    with sync_playwright() as p:
        found = p.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield found
        found.close()


def serving(path: Path) -> Iterator[str]:
    """The address of `dragoman serve` as it is started in a terminal."""
    process = subprocess.Popen([*COMMAND, "serve", "--port", "0", "--dossier", path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://[\d.]+:\d+", line)
    assert found, line
    yield found[0]
    process.send_signal(signal.SIGINT)
    process.wait(20)


def serving_here(path: Path) -> Iterator[str]:
    """The address of a server in this process, which starts at once and reads with what has been loaded already."""
    with Store(path) as store, socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(store, Settings(frozenset({host}))), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://{host}"
        server.should_exit = True
        thread.join(20)


class Visit:
    """A page that remembers what went wrong in it and where it asked, and a visitor with a mouse or a keyboard."""

    def __init__(self, context: BrowserContext, server: str, hands: str = "mouse") -> None:
        self.server, self.hands = server, hands
        self.page: Page = context.new_page()
        self.page.set_default_timeout(_PATIENCE)
        if _SLOW > 1:
            self._slow_down(context)
        self.wrong: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("dialog", lambda d: self.wrong.append(f"dialog {d.message}"))
        self.page.on("request", lambda r: None if r.url.startswith((server, "blob:", "data:")) else self.wrong.append(r.url))

    def _slow_down(self, context: BrowserContext) -> None:
        session = context.new_cdp_session(self.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW})
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.send(
            "Network.emulateNetworkConditions", {"offline": False, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1}
        )

    def go(self, path: str) -> Page:
        self.page.goto(self.server + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has run its scripts and nothing is being put into it: what somebody does before may be lost."""
        self.page.wait_for_load_state()
        expect(self.page.locator(_BUSY)).to_have_count(0)

    def forgive(self, code: int) -> None:
        """What the browser notes of an answer that was asked for, such as a refusal."""
        self.wrong = [w for w in self.wrong if f"status of {code}" not in w]

    def hindrances(self, *, colours: bool = False) -> list[str]:
        """What hinders a reader of the page: what axe finds above minor, what is wider than the window, errors, requests to elsewhere.

        With `colours`, only what another scheme of colours may have changed is looked at.
        """
        page = self.page
        self.settle()
        if _SLOW > 1:
            return list(self.wrong)
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(_AXE.read_text(encoding="utf8"))
        found = [f"{page.url}: {x}" for x in page.evaluate(_CHECK, _COLOURS if colours else None)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > page.evaluate("innerWidth"):
            found.append(f"{page.url}: {wide} pixels wide")
        return [*found, *self.wrong]

    def reach(self, what: Locator) -> None:
        """Go to something by the Tab key alone."""
        expect(what).to_be_visible()
        self.settle()
        mine = what.element_handle()
        for _ in range(_FARTHEST):
            if mine.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} is not reached by Tab")

    def key(self, name: str, *, leads: bool = False) -> None:
        """Press a key once the page listens; one that leads to another page is pressed until that is there."""
        self.settle()
        if not leads:
            self.page.keyboard.press(name)
            return
        with self.page.expect_navigation():
            self.page.keyboard.press(name)

    def press(self, what: Locator) -> None:
        """A link or a button that does something in the page."""
        expect(what).to_be_visible()
        self.settle()
        if self.hands == "mouse":
            what.click()
        else:
            self.reach(what)
            self.page.keyboard.press("Enter")

    def follow(self, what: Locator) -> None:
        """A link or a button that leads to another page, which is waited for."""
        expect(what).to_be_visible()
        self.settle()
        if self.hands == "keyboard":
            self.reach(what)
        with self.page.expect_navigation():
            if self.hands == "mouse":
                what.click()
            else:
                self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        self.settle()
        if self.hands == "mouse":
            box.check()
        else:
            self.reach(box)
            self.page.keyboard.press("Space")

    def write(self, field: Locator, words: str) -> None:
        """Write into a field, in place of what stands there."""
        self.settle()
        if self.hands == "mouse":
            field.fill(words)
        else:
            self.reach(field)
            if field.get_attribute("type") == "date":
                words = date.fromisoformat(words).strftime("%m%d%Y")  # as the calendar of the browser takes it
            else:
                self.page.keyboard.press("ControlOrMeta+a")
                self.page.keyboard.press("Delete")
            self.page.keyboard.type(words)

    def choose(self, field: Locator, value: str) -> None:
        """Choose in a list; by keyboard, from where the list has the focus."""
        self.settle()
        if self.hands == "keyboard":
            self.reach(field)
        field.select_option(value)

    def menu(self, name: str) -> None:
        """Go to a page of the menu, which is folded away where it is narrow."""
        self.settle()  # before which the button is not hidden yet
        button = self.page.get_by_role("button", name="Menu")
        if button.is_visible():
            self.press(button)
        self.follow(self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name))

    def sign(self, form: Locator, why: str, who: str) -> None:
        """Say why, and who."""
        self.write(form.get_by_label("Why"), why)
        self.write(form.get_by_label("Your name"), who)
