"""The rows of data/platforms.json: each has what it needs, each form of an address its example; and one is enough."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import embeds
from embeds.data import tables
from embeds.platforms import addresses, facts, permalinks
from embeds.platforms.facts import Form, Platform
from embeds.platforms.order import PLATFORMS
from embeds.platforms.permalinks import Permalink

PACKAGE = Path(embeds.__file__).parent
ANY = "https://www.youtube.com/watch?v=a1B2c3D4e5F"  # in what shows posts of any platform
FORMS = [pytest.param(row, form, id=form.like) for row in facts.ROWS for form in (*row.posts, *row.players)]


def example(row: Platform) -> Permalink:
    """A post of the platform, by an address that its row gives as an example: one with an id, if ids are known."""
    forms = sorted((*row.posts, *row.players), key=lambda form: form.permalink != row.by_id)
    post = addresses.read(forms[0].like if forms else ANY)
    assert post
    return post


@pytest.mark.parametrize(("row", "form"), FORMS)
def test_every_form_reads_the_address_that_it_gives_as_an_example(row: Platform, form: Form) -> None:
    """And is the first of its row to do so: a form that another takes all from is never asked."""
    post = addresses.read(form.like)
    assert post and post.platform == row.platform
    assert (permalinks.read(form.like) is not None) == (form in row.posts)
    kinds = ((permalinks._POSTS, row.posts), (addresses._PLAYERS, row.players))
    asked = ((subdomains, one) for subdomains, forms in kinds for one in forms)
    first = next(one for subdomains, one in asked if permalinks.first(form.like, [(row.platform, one)], subdomains))
    assert first == form


@pytest.mark.parametrize("row", facts.ROWS, ids=lambda row: row.platform)
def test_every_address_around_another_is_read(row: Platform) -> None:
    for one in row.wrapped:
        post = addresses.read(one.like)
        assert post and (post.platform == row.platform or not row.platform), one.like
        assert one.holds in one.like[: addresses._HEAD] and re.search(one.form, one.like)
    for same in row.rewritten:
        post = addresses.read(same.like)
        assert post and post.platform == row.platform, same.like
        assert same.holds in same.like and re.match(same.begins, same.like)


def marks(row: Platform) -> Iterator[tuple[str, str]]:
    """Elements that the row makes embeds, each with its tag's name: one a class, an element, an attribute."""
    post = example(row)

    def value(template: str) -> str:
        before = template.partition("{}")[0]
        return post.url.removeprefix(before) if post.url.startswith(before) else post.id

    for name, templates in row.elements.items():
        for attribute, template in templates.items():
            yield name, f'{attribute}="{value(template)}"'
    for name, templates in row.classes.items():
        yield "blockquote", f'class="{name}" cite="{post.url}"'
        for attribute, template in templates.items():
            yield "div", f'class="{name}" {attribute}="{value(template)}"'
    for attribute, template in row.attributes.items():
        said = row.values.get(attribute, ["x"])[0] if not template else value(template)
        yield "div", f'{attribute}="{said}" href="{post.url}"'
    for name in row.named:
        yield "div", f'class="{name}" data-id="{post.id}"'


@pytest.mark.parametrize(
    ("row", "name", "said"),
    [pytest.param(row, *mark, id=" ".join(mark)) for row in facts.ROWS for mark in marks(row)],
)
def test_every_class_element_and_attribute_makes_an_embed(row: Platform, name: str, said: str) -> None:
    page = f"<p>He said so.</p><{name} {said}></{name}><p>Nobody answered.</p>"
    article = embeds.clean_html(page)
    assert article.prose == "<p>He said so.</p><p>Nobody answered.</p>"
    (post,) = article.posts
    assert post.platform == example(row).platform


@pytest.mark.parametrize(
    ("row", "script"),
    [
        *((row, f'<script async src="https://{script}x.js"></script>') for row in facts.ROWS for script in row.scripts),
        *((row, f"<script>load('https://{script}')</script>") for row in facts.ROWS for script in row.inline),
    ],
)
def test_every_script_goes_with_an_embed(row: Platform, script: str) -> None:
    page = f'<p>He said so.</p><blockquote cite="{example(row).url}" class="embedly-card"></blockquote>{script}'
    assert embeds.clean_html(page).prose == "<p>He said so.</p>"


@pytest.mark.parametrize("row", facts.ROWS, ids=lambda row: row.platform)
def test_every_row_has_what_its_fields_need(row: Platform) -> None:
    templates = [template for some in (*row.classes.values(), *row.elements.values()) for template in some.values()]
    templates += row.attributes.values()
    assert row.posts or row.players or row.wrapped, "nothing tells whose an address is"
    assert row.platform == row.platform.lower() and all("." in host and "/" not in host for host in row.hosts)
    assert row.clock in permalinks.CLOCKS or not row.clock
    assert all(template.count("{}") == 1 or not template for template in templates)
    assert (bool(row.by_id) or not row.id_form) and (bool(row.id_form) or not row.named)
    assert row.by_id.count("{id}") == bool(row.by_id)
    assert row.values.keys() <= row.attributes.keys()
    assert not row.root or row.inline
    assert row.oembed is None or row.oembed.words in ("html", "title", None)
    assert row.hosts or not row.posts or row.in_text, "what stands in its addresses is not known"


def test_what_holds_an_id_knows_the_address_of_one() -> None:
    for row in tables.load("platforms.json")["platforms"]:
        inside = [row.get("attributes", {}), *row.get("classes", {}).values(), *row.get("elements", {}).values()]
        said = {one["leads_to"] for one in row.get("wrapped", ())}.union(*(some.values() for some in inside))
        assert row.get("by_id") or "id" not in said, row["platform"]


def test_no_two_rows_claim_the_same() -> None:
    for claimed in (
        [row.platform for row in facts.ROWS],
        [host for row in facts.ROWS for host in row.hosts],
        [name for row in facts.ROWS for name in (*row.classes, *row.named)],
        [name for row in facts.ROWS for name in row.elements],
        [name for row in facts.ROWS for name in row.attributes],
        [what for row in facts.ROWS for what in row.furniture],
    ):
        assert [name for name, times in Counter(claimed).items() if times > 1] == []


def test_every_platform_that_leaves_words_in_text_has_a_row() -> None:
    assert {family.name for family in PLATFORMS} <= {row.platform for row in facts.ROWS}
    assert facts.of("of-somebody-else") == Platform(platform="of-somebody-else")


MADE_UP = {
    "platform": "harbourcast",
    "hosts": ["harbourcast.example"],
    "called": ["Harbourcast"],
    "posts": [
        {
            "like": "https://harbourcast.example/@maravoss/a1B2c3",
            "form": r"{hosts}/@(?P<handle>\w{2,20})/(?P<id>\w{6})(?!\w)",
            "permalink": "https://harbourcast.example/@{handle}/{id}",
        }
    ],
    "players": [
        {
            "like": "https://play.harbourcast.example/a1B2c3",
            "form": r"play\.{hosts}/(?P<id>\w{6})(?!\w)",
            "permalink": "https://play.harbourcast.example/{id}",
        }
    ],
    "by_id": "https://play.harbourcast.example/{id}",
    "classes": {"harbourcast-post": {"data-cast": "id"}},
    "elements": {"harbour-cast": {"src": "url"}},
    "attributes": {"data-harbourcast": "id"},
    "scripts": ["harbourcast.example/widget.js"],
    "wrappers": ["harbourcast"],
    "shortcodes": ["harbourcast"],
    "furniture": {"view-on-harbourcast": ["View on Harbourcast"]},
    "shows_title": True,
    "oembed": {"hosts": ["harbourcast.example"], "endpoint": "https://harbourcast.example/oembed?url={url}"},
}
IN_A_PAGE = (
    '<iframe src="https://play.harbourcast.example/a1B2c3?rel=0"></iframe>',
    '<div data-src="//play.harbourcast.example/a1B2c3?embed=1&start=/embed"></div>',
    '<div class="my-harbourcast-box"><div class="harbourcast-post" data-cast="a1B2c3">The wall stands.</div></div>'
    '<script src="https://harbourcast.example/widget.js"></script>',
    '<blockquote class="harbourcast-post"><a href="https://harbourcast.example/@maravoss/a1B2c3">The wall stands.</a>'
    "</blockquote>",
    '<harbour-cast src="https://harbourcast.example/@maravoss/a1B2c3"></harbour-cast>',
    '<p data-harbourcast="a1B2c3"></p>',
)
IN_TEXT = (
    "https://harbourcast.example/@maravoss/a1B2c3",
    "View on Harbourcast",
    "Skip Harbourcast post by maravoss",
    "[harbourcast a1B2c3]",
)


def test_a_row_is_all_that_a_platform_of_pages_needs(tmp_path: Path) -> None:
    """In a copy of the package, with one more row and nothing else: found in a page, in text, and asked about."""
    shutil.copytree(PACKAGE, tmp_path / "embeds", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "embeds" / "data" / "platforms.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(table | {"platforms": [*table["platforms"], MADE_UP]}), encoding="utf-8")
    code = (
        "import sys, json, embeds\n"
        "from embeds.resolver import oembed\n"
        "pages, texts, asked = json.load(sys.stdin)\n"
        "articles = [*map(embeds.clean_html, pages), *map(embeds.clean, texts)]\n"
        "found = [(a.prose, [r.model_dump(mode='json') for r in a.records]) for a in articles]\n"
        "print(json.dumps([found, oembed.endpoint(asked)[0]]))\n"
    )
    pages = [f"<p>He said so.</p>{embed}<p>Nobody answered.</p>" for embed in IN_A_PAGE]
    texts = [f"He said so.\n\n{embed}\n\nNobody answered." for embed in IN_TEXT]
    asked = "https://harbourcast.example/@maravoss/a1B2c3"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        input=json.dumps([pages, texts, asked]),
        capture_output=True,
        text=True,
        check=True,
    )
    found, endpoint = json.loads(run.stdout)
    assert endpoint.startswith("https://harbourcast.example/oembed?url=https")
    for prose, records in found:
        assert prose.replace("\n", "") in ("<p>He said so.</p><p>Nobody answered.</p>", "He said so.Nobody answered.")
        assert [record["platform"] for record in records] in (["harbourcast"], [None])
    posts = [records[0] for _, records in found[: len(pages)]]
    assert {post["id"] for post in posts} == {"a1B2c3"}
    assert [post["text"] for post in posts] == ["", "", "The wall stands.", "The wall stands.", "", ""]
