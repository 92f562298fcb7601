"""Clean LangChain's documents: a transformer between a loader and a splitter.

from embeds.integrations.langchain import EmbedsTransformer

documents = EmbedsTransformer().transform_documents(loader.load())
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..pipeline import clean
from . import rows

with rows.needs("langchain-core"):
    from langchain_core.documents import BaseDocumentTransformer, Document


class EmbedsTransformer(BaseDocumentTransformer):  # type: ignore[misc]  # not typed here
    """A transformer that replaces each document's content by its prose, and puts its records into its metadata.

    Records are plain JSON, with dates as ISO strings. Raises InputError at a document whose metadata has "records".
    """

    def __init__(self, cleaner: rows.Cleaner = clean) -> None:
        """Clean with `cleaner`, which may be `embeds.clean_html` or `embeds.clean` with other options."""
        self.cleaner = cleaner

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> list[Document]:
        """Return new documents, cleaned; LangChain's own `atransform_documents` does the same in a thread."""
        return [self._cleaned(document) for document in documents]

    def _cleaned(self, document: Document) -> Document:
        rows.check_metadata(document.metadata, document.id)
        row = rows.json_row(document.page_content, self.cleaner)
        metadata = document.metadata | {"records": row["records"]}
        return document.model_copy(update={"page_content": row["prose"], "metadata": metadata})
