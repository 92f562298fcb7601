"""Read which post the address of a player, a card or a plugin shows.

permalinks.py reads the addresses of posts; this file reads those that only markup uses, and addresses that wrap others.
If a player's address does not tell the address of a page, it is itself the permalink.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import parse_qsl, quote, urlsplit

from . import facts, permalinks
from .permalinks import Permalink

_LONGEST = 4000  # code points of an address; longer ones are not read
_HEAD = 80  # code points at the beginning of an address in which its `holds` of data/platforms.json stands
# How an address must begin: "https://", "//", "at://", and the oEmbed pages of WordPress "/media/oembed?". Not
# "mailto:" or "/about".
_ADDRESS = re.compile(r"\s{0,20}(?:(?:https?:|at:)?//|/(?:\w{2}/)?media/oembed\?)", re.IGNORECASE)
_PLAYERS = r"(?:www\.|m\.)?"  # what may stand before the host of a player's address
_PLAYERS_BY_LABEL = permalinks.by_label(lambda row: row.players)
_WRAPPED = tuple(one for row in facts.ROWS for one in row.wrapped)
_REWRITTEN = tuple(one for row in facts.ROWS for one in row.rewritten)


@functools.lru_cache(maxsize=256)  # an element names its post in several attributes and links
def read(address: str) -> Permalink | None:
    """Return the post that an address in markup shows, or None.

    >>> read("//www.youtube.com/embed/diFY0_lN-7A?rel=0").url
    'https://www.youtube.com/watch?v=diFY0_lN-7A'
    """
    if not (8 < len(address) < _LONGEST and _ADDRESS.match(address)):
        return None
    address = _unwrapped(absolute(address))
    for one in _REWRITTEN:
        if one.holds in address:
            address = _compiled(f"^{one.begins}").sub(one.becomes, address, count=1)
    if post := permalinks.read(address):
        return post
    return permalinks.first(address, permalinks.at_host(address, _PLAYERS_BY_LABEL), _PLAYERS)


@functools.cache
def _compiled(form: str) -> re.Pattern[str]:
    """Return the pattern of a wrapped or rewritten address, compiled when the first that may be one is read."""
    return re.compile(form)


def absolute(address: str) -> str:
    """Return the address with its scheme: `//host/…` gets that of a page at https."""
    address = address.strip()
    return f"https:{address}" if address.startswith("//") else address


def _unwrapped(address: str) -> str:
    """Return the address that this one wraps, or the address itself."""
    head = address[:_HEAD]
    for one in _WRAPPED:
        if one.holds in head and _compiled(one.form).search(address):
            try:
                query = dict(parse_qsl(urlsplit(address).query, max_num_fields=50))
            except ValueError:
                return address
            for name in one.parameters:
                if value := query.get(name):
                    inner = value if one.leads_to == facts.URL else quote(value, safe=":", errors="replace")
                    return absolute(one.leads_to.format(inner))
    return address
