"""Check spans, fields and prose of every case of every family."""

from __future__ import annotations

from typing import Any

import pytest

import embeds
from embeds.detector import FAMILIES

from .marked_cases import Case, cases

ALL = [
    pytest.param(
        case,
        id=f"{name}: {case.name}",
        marks=[pytest.mark.xfail(raises=AssertionError)] if case.fails else [],
    )
    for name in FAMILIES
    for case in cases(name)
]


@pytest.mark.parametrize("case", ALL)
def test_case(case: Case) -> None:
    article = embeds.clean(case.text)
    assert [article.source[r.span.start : r.span.end] for r in article.records] == [
        case.text[start:end] for start, end in case.spans
    ]
    for record, expected in zip(article.records, case.records, strict=True):
        assert {name: shown(record, name) for name in expected} == expected
    assert article.prose.split() == case.prose.split()


def shown(record: embeds.Post | embeds.Credit | embeds.Residue, field: str) -> Any:
    """Return a record's field as the cases write it."""
    if isinstance(record, embeds.Post):
        if field in ("name", "handle"):
            return getattr(record.author, field)
        if field == "date":
            return record.published_on
        if field in ("links", "media"):
            return [link.raw for link in getattr(record, field)]
    value = getattr(record, field)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", ALL)
def test_case_with_the_line_ends_of_windows(case: Case) -> None:
    """Line ends of CR LF change only the offsets."""
    plain, windows = embeds.clean(case.text), embeds.clean(case.text.replace("\n", "\r\n"))
    assert [r.raw.replace("\r\n", "\n") for r in windows.records] == [case.text[a:b] for a, b in case.spans]
    assert windows.prose.replace("\r\n", "\n") == plain.prose
