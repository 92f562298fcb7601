r"""Clean a column of a pyarrow table; Polars and others that speak Arrow can use it too.

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

with rows.needs("pyarrow"):
    import pyarrow as pa
    from pyarrow import types

_TEXT = (types.is_string, types.is_large_string, types.is_string_view, types.is_null)


def clean(table: pa.Table, field: str = "text", cleaner: rows.Cleaner = clean_text) -> pa.Table:
    """Return the table with the columns `prose` and `records` added, in the types of `export.schema()`.

    Bytes in a text that are not UTF-8 are read as U+FFFD. Raises InputError if there is no column `field`, if it does
    not hold text, or if there is a column `prose` or `records` already.
    """
    rows.check(table.column_names, field)
    held = table.schema.field(field).type
    if not any(is_text(held.value_type if types.is_dictionary(held) else held) for is_text in _TEXT):
        raise InputError(f"the column {field!r} holds {held}, not text; name the one that holds the texts")
    raw = table[field].cast(pa.large_binary()).to_pylist()
    added = rows.columns((None if text is None else text.decode("utf-8", "replace") for text in raw), cleaner)
    for column in schema():
        table = table.append_column(column, pa.array(added[column.name], column.type))
    return table
