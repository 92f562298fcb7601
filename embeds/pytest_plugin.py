"""A plugin for pytest: the fixture `embeds_cassette`, and the option `--embeds-record` to make its recordings.

    def test_links(embeds_cassette):
        with embeds_cassette.resolver() as resolver:
            assert resolver.expand("https://t.co/Qm3xT8vLpA").outcome == "ok"

The recording of a test stands in a folder beside it: cassettes/test_file/test_links.jsonl. The resolver is imported
only when a test asks for one.
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
    """A test's recording: its file `path`, and `mode` ("replay" or "record"); resolvers take it as `cassette=`."""

    path: Path
    mode: Literal["replay", "record"]
    _open: list[Resolver] = field(default_factory=list, repr=False)

    def __fspath__(self) -> str:
        """Return the file's path."""
        return os.fspath(self.path)

    def resolver(self, **options: Any) -> Resolver:
        """Return a Resolver that uses this recording; it is closed when the test ends."""
        from .resolver import Resolver

        self._open.append(Resolver(cassette=self.path, mode=self.mode, **options))
        return self._open[-1]

    def async_resolver(self, **options: Any) -> AsyncResolver:
        """Return an AsyncResolver that uses this recording, for `async with`."""
        from .resolver import AsyncResolver

        return AsyncResolver(cassette=self.path, mode=self.mode, **options)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--embeds-record`."""
    group = parser.getgroup("embeds")
    group.addoption(
        "--embeds-record", action="store_true", help="ask the network for what the recordings of embeds_cassette lack"
    )


@pytest.fixture
def embeds_cassette(request: pytest.FixtureRequest) -> Iterator[EmbedsCassette]:
    """Give the recording of this test for resolvers of embeds: it is replayed, or extended with --embeds-record."""
    name = re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    path = request.path.parent / "cassettes" / request.path.stem / f"{name}.jsonl"
    cassette = EmbedsCassette(path, "record" if request.config.getoption("--embeds-record") else "replay")
    yield cassette
    for resolver in cassette._open:
        resolver.close()
