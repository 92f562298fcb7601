"""Unwrap addresses that contain the address to which they lead, without asking anybody.

Only for the hosts in this file: elsewhere a parameter named `u` or `url` may lead to a login page. The forms are from a
survey of links in news posts. Those of l.instagram.com, urldefense.com (`v3`) and Outlook's `/ap/` are from general
knowledge, since no recorded one was at hand.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from ..text import links

_BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_LONGEST = 8192  # characters of an address, as in address.py
_WEB = ("http://", "https://")


def unwrap(url: str) -> str | None:
    """Return the address inside this one; None if there is none.

    >>> unwrap("https://l.facebook.com/l.php?u=https%3A%2F%2Fellery.example%2Fa&h=AT0")
    'https://ellery.example/a'
    """
    if len(url) > _LONGEST or not url.lower().startswith(_WEB):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    for hosts, path, inner in _FORMS:
        if hosts.fullmatch(host) and (found := path.fullmatch(parts.path)):
            return inner(found, parts.query, url)
    return None


_Inner = Callable[[re.Match[str], str, str], str | None]


def _parameter(*names: str) -> _Inner:
    """Return a reader of the first of these parameters that holds an address."""

    def inner(_path: re.Match[str], query: str, _url: str) -> str | None:
        values = parse_qs(query, max_num_fields=50) if query.count("&") < 50 else {}
        return next((v for name in names for v in values.get(name, ()) if v.lower().startswith(_WEB)), None)

    return inner


def _form(template: str) -> _Inner:
    """Return a reader that puts the parts of the path into another address."""
    return lambda path, _query, _url: template.format(**path.groupdict())


def _amp(path: re.Match[str], query: str, _url: str) -> str:
    """Read `/c/s/host/path`, where s stands for https."""
    return f"http{path['s'] or ''}://{path['rest']}" + (f"?{query}" if query else "")


def _flickr(path: re.Match[str], _query: str, _url: str) -> str:
    number = 0
    for character in path["code"]:
        number = number * 58 + _BASE58.index(character)
    return f"https://www.flickr.com/photo.gne?id={number}"


def _proofpoint_2(_path: re.Match[str], query: str, _url: str) -> str | None:
    value = parse_qs(query).get("u", [""])[0]
    inner = unquote(value.translate(str.maketrans("-_", "%/")))
    return inner if inner.lower().startswith(_WEB) else None


def _proofpoint_3(_path: re.Match[str], _query: str, url: str) -> str | None:
    """Read `/v3/__URL__;BYTES!`: in URL each * stands for the next character of BYTES, ** and a letter for several."""
    wrapped, _, rest = url.partition("/v3/__")[2].partition("__;")
    try:
        letters = iter(base64.urlsafe_b64decode(re.match("[A-Za-z0-9_-]*", rest)[0] + "==").decode("utf-8"))  # type: ignore[index]  # it matches
    except ValueError:  # not base64, or not UTF-8 inside it
        return None
    lengths = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 2)}

    def fill(star: re.Match[str]) -> str:
        return "".join(next(letters, "") for _ in range(lengths[star[1]] if star[1] else 1))

    inner = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", fill, wrapped)
    inner = re.sub(r"^(https?):/(?!/)", r"\1://", inner)
    return inner if inner.startswith(_WEB) else None


_GOOGLE = r"google\.(?:com?\.)?[a-z]{2,3}"
_AMP = r"(?:(?P<s>s)/)?(?P<rest>[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}(?:/.*)?)"  # s/host.example/path, host.example
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str], _Inner], ...] = tuple(
    (re.compile(hosts), re.compile(path), inner)
    for hosts, path, inner in (
        (r"lm?\.facebook\.com|lm?\.instagram\.com", r"/(?:l\.php)?", _parameter("u")),
        (_GOOGLE, r"/url", _parameter("q", "url")),
        (r"(?:m\.)?youtube\.com", r"/redirect", _parameter("q")),
        (r"[\w-]{1,63}\.safelinks\.protection\.outlook\.com", r"/(?:ap/[\w.-]{1,80}/)?", _parameter("url")),
        (r"urldefense(?:\.proofpoint)?\.com", r"/v1/url", _parameter("u")),
        (r"urldefense(?:\.proofpoint)?\.com", r"/v2/url", _proofpoint_2),
        (r"urldefense(?:\.proofpoint)?\.com", r"/v3/.{1,8000}", _proofpoint_3),
        (r"(?:[\w-]{1,63}\.)?cdn\.ampproject\.org", rf"/[cv]/{_AMP}", _amp),
        (_GOOGLE, rf"/amp/{_AMP}", _amp),
        (links.PICTURE_HOST, r"/(?P<code>[0-9A-Za-z]{4,12})", _form("https://t.co/{code}")),
        (r"youtu\.be", r"/(?P<id>[\w-]{11})", _form("https://www.youtube.com/watch?v={id}")),
        (r"redd\.it", r"/(?P<id>[0-9a-z]{4,10})", _form("https://www.reddit.com/comments/{id}")),
        (r"instagr\.am", r"/p/(?P<id>[\w-]{5,40})/?", _form("https://www.instagram.com/p/{id}/")),
        (r"flic\.kr", rf"/p/(?P<code>[{_BASE58}]{{4,12}})/?", _flickr),
    )
)
