"""Write weights, and beside them a manifest of what they were learnt from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..learned.weights import FOLDER, Question, Weights
from .gold_sets import GoldSet, Line


def write(
    question: Question,
    weights: Weights,
    sets: Sequence[GoldSet],
    *,
    command: Sequence[str],
    site_of: Callable[[Line], str],
    figures: Mapping[str, float],
    folder: Path = FOLDER,
) -> None:
    """Write QUESTION.json and its manifest: the sets, the day, the command, and how good they are on what."""
    values = dict(sorted(weights.values.items()))
    _write(folder / f"{question}.json", values)
    manifest = {
        "question": question,
        "weights": len(values),
        "on": dt.datetime.now(dt.UTC).date().isoformat(),
        "command": [*command],
        "sets": [
            {
                "file": one.name,
                "sha256": one.sha256,
                "lines": len(one.lines),
                "sites": len(set(map(site_of, one.lines))),
            }
            for one in sets
        ],
        "figures": dict(figures),
    }
    _write(folder / f"{question}.manifest.json", manifest)
    print(f"{len(values)} weights written to learned/{question}.json")


def write_all(path: Path, weights: Mapping[Question, Weights]) -> None:
    """Write the weights of several questions to one file, which `weights.of_file` reads; it appears whole or not."""
    part = path.with_name(path.name + ".part")
    _write(part, {question: dict(sorted(one.values.items())) for question, one in weights.items()})
    part.replace(path)
    print(f"weights written to {path}")


def without_folders(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with files by their names alone: their folders say nothing on another machine."""
    return [argument if argument.startswith("-") else Path(argument).name for argument in arguments]


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
