"""Scripts other than Latin; and a post in one of them, in an article that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = {
    "cjk": r"\u3040-\u30ff\u3400-\u9fff",
    "hangul": r"\uac00-\ud7af",
    "cyrillic": r"\u0400-\u04ff",
    "arabic": r"\u0600-\u06ff",
    "hebrew": r"\u0590-\u05ff",
    "greek": r"\u0370-\u03ff",
    "indic": r"\u0900-\u0e7f",
}
EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
SCRIPTS = tuple((name, re.compile(f"[{signs}]+")) for name, signs in _SIGNS.items())
SCRIPT = re.compile(f"[{''.join(_SIGNS.values())}]+")
INLINE = re.compile(r"[#＃@＠]\w+|https?://\S+|pic\.\S+")  # what stands in posts of any script
LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_SENTENCE = 5  # words
_HARDLY = 0.1  # of the letters


def signs(text: str) -> Iterator[tuple[str, int]]:
    """The scripts in a text, in the order of `SCRIPTS`, each with the number of its signs."""
    left = "".join(SCRIPT.findall(text))
    for name, script in SCRIPTS:
        if not left:
            break
        others = script.sub("", left)
        if others != left:
            yield name, len(left) - len(others)
        left = others


def behind_latin(text: str, places: list[int], around: str) -> list[int]:
    """The places behind the last sentence in Latin letters that stands above words in a script of their own.

    The words are the post's and the sentence the article's, if hardly any of that script stands `around`, and none
    above the sentence: who writes Japanese in an English article is quoted. Names in Latin letters are shorter than a
    sentence.
    """
    own = None
    for number in range(len(places) - 2, -1, -1):
        words = INLINE.sub("", text[places[number] : places[number + 1]])
        if own is None and (found := SCRIPT.search(words)):
            own = next(script for _, script in SCRIPTS if script.match(found[0]))
            if len("".join(own.findall(around))) > _HARDLY * len("".join(LETTERS.findall(around))):
                return places
        elif own and len(_LATIN.findall(words)) >= _SENTENCE and not own.search(text, places[0], places[number + 1]):
            return places[number + 1 :]
    return places
