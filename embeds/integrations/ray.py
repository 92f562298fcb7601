"""Clean a column of a Ray Dataset in its tasks; embeds must be installed where they run.

import ray
from embeds.integrations.ray import clean

clean(ray.data.read_parquet("articles"), "text").write_parquet("cleaned")
"""

from __future__ import annotations

from typing import Any

from ..pipeline import clean as clean_text
from . import rows

with rows.needs("ray[data]"):
    from ray.data import Dataset

    from . import arrow


def clean(dataset: Dataset, field: str = "text", cleaner: rows.Cleaner = clean_text, **options: Any) -> Dataset:
    """Return the dataset with the columns `prose` and `records` added; lazy, as all of Ray Data is.

    `options` go to `map_batches`. Raises InputError if there is no column `field`, or a column `prose` or `records`
    already; if the columns are known only during the run, the run fails with that error.
    """
    columns = dataset.columns(fetch_if_missing=False)
    if columns is not None:
        rows.check(columns, field)
    how = {"field": field, "cleaner": cleaner}
    return dataset.map_batches(arrow.clean, batch_format="pyarrow", fn_kwargs=how, **options)
