"""Clean documents in a datatrove pipeline: a step between a reader and a writer, on one machine, Slurm or Ray.

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from embeds.integrations.datatrove import EmbedsFormatter

steps = [JsonlReader("articles"), EmbedsFormatter(), JsonlWriter("cleaned")]
LocalPipelineExecutor(steps, tasks=2).run()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..pipeline import clean
from . import rows

with rows.needs("datatrove[io]"):
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep


class EmbedsFormatter(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """A pipeline step that replaces each document's text by its prose, and puts its records into its metadata.

    The statistics count documents as `total` and `with_records`, and records as `post/twitter`, `credit` or
    `residue/instagram`. Raises InputError at a document whose metadata has "records" already, which would be lost.
    """

    type = "✂️ - FORMAT"
    name = "✂️ embeds"

    def __init__(self, cleaner: rows.Cleaner = clean) -> None:
        """Clean with `cleaner`, which may be `embeds.clean_html` or `embeds.clean` with other options."""
        super().__init__()
        self.cleaner = cleaner

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """Yield each document cleaned, as it comes."""
        for document in data:
            rows.check_metadata(document.metadata, document.id)
            with self.track_time():
                found = rows.row(document.text, self.cleaner)
            document.text, document.metadata["records"] = found["prose"], found["records"]
            self.stat_update(
                "total", *(["with_records"] if found["records"] else []), *map(rows.label, found["records"])
            )
            self.update_doc_stats(document)
            yield document
