"""What a platform or a credit shape must provide, and what it finds.

Normalizers import the records where they make them: finding needs no pydantic, and importing that takes longer than
cleaning a hundred articles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..text.blocks import Source

if TYPE_CHECKING:
    from ..records import Credit, Post, Residue

# What a stretch of a fragment holds. Of a post: its words ("body"), who wrote it ("name", "handle"), the date as shown,
# and its address ("link"); of a credit: the credit's line and the caption beside it.
PartName = Literal["body", "name", "handle", "date", "link", "credit", "caption"]
Parts = dict[PartName, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of the text that a family claims: all that its normalizer gets to see.

    `start` and `end` are offsets into the whole text; `parts` are named stretches inside `raw`, with offsets into
    `raw`; `evidence` names the rules that spoke for the claim; `sure` says how sure it is (0-1) where a post's
    words begin, or that a credit's caption is one, and is None where that is not a question.
    """

    family: str
    start: int
    end: int
    raw: str
    parts: Parts
    evidence: tuple[str, ...]
    sure: float | None = None

    def part(self, name: PartName) -> str | None:
        """The text of a part, or None where the fragment has none of that name."""
        where = self.parts.get(name)
        return None if where is None else self.raw[where[0] : where[1]]


def claim(
    family: str,
    source: Source,
    start: int,
    end: int,
    parts: Parts,
    *evidence: str,
    sure: float | None = None,
) -> Fragment:
    """A Fragment of [start, end) without white space at its ends; `parts` come with offsets into the whole text."""
    start, end = source.trim(start, end)
    inside: Parts = {
        name: (min(max(a, start), end) - start, min(max(b, start), end) - start) for name, (a, b) in parts.items()
    }
    return Fragment(family, start, end, source.text[start:end], inside, evidence, sure)


@dataclass(frozen=True, slots=True)
class Family:
    """One platform's posts, or image credits.

    `kind` is that of the records that `normalize` makes. `anchors` are literals, one of which stands in every
    fragment of the family, but for credits that are a name alone (credits/bare.py). `find(source, anchor, floor)` says
    what stands around the anchor at that offset, or None; it looks back no further than `floor`, the end of the claim
    before, and nowhere outside `source`. `normalize` reads a fragment, and nothing but the fragment. `whole_words` says
    that no anchor counts inside of a word: "epa" in "repair". A capital behind a small letter begins a word that a
    scraper glued there.
    """

    name: str
    kind: Literal["post", "credit", "residue"]
    anchors: tuple[str, ...]
    find: Callable[[Source, int, int], Fragment | None]
    normalize: Callable[[Fragment], Post | Credit | Residue]
    whole_words: bool = False
