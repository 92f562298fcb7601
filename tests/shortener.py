"""A shortener on a real socket, for tests: every code of it leads on to an address of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from .loopback import Loopback, Request, moved, world


def target(request: Request) -> str:
    return f"https://ellery.example{request.target}"


def links(count: int) -> list[str]:
    return [f"https://t.co/{number:010}" for number in range(count)]


@contextlib.contextmanager
def shortener(**options: Any) -> Iterator[Loopback]:
    with Loopback(lambda request: moved(target(request)), **options) as server, world(server):
        yield server
