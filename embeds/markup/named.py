"""Find the post that an element names by its platform and its id: `data-provider="youtube" data-video-id="…"`.

Editors, and players that load late, write the two apart. Only ids in the platform's own form count: attributes of such
names hold other numbers, too.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..data import tables
from ..platforms import addresses, facts
from ..platforms.permalinks import Permalink

_DATA = tables.load("markup.json")["named"]
_ROWS = tuple(row for row in facts.ROWS if row.id_form)
_FORMS = {row.platform: re.compile(row.id_form) for row in _ROWS}
_PROVIDERS = frozenset(_DATA["provider_attributes"])
_IDS: tuple[str, ...] = tuple(_DATA["id_attributes"])
_CLASSES = {name: row.platform for row in _ROWS for name in row.named}
# A class that is the platform's bare name ("vimeo") counts only as the whole attribute: addresses hold it, too.
MARKERS: tuple[str, ...] = (
    *(f"{name}=" for name in _DATA["provider_attributes"]),
    *(f'class="{name}"' if name == platform else name for name, platform in _CLASSES.items()),
)


def post(said: dict[str, str]) -> Permalink | None:
    """Return the post of an element with these attributes (names in lower case), or None."""
    providers = {said[name].lower() for name in _PROVIDERS.intersection(said)}
    providers.update(_CLASSES[name] for name in said.get("class", "").lower().split() if name in _CLASSES)
    for row in (row for row in _ROWS if row.platform in providers) if providers else ():
        address = addresses.read(unquote(said.get("data-url", "")))
        if address and address.id and address.platform == row.platform:
            return address
        for value in (said[name].strip() for name in _IDS if name in said):
            if _FORMS[row.platform].fullmatch(value):
                return addresses.read(row.by_id.format(id=value))
    return None
