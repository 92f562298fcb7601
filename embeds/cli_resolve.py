"""The commands of the resolver: `embeds resolve IN.jsonl -o OUT.jsonl` and `embeds cassette compact|verify FILE…`."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from .errors import CassetteError, EmbedsError, InputError
from .progress import Progress

if TYPE_CHECKING:
    from .records import Article
    from .resolver import AsyncResolver

_STDIO = "-"


def add_commands(commands: Any) -> None:
    """Add the commands to argparse's `commands`."""
    resolving = commands.add_parser(
        "resolve", help="find out where the links of posts lead, in what `embeds clean --json` printed"
    )
    resolving.add_argument("input", metavar="IN.jsonl", help="one Article a line; -: standard input")
    resolving.add_argument("-o", "--output", default=_STDIO, metavar="OUT.jsonl", help="default: standard output")
    resolving.add_argument("--cache", metavar="FILE", help="keep answers here: a run that was ended goes on from it")
    resolving.add_argument("--cassette", metavar="FILE", help="record what is asked into this file")
    resolving.add_argument("--replay", action="store_true", help="answer from the cassette alone, without a network")
    resolving.add_argument("--verify", action="store_true", help="hold each post against its public record, too")
    resolving.add_argument("--shorteners", metavar="FILE", help="hosts to ask beside the known shorteners, one a line")
    resolving.add_argument("--concurrency", type=_positive, default=64, metavar="N", help="requests at once (64)")
    resolving.set_defaults(run=_resolve)

    cassette = commands.add_parser("cassette", help="look after recordings")
    cassette.add_argument("do", choices=("compact", "verify"), help="sort and keep the last answers; or only read")
    cassette.add_argument("files", nargs="+", metavar="FILE")
    cassette.set_defaults(run=_cassette)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above zero")
    return int(text)


def _cassette(options: argparse.Namespace) -> int:
    from .resolver import cassette

    failed = False
    for name in options.files:
        try:
            if options.do == "compact":
                before, after = cassette.compact(Path(name))
                print(f"{name}: {after} answers, {before - after} older ones dropped")
            else:
                print(f"{name}: {sum(1 for _ in cassette.read(Path(name)))} answers")
        except CassetteError as err:
            print(f"embeds: {err}", file=sys.stderr)
            failed = True
        except OSError as err:
            print(f"embeds: {name}: {err.strerror or err}", file=sys.stderr)
            failed = True
    return 1 if failed else 0


def _resolve(options: argparse.Namespace) -> int:
    if options.replay and not options.cassette:
        print("embeds: --replay needs a --cassette", file=sys.stderr)
        return 2
    try:
        with _input(options.input) as (lines, total), _output(options.output) as out:
            return asyncio.run(_run(options, lines, total, out))
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
    except BrokenPipeError:  # main's business
        raise
    except OSError as err:
        print(f"embeds: {err.filename or options.output}: {err.strerror or err}", file=sys.stderr)
    return 1


async def _run(options: argparse.Namespace, lines: Iterator[bytes], total: int | None, out: BinaryIO) -> int:
    from .resolver import AsyncResolver

    mode = None if options.cassette is None else "replay" if options.replay else "record"
    async with AsyncResolver(
        cassette=options.cassette,
        mode=mode,  # type: ignore[arg-type]  # one of the modes
        cache=options.cache,
        verify=options.verify,
        shorteners=options.shorteners,
        concurrency=options.concurrency,
    ) as resolver:
        progress = Progress(total)
        async for number, done in _numbered(_lines(resolver, lines)):
            out.write(done.line)
            if done.error:
                progress.say(f"embeds: line {number}: {done.error}; kept as it is")
            progress.count(done.article, bad=done.error is not None)
    progress.end()
    return 1 if progress.bad else 0


class _Done(NamedTuple):
    """A line as it is written, and what became of it."""

    line: bytes
    article: Article | None = None
    error: str | None = None


def _lines(resolver: AsyncResolver, lines: Iterator[bytes]) -> AsyncIterator[_Done]:
    """Each line resolved, in order, many at once; a line that is no article is kept as it is."""
    import json

    from pydantic import ValidationError

    from .records import Article

    async def one(line: bytes) -> _Done:
        if not line.strip():
            return _Done(line)
        try:
            row = json.loads(line)
            article = await resolver.resolve(Article.model_validate_json(line))
        except CassetteError as err:
            return _Done(line, error=str(err))
        except ValidationError as err:
            first = err.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            return _Done(line, error=f"no article as `embeds clean --json` prints them ({where}: {first['msg']})")
        except ValueError as err:
            return _Done(line, error=f"not JSON ({err})")
        exclude = None if "source" in row else {"source"}
        return _Done(article.model_dump_json(exclude=exclude).encode() + b"\n", article)

    return resolver.each(one, lines)


async def _numbered(rows: AsyncIterator[_Done]) -> AsyncIterator[tuple[int, _Done]]:
    number = 0
    async for row in rows:
        number += 1
        yield number, row


@contextmanager
def _input(name: str) -> Iterator[tuple[Iterator[bytes], int | None]]:
    """The lines of a file, and how many there are, where that can be known."""
    if name == _STDIO:
        yield iter(sys.stdin.buffer), None
        return
    try:
        with Path(name).open("rb") as file:
            total = sum(1 for _ in file)
            file.seek(0)
            yield iter(file), total
    except (IsADirectoryError, FileNotFoundError, PermissionError) as err:
        raise InputError(f"{name}: {err.strerror}") from err


@contextmanager
def _output(name: str) -> Iterator[BinaryIO]:
    """A file that is there when all of it is, and not before."""
    if name == _STDIO:
        yield sys.stdout.buffer
        return
    path = Path(name)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            yield file
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
