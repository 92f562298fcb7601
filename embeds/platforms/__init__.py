"""The platforms, in the order in which they are asked."""

from ..family import Family
from . import bluesky, twitter

PLATFORMS: tuple[Family, ...] = (
    twitter.family,
    bluesky.family,
)
