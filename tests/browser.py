"""A headless Chromium for tests of pages: the machine's own, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def started() -> Iterator[Browser]:
    """Start the browser, or skip the test and say what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra 'browser')")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no Chromium on PATH ({', '.join(NAMES)}); on Debian: apt-get install chromium")
    # the browser's own sandbox does not work for root, as whom CI runs
    arguments = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Watched:
    """A page, what it asked for, and what it did that no page of ours may do."""

    def __init__(self, page: Page) -> None:
        """Watch a page."""
        self.page = page
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", self._opened)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", self._told)

    def _opened(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(message.text)


@contextmanager
def watched(browser: Browser, url: str, **options: Any) -> Iterator[Watched]:
    """Open a page in a context of its own; at the end, nothing may have gone wrong in it."""
    context = browser.new_context(**{"viewport": {"width": 1200, "height": 800}, **options})
    try:
        seen = Watched(context.new_page())
        seen.page.goto(url)
        yield seen
        assert not seen.wrong
    finally:
        context.close()


def barriers(page: Page) -> list[str]:
    """Return what axe finds in a page that keeps readers out: contrast, names, landmarks, order, focus."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed (extra 'browser')"
    ).Axe()
    return [
        f"{broken['id']}: {node['html']}: {node['failureSummary']}"
        for broken in axe.run(page).response["violations"]
        for node in broken["nodes"]
    ]
