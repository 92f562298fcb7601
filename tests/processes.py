"""Start processes for tests."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def started(command: Sequence[str | Path], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Start a process and kill it at the end of the block, where Popen itself would wait for one that hangs."""
    with subprocess.Popen(command, **options) as run:
        try:
            yield run
        finally:
            run.kill()
