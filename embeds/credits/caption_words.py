"""The words that stand before a picture's caption: its labels, a gallery's count, a page's furniture."""

from __future__ import annotations

import re

from ..data import tables
from .vocabulary import COMMAS, WORDS, alternatives

_LEADS = [word for word in WORDS["caption_lead"] if " " in word]  # an ordinary word may have a comma behind it
ANCHORS = (
    *WORDS["caption_label"],
    *(word + " " for word in WORDS["figure_label"]),
    *(lead + comma for lead in _LEADS for comma in COMMAS),
)
# A film's caption alone is what is left of a player: "Media caption, {long}". Beside a credit it is a caption.
_FILM_LEADS = [
    text.partition("{")[0].rstrip(" ,")
    for row in tables.load("residue.json")["lines"]
    if row["what"] == "media-caption"
    for text in row["text"]
]
# Takes "Image caption, ", "Legende: ", "Media caption " in front of a caption.
CAPTION_LEAD = re.compile(
    rf"(?:{alternatives((*WORDS['caption_lead'], *_FILM_LEADS))})"
    rf"(?:\s?[:：{COMMAS}]\s{{0,40}}|\s{{1,40}})",
    re.IGNORECASE,
)
# Takes "FILE PHOTO: ", "Abb. 3: ", "Image caption, "; not "Legende, ", which may open a sentence.
CAPTION_LABEL = re.compile(
    rf"{alternatives(WORDS['caption_label'])}|(?:{alternatives(WORDS['figure_label'])}) \d{{1,2}}: "
    rf"|(?:{alternatives(_LEADS)})[{COMMAS}]\s?"
)
BUTTONS = (*WORDS["furniture"], "CLOSE")  # no sentence begins with these
_IN_FRONT = (*WORDS["furniture"], *WORDS["furniture_before"])
_BEHIND = (*WORDS["furniture"], *WORDS["furniture_behind"])
# What a page prints before a picture's words: takes "Expandir Imagen ", "CLOSE ", "1 of 12 "; not "Closed".
FURNITURE = re.compile(
    rf"(?:(?:(?:{alternatives(_IN_FRONT)})(?!\w)|\d{{1,3}} (?:of|/) ?\d{{1,3}}(?!\d))\s{{0,9}}){{1,6}}+"
)
# What it prints behind them, up to the end of the line: takes " Buy Photo", " hide caption".
FURNITURE_BEHIND = re.compile(rf"(?:\s{{0,2}}(?<!\w)(?:{alternatives(_BEHIND)})(?!\w)){{1,4}}+\s{{0,2}}$", re.MULTILINE)
# The count of a gallery, behind which a caption begins: takes "Image 2 of 5", "Foto 3/12".
GALLERY = re.compile(
    rf"(?:{alternatives(WORDS['counter'])}) \d{{1,3}} ?(?:{alternatives(WORDS['counter_of'])}) ?\d{{1,3}}"
)
_FIRST_WORDS = frozenset(words.split()[0] for words in _IN_FRONT)
_LAST_WORDS = frozenset(words.split()[-1] for words in _BEHIND)
_DIGIT = re.compile(r"\d")
# A count, or the bare number over a picture: takes "3" alone on a line, "5" in "low tide.5The wall"; not "2021" alone.
_COUNTER = re.compile(
    rf"{GALLERY.pattern}"
    r"|(?<![^\n])[^\S\n]*\d{1,2}(?=[^\S\n]*(?:\n|$))|(?<=[.!?”\"])\d{1,2}(?=[^\W_a-z])"
)


def without_furniture(line: str) -> tuple[str, str]:
    """Return a line without a page's furniture before it, and what is left without that behind it, too."""
    first, _, _ = line.partition(" ")
    front = FURNITURE.match(line) if first in _FIRST_WORDS or first.isdecimal() else None
    rest = line[front.end() :] if front else line
    behind = FURNITURE_BEHIND.search(rest) if rest.rpartition(" ")[2] in _LAST_WORDS else None
    return rest, rest[: behind.start()] if behind else rest


def is_behind(line: str) -> bool:
    """Return whether a line is nothing but furniture that may stand behind a picture's words."""
    found = FURNITURE_BEHIND.match(line) if line.rpartition(" ")[2] in _LAST_WORDS else None
    return found is not None and found.end() == len(line)


def without_furniture_before(caption: str) -> str:
    """Return a caption without the furniture before it: "The wall" for "Buy Photo The wall"."""
    front = FURNITURE.match(caption)
    return caption[front.end() :] if front else caption


def behind_counter(text: str, low: int, high: int) -> int:
    """Return the offset behind the last count of a gallery's pictures in [low, high), or `low` where there is none."""
    if not _DIGIT.search(text, low, high):  # as in most stretches: the pattern is slow
        return low
    return max((counter.end() for counter in _COUNTER.finditer(text, low, high)), default=low)
