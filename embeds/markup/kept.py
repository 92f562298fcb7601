"""Decode markup that waits in an attribute or a script until it may be shown.

Consent tools, late loaders and newsletters keep embeds as they are, percent-encoded, in base64 or in JSON.
"""

from __future__ import annotations

import base64
import html
import json
import re
from urllib.parse import unquote

_LONGEST = 20_000  # code points of a value; the longest on labelled pages has 8,176
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{20,}+={0,2}")


def markup(value: str) -> str | None:
    """Return the markup that a value holds, decoded, or None."""
    value = value.strip()
    if len(value) > _LONGEST:
        return None
    if value[:3].lower() == "%3c":
        return unquote(value).strip()
    if value[:1] != "<" and _BASE64.fullmatch(value):
        try:
            value = base64.b64decode(value).decode("utf-8").strip()
        except ValueError:
            return None
    return value if value[:1] == "<" else None


def tweet(value: str) -> str | None:
    """Return the embed code of the tweet that JSON describes as Substack does, or None.

    The JSON is an object with the strings `full_text`, `username`, `name` and `url`.
    """
    if '"full_text"' not in value or len(value) > _LONGEST:
        return None
    try:
        said = json.loads(value)
    except (ValueError, RecursionError):
        return None
    keys = ("full_text", "name", "username", "url")
    parts = [part for key in keys if isinstance(part := said.get(key), str)] if isinstance(said, dict) else []
    if len(parts) < len(keys):
        return None
    text, (name, handle, url) = parts[0], map(html.escape, parts[1:])
    author = f'&mdash; {name} (@{handle}) <a href="{url}"></a>'
    return f'<blockquote class="twitter-tweet"><p>{text}</p>{author}</blockquote>'
