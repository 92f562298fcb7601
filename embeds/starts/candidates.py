"""The places where a post's words could begin."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from ..text import links, scripts
from ..text.blocks import Source
from ..text.scripts import EMOJI
from . import markdown_quote

LIMIT = 335  # the longest body of 1,440 as Twitter counts: 280, and what two links and an ellipsis add
_LOOK_BACK = 900  # the longest such body in code points, white space and long links included
_NEAR = 450
_AROUND = 400  # code points before and behind the post
_MOST = 80
_LONE = 50  # as Twitter counts: no article opens with so short a sentence and a post without words

_WIDE = re.compile("[\u1100-\u115f\u2300-\U0010ffff]")  # what may be: all else is narrow, quotation marks too
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
MARK = re.compile(rf"(?<!\w)[#＃@＠]\w|[{EMOJI}]|(?:…|\.\.\.)\s*$")
PLACE = re.compile(  # a set of characters stands first: the engine skips to the next of them
    rf"""
    [\s\#@/.!?…"”»)。！？」』）A-ZÀ-ÖØ-Þ{EMOJI}](?:
      (?<=\n)\s*                                         # a line's start
    | (?<=\s)(?:
          \s+
        | (?<=[.!?…:;。！？"”“»«)\]’'*{_CJK}].)           # behind punctuation,
          (?<!\s[A-Z]\..)(?!(?<=["”“»«)\]’'].)[a-zß-ÿ])  # but not in "J. Ruiz", nor before "she said"
        | (?=[\#＃@＠"“„«‘'（「『【{EMOJI}{_CJK}])      # before a mark
      )
    | (?<=[.!?…"”»)。！？」』）])(?:                       # glued behind punctuation
          (?<=[.!?…"”»)])(?<!\b[A-Z]\.)(?=[^\W\d_a-z]|[\#@])  # not in "U.S."
        | (?<=[a-zß-ÿ]{{3}}[.!?])(?=[a-z]+(?:\.[a-z]+)?\s)(?!(?:com|org|net)\b)  # "the end.why not"
        | (?<=[。！？」』）])(?=\S)
        | (?=[A-Za-z]\w{{0,12}}[{_CJK}])                 # "paid.iOSでも"
      )
    | (?P<before>
          (?<=[^\W\d_A-Z{_CJK}]{{2}}[A-ZÀ-ÖØ-Þ])(?=[a-zß-ÿ])  # glued: lower case, then a capital; not "でNginx"
        | (?<=[\w.!?][{EMOJI}])                          # glued before an emoji
      )
    | (?:(?<=twitter\.com/)|(?<=[/.]x\.com/))\w{{1,20}}/status/\d{{1,20}}\S{{0,300}}\s+  # behind its bare address
    | (?P<whole>                                         # nothing begins in a tag, a mention, a link or a "YouTube"
          (?<=[\#@A-ZÀ-ÖØ-Þ])(?<!\w.)\w+
        | (?<=t\.co/){links.CODE}
        | (?:(?<=pic\.twitter\.com/)|(?<=pic\.x\.com/)){links.CODE}
      )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_WITHIN_SENTENCE = re.compile(r"\s(?<=[\w,].)(?=[^\W\d_a-zß-ÿ])", re.DOTALL)
_GOES_ON = re.compile(r"\s*[.,;:)a-zß-ÿ]")
_BULLET = re.compile(r"(?:[-*•>]\s+)+")


@dataclass(frozen=True, slots=True)
class Question:
    """Where do the words begin that end at `end`?

    `source` is what may be looked at, `floor` the end of the claim before, `attribution` the offset of the name's dash
    (or of what else ends the words), `after` the end of the whole post. `split` says that the scraper broke lines
    around every link and tag; `room` is how long such a post may be, as Twitter counts; `title` says that the words are
    one, of seldom more than one sentence.
    """

    source: Source
    end: int
    floor: int
    attribution: int
    after: int
    split: bool = False
    room: int = 280
    title: bool = False

    def around(self, first: int, far: int) -> tuple[str, str]:
        """So much of the article before the place `first`, where the post may begin, and behind the post."""
        text, source = self.source.text, self.source
        return text[max(source.start, first - far) : first], text[self.after : min(source.end, self.after + far)]

    def goes_on(self) -> bool:
        """Whether a sentence goes on behind the post that the article broke off before it."""
        return _GOES_ON.match(self.source.text, self.after, self.source.end) is not None


def candidates(question: Question) -> list[int]:
    """The places in order of offset; the last is `end` itself, for a post without words.

    A quote has but one, and so has a short sentence that opens the text.
    """
    source, text = question.source, question.source.text
    opening = markdown_quote.opening(source, question.attribution, question.floor)
    if opening is not None and weight(markdown_quote.MARKS.sub(" ", text[opening : question.end])) <= LIMIT:
        return [min(opening, question.end)]
    floor = max(question.floor, source.start)
    low, end = source.trim(max(floor, question.end - _LOOK_BACK), question.end)
    places = {end}
    if low <= end and low - floor <= _LOOK_BACK and not text[floor:low].strip():
        places.add(low)  # the words begin where the stretch does
    reach = _within_reach(text, low, end)
    for place in PLACE.finditer(text, reach, end):
        if place.lastgroup == "whole":
            continue
        at = place.start() if place.lastgroup == "before" else place.end()
        if at < end and not text[at].isspace():
            places.add(at)
            if "\n" in place.group() and (bullet := _BULLET.match(text, at, end)) and bullet.end() < end:
                places.add(bullet.end())
    if question.goes_on():
        places.update(place.end() for place in _WITHIN_SENTENCE.finditer(text, reach, end))
    ordered = sorted(places)[-_MOST:]
    if ordered == [low, end] and question.floor <= source.start and weight(text[low:end]) < _LONE:
        return [low]
    if not text.isascii() and scripts.SCRIPT.search(text, ordered[0], end):
        behind = min(source.end, question.after + _AROUND)
        around = text[max(floor, ordered[0] - _AROUND) : ordered[0]] + text[question.after : behind]
        ordered = scripts.behind_latin(text, ordered, around)
    return _within_limit(text, ordered)


def _within_reach(text: str, low: int, end: int) -> int:
    """Where to look from: `_NEAR` back, if that weighs more than any post; a link that is cut there counts nothing."""
    near = end - _NEAR
    heaviest = LIMIT + _MOST  # what lies between the places weighs less: not the white space at each
    return near if near > low and weight(text[near:end].partition(" ")[2]) > heaviest else low


def _within_limit(text: str, places: list[int]) -> list[int]:
    """The places from which the words are no longer than any post."""
    total = 0
    for number in range(len(places) - 1, 0, -1):
        total += weight(text[places[number - 1] : places[number]])
        if total > LIMIT:
            return places[number:]
    return places


def weight(text: str) -> int:
    """The length of a text as Twitter counts it: a link is 23, a wide character 2."""
    return lengths(text)[1]


@functools.lru_cache(maxsize=256)  # of the stretches between places, asked for by candidates and by features
def lengths(text: str) -> tuple[int, int]:
    """The length of a text as Twitter counted it until 2017, when no character was wide, and as it counts it since."""
    plain = " ".join(text.split())
    if "/" in plain:
        plain = links.LINK.sub("x" * 23, plain)
    if plain.isascii():
        return len(plain), len(plain)
    widths = "".join(map(unicodedata.east_asian_width, _WIDE.findall(plain)))
    return len(plain), len(plain) + widths.count("W") + widths.count("F")
