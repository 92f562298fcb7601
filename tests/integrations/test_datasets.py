"""Hugging Face datasets: empty tables, splits, cached results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import embeds

from .documents import TEXTS

pytest.importorskip("datasets", reason="datasets is not installed (extra 'datasets')")

import datasets

from embeds.integrations.datasets import clean

ARTICLES = datasets.Dataset.from_dict({"text": [TEXTS["tweet"], TEXTS["none"], None], "n": [1, 2, 3]})


def test_a_table_without_rows_or_without_records_has_the_same_features() -> None:
    features = clean(ARTICLES).features
    assert list(features) == ["text", "n", "prose", "records"]
    for some in (ARTICLES.select([]), ARTICLES.select([1]), ARTICLES.select([2])):
        assert clean(some).features == features and len(clean(some)) == len(some)
    assert clean(ARTICLES.to_iterable_dataset()).features == features


def test_splits_are_cleaned_one_by_one() -> None:
    cleaned = clean(datasets.DatasetDict(train=ARTICLES, test=ARTICLES.select([])), num_proc=2)
    assert isinstance(cleaned, datasets.DatasetDict)
    assert {split: len(part) for split, part in cleaned.items()} == {"train": 3, "test": 0}
    assert cleaned["train"][0]["records"][0]["author"]["handle"] == "maravoss"


@pytest.mark.parametrize("dropped", ["text", ["text", "n"]])
def test_columns_can_be_dropped_on_the_way(dropped: Any) -> None:
    for some in (ARTICLES, ARTICLES.select([]), ARTICLES.to_iterable_dataset()):
        assert clean(some, remove_columns=dropped).column_names == [
            name for name in ("text", "n", "prose", "records") if name not in dropped
        ]


def test_a_stream_that_does_not_know_its_columns_is_taken_as_it_comes() -> None:
    stream = datasets.IterableDataset.from_generator(lambda: iter(ARTICLES.to_list()))
    assert stream.features is None
    assert [row["prose"] for row in clean(stream)] == clean(ARTICLES)["prose"][:]


def test_results_are_kept_for_one_version_of_embeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ARTICLES.save_to_disk(tmp_path)
    articles = datasets.load_from_disk(tmp_path)

    def files() -> set[str]:
        return {file["filename"] for file in clean(articles).cache_files}

    first = files()
    assert first and files() == first
    monkeypatch.setattr("embeds.integrations.datasets.__version__", "0.0.1")
    assert not files() & first


def test_another_cleaner_is_another_result() -> None:
    page = datasets.Dataset.from_dict({"text": ['<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>']})
    assert clean(page)[0]["records"] == []
    assert clean(page, cleaner=embeds.clean_html)[0]["records"][0]["platform"] == "youtube"
