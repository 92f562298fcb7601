"""How the words at a place are shaped: lists that go on, headings, quotations left open, scraps of links, seams inside.

A line that opens like the one above it continues a list; a short line that ends without a stop heads what is below it
rather than belonging to it; a quotation is not begun in its middle; a line of links and tags alone begins nothing; and
where the scraper glued the lines of a post, a glued seam is no reason to stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..learned.weights import Row
from ..text import links
from ..text.gaps import end_of
from ..text.scripts import EMOJI
from .candidates import Question
from .units import Unit

_LEAD = re.compile(rf"[{EMOJI}]|\d{{1,2}}[.)/]|[a-zA-Z][.)]\s|[-–•*►▶→✓·>]")
_TAGS = re.compile(r"\s*(?:[#＃]\w+\s*)+")
_LINK_FIRST = re.compile(rf"https?://|{links.PICTURE_HOST}|//t\.co")
_OPENERS, _CLOSERS = "“„«「『", "”»」』"
_SEAM = '.!?…。”"»:)'
_STRAIGHT = {"“": '"', "”": '"', "‘": "'"}
_RESUMED = "\"„«»「『'-*•"
_QUOTE_REACH = 250
_SPEECH = re.compile(r"[,.!?][\"”»]\s+[^\W\d_][^\"“”«»\n]{2,60}[\"“«]|,[\"”»]\s+[^\W\d_]|[\"“”»],\s+[^\W\d_]")
_BREAKS = ("line", "blank", "wide")
_HEADING_WORDS = (3, 7, 12)


def shapes(question: Question, places: list[int], units: list[Unit], whites: list[str], attached: str) -> list[Row]:
    """A row for each place, in order. `whites` are the kinds of white space before the places and the signature."""
    rows: list[Row] = [[] for _ in places]
    _parallel(rows, question.source.text, places, whites)
    _resumed(rows, question, places, whites)
    _headings(rows, question.source.text, places, units, whites)
    _quotations(rows, question, places)
    _scraps(rows, question.source.text, places, units, whites)
    _seams(rows, question.source.text, places, whites, attached)
    return rows


def _lead(text: str, at: int) -> str:
    """What a list's item opens with: its emoji or bullet; "1" for any number, "a" for any letter."""
    found = _LEAD.match(text, at)
    if found is None:
        return ""
    first = found.group()[0]
    return "1" if first.isdigit() else "a" if first.isalpha() else first


def _parallel(rows: list[Row], text: str, places: list[int], whites: Sequence[str]) -> None:
    """Whether the line opens like the one above or below, or heads a list."""
    lines = [n for n, white in enumerate(whites) if n == 0 or white in _BREAKS]
    leads = [_lead(text, place) for place in places]
    for number, n in enumerate(lines):
        above = leads[lines[number - 1]] if number else ""
        below = [leads[m] for m in lines[number + 1 : number + 3] if m < len(places) - 1]
        if leads[n] and above == leads[n]:
            rows[n].append(("parallel:above", 1.0))
        if leads[n] and below[:1] == [leads[n]]:
            rows[n].append(("parallel:below", 1.0))
        if not leads[n] and len(below) == 2 and below[0] and below[0] == below[1]:
            rows[n].append(("parallel:heads", 1.0))
    seen: set[str] = set()
    for n, lead in enumerate(leads):
        if lead in seen:
            rows[n].append(("parallel:earlier", 1.0))
        elif lead not in ("", "1", "a"):
            seen.add(lead)


def _resumed(rows: list[Row], question: Question, places: list[int], whites: Sequence[str]) -> None:
    """Whether the line opens like the one behind the post: a quotation or a list of the article, not of the post."""
    text, behind = question.source.text, question.after + len(question.source.gap_after(question.after))
    mark = _STRAIGHT.get(text[behind], text[behind]) if behind < question.source.end else ""
    if not mark or mark not in _RESUMED:
        return
    taken = False
    for n in range(len(places) - 2, -1, -1):
        if taken:
            rows[n].append(("resumed:inside", 1.0))
        first = text[places[n]]
        if (n == 0 or whites[n] in _BREAKS) and _STRAIGHT.get(first, first) == mark:
            rows[n].append(("resumed", 1.0))
            taken = True


def _headings(rows: list[Row], text: str, places: list[int], units: list[Unit], whites: Sequence[str]) -> None:
    """Whether the line ends without a stop, by its number of words, and how many such lines the words take in."""
    short = 0
    for n in range(len(units) - 2, -1, -1):
        unit = units[n]
        whole_line = whites[n] in _BREAKS and whites[n + 1] in _BREAKS
        if whole_line and end_of(unit.stop) in ("word", "bracket", "other") and not _lead(text, places[n]):
            most = next((most for most in _HEADING_WORDS if unit.told.words <= most), None)
            rows[n].append((f"heading:{most or 'long'}", 1.0))
            short += most in _HEADING_WORDS[:2]
        if short:
            rows[n].append(("headings", min(short, 4) / 2))


def _quotations(rows: list[Row], question: Question, places: list[int]) -> None:
    """Whether a quotation is cut: closed in the words, but opened before them, or the other way round."""
    text, end = question.source.text, places[-1]
    floor = max(question.floor, question.source.start)
    around = text[max(floor, places[0] - _QUOTE_REACH) : end]
    openers, closers = ([c for c in marks if c in around] for marks in (_OPENERS, _CLOSERS))
    if not (openers or closers or '"' in around):
        return
    speech = max([said.start() for said in _SPEECH.finditer(text, places[0], end)], default=-1)
    opened = straight = 0
    for n in range(len(places) - 1, -1, -1):
        piece, end = text[places[n] : end], places[n]
        opened += sum([piece.count(c) for c in openers]) - sum([piece.count(c) for c in closers])
        straight += piece.count('"')
        if opened:
            rows[n].append(("quote:opens" if opened > 0 else "quote:closes", 1.0))
        if places[n] <= speech:  # somebody is quoted as reporters do: "I do," she said. "We all do."
            rows[n].append(("quote:speech", 1.0))
        if straight % 2:
            rows[n].append(("quote:odd", 1.0))
        line = text[max(floor, places[n] - _QUOTE_REACH) : places[n]].rpartition("\n")[2]
        if sum([line.count(c) for c in openers]) > sum([line.count(c) for c in closers]):
            rows[n].append(("quote:within", 1.0))
        elif line.count('"') % 2:
            rows[n].append(("quote:within-straight", 1.0))


def _scraps(rows: list[Row], text: str, places: list[int], units: list[Unit], whites: Sequence[str]) -> None:
    """Links and tags that stand alone, apart from words that have a link in them."""
    only = True
    for n in range(len(units) - 1, -1, -1):
        unit, row = units[n], rows[n]
        only = only and unit.debris
        if unit.debris:
            row += [("scrap", 1.0), (f"scrap:{whites[n]}", 1.0)]
        if only:
            row.append(("scrap:all", 1.0))
        if _LINK_FIRST.match(text, places[n]):
            row.append(("scrap:link", 1.0))
        if n and units[n - 1].debris:
            row.append((f"scrap:before-{whites[n]}", 1.0))
        if unit.marks == ["tag"] and _TAGS.fullmatch(text[places[n] : places[n + 1]]):
            row.append(("tags", 1.0))
            rows[n + 1].append(("tags:before", 1.0))


def _seams(rows: list[Row], text: str, places: list[int], whites: Sequence[str], attached: str) -> None:
    """How many glued seams the words take in."""
    passed = 0
    for n in range(len(places) - 2, -1, -1):
        at, white = places[n], whites[n]
        if passed:
            rows[n] += [(f"seams:{min(passed, 2)}", 1.0), (f"seams|{attached}", 1.0), (f"seams:|{white}", 1.0)]
        passed += white == "glued" and at > 0 and text[at - 1] in _SEAM and text[at].isalnum()
