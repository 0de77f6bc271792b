"""A web application on a port of its own, and a real browser that looks at its pages."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
_AT_REST = """Promise.allSettled(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished))"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; the test is skipped where none is installed."""
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which the application answers inside the `with`."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@contextmanager
def watched(browser: Browser, address: str, window: dict[str, int]) -> Iterator[Page]:
    """A new window for this address; no script may fail in it, and nothing may be asked of anybody else."""
    context = browser.new_context(viewport=window, locale="fa-IR", base_url=address)  # type: ignore[arg-type]
    page = context.new_page()
    trouble: list[str] = []
    asked: set[str] = set()
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda m: trouble.append(m.text) if "Content Security" in m.text else None)
    page.on("request", lambda one: asked.add("/".join(one.url.split("/")[:3])))
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert trouble == []
    assert asked == {address}


def visit(page: Page) -> None:
    """Opens the chat page, until the earlier talk is there."""
    with page.expect_response("**/api/history"):
        page.goto("/")


def violations(page: Page) -> list[str]:
    """What axe-core finds, a line each, once nothing fades in any more (half faded in is poor contrast)."""
    tools = page.context.new_cdp_session(page)  # the page's own policy lets no foreign script in
    tools.send("Runtime.evaluate", {"expression": _AXE})
    page.evaluate(_AT_REST)
    found = page.evaluate(f"axe.run(document, {{runOnly: {_RULES}}})")
    assert len(found["passes"]) > 10
    return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]
