"""Tell the language and the grammatical person of words, by common words (data/function_words.json) and by scripts."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from ..data import tables
from .scripts import signs

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@functools.cache
def _languages_of(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the languages of each word of a kind in data/function_words.json."""
    by_word: dict[str, list[str]] = {}
    for language, words in tables.load("function_words.json")[kind].items():
        for word in words.split():
            by_word.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in by_word.items()}


@functools.cache
def function_words() -> frozenset[str]:
    """Return the common words of all languages in data/function_words.json."""
    return frozenset(_languages_of("words"))


def reports(text: str) -> bool:
    """Return whether a sentence says who said something: "…, the mayor said", "…, teilte die Stadt mit"."""
    return not _languages_of("reporting").keys().isdisjoint(_WORD.findall(text.casefold()))


@functools.cache
def _persons() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the persons ("first_person", "second_person") that a word can be in, each with the languages in which."""
    by_word: dict[str, dict[str, tuple[str, ...]]] = {}
    for person in ("first_person", "second_person"):
        for word, languages in _languages_of(person).items():
            by_word.setdefault(word, {})[person] = languages
    return by_word


class Told(NamedTuple):
    """The number of a text's words, how many are in the first and second person, and how many speak for each language.

    `languages` has the names of scripts as keys too, each with a third of the number of its characters.
    """

    words: int
    first_person: int
    second_person: int
    languages: dict[str, float]


def tell(text: str) -> Told:
    """Count what the words of a text tell about its language and person.

    "Ich" is the first person in German, but "their" in Polish: such a word counts only where its language is the
    text's, or where no language is told.
    """
    words = _WORD.findall(text.casefold())
    counts = _spoken_for(text, words)
    size = len(words) + int(counts.get("cjk", 0.0))  # Japanese and Chinese have no spaces: three characters are a word
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
    """Return the language or script that most words of a text speak for; "" where none does."""
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
