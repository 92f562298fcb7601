"""What `embeds stats` counts, and how the terminal and the page show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import embeds
from embeds.show.statistics import Statistics

from . import browser
from .test_article_page import CONTRAST, visible
from .test_cli import run
from .test_show import TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

stats_page = pytest.importorskip("embeds.show.stats_page", reason="jinja2 is not installed (extra 'show')")
ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"
LATER = "So was she.\n\nEnough! — Mara Voss (@maravoss) August 3, 2021\n\nView this post on Instagram\n"
HOSTILE = "<script>document.title='hit'</script>"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.started() as started:
        yield started


def rows(folder: Path) -> Path:
    path = folder / "rows.jsonl"
    texts = [(TEXT, "Kelby Post"), (LATER, HOSTILE), (ARTICLE.read_text("utf-8"), "Kelby Post"), ("Nothing.", None)]
    lines = (json.dumps({"id": n, "text": text, "paper": outlet}) for n, (text, outlet) in enumerate(texts))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def counted(*articles: embeds.Article) -> dict[str, dict[str, int]]:
    found = Statistics("outlet")
    for article in articles:
        found.add(article, {"outlet": "Kelby Post"})
    return {f"{table.title} by {table.by}": dict(table.rows) for table in found.tables()}


def test_what_is_counted() -> None:
    harbour, later = embeds.clean(ARTICLE.read_text("utf-8")), embeds.clean(LATER)
    assert counted(harbour, later) == {
        "Records by kind": {"credit": 2, "post": 2, "residue": 1},
        "Posts by platform": {"twitter": 2},
        "2 of 2 posts by month": {"2021-08": 1, "2022-03": 1},
        "Credits by agency": {"Getty Images": 2, "PA Media": 1},
        "Residue by kind": {"view-on-instagram": 1},
        "Posts by how sure it is where they begin": {"95 % and more": 2},
        "Captions by how sure it is that they are one": {"60 % to 90 %": 1},
        "Records by outlet": {"Kelby Post": 5},
    }
    assert counted(embeds.clean("Nothing.")) == {}


@pytest.mark.parametrize(
    ("confidence", "name"),
    [(None, "no doubt"), (0.0, "below 60 %"), (0.6, "60 % to 90 %"), (0.9, "90 % to 95 %"), (1.0, "95 % and more")],
)
def test_bounds_of_confidence(confidence: float | None, name: str) -> None:
    article = embeds.clean(TEXT)
    post = article.posts[0].model_copy(update={"start_confidence": confidence})
    found = counted(article.model_copy(update={"records": (post,)}))
    assert found["Posts by how sure it is where they begin"] == {name: 1}


def test_months_without_posts_are_in_the_chart() -> None:
    assert stats_page.all_months([("2020-11", 3), ("2021-02", 1)]) == [
        *[("2020-11", 3), ("2020-12", 0), ("2021-01", 0), ("2021-02", 1)]
    ]
    assert len(stats_page.all_months([("0001-01", 1), ("2021-02", 1)])) == 600
    assert stats_page.all_months([]) == []


def test_tables_in_a_pipe(tmp_path: Path) -> None:
    status, out, error = run("stats", rows(tmp_path), "--by", "paper")
    assert (status, error) == (0, "")
    assert out.startswith("4 articles, 3 with records, ")
    assert "Posts by platform\ntwitter  3  100%  ██████████████████████████████\n" in out
    assert (
        "Kelby Post" in out
        and "Records by paper\n" in out
        and not any(line != line.rstrip() for line in out.split("\n"))
    )


def test_a_corpus_that_was_cleaned_before(tmp_path: Path) -> None:
    pytest.importorskip("orjson", reason="orjson is not installed (extra 'batch')")
    cleaned = tmp_path / "cleaned.jsonl"
    assert run("clean", rows(tmp_path), "-o", cleaned)[0] == 0
    whole, again = run("stats", rows(tmp_path), "--by", "paper")[1], run("stats", cleaned, "--by", "paper")[1]
    assert whole.splitlines()[1:] == again.splitlines()[1:]
    assert again.startswith("4 articles, 3 with records\n"), "without its source nobody knows how much was prose"


def test_nothing_to_count(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    assert run("stats", empty) == (1, "", "embeds: there is no article to count\n")
    assert run("stats", rows(tmp_path), "-o", tmp_path / "rows.jsonl")[0] == 1
    assert (tmp_path / "rows.jsonl").read_text("utf-8").count("\n") == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1300])
def test_the_page(chromium: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    out = tmp_path / "report.html"
    assert run("stats", rows(tmp_path), "--by", "paper", "-o", out) == (0, "", "")
    size = {"width": width, "height": 900}
    with browser.watched(chromium, out.as_uri(), viewport=size, color_scheme=scheme) as seen:
        page = seen.page
        assert page.title() == "Statistics – embeds" and seen.asked == [out.as_uri()]
        assert page.locator(".columns rect").count() == 3
        assert page.locator("tr", has_text="twitter").inner_text().split() == ["twitter", "3", "100", "%"]
        assert any(HOSTILE in words for words in visible(page, "th"))
        assert not visible(page, "details table")
        page.get_by_text("all months").click()
        assert visible(page, "details th") == ["2021-05", "2021-08", "2022-03"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert all(page.locator(selector).first.evaluate(CONTRAST) >= 4.5 for selector in ("h1", "th", ".share"))
        assert browser.barriers(page) == []
