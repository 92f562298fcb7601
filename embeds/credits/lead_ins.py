"""The words of credit lines, from data/credit_words.json, and how to tell that one stands at an offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ..data import tables
from ..text.language import function_words

_WORDS: dict[str, list[str]] = tables.load("credit_words.json")
_LABELS = {word.casefold(): kind for kind in ("label", "weak", "source") for word in _WORDS[kind]}
_OPENINGS = {word.casefold(): kind for kind in ("by", "bare", "sign") for word in _WORDS[kind]}
_PHOTO_WORDS = frozenset(word.casefold() for word in _WORDS["photo_word"])
_SLASH_LABELS = ("图", "圖")  # "图/", "圖／": a slash is as good as a colon behind them
_COLONS = (":", " :", "\xa0:", "：", "...", "=", " =")
_COMMA_LABELS = {word.casefold(): "label" for word in _WORDS["comma_label"]}
_COMMAS = ",，،"
_CAPTION_LEADS = [word for word in _WORDS["caption_lead"] if " " in word]  # no ordinary word with a comma behind it

MARKS = frozenset(
    word
    for kind in ("label", "weak", "source", "by", "bare", "sign", "status", "supplier_status", "licence")
    for word in _WORDS[kind]
)
PARTICLES = frozenset(_WORDS["particle"])
ABBREVIATIONS = frozenset(_WORDS["abbreviation"])
SUPPLIER_STATUS = frozenset(_WORDS["supplier_status"])
STATUS = frozenset(_WORDS["status"])
BYLINES: tuple[str, ...] = tuple(_WORDS["byline"])
_OPENING_WORDS = (function_words() | set(_WORDS["opening_word"])) - PARTICLES - set(_WORDS["name_word"])

_HEADS = frozenset(word[:2] for word in (*_LABELS, *_COMMA_LABELS, *_OPENINGS))
_LONGEST_LABEL = max(map(len, _LABELS)) + 3

# Words are looked up, not compiled: an alternation of all of them would cost every start 10 ms.
_COLON = re.compile(rf"[:：…={_COMMAS}]|\.\.\.|(?<=[{''.join(_SLASH_LABELS)}])[/／]")
_OPENING = re.compile(
    r"[©ⓒ]|\(c\)|（[cｃ]）|[^\W\d_][\w.:'’-]{0,30}(?:[^\S\n]{1,4}(?:©|[^\W\d_][\w.:'’-]{0,30})){0,4}", re.IGNORECASE
)


class Lead(NamedTuple):
    """What opens a credit: `kind` (label, weak, source, by, bare, sign) tells how much it proves."""

    kind: str
    words: str
    end: int


def lead(text: str, at: int, end: int) -> Lead | None:
    """The lead-in that begins at `at`: "Photo:", "Photo by", "©", in any case and language of the data."""
    head = text[at : at + 2].casefold()
    if head not in _HEADS and head[:1] not in _HEADS:
        return None
    if colon := _COLON.search(text, at, min(end, at + _LONGEST_LABEL)):
        words = " ".join(text[at : colon.start()].split())
        if kind := (_COMMA_LABELS if colon[0] in _COMMAS else _LABELS).get(words.casefold()):
            return Lead(kind, words, colon.end())
    if found := _OPENING.match(text, at, end):
        stops = [word.end() for word in re.finditer(r"\S+", found.group())]
        for stop in reversed(stops):
            words = " ".join(found.group()[:stop].split())
            kind = _OPENINGS.get(words.casefold())
            behind = text[at + stop : min(end, at + stop + 1)]
            if kind and (kind == "sign" or behind.isspace()):
                return Lead(kind, words, at + stop)
    return None


def is_label(text: str) -> bool:
    """Whether this is a word like "Photo" or "Image source", alone."""
    return _LABELS.get(text.casefold()) in ("label", "source")


def without_label(text: str) -> str | None:
    """What stands behind a word like "Photo" that opens it without a colon, if that begins as names do."""
    head, _, name = text.partition(" ")
    return name if head.casefold() in _PHOTO_WORDS and name[:1].isupper() else None


def suffix(text: str) -> re.Match[str] | None:
    """The lead-in that stands behind a name: "摄", "撮影"."""
    return SUFFIX.search(text, max(0, len(text) - 12)) if text[-1:] in _SUFFIX_ENDS else None


def ends_as_a_credit(text: str, end: int) -> bool:
    """Whether a suffix stands before `end` that no heading ends in."""
    found = SUFFIX.search(text, max(0, end - 4), end)
    return found is not None and found[1] in _WORDS["plain_suffix"]


def behind_counter(text: str, low: int, high: int) -> int:
    """The offset behind the last count of a gallery's pictures in [low, high), or `low` where there is none."""
    if not _DIGIT.search(text, low, high):  # as in most: the pattern is dear
        return low
    return max((counter.end() for counter in _COUNTER.finditer(text, low, high)), default=low)


def names_authors(text: str, low: int, high: int) -> bool:
    """Return whether [low, high), which begins a line, ends in a byline or a sign-off: "Von Jon Abel", "Editing by …".

    Behind another sentence only a sign-off counts: a picture's caption goes on with "By Jon Abel/AP", too.
    """
    near = max(low, high - _LONGEST_SIGN_OFF)
    if stops := [stop.end() for stop in _SENTENCE_BEHIND.finditer(text, near, high)]:
        return _SIGN_OFF.match(text, stops[-1], high) is not None
    return near == low and any(opening.match(text, low, high) for opening in (_BYLINE, _SIGN_OFF))


def signs_off(text: str) -> bool:
    """Return whether it opens as an agency's sign-off does: "Additional reporting by Jon Abel"."""
    return _SIGN_OFF.match(text) is not None


def opens_a_sentence(word: str) -> bool:
    """Whether sentences begin with this word, and names don't go on with it: "When", "In"."""
    return word[:1].isupper() and word.casefold() in _OPENING_WORDS


def _any(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


LICENCE = re.compile(
    rf"(?:(?:Lizenziert unter|licen[sc]ed under) )?\b(?:{_any(_WORDS['licence'])})(?: \d\.\d)?(?!\w).*", re.IGNORECASE
)
NOTICE = re.compile(
    r"\s*+(?:[/|]\s*+)?(?:©|\(c\)|Copyright)\s*(?:19|20)\d\d\s*(?:The\s)?(?P<holder>[^\n.]{0,60})"
    r"(?:\.\s*All rights reserved\.?)?"
    r"|\.?\s*All rights reserved\.?"
)
# What every licence and every notice holds: the patterns above are dear, and most lines hold neither.
HAS_LICENCE = re.compile(r"\bcc|licen[sc]|creative|public d|gemeinfrei", re.IGNORECASE)
HAS_NOTICE = re.compile(r"©|\(c\)|Copyright|All rights reserved")
SUFFIXES = (*_WORDS["suffix"], *_WORDS["plain_suffix"])  # behind a name
SUFFIX = re.compile(rf"(?:・|\s)*({_any(SUFFIXES)})$")
_SUFFIX_ENDS = frozenset(word[-1] for word in SUFFIXES)  # most lines end otherwise, and read on
# "Institute for Tides" is one body; "Ana Ruiz for Tides" are a person and an outlet.
NOT_BEHIND_A_BODY = "".join(rf"(?<!{re.escape(word)}\s)" for word in _WORDS["body_for"])
FURNITURE = re.compile(rf"(?:(?:{_any(_WORDS['furniture'])})\s*+)++")
# "Image 2 of 5", or the bare number that a gallery sets over a picture: a caption begins behind it.
GALLERY = re.compile(rf"(?:{_any(_WORDS['counter'])}) \d{{1,3}} ?(?:{_any(_WORDS['counter_of'])}) ?\d{{1,3}}")
_DIGIT = re.compile(r"\d")
_COUNTER = re.compile(
    rf"{GALLERY.pattern}"
    r"|(?<![^\n])[^\S\n]*\d{1,2}(?=[^\S\n]*(?:\n|$))|(?<=[.!?”\"])\d{1,2}(?=[^\W_a-z])"
)
# "Image caption, The wall": a comma, a colon or a line's end stands behind most of them. That of a film stands beside a
# credit, too; alone it is what is left of a player.
_CAPTION_LEAD_WORDS = (*_WORDS["caption_lead"], *_WORDS["film_caption_lead"])
CAPTION_LEAD = re.compile(rf"(?:{_any(_CAPTION_LEAD_WORDS)})(?:\s?[:：{_COMMAS}]\s{{0,40}}|\s{{1,40}})", re.IGNORECASE)
_BYLINE = re.compile(rf"\W{{0,5}}(?:{_any(BYLINES)})(?!\w)")
_LONGEST_SIGN_OFF = 200  # code points of one of its sentences
_SIGN_OFF = re.compile(rf"\W{{0,5}}(?:{_any(_WORDS['sign_off'])})(?!\w)", re.IGNORECASE)
_SENTENCE_BEHIND = re.compile(r"[.!?…;][\"'”’»)]*\s+(?=\S)")
CAPTION_LABEL = re.compile(
    rf"{_any(_WORDS['caption_label'])}|(?:{_any(_WORDS['figure_label'])}) \d{{1,2}}: "
    rf"|(?:{_any(_CAPTION_LEADS)})[{_COMMAS}]\s?"
)


def _holds(words: list[str]) -> Callable[[str], bool]:
    """Whether one of these words stands in a text, case aside: an alternation of them is ten times as dear."""
    automaton = AhoCorasick([word.lower() for word in words], matchkind=MatchKind.Standard)

    def holds(text: str) -> bool:
        low = text.lower()
        try:
            found = automaton.find_matches_as_indexes(low, overlapping=True)
        except UnicodeEncodeError:
            return holds(low.encode("utf-8", "replace").decode())
        return any(not (_in_word(low[start - 1 : start]) or _in_word(low[end : end + 1])) for _, start, end in found)

    return holds


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


tells_of_a_picture: Callable[[str], bool] = _holds(_WORDS["picture_word"])
names_no_maker: Callable[[str], bool] = _holds(_WORDS["not_a_maker"])
names_a_body: Callable[[str], bool] = _holds(_WORDS["body_word"])


def anchors() -> tuple[str, ...]:
    """The literals that open credits and captions, in the cases in which they are written."""
    labels = [word + colon for kind in ("label", "weak", "source") for word in _WORDS[kind] for colon in _COLONS]
    labels += [word + slash for word in _SLASH_LABELS for slash in "/／"]
    labels += [word + comma for word in _WORDS["comma_label"] for comma in _COMMAS]
    openings = [*_WORDS["by"], *_WORDS["sign"], *(word + " " for word in _WORDS["bare"])]
    cased = {
        form
        for word in (*labels, *openings)
        for form in (word, word.upper(), word.lower(), word.title(), word[:1].upper() + word[1:])
    }
    captions = [*_WORDS["caption_label"], *(word + " " for word in _WORDS["figure_label"])]
    captions += [lead + comma for lead in _CAPTION_LEADS for comma in _COMMAS]
    return tuple(sorted(cased.union(captions)))
