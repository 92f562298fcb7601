"""What the words of an embed say, platform by platform: the post's own words, who wrote it, the date shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..platforms import instagram, permalinks
from . import addresses
from .element_text import Anchor, Words

_HANDLE = re.compile(r"[(（]\s{0,3}@(?P<handle>[\w.-]{1,100})\s{0,3}[)）]")
_DASH = re.compile(r"—|(?<=\s)[–-]{1,2}(?=\s)|^[–-]{1,2}(?=\s)", re.MULTILINE)
_REDDIT = re.compile(r"\bby\s{0,12}u/(?P<handle>[\w-]{3,20})")
_TIKTOK = re.compile(r"\s*@([\w.]{2,24})\s")


@dataclass(slots=True)
class Said:
    """What an element says: `body` holds the stretches of the text that are the post's words."""

    body: list[tuple[int, int]] = field(default_factory=list)
    name: str | None = None
    handle: str | None = None
    url: str | None = None
    shown: str = ""  # the date, as shown


def no_words(_words: Words) -> Said:
    """A player's element has no words of its own."""
    return Said()


def _signed(words: Words) -> Said:
    """`words — Name (@handle) date`, on Twitter and Bluesky; without it all but the link to the post are words."""
    if "text" in words.parts:
        return _rendered(words)
    brackets = list(_HANDLE.finditer(words.text))
    date = next((a for a in reversed(words.anchors) if _is_own(a)), None)
    shown = words.text[date.start : date.end].strip() if date else ""
    bracket = next((b for b in reversed(brackets) if _dash(words.text, b.start()) is not None), None)
    if bracket is None:
        return Said(_without([(0, len(words.text))], [date] if date else []), shown=shown)
    dash = _dash(words.text, bracket.start())
    assert dash is not None
    name = " ".join(words.text[dash.end() : bracket.start()].split())
    profile = next((a.href for a in words.anchors if dash.start() <= a.start <= bracket.end() and a is not date), None)
    return Said([(0, dash.start())], name, bracket["handle"], profile, shown)


def _rendered(words: Words) -> Said:
    """A card rendered to the last, whose classes say what is what."""
    name, handle = (" ".join(words.text[slice(*words.parts.get(part, (0, 0)))].split()) for part in ("name", "handle"))
    return Said([words.parts["text"]], name or None, handle.lstrip("@") or None)


def _is_own(anchor: Anchor) -> bool:
    """Whether a link leads to a post of the platforms that sign with a dash."""
    post = addresses.read(anchor.href)
    return post is not None and post.platform in ("twitter", "bluesky")


def _dash(text: str, bracket: int) -> re.Match[str] | None:
    """The dash before the name: the one that opens the line, else the last em dash, else the last spaced one."""
    line = max(text.rfind("\n", 0, bracket) + 1, bracket - 150)
    found = list(_DASH.finditer(text, line, bracket))
    if found and not text[line : found[0].start()].strip():
        return found[0]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)


def _without(body: list[tuple[int, int]], anchors: list[Anchor]) -> list[tuple[int, int]]:
    """The stretches without these links."""
    for anchor in anchors:
        body = [
            part
            for start, end in body
            for part in ((start, min(end, anchor.start)), (max(start, anchor.end), end))
            if part[0] < part[1]
        ]
    return body


def _instagram(words: Words) -> Said:
    """A first line, perhaps a caption in a paragraph of its own, and the tail that says who posted it."""
    tail = instagram.signature(words.text)
    bracket = _HANDLE.search(words.text)
    at = tail.start if tail else (bracket.start() if bracket else len(words.text))
    body = [(start, end) for start, end in words.paragraphs if end <= at]
    body = [(start, end) for start, end in body if words.text[start:end].strip(" .\n\xa0") not in instagram.FIRST]
    handle = tail.handle if tail else (bracket["handle"] if bracket else None)
    return Said(body, tail.name if tail else None, handle, None, words.text[at:])


def _facebook(words: Words) -> Said:
    """Paragraphs, then `Posted by <a>Name</a> on <a>Friday, December 5, 2014</a>`."""
    at = max((end for _, end in words.paragraphs), default=0)
    tail = [anchor for anchor in words.anchors if anchor.start >= at and words.text[anchor.start : anchor.end].strip()]
    shown = words.text[tail[0].end if tail else at :]
    name = " ".join(words.text[tail[0].start : tail[0].end].split()) if tail and shown.strip() else None
    return Said(list(words.paragraphs), name, None, tail[0].href if name else None, shown)


def _tiktok(words: Words) -> Said:
    """`@handle`, the caption, `♬ sound`."""
    note = words.text.find("♬")
    end = note if note >= 0 else len(words.text)
    opening = _TIKTOK.match(words.text)
    start = opening.end() if opening else 0
    return Said([(start, end)] if start < end else [], None, opening[1] if opening else None)


def _reddit(words: Words) -> Said:
    """The title is the link to the post; a comment's words are not in its code."""
    handle = _REDDIT.search(words.text)
    title = next((a for a in words.anchors if (post := permalinks.read(a.href)) and post.platform == "reddit"), None)
    body = [(title.start, title.end)] if title and words.text[title.start : title.end].strip() != "Comment" else []
    return Said(body, None, handle["handle"] if handle else None)


def _title(words: Words) -> Said:
    """All that is shown is the title."""
    return Said([(0, len(words.text))])


READERS: dict[str, Callable[[Words], Said]] = {
    "twitter": _signed,
    "bluesky": _signed,
    "instagram": _instagram,
    "facebook": _facebook,
    "tiktok": _tiktok,
    "reddit": _reddit,
    "imgur": _title,
}
