"""Read the articles that a command shows, counts or exports: texts, pages, and files of many, cleaned or not yet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..batch import files
from ..batch.inputs import inputs_of
from ..batch.job import LONGEST, Job
from ..batch.text_field import text_field
from ..batch.texts import Single, Texts
from ..cards import told
from ..errors import EmbedsError, InputError
from ..pipeline import clean, clean_html
from .read_file import STDIN, decoded, read_article

if TYPE_CHECKING:
    from ..batch.job import Input
    from ..records import Article

_MOST_NAMED = 20  # bad rows that are named


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
        help="texts, pages of HTML, folders of them, and files of many articles as `embeds clean -o` reads them; also "
        "what that wrote with --with-source; none or -: standard input",
    )
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--html", dest="is_html", action="store_true", default=None, help="read the texts as HTML")
    kind.add_argument("--text", dest="is_html", action="store_false", help="read them as text")
    command.add_argument(
        "--field",
        metavar="NAME",
        help="in files of many: the field with the text (default: the likeliest)",
    )
    command.add_argument("--id-field", metavar="NAME", help="in files of many: the field with the id (default: id)")


def run(options: argparse.Namespace, use: Callable[[Articles], None]) -> int:
    """Call `use` with the articles, and return the exit status: 1 if something could not be read, shown or written."""
    read = Articles(options)
    try:
        use(read)
    except EmbedsError as err:
        _say(err)
        return 1
    except OSError as err:  # main.py handles those of standard output
        output = getattr(options, "output", None) or getattr(options, "svg", None)
        if isinstance(err, BrokenPipeError) or output in (None, STDIN):
            raise
        _say(f"{err.filename or output}: {err.strerror or err}")
        return 1
    except ModuleNotFoundError as err:
        package = (err.name or "").partition(".")[0]
        print(f"embeds: {package} is not installed, which this needs: pip install {package}", file=sys.stderr)
        return 1
    return 1 if read.bad else 0


def _say(fault: object) -> None:
    """Print what is wrong; a file of a crawl may have a name that a terminal would obey."""
    print(f"embeds: {told.visible(str(fault))}", file=sys.stderr)


class Articles:
    """The articles of the inputs that a command names, read one at a time; what cannot be read is told and counted."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Read nothing yet."""
        self.bad = 0
        self._options = options
        self._names: list[str] = options.files or [STDIN]
        self._job = Job(options.field or "", options.id_field or "id", html=options.is_html, with_source=True)

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
            there = [name for name in self._names if name == STDIN or Path(name).exists()]
            folders = [Texts(name) for name in there if name != STDIN and Path(name).is_dir()]
            keep_inputs(output, [*folders, *(Single(name) for name in there if name == STDIN or Path(name).is_file())])

    def tell(self, fault: str) -> None:
        """Print what is wrong with an input, and count it; no more than 20 are printed."""
        self.bad += 1
        if self.bad <= _MOST_NAMED:
            _say(fault)
        elif self.bad == _MOST_NAMED + 1:
            print(f"embeds: more than {_MOST_NAMED} faults: the others are not listed", file=sys.stderr)

    def _of(self, name: str) -> Iterator[Named]:
        if self._options.is_html is False and not Path(name).is_dir():  # as text, whatever it holds
            yield self._single(name, "standard input" if name == STDIN else name)
            return
        (source,) = inputs_of([name], self._job)
        if isinstance(source, Texts):
            for one in map(str, source.paths()):
                try:
                    yield self._single(one, Path(one).relative_to(name).as_posix())
                except InputError as err:
                    self.tell(str(err))
        elif isinstance(source, Single):
            is_html = source.html if self._options.is_html is None else self._options.is_html
            text = decoded(files.read(name, source.stream, LONGEST), name, is_html)
            yield self._named(text, "standard input" if name == STDIN else name, is_html)
        else:
            rows = self._rows(source)
            if (first := next(rows, None)) is None and name == STDIN:  # nothing came: an empty text
                first = self._named("", "standard input", False)
            yield from [first] if first else []
            yield from rows

    def _single(self, path: str, name: str) -> Named:
        text, is_html = read_article(path, self._options.is_html)
        return self._named(text, name, is_html)

    def _named(self, text: str, name: str, is_html: bool) -> Named:
        return Named(name, clean_html(text) if is_html else clean(text), is_html, {})

    def _rows(self, source: Input) -> Iterator[Named]:
        """Yield the article of each row of a file of many."""
        from ..batch.read_rows import read_rows

        job = replace(self._job, field=self._job.field or text_field(source.names) or "text")
        for number, row, article, is_html, fault in read_rows(source, job):
            if article is None:
                self.tell(f"{source.name}: {source.unit} {number}: {fault}")
                continue
            key = row.get(job.id_field)
            yield Named(f"{source.name}:{number}" if key is None else str(key), article, is_html, row)
