"""Every framework, with one worker or two, gives the same rows as the command line."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds.cli import main
from embeds.integrations import rows

from .documents import DOCUMENTS, expected, plain

pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")

import pyarrow.parquet

from . import engines

pytestmark = engines.THEIR_WARNINGS
MARKED = functools.partial(embeds.clean, marker="[{kind} {n}]")


@pytest.fixture(scope="module")
def on_the_command_line(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """Return what `embeds clean` with some options gives for the documents: prose and records, by id."""
    folder = tmp_path_factory.mktemp("cli")
    pyarrow.parquet.write_table(engines.table(DOCUMENTS), folder / "in.parquet")

    @functools.cache
    def rows_of(*options: str) -> dict[str, Any]:
        assert main.main(["clean", str(folder / "in.parquet"), "-o", str(folder / "out.parquet"), *options]) == 0
        return {row.pop("id"): row for row in pyarrow.parquet.read_table(folder / "out.parquet").to_pylist()}

    return rows_of


@pytest.mark.parametrize("cleaner, parts", [(embeds.clean, 1), (embeds.clean, 2), (MARKED, 2)])
@pytest.mark.parametrize("engine", engines.RUNNERS)
def test_rows_are_those_of_the_command_line(
    engine: str, cleaner: Any, parts: int, tmp_path: Path, on_the_command_line: Callable[..., dict[str, Any]]
) -> None:
    engines.require(engine)
    wanted = on_the_command_line(*(["--marker", MARKED.keywords["marker"]] if cleaner is MARKED else []))
    documents = engines.suited(engine, DOCUMENTS)
    came = engines.RUNNERS[engine](documents, cleaner, parts, tmp_path)
    found = {row["id"]: plain(row) for row in came}
    assert len(came) == len(found) == len(documents)
    for document in documents:
        row = wanted[document["id"]] | document
        if engine in engines.OF_DOCUMENTS:  # the prose replaces the text
            del row["text"]
        assert found[row["id"]] == plain(row), row["id"]


@pytest.mark.parametrize("engine", [name for name in engines.RUNNERS if name not in engines.OF_DOCUMENTS])
def test_a_wrong_column_is_said(engine: str, tmp_path: Path) -> None:
    engines.require(engine)
    documents = [{"id": "1", "body": "Nothing."}]
    with pytest.raises(embeds.InputError, match=r"no column 'text' \(there are: id, body\); name the one"):
        engines.RUNNERS[engine](documents, embeds.clean, 1, tmp_path)


@pytest.mark.parametrize("engine", [name for name in engines.RUNNERS if name != "spacy"])
def test_records_of_an_earlier_run_are_not_replaced(engine: str, tmp_path: Path) -> None:
    engines.require(engine)
    documents = [{"id": "1", "text": "Nothing.", "records": ["the first run's"]}]
    with pytest.raises(Exception, match=r"records\S+ already"):  # some frameworks wrap it in an error of their own
        engines.RUNNERS[engine](documents, embeds.clean, 1, tmp_path)


def test_datatrove_counts_what_it_found(tmp_path: Path) -> None:
    engines.require("datatrove")
    documents = engines.suited("datatrove", DOCUMENTS)
    engines.run_datatrove(documents, embeds.clean, 2, tmp_path)
    steps = json.loads((tmp_path / "logs" / "stats.json").read_text(encoding="utf-8"))
    (stats,) = [step["stats"] for step in steps if "embeds" in step["name"]]
    records = [record for one in documents for record in expected(one["text"])["records"]]
    counted = Counter(map(rows.label, records))
    assert len(counted) == 3 and {name: stats[name] for name in counted} == counted
    assert stats["total"] == len(documents)
