"""The code in the README of the integrations runs, on files in a temporary folder, and gives what it should."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from .documents import TEXTS, expected

pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")

import pyarrow.dataset

from . import engines
from .test_engines import pytestmark as pytestmark

PAGE = (Path(__file__).parents[2] / "embeds" / "integrations" / "README.md").read_text(encoding="utf-8")
ALONE = ("langchain_core", "llama_index", "haystack", "spacy")  # these read no files, and say what must come out
RECIPES = {
    framework: block
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    for framework in ("datasets", "datatrove", "pandas", "polars", "pyspark", "ray", *ALONE)
    if re.search(rf"^(?:import|from) {framework}\b", block, re.MULTILINE)
}
ARTICLES = [{"id": name, "text": TEXTS[name]} for name in ("tweet", "credit", "residue", "dated", "none", "null")]


def test_every_engine_has_a_recipe() -> None:
    assert len(RECIPES) == 10


@pytest.mark.parametrize("framework", ALONE)
def test_the_recipe_says_what_comes_out(framework: str) -> None:
    engines.require(framework)
    assert "assert" in RECIPES[framework]
    exec(compile(RECIPES[framework], "README.md", "exec"), {})  # noqa: S102


@pytest.mark.parametrize("framework", [name for name in RECIPES if name not in ALONE])
def test_the_recipe_runs(framework: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engines.require(framework)
    if framework == "pyspark":
        engines.spark_session()
    elif framework == "ray":
        engines.start_ray()
    elif framework == "datasets":
        monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    one_file = framework in ("pandas", "polars")
    engines.write_jsonl(tmp_path / "articles", ARTICLES, 1 if one_file else 2)
    names: dict[str, Any] = {}
    # absolute paths, because the workers of Spark and Ray stay in the folder in which they were started
    recipe = re.sub('"(articles|cleaned|logs)', rf'"{tmp_path}/\1', RECIPES[framework])
    exec(compile(recipe, "README.md", "exec"), names)  # noqa: S102
    if framework == "pandas":
        found = {row["id"]: row for row in names["articles"].to_dict("records")}
        assert list(names["records"]["id"]) == ["tweet", "credit", "residue", "dated"]
        assert found["null"]["prose"] != found["null"]["prose"]  # NaN
        del found["null"]
    elif framework == "datatrove":
        files = [gzip.decompress(file.read_bytes()) for file in (tmp_path / "cleaned").iterdir()]
        documents = [json.loads(line) for line in b"".join(files).splitlines()]
        found = {one["id"]: {"prose": one["text"], "records": one["metadata"]["records"]} for one in documents}
    else:
        rows = pyarrow.dataset.dataset(tmp_path / "cleaned.parquet", exclude_invalid_files=True).to_table().to_pylist()
        found = {row["id"]: row for row in rows}
        assert found.pop("null")["prose"] is None
    assert set(found) == {one["id"] for one in ARTICLES} - {"null"}
    for name, row in found.items():
        wanted = expected(TEXTS[name])
        assert row["prose"] == wanted["prose"]
        for got, record in zip(row["records"], wanted["records"], strict=True):
            assert (got["kind"], got["raw"], got["span"]) == (record["kind"], record["raw"], record["span"])
