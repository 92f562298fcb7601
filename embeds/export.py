"""Turn an article into plain data for files and data engines: dicts, lists, strings, numbers, dates.

Every record is one flat row with the keys of all kinds; a key that does not belong to its kind holds None or []. Keys
and nesting are those of the models in records.py, so `embeds schema` describes these rows too.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from .records import Article, Record


def fields(article: Article) -> dict[str, Any]:
    """Return an article as the row that files and engines keep: `{"prose": str, "records": [dict, …]}`.

    `published_on` and `date` are `datetime.date`, `published_at` and `checked_at` are `datetime.datetime` in UTC:
    pyarrow and orjson take them as they are, `json.dumps` with `default=str`. Each lone surrogate becomes one "?",
    because UTF-8 and Arrow cannot hold it; so offsets stay right.

    >>> import embeds
    >>> row = fields(embeds.clean("He was clear.\\n\\nEnough! — Mara Voss (@maravoss) May 3, 2021"))
    >>> row["prose"], row["records"][0]["author"]["handle"], row["records"][0]["agencies"]
    ('He was clear.', 'maravoss', [])
    """
    return {"prose": plain(article.prose), "records": [_record(one) for one in article.records]}


def article_of(row: Mapping[str, Any], source: str = "") -> Article:
    """Return the Article of a row that `fields` made and that has the article's `pieces` too.

    Dates may be ISO strings, as JSON has them. Raises pydantic's ValidationError for a row that is not an Article's.
    """
    from .records import Article

    own = [(record, _kinds().get(record["kind"], record)) for record in row["records"]]
    records = [{key: value for key, value in record.items() if key in keys} for record, keys in own]
    parts = {"source": source, "prose": row["prose"], "records": records, "pieces": row["pieces"]}
    return Article.model_validate(parts)


def schema() -> pa.Schema:
    """Return the Arrow schema of the columns `prose` and `records`, which rows of `fields` fit (extra `batch`)."""
    import pyarrow as pa

    words, many, day, links = pa.string(), pa.list_(pa.string()), pa.date32(), _links()
    span = pa.struct({"start": pa.int64(), "end": pa.int64()})
    record = {
        "kind": words,
        "span": span,
        "raw": words,
        "evidence": many,
        "platform": words,
        "author": pa.struct({"name": words, "handle": words, "url": words}),
        "text": words,
        "published_on": day,
        "published_at": pa.timestamp("us", "UTC"),
        "permalink": words,
        "id": words,
        "links": links,
        "media": links,
        "hashtags": many,
        "mentions": many,
        "lang": words,
        "start_confidence": pa.float64(),
        "verification": words,
        "conflicts": pa.list_(pa.struct({"field": words, "article": words, "public": words, "by": words})),
        "creators": many,
        "agencies": many,
        "agency_names": many,
        "credit_line": words,
        "credit_span": span,
        "caption": words,
        "caption_span": span,
        "caption_confidence": pa.float64(),
        "date": day,
        "notice": words,
        "what": words,
    }
    return pa.schema({"prose": words, "records": pa.list_(pa.struct(record))})


def _links() -> pa.DataType:
    """Return the type of a post's links, with what a resolver found out about each."""
    import pyarrow as pa

    words, many = pa.string(), pa.list_(pa.string())
    resolved = {
        "outcome": words,
        "url": words,
        "canonical": words,
        "hops": many,
        "target": words,
        "status": pa.int64(),
        "tries": pa.int64(),
        "checked_at": pa.timestamp("us", "UTC"),
        "notes": many,
        "reason": words,
    }
    return pa.list_(pa.struct({"raw": words, "url": words, "resolved": pa.struct(resolved)}))


@functools.cache
def _kinds() -> dict[str, dict[str, Any]]:
    """Return the keys of each kind of record, each with the value that it holds in other kinds: None or []."""
    from .records import Credit, Post, Residue

    return {
        str(kind.model_fields["kind"].default): {
            name: [] if field.default == () else None for name, field in kind.model_fields.items()
        }
        for kind in (Post, Credit, Residue)
    }


def _record(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": record.kind}
    for keys in _kinds().values():
        row |= keys
    row |= record.model_dump()
    return {key: plain(value) for key, value in row.items()}


def plain(value: Any) -> Any:
    """Return a value with tuples as lists, and with lone surrogates in its strings as "?"."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "replace").decode("utf-8")
    elif isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    elif isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value
