"""Make finds small, and keep them as files of a corpus, which the ordinary tests replay.

A find is the text of a file in corpus/TARGET/: UTF-8, lone surrogates as they are (`surrogatepass`), no line end added.
"""

from __future__ import annotations

import hashlib
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from . import watch

CORPUS = Path(__file__).parent / "corpus"
_PATIENCE = 20.0  # seconds of the processor to make one find small

Check = Callable[[str], None]


def failure(check: Check, text: str, slack: int = 1) -> Exception | None:
    """Return what an input raises, or None; TooSlow where it takes more than `slack` times what it may."""
    try:
        with warnings.catch_warnings(), watch.limited(slack * watch.allowed(len(text))):
            warnings.simplefilter("error")  # users should not see a library's warning
            check(text)
    except Exception as err:
        return err
    return None


def kind(err: BaseException) -> str:
    """Return what two finds of one fault share: what was raised, and where; for slow ones only that they are slow."""
    if isinstance(err, watch.TooSlow):
        return "TooSlow"
    last = traceback.extract_tb(err.__traceback__)[-1]
    said = str(err).partition("\n")[0][:60] if isinstance(err, AssertionError) else ""
    return f"{type(err).__name__} in {Path(last.filename).stem}.{last.name} {said}".rstrip()


def smallest(check: Check, text: str, err: Exception, slack: int = 1) -> str:
    """Return a text that fails in the same way with as little as possible, found in bounded time."""
    wanted, ends = kind(err), time.process_time() + _PATIENCE
    size = max(1, len(text) // 2)
    while size:
        for shorter in _shorter(text, size):
            if time.process_time() > ends:
                return text
            again = failure(check, shorter, slack)
            if again and kind(again) == wanted:
                text = shorter
                break
        else:
            size //= 2
        size = min(size, len(text))
    return text


def _shorter(text: str, size: int) -> Iterator[str]:
    """Return the text without each of its stretches of so many characters, the last one first."""
    for start in range(max(0, len(text) - size), -1, -size):
        yield text[:start] + text[start + size :]


def write(folder: Path, target: str, text: str) -> Path:
    """Write a find into the folder of its target, named by what it holds, and return its file."""
    raw = text.encode("utf-8", "surrogatepass")
    path = folder / target / f"{hashlib.sha256(raw).hexdigest()[:12]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def read(path: Path) -> str:
    """Return the input that a file of the corpus holds."""
    return path.read_bytes().decode("utf-8", "surrogatepass")


def kept(folder: Path = CORPUS) -> list[tuple[str, Path]]:
    """Return all files of a corpus, each with the name of its target."""
    return [(path.parent.name, path) for path in sorted(folder.glob("*/*.txt"))]
