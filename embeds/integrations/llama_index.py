"""Clean LlamaIndex's documents and nodes: a transformation before a splitter.

from embeds.integrations.llama_index import EmbedsTransformation
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter

pipeline = IngestionPipeline(transformations=[EmbedsTransformation(), SentenceSplitter()])
nodes = pipeline.run(documents=documents)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..pipeline import clean
from . import rows

with rows.needs("llama-index-core"):
    from llama_index.core.schema import BaseNode, TransformComponent

_HIDDEN = ("excluded_embed_metadata_keys", "excluded_llm_metadata_keys")


class EmbedsTransformation(TransformComponent):  # type: ignore[misc]  # not typed here
    """A transformation that replaces each node's text by its prose, and puts its records into its metadata.

    Records are plain JSON, with dates as ISO strings, and are shown neither to embedding models nor to language models.
    `cleaner` may be `embeds.clean_html` or `embeds.clean` with other options. Raises InputError at a node whose
    metadata has "records".
    """

    cleaner: Any = clean

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> list[BaseNode]:
        """Return new nodes, cleaned."""
        return [self._cleaned(node) for node in nodes]

    def _cleaned(self, node: BaseNode) -> BaseNode:
        rows.check_metadata(node.metadata, node.node_id)
        row = rows.json_row(node.get_content(), self.cleaner)
        node = node.model_copy(deep=True)
        node.set_content(row["prose"])
        node.metadata["records"] = row["records"]
        for keys in _HIDDEN:
            setattr(node, keys, [*getattr(node, keys), "records"])
        return node
