"""When a request is repeated, and how long to wait before: as tenacity's policies.

Repeated are what passes by itself: failed connections, timeouts, 429 and the 5xx of overload. Never another 4xx, and
never what we refused.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
from collections.abc import Awaitable, Callable
from dataclasses import replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, wait_random_exponential

from .answers import Answer

TRIES = 4
LONGEST_WAIT = 30.0  # seconds; a host that asks for more is not asked again
_PASSING = (429, 500, 502, 503, 504)
_backoff = wait_random_exponential(multiplier=0.25, max=8)  # full jitter: 0-0.25 s, 0-0.5 s, 0-1 s …


def passes(answer: Answer) -> bool:
    """Whether what went wrong may be gone the next time, soon enough."""
    if answer.failure:
        return answer.failure in ("timeout", "error")
    return answer.status in _PASSING and (retry_after(answer) or 0.0) <= LONGEST_WAIT


def retry_after(answer: Answer) -> float | None:
    """The seconds that an answer asks to wait, said as a number or as a date; None where it does not."""
    value = (answer.header("retry-after") or "")[:100].strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = email.utils.parsedate_to_datetime(value)
        when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
        return max(0.0, (when - answer.at).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _wait(state: RetryCallState) -> float:
    answer: Answer = state.outcome.result()  # type: ignore[union-attr]  # there is one after an attempt
    asked = retry_after(answer)
    return _backoff(state) if asked is None else asked


class Patience:
    """What a request may still take: `seconds` in all, its pauses included, its turn at the host not."""

    def __init__(self, seconds: float) -> None:
        """Nothing is spent yet."""
        self.seconds: float = seconds
        self.spent: float = 0.0

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.seconds - self.spent

    async def sleep(self, seconds: float) -> None:
        """Pause, and count it."""
        self.spent += seconds
        await asyncio.sleep(seconds)


async def until_it_passes(ask: Callable[[], Awaitable[Answer]], patience: Patience) -> Answer:
    """Ask until the answer is one to keep, or often enough; `tries` of the last answer counts all of them."""
    tries = 0

    async def once() -> Answer:
        nonlocal tries
        answer = await ask()
        tries += answer.tries
        return replace(answer, tries=tries)

    retrying = AsyncRetrying(
        sleep=patience.sleep,
        stop=lambda state: state.attempt_number >= TRIES or state.upcoming_sleep >= patience.left,
        wait=_wait,
        retry=retry_if_result(passes),
        retry_error_callback=lambda state: state.outcome.result(),  # type: ignore[union-attr]
    )
    return await retrying(once)
