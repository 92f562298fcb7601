"""The public names as a newcomer meets them: what they refuse, what limits them, help, and what type checkers see."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import embeds

from .test_resolver import ROOT

TWEET = "Two votes! — Mara Voss (@maravoss) May 3, 2021"
CREDIT = "(Photo: Jon Abel/Reuters)"
TEXT = f"The vote was close.\n\n{TWEET}\n\n{CREDIT}\n\nView this post on Instagram\n\nThe count begins at noon."
PAGE = (
    '<p>A</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe><p>B</p>'
    '<figure><img src="wall.jpg"><figcaption>The wall. Photo: Jon Abel/Reuters</figcaption></figure>'
)
PUBLIC = [getattr(embeds, name) for name in embeds.__all__]
MODELS = [one for one in PUBLIC if isinstance(one, type) and issubclass(one, BaseModel)]


def clean_one(text: str, **limits: Any) -> list[embeds.Article]:
    return list(embeds.clean_many([text], **limits))


@pytest.mark.parametrize(
    ("limits", "taken"),
    [
        ({}, ["post", "credit", "residue"]),
        ({"kinds": "post"}, ["post"]),
        ({"kinds": ("credit", "residue")}, ["credit", "residue"]),
        ({"kinds": ()}, []),
        ({"platforms": "twitter"}, ["post"]),
        ({"platforms": ["instagram"]}, ["residue"]),
        ({"platforms": {"twitter", "instagram"}, "kinds": ["post"]}, ["post"]),
        ({"platforms": "tiktok"}, []),
    ],
)
def test_what_is_taken_out_can_be_limited(limits: dict[str, Any], taken: list[str]) -> None:
    article = embeds.clean(TEXT, marker="<{n}:{kind}>", **limits)
    assert [record.kind for record in article.records] == taken
    whole = embeds.clean(TEXT).records
    assert list(article.records) == [record for record in whole if record.kind in taken]
    assert all((record.raw in article.prose) == (record.kind not in taken) for record in whole)
    assert all(f"<{n}:{kind}>" in article.prose for n, kind in enumerate(taken))
    assert list(embeds.clean_many([TEXT], "<{n}:{kind}>", **limits)) == [article]


def test_what_is_taken_out_of_pages_can_be_limited() -> None:
    assert [one.kind for one in embeds.clean_html(PAGE).records] == ["post", "credit"]
    posts, credited = embeds.clean_html(PAGE, kinds="post"), embeds.clean_html(PAGE, kinds=["credit"])
    assert "iframe" not in posts.prose and "Abel" in posts.prose and [one.kind for one in posts.records] == ["post"]
    assert "iframe" in credited.prose and "Abel" not in credited.prose
    assert embeds.clean_html(PAGE, platforms="twitter").prose == PAGE


@pytest.mark.parametrize("clean", [embeds.clean, embeds.clean_html, clean_one])
@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"kinds": "posts"}, "no kind is named 'posts'; did you mean 'post'?"),
        ({"kinds": ["tweet"]}, "no kind is named 'tweet'; known are post, credit, residue"),
        ({"platforms": "x.com"}, "no platform is named 'x.com'; did you mean 'twitter'?"),
        ({"platforms": ["twiter"]}, "no platform is named 'twiter'; did you mean 'twitter'?"),
    ],
)
def test_a_name_that_no_record_has_is_refused(clean: Any, limits: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match="is named") as refused:
        clean("Nothing.", **limits)
    assert str(refused.value) == words


def test_many_texts_are_not_one() -> None:
    with pytest.raises(TypeError, match="not one str: use clean"):
        embeds.clean_many("abc")
    with pytest.raises(TypeError, match="not one bytes"):
        embeds.clean_many(b"abc")  # type: ignore[arg-type]


def test_dir_lists_our_own_names() -> None:
    assert [name for name in dir(embeds) if not name.startswith("_")] == sorted(embeds.__all__)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        names = [name for name in dir(embeds.clean(TEXT)) if not name.startswith(("_", "model_"))]
    own = {*embeds.Article.model_fields, "posts", "credits", "residue", "to_source"}
    assert names == sorted(own)


def test_help_begins_with_our_own_names() -> None:
    assert embeds.__doc__
    for name in ("clean(", "clean_html(", "clean_many(", "Resolver(", "`posts`", "`to_source`"):
        assert name in embeds.__doc__


@pytest.mark.parametrize("model", MODELS)
def test_docstrings_have_the_fields(model: type[BaseModel]) -> None:
    assert model.__doc__
    assert not [name for name in model.model_fields if f"`{name}`" not in model.__doc__]


FROZEN = """
import embeds

article = embeds.clean("Nothing.")
article.prose = ""
article.posts[0].text = ""
article.posts[0].author.name = ""
article.credits[0].caption = ""
article.records[0].span.start = 0
"""


@pytest.mark.slow
def test_mypy_sees_frozen_records(tmp_path: Path) -> None:
    """Without pydantic's plugin, as a newcomer runs it."""
    pytest.importorskip("mypy", reason="mypy is not installed (extra 'dev')")
    (tmp_path / "frozen.py").write_text(FROZEN, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", os.devnull, "--follow-imports", "silent", "frozen.py"]
    environment = os.environ | {"MYPYPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    for name in ("prose", "text", "name", "caption", "start"):
        assert "is read-only  [misc]\n" in done.stdout and f'"{name}"' in done.stdout, done.stdout
    assert "Found 5 errors" in done.stdout
