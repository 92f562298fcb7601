"""Read the articles that a command shows, counts or exports: texts, pages, and files of many, cleaned or not yet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..batch.job import Job
from ..cards import told
from ..errors import EmbedsError, InputError
from ..pipeline import clean, clean_html
from .clean_files import hold_many
from .read_file import STDIN, read_article

if TYPE_CHECKING:
    from ..batch.job import Input
    from ..records import Article

_MOST_NAMED = 20  # bad rows that are named
_EXTRAS = {"pyarrow": "batch", "orjson": "batch", "fastwarc": "batch"}


class Named(NamedTuple):
    """An article, its name, whether it is a page, and the other fields of its row in a file of many."""

    name: str
    article: Article
    is_html: bool
    row: dict[str, Any]

    @property
    def url(self) -> str | None:
        """The address of the article, if its row has one."""
        return told.address(self.row.get("url")) if isinstance(self.row.get("url"), str) else None


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what all commands have that read articles."""
    command.add_argument(
        "files",
        nargs="*",
        metavar="IN",
        help="texts, pages of HTML, folders of them, lines of JSON (.jsonl, .gz, .zst), Parquet, WARC, WET; also what "
        "`embeds clean` wrote with --with-source; none or -: standard input",
    )
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--html", dest="is_html", action="store_true", default=None, help="read the texts as HTML")
    kind.add_argument("--text", dest="is_html", action="store_false", help="read them as text")
    command.add_argument(
        "--field", default="text", metavar="NAME", help="in files of many: the field with the text (default: text)"
    )
    command.add_argument(
        "--id-field", default="id", metavar="NAME", help="in files of many: the field with the id (default: id)"
    )


def run(options: argparse.Namespace, use: Callable[[Articles], None]) -> int:
    """Call `use` with the articles, and return the exit status: 1 if something could not be read, shown or written."""
    read = Articles(options)
    try:
        use(read)
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
        return 1
    except OSError as err:  # main.py handles those of standard output
        output = getattr(options, "output", None) or getattr(options, "svg", None)
        if isinstance(err, BrokenPipeError) or output in (None, STDIN):
            raise
        print(f"embeds: {err.filename or output}: {err.strerror or err}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as err:
        package = (err.name or "").partition(".")[0]
        extra = _EXTRAS.get(package, "show")
        print(f"embeds: {package} is not installed, which this needs: pip install 'embeds[{extra}]'", file=sys.stderr)
        return 1
    return 1 if read.bad else 0


class Articles:
    """The articles of the inputs that a command names, read one at a time; what cannot be read is told and counted."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Read nothing yet."""
        self.bad = 0
        self._options = options
        self._names: list[str] = options.files or [STDIN]
        self._job = Job(options.field, options.id_field, html=bool(options.is_html), with_source=True)

    def __iter__(self) -> Iterator[Named]:
        """Yield the articles in order; raise ModuleNotFoundError if a file needs a package that is not there."""
        for name in self._names:
            try:
                yield from self._of(name)
            except InputError as err:
                self.tell(str(err))

    def keep(self, output: str | None) -> None:
        """Raise RunError if writing `output` would overwrite one of the inputs."""
        from ..batch.paths import keep_inputs

        if output and output != STDIN:
            inputs = [self._input(name) for name in self._names if name == STDIN or Path(name).exists()]
            keep_inputs(output, inputs)

    def tell(self, fault: str) -> None:
        """Print what is wrong with an input, and count it; no more than 20 are printed."""
        self.bad += 1
        if self.bad <= _MOST_NAMED:
            print(f"embeds: {fault}", file=sys.stderr)
        elif self.bad == _MOST_NAMED + 1:
            print(f"embeds: more than {_MOST_NAMED} faults: the others are not listed", file=sys.stderr)

    def _input(self, name: str) -> Input:
        from ..batch.inputs import inputs_of
        from ..batch.texts import Texts

        is_text = name != STDIN and not self._holds_many(name)
        return Texts(name) if is_text else inputs_of([name], self._job)[0]

    def _of(self, name: str) -> Iterator[Named]:
        path = Path(name)
        if path.is_dir():
            for one in map(str, self._input(name).paths()):
                try:
                    yield self._single(one, Path(one).relative_to(path).as_posix())
                except InputError as err:
                    self.tell(str(err))
        elif self._holds_many(name):
            yield from self._rows(self._input(name))
        else:
            yield self._single(name, "standard input" if name == STDIN else name)

    def _holds_many(self, name: str) -> bool:
        """Return whether an input holds lines of JSON or a table: by its name, standard input by its first sign."""
        if name == STDIN and sys.stdin is not None and not sys.stdin.isatty() and self._options.is_html is None:
            begins: bytes = sys.stdin.buffer.peek(100)[:100]  # type: ignore[union-attr]  # a BufferedReader has it
            return begins.lstrip().startswith(b'{"')
        return hold_many(argparse.Namespace(files=[name], is_html=self._options.is_html))

    def _single(self, path: str, name: str) -> Named:
        text, is_html = read_article(path, self._options.is_html)
        return Named(name, clean_html(text) if is_html else clean(text), is_html, {})

    def _rows(self, source: Input) -> Iterator[Named]:
        """Yield the article of each row of a file of many."""
        from ..batch.read_rows import read_rows

        for number, row, article, fault in read_rows(source, self._job):
            if article is None:
                self.tell(f"{source.name}: {source.unit} {number}: {fault}")
                continue
            key = row.get(self._job.id_field)
            yield Named(f"{source.name}:{number}" if key is None else str(key), article, self._job.html, row)
