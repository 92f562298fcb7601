"""How much a resolver may ask for at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much a Resolver asks for at once, and how fast.

    `concurrency`, `per_host`: requests at once, in all and to one host; `interval`: seconds between two to a host.
    Raises ValueError for less than one request, or less than no time.
    """

    concurrency: int = 64
    per_host: int = 32
    interval: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what would never ask."""
        if min(self.concurrency, self.per_host) < 1 or self.interval < 0:
            raise ValueError(f"{self}: concurrency and per_host are 1 or more, interval is 0 or more")
