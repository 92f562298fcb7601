"""The platforms, in the order in which they are asked."""

from ..family import Family
from . import bluesky, facebook, instagram, mastodon, reddit, tiktok, twitter

PLATFORMS: tuple[Family, ...] = (
    instagram.family,
    tiktok.family,
    facebook.family,
    reddit.family,
    mastodon.family,
    twitter.family,
    bluesky.family,
)
