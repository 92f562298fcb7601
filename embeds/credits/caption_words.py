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
FURNITURE = re.compile(rf"(?:(?:{alternatives(WORDS['furniture'])})\s*+)++")
# The count of a gallery, behind which a caption begins: takes "Image 2 of 5", "Foto 3/12".
GALLERY = re.compile(
    rf"(?:{alternatives(WORDS['counter'])}) \d{{1,3}} ?(?:{alternatives(WORDS['counter_of'])}) ?\d{{1,3}}"
)
_DIGIT = re.compile(r"\d")
# A count, or the bare number over a picture: takes "3" alone on a line, "5" in "low tide.5The wall"; not "2021" alone.
_COUNTER = re.compile(
    rf"{GALLERY.pattern}"
    r"|(?<![^\n])[^\S\n]*\d{1,2}(?=[^\S\n]*(?:\n|$))|(?<=[.!?”\"])\d{1,2}(?=[^\W_a-z])"
)


def behind_counter(text: str, low: int, high: int) -> int:
    """Return the offset behind the last count of a gallery's pictures in [low, high), or `low` where there is none."""
    if not _DIGIT.search(text, low, high):  # as in most stretches: the pattern is slow
        return low
    return max((counter.end() for counter in _COUNTER.finditer(text, low, high)), default=low)
