"""Find posts of Mastodon since 4.3: `Post by @user@host View on Mastodon`; the page never had their words."""

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

_POST = re.compile(r"Post by\s{1,3}@(?P<handle>[\w.-]{1,30}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})\s{0,40}View on Mastodon")


def find(source: Source, anchor: int, _floor: int) -> Fragment | None:
    """Return the post whose "Post by" stands at `anchor`, or None."""
    post = _POST.match(source.text, anchor, source.end)
    return claim("mastodon", source, *post.span(), {"handle": post.span("handle")}, "post-by") if post else None


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment, which has no words."""
    return fields.post(fragment)


def read_markup(_words: Words, post: Permalink | None) -> Said:
    """Return the handle with its host, which only the address has; the page never had the post's words."""
    home = re.match(r"https?://(?P<host>[\w.-]+)/@(?P<user>\w+)/", post.url) if post else None
    return Said(handle=f"{home['user']}@{home['host']}" if home else None)


family: Family = Family("mastodon", "post", ("Post by @",), find, normalize)
