"""A login, a page for consent or a captcha is never where a link leads; what it names behind it is, on its own site."""

from __future__ import annotations

import datetime as dt

import pytest

from embeds.data import tables
from embeds.records import Resolution
from embeds.resolver import address, chain, shorteners, walls
from embeds.resolver.answers import Answer

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
ROWS = tables.load("unwrapped.json")["walls"]
VIDEO = "https://www.youtube.com/watch?v=Ab3dE-fGh_1"
POST = "https://www.facebook.com/elleryharbour/posts/1"


def followed(link: str, *locations: str, follow_all: bool = False) -> Resolution:
    """Return where a link leads if each address that is asked redirects to the next of these."""
    steps = chain.walk(link, chain.Rules(shorteners.load(), follow_all=follow_all))
    answers = iter(locations)
    try:
        next(steps)
        while True:
            steps.send(Answer(NOW, 302, (("location", next(answers)),)))
    except StopIteration as end:
        found: Resolution = end.value
        return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["like"])
def test_every_wall_has_an_example(row: dict[str, str]) -> None:
    wall = walls.read(row["like"])
    assert wall and wall.asks == row["asks"] and wall.target
    assert walls.read(wall.target) is None
    assert row["seen"] == "reports"


BEHIND = {
    "https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2Felleryharbour%2Fposts%2F1&ref=x": POST,
    "https://de-de.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Felleryharbour%2Fposts%2F1": POST,
    "https://m.facebook.com/login/web/?next=/elleryharbour": "https://m.facebook.com/elleryharbour",
    "http://instagram.com/accounts/login/?next=/elleryharbour/": "http://instagram.com/elleryharbour/",
    "https://twitter.com/login?redirect_after_login=https%3A%2F%2Fx.com%2Fmaravoss": "https://x.com/maravoss",
    "https://uk.linkedin.com/uas/login?session_redirect=https%3A%2F%2Fwww%2Elinkedin%2Ecom%2Fin%2Fana-solheim": (
        "https://www.linkedin.com/in/ana-solheim"
    ),
    "https://www.linkedin.com/login/de?session_redirect=%2Ffeed%2F": "https://www.linkedin.com/feed/",
    "https://accounts.google.com/v3/signin/identifier?continue=https%3A%2F%2Fdrive.google.com%2Ffile&hl=en": (
        "https://drive.google.com/file"
    ),
    "https://consent.google.co.uk/ml?continue=https://www.google.co.uk/maps&gl=GB": "https://www.google.co.uk/maps",
    "https://www.washingtonpost.com/gdpr-consent/?destination=%2flocal%2fwall": "https://www.washingtonpost.com/local/wall",
    "https://WWW.FACEBOOK.COM/login?next=https%3A%2F%2FWWW.Facebook.com%2Felleryharbour": (
        "https://WWW.Facebook.com/elleryharbour"
    ),
}


@pytest.mark.parametrize("url", BEHIND)
def test_what_is_behind_a_wall(url: str) -> None:
    wall = walls.read(url)
    assert wall and wall.target == BEHIND[url]


FACEBOOK = "https://www.facebook.com/login/?next="
NOTHING = {
    "nothing": "https://www.facebook.com/login/",
    "an empty parameter": FACEBOOK,
    "another site": f"{FACEBOOK}https%3A%2F%2Fellery.example%2Fa",
    "another site without a scheme": f"{FACEBOOK}%2F%2Fellery.example%2Fa",
    "a site whose name ends alike": f"{FACEBOOK}https%3A%2F%2Fnotfacebook.com%2Fa",
    "a site whose name begins alike": f"{FACEBOOK}https%3A%2F%2Fwww.facebook.com.ellery.example%2Fa",
    "a user who is called like the site": f"{FACEBOOK}https%3A%2F%2Fwww.facebook.com%40ellery.example%2Fa",
    "this machine": f"{FACEBOOK}http%3A%2F%2F127.0.0.1%2F",
    "a script": f"{FACEBOOK}javascript%3Aalert(1)",
    "a file": f"{FACEBOOK}file%3A%2F%2F%2Fetc%2Fpasswd",
    "a word": f"{FACEBOOK}feed",
    "half a host": f"{FACEBOOK}https%3A%2F%2F%5B",
    "no host": f"{FACEBOOK}https%3A%2F%2F",
    "no host and no scheme": f"{FACEBOOK}%2F%2F",
    "a host that is another when it is normalized": f"{FACEBOOK}https%3A%2F%2Ffacebook.com%E2%84%80%2F",
    "a host that is not UTF-8": f"{FACEBOOK}https%3A%2F%2Fwww.facebook.com%FF%2F",
    "a hundred parameters": "https://www.facebook.com/login/?" + "next=%2Fa&" * 100,
    "consent without an address": "https://consent.yahoo.com/v2/collectConsent?sessionId=1_cc-session_a1b2",
}


@pytest.mark.parametrize("what", NOTHING)
def test_walls_with_nothing_behind_them(what: str) -> None:
    found = followed("https://t.co/a1B2c3D4e5", NOTHING[what])
    asks = "consent" if "consent" in what else "login"
    assert (found.outcome, found.url, found.notes) == ("unresolved", address.read(NOTHING[what]).url, (asks,))
    assert found.reason == f"a {asks} page, which does not name what is behind it"
    assert (found.target, found.canonical) == (None, None)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("%2F%5Cellery.example%2Fa", "error"),
        ("https%3A%2F%2Fellery.example%5C.facebook.com%2Fa", "error"),
        ("%2Fa%01b", "error"),
        ("https%3A%2F%2Fwww.facebook.com%3A8080%2Fa", "ok"),
        ("https%3A%2F%2Fmara%3Asecret%40www.facebook.com%2Fa", "ok"),
        ("%2F%E4%FF", "ok"),
    ],
)
def test_what_is_behind_a_wall_is_checked_as_all_addresses_are(value: str, outcome: str) -> None:
    found = followed(FACEBOOK + value)
    assert (found.outcome, found.hops) == (outcome, ())
    assert "secret" not in found.url


@pytest.mark.parametrize(
    "url",
    [
        f"{POST}?next=%2Fa",
        "https://www.facebook.com/loginnews/?next=%2Fa",
        "https://login.ellery.example/login/?next=https%3A%2F%2Fwww.facebook.com%2Fa",
        "https://facebook.example/login/?next=%2Fa",
        "https://x.com/login_news",
        "https://x.com/maravoss/status/1389284139131207681?redirect_after_login=%2Fa",
        "https://www.instagram.com/p/ByxilPNJK3M/?next=%2Fa",
        "https://accounts.google.com/TOS?continue=https%3A%2F%2Fwww.google.com%2F",
        "https://www.linkedin.com/company/login",
        "https://consent.ellery.example/m?continue=https%3A%2F%2Fwww.youtube.com%2F",
        "https://[",
        "",
    ],
)
def test_pages_that_are_no_walls(url: str) -> None:
    assert walls.read(url) is None


def test_a_wall_at_the_end_of_a_chain_is_looked_behind() -> None:
    found = followed(
        "https://fb.watch/aB3dE5fG7h/", f"{FACEBOOK}https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D90010020"
    )
    assert (found.outcome, found.canonical) == ("ok", "https://www.facebook.com/watch/?v=90010020")
    assert found.target == found.url and found.notes == ("login", "unwrapped")


def test_walls_behind_walls_and_wrappers_behind_those() -> None:
    login = (
        "https://accounts.google.com/ServiceLogin?service=youtube&continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3F"
    )
    assert followed(f"{login}action_handle_signin%3Dtrue%26next%3D%252Fwatch%253Fv%253DAb3dE-fGh_1").url == VIDEO
    consent = (
        "https://consent.google.com/ml?continue=https://news.google.com/rss/articles/CCAiC0FiM2RFLWZHaF8xmAEB?oc%3D5"
    )
    found = followed(consent)
    assert (found.outcome, found.url, found.notes) == ("ok", VIDEO, ("consent", "unwrapped"))


def test_who_follows_all_links_does_not_ask_behind_a_wall() -> None:
    """The answer would be the wall again, and the chain a loop."""
    found = followed(POST, f"{FACEBOOK}https%3A%2F%2Fwww.facebook.com%2Felleryharbour%2Fposts%2F1", follow_all=True)
    assert (found.outcome, found.url, found.hops) == ("ok", POST, (POST,))


@pytest.mark.parametrize("wrapped", ["http%3A%2F%2F127.0.0.1%2F", "http%3A%2F%2F169.254.169.254%2Fmeta-data"])
@pytest.mark.parametrize("service", ["https://www.linkedin.com/safety/go?url=", "https://lnk.bio/go?d="])
def test_no_service_leads_past_the_guard(service: str, wrapped: str) -> None:
    for follow_all in (False, True):
        found = followed(service + wrapped, follow_all=follow_all)
        assert (found.outcome, found.hops) == ("blocked", ())


def test_walls_upon_walls_come_to_an_end() -> None:
    for wall in ("/login?redirect_after_login=", "/i/flow/login?redirect_after_login="):
        times = (address.LONGEST - len("https://x.com")) // len(wall)
        found = followed("https://x.com" + wall * times)
        assert (found.outcome, found.url) == ("unresolved", f"https://x.com{wall}")
