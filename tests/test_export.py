"""Articles as plain data: their form, the Arrow schema, and the way back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import export

from .test_resolver import harbour

ARTICLES = [
    embeds.clean((Path(__file__).parent / "articles" / "harbour.txt").read_text(encoding="utf-8")),
    harbour(verify=True),  # links resolved, the post verified
    embeds.clean("View this post on Instagram\n\nNobody \ud83d saw it.\n\nNo \ud83d! — Ada (@ada) May 3, 2021"),
    embeds.clean("Nothing at all."),
]


def test_every_record_has_every_key_of_the_models() -> None:
    keys = {key for kind in (embeds.Post, embeds.Credit, embeds.Residue) for key in kind.model_fields}
    rows = [record for article in ARTICLES for record in export.fields(article)["records"]]
    assert {record["kind"] for record in rows} == {"post", "credit", "residue"}
    assert all(set(record) == keys for record in rows)
    assert len({tuple(record) for record in rows}) == 1


def test_dates_are_dates_and_the_rest_is_json() -> None:
    (post,) = [record for record in export.fields(harbour(verify=True))["records"] if record["kind"] == "post"]
    assert post["published_on"] == dt.date(2022, 3, 4)
    assert post["published_at"].utcoffset() == dt.timedelta(0)
    json.dumps(post, default=str)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_way_back(article: embeds.Article) -> None:
    def restored(row: Any) -> embeds.Article:
        return export.article_of({**row, "pieces": article.pieces, "url": "of the row"}, article.source)

    row = export.fields(article)
    whole = embeds.Article.model_validate_json(article.model_dump_json())  # without lone surrogates
    assert restored(row).records == whole.records
    assert restored(json.loads(json.dumps(row, default=str))).prose == whole.prose


def test_arrow_takes_it_as_it_is() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")
    rows = [export.fields(article) for article in ARTICLES]
    table = pa.Table.from_pylist(rows, export.schema())
    assert table.to_pylist() == rows
    record = table.schema.field("records").type.value_type
    assert [field.name for field in record] == list(rows[0]["records"][0])
