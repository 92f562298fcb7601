"""Find posts of Threads: `Post by @handle View on Threads`; the page never had their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text.blocks import Source
from . import fields
from .family import Family, Fragment, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

_POST = re.compile(r"Post by\s{1,3}@(?P<handle>[\w.]{1,30})\s{0,40}View on Threads")


def find(source: Source, anchor: int, _floor: int) -> Fragment | None:
    """Return the post whose "Post by" stands at `anchor`, or None."""
    post = _POST.match(source.text, anchor, source.end)
    return claim("threads", source, *post.span(), {"handle": post.span("handle")}, "post-by") if post else None


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment, which has no words."""
    return fields.post(fragment)


def read_markup(_words: Words, _post: Permalink | None) -> Said:
    """Return nothing: the words of an embed code are not the post's."""
    return Said()


family: Family = Family("threads", "post", ("Post by @",), find, normalize)
