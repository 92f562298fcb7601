"""Check the names that a run is given: refuse impossible ones, and an output that would overwrite an input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from shlex import quote

from ..errors import EmbedsError, RunError
from .files import STDIN
from .job import Input
from .same_file import place_of

_LOOKED_AT = 1000  # files in a folder, of which one may have been meant
# All files that a run may write, replace or remove: OUT, and with these endings the files beside it.
SUFFIXES = ("", ".part", ".new", ".errors.jsonl", ".errors.jsonl.part", ".checkpoint", ".checkpoint.new")


def beside(out: Path, suffix: str) -> Path:
    """Return the path of a file beside OUT, or OUT itself for ""."""
    return out.with_name(out.name + suffix)


def looked_up(name: str | Path, error: type[EmbedsError]) -> os.stat_result | None:
    """Return the status of the file with a name, or None where there is no such file.

    Raises `error` for a name that cannot be looked up: links in a circle, too long, with NUL or a lone surrogate in it.
    """
    try:
        return Path(name).stat()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise error(f"{name}: {err.strerror or err}") from err
    except ValueError as err:
        raise error(f"{str(name)!r}: no file can have this name ({err})") from err


def missing(name: str) -> str:
    """Return words for a file that is not there, and the name beside it that is nearest."""
    if name.startswith(("http://", "https://")):
        return f"{name}: not a file; save the page first, for example with curl -o page.html {quote(name)}"
    folder = Path(name).parent
    there = {path.stem: path for path in islice(folder.iterdir(), _LOOKED_AT)} if folder.is_dir() else {}
    near = get_close_matches(Path(name).stem, there, 1)  # without endings, in which all files of a kind are alike
    return f"{name or repr(name)}: no such file{f'; did you mean {there[near[0]]}?' if near else ''}"


def keep_inputs(out: str, inputs: Sequence[Input]) -> None:
    """Raise RunError if a run into OUT would overwrite one of its inputs; nothing is touched before.

    Files are compared by device and inode: a link, another case or another path to the same file is found too.
    """
    written = {place_of(status): name for name, status in _written(out)}
    if not written:
        return
    for source in inputs:
        for read in source.paths():
            try:
                name = written.get(place_of(os.stat(read)))  # noqa: PTH116 - standard input is a number
            except OSError:  # the file is gone meanwhile, or standard input is closed
                continue
            if name:
                same = "" if name == source.name else f" (read as {source.name})"
                raise RunError(f"{name}: an input{same}, which this run would overwrite; name another OUT")


def _written(out: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files that a run would write and that exist already; raise RunError for one that is not a file."""
    if out == STDIN:
        status = os.fstat(1)
        if stat.S_ISREG(status.st_mode):
            yield "standard output", status
        return
    status_of_out = looked_up(out, RunError)
    if status_of_out and not stat.S_ISREG(status_of_out.st_mode):  # a device or a pipe: no files are made beside it
        return
    path = Path(out).resolve()
    for suffix in SUFFIXES:
        status_there = looked_up(beside(path, suffix), RunError)
        if status_there is None:
            continue
        if not stat.S_ISREG(status_there.st_mode):
            raise RunError(f"{out}{suffix}: exists, and is not a file; move it, or name another OUT")
        yield out + suffix, status_there
