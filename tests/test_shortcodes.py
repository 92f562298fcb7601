"""The rows of data/shortcodes.json: each takes its example, which no row before it takes, by one of its anchors."""

from __future__ import annotations

import pytest

import embeds
from embeds.residue import shortcodes

FORMS = list(zip(shortcodes._DATA["forms"], shortcodes._FORMS, strict=True))


@pytest.mark.parametrize("number", range(len(FORMS)), ids=lambda number: FORMS[number][0]["like"])
def test_a_form_takes_its_example_and_no_form_before_it_does(number: int) -> None:
    like = FORMS[number][0]["like"]
    assert [bool(form.fullmatch(like)) for _, form in FORMS[: number + 1]] == [False] * number + [True]
    (record,) = embeds.clean(f"He said so.\n\n{like}\n\nNobody answered.").records
    assert record.raw == like and record.evidence == ("shortcode",)
