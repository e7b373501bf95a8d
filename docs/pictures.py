"""Takes the pictures of the README anew: `make pictures`, from a dossier of the examples as `make run` makes it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_FOLDER = Path(__file__).parent / "pictures"


def _take(page: Page, url: str) -> None:
    for name, path in (("relationship", "/between/ETH/KEN"), ("words", "/report/kalbajar-2"), ("search", "/search?q=kazimi")):
        page.goto(url + path)
        page.wait_for_load_state("networkidle")
        if name == "words":
            page.locator("#item-s3 button.to").focus()
            page.wait_for_timeout(400)
        page.screenshot(path=_FOLDER / f"{name}.png")


def main(dossier: str) -> None:
    """Serve the dossier and look at it in Debian's Chromium."""
    command = [str(Path(sys.executable).parent / "dragoman"), "serve", "--port", "0", "--read-only", "--dossier", dossier]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as p:
        assert server.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
        assert found
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=_OPTIONS)
        _take(browser.new_page(viewport={"width": 1200, "height": 860}), found[0])
        browser.close()
        server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main(*sys.argv[1:] or ["dragoman.db"])
