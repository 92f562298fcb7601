"""Find out where links lead and what a post's public record says: the only part of embeds that may open a socket."""

from .limits import Limits
from .resolver import AsyncResolver, Resolver

__all__ = ["AsyncResolver", "Limits", "Resolver"]
