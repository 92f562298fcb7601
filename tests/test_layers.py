"""Imports point one way, file by file, and there are no circles; imports inside functions count, too."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "embeds"
# Folders and files of the package: each may import what stands in its own line and in those above.
LAYERS = (
    ("records", "errors", "data", "cards"),
    ("text", "processes"),
    ("learned",),
    ("platforms", "credits", "starts", "residue"),
    ("detector", "prose", "markup", "wanted"),
    ("pipeline",),
    ("many",),
    ("resolver", "batch", "export", "formats", "show"),
    ("integrations", "cli", "pytest_plugin"),
    ("training", "__init__", "__main__"),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
HEAVY = {
    *("bs4", "httpx", "httpcore", "lxml", "tenacity", "pydantic", "pyarrow"),
    *("jinja2", "rich", "starlette", "uvicorn"),
}
# frameworks, each imported by its adapter alone
FRAMEWORKS = {"datasets", "datatrove", "haystack", "itemadapter", "langchain_core", "llama_index", "pandas", "polars"}
FRAMEWORKS |= {"pyspark", "ray", "scrapy", "spacy"}
# Modules that are imported late themselves: the records when one is made, a resolver's when it needs the network, and
# what shows articles when a command does.
AT_THE_TOP = {
    "jinja2": {"show/article_page.py"},
    "rich": {"show/drawing.py", "show/stats_table.py", "show/terminal.py"},
    "starlette": {"show/server.py"},
    "uvicorn": {"show/serving.py"},
    "pydantic": {"records.py", "batch/resolved.py", "resolver/recorded_rows.py"},
    "httpx": {"resolver/transport.py", "resolver/network.py"},
    "httpcore": {"resolver/guard.py", "resolver/pool.py", "resolver/transport.py"},
    "tenacity": {"resolver/retry.py"},
}


@cache
def imports(path: Path) -> list[tuple[str, ast.stmt]]:
    """Return the modules that a file imports, as dotted names; our own begin with "embeds."."""
    package = ["embeds", *path.relative_to(PACKAGE).parent.parts]
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            names = [*([] if node.level else [module]), *([*module, alias.name] for alias in node.names)]
            found += [(".".join(name), node) for name in names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
    return found


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def file_of(name: str) -> Path | None:
    """Return the file of a dotted name, which is a module or a name in one; None for names of the package itself."""
    *rooms, last = name.split(".")[1:] or [""]
    room = PACKAGE.joinpath(*rooms)
    for path in (room / f"{last}.py", room / last / "__init__.py", room.with_suffix(".py"), room / "__init__.py"):
        if path.is_file() and path.parent.joinpath("__init__.py").is_file():
            return path if path != PACKAGE / "__init__.py" else None
    return None


@cache
def used(path: Path) -> frozenset[Path]:
    """Return the files of the package that a file imports."""
    names = [name for name, _ in imports(path) if name.partition(".")[0] == "embeds"]
    return frozenset(filter(None, map(file_of, names)))


def turned(path: Path) -> list[Path]:
    """Return the files that a file imports and may not."""
    return [file for file in used(path) if LEVEL[room_of(file)] > LEVEL[room_of(path)]]


def circle(path: Path) -> tuple[Path, ...]:
    """Return the files over which a file's imports come back to it, or to a file that it uses."""
    trail: list[Path] = []

    @cache
    def from_(file: Path) -> tuple[Path, ...]:
        if file in trail:
            return (*trail[trail.index(file) :], file)
        trail.append(file)
        found = next(filter(None, map(from_, sorted(used(file)))), ())
        trail.pop()
        return found

    return from_(path)


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    assert not turned(path)


def test_no_file_comes_back_to_itself() -> None:
    assert not [circle(path) for path in FILES if circle(path)]


def test_every_room_has_a_layer_and_every_layer_its_rooms() -> None:
    assert {room_of(path) for path in FILES} == set(LEVEL)


def test_no_two_files_share_a_name() -> None:
    names = [path.name for path in FILES if path.name not in ("__init__.py", "__main__.py")]
    assert not {name for name in names if names.count(name) > 1}


def test_no_room_has_code_in_its_door() -> None:
    """Except for the package's own, which imports a public name when it is used."""
    for path in FILES:
        if path.name == "__init__.py" and path.parent != PACKAGE:
            kinds = {type(node) for node in ast.parse(path.read_text(encoding="utf-8")).body}
            assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}, path


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    """They are imported at the top of a module only if `AT_THE_TOP` says so."""
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
    """Nothing outside resolver/ imports httpx, or anything else that reaches the network.

    The local tool listens on this machine, and reaches nobody.
    """
    network = {"httpx", "httpcore", "socket", "urllib.request", "http.client", "asyncio", "anyio", "ssl"}
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE)
        if place.parts[0] != "resolver" and place.as_posix() != "show/serving.py":
            wrong += [f"{place} imports {name}" for name, _ in imports(path) if name in network]
    assert not wrong
