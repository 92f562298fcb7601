"""LangChain, LlamaIndex, Haystack and spaCy: what each keeps, and stores, of a cleaned document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import embeds

from . import engines
from .documents import TEXTS, expected, plain
from .test_engines import pytestmark as pytestmark

TWEET = TEXTS["dated"] or ""


def test_langchain_stores_what_was_found() -> None:
    engines.require("langchain_core")
    from langchain_core.documents import Document

    from embeds.integrations.langchain import EmbedsTransformer

    (document,) = EmbedsTransformer().transform_documents([Document(page_content=TWEET, metadata={"source": "a"})])
    assert document.metadata["source"] == "a" and json.loads(json.dumps(document.metadata)) == document.metadata


def test_llama_index_hides_the_records_from_models_and_splits_the_prose() -> None:
    engines.require("llama_index")
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import MetadataMode

    from embeds.integrations.llama_index import EmbedsTransformation

    pipeline = IngestionPipeline(transformations=[EmbedsTransformation(), SentenceSplitter()])
    (node,) = pipeline.run(documents=[Document(text=TWEET, metadata={"source": "a"})])
    assert node.get_content() == embeds.clean(TWEET).prose
    for mode in (MetadataMode.EMBED, MetadataMode.LLM):
        assert "source: a" in node.get_content(mode) and "maravoss" not in node.get_content(mode)
    assert "maravoss" in json.dumps(node.to_dict())


def test_haystack_writes_a_pipeline_to_a_file_and_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads one back whose modules are allowed."""
    monkeypatch.setenv("HAYSTACK_DESERIALIZATION_ALLOWLIST", "embeds.*")
    engines.require("haystack")
    from haystack import Document, Pipeline

    from embeds.integrations.haystack import EmbedsCleaner

    pipeline = Pipeline()
    pipeline.add_component("cleaner", EmbedsCleaner(embeds.clean_html))
    page = Document(content='<p>A</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>')
    read = Pipeline.loads(pipeline.dumps())
    made = read.run({"cleaner": {"documents": [page, Document()]}})["cleaner"]["documents"]
    assert [one.content for one in made] == ["<p>A</p>", None] and made[0].meta["records"][0]["platform"] == "youtube"


def test_spacy_marks_records_and_stores_them(tmp_path: Path) -> None:
    engines.require("spacy")
    import spacy
    from spacy.tokens import DocBin

    from embeds.integrations.spacy import Embeds

    nlp = spacy.blank("en")
    assert isinstance(nlp.add_pipe("embeds", config={"key": "found"}), Embeds)
    text = TEXTS["harbour"]
    assert text
    doc = nlp(text)
    assert doc.text == text
    assert [(span.label_, span.id_) for span in doc.spans["found"]] == [
        ("credit", ""),
        ("post", "twitter"),
        ("credit", ""),
    ]
    for span, record in zip(doc.spans["found"], embeds.clean(text).records, strict=True):
        assert span.start_char <= record.span.start and record.span.end <= span.end_char
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs")
    (stored,) = DocBin().from_disk(tmp_path / "docs").get_docs(nlp.vocab)
    assert plain(stored._.embeds) == plain(expected(text)) and len(stored.spans["found"]) == 3
    nlp.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model")(text)._.embeds == doc._.embeds
