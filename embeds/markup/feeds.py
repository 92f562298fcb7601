"""Read the escaped pages in a feed: `<description>&lt;blockquote class=&quot;twitter-tweet&quot;&gt;…`.

A page of HTML shows such markup to its readers as it is, and there it stays.
"""

from __future__ import annotations

import html
import re

from ..text.signs import Edit
from ..text.view import View, edited

# Elements of RSS, and of Atom, whose `type` says whether they are escaped.
NAMES = (b"<content:encoded", b"<description", b"<content", b"<summary")
_TYPED = NAMES[2:]
_TYPE = re.compile(rb"\stype\s*=\s*[\"']?(?:html|text/html)\b")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_OPENINGS = (b"&lt;", b"&#60;", b"&#x3c;")
_LONGEST_TAG = 300  # offsets of such an element's tag


def content(shadow: bytes, start: int) -> tuple[int, int] | None:
    """Return the stretch of the escaped page inside the element whose tag begins at `start`; None if it has none."""
    if not shadow.startswith(NAMES, start):
        return None
    name = next(name for name in NAMES if shadow.startswith(name, start))
    low = shadow.find(b">", start, start + _LONGEST_TAG) + 1
    if not low or (name in _TYPED and not _TYPE.search(shadow, start, low)):
        return None
    high = shadow.find(b"<", low)
    is_whole = high >= 0 and shadow.startswith(b"</" + name[1:], high)
    return (low, high) if is_whole and any(shadow.find(sign, low, high) >= 0 for sign in _OPENINGS) else None


def unescaped(text: str) -> View:
    """Return the page that is escaped in a text once, with the way back."""
    edits = [Edit(*entity.span(), html.unescape(entity.group())) for entity in _ENTITY.finditer(text)]
    return edited(text, edits, ())
