"""The page that `embeds view` writes, in a browser: click, filter, keyboard, hostile words, and no request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import embeds
from embeds.cards import told

from . import browser
from .test_cli import run
from .test_show import EAST, HOSTILE, TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

article_page = pytest.importorskip("embeds.show.article_page", reason="jinja2 is not installed (extra 'show')")
ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"
LEFTOVER = "The hall.\n\nView this post on Instagram\n\nThe end.\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.started() as started:
        yield started


def written(folder: Path, *articles: tuple[str, embeds.Article]) -> str:
    """Write the page of some articles, and return its address."""
    path = folder / "page.html"
    path.write_text("".join(article_page.page(articles)), encoding="utf-8")
    return path.as_uri()


def visible(page: Page, selector: str) -> list[str]:
    """Return the words of the elements that are shown; all are asked at once, since there may be thousands."""
    shown: list[str] = page.locator(selector).evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.innerText)"
    )
    return shown


def test_blocks_are_the_whole_source() -> None:
    for text in (TEXT, HOSTILE, "x" * 50_000, "word " * 20_000, TEXT * 300, ("a" * 90 + "\n") * 500, ""):
        article = embeds.clean(text)
        blocks = list(article_page.blocks(article))
        assert "".join(part.words for block in blocks for part in block) == told.visible(text)
        assert max((sum(len(part.words) for part in block) for block in blocks), default=0) < 30_000
        for number, record in enumerate(article.records, 1):
            parts = [part for block in blocks for part in block if part.record == number]
            assert [part.is_first for part in parts] == [True] + [False] * (len(parts) - 1)
            assert "".join(part.words for part in parts) == told.visible(record.raw)


def test_one_article_is_small_and_whole(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert run("view", ARTICLE, "-o", out) == (0, "", "")
    assert out.stat().st_size < 150_000
    assert "http://" not in re.sub(r"<dl>.*?</dl>", "", out.read_text("utf-8"), flags=re.DOTALL)


def test_a_record_and_its_card_lead_to_each_other(chromium: Browser, tmp_path: Path) -> None:
    article = embeds.clean(ARTICLE.read_text("utf-8"))
    with browser.watched(chromium, written(tmp_path, ("harbour", article))) as seen:
        page = seen.page
        assert page.locator("#total").inner_text() == "3 records"
        assert page.locator("mark").count() == 3 and len(visible(page, ".card")) == 3
        page.locator("mark").nth(1).locator("a").click()
        page.wait_for_function("() => document.activeElement.id === 'c1-2'")
        page.locator("#c1-3 h3 a").click()
        page.wait_for_function("() => document.querySelector('mark.on').dataset.record === '3'")
        assert page.locator("#total").inner_text() == "3 records – at 3 of 3"
        page.locator("mark").first.click()
        page.wait_for_selector("#c1-1.on")
        assert page.locator("#total").inner_text() == "3 records – at 1 of 3"
        assert len(seen.asked) == 1, "the page alone is asked for"


def test_a_click_on_words_brings_their_card_into_sight(chromium: Browser, tmp_path: Path) -> None:
    article = embeds.clean("\n\n".join(f"So. {n}\n\n(Photo: Jon Abel/Reuters)" for n in range(40)))
    with browser.watched(chromium, written(tmp_path, ("a", article))) as seen:
        page = seen.page
        page.locator("mark").nth(30).scroll_into_view_if_needed()
        page.locator("mark").nth(30).locator("bdi").click()
        in_sight = (
            "one => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
        )
        assert page.locator("#c1-31.on").evaluate(in_sight)
        page.get_by_label("credits").uncheck()
        page.locator("mark").nth(30).click()
        assert page.locator(".on:not(article)").count() == 0, "what is filtered out is no record to go to"


def test_prose_alone_and_source_alone(chromium: Browser, tmp_path: Path) -> None:
    article = embeds.clean(ARTICLE.read_text("utf-8"))
    with browser.watched(chromium, written(tmp_path, ("harbour", article))) as seen:
        page = seen.page
        page.get_by_label("prose alone").check()
        assert page.locator(".text").inner_text().strip() == article.prose.strip()
        assert not visible(page, ".card")
        page.keyboard.press("3")
        assert page.locator("#source").is_checked()
        assert page.locator(".text").inner_text().strip() == article.source.strip()
        page.keyboard.press("1")
        assert len(visible(page, ".card")) == 3


def test_the_keyboard_goes_from_record_to_record(chromium: Browser, tmp_path: Path) -> None:
    articles = [("a", embeds.clean(TEXT)), ("b", embeds.clean("Nothing.")), ("c", embeds.clean(LEFTOVER))]
    with browser.watched(chromium, written(tmp_path, *articles)) as seen:
        page = seen.page
        at = []
        for key in "nnnpp":
            page.keyboard.press(key)
            at.append(page.evaluate("document.activeElement.id"))
        assert at == ["c1-1", "c3-1", "c3-1", "c1-1", "c1-1"]
        assert page.locator("nav a[aria-current] .name").inner_text() == "a"
        page.get_by_label("keys").uncheck()
        page.keyboard.press("n")
        assert page.locator(".card.on").get_attribute("id") == "c1-1"
        page.locator("#find").fill("n")
        assert visible(page, "nav li") == [], "a key in a field is a letter"
        page.locator("#find").fill("")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'a2'")


def test_where_the_reader_is_stays_true(chromium: Browser, tmp_path: Path) -> None:
    articles = [("a", embeds.clean(TEXT)), ("b", embeds.clean(TEXT)), ("c 1", embeds.clean(LEFTOVER))]
    with browser.watched(chromium, written(tmp_path, *articles)) as seen:
        page, total = seen.page, seen.page.locator("#total")
        page.keyboard.press("n")
        page.keyboard.press("n")
        assert total.inner_text() == "3 articles, 3 records – at 1 of 1" and visible(page, "h2") == ["b"]
        page.locator("#find").fill("1")
        assert visible(page, "h2") == ["c 1"], "names are searched, and not the counts beside them"
        assert total.inner_text() == "1 article, 1 record"
        page.locator("#next").click()
        page.locator("#next").click()
        assert visible(page, "h2") == ["c 1"], "next and previous stay among what was found"
        page.locator("#find").fill("nowhere")
        assert total.inner_text() == "0 articles, 0 records" and not visible(page, "h2")
        page.locator("#next").click()
        page.locator("#find").fill("")
        assert visible(page, "h2") == ["a"]
        page.get_by_label("prose alone").check()
        page.locator("#next").click()
        assert visible(page, ".card.on") and page.locator("#marked").is_checked()


def test_the_contents_keep_the_field_and_the_open_article_in_sight(chromium: Browser, tmp_path: Path) -> None:
    articles = [(f"article {n}", embeds.clean(TEXT)) for n in range(200)]
    with browser.watched(chromium, written(tmp_path, *articles)) as seen:
        page = seen.page
        page.locator("#find").fill("article 150")
        page.locator("#find").fill("")
        row = page.locator("nav li a[aria-current]")
        assert row.inner_text().startswith("article 150")
        on_top = """one => {
          const { x, y, height } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(x + 50, y + height / 2));
        }"""
        assert row.evaluate(on_top) and page.locator("#find").evaluate(on_top)
        skip = page.get_by_role("link", name="skip to the article")
        skip.focus()
        assert skip.bounding_box()["height"] > 10, "it is seen when the keyboard reaches it"
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'main'")


def test_filters(chromium: Browser, tmp_path: Path) -> None:
    unsure = embeds.clean(TEXT)
    unsure = unsure.model_copy(update={"records": (unsure.records[0].model_copy(update={"start_confidence": 0.5}),)})
    harbour = embeds.clean(ARTICLE.read_text("utf-8"))
    articles = [("harbour", harbour), ("leftover", embeds.clean(LEFTOVER)), ("unsure", unsure)]
    with browser.watched(chromium, written(tmp_path, *articles)) as seen:
        page = seen.page
        assert page.locator("#total").inner_text() == "3 articles, 5 records"
        page.get_by_label("credits").uncheck()
        assert page.locator("#total").inner_text() == "3 articles, 3 records"
        assert visible(page, ".card h3") == ["2 post, twitter"]
        assert page.locator("mark.off").count() == 2
        page.get_by_label("platform").select_option("instagram")
        assert page.locator("#total").inner_text() == "1 article, 1 record"
        assert visible(page, "nav li") == ["leftover\n1"] and visible(page, "h2") == ["leftover"]
        page.get_by_label("platform").select_option("all")
        page.get_by_label("confidence").select_option("below 60 %")
        assert visible(page, "h2") == ["unsure"] and page.locator("#total").inner_text() == "1 article, 1 record"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1400])
def test_words_can_be_read_in_light_and_dark_narrow_and_wide(
    chromium: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    """Nothing is wider than the window, and words stand out from what is behind them by 4.5 to 1 (WCAG AA)."""
    url = written(tmp_path, ("harbour", embeds.clean(ARTICLE.read_text("utf-8"))), ("left", embeds.clean(LEFTOVER)))
    size = {"width": width, "height": 800}
    with browser.watched(chromium, url, viewport=size, color_scheme=scheme) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        for selector in ("body", "mark.post", "mark.credit", "mark.residue", "dt", ".sum", ".count", "mark .n", "dd a"):
            assert seen.page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
        seen.page.keyboard.press("n")
        assert browser.barriers(seen.page) == []


CONTRAST = """element => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = element;
  while (behind.parentElement && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [a, b] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


def test_without_script_all_is_there(chromium: Browser, tmp_path: Path) -> None:
    url = written(tmp_path, ("a", embeds.clean(TEXT)), ("c", embeds.clean(LEFTOVER)))
    with browser.watched(chromium, url, java_script_enabled=False) as seen:
        assert len(visible(seen.page, "article")) == 2
        assert not visible(seen.page, "button")
        seen.page.get_by_label("prose alone").check()
        assert len(visible(seen.page, ".card")) == 0


def test_what_a_screen_reader_is_told(chromium: Browser, tmp_path: Path) -> None:
    with browser.watched(chromium, written(tmp_path, ("a", embeds.clean(TEXT)))) as seen:
        tree = seen.page.locator("body").aria_snapshot()
    for told_of in (
        'heading "1 record" [level=1]',
        'heading "a" [level=2]',
        'link "record 1, post, twitter: its card"',
        'list "Records"',
        'radio "prose alone"',
        'button "next n"',
    ):
        assert told_of in tree, tree


def test_print_shows_the_article_alone(chromium: Browser, tmp_path: Path) -> None:
    with browser.watched(chromium, written(tmp_path, ("a", embeds.clean(TEXT)))) as seen:
        seen.page.emulate_media(media="print")
        assert not visible(seen.page, "header") and len(visible(seen.page, ".card")) == 1
        assert len(seen.page.pdf()) > 1000


ATTACKS = (
    "<script>window.hit = 1</script>",
    '<img src="http://192.0.2.1/x.png" onerror="window.hit = 1">',
    "</mark></article></script><svg onload=window.hit=1>",
    "<!-- --><style>body{display:none}</style>",
    '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
    '" autofocus onfocus="window.hit=1',
    "{{ 7 * 7 }} {% for x in y %} javascript:window.hit=1",
    "\u202egnirts desrever\u202c \x1b[2J \x00 \ud83d",
)


def attacked() -> embeds.Article:
    """Return an article whose every field is an attack."""
    text = "\n\n".join(f"{attack} — Mara {attack[:40]} (@maravoss) May 3, 2021\n\nSo. {attack}" for attack in ATTACKS)
    article = embeds.clean(text)
    posts = (
        post.model_copy(update={"permalink": "javascript:window.hit=1", "text": ATTACKS[n % len(ATTACKS)]})
        for n, post in enumerate(article.posts)
    )
    assert len(article.posts) >= len(ATTACKS) - 2
    return article.model_copy(update={"records": tuple(posts)})


def test_a_hostile_article_runs_nothing_and_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    article = attacked()
    url = written(tmp_path, *((attack, article) for attack in ATTACKS))
    with browser.watched(chromium, url) as seen:
        page = seen.page
        for key in "nnnnnnnnnn":
            page.keyboard.press(key)
        assert page.evaluate("window.hit") is None
        assert seen.asked == [url]
        assert (
            page.locator("script").count() == 1 and page.locator("img, iframe, svg[onload], body > style").count() == 0
        )
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("#a1 .text").inner_text().count("window.hit = 1") >= 4
        assert "<U+202E>gnirts desrever" in page.locator("#a1 .text").inner_text()
        assert visible(page, "h2"), "no style of an article hides the page"


@pytest.mark.slow
def test_ten_megabytes_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    paragraph = f"The vote was close, and it took the council until midnight. {ATTACKS[0]} " * 10
    article = embeds.clean(f"{HOSTILE}\n\n" + f"{paragraph * 3}\n\n" * (10_000_000 // (3 * len(paragraph))))
    assert len(article.source) > 9_900_000
    url = written(tmp_path, ("long", article))
    with browser.watched(chromium, url) as seen:
        assert seen.page.evaluate("window.hit") is None and seen.asked == [url]
        last = seen.page.locator(".block", has_text="The vote was close").last
        # the heights of blocks are guessed until they are seen, so it takes more than one step
        reached = "one => (one.scrollIntoView(), one.innerText.includes('The vote was close'))"
        seen.page.wait_for_function(reached, arg=last.element_handle())


@pytest.mark.slow
def test_two_thousand_articles(chromium: Browser, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    texts = [TEXT * 3, ARTICLE.read_text("utf-8"), LEFTOVER, EAST, "Nothing at all.\n" * 30]
    lines = (json.dumps({"id": f"article {n}", "text": texts[n % len(texts)]}) for n in range(2000))
    rows.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "page.html"
    assert run("view", rows, "-o", out)[0] == 0
    with browser.watched(chromium, out.as_uri()) as seen:
        page = seen.page
        assert page.locator("#total").inner_text() == "2,000 articles, 3,600 records"
        page.locator("#find").fill("article 1999")
        assert len(visible(page, "nav li")) == 1 and visible(page, "h2") == ["article 1999"]
        page.locator("#find").fill("")
        page.get_by_label("platform").select_option("instagram")
        assert page.locator("#total").inner_text() == "400 articles, 400 records"
        page.keyboard.press("Escape")
        page.locator("#next").click()
        page.locator("#next").click()
        assert visible(page, "h2") == ["article 7"]
        assert seen.asked == [out.as_uri()]


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    status, _, error = run("view", tmp_path / "missing.txt", "-o", out)
    assert status == 1 and not out.exists()
    assert error.splitlines()[-1] == "embeds: there is no article to show, so no page is written"
    status, _, error = run("view", ARTICLE, "-o", tmp_path / "no" / "page.html")
    assert status == 1 and "there is no folder" in error
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    status, _, error = run("view", article, "-o", article)
    assert status == 1 and "would overwrite" in error and article.read_text("utf-8") == TEXT
    rows = tmp_path / "rows.jsonl"
    rows.write_text(run("clean", "--json", ARTICLE)[1], encoding="utf-8")
    status, _, error = run("view", rows, "-o", out)
    assert status == 0 and "some articles have no source" in error and "Tilda Marsh" in out.read_text("utf-8")
