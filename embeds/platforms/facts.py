"""What is known of each platform: the rows of data/platforms.json, in order.

A platform that leaves no words in text needs a row and nothing else. All other lists are made from the rows: what to
scan for in a text and in a page, whose an address is, what goes with an embed, who is asked about a post.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..data import tables

URL = "{}"
# What an attribute holds: the post's address; its id, or anything else that goes into an address, which is a template;
# or nothing of the post, whose address then stands in `href`.
_HOLDS = {"url": URL, "href": ""}
Templates = Mapping[str, str]
_NONE: Mapping[str, Any] = {}


class Form(NamedTuple):
    """A form of addresses behind their scheme and `www.`, as a regular expression; {hosts} is any of the row's hosts.

    `like` is an address of this form. `permalink` is the address of the post, made from the groups of the form; where
    it is empty the address is that itself. The groups `id` and `handle` are the post's.
    """

    like: str
    form: str
    permalink: str = ""


class Wrapped(NamedTuple):
    """Addresses such as `like` that hold another in one of their `parameters`, or an id that goes into one.

    `holds` stands near the beginning of each, and is looked for before the regular expression `form`.
    """

    like: str
    holds: str
    form: str
    parameters: Sequence[str]
    leads_to: str


class Rewritten(NamedTuple):
    """Addresses such as `like` that are read as if they began in another way; `holds` stands in each."""

    like: str
    holds: str
    begins: str
    becomes: str


class Oembed(NamedTuple):
    """Where a post's public record is asked for: {url} is the permalink, {host} its host.

    `hosts` are those whose addresses it knows, a `*` at the beginning being any name before theirs; without them it
    knows all posts of the platform. `words` says where the post's words stand in the answer: in the blockquote of its
    `html`, or as its `title`. `profile` finds the handle in an author's address. `moved_to` are hosts it may lead to.
    """

    endpoint: str
    hosts: Sequence[str] = ()
    words: str | None = None
    profile: str = r"/@([\w.-]{1,80})/?$"
    moved_to: Sequence[str] = ()


class Platform(NamedTuple):
    """A row. Where one names attributes, each has "url", "id", "href" or the template of an address (see `_HOLDS`)."""

    platform: str  # its name in records; "" is what shows posts of any platform, such as Embedly's cards
    hosts: Sequence[str] = ()  # of its pages; one without, but with `posts`, has them at hosts of any name
    called: Sequence[str] = ()  # its names in what sites print around posts: "Skip Twitter post"

    # addresses
    posts: Sequence[Form] = ()  # of posts, which count in text, too
    clock: str = ""  # how their ids tell the time: a name in permalinks.CLOCKS
    players: Sequence[Form] = ()  # of players, playlists, profiles and files: they count in markup alone
    wrapped: Sequence[Wrapped] = ()
    rewritten: Sequence[Rewritten] = ()
    in_text: Sequence[str] | None = None  # one of which stands in each address of `posts`; else the hosts
    in_markup: Sequence[str] | None = None  # one of which stands in the address of each player; else the hosts
    by_id: str = ""  # the address of a post whose {id} is all that is known

    # elements
    classes: Mapping[str, Templates] = _NONE  # of its embed codes, with their attributes
    elements: Mapping[str, Templates] = _NONE  # its AMP components and custom elements
    attributes: Templates = _NONE  # which make an embed of any element
    values: Mapping[str, Sequence[str]] = _NONE  # with which such an attribute does; without them with any
    named: Sequence[str] = ()  # classes of players that load late, and name platform and id apart
    id_form: str = ""  # what an id looks like there: other elements of such names have numbers, too
    settings: str = ""  # the name under which page builders put its address into an attribute
    parts: Mapping[str, Sequence[str]] = _NONE  # how classes of a rendered post's parts begin
    shows_title: bool = False  # all its words are the post's title
    needs_address: bool = False  # without one an element of its classes is no post
    ends_in_address: bool = False  # the post's own is the last in it; before that it may link to others
    links_to_post: bool = False  # a link in it leads to the post, its own attributes to a player alone

    # what goes with an embed
    scripts: Sequence[str] = ()  # one of which stands in the address of its widget's script
    inline: Sequence[str] = ()  # or in the script itself, where it has no address
    root: str = ""  # the id of the empty element that stands in front of a post, with the script that asks for it
    has_byline: bool = False  # a line below its player names what is played
    wrappers: Sequence[str] = ()  # in classes and ids of the elements around it

    # what is left of it in text
    shortcodes: Sequence[str] = ()  # of content systems: "[tweet …]"
    furniture: Mapping[str, Sequence[str]] = _NONE  # kind -> phrases; places as in residue.json

    # what its posts are like
    plain_handles: bool = False  # no dots in them
    utc_dates: bool = False  # the day shown is UTC's; else that of whoever copied the post
    oembed: Oembed | None = None


def _row(said: dict[str, Any]) -> Platform:
    """Return a row with its parts as what they are; raises TypeError for a field that there is none of."""
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
    """Return a platform's row; an empty one for a name that none of ours has."""
    return _BY_NAME.get(platform) or Platform(platform=platform)
