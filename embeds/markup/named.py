"""The post that an element names by its platform and its id: `data-provider="youtube" data-video-id="…"`.

Players that load late, and editors, write both apart. Ids are read only in the platform's own form: other elements of
such names have numbers too.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..data import tables
from ..platforms.permalinks import Permalink
from . import addresses

_DATA = tables.load("markup.json")["named"]
_TEMPLATES: dict[str, str] = _DATA["templates"]
_FORMS = {platform: re.compile(form) for platform, form in _DATA["ids"].items()}
_PROVIDERS = frozenset(_DATA["provider_attributes"])
_IDS: tuple[str, ...] = tuple(_DATA["id_attributes"])
# A class that is the platform's name alone stands in too many addresses.
MARKERS: tuple[str, ...] = (
    *(f"{name}=" for name in _DATA["provider_attributes"]),
    *_DATA["classes"],
    'class="youtube"',
)
_CLASSES = frozenset((*_DATA["classes"], "youtube"))


def post(said: dict[str, str]) -> Permalink | None:
    """The post of an element with these attributes, or None."""
    classes = _CLASSES.intersection(said["class"].lower().split()) if "class" in said else ()
    if not classes and _PROVIDERS.isdisjoint(said):
        return None
    providers = {said[name].lower() for name in _PROVIDERS.intersection(said)}
    providers.update(word for name in classes for word in name.split("-"))
    for platform in (platform for platform in _TEMPLATES if platform in providers):
        address = addresses.read(unquote(said.get("data-url", "")))
        if address and address.id and address.platform == platform:
            return address
        for value in (said[name].strip() for name in _IDS if name in said):
            if _FORMS[platform].fullmatch(value):
                return addresses.read(_TEMPLATES[platform].format(value))
    return None
