"""Lead-ins: the words of data/credit_words.json that open a credit line, or in Asia end it, and where one stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import caption_words
from .vocabulary import COMMAS, WORDS, alternatives

_WITH_COLON = ("label", "weak", "source")
_WITHOUT_COLON = ("by", "given", "of", "bare", "sign")
_LABELS = {word.casefold(): kind for kind in _WITH_COLON for word in WORDS[kind]}
_OPENINGS = {word.casefold(): kind for kind in _WITHOUT_COLON for word in WORDS[kind]}
_QUALIFIERS = frozenset(WORDS["qualifier"])
_PHOTO_WORDS = frozenset(word.casefold() for word in WORDS["photo_word"])
_COLONS = (":", " :", "\xa0:")
_DOTTED = "credit"  # "Credit...": so do screen readers of The New York Times read it
_IDEOGRAPH = "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
_IDEOGRAPHIC = re.compile(_IDEOGRAPH)
# What is as good as a colon behind a word of East Asia: "图/", "写真＝", "撮影・", "사진=".
_ASIAN_COLONS = (":", " :", "：", "=", " =", "＝", "/", " /", "／", "|", " |", "\xa0|", "｜", "・")
_COMMA_LABELS = {word.casefold(): "label" for word in WORDS["comma_label"]}

MARKS = frozenset(
    word for kind in (*_WITH_COLON, *_WITHOUT_COLON, "status", "supplier_status", "licence") for word in WORDS[kind]
)

_HEADS = frozenset(word[:2] for word in (*_LABELS, *_COMMA_LABELS, *_OPENINGS))
# How many words the longest opening has that begins with a word: few words begin one, and most of these are all of it.
_MOST_WORDS = {words[0]: len(words) for words in sorted((opening.split() for opening in _OPENINGS), key=len)}
_LONGEST_LABEL = max(map(len, _LABELS)) + 3  # with its colon and the space before it

# The words themselves are looked up: a pattern of all of them would take 10 ms to compile in each process.
_COLON = re.compile(rf"[:：…{COMMAS}]|\.\.\.|[=＝/／|｜・](?:(?<={_IDEOGRAPH}.)|(?<={_IDEOGRAPH}\s.))")
# Takes one to five words, or a sign alone: "Photo courtesy of Ana Ruiz" (of which "Photo courtesy of" is looked up),
# "©", "(c)"; not what stands behind a line's end.
_OPENING = re.compile(
    r"[©ⓒ]|\(c\)|（[cｃ]）|[^\W\d_][\w.:'’-]{0,30}(?:[^\S\n]{1,4}(?:©|[^\W\d_][\w.:'’-]{0,30})){0,4}", re.IGNORECASE
)

SUFFIXES = (*WORDS["suffix"], *WORDS["plain_suffix"])  # behind a name
SUFFIX = re.compile(rf"[・/／\s]*({alternatives(SUFFIXES)})$|[/／\s]({alternatives(WORDS['parted_suffix'])})$")
GLUED = tuple(WORDS["glued"])  # before a name, without a space: "图片由李小船提供"
_GLUED_HEADS = frozenset(word[:2] for word in GLUED)
# What stands before a lead-in and belongs to it: "Staff photo by", "U.S. Navy photo by", "Ellery Gazette graphic by".
_FRONT = re.compile(
    r"(?P<front>(?:[^\W\d_a-z][\w.&'’-]{0,24}\s){1,5})"
    rf"(?P<lead>(?i:{alternatives(WORDS['pictured'])})\s(?:by|courtesy of|via|from)\s)"
)
_SUFFIX_ENDS = frozenset(
    word[-1] for word in (*SUFFIXES, *WORDS["parted_suffix"])
)  # one look tells that most lines have none


class Lead(NamedTuple):
    """What opens a credit: `kind` (label, weak, source, by, given, of, bare, sign) tells how much it proves."""

    kind: str
    words: str
    end: int


def lead(text: str, at: int, end: int) -> Lead | None:
    """Return the lead-in that begins at `at`: "Photo:", "Photo by", "©", in any case and language of the data."""
    head = text[at : at + 2].casefold()
    if head in _GLUED_HEADS and (glued := next((word for word in GLUED if text.startswith(word, at, end)), None)):
        return Lead("given", glued, at + len(glued))
    if head not in _HEADS and head[:1] not in _HEADS:
        return None
    if colon := _COLON.search(text, at, min(end, at + _LONGEST_LABEL)):
        words = " ".join(text[at : colon.start()].split())
        if kind := (_COMMA_LABELS if colon[0] in COMMAS else _LABELS).get(words.casefold()):
            return Lead(kind, words, colon.end())
    if found := _OPENING.match(text, at, end):
        parts = found.group().split()
        short, stop_sign, behind = parts[0].partition(".")  # "Dok.Kelby"
        if behind[:1].isupper() and (kind := _OPENINGS.get(short.casefold() + stop_sign)):
            return Lead(kind, short + stop_sign, at + len(short) + 1)
        for count in range(min(len(parts), _MOST_WORDS.get(parts[0].casefold(), 0)), 0, -1):
            words = " ".join(parts[:count]).removesuffix(":")  # "Photo by: Ana Ruiz"
            if kind := _OPENINGS.get(words.casefold()):
                stop = at + len(found.group().rsplit(None, len(parts) - count)[0])
                if kind == "sign" or text[stop : min(end, stop + 1)].isspace():
                    return Lead(kind, words, stop)
    return None


def fronted(text: str) -> tuple[str, Lead] | None:
    """Return the words before the lead-in of a text, and the lead-in: "U.S. Navy", "photo by "; None without both."""
    found = _FRONT.match(text)
    if found is None:
        return None
    front = [word for word in found["front"].split() if word not in _QUALIFIERS]
    return " ".join(front), Lead("by", found["lead"].strip(), found.end("lead"))


def is_label(text: str) -> bool:
    """Return whether this is a word like "Photo" or "Image source", alone."""
    return _LABELS.get(text.casefold()) in ("label", "source")


def is_alone(line: str) -> bool:
    """Return whether a line is nothing but a label, as a page's extractor parts it from its picture's words."""
    words = line.rstrip(" :").casefold()
    return len(line) < _LONGEST_LABEL and (_LABELS.get(words) in ("label", "weak") or _OPENINGS.get(words) == "bare")


def without_label(text: str) -> str | None:
    """Return what stands behind a word like "Photo" that opens a text without a colon, if a name may begin there."""
    head, _, name = text.partition(" ")
    return name if head.casefold() in _PHOTO_WORDS and name[:1].isupper() else None


def names_pictures(agency: str) -> bool:
    """Return whether a word for pictures stands in an agency's name as written: "AP Photo"."""
    return not _PHOTO_WORDS.isdisjoint(agency.casefold().split())


def suffix(text: str) -> re.Match[str] | None:
    """Return the lead-in that stands behind a name: "摄", "撮影"."""
    return SUFFIX.search(text, max(0, len(text) - 12)) if text[-1:] in _SUFFIX_ENDS else None


def ends_as_a_credit(text: str, end: int) -> bool:
    """Return whether a suffix stands before `end` in which no heading ends."""
    found = SUFFIX.search(text, max(0, end - 4), end)
    return found is not None and found[1] in WORDS["plain_suffix"]


def _colons(word: str) -> tuple[str, ...]:
    if _IDEOGRAPHIC.match(word[-1]):
        return _ASIAN_COLONS
    return (*_COLONS, "...") if word.casefold().startswith(_DOTTED) else _COLONS


def anchors() -> tuple[str, ...]:
    """Return the literals that open credits and captions, in the cases in which they are written."""
    labels = [word + colon for kind in _WITH_COLON for word in WORDS[kind] for colon in _colons(word)]
    labels += [word + comma for word in WORDS["comma_label"] for comma in COMMAS]
    openings = [*WORDS["by"], *WORDS["given"], *WORDS["of"], *WORDS["sign"], *(word + " " for word in WORDS["bare"])]
    openings += [f"{word} {by} " for word in WORDS["pictured"] for by in ("by", "courtesy of")]
    cased = {
        form
        for word in (*labels, *openings)
        for form in (word, word.upper(), word.lower(), word.title(), word[:1].upper() + word[1:])
    }
    return tuple(sorted(cased.union(caption_words.ANCHORS)))
