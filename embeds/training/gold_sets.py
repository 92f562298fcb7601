"""Read the labelled texts to learn from: files of JSON lines, compressed or not."""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    lines = [json.loads(line) for line in text.split("\n") if line.strip()]
    return GoldSet(path.name, hashlib.sha256(raw).hexdigest(), lines)
