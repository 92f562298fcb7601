"""Where a chain such as `Ana Ruiz/AFP/Getty Images` may begin when something stands before it on its line."""

from __future__ import annotations

import functools
import itertools
import re

from ..text.blocks import Source
from . import glue
from .credit_line import LONGEST
from .gazetteer import spelled
from .given_names import is_given
from .joiners import JOINT
from .looks import STOP_BEFORE, Stretch

_LONGEST_NAME = 100  # code points; the longest of 240 labelled creators has 24
_MOST_NAME_WORDS = 4  # 2 of them have four, none has more; nor does `_NAME_BEFORE` take more
_MOST_JOINTS = 20  # of a line that ends in a chain: at most 15 in 21,000 labelled texts
# The end of a sentence before a capital or a joint: takes ". " in "in Seoul. Ana Ruiz", "." in "in Seoul.Ana Ruiz"; not
# the "." in "U.S.Navy".
_STOP = re.compile(r"[.!?…\"”»)]['\"”’)]?(?:\s+|(?<![A-Z]\.))(?=[^\W\d_a-z]|/ |- via )")
# The name that ends a text: takes "Ana Ruiz", "Juan de la Cruz", "J. Abel", "@anaruiz"; of "the mayor Ana Ruiz" only
# "Ana Ruiz".
_NAME_BEFORE = re.compile(
    r"(?<![\w.@])(?:@|(?:(?:[^\W\d_a-z][^\W\d_]*\.?(?:['’.-][^\W\d_]+)*|de|da|van|von|der|del|la|al|bin)[^\S\n]+){0,3})[^\W\d_][\w'’.-]*\.?$"
)
FIRST_UNCASED = "\u3040"  # from here on scripts have no case, and words stand side by side
_WORDS = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")


def chain_starts(text: str, at: int, line: Stretch) -> list[int]:
    """Return where a chain that holds an agency at `at` may begin, the farthest first.

    That is where the line begins, behind a full stop, and at each word of a name before a joint.
    """
    low = max(line[0], at - LONGEST)
    high = min(at + 60, line[1])
    joints = [joint.start() for joint in itertools.islice(JOINT.finditer(text, low, high), _MOST_JOINTS + 1)]
    if len(joints) > _MOST_JOINTS:
        return []
    starts = {at} | ({line[0]} if low == line[0] else set())
    starts.update(low + stop.end() for stop in _STOP.finditer(text[low : at + 1]))
    if low < at and text[at - 1] in "/／" and text[at] >= FIRST_UNCASED:
        starts.add(at - 1)  # "항구의 벽 /연합뉴스"
    glued = glued_starts(text, low, at + 1)
    starts.update(glued)
    for joint in [*joints, at] if at in glued else joints:
        before = text[max(low, joint - _LONGEST_NAME) : joint]
        name_words = before.rsplit(None, _MOST_NAME_WORDS)[-_MOST_NAME_WORDS:]
        starts.update(joint - back for back in _name_before(before[before.find(name_words[0]) :] if name_words else ""))
    return sorted(start for start in starts if start <= at)


def glued_starts(text: str, low: int, high: int) -> list[int]:
    """Return where a person or an agency is glued to a small letter: "wallAna Ruiz", "wallAFP"; not "TideNews"."""
    joints = glue.joints(text, low, high)
    return [at for at in joints if spelled(text, at, len(text)) or is_given(_letters(text, at))]


def _letters(text: str, at: int) -> str:
    word = _LETTERS.match(text, at)
    return word.group() if word else ""


@functools.lru_cache(maxsize=64)  # each agency behind it asks about a joint
def _name_before(text: str) -> tuple[int, ...]:
    """Return how far before the end of a text each word begins of the name that ends it, if one does."""
    name = _NAME_BEFORE.search(text)
    if name is None:
        return ()
    return tuple(len(text) - name.start() - word.start() for word in _WORDS.finditer(name.group()))


def words_before(source: Source, low: int, high: int) -> str:
    """Return the last two characters of the words in [low, high), dashes aside.

    To copy all of a line for each anchor takes long.
    """
    if last := source.text[max(low, high - 6) : high].rstrip().rstrip("—–-").rstrip():
        return last[-2:]
    end = source.trim(low, high)[1]
    return source.text[max(low, end - 2) : end]


def opens_behind(before: str) -> bool:
    """Return whether a line or a sentence begins behind words that end like this."""
    return not before or STOP_BEFORE.search(before) is not None
