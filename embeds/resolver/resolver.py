"""Define the two resolvers that users hold: Resolver, whose calls wait, and AsyncResolver. Both run the engine."""

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
    """What both resolvers share: their options."""

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
        """Set up the resolver; open nothing but the files that are named.

        `cassette`: a recording. `mode`: "replay" (the default with a cassette: no network at all, and CassetteMiss for
        an address that it does not hold), "record" (add what it does not hold), "refresh" (ask everything anew) or
        "live" (do not use it). `cache`: a SQLite file that keeps answers between runs.
        `verify`: ask each post's platform for its public record. `follow`: "shorteners" asks known shorteners only,
        "all" every host. `shorteners`: a file of more shorteners. `refuse_downgrade`: block a chain that leads from
        https to http. `limits`: how much to ask for at once. `timeout`: seconds for a whole chain of hops, without the
        time of waiting for a host's turn. `allow_private`: let links lead into private networks. `proxy`: its URL; the
        guard cannot see where links lead behind it. Both of these warn. Raises ValueError for options that do not go
        together, and InputError, CacheError or CassetteError for a file that cannot be used.
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
    """Return the mode, "replay" or "live" if none is given; raise ValueError for options that do not go together."""
    mode = mode or ("replay" if cassette is not None else "live")
    if mode not in ("replay", "record", "refresh", "live"):
        raise ValueError(f'mode must be "replay", "record", "refresh" or "live", not {mode!r}')
    if mode != "live" and cassette is None:
        raise ValueError(f"mode {mode!r} needs a cassette")
    if follow not in ("shorteners", "all"):
        raise ValueError(f'follow must be "shorteners" or "all", not {follow!r}')
    if timeout <= 0:
        raise ValueError(f"timeout must be above 0, not {timeout}")
    return mode


def _warn(*, allow_private: bool, proxy: str | None) -> None:
    """Warn of options that weaken the guard; the warnings name the line that makes the resolver."""
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
    """Return the engine with its files; without a cassette or a cache it keeps answers in memory."""

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
    """A Resolver for asyncio, with the same options and methods. It belongs to the event loop that uses it first."""

    async def resolve(self, article: Article) -> Article:
        """Do as `Resolver.resolve`."""
        return await self._engine.resolve(article)

    def resolve_many(self, articles: Iterable[Article] | AsyncIterable[Article]) -> AsyncIterator[Article]:
        """Do as `Resolver.resolve_many`; a plain iterable is read in the event loop, and must not block it for long."""
        return self._engine.many(self._engine.resolve, articles, ARTICLES)

    async def expand(self, url: str) -> Resolution:
        """Do as `Resolver.expand`."""
        return await self._engine.expand(url)

    def expand_many(self, urls: Iterable[str] | AsyncIterable[str]) -> AsyncIterator[Resolution]:
        """Do as `Resolver.expand_many`; a plain iterable is read in the event loop, and must not block it for long."""
        return self._engine.many(self._engine.expand, urls, LINKS)

    async def close(self) -> None:
        """Close connections and files."""
        await self._engine.close()

    async def __aenter__(self) -> Self:
        """Return the resolver, which the end of the `async with` closes."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close."""
        await self.close()


class Resolver(_Resolver):
    """Finds out where links lead, and which post an article has copied.

    It trusts no link: it never connects to private addresses, reads answers within limits, and asks each address once.
    Whatever a host answers is an outcome (see Resolution), not an exception.
    """

    def _use(self, engine: Engine) -> None:
        super()._use(engine)
        self._worker = Worker(engine)
        weakref.finalize(self, self._worker.close)

    def resolve(self, article: Article) -> Article:
        """Return the article with `resolved` filled in the links of its posts, and with what these tell of the posts.

        With `verify=True` each post whose permalink is known is compared with its public record, which sets its exact
        span, words, author and date. Raises CassetteMiss if a replayed recording does not hold an address.
        """
        return self._worker.run(self._engine.resolve(article))

    def resolve_many(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield each article resolved, in order; many are asked for at once."""
        return self.each(self._engine.resolve, articles, ARTICLES)

    def expand(self, url: str) -> Resolution:
        """Return where a link leads. No answer raises; CassetteMiss is raised as by `resolve`."""
        return self._worker.run(self._engine.expand(url))

    def expand_many(self, urls: Iterable[str]) -> Iterator[Resolution]:
        """Yield where each link leads, in order; many are asked for at once, and no address twice."""
        return self.each(self._engine.expand, urls, LINKS)

    def each(
        self, do: Callable[[_Item], Coroutine[Any, Any, _Result]], items: Iterable[_Item], ahead: int
    ) -> Iterator[_Result]:
        """Yield what `do` makes of each item, in order.

        `do` runs in the resolver's thread, and `items` are read in the caller's, about `ahead` of them at once.
        """
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
        """Close connections and files; the end of a `with` does that, and so does the garbage collector."""
        self._worker.close()

    def __enter__(self) -> Self:
        """Return the resolver, which the end of the `with` closes."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        """Close."""
        self.close()
