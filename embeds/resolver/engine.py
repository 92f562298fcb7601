"""What both resolvers do: drive the chains, and answer what they ask from a recording, a cache or the network.

It is asynchronous, and without a network (when a recording is replayed) it never waits for anything, so that it needs
no event loop and hence no socket.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING, TypeVar

from ..records import Article, Post, Resolution
from . import chain, oembed, posts, verify
from .answers import Answer, Ask
from .cache import Cache
from .cassette import Cassette

if TYPE_CHECKING:
    from .network import Network

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Engine:
    """Resolves articles and links; `network` makes the network when it is first needed, None: there is none."""

    def __init__(
        self,
        rules: chain.Rules,
        *,
        verifies: bool,
        cassette: Cassette | None,
        cache: Cache | None,
        not_before: dt.datetime | None,
        network: Callable[[], Network] | None,
        window: int,
    ) -> None:
        """Answers from before `not_before` do not count; `window` items of a long list are on their way at once."""
        self.offline = network is None
        self._rules, self._verifies = rules, verifies
        self._cassette, self._stores = cassette, [store for store in (cassette, cache) if store is not None]
        self._not_before, self._window = not_before, window
        self._make_network = network
        self._network: Network | None = None
        self._pending: dict[str, asyncio.Task[Answer]] = {}

    async def expand(self, url: str) -> Resolution:
        """Where one link leads."""
        return await self._drive(chain.walk(url, self._rules))

    async def resolve(self, article: Article) -> Article:
        """The article with the links of its posts resolved, and its posts verified where that was asked for."""
        urls = posts.links_of(article.posts)
        found = dict(zip(urls, await self._each(self.expand, urls), strict=True))
        records = tuple(posts.fill(r, found) if isinstance(r, Post) else r for r in article.records)
        article = article.model_copy(update={"records": records})
        if not self._verifies:
            return article
        return verify.verified(article, await self._each(self._public, article.posts))

    async def _public(self, post: Post) -> oembed.Public | None:
        if post.permalink is None:
            return None
        rules = self._rules
        return await self._drive(oembed.look_up(post.permalink, rules.seconds, allow_private=rules.allow_private))

    async def many(self, do: Callable[[_Item], Awaitable[_Result]], items: Iterable[_Item]) -> AsyncIterator[_Result]:
        """What `do` makes of each item, in order, a window of them on their way at once."""
        async with aclosing(self.batches(do, items)) as batches:
            async for batch in batches:
                for result in batch:
                    yield result

    async def batches(
        self, do: Callable[[_Item], Awaitable[_Result]], items: Iterable[_Item]
    ) -> AsyncGenerator[list[_Result], None]:
        """As `many`, with all that is ready at once: a thread that waits for results is woken less often."""
        if self.offline:
            for item in items:
                yield [await do(item)]
            return
        under_way: deque[asyncio.Future[_Result]] = deque()
        try:
            for item in items:
                under_way.append(asyncio.ensure_future(do(item)))
                if len(under_way) >= self._window:
                    await asyncio.wait([under_way[0]])
                    yield _ready(under_way)
            while under_way:
                await asyncio.wait([under_way[0]])
                yield _ready(under_way)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _each(self, do: Callable[[_Item], Awaitable[_Result]], items: Iterable[_Item]) -> list[_Result]:
        return [result async for result in self.many(do, items)]

    async def _drive(self, steps: Generator[Ask, Answer, _Result]) -> _Result:
        """Run a chain to its end."""
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
        if task is None:  # whoever asks the same meanwhile waits for this one
            task = self._pending[ask.url] = asyncio.ensure_future(self._fetch(ask, self._make_network))
            task.add_done_callback(lambda _: self._pending.pop(ask.url, None))
        return await asyncio.shield(task)

    def _stored(self, ask: Ask) -> Answer | None:
        for store in self._stores:
            answer = store.get(ask.url)
            if answer is not None and not (self._not_before and answer.at < self._not_before):
                return answer
        return None

    async def _fetch(self, ask: Ask, make: Callable[[], Network]) -> Answer:
        if self._network is None:
            self._network = make()
        answer = await self._network.ask(ask)
        if answer.tries:
            for store in self._stores:
                store.put(ask.url, answer)
        return answer

    async def close(self) -> None:
        """End what is under way, and close connections and files."""
        tasks = list(self._pending.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._network is not None:
            await self._network.close()
        for store in self._stores:
            store.close()


def _ready(under_way: deque[asyncio.Future[_Result]]) -> list[_Result]:
    """The results at the head of the line."""
    results = []
    while under_way and under_way[0].done():
        results.append(under_way.popleft().result())
    return results
