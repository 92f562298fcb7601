"""Limit what is taken out to some kinds of records, or to the records of some platforms."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from difflib import get_close_matches
from typing import Literal, NamedTuple, get_args

from .data import known_names

Kind = Literal["post", "credit", "residue"]
Kinds = Kind | Sequence[Kind] | Set[Kind] | None  # not Collection, of which pydantic knows nothing
Platforms = str | Sequence[str] | Set[str] | None


class Wanted(NamedTuple):
    """What is taken out: records of these kinds, and of these platforms; None allows all.

    A credit has no platform: it is not taken where platforms are named.
    """

    kinds: frozenset[str] | None = None
    platforms: frozenset[str] | None = None

    @property
    def is_all(self) -> bool:
        """Whether everything is taken out."""
        return self.kinds is None and self.platforms is None

    def takes(self, kind: str, platform: str | None) -> bool:
        """Return whether a record is taken out."""
        return (self.kinds is None or kind in self.kinds) and (self.platforms is None or platform in self.platforms)


ALL = Wanted()


def wanted(kinds: Kinds, platforms: Platforms) -> Wanted:
    """Return what is taken out; raise ValueError for a kind or a platform that no record has."""
    if kinds is None and platforms is None:
        return ALL  # as in most calls, for which the names are not read
    return Wanted(_known("kind", kinds, get_args(Kind)), _known("platform", platforms, known_names.platforms()))


def _known(what: str, names: str | Collection[str] | None, known: Collection[str]) -> frozenset[str] | None:
    if names is None:
        return None
    names = frozenset([names] if isinstance(names, str) else names)
    for name in sorted(names - {*known}):
        near = get_close_matches(str(name).lower(), known, 1)
        if what == "platform" and (host := known_names.platforms_by_host().get(str(name).lower())):
            near = [host]
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
        raise ValueError(f"no {what} is named {name!r}; {hint}")
    return names
