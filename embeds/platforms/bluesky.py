"""Find posts of Bluesky whose blockquote was flattened: the handle is a domain, and a time follows the date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..starts import candidates
from ..text.blocks import Source
from . import fields, signature, signed
from .family import Family, Fragment
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

# "(@mara.bsky.social)". Not "(@maravoss)".
HANDLE = signature.handle_form(r"(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,20}")
_MARKER = re.compile(r"\[image or embed\]\s*$")  # at the end of the words: it stands for a picture that was lost


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post whose attribution holds the @ at `anchor`, or None."""
    if (found := _attribution(source, anchor, floor)) is None:
        return None
    return signature.claimed("bluesky", found, _question(source, found, floor))


def ask(source: Source, anchor: int, floor: int) -> candidates.Question | None:
    """Return the question where the words begin of the post whose attribution holds the @ at `anchor`, or None."""
    found = _attribution(source, anchor, floor)
    return _question(source, found, floor) if found else None


def _question(source: Source, found: signature.Attribution, floor: int) -> candidates.Question:
    end = source.trim(floor, found.dash)[1]
    if marker := _MARKER.search(source.text, max(floor, end - 300), end):
        end = source.trim(floor, marker.start())[1]
    split = "\n" in source.text[found.handle[0] - 3 : found.end]
    return candidates.Question(source, end, floor, found.dash, found.end, split, room=300, wide=False)


def _attribution(source: Source, anchor: int, floor: int) -> signature.Attribution | None:
    found = signature.read(source, anchor, floor, HANDLE)
    if found and found.when and (time := signature.TIME.match(source.text, found.end, source.end)):
        return replace(found, end=time.end())
    return found


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment. Its date is that of the page that copied it, and may be a day off UTC."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says of its post."""
    return signed.read(words)


family: Family = Family("bluesky", "post", ("@",), find, normalize)
