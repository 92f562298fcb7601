"""Ask for a post's public record by oEmbed (oembed.com): its words, author and date, or that it is gone.

The hosts to ask stand in data/platforms.json and are never taken from a page: a page's own link to its oEmbed record
could send us anywhere. Like chain.py this file does no I/O: it yields what to ask.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Generator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal
from urllib.parse import quote, urlsplit

from ..markup import element_text
from ..platforms import facts, permalinks
from ..platforms.facts import Oembed
from ..text import dates
from .address import Refused, from_header, joined, read
from .answers import Answer, Ask

# Last the rows that answer for hosts of any name.
_TABLE = sorted(((row.platform, row.oembed) for row in facts.ROWS if row.oembed), key=lambda one: not one[1].hosts)
_HOSTS = {host for _, row in _TABLE for host in (urlsplit(row.endpoint).hostname, *row.moved_to)}
_REDIRECTS = 3  # requests for one record, redirects included
_SURROGATE = re.compile("[\ud800-\udfff]")  # lone surrogates: JSON can hold them, a file in UTF-8 cannot
_MARKER = "[image or embed]"  # stands at the end of a Bluesky post's words if it shows more than words


@dataclass(frozen=True, slots=True)
class Public:
    """What the platform says of a post, and `by` which address; only a post that is "there" has the other fields."""

    found: Literal["there", "gone", "unknown"]
    by: str
    words: str | None = None
    name: str | None = None
    handle: str | None = None
    profile: str | None = None
    date: dt.date | None = None
    lang: str | None = None


def endpoint(permalink: str) -> tuple[str, Oembed] | None:
    """Return the address to ask about a post, and how to read the answer; None if its platform has none to use."""
    post = permalinks.read(permalink)
    try:
        host = (urlsplit(permalink).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    except ValueError:
        return None
    for platform, row in _TABLE:
        on_host = any(fnmatchcase(host, pattern) for pattern in row.hosts)
        if on_host or (not row.hosts and post and post.platform == platform):
            return row.endpoint.format(host=host, url=quote(permalink, safe="", errors="replace")), row
    return None


def look_up(permalink: str, seconds: float, *, allow_private: bool = False) -> Generator[Ask, Answer, Public]:
    """Ask a post's platform about it: yield what to ask, take the answers, return what is known."""
    asked = endpoint(permalink)
    if asked is None:
        return Public("unknown", permalink)
    url, row = asked
    by = url
    try:
        for _ in range(_REDIRECTS):
            read(url, allow_private=allow_private)
            answer = yield Ask(url, seconds, "record")
            location = answer.header("location")
            if answer.status not in (301, 302, 307, 308) or location is None:
                return _read(answer, row, by)
            before, url = urlsplit(url).hostname, joined(url, from_header(location))
            if urlsplit(url).hostname not in {*_HOSTS, before}:
                return Public("unknown", by)
    except (Refused, ValueError):
        pass
    return Public("unknown", by)


def _read(answer: Answer, row: Oembed, by: str) -> Public:
    if answer.status in (404, 410):
        return Public("gone", by)
    try:
        record = json.loads(answer.body) if answer.status == 200 and not answer.cut else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or not any(isinstance(record.get(key), str) for key in ("html", "title", "type")):
        return Public("unknown", by)
    said = {key: _SURROGATE.sub("\ufffd", value) for key, value in record.items() if isinstance(value, str)}
    body, date, lang = _quoted(said.get("html", "")) if row.words == "html" else (None, None, None)
    if row.words == "title":
        body = said.get("title")
    if row.words and body is None:
        return Public("unknown", by)  # nothing to hold the post's words against
    profile = said.get("author_url")
    handle = re.search(row.profile, profile) if profile else None
    name = said.get("author_name")
    return Public("there", by, body, name, handle[1] if handle else None, profile, date, lang)


def _quoted(html: str) -> tuple[str | None, dt.date | None, str | None]:
    """Return the words of a blockquote, the date that its last link shows, and the language that its markup names."""
    quoted = element_text.read(f"<div>{html}</div>")  # libxml2 before 2.14 makes a paragraph of words without element
    if not quoted.paragraphs:
        return None, None, None
    body = quoted.text[slice(*quoted.paragraphs[0])].strip().removesuffix(_MARKER).strip()
    last = quoted.text[quoted.anchors[-1].start :].strip() if quoted.anchors else ""
    date = dates.match(last, 0)
    return body, date[1] if date else None, next(iter(quoted.langs), None)
