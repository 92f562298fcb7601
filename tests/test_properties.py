"""Properties of every text: nothing raises, spans tile the source, the way back, JSON, linear work."""

from __future__ import annotations

import functools
import itertools
import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, SupportsIndex

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds
from embeds import detector
from embeds.detector import FAMILIES, detect
from embeds.text.blocks import Source

from .bench import attack
from .fuzz import watch
from .marked_cases import cases

# Pieces of what the families look for, which are put together at random.
PIECES = [
    *(case.text[start:end] for name in FAMILIES for case in cases(name) for start, end in case.spans),
    *["— Mara Voss (@maravoss) May 3, 2021", "(@maravoss)", "— ", "@maravoss", "May 3, 2021", "3:05 PM - Apr 1, 2018"],
    *["https://t.co/a1B2c3D4e5", "pic.twitter.com/f6G7h8I9j0", "(Photo: ", "Foto:", "©", "AP", "/Getty Images", "via "],
    *[
        "FILE PHOTO: ",
        "toggle caption ",
        "Ana Ruiz",
        "(",
        ")",
        "[",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "\xa0",
        "\u200b",
        ". ",
    ],
    *["\0", "\ud800", "\udfff", "\u202e", "e\u0301", "𝓧𝓲𝓷", "写真：", "。", "The ferry was late again.", "prose " * 40],
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join),
)
MARKERS = st.sampled_from([None, "", "[embed {n}]", "\n<{kind}:{platform}>\n"])


@given(TEXTS, MARKERS)
@example("\ud800 — A (@aaa) May 3, 2021", None)
@example("\0\0 Foto: Imago", "[{n}]")
@settings(max_examples=400, deadline=None)
def test_spans_tile_the_source_and_the_way_leads_back(text: str, marker: str | None) -> None:
    article = embeds.clean(text, marker)
    at = 0
    for record in article.records:
        start, end = record.span.start, record.span.end
        assert at <= start < end
        assert record.raw == text[start:end] == record.raw.strip()
        for part in (getattr(record, "credit_span", None), getattr(record, "caption_span", None)):
            assert part is None or start <= part.start < part.end <= end
        at = end
    assert at <= len(text)
    assert [article.to_source(i) for i in range(len(article.prose) + 1)] == sorted(
        article.to_source(i) for i in range(len(article.prose) + 1)
    )
    if marker is None:
        assert article.prose == "".join(text[article.to_source(i)] for i in range(len(article.prose)))
        assert article.prose.split() == without(article, text).split()
        assert article.prose == text or article.records
        assert all(start < end for _, start, end in article.pieces)
        assert all(end < start for (_, _, end), (_, start, _) in itertools.pairwise(article.pieces))


def without(article: embeds.Article, text: str) -> str:
    """Return the text with every record's span blanked, so that only prose is left."""
    for record in reversed(article.records):
        glue = "" if is_glued(text, record.span) else " "
        text = text[: record.span.start] + glue + text[record.span.end :]
    return text


def is_glued(text: str, span: embeds.Span) -> bool:
    return not (text[: span.start][-1:].isspace() or text[span.end :][:1].isspace())


@given(TEXTS, st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_anchors_are_the_same_however_a_text_is_scanned(text: str, stretch: int) -> None:
    whole = detector.scan(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detector, "_STRETCH", stretch)
        assert detector.scan(text) == whole


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_json_and_back(text: str) -> None:
    article = embeds.clean(text)
    again = embeds.Article.model_validate_json(article.model_dump_json())
    if re.search("[\ud800-\udfff]", text):
        assert len(again.source) == len(text)  # JSON has no lone surrogates; the offsets stay
    else:
        assert again == article


@pytest.mark.parametrize("case", [case for name in FAMILIES for case in cases(name)], ids=lambda case: case.name)
def test_cleaning_the_prose_again_takes_nothing_more(case: Any) -> None:
    assert embeds.clean(embeds.clean(case.text).prose).records == ()


def work(text: str) -> int:
    """Return how many functions, in Python and in C, are called to clean a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    embeds.clean("Foto: Imago")  # so that what is built once is built before counting
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        embeds.clean(text)
    finally:
        sys.setprofile(before)
    return calls


GROWING: dict[str, Callable[[int], str]] = {
    "one line of words": lambda n: "the ferry was late again and " * n,
    "brackets that never close": lambda n: "(" * 30 * n,
    "dashes and handles": lambda n: "— Name (@handle) " * n,
    "dashes without end": lambda n: "— " * 15 * n + "(@handle)",
    "agencies in one line": lambda n: "Reuters / AP, Getty Images via " * n,
    "labels in one line": lambda n: "Photo: Photo by Foto: © " * n,
    "newlines": lambda n: "\n" * 30 * n + "Foto: Imago",
    "short lines and time stamps": lambda n: "a\n3:05 PM - Apr 1, 2018\n" * n,
    "tweets": lambda n: "Again and again. — Mara Voss (@maravoss) May 3, 2021\n\n" * n,
    "credits": lambda n: "A man. (Photo: Ana Ruiz/AFP via Getty Images)\n" * n,
    "pictures": lambda n: "pic.twitter.com/f6G7h8I9j0\n" * n,
    "digits": lambda n: "1234567890" * 3 * n,
    "punctuation before tweets": lambda n: ("!" * 60 + " — Mara Voss (@maravoss) May 3, 2021\n\n") * (n // 3),
    "digits above time stamps": lambda n: ("1" * 350 + "a\n3:05 PM - Apr 1, 2018\n") * (n // 10),
    "white space above time stamps": lambda n: ("x" + " " * 350 + "x\n3:05 PM - Apr 1, 2018\n") * (n // 10),
    "a word without end": lambda n: "Courtesy" * 4 * n,
    "labels in open brackets": lambda n: "((((Photo: ((((Photo by " * n,
    "notes without handles": lambda n: "♬ original sound - x\n" * n,
    "first lines without tails": lambda n: "View this post on Instagram\n" * n,
    "tails without names": lambda n: "A post shared by " * n,
    "names and lines that go on": lambda n: "A man walks\nalong the pier.\nAna Ruiz\nof Ellery was there.\n\n" * n,
    "newlines behind a credit": lambda n: "(Photo: AP)" + "\n" * 30 * n + "x",
    "spaces behind a credit": lambda n: "(Photo: AP)\n/" + " " * 30 * n + "x",
    **{name: functools.partial(str.__mul__, unit) for name, unit in attack.TEXTS.items()},
    "one tweet behind a long text": lambda n: "the ferry was late. " * n + "— Mara Voss (@maravoss) May 3, 2021",
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_work_grows_no_faster_than_the_text(make: Callable[[int], str]) -> None:
    small, large = work(make(500)), work(make(2000))
    assert large <= 4.5 * small + 500


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_work_for_a_character_is_bounded(make: Callable[[int], str]) -> None:
    """Linear is not enough: articles full of posts and credits take two calls for a character."""
    text = make(20_000 // (len(make(10)) // 10))
    assert work(text) <= 16 * len(text) + 500


class Counted(str):
    """A text that counts the characters copied out of it."""

    __slots__ = ("copied",)

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = str(super().__getitem__(key))
        self.copied = getattr(self, "copied", 0) + len(part)
        return part


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_no_more_is_copied_than_the_text_grows(make: Callable[[int], str]) -> None:
    """A slice to the text's end is one call, but takes time in proportion to the text."""
    small, large = Counted(make(200)), Counted(make(800))
    for text in (small, large):
        text.copied = 0
        detect(text)
    assert large.copied <= 4.5 * small.copied + 5000


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_no_pattern_looks_further_than_its_reach(make: Callable[[int], str]) -> None:
    """Counting calls does not see inside a pattern, so a text of 150,000 characters must come back in time."""
    text = make(5_000)
    with watch.limited(watch.allowed(len(text))):
        embeds.clean(text)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_lines_of_a_stretch_lie_in_it(text: str, data: Any) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(start, end))
    source = Source(text, start, end)
    low, high = source.line(at)
    assert start <= low <= high <= end
    assert "\n" not in text[low:high]
    assert text[low:high] == text[low:high].strip()
