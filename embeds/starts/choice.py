"""Choose where a post's words begin, before its attribution.

If a post has several paragraphs, or an article stands on one line, no mark shows where the reporter stops and the post
starts. So every place where it could begin is a candidate (candidates.py), each is described by features
(start_features.py), and weights learnt from labelled articles (learned/starts.json) say how likely each is. If none is
sure, the claim is taken that is worth most (worth.py), since lost prose counts more than a lost post.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from ..learned.weights import shares, weights
from ..text import links
from ..text.gaps import height
from .candidates import MARK, Question, candidates
from .indentation import indent
from .start_features import describe
from .worth import chosen

# Taken from a title's score for each end of a sentence inside: two sentences are a third as likely as one. Of 27
# labelled titles 23 begin right with it, and 18 without.
_SENTENCE = 1.2
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSED = " \t\n\"'”’»)]"  # what may stand behind the stop of a sentence

_BLANK = "\n\n"
_PICTURE = re.compile(rf"{links.PICTURE.pattern}$")
_PICTURE_WIDTH = 35  # code points: a picture's link with its scheme has 34, and a longer reach would find no more


class Start(NamedTuple):
    """The offset where the words begin, in code points of the whole text, and how sure that is (0-1)."""

    at: int
    confidence: float


def start(question: Question) -> Start:
    """Return where the words begin: the place whose claim is worth most. Where records stand dense, the last line."""
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
    """Return the start of the last line before the signature, or of what the claim before leaves of it.

    If lines above it are the post's, too, they stay in the prose.
    """
    source = question.source
    low = max(question.floor, source.line(max(source.start, question.end - 1))[0])
    at = source.trim(low, question.end)[0]
    return Start(min(at, _picture(question)), 0.5)


def _picture(question: Question) -> int:
    """Return where the picture's link stands that ends the words, or their end: the link is always the post's."""
    low = max(question.floor, question.source.start, question.end - _PICTURE_WIDTH)
    link = _PICTURE.search(question.source.text, low, question.end)
    return link.start() if link else question.end


def _of_title(question: Question, places: list[int], values: list[float]) -> list[float]:
    """Return the scores of places for a title, which seldom has more than one sentence and is never empty."""
    text, stops, last = question.source.text, 0, len(places) - 2
    scored = [-math.inf if last >= 0 else values[-1]]
    for n in range(last, -1, -1):
        if n < last:
            sentence = text[places[n] : places[n + 1]].rstrip(_CLOSED)
            stops += sentence.endswith(_STOPS) and text[places[n + 1]] not in "(["
        scored.append(values[n] - _SENTENCE * stops)
    return scored[::-1]


def attached(question: Question) -> bool:
    """Return whether the words before a signature are the post's, on a platform where a post often has none.

    They are if less white space stands between them and the signature than behind the post, or if they are `marked`.
    """
    source = question.source
    gap_after = source.gap_after(question.after)
    ends = question.after + len(gap_after) >= source.end
    before = source.text[question.end : question.attribution]
    return _parted(before) < _parted(_BLANK if ends else gap_after) or marked(question)


def indented(question: Question) -> bool:
    """Return whether the last line of the words and the signature are indented alike, and deeper than what follows."""
    source = question.source
    mine = indent(source.gap_before(question.attribution))
    line = source.line(max(question.end - 1, source.start))[0]
    return mine > max(indent(source.gap_after(question.after)), 0) and mine == indent(source.gap_before(line))


def marked(question: Question) -> bool:
    """Return whether the line before a signature has a mark of posts: a tag, a mention, an emoji, an ellipsis.

    A quote of Markdown that holds both the line and the signature is such a mark, too.
    """
    if question.quote() is not None:
        return True
    low = max(question.floor, question.source.start, question.end - 80)
    line = question.source.text[low : question.end].rpartition("\n")[2]
    return MARK.search(line) is not None


def _parted(gap: str) -> tuple[int, bool]:
    """Return how far apart a gap sets what stands around it: nothing, spaces, a line break, a blank line or more."""
    return min(height(gap), 2), gap != ""
