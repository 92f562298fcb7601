"""Which post the address of a player, a card or a plugin shows.

`permalinks` knows the addresses of posts; here stand those that only markup uses, and the ways in which one address
is wrapped in another. Where a platform has no page that the player's address tells, that address is the permalink.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlsplit

from ..platforms import permalinks
from ..platforms.permalinks import Permalink

_Player = tuple[str, re.Pattern[str], str]
_LONGEST = 4000
_HEAD = 80  # what tells whose an address is stands in its beginning
_ADDRESS = re.compile(r"\s{0,20}(?:(?:https?:|at:)?//|/(?:\w{2}/)?media/oembed\?)", re.IGNORECASE)
# What stands in the address, host and path -> the parameter that holds the address, or the id that goes into one
_WRAPPED: tuple[tuple[str, re.Pattern[str], tuple[str, ...], str], ...] = (
    ("platform.", re.compile(r"platform\.(?:twitter|x)\.com/embed/"), ("id",), "https://twitter.com/i/status/{}"),
    (
        "plugins/",
        re.compile(r"facebook\.com/(?:v\d[\d.]*/)?plugins/(?:post|video|page|comment_embed)\.php"),
        ("href",),
        "{}",
    ),
    ("soundcloud", re.compile(r"w\.soundcloud\.com/player"), ("url",), "{}"),
    ("embedly", re.compile(r"(?:cdn\.)?embedly\.com/widgets/media\.html"), ("src", "url"), "{}"),
    ("iframe", re.compile(r"(?:cdn\.)?(?:iframe\.ly|iframely\.net)/"), ("url",), "{}"),
    ("oembed?", re.compile(r"/media/oembed\?"), ("url",), "{}"),  # Drupal's frame around any other
    ("hatenablog-parts", re.compile(r"hatenablog-parts\.com/embed"), ("url",), "{}"),
    ("twitframe", re.compile(r"twitframe\.com/show"), ("url",), "{}"),
    ("twitch", re.compile(r"player\.twitch\.tv/"), ("video",), "https://www.twitch.tv/videos/{}"),
    ("twitch", re.compile(r"player\.twitch\.tv/"), ("channel",), "https://www.twitch.tv/{}"),
    ("twitch", re.compile(r"clips\.twitch\.tv/embed"), ("clip",), "https://clips.twitch.tv/{}"),
    ("dailymotion", re.compile(r"geo\.dailymotion\.com/player"), ("video",), "https://www.dailymotion.com/video/{}"),
    (
        "youtube",
        re.compile(r"youtube(?:-nocookie)?\.com/(?:watch|embed/?)\?"),
        ("v",),
        "https://www.youtube.com/watch?v={}",
    ),
    ("bilibili", re.compile(r"player\.bilibili\.com/player\.html"), ("bvid",), "https://www.bilibili.com/video/{}"),
)
# What stands in the address, the beginning that it has -> the one that is read
_SAME: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("at:", re.compile(r"^at://([\w.:-]+)/app\.bsky\.feed\.post/"), r"https://bsky.app/profile/\1/post/"),
    (
        "embed.bsky",
        re.compile(r"^https?://embed\.bsky\.app/embed/([\w.:-]+)/app\.bsky\.feed\.post/"),
        r"https://bsky.app/profile/\1/post/",
    ),
    ("reddit", re.compile(r"^https?://(?:www\.redditmedia|embed\.reddit)\.com/"), "https://www.reddit.com/"),
    (
        "/i/",
        re.compile(r"^https?://(?:m\.|mobile\.)?(?:twitter|x)\.com/i/(?:videos/tweet|cards/tfw/v1|videos)/"),
        "https://twitter.com/i/status/",
    ),
    (
        "nitter.",
        re.compile(r"^https?://(?:[\w-]{1,40}\.)?nitter\.[\w.]{2,40}/(\w{1,20})/status/"),
        r"https://twitter.com/\1/status/",
    ),
    ("/statuses/", re.compile(r"^https?://twitter\.com/statuses/"), "https://twitter.com/i/status/"),
    ("/statuses/", re.compile(r"^(https?://[\w.-]{3,100})/users/(\w{1,30})/statuses/"), r"\1/@\2/"),
    ("/posts/", re.compile(r"^(https?://[\w.-]{3,100}/@\w{1,30})/posts/"), r"\1/"),
)  # fmt: skip


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"https?://(?:www\.|m\.)?{pattern}", re.IGNORECASE)


# Platform, form, canonical address: the forms before `permalinks`' own, which take a playlist for a video.
_PLAYLISTS: tuple[_Player, ...] = (
    (
        "youtube",
        _form(r"youtube(?:-nocookie)?\.com/embed/?(?:videoseries)?/?\?(?:[^#]*&)?list=(?P<id>[\w-]{5,60})"),
        "",
    ),
    ("youtube", _form(r"youtube(?:-nocookie)?\.com/embed/live_stream\?(?:[^#]*&)?channel=(?P<id>[\w-]{5,60})"), ""),
    ("youtube", _form(r"youtube(?:-nocookie)?\.com/playlist\?(?:[^#]*&)?list=(?P<id>[\w-]{5,60})"), ""),
)  # fmt: skip
_PLAYERS: tuple[_Player, ...] = (
    (
        "vimeo",
        _form(r"(?:player\.)?vimeo\.com/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(?P<id>\d{4,12})"),
        "https://vimeo.com/{id}",
    ),
    ("soundcloud", _form(r"api\.soundcloud\.com/(?:tracks|playlists|users)/(?:soundcloud:\w+:)?(?P<id>\d{3,15})"), ""),
    ("soundcloud", _form(r"soundcloud\.com/(?P<id>[\w-]{2,60}(?:/[\w-]{1,200}){0,3})"), ""),
    (
        "tiktok",
        _form(r"tiktok\.com/@(?P<handle>[\w.]{2,24})/?(?:$|[?#])"),
        "https://www.tiktok.com/@{handle}",
    ),
    ("twitch", _form(r"twitch\.tv/(?:videos/)?(?P<id>\w{3,40})"), ""),
    ("twitch", _form(r"clips\.twitch\.tv/(?P<id>[\w-]{5,80})"), ""),
    ("rumble", _form(r"rumble\.com/embed/(?P<id>[\w.]{4,20})"), ""),
    (
        "facebook",
        _form(r"(?:[\w-]+\.)?facebook\.com/[^?#\s]{0,300}(?:posts|videos|photos|reel|share/\w|watch/live|activity|permalink|notes|events)/"
              r"(?:[^?#\s/]{1,200}/)?(?P<id>\d{5,20}|pfbid\w{10,80}|\w{8,14})"),
        "",
    ),
    (
        "facebook",
        _form(r"(?:[\w-]+\.)?facebook\.com/[^#\s]{0,300}[?&](?:fbid|story_fbid|v)=(?P<id>\d{5,20}|pfbid\w{10,80})"),
        "",
    ),
    ("facebook", _form(r"fb\.watch/(?P<id>[\w-]{5,20})"), ""),
    (
        "facebook",
        _form(r"(?:(?!static)[\w-]+\.)?facebook\.com/"
              r"(?!plugins/|sharer|connect/|media/|tr\b|dialog/|v\d)(?P<page>[\w.%-]{2,100})"),
        "",
    ),
    ("facebook", _form(r"(?:[\w-]+\.)?facebook\.com/media/set/?\?set=(?P<id>[a-z]{1,3}\.[\d.]{5,80})"), ""),
    ("tumblr", _form(r"embed\.tumblr\.com/embed/post/[\w-]{5,60}/(?P<id>\d{8,20})"), ""),
    ("imgur", _form(r"(?:i\.)?imgur\.com/(?:a/|gallery/)?(?P<id>\w{5,10})"), ""),
    ("pinterest", _form(r"(?:[\w-]{2,5}\.)?pinterest\.[\w.]{2,6}/pin/(?P<id>\d{5,20})"), ""),
    ("pinterest", _form(r"(?:[\w-]{2,5}\.)?pinterest\.[\w.]{2,6}/(?P<handle>\w{3,40})/?"), ""),
    ("getty", _form(r"gettyimages\.[\w.]{2,6}/detail/(?:[\w-]{1,200}/){0,3}(?P<id>\d{5,15})"), ""),
    ("getty", _form(r"embed(?:-cdn)?\.gettyimages\.com/embed/(?P<id>\d{5,15})"), "https://www.gettyimages.com/detail/{id}"),
    ("vine", _form(r"vine\.co/v/(?P<id>\w{11})"), "https://vine.co/v/{id}"),
    ("streamable", _form(r"streamable\.com/(?:[eos]/)?(?P<id>\w{4,10})"), "https://streamable.com/{id}"),
    ("bandcamp", _form(r"bandcamp\.com/EmbeddedPlayer/[^?#\s]{0,200}?(?:album|track)=(?P<id>\d{4,15})"), ""),
    ("apple-podcasts", _form(r"embed\.podcasts\.apple\.com/[^#\s]{0,300}?id(?P<id>\d{5,15})"), ""),
    ("apple-music", _form(r"embed\.music\.apple\.com/[^#\s]{0,300}?(?P<id>[\w.-]{6,60})(?:[?#]|$)"), ""),
    ("gfycat", _form(r"gfycat\.com/(?:ifr/)?(?P<id>\w{6,60})"), "https://gfycat.com/{id}"),
    ("tenor", _form(r"tenor\.com/(?:view|embed)/(?:[\w%-]{1,200}-)?(?P<id>\d{5,25})"), "https://tenor.com/view/{id}"),
    ("acast", _form(r"(?:embed|player)\.acast\.com/(?P<id>[\w/.-]{5,120})"), ""),
    ("substack", _form(r"(?P<handle>[\w-]{2,60})\.substack\.com/embed/p/(?P<id>[\w-]{2,120})"), ""),
    ("vk", _form(r"(?:vk\.com|vkvideo\.ru)/video_ext\.php\?[^#\s]{0,200}?\bid=(?P<id>\d{2,15})"), ""),
    ("ok", _form(r"ok\.ru/videoembed/(?P<id>\d{5,20})"), "https://ok.ru/video/{id}"),
    ("odysee", _form(r"odysee\.com/\$/embed/(?P<id>[^?#\s]{3,200})"), ""),
    ("rutube", _form(r"rutube\.ru/(?:play/embed|video)/(?P<id>\w{6,40})"), "https://rutube.ru/video/{id}/"),
    ("niconico", _form(r"(?:embed\.)?nicovideo\.jp/watch/(?P<id>[a-z]{2}\d{1,12})"), "https://www.nicovideo.jp/watch/{id}"),
    ("coub", _form(r"coub\.com/embed/(?P<id>\w{4,12})"), "https://coub.com/view/{id}"),
    ("deezer", _form(r"widget\.deezer\.com/widget/\w{4,6}/(?P<kind>\w{4,9})/(?P<id>\d{3,15})"), "https://www.deezer.com/{kind}/{id}"),
    ("bitchute", _form(r"bitchute\.com/embed/(?P<id>\w{5,20})"), "https://www.bitchute.com/video/{id}/"),
    ("bilibili", _form(r"bilibili\.com/video/(?P<id>BV\w{8,12})"), "https://www.bilibili.com/video/{id}"),
    (
        "brightcove",
        _form(r"players\.brightcove\.net/\d{5,20}/[^?#\s]{1,100}\?[^#\s]{0,100}?videoId=(?P<id>\d{5,20})"),
        "",
    ),
    ("brightcove", _form(r"players\.brightcove\.net/(?P<account>\d{5,20})/"), ""),
    ("datawrapper", _form(r"datawrapper\.dwcdn\.(?:net|com)/(?P<id>\w{5})(?!\w)"), ""),
    ("flourish", _form(r"(?:flo\.uri\.sh|public\.flourish\.studio)/(?:visualisation|story)/(?P<id>\d{3,12})"), ""),
    ("infogram", _form(r"(?:e\.)?infogram\.com/(?P<id>[\w-]{8,120})"), ""),
    ("documentcloud", _form(r"(?:embed\.)?documentcloud\.org/documents/(?P<id>\d{3,12})"), ""),
    ("scribd", _form(r"scribd\.com/embeds/(?P<id>\d{3,15})"), "https://www.scribd.com/document/{id}"),
    ("ted", _form(r"embed(?:-ssl)?\.ted\.com/talks/(?:lang/[\w-]+/)?(?P<id>[\w-]{3,120})"), "https://www.ted.com/talks/{id}"),
    ("wistia", _form(r"fast\.wistia\.(?:net|com)/embed/(?:iframe|medias)/(?P<id>\w{8,12})"), ""),
)  # fmt: skip

# The labels of a platform's hosts, where its name is not the one.
_LABELS = {
    "facebook": "facebook fb",
    "getty": "gettyimages",
    "apple-podcasts": "apple",
    "apple-music": "apple",
    "vk": "vk vkvideo",
    "niconico": "nicovideo",
    "datawrapper": "dwcdn",
    "flourish": "flo flourish",
}
_PLAYERS_BY_LABEL = permalinks.by_label(_PLAYERS, _LABELS)


@functools.lru_cache(maxsize=256)  # one element names its post in several attributes and links
def read(address: str) -> Permalink | None:
    """The post that an address in markup shows, or None.

    >>> read("//www.youtube.com/embed/diFY0_lN-7A?rel=0").url
    'https://www.youtube.com/watch?v=diFY0_lN-7A'
    """
    if not (8 < len(address) < _LONGEST and _ADDRESS.match(address)):
        return None
    address = _unwrapped(absolute(address))
    for word, same, canonical in _SAME:
        if word in address:
            address = same.sub(canonical, address, count=1)
    playlist = _known(address, _PLAYLISTS) if "list" in address or "live_stream" in address else None
    return playlist or permalinks.read(address) or _known(address, permalinks.at_host(address, _PLAYERS_BY_LABEL))


def absolute(address: str) -> str:
    """The address with its scheme, as a browser on a page of https reads it."""
    address = address.strip()
    return f"https:{address}" if address.startswith("//") else address


def _unwrapped(address: str) -> str:
    """The address inside this one, where a plugin's or a player's wraps it."""
    head = address[:_HEAD]
    for word, form, names, canonical in _WRAPPED:
        if word in head and form.search(address):
            try:
                query = dict(parse_qsl(urlsplit(address).query, max_num_fields=50))
            except ValueError:
                return address
            for name in names:
                if value := query.get(name):
                    inner = canonical.format(value if canonical == "{}" else quote(value, safe=":", errors="replace"))
                    return absolute(inner)
    return address


def _known(address: str, forms: Sequence[_Player]) -> Permalink | None:
    for platform, form, canonical in forms:
        if found := form.match(address):
            parts = found.groupdict()
            number = parts.get("id")
            url = canonical.format(**parts) if canonical else address
            return Permalink(platform, url, number or "", parts.get("handle"), None)
    return None
