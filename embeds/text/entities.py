"""Hashtags and mentions, by the rules of twitter-text (its conformance cases for both hold).

A tag needs a letter, and neither a word before its # nor another # or a link behind it; a handle has up to 20 of A-Z,
0-9 and _. Other platforms' handles may hold dots.
"""

from __future__ import annotations

import re

# What \w leaves out: vowel signs and joiners of scripts that write with them, and twitter-text's special characters.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05be\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05f3\u05f4\u0610-\u061a"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e01-\u0e3e\u0e40-\u0e4e"
    r"\u0e50-\u0eff\u0f0b\u0f0c\u0f18-\u0f39\u0f3e-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17db-\u17ff"
    r"\U00016f4f-\U00016f92\u200c\u200d\ua67e\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\xb7"
)
_HASHTAG = re.compile(
    rf"[#＃](?<![\w{_MARKS}&/].)(?!\ufe0f|\u20e3)(?=[\w{_MARKS}]*?[^\W\d_])(?P<tag>[\w{_MARKS}]++)(?![#＃]|://)"
)
# What may stand before the sign, told behind it: the engine skips from one sign to the next.
_PRECEDED = r"(?:(?<![A-Za-z0-9_!#$%&*@＠].)|(?<=(?<![A-Za-z0-9_+~.-])[Rr][Tt].)|(?<=(?<![A-Za-z0-9_+~.-])[Rr][Tt]:.))"
_SIGN = rf"[@＠]{_PRECEDED}"
_FOLLOWED = r"(?![A-Za-z0-9_]|[@＠]|[À-ÖØ-öø-\u024f\u1e00-\u1eff]|://)"
_MENTION = re.compile(rf"{_SIGN}(?P<handle>[A-Za-z0-9_]{{1,20}}){_FOLLOWED}")
# Of any length, and read in one way only: a part ends where a dot, a hyphen or something else stands.
_DOTTED = re.compile(rf"{_SIGN}(?P<handle>[A-Za-z0-9_]++(?:[.-][A-Za-z0-9_]++){{0,8}}){_FOLLOWED}")


def hashtags(text: str) -> list[str]:
    """The hashtags of a text in order, without their #.

    >>> hashtags("#night #42 a&#38; #день")
    ['night', 'день']
    """
    if "#" not in text and "＃" not in text:
        return []
    return [found["tag"] for found in _HASHTAG.finditer(text)]


def mentions(text: str, *, dotted: bool = False) -> list[str]:
    """The handles mentioned in a text in order, without their @; `dotted` where a platform's handles may hold dots.

    >>> mentions("with @mara_voss. Write to a@b.example")
    ['mara_voss']
    """
    if "@" not in text and "＠" not in text:
        return []
    return [found["handle"] for found in (_DOTTED if dotted else _MENTION).finditer(text)]
