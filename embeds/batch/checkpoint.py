"""Keep in OUT.checkpoint how far a run came, and never trust a checkpoint that embeds did not write."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import RunError

ANEW = "--restart starts from the beginning"
_LONGEST = 100_000_000  # bytes: the names of a million inputs


@dataclass
class Reached:
    """How far a run has come, and its counts.

    `input` is the number of the input being read, `after` where that goes on, `seen` the bytes and `rows` the rows of
    it that are read; `bad` and `counts` are of all inputs. A row whose text is null (Parquet) is not counted as a
    document, but is kept.
    """

    input: int = 0
    after: int = 0
    seen: int = 0
    rows: int = 0
    bad: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def has_failed(self) -> bool:
        """Whether there were rows, and all of them were bad."""
        return self.bad > 0 and not (self.counts["documents"] or self.counts["nulls"])


@dataclass
class Checkpoint:
    """The description of a run, how far it came, and the bytes of good and of bad rows written by then."""

    run: Mapping[str, Any]
    reached: Reached
    rows: int = 0
    bad: int = 0

    def write(self, path: Path) -> None:
        """Write it to a file, which is replaced as a whole or not at all."""
        kept = {"run": self.run, "reached": vars(self.reached), "rows": self.rows, "bad": self.bad}
        new = path.with_name(path.name + ".new")
        try:
            with new.open("wb") as file:
                file.write(json.dumps(kept | {"digest": _digest(kept)}).encode())
                sync(file)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)  # half a checkpoint is useless, and takes room on a full disk
            raise


def read(path: Path, run: Mapping[str, Any]) -> Checkpoint:
    """Return the checkpoint in a file; raise RunError if embeds did not write it, it is damaged, or of another `run`.

    A digest guards every number in it: one that was changed by hand, or by a faulty disk, would cut OUT short.
    """
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LONGEST))
        digest = kept.pop("digest")
        is_ours = digest == _digest(kept)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise RunError(f"{path}: not a checkpoint of embeds, or damaged; {ANEW}")
    for what, value in run.items():
        if kept["run"].get(what) != value:
            raise RunError(f"{path}: {what} changed since that run; {ANEW}")
    reached = kept["reached"] | {"counts": Counter(kept["reached"]["counts"])}
    return Checkpoint(run, Reached(**reached), kept["rows"], kept["bad"])


def sync(file: BinaryIO) -> None:
    """Write a file's bytes through to the disk."""
    file.flush()
    os.fsync(file.fileno())


def _digest(kept: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
