"""List the platforms that leave words in text, in the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import bluesky, facebook, facts, instagram, mastodon, reddit, said, threads, tiktok, twitter, vimeo
from .family import Family

if TYPE_CHECKING:
    from typing import Protocol

    class _Platform(Protocol):
        """A platform's file: its `family` finds and reads posts in text, `read_markup` an embed's element."""

        family: Family

        @property
        def read_markup(self) -> said.Reader: ...


_FILES: tuple[_Platform, ...] = (
    instagram,
    tiktok,
    facebook,
    reddit,
    mastodon,
    threads,
    vimeo,
    twitter,
    bluesky,
)
PLATFORMS: tuple[Family, ...] = tuple(file.family for file in _FILES)
_READERS = {file.family.name: file.read_markup for file in _FILES}


def reader(platform: str) -> said.Reader:
    """Return the function that reads the words of a platform's elements."""
    return _READERS.get(platform) or (said.title if facts.of(platform).shows_title else said.nothing)
