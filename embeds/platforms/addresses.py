"""Which post the address of a player, a card or a plugin shows.

`permalinks` knows the addresses of posts; here are read those that only markup uses, and the ways in which one address
is wrapped in another. Where a platform has no page that the player's address tells, that address is the permalink.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import parse_qsl, quote, urlsplit

from . import facts, permalinks
from .permalinks import Permalink

_LONGEST = 4000
_HEAD = 80  # what tells whose an address is stands in its beginning
_ADDRESS = re.compile(r"\s{0,20}(?:(?:https?:|at:)?//|/(?:\w{2}/)?media/oembed\?)", re.IGNORECASE)
_PLAYERS = r"(?:www\.|m\.)?"  # before the host of a player's address
_PLAYERS_BY_LABEL = permalinks.by_label(lambda row: row.players)
_WRAPPED = tuple(one for row in facts.ROWS for one in row.wrapped)
_REWRITTEN = tuple(one for row in facts.ROWS for one in row.rewritten)


@functools.lru_cache(maxsize=256)  # one element names its post in several attributes and links
def read(address: str) -> Permalink | None:
    """The post that an address in markup shows, or None.

    >>> read("//www.youtube.com/embed/diFY0_lN-7A?rel=0").url
    'https://www.youtube.com/watch?v=diFY0_lN-7A'
    """
    if not (8 < len(address) < _LONGEST and _ADDRESS.match(address)):
        return None
    address = _unwrapped(absolute(address))
    for one in _REWRITTEN:
        if one.holds in address:
            address = _compiled(f"^{one.begins}").sub(one.becomes, address, count=1)
    players = permalinks.at_host(address, _PLAYERS_BY_LABEL)
    return permalinks.read(address) or permalinks.first(address, players, _PLAYERS)


@functools.cache
def _compiled(form: str) -> re.Pattern[str]:
    """The pattern of what is wrapped or rewritten, compiled when an address may be such a one."""
    return re.compile(form)


def absolute(address: str) -> str:
    """The address with its scheme, as a browser on a page of https reads it."""
    address = address.strip()
    return f"https:{address}" if address.startswith("//") else address


def _unwrapped(address: str) -> str:
    """The address inside this one, where a plugin's or a player's wraps it."""
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
