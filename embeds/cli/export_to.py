"""The command `embeds export IN… --to FORMAT`: records in the formats of others."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from . import articles
from .new_file import STDOUT, new_file

Written = Iterator[str]

_EXAMPLES = """
embeds export --to schema.org cleaned.jsonl -o records.jsonl
embeds export --to csv articles.jsonl -o records.csv
embeds export --to label-studio articles.jsonl -o tasks.json --config interface.xml
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    exporting = commands.add_parser(
        "export",
        examples=_EXAMPLES,
        help="write the records of articles in the format of another tool",
        description="Write the records of articles in the format of another tool, as lines of JSON unless the format "
        "has another form. schema.org: JSON-LD, one graph an article. web-annotation: the W3C's, one annotation a "
        "record. label-studio: tasks with predictions, one array of JSON. activitystreams: one Note a post. csv: one "
        "row a record.",
    )
    articles.add_options(exporting)
    exporting.add_argument("--to", required=True, choices=tuple(_FORMATS), help="the format")
    exporting.add_argument("-o", "--output", default=STDOUT, metavar="OUT", help="default: standard output")
    exporting.add_argument(
        "--config",
        metavar="OUT.xml",
        help="for label-studio: also write the labelling interface that its project needs",
    )
    exporting.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    if options.config and options.to != "label-studio":
        print("embeds: --config is for --to label-studio", file=sys.stderr)
        return 2

    def write(read: articles.Articles) -> None:
        if options.config:
            from ..formats.label_studio import CONFIG

            _write(read, iter([CONFIG]), options.config)
        _write(read, _FORMATS[options.to](read), options.output)

    return articles.run(options, write)


def _write(read: articles.Articles, written: Written, output: str) -> None:
    read.keep(output)
    with new_file(output) as file:
        for part in written:
            file.write(part.encode("utf-8", "replace"))


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) + "\n"


def _schema_org(read: articles.Articles) -> Written:
    from ..formats import schema_org

    return (_line(schema_org.document(one.article, one.url or one.name)) for one in read)


def _web_annotation(read: articles.Articles) -> Written:
    from ..formats import web_annotation

    return (_line(made) for one in read for made in web_annotation.annotated(one.article, one.name, one.url))


def _activity_streams(read: articles.Articles) -> Written:
    from ..formats import activity_streams

    return (_line(note) for one in read for note in activity_streams.notes(one.article))


def _csv(read: articles.Articles) -> Written:
    from ..formats import table

    yield table.head()
    for one in read:
        yield from table.lines(one.article, one.name)


def _label_studio(read: articles.Articles) -> Written:
    from ..formats import label_studio

    opening = "[\n"
    for one in read:
        try:
            yield opening + _line(label_studio.task(one.article, one.name, one.row)).rstrip("\n")
        except label_studio.Fault as err:
            read.tell(f"{one.name}: {err}")
        else:
            opening = ",\n"
    yield "\n]\n" if opening != "[\n" else "[]\n"


_FORMATS: dict[str, Callable[[articles.Articles], Written]] = {
    "schema.org": _schema_org,
    "web-annotation": _web_annotation,
    "label-studio": _label_studio,
    "activitystreams": _activity_streams,
    "csv": _csv,
}
