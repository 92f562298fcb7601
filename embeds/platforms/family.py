"""Define what a family (a platform, or the credits) must provide, and the fragments that it finds.

Normalizers import embeds.records inside their functions: finding needs no pydantic, and importing it takes longer than
cleaning a hundred articles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..text.blocks import Source
from ..text.marks import LinkedWords

if TYPE_CHECKING:
    from ..records import Credit, Post, Residue

# The parts of a fragment. Of a post: its words ("body"), its author ("name", "handle"), the date as shown, and its
# address ("link"). Of a credit: the credit's line and the caption beside it.
PartName = Literal["body", "name", "handle", "date", "link", "credit", "caption"]
Parts = dict[PartName, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of the text that a family claims: all that its normalizer gets to see.

    `start` and `end` are code points into the whole text, and `raw` is the text between them; `parts` are stretches of
    `raw`, with offsets into it, and so are `links`, the words that are links in the markup of the text. `evidence`
    names the rules that spoke for the claim. `sure` (0-1) says how sure it is where a post's words begin, or that a
    credit's caption is one; it is None where nothing had to be judged.
    """

    family: str
    start: int
    end: int
    raw: str
    parts: Parts
    evidence: tuple[str, ...]
    sure: float | None = None
    links: tuple[LinkedWords, ...] = ()

    def part(self, name: PartName) -> str | None:
        """Return the text of a part, or None if the fragment has no such part."""
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
    """Return the Fragment of [start, end) without white space at its ends.

    `parts` have offsets into the whole text here, and are cut at the fragment's ends.
    """
    start, end = source.trim(start, end)
    inside: Parts = {
        name: (min(max(a, start), end) - start, min(max(b, start), end) - start) for name, (a, b) in parts.items()
    }
    seen = source.seen
    links = (
        tuple(LinkedWords(a - start, b - start, href) for a, b, href in seen.links_in(start, end)) if seen.links else ()
    )
    return Fragment(family, start, end, source.text[start:end], inside, evidence, sure, links)


@dataclass(frozen=True, slots=True)
class Family:
    """One platform's posts, image credits, or residue.

    `kind` is that of the records that `normalize` makes. `anchors` are literals, one of which stands in every fragment
    of the family, but for credits that are a name alone (credits/bare.py). `find(source, anchor, floor)` returns the
    fragment around the anchor at that offset, or None; it looks back no further than `floor`, the end of the claim
    before, and nowhere outside `source`. `normalize` makes the record of a fragment, and reads nothing else.
    `whole_words` says that an anchor inside a word ("epa" in "repair") does not count; a capital behind a small letter
    begins a word that a scraper glued there.
    """

    name: str
    kind: Literal["post", "credit", "residue"]
    anchors: tuple[str, ...]
    find: Callable[[Source, int, int], Fragment | None] | None
    normalize: Callable[[Fragment], Post | Credit | Residue]
    whole_words: bool = False
