"""Reddit: `Title by u/handle in r/sub`, glued (`byu/handle insub`) or in lines, and `Comment by u/handle from …`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .. import boundary
from ..blocks import Source
from ..family import Family, Fragment, claim
from . import words

if TYPE_CHECKING:
    from ..records import Post

_TAIL = re.compile(
    r"(?P<comment>Comment\s{0,12})?by\s{0,12}u/(?P<handle>[\w-]{3,20})\s{0,12}"
    r"(?:from discussion\s{0,12})?in\s{0,12}(?:r/)?\w{2,21}"
)
_BEFORE = 40  # "Comment by" and white space


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """The quote whose `u/` stands at `anchor`; it ends its line, as no sentence about a post does."""
    text = source.text
    low = max(floor, source.start, anchor - _BEFORE)
    tail = next(
        (t for t in _TAIL.finditer(text, low, min(source.end, anchor + 80)) if t.start("handle") == anchor + 2), None
    )
    if tail is None or not _ends_line(source, tail.end()):
        return None
    parts = {"handle": tail.span("handle")}
    if tail["comment"]:
        return claim("reddit", source, tail.start(), tail.end(), parts, "comment")
    asked = boundary.Question(source, source.trim(floor, tail.start())[1], floor, tail.start(), tail.end(), room=300)
    start = boundary.start(asked)
    parts["body"] = start.at, asked.end
    return claim("reddit", source, min(start.at, tail.start()), tail.end(), parts, "title", sure=start.confidence)


def _ends_line(source: Source, end: int) -> bool:
    """Whether the line, or at least the sentence, ends here: a capital follows without a stop."""
    gap = source.gap_after(end)
    return "\n" in gap or end + len(gap) == source.end or (bool(gap) and source.text[end + len(gap)].isupper())


def normalize(fragment: Fragment) -> Post:
    """Read a fragment into a Post; its text is the post's title."""
    return words.post(fragment)


family = Family("reddit", "post", ("u/",), find, normalize)
