"""Read which post an address leads to, and from its id when it was posted.

The rows of data/platforms.json say whose an address is. Ids hold the time of their post: Twitter's and TikTok's are
numbers with a clock in the upper bits, Instagram's and Threads' the same in base64, Bluesky's in base32; Mastodon's
count milliseconds. The formulas were checked on posts whose time is known (18 of 18 on Instagram to the second).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from . import facts
from .facts import Form

_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE32 = "234567abcdefghijklmnopqrstuvwxyz"
_FIRST_SNOWFLAKE = 29_700_859_247  # ids of tweets up to November 2010 are counted one by one and tell no time
_POSTS = r"(?:www\.|m\.|mobile\.|web\.|old\.|np\.|new\.|embed\.)?"  # what may stand before the host of a post's address
Row = tuple[str, Form]  # a platform's name and a form of its addresses


class Permalink(NamedTuple):
    """The post to which an address leads: `url` is its canonical address, `posted` its time in UTC."""

    platform: str
    url: str
    id: str
    handle: str | None
    posted: dt.datetime | None


def read(url: str) -> Permalink | None:
    """Return the post that an address names, or None.

    >>> read("https://mobile.twitter.com/jack/statuses/1201277326262190080?s=20").url
    'https://twitter.com/jack/status/1201277326262190080'
    """
    post = first(url, at_host(url, _BY_LABEL), _POSTS) or first(url, _ANYWHERE, _POSTS)
    return post and Permalink(*post[:-1], _when(CLOCKS.get(facts.of(post.platform).clock), post.id))


def first(url: str, rows: Iterable[Row], subdomains: str) -> Permalink | None:
    """Return the post that an address names by the first form that fits, without its time, or None.

    `subdomains` is a regular expression of what may stand before the host.
    """
    for platform, form in rows:
        if found := compiled(subdomains, form.form).match(url):
            parts = found.groupdict()
            link = form.permalink.format(**parts) if form.permalink else url
            return Permalink(platform, link, parts.get("id") or "", parts.get("handle"), None)
    return None


@functools.cache
def compiled(subdomains: str, form: str) -> re.Pattern[str]:
    """Return the pattern of an address, compiled when the first address at its host is read."""
    return re.compile(rf"https?://{subdomains}{form}", re.IGNORECASE)


def at_host(url: str, forms: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Return the forms that `forms` has under a label of the address's host: few of all."""
    host = url.partition("//")[2].partition("/")[0].lower()
    return [row for label in host.split(".") if label in forms for row in forms[label]]


def by_label(kind: Callable[[facts.Platform], Sequence[Form]]) -> Mapping[str, Sequence[Row]]:
    """Return the forms of one kind by the second-level label of each of their platform's hosts: "twitter" and "x"."""
    found: dict[str, list[Row]] = {}
    for row in facts.ROWS:
        for label in dict.fromkeys(host.split(".")[-2] for host in row.hosts):
            found.setdefault(label, []).extend((row.platform, form) for form in kind(row))
    return found


def _when(clock: Callable[[str], float | None] | None, number: str) -> dt.datetime | None:
    try:
        seconds = clock(number) if clock else None  # ValueError for a character that no id of the platform has
        return None if seconds is None else dt.datetime.fromtimestamp(round(seconds, 3), dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _snowflake(number: str) -> float | None:
    value = int(number)
    return ((value >> 22) + 1_288_834_974_657) / 1000 if value > _FIRST_SNOWFLAKE else None


def _shortcode(code: str) -> float | None:
    value = 0
    for character in code:
        value = value * 64 + _BASE64.index(character)
    return ((value >> 23) + 1_314_220_021_721) / 1000 if len(code) <= 11 else None


def _upper_half(number: str) -> float:
    return float(int(number) >> 32)


def _tid(code: str) -> float:
    value = 0
    for character in code:
        value = value * 32 + _BASE32.index(character)
    return (value >> 10) / 1_000_000


def _milliseconds(number: str) -> float:
    return (int(number) >> 16) / 1000


# How an id tells the seconds since 1970: by milliseconds above 22 bits since November 2010 (Twitter) and above 23 bits
# since August 2011 (Instagram), seconds above 32 bits (TikTok), microseconds above 10 bits (Bluesky), milliseconds
# above 16 bits (Mastodon).
CLOCKS: Mapping[str, Callable[[str], float | None]] = {
    "snowflake": _snowflake,
    "shortcode": _shortcode,
    "upper_half": _upper_half,
    "tid": _tid,
    "milliseconds": _milliseconds,
}
_BY_LABEL = by_label(lambda row: row.posts)
_ANYWHERE: tuple[Row, ...] = tuple((row.platform, form) for row in facts.ROWS if not row.hosts for form in row.posts)

# Literals one of which stands in each address of a post, to look for addresses in a text.
IN_TEXT = tuple(
    dict.fromkeys(
        literal
        for row in facts.ROWS
        if row.posts
        for literal in ([f"{host}/" for host in row.hosts] if row.in_text is None else row.in_text)
    )
)
