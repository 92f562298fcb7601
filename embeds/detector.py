"""One scan for all families' anchors; families claim; overlaps are settled by order."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from . import prose
from .credits import bare, places
from .credits.families import BARE, CREDITS
from .platforms.family import Family, Fragment, Parts
from .platforms.order import PLATFORMS
from .residue import site_wrappers
from .residue.lines import RESIDUE
from .text.blocks import REACH, Source
from .text.patience import Patience

# Posts before credits: a post may name an agency, a credit never holds a post. Furniture is what is left then, and what
# bears no mark is judged in the prose that all others leave.
ORDER: tuple[tuple[Family, ...], ...] = (PLATFORMS, CREDITS, RESIDUE)
TIERS = (*ORDER, BARE)
FAMILIES: dict[str, Family] = {family.name: family for tier in TIERS for family in tier}
Anchor = tuple[int, int]  # its offset, and the number of its family in the tier
Owner = tuple[int, int]  # the numbers of a tier and of a family in it
Literal = tuple[int, int, int]  # the number of an anchor, its start and its end

# What a claim leaves may be another's caption. No labelled text was read more than three times, the last in vain; one
# made of captions and names alone would be read once for each of them.
_MOST_READINGS = 6

_STRETCH = 200_000  # characters that are scanned at once
# A text in which anchors stand closer than this gives the first of each block alone, lest they be looked at one by one:
# a line of 149 characters has 23, articles have one in a hundred characters.
_HIT_EVERY = 8
_BLOCK = 1000
_LONGEST_ANCHOR = max(len(anchor) for tier in TIERS for family in tier for anchor in family.anchors)

_start = attrgetter("start")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def detect(text: str) -> list[Fragment]:
    """All fragments of a text, in order, none overlapping another."""
    return settled(text, scan(text))


def marked(text: str, anchors: list[list[Anchor]]) -> list[Fragment]:
    """The fragments that a mark in the text tells, with the anchors that `scan` gives."""
    return _marked(text, anchors, Patience())


def _marked(text: str, anchors: list[list[Anchor]], patience: Patience) -> list[Fragment]:
    """Let each tier of `ORDER` look only at the stretches that the tiers before it left.

    So no claim reaches over another, and what is left reads the same once the claims are gone.
    """
    found: list[Fragment] = []
    for tier, hits in zip(ORDER, anchors, strict=False):
        patience.begin()
        if hits and (claims := _claims(text, tier, hits, found, patience)):
            found = sorted(found + claims, key=_start)
    return found


def settled(text: str, anchors: list[list[Anchor]], patience: Patience | None = None) -> list[Fragment]:
    """Return the fragments of a text with these anchors, given as `scan` gives them."""
    *tiers, marks = anchors
    patience = patience or Patience()
    found = _marked(text, tiers, patience)
    names = places.may_hold_names(text, spoken=bool(tiers[ORDER.index(CREDITS)]))
    if not (names or marks):
        return found
    for _ in range(_MOST_READINGS):
        if patience.lost:  # a list of marks, or what is built to be slow: no prose is left to judge by
            break
        patience.begin()
        if not (more := _bare(text, marks, found, patience, names=names)):
            break
        found = sorted(found + more, key=_start)
    return found


def _bare(text: str, marks: list[Anchor], found: list[Fragment], patience: Patience, *, names: bool) -> list[Fragment]:
    """What is told by its neighbours more than by a mark: judged in the prose that the other claims leave."""
    left, pieces = prose.without(text, [(one.start, one.end) for one in found])
    offsets = [at for at, _ in marks]
    there = [
        at - start + piece
        for piece, start, end in pieces
        for at in offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]
    ]
    worth = ((at, 0) for at in bare.worth_reading(left, there, patience, names=names))
    claims = _claims(left, BARE, worth, [], patience)
    return [moved for claim in claims if (moved := _moved(claim, pieces) or _moved(_alone(claim), pieces))]


def _alone(claim: Fragment) -> Fragment:
    """A credit's claim without its caption."""
    start, end = claim.parts["credit"]
    raw = claim.raw[start:end]
    parts: Parts = {"credit": (0, end - start)}
    at = claim.start
    return replace(claim, start=at + start, end=at + end, raw=raw, parts=parts, evidence=claim.evidence[:1])


def _moved(claim: Fragment, pieces: Sequence[prose.Piece]) -> Fragment | None:
    """A claim of the prose at its place in the text; None where another claim lies inside it."""
    at, start, end = pieces[bisect_right(pieces, claim.start, key=lambda piece: piece[0]) - 1]
    shift = start - at
    return replace(claim, start=claim.start + shift, end=claim.end + shift) if claim.end + shift <= end else None


def _claims(
    text: str, tier: tuple[Family, ...], hits: Iterable[Anchor], taken: list[Fragment], patience: Patience
) -> list[Fragment]:
    """The claims of one tier, outside what is taken already, as long as patience lasts."""
    starts, ends = [f.start for f in taken], [0, *(f.end for f in taken)]
    claims: list[Fragment] = []
    floor, unread = 0, frozenset(patience.unread)
    for at, number in hits:
        if unread and _line_break(text, at) in unread:
            continue  # what stands there may be part of what an earlier tier was not asked for
        if not patience.lasts(at):
            floor = max(floor, at)  # no later claim takes the words of one that was not asked for
            patience.unread.add(_line_break(text, at))
            continue
        before = bisect_right(starts, at)
        low, high = ends[before], starts[before] if before < len(starts) else len(text)
        floor = max(floor, low)
        if at < floor:
            continue
        patience.asked += 1
        source = Source(text, low, high, is_dense=not patience.judges(at))
        if fragment := tier[number].find(source, at, floor):
            if tier[number].kind == "post":
                fragment = site_wrappers.around(source, fragment, floor)
            patience.claimed += 1
            claims.append(fragment)
            floor = fragment.end
    return claims


def _line_break(text: str, at: int) -> int:
    """Return the offset of the line break before `at`, or of `at` itself in a line that begins far away."""
    found = text.rfind("\n", max(0, at - REACH), at)
    return at if found < 0 else found


def scan(text: str) -> list[list[Anchor]]:
    """For each of `TIERS` the anchors in the text, in order of offset.

    ahocorasick_rs finds the 7,200 literals in one pass at 80 MB/s and gives offsets in code points. As an automaton
    without failure links it would scan at one and a half times that, for 60 ms and 30 MB at every start; google-re2
    says at 250 MB/s whether there is any, and hyperscan at 400 which, both by bytes. None of that shows yet: what is
    asked of a document without fragments after the scan takes six times as long (tests/bench/scanners.py).
    """
    owners = _scanner()[1]
    hits: list[list[Anchor]] = [[] for _ in TIERS]
    for pattern, start, end in _literals(text):
        anywhere, as_a_word = owners[pattern]
        for tier, family in anywhere:
            hits[tier].append((start, family))
        if as_a_word and _is_whole(text, start, end):
            for tier, family in as_a_word:
                hits[tier].append((start, family))
    for tier_hits in hits:
        tier_hits.sort()  # nearly done: they come in order of their ends
    return [[hit for hit, before in zip(some, [None, *some], strict=False) if hit != before] for some in hits]


def _literals(text: str) -> Iterator[Literal]:
    """The anchors in the text, each with its number, start and end, in stretches that overlap: some are given twice.

    The automaton keeps an offset for every byte that it is given, so that 10 MB at once take twice as long as in parts.
    """
    scanner = _scanner()[0]
    for low in range(0, len(text), _STRETCH):
        part = text[low : low + _STRETCH + _LONGEST_ANCHOR] if len(text) > _STRETCH else text
        try:
            found = scanner.find_matches_as_indexes(part, overlapping=True)
        except UnicodeEncodeError:
            found = scanner.find_matches_as_indexes(_SURROGATE.sub("?", part), overlapping=True)
        if len(found) > max(_BLOCK, len(part)) // _HIT_EVERY:
            found = _thinned(found, len(part))
        yield from found if low == 0 else [(pattern, low + start, low + end) for pattern, start, end in found]


def _thinned(found: list[Literal], length: int) -> list[Literal]:
    """The first anchors of each block, given by their ends."""
    kept: list[Literal] = []
    for low in range(0, length + 1, _BLOCK):
        first, last = (bisect_left(found, end, key=itemgetter(2)) for end in (low, low + _BLOCK))
        kept += found[first : min(last, first + _BLOCK // _HIT_EVERY)]
    return kept


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end of an anchor."""
    first, before = text[start], text[start - 1 : start]
    if before.isalnum() and first.isalnum() and not (before.islower() and first.isupper()):
        return False
    return not (text[end : end + 1].isalnum() and text[end - 1].isalnum())


@functools.cache
def _scanner() -> tuple[AhoCorasick, list[tuple[list[Owner], list[Owner]]]]:
    """The automaton of all anchors, and for each anchor who asked for it: anywhere, and as a whole word alone."""
    owners: dict[str, tuple[list[Owner], list[Owner]]] = {}
    for tier, families in enumerate(TIERS):
        for number, family in enumerate(families):
            for anchor in family.anchors:
                owners.setdefault(anchor, ([], []))[family.whole_words].append((tier, number))
    return AhoCorasick(list(owners), matchkind=MatchKind.Standard), list(owners.values())
