r"""pyarrow tables, and through them Polars and whatever else speaks Arrow.

>>> import pyarrow as pa
>>> from embeds.integrations import arrow
>>> table = pa.table({"text": ["He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021", None]})
>>> arrow.clean(table)["prose"].to_pylist()
['He was clear.', None]
"""

from __future__ import annotations

from ..errors import InputError
from ..export import schema
from ..pipeline import clean as clean_text
from . import rows

with rows.needs("batch"):
    import pyarrow as pa
    from pyarrow import types

_TEXT = (types.is_string, types.is_large_string, types.is_string_view, types.is_null)


def clean(table: pa.Table, field: str = "text", cleaner: rows.Cleaner = clean_text) -> pa.Table:
    """The table with `prose` and `records` beside its columns, in the types of `export.schema()`.

    Bytes that are no UTF-8, which strings of Arrow should not hold, are read as U+FFFD. Raises InputError where there
    is no column `field`, where it holds no text, or where `prose` or `records` are there already.
    """
    rows.check(table.column_names, field)
    held = table.schema.field(field).type
    if not any(is_text(held.value_type if types.is_dictionary(held) else held) for is_text in _TEXT):
        raise InputError(f"the column {field!r} holds {held}, no text; name the one that holds the texts")
    raw = table[field].cast(pa.large_binary()).to_pylist()
    added = rows.columns((None if text is None else text.decode("utf-8", "replace") for text in raw), cleaner)
    for column in schema():
        table = table.append_column(column, pa.array(added[column.name], column.type))
    return table
