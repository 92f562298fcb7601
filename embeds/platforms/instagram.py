"""Find posts of Instagram, in the languages of data/instagram.json.

A post ends in a tail: `A post shared by Name (@handle) on Jun 16, 2019 at 7:30am PDT`. Since 2018 it begins with a
first line, "View this post on Instagram". Without that line a caption stands only above a tail with a date, as it did
until then, and is taken only if its last line bears marks of a post or is indented as the tail is.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from ..data import tables
from ..starts import candidates, choice
from ..text import dates
from ..text.blocks import Source, is_blank
from . import fields
from .family import Family, Fragment, Parts, claim
from .permalinks import Permalink
from .said import BRACKET, Said, Words

if TYPE_CHECKING:
    from ..records import Post

_DATA = tables.load("instagram.json")
FIRST = tuple(phrase for phrases in _DATA["first"].values() for phrase in phrases)
_TAILS = tuple(
    (prefix.rstrip(), suffix.lstrip())
    for tails in _DATA["tail"].values()
    for prefix, _, suffix in (t.partition("{who}") for t in tails)
)

_LONGEST_NAME = 64  # code points: Instagram's limit
# Where a name may begin that is glued to prose: behind white space or a closing bracket.
_EDGE = re.compile(r"[\s)）」』](?=\S)")
_CAPTION = 2600  # code points: Instagram's limit is 2,200, and white space
_SURE = 0.5  # of 118 labelled captions that are so sure of their beginning 115 begin right, of the 8 less sure 2
_W = r"[\s\u200e\u200f]"  # white space, and marks of direction, which Arabic and Hebrew pages print around names
_HANDLE = rf"@{_W}{{0,3}}(?P<handle>[A-Za-z0-9_.]{{1,30}})"
_BRACKET = rf"[(（]{_W}?{_HANDLE}{_W}{{0,3}}[)）][\u200e\u200f]{{0,4}}"
_NAME = rf"(?P<name>[^\s@\u200e\u200f][^\n]{{0,79}}?){_W}{{0,60}}{_BRACKET}"
# Who posted, behind a tail's first words: " Mara Voss (@maravoss)", " @maravoss". Not "Mara Voss" alone.
# And before a tail's last words: "(@maravoss) ", "@maravoss ".
_BEFORE = re.compile(rf"{_W}{{0,60}}(?:{_NAME}|{_HANDLE.replace('handle', 'bare')})")
_BEHIND = re.compile(rf"(?:{_BRACKET}|{_HANDLE.replace('handle', 'bare')}){_W}{{0,3}}")
# What stands between a tail and its date: " on ", " am ", ", ", "님, ", or white space alone.
_LEAD = re.compile(
    rf"\s{{0,60}}(?:님,|[-–,])?\s{{0,60}}(?:(?P<on>{'|'.join(map(re.escape, _DATA['on']))})\s{{1,60}})?", re.IGNORECASE
)
# The time behind a date: " at 7:30am PDT", " um 7:30 Uhr", "午前7:30". Not " at noon".
_TIME = re.compile(
    rf",?\s?(?:(?:{'|'.join(map(re.escape, _DATA['at']))})\s)?\s?(?:午前|午後|오전 |오후 )?\d{{1,2}}[:.時]\d{{2}}分?\s?"
    r"(?:[ap]m|午前|午後|오전|오후)?\s?(?:P[SD]T|Uhr|UTC|GMT)?",
    re.IGNORECASE,
)


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post whose first line begins at `anchor`, or whose tail holds it; None if there is none."""
    text = source.text
    if first := next((phrase for phrase in FIRST if text.startswith(phrase, anchor)), None):
        return _wrapped(source, anchor, first)
    tail = _tail(source, anchor, floor)
    if tail is None:
        return None
    start, end, parts = tail
    asked = candidates.Question(source, source.trim(floor, start)[1], floor, start, end)
    captioned = parts.get("date") is not None and (choice.marked(asked) or choice.indented(asked))
    if captioned and (found := choice.start(asked)).confidence >= _SURE:
        parts["body"] = found.at, asked.end
        return claim("instagram", source, min(found.at, start), end, parts, "tail", sure=found.confidence)
    return claim("instagram", source, start, end, parts, "tail")


def _wrapped(source: Source, start: int, first: str) -> Fragment | None:
    """Return the post from its first line, whose words `first` stand at `start`, to its tail, or None without one."""
    text, caption = source.text, start + len(first)
    caption += text[caption : caption + 1] == "."
    another = min(source.end, caption + _CAPTION)
    for phrase in (first, *FIRST):  # a page is in one language: its own first line shortens the search for the others
        if (at := text.find(phrase, caption, another)) >= 0:
            another = at
    for at in sorted({found.start() for found in _tail_literals().finditer(text, caption, another)}):
        if tail := _tail(source, at, caption):
            tail_start, end, parts = tail
            parts["body"] = caption, tail_start
            return claim("instagram", source, start, end, parts, "first-line", "tail")
    return None


@functools.cache
def _tail_literals() -> re.Pattern[str]:
    """Return the pattern of all tails' literals, compiled when the first line is met that needs it."""
    return re.compile("|".join(re.escape(literal) for literal in sorted(_LITERALS, key=len, reverse=True)))


def _tail(source: Source, anchor: int, floor: int) -> tuple[int, int, Parts] | None:
    """Return start, end and parts of the tail whose literal stands at `anchor`, or None."""
    text = source.text
    for prefix, suffix in _TAILS:
        found = None
        if prefix and text.startswith(prefix, anchor):
            found = _after_prefix(source, anchor, prefix, suffix)
        elif not prefix and text.startswith(suffix, anchor):
            found = _before_suffix(source, anchor, suffix, floor)
        if found:
            start, end, parts = found
            return start, _with_date(source, end, parts), parts
    return None


def _after_prefix(source: Source, at: int, prefix: str, suffix: str) -> tuple[int, int, Parts] | None:
    who = _BEFORE.match(source.text, at + len(prefix), source.end)
    if who is None:
        return None
    end = who.end() + len(source.gap_after(who.end())) if suffix else who.end()
    if not source.text.startswith(suffix, end):
        return None
    parts: Parts = {"handle": who.span("handle") if who["handle"] else who.span("bare")}
    if who["name"]:
        parts["name"] = who.span("name")
    return at, end + len(suffix), parts


def _before_suffix(source: Source, at: int, suffix: str, floor: int) -> tuple[int, int, Parts] | None:
    """Return start, end and parts of a tail in which the name stands first, or None."""
    text, low = source.text, max(floor, source.start, at - 120)
    openings = max(text.rfind("(", low, at), text.rfind("（", low, at)), text.rfind("@", low, at)
    handle = next((h for opening in openings if opening >= 0 and (h := _BEHIND.fullmatch(text, opening, at))), None)
    if handle is None:
        return None
    if handle["bare"]:
        return handle.start(), at + len(suffix), {"handle": handle.span("bare")}
    name = _name_before(source, low, handle.start())
    return name[0], at + len(suffix), {"handle": handle.span("handle"), "name": name}


def _name_before(source: Source, low: int, bracket: int) -> tuple[int, int]:
    """Return the stretch of the name that ends at a bracket.

    It begins with its line or sentence. If prose is glued to it, it is the last words that a name has room for.
    """
    text = source.text
    line = max(text.rfind("\n", low, bracket) + 1, low)
    stops = [stop.end() for stop in re.finditer(r"[.!?。！？]\s*", text[line:bracket])]
    start, end = source.trim(line + stops[-1] if stops else line, bracket)
    if text.endswith("さん", start, end):
        end -= 2
    if end - start > _LONGEST_NAME:
        edges = [edge.end() for edge in _EDGE.finditer(text, end - _LONGEST_NAME, end)]
        start = edges[-1] if edges else end
    return start, end


def _with_date(source: Source, end: int, parts: Parts) -> int:
    """Return the end of the date and time behind a tail, which some pages print twice; add the first to `parts`."""
    text = source.text
    for _ in range(2):
        lead = _LEAD.match(text, end, source.end)
        if lead is None or not (date := dates.match(text, lead.end())) or date[0] > source.end:
            break
        time = _TIME.match(text, date[0], source.end)
        if (is_blank(lead.group()) and not lead["on"]) or ("\n" in lead.group() and not time):
            break  # the date belongs to the next line
        parts.setdefault("date", (lead.end(), date[0]))
        end = time.end() if time else date[0]
    return end


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment; its date is as shown, which until 2020 was Pacific time."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says: a first line, perhaps a caption in paragraphs, and the tail with the author."""
    text = words.text
    start, parts = _last_tail(text)
    bracket = None if parts else BRACKET.search(text)
    if bracket:
        start, parts = bracket.start(), {"handle": bracket.span("handle")}
    body = [(low, high) for low, high in words.paragraphs if high <= start]
    body = [(low, high) for low, high in body if text[low:high].strip(" .\n\xa0") not in FIRST]
    who = {part: " ".join(text[slice(*where)].split()) for part, where in parts.items()}
    return Said(body, who.get("name"), who.get("handle"), shown=text[start:])


def _last_tail(text: str) -> tuple[int, Parts]:
    """Return where the last tail in an embed's text begins, and its parts; without a tail the text's end and none."""
    source = Source(text, 0, len(text))
    places = {found.start() for found in _tail_literals().finditer(text)}
    tails = (_tail(source, at, 0) for at in sorted(places, reverse=True))
    start, _, parts = next(filter(None, tails), (len(text), 0, {}))
    return start, parts


_LITERALS = tuple(dict.fromkeys(prefix or suffix for prefix, suffix in _TAILS))
family: Family = Family("instagram", "post", (*FIRST, *_LITERALS), find, normalize)
