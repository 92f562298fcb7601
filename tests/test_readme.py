"""The README and the pages that it leads to: their Python and commands run, their figures and tables are right."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import embeds
from embeds.batch import compression
from embeds.cli.main import COMMANDS
from embeds.data import tables

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "embeds").glob("*/README.md"))]


def blocks(kind: str) -> list[tuple[str, str]]:
    """Return the blocks of code of a kind, each with its page; tests/integrations runs those for frameworks."""
    found = []
    for page in PAGES:
        if page.parent.name != "integrations":
            text = page.read_text(encoding="utf-8")
            name = page.relative_to(ROOT).as_posix()
            found += [(name, block) for block in re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)]
    return found


def test_the_readme_has_python() -> None:
    assert {page for page, _ in blocks("python")} == {
        "README.md",
        "embeds/batch/README.md",
        "embeds/markup/README.md",
        "embeds/resolver/README.md",
    }


@pytest.mark.parametrize(("page", "block"), blocks("python"))
def test_the_python_runs(page: str, block: str, capsys: pytest.CaptureFixture[str]) -> None:
    if "import trafilatura" in block:
        pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra 'extract')")
    exec(compile(block, page, "exec"), {"__name__": "__main__"})  # noqa: S102
    if "import trafilatura" in block:
        assert capsys.readouterr().out.endswith(
            "post twitter https://twitter.com/maravoss/status/1389123456789012345\n"
        )


# The commands of all pages, without those that install, learn, or wait for the next word.
LINES = [line for _, block in blocks("sh") for line in block.splitlines()]
RUN = [line.split("  #")[0].strip() for line in LINES if re.match(r"(?:embeds|zcat) ", line)]
POST = "He was clear.\n\nEnough! https://t.co/Qm3xT8vLpA — Mara Voss (@maravoss) May 3, 2021"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make all files that the commands name."""
    rows = [{"id": "a1", "text": POST}, {"id": "a2", "text": "Nothing happened in Kelby on Monday."}]
    page = (
        f"<html><body><article><p>{'The wall at Kelby was rebuilt before the storms. ' * 9}</p></article></body></html>"
    )
    bodies = "".join(json.dumps({"id": row["id"], "body": row["text"]}) + "\n" for row in rows)
    texts = {
        "article.txt": POST,
        "articles.jsonl": "".join(json.dumps(row) + "\n" for row in rows),
        "articles.json": json.dumps(rows),
        "articles.csv": f'id,body\na1,"{POST}"\n',
        "page.html": page,
        "pages/1.html": page,
        "folder/1.txt": POST,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "1.jsonl.gz").write_bytes(compression.packed(bodies.encode(), "gzip"))
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: {len(POST.encode())}\r\n\r\n"
    wet = head.encode() + POST.encode() + b"\r\n\r\n"
    (tmp_path / "crawl.warc.wet.gz").write_bytes(compression.packed(wet, "gzip"))
    if find_spec("pyarrow"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "articles.parquet")
    return tmp_path


def test_there_are_commands() -> None:
    assert len(RUN) >= 20


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a shell of Unix")
@pytest.mark.parametrize("line", RUN)
def test_the_command_runs(line: str, folder: Path) -> None:
    for what, package in ((".parquet", "pyarrow"), (".warc", "fastwarc"), ("--as text", "trafilatura")):
        if what in line:
            pytest.importorskip(package, reason=f"{package} is not installed")
    if line.startswith("embeds resolve"):  # from a recording: no test needs a network
        line = line.replace("--cache links.db --verify", f"--cassette {ROOT / 'cassettes' / 'harbour.jsonl'} --replay")
        line = f"embeds clean --json article.txt > articles.jsonl && {line}"
    shell = f'embeds() {{ {shlex.quote(sys.executable)} -m embeds "$@"; }}; {line}'
    before = {path for path in folder.rglob("*") if path.is_file()}
    done = subprocess.run(
        ["/bin/bash", "-c", shell], cwd=folder, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr.decode()
    made = {path for path in folder.rglob("*") if path.is_file()} - before
    wrote = re.findall(r"(?:-o|>) (\S*\w\S*)", line)
    assert [path.name for path in made] == [name for name in wrote[-1:] if name != "articles.jsonl"]
    assert all(path.stat().st_size for path in made) and (made or done.stdout or ">" in line)


def test_the_figures_are_those_of_the_data() -> None:
    """Check the numbers of languages; the README does not count what is added more often."""
    languages = list((ROOT / "embeds" / "data" / "locales").glob("*.json"))
    assert f"the dates of {len(languages)} languages" in README
    assert f"Instagram ({len(tables.load('instagram.json')['tail'])} languages" in README
    assert f"Facebook ({len(tables.load('facebook.json')['posted'])} languages" in README
    assert f"BBC's wrappers in {len(tables.load('wrappers.json')['skip'])} languages" in README


def test_the_readme_is_short_and_its_cells_are() -> None:
    assert len(README.splitlines()) < 250
    for page in PAGES:
        rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        assert not [cell for row in rows for cell in row.strip("|").split("|") if len(cell.split()) > 25], page


def test_the_table_of_records_has_all_fields() -> None:
    (table,) = re.findall(r"## The records\n\n(.*?)\n\n", README, re.DOTALL)
    told = {
        name: {kind.strip() for kind in row.split("|")[2].split(",")}
        for row in table.splitlines()[2:]
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    for model in (embeds.Post, embeds.Credit, embeds.Residue):
        kind = model.model_fields["kind"].default
        assert {name for name, kinds in told.items() if kinds & {kind, "all"}} == {*model.model_fields}


def test_the_table_of_commands_has_all_commands() -> None:
    (table,) = re.findall(r"## On the command line\n\n(.*?)\n\n", README, re.DOTALL)
    assert set(re.findall(r"`embeds (\w+)`", table)) == {*COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {
        "#" + re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings
    }  # as GitHub has them
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file = page.parent / target
        if target.startswith("#"):
            assert target in anchors
            continue
        assert file.exists() or (target.startswith(".github/") and not (ROOT / ".github").exists()), target


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
