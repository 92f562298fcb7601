"""Pages that are asked over a real socket: which lead on, which are read and which are not."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

import embeds

from .loopback import Loopback, World, http, world


def test_a_file_of_shorteners_is_asked_too(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("kelby.link\n", encoding="utf-8")
    page = http(200, "Content-Type: text/html", body=b"<title>https://ellery.example/x</title>" + b" " * 5000)
    with Loopback(lambda _: page) as server, world(server):
        for options, url in (({}, "a"), ({"follow": "all"}, "a"), ({"shorteners": own}, "x")):
            with embeds.Resolver(**options) as resolver:
                found = resolver.expand("https://kelby.link/a")
            assert (found.outcome, found.url.rpartition("/")[2]) == ("ok", url)
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("page", "leads_on"),
    [
        (b'<meta http-equiv="refresh" content="0;url=/x">', True),
        (b'<meta http-equiv="refresh" content="0;url=/x">' + b" " * 5000, False),
        (b"<p>A short page.</p>", False),
    ],
)
def test_a_page_of_an_unknown_host_leads_on_where_it_does_nothing_else(page: bytes, leads_on: bool) -> None:
    with (
        Loopback(lambda request: http(200, body=b"The end." if request.target == "/x" else page)) as server,
        world(server),
        embeds.Resolver(follow="all") as resolver,
    ):
        found = resolver.expand("https://kelby.example/a")
    assert (found.outcome, found.url) == ("ok", f"https://kelby.example/{'x' if leads_on else 'a'}")
    assert found.target == "https://kelby.example/a"


def test_a_film_is_not_read() -> None:
    with (
        Loopback(lambda _: http(200, "Content-Type: video/mp4", body=b"x" * 10_000_000)) as server,
        world(server),
        embeds.Resolver(follow="all") as resolver,
    ):
        assert resolver.expand("https://kelby.example/a.mp4").outcome == "ok"
    assert World.received <= 128 * 1024


def test_a_compressed_page_is_read() -> None:
    body = zlib.compress(b"<title>https://ellery.example/x</title>")
    with (
        Loopback(lambda _: http(200, "Content-Encoding: deflate", body=body)) as server,
        world(server),
        embeds.Resolver() as resolver,
    ):
        assert resolver.expand("https://t.co/a").url == "https://ellery.example/x"
