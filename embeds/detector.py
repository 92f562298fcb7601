"""Find the fragments of a text: one scan for all families' anchors, then each family is asked at its own.

An anchor is a literal that a fragment of the family must hold. Families are asked in a fixed order, and a later one
sees only the text that the earlier ones left: so fragments never overlap.
"""

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
from .residue import shortcodes, site_wrappers
from .residue.lines import RESIDUE
from .text.blocks import REACH, Source
from .text.patience import ASKED_OF_ONE, JUDGED, Bound, Patience
from .text.view import PLAIN, View

# Posts come before credits: a post may name an agency, but a credit never holds a post. Leftovers of embeds (RESIDUE)
# come third. Credits that no label or agency proves (BARE) come last: their neighbours tell them, and a neighbour
# counts only once all other fragments are cut out.
ORDER: tuple[tuple[Family, ...], ...] = (PLATFORMS, CREDITS, RESIDUE)
TIERS = (*ORDER, BARE)
FAMILIES: dict[str, Family] = {family.name: family for tier in TIERS for family in tier}
Anchor = tuple[int, int]  # an anchor's offset in the text, and the number of its family in the tier
Owner = tuple[int, int]  # the number of a tier, and the number of a family in it
Literal = tuple[int, int, int]  # the number of an anchor in the automaton, its start and its end

# Cutting out one bare credit can bring another below its caption, so the prose is read again until nothing is found.
# Labelled texts took three readings at most, the last without a find; a text of captions and names alone would take one
# for each of them.
_MOST_READINGS = 6

_STRETCH = 200_000  # code points that are scanned at once, for speed alone: see _literals
# A stretch with more than one anchor in 8 code points keeps only the first 125 of each block of 1,000, so that a text
# made of anchors is not read at each of them. The densest line seen has 23 in 149 code points, an article has one in a
# hundred.
_HIT_EVERY = 8
_BLOCK = 1000
_LONGEST_ANCHOR = max(len(anchor) for tier in TIERS for family in tier for anchor in family.anchors)

_start = attrgetter("start")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def detect(text: str, seen: View = PLAIN) -> list[Fragment]:
    """Return all fragments of a text in order; none overlaps another. `seen` is the view whose words the text is."""
    anchors = scan(text)
    if wordless := [(link.start, 0) for link in seen.links if shortcodes.is_wordless(text, link)]:
        leftovers = ORDER.index(RESIDUE)
        anchors[leftovers] = sorted([*anchors[leftovers], *wordless])
    return settled(text, anchors, seen=seen)


def marked(text: str, anchors: list[list[Anchor]], may_judge: Bound = JUDGED) -> list[Fragment]:
    """Return the fragments of all tiers but BARE, given the anchors that `scan` found.

    With `NEVER` as `may_judge` credits have no captions but those that a label shows, and are found faster.
    """
    return _marked(text, anchors, Patience(may_judge=may_judge), PLAIN)


def posts(text: str, seen: View) -> list[Fragment]:
    """Return the posts and the leftovers of embeds in a short text, in order; credits are not looked for."""
    anchors = scan(text)
    anchors[ORDER.index(CREDITS)] = []
    return _marked(text, anchors, Patience(may_ask=ASKED_OF_ONE), seen)


def _marked(text: str, anchors: list[list[Anchor]], patience: Patience, seen: View) -> list[Fragment]:
    """Ask each tier of `ORDER` in turn, and only about the stretches that the tiers before it left.

    So no claim reaches over another, and the rest reads the same once the claims are cut out.
    """
    found: list[Fragment] = []
    for tier, hits in zip(ORDER, anchors, strict=False):
        patience.begin()
        if hits and (claims := _claims(text, tier, hits, found, patience, seen)):
            found = sorted(found + claims, key=_start)
    return found


def settled(
    text: str, anchors: list[list[Anchor]], patience: Patience | None = None, seen: View = PLAIN
) -> list[Fragment]:
    """Return all fragments of a text, given the anchors that `scan` found; with other bounds by its own `patience`."""
    *tiers, marks = anchors
    patience = patience or Patience()
    found = _marked(text, tiers, patience, seen)
    names = places.may_hold_names(text, spoken=bool(tiers[ORDER.index(CREDITS)]))
    if not (names or marks):
        return found
    for _ in range(_MOST_READINGS):
        if patience.lost:  # a list of anchors, or a text built to be slow: there is no prose to judge by
            break
        patience.begin()
        if not (more := _bare(text, marks, found, patience, names=names)):
            break
        found = sorted(found + more, key=_start)
    return found


def _bare(text: str, marks: list[Anchor], found: list[Fragment], patience: Patience, *, names: bool) -> list[Fragment]:
    """Return the claims of BARE, found in the prose that is left when the other claims are cut out."""
    left, pieces = prose.without(text, [(one.start, one.end) for one in found])
    offsets = [at for at, _ in marks]
    there = [
        at - start + piece
        for piece, start, end in pieces
        for at in offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]
    ]
    claims = bare.claims(left, there, patience, names=names)
    return [moved for claim in claims if (moved := _in_text(claim, pieces) or _in_text(without_caption(claim), pieces))]


def without_caption(claim: Fragment) -> Fragment:
    """Return a credit's claim without its caption."""
    start, end = claim.parts["credit"]
    raw = claim.raw[start:end]
    parts: Parts = {"credit": (0, end - start)}
    at = claim.start
    evidence = tuple(rule for rule in claim.evidence if not rule.startswith("caption:"))
    return replace(claim, start=at + start, end=at + end, raw=raw, parts=parts, evidence=evidence)


def _in_text(claim: Fragment, pieces: Sequence[prose.Piece]) -> Fragment | None:
    """Return a claim of the prose with its offsets in the text; None where another claim lies inside it."""
    at, start, end = pieces[bisect_right(pieces, claim.start, key=lambda piece: piece[0]) - 1]
    shift = start - at
    return replace(claim, start=claim.start + shift, end=claim.end + shift) if claim.end + shift <= end else None


def _claims(
    text: str, tier: tuple[Family, ...], hits: Iterable[Anchor], taken: list[Fragment], patience: Patience, seen: View
) -> list[Fragment]:
    """Return the claims of one tier outside the fragments in `taken`, as long as patience lasts."""
    starts, ends = [f.start for f in taken], [0, *(f.end for f in taken)]
    claims: list[Fragment] = []
    floor, unread = 0, frozenset(patience.unread)
    for at, number in hits:
        if unread and _line_break(text, at) in unread:
            continue  # may be part of a fragment about which an earlier tier was not asked
        if not patience.lasts(at):
            floor = max(floor, at)  # a later claim may not take the words of this anchor, which nobody was asked about
            patience.unread.add(_line_break(text, at))
            continue
        before = bisect_right(starts, at)
        low, high = ends[before], starts[before] if before < len(starts) else len(text)
        floor = max(floor, low)
        if at < floor:
            continue
        patience.asked += 1
        source = Source(text, low, high, not patience.judges(at), seen)
        find = tier[number].find
        if find and (fragment := find(source, at, floor)):
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
    """Return the anchors in a text, one list for each of `TIERS`, in order of offset (code points).

    ahocorasick_rs finds the 13,000 literals in one pass at 80 MB/s and gives offsets in code points. Its full automaton
    (a DFA) scans one and a half times as fast, but costs 60 ms and 30 MB at every start. google-re2 tells at 250 MB/s
    whether there is any, hyperscan at 400 MB/s which, both with offsets in bytes. None of them would make much
    difference: on a document without fragments the work after the scan takes six times as long as the scan
    (tests/bench/scanners.py).
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
    return [[*dict.fromkeys(sorted(some))] for some in hits]  # quick: they come in order of their ends


def _literals(text: str) -> Iterator[Literal]:
    """Yield the anchors in a text, scanned in stretches that overlap: an anchor where two meet is given twice.

    The automaton keeps an offset for every byte of its input: 10 MB at once take twice as long as in stretches.
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
    """Return the first anchors of each block of `_BLOCK` code points; an anchor counts where it ends."""
    kept: list[Literal] = []
    for low in range(0, length + 1, _BLOCK):
        first, last = (bisect_left(found, end, key=itemgetter(2)) for end in (low, low + _BLOCK))
        kept += found[first : min(last, first + _BLOCK // _HIT_EVERY)]
    return kept


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether an anchor stands as a whole word: no word goes on at either end ("photoCredit" begins one)."""
    first, before = text[start], text[start - 1 : start]
    if before.isalnum() and first.isalnum() and not (before.islower() and first.isupper()):
        return False
    return not (text[end : end + 1].isalnum() and text[end - 1].isalnum())


@functools.cache
def _scanner() -> tuple[AhoCorasick, list[tuple[list[Owner], list[Owner]]]]:
    """Return the automaton of all anchors, and for each anchor its owners: those anywhere, those as a whole word."""
    owners: dict[str, tuple[list[Owner], list[Owner]]] = {}
    for tier, families in enumerate(TIERS):
        for number, family in enumerate(families):
            for anchor in family.anchors:
                owners.setdefault(anchor, ([], []))[family.whole_words].append((tier, number))
    return AhoCorasick(list(owners), matchkind=MatchKind.Standard), list(owners.values())
