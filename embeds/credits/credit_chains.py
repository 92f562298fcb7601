"""Credits without a lead-in: a chain of people and agencies, at the end of a line, before a sentence or between two."""

from __future__ import annotations

import re

from ..text.blocks import Source
from . import bylines, glue
from .chain_starts import FIRST_UNCASED, chain_starts, glued_starts, opens_behind, words_before
from .credit_ends import agency_at, end_at_agency
from .credit_line import LONGEST, read
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, SPELLINGS, spelled
from .given_names import opens_with_given
from .joiners import JOINT, TIGHT
from .looks import STOP_BEFORE_BRACKET, Stretch

_MOST_WORDS = 16  # of a chain without a slash; none of 282 labelled credit lines has more
_LONGEST_AGENCY = 24  # code points, with the slash behind it
_VIA = re.compile(r"[-–—/|]?\s*via\s")
_NEXT_SENTENCE = re.compile(r"(?:\.(?=\s))?\s*[\"“„«‘]?[^\W_a-z]")
_INNER_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?] ")


def chain_at_end(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find `Ana Ruiz/AFP/Getty Images` at the end of a line, behind `… in Seoul.`, or `Ana Ruiz | AFP` alone on one."""
    text = source.text
    found = agency_at(text, at, line) if line[1] - at <= LONGEST else None
    if found is None or found.kind == "platform":
        return None  # a platform makes no chain without an agency, which is an anchor itself
    behind = text[at : line[1]].split()
    if 2 * sum([word[0].islower() for word in behind]) > len(behind) + 2:
        return None  # a sentence goes on
    glued = glue.is_joint(text, at)
    for start in chain_starts(text, at, line):
        before, value = words_before(source, line[0], start), text[start : line[1]]
        if glued and start < at and not (opens_behind(before) or opens_with_given(value)):
            continue  # "Kelby HarbourGetty Images"
        opens = opens_behind(before) or glue.is_joint(text, start)
        slash = glued or _is_slashed(value.strip(" -/|"))
        if not slash and value[0] not in "/／" and not (opens and value.count(" ") < _MOST_WORDS):
            continue  # as most sentences that name an agency: nothing need be read
        if STOP_BEFORE_BRACKET.search(value):
            continue  # the end of a caption: "…, NBC News and MSNBC. (Photo by Ana Ruiz/Acme)"
        reading = read(value)
        signed = line[1] if start == line[0] else start  # up to where a byline may reach
        if (
            reading
            and _is_credit(before, value, reading, opens=opens, slash=slash)
            and (spelled(text, start, line[1]) or not glued_starts(text, start + 1, at))  # "harbourAna Ruiz / AFP"
            and not bylines.names_authors(text, line[0], signed)
        ):
            return start, line[1]
    return None


def _is_slashed(text: str) -> bool:
    return " - " in text or " – " in text or TIGHT.search(text) is not None


def _is_credit(before: str, value: str, reading: Reading, *, opens: bool, slash: bool) -> bool:
    """Return whether a chain that ends its line is a credit, and no byline, source or title of a page.

    `before` is how the words before it end, `opens` says that a line or a sentence begins with the chain, `slash` that
    a joint stands in it that prose seldom has.
    """
    if not reading.known:
        return False
    if value[0] in "/／" and value[1:2] >= FIRST_UNCASED and reading.is_supplied:
        return True  # a slash ties an agency to its caption in East Asia
    value = value.strip(" -/|\"',")
    if not reading.joints:
        opens = opens and not before.endswith(":")  # a text's source
        if "source" in reading.leads and reading.known[0].kind == "wire":
            return False
        return reading.is_supplied and opens and value not in AMBIGUOUS and value[:1] not in "*•"
    named = reading.has_full_name or any(creator.startswith("@") for creator in reading.creators)
    if not opens:
        exact = all(len(c.split()) == 2 or c.startswith("@") for c in reading.creators)
        return reading.is_supplied and named and slash and exact and _begins_with_a_name(value)
    if not slash:  # "Ana Ruiz, AP" behind a caption; on a line of its own it is a byline
        return reading.is_supplied and named and reading.joints == 1 and bool(before)
    # A paper's or a broadcaster's picture; but "A page's title – YouTube" is none, nor is "Menu - Forum".
    tight = TIGHT.search(value) is not None
    certain = tight or named or not AMBIGUOUS.issuperset(reading.agencies)
    return (reading.is_supplied and certain) or (named and tight and reading.has_outlet)


def _begins_with_a_name(chain: str) -> bool:
    """Return whether an agency, two words or a handle stand before the first joint: one word may end a sentence."""
    first = _INNER_STOP.split(JOINT.split(chain, maxsplit=1)[0], maxsplit=1)[0]
    return " " in first or first[:1] == "@" or first in SPELLINGS


def leading_chain(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the chain at the start of a line that goes on: `- via Getty Images Two …`, `Ana Ruiz/AFP Two children …`."""
    text = source.text
    via = _VIA.match(text, line[0]) is not None
    slash = text.find("/", line[0], min(line[1], line[0] + LONGEST))
    if at - line[0] > LONGEST or not (via or slash >= 0) or agency_at(text, at, line) is None:
        return None
    end = end_at_agency(text, line[0], line[0], line[1])
    reading = read(text[line[0] : end]) if end else None
    if end is None or reading is None or not reading.is_supplied:
        return None
    named = 0 <= slash < end and reading.has_full_name
    return (line[0], end) if (named or via) and not bylines.names_authors(text, line[0], at) else None


def inline_chain(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find a person's chain between two sentences of one line: `… on Monday. Ana Ruiz/AFP Two children …`.

    Where it is glued to both, an agency alone is enough: `… on Monday.Getty ImagesThe council …`.
    """
    text = source.text
    slashed = text.rfind("/", max(line[0], at - 6), at) >= 0 or text.find("/", at, at + _LONGEST_AGENCY) >= 0
    if not (slashed or _is_glued(text, at, line[0])) or agency_at(text, at, line) is None:
        return None
    for start in chain_starts(text, at, line):
        glued = _is_glued(text, start, line[0])
        apart = glued or opens_behind(words_before(source, line[0], start)) or text.endswith("   ", line[0], start)
        end = end_at_agency(text, start, start, line[1]) if apart else None
        if end is None or not _NEXT_SENTENCE.match(text, end, line[1]):
            continue
        reading = read(text[start:end])
        if reading is None:
            continue
        between = glued and reading.is_supplied and text[end].isupper()
        named = slashed and reading.has_outlet and len(reading.creators) == 1 and reading.has_full_name
        if between or named:
            return start, end + text.startswith(".", end)
    return None


def _is_glued(text: str, at: int, low: int) -> bool:
    """Return whether no space stands between `at` and the caption before it: "harbourGetty", "Monday.Getty"."""
    return at > low and (text[at - 1] in '.!?…”"’)' or glue.is_joint(text, at))
