"""Tell what content systems keep in an embed's place, where none was ever put: `[tweet id=12]`, `<Tweet …/>`.

The forms stand in data/shortcodes.json, a row for each way of writing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data import tables
from ..platforms import facts, permalinks
from ..text import links
from ..text.marks import LinkedWords

_DATA = tables.load("shortcodes.json")
_PLATFORMS = {name: row.platform for row in facts.ROWS for name in row.shortcodes}
_WORDS: dict[str, tuple[str, ...]] = {
    "{names}": (*_DATA["names"], *_PLATFORMS),
    "{media}": tuple(_DATA["media"]),
    "{parts}": tuple(_DATA["parts"]),
}
_ANY = {place: "|".join(words) for place, words in _WORDS.items()}
# The words of a link that has none of its own: "embed", "embed-twitter".
_WORDLESS = re.compile(rf"(?:embed-)?(?:{_ANY['{names}']})")
# The address in a link of BBCode without words of its own: takes that of "[url]https://…[/url]" and
# "[bookmark=https://…]Mara[/bookmark]", not of "[url=https://…]her tweet[/url]".
_ADDRESS = r"https?://[^\s<>\[\]()]{8,300}"
_LINK = re.compile(
    rf"\[(?i:url)\]({_ADDRESS})\[/(?i:url)\]|\[(?i:bookmark)=({_ADDRESS})\][^\[\]\n]{{0,200}}\[/(?i:bookmark)\]"
)
_NAME = re.compile("|".join(_PLATFORMS), re.IGNORECASE)
_WITHIN_LINE = re.compile(r"\[Gambas:[^\[\]\n]{1,60}\]")  # "[Gambas:Video 20detik]", which ends sentences, too


def _filled(form: str) -> str:
    for place, words in _ANY.items():
        form = form.replace(place, words)
    return form


def _anchors() -> Iterator[str]:
    for row in _DATA["forms"]:
        for anchor in row["anchors"]:
            place = next((place for place in _WORDS if place in anchor), "")
            for word in _WORDS.get(place, ("",)):
                yield from (anchor.replace(place, form) for form in (word, word.capitalize(), word.upper()))
            yield from (anchor.replace(place, word) for word in _DATA["capitals"] if place)


_FORMS = tuple(re.compile(_filled(row["form"])) for row in _DATA["forms"])
ANCHORS = tuple(dict.fromkeys(_anchors()))


def is_one(line: str) -> bool:
    """Return whether a line is a content system's code, and nothing else."""
    return any(form.fullmatch(line) for form in _FORMS)


def within_line(text: str, at: int) -> int | None:
    """Return the end of a code that begins at `at`, of those that no sentence holds; None where none does."""
    code = _WITHIN_LINE.match(text, at)
    return code.end() if code else None


def is_wordless(text: str, link: LinkedWords) -> bool:
    """Return whether a link shows a code's name instead of words: `[embed-twitter](https://…)`."""
    return _WORDLESS.fullmatch(text, link.start, link.end) is not None


def bare(line: str) -> str:
    """Return the address that a line shows in a link without words of its own; else the line."""
    link = _LINK.fullmatch(line)
    return next(filter(None, link.groups())) if link else line


def platform(code: str) -> str | None:
    """Return the platform of a code: that of the address in it, or the one it names; None without one."""
    posts = (permalinks.read(code[start:end]) for start, end, _ in links.find(code))
    if post := next(filter(None, posts), None):
        return post.platform
    name = _NAME.search(code)
    return _PLATFORMS.get(name[0].lower()) if name else None
