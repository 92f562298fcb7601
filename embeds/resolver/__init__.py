"""Where links lead and which post it was: the only room that may open a socket."""

from .limits import Limits
from .resolver import AsyncResolver, Resolver

__all__ = ["AsyncResolver", "Limits", "Resolver"]
