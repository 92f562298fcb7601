"""Every family keeps the contract of `Family`."""

from __future__ import annotations

import pytest

import embeds
from embeds.credits import places
from embeds.credits.shapes import SHAPES
from embeds.data import known_names, tables
from embeds.detector import FAMILIES, TIERS
from embeds.platforms.family import Family
from embeds.platforms.order import PLATFORMS
from embeds.text.patience import Patience

from .marked_cases import FOLDER, cases, forms


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_family_has_cases_and_negatives(family: Family) -> None:
    positive = [case for case in cases(family.name) if case.spans]
    negative = [case for case in cases(family.name) if not case.spans]
    assert len(positive) >= 5
    assert len(negative) >= 5


@pytest.mark.parametrize("family", PLATFORMS, ids=lambda family: family.name)
def test_every_form_of_a_platform_has_a_case(family: Family) -> None:
    """A platform's file of cases lists the forms of its posts at its top, by the names of their rules."""
    records = [record for case in cases(family.name) for record in embeds.clean(case.text).records]
    assert {rule for record in records for rule in record.evidence} == set(forms(family.name))


def test_every_kind_of_residue_has_a_case() -> None:
    shapes = {"gallery-control", "shortcode", "wrapper", "bare-address"}  # test_languages.py has cases of the phrases
    assert shapes <= {r.what for case in cases("residue") for r in embeds.clean(case.text).residue}


def test_the_platforms_are_named_in_the_vocabulary() -> None:
    assert {family.name for family in PLATFORMS} <= set(known_names.platforms())


def test_every_kind_of_residue_says_what_it_is() -> None:
    data = tables.load("residue.json")
    kinds = {row["what"] for row in data["lines"]}
    kinds |= {r.what for case in cases("residue") for r in embeds.clean(case.text).residue}
    assert kinds <= set(known_names.residue())
    assert set(data["means"]) <= kinds


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_every_fragment_of_a_family_holds_an_anchor_or_a_place(family: Family) -> None:
    for case in cases(family.name):
        for start, end in case.spans:
            if not case.fails:
                anchored = any(anchor in case.text[start:end] for anchor in family.anchors)
                named = places.places(case.text, [], Patience(), names=True) if family.name == "bare" else ()
                assert anchored or any(start < end_ <= end + 1 for place in named for end_ in place.ends), case.name


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_family_makes_records_of_its_kind_with_evidence(family: Family) -> None:
    records = [r for case in cases(family.name) for r in embeds.clean(case.text).records if not case.fails]
    assert records
    assert {record.kind for record in records} == {family.kind}
    assert all(record.evidence for record in records)


def test_every_shape_of_a_credit_has_a_case() -> None:
    shown = {
        rule for case in cases("credits") for record in embeds.clean(case.text).records for rule in record.evidence
    }
    assert {name for name, _ in SHAPES} <= shown


def test_every_case_file_belongs_to_a_family_and_no_name_is_taken_twice() -> None:
    names = [family.name for tier in TIERS for family in tier]
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(names)
