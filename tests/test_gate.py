"""The one scan for anchors misses nothing that asking every family at every word finds."""

from __future__ import annotations

import pytest

from embeds.detector import FAMILIES

from .bench import gate
from .marked_cases import Case, cases


@pytest.mark.parametrize("case", [case for name in FAMILIES for case in cases(name)], ids=lambda case: case.name)
def test_no_case_has_more_than_its_anchors_find(case: Case) -> None:
    assert gate.lost(case.text) == []
