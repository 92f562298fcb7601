"""Count what tells a post from prose in a stretch of text: marks, words, language; and name kinds of characters."""

from __future__ import annotations

import functools
import re

from ..text import links
from ..text.language import Told, tell
from ..text.scripts import EMOJI, INLINE
from .candidates import BULLETS, lengths


class Kinds(dict[object, tuple[str, float]]):
    """The features ("thing:kind", 1.0) of one thing by its kind, each made once: most of what rows hold."""

    def __init__(self, thing: str) -> None:
        """Begin with no kinds."""
        self.thing = thing

    def __missing__(self, kind: object) -> tuple[str, float]:
        """Make the feature of a kind, or of a pair of kinds ("thing:one|other")."""
        name = "|".join(kind) if isinstance(kind, tuple) else kind
        said = self[kind] = (f"{self.thing}:{name}", 1.0)
        return said


_MARKS = (
    ("tag", re.compile(r"[#＃](?<!\w.)(?=\w)")),
    ("mention", re.compile(r"[@＠](?<!\w.)(?=\w)")),
    ("link", re.compile(rf"https?://|{links.PICTURE_HOST}/|(?<=\w)\.[a-z]{{2,12}}/\S")),  # also "doi.org/10.1038..."
)
_SIGN = re.compile("[#＃@＠/]")  # a text without any of them has none of these marks
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EMOJI = re.compile(rf"[{EMOJI}]")
# Words that announce a post, in lower case: "she tweeted:", "schrieb auf", "see below". Not "there" or "saw". Each form
# begins with a letter, so that the engine skips to the next of these letters.
_CUE = re.compile(
    r"tweet|twitter|wrot|writ|said|says|post|shar|video|watch|see\b|below|follow|repl|respon|schr[ie]+b|tuit|escrib"
    r"|publi|écri|napsal|pisa|ツイート|bluesky|x\b(?<!\wx)|caption|announc|hier\b|here\b(?<!\where)"
)


class Unit:
    """What the features ask about one stretch between two places: counted once, used for every place before it.

    `count` and `weight` are its lengths as `candidates.lengths` gives them; `debris` says that it has no words but
    links, tags and mentions; `stop` is its last character; `cue` says that a word in it announces a post.
    """

    __slots__ = ("count", "cue", "debris", "marks", "stop", "told", "weight")
    count: int
    weight: int
    marks: list[str]
    told: Told
    debris: bool
    stop: str
    cue: bool

    def __init__(self, text: str) -> None:
        """Count it all."""
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
    """Return the kind of a stretch's first character: "tag", "quote", "upper", …."""
    if character in "#＃":
        return "tag"
    if character in "@＠":
        return "mention"
    if _EMOJI.match(character):
        return "emoji"
    if character in "\"'“„«‘「『":
        return "quote"
    if character in BULLETS:
        return "bullet"
    if character.isdigit():
        return "digit"
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    return "letter" if character.isalpha() else "other"
