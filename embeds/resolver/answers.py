"""Requests and answers, as chain.py uses them and as files keep them."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

METHOD = "GET"
BODY_LIMIT = 64 * 1024  # bytes of a body that are read: a shortener's page says where it leads in its first lines
KEPT_HEADERS = ("location", "refresh", "content-type", "retry-after", "content-encoding")
Wants = Literal["target", "page", "record"]
Failure = Literal["timeout", "blocked", "too_large", "rate_limited", "error"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, and the `seconds` that its chain has left.

    `wants` says what a good answer holds: the "target" of a short link, any "page", or the "record" of a post.
    """

    url: str
    seconds: float
    wants: Wants = "target"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a request after so many `tries` (0: the network was not asked at all).

    Either `status` is a number, or `failure` says how it failed and `reason` why. `headers` are those in
    `KEPT_HEADERS`: names in lower case, values decoded as latin-1. `body` is what was read, decompressed; `cut` says
    that there was more. `seconds` is the time that it took, which files do not keep.
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
        """Return a header's first value, or None."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def locations(self) -> set[str]:
        """The addresses to which it redirects; two different ones are an attack."""
        return {value for key, value in self.headers if key == "location" and value.strip()}


def to_row(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON values, which recorded_rows.Row reads; empty fields are left out."""
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
