"""What limits the resolver has a case on either side: so much is taken, so often is asked, and not once more."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from unittest.mock import Mock
from urllib.parse import quote

import pytest

import embeds
from embeds.resolver import address, chain, guard, hosts, lookups, oembed, recorded_rows, redact, retry, unwrap, verify
from embeds.resolver.answers import Answer

from .attacked import with_resolver
from .loopback import Loopback, http, world

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
REFRESH = b'<meta http-equiv="refresh" content="0;url=/x">'
POST = embeds.clean("No!\n\nTwo votes! — Mara Voss (@maravoss) May 3, 2021\n\nThe end.").posts[0]


def outcome(reply: bytes) -> str:
    with Loopback(lambda _: reply) as server, world(server):
        return with_resolver("https://t.co/a1B2c3D4e5")[0].outcome


def leads_on(page: bytes) -> bool:
    """Whether a page of an unknown host leads on to where it says."""
    steps = chain.walk("https://kelby.example/a", chain.Rules({}, follow_all=True))
    next(steps)
    try:
        steps.send(Answer(NOW, 200, body=page))
    except StopIteration:
        return False
    return True


def is_read(url: str) -> bool:
    try:
        address.read(url)
    except address.Refused:
        return False
    return True


def is_spent(size: int) -> bool:
    try:
        guard.Budget().spend(size)
    except guard.TooLarge:
        return False
    return True


def asked(redirects: int) -> int:
    """How often a platform is asked that sends us on so many times."""
    steps = oembed.look_up("https://twitter.com/maravoss/status/20", 30.0)
    next(steps)
    moved = Answer(NOW, 301, (("location", "https://publish.twitter.com/a"),))
    for count in range(1, redirects + 1):
        try:
            steps.send(moved)
        except StopIteration:
            return count
    return redirects + 1


def verified(signature: int) -> bool:
    """Whether the words are the post's that stand so many characters before its end."""
    source = f"Five votes! {'x' * signature}"
    post = POST.model_copy(update={"span": embeds.Span(start=5, end=len(source)), "start_confidence": 0.5})
    return verify._start(post, "Five votes!", source, 0) == 0


def nested(times: int) -> str:
    url = "a b"
    for _ in range(times):
        url = quote(url, safe="")
    return f"https://ellery.example/?u={url}"


def is_looked_up(others: int) -> bool:
    """Whether a name is looked up beside so many others; there is no loop here in which it could be."""
    looking = lookups.Lookups()
    looking._under_way = {(f"{n}.example", 80): Mock() for n in range(others)}
    with pytest.raises((OSError, RuntimeError)) as error:
        looking._start(("kelby.example", 80))
    return error.type is RuntimeError


def is_row(**row: object) -> bool:
    raw = json.dumps({"at": NOW.isoformat(), "status": 200, "url": "https://t.co/a"} | row)
    try:
        return recorded_rows.read(recorded_rows.Recorded, raw).answer() is not None
    except ValueError:
        return False


# What is so long, or comes so often, is taken; one more is not.
LIMITS: dict[str, tuple[int, Callable[[int], bool]]] = {
    "address.LONGEST": (8192, lambda n: is_read("https://t.co/".ljust(n, "a"))),
    "answers.BODY_LIMIT": (65_536, lambda n: outcome(http(200, body=b"x" * n)) == "unresolved"),
    "chain._ONLY_A_REDIRECT": (4096, lambda n: leads_on(REFRESH.ljust(n))),
    "guard.RAW_LIMIT": (262_144, is_spent),
    "lookups.MOST": (499, is_looked_up),
    "network._MOST_HEADERS": (99, lambda n: outcome(http(200, *(f"X-{k}: 1" for k in range(n)))) == "unresolved"),
    "oembed._REDIRECTS": (2, lambda n: asked(n) == n + 1),
    "recorded_rows._LONGEST_BODY": (262_144, lambda n: is_row(body="x" * n)),
    "recorded_rows._LONGEST": (100_000, lambda n: is_row(url="https://t.co/".ljust(n, "a"))),
    "redact._DEEPEST": (8, lambda n: redact.in_address(nested(n)) == nested(n)),
    "redact._LONGEST_NAME": (
        100,
        lambda n: "hush" not in redact.in_address(f"https://a.example/?x-amz-{'a' * (n - 6)}=hush"),
    ),
    "retry.LONGEST_WAIT": (30, lambda n: retry.passes(Answer(NOW, 429, (("retry-after", str(n)),)))),
    "unwrap._LONGEST": (
        8192,
        lambda n: unwrap.unwrap("https://l.facebook.com/l.php?u=https://t.co/".ljust(n, "a")) is not None,
    ),
    "verify._SIGNATURE": (300, verified),
}


@pytest.mark.parametrize("name", LIMITS)
def test_so_much_and_no_more(name: str) -> None:
    most, is_taken = LIMITS[name]
    assert is_taken(most)
    assert not is_taken(most + 1)


@pytest.mark.parametrize(("trouble", "rests"), [(5.1, True), (4.9, False)])
def test_a_host_in_trouble_is_left_alone_for_a_minute(
    trouble: float, rests: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(hosts, "monotonic", lambda: now)
    host = hosts._Host(asyncio.Semaphore(1))
    now += trouble
    for _ in range(10):
        host.report(failed=True)
    assert bool(host.rests) == rests
    for seconds, still in ((59.9, rests), (0.2, False)):
        now += seconds
        assert bool(host.rests) == still
