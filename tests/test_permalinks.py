"""Addresses of posts, and the times in their ids."""

from __future__ import annotations

import pytest

from embeds.platforms import permalinks
from embeds.text import entities


@pytest.mark.parametrize(
    ("url", "platform", "id_", "posted"),
    [
        ("https://twitter.com/a/status/1201277326262190080", "twitter", "1201277326262190080", "2019-12-01"),
        ("http://mobile.twitter.com/#!/a/statuses/5345892061", "twitter", "5345892061", "None"),
        ("https://x.com/i/web/status/1201277326262190080?s=20", "twitter", "1201277326262190080", "2019-12-01"),
        ("https://www.instagram.com/p/ByxilPNJK3M/?utm_source=ig", "instagram", "ByxilPNJK3M", "2019-06-16 14:30:55"),
        (
            "https://www.tiktok.com/@a.b/video/6718335390845095173",
            "tiktok",
            "6718335390845095173",
            "2019-07-27 13:32:33",
        ),
        ("https://bsky.app/profile/a.example/post/3lfknkqpm2c26", "bluesky", "3lfknkqpm2c26", "2025-01-12 16:32:57"),
        ("https://social.example/@a/116242278064339656", "mastodon", "116242278064339656", "2026-03-17 03:00:01"),
        ("https://www.threads.com/@a/post/DNJQOX0RA08", "threads", "DNJQOX0RA08", "2025-08-09"),
        ("https://old.reddit.com/r/led/comments/1e5fji2/cube/", "reddit", "1e5fji2", "None"),
        ("https://youtu.be/abcdefghijk", "youtube", "abcdefghijk", "None"),
        ("https://www.facebook.com/cafe/posts/123456789", "facebook", "123456789", "None"),
    ],
)
def test_posts_by_their_address(url: str, platform: str, id_: str, posted: str) -> None:
    found = permalinks.read(url)
    assert found is not None
    assert (found.platform, found.id) == (platform, id_)
    assert str(found.posted).startswith(posted)


@pytest.mark.parametrize(
    "url",
    ["https://twitter.com/a", "https://ellery.example/2019/status/1", "twitter.com/a/status/1", "https://x.com/home"],
)
def test_other_addresses(url: str) -> None:
    assert permalinks.read(url) is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#night, #día and #ночь", ["night", "día", "ночь"]),
        ("a#b c&#38; #42 #_", []),
        ("#one#two", []),
        ("#http://ellery.example http://ellery.example/#top", []),
        ("#1day #__a1 #1#a #\u20e3a", ["1day", "__a1"]),
        ("＃夜市 #शाम #il·lusió", ["夜市", "शाम", "il·lusió"]),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert entities.hashtags(text) == tags


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@mara and (@lou), RT@bo", ["mara", "lou", "bo"]),
        ("mara@ellery.example @mara@ellery.example @http://x", []),
        ("@mara.voss", ["mara"]),
    ],
)
def test_mentions(text: str, handles: list[str]) -> None:
    assert entities.mentions(text) == handles


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@mara.bsky.social. @lou", ["mara.bsky.social", "lou"]),
        ("@port_ellery_harbour_master.example.social", ["port_ellery_harbour_master.example.social"]),
        ("@mara.voss.é @mara-", ["mara.voss", "mara"]),
        (f"@{'a' * 35}@ @mara@ellery.example @maraé", []),
    ],
)
def test_handles_of_other_platforms_hold_dots_and_are_long(text: str, handles: list[str]) -> None:
    assert entities.mentions(text, dotted=True) == handles
