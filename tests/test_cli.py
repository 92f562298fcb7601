"""The command line, run as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import embeds

ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"


def run(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "embeds", *map(str, arguments)], input=stdin, capture_output=True)
    error = done.stderr.decode()
    assert "Traceback" not in error
    return done.returncode, done.stdout.decode(), error


def prose() -> str:
    return embeds.clean(ARTICLE.read_text(encoding="utf-8")).prose


def test_prose_of_a_file_and_of_standard_input() -> None:
    assert run("clean", ARTICLE) == (0, prose() + "\n", "")
    assert run("clean", stdin=ARTICLE.read_bytes()) == (0, prose() + "\n", "")
    assert run("clean", "-", stdin=ARTICLE.read_bytes()) == (0, prose() + "\n", "")


def test_json_is_an_article_a_line() -> None:
    status, out, _ = run("clean", "--json", ARTICLE, ARTICLE)
    assert status == 0
    first, second = out.splitlines()
    assert first == second
    assert "source" not in json.loads(first)
    assert embeds.Article.model_validate_json(first).records == embeds.clean(ARTICLE.read_text("utf-8")).records


def test_json_with_source_reads_back_whole() -> None:
    _, out, _ = run("clean", "--json", "--with-source", ARTICLE)
    assert embeds.Article.model_validate_json(out) == embeds.clean(ARTICLE.read_text("utf-8"))


def test_marker() -> None:
    _, out, _ = run("clean", "--marker", "<{kind}>", ARTICLE)
    assert out.count("<credit>") == 2 and out.count("<post>") == 1


def test_schema_is_json_schema() -> None:
    status, out, _ = run("schema")
    schema = json.loads(out)
    assert status == 0
    assert {"Post", "Credit", "Residue", "Link", "Span"} <= set(schema["$defs"])
    assert set(schema["properties"]) == {"source", "prose", "records", "pieces"}


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    latin, binary = tmp_path / "latin.txt", tmp_path / "program"
    latin.write_bytes("café".encode("latin-1"))
    binary.write_bytes(b"\x7fELF\0\0")
    status, out, error = run("clean", tmp_path / "missing.txt", latin, ARTICLE, binary, tmp_path)
    assert status == 1
    assert out == prose() + "\n"
    assert [line.split(": ", 2)[:2] for line in error.splitlines()] == [
        ["embeds", str(tmp_path / "missing.txt")],
        ["embeds", str(latin)],
        ["embeds", str(binary)],
        ["embeds", str(tmp_path)],
    ]
    assert "not UTF-8 (byte 0xe9 at offset 3)" in error and "iconv" in error


def test_html_is_read_as_the_text_that_it_is_not_but_not_silently() -> None:
    status, out, error = run("clean", stdin=b"<!DOCTYPE html>\n<p>One.</p>\n")
    assert (status, out) == (0, "<!DOCTYPE html>\n<p>One.</p>\n")
    assert "standard input: looks like HTML" in error


def test_empty_input_is_no_error() -> None:
    assert run("clean") == (0, "", "")
    status, out, _ = run("clean", "--json")
    assert status == 0 and json.loads(out)["records"] == []


def test_a_byte_order_mark_is_not_text_and_line_ends_stay() -> None:
    assert run("clean", stdin=b"\xef\xbb\xbfOne.\r\nTwo.\r\n") == (0, "One.\r\nTwo.\r\n", "")


@pytest.mark.parametrize("arguments", [[], ["clean", "--marker", "{x}"], ["cleanse"], ["clean", "--nonsense"]])
def test_wrong_usage(arguments: list[str]) -> None:
    status, out, error = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage: embeds" in error


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that break like this")
def test_a_closed_pipe_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "embeds", "clean", *[str(ARTICLE)] * 500],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (0, b"")


def test_version() -> None:
    assert run("--version") == (0, f"embeds {embeds.__version__}\n", "")


def test_finding_needs_no_heavy_package() -> None:
    """Neither `import embeds` nor the prose on the command line pays for pydantic, bs4, httpx or tenacity."""
    code = (
        "import sys, embeds, embeds.cli\n"
        f"embeds.cli.main(['clean', {str(ARTICLE)!r}])\n"
        "heavy = {'bs4', 'httpx', 'tenacity', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(f'{heavy} imported' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
