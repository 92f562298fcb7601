"""Names of files: impossible ones are reported in a line, and no run overwrites its input under any name."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from embeds.batch.paths import SUFFIXES

from .test_batch import ROWS, clean, jsonl, packed, read
from .test_cli import ARTICLE
from .test_cli import run as run_command

if sys.platform == "win32":
    pytest.skip("links need rights there, and names are of another kind", allow_module_level=True)

LONG = "x" * 300 + ".jsonl"
NO_NAMES = ["a\0b.jsonl", "\ud800.jsonl", LONG, "loop.jsonl", "in.jsonl/x.jsonl"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    packed(Path("in.jsonl"), jsonl(ROWS))
    Path("loop.jsonl").symlink_to("loop.jsonl")


def state() -> dict[str, bytes | None]:
    """Return all files by name, with their content."""
    paths = [path for path in Path().rglob("*") if not path.is_dir()]
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(paths)}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line about a run that is refused, and check that it touches nothing."""
    before = state()
    capsys.readouterr()
    assert clean(*arguments) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert state() == before
    return line


@pytest.mark.parametrize("name", NO_NAMES)
@pytest.mark.parametrize("how", [["-o", "{}"], ["{}", "-o", "out.jsonl"], ["{}"]], ids=["out", "in", "alone"])
def test_names_that_no_file_has(how: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [word.format(name) for word in how]
    if how == ["{}"]:
        arguments.insert(0, "--text")
    if how[0] == "-o":
        arguments.insert(0, "in.jsonl")
    line = refused(capsys, *arguments)
    assert name in line or repr(name) in line
    assert any(why in line for why in ("no file can have this name", "too long", "Too many levels", "Not a directory"))


def test_a_name_that_is_too_long_only_with_what_stands_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "too long" in refused(capsys, "in.jsonl", "-o", "x" * 245 + ".jsonl")
    assert clean("in.jsonl", "-o", "x" * 200 + ".jsonl") == 0


@pytest.mark.parametrize("link", ["hard", "symbolic"])
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("option", [[], ["--resume"], ["--restart"]])
def test_no_input_is_written_over(
    option: list[str], suffix: str, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """OUT or any file beside it may lead to an input."""
    (os.link if link == "hard" else os.symlink)("in.jsonl", f"out.jsonl{suffix}")
    line = refused(capsys, "in.jsonl", "-o", "out.jsonl", *option)
    assert f"out.jsonl{suffix}: an input (read as in.jsonl)" in line and "name another OUT" in line


def test_the_rows_that_were_bad_are_no_input_of_the_same_out(capsys: pytest.CaptureFixture[str]) -> None:
    packed(Path("out.jsonl.errors.jsonl"), jsonl(ROWS))
    line = refused(capsys, "out.jsonl.errors.jsonl", "-o", "out.jsonl")
    assert "out.jsonl.errors.jsonl: an input, which this run would overwrite" in line
    assert clean("out.jsonl.errors.jsonl", "-o", "other.jsonl") == 0


def test_an_input_under_other_names(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sub").mkdir()
    Path("sub/link.jsonl").symlink_to("../in.jsonl")
    Path("other").symlink_to("sub")
    for name in ("in.jsonl", "sub/../in.jsonl", "sub/link.jsonl", "other/link.jsonl", str(Path.cwd() / "in.jsonl")):
        refused(capsys, "in.jsonl", "-o", name)
        refused(capsys, name, "-o", "in.jsonl")


def test_an_input_within_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    Path("folder/a.txt").write_bytes(ARTICLE.read_bytes())
    os.link("folder/a.txt", "out.jsonl.part")
    assert "out.jsonl.part: an input (read as folder)" in refused(capsys, "folder", "-o", "out.jsonl")
    assert clean("folder", "-o", "folder/out.jsonl") == 0  # not a text, and so not read


def test_standard_input_and_output_are_files_too() -> None:
    command, raw = [sys.executable, "-m", "embeds", "clean"], Path("in.jsonl").read_bytes()
    with Path("in.jsonl").open("rb") as source:
        done = subprocess.run([*command, "-", "-o", "in.jsonl"], stdin=source, capture_output=True)
    assert done.returncode == 1 and b"in.jsonl: an input (read as -)" in done.stderr
    with Path("in.jsonl").open("ab") as out:
        done = subprocess.run([*command, "in.jsonl", "-o", "-"], stdout=out, stderr=subprocess.PIPE)
    assert done.returncode == 1 and b"standard output: an input (read as in.jsonl)" in done.stderr
    assert Path("in.jsonl").read_bytes() == raw


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_a_folder_in_the_way(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"out.jsonl{suffix}").mkdir()
    assert f"out.jsonl{suffix}: exists, and is not a file" in refused(capsys, "in.jsonl", "-o", "out.jsonl")


def test_a_socket_is_neither_read_nor_written(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for arguments in (["in.jsonl", "-o", "socket"], ["socket", "-o", "out.jsonl"], ["--text", "socket"]):
            assert refused(capsys, *arguments).startswith("embeds: socket: No such device")


@pytest.mark.parametrize("suffix", [".part", ".errors.jsonl.part"])
def test_a_part_of_another_program_is_not_written_over(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    part = packed(Path(f"out.jsonl{suffix}"), b"half a download")
    for option in ([], ["--resume"]):
        line = refused(capsys, "in.jsonl", "-o", "out.jsonl", *option)
        assert "exists, and no run can resume from it; move it away, or --restart" in line
    assert clean("in.jsonl", "-o", "out.jsonl", "--restart") == 0 and not part.exists()
    packed(part, b"")  # holds nothing to lose; a run that ended at once leaves such a file
    assert clean("in.jsonl", "-o", "out.jsonl") == 0 and not part.exists()


def test_a_checkpoint_alone_is_what_a_run_leaves_that_was_killed_at_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    packed(Path("out.jsonl.checkpoint"), b"{}")
    assert "an earlier run was interrupted" in refused(capsys, "in.jsonl", "-o", "out.jsonl")
    assert "not a checkpoint of embeds" in refused(capsys, "in.jsonl", "-o", "out.jsonl", "--resume")


def test_a_file_that_a_run_has_no_use_for_stays() -> None:
    packed(Path("out.jsonl.new"), b"somebody's")
    assert clean("in.jsonl", "-o", "out.jsonl") == 0
    assert Path("out.jsonl.new").read_bytes() == b"somebody's"


def test_the_same_input_twice_is_cleaned_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("in.jsonl", "./in.jsonl", "-o", "out.jsonl") == 0
    assert len(read(Path("out.jsonl"))) == 2 * len(ROWS)
    assert "-: named twice, but it can be read only once" in refused(capsys, "-", "-", "-o", "other.jsonl")


def test_names_in_the_command_that_are_no_utf8() -> None:
    """Files may have such names, and are then read and written."""
    name = os.fsdecode(b"caf\xe9.jsonl")
    packed(Path(name), jsonl(ROWS))
    assert run_command("clean", name, "-o", os.fsdecode(b"out\xe9.jsonl"))[0] == 0
    assert len(read(Path(os.fsdecode(b"out\xe9.jsonl")))) == len(ROWS)
