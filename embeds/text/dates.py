"""Read the dates that embeds print, in every language of data/locales."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import re

from ..data import tables

# A token of CLDR's notation of dates: quoted text, white space, a field such as "MMMM", anything else.
_TOKEN = re.compile(r"'(?P<quoted>[^']*)'|(?P<space>\s+)|(?P<field>d+|M+|y+|G)|(?P<literal>.)")
_FIELD = {
    "d": r"(?P<day>\d{1,2})",
    # any word: whether it is a month is looked up later. Vietnamese months are "tháng 8".
    "MMMM": r"(?P<name>(?:de\s)?[^\s,،()]{1,15}(?:\s\d{1,2})?)",
    "M": r"(?P<month>\d{1,2})",
    "y": r"(?P<year>\d{4})(?!\d)",
    "G": r"[^\s\d]{1,6}",
}
# Some corpora mask every number: "January *NUMBER*, *NUMBER*" and "*NUMBER* de enero de *NUMBER*" are dates, but it is
# not known which. "*NUMBER* people" is none.
_MASKED = re.compile(r"(?:[^\W\d]{1,12} )?\*[A-Z]{3,10}\*(?: de)?(?: [^\W\d]{1,12})?,?(?: de)? \*[A-Z]{3,10}\*")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")  # 2021-08-13
# "August 13", "13 août", "13. August", "13 de agosto"; whether the word is a month is looked up later.
_DAY_AND_MONTH = re.compile(
    r"(?P<name>[^\W\d_]{3,15})\.?\s(?P<day>\d{1,2})(?!\d)"
    r"|(?P<of>\d{1,2})\.?\s(?:de\s)?(?P<month>[^\W\d_]{3,15})(?!\w)"
)
_WORD = re.compile(r"(?<!\w)\w")  # where a word begins
_GLUED_YEAR = re.compile(r"[^\n]{5,30}?\b20[0-3]\d(?=\d)")


def match(text: str, start: int) -> tuple[int, dt.date | None] | None:
    """Return the end and the date of the date that begins at `start`; None where none begins there.

    The date itself is None where its numbers are masked, or where a month's name means two different months. Words may
    be glued behind its year, but no digit.

    >>> match("August 13, 2021Trump's post", 0)
    (15, datetime.date(2021, 8, 13))
    """
    # English first: nine dates in ten are English, and loading the other languages takes 15 ms.
    found = _find(text, start, _shapes("en")) or _find(text, start, _shapes("*"))
    if found is None and (masked := _MASKED.match(text, start)):
        return masked.end(), None
    if found is None and (iso := _ISO.match(text, start)):
        with contextlib.suppress(ValueError):
            return iso.end(), dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
    return found


def without_year(text: str, start: int) -> int | None:
    """Return the end of a day and a month at `start`, in any language; None where none stand there.

    >>> without_year("August 13, and then", 0)
    9
    """
    if (found := _DAY_AND_MONTH.match(text, start)) is None:
        return None
    name = _fold(found["name"] or found["month"])
    known = any(name in months for _, months in _shapes("*")) and 1 <= int(found["day"] or found["of"]) <= 31
    return found.end() if known else None


def first(text: str) -> tuple[int, int, dt.date | None] | None:
    """Return the start, the end and the date of the first date in a text, or None."""
    found = ((word.start(), match(text, word.start())) for word in _WORD.finditer(text))
    return next(((start, *date) for start, date in found if date), None)


def glued(text: str, start: int) -> tuple[int, dt.date | None] | None:
    """Return the end and the date of a date at `start` with a number glued behind its year; None where there is none.

    Four digits are the year, the rest belongs to the next words. Only for places where a date must stand.

    >>> glued("August 13, 202140 people", 0)
    (15, datetime.date(2021, 8, 13))
    """
    year = _GLUED_YEAR.match(text, start)
    found = match(text[start : year.end()], 0) if year else None
    return (start + found[0], found[1]) if found else None


_Shapes = tuple[tuple[re.Pattern[str], dict[str, int]], ...]


def _find(text: str, start: int, shapes: _Shapes) -> tuple[int, dt.date | None] | None:
    for shape, months in shapes:
        if not (found := shape.match(text, start)):
            continue
        parts = found.groupdict()
        month = int(parts["month"]) if "month" in parts else months.get(_fold(parts["name"]))
        if month == 0:
            return found.end(), None
        if month is not None:
            with contextlib.suppress(ValueError):  # there is no 31 June
                return found.end(), dt.date(int(parts["year"]), month, int(parts["day"]))
    return None


@functools.cache
def _shapes(languages: str) -> _Shapes:
    """Return every pattern of a date with the names of months in the languages that print it.

    Each name has the number of its month, or 0 where it means two different months.
    """
    shapes: dict[str, dict[str, int]] = {}
    for path in sorted((tables.FOLDER / "locales").glob(f"{languages}.json")):
        locale = tables.load(f"locales/{path.name}")
        for shape in locale["date"]:
            names = shapes.setdefault(_pattern(shape), {})
            for number, spellings in enumerate(locale["months"], 1):
                for spelling in map(_fold, spellings):
                    names[spelling] = number if names.get(spelling, number) == number else 0
    longest_first = sorted(shapes, key=len, reverse=True)  # "24 марта 2019 г." before "24 марта 2019"
    return tuple((re.compile(pattern), shapes[pattern]) for pattern in longest_first)


def _pattern(shape: str) -> str:
    """Return the regular expression of a date in CLDR's notation: "d MMMM y" takes "13 August 2021"."""
    out = []
    for token in _TOKEN.finditer(shape):
        if token["field"]:
            field = token["field"] if token["field"] == "MMMM" else token["field"][0]
            out.append(_FIELD[field])
        elif token["space"]:
            out.append(r"\s\n?[^\S\n]{0,60}")  # also where the source of a page was wrapped and indented
        else:
            out.append(re.escape(token["quoted"] if token["quoted"] is not None else token["literal"]))
    return "".join(out)


def _fold(name: str) -> str:
    return name.casefold().rstrip(".")
