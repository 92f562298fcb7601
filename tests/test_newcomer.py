"""What a newcomer types, in tests/newcomer.toml: each command does what it should, or says in a line what to type."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from embeds.batch import compression

from .test_resolver import ROOT

if sys.platform == "win32":
    pytest.skip("the commands are written for a shell of Unix", allow_module_level=True)

TOLD = tomllib.loads((Path(__file__).parent / "newcomer.toml").read_text(encoding="utf-8"))


def made(text: str, how: str) -> bytes:
    """Return a text in other bytes."""
    raw = text.encode()
    if how in compression.UNPACK:
        return compression.packed(raw, how)
    if how == "wet":
        head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://ellery.example/1\r\n"
        return f"{head}Content-Length: {len(raw)}\r\n\r\n".encode() + raw + b"\r\n\r\n"
    if how == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist([json.loads(line) for line in text.splitlines()]), out)
        return out.getvalue()
    return text.encode(how)


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """Return what all files hold, by name."""
    texts = {name: text.removeprefix("\n") for name, text in TOLD["files"].items()}
    raw = {name: text.encode() for name, text in texts.items()}
    for name, how in TOLD["made"].items():
        if how["how"] != "parquet" or find_spec("pyarrow"):
            raw[name] = made(texts[how["of"]], how["how"])
    return raw


def read(path: Path) -> str:
    """Return what a file holds, unpacked."""
    raw = path.read_bytes()
    kind = compression.told(raw)
    return (compression.unpacked(io.BytesIO(raw), kind).read() if kind else raw).decode("utf-8", "replace")


def lacking(package: str, folder: Path) -> Path:
    """Return a new folder of modules that Python finds first, in which this package cannot be imported."""
    folder.mkdir()
    code = f"raise ModuleNotFoundError('No module named {package}', name={package!r})\n"
    (folder / f"{package}.py").write_text(code, encoding="utf-8")
    return folder


def check(words: list[str], text: str) -> None:
    """Check that some words stand in a text, one behind another."""
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word!r} is not where it should be in {text}"
        at = found + len(word)


@pytest.mark.parametrize("told", TOLD["command"], ids=lambda told: told["type"])
def test_what_a_newcomer_types(told: dict[str, Any], contents: dict[str, bytes], tmp_path: Path) -> None:
    if "needs" in told:
        pytest.importorskip(told["needs"], reason=f"{told['needs']} is not installed")
    for name, raw in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    path = str(ROOT)
    if "without" in told:
        path = f"{lacking(told['without'], tmp_path.with_name(tmp_path.name + '-lacking'))}:{ROOT}"
    shell = f'embeds() {{ {shlex.quote(sys.executable)} -m embeds "$@"; }}; set -o pipefail; {told["type"]}'
    done = subprocess.run(
        ["/bin/bash", "-c", shell], cwd=tmp_path, capture_output=True, env=os.environ | {"PYTHONPATH": path}
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    assert done.returncode == told.get("status", 0), err
    for words, shown in ((told.get("out"), out), (told.get("err"), err)):
        if words is not None:
            assert shown if words else not shown
            check(words, shown)
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    wrote = told.get("wrote", {})
    assert there == contents.keys() | wrote.keys()
    for name, words in wrote.items():
        check(words, read(tmp_path / name))
    assert all((tmp_path / name).read_bytes() == raw for name, raw in contents.items())


def test_there_are_forty() -> None:
    assert len(TOLD["command"]) >= 40
