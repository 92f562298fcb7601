"""The README's Python is run, and its facts are counted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from embeds.credits.gazetteer import SPELLINGS
from embeds.data import tables
from embeds.markup import addresses, markers
from embeds.platforms import permalinks

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


# those for engines read files; tests/integrations runs them
BLOCKS = [block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if '"articles' not in block]


def test_the_readme_has_python() -> None:
    assert any("clean(" in block for block in BLOCKS) and any("clean_html(" in block for block in BLOCKS)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_python_in_the_readme_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    if "import trafilatura" in block:
        pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra 'extract')")
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    if "import trafilatura" in block:
        assert capsys.readouterr().out.endswith(
            "post twitter https://twitter.com/maravoss/status/1389123456789012345\n"
        )


def test_the_diff_that_adds_a_platform_is_the_code() -> None:
    (diff,) = re.findall(r"```diff\n(.*?)```", README, re.DOTALL)
    added = re.split(r"^\+\+\+ (.+)\n", diff, flags=re.MULTILINE)[1:]
    for path, lines in zip(added[::2], added[1::2], strict=True):
        shown = "".join(line.removeprefix("+") for line in lines.splitlines(keepends=True))
        file = (ROOT / path).read_text(encoding="utf-8")
        assert shown == file if "/platforms/mastodon" in path else shown in file, path


def test_the_figures_in_the_readme_are_those_of_the_data() -> None:
    agencies = json.loads((ROOT / "embeds" / "data" / "agencies.json").read_text(encoding="utf-8"))["agencies"]
    languages = list((ROOT / "embeds" / "data" / "locales").glob("*.json"))
    assert f"the dates of {len(languages)} languages" in README
    assert f"Instagram ({len(tables.load('instagram.json')['tail'])} languages" in README
    assert f"Facebook ({len(tables.load('facebook.json')['posted'])} languages" in README
    assert f"BBC's wrappers in {len(tables.load('wrappers.json')['skip'])} languages" in README
    assert f"on {len({platform for platform, *_ in permalinks._FORMS})} platforms" in README
    assert f"({len(agencies)} of them, under {len(SPELLINGS)} spellings)" in README


def test_the_platform_that_the_readme_adds_is_the_one_that_is_there() -> None:
    diff = re.search(r"```diff\n(.*?)```", README, re.DOTALL)
    assert diff
    for part in re.split(r"^\+\+\+ ", diff[1], flags=re.MULTILINE)[1:]:
        name, _, added = part.partition("\n")
        lines = "\n".join(line.removeprefix("+") for line in added.splitlines())
        assert lines in (ROOT / name).read_text(encoding="utf-8"), name


def test_the_platforms_of_pages_are_counted() -> None:
    classes = {platform for platform in markers.CLASSES.values() if platform}  # an Embedly card names none
    forms = {platform for platform, *_ in (*permalinks._FORMS, *addresses._PLAYERS)} | classes
    assert f"{len(forms)} platforms in all" in README
    assert f"embeds of {len(forms)} platforms" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
