"""Check on one `str` what `clean` and `clean_html` promise of every `str`."""

from __future__ import annotations

import json
import re

import embeds
from embeds import export, pipeline
from embeds.text.view import View, view

_SURROGATE = re.compile("[\ud800-\udfff]")


def of_text(text: str) -> None:
    """Check what `clean` returns for a text; raise AssertionError, or what the package raises."""
    article = embeds.clean(text)
    spans_tile_the_source(article, text)
    assert article.prose == "".join(text[start:end] for _, start, end in article.pieces), (
        "the prose is not the source's"
    )
    assert article.prose.split() == _without(article, text).split(), "the prose is not the source without the spans"
    assert article.prose == text or article.records, "the prose differs, and no record says why"
    parts_lie_in_their_records(article)
    survives_json(article)
    if not article.records:
        return
    way = len(text) % 3  # one of three checks: all of them would double the time
    if way == 0:
        assert pipeline.prose_of(text) == article.prose, "prose_of gives another prose"
        return
    again = embeds.clean(text, "[{n}]") if way == 1 else embeds.clean(text, captions="keep")
    assert again.records == article.records, "a marker, or captions that stay, change the records"
    assert way == 2 or again.prose == _marked(article, text), "a marker does not stand where its record stood"
    way_back_ascends(again)


def of_page(page: str) -> None:
    """Check what `clean_html` returns for a page."""
    article = embeds.clean_html(page)
    spans_tile_the_source(article, page)
    gaps = [0, *(edge for record in article.records for edge in (record.span.start, record.span.end)), len(page)]
    left = "".join(page[start:end] for start, end in zip(gaps[::2], gaps[1::2], strict=True))
    assert article.prose == left, "the prose is not the page without the spans"
    parts_lie_in_their_records(article)
    survives_json(article)
    assert pipeline.prose_of_html(page) == article.prose, "prose_of_html gives another prose"
    if not article.records:
        return
    marked = embeds.clean_html(page, "[{n}]")
    assert marked.records == article.records, "a marker changes the records"
    assert marked.prose == _marked(article, page), "a marker does not stand where its record stood"
    way_back_ascends(marked)


def spans_tile_the_source(article: embeds.Article, source: str) -> None:
    """Check spans, what they hold, and the way back."""
    assert article.source == source, "the source is another"
    at = 0
    for record in article.records:
        start, end = record.span.start, record.span.end
        assert at <= start < end <= len(source), f"spans overlap or are empty: {start}-{end} behind {at}"
        assert record.raw == source[start:end], "raw is not what stands at the span"
        assert record.raw == record.raw.strip(), "white space at the ends of a span"
        at = end
    way_back_ascends(article)


def way_back_ascends(article: embeds.Article) -> None:
    """Check that offsets in the prose lead to the source in order, at both ends of each piece."""
    starts = [start for start, _, _ in article.pieces]
    ends = [start - 1 for start in starts if start]
    way = [article.to_source(at) for at in sorted([0, *starts, *ends, len(article.prose)])]
    assert way == sorted(way), "to_source goes back"
    assert all(0 <= at <= len(article.source) for at in way), "to_source leaves the source"


def parts_lie_in_their_records(article: embeds.Article) -> None:
    """Check the fields of records against what is written at their places."""
    seen = view(article.source)
    for record in article.records:
        assert record.evidence and all(record.evidence), "no rule spoke for a record"
        if isinstance(record, embeds.Credit):
            if record.credit_span:
                part = part_of(record, record.credit_span, article.source, seen)
                assert all(word in part for word in (record.credit_line or "").split()), "a credit line of other words"
            if record.caption_span:
                part = part_of(record, record.caption_span, article.source, seen)
                assert "".join((record.caption or "").split()) == part, "a caption that is not what stands at its span"
        if isinstance(record, embeds.Post):
            assert not (record.author.handle or "").startswith("@"), "a handle with its @"
            words = record.text.split()
            assert record.text == " ".join(words), "white space in a post's text that is not collapsed"
            moment = record.published_at
            assert moment is None or not moment.utcoffset(), "a moment that is not UTC"


def part_of(record: embeds.Credit, span: embeds.Span, source: str, seen: View) -> str:
    """Return what stands at a part's span, in plain words without white space; checks that it lies in the record's."""
    assert record.span.start <= span.start < span.end <= record.span.end, "a part lies outside its record"
    part = source[span.start : span.end]
    assert part == part.strip(), "white space at the ends of a part"
    return "".join(seen.words[seen.at(span.start) : seen.at(span.end)].split())


def survives_json(article: embeds.Article) -> None:
    """Check that an article comes back from JSON, and from the rows of files."""
    again = embeds.Article.model_validate_json(article.model_dump_json())
    row = json.loads(json.dumps(export.fields(article), default=str)) | {"pieces": article.pieces}
    from_row = export.article_of(row, article.source)
    if _SURROGATE.search(article.source) is None:
        assert again == article, "JSON gives another article back"
        assert from_row == article, "a row gives another article back"
    else:  # JSON has no lone surrogates; the offsets stay
        assert len(again.source) == len(article.source) and again.pieces == article.pieces, "JSON moves offsets"


def _without(article: embeds.Article, text: str) -> str:
    """Return the text with a space for every record that stood between words, and nothing for a glued one."""
    out, at = [], 0
    for record in article.records:
        start, end = record.span.start, record.span.end
        out.append(text[at:start])
        if text[start - 1 : start].isspace() or text[end : end + 1].isspace() or start == 0:
            out.append(" ")
        at = end
    return "".join([*out, text[at:]])


def _marked(article: embeds.Article, source: str) -> str:
    """Return the source with [n] for the record n."""
    for number in reversed(range(len(article.records))):
        span = article.records[number].span
        source = f"{source[: span.start]}[{number}]{source[span.end :]}"
    return source
