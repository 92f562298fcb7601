"""Clean a column of a Hugging Face dataset.

from datasets import load_dataset
from embeds.integrations.datasets import clean

cleaned = clean(load_dataset("parquet", data_files="articles.parquet", split="train"), "text", num_proc=2)
"""

from __future__ import annotations

from typing import Any, TypeVar

from .. import __version__
from ..export import schema
from ..pipeline import clean as clean_text
from . import rows

with rows.needs("datasets"):
    from datasets import Dataset, DatasetDict, Features, IterableDataset, IterableDatasetDict

Data = TypeVar("Data", Dataset, DatasetDict, IterableDataset, IterableDatasetDict)


def clean(dataset: Data, field: str = "text", cleaner: rows.Cleaner = clean_text, **options: Any) -> Data:
    """Return the dataset with the columns `prose` and `records` added, in the types of `export.schema()`.

    `options` (`num_proc`, …) go to its `map`. A dict of splits is cleaned split by split. Raises InputError if there is
    no column `field`, or a column `prose` or `records` already; a stream that does not know its columns yet, as one of
    JSON, is not checked.
    """
    if isinstance(dataset, dict):
        return type(dataset)({split: clean(part, field, cleaner, **options) for split, part in dataset.items()})
    if dataset.column_names is not None:
        rows.check(dataset.column_names, field)
    added = Features.from_arrow_schema(schema())
    dropped = options.get("remove_columns") or []
    dropped = [dropped] if isinstance(dropped, str) else dropped
    kept = {name: feature for name, feature in (dataset.features or {}).items() if name not in dropped}
    # datasets caches results by the function and its arguments: with the version among them, a new one cleans again
    how = {"cleaner": cleaner, "_version": __version__}
    cleaned = dataset.map(
        _columns,
        batched=True,
        input_columns=field,
        fn_kwargs=how,
        features=dataset.features and Features({**kept, **added}),
        **options,
    )
    if isinstance(cleaned, Dataset) and not len(cleaned):  # `map` adds no columns to an empty dataset
        for name, feature in added.items():
            cleaned = cleaned.add_column(name, [], feature=feature)
    return cleaned


def _columns(texts: list[str | None], cleaner: rows.Cleaner, _version: str) -> dict[str, list[Any]]:
    return rows.columns(texts, cleaner)
