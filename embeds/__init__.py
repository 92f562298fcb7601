"""Find flattened social posts and image credits in scraped article text: clean prose beside typed records.

    clean(text)            an Article: its prose, and its records with their places
    clean_html(page)       the same for a page of HTML
    clean_many(texts)      an Article for each text
    Resolver()             where the links of posts lead; AsyncResolver() under asyncio

An Article has `prose`, `records`, `posts`, `credits`, `residue` and `to_source`. Records are Post, Credit and Residue.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import CacheError, CassetteError, CassetteMiss, EmbedsError, InputError, RunError
    from .many import clean_many
    from .pipeline import clean, clean_html
    from .records import Article, Author, Conflict, Credit, Link, Post, Residue, Resolution, Span
    from .resolver import AsyncResolver, Limits, Resolver

__version__ = "0.1.0"

__all__ = [
    "Article",
    "AsyncResolver",
    "Author",
    "CacheError",
    "CassetteError",
    "CassetteMiss",
    "Conflict",
    "Credit",
    "EmbedsError",
    "InputError",
    "Limits",
    "Link",
    "Post",
    "Residue",
    "Resolution",
    "Resolver",
    "RunError",
    "Span",
    "clean",
    "clean_html",
    "clean_many",
]

_HOMES = {
    "errors": ("CacheError", "CassetteError", "CassetteMiss", "EmbedsError", "InputError", "RunError"),
    "many": ("clean_many",),
    "pipeline": ("clean", "clean_html"),
    "resolver": ("AsyncResolver", "Limits", "Resolver"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command line starts without pydantic."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_import_module(f".{_HOME.get(name, 'records')}", __name__), name)
    return value


def __dir__() -> list[str]:
    """Return the public names alone, and those that every module has."""
    return [*__all__, "__version__", *(name for name in globals() if name.startswith("__") and name != "__version__")]
