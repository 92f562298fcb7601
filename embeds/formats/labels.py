"""Write what was found as a labelled line, which the trainings read: a text, and its fragments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import export
from ..records import Article

# What a fragment says, by its kind; the names are those of labelled lines.
_FIELDS = {
    "post": ("author_name", "author_handle", "date", "body", "links", "media", "permalink"),
    "credit": ("creators", "agencies", "credit", "caption", "date"),
}


def line(name: str, text: str, fragments: list[dict[str, Any]], row: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Return a labelled line; `row` holds its other fields. Trainings part lines by their source, if it is there."""
    return {"source": name, **row, "id": name, "text": text, "fragments": fragments}


def fragments(article: Article) -> list[dict[str, Any]]:
    """Return the records of an article as the fragments of a labelled line."""
    return [
        {
            "kind": record["kind"],
            "platform": record["platform"],
            "start": record["span"]["start"],
            "end": record["span"]["end"],
            "fields": _said(record),
        }
        for record in export.fields(article)["records"]
    ]


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record says in the words of a labelled line."""
    author = record["author"] or {}
    renamed = {
        "author_name": author.get("name"),
        "author_handle": author.get("handle"),
        "date": str(record["published_on"] or record["date"] or "") or None,
        "body": record["text"],
        "links": [link["raw"] for link in record["links"]],
        "media": [link["raw"] for link in record["media"]],
        "credit": record["credit_line"],
    }
    return {key: renamed.get(key, record.get(key)) for key in _FIELDS.get(record["kind"], ())}
