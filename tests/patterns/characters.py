"""Find the characters that the classes of a pattern tell apart: one of each kind is enough to try them all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# One of each kind that a class may tell apart; the pattern's own characters and their neighbours are added.
_KINDS = "az AZ09_\n\t\r\xa0-.,:/@#<>\"'()[]!?éÉßж٣あ漢—“”…\u200b\u2028\U0001f600\ud800"


def _classes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield all nodes in a tree that take a character: (operation, argument)."""
    for op, arg in tree:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            yield op, arg
        elif isinstance(arg, parser.SubPattern):
            yield from _classes(arg)
        elif isinstance(arg, tuple | list):
            for part in arg[1] if op is sre.BRANCH else arg:
                if isinstance(part, parser.SubPattern):
                    yield from _classes(part)


def alphabet(tree: Any, flags: int, is_bytes: bool) -> str:
    """Return a character for every set of characters that the classes of a pattern tell apart."""
    classes = list({repr(one): one for one in _classes(tree)}.values())
    points = set(map(ord, _KINDS))
    for op, arg in classes:
        for kind, value in arg if op is sre.IN else ((op, arg),):
            if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.RANGE):
                for point in value if kind is sre.RANGE else (value,):
                    points.update((point - 1, point, point + 1))
    most = 256 if is_bytes else 0x110000
    known: dict[tuple[bool, ...], str] = {}
    for point in sorted(points, key=lambda point: (chr(point % most) not in _KINDS, point)):
        if 0 <= point < most:
            one = chr(point)
            signature = (*(takes(op, arg, one, flags) for op, arg in classes), is_word(one, flags), one == "\n")
            known.setdefault(signature, one)
    return "".join(known.values())


def is_word(one: str, flags: int) -> bool:
    """Return whether a character is a letter, a digit or _, as \\w has it."""
    return (one.isalnum() or one == "_") and (one.isascii() or bool(flags & sre.SRE_FLAG_UNICODE))


def _is_of(category: Any, one: str, flags: int) -> bool:
    name = str(category).lower().removeprefix("category_")
    told = one.isascii() or bool(flags & sre.SRE_FLAG_UNICODE)
    kinds = {
        "digit": told and unicodedata.category(one) == "Nd",
        "space": told and one.isspace(),
        "word": is_word(one, flags),
    }
    return not kinds[name.removeprefix("not_")] if name.startswith("not_") else kinds[name]


def takes(op: Any, arg: Any, one: str, flags: int) -> bool:
    """Return whether a class, a literal or a dot takes a character."""
    if op is sre.ANY:
        return one != "\n" or bool(flags & sre.SRE_FLAG_DOTALL)
    if op is sre.NOT_LITERAL:
        return not takes(sre.LITERAL, arg, one, flags)
    if op is sre.IN:
        negated = arg[0][0] is sre.NEGATE
        return negated != any(takes(kind, value, one, flags) for kind, value in arg[negated:])
    if op is sre.CATEGORY:
        return _is_of(arg, one, flags)
    same = (
        {one, *(other for other in (one.lower(), one.upper()) if len(other) == 1)}
        if flags & sre.SRE_FLAG_IGNORECASE
        else {one}
    )
    low, high = arg if op is sre.RANGE else (arg, arg)
    return any(low <= ord(other) <= high for other in same)
