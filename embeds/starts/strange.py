"""Describe the words of a post that is about something else than its article, or in another language.

If half of the letter sequences (trigrams) in a post's last words are nowhere in the article, the post is a stranger to
it. Then a sentence whose words the article uses is likely the article's, and one whose words it does not use is likely
the post's. Most posts share their article's subject; this module adds no features for them.
"""

from __future__ import annotations

from itertools import pairwise

from ..learned.weights import Row
from ..text.language import function_words
from ..text.scripts import INLINE, LETTERS

_SEQUENCE, _STEP = 3, 2  # letters in a sequence, and letters from the start of one to the start of the next
_STEM, _WORD = 6, 4  # letters in a stem, and in the shortest word that has one
_BEFORE, _BEHIND = 1200, 400  # code points of the article before the first place and behind the post
_LAST = 100  # code points at the post's end that show whether it is a stranger
_ENOUGH = 12  # with fewer sequences in them, it is not told
_STRANGE = 0.5  # share of the sequences that must be nowhere in the article
_FEW = 4  # with fewer sequences, nothing is said of a sentence


def _words(text: str) -> list[str]:
    return LETTERS.findall(INLINE.sub(" ", text).lower())


def _sequences(words: list[str]) -> list[str]:
    line = f" {' '.join(words)} "
    return [line[n : n + _SEQUENCE] for n in range(0, len(line) - _SEQUENCE + 1, _STEP)]


class _Piece:
    """The numbers of one stretch's sequences and stems, of sequences not in the article, and of stems in it."""

    __slots__ = ("known", "sequences", "stems", "strange")

    def __init__(self, text: str, article: str) -> None:
        words = _words(text)
        sequences, common = _sequences(words), function_words()
        stems = {word[:_STEM] for word in words if len(word) >= _WORD and word not in common}
        self.sequences, self.stems = len(sequences), len(stems)
        self.strange = len([sequence for sequence in sequences if sequence not in article])
        self.known = len([stem for stem in stems if stem in article])


def strangers(rows: list[Row], text: str, places: list[int], around: tuple[str, str]) -> None:
    """Add to each place's row how strange the sentences behind and before it are, if the post is a stranger.

    `rows` and `places` (offsets) go together; `around` is the article before the first place and behind the post.
    """
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
    """Return whether at least the share `_STRANGE` of the sequences in a post's last words is not in the article."""
    sequences = _sequences(_words(words))
    if len(sequences) < _ENOUGH:
        return False
    left = (1 - _STRANGE) * len(sequences)  # so many may stand in the article
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
