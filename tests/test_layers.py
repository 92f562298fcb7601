"""Imports point one way: a module may use its own layer's earlier ones and those above it in this list."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "embeds"
LAYERS = (
    ("records", "errors", "encodings"),
    ("blocks", "links", "written", "permalinks", "entities", "dates", "family", "furniture", "patience"),
    ("boundary",),
    ("platforms", "credits", "residue", "wrappers"),
    ("detector", "prose"),
    ("markup",),
    ("pipeline",),
    ("resolver",),
    ("export", "progress", "signals"),
    ("batch",),
    ("cli_batch", "cli_resolve", "pytest_plugin"),
    ("cli",),
    ("integrations",),
    ("__init__", "__main__"),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms} | {"data": 0}
# run by developers, imported by nobody: they may use everything
COMMANDS = {"boundary/train.py", "credits/train.py", "credits/report.py"}
HEAVY = {"bs4", "httpx", "httpcore", "lxml", "tenacity", "pydantic", "pyarrow"}
# of other people, each imported by its adapter alone
FRAMEWORKS = {"datasets", "datatrove", "itemadapter", "pandas", "polars", "pyspark", "ray", "scrapy"}
# Imported late themselves: the records with the first of them, these when a resolver first needs the network.
AT_THE_TOP = {
    "pydantic": {"records.py", "batch/resolved.py", "resolver/rows.py"},
    "httpx": {"resolver/transport.py", "resolver/network.py"},
    "httpcore": {"resolver/guard.py", "resolver/pool.py", "resolver/transport.py"},
    "tenacity": {"resolver/retry.py"},
}


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
            # `import embeds` names nothing: what is asked of the package is imported then
            if parts[0] == "embeds" and len(parts) > 1 and parts[1] in LEVEL and LEVEL[parts[1]] > LEVEL[room]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_every_room_has_a_layer() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert rooms <= set(LEVEL)


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    """At the top of a module only where `AT_THE_TOP` says so."""
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE).as_posix()
        for name, node in imports(path):
            package = name.split(".")[0]
            if node.col_offset == 0 and package in HEAVY and place not in AT_THE_TOP.get(package, ()):
                wrong.append(f"{place} imports {name}")
    assert not wrong


def test_frameworks_are_imported_by_their_adapters_alone() -> None:
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE)
        used = {name.split(".")[0] for name, _ in imports(path)} & FRAMEWORKS
        assert not used or place.parts[0] == "integrations", place
        assert place.parts[0] == "integrations" or "integrations" not in {
            name.split(".")[1] for name, _ in imports(path) if name.startswith("embeds.")
        }


def test_only_the_resolver_may_open_a_socket() -> None:
    """Nothing outside resolver/ imports httpx, or anything else that reaches the network."""
    network = {"httpx", "httpcore", "socket", "urllib.request", "http.client", "asyncio", "anyio", "ssl"}
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE)
        if place.parts[0] != "resolver":
            wrong += [f"{place} imports {name}" for name, _ in imports(path) if name in network]
    assert not wrong
