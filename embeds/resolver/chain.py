"""Follow a link hop by hop, without any I/O: from the answers so far tell the next request, or where the link leads.

`walk` is a generator: it yields an Ask, is sent the Answer, and returns a Resolution. engine.py drives it, and gets the
answers from the network, a cache or a recording; this file does not know from which.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import unquote

from ..records import Outcome, Resolution
from . import pages, unwrap, walls
from . import shorteners as known
from .address import Address, Refused, check_length, from_header, joined, read
from .answers import Answer, Ask
from .canonical import canonical

MAX_HOPS = 10  # addresses that are asked for one link
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_ONLY_A_REDIRECT = 4096  # bytes; a longer page of an unknown host is a chain's end, whatever its scripts say
_UNSAFE = (
    "https://twitter.com/safety/unsafe_link_warning?unsafe_link=",
    "https://x.com/safety/unsafe_link_warning?unsafe_link=",
)

_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]{0,30}:")

Steps = Generator[Ask, Answer, Resolution]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which links to follow and how far: `shorteners` as shorteners.py loads them, `seconds` for a whole chain."""

    shorteners: Mapping[str, known.Shortener]
    follow_all: bool = False
    allow_private: bool = False
    refuse_downgrade: bool = False
    seconds: float = 30.0


@dataclass(slots=True)
class _Trail:
    """The way of a link so far: where it is now, the addresses asked, and notes for the Resolution."""

    url: str
    hops: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    target: str | None = None
    tries: int = 0
    last: Answer | None = None
    walled: bool = False  # whether it stands behind a login or the like: who asks there is sent to the login again

    def note(self, name: str) -> None:
        if name not in self.notes:
            self.notes.append(name)

    def end(self, outcome: Outcome, reason: str | None = None) -> Resolution:
        return Resolution(
            outcome=outcome,
            url=self.url,
            canonical=canonical(self.url) if outcome in ("ok", "unsafe") else None,
            hops=tuple(self.hops),
            target=self.target,
            status=self.last.status if self.last else None,
            tries=self.tries,
            checked_at=self.last.at if self.last else None,
            notes=tuple(self.notes),
            reason=reason,
        )


def walk(link: str, rules: Rules) -> Steps:
    """Follow a link to its end: yield what to ask, take the answers, return where it leads.

    Raises TypeError if the link is not a `str`.
    """
    if not isinstance(link, str):
        raise TypeError(f"a link is a str, not {type(link).__name__}: {link!r:.100}")
    trail = _Trail(
        link if _SCHEME.match(link) else f"https://{link.strip().removeprefix('//')}"
    )  # as pic.twitter.com/…
    seconds = rules.seconds
    try:
        while True:
            address = _enter(trail, rules)
            short = known.of(rules.shorteners, address)
            if not short and trail.target is None:
                trail.target = trail.url
            if not (short or (rules.follow_all and not trail.walled)):
                return trail.end("ok")
            question = _question(address, rules, trail, short.query if short else "")
            answer = yield Ask(question, seconds, "target" if short else "page")
            seconds -= answer.seconds
            trail.tries += answer.tries
            trail.last = answer
            started = monotonic()
            _follow(trail, address, answer, short=short is not None)
            seconds -= monotonic() - started  # reading a page counts too: a stranger can make it slow
            if seconds <= 0:
                raise Refused("timeout", f"the chain took more than {rules.seconds:g} s")
    except Refused as end:
        return trail.end(end.outcome, end.reason or None)


def _enter(trail: _Trail, rules: Rules) -> Address:
    """Return the address that the trail has come to, unwrapped and checked; raise Refused if the chain ends there."""
    trail.url = trail.url.strip()
    check_length(trail.url)
    wall = _unwrap(trail)
    if target := _behind_warning(trail.url):
        trail.url = target
        raise Refused("unsafe", "the shortener warns of this address")
    address = read(trail.url, allow_private=rules.allow_private)
    if address.had_userinfo:
        trail.note("userinfo")
    trail.url = address.url
    if wall:
        raise Refused("unresolved", f"a {wall} page, which does not name what is behind it")
    if rules.refuse_downgrade and "downgrade" in trail.notes:
        raise Refused("blocked", "a hop leads from https to http")
    return address


def _unwrap(trail: _Trail) -> str | None:
    """Move the trail to the innermost address; return what that asks for if it is a wall with nothing behind it."""
    trail.walled = False
    while True:
        wall = walls.read(trail.url)
        if wall:
            trail.note(wall.asks)
        inner = wall.target if wall else unwrap.unwrap(trail.url)
        if inner is None:
            return wall.asks if wall else None
        trail.url = inner
        trail.walled = wall is not None
        trail.note("unwrapped")


def _behind_warning(url: str) -> str | None:
    """Return the address that t.co warns of, or None; it usually stands there without percent-encoding."""
    for prefix in _UNSAFE:
        if url.startswith(prefix):
            target = url.removeprefix(prefix)
            return unquote(target) if target.lower().startswith(("http%3a", "https%3a")) else target
    return None


def _question(address: Address, rules: Rules, trail: _Trail, extra: str) -> str:
    """Return the address to ask, without its fragment and with `extra` in its query, and add it to the hops.

    Raises Refused for a port other than the scheme's, a loop, or too many hops.
    """
    if address.port is not None and not rules.allow_private:
        raise Refused("blocked", f"port {address.port} is not asked")
    url = address.url.partition("#")[0]
    if extra:
        url += ("&" if "?" in url else "?") + extra
    if url in trail.hops:
        raise Refused("loop", "the chain comes back to an address that it has been to")
    if len(trail.hops) == MAX_HOPS:
        raise Refused("too_many_hops", f"more than {MAX_HOPS} hops")
    trail.hops.append(url)
    return url


def _follow(trail: _Trail, address: Address, answer: Answer, *, short: bool) -> None:
    """Move the trail to where an answer leads; raise Refused if the chain ends here."""
    if answer.failure:
        raise Refused(answer.failure, answer.reason or "")
    status = answer.status or 0
    if status in _REDIRECTS:
        target = _location(answer)
    elif status in _GONE:
        raise Refused("dead", f"status {status}")
    elif status == 429:
        raise Refused("rate_limited", "status 429")
    elif not 200 <= status < 300:
        raise Refused("error" if status >= 400 else "unresolved", f"status {status}")
    elif not short and (answer.cut or len(answer.body) > _ONLY_A_REDIRECT):
        raise Refused("ok", "")
    else:
        target = _on_page(trail, answer, short=short)
    trail.url = joined(trail.hops[-1], target)
    if address.scheme == "https" and trail.url.startswith("http:"):
        trail.note("downgrade")


def _location(answer: Answer) -> str:
    if len(answer.locations) > 1:
        raise Refused("error", "two different Location headers")
    if not answer.locations:
        raise Refused("unresolved", f"status {answer.status} without a Location")
    return from_header(next(iter(answer.locations)))


def _on_page(trail: _Trail, answer: Answer, *, short: bool) -> str:
    found = pages.target(answer)
    if found is None and not short:
        raise Refused("ok", "")
    if found is None:
        raise Refused("too_large" if answer.cut else "unresolved", "a page without a target")
    trail.note(found[1])
    return found[0]
