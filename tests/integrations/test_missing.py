"""If a framework is not installed, its adapter names the extra that installs it."""

from __future__ import annotations

import importlib
import sys

import pytest

NEEDS = {
    "arrow": ("pyarrow", "batch"),
    "datasets": ("datasets", "datasets"),
    "datatrove": ("datatrove", "datatrove"),
    "ray": ("ray", "ray"),
    "scrapy": ("scrapy", "scrapy"),
    "spark": ("pyspark", "spark"),
}


@pytest.mark.parametrize("adapter", NEEDS)
def test_the_extra_is_named(adapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    framework, extra = NEEDS[adapter]
    monkeypatch.delitem(sys.modules, f"embeds.integrations.{adapter}", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == framework]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, framework, None)
    if framework == "scrapy":
        monkeypatch.setitem(sys.modules, "itemadapter", None)
    with pytest.raises(ImportError) as missing:
        importlib.import_module(f"embeds.integrations.{adapter}")
    message = str(missing.value)
    assert message.count("\n") == 0 and message.endswith(
        f"install it with the extra '{extra}', pip install 'embeds[{extra}]'"
    )
