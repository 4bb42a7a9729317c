"""A real server with the demo market in it, and real Chromium on a small phone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.server.process import ROOT, free_port, open_shop

PHONE = {"width": 360, "height": 640}
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def shop_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demo market with the server command; return its address."""
    port = free_port()
    folder = tmp_path_factory.mktemp("served")
    with open_shop(folder, port, DEMO="on", WORKERS="1", RATE_LIMITS="off"):
        yield f"http://127.0.0.1:{port}"
        # Whatever the journeys did, stock, orders and money must still add up.
        audit = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "audit"],
            env={**os.environ, "STOREFRONT_DATA_DIR": str(folder)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert audit.returncode == 0, audit.stdout + audit.stderr


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "Chromium is missing; `make machine` installs it where it may"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Hold a page on a phone, and all that its console said."""

    page: Page
    address: str
    console: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Collect what the console says, errors of the page included."""

        def hear(message: ConsoleMessage) -> None:
            self.console.append(f"{message.type}: {message.text}")

        self.page.on("console", hear)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def go(self, path: str) -> None:
        """Open a path of the shop."""
        self.page.goto(self.address + path)


@pytest.fixture
def visit(chromium: Browser, shop_address: str) -> Iterator[Callable[..., Visitor]]:
    """Give a function that opens a phone with or without script, in a language."""
    contexts = []

    def open_phone(*, script: bool = True, language: str = "vi") -> Visitor:
        context = chromium.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            is_mobile=True,
            has_touch=True,
            java_script_enabled=script,
            locale="vi-VN" if language == "vi" else "en-GB",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        visitor = Visitor(context.new_page(), shop_address)
        visitor.listen()
        return visitor

    yield open_phone
    for context in contexts:
        context.close()
