"""What a stretch of text holds that tells a post from prose: marks, words, language; and kinds of characters."""

from __future__ import annotations

import functools
import re

from ..text import links
from ..text.language import Told, tell
from ..text.scripts import EMOJI, INLINE
from .candidates import lengths


class Kinds(dict[object, tuple[str, float]]):
    """What a row says where a thing is of one of its kinds: made once for each, by far most of what rows hold."""

    def __init__(self, thing: str) -> None:
        """None yet."""
        self.thing = thing

    def __missing__(self, kind: object) -> tuple[str, float]:
        """The first of its kind; a pair of kinds is one, too."""
        name = "|".join(kind) if isinstance(kind, tuple) else kind
        said = self[kind] = (f"{self.thing}:{name}", 1.0)
        return said


_MARKS = (
    ("tag", re.compile(r"[#＃](?<!\w.)(?=\w)")),
    ("mention", re.compile(r"[@＠](?<!\w.)(?=\w)")),
    ("link", re.compile(rf"https?://|{links.PICTURE_HOST}/")),
)
_SIGN = re.compile("[#＃@＠/]")  # where none is, there are no such marks
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EMOJI = re.compile(rf"[{EMOJI}]")
_CUE = re.compile(  # in small letters, each form with a letter in front: so the engine skips to one of these
    r"tweet|twitter|wrot|writ|said|says|post|shar|video|watch|see\b|below|follow|repl|respon|schr[ie]+b|tuit|escrib"
    r"|publi|écri|napsal|pisa|ツイート|bluesky|x\b(?<!\wx)|caption|announc|hier\b|here\b(?<!\where)"
)


class Unit:
    """What one stretch between two places holds: counted once, used for every place before it."""

    __slots__ = ("count", "cue", "debris", "marks", "stop", "told", "weight")
    count: int
    weight: int
    marks: list[str]
    told: Told
    debris: bool
    stop: str
    cue: bool

    def __init__(self, text: str) -> None:
        """Count all of it."""
        self.count, self.weight = lengths(text)
        signed = _SIGN.search(text) is not None
        self.marks = [name for name, mark in _MARKS if mark.search(text)] if signed else []
        if not text.isascii() and _EMOJI.search(text):
            self.marks.append("emoji")
        self.told = tell(text)
        words = INLINE.sub("", text) if signed else text
        self.debris = (signed or not self.told.words) and _LETTER_OR_DIGIT.search(words) is None
        self.stop = text.rstrip()[-1:]
        self.cue = _CUE.search(text.lower()) is not None


@functools.lru_cache(maxsize=256)
def kind(character: str) -> str:
    """The kind of a first character."""
    if character in "#＃":
        return "tag"
    if character in "@＠":
        return "mention"
    if _EMOJI.match(character):
        return "emoji"
    if character in "\"'“„«‘「『":
        return "quote"
    if character.isdigit():
        return "digit"
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    return "letter" if character.isalpha() else "other"
