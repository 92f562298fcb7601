"""Links in text (text/links.py): found by the rules of twitter-text, and split where a scraper glued them."""

from __future__ import annotations

import pytest

import embeds
from embeds.text import links

WRITTEN = {  # texts and their links
    "with brackets in its path": ("(http://ellery.example.com/Pier_(1901))", ["http://ellery.example.com/Pier_(1901)"]),
    "before a stop": ("Go to https://ellery.example.com/a/b?c=d#e.", ["https://ellery.example.com/a/b?c=d#e"]),
    "without a scheme": (
        "ellery.com/pier, www.ellery.co.uk. ellery.museum",
        ["ellery.com/pier", "www.ellery.co.uk", "ellery.museum"],
    ),
    "between words of another script": ("港はellery.jpです。http://t.co/a1B2c港", ["ellery.jp", "http://t.co/a1B2c"]),
    "in another script": ("http://港.みんな/a и пирс.рф", ["http://港.みんな/a"]),
    "an apostrophe behind t.co's code": ("http://t.co/a1B2c3D4's", ["http://t.co/a1B2c3D4"]),
    "parameters behind t.co's code": ("https://t.co/a1B2c3D4e5?amp=1", ["https://t.co/a1B2c3D4e5?amp=1"]),
    "glued to words and to each other": (
        "autumn.https://t.co/a1B2c3D4e5https://t.co/f6G7h8I9j0pic.twitter.com/k1L2m3N4o5",
        ["https://t.co/a1B2c3D4e5", "https://t.co/f6G7h8I9j0", "pic.twitter.com/k1L2m3N4o5"],
    ),
    "a link among the parameters behind t.co's code": (
        "http://t.co/a1B2c3D4e5?u=http://ellery.com",
        ["http://t.co/a1B2c3D4e5?u=", "http://ellery.com"],
    ),
    "a question behind t.co's code": ("https://t.co/a1B2c3D4e5?Why", ["https://t.co/a1B2c3D4e5"]),
    "no top-level domain": ("http://ellery http://ellery.pier pier.ellery", []),
    "hyphens and low lines where none may be": ("http://-ellery.com http://ellery-.com http://el_lery.com", []),
    "a label too long": (f"http://{'e' * 64}.com", []),
    "sentences glued": ("It is over.So we went.The end.", []),
    "an abbreviation": ("He left the U.S. e.g. at 5.30 p.m.", []),
    "a mention, a tag, a cashtag and an e-mail address": ("@ellery.com #ellery.com $ELL.com mara@ellery.com", []),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_links_of_a_text(name: str) -> None:
    text, found = WRITTEN[name]
    assert [text[start:end] for start, end, _ in links.find(text)] == found


def test_a_post_has_the_link_that_it_writes_without_a_scheme() -> None:
    post = embeds.clean(
        "Notes.\n\nAll of it: ellery.pub/pier — Mara Voss (@mara.ellery.example) May 3, 2024 at 2:17 PM"
    ).posts[0]
    assert [(link.raw, link.url) for link in post.links] == [("ellery.pub/pier", "https://ellery.pub/pier")]
    assert post.text == "All of it: ellery.pub/pier"


@pytest.mark.parametrize("piece", ["a.", "((", "http://a.com/(", "a-.com/", "http://a.co/?&", "港.", "_.a"])
def test_no_pattern_looks_further_than_its_reach(piece: str) -> None:
    """A text of 100,000 characters must come back in time."""
    text = piece * (100_000 // len(piece))
    assert all(0 <= start < end <= len(text) for start, end, _ in links.find(text))
