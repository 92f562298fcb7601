"""What limits the reading of files, and what is told of them, has a case on either side."""

from __future__ import annotations

import argparse

import pytest

from embeds.batch import text_field
from embeds.batch.checkpoint import Reached
from embeds.batch.job import Bad
from embeds.batch.report import Report
from embeds.cli import clean_files


def test_twenty_bad_rows_are_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report([], Reached())
    for number in range(1, 24):
        report.bad(f"line {number}", Bad(number, None, "not JSON", b""))
    last, more = capsys.readouterr().err.splitlines()[-2:]
    assert last == "embeds: line 20: not JSON"
    assert more == "embeds: more than 20 bad rows: the others are not listed here"


def test_ten_names_are_shown_and_fifty_looked_at() -> None:
    names = [f"{number:02}" for number in range(49)]
    there = text_field.names_there("text", [*names, "texts"])
    far = text_field.names_there("text", [*names, "49", "texts"])
    assert there == f"there are: {', '.join(map(repr, names[:10]))}; did you mean 'texts'?"
    assert far == f"there are: {', '.join(map(repr, names[:10]))}"


def test_forty_letters_of_a_name_are_shown() -> None:
    assert text_field.names_there("text", ["x" * 40 + "y"]) == f"there are: '{'x' * 40}'"


def test_a_thousand_workers_and_no_more() -> None:
    assert clean_files.positive("1000") == 1000
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 1000"):
        clean_files.positive("1001")
