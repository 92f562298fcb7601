"""Find lines that are nothing but leftovers of an embed or a gallery: its buttons, its notices, its shortcode.

Fixed phrases stand in data/residue.json and data/platforms.json. What changes from one to the next is found by
pattern: a picture's number in a gallery, shortcodes of content management systems, the bare address of a post.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..data import tables
from ..platforms import facts, instagram, permalinks
from ..platforms.family import Family, Fragment, claim
from ..text.blocks import Source
from . import phrases, site_wrappers

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

_MEDIA = "video|audio|caption|gallery|media|image|iframe|playlist"
_EMBEDS = "|".join((*_DATA["shortcodes"], *(name for row in facts.ROWS for name in row.shortcodes)))
# "3 / 12", "[tweet id=12]", '[video src="a.mp4"][/video]', "[youtube]https://…[/youtube]", "{% tweet 12 %}",
# '{{< youtube a1B2 >}}'. Not "3/12", "[video]" or "[sic]".
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gallery-control", re.compile(r"\d{1,3}\s{1,3}(?:/|of)\s{1,3}\d{1,3}")),
    ("shortcode", re.compile(rf"\[(?:{_EMBEDS}|gallery|caption|Gambas)\b[^\[\]\n]{{0,300}}\]")),
    ("shortcode", re.compile(rf"\[(?:{_MEDIA})\s(?=[^\[\]\n]{{0,300}}[=/])[^\[\]\n]{{1,300}}\](?:\[/(?:{_MEDIA})\])?")),
    ("shortcode", re.compile(rf"\[(?P<code>{_EMBEDS})\b[^\[\]\n]{{0,300}}\][^\[\]\s]{{8,300}}\[/(?P=code)\]")),
    ("shortcode", re.compile(rf"\{{%\s{{0,3}}(?:{_EMBEDS})\s[^{{}}\n]{{1,300}}%\}}")),
    ("shortcode", re.compile(rf"\{{\{{<\s{{0,3}}(?:{_EMBEDS}|x)\s[^{{}}\n]{{1,300}}>\}}\}}")),
)
_LONGEST = 900  # code points of a line: a consent notice with its link's address; longer ones are prose
_MOST_LINES = 20  # lines of one player's controls above and below: a bound on time
_ANCHORS = (
    *_PHRASES.anchors,
    *(" / ", "\xa0/"),
    *site_wrappers.ANCHORS,
    *(f"[{name}" for name in (*_EMBEDS.split("|"), *_MEDIA.split("|"), "Gambas")),
    *("{%", "{{<"),
    *permalinks.IN_TEXT,
)


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the leftover whose line holds the anchor, with lines of the same player's controls; None if it is none."""
    start, end = source.line(anchor)
    what = _what(source.text[start:end])
    if what is None or start < floor:
        return None
    if what in _BESIDE:
        start, end = _with_neighbours(source, start, end, what, floor)
    return claim("residue", source, start, end, {}, what)


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
    bare = line.lstrip("*•- ").rstrip()
    if what := _PHRASES.what(bare):
        return what
    if len(bare) <= 300:
        if what := next((what for what, shape in _SHAPES if shape.fullmatch(bare)), None):
            return what
        if site_wrappers.is_one(bare):
            return "wrapper"
        if bare.startswith("http") and not any(c.isspace() for c in bare) and permalinks.read(bare):
            return "bare-address"
    return None


def normalize(fragment: Fragment) -> Residue:
    """Return the Residue of a fragment."""
    from ..records import Residue, Span

    what = fragment.evidence[0]
    link = permalinks.read(fragment.raw[fragment.raw.index("http") :]) if what == "bare-address" else None
    return Residue(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=link.platform if link else _PLATFORM.get(what),
        what=what,
    )


family: Family = Family("residue", "residue", _ANCHORS, find, normalize)

RESIDUE: tuple[Family, ...] = (family,)
