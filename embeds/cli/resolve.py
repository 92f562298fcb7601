"""The command `embeds resolve IN.jsonl -o OUT.jsonl`: find out where the links of posts lead."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..batch.progress import Progress, counted
from ..errors import InputError
from .clean_files import positive
from .new_file import new_file, written

if TYPE_CHECKING:
    from ..batch.resolved import Line

_STDIO = "-"
_EXAMPLES = """
embeds resolve cleaned.jsonl -o resolved.jsonl --cache links.db            ask the network; the next run asks less
embeds resolve cleaned.jsonl -o resolved.jsonl --cache links.db --verify   compare the posts with their records, too
embeds resolve cleaned.jsonl --cassette links.jsonl --replay               no network, from a recording
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    resolving = commands.add_parser(
        "resolve",
        help="find out where the links of posts lead, in what `embeds clean` wrote as lines of JSON",
        description="Find out where the links of posts lead, and write the articles with what was found. Only this "
        "command uses the network, and not with --replay.",
        examples=_EXAMPLES,
    )
    resolving.add_argument("input", metavar="IN.jsonl", help="one article a line; -: standard input")
    resolving.add_argument("-o", "--output", default=_STDIO, metavar="OUT.jsonl", help="default: standard output")
    resolving.add_argument("--field", default="text", metavar="NAME", help="a row's source (default: text)")
    resolving.add_argument("--cache", metavar="FILE", help="keep answers here; the next run asks only what is missing")
    resolving.add_argument("--cassette", metavar="FILE", help="record requests and answers in this file")
    resolving.add_argument("--replay", action="store_true", help="answer from the cassette only, without a network")
    resolving.add_argument("--verify", action="store_true", help="compare each post with its public record, too")
    resolving.add_argument("--shorteners", metavar="FILE", help="more hosts of short links, one a line")
    resolving.add_argument(
        "--concurrency", type=positive, default=64, metavar="N", help="requests at once (default: 64)"
    )
    resolving.add_argument("-q", "--quiet", action="store_true", help="say on standard error only what failed")
    resolving.set_defaults(run=_resolve)


def _resolve(options: argparse.Namespace) -> int:
    if options.replay and not options.cassette:
        print("embeds: --replay needs a --cassette", file=sys.stderr)
        return 2
    return written(options.output, lambda: _write(options))


def _write(options: argparse.Namespace) -> int:
    _keep_apart(options)
    with _input(options.input) as (lines, total), new_file(options.output) as out:
        return _run(options, lines, total, out)


def _run(options: argparse.Namespace, lines: Iterator[bytes], total: int | None, out: BinaryIO) -> int:
    from ..batch.resolved import resolve_lines
    from ..resolver import Limits, Resolver

    mode = None if options.cassette is None else "replay" if options.replay else "record"
    with Resolver(
        cassette=options.cassette,
        mode=mode,  # type: ignore[arg-type]  # one of the literals
        cache=options.cache,
        verify=options.verify,
        shorteners=options.shorteners,
        limits=Limits(concurrency=options.concurrency),
    ) as resolver:
        tally, progress = _Tally(total), Progress()
        for number, line in enumerate(resolve_lines(resolver, lines, options.field), 1):
            out.write(line.text)
            if line.error:
                progress.say(f"embeds: line {number}: {line.error}; kept as it is")
            tally.count(line)
            if progress.is_due and not options.quiet:
                progress.show(*tally.shown(progress.seconds))
    if not options.quiet:
        progress.end(*tally.shown(progress.seconds), tally.table())
    return 1 if tally.bad else 0


def _keep_apart(options: argparse.Namespace) -> None:
    """Raise InputError if a file would be both read and written, or written for two options."""
    from ..batch.same_file import File, keep_apart

    recording = not options.replay
    output, source = (None if name == _STDIO else name for name in (options.output, options.input))
    cache = options.cache and str(options.cache)
    keep_apart(
        File("-o", output, True, sys.stdout),
        File("--cassette", options.cassette, recording),
        *(File("--cache", cache and cache + end, True) for end in ("", "-wal", "-shm", "-journal")),  # SQLite's own
        File("the input", source, False, sys.stdin),
        File("--shorteners", options.shorteners, False),
    )


class _Tally:
    """Counts of lines, links and posts; `total` is the number of lines, or None if that is not known."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._lines = self.bad = 0
        self._links: Counter[str] = Counter()
        self._posts: Counter[str] = Counter()

    def count(self, line: Line) -> None:
        """Count one line."""
        self._lines += 1
        self.bad += line.error is not None
        for post in line.article.posts if line.article else ():
            self._links.update(link.resolved.outcome for link in (*post.links, *post.media) if link.resolved)
            self._posts.update([post.verification] if post.verification else [])

    def shown(self, seconds: float) -> tuple[float | None, str]:
        """Return the share that is done (0-1, or None), and a sentence about it."""
        rest = f"{counted(self._links.total(), 'link')}, {self._lines / seconds:,.0f} articles/s"
        if not self._total:
            return None, f"{counted(self._lines, 'article')}, {rest}"
        share = self._lines / self._total
        return share, f"{self._lines:,} of {counted(self._total, 'article')} ({share:.0%}), {rest}"

    def table(self) -> Iterator[tuple[str, str, str]]:
        """Yield rows of links and posts by outcome, and of lines that could not be resolved."""
        for title, counts in (("links", self._links), ("posts", self._posts)):
            yield from ((title, outcome, f"{number:,}") for outcome, number in counts.most_common())
        if self.bad:
            yield "lines", "kept as is", f"{self.bad:,}"


@contextmanager
def _input(name: str) -> Iterator[tuple[Iterator[bytes], int | None]]:
    """Open a file and give its lines, and their number if that can be known; raise InputError."""
    if name == _STDIO:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        if sys.stdin.isatty():
            print("embeds: reading articles from the terminal; end them with Ctrl-D", file=sys.stderr)
        yield iter(sys.stdin.buffer), None
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - errors raised later, while it is read, are not of this file
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    with file:
        total = None
        if file.seekable():
            total = sum(1 for _ in file)
            file.seek(0)
        yield iter(file), total
