"""The platforms, in the order in which they are asked."""

from . import bluesky, facebook, instagram, mastodon, reddit, threads, tiktok, twitter, vimeo
from .family import Family

PLATFORMS: tuple[Family, ...] = (
    instagram.family,
    tiktok.family,
    facebook.family,
    reddit.family,
    mastodon.family,
    threads.family,
    vimeo.family,
    twitter.family,
    bluesky.family,
)
