"""Write rows as lines of a table (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from .job import Job


def line(job: Job, row: Mapping[str, Any]) -> bytes:
    """Return a row as a line of a table with the columns of the job; `records` and `pieces` are JSON in their cells."""
    from pydantic_core import to_json

    cells = [row[name] for name in job.columns]
    return written([cell if isinstance(cell, str) else to_json(cell).decode() for cell in cells], job.delimiter)


def written(cells: list[str], delimiter: str) -> bytes:
    """Return cells as a line that ends with a line feed, in quotes where they need them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
