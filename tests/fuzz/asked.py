"""Fuzz addresses as strangers write them, and chains of links over answers as strangers give them."""

from __future__ import annotations

import datetime as dt
import re
from typing import get_args
from urllib.parse import urlsplit

from embeds.platforms import addresses, permalinks
from embeds.records import Resolution
from embeds.resolver import address, chain, ips, oembed, shorteners, unwrap, walls
from embeds.resolver.answers import Answer, Failure
from embeds.resolver.canonical import canonical

from . import made, pieces
from .draws import Draws

_NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
_STATUS = re.compile(r"([1-9]\d\d) ?(.*)", re.DOTALL)
_MOST_ASKED = chain.MAX_HOPS + 1


def link(draws: Draws) -> str:
    """Return an address, or parts of some in a row, changed."""
    whole = draws.one(pieces.pool("addresses"))
    if draws.below(2):
        whole = "".join(draws.one(draws.one(_pools())) for _ in range(draws.below(10)))
    return made.changed(draws, whole, _pools())


def of_addresses(url: str) -> None:
    """Check that an address is refused, or read in a form that is public, plain and read in the same way again."""
    inner = unwrap.unwrap(url)
    assert inner is None or isinstance(inner, str), "unwrapped to no address"
    wall = walls.read(url)
    assert wall is None or wall.target is None or len(wall.target) < len(url), "a wall that leads on for ever"
    for post in (permalinks.read(url), addresses.read(url)):
        assert post is None or (post.platform and post.url), "a post without platform or address"
    canonical(url)
    addresses.absolute(url)
    oembed.endpoint(url)
    try:
        read = address.read(url)
    except address.Refused as refused:
        assert refused.outcome in ("blocked", "error"), "refused without an outcome"
        return
    assert read.url.isascii() and not re.search(r"[\x00-\x20\x7f\\]", read.url), "an address that is not plain"
    assert not ips.refusal(read.host), "a private address"
    assert (urlsplit(read.url).hostname or "").rstrip(".") == read.host, "another host is asked than was checked"
    assert canonical(canonical(read.url)) == canonical(read.url), "the canonical form has another canonical form"
    assert address.read(read.url) == read._replace(had_userinfo=False), "read again it is another"


def way(draws: Draws) -> str:
    """Return an address and a few answers, one a line."""
    answers = [draws.one(pieces.pool("answers")) for _ in range(draws.below(14))]
    answers = [f"302 {link(draws)}" if draws.rarely(4) else answer for answer in answers]
    return made.changed(draws, "\n".join([draws.one(pieces.pool("addresses")), *answers]), _pools())


def of_chains(text: str) -> None:
    """Follow the address in the first line over the answers in the others; all that is asked must be public."""
    first, *lines = text.split("\n")
    rules = chain.Rules(shorteners.load(), follow_all=len(lines) % 2 == 1)
    answers = map(_answer, lines)
    steps = chain.walk(first, rules)
    asked: list[str] = []
    try:
        ask = next(steps)
        while True:
            asked.append(ask.url)
            assert len(asked) <= _MOST_ASKED, "more is asked than may be"
            assert not ips.refusal(address.read(ask.url).host), "a private address is asked"
            ask = steps.send(next(answers, None) or Answer(_NOW, 200))
    except StopIteration as end:
        resolution = end.value
    assert isinstance(resolution, Resolution) and len(set(asked)) == len(asked), "the same is asked twice"
    assert resolution.hops == tuple(asked), "the hops are not what was asked"
    assert (resolution.outcome == "ok") == (resolution.reason is None), "a reason where all is well, or none"
    again = Resolution.model_validate_json(resolution.model_dump_json())
    assert again.outcome == resolution.outcome, "JSON gives another resolution back"


def _answer(line: str) -> Answer:
    """Read `301 target`, `301 one || another`, `200 page`, or how a request failed; all else is a page."""
    if line in get_args(Failure):
        return Answer(_NOW, failure=next(name for name in get_args(Failure) if name == line), reason="made up")
    found = _STATUS.match(line)
    status, rest = (int(found[1]), found[2]) if found else (200, line)
    raw = rest.encode("utf-8", "replace")
    if rest.startswith("<") or not found:
        return Answer(_NOW, status, body=raw)
    headers = tuple(("location", one.decode("latin-1")) for one in raw.split(b" || ") if one)
    return Answer(_NOW, status, headers)


def _pools() -> tuple[pieces.Pool, ...]:
    parts = pieces.pool("address parts")
    return (pieces.pool("addresses"), parts, parts, parts, pieces.pool("signs"), pieces.pool("strange"))
