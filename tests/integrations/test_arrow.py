"""Arrow's columns of text, in all their types."""

from __future__ import annotations

from typing import Any

import pytest

import embeds
from embeds import export

from .documents import TEXTS, expected

pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")

import pyarrow as pa

from embeds.integrations import arrow

FORMS = {
    "string": pa.string(),
    "large_string": pa.large_string(),
    "string_view": pa.string_view(),
    "dictionary": pa.dictionary(pa.int32(), pa.string()),
}


@pytest.mark.parametrize("form", FORMS)
def test_text_in_every_form(form: str) -> None:
    table = arrow.clean(pa.table({"text": pa.array([TEXTS["tweet"], None], FORMS[form])}))
    assert table.select(["prose", "records"]).to_pylist() == [expected(TEXTS["tweet"]), expected(None)]


@pytest.mark.parametrize("column", [pa.array([None], pa.null()), pa.chunked_array([], pa.string())])
def test_a_column_without_text_has_the_same_types(column: Any) -> None:
    assert arrow.clean(pa.table({"text": column})).schema.remove(0) == export.schema()


@pytest.mark.parametrize("column, held", [([1], "int64"), ([b"No."], "binary"), ([["No."]], "list<.*string>")])
def test_another_column_is_refused(column: Any, held: str) -> None:
    with pytest.raises(embeds.InputError, match=f"the column 'text' holds {held}, not text; name the one that"):
        arrow.clean(pa.table({"text": column}))


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    broken = pa.array([b"He was clear.\xff"]).view(pa.string())
    assert arrow.clean(pa.table({"text": broken}))["prose"].to_pylist() == ["He was clear.\ufffd"]
