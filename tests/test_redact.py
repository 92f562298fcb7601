"""Recordings hold no secrets, keep what only looks like one, and can be replayed all the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds
from embeds.resolver import cassette, network, redact

from .loopback import Loopback, Request, http, moved, world
from .test_resolver import ROOT

BASE = "https://ellery.example/a"
ADDRESSES = {
    f"{BASE}?token=hush&id=7": f"{BASE}?token=REDACTED&id=7",
    f"{BASE}?api-key=hush": f"{BASE}?api-key=REDACTED",
    f"{BASE}?token[]=hush&token%5B%5D=hush": f"{BASE}?token[]=REDACTED&token%5B%5D=REDACTED",
    f"{BASE}?t%6Fken=hush": f"{BASE}?t%6Fken=REDACTED",
    f"{BASE}?t%256Fken=hush": f"{BASE}?t%256Fken=REDACTED",
    f"{BASE}?TOKEN=hush&Access.Token=hush": f"{BASE}?TOKEN=REDACTED&Access.Token=REDACTED",
    f"{BASE}?user[password]=hush&data[user.sid]=hush": f"{BASE}?user[password]=REDACTED&data[user.sid]=REDACTED",
    f'{BASE}?token="hush hush"&id=7': f'{BASE}?token="REDACTED"&id=7',
    f"{BASE}?token='hush'&id=7": f"{BASE}?token='REDACTED'&id=7",
    f"{BASE}?token=hu'sh hush;hush,hush&id=7": f"{BASE}?token=REDACTED&id=7",
    f"{BASE}?token=hu%26sh%23&id=7": f"{BASE}?token=REDACTED&id=7",
    f"{BASE}?token=hush==&id=7": f"{BASE}?token=REDACTED&id=7",
    f"{BASE}?sig=hush&auth=hush&code=hush&sid=hush": f"{BASE}?sig=REDACTED&auth=REDACTED&code=REDACTED&sid=REDACTED",
    f"{BASE}?X-Amz-Signature=hush&X-Amz-Date=hush": f"{BASE}?X-Amz-Signature=REDACTED&X-Amz-Date=REDACTED",
    f"{BASE}?PHPSESSID=hush&password2=hush": f"{BASE}?PHPSESSID=REDACTED&password2=REDACTED",
    f"{BASE}#access_token=hush&id=7": f"{BASE}#access_token=REDACTED&id=7",
    f"{BASE};jsessionid=hush?id=7": f"{BASE};jsessionid=REDACTED?id=7",
    f"{BASE};jsessionid=hush/b;v=1?id=7": f"{BASE};jsessionid=REDACTED/b;v=1?id=7",
    f"{BASE}?token={'hush' * 2000}&id=7": f"{BASE}?token=REDACTED&id=7",
    f"{BASE}?{'x' * 5000}=1&token=hush": f"{BASE}?{'x' * 5000}=1&token=REDACTED",
    "https://mara:hush@ellery.example/a": "https://REDACTED@ellery.example/a",
    "https://hush@ellery.example/a": "https://REDACTED@ellery.example/a",
    "https://mara:hu%40sh@hush@ellery.example/a": "https://REDACTED@ellery.example/a",
    f"{BASE}?u=https%3A%2F%2Fuser%3Apass%40host.example%2F&id=7": (
        f"{BASE}?u=https%3A%2F%2FREDACTED%40host.example%2F&id=7"
    ),
    f"{BASE}?u=https%3A%2F%2Fa.example%2F%3Ftoken%3Dhush%26id%3D7&id=7": (
        f"{BASE}?u=https%3A%2F%2Fa.example%2F%3Ftoken%3DREDACTED%26id%3D7&id=7"
    ),
    f"{BASE}?u=https%3A//a.example/%3Ftoken%3Dhu/sh%3D%3D&id=7": (
        f"{BASE}?u=https%3A%2F%2Fa.example%2F%3Ftoken%3DREDACTED&id=7"
    ),
    f"{BASE}?u=https://a.example/?token=hush&id=7": f"{BASE}?u=https://a.example/?token=REDACTED&id=7",
    f"{BASE}/https%3A%2F%2Fa.example%3Fsid%3Dhush/b?id=7": f"{BASE}/https%3A%2F%2Fa.example%3Fsid%3DREDACTED/b?id=7",
}
KEPT = [
    *(f"{BASE}/code/7?id=7", f"{BASE}?monkey=1&author=2&design=3&authority=4&zipcode=5&country_code=6&signal=7"),
    *(f"{BASE}?token_type=x&tokens=2&side=1&passage=3&q=token&compass=1&assign=2", f"{BASE}?code&sid&token=", BASE),
    *(
        "https://medium.example/@maravoss/a",
        f"{BASE}?q=a%20b%3Dc%26d&e=%FF%E4&f=%2525",
        f"{BASE}?to=mara@ellery.example",
    ),
    *(f"{BASE}?u=https%3A%2F%2Fa.example%2F%3Fmonkey%3D1", f"{BASE}#section:code:5", "0;url=https://ellery.example/"),
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_secrets_in_addresses(url: str) -> None:
    assert redact.in_address(url) == ADDRESSES[url]
    assert redact.in_address(ADDRESSES[url]) == ADDRESSES[url]


@pytest.mark.parametrize("url", KEPT)
def test_what_is_no_secret_stays(url: str) -> None:
    assert redact.in_address(url) == url
    assert redact.in_text(url) == url


TEXTS = {
    '{"client_secret": "hush hush", "id": 7}': '{"client_secret": "REDACTED", "id": 7}',
    r'{"token":"hu\"sh", "id": 7}': '{"token":"REDACTED", "id": 7}',
    r'x = "{\"token\":\"hush\",\"id\":7}"': r'x = "{\"token\":\"REDACTED\",\"id\":7}"',
    '<a href="https://a.example/?token=hush&amp;id=7">': '<a href="https://a.example/?token=REDACTED&amp;id=7">',
    "<a href='https://a.example/?a=1&amp;sid=hush'>": "<a href='https://a.example/?a=1&amp;sid=REDACTED'>",
    r'location="https:\/\/a.example\/?a=1\u0026sid=hu\/sh\u0026id=7"': (
        r'location="https:\/\/a.example\/?a=1\u0026sid=REDACTED\u0026id=7"'
    ),
    r"go('https:\/\/mara:hush@a.example\/')": r"go('https:\/\/REDACTED@a.example\/')",
    'document.cookie = "sid=hush; path=/"': 'document.cookie = "REDACTED"',
    "<a data-of='{&quot;token&quot;:&quot;hush hush&quot;,&quot;id&quot;:7}'>": (
        "<a data-of='{&quot;token&quot;:&quot;REDACTED&quot;,&quot;id&quot;:7}'>"
    ),
    "<title>https://a.example/?token=hush</title>": "<title>https://a.example/?token=REDACTED</title>",
    "illegal header line: bytearray(b'Set-Cookie: sid=hush; Path=/')": (
        "illegal header line: bytearray(b'Set-Cookie: REDACTED"
    ),
    "Authorization: Bearer hush\r\nAccept: a": "Authorization: REDACTED\r\nAccept: a",
    "password='hush": "password='REDACTED",
    "token=h\u00c3\u00a0ush id": "token=REDACTED id",
}
PLAIN = [
    *('{"code": 50, "token": null, "type": "rich"}', "The code: 5. The author: Mara."),
    *(
        '<input type="password" name="q">',
        "x => {sid: 1}",
        '<meta http-equiv="refresh" content="0;url=/a">',
        "=:=:'\"=",
    ),
]


@pytest.mark.parametrize("text", TEXTS)
def test_secrets_in_texts(text: str) -> None:
    assert redact.in_text(text) == TEXTS[text]
    assert redact.in_text(TEXTS[text]) == TEXTS[text]


@pytest.mark.parametrize("text", PLAIN)
def test_texts_without_secrets_stay(text: str) -> None:
    assert redact.in_text(text) == text


NAMES = st.sampled_from(["token", "API_KEY", "api-key", "sig", "user[auth]", "p%61ssword", "x-amz-a", "JSESSIONID"])
VALUES = st.text(st.sampled_from("hx/+.:;,~'!*()@$%=?"), max_size=30).map(lambda text: f"hush{text}hush")


@pytest.mark.slow
@given(NAMES, VALUES, st.integers(0, 12), st.text(st.sampled_from("&=%?/#:@;\"'a "), max_size=10))
@example("sig", "hush%hush", 1, "")
@settings(max_examples=500, deadline=None)
def test_no_secret_is_left_however_deep_it_lies(name: str, value: str, depth: int, before: str) -> None:
    url = f"https://a.example/?a={quote(before)}&{name}={value}&id=7"
    for _ in range(depth):
        url = f"https://b.example/?u={quote(url, safe='')}&b=8"
    blanked = redact.in_address(url)
    assert "hush" not in blanked
    assert redact.in_address(blanked) == blanked
    assert blanked.endswith("&b=8" if depth else "&id=7")
    assert "hush" not in redact.in_text(f'<a href="{quote(url, safe="%/:?&=#[]")}">')


@given(st.text(st.characters(max_codepoint=255)) | st.text(st.sampled_from("%25=3D:\\\"'token&;/@ \n")))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for blank in (redact.in_address, redact.in_text):
        once = blank(text)
        assert redact.BLANK in once or once == text


LONG = [
    *("'=' * 65536", "'a=' * 32768", "'token' * 13000", "':' * 65536", "'//' * 32768", "'//a' * 20000"),
    *(
        "'%25' * 21000",
        "'%3D' * 21000",
        "'token=%25' * 6500",
        "'\"' * 65536",
        "'\\\\\\\\' * 32768",
        "'token=\"' * 9000",
    ),
    *("'a;' * 32768 + '='", "('x' * 100 + '=') * 650", "'a' * 65536", "'%2' * 32768", "' ' * 65536", "'=%' * 32768"),
]


@pytest.mark.slow
def test_long_texts_are_read_soon() -> None:
    code = f"from embeds.resolver.redact import *\nfor text in ({', '.join(LONG)}): in_text(text), in_address(text)"
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True, cwd=ROOT)


# In recordings


@pytest.mark.parametrize("line", [b"Set-Cookie: sid=topsecret\x00", b"topsecret no colon", b" Set-Cookie : topsecret"])
def test_a_reason_quotes_nothing_of_the_answer(line: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of an HTTP library quotes what breaks the rules of HTTP."""
    monkeypatch.setattr(network, "_LONGEST_TRY", 5.0)
    file = tmp_path / "tape.jsonl"
    reply = b"HTTP/1.1 301 Moved\r\n" + line + b"\r\n\r\n"
    with Loopback(lambda _: reply) as server, world(server), embeds.Resolver(cassette=file, mode="record") as resolver:
        found = resolver.expand("https://t.co/a")
    assert found.outcome == "error" and found.reason and "ProtocolError: " in found.reason
    assert b"topsecret" not in file.read_bytes() and "topsecret" not in found.reason
    with embeds.Resolver(cassette=file) as resolver:
        assert resolver.expand("https://t.co/a") == found


WAYS = [
    "https://bit.ly/x?token=topsecret&a=1",
    "https://bit.ly/x?t%6Fken=top%20topsecret&a=1",
    "https://bit.ly/x?token='topsecret;topsecret'&a=1",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fbit.ly%2Fx%3Fapi-key%3Dtopsecret%26a%3D1",
    "https://mara:topsecret@bit.ly/x?a=1&sig=topsecret",
    "https://bit.ly/x;jsessionid=topsecret?a=1",
    "https://bit.ly/x?u=https%3A%2F%2Fuser%3Atopsecret%40a.example%2F",
]


@pytest.mark.parametrize("location", WAYS)
@pytest.mark.parametrize("how", ["location", "refresh", "page", "script"])
def test_a_chain_with_secrets_is_recorded_without_them_and_replays(location: str, how: str, tmp_path: Path) -> None:
    def answer(request: Request) -> bytes:
        if request.host == "bit.ly":
            return moved("https://ellery.example/end?sid=topsecret&id=7")
        page = location.replace("&", "&amp;").replace("'", "&#39;")
        return {
            "location": moved(location),
            "refresh": http(200, f"Refresh: 0;url={location}"),
            "page": http(200, body=f'<meta http-equiv="refresh" content="0;url={page}">'.encode()),
            "script": http(200, body=f'<script>location = "{location}"</script>'.encode()),
        }[how]

    file = tmp_path / "tape.jsonl"
    with Loopback(answer) as server, world(server), embeds.Resolver(cassette=file, mode="record") as resolver:
        live = resolver.expand("https://t.co/a?auth=topsecret")
    with embeds.Resolver(cassette=file) as resolver:
        replayed = resolver.expand("https://t.co/a?auth=topsecret")
    assert "topsecret" not in file.read_text(encoding="utf-8")
    assert (replayed.outcome, replayed.status, len(replayed.hops)) == (live.outcome, live.status, len(live.hops))
    assert len(dict(cassette.read(file))) == len(live.hops)
    if live.outcome == "ok":
        assert replayed.url == re.sub("topsecret", redact.BLANK, live.url)


def test_a_miss_does_not_tell_secrets(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    file.touch()
    with embeds.Resolver(cassette=file) as resolver, pytest.raises(embeds.CassetteMiss) as error:
        resolver.expand("https://t.co/a?token=topsecret")
    assert "topsecret" not in str(error.value)
