"""Shorten what `repr` shows, so that an article and its records fit on a screen."""

from __future__ import annotations

from typing import Any

_LONGEST, _MOST = 60, 5  # characters of a text, and members of a list


class Shown(str):
    """Words that are their own `repr`."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the words without quotation marks."""
        return str(self)


def short(value: Any) -> Any:
    """Return a value as `repr` shows it: long texts and lists end with "…" and how much they hold."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return Shown(f"{value[:_LONGEST]!r}… ({len(value):,} characters)")
    if isinstance(value, tuple) and len(value) > _MOST:
        return Shown(f"({', '.join(map(repr, value[:_MOST]))}, … {len(value):,} in all)")
    return value
