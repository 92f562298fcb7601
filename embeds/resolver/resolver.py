"""The resolvers that users hold: one for code that waits, one for asyncio. Both only put the engine to use."""

from __future__ import annotations

import datetime as dt
import os
import warnings
import weakref
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from ..records import Article, Resolution
from . import shorteners as known
from .cache import Cache
from .cassette import Cassette
from .chain import Rules
from .engine import ARTICLES, LINKS, Engine
from .limits import Limits
from .window import Window
from .worker import Worker

if TYPE_CHECKING:
    from .network import Network

Mode = Literal["replay", "record", "refresh", "live"]
_Path = str | os.PathLike[str]
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_LIMITS = Limits()


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
        limits: Limits = _LIMITS,
        timeout: float = 30.0,
        proxy: str | None = None,
    ) -> None:
        """Set up; nothing is opened but the files that are named.

        `cassette`: a recording. `mode`: "replay" it (the default with a cassette: no network at all, an address that
        it does not hold raises CassetteMiss), "record" into it what it does not hold, "refresh" it by asking everything
        anew, or "live": leave it alone. `cache`: a SQLite file that keeps answers between runs.
        `verify`: ask each post's platform for its public record. `follow`: ask known shorteners only, or "all" hosts.
        `shorteners`: a file of more of them. `refuse_downgrade`: block a chain that leads from https to http.
        `limits`: how much to ask for at once. `timeout`: seconds for a whole chain of hops, waiting for a host's turn
        not counted. `allow_private` lets links lead into private networks, and `proxy` (its URL) hides from the guard
        where they lead: both warn. Raises ValueError for options that do not go together, InputError, CacheError or
        CassetteError for a file that cannot be used.
        """
        mode = _checked(mode, cassette, follow, timeout)
        _warn(allow_private=allow_private, proxy=proxy)
        rules = Rules(
            known.load(shorteners),
            follow_all=follow == "all",
            allow_private=allow_private,
            refuse_downgrade=refuse_downgrade,
            seconds=timeout,
        )
        self._use(_engine(rules, mode, cassette, cache, limits, proxy, verifies=verify))

    def _use(self, engine: Engine) -> None:
        self._engine = engine


def _checked(mode: Mode | None, cassette: _Path | None, follow: str, timeout: float) -> Mode:
    """The mode that is meant; raises ValueError for options that do not go together."""
    mode = mode or ("replay" if cassette is not None else "live")
    if mode not in ("replay", "record", "refresh", "live"):
        raise ValueError(f'mode {mode!r}: it is "replay", "record", "refresh" or "live"')
    if mode != "live" and cassette is None:
        raise ValueError(f"mode {mode!r} needs a cassette")
    if follow not in ("shorteners", "all"):
        raise ValueError(f'follow {follow!r}: it is "shorteners" or "all"')
    if timeout <= 0:
        raise ValueError("timeout is above 0")
    return mode


def _warn(*, allow_private: bool, proxy: str | None) -> None:
    """Warn, where the resolver is made, of what takes away from the guard."""
    if allow_private:
        warnings.warn("allow_private: links may lead into private networks, whoever wrote them", stacklevel=3)
    if proxy:
        warnings.warn("proxy: the guard cannot see which addresses it connects to", stacklevel=3)


def _engine(
    rules: Rules,
    mode: Mode,
    cassette: _Path | None,
    cache: _Path | None,
    limits: Limits,
    proxy: str | None,
    *,
    verifies: bool,
) -> Engine:
    """The engine on its files; answers are kept in memory where neither is named."""

    def network() -> Network:
        from .network import Network

        return Network.open(limits, allow_private=rules.allow_private, proxy=proxy)

    offline = mode == "replay"
    tape = None if cassette is None or mode == "live" else Cassette(cassette, writes=not offline)
    return Engine(
        rules,
        verifies=verifies,
        cassette=tape,
        cache=Cache(cache) if cache is not None or tape is None else None,
        not_before=dt.datetime.now(dt.UTC) if mode == "refresh" else None,
        network=None if offline else network,
        concurrency=limits.concurrency,
    )


class AsyncResolver(_Resolver):
    """Finds out where links lead and which post it was, for asyncio; see Resolver. One event loop for its life."""

    async def resolve(self, article: Article) -> Article:
        """`Resolver.resolve`."""
        return await self._engine.resolve(article)

    def resolve_many(self, articles: Iterable[Article] | AsyncIterable[Article]) -> AsyncIterator[Article]:
        """`Resolver.resolve_many`; a plain iterable is read in the event loop, and must not block it for long."""
        return self._engine.many(self._engine.resolve, articles, ARTICLES)

    async def expand(self, url: str) -> Resolution:
        """`Resolver.expand`."""
        return await self._engine.expand(url)

    def expand_many(self, urls: Iterable[str] | AsyncIterable[str]) -> AsyncIterator[Resolution]:
        """`Resolver.expand_many`; a plain iterable is read in the event loop, and must not block it for long."""
        return self._engine.many(self._engine.expand, urls, LINKS)

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

    def _use(self, engine: Engine) -> None:
        super()._use(engine)
        self._worker = Worker(engine)
        weakref.finalize(self, self._worker.close)

    def resolve(self, article: Article) -> Article:
        """The article with `resolved` filled in the links of its posts, and what those tell about the posts.

        With `verify=True` each post whose permalink is known is held against its public record, which sets its exact
        span, words, author and date. Raises CassetteMiss when a recording is replayed that does not hold enough.
        """
        return self._worker.run(self._engine.resolve(article))

    def resolve_many(self, articles: Iterable[Article]) -> Iterator[Article]:
        """`resolve` for each article, in order; many are on their way at once."""
        return self.each(self._engine.resolve, articles, ARTICLES)

    def expand(self, url: str) -> Resolution:
        """Where a link leads. Never raises on what comes back; raises CassetteMiss as `resolve` does."""
        return self._worker.run(self._engine.expand(url))

    def expand_many(self, urls: Iterable[str]) -> Iterator[Resolution]:
        """`expand` for each link, in order; many are on their way at once, and no address is asked twice."""
        return self.each(self._engine.expand, urls, LINKS)

    def each(
        self, do: Callable[[_Item], Coroutine[Any, Any, _Result]], items: Iterable[_Item], ahead: int
    ) -> Iterator[_Result]:
        """What `do` makes of each item, in order; it runs in the resolver's thread, `items` come from the caller's."""
        if self._engine.offline:
            yield from (self._worker.run(do(item)) for item in items)
            return
        window: Window[_Result] = self._engine.window(ahead)

        async def add(more: list[_Item]) -> list[_Result]:
            for item in more:
                window.add(do(item))
            return await window.ready()

        left = iter(items)
        try:
            while (more := list(islice(left, window.room))) or window:
                yield from self._worker.run(add(more))
        finally:
            self._worker.drop(window.close())

    def close(self) -> None:
        """Close connections and files; leaving a `with` does that, and so does forgetting the resolver."""
        self._worker.close()

    def __enter__(self) -> Self:
        """Close at the end of a `with`."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """Close."""
        self.close()
