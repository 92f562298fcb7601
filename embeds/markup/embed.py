"""Define an embed of a page, and join two of the same post: a late player and its twin for browsers without scripts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..platforms.permalinks import Permalink
from . import wrappers
from .page import Page


@dataclass(frozen=True, slots=True)
class Embed:
    """An embed of a page.

    `core` is the stretch of its element, `span` the stretch with its wrappers and scripts, both as code points into the
    page. `platform` is "" if its address does not tell what it shows. `html` is the markup whose words are read. `post`
    is what its address tells, None without one. `is_player` says that it has no words of its own.
    """

    core: tuple[int, int]
    span: tuple[int, int]
    platform: str
    post: Permalink | None
    html: str
    evidence: tuple[str, ...]
    is_player: bool = False


def are_twins(page: Page, one: Embed, other: Embed) -> bool:
    """Return whether two neighbours show the same post: one that loads late, and one for browsers without scripts."""
    if one.post is None or other.post is None or not one.post.id:
        return False
    same = (one.platform, one.post.id) == (other.platform, other.post.id)
    differ = _is_frame(one) != _is_frame(other) or one.evidence != other.evidence
    hidden = any(page.shadow.startswith(b"<noscript", embed.span[0]) for embed in (one, other))
    return same and (hidden or differ) and page.is_white(one.span[1], other.span[0])


def _is_frame(embed: Embed) -> bool:
    """Return whether all that an embed shows comes in a frame."""
    return embed.is_player or "<iframe" in embed.html.lower()


def joined(page: Page, one: Embed, other: Embed) -> Embed:
    """Return the one embed that two twins are; its words come from the twin that has some."""
    better = max(one, other, key=lambda embed: (not _is_frame(embed), len(embed.html)))
    post = next((twin.post for twin in (one, other) if twin.post and twin.post.handle), better.post)
    span = wrappers.around(page, (one.span[0], other.span[1]))
    return replace(better, core=span, span=span, post=post, evidence=(*one.evidence, *other.evidence, "twin"))
