"""Write a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError

STDOUT = "-"


@contextmanager
def new_file(name: str) -> Iterator[BinaryIO]:
    """Open a file that appears only when it is complete; a device or a pipe is written to at once."""
    if name == STDOUT:
        yield sys.stdout.buffer
        return
    path = Path(name).resolve()
    try:
        if path.exists() and not path.is_file():
            new, file = None, path.open("wb")
        else:
            new = path.with_name(f".{path.name}.{os.getpid()}.new")
            file = new.open("xb")  # fails rather than overwrite an existing file
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    try:
        with file:
            yield file
        if new:
            new.replace(path)
    except BaseException:
        if new:
            new.unlink(missing_ok=True)
        raise
