"""Check the content of the files that a resolver is given: anybody may have edited them.

Every field has one type, and a bound on its length that our own files keep. What `read` returns is safe to use.
"""

from __future__ import annotations

import base64
from typing import Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from .answers import BODY_LIMIT, Answer, Failure

_Row = TypeVar("_Row", bound=BaseModel)
_LONGEST = 100_000  # characters of an address; the resolver asks none of more than 8,192 and a shortener's query
_LONGEST_BODY = 4 * BODY_LIMIT  # longer than what was read: the word for a secret may be longer than the secret
_STRICT = ConfigDict(strict=True)


def read(kind: type[_Row], text: str | bytes) -> _Row:
    """Return the content of a text of JSON; raise ValueError that says what is wrong with it, and where."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as err:
        first = err.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{where}: {first['msg']}" if where else first["msg"]) from err


class Row(BaseModel):
    """An answer, as `answers.to_row` writes it."""

    model_config = _STRICT

    at: AwareDatetime
    status: int | None = Field(None, ge=100, le=999)
    headers: list[tuple[str, str]] = []
    body: str = Field("", max_length=_LONGEST_BODY)
    body_base64: str = Field("", max_length=_LONGEST_BODY * 4 // 3 + 4)
    cut: bool = False
    failure: Failure | None = None
    reason: str | None = None
    tries: int = Field(1, ge=0, le=1000)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.status is None) == (self.failure is None):
            raise ValueError("it needs either a status or a failure")
        return self

    @field_validator("body_base64")
    @classmethod
    def _is_base64(cls, text: str) -> str:
        base64.b64decode(text, validate=True)
        return text

    def answer(self) -> Answer:
        """Return the answer that was written."""
        body = self.body.encode("utf-8") if self.body else base64.b64decode(self.body_base64)
        headers = tuple((name.lower(), value) for name, value in self.headers)
        return Answer(self.at, self.status, headers, body, self.cut, self.failure, self.reason, self.tries)


class Recorded(Row):
    """A line of a recording."""

    url: str = Field(max_length=_LONGEST)


class Head(BaseModel):
    """The first line of a recording."""

    cassette: int


class Shortener(BaseModel):
    """A shortener in a user's list, in the fields of data/shorteners.json."""

    model_config = _STRICT

    host: str
    path: str = Field("/", max_length=1000)
    query: str = Field("", max_length=1000)


class Shorteners(BaseModel):
    """A user's list of shorteners."""

    shorteners: list[Shortener]
