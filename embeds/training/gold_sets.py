"""Read the labelled texts to learn from: files of JSON lines, compressed or not.

What is learnt is learnt from plain words, as the detector reads them (text/view.py).
"""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..text.blocks import Source
from ..text.view import view

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The labelled lines of a file, its name, and the sha256 of its bytes, which identifies it in a manifest."""

    name: str
    sha256: str
    lines: list[Line]


def read(path: Path) -> GoldSet:
    """Read a file of JSON lines (.jsonl or .jsonl.xz)."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    lines = [_plain(json.loads(line)) for line in text.split("\n") if line.strip()]
    return GoldSet(path.name, hashlib.sha256(raw).hexdigest(), lines)


def _plain(line: Line) -> Line:
    """Return a line with the plain words of its text, and with the offsets of its fragments or parts into them."""
    if "text" not in line:  # a page's paragraphs
        return line
    seen = view(line["text"])
    whole = Source(seen.words, 0, len(seen.words))
    for fragment in (*line.get("fragments", ()), *line.get("parts", ())):
        fragment["start"], fragment["end"] = whole.trim(seen.at(fragment["start"]), seen.at(fragment["end"]))
    return line | {"text": seen.words}
