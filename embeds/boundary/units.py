"""What a stretch of text holds that tells a post from prose: marks, words, language; and kinds of characters."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from .. import data
from .candidates import EMOJI, lengths
from .scripts import INLINE, signs

Row = list[tuple[str, float]]  # what is known of a place, as named numbers


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


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARKS = (
    ("tag", re.compile(r"[#＃](?<!\w.)(?=\w)")),
    ("mention", re.compile(r"[@＠](?<!\w.)(?=\w)")),
    ("link", re.compile(r"https?://|pic\.(?:twitter|x)\.com/")),
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


@functools.cache
def _languages_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The languages of each word of a kind in data/function_words.json."""
    by_word: dict[str, list[str]] = {}
    for language, words in data.load("function_words.json")[kind].items():
        for word in words.split():
            by_word.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in by_word.items()}


@functools.cache
def function_words() -> frozenset[str]:
    """The common words of all languages that are known."""
    return frozenset(_languages_of("words"))


@functools.cache
def _persons() -> dict[str, dict[str, tuple[str, ...]]]:
    """The persons that a word can be in, each with the languages in which it is."""
    by_word: dict[str, dict[str, tuple[str, ...]]] = {}
    for person in ("first_person", "second_person"):
        for word, languages in _languages_of(person).items():
            by_word.setdefault(word, {})[person] = languages
    return by_word


class Told(NamedTuple):
    """What the words of a text tell: how many there are, in which person, and how much speaks for which language."""

    words: int
    first_person: int
    second_person: int
    languages: dict[str, float]


def tell(text: str) -> Told:
    """What the words of a text tell.

    "Ich" is the first person in German and their in Polish: it counts where its language is the text's, or none is.
    """
    words = _WORD.findall(text.casefold())
    counts = _spoken_for(text, words)
    size = len(words) + int(counts.get("cjk", 0.0))  # Japanese and Chinese write no spaces: three signs are a word
    personal = [*filter(None, map(_persons().get, words))]
    if not personal:
        return Told(size, 0, 0, counts)
    most = max(counts.values(), default=0.0)
    likely = {language for language, count in counts.items() if count == most}
    persons = {"first_person": 0, "second_person": 0}
    for of_word in personal:
        for person, languages in of_word.items():
            persons[person] += not likely or not likely.isdisjoint(languages)
    return Told(size, **persons, languages=counts)


def likeliest_language(text: str) -> str:
    """The language, or the script, that most of a text speaks for; "" where nothing does."""
    counts = _spoken_for(text, _WORD.findall(text.casefold()))
    return max(counts, key=counts.__getitem__, default="")


def _spoken_for(text: str, words: list[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for languages in filter(None, map(_languages_of("words").get, words)):
        for language in languages:
            counts[language] = counts.get(language, 0.0) + 1.0
    if not text.isascii():
        for name, found in signs(text):
            counts[name] = counts.get(name, 0.0) + found / 3
    return counts


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


@functools.lru_cache(maxsize=256)
def stop(character: str) -> str:
    """The kind of a last character."""
    if not character:
        return "none"
    if character in ".。":
        return "period"
    if character in "!?！？…":
        return character if character in "!?" else "!"
    if character in ":：":
        return "colon"
    if character in "\"”“»’'」』":
        return "quote"
    if character in ",;-–—、":
        return "comma"
    if character in ")）]":
        return "bracket"
    if _EMOJI.match(character):
        return "emoji"
    return "word" if character.isalnum() else "other"
