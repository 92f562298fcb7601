"""Finds flattened tweets and image credits in scraped article text: clean prose beside typed records."""

from .errors import EmbedsError, InputError
from .pipeline import clean, clean_many
from .records import Article, Author, Credit, Link, Post, Residue, Span

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Author",
    "Credit",
    "EmbedsError",
    "InputError",
    "Link",
    "Post",
    "Residue",
    "Span",
    "clean",
    "clean_many",
]
