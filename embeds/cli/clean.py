"""The command `embeds clean FILE…`: print the prose of texts and pages, or their articles as JSON.

With -o it cleans files of many articles (clean_files.py).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .. import prose
from ..batch.job import NO_ARTICLE
from ..errors import EmbedsError, InputError
from ..pipeline import clean, clean_html, prose_of, prose_of_html
from ..wanted import wanted
from . import clean_files
from .printed import print_text
from .read_file import STDIN, ManyArticles, read_article, shown

if TYPE_CHECKING:
    from ..records import Article

_EXAMPLES = """
embeds clean article.txt                           print its prose
embeds clean page.html                             the page without its embeds; every other byte stays
embeds clean page.html --as text                   the plain text of its article, without the embeds
embeds clean article.txt --kinds post,residue      take out these alone: credits stay
embeds clean --json *.txt                          an article a line, with its records and the file's name as id
embeds clean article.txt -o clean.txt              also page.html -o clean.html
embeds clean articles.jsonl -o cleaned.jsonl       also .json, .csv, .tsv, .parquet, .warc, each .gz, .bz2, .xz, .zst
embeds clean articles.csv -o cleaned.csv --field body
embeds clean pages -o cleaned.jsonl                all texts and pages in a folder
zcat crawl.jsonl.gz | embeds clean - -o - | head
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    cleaning = commands.add_parser(
        "clean",
        help="take posts, credits and leftovers of embeds out of articles: print the prose, or write files",
        description="Print the prose of articles. With -o, clean files of many articles into one file.",
        examples=_EXAMPLES,
    )
    cleaning.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="texts, pages of HTML, with -o also files of many articles and folders; none or -: standard input",
    )
    kind = cleaning.add_mutually_exclusive_group()
    kind.add_argument("--html", dest="is_html", action="store_true", default=None, help="read the texts as HTML")
    kind.add_argument("--text", dest="is_html", action="store_false", help="read them as text")
    cleaning.add_argument("--as", dest="as_", choices=("text",), help="of a page, give the plain text of its article")
    cleaning.add_argument("--json", action="store_true", help="print each article as one JSON object a line")
    cleaning.add_argument("--show", action="store_true", help="show what was taken out, as `embeds show` does")
    cleaning.add_argument("--with-source", action="store_true", help="with --json or -o: the article's text too")
    cleaning.add_argument(
        "--marker",
        type=_marker,
        metavar="TEXT",
        help="leave this text where a record stood; {n} is its index, {kind} its kind, {platform} its platform",
    )
    cleaning.add_argument(
        "--captions",
        choices=("keep", "remove"),
        default="remove",
        help="in texts: what to do with the captions beside credits (default: remove)",
    )
    cleaning.add_argument(
        "--kinds", type=_kinds, metavar="KINDS", help="take out records of these kinds alone: post,credit,residue"
    )
    cleaning.add_argument(
        "--platforms", type=_platforms, metavar="NAMES", help="take out those of these alone: twitter,instagram"
    )
    cleaning.add_argument("-q", "--quiet", action="store_true", help="say on standard error only what failed")
    clean_files.add_options(cleaning)
    cleaning.set_defaults(run=_clean, refuse=cleaning.error)


def _marker(template: str) -> str:
    """Return a valid marker; raise ArgumentTypeError, which argparse prints before it exits with 2."""
    try:
        prose.marker(template, 0, "post", "twitter")
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return template


def _kinds(text: str) -> tuple[Any, ...]:
    """Return kinds of records that are separated by commas; raise ArgumentTypeError for one that there is not."""
    return _listed(text, lambda names: wanted(names, None))


def _platforms(text: str) -> tuple[str, ...]:
    """Return names of platforms that are separated by commas; raise ArgumentTypeError for one that there is not."""
    return _listed(text, lambda names: wanted(None, names))


def _listed(text: str, check: Callable[[Any], object]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    try:
        check(names)
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return names


def _clean(options: argparse.Namespace) -> int:
    if options.show:
        return _show(options)
    _check(options)
    if options.output:
        return clean_files.run(options)
    status = 0
    for name in options.files or [STDIN]:
        try:
            print_text(_cleaned(name, options))
        except EmbedsError as err:
            print(f"embeds: {err}", file=sys.stderr)
            status = max(status, 2 if isinstance(err, ManyArticles) else 1)
    return status


def _check(options: argparse.Namespace) -> None:
    """Exit with an error if options do not go together: none is left without effect in silence."""
    if not options.output and (given := clean_files.given(options)):
        options.refuse(f"{given} is for files of many articles: add -o OUT.jsonl, or -o - for standard output")
    if options.output and options.json:
        options.refuse("--json prints articles, and -o writes lines of JSON without it: leave one of them out")
    if options.with_source and not (options.output or options.json):
        options.refuse("--with-source is for lines of JSON: add --json or -o OUT.jsonl")
    if options.as_ and (options.json or options.with_source):
        options.refuse("--as text gives the words of pages, in which no offset holds: without --json and --with-source")


def _cleaned(name: str, options: argparse.Namespace) -> str:
    """Return what is printed for a file; raise InputError if it cannot be read, and RunError for a missing package."""
    text, is_html = read_article(name, options.is_html, quiet=options.quiet)
    if is_html and options.captions == "keep" and not options.quiet:
        print(f"embeds: {shown(name)}: is a page, and --captions keep is for texts", file=sys.stderr)
    only = {"kinds": options.kinds, "platforms": options.platforms}
    if options.json:
        marker, captions = options.marker, options.captions
        article = clean_html(text, marker, **only) if is_html else clean(text, marker, captions, **only)
        return _json(article.model_copy(update={"id": None if name == STDIN else name}), options)
    if not is_html:
        return prose_of(text, options.marker, options.captions, wanted(**only))
    page = prose_of_html(text, options.marker, wanted(**only))
    return _article_text(page, name) if options.as_ else page


def _article_text(page: str, name: str) -> str:
    from ..batch.needs import need
    from ..markup.article_text import article_text

    need("trafilatura", "--as text")
    if text := article_text(page):
        return text
    raise InputError(f"{shown(name)}: {NO_ARTICLE}")


def _show(options: argparse.Namespace) -> int:
    from . import show

    others = {
        "--json": options.json,
        "--marker": options.marker,
        "--captions": options.captions != "remove",
        "--kinds": options.kinds,
        "--platforms": options.platforms,
        "--as": options.as_,
        "-o": options.output,
    }
    if given := [name for name, value in others.items() if value]:
        options.refuse(f"--show does not go with {given[0]}")
    return show.run(options)


def _json(article: Article, options: argparse.Namespace) -> str:
    return article.model_dump_json(exclude=None if options.with_source else {"source"})
