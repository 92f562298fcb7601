"""Which post an address leads to, and what its id tells: the second at which it was posted.

Ids carry their time: Twitter's and TikTok's are numbers with a clock in their upper bits, Instagram's and Threads' the
same in base64, Bluesky's in base32, Mastodon's in milliseconds. The formulas were checked against posts whose time is
known (18 of 18 on Instagram to the second).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE32 = "234567abcdefghijklmnopqrstuvwxyz"
_Form = tuple[str, str, str, Callable[[str], float | None] | None]
_Row = TypeVar("_Row", bound=tuple[Any, ...])
_FIRST_SNOWFLAKE = 29_700_859_247  # tweets until November 2010 were numbered one by one


@dataclass(frozen=True, slots=True)
class Permalink:
    """The post behind an address: `url` is its canonical form, `posted` is UTC."""

    platform: str
    url: str
    id: str
    handle: str | None
    posted: dt.datetime | None


def read(url: str) -> Permalink | None:
    """The post that this address names, or None.

    >>> read("https://mobile.twitter.com/jack/statuses/1201277326262190080?s=20").url
    'https://twitter.com/jack/status/1201277326262190080'
    """
    for platform, form, canonical, clock in (*at_host(url, _by_label()), _ANYWHERE):
        if found := _form(form).match(url):
            parts = found.groupdict()
            handle, number = parts.get("handle"), parts["id"]
            link = canonical.format(**parts) if "{" in canonical else url
            return Permalink(platform, link, number, handle, _when(clock, number))
    return None


def at_host(url: str, forms: dict[str, list[_Row]]) -> list[_Row]:
    """Those of the forms that stand under a label of the address's host: few of all that there are."""
    host = url.partition("//")[2].partition("/")[0].lower()
    return [row for label in host.split(".") if label in forms for row in forms[label]]


def by_label(rows: Iterable[_Row], labels: dict[str, str]) -> dict[str, list[_Row]]:
    """Forms, which begin with their platform, under each label that its hosts have: its name, or these."""
    found: dict[str, list[_Row]] = {}
    for row in rows:
        for label in labels.get(row[0], row[0]).split():
            found.setdefault(label, []).append(row)
    return found


@functools.cache
def _by_label() -> dict[str, list[_Form]]:
    return by_label(_FORMS, _LABELS)


def _when(clock: Callable[[str], float | None] | None, number: str) -> dt.datetime | None:
    try:
        seconds = clock(number) if clock else None  # ValueError: a letter that no id of the platform has
        return None if seconds is None else dt.datetime.fromtimestamp(round(seconds, 3), dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _snowflake(number: str) -> float | None:
    value = int(number)
    return ((value >> 22) + 1_288_834_974_657) / 1000 if value > _FIRST_SNOWFLAKE else None


def _shortcode(code: str) -> float | None:
    value = 0
    for character in code:
        value = value * 64 + _BASE64.index(character)
    return ((value >> 23) + 1_314_220_021_721) / 1000 if len(code) <= 11 else None


def _tiktok(number: str) -> float:
    return float(int(number) >> 32)


def _tid(code: str) -> float:
    value = 0
    for character in code:
        value = value * 32 + _BASE32.index(character)
    return (value >> 10) / 1_000_000


def _mastodon(number: str) -> float:
    return (int(number) >> 16) / 1000


@functools.cache
def _form(pattern: str) -> re.Pattern[str]:
    """The pattern of an address, compiled when the first address is read."""
    return re.compile(rf"https?://(?:www\.|m\.|mobile\.|web\.|old\.|np\.|new\.|embed\.)?{pattern}", re.IGNORECASE)


_TWITTER = r"(?:twitter|x|fxtwitter|vxtwitter|fixupx|fixvx)\.com"
_ID = r"(?P<id>\d{1,19})(?!\d)"
_TID = r"(?P<id>[234567a-z]{13})"
_FACEBOOK_ID = r"(?P<id>\d{5,20}(?!\d)|pfbid\w{10,80})"
_URN = r"(?:share|ugcPost|activity)"

# Platform, form of its addresses, canonical form (empty: as it is), and what its ids tell of the time.
_FORMS: tuple[_Form, ...] = (
    (
        "twitter",
        rf"{_TWITTER}/(?:i/(?:web/)?status|statuses)/{_ID}",
        "https://twitter.com/i/status/{id}",
        _snowflake,
    ),
    (
        "twitter",
        rf"{_TWITTER}/(?:#!/)?(?P<handle>\w{{1,20}})/status(?:es)?/{_ID}",
        "https://twitter.com/{handle}/status/{id}",
        _snowflake,
    ),
    (
        "instagram",
        r"(?:instagram\.com/(?:[\w.]{1,30}/)?(?:p|reels?|tv)|instagr\.am/p)/(?P<id>[\w-]{5,40})",
        "https://www.instagram.com/p/{id}/",
        _shortcode,
    ),
    (
        "threads",
        r"threads\.(?:net|com)/@(?P<handle>[\w.]{1,30})/post/(?P<id>[\w-]{5,20})",
        "https://www.threads.com/@{handle}/post/{id}",
        _shortcode,
    ),
    ("threads", r"threads\.(?:net|com)/t/(?P<id>[\w-]{5,20})", "https://www.threads.com/t/{id}", _shortcode),
    (
        "tiktok",
        r"tiktok\.com/@(?P<handle>[\w.]{2,24})/(?:video|photo)/(?P<id>\d{15,20})",
        "https://www.tiktok.com/@{handle}/video/{id}",
        _tiktok,
    ),
    ("tiktok", r"tiktok\.com/v/(?P<id>\d{15,20})", "", _tiktok),
    (
        "tiktok",
        r"tiktok\.com/(?:embed(?:/v\d)?|player/v\d)/(?P<id>\d{15,20})",
        "https://www.tiktok.com/embed/v2/{id}",
        _tiktok,
    ),
    (
        "bluesky",
        rf"bsky\.app/profile/(?P<handle>[\w.:-]{{3,100}})/post/{_TID}",
        "https://bsky.app/profile/{handle}/post/{id}",
        _tid,
    ),
    (
        "bluesky",
        rf"bsky\.app/embed/(?P<handle>did:plc:[a-z2-7]{{24}})/app\.bsky\.feed\.post/{_TID}",
        "https://bsky.app/profile/{handle}/post/{id}",
        _tid,
    ),
    (
        "reddit",
        r"reddit\.com/(?P<path>r/\w{2,21}/comments/[0-9a-z]{4,10}/(?:comment|\w{1,100})/(?P<id>[0-9a-z]{4,10}))(?!\w)",
        "https://www.reddit.com/{path}/",
        None,
    ),
    (
        "reddit",
        r"reddit\.com/r/(?P<sub>\w{2,21})/comments/(?P<id>[0-9a-z]{4,10})",
        "https://www.reddit.com/r/{sub}/comments/{id}/",
        None,
    ),
    ("reddit", r"redd\.it/(?P<id>[0-9a-z]{4,10})(?!\w)", "https://redd.it/{id}", None),
    (
        "facebook",
        rf"facebook\.com/[\w.-]{{1,80}}/(?:posts|videos)/(?:vb\.\d+/|[\w-]{{1,100}}/)?{_FACEBOOK_ID}",
        "",
        None,
    ),
    (
        "facebook",
        rf"facebook\.com/(?:permalink|photo|story)(?:\.php)?/?\?(?:story_)?fbid={_FACEBOOK_ID}",
        "",
        None,
    ),
    ("facebook", rf"facebook\.com/(?:watch/?\?v=|reel/|video\.php\?v=){_FACEBOOK_ID}", "", None),
    ("facebook", r"(?:facebook\.com/share/(?:[prv]/)?|fb\.watch/)(?P<id>[\w-]{8,20})(?![\w-])", "", None),
    (
        "youtube",
        r"(?:youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/|shorts/|live/|v/)|youtu\.be/)(?P<id>[\w-]{11})(?![\w-])",
        "https://www.youtube.com/watch?v={id}",
        None,
    ),
    ("tumblr", r"[\w-]{1,63}\.tumblr\.com/post/(?P<id>\d{8,20})(?!\d)", "", None),
    ("tumblr", r"tumblr\.com/(?P<handle>[\w-]{1,63})/(?P<id>\d{8,20})(?!\d)", "", None),
    (
        "telegram",
        r"t\.me/(?:s/)?(?P<handle>[a-z]\w{3,31})/(?P<id>\d{1,9})(?!\w)",
        "https://t.me/{handle}/{id}",
        None,
    ),
    ("linkedin", rf"linkedin\.com/(?:embed/)?feed/update/urn:li:{_URN}:(?P<id>\d{{19}})(?!\d)", "", None),
    ("linkedin", rf"linkedin\.com/posts/[\w%.-]{{1,200}}?-{_URN}-(?P<id>\d{{19}})(?!\d)", "", None),
    (
        "vk",
        r"vk\.(?:com|ru)/(?:[\w.]{1,40}\?w=)?wall(?P<id>-?\d{1,12}_\d{1,10})",
        "https://vk.com/wall{id}",
        None,
    ),
    ("pinterest", r"(?:[a-z]{2}\.)?pinterest\.[a-z]{2,3}(?:\.[a-z]{2})?/pin/(?P<id>\d{6,20})(?!\d)", "", None),
    ("flickr", r"flickr\.com/photos/(?P<handle>[\w@-]{2,40})/(?P<id>\d{4,12})(?!\d)", "", None),
    ("vimeo", r"(?:player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,11})(?!\d)", "https://vimeo.com/{id}", None),
    ("imgur", r"imgur\.com/(?:a/|gallery/)(?P<id>\w{5,7})(?!\w)", "", None),
    ("giphy", r"giphy\.com/(?:gifs|embed|clips)/(?:[\w-]{1,150}-)?(?P<id>\w{10,22})(?!\w)", "", None),
    (
        "dailymotion",
        r"(?:dailymotion\.com/(?:embed/)?video|dai\.ly)/(?P<id>x\w{4,9})(?!\w)",
        "https://www.dailymotion.com/video/{id}",
        None,
    ),
    (
        "spotify",
        r"open\.spotify\.com/(?:embed(?:-podcast)?/)?(?P<kind>track|album|playlist|episode|show|artist)/(?P<id>\w{22})(?!\w)",
        "https://open.spotify.com/{kind}/{id}",
        None,
    ),
    (
        "truthsocial",
        r"truthsocial\.com/@(?P<handle>\w{1,30})/(?:posts/)?(?P<id>\d{17,19})(?!\d)",
        "https://truthsocial.com/@{handle}/{id}",
        _mastodon,
    ),
    (
        "mastodon",
        r"(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})/@(?P<handle>\w{1,30})/(?P<id>\d{17,19})(?!\d)",
        "https://{host}/@{handle}/{id}",
        _mastodon,
    ),
)
# The labels of a platform's hosts, where its name is not the one.
_LABELS = {
    "twitter": "twitter x fxtwitter vxtwitter fixupx fixvx",
    "instagram": "instagram instagr",
    "bluesky": "bsky",
    "reddit": "reddit redd",
    "facebook": "facebook fb",
    "youtube": "youtube youtube-nocookie youtu",
    "telegram": "t",
    "dailymotion": "dailymotion dai",
    "mastodon": "",
}
_ANYWHERE = _FORMS[-1]  # Mastodon's posts stand at hosts of any name

# What stands in an address of each form, for those who look for addresses in a text.
HOSTS = (
    *(
        "/status/",
        "/statuses/",
        "instagram.com/",
        "instagr.am/",
        "threads.",
        "tiktok.com/",
        "bsky.app/",
        "reddit.com/r/",
    ),
    *("redd.it/", "facebook.com/", "fb.watch/", "youtube.com/", "youtube-nocookie.com/", "youtu.be/", ".tumblr.com/"),
    *("//tumblr.com/", "//t.me/", "linkedin.com/", "vk.com/", "vk.ru/", "pinterest.", "flickr.com/", "vimeo.com/"),
    *("imgur.com/", "giphy.com/", "dailymotion.com/", "spotify.com/", "truthsocial.com/", "/@"),
)
