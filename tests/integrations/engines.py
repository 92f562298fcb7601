"""Clean documents with each framework.

A runner takes documents, a cleaner, the number of workers or parts, and a folder; it returns the rows in any order. It
imports what it needs; a test that uses it is skipped with the name of what is missing.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import pyarrow as pa

# Warnings of the frameworks about themselves.
THEIR_WARNINGS = [
    pytest.mark.filterwarnings("ignore:The distutils package is deprecated:DeprecationWarning"),  # Spark 3.5
    pytest.mark.filterwarnings(  # Ray 2.40 to 2.45 leave their logs open
        "ignore:(?s)Exception ignored in.*unclosed file.*/ray/session_:pytest.PytestUnraisableExceptionWarning"
    ),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:`use_.*` is deprecated:DeprecationWarning"),
]
Row = dict[str, Any]
Runner = Callable[[list[Row], Any, int, Path], list[Row]]


def require(engine: str) -> None:
    """Skip the test if the framework is not installed."""
    module = engine.split()[0]
    extras = {"pyarrow": "batch", "pyspark": "spark", "langchain_core": "langchain", "llama_index": "llamaindex"}
    extra = extras.get(module, module)
    brings = "" if module in ("pandas", "polars") else f" (extra '{extra}')"
    pytest.importorskip(module, reason=f"{module} is not installed{brings}")


def table(documents: list[Row]) -> pa.Table:
    """Return an Arrow table, in which NaN and null differ."""
    import pyarrow as pa

    return pa.Table.from_pylist(documents)


def run_arrow(documents: list[Row], cleaner: Any, _parts: int, _folder: Path) -> list[Row]:
    from embeds.integrations import arrow

    return list(arrow.clean(table(documents), "text", cleaner).to_pylist())


def run_datasets(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    import datasets

    from embeds.integrations.datasets import clean

    dataset = datasets.Dataset(table(documents))
    return list(clean(dataset, "text", cleaner, num_proc=parts, batch_size=3).with_format("arrow")[:].to_pylist())


def run_datasets_stream(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    import datasets

    from embeds.integrations.datasets import clean

    stream = datasets.Dataset(table(documents)).to_iterable_dataset(num_shards=parts)
    return list(clean(stream, "text", cleaner, batch_size=3))


def run_datatrove(documents: list[Row], cleaner: Any, parts: int, folder: Path) -> list[Row]:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from embeds.integrations.datatrove import EmbedsFormatter

    write_jsonl(folder / "in", documents, parts)
    steps = [
        JsonlReader(str(folder / "in")),
        EmbedsFormatter(cleaner),
        JsonlWriter(str(folder / "out"), compression=None),
    ]
    LocalPipelineExecutor(steps, tasks=parts, workers=parts, logging_dir=str(folder / "logs")).run()
    rows = []
    for file in sorted((folder / "out").iterdir()):
        for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
            document = json.loads(line)
            document["metadata"].pop("file_path", None)  # datatrove's own; 0.5 does not write it yet
            prose = document.get("text", "")  # the writer leaves out empty fields
            rows.append({"id": document["id"], "prose": prose, **document["metadata"]})
    return rows


def run_ray(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    import ray

    from embeds.integrations.ray import clean

    start_ray()
    whole = table(documents)
    size = -(-len(documents) // parts)
    dataset = ray.data.from_arrow([whole.slice(start, size) for start in range(0, len(documents), size)])
    return [row for block in ray.get(clean(dataset, "text", cleaner).to_arrow_refs()) for row in block.to_pylist()]


def start_ray() -> None:
    import ray

    if not ray.is_initialized():
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)


def run_spark(documents: list[Row], cleaner: Any, parts: int, folder: Path) -> list[Row]:
    import pyarrow.parquet as pq

    from embeds.integrations.spark import clean

    # Through files, because Spark 3.5 neither takes nor gives Arrow tables.
    pq.write_table(table(documents), folder / "in.parquet")
    frame = spark_session().read.parquet(str(folder / "in.parquet")).repartition(parts)
    clean(frame, "text", cleaner).write.parquet(str(folder / "out"))
    return list(pq.read_table(folder / "out").to_pylist())


def spark_session() -> Any:
    """Return the one session of all tests, on this machine only, with times in UTC, in files too."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")  # not without a zone
    return builder.config("spark.sql.session.timeZone", "UTC").config("spark.driver.host", "127.0.0.1").getOrCreate()


def run_langchain(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    from langchain_core.documents import Document

    from embeds.integrations.langchain import EmbedsTransformer

    given = [Document(page_content=one["text"], id=one["id"], metadata=_beside(one)) for one in documents]
    cleaning = EmbedsTransformer(cleaner)
    made = cleaning.transform_documents(given) if parts == 1 else asyncio.run(cleaning.atransform_documents(given))
    assert [document.page_content for document in given] == [one["text"] for one in documents]
    return [{"id": document.id, "prose": document.page_content, **document.metadata} for document in made]


def run_llama_index(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline

    from embeds.integrations.llama_index import EmbedsTransformation

    given = [Document(text=one["text"], id_=one["id"], metadata=_beside(one)) for one in documents]
    pipeline = IngestionPipeline(transformations=[EmbedsTransformation(cleaner=cleaner)])
    made = pipeline.run(documents=given, num_workers=None if parts == 1 else parts)
    assert all("records" in node.excluded_embed_metadata_keys for node in made)
    return [{"id": node.id_, "prose": node.get_content(), **node.metadata} for node in made]


def run_haystack(documents: list[Row], cleaner: Any, _parts: int, _folder: Path) -> list[Row]:
    from haystack import Document, Pipeline

    from embeds.integrations.haystack import EmbedsCleaner

    pipeline = Pipeline()
    pipeline.add_component("cleaner", EmbedsCleaner(cleaner))
    given = [Document(id=one["id"], content=one["text"], meta=_beside(one)) for one in documents]
    made = pipeline.run({"cleaner": {"documents": given}})["cleaner"]["documents"]
    return [{"id": document.id, "prose": document.content, **document.meta} for document in made]


def run_spacy(documents: list[Row], cleaner: Any, parts: int, _folder: Path) -> list[Row]:
    import spacy

    from embeds.integrations import spacy as adapter

    nlp = spacy.blank("xx")
    nlp.add_pipe("embeds")
    component = nlp.get_pipe("embeds")
    assert isinstance(component, adapter.Embeds)
    component.cleaner = cleaner
    made = nlp.pipe(((one["text"], one) for one in documents), as_tuples=True, n_process=parts)
    return [{"id": one["id"], **doc._.embeds, **_beside(one)} for doc, one in made]


def _beside(document: Row) -> Row:
    """Return what stands beside a document's text."""
    return {name: value for name, value in document.items() if name not in ("id", "text")}


def write_jsonl(folder: Path, documents: Iterable[Row], parts: int) -> None:
    """Write the documents in turn to a number of files."""
    folder.mkdir()
    documents = list(documents)
    for part in range(parts):
        lines = [json.dumps(document) + "\n" for document in documents[part::parts]]
        (folder / f"{part + 1}.jsonl").write_text("".join(lines), encoding="utf-8")


RUNNERS: dict[str, Runner] = {
    "pyarrow": run_arrow,
    "datasets": run_datasets,
    "datasets streamed": run_datasets_stream,
    "datatrove": run_datatrove,
    "ray": run_ray,
    "pyspark": run_spark,
    "langchain_core": run_langchain,
    "llama_index": run_llama_index,
    "haystack": run_haystack,
    "spacy": run_spacy,
}
OF_DOCUMENTS = ("datatrove", "langchain_core", "llama_index", "haystack", "spacy")  # not of tables with columns


def suited(engine: str, documents: list[Row]) -> list[Row]:
    """Return the documents that a framework takes, in the form in which it can hold them."""
    if engine == "datatrove":  # its readers drop documents without text, and JSON has no NaN
        return [one | {"weight": None} for one in documents if one["text"]]
    if engine == "spacy":  # by default it refuses more than a million characters
        return [one for one in documents if one["text"] is not None and len(one["text"]) < 1_000_000]
    return [one for one in documents if one["text"] is not None or engine not in OF_DOCUMENTS]
