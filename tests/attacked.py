"""Fixtures for tests of attacks: links are expanded sync and async, and the same with plain httpx as a control."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import embeds
from embeds.resolver import retry

from .loopback import Loopback, http


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without a pause."""
    monkeypatch.setattr(retry, "_backoff", lambda _state: 0.0)


@pytest.fixture(params=["sync", "async"])
def expand_each(request: pytest.FixtureRequest) -> Callable[..., list[embeds.Resolution]]:
    return with_resolver if request.param == "sync" else with_async_resolver


@pytest.fixture
def expand(expand_each: Callable[..., list[embeds.Resolution]]) -> Callable[..., embeds.Resolution]:
    return lambda url, **options: expand_each(url, **options)[0]


def with_resolver(*urls: str, **options: Any) -> list[embeds.Resolution]:
    with embeds.Resolver(**options) as resolver:
        return [resolver.expand(url) for url in urls]


def with_async_resolver(*urls: str, **options: Any) -> list[embeds.Resolution]:
    async def run() -> list[embeds.Resolution]:
        async with embeds.AsyncResolver(**options) as resolver:
            return [await resolver.expand(url) for url in urls]

    return asyncio.run(run())


@pytest.fixture(params=["sync", "async"])
def naive(request: pytest.FixtureRequest) -> Callable[..., httpx.Response]:
    """Ask one address with a plain client of httpx."""
    return naively if request.param == "sync" else naively_async


def naively(url: str, **options: Any) -> httpx.Response:
    with httpx.Client(**{"follow_redirects": True, "trust_env": False} | options) as client:
        return client.get(url)


def naively_async(url: str, **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(**{"follow_redirects": True, "trust_env": False} | options) as client:
            return await client.get(url)

    return asyncio.run(run())


def home(server: Loopback) -> str:
    return f"http://127.0.0.1:{server.port}/"


@pytest.fixture
def page() -> Iterator[Loopback]:
    with Loopback(lambda _: http(200, body=b"the inside of a network")) as server:
        yield server
