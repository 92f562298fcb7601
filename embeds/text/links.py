"""Find the links in a text by the rules of twitter-text, and split those that a scraper glued together.

By these rules a host ends in a top-level domain, no label of it begins or ends with a hyphen, no underscore stands in
the domain itself, and a path ends before a full stop and before words in another script. This module differs where a
scraper glued things together: a scheme begins a link even right behind a word, codes of t.co have one length, and
without a scheme a capital behind a full stop begins a sentence, not a domain ("over.So").
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import embeds  # its records are imported when one is made

from ..data import tables

if TYPE_CHECKING:
    from ..records import Link

# Codes of t.co and pic.twitter.com have exactly 10 characters (766 of 766 seen): the link ends there, whatever follows.
CODE = r"[0-9A-Za-z]{10}"
PICTURE_HOST = r"pic\.(?:twitter|x)\.com"
_PIC = rf"{PICTURE_HOST}/{CODE}"
# The rest of any other link, which ends at white space, at a quotation mark or where the next link begins.
_REST = rf"(?:(?!https?://|{PICTURE_HOST}/)[^\s\"“”«»<>]){{1,500}}"
PICTURE = re.compile(rf"(?:https?://)?{_PIC}")
# Takes "https://t.co/abcDEF1234", "pic.twitter.com/abcDEF1234" and "http://example.com/a?b=1"; leaves what is glued
# behind a t.co code, and links without a scheme. It begins with a set of letters, so that the engine skips to the next
# of them: nine times as fast as trying all forms at every letter.
LINK = re.compile(
    rf"[HhPp](?i:(?<=h)ttps?://(?:(?P<linked>{_PIC})|t\.co/{CODE}|{_REST})|(?<=p)(?P<bare>{_PIC.removeprefix('p')}))"
)
_CLOSING = ".,;:!?…)]}'’"

_LATIN = r"À-ÖØ-öø-\u024f\u1e00-\u1eff"
_LETTER = r"(?:[^\W_]|[\u2600-\u27bf])"  # a letter or digit of any script, or a pictogram
_PATH = rf"[A-Za-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\u2013_~@|&{_LATIN}-]"
_PATH_END = rf"[+A-Za-z\u0400-\u04ff0-9=_#/{_LATIN}-]"
_BRACKETS = rf"\((?:{_PATH}{{1,200}}|{_PATH}{{0,200}}\({_PATH}{{1,200}}\){_PATH}{{0,200}})\)"
_QUERY = r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]{0,400}[A-Za-z0-9_&=#/-]"
# What follows a host. Of ":8080/a_(b)?c=d." it takes all but the full stop; of "/a. Then" it takes "/a".
_BEHIND = rf"(?::\d{{1,5}})?(?:/(?:(?:{_PATH}|{_BRACKETS}){{0,400}}(?:{_PATH_END}|{_BRACKETS}))?)?(?:{_QUERY})?"
_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]{1,40}", re.IGNORECASE)  # within a link: LINK has its length
_PARAMETERS = re.compile(rf"(?=\?\w+=){_QUERY}")
_DOTTED = re.compile(r"[^\W_]\.[^\W\d_]{2}")
_NOT_BEHIND = ("@", "＠", "$", "#", "＃")  # they begin a mention, a cashtag or a hashtag: "@example.com" is no link
_LONGEST_LABEL = 63  # characters of a label of a host (RFC 1035)


def find(text: str) -> list[tuple[int, int, bool]]:
    """Return the links of a text in order: (start, end, is a picture or video of the post).

    >>> find("Look!https://t.co/abcDEF1234pic.twitter.com/ABCdef5678")
    [(5, 28, False), (28, 54, True)]
    >>> [text[start:end] for text in ["See ellery.example.com/a_(b). Over.So"] for start, end, _ in find(text)]
    ['ellery.example.com/a_(b)']
    """
    found: list[tuple[int, int, bool]] = []
    at = 0
    for match in LINK.finditer(text):
        start, picture = match.start(), match.lastgroup is not None
        end = match.end() if picture else _end(text, start, match.end())
        if end is not None and text[start - 1 : start] not in _NOT_BEHIND:
            found += [*_bare(text, at, start), (start, end, picture)]
            at = end
    return [*found, *_bare(text, at, len(text))]


def _end(text: str, start: int, high: int) -> int | None:
    """Return the offset where a link with a scheme ends; None where its host is not a host name."""
    if short := _SHORT.match(text, start, high):
        query = _PARAMETERS.match(text, short.end())
        if query is None:
            return short.end()
        # the next link may begin in the parameters and have its host behind them: "?u=http://" and "例え.jp"
        glued = LINK.search(text, query.start(), query.end() + len("https://"))
        return min(glued.start(), query.end()) if glued else query.end()
    host, _, behind = _patterns()
    found = _known(host, host.match(text, start, high))
    rest = behind.match(text, found.end(), high) if found and _is_host(found["host"]) else None
    return rest.end() if rest else None


def _bare(text: str, low: int, high: int) -> list[tuple[int, int, bool]]:
    """Return the links without a scheme in a stretch, as `find` does."""
    if not _DOTTED.search(text, low, high):
        return []  # true of most stretches, and quick to tell; the patterns below take long
    _, host, behind = _patterns()
    found: list[tuple[int, int, bool]] = []
    while match := host.search(text, low, high):
        low = match.end()
        if (known := _known(host, match)) and (rest := behind.match(text, known.end(), high)):
            low = rest.end()
            found.append((known.start(), low, False))
    return found


def _known(host: re.Pattern[str], found: re.Match[str] | None) -> re.Match[str] | None:
    """Return what was found of a host up to its last label that is a top-level domain; None without one."""
    while found and found["domain"] and found["domain"].lower() not in _domains():
        found = host.match(found.string, found.start(), found.start("domain") - 1)
    return found


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return all(len(label) <= _LONGEST_LABEL and (label.isascii() or not label.startswith("xn--")) for label in labels)


@functools.cache
def _domains() -> frozenset[str]:
    """Return the top-level domains."""
    return frozenset(" ".join(tables.load("top_level_domains.json")["domains"]).split())


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a host with a scheme and of one without, and that of what follows a host.

    In their group "domain" is a word in ASCII that is still to be looked up: a pattern of all such domains would take
    ten milliseconds to compile. The first takes "https://müller.example.com" and "http://例え.jp"; not
    "https://a_b.com" or "https://-a.com". The second takes "www.example.com" and "example.co.uk"; not "@example.com",
    "a.b@example.com" or "over.So". Its hosts have Latin letters only: words of another script may be glued before it.
    """
    others = sorted((one for one in _domains() if not one.isascii()), key=len, reverse=True)
    every = rf"(?:{'|'.join(others)}|xn--[0-9a-z-]{{1,59}}|(?P<domain>[a-z]{{2,63}}))(?![0-9A-Za-z@+-])"
    labels = rf"(?:{_LETTER}(?:[\w-]{{0,62}}{_LETTER})?\.)*{_LETTER}(?:(?:{_LETTER}|-){{0,62}}{_LETTER})?\."
    bare = rf"(?<![A-Za-z0-9_{_LATIN}{''.join(_NOT_BEHIND)}./-])(?:[A-Za-z0-9{_LATIN}-]{{1,63}}\.){{1,8}}"
    return (
        re.compile(rf"https?://(?P<host>{labels}{every})", re.IGNORECASE),
        re.compile(bare + every),
        re.compile(_BEHIND),
    )


def link(raw: str) -> Link:
    """Return the Link of an address as written; its `url` has a scheme even where the address has none."""
    return embeds.Link(raw=raw, url=raw if "://" in raw else f"https://{raw}")


def without_tail(text: str) -> str:
    """Return the text without the links at its end, and the white space before them.

    An address without a scheme is a word of the text, and stays.
    """
    end = len(text)
    for link in reversed([*LINK.finditer(text)]):
        if text[link.start() + len(link[0].rstrip(_CLOSING)) : end].strip():
            break
        end = link.start()
    return text[:end].rstrip()
