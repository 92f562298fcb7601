"""Repeat requests that failed for a passing reason, with pauses, by tenacity's policies.

Repeated are failed connections, timeouts, status 429 and the 5xx of overload; never other 4xx, and never a request that
we refused ourselves.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
from collections.abc import Awaitable, Callable
from dataclasses import replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, wait_random_exponential

from .answers import Answer

TRIES = 4  # of one request, the first included
LONGEST_WAIT = 30.0  # seconds; a request is not repeated if its host asks for a longer pause
_PASSING = (429, 500, 502, 503, 504)  # statuses that may soon pass
_backoff = wait_random_exponential(multiplier=0.25, max=8)  # full jitter: 0-0.25 s, 0-0.5 s, 0-1 s …


def passes(answer: Answer) -> bool:
    """Return whether a failure may soon pass."""
    if answer.failure:
        return answer.failure in ("timeout", "error")
    return answer.status in _PASSING and (retry_after(answer) or 0.0) <= LONGEST_WAIT


def retry_after(answer: Answer) -> float | None:
    """Return the seconds that an answer asks to wait, as a number or until a date; None if it does not."""
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
    answer: Answer = state.outcome.result()  # type: ignore[union-attr]  # not None after an attempt
    asked = retry_after(answer)
    return _backoff(state) if asked is None else asked


class Patience:
    """The time that a request may take: `seconds` in all, with its pauses, without waiting for a turn at its host."""

    def __init__(self, seconds: float) -> None:
        """Begin with nothing spent."""
        self.seconds: float = seconds
        self.spent: float = 0.0

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.seconds - self.spent

    async def sleep(self, seconds: float) -> None:
        """Pause, and count the pause as spent."""
        self.spent += seconds
        await asyncio.sleep(seconds)


async def until_it_passes(ask: Callable[[], Awaitable[Answer]], patience: Patience) -> Answer:
    """Ask until the failure is no passing one, or tries or time run out; return the last answer, with all `tries`."""
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
