"""The resolvers that users hold: one for code that waits, one for asyncio. Both only put the engine to use."""

from __future__ import annotations

import datetime as dt
import functools
import os
import warnings
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from ..records import Article, Resolution
from . import shorteners as known
from .cache import Cache
from .cassette import Cassette
from .chain import Rules
from .engine import Engine
from .worker import Worker

if TYPE_CHECKING:
    from .network import Network

Mode = Literal["replay", "record", "refresh", "live"]
_Path = str | os.PathLike[str]
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class _Resolver:
    """What both have in common: how they are set up."""

    def __init__(
        self,
        *,
        cassette: _Path | None = None,
        mode: Mode | None = None,
        cache: _Path | None = None,
        verify: bool = False,
        follow: Literal["shorteners", "all"] = "shorteners",
        shorteners: _Path | None = None,
        allow_private: bool = False,
        refuse_downgrade: bool = False,
        concurrency: int = 64,
        per_host: int = 32,
        interval: float = 0.0,
        timeout: float = 30.0,
        proxy: str | None = None,
    ) -> None:
        """Set up; nothing is opened but the files that are named.

        `cassette`: a recording. `mode`: "replay" it (the default with a cassette: no network at all, an address that
        it does not hold raises CassetteMiss), "record" into it what it does not hold, "refresh" it by asking everything
        anew, or "live": leave it alone. `cache`: a SQLite file that keeps answers between runs.
        `verify`: ask each post's platform for its public record. `follow`: ask known shorteners only, or "all" hosts.
        `shorteners`: a file of more of them. `refuse_downgrade`: block a chain that leads from https to http.
        `concurrency`, `per_host`: requests at once, in all and to one host; `interval`: seconds between two to a host.
        `timeout`: seconds for a whole chain of hops, waiting for a host's turn not counted.
        `allow_private` lets links lead into private networks, and `proxy` (its URL) hides from the guard where they
        lead: both warn. Raises ValueError for options that do not go together, InputError, CacheError or
        CassetteError for a file that cannot be used.
        """
        mode = mode or ("replay" if cassette is not None else "live")
        if mode not in ("replay", "record", "refresh", "live"):
            raise ValueError(f'mode {mode!r}: it is "replay", "record", "refresh" or "live"')
        if mode != "live" and cassette is None:
            raise ValueError(f"mode {mode!r} needs a cassette")
        if follow not in ("shorteners", "all"):
            raise ValueError(f'follow {follow!r}: it is "shorteners" or "all"')
        if allow_private:
            warnings.warn("allow_private: links may lead into private networks, whoever wrote them", stacklevel=2)
        if proxy:
            warnings.warn("proxy: the guard cannot see which addresses it connects to", stacklevel=2)
        rules = Rules(
            known.load(shorteners),
            follow_all=follow == "all",
            allow_private=allow_private,
            refuse_downgrade=refuse_downgrade,
            seconds=timeout,
        )

        def network() -> Network:
            from .network import Network

            return Network.open(
                concurrency=concurrency,
                per_host=per_host,
                interval=interval,
                allow_private=allow_private,
                proxy=proxy,
            )

        offline = mode == "replay"
        tape = None if cassette is None or mode == "live" else Cassette(cassette, writes=not offline)
        self._engine = Engine(
            rules,
            verifies=verify,
            cassette=tape,
            cache=Cache(cache) if cache is not None or tape is None else None,
            not_before=dt.datetime.now(dt.UTC) if mode == "refresh" else None,
            network=None if offline else network,
            window=4 * concurrency,
        )


class AsyncResolver(_Resolver):
    """Finds out where links lead and which post it was, for asyncio; see Resolver. One event loop for its life."""

    async def resolve(self, article: Article) -> Article:
        """`Resolver.resolve`."""
        return await self._engine.resolve(article)

    def resolve_many(self, articles: Iterable[Article]) -> AsyncIterator[Article]:
        """`Resolver.resolve_many`."""
        return self.each(self.resolve, articles)

    def each(self, do: Callable[[_Item], Awaitable[_Result]], items: Iterable[_Item]) -> AsyncIterator[_Result]:
        """What `do` makes of each item, in order; many are on their way at once."""
        return self._engine.many(do, items)

    async def expand(self, url: str) -> Resolution:
        """`Resolver.expand`."""
        return await self._engine.expand(url)

    def expand_many(self, urls: Iterable[str]) -> AsyncIterator[Resolution]:
        """`Resolver.expand_many`."""
        return self.each(self.expand, urls)

    async def close(self) -> None:
        """Close connections and files."""
        await self._engine.close()

    async def __aenter__(self) -> Self:
        """Close at the end of an `async with`."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close."""
        await self.close()


class Resolver(_Resolver):
    """Finds out where links lead and which post it was.

    Links are strangers': private addresses are never connected to, an answer is read within limits, each address is
    asked once, and whatever happens is an outcome (see Resolution), not an exception.
    """

    def resolve(self, article: Article) -> Article:
        """The article with `resolved` filled in the links of its posts, and what those tell about the posts.

        With `verify=True` each post whose permalink is known is held against its public record, which sets its exact
        span, words, author and date. Raises CassetteMiss when a recording is replayed that does not hold enough.
        """
        return self._run(self._engine.resolve(article))

    def resolve_many(self, articles: Iterable[Article]) -> Iterator[Article]:
        """`resolve` for each article, in order; many are on their way at once."""
        return self._each(self._engine.batches(self._engine.resolve, articles))

    def expand(self, url: str) -> Resolution:
        """Where a link leads. Never raises on what comes back; raises CassetteMiss as `resolve` does."""
        return self._run(self._engine.expand(url))

    def expand_many(self, urls: Iterable[str]) -> Iterator[Resolution]:
        """`expand` for each link, in order; many are on their way at once, and no address is asked twice."""
        return self._each(self._engine.batches(self._engine.expand, urls))

    def _each(self, batches: AsyncGenerator[list[_Result], None]) -> Iterator[_Result]:
        async def following() -> list[_Result]:
            return await anext(batches, [])

        try:
            while batch := self._run(following()):
                yield from batch
        finally:
            self._run(batches.aclose())

    def _run(self, steps: Coroutine[Any, Any, _Result]) -> _Result:
        return self._worker.run(steps)

    @functools.cached_property
    def _worker(self) -> Worker:
        worker = Worker(self._engine)
        weakref.finalize(self, worker.close)
        return worker

    def close(self) -> None:
        """Close connections and files; leaving a `with` does that, and so does forgetting the resolver."""
        self._worker.close()

    def __enter__(self) -> Self:
        """Close at the end of a `with`."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """Close."""
        self.close()
