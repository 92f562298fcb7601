"""Load what is known of each platform: the rows of data/platforms.json, in order.

A platform that leaves no words in text needs a row and nothing else. All other lists are made from the rows: what to
look for in a text and in a page, whose an address is, what goes with an embed, who is asked about a post.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..data import tables

URL = "{}"  # the template of an address into which a whole address goes
# What a row says that an attribute holds: "url", the post's address; "id", its id; "href", nothing of the post, whose
# address then stands in `href`. Anything else is the template of an address into which the attribute's value goes.
_HOLDS = {"url": URL, "href": ""}
Templates = Mapping[str, str]
_NONE: Mapping[str, Any] = {}


class Form(NamedTuple):
    """A form of addresses.

    `like` is an example. `form` is a regular expression of what follows the scheme and `www.`; {hosts} in it stands for
    any of the row's hosts, and its groups `id` and `handle` are the post's. `permalink` is a template that makes the
    post's address from the groups; if it is empty, the address itself is the permalink.
    """

    like: str
    form: str
    permalink: str = ""


class Wrapped(NamedTuple):
    """Addresses such as `like` that wrap another.

    One of their `parameters` holds it, or an id that goes into the template `leads_to`. `holds` stands near the
    beginning of each, and is looked for before the regular expression `form`, which takes longer.
    """

    like: str
    holds: str
    form: str
    parameters: Sequence[str]
    leads_to: str


class Rewritten(NamedTuple):
    """Addresses such as `like` that are read with another beginning.

    `holds` stands in each; what the regular expression `begins` takes is replaced by `becomes`.
    """

    like: str
    holds: str
    begins: str
    becomes: str


class Oembed(NamedTuple):
    """Where to ask for a post's public record.

    `endpoint` is an address in which {url} is the permalink and {host} its host. `hosts` are those whose addresses it
    knows, `*` at the beginning being any name before theirs; empty if it knows all posts of the platform. `words` says
    where the answer has the post's words: "html", in the blockquote of its `html`, or "title"; None if it has none.
    `profile` is a regular expression that finds the handle in an author's address. `moved_to` are hosts to which the
    endpoint may redirect.
    """

    endpoint: str
    hosts: Sequence[str] = ()
    words: str | None = None
    profile: str = r"/@([\w.-]{1,80})/?$"
    moved_to: Sequence[str] = ()


class Platform(NamedTuple):
    """A row. Attributes that it names have "url", "id", "href" or the template of an address (see `_HOLDS`)."""

    platform: str  # its name in records; "" for what shows posts of any platform, such as Embedly's cards
    hosts: Sequence[str] = ()  # of its pages; without them, `posts` are at hosts of any name
    called: Sequence[str] = ()  # its names in lines that sites print around posts: "Skip Twitter post"

    # addresses
    posts: Sequence[Form] = ()  # addresses of posts: they count in text and in markup
    clock: str = ""  # how ids of posts tell the time: a name in permalinks.CLOCKS
    players: Sequence[Form] = ()  # addresses of players, playlists, profiles and files: they count in markup alone
    wrapped: Sequence[Wrapped] = ()
    rewritten: Sequence[Rewritten] = ()
    in_text: Sequence[str] | None = None  # one of these stands in each address of `posts`; None for the hosts
    in_markup: Sequence[str] | None = None  # one of these stands in each address of `players`; None for the hosts
    by_id: str = ""  # the template of a post's address from its {id} alone

    # elements
    classes: Mapping[str, Templates] = _NONE  # classes of its embed codes, with the attributes that hold the post
    elements: Mapping[str, Templates] = _NONE  # its AMP components and custom elements, with the same
    attributes: Templates = _NONE  # attributes that make any element an embed
    values: Mapping[str, Sequence[str]] = _NONE  # the values with which such an attribute does; without them any
    named: Sequence[str] = ()  # classes of players that load late and have the id in an attribute
    id_form: str = ""  # a regular expression of those ids: such attributes hold other numbers, too
    settings: str = ""  # the key under which page builders keep its address in the JSON of an attribute
    parts: Mapping[str, Sequence[str]] = _NONE  # how the classes of a rendered post's parts begin
    shows_title: bool = False  # whether all words of its embed codes are the post's title
    needs_address: bool = False  # whether an element of its classes is a post only with an address
    ends_in_address: bool = False  # whether the last address in an embed code is the post's, not the first
    links_to_post: bool = False  # whether only links inside lead to the post, and its own attributes to a player

    # what goes with an embed
    scripts: Sequence[str] = ()  # one of these stands in the address of its widget's script
    inline: Sequence[str] = ()  # one of these stands in the script itself, if that has no address
    root: str = ""  # the id of the empty element in front of a post, which a script fills
    has_byline: bool = False  # whether a line below its player names what is played
    wrappers: Sequence[str] = ()  # words in classes and ids of elements around its embeds

    # what is left of it in text
    shortcodes: Sequence[str] = ()  # names of content systems' shortcodes: "tweet" for "[tweet …]"
    furniture: Mapping[str, Sequence[str]] = _NONE  # kind of residue -> its phrases; {n} and {name} as in residue.json

    # what its posts are like
    plain_handles: bool = False  # whether its handles have no dots
    utc_dates: bool = False  # whether the day shown is UTC's; else it is that of the page that copied the post
    oembed: Oembed | None = None


def _row(said: dict[str, Any]) -> Platform:
    """Return the row of one object of data/platforms.json; raise TypeError for a field that rows do not have."""
    hosts = "(?:" + "|".join(host.replace(".", r"\.") for host in said.get("hosts", ())) + ")"
    holds = {"id": said.get("by_id", "").replace("{id}", URL), **_HOLDS}

    def templates(attributes: dict[str, str]) -> Templates:
        return {name: holds.get(value, value) for name, value in attributes.items()}

    for name in ("posts", "players"):
        said[name] = [Form(**{**form, "form": form["form"].replace("{hosts}", hosts)}) for form in said.get(name, ())]
    for name in ("classes", "elements"):
        said[name] = {known: templates(attributes) for known, attributes in said.get(name, {}).items()}
    wrapped = said.get("wrapped", ())
    said["attributes"] = templates(said.get("attributes", {}))
    said["wrapped"] = [Wrapped(**{**one, "leads_to": holds.get(one["leads_to"], one["leads_to"])}) for one in wrapped]
    said["rewritten"] = [Rewritten(**one) for one in said.get("rewritten", ())]
    said["oembed"] = Oembed(**said["oembed"]) if "oembed" in said else None
    return Platform(**said)


ROWS: tuple[Platform, ...] = tuple(map(_row, tables.load("platforms.json")["platforms"]))
_BY_NAME = {row.platform: row for row in ROWS}


def of(platform: str) -> Platform:
    """Return a platform's row; an empty row for a name that is not in data/platforms.json."""
    return _BY_NAME.get(platform) or Platform(platform=platform)
