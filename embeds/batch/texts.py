"""Read texts and pages of HTML that stand in files of their own: one file, or all files of a folder."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..text import encodings
from .job import CHUNK, LONGEST, Bad, BadRow, Chunk, Done, Job

TEXTS = (".txt", ".text")
PAGES = (".html", ".htm", ".xhtml")
_MOST = 200  # files in a chunk: speed and memory alone


@dataclass(frozen=True)
class Texts:
    """A text, a page, or a folder with any number of both, in order of their paths."""

    name: str
    unit = "file"

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
                    if name.lower().endswith((*TEXTS, *PAGES)) and path.is_file():
                        yield path, path.relative_to(root).as_posix(), path.stat()
        except OSError as err:
            raise InputError(f"{err.filename or self.name}: {err.strerror or err}") from err

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some files at a time; `after` counts files. The worker that cleans them reads them."""
        files: list[tuple[str, str]] = []
        size = seen = 0
        for count, (path, name, stat) in enumerate(self._files(), 1):
            seen += stat.st_size
            if count <= start:
                continue
            files.append((str(path), name))
            size += stat.st_size
            if size >= CHUNK or len(files) == _MOST:
                yield Chunk(clean, files, count, seen)
                files, size = [], 0
        if files:
            yield Chunk(clean, files, count, seen)
        elif not seen and not start:
            raise InputError(f"{self.name}: no {', '.join((*TEXTS, *PAGES))} in it")


def clean(job: Job, files: list[tuple[str, str]]) -> Done:
    """Return the rows of files: their names, prose and records."""
    done = Done(len(files))
    out = []
    for number, (path, name) in enumerate(files):
        name = os.fsencode(name).decode("utf-8", "replace")  # names of files need not be UTF-8
        raw = b""
        try:
            with Path(path).open("rb") as file:
                raw = file.read(LONGEST + 1)
            if len(raw) > LONGEST:
                raise BadRow(f"longer than {LONGEST:,} bytes; only its beginning is kept")
            html = job.html or path.lower().endswith(PAGES)
            text = encodings.page(raw) if html else encodings.text(raw)
            out.append(job.row({job.id_field: name}, text, done.counts, html=html))
        except OSError as err:
            done.bad.append(Bad(number, name, err.strerror or str(err), b""))
        except (BadRow, ValueError) as err:
            done.bad.append(Bad(number, name, str(err), raw[:1000] if len(raw) > LONGEST else raw))
    done.out = b"".join(out)
    return done


def _raise(err: OSError) -> None:
    raise err
