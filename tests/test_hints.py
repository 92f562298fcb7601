"""The type hints of all public names can be resolved, as typer, FastAPI, Sphinx and pydantic do."""

from __future__ import annotations

import functools
import inspect
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pydantic
import pytest

import embeds


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return every public function, and every method and property of our own public classes, by name."""
    for name in embeds.__all__:
        value = getattr(embeds, name)
        if inspect.isfunction(value):
            yield name, value
            continue
        for key, member in inspect.getmembers(value):
            if isinstance(member, property):
                member = member.fget
            elif isinstance(member, functools.cached_property):
                member = member.func
            if inspect.isroutine(member) and (getattr(member, "__module__", None) or "").startswith("embeds"):
                yield f"{name}.{key}", member


FUNCTIONS = dict(functions())


def test_there_are_functions_methods_and_properties() -> None:
    assert {"clean", "clean_html", "clean_many", "Article.to_source", "Article.posts"} <= FUNCTIONS.keys()
    assert {"Resolver.__init__", "Resolver.resolve", "AsyncResolver.expand_many"} <= FUNCTIONS.keys()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_hints_of_functions(name: str) -> None:
    typing.get_type_hints(FUNCTIONS[name])


@pytest.mark.parametrize("name", [name for name in embeds.__all__ if inspect.isclass(getattr(embeds, name))])
def test_hints_of_classes(name: str) -> None:
    typing.get_type_hints(getattr(embeds, name))


def test_the_hints_name_the_classes_themselves() -> None:
    assert typing.get_type_hints(embeds.clean)["return"] is embeds.Article
    checked = pydantic.validate_call(validate_return=True)(embeds.clean)
    assert checked("Nothing but prose.").prose == "Nothing but prose."
    with pytest.raises(pydantic.ValidationError):
        checked(5)  # type: ignore[arg-type]


def test_a_function_of_the_package_does_not_pay_for_its_hints() -> None:
    code = "import sys, embeds; embeds.clean, embeds.clean_html; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
