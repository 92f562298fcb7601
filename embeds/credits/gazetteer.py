"""Who supplies pictures: the agencies of data/agencies.json under every spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..data import tables
from . import glue
from .given_names import is_given
from .mastheads import ends_as_one, masthead

PICTURE_KINDS = frozenset({"wire", "agency", "stock"})


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that supplies pictures: its canonical name, and its kind as data/agencies.json has it."""

    name: str
    kind: str


def _load() -> tuple[dict[str, Agency], frozenset[str]]:
    spellings: dict[str, Agency] = {}
    ambiguous: set[str] = set()
    for row in tables.load("agencies.json")["agencies"]:
        entry = Agency(row["name"], row["kind"])
        spellings.update((spelling, entry) for spelling in row["spellings"])
        ambiguous.update(row["needs_context"])
    return spellings, frozenset(ambiguous)


SPELLINGS, AMBIGUOUS = _load()
_FOLDED = {spelling.casefold(): entry for spelling, entry in SPELLINGS.items()}


def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the spellings by their first two characters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for spelling in SPELLINGS:
        lengths.setdefault(spelling[:2], set()).add(len(spelling))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


_LENGTHS = _lengths()
_ENDS = frozenset(end for words in map(str.split, _FOLDED) for end in (words[0], words[-1]))


def may_hold_an_agency(parts: Sequence[str]) -> bool:
    """Return whether the first or the last of these words is one of an agency's, as in few pieces of a credit."""
    return parts[0].casefold() in _ENDS or parts[-1].casefold() in _ENDS or ends_as_one(parts[-1])


def agency(text: str) -> Agency | None:
    """Return the agency with exactly this spelling, case aside, or a paper or a station by the form of its name.

    A given name is none: "Ana" is not ANA.
    """
    if entry := _FOLDED.get(text.casefold()):
        return None if text.istitle() and text not in SPELLINGS and is_given(text) else entry
    return Agency(text, "newspaper") if masthead(text) else None


def names(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the canonical names of agencies; one that is not in the list keeps its spelling."""
    return tuple(entry.name if (entry := agency(spelling)) else spelling for spelling in spellings)


def spelled(text: str, at: int, high: int) -> int | None:
    """Return the end of the longest spelling that begins at `at` and ends on a word boundary before `high`."""
    for length in _LENGTHS.get(text[at : at + 2], ()):
        end = at + length
        whole = not text[end : end + 1].isalnum() or glue.opens_sentence(text, end)  # "Getty ImagesThe wall is"
        if whole and end <= high and text[at:end] in SPELLINGS:
            behind = text[end : end + 2]
            goes_on = behind[:1] == "-" and behind[1:].islower()  # "dpa-bilder", "AP-led"
            is_name = behind[:1] == " " and behind[1:].isupper() and is_given(text[at:end])  # "ANA RUIZ"
            return None if goes_on or is_name else end
    return None
