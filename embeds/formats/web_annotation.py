"""Write records as annotations of the source, in the Web Annotation Data Model of the W3C.

Its positions count code points, half open, as spans do: https://www.w3.org/TR/annotation-model/#text-position-selector.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..cards.told import address
from ..export import plain
from ..records import Article, Record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points before and behind a quote, by which it is found again in a text that has changed


def annotated(article: Article, name: str, url: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield an annotation for each record; `url` is where the source can be had, else its name stands for it.

    An annotation's id is made from the source's address, the place and the kind: the same each time.
    """
    source = address(url) or f"urn:embeds:{quote(plain(name), safe='')}"
    for record in article.records:
        yield {
            "@context": CONTEXT,
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{source}#{record.span.start}-{record.span.end}')}",
            "type": "Annotation",
            "motivation": "identifying",
            "generator": {"type": "Software", "name": f"embeds {__version__}"},
            "body": _body(record),
            "target": {"source": source, "selector": _selectors(article, record)},
        }


def _body(record: Record) -> list[dict[str, Any]]:
    """Return what a record is as tags, and all that it says as JSON."""
    said = record.model_dump_json(exclude={"span", "raw"}, exclude_defaults=True)
    tags = [record.kind, getattr(record, "platform", None), getattr(record, "what", None)]
    return [
        *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags if tag),
        {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": said},
    ]


def _selectors(article: Article, record: Record) -> list[dict[str, Any]]:
    start, end = record.span.start, record.span.end
    quoted = {
        "exact": record.raw,
        "prefix": article.source[max(0, start - _AROUND) : start],
        "suffix": article.source[end : end + _AROUND],
    }
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", **{key: plain(words) for key, words in quoted.items()}},
    ]
