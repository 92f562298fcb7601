"""Ray Data: a Dataset's texts cleaned by its tasks. embeds must be installed where they run, too.

import ray
from embeds.integrations.ray import clean

clean(ray.data.read_parquet("articles"), "text").write_parquet("cleaned")
"""

from __future__ import annotations

from typing import Any

from ..pipeline import clean as clean_text
from . import rows

with rows.needs("ray"):
    from ray.data import Dataset

    from . import arrow


def clean(dataset: Dataset, field: str = "text", cleaner: rows.Cleaner = clean_text, **options: Any) -> Dataset:
    """The dataset with `prose` and `records` beside its columns; lazy, as Ray is. `options` go to `map_batches`.

    Raises InputError where there is no column `field`, or `prose` or `records` are there already; where the columns are
    known only when it runs, the run fails with it.
    """
    columns = dataset.columns(fetch_if_missing=False)
    if columns is not None:
        rows.check(columns, field)
    how = {"field": field, "cleaner": cleaner}
    return dataset.map_batches(arrow.clean, batch_format="pyarrow", fn_kwargs=how, **options)
