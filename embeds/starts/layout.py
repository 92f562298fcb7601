"""Describe the layout at each place: lists, headings, open quotations, lines of links alone, stubs of sentences.

A line that opens like the one above it continues a list. A short line without a stop at its end is a heading, and
belongs to what is below it. A post does not begin in the middle of a quotation, or with a line of nothing but links and
tags, or behind an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..learned.weights import Row
from ..text import links
from ..text.gaps import end_of, kind_of
from ..text.scripts import EMOJI
from .candidates import BULLETS, Question
from .units import Unit

_LEAD = re.compile(rf"[{EMOJI}]|\d{{1,2}}[.)/]|[a-zA-Z][.)]\s|[-–•*►▶→✓·>]")  # "1)", "a. ", "•", an emoji
_TAGS = re.compile(r"\s*(?:[#＃]\w+\s*)+")
_LINK_FIRST = re.compile(rf"https?://|{links.PICTURE_HOST}|//t\.co")
_ADDRESS = re.compile(
    r"https?://(?:\w{1,9}\.)?(?:twitter|x|bsky)\.(?:com|app)/[^\s/]{1,60}/(?:status|post)/"
)  # of a post
_HEADING = re.compile(r"#{1,6}\s")  # "## Two votes" in Markdown. Not "#TwoVotes"
_OPENERS, _CLOSERS = "“„«「『", "”»」』"
_STRAIGHT = {"“": '"', "”": '"', "‘": "'"}
_RESUMED = "\"„«»「『'-*•"  # what a quotation or a list goes on with
_QUOTE_REACH = 250  # code points before a place in which a quotation may have been opened
# Speech as reporters quote it: '"I do," she said. "We', '," she said', '", she said'. Not '"I do." She left.'
_SPEECH = re.compile(r"[,.!?][\"”»]\s+[^\W\d_][^\"“”«»\n]{2,60}[\"“«]|,[\"”»]\s+[^\W\d_]|[\"“”»],\s+[^\W\d_]")
_BREAKS = ("line", "blank", "wide")
_SCALE = {"glued": 0, "space": 1, "spaces": 2, "line": 3, "blank": 4, "wide": 5}  # how much white space parts
_INSIDE, _BEHIND = (
    tuple((f"bound:{where}|{how}", 1.0) for how in ("same", "more", "less")) for where in ("inside", "behind")
)
_ABBREVIATION = re.compile(r"(?:^|\s)[^\W\d_]{1,4}\.\Z")  # "prof.", "at no.". Not "at noon."
_HEADING_WORDS = (3, 7, 12)  # bounds of the classes in which a heading's words are counted


def shapes(question: Question, places: list[int], units: list[Unit], whites: list[str]) -> list[Row]:
    """Return a row of features for each place, in order.

    `places` are offsets, `units` the stretches between them, `whites` the kinds of white space before each place.
    """
    rows: list[Row] = [[] for _ in places]
    _parallel(rows, question.source.text, places, whites)
    _resumed(rows, question, places, whites)
    _headings(rows, question.source.text, places, units, whites)
    _quotations(rows, question, places)
    _link_lines(rows, question.source.text, places, units, whites)
    _bounds(rows, question, whites)
    _bullets(rows, question.source.text, places, units)
    _stubs(rows, question.source.text, places, units)
    return rows


def _lead(text: str, at: int) -> str:
    """Return what a list's item opens with: its emoji or bullet, "1" for any number, "a" for any letter, or ""."""
    found = _LEAD.match(text, at)
    if found is None:
        return ""
    first = found.group()[0]
    return "1" if first.isdigit() else "a" if first.isalpha() else first


def _parallel(rows: list[Row], text: str, places: list[int], whites: Sequence[str]) -> None:
    """Add whether the line opens like the one above or below it, or stands above a list."""
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
    """Add whether the line opens like the one behind the post: then its quotation or list is the article's."""
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
    """Add whether the line ends without a stop, by its number of words, and how many such lines the post takes in."""
    short, marked = 0, False
    for n in range(len(units) - 2, -1, -1):
        unit = units[n]
        if text[places[n]] == "#" and _HEADING.match(text, places[n]):
            marked = True
            rows[n + 1].append(("heading:above", 1.0))
        if marked:
            rows[n].append(("heading:inside", 1.0))
        whole_line = whites[n] in _BREAKS and whites[n + 1] in _BREAKS
        if whole_line and end_of(unit.stop) in ("word", "bracket", "other") and not _lead(text, places[n]):
            most = next((most for most in _HEADING_WORDS if unit.told.words <= most), None)
            rows[n].append((f"heading:{most or 'long'}", 1.0))
            short += most in _HEADING_WORDS[:2]
        if short:
            rows[n].append(("headings", min(short, 4) / 2))


def _quotations(rows: list[Row], question: Question, places: list[int]) -> None:
    """Add whether the place cuts a quotation: opened before it and closed behind it, or left open at the end."""
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
        if places[n] <= speech:
            rows[n].append(("quote:speech", 1.0))
        if straight % 2:
            rows[n].append(("quote:odd", 1.0))
        line = text[max(floor, places[n] - _QUOTE_REACH) : places[n]].rpartition("\n")[2]
        if sum([line.count(c) for c in openers]) > sum([line.count(c) for c in closers]):
            rows[n].append(("quote:within", 1.0))
        elif line.count('"') % 2:
            rows[n].append(("quote:within-straight", 1.0))


def _link_lines(rows: list[Row], text: str, places: list[int], units: list[Unit], whites: Sequence[str]) -> None:
    """Add whether the stretch behind or before the place is nothing but links and tags, and so all to the end."""
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
            if _ADDRESS.match(text, places[n]):
                row.append(("address", 1.0))
                rows[n + 1].append(("address:before", 1.0))
        if n and units[n - 1].debris:
            row.append((f"scrap:before-{whites[n]}", 1.0))
        if unit.marks == ["tag"] and _TAGS.fullmatch(text[places[n] : places[n + 1]]):
            row.append(("tags", 1.0))
            rows[n + 1].append(("tags:before", 1.0))


def _bounds(rows: list[Row], question: Question, whites: Sequence[str]) -> None:
    """Add whether the white space before the place parts more than any that is taken in, and than that behind."""
    gap = question.source.gap_after(question.after)
    ends = question.after + len(gap) >= question.source.end
    behind, most = _SCALE[kind_of(gap)], -1
    for n in range(len(whites) - 2, -1, -1):
        here = _SCALE[whites[n]]
        if most >= 0:
            rows[n].append(_INSIDE[(here > most) - (here < most)])
        if not ends:
            rows[n].append(_BEHIND[(here > behind) - (here < behind)])
        most = max(most, here)


def _bullets(rows: list[Row], text: str, places: list[int], units: list[Unit]) -> None:
    """Add whether a bullet stands right before the place."""
    for n in range(1, len(places)):
        if units[n - 1].count == 1 and text[places[n - 1]] in BULLETS:
            rows[n].append(("bullet:before", 1.0))


def _stubs(rows: list[Row], text: str, places: list[int], units: list[Unit]) -> None:
    """Add whether no sentence stands before the place: signs alone (". @maravoss"), or what an abbreviation ends."""
    for n in range(1, len(places)):
        before = units[n - 1]
        if before.count <= 2 and not any(map(str.isalnum, text[places[n - 1] : places[n]])):
            rows[n].append(("stub:before", 1.0))
        elif before.stop == "." and _ABBREVIATION.search(text[places[n - 1] : places[n]].rstrip()):
            rows[n].append(("abbreviation:before", 1.0))
            if before.told.words <= 1:
                rows[n].append(("abbreviation:alone", 1.0))
