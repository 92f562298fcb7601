"""Collect every pattern of the package: those of its modules, those in its functions, and those compiled on demand.

A pattern that is compiled in a function is found by its call in the source. If the source does not show the pattern, it
has a builder in `BUILT`; a call that has neither is reported.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import embeds
from embeds.platforms import addresses, bluesky, facebook, facts, instagram, permalinks, twitter, widget
from embeds.residue import lines, phrases
from embeds.resolver import oembed, unwrap, walls
from embeds.text import dates, entities, links

FOLDER = Path(embeds.__file__).parent
_ALL = frozenset(("match", "fullmatch", "search"))
_METHODS = frozenset(("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"))
_Any = re.Pattern[Any]


class Used(NamedTuple):
    """A pattern, where it stands, and how it is used: by "match", "fullmatch" or "search"."""

    place: str
    pattern: _Any
    uses: frozenset[str]


# For each function that compiles patterns, "module.function", a builder of all that it can make.
BUILT: dict[str, Callable[[], Iterable[_Any]]] = {
    "text.dates._shapes": lambda: (shape for shape, _ in (*dates._shapes("en"), *dates._shapes("*"))),
    "residue.phrases._shape": lambda: (
        phrases._shape(template) for known in (lines._PHRASES, widget.FURNITURE) for _, template, _ in known.changing
    ),
    "platforms.permalinks.compiled": lambda: (
        permalinks.compiled(subdomains, form.form)
        for row in facts.ROWS
        for subdomains, forms in ((permalinks._POSTS, row.posts), (addresses._PLAYERS, row.players))
        for form in forms
    ),
    "platforms.addresses._compiled": lambda: (
        *(re.compile(one.form) for row in facts.ROWS for one in row.wrapped),
        *(re.compile(f"^{one.begins}") for row in facts.ROWS for one in row.rewritten),
    ),
    "platforms.facebook._joint": lambda: {facebook._joint(word) for (_, word, _) in facebook._POSTED},
    "platforms.signature.handle_form": lambda: (twitter.HANDLE, bluesky.HANDLE),
    "platforms.instagram._tail_literals": lambda: (instagram._tail_literals(),),
    "text.entities._patterns": entities._patterns,
    "text.links._patterns": links._patterns,
    "resolver.unwrap._forms": lambda: (form for form, _ in unwrap._forms()),
    "resolver.walls._rows": lambda: (row.form for row in walls._rows()),
    "resolver.oembed._read": lambda: {re.compile(row.profile) for _, row in oembed._TABLE},
}


@functools.cache
def patterns() -> tuple[Used, ...]:
    """Return all patterns, each once, in the order of their places."""
    found: dict[tuple[Any, int], list[Used]] = {}
    for used in (*_of_modules(), *_in_functions(), *_built()):
        found.setdefault((used.pattern.pattern, used.pattern.flags), []).append(used)
    return tuple(
        Used(same[0].place, same[0].pattern, frozenset().union(*(one.uses for one in same))) for same in found.values()
    )


def _modules() -> Iterator[tuple[str, Any]]:
    for info in pkgutil.walk_packages([str(FOLDER)], "embeds."):
        if not info.name.startswith("embeds.integrations.") and info.name != "embeds.__main__":
            name = info.name.removeprefix("embeds.")
            yield name, importlib.import_module(info.name)


def _of_modules() -> Iterator[Used]:
    for module_name, module in _modules():
        for name, value in vars(module).items():
            if not name.startswith("__"):
                for path, pattern in _inside(value, ""):
                    yield Used(f"{module_name}.{name}{path}", pattern, _uses(module, name))


def _inside(value: Any, path: str) -> Iterator[tuple[str, _Any]]:
    """Yield the patterns that a value is or holds, with the path to each."""
    if isinstance(value, re.Pattern):
        yield path, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name, None), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if isinstance(key, str | re.Pattern):
                yield from _inside(key, f"{path}[{len(path)}]")
                yield from _inside(part, f"{path}[{key!r}]")
    elif isinstance(value, list | tuple | set | frozenset):
        for number, part in enumerate(value):
            yield from _inside(part, f"{path}[{number}]")


def _uses(module: Any, name: str) -> frozenset[str]:
    """Return how the source uses a pattern of this name; every use if the source does not show it."""
    if known := _HOW.get(f"{module.__name__.removeprefix('embeds.')}.{name}"):
        return frozenset((known,))
    files = [Path(module.__file__)] if name.startswith("_") else FOLDER.rglob("*.py")
    called = {
        call for path in files for call in re.findall(rf"\b{name}\.(\w+)\(", path.read_text(encoding="utf-8"))
    } & _METHODS
    return frozenset(_use(call) for call in called) or _ALL


# Patterns in containers, or passed on: the source does not show how they are used.
_HOW = {
    "training.composed_texts._PARAGRAPH_END": "search",
    "training.composed_texts._HEADING_END": "search",
    "training.composed_texts._LINE_ENDS": "search",
    "text.scripts.SCRIPTS": "search",
    "starts.typeset._WITHIN_WORD": "search",
    "starts.units._MARKS": "search",
    "markup.named._FORMS": "fullmatch",
    "residue.shortcodes._FORMS": "fullmatch",
    "text.dates._shapes": "match",
    "residue.phrases._shape": "fullmatch",
    "platforms.permalinks.compiled": "match",
    "platforms.addresses._compiled": "search",
    "platforms.facebook._joint": "search",
    "platforms.signature.handle_form": "match",
    "platforms.instagram._tail_literals": "search",
    "resolver.oembed._read": "search",
    "resolver.unwrap._forms": "fullmatch",
    "resolver.walls._rows": "fullmatch",
    "text.entities._patterns": "search",
    "text.links._patterns": "search",
}


def _use(method: str) -> str:
    return method if method in ("match", "fullmatch") else "search"


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of `re` inside functions: "module.function", and the call."""
    for path in sorted(FOLDER.rglob("*.py")):
        module = ".".join(path.relative_to(FOLDER).with_suffix("").parts).removesuffix(".__init__")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and re.fullmatch(r"re\.(?!escape)\w+", ast.unparse(call.func)):
                        yield f"{module}.{function.name}", call


def is_written_out(call: ast.Call) -> bool:
    """Return whether the call's pattern stands in it as a string."""
    return isinstance(call.args[0], ast.Constant)


def _in_functions() -> Iterator[Used]:
    before: Counter[str] = Counter()
    for place, call in calls():
        if is_written_out(call):
            flags = next((ast.unparse(arg) for arg in call.args[1:] if ast.unparse(arg).startswith("re.")), "re.NOFLAG")
            pattern = re.compile(ast.literal_eval(call.args[0]), getattr(re, flags.removeprefix("re.")))
            method = ast.unparse(call.func).removeprefix("re.")
            uses = ("search", "match", "fullmatch") if method == "compile" else (_use(method),)
            yield Used(f"{place}[{before[place]}]", pattern, frozenset(uses))
            before[place] += 1


def _built() -> Iterator[Used]:
    for place, build in BUILT.items():
        for number, pattern in enumerate(build()):
            yield Used(f"{place}[{number}]", pattern, frozenset((_HOW[place],) if place in _HOW else _ALL))
