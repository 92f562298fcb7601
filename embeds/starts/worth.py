"""Which claim is worth most, where it is not certain what is the post's.

A claim is worth 1 if it covers at least half of what it and the post cover together, and _EXACT more if it begins where
the post does; it is worth _LOSS less if there is prose in it, and _PROSE for every character of that. Chosen on
labelled pages, with weights that saw nothing of their sites, and on composed texts, which none are learnt from.
"""

from __future__ import annotations

_EXACT, _LOSS, _PROSE = 0.3, 0.4, 0.001
_UNLIKELY = 0.01  # a share that decides nothing


def chosen(sizes: list[int], shares: list[float]) -> int:
    """The number of the claim that is worth most: each has a size, and a share that it is just the post."""
    possible = [n for n, share in enumerate(shares) if share >= _UNLIKELY] or [shares.index(max(shares))]

    def worth(number: int) -> float:
        size, value = sizes[number], _EXACT * shares[number]
        for other in possible:
            true = sizes[other]
            if min(size, true) * 2 >= max(size, true):
                value += shares[other]
            if size > true:
                value -= (_LOSS + _PROSE * (size - true)) * shares[other]
        return value

    return max(reversed(possible), key=worth)  # the shorter of two that are worth the same
