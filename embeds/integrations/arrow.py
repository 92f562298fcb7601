r"""pyarrow tables, and through them Polars and whatever else speaks Arrow.

>>> import pyarrow as pa
>>> from embeds.integrations import arrow
>>> table = pa.table({"text": ["He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021", None]})
>>> arrow.clean(table)["prose"].to_pylist()
['He was clear.', None]
"""

from __future__ import annotations

from ..export import schema
from ..pipeline import clean as clean_text
from . import rows

with rows.needs("batch"):
    import pyarrow as pa


def clean(table: pa.Table, field: str = "text", cleaner: rows.Cleaner = clean_text) -> pa.Table:
    """The table with `prose` and `records` beside its columns, in the types of `export.schema()`.

    Raises InputError where there is no column `field`, or `prose` or `records` are there already.
    """
    rows.check(table.column_names, field)
    added = rows.columns(table[field].to_pylist(), cleaner)
    for kind in schema():
        table = table.append_column(kind, pa.array(added[kind.name], kind.type))
    return table
