"""The public function `clean_many`: many texts in, their Articles out, cleaned by this process or by several."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING

import embeds  # for public hints, as in pipeline.py

from .pipeline import Captions, clean
from .wanted import Kinds, Platforms

if TYPE_CHECKING:
    from .records import Record

_CHUNK = 1 << 16  # characters that a worker gets at a time: some 10 ms of work, of which a trip through a pipe is 1 %
_MOST = 1000  # texts that a worker gets at a time: else an endless row of empty ones would never be a chunk

Clean = Callable[[str], "embeds.Article"]
# What comes back for a text, without what the parent has: the prose (None if it is the text), the records, the pieces.
Found = tuple[str | None, "tuple[Record, ...]", tuple[tuple[int, int, int], ...]]
Failed = Exception | None


def clean_many(
    texts: Iterable[str],
    marker: str | None = None,
    captions: Captions = "remove",
    *,
    kinds: Kinds = None,
    platforms: Platforms = None,
    credits: str | PathLike[str] | None = None,  # noqa: A002 - as all else here calls them
    workers: int = 1,
) -> Generator[embeds.Article]:
    """Return the Article of each text, in order, as they are asked for; arguments and errors as for `clean`.

    With one worker, a text is taken when its article is asked for, and cleaned by this process. With more, that many
    processes clean, and up to 200,000 characters for each of them, or one text if it is longer, are read ahead. They
    start with the first article and end with the last, or when the generator is closed or forgotten. A script must
    guard what it does by `if __name__ == "__main__":`, because they read it again (as for all of `multiprocessing`).

    An error comes in place of the article, behind all before it: also what `texts` raises. RunError says that a worker
    could not start, or was killed. Raises TypeError for a single `str`, which is no collection of texts, and ValueError
    for any other number of workers than 1 or more.
    """
    if isinstance(texts, str | bytes):
        raise TypeError(f"clean_many takes many texts, such as a list, not one {type(texts).__name__}: use clean")
    if not isinstance(workers, int) or workers < 1:
        raise ValueError(
            f"workers is a whole number, 1 or more, not {workers!r}; os.cpu_count() gives the number of cores"
        )
    how = partial(clean, marker=marker, captions=captions, kinds=kinds, platforms=platforms, credits=credits)
    return (how(text) for text in texts) if workers == 1 else _by_workers(how, texts, workers)


def _by_workers(how: Clean, texts: Iterable[str], workers: int) -> Generator[embeds.Article]:
    from .processes.crew import Task  # imported here: most callers clean in their own process
    from .processes.in_order import in_order

    # A class of `str` of the caller's own may not be known to a worker: it gets the words alone.
    tasks = (((some, error), Task(_cleaned, how, [*map(str.__str__, some)])) for some, error in _chunks(how, texts))
    for (some, error), (found, failed) in in_order(tasks, workers):
        for text, (prose, records, pieces) in zip(some, found, strict=False):  # fewer are found if one failed
            yield embeds.Article(source=text, prose=text if prose is None else prose, records=records, pieces=pieces)
        if stopped := failed or error:
            raise stopped


def _chunks(how: Clean, texts: Iterable[str]) -> Iterator[tuple[list[str], Failed]]:
    """Yield some texts at a time, at the end with the error for which no more can be read, or None."""
    some: list[str] = []
    size = 0
    try:
        for text in texts:
            if not isinstance(text, str):
                how(text)  # raises what it always does
            some.append(text)
            size += len(text)
            if size >= _CHUNK or len(some) == _MOST:
                yield some, None
                some, size = [], 0
    except Exception as err:
        yield some, err
    else:
        yield some, None


def _cleaned(how: Clean, texts: list[str]) -> tuple[list[Found], Failed]:
    """Return what is found in each text up to the first that fails, and why that one failed."""
    found: list[Found] = []
    try:
        for text in texts:
            article = how(text)
            found.append((None if article.prose == text else article.prose, article.records, article.pieces))
    except Exception as err:
        return found, err
    return found, None
