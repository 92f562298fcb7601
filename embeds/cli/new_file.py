"""Write a file that appears only when it is complete, and tell what failed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import EmbedsError, InputError

STDOUT = "-"


@contextmanager
def new_file(name: str) -> Iterator[BinaryIO]:
    """Open a file that appears only when it is complete; a device or a pipe is written to at once."""
    if name == STDOUT:
        yield sys.stdout.buffer
        return
    path = Path(name).resolve()
    if not path.parent.exists():
        raise InputError(f"{name}: there is no folder {Path(name).parent}; make it first")
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


def written(output: str, write: Callable[[], int]) -> int:
    """Return the exit status that `write` returns, or 1 where it fails, and then say why on standard error."""
    try:
        return write()
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
    except BrokenPipeError:  # main.py handles it
        raise
    except OSError as err:
        print(f"embeds: {err.filename or output}: {err.strerror or err}", file=sys.stderr)
    return 1
