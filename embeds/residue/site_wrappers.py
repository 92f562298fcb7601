"""Find the lines that a site prints around a post: `Skip Twitter post by @handle` … `End of Twitter post by @handle`.

Such a wrapper belongs to the post that it encloses, and shows where the post begins.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..data import tables
from ..platforms import facts
from ..platforms.family import Fragment
from ..text.blocks import REACH, Source

_DATA = tables.load("wrappers.json")
_GAP = re.compile(r"\s{0,40}(?:Report\s{1,4})?")
_BY = re.compile(r"(?:,?\s\d{1,2})?(?:\sby\s@?[\w.]{1,30})?(?!\w)")  # ", 2 by @maravoss", or nothing


def _phrases(templates: list[str]) -> tuple[str, ...]:
    """Return every phrase with every platform's name in it, the longest first."""
    names = [name for row in facts.ROWS for name in row.called]
    phrases = (template.replace("{platform}", name) for template in templates for name in names)
    return tuple(sorted(phrases, key=len, reverse=True))


_SKIP, _END = _phrases(_DATA["skip"]), _phrases(_DATA["end"])
ANCHORS = _SKIP + _END


def is_one(line: str) -> bool:
    """Return whether a line is the beginning or the end of a wrapper, and nothing else."""
    return any(end == len(line) for end in (_phrase_end(line, 0, _SKIP), _phrase_end(line, 0, _END)))


def _phrase_end(text: str, at: int, phrases: tuple[str, ...]) -> int | None:
    """Return where the phrase at `at` ends, with its number and its handle; None where none stands there."""
    if not text.startswith(phrases, at):
        return None
    phrase = next(phrase for phrase in phrases if text.startswith(phrase, at))
    behind = _BY.match(text, at + len(phrase))
    return behind.end() if behind else None


def around(source: Source, fragment: Fragment, floor: int) -> Fragment:
    """Return the fragment with the wrapper that encloses it, or as it is where none does."""
    gap = _GAP.match(source.text, fragment.end, source.end)
    end = _phrase_end(source.text, gap.end(), _END) if gap else None
    if end is None or end > source.end:
        return fragment
    name = fragment.parts.get("name")
    signature = fragment.start + name[0] if name else fragment.end
    low = max(floor, source.start, signature - REACH)
    start, parts = fragment.start, dict(fragment.parts)
    opening = max(source.text.rfind(phrase, low, signature) for phrase in _SKIP)
    words = _phrase_end(source.text, opening, _SKIP) if opening >= 0 else None
    if words is not None:
        start = opening
        parts = {part: (a + fragment.start - start, b + fragment.start - start) for part, (a, b) in parts.items()}
        if body := parts.get("body"):
            parts["body"] = words - start, max(words - start, body[1])
    return replace(
        fragment,
        start=start,
        end=end,
        raw=source.text[start:end],
        parts=parts,
        evidence=(*fragment.evidence, "wrapper"),
        sure=None if words is not None else fragment.sure,
    )
