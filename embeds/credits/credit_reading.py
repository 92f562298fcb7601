"""What a credit line says: who made the picture (IPTC: Creator), who supplies it (IPTC: Credit Line, Source)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from . import vocabulary
from .gazetteer import PICTURE_KINDS, Agency
from .name_forms import has_initial, is_asian_name, is_person


class Reading(NamedTuple):
    """What a credit line says: `creators` and `agencies` as written, `known` those that the gazetteer has.

    `leads` are the kinds of its lead-ins, `joints` counts the separators between its pieces, `status` says that a word
    like "Supplied" stands in it.
    """

    creators: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    known: tuple[Agency, ...] = ()
    leads: tuple[str, ...] = ()
    notice: str | None = None
    date: dt.date | None = None
    joints: int = 0
    status: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the known agencies."""
        return frozenset([entry.kind for entry in self.known])

    @property
    def is_supplied(self) -> bool:
        """Whether an agency that is known to supply pictures stands in it."""
        return not PICTURE_KINDS.isdisjoint(self.kinds)

    @property
    def has_outlet(self) -> bool:
        """Whether a known agency stands in it that is no platform."""
        return any(entry.kind != "platform" for entry in self.known)

    @property
    def has_full_name(self) -> bool:
        """Whether a creator of two words or more stands in it."""
        return any(" " in creator for creator in self.creators)

    def plus(
        self,
        *,
        creators: Iterable[str] = (),
        agencies: Iterable[str] = (),
        known: Iterable[Agency] = (),
        leads: Iterable[str] = (),
    ) -> Reading:
        """Return the reading with these behind what it has."""
        return self._replace(
            creators=(*self.creators, *creators),
            agencies=(*self.agencies, *agencies),
            known=(*self.known, *known),
            leads=(*self.leads, *leads),
        )

    def with_agency(self, spelling: str, entry: Agency) -> Reading:
        """Return the reading with a known agency; a public authority at the front made the picture itself."""
        if entry.kind == "public" and not (self.creators or self.agencies):
            return self.plus(known=(entry,), creators=(spelling,))
        if not self.agencies or self.agencies[-1].casefold() != spelling.casefold():
            return self.plus(known=(entry,), agencies=(spelling,))
        return self.plus(known=(entry,))

    def with_name(self, name: str) -> Reading:
        """Return the reading with a name that the gazetteer lacks: the first is the creator, one behind it an outlet.

        A person is the creator wherever the name stands: "Nordlicht/Jens Klar".
        """
        if not self.creators and not self.agencies:
            return self.plus(creators=(name,))
        if any(_is_same(name, creator) for creator in self.creators):
            return self
        if is_person(name) and not any(map(is_person, self.creators)):
            return self._replace(agencies=(*self.creators, *self.agencies), creators=(name,))
        if is_asian_name(name) and all(map(is_asian_name, self.creators)):
            return self.plus(creators=(name,))
        if not self.creators or has_initial(name) or all(map(vocabulary.names_a_body, self.creators)):
            return self.plus(creators=(name,))  # the first, or one of several people or several organisations
        return self.plus(agencies=(name,))

    def settled(self) -> Reading:
        """Return the reading in which a paper, a broadcaster or an authority that stands alone made the picture."""
        if self.creators or not self.known or self.kinds & (PICTURE_KINDS | {"platform"}):
            return self
        return self._replace(creators=self.agencies, agencies=())

    def handed_on(self) -> Reading:
        """Return the reading in which a paper that stands alone is an agency: 12 of 13 labelled credits have it so.

        For records alone: the weights were learnt from readings in which it made the picture.
        """
        if self.agencies or self.kinds != {"newspaper"} or len(self.creators) != len(self.known):
            return self
        return self._replace(creators=(), agencies=self.creators)


def _is_same(one: str, other: str) -> bool:
    """Return whether it is one name in two spellings, or cut short: lines that give a credit twice hold both."""
    shorter, longer = sorted((_letters(one), _letters(other)), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= (1 if len(shorter) > 8 else 0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
