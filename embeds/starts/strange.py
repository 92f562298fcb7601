"""A post about something else than the article around it, or in another language.

Where half of the letters' sequences in a post's last words stand nowhere in the article, the post is a stranger there.
Then a sentence that the article knows the words of is the article's, and one that it does not know is the post's. Most
posts are about what the article is about: of those nothing is said here.
"""

from __future__ import annotations

from itertools import pairwise

from ..learned.weights import Row
from ..text.language import function_words
from ..text.scripts import INLINE, LETTERS

_SEQUENCE, _STEP = 3, 2  # letters of a sequence, and from one to the next that is looked for
_STEM, _WORD = 6, 4  # letters of a stem, and of the shortest word that has one
_BEFORE, _BEHIND = 1200, 400  # code points of the article: mostly the prose that the post could have taken in
_LAST = 100  # code points of the post that tell a stranger
_ENOUGH = 12  # sequences of them to tell it by
_STRANGE = 0.5  # of those are in the article nowhere
_FEW = 4  # sequences that say nothing of a sentence


def _words(text: str) -> list[str]:
    return LETTERS.findall(INLINE.sub(" ", text).lower())


def _sequences(words: list[str]) -> list[str]:
    line = f" {' '.join(words)} "
    return [line[n : n + _SEQUENCE] for n in range(0, len(line) - _SEQUENCE + 1, _STEP)]


class _Piece:
    """The words of one stretch: how many of their sequences and stems there are, and how many the article knows."""

    __slots__ = ("known", "sequences", "stems", "strange")

    def __init__(self, text: str, article: str) -> None:
        words = _words(text)
        sequences, common = _sequences(words), function_words()
        stems = {word[:_STEM] for word in words if len(word) >= _WORD and word not in common}
        self.sequences, self.stems = len(sequences), len(stems)
        self.strange = len([sequence for sequence in sequences if sequence not in article])
        self.known = len([stem for stem in stems if stem in article])


def strangers(rows: list[Row], text: str, places: list[int], around: tuple[str, str]) -> None:
    """Say in each row, where the post is a stranger, what the article knows of the sentence behind and before it."""
    article = f"{around[0][-_BEFORE:]} {around[1][:_BEHIND]}".lower().replace("\n", " ")
    if not _strange(text[max(places[0], places[-1] - _LAST) : places[-1]], article):
        return
    pieces = [_Piece(text[a:b], article) for a, b in pairwise(places)]
    sequences = strange = stems = known = 0
    for n in range(len(places) - 1, -1, -1):
        row = rows[n]
        if n < len(pieces):
            piece = pieces[n]
            sequences, strange = sequences + piece.sequences, strange + piece.strange
            stems, known = stems + piece.stems, known + piece.known
            _say(row, "unit", piece)
        if sequences >= _FEW:
            row.append(("strange:all", strange / sequences))
        if stems:
            row.append(("known:all", known / stems))
        if n:
            piece = pieces[n - 1]
            _say(row, "before", piece)
            if min(piece.sequences, sequences) >= _FEW:
                row.append(("strange:step", strange / sequences - piece.strange / piece.sequences))


def _strange(words: str, article: str) -> bool:
    """Whether the article does not know these last words of a post."""
    sequences = _sequences(_words(words))
    if len(sequences) < _ENOUGH:
        return False
    left = (1 - _STRANGE) * len(sequences)  # so many may be known
    for one in sequences:
        if one in article:
            left -= 1
            if left < 0:
                return False
    return True


def _say(row: Row, which: str, piece: _Piece) -> None:
    if piece.sequences >= _FEW:
        row.append((f"strange:{which}", piece.strange / piece.sequences))
    if piece.stems:
        row.append((f"known:{which}", piece.known / piece.stems))
        if not piece.known:
            row.append((f"known:none-{which}", 1.0))
        elif piece.known * 2 >= piece.stems:
            row.append((f"known:half-{which}", 1.0))
