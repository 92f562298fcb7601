"""Do the work of both resolvers: drive the chains, and answer their requests from a recording, a cache or the network.

It is asynchronous. When a recording is replayed it never waits, so it then needs no event loop, and so no socket.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from ..records import Article, Post, Resolution
from . import chain, oembed, posts, verify
from .answers import Answer, Ask
from .cache import Cache
from .cassette import Cassette
from .window import Window

if TYPE_CHECKING:
    from .network import Network

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

CLOSED = "this resolver is closed"
# Results come in order, so a link that hangs holds up those behind it. For each request at once, this many links or
# articles may be done meanwhile.
LINKS, ARTICLES = 32, 8


class Engine:
    """The resolver of articles and links; `network` makes the network when it is first needed, None stands for none."""

    def __init__(
        self,
        rules: chain.Rules,
        *,
        verifies: bool,
        cassette: Cassette | None,
        cache: Cache | None,
        not_before: dt.datetime | None,
        network: Callable[[], Network] | None,
        concurrency: int,
    ) -> None:
        """Keep the settings: stored answers from before `not_before` are ignored; `concurrency` bounds the requests."""
        self.offline: bool = network is None
        self.closed: bool = False
        self._rules, self._verifies = rules, verifies
        self._cassette, self._stores = cassette, [store for store in (cassette, cache) if store is not None]
        self._not_before, self._concurrency = not_before, concurrency
        self._make_network = network
        self._network: Network | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pending: dict[str, asyncio.Task[Answer]] = {}

    async def expand(self, url: str) -> Resolution:
        """Return where one link leads."""
        return await self._drive(chain.walk(url, self._rules))

    async def resolve(self, article: Article) -> Article:
        """Return the article with the links of its posts resolved, and its posts verified if that was asked for."""
        urls = posts.links_of(article.posts)
        found = dict(zip(urls, await self._all(self.expand, urls), strict=True))
        records = tuple(posts.fill(r, found) if isinstance(r, Post) else r for r in article.records)
        article = article.model_copy(update={"records": records})
        if not self._verifies:
            return article
        return verify.verified(article, await self._all(self._public, article.posts))

    async def _public(self, post: Post) -> oembed.Public | None:
        if post.permalink is None:
            return None
        rules = self._rules
        return await self._drive(oembed.look_up(post.permalink, rules.seconds, allow_private=rules.allow_private))

    async def many(
        self,
        do: Callable[[_Item], Awaitable[_Result]],
        items: Iterable[_Item] | AsyncIterable[_Item],
        ahead: int,
    ) -> AsyncIterator[_Result]:
        """Yield what `do` returns for each item, in order; see `window` for `ahead`."""
        window: Window[_Result] = self.window(ahead)
        try:
            async for item in _each(items):
                window.add(do(item))
                if not window.room:
                    for result in await window.ready():
                        yield result
            while window:
                for result in await window.ready():
                    yield result
        finally:
            await window.close()

    def window(self, ahead: int) -> Window[Any]:
        """Return an empty window for `ahead` items (LINKS or ARTICLES) for each request at once."""
        return Window(ahead * self._concurrency)

    async def _all(self, do: Callable[[_Item], Awaitable[_Result]], items: Iterable[_Item]) -> list[_Result]:
        """Return what `do` returns for each item of one article."""
        if self.offline:  # one after the other, because tasks need an event loop
            return [await do(item) for item in items]
        return await asyncio.gather(*map(do, items))

    async def _drive(self, steps: Generator[Ask, Answer, _Result]) -> _Result:
        """Run a chain to its end; raise RuntimeError if the engine is closed."""
        if self.closed:
            raise RuntimeError(CLOSED)
        try:
            ask = next(steps)
            while True:
                ask = steps.send(await self._answer(ask))
        except StopIteration as end:
            result: _Result = end.value
            return result

    async def _answer(self, ask: Ask) -> Answer:
        if stored := self._stored(ask):
            return stored
        if self._make_network is None:
            if self._cassette is None:
                raise RuntimeError("a resolver without a network and without a recording")
            raise self._cassette.miss(ask.url)
        task = self._pending.get(ask.url)
        if task is None:  # others that ask for the same address meanwhile wait for this task
            task = self._pending[ask.url] = asyncio.ensure_future(self._fetch(ask, self._make_network))
            task.add_done_callback(lambda _: self._pending.pop(ask.url, None))
        return await asyncio.shield(task)

    def _stored(self, ask: Ask) -> Answer | None:
        for number, store in enumerate(self._stores):
            answer = store.get(ask)
            if answer is not None and not (self._not_before and answer.at < self._not_before):
                self._keep(ask, answer, self._stores[:number])  # a recording also keeps what the cache answered
                return answer
        return None

    def _keep(self, ask: Ask, answer: Answer, stores: Iterable[Cassette | Cache]) -> None:
        for store in stores:
            store.put(ask, answer)

    async def _fetch(self, ask: Ask, make: Callable[[], Network]) -> Answer:
        if self._network is None:
            self._network, self._loop = make(), asyncio.get_running_loop()
        self._in_its_loop()
        answer = await self._network.ask(ask)
        if answer.tries:
            self._keep(ask, answer, self._stores)
        return answer

    def _in_its_loop(self) -> None:
        """Raise RuntimeError in another event loop than the one that the connections belong to."""
        if self._loop not in (None, asyncio.get_running_loop()):
            raise RuntimeError("this resolver belongs to another event loop: make one in each")

    async def close(self) -> None:
        """Cancel requests, and close connections and files; further calls do nothing."""
        if self.closed:
            return
        self.closed = True
        try:
            if self._network is not None:
                self._in_its_loop()
                tasks = list(self._pending.values())
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await self._network.close()
        finally:
            for store in self._stores:
                store.close()


async def _each(items: Iterable[_Item] | AsyncIterable[_Item]) -> AsyncIterator[_Item]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
