"""How far a run came, as it stands in OUT.checkpoint; what embeds did not write there is never believed."""

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

ANEW = "--restart begins anew"
_LONGEST = 100_000_000  # bytes: the names of a million inputs


@dataclass
class Reached:
    """How far a run has come, and counts of all rows.

    `input` is the number of the input that it is in, which goes on at `after`, after so many bytes that are `seen`, and
    so many `rows`. A row with no text at all (null in Parquet) is no document, and is kept.
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
    """Of which run it is, how far that came, and how many bytes of good and of bad rows it had written by then."""

    run: Mapping[str, Any]
    reached: Reached
    rows: int = 0
    bad: int = 0

    def write(self, path: Path) -> None:
        """Put it into a file, which is there whole or as it was."""
        kept = {"run": self.run, "reached": vars(self.reached), "rows": self.rows, "bad": self.bad}
        new = path.with_name(path.name + ".new")
        try:
            with new.open("wb") as file:
                file.write(json.dumps(kept | {"digest": _digest(kept)}).encode())
                sync(file)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)  # half of one is of no use, and would take room on a full disk
            raise


def read(path: Path, run: Mapping[str, Any]) -> Checkpoint:
    """The checkpoint in a file; raises RunError where it is none of ours, damaged, or not of this `run`.

    The digest speaks for every number in it: one that was changed by hand, or by a disk, would cut OUT short.
    """
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LONGEST))
        digest = kept.pop("digest")
        is_ours = digest == _digest(kept)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise RunError(f"{path}: no checkpoint of embeds, or a damaged one; {ANEW}")
    for what, value in run.items():
        if kept["run"].get(what) != value:
            raise RunError(f"{path}: {what} changed since the run that it is of; {ANEW}")
    reached = kept["reached"] | {"counts": Counter(kept["reached"]["counts"])}
    return Checkpoint(run, Reached(**reached), kept["rows"], kept["bad"])


def sync(file: BinaryIO) -> None:
    """Write a file through to the disk."""
    file.flush()
    os.fsync(file.fileno())


def _digest(kept: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
