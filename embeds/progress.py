"""What a long run shows on standard error while it runs, and what it came to."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Article

_EVERY = {True: 0.2, False: 10.0}  # seconds between two signs of progress, on a terminal and elsewhere


class Progress:
    """What is done so far, on standard error: a bar on a terminal, lines now and then elsewhere, a table last."""

    def __init__(self, total: int | None) -> None:
        """Start the clock; `total` is the number of lines, None where it is not known."""
        self._total, self._started = total, time.monotonic()
        self._bar = sys.stderr.isatty()
        self._next = self._started + _EVERY[self._bar]
        self._lines = 0
        self.bad = 0
        self._links: Counter[str] = Counter()
        self._posts: Counter[str] = Counter()

    def count(self, article: Article | None, *, bad: bool) -> None:
        """One line more, with its article if it held one."""
        self._lines += 1
        self.bad += bad
        for post in article.posts if article else ():
            self._links.update(link.resolved.outcome for link in (*post.links, *post.media) if link.resolved)
            self._posts.update([post.verification] if post.verification else [])
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY[self._bar]
            print(
                f"\r{self._line()}\033[K" if self._bar else self._line(), end="" if self._bar else "\n", file=sys.stderr
            )
            sys.stderr.flush()

    def say(self, message: str) -> None:
        """A line of its own, above the bar."""
        print(f"\r\033[K{message}" if self._bar else message, file=sys.stderr)

    def _line(self) -> str:
        rate = self._lines / max(time.monotonic() - self._started, 1e-9)
        links = sum(self._links.values())
        if not self._total:
            return f"embeds: {self._lines} articles, {links} links, {rate:.0f} articles/s"
        share = self._lines / self._total
        bar = f"[{'#' * int(share * 20):<20}] " if self._bar else ""
        return (
            f"embeds: {bar}{self._lines} of {self._total} articles ({share:.0%}), {links} links, {rate:.0f} articles/s"
        )

    def end(self) -> None:
        """The table of outcomes."""
        if self._bar:
            print("\r\033[K", end="", file=sys.stderr)
        print(self._line(), file=sys.stderr)
        for title, counts in (("links", self._links), ("posts", self._posts)):
            for outcome, number in counts.most_common():
                print(f"  {title}  {outcome:<14} {number:>9}", file=sys.stderr)
        if self.bad:
            print(f"  lines  kept as is     {self.bad:>9}", file=sys.stderr)
