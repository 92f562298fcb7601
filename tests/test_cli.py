"""The command line, run as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import embeds
from embeds.cli import main
from embeds.data import known_names

from .processes import started

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
    article = embeds.clean(ARTICLE.read_text("utf-8")).model_copy(update={"id": str(ARTICLE)})
    assert embeds.Article.model_validate_json(out) == article


def test_marker() -> None:
    _, out, _ = run("clean", "--marker", "<{kind}>", ARTICLE)
    assert out.count("<credit>") == 2 and out.count("<post>") == 1


def test_schema_is_json_schema() -> None:
    status, out, _ = run("schema")
    schema = json.loads(out)
    assert status == 0
    assert {"Post", "Credit", "Residue", "Link", "Span"} <= set(schema["$defs"])
    assert set(schema["properties"]) == {"id", "source", "prose", "records", "pieces"}


def test_the_schema_names_platforms_and_kinds_of_residue_and_allows_others() -> None:
    models = json.loads(run("schema")[1])["$defs"]
    platforms = [{"enum": known_names.platforms()}, {"type": "string"}]
    assert models["Post"]["properties"]["platform"]["anyOf"] == platforms
    assert models["Residue"]["properties"]["platform"]["anyOf"] == [*platforms, {"type": "null"}]
    *known, other = models["Residue"]["properties"]["what"]["anyOf"]
    assert {"const": "wrapper", "description": known_names.residue()["wrapper"]} in known
    assert other == {"type": "string"}
    where = {"span": embeds.Span(start=0, end=1), "raw": "x", "evidence": ()}
    record = embeds.Residue(**where, platform="of-tomorrow", what="of-tomorrow")
    assert embeds.Residue.model_validate_json(record.model_dump_json()) == record


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    latin, binary = tmp_path / "latin.txt", tmp_path / "program"
    latin.write_bytes("café".encode("latin-1"))
    binary.write_bytes(b"\x7fELF\0\0")
    status, out, error = run("clean", tmp_path / "missing.txt", latin, ARTICLE, binary)
    assert status == 1
    assert out == prose() + "\n"
    assert [line.split(": ", 2)[:2] for line in error.splitlines()] == [
        ["embeds", str(tmp_path / "missing.txt")],
        ["embeds", str(latin)],
        ["embeds", str(binary)],
    ]
    assert "not UTF-8 (byte 0xe9 at offset 3)" in error and "iconv" in error


PAGE = '<p>café</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe><p>B</p>'


def test_a_page_is_told_by_its_name_or_by_what_it_begins_like(tmp_path: Path) -> None:
    named, unnamed, text = tmp_path / "page.HTM", tmp_path / "page", tmp_path / "text.txt"
    named.write_text(PAGE, encoding="utf-8")
    unnamed.write_text("\ufeff <!DOCTYPE html>" + PAGE, encoding="utf-8")
    text.write_text(PAGE, encoding="utf-8")
    assert run("clean", named) == (0, "<p>café</p><p>B</p>\n", "")
    status, out, error = run("clean", unnamed)
    assert (status, out) == (0, " <!DOCTYPE html><p>café</p><p>B</p>\n")
    assert error == f"embeds: {unnamed}: begins like HTML and is read as HTML; use --text for text\n"
    assert run("clean", "--text", unnamed)[1:] == (f" <!DOCTYPE html>{PAGE}\n", "")
    assert run("clean", text) == (0, PAGE + "\n", "")
    assert run("clean", "--html", text) == (0, "<p>café</p><p>B</p>\n", "")
    assert run("clean", "--html", "--text", text)[0] == 2


def test_a_page_as_json_and_with_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    (record,) = json.loads(run("clean", "--json", page)[1])["records"]
    assert record["id"] == "a1B2c3D4e5F"
    assert run("clean", "--marker", "<p>{platform}</p>", page)[1] == "<p>café</p><p>youtube</p><p>B</p>\n"


def test_pages_that_cannot_be_read(tmp_path: Path) -> None:
    binary = tmp_path / "page.html"
    binary.write_bytes(b"<p>\0</p>")
    status, out, error = run("clean", binary)
    assert (status, out) == (1, "") and "binary" in error
    wide = tmp_path / "wide.html"
    wide.write_bytes(b"\xff\xfe" + PAGE.encode("utf-16-le"))
    assert run("clean", wide) == (0, "<p>café</p><p>B</p>\n", "")


def test_empty_input_is_no_error() -> None:
    assert run("clean") == (0, "", "")
    status, out, _ = run("clean", "--json")
    assert status == 0 and json.loads(out)["records"] == []


def test_a_byte_order_mark_is_not_text_and_line_ends_stay() -> None:
    assert run("clean", stdin=b"\xef\xbb\xbfOne.\r\nTwo.\r\n") == (0, "One.\r\nTwo.\r\n", "")


@pytest.mark.parametrize("arguments", [["clean", "--marker", "{x}"], ["cleanse"], ["clean", "--nonsense"]])
def test_wrong_usage(arguments: list[str]) -> None:
    status, out, error = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage: embeds" in error


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that break like this")
def test_a_closed_pipe_is_no_error() -> None:
    command = [sys.executable, "-m", "embeds", "clean", *[str(ARTICLE)] * 500]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout and run.stderr
        run.stdout.read(10)
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 0)


def test_version() -> None:
    assert run("--version") == (0, f"embeds {embeds.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["clean"], {"bs4", "httpx", "tenacity", "pydantic", "lxml", "rich", "jinja2", "embeds.markup"}),
        (["clean", "--html"], {"bs4", "httpx", "tenacity", "pydantic", "lxml", "rich", "jinja2"}),
    ],
)
def test_finding_needs_no_heavy_package(arguments: list[str], heavy: set[str]) -> None:
    """Neither `import embeds` nor printing prose imports what records and parsers need."""
    code = (
        "import sys, embeds\nfrom embeds.cli import main\n"
        f"main.main([*{arguments!r}, {str(ARTICLE)!r}])\n"
        f"heavy = {heavy!r} & set(sys.modules)\n"
        "sys.exit(f'{heavy} imported' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


SWALLOWED = """
import signal, sys, time, types
from embeds.cli import main

class Dropped:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def lines():
    Dropped()
    while True:
        yield b"{}\\n"
        time.sleep(0.001)

sys.stdin = types.SimpleNamespace(buffer=lines(), isatty=lambda: False)
sys.exit(main.main(["resolve", "-", "-o", sys.argv[1]]))
"""


def test_an_interrupt_within_a_destructor_ends_the_run(tmp_path: Path) -> None:
    """Python only prints what is raised in a destructor, and the run would go on for ever."""
    command = [sys.executable, "-c", SWALLOWED, str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True, timeout=60)
    assert done.returncode == 130 and b"Exception ignored" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [[], *([name] for name in main.COMMANDS)], ids=" ".join)
def test_help_can_be_printed_in_every_encoding(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main([*command, "--help"])
    assert capsys.readouterr().out.isascii()
