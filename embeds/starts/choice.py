"""Where a post's words begin: back from its attribution, over the lines and sentences that are its own.

A post of several paragraphs, or an article on one line, leaves no mark where the reporter stops and the post starts.
So every place where it could begin is a candidate (candidates.py), each is described by what is known of such places
(start_features.py), and weights learnt from labelled articles (learned/starts.json) say which it is and how sure that
is. Where it is not sure, the claim is taken that is worth most (worth.py): prose is sacred.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from ..learned.weights import shares, weights
from ..text import links
from ..text.gaps import height
from . import markdown_quote
from .candidates import MARK, Question, candidates
from .start_features import describe
from .worth import chosen

# What each sentence's end inside takes from a title's score: two sentences are a third as likely as one.
_SENTENCE = 1.2
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSED = " \t\n\"'”’»)]"  # may stand behind a stop

_BLANK = "\n\n"
_PICTURE = re.compile(rf"{links.PICTURE.pattern}$")
_PICTURE_WIDTH = 35  # a link with its scheme has 34 characters; more would find no more


class Start(NamedTuple):
    """Where the words begin, and how sure that is (0-1)."""

    at: int
    confidence: float


def start(question: Question) -> Start:
    """Return where the words begin: the place whose claim is worth most."""
    if question.source.is_dense:
        return _of_last_line(question)
    places = candidates(question)
    values = [*map(weights("starts").score, describe(question, places))]
    if question.title:
        values = _of_title(question, places, values)
    likely = shares(values)
    best = chosen([question.after - place for place in places], likely)
    return Start(min(places[best], _picture(question)), round(likely[best], 3))


def _of_last_line(question: Question) -> Start:
    """Return the start of the last line before the signature, or of what the floor leaves of it.

    More of the words may be the post's, and then stays in the prose.
    """
    source = question.source
    low = max(question.floor, source.line(max(source.start, question.end - 1))[0])
    at = source.trim(low, question.end)[0]
    return Start(min(at, _picture(question)), 0.5)


def _picture(question: Question) -> int:
    """Where the picture's link stands that the words end with, which is the post's whatever came before; or the end."""
    low = max(question.floor, question.source.start, question.end - _PICTURE_WIDTH)
    link = _PICTURE.search(question.source.text, low, question.end)
    return link.start() if link else question.end


def _of_title(question: Question, places: list[int], values: list[float]) -> list[float]:
    """The scores of places for a title: seldom more than one sentence, and never without words."""
    text, stops, last = question.source.text, 0, len(places) - 2
    scored = [-math.inf if last >= 0 else values[-1]]
    for n in range(last, -1, -1):
        if n < last:
            sentence = text[places[n] : places[n + 1]].rstrip(_CLOSED)
            stops += sentence.endswith(_STOPS) and text[places[n + 1]] not in "(["
        scored.append(values[n] - _SENTENCE * stops)
    return scored[::-1]


def attached(question: Question) -> bool:
    """Whether the words before a signature are the post's at all, where a post often has none.

    They are if less white space parts them from the signature than parts the post from what follows, or if they are
    `marked`.
    """
    source = question.source
    gap_after = source.gap_after(question.after)
    ends = question.after + len(gap_after) >= source.end
    before = source.text[question.end : question.attribution]
    return _parted(before) < _parted(_BLANK if ends else gap_after) or marked(question)


def marked(question: Question) -> bool:
    """Whether the line before a signature bears a post's marks: a tag, a mention, an emoji, a cut text's ellipsis.

    A quote of Markdown that holds both is such a mark, too.
    """
    if markdown_quote.opening(question.source, question.attribution, question.floor) is not None:
        return True
    low = max(question.floor, question.source.start, question.end - 80)
    line = question.source.text[low : question.end].rpartition("\n")[2]
    return MARK.search(line) is not None


def _parted(gap: str) -> tuple[int, bool]:
    """Return how a gap parts: it is glued, of spaces, a line's, or a blank line's whatever its height."""
    return min(height(gap), 2), gap != ""
