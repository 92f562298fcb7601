"""Clean a column of a Spark DataFrame on the workers; embeds must be installed there.

from embeds.integrations import spark

articles = session.read.parquet("articles")
spark.clean(articles, "text").write.parquet("cleaned")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ..export import schema
from ..pipeline import clean as clean_text
from . import rows

with rows.needs("pyspark[sql]"):
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    from . import arrow


def clean(frame: DataFrame, field: str = "text", cleaner: rows.Cleaner = clean_text) -> DataFrame:
    """Return the frame with the columns `prose` (string) and `records` (array of struct) added; lazy, as Spark is.

    Raises InputError if there is no column `field`, or a column `prose` or `records` already.
    """
    rows.check(frame.columns, field)
    columns = StructType([*frame.schema.fields, *from_arrow_schema(schema()).fields])
    # Not mapInPandas: pandas turns NaN into null, and fails on the year 1.
    return frame.mapInArrow(partial(_cleaned, field=field, cleaner=cleaner), columns)


def _cleaned(batches: Iterable[pa.RecordBatch], field: str, cleaner: rows.Cleaner) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from arrow.clean(pa.Table.from_batches([batch]), field, cleaner).to_batches()
