"""Mark what does not belong to the article in spaCy's documents: a component of a pipeline.

import spacy
from embeds.integrations import spacy as _  # registers the component "embeds"

nlp = spacy.blank("en")
nlp.add_pipe("embeds", first=True)
doc = nlp(text)
doc.spans["embeds"], doc._.embeds["prose"]
"""

from __future__ import annotations

from ..pipeline import clean
from . import rows

with rows.needs("spacy"):
    from spacy.language import Language
    from spacy.tokens import Doc, SpanGroup


class Embeds:
    """A component that marks records in a document, whose text stays as it is.

    `doc.spans[key]` has a span for each record, widened to whole tokens: its label is the kind, its `id_` the platform.
    `doc._.embeds` has the row of the text, `prose` and `records`, as plain JSON, so that a document can be stored.
    """

    def __init__(self, key: str = "embeds", cleaner: rows.Cleaner = clean) -> None:
        """Mark records in the group of spans named `key`."""
        self.key = key
        self.cleaner = cleaner

    def __call__(self, doc: Doc) -> Doc:
        """Mark the records of a document."""
        row = doc._.embeds = rows.json_row(doc.text, self.cleaner)
        spans = []
        for record in row["records"]:
            start, end = record["span"]["start"], record["span"]["end"]
            spans.append(doc.char_span(start, end, record["kind"], alignment_mode="expand"))
            spans[-1].id_ = record["platform"] or ""
        doc.spans[self.key] = SpanGroup(doc, name=self.key, spans=spans)
        return doc


if not Doc.has_extension("embeds"):
    Doc.set_extension("embeds", default=None)


@Language.factory("embeds", default_config={"key": "embeds"})  # type: ignore[untyped-decorator]  # not typed here
def _make(nlp: Language, name: str, key: str) -> Embeds:  # noqa: ARG001 - spaCy calls it by these names
    return Embeds(key)
