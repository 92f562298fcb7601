"""Furniture of embeds and galleries whose content is gone: a line that is nothing else.

The phrases are data/residue.json's; counters of galleries, shortcodes of content systems and the bare address of a
post are shapes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import data, permalinks, wrappers
from .blocks import Source
from .family import Family, Fragment, claim

if TYPE_CHECKING:
    from .records import Residue

_LINES = data.load("residue.json")["lines"]
_WHAT: dict[str, str] = {text: row["what"] for row in _LINES for text in row["text"]}
_PLATFORM: dict[str, str | None] = {row["what"]: row["platform"] for row in _LINES}

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gallery-control", re.compile(r"(?:Image|Slide|Photo|Bild|Foto|Picture) \d{1,3} (?:of|von|de|/) \d{1,3}")),
    ("gallery-control", re.compile(r"\d{1,3}\s{1,3}/\s{1,3}\d{1,3}")),
    (
        "shortcode",
        re.compile(r"\[(?:embed|youtube|tweet|twitter|instagram|vimeo|gallery|caption|Gambas)\b[^\[\]\n]{0,300}\]"),
    ),
    ("shortcode", re.compile(r"\[embed\][^\[\]\s]{8,300}\[/embed\]")),
    ("counter", re.compile(r"[\d.,]+[KM]? people are talking about this")),
)
_BUTTONS = ("Close", "Gallery", "Open Image Modal")  # too common to be furniture but above a counter
_ANCHORS = (
    *_WHAT,
    *("Image ", "Slide ", "Photo ", "Bild ", "Foto ", "Picture ", " / ", "\xa0/", "people are talking about this"),
    *wrappers.ANCHORS,
    *("[embed", "[youtube", "[tweet", "[twitter", "[instagram", "[vimeo", "[gallery", "[caption", "[Gambas"),
    *(
        "/status/",
        "/statuses/",
        "instagram.com/",
        "tiktok.com/",
        "bsky.app/",
        "youtube.com/",
        "youtu.be/",
        "threads.",
        ".tumblr.com/post/",
    ),
)


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """The furniture whose line holds the anchor; furniture right below it goes with it."""
    start, end = source.line(anchor)
    what = _what(source.text[start:end])
    if what is None or start < floor:
        return None
    while (below := source.line_below(end)) and _what(source.text[slice(*below)]) == what == "gallery-control":
        end = below[1]
    above = source.line_above(start) if what == "gallery-control" else None
    if above and above[0] >= floor and source.text[slice(*above)] in _BUTTONS:
        start = above[0]
    return claim("residue", source, start, end, {}, what)


def _what(line: str) -> str | None:
    """What a line is the furniture of, or None."""
    bare = line.lstrip("*•- ").rstrip()
    if what := _WHAT.get(bare) or _WHAT.get(bare.rstrip(".:")):
        return what
    if len(bare) <= 300:
        if what := next((what for what, shape in _SHAPES if shape.fullmatch(bare)), None):
            return what
        if wrappers.is_one(bare):
            return "wrapper"
        if bare.startswith("http") and not any(c.isspace() for c in bare) and permalinks.read(bare):
            return "bare-address"
    return None


def normalize(fragment: Fragment) -> Residue:
    """Read a fragment into a Residue."""
    from .records import Residue, Span

    what = fragment.evidence[0]
    link = permalinks.read(fragment.raw.strip()) if what == "bare-address" else None
    return Residue(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=link.platform if link else _PLATFORM.get(what),
        what=what,
    )


family = Family("residue", "residue", _ANCHORS, find, normalize)

RESIDUE: tuple[Family, ...] = (family,)
