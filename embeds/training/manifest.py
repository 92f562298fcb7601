"""Weights written down, and beside them what they were made of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..learned.weights import FOLDER, Question, Weights


def write(
    question: Question,
    weights: Weights,
    gold: Sequence[Path],
    site_of: Callable[[dict[str, Any]], str],
    figures: Mapping[str, float],
) -> None:
    """Write learned/QUESTION.json and its manifest: the sets, when, by which command, and how good on what."""
    values = dict(sorted(weights.values.items()))
    _write(FOLDER / f"{question}.json", values)
    manifest = {
        "question": question,
        "weights": len(values),
        "on": dt.datetime.now(dt.UTC).date().isoformat(),
        "command": ["python", "-m", f"embeds.training.{Path(sys.argv[0]).stem}", *_without_folders(sys.argv[1:])],
        "sets": [_set(path, site_of) for path in gold],
        "figures": dict(figures),
    }
    _write(FOLDER / f"{question}.manifest.json", manifest)
    print(f"{len(values)} weights written to learned/{question}.json")


def _without_folders(arguments: Sequence[str]) -> list[str]:
    """The arguments as they were given, files by their names alone: where they lie is the machine's."""
    return [argument if argument.startswith("-") else Path(argument).name for argument in arguments]


def _set(path: Path, site_of: Callable[[dict[str, Any]], str]) -> dict[str, Any]:
    raw = path.read_bytes()
    lines = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    return {
        "file": path.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "lines": len(lines),
        "sites": len({site_of(line) for line in lines}),
    }


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
