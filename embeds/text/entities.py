"""Find hashtags and mentions by the rules of twitter-text (its conformance cases for both pass).

A tag has a letter, no word right before its #, and neither another # nor a link right behind it. A handle has up to 20
of A-Z, a-z, 0-9 and _; handles of some other platforms may hold dots too.
"""

from __future__ import annotations

import functools
import re

# Characters of tags that \w does not match: vowel signs and joiners of scripts that need them, such as U+093F in
# "#हिन्दी", and twitter-text's special characters. Hyphens and full stops are not among them.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05be\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05f3\u05f4\u0610-\u061a"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e01-\u0e3e\u0e40-\u0e4e"
    r"\u0e50-\u0eff\u0f0b\u0f0c\u0f18-\u0f39\u0f3e-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17db-\u17ff"
    r"\U00016f4f-\U00016f92\u200c\u200d\ua67e\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\xb7"
)
# Takes "#night" and "#2fast"; not "#42", "a#b", "&#38;" or "#a#b".
_HASHTAG = rf"[#＃](?<![\w{_MARKS}&/].)(?!\ufe0f|\u20e3)(?=[\w{_MARKS}]*?[^\W\d_])(?P<tag>[\w{_MARKS}]++)(?![#＃]|://)"
# What may stand before the sign @, looked at from behind it, so that the engine skips from one sign to the next: any
# character but letters, digits and _!#$%&*@, as in "(@mara"; or "RT", as in "RT@mara" and "rt:@mara". Not "a@mara".
_PRECEDED = r"(?:(?<![A-Za-z0-9_!#$%&*@＠].)|(?<=(?<![A-Za-z0-9_+~.-])[Rr][Tt].)|(?<=(?<![A-Za-z0-9_+~.-])[Rr][Tt]:.))"
_SIGN = rf"[@＠]{_PRECEDED}"
_FOLLOWED = r"(?![A-Za-z0-9_]|[@＠]|[À-ÖØ-öø-\u024f\u1e00-\u1eff]|://)"
_MENTION = rf"{_SIGN}(?P<handle>[A-Za-z0-9_]{{1,20}}){_FOLLOWED}"
# A handle of any length with dots and hyphens inside: "@mara.voss-2". Its repetitions are possessive (`++`): there is
# only one way to match, so the time is linear.
_DOTTED = rf"{_SIGN}(?P<handle>[A-Za-z0-9_]++(?:[.-][A-Za-z0-9_]++){{0,8}}){_FOLLOWED}"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a hashtag, of a mention and of one with dots: large, and seldom needed."""
    return re.compile(_HASHTAG), re.compile(_MENTION), re.compile(_DOTTED)


def hashtags(text: str) -> list[str]:
    """Return the hashtags of a text in order, without their #.

    >>> hashtags("#night #42 a&#38; #день")
    ['night', 'день']
    """
    if "#" not in text and "＃" not in text:
        return []
    return [found["tag"] for found in _patterns()[0].finditer(text)]


def mentions(text: str, *, dotted: bool = False) -> list[str]:
    """Return the handles mentioned in a text in order, without their @; `dotted` allows dots and hyphens in them.

    >>> mentions("with @mara_voss. Write to a@b.example")
    ['mara_voss']
    """
    if "@" not in text and "＠" not in text:
        return []
    return [found["handle"] for found in _patterns()[2 if dotted else 1].finditer(text)]
