"""What is known of a place where a post could begin, as named numbers.

Each place is described by the white space before it against that behind the post, by the length and the marks of the
words that it would take in, by the line that it would leave outside, and by the language of both.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from .candidates import Question, weight

Row = list[tuple[str, float]]

_LANGUAGES = Path(__file__).parent.parent / "data" / "function_words.json"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LINK = re.compile(r"https?://|pic\.(?:twitter|x)\.com/")
_TAG = re.compile(r"(?<!\w)[#＃]\w")
_MENTION = re.compile(r"(?<!\w)[@＠]\w")
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_ENOUGH = 6  # words to tell a language by
_INLINE = re.compile(r"[#＃@＠]\w+|https?://\S+|pic\.\S+")
_SCRIPTS = (
    ("cjk", re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")),
    ("hangul", re.compile(r"[\uac00-\ud7af]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff]")),
    ("indic", re.compile(r"[\u0900-\u0e7f]")),
)
_CUE = re.compile(
    r"tweet|twitter|wrot|writ|said|says|post|shar|video|watch|see\b|below|follow|repl|respon|schr[ie]+b|tuit|escrib"
    r"|publi|écri|napsal|pisa|ツイート|bluesky|\bX\b|caption|announc|hier\b|here\b",
    re.IGNORECASE,
)


class _Unit:
    """What one stretch between two places holds: counted once, used for every place before it."""

    __slots__ = (
        "cue",
        "debris",
        "emoji",
        "first_person",
        "languages",
        "links",
        "mentions",
        "stop",
        "tags",
        "weight",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.weight = weight(text)
        self.tags = len(_TAG.findall(text)) if "#" in text or "＃" in text else 0
        self.mentions = len(_MENTION.findall(text)) if "@" in text or "＠" in text else 0
        self.links = len(_LINK.findall(text)) if "/" in text else 0
        self.emoji = 0 if text.isascii() else len(_EMOJI.findall(text))
        self.words, self.first_person, self.languages = _language(text)
        self.debris = not any(c.isalnum() for c in _INLINE.sub("", text))
        self.stop = text.rstrip()[-1:]
        self.cue = _CUE.search(text) is not None


@functools.cache
def _function_words() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    data = json.loads(_LANGUAGES.read_text(encoding="utf-8"))
    by_word: dict[str, list[str]] = {}
    for language, words in data["words"].items():
        for word in words.split():
            by_word.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in by_word.items()}, frozenset(data["first_person"].split())


def _language(text: str) -> tuple[int, int, dict[str, float]]:
    """The number of words, of words in the first person, and how much speaks for which language."""
    by_word, first_person = _function_words()
    words = [word.casefold() for word in _WORD.findall(text)]
    counts: dict[str, float] = {}
    for word in words:
        for language in by_word.get(word, ()):
            counts[language] = counts.get(language, 0.0) + 1.0
    if not text.isascii():
        for name, script in _SCRIPTS:
            if found := len(script.findall(text)):
                counts[name] = counts.get(name, 0.0) + found / 3
    return len(words), sum(word in first_person for word in words), counts


def describe(question: Question, places: list[int]) -> Iterator[Row]:
    """A row of named numbers for each place, in order."""
    text = question.source.text
    units = [_Unit(text[a:b]) for a, b in pairwise(places)]
    outside = _Unit(_sentence_before(question, places[0]))
    article = _article_language(question, places[0])
    gap_after = question.source.gap_after(question.after)
    behind = _white(gap_after, ends=question.after + len(gap_after) >= question.source.end)
    gaps = [question.source.gap_before(place) for place in places]
    whites = [_white(gap) for gap in gaps]
    post = _post_language(units)
    nearest_same = next((n for n in range(len(places) - 1, -1, -1) if gaps[n] == gap_after and n < len(units)), -1)
    nearest_class = next((n for n in range(len(places) - 1, -1, -1) if whites[n] == behind and n < len(units)), -1)
    indent = _indent(question.source.gap_before(question.attribution))
    floor_end = question.floor + len(question.source.gap_after(question.floor))
    total = _Totals()
    rows: list[Row] = []
    for n in range(len(places) - 1, -1, -1):
        if n < len(units):
            total.add(units[n], gaps[n + 1] if n + 1 < len(units) else "", post, article)
        row: Row = []
        before = units[n - 1] if n else outside
        _white_space(row, whites[n], behind, gaps[n], gap_after, n, nearest_same, nearest_class, len(units))
        _indentation(row, gaps, n, indent, len(units))
        _length(row, total, question)
        _words(row, text, places[n], units[n] if n < len(units) else None, total)
        _outside(row, before, text, places[n])
        _languages(row, units[n] if n < len(units) else None, before, post, article, total)
        if total.breaks and total.narrowest > max(gaps[n].count("\n"), gap_after.count("\n")) > 0:
            row.append(("inside:wider", 1.0))
        if "\n" in gaps[n] or n == 0:
            row.append((f"rank:{min(total.breaks, 4)}", 1.0))
        if places[n] <= floor_end:
            row.append(("floor", 1.0) if question.floor > question.source.start else ("opens", 1.0))
            row.append((f"floor:lines{min(total.breaks, 3)}", 1.0))
        if n < len(units) and question.split:
            _split(row, units[n], before, gaps[n])
        rows.append(row)
    return reversed(rows)


class _Totals:
    """What all units from a place to the end hold together."""

    __slots__ = (
        *("blanks", "breaks", "emoji", "first_person", "foreign", "links", "mentions", "narrowest", "newlines", "tags"),
        *("units", "weight"),
    )

    def __init__(self) -> None:
        self.weight = self.tags = self.mentions = self.links = self.emoji = self.first_person = 0
        self.blanks = self.newlines = self.units = self.breaks = self.foreign = 0
        self.narrowest = 99  # of the line breaks inside

    def add(self, unit: _Unit, gap_behind: str, post: str, article: str) -> None:
        self.foreign += unit.languages.get(article, 0.0) > unit.languages.get(post, 0.0)
        self.weight += unit.weight
        self.tags += unit.tags
        self.mentions += unit.mentions
        self.links += unit.links
        self.emoji += unit.emoji
        self.first_person += unit.first_person
        self.units += 1
        newlines = gap_behind.count("\n")
        self.blanks += newlines > 1
        self.newlines += newlines == 1
        self.breaks = self.blanks + self.newlines
        self.narrowest = min(self.narrowest, newlines or 99)


def _white(gap: str, *, ends: bool = False) -> str:
    """The kind of a stretch of white space: glued, space, spaces, line, blank, wide; end where the text ends."""
    if ends:
        return "end"
    newlines = gap.count("\n")
    if newlines:
        return "line" if newlines == 1 else "blank" if newlines <= 3 else "wide"
    return "glued" if not gap else "space" if len(gap) == 1 else "spaces"


def _indent(gap: str) -> int:
    return len(gap.rpartition("\n")[2]) if "\n" in gap else -1


def _white_space(
    row: Row,
    white: str,
    behind: str,
    gap: str,
    gap_after: str,
    n: int,
    nearest_same: int,
    nearest_class: int,
    last: int,
) -> None:
    row.append((f"white:{white}", 1.0))
    row.append((f"mirror:{white}|{behind}", 1.0))
    if n == last:
        row.append(("empty", 1.0))
        return
    if gap == gap_after and gap:
        row.append(("same", 1.0))
    if n == nearest_same:
        row.append(("nearest:same", 1.0))
    if n == nearest_class:
        row.append(("nearest:class", 1.0))


def _indentation(row: Row, gaps: list[str], n: int, indent: int, last: int) -> None:
    here = _indent(gaps[n])
    if here < 0 or indent < 0:
        return
    row.append(("indent:equal" if here == indent else "indent:less" if here < indent else "indent:more", 1.0))
    above = next((_indent(gaps[m]) for m in range(n - 1, -1, -1) if "\n" in gaps[m]), None)
    stepped = above is not None and here > above
    if stepped:
        row.append(("indent:step", 1.0))
    if here == indent and indent > 0 and all(_indent(gaps[m]) in (-1, indent) for m in range(n, last)):
        row.append(("indent:run", 1.0))
        if stepped:
            row.append(("indent:run|step", 1.0))


def _length(row: Row, total: _Totals, question: Question) -> None:
    size = total.weight
    row.append(("length:log", math.log1p(size) / 5))
    if size > question.room + 25:
        row.append(("length:over", 1.0))
        row.append(("length:overlog", math.log1p((size - question.room) / 40)))
    for bound in (12, 25, 50, 100, 160):
        if size < bound:
            row.append((f"length:<{bound}", 1.0))
    row.append(("inside:blanks", min(total.blanks, 6) / 2))
    row.append(("inside:newlines", min(total.newlines, 9) / 3))
    row.append(("inside:units", min(total.units, 20) / 5))
    if total.blanks:
        row.append(("inside:blank", 1.0))
    if total.newlines:
        row.append(("inside:newline", 1.0))


def _words(row: Row, text: str, at: int, unit: _Unit | None, total: _Totals) -> None:
    """What the words begin with, and the marks of posts in them."""
    if unit is None:
        return
    row.append((f"first:{_kind(text[at])}", 1.0))
    row.append((f"stop:{_stop(unit.stop)}", 1.0))
    for name, value in (("tag", unit.tags), ("mention", unit.mentions), ("link", unit.links), ("emoji", unit.emoji)):
        if value:
            row.append((f"unit:{name}", 1.0))
    for name, value in (
        ("tags", total.tags),
        ("mentions", total.mentions),
        ("links", total.links),
        ("emoji", total.emoji),
    ):
        if value:
            row.append((f"total:{name}", 1.0))
    if unit.first_person:
        row.append(("unit:first-person", 1.0))
    if not (unit.tags or unit.mentions or unit.links or unit.emoji) and unit.words >= 20:
        row.append(("unit:plain-long", 1.0))
    if unit.words <= 4:
        row.append(("unit:short", 1.0))
    if text[at : at + 24].isupper():
        row.append(("unit:capitals", 1.0))


def _outside(row: Row, before: _Unit, text: str, at: int) -> None:
    """What would stay outside: the line or sentence right before the place."""
    previous = text[:at][-1:] if at == 0 else text[max(0, at - 40) : at].rstrip()[-1:]
    row.append((f"behind:{_stop(previous)}", 1.0))
    if at > 0 and not text[at - 1].isspace():
        row.append((f"glued:{_stop(previous)}|{_kind(text[at : at + 1])}", 1.0))
    if before.cue:
        row.append(("before:cue", 1.0))
        if previous == ":":
            row.append(("before:cue:", 1.0))
    if before.first_person:
        row.append(("before:first-person", 1.0))
    if before.tags or before.emoji:
        row.append(("before:marks", 1.0))
    if before.mentions:
        row.append(("before:mentions", 1.0))
    if before.links:
        row.append(("before:links", 1.0))
    row.append(("before:short" if before.words < 7 else "before:long" if before.words > 28 else "before:middle", 1.0))


def _languages(row: Row, unit: _Unit | None, before: _Unit, post: str, article: str, total: _Totals) -> None:
    if unit is None or not post or not article:
        return
    if post == article:
        row.append(("language:one", 1.0))
        return
    row.append(("language:two", 1.0))
    if total.foreign:
        row.append(("language:foreign", 1.0))
        row.append(("language:foreigners", min(total.foreign, 5) / 2))
    mine, theirs = unit.languages.get(post, 0.0), unit.languages.get(article, 0.0)
    if mine > theirs:
        row.append(("language:unit-post", 1.0))
    elif theirs > mine:
        row.append(("language:unit-article", 1.0))
    mine, theirs = before.languages.get(post, 0.0), before.languages.get(article, 0.0)
    if theirs > mine:
        row.append(("language:before-article", 1.0))
        if not total.foreign:
            row.append(("language:turn", 1.0))
    elif mine > theirs:
        row.append(("language:before-post", 1.0))


def _split(row: Row, unit: _Unit, before: _Unit, gap: str) -> None:
    """Where lines are broken around links and tags, a line of them alone begins nothing."""
    white = _white(gap)
    row.append((f"split:{white}", 1.0))
    if unit.debris:
        row.append((f"split:debris|{white}", 1.0))
    if before.debris and white == "line":
        row.append(("split:behind-debris", 1.0))
    if white == "line" and gap != "\n":
        row.append(("split:space-before" if gap[0] != "\n" else "split:space-behind", 1.0))


def _sentence_before(question: Question, at: int) -> str:
    """The line before a place, as far as its last sentence."""
    low = max(question.floor, question.source.start, at - 200)
    return re.split(r"(?<=[.!?…:。])\s+|\n", question.source.text[low:at].strip())[-1]


def _article_language(question: Question, first: int) -> str:
    """The language of what stands around the post."""
    source = question.source
    around = (
        source.text[max(source.start, first - 400) : first]
        + source.text[question.after : min(source.end, question.after + 400)]
    )
    counts = _language(around)[2]
    return max(counts, key=counts.__getitem__, default="")


def _post_language(units: list[_Unit]) -> str:
    """The language of the last words before the attribution; "?" where enough words are in none that is known."""
    counts: dict[str, float] = {}
    words = 0
    for unit in reversed(units):
        if unit.debris:
            continue
        for language, value in unit.languages.items():
            counts[language] = counts.get(language, 0.0) + value
        words += unit.words
        if words >= _ENOUGH:
            break
    return max(counts, key=counts.__getitem__, default="?" if words >= _ENOUGH else "")


def _kind(character: str) -> str:
    """The kind of a first character."""
    if character in "#＃":
        return "tag"
    if character in "@＠":
        return "mention"
    if _EMOJI.match(character):
        return "emoji"
    if character in "\"'“„«‘「『":
        return "quote"
    if character.isdigit():
        return "digit"
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    return "letter" if character.isalpha() else "other"


def _stop(character: str) -> str:
    """The kind of a last character."""
    if not character:
        return "none"
    if character in ".。":
        return "period"
    if character in "!?！？…":
        return character if character in "!?" else "!"
    if character in ":：":
        return "colon"
    if character in "\"”“»’'」』":
        return "quote"
    if character in ",;-–—、":
        return "comma"
    if character in ")）]":
        return "bracket"
    if _EMOJI.match(character):
        return "emoji"
    return "word" if character.isalnum() else "other"
