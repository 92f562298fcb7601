"""A plugin for pytest: the fixture `embeds_cassette`, and `--embeds-record` to record what it holds.

    def test_links(embeds_cassette):
        with embeds_cassette.resolver() as resolver:
            assert resolver.expand("https://t.co/Qm3xT8vLpA").outcome == "ok"

The recording of a test stands beside it: cassettes/test_file/test_links.jsonl. Nothing of the resolver is imported
before a test asks for one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from .resolver import AsyncResolver, Resolver


@dataclass(frozen=True)
class EmbedsCassette:
    """A test's recording: `path` is its file, `mode` "replay" or "record"; it can be given as `cassette=` itself."""

    path: Path
    mode: Literal["replay", "record"]
    _open: list[Resolver] = field(default_factory=list, repr=False)

    def __fspath__(self) -> str:
        """The file's path."""
        return os.fspath(self.path)

    def resolver(self, **options: Any) -> Resolver:
        """A Resolver on this recording; it is closed when the test ends."""
        from .resolver import Resolver

        self._open.append(Resolver(cassette=self.path, mode=self.mode, **options))
        return self._open[-1]

    def async_resolver(self, **options: Any) -> AsyncResolver:
        """An AsyncResolver on this recording, for `async with`."""
        from .resolver import AsyncResolver

        return AsyncResolver(cassette=self.path, mode=self.mode, **options)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    group = parser.getgroup("embeds")
    group.addoption(
        "--embeds-record", action="store_true", help="ask the network for what the embeds_cassette fixtures do not hold"
    )


@pytest.fixture
def embeds_cassette(request: pytest.FixtureRequest) -> Iterator[EmbedsCassette]:
    """The recording of this test for `embeds` resolvers: replayed, or with --embeds-record added to."""
    name = re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    path = request.path.parent / "cassettes" / request.path.stem / f"{name}.jsonl"
    cassette = EmbedsCassette(path, "record" if request.config.getoption("--embeds-record") else "replay")
    yield cassette
    for resolver in cassette._open:
        resolver.close()
