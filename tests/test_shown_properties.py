"""Properties of all that shows or exports an article, on any text: nothing raises or is lost, no word is markup."""

from __future__ import annotations

import io
import json
import re

import lxml.etree
import lxml.html
import pytest
from hypothesis import given, settings

import embeds
from embeds.cards import told
from embeds.cards.tiles import tiles
from embeds.formats import activity_streams, label_studio, labels, schema_org, table, web_annotation

from .test_properties import MARKERS, TEXTS

pytest.importorskip("rich", reason="rich is not installed (extra 'show')")
article_page = pytest.importorskip("embeds.show.article_page", reason="jinja2 is not installed (extra 'show')")


@given(TEXTS, MARKERS)
@settings(max_examples=150, deadline=None)
def test_tiles_are_the_source(text: str, marker: str | None) -> None:
    article = embeds.clean(text, marker)
    spans = [(record.span.start, record.span.end) for record in article.records]
    cut = list(tiles(len(text), spans, article.pieces))
    assert "".join(text[start:end] for start, end, *_ in cut) == text
    for number, record in enumerate(article.records):
        assert "".join(text[one.start : one.end] for one in cut if one.record == number) == record.raw
    if marker is None:
        assert "".join(text[one.start : one.end] for one in cut if one.is_kept) == article.prose


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_page_and_the_notebook_hold_the_words_and_no_markup_of_theirs(text: str) -> None:
    article = embeds.clean(text)
    page = lxml.html.document_fromstring("".join(article_page.page([(text[:50], article)])).encode())
    (words,) = page.xpath("//div[@class='text']")
    for number in words.xpath(".//a[@class='n']"):
        number.drop_tree()
    said = "".join(block.text_content() for block in words.xpath("div"))
    assert said == told.visible(text)
    assert [script.getparent().tag for script in page.iter("script")] == ["head"]
    drawn = lxml.html.fromstring(article._repr_html_())
    assert not [name for element in drawn.iter() for name in element.attrib if name.startswith("on")]
    assert len(repr(article)) < 2000


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_terminal_and_the_picture_hold_no_control(text: str) -> None:
    from embeds.cli.articles import Named
    from embeds.cli.show import _draw
    from embeds.show import drawing

    console = drawing.console()
    _draw(Named(text[:20], embeds.clean(text), False, {}), console, why=True)
    assert isinstance(console.file, io.StringIO)
    plain = re.sub(r"\x1b\[[\d;]*m", "", console.file.getvalue())
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", plain)
    lxml.etree.fromstring(drawing.svg(console).encode(), lxml.etree.XMLParser(huge_tree=True))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_what_was_refused_stands_in_the_text_and_anchors_in_no_record(text: str) -> None:
    from embeds.show.refused import NEEDS, refused

    article = embeds.clean(text)
    found, count = refused(article, 1000)
    assert len(found) == min(count, 1000) and refused(article, 1) == (found[:1], count)
    lines = text.split("\n")
    for one in found:
        assert one.by and {name for name, *_ in one.by} <= NEEDS.keys()
        assert one.before.lstrip("…") + one.words + one.after.rstrip("…") in lines[one.line - 1]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_export_is_json_in_utf_8_and_labels_come_back(text: str) -> None:
    article = embeds.clean(text)
    made = [
        schema_org.document(article, text[:9]),
        *web_annotation.annotated(article, text[:9], text[:9]),
        *activity_streams.notes(article),
    ]
    for one in (json.dumps(made, ensure_ascii=False), table.head() + "".join(table.lines(article, text[:9]))):
        one.encode()
    if text:
        task = json.loads(json.dumps(label_studio.task(article, text[:9]), ensure_ascii=False).encode())
        line = label_studio.labelled(task, predictions=True)
        assert line["fragments"] == labels.fragments(article) and len(line["text"]) == len(text)
