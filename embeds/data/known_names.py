"""List the names that records may hold: the platforms, and each kind of residue with what it is."""

import functools

from . import tables


@functools.cache
def platforms() -> list[str]:
    """Return every platform that a record may name (`Post.platform`, `Residue.platform`)."""
    return [row["platform"] for row in tables.load("platforms.json")["platforms"] if row["platform"]]


@functools.cache
def platforms_by_host() -> dict[str, str]:
    """Return the platform of each host, also by its name alone: "x.com" and "x" are Twitter's."""
    rows = tables.load("platforms.json")["platforms"]
    hosts = {host: row["platform"] for row in rows if row["platform"] for host in row.get("hosts", ())}
    return {host.partition(".")[0]: platform for host, platform in hosts.items()} | hosts


@functools.cache
def residue() -> dict[str, str]:
    """Return every kind of residue (`Residue.what`), with what it is.

    A line of a platform's embeds is described by its kind's first phrase; {n} in it is any number, {name} any name.
    """
    told = {
        what: f'a line of {row["platform"]}\'s embeds, such as "{phrases[0]}"'
        for row in tables.load("platforms.json")["platforms"]
        for what, phrases in row.get("furniture", {}).items()
    }
    return {**told, **tables.load("residue.json")["means"]}
