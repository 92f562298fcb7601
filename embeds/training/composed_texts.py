"""Compose texts to learn where posts begin, from labelled posts and articles.

Labelled posts are few, and each stands in one article. So they are swapped with each other and moved into articles
without posts, with the line breaks that the extractor of that text would print (STYLES); and they are set between prose
in two flattenings that the labelled texts lack. Each text keeps the sites of its post and of its surroundings, so that
it is left out of the learning when one of these sites is judged.
"""

from __future__ import annotations

import collections
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..text import links
from ..text.blocks import Source
from ..text.language import likeliest_language
from .composed_leads import lead, reshaped

# What each extractor prints for one line break in a post, and for two (`~`: the indentation), on labelled pages.
STYLES = {
    "boilerpy3": (["\n"], ["\n"]),
    "bs_article": (["\n", "", "\n", " "], ["\n", "", " "]),
    "bs_article_strip": ([" "], [" "]),
    "bs_p_join": (["\n", "", " "], ["\n\n"]),
    "inscriptis": (["\n~"], ["\n\n~"]),
    "mozilla_inscriptis": (["\n~"], ["\n\n~"]),
    "mozilla_textcontent": (["\n", "", "\n", " "], ["\n", "", " "]),
    "newspaper3k": (["\n\n"], ["\n\n\n\n", " ", "\n\n"]),
    "resiliparse": (["\n"], ["\n\n"]),
    "text": (["\n"], ["\n\n"]),
    "trafilatura": (["\n"], ["\n"]),
    "trafilatura_recall": (["\n"], ["\n"]),
}
_KEEP_BREAKS = ("inscriptis", "mozilla_inscriptis", "text")  # extractors that keep a post's own line breaks
_SAME_LANGUAGE = 0.75  # share of the posts that are in the language of the text they are set into
_SIGNATURE = re.compile(r"(.*\))(\s*)(.*)$", re.DOTALL)
_PARAGRAPH_END = re.compile(r"(?<=[.!?”\"…:。»])[^\S\n]*+\n\s*+")
_HEADING_END = re.compile(r"(?<=[^\s.!?”\"…:。»])[^\S\n]*+\n\s*+")  # the end of a heading or a list item
_BELOW_HEADING = 0.4  # share of the moved posts that stand below such a line
_SENTENCE_END = re.compile(r"(?<=[.!?”\"…:。»])\s+(?=[A-Z„“\"«¿\d])")
# The white space before and behind a flattened post, and how often each kind is drawn.
_BEFORE = {"\n\n": 3, "\n": 3, " ": 2, "": 2, "\n\n\n\n": 1}
_BEHIND = {"\n\n": 3, "\n": 3, " ": 2, "": 0.5, "\n\n\n\n": 1}
_LINE_ENDS = {  # where a flattened post is set, and how often: behind a sentence, inside one, behind any line
    re.compile(r"(?<=[.!?”\"])\s*\n"): 8,
    re.compile(r"(?<=[\w,])[^\S\n]*+\n\s*+(?=[.,;:)a-zß-ÿ])"): 1,
    re.compile(r"(?<=\S)\s*\n"): 1,
}
_ONE_LINE, _LAST = 0.1, 0.1  # share of flattened texts that are on one line, and that end with the post
_EMPTY = 0.01  # share of flattened posts without words: of a post that is a picture, a text keeps only the signature
_INLINE = re.compile(rf"(\s?)(https?://t\.co/{links.CODE}|pic\.twitter\.com/{links.CODE}|#\w+|@\w+)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled post in its text: its words are [start, words_end), its signature [dash, end), in code points."""

    site: str
    key: str
    extractor: str
    text: str
    floor: int
    start: int
    words_end: int
    dash: int
    end: int

    @property
    def words(self) -> str:
        """The post's words as they stand in the text."""
        return self.text[self.start : self.words_end]

    @property
    def name(self) -> str:
        """The author's name as the signature has it."""
        return self.text[self.dash : self.end].partition("(")[0].strip("—–- \n")

    @property
    def signature(self) -> tuple[str, str, str] | None:
        """The name, the white space before the date, and the date; None if they are broken over lines."""
        parts = _SIGNATURE.match(self.text[self.dash : self.end])
        return (parts[1], parts[2], parts[3]) if parts and "\n" not in parts[1] + parts[3] else None


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text in which the post stands at [start, end), with the post and the site of its surroundings."""

    text: str
    floor: int
    start: int
    end: int
    post: Labelled
    surroundings: str
    extractor: str
    kind: str


class _Posts:
    """The labelled posts to draw from, each once."""

    def __init__(self, rng: random.Random, labelled: Sequence[Labelled]) -> None:
        by_key: dict[tuple[str, str], list[Labelled]] = collections.defaultdict(list)
        for one in labelled:
            if one.key and one.signature:
                by_key[one.site, one.key].append(one)
        self.rng = rng
        self.all = [max(same, key=_breaks_kept) for same in by_key.values()]
        self.by_language: dict[str, list[Labelled]] = collections.defaultdict(list)
        for one in self.all:
            self.by_language[likeliest_language(one.words)].append(one)

    def draw(self, around: str) -> Labelled:
        """Return a random post, mostly one in the language of the text around it."""
        same = self.by_language.get(likeliest_language(around), [])
        return self.rng.choice(same if len(same) >= 5 and self.rng.random() < _SAME_LANGUAGE else self.all)


def _breaks_kept(one: Labelled) -> tuple[bool, int]:
    return one.extractor in _KEEP_BREAKS, one.words.count("\n")


def _set(rng: random.Random, words: str, extractor: str, indent: str) -> str:
    """Return the words with their line breaks as this extractor prints them."""
    line, blank = (rng.choice(choices).replace("~", indent) for choices in STYLES[extractor])
    return re.sub(r"(?<!\s)[^\S\n]*+\n\s*+", lambda gap: blank if gap.group().count("\n") > 1 else line, words.strip())


def swapped(rng: random.Random, labelled: Sequence[Labelled], times: int) -> Iterator[Composed]:
    """Yield texts in which each labelled post is replaced by another, `times` times, in the same white space."""
    posts = _Posts(rng, labelled)
    for place in labelled:
        signature = place.signature
        if place.extractor not in STYLES or signature is None or not place.key:
            continue
        low = max(0, place.start - 2500)
        before, behind = place.text[low : place.start], place.text[place.end : place.end + 900]
        indent = before[len(before.rstrip(" ")) :]
        for _ in range(times):
            post = posts.draw(before[-600:] + behind[:300])
            if post.key != place.key:
                whole = before + _set(rng, reshaped(rng, post.words), place.extractor, indent)
                whole += place.text[place.words_end : place.dash] + _signed(post, signature[1])
                floor = max(place.floor - low, 0)
                yield Composed(
                    whole + behind, floor, len(before), len(whole), post, place.site, place.extractor, "swapped"
                )


def _signed(post: Labelled, date_gap: str) -> str:
    name, _, date = post.signature or ("", "", "")
    return name + date_gap + date


def moved(
    rng: random.Random, labelled: Sequence[Labelled], lines: Sequence[dict[str, Any]], number: int
) -> Iterator[Composed]:
    """Yield `number` texts with a post between their paragraphs, printed as the text's extractor prints posts."""
    posts, models = _Posts(rng, labelled), collections.defaultdict(list)
    for one in labelled:
        if one.extractor in STYLES and one.signature and one.key:
            models[one.extractor].append(one)
    long = (line for line in lines if not line.get("partial") and len(line["text"]) >= 600)
    by_site = _by_site(line for line in long if models.get(line.get("extractor") or "text"))
    sites = sorted(by_site)
    for _ in range(number if sites else 0):
        line = rng.choice(by_site[rng.choice(sites)])
        if made := _moved(rng, posts, models, line):
            yield made


def _moved(
    rng: random.Random, posts: _Posts, models: dict[str, list[Labelled]], line: dict[str, Any]
) -> Composed | None:
    text, extractor = line["text"], str(line.get("extractor") or "text")
    one_line = extractor == "bs_article_strip"
    paragraph_end = _HEADING_END if rng.random() < _BELOW_HEADING else _PARAGRAPH_END
    ends = list((_SENTENCE_END if one_line else paragraph_end).finditer(text, 60, len(text) - 60))
    ends = [e for e in ends if not any(f["start"] - 1 <= e.start() <= f["end"] + 1 for f in line["fragments"])]
    if not ends:
        return None
    end, model = rng.choice(ends), rng.choice(models[extractor])
    before, behind = text[max(0, end.start() - 2000) : end.start()], text[end.end() : end.end() + 800]
    gap_before = gap_behind = end.group()
    if not one_line and rng.random() < 0.4:
        source = Source(model.text, 0, len(model.text))
        gap_before, gap_behind = source.gap_before(model.start), source.gap_after(model.end)
    post, date_gap = posts.draw(before[-600:]), (model.signature or ("", " ", ""))[1]
    before += gap_before + lead(rng, likeliest_language(before[-600:]), post.name, post.words, gap_before, before)
    start, indent = len(before), gap_before.rpartition("\n")[2]
    whole = before + _set(rng, reshaped(rng, post.words), extractor, indent)
    whole += model.text[model.words_end : model.dash] + _signed(post, date_gap)
    return Composed(whole + gap_behind + behind, 0, start, len(whole), post, site_of(line), extractor, "moved")


def flattened(
    rng: random.Random, labelled: Sequence[Labelled], lines: Sequence[dict[str, Any]], times: int
) -> Iterator[Composed]:
    """Yield each post between prose, glued, or broken around its links, which the labelled texts never are."""
    prose = _by_site(line for line in lines if not line.get("partial") and len(line["text"]) >= 1200)
    sites, seen = sorted(prose), set()
    for post in labelled:
        signature = _SIGNATURE.match(post.text[post.dash : post.end])
        if not post.key or not signature or (post.site, post.key) in seen or not prose:
            continue
        seen.add((post.site, post.key))
        for _ in range(times):
            line = rng.choice(prose[rng.choice(sites)])
            if (around := _split_prose(rng, line)) is None:
                continue
            words, gap, date_gap = _flatten(rng, reshaped(rng, post.words))
            before, behind = (rng.choices(list(gaps), list(gaps.values()))[0] for gaps in (_BEFORE, _BEHIND))
            if "\n" in before and rng.random() < _EMPTY:
                words = gap = ""
            above = around[0] + before
            above += lead(rng, likeliest_language(above[-600:]), post.name, post.words, before, above)
            start, whole = len(above), above + words + gap + signature[1] + date_gap + signature[3]
            text = whole + behind + around[1]
            yield Composed(text, 0, start, len(whole), post, site_of(line), "composed", "flattened")


def _by_site(lines: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the lines of each site: drawn by site, no site with many pages surrounds most posts."""
    by_site: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for line in lines:
        by_site[site_of(line)].append(line)
    return by_site


def _split_prose(rng: random.Random, line: dict[str, Any]) -> tuple[str, str] | None:
    """Return the prose before and behind a line's end: sometimes on one line, sometimes with nothing behind."""
    text = line["text"]
    spans = [(f["start"], f["end"]) for f in line["fragments"]]
    line_end = rng.choices(list(_LINE_ENDS), list(_LINE_ENDS.values()))[0]
    ends = [end.start() for end in line_end.finditer(text)]
    ends = [end for end in ends if not any(low <= end <= high for low, high in spans)]
    if not ends:
        return None
    end = rng.choice(ends)
    before, behind = text[:end].rstrip()[-1500:], text[end:].lstrip()[:800]
    if rng.random() < _LAST:
        behind = ""
    if rng.random() < _ONE_LINE:
        before, behind = re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", behind)
    return before, behind


def _flatten(rng: random.Random, body: str) -> tuple[str, str, str]:
    """Return the words as an extractor prints them, and the gaps before the dash and before the date.

    An extractor that joins an element's strings with nothing glues lines together; one that joins them with a newline
    breaks lines around every link and tag too.
    """
    lines = [line for line in map(str.strip, re.split(r"\n+", body)) if line]
    if rng.random() < 0.5:
        return "".join(lines), rng.choices(["", " "], [4, 1])[0], " "
    words = _INLINE.sub(lambda m: (m[1] if rng.random() < 0.7 else "") + "\n" + m[2] + "\n", "\n".join(lines))
    return re.sub(r"\n\n+", "\n", words).strip("\n"), "\n", " \n"


def site_of(line: dict[str, Any]) -> str:
    """Return the site of a labelled text."""
    return str(line.get("outlet") or line["source"])
