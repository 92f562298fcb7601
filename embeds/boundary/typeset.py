"""How the article around a post is typeset: apostrophes, quotation marks, ellipses and dashes.

A newsroom sets them one way throughout, and who posts types them as the telephone does. So a sentence that is set
unlike the article is hardly the article's, and one set like it rather is.
"""

from __future__ import annotations

import collections
import re

from .candidates import Question
from .units import Row

_FAR = 700  # code points before and behind the post
_MOSTLY = 0.8  # of the signs for one thing are the same
_SIGN = re.compile(r"(?<=\w)['’](?=\w)|[\"“”„«»…—]|\.\.\.| – | --? ")
_STYLES = {  # of each sign: what it is for, and how that is set
    "'": ("apostrophe", "straight"),
    "’": ("apostrophe", "curly"),
    '"': ("quotation", "straight"),
    **dict.fromkeys("“”„«»", ("quotation", "curly")),
    "...": ("ellipsis", "dots"),
    "…": ("ellipsis", "sign"),
    "—": ("dash", "long"),
    " – ": ("dash", "short"),
    " - ": ("dash", "hyphen"),
    " -- ": ("dash", "hyphens"),
}


def typesetting(rows: list[Row], question: Question, places: list[int]) -> None:
    """Say of each place in its row whether what stands behind it, and before it, is set like the article or unlike."""
    habits = _habits(question, places[0])
    if not habits:
        return
    for n in range(len(places) - 1):
        styles = _styles(question.source.text[places[n] : places[n + 1]])
        for name, there in (
            ("like", any(habits.get(thing) == style for thing, style in styles)),
            ("unlike", any(habits.get(thing, style) != style for thing, style in styles)),
        ):
            if there:
                rows[n].append((f"set:{name}", 1.0))
                rows[n + 1].append((f"set:before-{name}", 1.0))


def _habits(question: Question, first: int) -> dict[str, str]:
    """How the article sets what it sets one way; the post begins at `first` or behind it."""
    source = question.source
    before = source.text[max(source.start, first - _FAR) : first]
    behind = source.text[question.after : min(source.end, question.after + _FAR)]
    counts: dict[str, collections.Counter[str]] = {}
    for thing, style in _styles(f"{before}\n{behind}"):
        counts.setdefault(thing, collections.Counter())[style] += 1
    often = {thing: styles.most_common(1)[0] for thing, styles in counts.items()}
    return {thing: style for thing, (style, times) in often.items() if times >= _MOSTLY * counts[thing].total()}


def _styles(text: str) -> list[tuple[str, str]]:
    return [_STYLES[sign] for sign in _SIGN.findall(text)]
