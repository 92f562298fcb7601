"""Crawl a site on the loopback with Scrapy, with items of every kind."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

import embeds
from embeds.integrations import rows

from .documents import DOCUMENTS, expected, plain

pytest.importorskip("scrapy", reason="scrapy is not installed (extra 'scrapy')")

SURROGATE = {"id": "surrogate", "text": "No \ud83d!\n\nEnough \ud83d! — Mara Voss (@maravoss) May 3, 2021"}
PAGES = {one["id"]: {"id": one["id"], "text": one["text"]} for one in [*DOCUMENTS, SURROGATE]}


class Site(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, bytes]] = {
        "/": json.dumps(list(PAGES)).encode(),
        **{f"/{name}": json.dumps(page).encode() for name, page in PAGES.items()},
    }

    def do_GET(self) -> None:
        body = self.pages.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def crawl(site: str, folder: Path, item: str, **settings: Any) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Return the items by id, the statistics, and the log of a crawl."""
    command = [sys.executable, "-m", "tests.integrations.crawl", site, str(folder), item, json.dumps(settings)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    items = {one["id"]: plain(one) for one in map(json.loads, lines)}
    return items, json.loads((folder / "stats.json").read_text(encoding="utf-8")), done.stderr


@pytest.mark.parametrize("item", ["dict", "Item", "dataclass"])
def test_items_get_prose_and_records(site: str, item: str, tmp_path: Path) -> None:
    items, stats, log = crawl(site, tmp_path, item)
    assert set(items) == set(PAGES)
    counted: Counter[str] = Counter()
    for name, page in PAGES.items():
        row = plain(page | (expected(page["text"])))
        counted.update(rows.label(record) for record in row["records"] or ())
        if page["text"] is None and item != "dataclass":  # an item without a text is not changed
            row = plain(page)
        assert items[name] == row, name
    assert stats["embeds/items"] == len(PAGES) - 1 and stats["embeds/items_without_text"] == 1
    assert len(counted) == 3 and {name: stats[f"embeds/{name}"] for name in counted} == counted
    assert "ERROR" not in log and "no item had text" not in log


def test_another_cleaner(site: str, tmp_path: Path) -> None:
    items, _, _ = crawl(site, tmp_path, "dict", EMBEDS_CLEANER="embeds.clean_html")
    assert items["tweet"]["prose"] == PAGES["tweet"]["text"]
    assert items["tweet"]["records"] == plain(expected(PAGES["tweet"]["text"], embeds.clean_html)["records"])


def test_a_wrong_field_is_said(site: str, tmp_path: Path) -> None:
    items, stats, log = crawl(site, tmp_path, "dict", EMBEDS_FIELD="body")
    assert items == plain(PAGES) and stats["embeds/items_without_text"] == len(PAGES)
    assert "no item had text in its field 'body'; name the right one with EMBEDS_FIELD" in log


def test_fields_that_are_not_declared_are_said(site: str, tmp_path: Path) -> None:
    items, _, log = crawl(site, tmp_path, "undeclared")
    assert set(items) == {"null"}
    assert "Undeclared has no fields `prose` and `records`: declare them" in log


def test_what_is_there_already_is_not_replaced() -> None:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import MemoryStatsCollector

    from embeds.integrations.scrapy import EmbedsPipeline

    pipeline = EmbedsPipeline("text", embeds.clean, MemoryStatsCollector(Crawler(Spider)))
    once = pipeline.process_item({"text": PAGES["tweet"]["text"]})
    with pytest.raises(embeds.InputError, match="has a value already, which would be lost"):
        pipeline.process_item(once)
