"""The command `embeds clean IN… -o OUT`: clean files of many articles into one file."""

from __future__ import annotations

import argparse
import sys

from ..errors import EmbedsError

_MOST = 1000  # processes, or requests at once: with more, a machine runs out of file handles
_MANY = (".jsonl", ".ndjson", ".jl", ".parquet", ".warc", ".wet", ".gz", ".zst")


def add_options(cleaning: argparse.ArgumentParser) -> None:
    """Add the options for files of many articles to those of `embeds clean`."""
    many = cleaning.add_argument_group(
        "files of many articles",
        "Lines of JSON (.jsonl, .jsonl.gz, .jsonl.zst) or a pipe of them, Parquet, WARC and WET, folders of .txt and "
        ".html. Each row keeps its other fields and gets `prose` and `records`. Rows that cannot be cleaned are "
        "reported and kept in OUT.errors.jsonl. OUT appears, or is replaced, when all of it is written; if no row "
        "could be cleaned, it stays as it was.",
    )
    many.add_argument("-o", "--output", metavar="OUT", help="the file to write; - is standard output")
    many.add_argument(
        "--field", default="text", metavar="NAME", help="the field with the text, a.b for b in a (default: text)"
    )
    many.add_argument("--id-field", default="id", metavar="NAME", help="the field that identifies a row (default: id)")
    many.add_argument("--workers", type=positive, default=1, metavar="N", help="number of processes (default: 1)")
    ended = many.add_mutually_exclusive_group()
    ended.add_argument(
        "--resume", action="store_true", help="continue an interrupted run; start from the beginning if there is none"
    )
    ended.add_argument(
        "--restart", action="store_true", help="throw away what an interrupted run did, and start from the beginning"
    )


def positive(text: str) -> int:
    """Return a number of processes or requests; raise ArgumentTypeError, which argparse prints, for anything else."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST}")
    return int(text)


def hold_many(options: argparse.Namespace) -> bool:
    """Return whether a file holds many articles, by its name; never with --text."""
    return options.is_html is not False and any(name.lower().endswith(_MANY) for name in options.files)


def run(options: argparse.Namespace) -> int:
    """Clean files of many articles, and return the exit status."""
    from ..batch.job import Job
    from ..batch.run import run as clean

    if not options.output:
        print("embeds: files of many articles need -o OUT; -o - writes to standard output", file=sys.stderr)
        return 2
    job = Job(
        field=options.field,
        id_field=options.id_field,
        html=bool(options.is_html),
        with_source=options.with_source,
        marker=options.marker,
        captions=options.captions,
    )
    names = options.files or ["-"]
    try:
        how = {"count": options.workers, "resume": options.resume, "restart": options.restart}
        return 1 if clean(names, options.output, job, **how) else 0
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
    return 1
