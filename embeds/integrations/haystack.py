"""Clean Haystack's documents: a component between a converter and a splitter.

from embeds.integrations.haystack import EmbedsCleaner
from haystack import Pipeline

pipeline = Pipeline()
pipeline.add_component("cleaner", EmbedsCleaner())

A pipeline's file is read back with Pipeline.load(file, allowed_modules=["embeds.*"]).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from ..pipeline import clean
from . import rows

with rows.needs("haystack-ai"):
    from haystack import Document, component, default_from_dict, default_to_dict
    from haystack.utils import deserialize_callable, serialize_callable


@component
class EmbedsCleaner:
    """A component that replaces each document's content by its prose, and puts its records into its meta.

    Records are plain JSON, with dates as ISO strings; a document without text passes unchanged. Raises InputError at a
    document whose meta has "records".
    """

    def __init__(self, cleaner: rows.Cleaner = clean) -> None:
        """Clean with `cleaner`, which may be `embeds.clean_html`, or a function of your own in a module."""
        self.cleaner = cleaner

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]  # not typed here
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Return new documents, cleaned, under their ids."""
        return {"documents": [self._cleaned(document) for document in documents]}

    def _cleaned(self, document: Document) -> Document:
        rows.check_metadata(document.meta, document.id)
        if document.content is None:
            return document
        row = rows.json_row(document.content, self.cleaner)
        return replace(document, content=row["prose"], meta=document.meta | {"records": row["records"]})

    def to_dict(self) -> dict[str, Any]:
        """Return what a pipeline's file keeps of the component."""
        return dict(default_to_dict(self, cleaner=serialize_callable(self.cleaner)))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Make the component from a pipeline's file."""
        data["init_parameters"]["cleaner"] = deserialize_callable(data["init_parameters"]["cleaner"])
        made: Self = default_from_dict(cls, data)
        return made
