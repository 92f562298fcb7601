"""Describe each place where a post could begin as a row of features: named numbers.

They tell of the white space before the place and behind the post, of the length and the marks of the words that the
post would take in, of the line that it would leave outside, and of the language of both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..learned.weights import Row
from ..text.gaps import end_of, kind_of
from ..text.language import likeliest_language
from ..text.scripts import SCRIPTS
from .candidates import Question
from .indentation import indentation
from .introductions import introductions
from .layout import shapes
from .openings import openings
from .strange import strangers
from .together import together
from .typeset import typesetting
from .units import Kinds, Unit, kind

_ENOUGH = 6  # words before the attribution that tell the post's language
_AROUND = 1500  # code points before and behind the post that show what is usual in the article
_NEAR = 200  # code points on each side that tell the article's language: fewer go wrong than with 400
_TOLD = 2  # common words that tell the language of the line before a place
_SPACELESS = ("cjk", "hangul")  # have so many different sequences of characters that a new one says nothing
_SENTENCE_STOPS = ("period", "!", "?", "quote")
_BEFORE = {"tag": "before:marks", "emoji": "before:marks", "mention": "before:mentions", "link": "before:links"}
_WHITE, _ATTACHED, _RANK, _SENTENCES = map(Kinds, ("white", "attached", "rank", "sentences"))
_FIRST, _STOP, _BEHIND, _GLUED, _PARTED = map(Kinds, ("first", "stop", "behind", "glued", "parted"))
_GOES_ON = Kinds("goes-on")
_BEHIND_SENTENCE = re.compile(r"\s(?<=[.!?…:。].)\s*")


@dataclass(slots=True)
class _View:
    """What is the same for all places of one question."""

    units: list[Unit]
    gaps: list[str]  # the white space before each place
    whites: list[str]  # the kinds of these gaps
    gap_after: str  # the white space behind the post
    attached: str  # the kind of the white space before the attribution
    floor_end: int
    goes_on: bool  # whether a sentence of the article goes on behind the post
    post: str  # the post's language
    article: str  # the article's language
    two_languages: bool  # whether both languages are known and differ


def _view(question: Question, places: list[int], around: tuple[str, str]) -> _View:
    text, source = question.source.text, question.source
    units = [Unit(text[a:b]) for a, b in pairwise(places)]
    gaps = [source.gap_before(place) for place in places]
    post, article = _post_language(units), likeliest_language(around[0][-_NEAR:] + around[1][:_NEAR])
    return _View(
        units=units,
        gaps=gaps,
        whites=[kind_of(gap) for gap in gaps],
        gap_after=source.gap_after(question.after),
        goes_on=question.goes_on(),
        attached=kind_of(source.gap_before(question.attribution)),
        floor_end=question.floor + len(source.gap_after(question.floor)),
        post=post,
        article=article,
        two_languages=bool(post and article) and post != article,
    )


def describe(question: Question, places: list[int]) -> Iterator[Row]:
    """Return a row of features for each place, in order."""
    text = question.source.text
    around = question.around(places[0], _AROUND)
    view = _view(question, places, around)
    units, total = view.units, _Totals()
    outside = Unit(_sentence_before(question, places[0]))
    shaped = shapes(question, places, units, view.whites)
    typesetting(shaped, text, places, view.gaps, around)
    indentation(shaped, question, places[0], view.gaps)
    introductions(shaped, question, places, units, view.whites)
    openings(shaped, text, places)
    together(shaped, question, places, units, view.whites, outside, view.attached)
    if view.article not in _SPACELESS:
        strangers(shaped, text, places, around)
    rows: list[Row] = []
    for n in range(len(places) - 1, -1, -1):  # backwards: each place takes in all that the one behind it takes in
        unit = units[n] if n < len(units) else None
        if unit:
            total.add(unit, view.gaps[n + 1] if n + 1 < len(units) else "", view)
        row = shaped[n]
        before = units[n - 1] if n else outside
        _white_space(row, view, n, total)
        _length(row, total, question)
        if unit:
            _words(row, text, places[n], unit, total)
            if view.two_languages:
                _languages(row, [unit, before, *reversed(units[max(0, n - 3) : max(0, n - 1)])], view, total)
            elif view.post and view.article:
                row.append(("language:one", 1.0))
            _sentences(row, before, view.gaps[n], total)
        _outside(row, before, text, places[n], view.whites[n])
        if view.goes_on:
            row.append(_GOES_ON[end_of(before.stop)])
        if places[n] <= view.floor_end:
            row.append(("floor" if question.floor > question.source.start else "opens", 1.0))
        if unit and question.split:
            _split(row, unit, before, view.gaps[n])
        rows.append(row)
    return reversed(rows)


class _Totals:
    """Sums over all units from a place to the end of the words."""

    __slots__ = (
        *("alien", "blanks", "breaks", "count", "cues", "foreign"),
        *("marks", "newlines", "sentences", "units", "weight"),
    )

    def __init__(self) -> None:
        self.count = self.weight = self.blanks = self.newlines = self.units = self.breaks = self.foreign = 0
        self.cues = 0  # stretches with a word that announces a post or reports speech
        self.sentences = 0  # sentences or lines that end before the last one
        self.marks: dict[str, None] = {}  # a set that keeps the order in which they are met
        self.alien = 0.0  # common words of the article's language beyond those of the post's, unit by unit

    def add(self, unit: Unit, gap_behind: str, view: _View) -> None:
        if view.two_languages:
            alien = unit.told.languages.get(view.article, 0.0) - unit.told.languages.get(view.post, 0.0)
            self.foreign += alien > 0
            self.alien += max(0.0, alien)
        self.count += unit.count
        self.weight += unit.weight
        if unit.marks:
            self.marks.update(dict.fromkeys(unit.marks))
        self.units += 1
        newlines = gap_behind.count("\n")
        self.blanks += newlines > 1
        self.newlines += newlines == 1
        self.breaks = self.blanks + self.newlines


def _white_space(row: Row, view: _View, n: int, total: _Totals) -> None:
    """Add the white space before the place, compared with that behind the post and that between lines taken in."""
    white, gap = view.whites[n], view.gaps[n]
    row.append(_WHITE[white])
    if n == len(view.units):
        row.append(("empty", 1.0))
    else:
        row.append(_ATTACHED[view.attached, white])
        if gap == view.gap_after and gap:
            row.append(("same", 1.0))
    if gap.startswith("  \n"):  # a line break of Markdown within a paragraph
        row.append(("white:within", 1.0))
    if "\n" in gap or n == 0:
        row.append(_RANK[min(total.breaks, 4)])


def _length(row: Row, total: _Totals, question: Question) -> None:
    size = total.weight if question.wide else total.count
    row.append(("length:log", math.log1p(size) / 5))
    bound = question.room + 25
    if size > bound:
        row += [("length:over", 1.0), ("length:overlog", math.log1p((size - question.room) / 40))]
    if total.count > bound:
        row += [("count:over", 1.0), ("count:overlog", math.log1p((total.count - question.room) / 40))]
    row.append(("inside:units", min(total.units, 20) / 5))
    if total.blanks:
        row += [("inside:blank", 1.0), ("inside:blanks", min(total.blanks, 6) / 2)]
    if total.newlines:
        row += [("inside:newline", 1.0), ("inside:newlines", min(total.newlines, 9) / 3)]


def _words(row: Row, text: str, at: int, unit: Unit, total: _Totals) -> None:
    """Add what the words begin with, and the marks of posts in them."""
    row.append(_FIRST[kind(text[at])])
    row.append(_STOP[end_of(unit.stop)])
    if total.marks:
        row += [(f"unit:{mark}", 1.0) for mark in unit.marks]
        row += [(f"total:{mark}", 1.0) for mark in total.marks]
    total.cues += unit.cue
    if unit.cue:
        row.append(("unit:cue", 1.0))
    if total.cues:
        row.append(("inside:cues", min(total.cues, 3) / 2))
    if unit.told.first_person:
        row.append(("unit:first-person", 1.0))
    if unit.told.second_person:
        row.append(("unit:second-person", 1.0))
    if not unit.marks and unit.told.words >= 20:
        row.append(("unit:plain-long", 1.0))
    if unit.told.words <= 4:
        row.append(("unit:short", 1.0))


def _outside(row: Row, before: Unit, text: str, at: int, white: str) -> None:
    """Add what would stay outside: the line or sentence right before the place."""
    behind = end_of(before.stop)
    row += [_BEHIND[behind], _PARTED[behind, white]]
    if at > 0 and not text[at - 1].isspace():
        row.append(_GLUED[behind, kind(text[at : at + 1])])
    if before.cue:
        row.append(("before:cue", 1.0))
        if before.stop == ":":
            row.append(("before:cue:", 1.0))
    if before.told.first_person:
        row.append(("before:first-person", 1.0))
    if before.told.second_person:
        row.append(("before:second-person", 1.0))
    if before.marks:
        row += [(name, 1.0) for name in dict.fromkeys([_BEFORE[mark] for mark in before.marks])]


def _sentences(row: Row, before: Unit, gap: str, total: _Totals) -> None:
    """Add how many sentences or lines are taken in behind the first."""
    row.append(_SENTENCES[min(total.sentences, 4)])
    if "\n" in gap or end_of(before.stop) in _SENTENCE_STOPS:
        total.sentences += 1


def _languages(row: Row, backwards: list[Unit], view: _View, total: _Totals) -> None:
    """Add whether the text changes from the article's language to the post's before the first of these units."""
    post, article = view.post, view.article
    row.append(("language:two", 1.0))
    if total.foreign:
        row.append(("language:foreign", 1.0))
        row.append(("language:foreigners", min(total.foreign, 5) / 2))
        row.append(("language:alien", min(total.alien, 8.0) / 2))
    unit, *above = [
        (found.told.languages.get(post, 0.0), found.told.languages.get(article, 0.0)) for found in backwards
    ]
    mine, theirs = unit
    if mine > theirs:
        row.append(("language:unit-post", 1.0))
    elif theirs > mine:
        row.append(("language:unit-article", 1.0))
    mine, theirs = above[0]
    if theirs > mine:
        row.append(("language:before-article", 1.0))
        if not total.foreign:
            row.append(("language:turn", 1.0))
    elif mine > theirs:
        row.append(("language:before-post", 1.0))
    for more in above[1:]:  # a few words tell no language: ask the lines above, too
        if mine + theirs >= _TOLD:
            break
        mine, theirs = mine + more[0], theirs + more[1]
    if mine != theirs:
        row.append(("language:above-article" if theirs > mine else "language:above-post", 1.0))


def _split(row: Row, unit: Unit, before: Unit, gap: str) -> None:
    """Add whether links or tags alone stand behind or before the place, where lines are broken around them."""
    white = kind_of(gap)
    row.append((f"split:{white}", 1.0))
    if unit.debris:
        row.append((f"split:debris|{white}", 1.0))
    if before.debris and white == "line":
        row.append(("split:behind-debris", 1.0))
    if white == "line" and gap != "\n":
        row.append(("split:space-before" if gap[0] != "\n" else "split:space-behind", 1.0))


def _sentence_before(question: Question, at: int) -> str:
    """Return the last sentence of the line before a place."""
    low = max(question.floor, question.source.start, at - 200)
    line = question.source.text[low:at].strip().rpartition("\n")[2]
    return _BEHIND_SENTENCE.split(line)[-1]


def _post_language(units: list[Unit]) -> str:
    """Return the language of the last words before the attribution: "" for too few words, "?" for none that is known.

    One word in a script other than Latin tells it at once: "YouTube反对画中画" is Chinese.
    """
    counts: dict[str, float] = {}
    words = 0
    for unit in reversed(units):
        if unit.debris:
            continue
        for language, value in unit.told.languages.items():
            counts[language] = counts.get(language, 0.0) + value
        words += unit.told.words
        if words >= _ENOUGH or any(counts.get(script, 0.0) >= 1 for script, _ in SCRIPTS):
            break
    return max(counts, key=counts.__getitem__, default="?" if words >= _ENOUGH else "")
