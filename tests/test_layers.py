"""Imports point one way: a module may use its own layer's earlier ones and those above it in this list."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "embeds"
LAYERS = (
    ("records", "errors", "encodings"),
    ("blocks", "links", "permalinks", "entities", "dates", "family", "furniture"),
    ("boundary",),
    ("platforms", "credits", "residue", "wrappers"),
    ("detector", "prose"),
    ("markup",),
    ("pipeline",),
    ("cli",),
    ("__init__", "__main__"),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms} | {"data": 0}
# run by developers, imported by nobody: they may use everything
COMMANDS = {"boundary/train.py", "credits/train.py", "credits/report.py"}
HEAVY = {"bs4", "httpx", "lxml", "tenacity", "pydantic"}


def imports(path: Path) -> list[tuple[str, ast.stmt]]:
    """The modules that a file imports, as dotted names; our own begin with "embeds."."""
    package = ["embeds", *path.relative_to(PACKAGE).parent.parts]
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            names = [[*module, alias.name] for alias in node.names] if node.level else [module]
            found += [(".".join(name), node) for name in names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
    return found


def test_imports_point_one_way() -> None:
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).as_posix() in COMMANDS:
            continue
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for name, _ in imports(path):
            parts = name.split(".")
            if parts[0] == "embeds" and parts[1] in LEVEL and LEVEL[parts[1]] > LEVEL[room]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_every_room_has_a_layer() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert rooms <= set(LEVEL)


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    """At the top of a module only `records` imports pydantic, and nothing the other three."""
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        for name, node in imports(path):
            package = name.split(".")[0]
            if node.col_offset == 0 and package in HEAVY and (path.stem, package) != ("records", "pydantic"):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong
