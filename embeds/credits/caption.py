"""How much caption (IPTC: Description) stands beside a credit line.

No sign shows where a caption begins that shares its line with prose or stands on a line above its credit. So each
stretch that could be the caption is an option, described by its shape (caption_features.py), and weights learnt from
labelled articles say how likely it is. Where none is likely enough, the shorter option is taken.

A line beside the credit's own needs more than its place to be taken, since sentences of the article stand there, too:
of 44 lines above credits in evenly spaced articles 42 were the article's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..learned.weights import Row, shares, weights
from ..text.blocks import Source
from ..text.language import function_words, reports
from . import caption_words, galleries, glue, lead_ins, vocabulary
from .bylines import BYLINE_WORDS
from .caption_features import describe_caption, is_block
from .caption_judge import confidence, sounds_like_one
from .caption_labels import LONGEST_LINE, caption_with_label
from .credit_line import BRACKETS, LONGEST, read
from .looks import SENTENCE_END, TIME, Stretch
from .sentences import sentence_ends
from .sign_offs import signs_below
from .stretches import may_read

_LONGEST = 900  # code points of a caption; the longest of 185 labelled ones has 414
_SENTENCES = 5  # of a caption before its credit on one line; few have four or five
_BROKEN = 4  # lines over which an extractor spreads one sentence
# How likely a caption must be. Before the credit, on articles of sites that the weights never saw, 0.75 loses a sixth
# less prose and leaves one caption of thirty; the two others may be 0.5 to 0.75 with nearly the same result.
_SURE_BEHIND = 0.5  # the rest of the credit's line
_SURE_BEFORE = 0.6  # sentences before the credit on its line
_SURE_BEYOND = 0.6  # lines above or below, which may be paragraphs of the article
_NEEDED = {"rest": _SURE_BEHIND, "last": _SURE_BEFORE}
_BEFORE = ("line", "split", "between")  # all these stand before the credit on its line, as the last sentences do
# Takes lines that are no caption: "By Jon Abel", "Monday, 15:05", "** Live **", "Kelby, 3 May 2021", "• The wall"; not
# "The wall at low tide in May 2021".
_NO_CAPTION = re.compile(
    rf"{BYLINE_WORDS}|.*\b{TIME}|\W*+\w*+\W*+$"
    r"|\W*+(?:\w++\W++){0,3}(?:19|20)\d\d\W*+$|[*•+|>#–—:;,]"
)
_ROLE = re.compile(rf"(?:{vocabulary.alternatives(vocabulary.WORDS['role'])})[/／:：]")  # the article's: "编辑/苏晓"
_FEATURED = re.compile(r"\W*Featured\b", re.IGNORECASE)  # "Featured image: Ana Ruiz" stands far from its picture
# The stop between two blocks that an extractor joined: takes that in "The vote was close.The wall at low tide.", not
# those in "U.S.Navy", "reuters.com".
_GLUED = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?…][\"”’»]?(?=[A-ZÀ-Þ][^\W\d_A-Z]|[AI] )")
# What may end a heading without a stop before a caption, where a text runs on: takes "ideas " in "Here are eight ideas
# The wall at low tide", "★ " in "★★★★★ The wall". What a function word ends ("in the Harbour") is left out in _splits.
_UNSTOPPED = re.compile(r"(?<![\w’'-])([^\W\d_A-ZÀ-Þ]+|[A-ZÀ-Þ]{2,}|[★☆]) (?=[A-ZÀ-Þ‘“\"'])")
_SHORTEST = 15  # code points of a caption that opens within a sentence; 12 of 185 labelled ones are shorter
_MOST_SPLITS = 8  # the nearest: each is described and judged


class Option(NamedTuple):
    """The name of a place and the stretch there that may be the caption."""

    where: str
    stretch: Stretch | None


class Claim(NamedTuple):
    """The span of a credit and its caption, the caption's stretch, how sure it is (0-1), and the rule that took it.

    The last three are None without a caption. `near` is what stands where captions do, taken or not.
    """

    span: Stretch
    caption: Stretch | None = None
    sure: float | None = None
    rule: str | None = None
    near: Stretch | None = None

    def evidence(self, rule: str) -> tuple[str, ...]:
        """Return the rules that spoke for the claim: the credit's, and the caption's if it is another."""
        return (rule,) if self.rule in (None, rule) else (rule, str(self.rule))


def with_caption(source: Source, credit: Stretch, line: Stretch, floor: int, rule: str) -> Claim:
    """Return the claim of a credit with its caption; `rule` is the rule that found the credit."""
    credit = _behind_furniture(source, credit, line, floor), credit[1]
    if _FEATURED.match(source.text, *credit) or rule == "credit:inline":  # inline: prose on both sides
        return Claim(credit)
    if said := caption_with_label(source, credit, line, floor):
        return _claim(credit, said.whole, said.caption, 1.0, "caption:label")
    if rule == "caption:label":  # the caption says itself that it is one
        found = options(source, credit, line, floor)
        caption = (found[-1] if len(found) > 1 else found[0]).stretch
        return _claim(credit, caption, caption, 1.0, rule) if caption else Claim(credit)
    if rule == galleries.RULE and (count := galleries.count_before(source.text, floor, credit[0])):
        caption = source.trim(count.end(), credit[0])
        return _claim((count.start(), credit[1]), caption, caption, 1.0, "caption:counted")
    if counted := _counted(source, credit[0], max(line[0], floor)):
        return _claim(credit, counted, counted, 1.0, "caption:counted")
    if source.is_dense:  # only its place speaks for a caption here, and to weigh each takes too long
        return Claim(credit)
    if between := _between(source, credit[0], floor):
        return _claim(credit, between, between, confidence(source.text[slice(*between)]), "caption:between")
    found = options(source, credit, line, floor)
    number, sure = choose(describe(source, found, credit, rule), [option.where for option in found])
    where, chosen = found[number]
    spoken = _rule(source, where, chosen, credit) if chosen else None
    if chosen is None or spoken is None:
        return Claim(credit, near=chosen)
    return _claim(credit, chosen, chosen, sure, spoken)


def _claim(credit: Stretch, whole: Stretch, caption: Stretch, sure: float, rule: str) -> Claim:
    """Return the claim of a credit and of `whole`, which is its caption with the label."""
    return Claim((min(whole[0], credit[0]), max(whole[1], credit[1])), caption, sure, rule, caption)


def _counted(source: Source, credit: int, low: int) -> Stretch | None:
    """Return the caption behind a gallery's count on the credit's line: `Image 2 of 5The port (Image: Ana Ruiz)`."""
    counts = [count.end() for count in caption_words.GALLERY.finditer(source.text, max(low, credit - _LONGEST), credit)]
    caption = source.trim(counts[-1], credit) if counts else (0, 0)
    return caption if caption[0] < caption[1] else None


def _between(source: Source, credit: int, floor: int) -> Stretch | None:
    """Return what stands between another credit and this one on one line, if it sounds like a gallery's caption."""
    low, high = source.trim(floor, credit) if source.line(credit)[0] < floor < credit else (0, 0)
    is_one = 0 < high - low <= LONGEST_LINE and _may_be(source.text, low, high)
    return (low, high) if is_one and sounds_like_one(source.text[low:high]) else None


def _behind_furniture(source: Source, credit: Stretch, line: Stretch, floor: int) -> int:
    """Return where the claim begins: at the furniture before the credit, if nothing else stands there."""
    before = source.trim(max(line[0], floor), credit[0])
    return before[0] if caption_words.FURNITURE.fullmatch(source.text, *before) else credit[0]


def options(source: Source, credit: Stretch, line: Stretch, floor: int) -> list[Option]:
    """Return what could be the caption: nothing first, then on each side the shorter before the longer."""
    low = max(line[0], floor)
    glued = max((stop.end() for stop in _GLUED.finditer(source.text, low, credit[0])), default=low)
    before = source.trim(caption_words.behind_counter(source.text, glued, credit[0]), credit[0])
    after = source.trim(credit[1], max(line[1], credit[1]))
    found = [Option("none", None)]
    if before[0] < before[1]:
        starts = [before[0] + end for end in sentence_ends(source.text[slice(*before)])]
        starts = [source.trim(at, before[1])[0] for at in starts if before[1] - at > 2][-_SENTENCES:]
        if glued > low and not starts:  # one sentence, which an extractor joined to the one before
            starts = [before[0]]
        named = [(at, f"last{n}") for n, at in enumerate(reversed(starts), 1)]
        if line[1] - line[0] > LONGEST_LINE:
            named += [(at, "split") for at in _splits(source.text, starts[0] if starts else before[0], before[1])]
        found += [Option(where, (at, before[1])) for at, where in sorted(named, reverse=True)]
        if source.line(credit[0])[0] < floor:  # all that stands behind another credit
            found.append(Option("between", before))
        elif after[0] == after[1] or (line[1] - line[0] <= LONGEST_LINE and not starts):  # else the text runs on
            found.append(Option("line", before))
    elif after[0] < after[1]:
        if first := SENTENCE_END.search(source.text, *after):
            found.append(Option("rest1", (after[0], first.end())))
        if not first or first.end() < after[1]:
            found.append(Option("rest", after))
    elif source.line(credit[0])[0] >= floor:  # else it shares its line with another credit
        found += _beside(source, credit, floor)
    return [option for option in found if option.stretch is None or _may_be(source.text, *option.stretch)]


def _splits(text: str, low: int, high: int) -> list[int]:
    """Return where a caption may begin that a heading without a stop stands before, the nearest of them."""
    low, last = max(low, high - _LONGEST), high - _SHORTEST
    found = [at.end() for at in _UNSTOPPED.finditer(text, low, last) if at[1].casefold() not in function_words()]
    found += glue.joints(text, low, last)
    return sorted(found)[-_MOST_SPLITS:]


def _may_be(text: str, start: int, end: int) -> bool:
    """Return whether this may be a caption: not too long, no question, and not the credit of another picture."""
    if end - start > _LONGEST or text[end - 1] in "?？" or _ROLE.match(text, start, end):
        return False
    if text[end - 1] in BRACKETS.values():
        opening = max(text.rfind(bracket, max(start, end - LONGEST), end) for bracket in BRACKETS)
        if opening > start and _names_an_agency(text[opening:end]):
            return False
    return end - start > LONGEST or not _names_an_agency(text[start:end])


def _names_an_agency(said: str) -> bool:
    """Return whether words are the credit of another picture: a chain with a known agency."""
    reading = read(said) if may_read(said) else None
    return reading is not None and bool(reading.known and reading.joints)


def _beside(source: Source, credit: Stretch, floor: int) -> list[Option]:
    """Return the lines above and below a credit that has a line of its own, as options; none across a picture."""
    found: list[Option] = []
    above, below = source.line_above(credit[0]), source.line_below(credit[1])
    if above and _is_near(source, above, credit, floor):
        above = _whole(source, above, floor)
        found.append(Option("above1", above))
        higher = source.line_above(above[0])
        if higher and _is_near(source, higher, credit, floor):
            found.append(Option("above2", (higher[0], above[1])))
    if below and source.seen.has_picture(credit[1], below[0]):
        return found
    if below and not (_NO_CAPTION.match(source.text[slice(*below)]) or _is_credit(source.text, below)):
        found.append(Option("below", below))
    return found


def _is_near(source: Source, line: Stretch, credit: Stretch, floor: int) -> bool:
    """Return whether a line above a credit may be its caption: not across a picture, nor the words of one."""
    if line[0] < floor or source.seen.has_picture(line[0], credit[0]):
        return False
    return _NO_CAPTION.match(source.text[slice(*line)]) is None


def _rule(source: Source, where: str, stretch: Stretch, credit: Stretch) -> str | None:
    """Return the rule that speaks for a stretch as the credit's caption; None if it only stands where captions do.

    On the credit's own line no more is asked. For lines beside it a word must tell of a picture; or caption and credit
    are a block: the lines around both stand further away (of 77 blocks in labelled pages 76 held captions); or all its
    words together sound like a caption.
    """
    if not where.startswith(("above", "below")):
        return "caption:same-line"
    text = source.text[slice(*stretch)]
    if vocabulary.tells_of_a_picture(text):
        return "caption:picture-word"
    if signs_below(source, stretch, credit):
        return None
    if is_block(source, stretch, credit):
        return "caption:block"
    return "caption:words" if sounds_like_one(text) and not reports(text) else None


def _is_credit(text: str, line: Stretch) -> bool:
    """Return whether a lead-in opens the line, other than one that opens captions, too ("Image:")."""
    lead = lead_ins.lead(text, *line)
    return lead is not None and lead.kind != "weak"


def _whole(source: Source, line: Stretch, floor: int) -> Stretch:
    """Return the lines of a sentence that an extractor broke: a line in lower case goes on from the one above."""
    for _ in range(_BROKEN):
        above = source.line_above(line[0])
        broken = source.text[line[0]].islower() and source.gap_before(line[0]).count("\n") == 1
        if not broken or above is None or above[0] < floor:
            break
        line = above[0], line[1]
    return line


def describe(source: Source, found: list[Option], credit: Stretch, rule: str) -> list[Row]:
    """Return the features of each option."""
    return [describe_caption(source, option.where, option.stretch, credit, rule) for option in found]


def choose(rows: list[Row], sides: list[str]) -> tuple[int, float]:
    """Return the number of the longest option that is likely enough to be all caption, and how likely it is."""
    likely = shares([weights("captions").score(row) for row in rows])
    inside: dict[str, float] = {}
    for number in range(len(rows) - 1, 0, -1):  # the longer option takes in the shorter one
        side = sides[number].rstrip("12345")
        side = "last" if side in _BEFORE else side
        inside[side] = inside.get(side, 0.0) + likely[number]
        if inside[side] >= _NEEDED.get(side, _SURE_BEYOND):
            return number, min(1.0, inside[side])
    return 0, likely[0]
