"""The README's Python runs, and its figures are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from embeds.data import tables

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


# without the blocks for frameworks, which read files: tests/integrations runs these
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


def test_the_figures_in_the_readme_are_those_of_the_data() -> None:
    """Check the numbers of languages; the README does not count what is added more often."""
    languages = list((ROOT / "embeds" / "data" / "locales").glob("*.json"))
    assert f"the dates of {len(languages)} languages" in README
    assert f"Instagram ({len(tables.load('instagram.json')['tail'])} languages" in README
    assert f"Facebook ({len(tables.load('facebook.json')['posted'])} languages" in README
    assert f"BBC's wrappers in {len(tables.load('wrappers.json')['skip'])} languages" in README


def _added() -> list[tuple[str, str]]:
    """Return the files that CONTRIBUTING.md's diffs change, with the lines that they add."""
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    diffs = "".join(re.findall(r"```diff\n(.*?)```", text, re.DOTALL))
    parts = re.split(r"^\+\+\+ (.+)\n", diffs, flags=re.MULTILINE)[1:]
    return [
        (path, "".join(line[1:] for line in lines.splitlines(keepends=True) if line.startswith("+")))
        for path, lines in zip(parts[::2], parts[1::2], strict=True)
    ]


@pytest.mark.skipif(not (ROOT / ".github").exists(), reason="an sdist has no guide for those who change it")
def test_what_the_guide_adds_is_there() -> None:
    assert len(_added()) >= 8
    for path, added in _added():
        file = (ROOT / path).read_text(encoding="utf-8")
        assert added == file if "/platforms/mastodon" in path else added in file, path
