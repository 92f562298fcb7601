"""Unwrap addresses that contain the address to which they lead, without asking anybody.

Only for the hosts in data/unwrapped.json and in this file: elsewhere a parameter named `u` or `url` may lead to a login
page. The forms in this file are from a survey of links in news posts, those of Google News and Substack from public bug
reports. That of urldefense.com (`v3`) is from general knowledge, since no recorded one was at hand.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from ..data import tables
from ..text import links

_BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_LONGEST = 8192  # characters of an address, as in address.py
WEB = ("http://", "https://")


def unwrap(url: str) -> str | None:
    """Return the address inside this one; None if there is none.

    >>> unwrap("https://l.facebook.com/l.php?u=https%3A%2F%2Fellery.example%2Fa&h=AT0")
    'https://ellery.example/a'
    """
    place, query = parts(url)
    for form, inner in _forms():
        if found := form.fullmatch(place):
            return inner(found, query, url)
    return None


def parts(url: str) -> tuple[str, str]:
    """Return the host, without `www.`, with the path behind it, and the query; both are empty if it is no address."""
    if len(url) > _LONGEST or not url.lower().startswith(WEB):
        return "", ""
    try:
        split = urlsplit(url)
        host = (split.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return "", ""
    return host + (split.path or "/"), split.query


def values(query: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the values of these parameters of a query, in the order of the names."""
    found = parse_qs(query, max_num_fields=50) if query.count("&") < 50 else {}
    for name in names:
        yield from found.get(name, ())


_Inner = Callable[[re.Match[str], str, str], str | None]


def _parameter(names: Iterable[str]) -> _Inner:
    """Return a reader of the first of these parameters that holds an address."""
    return lambda _place, query, _url: next((v for v in values(query, names) if v.lower().startswith(WEB)), None)


def _form(template: str) -> _Inner:
    """Return a reader that puts the groups of the form into another address."""
    return lambda place, _query, _url: template.format(**place.groupdict())


def _amp(place: re.Match[str], query: str, _url: str) -> str:
    """Read `/c/s/host/path`, where s stands for https."""
    return f"http{place['s'] or ''}://{place['rest']}" + (f"?{query}" if query else "")


def _flickr(place: re.Match[str], _query: str, _url: str) -> str:
    number = 0
    for character in place["code"]:
        number = number * 58 + _BASE58.index(character)
    return f"https://www.flickr.com/photo.gne?id={number}"


def _proofpoint_2(_place: re.Match[str], query: str, _url: str) -> str | None:
    value = parse_qs(query).get("u", [""])[0]
    inner = unquote(value.translate(str.maketrans("-_", "%/")))
    return inner if inner.lower().startswith(WEB) else None


def _proofpoint_3(_place: re.Match[str], _query: str, url: str) -> str | None:
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
    return inner if inner.startswith(WEB) else None


def _google_news(place: re.Match[str], _query: str, _url: str) -> str | None:
    """Read `CBMi…` and `CCAi…`: in base64 a kind, the length of what follows, and an address or the id of a video.

    Since July 2024 a token stands in their place, of which only Google knows where it leads.
    """
    found = _NEWS.match(_decoded(place["code"]))
    if found is None:
        return None
    length = found["high"][0] * 128 + found["low"][0] - 128 if found["low"] else found["high"][0]
    inner = _text(found["rest"][:length])
    if found["kind"] == b" ":
        return f"https://www.youtube.com/watch?v={inner}" if re.fullmatch("[A-Za-z0-9_-]{11}", inner) else None
    return inner if len(found["rest"]) >= length and inner.startswith(WEB) else None


# A length above 127 is in two bytes, the lower seven bits first.
_NEWS = re.compile(rb"\x08(?P<kind>[\x13 ])\x22(?P<low>[\x80-\xff]?)(?P<high>[\x00-\x7f])(?P<rest>.*)", re.DOTALL)


def _substack(place: re.Match[str], _query: str, _url: str) -> str | None:
    """Read the address in `{"e":"https://…","p":…}`, which stands in base64 before a signature."""
    found = re.match(r'\{"e":"(https?://[^"\\\s]{1,8192})"', _text(_decoded(place["code"])))
    return found[1] if found else None


def _decoded(code: str) -> bytes:
    """Return what stands in base64, which needs no padding; nothing if it is none."""
    try:
        return base64.urlsafe_b64decode(code + "==")
    except ValueError:
        return b""


def _text(raw: bytes) -> str:
    """Return bytes as text; nothing if they are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


_AMP = r"(?:(?P<s>s)/)?(?P<rest>[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}(?:/.*)?)"  # s/host.example/path, host.example
_CODE = r"(?P<code>[A-Za-z0-9_-]{8,8192})"
_OTHERS: tuple[tuple[str, _Inner], ...] = (
    (r"urldefense(?:\.proofpoint)?\.com/v2/url", _proofpoint_2),
    (r"urldefense(?:\.proofpoint)?\.com/v3/.{1,8000}", _proofpoint_3),
    (rf"(?:[\w-]{{1,63}}\.)?cdn\.ampproject\.org/[cv]/{_AMP}", _amp),
    (rf"google\.(?:com?\.)?[a-z]{{2,3}}/amp/{_AMP}", _amp),
    (rf"news\.google\.com/(?:(?:rss/|__i/rss/rd/)?articles|read)/{_CODE}={{0,2}}", _google_news),
    (rf"(?:[\w-]{{1,63}}\.)?substack\.com/redirect/2/{_CODE}(?:\..*)?", _substack),
    (links.PICTURE_HOST + r"/(?P<code>[0-9A-Za-z]{4,12})", _form("https://t.co/{code}")),
    (r"youtu\.be/(?P<id>[\w-]{11})", _form("https://www.youtube.com/watch?v={id}")),
    (r"redd\.it/(?P<id>[0-9a-z]{4,10})", _form("https://www.reddit.com/comments/{id}")),
    (r"instagr\.am/p/(?P<id>[\w-]{5,40})/?", _form("https://www.instagram.com/p/{id}/")),
    (rf"flic\.kr/p/(?P<code>[{_BASE58}]{{4,12}})/?", _flickr),
)


@functools.cache
def _forms() -> tuple[tuple[re.Pattern[str], _Inner], ...]:
    """Return all forms of hosts with their paths, each with the reader of its addresses."""
    rows = ((row["form"], _parameter(row["parameters"])) for row in tables.load("unwrapped.json")["wrapped"])
    return tuple((re.compile(form), inner) for form, inner in (*rows, *_OTHERS))
