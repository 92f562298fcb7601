"""`Skip Twitter post by @handle` … `End of Twitter post by @handle`: what a site prints around a post.

A wrapper belongs to the post that it encloses, and fixes where the post begins.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from .blocks import Source
from .family import Fragment

_DATA = json.loads((Path(__file__).parent / "data" / "wrappers.json").read_text(encoding="utf-8"))
_REACH = 1500


def _any(templates: list[str]) -> str:
    platform = f"(?:{'|'.join(_DATA['platforms'])})"
    return "|".join(platform.join(map(re.escape, template.split("{platform}"))) for template in templates)


_BY = r"(?:,?\s\d{1,2})?(?:\sby\s@?[\w.]{1,30})?"
SKIP = re.compile(rf"(?:{_any(_DATA['skip'])}){_BY}")
END = re.compile(rf"(?:{_any(_DATA['end'])}){_BY}")
ANCHORS = tuple(
    template.replace("{platform}", platform)
    for template in (*_DATA["skip"], *_DATA["end"])
    for platform in _DATA["platforms"]
)
_BEHIND = re.compile(rf"\s{{0,40}}(?:Report\s{{1,4}})?(?:{END.pattern})(?!\w)")


def around(source: Source, fragment: Fragment, floor: int) -> Fragment:
    """The fragment with the wrapper that encloses it, if one does."""
    behind = _BEHIND.match(source.text, fragment.end, source.end)
    if behind is None:
        return fragment
    end = behind.end()
    name = fragment.parts.get("name")
    signature = fragment.start + name[0] if name else fragment.end
    low = max(floor, source.start, signature - _REACH)
    opening = list(SKIP.finditer(source.text, low, signature))
    start, parts = fragment.start, dict(fragment.parts)
    if opening:
        start = opening[-1].start()
        parts = {part: (a + fragment.start - start, b + fragment.start - start) for part, (a, b) in parts.items()}
        if "body" in parts:
            parts["body"] = opening[-1].end() - start, max(opening[-1].end() - start, parts["body"][1])
    return replace(
        fragment,
        start=start,
        end=end,
        raw=source.text[start:end],
        parts=parts,
        evidence=(*fragment.evidence, "wrapper"),
        sure=None if opening else fragment.sure,
    )
