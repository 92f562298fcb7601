"""Addresses are unwrapped, made canonical and known as shorteners; pages name their targets."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import embeds
from embeds.data import tables
from embeds.resolver import address, chain, pages, shorteners
from embeds.resolver.answers import Answer
from embeds.resolver.canonical import canonical
from embeds.resolver.shorteners import Shortener
from embeds.resolver.unwrap import unwrap

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
INNER = "https%3A%2F%2Fellery.example%2Fa%3Fb%3D1%26c%3D2"
PLAIN = "https://ellery.example/a?b=1&c=2"

UNWRAPPED = {
    f"https://l.facebook.com/l.php?u={INNER}&h=AT0x": PLAIN,
    f"http://lm.facebook.com/l.php?u={INNER}": PLAIN,
    f"https://www.google.com/url?sa=t&q={INNER}": PLAIN,
    f"https://www.google.co.uk/url?url={INNER}&q=words": PLAIN,
    f"https://www.google.de/url?q={INNER}": PLAIN,
    f"https://www.youtube.com/redirect?event=x&q={INNER}": PLAIN,
    f"https://eur01.safelinks.protection.outlook.com/?url={INNER}&data=05": PLAIN,
    f"https://urldefense.proofpoint.com/v1/url?u={INNER}&k=x": PLAIN,
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__ellery.example_a-3Fb-3D1-26c-3D2&d=Dw": PLAIN,
    "https://urldefense.com/v3/__https://ellery.example/a?b=1&c=2__;!!abc!xyz$": PLAIN,
    "https://urldefense.com/v3/__https:/ellery.example/a?b=1*c=2__;Jg!!abc!xyz$": PLAIN,
    "https://urldefense.com/v3/__https://a__;%%%!!": "https://a",
    "https://ellery-example.cdn.ampproject.org/c/s/ellery.example/a?b=1&c=2": PLAIN,
    "https://cdn.ampproject.org/v/s/ellery.example/a?b=1&c=2": PLAIN,
    "https://cdn.ampproject.org/c/ellery.example/a": "http://ellery.example/a",
    "https://cdn.ampproject.org/c/solheim.example/a": "http://solheim.example/a",
    "https://www.google.com/amp/s/ellery.example/a?b=1&c=2": PLAIN,
    # Google News: in base64 a length of one byte or two, an address, its AMP page; or the id of a video
    "https://news.google.com/rss/articles/CBMiIGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYT9iPTEmYz0y0gEA?oc=5": PLAIN,
    "https://news.google.com/__i/rss/rd/articles/CBMiIGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYT9iPTEmYz0y0gEA": PLAIN,
    "https://news.google.com/read/CBMiIGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYT9iPTEmYz0y0gEA?hl=de&gl=DE": PLAIN,
    "https://news.google.com/articles/CBMirQFodHRwczovL2VsbGVyeS5leGFtcGxlL3dhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLXdhbG"
    "wtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWx"
    "sLXdhbGwtd2FsbC13YWxsLXdhbGwtd2FsbC13YWxsLdIBAA": f"https://ellery.example/{30 * 'wall-'}",
    "https://news.google.com/articles/CBMiGGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYdIBHGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYW1wL2E"
    "?hl=de": "https://ellery.example/a",
    "https://news.google.com/rss/articles/CCAiC0FiM2RFLWZHaF8xmAEB?oc=5": "https://www.youtube.com/watch?v=Ab3dE-fGh_1",
    "https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly9lbGxlcnkuZXhhbXBsZS9hP2I9MSZjPTIiLCJwIjoxLCJzIjoyLCJpYXQiOjF9.xY-z_1"
    "?": PLAIN,
    "https://youtu.be/Ab3dE-fGh_1?t=5": "https://www.youtube.com/watch?v=Ab3dE-fGh_1",
    "https://redd.it/1e5fji2": "https://www.reddit.com/comments/1e5fji2",
    "http://instagr.am/p/ByxilPNJK3M/": "https://www.instagram.com/p/ByxilPNJK3M/",
    "https://flic.kr/p/2j6u7Tr": "https://www.flickr.com/photo.gne?id=49945183151",
    "https://pic.twitter.com/f6G7h8I9j0": "https://t.co/f6G7h8I9j0",
    "http://pic.x.com/f6G7h8I9j0": "https://t.co/f6G7h8I9j0",
}


@pytest.mark.parametrize("url", UNWRAPPED)
def test_addresses_that_say_where_they_lead(url: str) -> None:
    assert unwrap(url) == UNWRAPPED[url]


@pytest.mark.parametrize(
    "url",
    [
        f"https://ellery.example/login?url={INNER}",
        f"https://ellery.example/l.php?u={INNER}",
        f"https://google.example/url?q={INNER}",
        f"https://notgoogle.com/url?q={INNER}",
        "https://www.google.com/search?q=https%3A%2F%2Fellery.example",
        "https://l.facebook.com/l.php?u=javascript%3Aalert(1)",
        "https://www.youtube.com/watch?v=Ab3dE-fGh_1",
        "https://fb.watch/aBcDeF/",
        "https://youtu.be/",
        "https://t.co/f6G7h8I9j0",
        "https://urldefense.proofpoint.com/v2/url?u=file-3A___etc",
        "https://www.linkedin.com/safety/go?url=%2F%2Fellery.example",
        "https://www.linkedin.com/safety/go?url=http",
        f"https://www.linkedin.com/in/ana-solheim?url={INNER}",
        f"https://linkedin.example/safety/go?url={INNER}",
        f"https://lnk.bio/ellery?d={INNER}",
        "https://lnk.bio/go?d=aHR0cHM6Ly9lbGxlcnkuZXhhbXBsZS9h",
        f"https://www.facebook.com/sharer/sharer.php?u={INNER}",
        "https://www.facebook.com/l.php?u=file%3A%2F%2F%2Fetc%2Fpasswd",
        # a token of 2024, broken base64, shorter than its length, a script, not UTF-8, no video, another kind, nothing
        "https://news.google.com/rss/articles/CBMiHEFVX3lxTE1hcmEwVm9zczFFbGxlcnkyV2FsbDPSAQA?oc=5",
        "https://news.google.com/rss/articles/CBMiG2h0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvd2FsbNIBA",
        "https://news.google.com/rss/articles/CBMiY2h0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvYdIBAA",
        "https://news.google.com/rss/articles/CBMiE2phdmFzY3JpcHQ6YWxlcnQoMSnSAQA",
        "https://news.google.com/rss/articles/CBMiGWh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUv__7SAQA",
        "https://news.google.com/rss/articles/CCAiC0FiM2RFLWZHaF8h0gEA",
        "https://news.google.com/articles/CAIiEEVsbGVyeUhhcmJvdXIwXzEqAwgEEA",
        "https://news.google.com/rss/articles/CBMi",
        "https://news.google.com/rss/articles/CBMiIGh0dHBzOi8vZWxsZXJ5LmV4YW1wbGUvé",
        "https://substack.com/redirect/2/eyJlIjoiamF2YXNjcmlwdDphbGVydCgxKSIsInAiOjF9.xY-z_1",
        "https://substack.com/redirect/2/W1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tb",
        "https://substack.com/redirect/0d1e2f3a-1b2c-4d5e-8f90-a1b2c3d4e5f6?j=eyJ1IjoiYTEifQ",
        "https://[",
        "",
    ],
)
def test_addresses_that_do_not(url: str) -> None:
    assert unwrap(url) is None


WRAPPED = tables.load("unwrapped.json")["wrapped"]


@pytest.mark.parametrize("row", WRAPPED, ids=lambda row: row["like"])
def test_every_service_that_carries_its_target_has_an_example(row: dict[str, str]) -> None:
    assert unwrap(row["like"]) == "https://ellery.example/wall"
    assert unwrap(row["like"].replace("https%3A%2F%2F", "javascript%3A")) is None
    assert row["seen"].startswith(("survey", "reports", "knowledge"))


CANONICAL = {
    "https://ellery.example/a?utm_source=x&id=7&utm_medium=y": "https://ellery.example/a?id=7",
    "https://ellery.example/a?a=b c&fbclid=1": "https://ellery.example/a?a=b c",
    "https://ellery.example/a?a=%E4&b=+&gclid=1#part": "https://ellery.example/a?a=%E4&b=+#part",
    "https://ellery.example/a?s=20&t=1": "https://ellery.example/a?s=20&t=1",
    "https://x.com/maravoss?s=20&t=abc": "https://x.com/maravoss",
    "https://mobile.twitter.com/maravoss/status/1389284139131207681/photo/1?s=20": (
        "https://twitter.com/maravoss/status/1389284139131207681"
    ),
    "https://open.spotify.com/track/0123?si=1&context=2": "https://open.spotify.com/track/0123?context=2",
    "HTTPS://Ellery.EXAMPLE:443/A?B=1": "https://ellery.example/A?B=1",
    "http://ellery.example:8080/a": "http://ellery.example:8080/a",
    "https://www.bbc.co.uk/news/1?at_campaign=x&at_medium=y&ns_source=z&page=2": "https://www.bbc.co.uk/news/1?page=2",
    "https://www.theguardian.com/x?CMP=share&cmp=kept": "https://www.theguardian.com/x?cmp=kept",
    "https://www.youtube.com/embed/videoseries?list=PLa1B2c3D4": "https://www.youtube.com/embed/videoseries?list=PLa1B2c3D4",
    "https://ellery.example": "https://ellery.example/",
    "https://ellery.example/a?": "https://ellery.example/a",
    "https://ellery.example/a?ref=home": "https://ellery.example/a?ref=home",
    "https://user@[": "https://user@[",
}


@pytest.mark.parametrize("url", CANONICAL)
def test_canonical_form(url: str) -> None:
    assert canonical(url) == CANONICAL[url]
    assert canonical(canonical(url)) == canonical(url)


def test_every_shortener_of_ours_says_where_it_was_seen() -> None:
    rows = tables.load("shorteners.json")["shorteners"]
    hosts = [row["host"] for row in rows]
    assert hosts == sorted(set(hosts)) and len(hosts) > 40
    assert all(row["seen"].startswith(("labelled: ", "survey, ", "knowledge: ", "reports: ")) for row in rows)
    assert {"t.co", "bit.ly", "trib.al", "gu.com", "on.wsj.com"} <= set(shorteners.load())


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://bit.ly/a", True),
        ("https://www.bit.ly/a", True),
        ("https://a.bit.ly/a", False),
        ("https://ellery.us1.list-manage.com/track/click?u=a1b2&id=c3d4&e=e5f6", True),
        ("https://ellery.us1.list-manage.com/unsubscribe?u=a1b2&id=c3d4&e=e5f6", False),
        ("https://list-manage.com/track/click?u=a1b2", False),
        ("https://ellerylist-manage.com/track/click?u=a1b2", False),
        ("https://list-manage.com.example/track/click?u=a1b2", False),
        ("https://substack.com/redirect/0d1e2f3a?j=eyJ1IjoiYTEifQ", True),
        ("https://substack.com/@elleryharbour/note/c-1", False),
        ("https://elleryharbour.substack.com/redirect/0d1e2f3a?j=eyJ1IjoiYTEifQ", True),
        ("https://elleryharbour.substack.com/p/the-wall", False),
        ("https://email.mg1.substack.com/c/eJwAb12C", True),
        ("https://email.mg1.substack.com/u/eJwAb12C", False),
        ("https://link.mail.beehiiv.com/ss/c/u001.Ab12", True),
        ("https://link.mail.beehiiv.com/unsubscribe/Ab12", False),
    ],
)
def test_what_is_a_short_link_and_what_a_page_beside_it(url: str, is_one: bool) -> None:
    assert (shorteners.of(shorteners.load(), address.read(url)) is not None) == is_one


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    plain, table, bad = tmp_path / "a.txt", tmp_path / "a.json", tmp_path / "b.json"
    plain.write_text("# ours\nKelby.Link  # the Post's\n\n", encoding="utf-8")
    rows = [{"host": "ellery.link", "query": "go=1"}, {"host": "*.mail.example", "path": "/click/"}]
    table.write_text(json.dumps({"shorteners": rows}), encoding="utf-8")
    bad.write_text('{"hosts": []}', encoding="utf-8")
    assert {"kelby.link", "www.kelby.link", "t.co"} <= set(shorteners.load(plain))
    assert shorteners.load(table)["ellery.link"].query == "go=1"
    assert shorteners.of(shorteners.load(table), address.read("https://kelby.mail.example/click/7"))
    for file in (bad, tmp_path / "none"):
        with pytest.raises(embeds.InputError, match=file.name):
            embeds.Resolver(shorteners=file)


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<meta http-equiv="refresh" content="5; url=\'https://a.example/\'">', "https://a.example/"),
        ("<META CONTENT='0;URL=/b' HTTP-EQUIV='Refresh'>", "/b"),
        ('<noscript><META http-equiv="refresh" content="0;URL=https://a.example/"></noscript>', "https://a.example/"),
        ('<!-- <meta http-equiv="refresh" content="0;url=https://a.example/"> -->', None),
        ('<meta http-equiv="refresh" content="900">', None),
        ('<meta name="refresh" content="0;url=https://a.example/">', None),
        ("<script>window.location.href = 'https://a.example/x'</script>", "https://a.example/x"),
        ('<script>document.location="https:\\/\\/a.example\\/?a\\u0026b"</script>', "https://a.example/?a&b"),
        ('<script>if (location == "x") {}</script>', None),
        ("<script>mylocation.replace('https://a.example/')</script>", None),
        ('<a href="https://a.example/">read</a>', None),
        ("<title>Visit https://a.example/ now</title>", None),
        ("<title>https://a.example/?x=1&amp;y=2</title>", "https://a.example/?x=1&y=2"),
        ("", None),
    ],
)
def test_pages_that_name_a_target(page: str, target: str | None) -> None:
    found = pages.target(Answer(NOW, 200, body=page.encode()))
    assert (found[0] if found else None) == target


@pytest.mark.parametrize("page", ["<a " * 22_000, "<meta " + "a" * 65_000, "location=" * 7_000, "<title>" * 9_000])
def test_hostile_pages_come_to_an_end(page: str) -> None:
    assert pages.target(Answer(NOW, 200, body=page.encode()[:65536])) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://T.co./a", "t.co"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://straße.example/", "xn--strae-oqa.example"),  # a different name from strasse.example
        ("https://😀.example/", "xn--e28h.example"),
        ("https://ⓔllery.example/", "ellery.example"),
        ("https://[2606:4700:4700::1111]:443/", "2606:4700:4700::1111"),
    ],
)
def test_names_as_they_are_looked_up(url: str, host: str) -> None:
    assert address.read(url).host == host


@pytest.mark.parametrize(
    "link", ["t.co/a", "//t.co/a", " https://t.co/a ", "HTTPS://T.CO/a", "https://t.co:443/a#part"]
)
def test_ways_to_write_a_link(link: str) -> None:
    assert next(chain.walk(link, chain.Rules({"t.co": Shortener()}))).url == "https://t.co/a"


@pytest.mark.parametrize("url", ["http://a b.example/", "http://\u2100.example/", "http://" + "a." * 200])
def test_hosts_that_are_none(url: str) -> None:
    with pytest.raises(address.Refused, match="not an address") as refused:
        address.read(url)
    assert refused.value.outcome == "error"


def test_a_strange_host_is_one() -> None:
    assert address.read("http://-_/").host == "-_"
