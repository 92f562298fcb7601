"""If a framework is not installed, its adapter says how to install it."""

from __future__ import annotations

import importlib
import sys

import pytest

NEEDS = {
    "arrow": ("pyarrow", "pyarrow"),
    "datasets": ("datasets", "datasets"),
    "datatrove": ("datatrove", "datatrove[io]"),
    "haystack": ("haystack", "haystack-ai"),
    "langchain": ("langchain_core", "langchain-core"),
    "llama_index": ("llama_index", "llama-index-core"),
    "ray": ("ray", "ray[data]"),
    "scrapy": ("scrapy", "scrapy"),
    "spacy": ("spacy", "spacy"),
    "spark": ("pyspark", "pyspark[sql]"),
}


@pytest.mark.parametrize("adapter", NEEDS)
def test_what_to_install_is_named(adapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    framework, package = NEEDS[adapter]
    monkeypatch.delitem(sys.modules, f"embeds.integrations.{adapter}", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == framework]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, framework, None)
    if framework == "scrapy":
        monkeypatch.setitem(sys.modules, "itemadapter", None)
    with pytest.raises(ImportError) as missing:
        importlib.import_module(f"embeds.integrations.{adapter}")
    message = str(missing.value)
    assert message.count("\n") == 0 and message.endswith(f": pip install '{package}'")
