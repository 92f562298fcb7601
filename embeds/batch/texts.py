"""Read texts and pages of HTML that stand in files of their own: one file, or all files of a folder."""

from __future__ import annotations

import codecs
import functools
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..text import encodings
from . import files
from .job import CHUNK, LONGEST, Bad, BadRow, Chunk, Done, Job
from .kinds import MANY, PAGES, TEXTS, ending

_IN_FOLDERS = (*TEXTS, *PAGES)
_MOST = 200  # files in a chunk: speed and memory alone


@dataclass(frozen=True)
class Single(files.File):
    """One text or page in a file of its own, or from standard input."""

    html: bool = False
    unit = "file"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield the one article."""
        if start:
            return
        try:
            raw = files.read(self.name, self.stream, LONGEST)
        except OSError as err:
            raise InputError(f"{self.name}: {err.strerror or err}; get it again") from err
        yield Chunk(clean, [(raw, self.name, self.html)], 1, self.size or 0)


@dataclass(frozen=True)
class Texts:
    """A text, a page, or a folder with any number of both, in order of their paths."""

    name: str
    unit = "file"
    names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return self._survey[0]

    def paths(self) -> Iterator[Path]:
        """Yield all files that are read."""
        return (path for path, *_ in self._files())

    def identity(self) -> list[Any]:
        """Return the path, and a digest of the paths, sizes and times of all files."""
        return [str(Path(self.name).resolve()), self._survey[1]]

    @property
    def others(self) -> list[str]:
        """The endings of the files in the folder that hold many articles, which are not read."""
        found = {ending(name) for _, _, names in os.walk(self.name) for name in names}
        return sorted(found & MANY.keys())

    @functools.cached_property
    def _survey(self) -> tuple[int, str]:
        """The bytes of all files, and a digest of their paths, sizes and times; raises InputError as `_files` does."""
        size, digest = 0, hashlib.sha256()
        for _, name, stat in self._files():
            size += stat.st_size
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        return size, digest.hexdigest()

    def _files(self) -> Iterator[tuple[Path, str, os.stat_result]]:
        """Yield each file, its path in the folder and its status; raise InputError if something cannot be read."""
        root = Path(self.name)
        try:
            if root.is_file():
                yield root, root.name, root.stat()
                return
            for folder, folders, names in os.walk(root, onerror=_raise):
                folders.sort()
                for name in sorted(names):
                    path = Path(folder, name)
                    if ending(name) in _IN_FOLDERS and path.is_file():
                        yield path, path.relative_to(root).as_posix(), path.stat()
        except OSError as err:
            raise InputError(f"{err.filename or self.name}: {err.strerror or err}") from err

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some files at a time; `after` counts files. The worker that cleans them reads them."""
        some: list[_Named] = []
        size = seen = 0
        for count, (path, name, stat) in enumerate(self._files(), 1):
            seen += stat.st_size
            if count <= start:
                continue
            some.append((str(path), name, ending(name) in PAGES))
            size += stat.st_size
            if size >= CHUNK or len(some) == _MOST:
                yield Chunk(clean, some, count, seen)
                some, size = [], 0
        if some:
            yield Chunk(clean, some, count, seen)
        elif not seen and not start:
            hint = f"; name its {', '.join(others)} themselves" if (others := self.others) else ""
            raise InputError(f"{self.name}: no {', '.join(_IN_FOLDERS)} in it{hint}")


_Named = tuple[str | bytes, str, bool]  # a file's path or its bytes, its name, and whether it is a page


def clean(job: Job, some: list[_Named]) -> Done:
    """Return the rows of files: their names, prose and records."""
    done = Done(len(some))
    out = []
    for number, (path, name, is_page) in enumerate(some):
        name = os.fsencode(name).decode("utf-8", "replace")  # names of files need not be UTF-8
        raw = path if isinstance(path, bytes) else b""
        try:
            if isinstance(path, str):
                raw = files.read(path, None, LONGEST)
            if len(raw) > LONGEST:
                raise BadRow(f"longer than {LONGEST:,} bytes; only its beginning is kept")
            is_page = job.html if job.html is not None else is_page
            text = encodings.page(raw) if is_page else encodings.text(raw)
            row = job.row({job.id_field: name}, text, done.counts, html=is_page or job.html)
            is_as_declared = job.form != "prose" or not is_page or text.encode("utf-8", "replace") in raw
            out.append(row if is_as_declared else codecs.BOM_UTF8 + row)  # goes before what a page says of itself
        except (OSError, InputError) as err:
            done.bad.append(Bad(number, name, getattr(err, "strerror", None) or str(err), b""))
        except (BadRow, ValueError) as err:
            done.bad.append(Bad(number, name, str(err), raw[:1000] if len(raw) > LONGEST else raw))
    done.out = b"".join(out)
    return done


def _raise(err: OSError) -> None:
    raise err
