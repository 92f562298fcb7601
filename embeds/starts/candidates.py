"""List the places where a post's words could begin."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from ..text import links, scripts
from ..text.blocks import Source
from ..text.scripts import EMOJI

# The longest of 1,440 labelled bodies: 335 as Twitter counts (280, and what two links and an ellipsis add), and 900
# code points with its white space and its long links.
LIMIT = 335
_LOOK_BACK = 900
_NEAR = 450  # code points that are weighed first: if they are too long for a post, nothing before them is looked at
_AROUND = 400  # code points of the article before and behind the post, to tell its script by
_MOST = 80  # places: a bound on time; the nearest to the end are kept
_LONE = 50  # as Twitter counts: a shorter sentence that opens the text is the post's, which else would have no words

_WIDE = re.compile("[\u1100-\u115f\u2300-\U0010ffff]")  # what may be: all else is narrow, quotation marks too
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
MARK = re.compile(rf"(?<!\w)[#＃@＠]\w|[{EMOJI}]|(?:…|\.\.\.)\s*$")
# The pattern begins with a set of characters, so that the engine skips to the next of them.
PLACE = re.compile(
    rf"""
    [\s\#@/.!?…"”»)。！？」』）A-ZÀ-ÖØ-Þ{EMOJI}](?:
      (?<=\n)\s*                                         # at a line's start
    | (?<=\s)(?:
          \s+
        | (?<=[.!?…:;。！？"”“»«)\]’'*{_CJK}].)           # behind punctuation,
          (?<!\s[A-Z]\..)(?!(?<=["”“»«)\]’'].)[a-zß-ÿ])  # but not in "J. Ruiz", nor before "she said"
        | (?=[\#＃@＠"“„«‘'（「『【{EMOJI}{_CJK}])      # before a mark
      )
    | (?<=[.!?…"”»)。！？」』）])(?:                       # glued behind punctuation
          (?<=[.!?…"”»)])(?<!\b[A-Z]\.)(?=[^\W\d_a-z]|[\#@])  # not in "U.S."
        | (?<=[a-zß-ÿ]{{3}}[.!?])(?=[a-z]+(?:\.[a-z]+)?\s)(?!(?:com|org|net|bsky)\b)  # "the end.why not"
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
BULLETS = "-–+*•·・◦▪‣>"  # of lists and quotes; "+" is of lists within lists, as converters write them
_BULLET = re.compile(rf"(?:[{BULLETS}]\s+)+")


@dataclass(frozen=True, slots=True)
class Question:
    """The question where the words of a post begin that end at the offset `end`.

    `source` is the stretch that may be looked at, `floor` the end of the claim before, `attribution` the offset of the
    dash before the name (or of what else ends the words), `after` the end of the whole post. `split` says that the
    scraper broke lines around every link and tag, `title` that the words are a title, which seldom has more than one
    sentence. `room` is how long a post of this platform may be. `wide` says that a wide character counts as two, as on
    Twitter: on Bluesky a Japanese post may be twice as long.
    """

    source: Source
    end: int
    floor: int
    attribution: int
    after: int
    split: bool = False
    room: int = 280
    wide: bool = True
    title: bool = False

    def size(self, low: int, high: int) -> int:
        """Return the length of a stretch as the platform counts it."""
        return lengths(self.source.text[low:high])[self.wide]

    def around(self, first: int, far: int) -> tuple[str, str]:
        """Return up to `far` code points of the article before the offset `first`, and as many behind the post."""
        text, source = self.source.text, self.source
        return text[max(source.start, first - far) : first], text[self.after : min(source.end, self.after + far)]

    def quote(self) -> int | None:
        """Return where the words of the quote begin that the attribution stands in; None outside quotes of Markdown."""
        opening = self.source.seen.quote(self.attribution)
        return None if opening is None else self.source.trim(max(opening, self.floor), self.attribution)[0]

    def goes_on(self) -> bool:
        """Return whether a sentence of the article seems to go on behind the post: a small letter or a stop follows."""
        return _GOES_ON.match(self.source.text, self.after, self.source.end) is not None


def candidates(question: Question) -> list[int]:
    """Return the places as offsets in order; the last is `end` itself, for a post without words.

    A post in a quote of Markdown has only one place, and so has a short sentence that opens the text.
    """
    source, text = question.source, question.source.text
    opening = question.quote()
    near = opening is not None and question.end - opening <= _LOOK_BACK
    if opening is not None and near and question.size(opening, question.end) <= LIMIT:
        return [min(opening, question.end)]
    floor = max(question.floor, source.start)
    low, end = source.trim(max(floor, question.end - _LOOK_BACK), question.end)
    places = {end}
    if low <= end and low - floor <= _LOOK_BACK and not text[floor:low].strip():
        places.add(low)  # the words may begin where the stretch does
    reach = _within_reach(question, low, end)
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
    return _within_limit(question, ordered)


def _within_reach(question: Question, low: int, end: int) -> int:
    """Return the offset to look from: `low`, or `_NEAR` before the end if that much is too long for a post.

    A first word that is cut there, such as a link, does not count.
    """
    near = end - _NEAR
    heaviest = LIMIT + _MOST  # _within_limit adds up stretches without the white space between them, one at each place
    cut = question.source.text.find(" ", near, end) if near > low else -1
    return near if cut >= 0 and question.size(cut, end) > heaviest else low


def _within_limit(question: Question, places: list[int]) -> list[int]:
    """Return the places from which the words are not too long for a post."""
    total = 0
    for number in range(len(places) - 1, 0, -1):
        total += question.size(places[number - 1], places[number])
        if total > LIMIT:
            return places[number:]
    return places


def weight(text: str) -> int:
    """Return the length of a text as Twitter counts it: a link counts 23, a wide character 2."""
    return lengths(text)[1]


@functools.lru_cache(maxsize=256)  # candidates and features ask for the same stretches between places
def lengths(text: str) -> tuple[int, int]:
    """Return the length of a text as Twitter counted it until 2017, when every character was 1, and since then."""
    plain = " ".join(text.split())
    if "/" in plain:
        plain = links.LINK.sub("x" * 23, plain)
    if plain.isascii():
        return len(plain), len(plain)
    widths = "".join(map(unicodedata.east_asian_width, _WIDE.findall(plain)))
    return len(plain), len(plain) + widths.count("W") + widths.count("F")
