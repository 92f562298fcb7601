"""Where a credit line stands: the shapes that credits have in running text, each a rule with a name.

A shape is asked about an anchor (a lead-in or an agency) and answers with the stretch of the credit line, or None.
What the line says is the grammar's business (credit_line.py), and how much caption stands beside it caption.py's.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable

from ..text.blocks import Source, is_blank
from . import lead_ins
from .credit_line import Reading, is_name, read
from .gazetteer import AMBIGUOUS, SPELLINGS, Agency, spelled

Stretch = tuple[int, int]

_VALUE = 110  # the longest credit line, lead aside
_VALUE_SIGNED = 24  # the same where words are not parted by spaces
_MOST_WORDS = 16  # of a name and an agency, each with what may stand before it
_LONGEST_NAME = 100
_LONGEST_JOINT = 40  # white space and all
_DEEPEST = 3  # a credit's bracket may hold brackets
_MOST_OPEN = 6  # brackets inside one another: more of them hold no credit
# What holds more is no credit line: each would be read once more, so that an anchor costs a millisecond. In 21,000
# labelled texts there are at most 2, 4 and 15.
_MOST_LEADS = 4  # one behind the other: "Photo: Courtesy of …"
_MOST_AGENCIES = 8
_MOST_JOINTS = 24
_MOST_NAME_WORDS = 4
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_BRACKET = re.compile("|".join(map(re.escape, (*_BRACKETS, *_BRACKETS.values()))))
_STOP = re.compile(r"[.!?…:。！？]['\"”’»)]?\s*$")
_BEHIND_STOP = re.compile(r"[.!?…\"”»)]['\"”’)]?(?:\s+|(?<![A-Z]\.))(?=[^\W\d_a-z]|/ |- via )")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIGHT = re.compile(r"[/|vpP](?:(?<=[/|])|(?<=\bv)ia\b|(?<=\bp)our «|(?<=\bP)OUR «)")
_VIA = re.compile(r"[-–—/|]?\s*via\s")
_WORD = re.compile(r"[\w.&'’-]*\w")
_WORDS = re.compile(r"\S+")
_NAME_BEHIND = re.compile(r"\s*/\s*(?P<first>[A-Z])[a-zß-ÿ'’-]+ (?:Mc|Mac|O['’]|De|Di)?[A-Z][a-zß-ÿ'’-]+")
# Where the text runs on, a name has two words: the next word with a capital begins a sentence.
_NAME_IN_PROSE = re.compile(
    r"\s?[^\W\d_a-z][\w'’.-]{1,20} [^\W\d_a-z][\w'’-]{1,20}(?= [^\W\d_a-z][\w'’]{0,20} [a-zß-ÿ])"
)
_NAME_WORD = re.compile(r"\s?([^\W\d_a-z][\w'’.&-]{0,20})(?= )")
_LONGEST_IN_PROSE = 5  # words
# The end of a sentence, which no name has: "tagte.", not "Ruiz." or "Inc."
_SENTENCE = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{2,30}[.!?…]['\"”’»]?$")
_LEAD_WORD = re.compile(r"[^\S\n]+(?=[^\W\d_a-z][^\W\d_]{2,15}(?: [^\W\d_]{2,10})?\s?:)")
_NEXT = re.compile(r"\s*[\"“„«‘]?[^\W_a-z]")
_JOINT = re.compile(r"(?=[\s/|,])(?:\s*[/|]\s*|,?\s+(?:via|vía|über)\s+|,\s+|\s+[-–—]\s+)")
_INNER_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?] ")
_NAME_BEFORE = re.compile(
    r"(?<![\w.@])(?:@|(?:(?:[^\W\d_a-z][^\W\d_]*\.?(?:['’.-][^\W\d_]+)*|de|da|van|von|der|del|la|al|bin)[^\S\n]+){0,3})[^\W\d_][\w'’.-]*\.?$"
)


def doubled(source: Source, _at: int, line: Stretch) -> Stretch | None:
    """`toggle caption Ana Ruiz/AFP Ana Ruiz/AFP`: a hidden credit and the shown one, on one line."""
    furniture = lead_ins.FURNITURE.match(source.text, *line)
    if not furniture:
        return None
    value = source.text[furniture.end() : line[1]]
    half = (len(value) - 1) // 2
    if value[:half].strip() == value[half:].strip() and (reading := read(value[:half])) and reading.known:
        return line
    return None


def bracketed(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`(Photo: Ana Ruiz, AP)`, `(AP Photo/Ana Ruiz)`, `[Image: Getty]`, with line breaks inside or without."""
    text = source.text
    low = max(source.start, at - _VALUE)
    start = at + 1
    for _ in range(_DEEPEST):
        start = max([text.rfind(mark, low, start) for mark in _BRACKETS])
        if start < low:
            return None
        close = _closing(text, start, min(source.end, start + 2 * _VALUE))
        if close and close > at and not is_blank(text[start:close]):
            reading = read(text[start:close])
            if reading and _bracket_counts(text[start + 1 : close - 1], reading):
                return start, close
            if (start, close) == line and _is_labelled(text, start + 1, close):
                return start, close
    return None


def _closing(text: str, start: int, high: int) -> int | None:
    """The offset behind the bracket that closes the one at `start`."""
    depth = 0
    for bracket in _BRACKET.finditer(text, start, high):
        depth += 1 if bracket.group() in _BRACKETS else -1
        if not depth:
            return bracket.end()
        if depth > _MOST_OPEN:
            return None
    return None


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Whether a label opens it, as it opens no bracket of prose that has a line of its own: `(Bild: made by …)`."""
    lead = lead_ins.lead(text, start, end)
    return lead is not None and lead.kind in ("label", "weak") and end - lead.end <= _VALUE


def _bracket_counts(inside: str, reading: Reading) -> bool:
    if lead_ins.names_authors(inside, 0, len(inside)):
        return False
    if {"label", "by", "weak"} & set(reading.leads):
        return True
    if "bare" in reading.leads and (reading.supplied or " " in "".join(reading.creators)):
        return True
    if re.search("[=＝]", inside):  # "[AP=연합뉴스]": others sign a text with a slash
        return reading.supplied
    if "source" in reading.leads:
        return bool(reading.known)
    if not reading.known:
        return False
    if reading.joints and any(" " in creator for creator in reading.creators):
        return True
    return inside.strip() in SPELLINGS and inside.strip() not in AMBIGUOUS


def labelled(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`Photo: Ana Ruiz/Reuters` to the end of the line, or as far as an agency goes."""
    text = source.text
    lead = lead_ins.lead(text, at, source.end)
    if lead is None or not _may_open(text, at, line[0], lead):
        return None
    end = line[1]
    opens = at == line[0] or _STOP.search(text[max(line[0], at - 5) : at]) is not None
    if at == line[0] and not text[lead.end : end].strip():
        below = source.line_below(lead.end)
        if below and _SENTENCE.search(text, max(below[0], below[1] - _VALUE), below[1]):
            return None
        end = below[1] if below else end
    end = _before_next_lead(text, lead.end, end)
    if end - lead.end <= _VALUE:
        under = at == line[0] and source.gap_before(at).count("\n") == 1 and _under_caption(source, at)
        reading = read(text[at:end])
        value = text[lead.end : end].strip()
        if reading and _label_counts(lead.kind, value, reading, opens=opens, under_caption=under):
            return at, end
    short = _up_to_agency(text, at, lead.end, line[1])
    reading = read(text[at:short]) if short else None
    if short and reading and _label_counts(lead.kind, text[lead.end : short].strip(), reading):
        return at, short
    name = _named_in_prose(text, lead, line[1], opens=opens) if lead.kind in ("label", "by") else None
    return (at, name) if name else None


def _named_in_prose(text: str, lead: lead_ins.Lead, high: int, *, opens: bool) -> int | None:
    """The end of the name behind a lead-in where the text runs on: `Photo: Ana Ruiz When the sun …`.

    A word that no name ends in shows where the next sentence begins. Without one the credit must open a sentence or
    have two lead-ins: `Photo: Courtesy of Acme Works Later that year …`.
    """
    start = lead.end
    for _ in range(_MOST_LEADS):
        second = lead_ins.lead(text, start + text[start : start + 1].isspace(), high)
        if second is None:
            break
        start, opens = second.end, True
    else:
        return None
    end, size = start, 0
    while size <= _LONGEST_IN_PROSE and (word := _NAME_WORD.match(text, end, high)):
        if size and lead_ins.opens_a_sentence(word[1]):
            return end if opens or (size > 1 and lead.kind == "label") else None
        end, size = word.end(), size + 1
    name = _NAME_IN_PROSE.match(text, start, high) if opens else None
    return name.end() if name else None


def _before_next_lead(text: str, low: int, high: int) -> int:
    """Where the value ends if another lead-in follows it: a credit given twice, or the next picture's."""
    for word in _LEAD_WORD.finditer(text, low, min(high, low + _VALUE)):
        second = lead_ins.lead(text, word.end(), high)
        if second and second.kind == "label" and text[low : word.start()].strip(" .,/|"):
            return word.start()
    return high


def _under_caption(source: Source, at: int) -> bool:
    """Whether the line right above is a sentence's worth of words, and a blank line or the text's edge below."""
    above, line = source.line_above(at), source.line(at)
    behind = source.gap_after(line[1])
    alone = is_blank(behind) or line[1] + len(behind) >= source.end
    return above is not None and alone and len(source.text[slice(*above)].split()) >= 4


def _may_open(text: str, at: int, line_start: int, lead: lead_ins.Lead) -> bool:
    """Whether a lead-in may begin here: not inside a word, and in lower case only where the line begins."""
    before = text[at - 1] if at > line_start else "\n"
    first = lead.words[0]
    if before.isalnum():
        return before.islower() and first.isupper() and lead.kind == "label"
    return not (first.isalpha() and first.islower()) or at == line_start


def _label_counts(kind: str, value: str, reading: Reading, *, opens: bool = False, under_caption: bool = False) -> bool:
    """Whether a lead-in and its value are a credit.

    `opens` says that a line or a sentence begins with the lead-in, `under_caption` that the line right above it is no
    paragraph of its own: a site's footer stands apart.
    """
    known = bool(reading.known or reading.joints)
    size = len(value.split())
    if lead_ins.names_no_maker(value):
        return False
    if kind == "label" or "label" in reading.leads:
        return known or size <= (5 if opens else 4)
    if kind == "by":
        return known or opens
    if kind == "weak":
        return bool(reading.known) or (opens and size <= 4)
    if kind in ("source", "bare"):
        return reading.supplied and bool(reading.creators or kind == "bare")
    if reading.supplied:
        return True
    if _YEAR.search(value):
        return False
    return under_caption or (not reading.known and " " in value and (is_name(value) or reading.joints > 0))


def _up_to_agency(text: str, start: int, value: int, high: int) -> int | None:
    """The end of the credit from `start`: its first agency, and as far as separators lead on from there."""
    length = _length_to_agency(text[start : min(high, value + _VALUE + _LONGEST_JOINT)], value - start)
    return start + length if length else None


@functools.lru_cache(maxsize=64)  # each agency behind it asks about the same start
def _length_to_agency(text: str, value: int) -> int | None:
    best = None
    for end in _agency_ends(text, value, min(len(text), value + _VALUE)):
        if best and not _JOINT.match(text, best):
            break
        reading = read(text[:end])
        if reading and (reading.supplied or (reading.joints and " " in "".join(reading.creators[:1]))):
            best = end
    return best


def _agency_ends(text: str, low: int, high: int) -> list[int]:
    """Where known agencies end in [low, high), and where the two words of a name behind an agency's slash do."""
    ends: list[int] = []
    for word in _WORD.finditer(text, low, high):
        if ends and word.start() < ends[-1]:
            continue
        if len(ends) > _MOST_AGENCIES:
            return []
        if end := spelled(text, word.start(), high):
            ends.append(end)
            name = _NAME_BEHIND.match(text, end, high)
            if name and not spelled(text, name.start("first"), high):
                ends.append(name.end())
    return ends


def chained(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`… in Seoul. Ana Ruiz/AFP/Getty Images` at the end of a line, or `Ana Ruiz | Getty Images` on its own."""
    text = source.text
    found = _agency_at(text, at, line) if line[1] - at <= _VALUE else None
    if found is None or found.kind == "platform":
        return None  # a platform makes no chain without another, which is an anchor too
    behind = text[at : line[1]].split()
    if 2 * sum([word[0].islower() for word in behind]) > len(behind) + 2:
        return None  # a sentence goes on
    for start in _chain_starts(text, at, line):
        before, value = _end_of_words(source, line[0], start), text[start : line[1]]
        opens, slash = _opens(before), _is_slashed(value.strip(" -/|"))
        if not slash and not (opens and value.count(" ") < _MOST_WORDS):
            continue  # as most sentences that name an agency: nothing need be read
        reading = read(value)
        signed = line[1] if start == line[0] else start  # up to where a byline may reach
        if (
            reading
            and _chain_counts(before, value, reading, opens=opens, slash=slash)
            and not lead_ins.names_authors(text, line[0], signed)
        ):
            return start, line[1]
    return None


def _end_of_words(source: Source, low: int, high: int) -> str:
    """The last two characters of the words in [low, high): all of a line is too much to copy for every anchor."""
    if last := source.text[max(low, high - 5) : high].rstrip():
        return last[-2:]
    end = source.trim(low, high)[1]
    return source.text[max(low, end - 2) : end]


def _opens(before: str) -> bool:
    """Whether a line or a sentence begins behind words that end like this."""
    return not before or _STOP.search(before) is not None


def _is_slashed(text: str) -> bool:
    return " - " in text or " – " in text or _TIGHT.search(text) is not None


def _agency_at(text: str, at: int, line: Stretch) -> Agency | None:
    """The agency that stands at `at`, on word boundaries."""
    end = None if at > line[0] and text[at - 1].isalnum() else spelled(text, at, line[1])
    return SPELLINGS[text[at:end]] if end else None


def _chain_starts(text: str, at: int, line: Stretch) -> list[int]:
    """Where the chain may begin: the line, behind a full stop, the name before the first joint; the farthest first."""
    low = max(line[0], at - _VALUE)
    joints = [joint.start() for joint in itertools.islice(_JOINT.finditer(text, low, at + 60), _MOST_JOINTS + 1)]
    if len(joints) > _MOST_JOINTS:
        return []
    starts = {at} | ({line[0]} if low == line[0] else set())
    starts.update(low + stop.end() for stop in _BEHIND_STOP.finditer(text[low : at + 1]))
    for joint in joints:
        before = text[max(low, joint - _LONGEST_NAME) : joint]
        name_words = before.rsplit(None, _MOST_NAME_WORDS)[-_MOST_NAME_WORDS:]
        starts.update(joint - back for back in _name_before(before[before.find(name_words[0]) :] if name_words else ""))
    return sorted(start for start in starts if start <= at)


@functools.lru_cache(maxsize=64)  # each agency behind it asks about a joint
def _name_before(text: str) -> tuple[int, ...]:
    """How far before the end of a text the words of the name begin that stands there, if any does."""
    name = _NAME_BEFORE.search(text)
    if name is None:
        return ()
    return tuple(len(text) - name.start() - word.start() for word in _WORDS.finditer(name.group()))


def _chain_counts(before: str, value: str, reading: Reading, *, opens: bool, slash: bool) -> bool:
    if not reading.known:
        return False
    value = value.strip(" -/|\"',")
    if not reading.joints:
        opens = opens and not before.endswith(":")  # a text's source
        if "source" in reading.leads and reading.known[0].kind == "wire":
            return False
        return reading.supplied and opens and value not in AMBIGUOUS and value[:1] not in "*•"
    named = any(" " in creator or creator.startswith("@") for creator in reading.creators)
    if not opens:
        exact = all(len(c.split()) == 2 or c.startswith("@") for c in reading.creators)
        return reading.supplied and named and slash and exact and _begins_with_a_name(value)
    if not slash:  # "Ana Ruiz, AP" behind a caption; on a line of its own it is a byline
        return reading.supplied and named and reading.joints == 1 and bool(before)
    # A paper's or a broadcaster's picture; but "A page's title – YouTube" is none, nor is "Menu - Forum".
    tight = _TIGHT.search(value) is not None
    outlet = tight and any(entry.kind != "platform" for entry in reading.known)
    certain = tight or named or not AMBIGUOUS.issuperset(reading.agencies)
    return (reading.supplied and certain) or (named and outlet)


def _begins_with_a_name(chain: str) -> bool:
    """Whether an agency, two words or a handle stand before the first joint: a sentence's last word is no name."""
    first = _INNER_STOP.split(_JOINT.split(chain, maxsplit=1)[0], maxsplit=1)[0]
    return " " in first or first[:1] == "@" or first in SPELLINGS


def leading(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`- via Getty Images Two children …`, `Ana Ruiz/AFP Two children …`: a line that opens with the whole chain."""
    text = source.text
    via = _VIA.match(text, line[0]) is not None
    slash = text.find("/", line[0], min(line[1], line[0] + _VALUE))
    if at - line[0] > _VALUE or not (via or slash >= 0) or _agency_at(text, at, line) is None:
        return None
    end = _up_to_agency(text, line[0], line[0], line[1])
    reading = read(text[line[0] : end]) if end else None
    if end is None or reading is None or not reading.supplied:
        return None
    named = 0 <= slash < end and any(" " in creator for creator in reading.creators)
    return (line[0], end) if (named or via) and not lead_ins.names_authors(text, line[0], at) else None


def inline(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`… on Monday. Ana Ruiz/AFP Two children …`: a person's chain between two sentences of one line."""
    text = source.text
    if text.rfind("/", max(line[0], at - 6), at) < 0 or _agency_at(text, at, line) is None:
        return None
    for start in _chain_starts(text, at, line):
        apart = _opens(_end_of_words(source, line[0], start)) or text.endswith("   ", line[0], start)
        end = _up_to_agency(text, start, start, line[1]) if apart else None
        if end is None or not _NEXT.match(text, end, line[1]):
            continue
        reading = read(text[start:end])
        known = reading and any(entry.kind != "platform" for entry in reading.known)
        if reading and known and len(reading.creators) == 1 and " " in reading.creators[0]:
            return start, end
    return None


def labelled_caption(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`FILE PHOTO: …`, `Abbildung 1: …`: a caption that says itself what it is; the credit at its end, if any."""
    label = lead_ins.CAPTION_LABEL.match(source.text, at, line[1])
    if label is None or at != line[0] or label.end() >= line[1]:
        return None
    low = max(label.end(), line[1] - _VALUE)
    for word in re.finditer(r"\b\w", source.text[low : line[1]]):
        start = low + word.start()
        if credit := bracketed(source, start, line) or chained(source, start, line):
            return credit
    return line[1], line[1]


def signed(source: Source, at: int, line: Stretch) -> Stretch | None:
    """`…＝ＡＰ`, `…＝春山花子撮影`, `…。李小船 摄`: how captions end in East Asia."""
    text = source.text
    if line[1] - at > _VALUE_SIGNED:
        return None
    low = max(line[0], at - _VALUE_SIGNED)
    stop = max([text.rfind(mark, low, at) for mark in ("＝", "。", "！", "？", "”", "」", ". ")])
    if stop < 0 and not (low == line[0] and lead_ins.ends_as_a_credit(text, line[1])):
        return None
    tied = stop >= 0 and text[stop] == "＝"
    credit = source.trim(low if stop < 0 else stop + (not tied), line[1])
    reading = read(text[slice(*credit)])
    if reading is None or not ("by" in reading.leads or (tied and reading.supplied)):
        return None
    return credit if stop < 0 or tied or lead_ins.SUFFIX.search(text, at, line[1]) else None


SHAPES: tuple[tuple[str, Callable[[Source, int, Stretch], Stretch | None]], ...] = (
    ("credit:doubled", doubled),
    ("credit:bracket", bracketed),
    ("credit:label", labelled),
    ("credit:chain", chained),
    ("credit:leading", leading),
    ("credit:inline", inline),
    ("credit:signed", signed),
    ("caption:label", labelled_caption),
)
