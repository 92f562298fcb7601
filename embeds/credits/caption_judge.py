"""How much a line's own words sound like a picture's caption.

Captions are noun phrases or in the present tense, tell who stands where, and name a place and a day. Sentences of an
article say who said what, in the past tense, with pronouns. The weights of words, of words in a row, of their last
letters and of how a line looks are learnt from captions and paragraphs alike (training/wording.py).
"""

from __future__ import annotations

import functools
import math
import re
from itertools import pairwise

from ..learned.weights import Row, Weights, weights
from .looks import SENTENCE_END, YEAR

# Log-odds from which words alone speak for a caption. Of 492 sites left out, 0.40 of the captions have more and 0.02 of
# the other lines. In texts composed of both, 2.5 finds a sixth fewer captions and takes half as many other lines.
SURE = 1.5
LONGEST = 400  # code points of a line that is read; 27 of 1,590 captions are longer
_TOO_LONG = -2.0  # log-odds of longer lines, read or not: about the mean of those that were read
_MOST = 5.0  # the log-odds count no more than this, whatever the words are
_LOOK = 0.3  # the value of how a line looks, beside its words: they share 1 among them
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_CJK}]+|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_IS_CJK = re.compile(f"[{_CJK}]")
_SHORT = 4  # letters of a word whose last three are not looked at
_SIZES = (10, 20, 35, 50, 80, 120, 180, 250, 400)  # code points
_SHARES = (0.05, 0.15, 0.25, 0.4, 0.6, 0.8)  # of words with a capital
_QUOTE = re.compile(r"[\"“”„«»]")


def log_odds(text: str) -> float:
    """Return the log-odds that a line is a caption and no line of the article, by nothing but its words."""
    if len(text) > LONGEST:
        return _TOO_LONG
    return max(-_MOST, min(_MOST, _score(weights("wording"), text)))


@functools.lru_cache(maxsize=64)  # a line is asked about for its credit's caption, and by whether its words are one's
def _score(judge: Weights, text: str) -> float:
    said, looks, share = _described(text)
    return judge.total(["bias"]) + share * judge.total(said) + _LOOK * judge.total(looks)


def confidence(text: str) -> float:
    """Return how likely the words of a line make it a caption (0-1), if half of all lines are."""
    return 1 / (1 + math.exp(-log_odds(text)))


def sounds_like_one(text: str) -> bool:
    """Return whether the words of a line are enough to take it for a caption where captions stand."""
    return log_odds(text) >= SURE


def describe_words(text: str) -> Row:
    """Return the features of a line's words and of its looks; a number counts by its digits, a name as "X"."""
    said, looks, share = _described(text)
    return [("bias", 1.0), *((name, share) for name in said), *((name, _LOOK) for name in looks)]


def _described(text: str) -> tuple[list[str], list[str], float]:
    """Return the names of a line's words, those of its looks, and the number of each of the first."""
    text = " ".join(text.split())
    tokens = _TOKEN.findall(text)
    said = _words(tokens)
    return said, _looks(text, tokens), 1 / math.sqrt(max(1, len(said)))


def _words(tokens: list[str]) -> list[str]:
    """Return the names of the words, of two and three in a row, and of the last letters of each."""
    plain = [_plain(token) for token in tokens]
    shown = [
        "X" if at and token[0].isupper() else word for at, (token, word) in enumerate(zip(tokens, plain, strict=True))
    ]
    row = ["^", *shown, "$"]
    names = [f"w:{word}" for word in shown]
    names += [f"b:{one} {two}" for one, two in pairwise(row)]
    names += [f"t:{one} {two} {three}" for one, two, three in zip(row, row[1:], row[2:], strict=False)]
    names += [f"s:{word[-3:]}" for word in shown if len(word) > _SHORT]
    if not "".join(tokens).isascii():
        for word in filter(_IS_CJK.match, plain):  # no spaces between its words
            names += [f"c:{word[at : at + size]}" for size in (1, 2, 3) for at in range(len(word) - size + 1)]
    return names


def _plain(token: str) -> str:
    """Return a word in lower case, and a number as so many zeros."""
    return "0" * min(len(token), 5) if token[0].isdigit() else token.lower()


def _looks(text: str, tokens: list[str]) -> list[str]:
    """Return the names of how a line looks: how it opens and ends, how long it is, how many words have a capital."""
    sentences = min(4, len(SENTENCE_END.findall(text)))
    words = [token for token in tokens if token[0].isalpha()]
    capitals = sum([word[0].isupper() for word in words]) / max(1, len(words))
    names = [
        f"sentences:{sentences}",
        f"size:{_class(len(text), _SIZES)}",
        f"size:{_class(len(text), _SIZES[1::2])}|{sentences}",
        f"capitals:{_class(capitals, _SHARES)}",
        f"opens:{_sign(text[:1])}",
        f"ends:{_sign(text[-1:])}",
    ]
    names += [f"first:{_plain(token)}" for token in tokens[:1]]
    names += [name for name, sign in (("year", YEAR), ("quote", _QUOTE)) if sign.search(text)]
    return names


def _class(number: float, bounds: tuple[float, ...]) -> str:
    return next((str(bound) for bound in bounds if number <= bound), "more")


def _sign(character: str) -> str:
    """Return a mark as it is, and a letter or digit by its kind."""
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "0" if character.isdigit() else character
