"""Cut and add members in the bytes of a JSON object, so that all its other members stay byte for byte.

Parsing a row and writing it again would round its large numbers, and takes longer than finding one member in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WHITE = b" \t\r\n"
_KEY = re.compile(rb'[ \t\r\n,]*+("[^"\\]*+(?:\\.[^"\\]*+)*+")[ \t\r\n]*+:[ \t\r\n]*+')  # `, "key": `
_BRACKET = re.compile(rb'["\[\]{}]')
_SCALAR = re.compile(rb"[^ \t\r\n,\]}]++")
_QUOTE, _BACKSLASH = b'"\\'


class Member(NamedTuple):
    """Where `"key": value` stands in a row: from `start` to `end`, its value from `value` on (offsets in bytes)."""

    start: int
    value: int
    end: int


def find(row: bytes, path: Sequence[str]) -> list[Member]:
    """Return the members at a path of keys in a row, a valid JSON object; more than one if a key stands there twice."""
    found = [Member(0, len(row) - len(row.lstrip(_WHITE)), len(row))]
    for key in path:
        found = [member for outer in found for written, member in _members(row, outer.value) if _is(written, key)]
    return found


def without(row: bytes, member: Member) -> bytes:
    """Return the row without a member and the comma beside it."""
    before, after = row[: member.start].rstrip(_WHITE + b","), row[member.end :]
    return before + (after.lstrip(_WHITE + b",") if before.endswith(b"{") else after)


def appended(row: bytes, members: bytes) -> bytes:
    """Return the row with members added at its end; they are given as `"key":value,…`."""
    inside = row.rstrip(_WHITE)[:-1].rstrip(_WHITE)
    return inside + (b"" if inside.endswith(b"{") else b",") + members + b"}"


def _members(row: bytes, at: int) -> Iterator[tuple[bytes, Member]]:
    """Yield the members of the object that begins at `at`, each with its key as written; none if no object begins."""
    if row[at : at + 1] != b"{":
        return
    at += 1
    while key := _KEY.match(row, at):
        at = _value_end(row, key.end())
        yield key[1], Member(key.start(1), key.end(), at)


def _is(written: bytes, key: str) -> bool:
    return (
        bool(json.loads(written) == key) if b"\\" in written else written[1:-1] == key.encode("utf-8", "surrogatepass")
    )


def _value_end(row: bytes, at: int) -> int:
    if row[at] == _QUOTE:
        return _string_end(row, at)
    if row[at] not in b"[{":
        scalar = _SCALAR.match(row, at)
        return scalar.end() if scalar else at
    depth = 0
    while bracket := _BRACKET.search(row, at):
        at = bracket.end()
        if row[at - 1] == _QUOTE:
            at = _string_end(row, at - 1)
            continue
        depth += 1 if row[at - 1] in b"[{" else -1
        if not depth:
            break
    return at


def _string_end(row: bytes, at: int) -> int:
    """Return the offset behind the string that begins at `at`; a quote after an odd number of backslashes is inside."""
    while True:
        at = back = row.index(_QUOTE, at + 1)
        while row[back - 1] == _BACKSLASH:
            back -= 1
        if (at - back) % 2 == 0:
            return at + 1
