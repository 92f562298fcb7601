"""What is asked and what is answered, as chain.py sees them and as files keep them."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

METHOD = "GET"
BODY_LIMIT = 64 * 1024  # a shortener's page says where it leads in its first lines
KEPT_HEADERS = ("location", "refresh", "content-type", "retry-after", "content-encoding")
Wants = Literal["target", "page", "record"]
Failure = Literal["timeout", "blocked", "too_large", "rate_limited", "error"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request; `seconds` are what its chain has left.

    `wants` says what a good answer holds: the "target" of a short link, any "page", or the "record" of a post.
    """

    url: str
    seconds: float
    wants: Wants = "target"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request, repeated ones included (`tries`; 0: the network was not asked at all).

    Either `status` is a number, or `failure` says how it failed and `reason` why. `headers` are the few that matter,
    each a name in small letters and a value, bytes as latin-1; `body` is what was read, decompressed; `cut` says that
    there was more. `seconds` is the time that it took; files do not keep that.
    """

    at: dt.datetime
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: bool = False
    failure: Failure | None = None
    reason: str | None = None
    tries: int = 1
    seconds: float = field(default=0.0, compare=False)

    def header(self, name: str) -> str | None:
        """A header's first value."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def locations(self) -> set[str]:
        """Where it redirects to; two that differ are an attack."""
        return {value for key, value in self.headers if key == "location" and value.strip()}


def to_row(answer: Answer) -> dict[str, Any]:
    """An answer as JSON, which rows.Row reads; what is empty is left out."""
    row: dict[str, Any] = {"at": answer.at.isoformat(), "tries": answer.tries}
    if answer.status is not None:
        row["status"] = answer.status
    if answer.headers:
        row["headers"] = [list(header) for header in answer.headers]
    if answer.body:
        try:
            row["body"] = answer.body.decode("utf-8")
        except UnicodeDecodeError:
            row["body_base64"] = base64.b64encode(answer.body).decode("ascii")
    if answer.cut:
        row["cut"] = True
    if answer.failure:
        row |= {"failure": answer.failure, "reason": answer.reason}
    return row
