"""`embeds serve`: what it answers and what it refuses, and the tool in a browser."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import embeds
from embeds.formats import labels
from embeds.training import gold_sets

from . import browser
from .processes import started
from .test_article_page import ATTACKS, CONTRAST
from .test_cli import run
from .test_show import TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("uvicorn", reason="uvicorn is not installed (extra 'show')")
ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"
PAGE = '<p>One.</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
COMMAND = [sys.executable, "-m", "embeds", "serve", "--port", "0"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with started(COMMAND, stderr=subprocess.PIPE) as server:
        assert server.stderr
        told = server.stderr.readline().decode()
        found = re.fullmatch(r"embeds: open (http://127\.0\.0\.1:\d+/) in a browser; Ctrl-C ends this\n", told)
        assert found, told
        yield found[1]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.started() as one:
        yield one


def ask(url: str, body: bytes | str, query: str = "", **headers: str) -> httpx.Response:
    own = {"Origin": url.rstrip("/"), **{name.title(): value for name, value in headers.items()}}
    return httpx.post(f"{url}clean{query}", content=body, headers=own, timeout=60)


def test_a_text_and_a_page_are_cleaned(url: str) -> None:
    text = ARTICLE.read_text("utf-8")
    article, answer = embeds.clean(text), ask(url, text).json()
    assert (answer["text"], answer["prose"]) == (text, article.prose)
    assert answer["fragments"] == labels.fragments(article)
    assert "".join(text[start:end] for start, end, *_ in answer["tiles"]) == text
    page = ask(url, PAGE.encode("utf-16"), "?html").json()
    assert page["text"] == PAGE and page["prose"] == "<p>One.</p>"


def test_what_does_not_come_from_its_own_page_is_refused(url: str) -> None:
    port = url.rstrip("/").rpartition(":")[2]
    assert httpx.get(url).status_code == 200
    assert httpx.get(url, headers={"Host": f"localhost:{port}"}).status_code == 200
    for headers in (
        {"Host": f"evil.example:{port}"},  # a name that an attacker's server points at this machine
        {"Host": "127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Host": ""},
    ):
        assert httpx.get(url, headers=headers).status_code == 403
    for origin in ("https://evil.example", "null", f"http://localhost:{port}", "http://127.0.0.1:1", ""):
        answer = ask(url, TEXT, origin=origin)
        assert (answer.status_code, answer.json()) == (403, {"error": "not asked by this tool's own page"})
    assert httpx.post(f"{url}clean", content=TEXT).status_code == 403, "a form of another site sends no Origin of ours"
    assert httpx.get(f"{url}clean").status_code == 405
    assert httpx.get(f"{url}etc/passwd").status_code == 404


def test_headers_keep_it_apart(url: str) -> None:
    for answer in (httpx.get(url), ask(url, TEXT), httpx.get(url, headers={"Host": "evil.example"})):
        assert answer.headers["x-frame-options"] == "DENY" and answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers and "server" not in answer.headers
    policy = httpx.get(url).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy and "*" not in policy


def test_only_this_machine_is_answered(url: str) -> None:
    port = int(url.rstrip("/").rpartition(":")[2])
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):
        pass


def test_what_is_too_long_or_no_text(url: str) -> None:
    answer = ask(url, b"a" * 5_000_001)
    assert answer.status_code == 413 and "longer than 5,000,000 bytes" in answer.json()["error"]
    answer = ask(url, b"caf\xe9")
    assert answer.status_code == 422 and "not UTF-8" in answer.json()["error"]
    assert ask(url, b"").json()["tiles"] == []
    assert ask(url, TEXT).status_code == 200


def test_a_port_that_is_taken_and_one_that_is_none(url: str) -> None:
    port = url.rstrip("/").rpartition(":")[2]
    assert run("serve", "--port", port) == (
        *(1, ""),
        f"embeds: port {port}: {os.strerror(errno.EADDRINUSE)}; name another with --port\n",
    )
    assert run("serve", "--port", "70000")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_it() -> None:
    with started(COMMAND, stderr=subprocess.PIPE) as server:
        assert server.stderr and b"open http" in server.stderr.readline()
        server.send_signal(signal.SIGINT)
        assert (server.stderr.read(), server.wait(timeout=30)) == (b"", 130)


def paste(page: Page, text: str) -> None:
    """Put a text into the field, and wait until its answer is drawn."""
    page.locator("#input").fill(text)
    page.wait_for_function("text => document.querySelector('#text').textContent === text", arg=text)


def select(page: Page, words: str) -> None:
    """Select some words of the cleaned article, as a mouse would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && !walker.currentNode.data.includes(words));
          const at = walker.currentNode.data.indexOf(words);
          getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        words,
    )


def downloaded(page: Page, folder: Path) -> tuple[str, dict[str, Any]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="download").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, json.loads(path.read_text("utf-8"))


def test_as_you_type(chromium: Browser, url: str) -> None:
    with browser.watched(chromium, url) as seen:
        page = seen.page
        page.locator("#input").focus()
        page.keyboard.type("He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021")
        page.wait_for_selector("mark.post")
        page.wait_for_function("() => document.querySelector('#total').textContent.includes('of 58')")
        assert page.locator(".card dd").first.inner_text() == "Mara Voss (@maravoss)"
        assert page.locator("#total").inner_text().startswith("1 record, 13 of 58 characters are prose")
        page.get_by_label("prose alone").check()
        assert page.locator("#text").inner_text().strip() == "He was clear."
        page.locator("#input").fill("Nothing.")
        page.wait_for_function("() => document.querySelector('#text').textContent === 'Nothing.'")
        assert page.locator("mark").count() == 0
        assert {one.partition("clean")[0] for one in seen.asked} <= {url, "data:,"}


def test_corrections_are_labelled_lines(chromium: Browser, url: str, tmp_path: Path) -> None:
    text = f"🎉🎉 The hall is old.\n\n{ARTICLE.read_text('utf-8')}\n\nSeen by 🎉 Ana Ruiz.\n"
    article = embeds.clean(text)
    with browser.watched(chromium, url, accept_downloads=True) as seen:
        page = seen.page
        paste(page, text)
        assert page.get_by_role("button", name="download").is_disabled()
        assert page.get_by_role("button", name="missing credit").is_disabled()
        page.locator(".card").nth(1).get_by_role("button", name="right").click()
        name, line = downloaded(page, tmp_path)
        assert name == "pasted.labels.jsonl" and line["partial"] is True
        assert line["fragments"] == [labels.fragments(article)[1]]

        page.locator(".card").nth(0).get_by_role("button", name="wrong").click()
        assert [mark.get_attribute("class") for mark in page.locator("mark").all()][:2] == [
            "credit gone wrong",
            "post gone",
        ]
        assert page.evaluate("document.activeElement.textContent") == "wrong"
        assert "; 2 judged, 0 added" in page.locator("#total").inner_text()
        page.locator(".card").nth(2).get_by_role("button", name="right").click()
        select(page, "Seen by 🎉 Ana Ruiz. ".strip())
        page.get_by_role("button", name="missing credit").click()
        # not what it shows: a card far down is drawn when it comes into sight
        assert page.locator(".card h3").last.text_content() == "missing credit"
        _, line = downloaded(page, tmp_path)
    _, second, third = labels.fragments(article)
    at = text.index("Seen by")
    added: dict[str, Any] = {
        "kind": "credit",
        "platform": None,
        "start": at,
        "end": at + len("Seen by 🎉 Ana Ruiz."),
        "fields": {},
    }
    assert line == {
        **{"id": "pasted", "source": "pasted", "text": text, "partial": False},
        "fragments": [second, third, added],
    }
    (read,) = gold_sets.read(tmp_path / name).lines
    assert [read["text"][one["start"] : one["end"]] for one in read["fragments"]] == [
        text[one["start"] : one["end"]] for one in (second, third, added)
    ]


def test_a_missing_one_may_not_lie_in_another_and_can_be_taken_back(chromium: Browser, url: str) -> None:
    with browser.watched(chromium, url) as seen:
        page = seen.page
        paste(page, TEXT)
        select(page, "Two votes!")
        assert page.get_by_role("button", name="missing post").is_disabled()
        select(page, "The vote was")
        page.get_by_role("button", name="missing post").click()
        assert page.locator("mark").count() == 2
        page.get_by_role("button", name="take back").click()
        assert page.locator("mark").count() == 1
        page.locator(".card").get_by_role("button", name="wrong").click()
        select(page, "Two votes!")
        page.wait_for_selector("[data-add=post]:enabled")


def test_files_are_chosen_and_dropped(chromium: Browser, url: str, tmp_path: Path) -> None:
    path = tmp_path / "harbour é.txt"
    path.write_bytes(ARTICLE.read_bytes().replace(b"\n", b"\r\n"))
    with browser.watched(chromium, url, accept_downloads=True) as seen:
        page = seen.page
        page.locator("#file").set_input_files(path)
        page.wait_for_selector(".card >> nth=2")
        page.locator(".card").nth(1).get_by_role("button", name="right").click()
        name, line = downloaded(page, tmp_path)
        assert name == "harbour_.txt.labels.jsonl" and line["text"] == path.read_bytes().decode()
        assert line["id"] == "harbour é.txt"

        page.evaluate(
            """page => {
              const files = new DataTransfer();
              files.items.add(new File([page], "page.html"));
              dispatchEvent(new DragEvent("drop", { dataTransfer: files }));
            }""",
            PAGE,
        )
        page.wait_for_function("() => document.querySelectorAll('.card').length === 1")
        assert page.locator("#html").is_checked() and "youtube" in page.locator(".card h3").inner_text()


def test_what_is_pasted_runs_nothing(chromium: Browser, url: str) -> None:
    text = "\n\n".join(f"{attack} — Mara {attack[:30]} (@maravoss) May 3, 2021\n\nSo." for attack in ATTACKS[:-1])
    with browser.watched(chromium, url) as seen:
        page = seen.page
        paste(page, text)
        page.wait_for_selector(".card")
        page.get_by_label("HTML").check()
        page.wait_for_timeout(500)
        assert page.evaluate("window.hit") is None
        assert page.locator("script").count() == 1 and page.locator("main img, main iframe, main svg").count() == 0
        assert {one.partition("clean")[0] for one in seen.asked} <= {url, "data:,"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1400])
def test_it_can_be_read(chromium: Browser, url: str, scheme: str, width: int) -> None:
    with browser.watched(chromium, url, viewport={"width": width, "height": 800}, color_scheme=scheme) as seen:
        paste(seen.page, ARTICLE.read_text("utf-8"))
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for selector in ("h1", "mark.post", "mark.credit", "dt", ".card button", "#input", ".n"):
            assert seen.page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
        for verdict in ("right", "wrong"):
            seen.page.locator(".card").first.get_by_role("button", name=verdict).click()
            assert browser.barriers(seen.page) == []
