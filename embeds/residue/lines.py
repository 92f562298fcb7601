"""Find lines that are nothing but leftovers of an embed or a gallery: its buttons, its notices, its shortcode.

Fixed phrases stand in data/residue.json and data/platforms.json. What changes from one to the next is found by
pattern: a picture's number in a gallery, the bare address of a post; shortcodes.py has those of content systems.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..data import tables
from ..platforms import facts, instagram, permalinks
from ..platforms.family import Family, Fragment, claim
from ..text.blocks import Source
from . import phrases, player_bars, shortcodes, site_wrappers

if TYPE_CHECKING:
    from ..records import Residue

_DATA = tables.load("residue.json")
_ROWS: list[phrases.Row] = [
    *_DATA["lines"],
    *(row for platform in facts.ROWS for row in phrases.of(platform)),
    {"what": "view-on-instagram", "platform": "instagram", "text": list(instagram.FIRST)},
]
_PHRASES = phrases.phrases(_ROWS)
_PLATFORM = {row["what"]: row["platform"] for row in _ROWS}
_BESIDE: dict[str, list[str]] = _DATA["beside"]  # for some kinds: words that are leftovers on a line beside them
_OPENING: dict[str, str] = _DATA["opening"]  # what lines are that open a text; elsewhere they are words
_UNKNOWN: list[str] = _DATA["unknown"]  # one of these stands in the address of an embed that does not tell its post

_COUNT = re.compile(r"\d{1,3}\s{1,3}(?:/|of)\s{1,3}\d{1,3}")  # "3 / 12", a picture's place in a gallery; not "3/12"
_LONGEST = 900  # code points of a line: a consent notice with its link's address; longer ones are prose
_MOST_LINES = 20  # lines of one player's controls above and below: a bound on time
_ANCHORS = (
    *_PHRASES.anchors,
    *(" / ", "\xa0/"),
    *site_wrappers.ANCHORS,
    *shortcodes.ANCHORS,
    *player_bars.ANCHORS,
    *_OPENING,
    *permalinks.IN_TEXT,
    *_UNKNOWN,
)


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the leftover whose line holds the anchor, with lines of the same player's controls; None if it is none."""
    if anchor >= floor and (code := shortcodes.within_line(source.text, anchor)):
        return claim("residue", source, anchor, code, {}, "shortcode")
    if source.text.startswith(player_bars.ANCHORS, anchor) and (bar := player_bars.find(source, anchor, floor)):
        return claim("residue", source, *bar, {}, "player-control")
    start, end = source.line(anchor)
    what = _what(_shown(source, start, end)) or _opening(source, start, end)
    if what is None or start < floor:
        return None
    if what in _BESIDE:
        start, end = _with_neighbours(source, start, end, what, floor)
    return claim("residue", source, start, end, {}, what)


def _opening(source: Source, start: int, end: int) -> str | None:
    """Return what a line is that opens the text, as in `Residue.what`; None where it is none."""
    opens = source.trim(source.start, end)[0] == start
    return _OPENING.get(source.text[start:end]) if opens and "\n" in source.gap_after(end) else None


def _shown(source: Source, start: int, end: int) -> str:
    """Return what a line shows: its words, or the address of a link that has no words of its own."""
    link = source.seen.link(start)
    if link and link.end == end and shortcodes.is_wordless(source.text, link):
        return link.href
    return source.text[start:end]


def _with_neighbours(source: Source, start: int, end: int, what: str, floor: int) -> tuple[int, int]:
    """Return the start and the end of a line with the lines of the same controls above and below it."""
    for _ in range(_MOST_LINES):
        below = source.line_below(end)
        if below is None or not _belongs(source.text[slice(*below)], what):
            break
        end = below[1]
    for _ in range(_MOST_LINES):
        above = source.line_above(start)
        if above is None or above[0] < floor or not _belongs(source.text[slice(*above)], what):
            break
        start = above[0]
    return start, end


def _belongs(line: str, what: str) -> bool:
    return line in _BESIDE[what] or _what(line) == what


def _what(line: str) -> str | None:
    """Return what a line is a leftover of, as in `Residue.what`; None where it is none."""
    if len(line) > _LONGEST:
        return None
    bare = shortcodes.bare(line.lstrip("*•- ").rstrip())
    if what := _PHRASES.what(bare):
        return what
    if len(bare) <= 300:
        if _COUNT.fullmatch(bare):
            return "gallery-control"
        if shortcodes.is_one(bare):
            return "shortcode"
        if site_wrappers.is_one(bare):
            return "wrapper"
        if bare.startswith("http") and not any(c.isspace() for c in bare):
            if permalinks.read(bare):
                return "bare-address"
            return "unknown-embed" if any(address in bare for address in _UNKNOWN) else None
    return None


def normalize(fragment: Fragment) -> Residue:
    """Return the Residue of a fragment."""
    from ..records import Residue, Span

    what, code = fragment.evidence[0], fragment.links[0].href if fragment.links else fragment.raw
    return Residue(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=_PLATFORM[what] if what in _PLATFORM else shortcodes.platform(code),
        what=what,
    )


family: Family = Family("residue", "residue", _ANCHORS, find, normalize)

RESIDUE: tuple[Family, ...] = (family,)
