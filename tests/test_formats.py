"""What `embeds export` writes, by each format's own library or rules, and the way back from Label Studio."""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import io
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import embeds
from embeds.cards import told
from embeds.formats import activity_streams, label_studio, labels, schema_org, table, web_annotation

from .test_cli import run
from .test_resolver import harbour
from .test_show import EAST, HOSTILE, TEXT

ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
PAGE = """<p>One.</p><blockquote class="twitter-tweet"><p lang="en">Two votes! #Kelby @jonabel
<a href="https://t.co/Zk4mB9xTqW">https://t.co/Zk4mB9xTqW</a></p>&mdash; Mara Voss (@maravoss)
<a href="https://twitter.com/maravoss/status/1389123456789012345">May 3, 2021</a></blockquote>
<figure><img src="wall.jpg"><figcaption>The wall. Photo: Jon Abel/Reuters © 2021 Kelby</figcaption></figure>"""
ARTICLES = [
    embeds.clean(ARTICLE.read_text("utf-8")),
    harbour(verify=True),
    embeds.clean_html(PAGE),
    embeds.clean(HOSTILE),
    embeds.clean(EAST),
    embeds.clean("View this post on Instagram\n\nNobody saw it.\n"),
    embeds.clean("Nothing at all."),
]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects of some JSON."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


# -- schema.org


def _is_date(text: str) -> bool:
    try:
        return bool(dt.datetime.fromisoformat(text))
    except ValueError:
        return False


def wrong_in_schema_org(node: dict[str, Any], models: Any) -> list[str]:
    """Return what schema.org's vocabulary does not allow: a property that a type has not, or a value out of range."""
    kind = getattr(models, node["@type"])
    ranges = {name: hint for base in kind.__mro__ for name, hint in getattr(base, "__annotations__", {}).items()}
    known = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    wrong = []
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in known:
            wrong.append(f"{node['@type']} has no {key}")
            continue
        hint = str(ranges[known[key]])
        allowed = {*re.findall(r"\w+", hint)}
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                names = {base.__name__ for base in getattr(models, one["@type"]).__mro__}
            else:
                names = {"str", *({"URL"} if told.address(one) else ()), *({"date"} if _is_date(one) else ())}
            if not names & allowed:
                wrong.append(f"{key} may not be {one!r}: {hint}")
    return wrong


@pytest.mark.parametrize("article", ARTICLES)
def test_schema_org(article: embeds.Article) -> None:
    pytest.importorskip("msgspec_schemaorg", reason="msgspec-schemaorg is not installed (extra 'formats')")
    models = importlib.import_module("msgspec_schemaorg.models")
    made = json.loads(json.dumps(schema_org.document(article, "https://ellery-gazette.example/wall")))
    assert made["@context"] == "https://schema.org" and made["@id"] == "https://ellery-gazette.example/wall"
    assert not [fault for node in nodes(made["@graph"]) for fault in wrong_in_schema_org(node, models)]
    kinds = [node["@type"] for node in made["@graph"]]
    assert kinds == [
        {"post": "SocialMediaPosting", "credit": "ImageObject"}[record.kind]
        for record in article.records
        if record.kind != "residue"
    ]
    assert wrong_in_schema_org({"@type": "ImageObject", "nonsense": "x", "creator": "x"}, models)


def test_schema_org_says_what_the_records_say() -> None:
    post, picture = schema_org.document(embeds.clean_html(PAGE), "a")["@graph"]
    assert post["url"] == "https://twitter.com/maravoss/status/1389123456789012345"
    assert post["author"] == {"@type": "Person", "name": "Mara Voss", "alternateName": "@maravoss"} | (
        {"url": post["author"]["url"]} if "url" in post["author"] else {}
    )
    assert post["datePublished"].startswith("2021-05-03T07:43:35") and post["inLanguage"] == "en"
    assert post["keywords"] == ["Kelby"] and post["mentions"] == [{"@type": "Person", "alternateName": "@jonabel"}]
    assert picture["creator"] == [{"@type": "Person", "name": "Jon Abel"}] and picture["caption"] == "The wall."
    assert picture["creditText"] and picture["provider"] == [{"@type": "Organization", "name": "Reuters"}]


# -- Web Annotation: what the model says an annotation must have, and must not

IRI = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "purpose": {"$ref": "#/$defs/why"}},
}
SELECTOR = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
            },
            "required": ["type", "exact"],
        },
    ]
}
MODEL = {
    "$defs": {"why": {"enum": ["classifying", "describing", "identifying", "tagging"]}},
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"$ref": "#/$defs/why"},
        "generator": {"type": "object", "required": ["type"], "properties": {"id": IRI, "type": {"const": "Software"}}},
        "body": {"type": "array", "items": BODY},
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {"source": IRI, "selector": {"type": "array", "items": SELECTOR, "minItems": 1}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("url", [None, "https://ellery-gazette.example/wall"])
def test_web_annotations_follow_the_model(article: embeds.Article, url: str | None) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (extra 'formats')")
    made = json.loads(json.dumps(list(web_annotation.annotated(article, 'a "name" \ud83d', url))))
    assert len(made) == len(article.records) == len({one["id"] for one in made})
    for one in made:
        jsonschema.validate(one, MODEL)
        assert urlsplit(one["target"]["source"]).scheme in ("urn", "https")
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**one, "target": {"selector": []}}, MODEL)


@pytest.mark.parametrize("article", ARTICLES)
def test_selectors_lead_to_the_record(article: embeds.Article) -> None:
    """A quote is found at the place that the position names, by another's reading of the two selectors."""
    anchorpoint = pytest.importorskip("anchorpoint", reason="anchorpoint is not installed (extra 'formats')")
    text = article.source.encode("utf-8", "replace").decode()
    for one, record in zip(web_annotation.annotated(article, "a"), article.records, strict=True):
        position, quote = one["target"]["selector"]
        place = anchorpoint.TextPositionSelector(start=position["start"], end=position["end"])
        assert place.select_text(text) == record.raw.encode("utf-8", "replace").decode() == quote["exact"]
        found = anchorpoint.TextQuoteSelector(**{key: quote[key] for key in ("exact", "prefix", "suffix")})
        assert text[position["start"] - len(quote["prefix"]) : position["start"]] == quote["prefix"]
        assert found.find_match(text).span(1) == (record.span.start, record.span.end)
        said = json.loads(one["body"][-1]["value"])
        assert said["evidence"] == list(record.evidence)


# -- ActivityStreams


@pytest.mark.parametrize("article", ARTICLES)
def test_notes_of_activity_streams(article: embeds.Article) -> None:
    """Every key and type is one of the format's context: read as JSON-LD, nothing is dropped and nothing is unknown."""
    frozen = pytest.importorskip("pyld.documentloader.frozen", reason="pyld is not installed (extra 'formats')")
    jsonld = importlib.import_module("pyld.jsonld")
    made = json.loads(json.dumps(list(activity_streams.notes(article))))
    assert len(made) == len(article.posts)
    options = {"documentLoader": frozen.FrozenDocumentLoader()}
    for note, post in zip(made, article.posts, strict=True):
        expanded = jsonld.expand(note, options)
        terms = [key for node in nodes(expanded) for key in node if not key.startswith("@")]
        kinds = [kind for node in nodes(expanded) for kind in node.get("@type", ()) if isinstance(node["@type"], list)]
        assert all(name.startswith(("https://www.w3.org/ns/", "https://schema.org/")) for name in (*terms, *kinds))
        keys = {key for node in nodes(note) for key in node} - {"@context", "id", "type", "Hashtag", "schema"}
        assert len({term.rsplit("#")[-1].rsplit("/")[-1] for term in terms}) == len(
            {{"contentMap": "content", "schema:datePublished": "datePublished"}.get(key, key) for key in keys}
            - {post.lang}
        )
        assert note["type"] == "Note" and "<script" not in json.dumps(note)
        if post.published_at:
            assert dt.datetime.fromisoformat(note["published"]) == post.published_at


# -- CSV


def test_a_table_has_a_row_for_each_record() -> None:
    rows = [row for n, article in enumerate(ARTICLES) for row in table.lines(article, f"a{n}")]
    read = list(csv.DictReader(io.StringIO(table.head() + "".join(rows), newline="")))
    records = [record for article in ARTICLES for record in article.records]
    assert len(read) == len(records) and tuple(read[0]) == table.COLUMNS
    for row, record in zip(read, records, strict=True):
        assert row["raw"] == record.raw.encode("utf-8", "replace").decode()
        assert (int(row["start"]), int(row["end"]), row["kind"]) == (record.span.start, record.span.end, record.kind)
        if isinstance(record, embeds.Post):
            assert row["author_handle"] == (record.author.handle or "") and row["platform"] == record.platform
        if isinstance(record, embeds.Credit):
            assert tuple(filter(None, row["agencies"].split("\n"))) == record.agencies


# -- Label Studio


def accepted(task: dict[str, Any]) -> dict[str, Any]:
    """Return a task as Label Studio exports it once somebody accepted the prediction: new ids, any order, more keys."""
    regions = json.loads(json.dumps(task["predictions"][0]["result"]))[::-1]
    renamed = {region["id"]: f"new-{n}" for n, region in enumerate(regions)}
    done = [{**region, "id": renamed[region["id"]], "origin": "prediction", "meta": {}} for region in regions]
    for region in done:
        if region["type"] == "labels":  # it repeats the words, but not the white space
            region["value"]["text"] = re.sub(r"[\n\r]", r"\\n", region["value"]["text"]).replace("  ", " ")
    cancelled = {"was_cancelled": True, "result": []}
    annotations = [{"id": 7, "was_cancelled": False, "result": done, "lead_time": 3.1}, cancelled]
    return {"id": 12, "data": task["data"], "annotations": annotations, "predictions": [], "meta": {}, "inner_id": 1}


@pytest.mark.parametrize("article", ARTICLES)
def test_tasks_of_label_studio_and_back(article: embeds.Article) -> None:
    text = article.source.encode("utf-8", "replace").decode()
    task = json.loads(json.dumps(label_studio.task(article, "a", {"lang": "en", "outlet": "kelby"})))
    for line in (label_studio.labelled(accepted(task)), label_studio.labelled(task, predictions=True)):
        assert line == {
            **{"id": "a", "source": "a", "text": text, "lang": "en", "outlet": "kelby"},
            "fragments": labels.fragments(article),
        }
        spans = [(one["start"], one["end"]) for one in line["fragments"]]
        assert spans == [(record.span.start, record.span.end) for record in article.records]


@pytest.mark.parametrize("article", ARTICLES)
def test_label_studio_takes_the_tasks(article: embeds.Article) -> None:
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="label-studio-sdk is not installed (extra 'formats')"
    ).LabelInterface(label_studio.CONFIG)
    interface.validate()
    task = json.loads(json.dumps(label_studio.task(article, "a", {"fragments": labels.fragments(article)})))
    assert interface.validate_prediction(task["predictions"][0], return_errors=True) == []
    assert interface.validate_annotation(task["annotations"][0])
    assert task["data"]["text"]
    for region in task["predictions"][0]["result"]:
        broken = {"result": [{**region, "value": {"start": 0, "end": 1, "labels": ["nonsense"]}}]}
        assert interface.validate_prediction(broken, return_errors=True)


def test_what_was_moved_loses_its_fields_and_what_was_not_keeps_them() -> None:
    article = ARTICLES[0]
    task = json.loads(json.dumps(label_studio.task(article, "a")))
    region = next(one for one in task["predictions"][0]["result"] if one["value"].get("labels") == ["post"])
    region["value"]["start"] += 1
    region["value"]["text"] = region["value"]["text"][1:]
    line = label_studio.labelled(task, predictions=True)
    assert [bool(one["fields"]) for one in line["fragments"]] == [True, False, True]
    assert line["fragments"][1]["platform"] == "twitter"


def _marked(**value: Any) -> dict[str, Any]:
    regions = [{"type": "labels", "id": "x", "value": {"labels": ["post"], **value}}]
    return {"data": {"text": "ab"}, "annotations": [{"result": regions}]}


@pytest.mark.parametrize(
    "broken",
    [
        {},
        7,
        {"data": {}},
        _marked(),
        _marked(start=0, end=9),
        _marked(start=1, end=1),
        _marked(start=0, end=1, text="b"),
    ],
)
def test_tasks_that_cannot_be_read(broken: Any) -> None:
    with pytest.raises(label_studio.Fault):
        label_studio.labelled(broken)


# -- the commands


def test_the_commands_write_and_read(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    named = {"a0": TEXT, "a1": EAST}
    all_rows = ({"id": name, "url": "https://x.example/a", "text": text} for name, text in named.items())
    rows.write_text("\n".join(map(json.dumps, all_rows)))
    for name, count in (("schema.org", 2), ("web-annotation", 3), ("activitystreams", 3)):
        status, out, error = run("export", rows, "--to", name)
        assert (status, error, len(out.splitlines())) == (0, "", count)
        assert all(json.loads(line)["@context"] for line in out.splitlines())
    assert json.loads(run("export", rows, "--to", "schema.org")[1].splitlines()[0])["@id"] == "https://x.example/a"
    assert run("export", rows, "--to", "csv")[1].count("twitter") == 3
    tasks, lines = tmp_path / "tasks.json", tmp_path / "lines.jsonl"
    config = tmp_path / "config.xml"
    assert run("export", rows, "--to", "label-studio", "-o", tasks, "--config", config) == (0, "", "")
    assert config.read_text("utf-8") == label_studio.CONFIG
    assert run("export", rows, "--to", "csv", "--config", config)[0] == 2
    status, out, error = run("import", tasks, "--from", "label-studio")
    assert (status, out) == (1, "") and error.count("nobody labelled it") == 2
    assert run("import", tasks, "--from", "label-studio", "--predictions", "-o", lines) == (0, "", "")
    first, second = map(json.loads, lines.read_text("utf-8").splitlines())
    assert (first["id"], first["text"], first["url"]) == ("a0", TEXT, "https://x.example/a")
    assert second["fragments"] == labels.fragments(embeds.clean(EAST))
    assert run("export", tmp_path / "none.jsonl", "--to", "label-studio")[0::2] == (
        1,
        f"embeds: {tmp_path / 'none.jsonl'}: no such file\n",
    )


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    without, tasks = tmp_path / "without.jsonl", tmp_path / "tasks.json"
    without.write_text(run("clean", "--json", ARTICLE)[1], encoding="utf-8")
    status, out, error = run("export", without, "--to", "label-studio")
    assert (status, json.loads(out)) == (1, []) and "its source was left out; clean it --with-source" in error
    for content, fault in (("{", "not JSON"), ("{}", "not a list of tasks"), ('[{"data": 1}]', "task 1: no task")):
        tasks.write_text(content)
        status, out, error = run("import", tasks, "--from", "label-studio")
        assert (status, out) == (1, "") and fault in error
    assert run("import", tasks, "--from", "label-studio", "-o", tasks)[0] == 1 and tasks.read_text() == '[{"data": 1}]'
    assert "No such file" in run("import", tmp_path / "none.json", "--from", "label-studio")[2]
    assert run("export", ARTICLE, "--to", "nonsense")[0] == 2


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled texts are not beside this checkout")
@pytest.mark.parametrize("name", ["text.dev.jsonl", "texts.train.jsonl.xz"])
def test_label_studio_keeps_labels_and_finds_to_the_character(name: str, tmp_path: Path) -> None:
    raw = (GOLD / name).read_bytes()
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(lzma.decompress(raw) if name.endswith(".xz") else raw)
    gold = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    tasks, lines = tmp_path / "tasks.json", tmp_path / "lines.jsonl"
    assert run("export", rows, "--to", "label-studio", "-o", tasks) == (0, "", "")
    assert run("import", tasks, "--from", "label-studio", "-o", lines) == (0, "", "")
    back = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert len(back) == len(gold) > 100
    for one, other in zip(gold, back, strict=True):
        in_order = sorted(one["fragments"], key=lambda fragment: (fragment["start"], fragment["end"]))
        assert {**other, "fragments": None} == {**one, "fragments": None}
        for before, after in zip(in_order, other["fragments"], strict=True):
            assert {**after, **before} == after
    for task in json.loads(tasks.read_text("utf-8")):
        found = label_studio.labelled({**task, "annotations": []}, predictions=True)
        spans = [(record.span.start, record.span.end) for record in embeds.clean(task["data"]["text"]).records]
        assert [(fragment["start"], fragment["end"]) for fragment in found["fragments"]] == spans
