"""The command `embeds clean IN… -o OUT`: clean files of many articles into one file."""

from __future__ import annotations

import argparse
import sys

from ..errors import EmbedsError

_MOST = 1000  # processes, or requests at once: with more, a machine runs out of file handles


def add_options(cleaning: argparse.ArgumentParser) -> None:
    """Add the options for files of many articles to those of `embeds clean`."""
    many = cleaning.add_argument_group(
        "files of many articles",
        "Lines of JSON, JSON arrays, tables (CSV, TSV), Parquet, WARC and WET, also compressed, and folders of texts "
        "and pages. Each row keeps its other fields and gets `prose` and `records`. Rows that cannot be cleaned are "
        "reported and kept in OUT.errors.jsonl. OUT appears, or is replaced, when all of it is written; if no row "
        "could be cleaned, it stays as it was.",
    )
    many.add_argument("-o", "--output", metavar="OUT", help="the file to write; - is standard output")
    many.add_argument(
        "--field", metavar="NAME", help="the field with the text, a.b for b in a (default: text, or what is likeliest)"
    )
    many.add_argument("--id-field", metavar="NAME", help="the field that identifies a row (default: id)")
    many.add_argument("--workers", type=positive, metavar="N", help="number of processes (default: 1)")
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


def given(options: argparse.Namespace) -> str | None:
    """Return the first option that is given and needs an output, or None."""
    needing = ("field", "id_field", "workers", "resume", "restart")
    return next((f"--{name.replace('_', '-')}" for name in needing if getattr(options, name)), None)


def run(options: argparse.Namespace) -> int:
    """Clean files of many articles, and return the exit status."""
    from ..batch.job import Job
    from ..batch.run import run as clean

    job = Job(
        field=options.field or "",
        id_field=options.id_field or "id",
        html=options.is_html,
        with_source=options.with_source,
        marker=options.marker,
        captions=options.captions,
        kinds=options.kinds,
        platforms=options.platforms,
        as_text=bool(options.as_),
    )
    how = {"count": options.workers or 1, "resume": options.resume, "restart": options.restart, "quiet": options.quiet}
    try:
        return 1 if clean(options.files or ["-"], options.output, job, **how) else 0
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
    return 1
