"""Write articles as tasks of Label Studio with what was found as predictions, and read what people made of them.

Label Studio counts code points, as spans do. A task keeps the other fields of a labelled line, and what each fragment
says, so that the way back loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .. import __version__, export
from ..records import Article
from . import labels

# Colours of the page; "caption" and "stub" are kinds of labelled lines alone.
CONFIG = """<View>
  <Style>.htx-text { white-space: pre-wrap; }</Style>
  <Labels name="kind" toName="text">
    <Label value="post" background="#3884ff"/>
    <Label value="credit" background="#ffa500"/>
    <Label value="residue" background="#d652d6"/>
    <Label value="caption" background="#8a8a00"/>
    <Label value="stub" background="#808080"/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="platform" toName="text" perRegion="true" maxSubmissions="1" placeholder="platform of the post"/>
</View>
"""
_ROW = "row"  # the key of a task's data under which the other fields of a line stand
_FRAGMENTS = "fragments"  # the key under which stand the fragments with what each says; regions have no room for it

Region = dict[str, Any]


class Fault(ValueError):  # noqa: N818 - of one task among many, not of the run
    """A task cannot be read; the message says why."""


def task(article: Article, name: str, row: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Return the task of an article; raise Fault if it has no source.

    `row` holds the other fields of its line. If these are the `fragments` of a labelled line, they become an annotation
    beside the prediction.
    """
    if not article.source:
        raise Fault("its source was left out; clean it --with-source")
    found = labels.fragments(article)
    text = export.plain(article.source)
    known = row.get("fragments")
    data = {
        "text": text,
        "id": export.plain(name),
        _ROW: {key: value for key, value in row.items() if key not in ("text", "fragments", "prose", "records")},
        _FRAGMENTS: [*found, *known] if isinstance(known, list) else found,
    }
    predicted = {"model_version": f"embeds {__version__}", "result": _regions(text, found)}
    annotated = [{"result": _regions(text, known)}] if isinstance(known, list) else []
    return {"data": data, "predictions": [predicted], "annotations": annotated}


def _regions(text: str, fragments: list[dict[str, Any]]) -> list[Region]:
    """Return a region for each fragment, and beside it its platform, which Label Studio ties to it by the same id."""
    made: list[Region] = []
    for number, one in enumerate(fragments):
        place = {"start": one["start"], "end": one["end"], "text": text[one["start"] : one["end"]]}
        region = {"id": f"r{number}", "to_name": "text"}
        made.append({**region, "from_name": "kind", "type": "labels", "value": {**place, "labels": [one["kind"]]}})
        if one.get("platform"):
            named = {**place, "text": [one["platform"]]}
            made.append({**region, "from_name": "platform", "type": "textarea", "value": named})
    return made


def labelled(exported: Any, *, predictions: bool = False) -> dict[str, Any]:
    """Return the labelled line of a task that Label Studio exported (format JSON); raise Fault.

    Its last annotation counts. A task without one raises Fault, since weights must not learn from what they said
    themselves; with `predictions` its prediction counts. A fragment that nobody moved keeps its fields.
    """
    try:
        data = exported["data"]
        text = data["text"]
        kept = {(one["kind"], one["start"], one["end"]): one for one in data.get(_FRAGMENTS) or ()}
        done = [one for one in exported.get("annotations") or () if not one.get("was_cancelled")]
        if not (done or predictions):
            raise Fault("nobody labelled it; --predictions takes what was predicted")
        regions = (done or exported["predictions"])[-1]["result"]
        fragments = list(_fragments(text, regions, kept))
    except (AttributeError, IndexError, KeyError, TypeError) as err:
        raise Fault(f"no task with labels as Label Studio exports them ({type(err).__name__}: {err})") from err
    fragments.sort(key=lambda one: (one["start"], one["end"]))
    return labels.line(str(data.get("id")), text, fragments, data.get(_ROW) or {})


def _fragments(text: str, regions: list[Region], kept: Mapping[tuple[str, int, int], Any]) -> Iterator[dict[str, Any]]:
    platforms = {one["id"]: one["value"]["text"][0] for one in regions if one.get("from_name") == "platform"}
    for one in regions:
        if one["type"] != "labels":
            continue
        value = one["value"]
        start, end = value["start"], value["end"]
        words = text[start : max(start, end)]
        if not 0 <= start < end <= len(text) or _letters(value.get("text", words)) != _letters(words):
            raise Fault(f"the region {one['id']} is not at {start} to {end} of the text")
        kind = value["labels"][0]
        made = {"kind": kind, "platform": platforms.get(one["id"]), "start": start, "end": end, "fields": {}}
        yield {**kept.get((kind, start, end), {}), **made, "fields": kept.get((kind, start, end), made)["fields"]}


def _letters(words: str) -> str:
    """Return words without white space; Label Studio writes backslash and n for the end of a line."""
    return "".join(words.replace("\\n", "").split())
