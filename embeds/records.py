"""Define the records that come out, and the article that holds them.

All offsets are code points, half open: `span` says where in `Article.source` a record stood, and
`source[span.start:span.end] == raw`. All models are frozen and survive a round trip through JSON. JSON has no lone
surrogates: one in the text becomes "?" there, so that offsets stay as they are.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field

from .cards.short import Shown, short

if TYPE_CHECKING:  # slow to import, and used in annotations alone
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.config import JsonDict
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class _AnyStr:
    """A `str` that may hold lone surrogates: pydantic's own refuses them."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.union_schema(
            [core_schema.str_schema(), core_schema.is_instance_schema(str)],
            mode="left_to_right",
            serialization=core_schema.plain_serializer_function_ser_schema(
                _without_surrogates, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    @staticmethod
    def __get_pydantic_json_schema__(schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        from pydantic_core import core_schema

        return handler(core_schema.str_schema())


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


Text = Annotated[str, _AnyStr]


def _open(schema: "JsonDict", known: "list[JsonDict]") -> None:
    """Make a JSON Schema list the known values and allow any other: users and other versions may have more."""
    del schema["type"]
    schema["anyOf"] = [*known, {"type": "string"}]


def _known_platforms(schema: "JsonDict") -> None:
    from .data import known_names

    _open(schema, [{"enum": [*known_names.platforms()]}])


Platform = Annotated[str, Field(json_schema_extra=_known_platforms)]


class _Model(BaseModel, frozen=True, extra="forbid"):
    """A frozen model; each of its kinds says `frozen` itself, because type checkers do not inherit it."""

    def __dir__(self) -> list[str]:
        """Return the fields and methods of our own, and pydantic's that begin with "model_": not its older names."""
        return [name for name in super().__dir__() if name.startswith(("model_", "__")) or not hasattr(BaseModel, name)]

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Yield what `repr` shows: what was given and differs from the default, long values cut."""
        for name, field in type(self).model_fields.items():
            if field.is_required() or getattr(self, name) != field.default:
                yield name, short(getattr(self, name))


class Span(_Model, frozen=True):
    """A stretch from `start` to `end` of `Article.source`, in code points, without white space at its ends.

    It is half open: `source[span.start:span.end]` are its words.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Author(_Model, frozen=True):
    """Who posted: `name` as shown, `handle` without its @, and `url` of the profile, each if it is known."""

    name: Text | None = None
    handle: Text | None = None
    url: Text | None = None


Outcome = Literal[
    "ok",
    "dead",
    "unsafe",
    "blocked",
    "loop",
    "too_many_hops",
    "timeout",
    "too_large",
    "rate_limited",
    "unresolved",
    "error",
]


class Resolution(_Model, frozen=True):
    """Where a link leads, as a resolver found out.

    `outcome`: "ok"; "dead" (404 or 410); "unsafe" (the shortener warns of the target, which `url` still names);
    "blocked" (the resolver refused it: a private address, another scheme or port, too long); "loop"; "too_many_hops";
    "timeout"; "too_large"; "rate_limited" (429); "unresolved" (an answer without a target, or a login that does not
    name what is behind it); "error".
    `url` is the last address of the chain; `canonical` is the same without tracking, or the permalink of the post that
    it names. `hops` are the addresses that were asked, in order, and `checked_at` is the time (UTC); if nothing had to
    be asked, they are empty and None. `target` is the first address that is not a known shortener's; with
    `follow="all"` the chain may go on behind it. `status` is the HTTP status of the last answer, `tries` the number of
    requests, repeated ones included. `notes` name what happened on the way ("unwrapped", "login", "consent",
    "userinfo", "downgrade", "meta-refresh", ...); `reason` says why the outcome is not "ok".
    """

    outcome: Outcome
    url: Text
    canonical: Text | None = None
    hops: tuple[Text, ...] = ()
    target: Text | None = None
    status: int | None = None
    tries: int = 0
    checked_at: dt.datetime | None = None
    notes: tuple[Text, ...] = ()
    reason: Text | None = None


class Link(_Model, frozen=True):
    """A link of a post: `raw` as written, `url` with its scheme; `resolved` is None until a resolver is asked."""

    raw: Text
    url: Text
    resolved: Resolution | None = None


class Conflict(_Model, frozen=True):
    """A difference between the article and a post's public record.

    `article` and `public` are what each has in `field`; `by` is the address from which `public` comes.
    """

    field: str
    article: Text
    public: Text
    by: Text


class _Record(_Model, frozen=True):
    """A record.

    `kind` says of which kind it is, `span` where in `Article.source` it stood, `raw` what stood there; `evidence` names
    the rules that spoke for it.
    """

    span: Span
    raw: Text
    evidence: tuple[str, ...] = Field(description="The names of the rules that spoke for this record.")

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Yield what `repr` shows: what the record says, and behind it where it stood and what spoke for it."""
        yield from (pair for pair in super().__repr_args__() if pair[0] not in _Record.model_fields)
        yield from (("span", Shown(f"{self.span.start}:{self.span.end}")), ("evidence", short(self.evidence)))


class Post(_Record, frozen=True):
    """A social post whose markup was flattened into the text.

    `platform` is a name of data/platforms.json; the JSON Schema (`embeds schema`) lists them. `author` is who posted,
    `permalink` the post's address, and `id` what the platform calls it, each if it is known.
    `text` holds the words of the post alone: no attribution, no furniture, no links at its end, white space
    collapsed, without marks of markup, entities as what they stand for. `published_on` is the date as shown (on
    Twitter, the UTC day); `published_at` is the time in UTC, if the id or the markup tells it. `links` and `media`
    (links of pictures) are in the order of the text. `hashtags` and `mentions` have no # and @; `lang` is the language
    that markup names. `start_confidence` (0-1) says how sure it is that the post begins where its span does; None if a
    mark in the text shows it.

    A resolver that verifies sets `verification`: "verified" (the public record has these words, this author, this
    date), "deleted", "differs" (`conflicts` says in what, with both versions) or "unverified" (it could not be asked).

    `kind` is "post"; `span`, `raw` and `evidence` are those of every record: where in the source it stood, what stood
    there, and the names of the rules that spoke for it.
    """

    kind: Literal["post"] = "post"
    platform: Platform
    author: Author = Author()
    text: Text = ""
    published_on: dt.date | None = None
    published_at: dt.datetime | None = None
    permalink: Text | None = None
    id: Text | None = None
    links: tuple[Link, ...] = ()
    media: tuple[Link, ...] = ()
    hashtags: tuple[Text, ...] = ()
    mentions: tuple[Text, ...] = ()
    lang: str | None = None
    start_confidence: float | None = Field(default=None, ge=0, le=1)
    verification: Literal["verified", "deleted", "differs", "unverified"] | None = None
    conflicts: tuple[Conflict, ...] = ()


class Credit(_Record, frozen=True):
    """An image's credit, with its caption if one stands beside it.

    In IPTC's words: `creators` are the Creator (people or bodies, as written), `credit_line` the Credit Line,
    `agencies` the Source, supplier first and distributor last, `caption` the Description, `notice` the Copyright
    Notice. `date` is a date in the credit itself. `agency_names` are the agencies again, each under the one name that
    data/agencies.json has for all its spellings, or as written if it has none. `credit_span` and `caption_span` lie
    inside `span` and are offsets into the source like it; None without such a part, and in HTML. `caption_confidence`
    (0-1) says how sure it is that these words are a caption and not the article's; None without a caption, 1.0 if a
    label or markup says so.

    `kind` is "credit"; `span`, `raw` and `evidence` are those of every record: where in the source it stood, what stood
    there, and the names of the rules that spoke for it.
    """

    kind: Literal["credit"] = "credit"
    creators: tuple[Text, ...] = ()
    agencies: tuple[Text, ...] = ()
    agency_names: tuple[Text, ...] = ()
    credit_line: Text | None = None
    credit_span: Span | None = None
    caption: Text | None = None
    caption_span: Span | None = None
    caption_confidence: float | None = Field(default=None, ge=0, le=1)
    date: dt.date | None = None
    notice: Text | None = None


def _kinds_of_residue(schema: "JsonDict") -> None:
    from .data import known_names

    kinds: list[JsonDict] = [{"const": what, "description": said} for what, said in known_names.residue().items()]
    _open(schema, kinds)


class Residue(_Record, frozen=True):
    """What is left of an embed or an image whose content is gone: a button, a notice, a shortcode.

    `what` names its kind ("gallery-control", …); the JSON Schema (`embeds schema`) says what each kind is. `platform`
    is None for what belongs to no platform.

    `kind` is "residue"; `span`, `raw` and `evidence` are those of every record: where in the source it stood, what
    stood there, and the names of the rules that spoke for it.
    """

    kind: Literal["residue"] = "residue"
    platform: Platform | None = None
    what: str = Field(json_schema_extra=_kinds_of_residue)


Record = Annotated[Post | Credit | Residue, Field(discriminator="kind")]


class Article(_Model, frozen=True):
    """An article taken apart: `prose` is `source` without the spans of `records`, which are in source order.

    `posts`, `credits` and `residue` are the records of each kind; `to_source` leads from the prose to the source.
    `pieces` hold that way: each is (start in the prose, start in the source, end in the source) of
    a stretch that was kept, or of a marker and the record that it stands for. `source` is empty if it was read from a
    file that left it out. `id` is the name of the file that it comes from, if the command line read it.
    """

    id: Text | None = None
    source: Text = ""
    prose: Text
    records: tuple[Record, ...]
    pieces: tuple[tuple[int, int, int], ...]

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Yield what `repr` shows: the beginning of the prose, and each record in a few words."""
        from .cards import told

        yield "prose", short(self.prose)
        yield "records", short(tuple(Shown(f"<{told.line(record.model_dump())}>") for record in self.records))

    def _repr_html_(self) -> str:
        """Return the article as a notebook draws it: its source with the records in colour, and their cards."""
        from .cards import notebook

        return notebook.drawn(self.source, [one.model_dump() for one in self.records], self.pieces, len(self.prose))

    @property
    def posts(self) -> tuple[Post, ...]:
        """Return the records that are posts."""
        return tuple(r for r in self.records if isinstance(r, Post))

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Return the records that are image credits."""
        return tuple(r for r in self.records if isinstance(r, Credit))

    @property
    def residue(self) -> tuple[Residue, ...]:
        """Return the records that are what is left of embeds whose content is gone."""
        return tuple(r for r in self.records if isinstance(r, Residue))

    def to_source(self, offset: int) -> int:
        """Return the offset in the source of an offset in the prose, both in code points.

        `prose[i] == source[to_source(i)]` outside markers; an offset inside a marker leads into its record.
        `len(prose)` is allowed and leads behind the last character. Raises IndexError for any other offset.
        """
        if not 0 <= offset <= len(self.prose):
            raise IndexError(f"offset {offset} lies outside the prose, which has {len(self.prose)} characters")
        if offset == len(self.prose):
            return self.to_source(offset - 1) + 1 if offset else 0
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]
        start, source_start, source_end = piece
        return min(source_start + offset - start, source_end - 1)
