"""A document gives the same result by clean, clean_many, the command line, one or two workers, and every framework.

The documents are the tests' own and, if labelled articles stand beside the checkout, some of those.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import export
from embeds.cli import main

from .bench.workload import GOLD
from .integrations import engines
from .marked_cases import FOLDER, PAGES, cases

pytestmark = engines.THEIR_WARNINGS
Document = dict[str, str]  # id, text
ARTICLES = Path(__file__).parent / "articles"
_GOLD_SHARE = 4  # one labelled article in four: then this file takes less than half a minute


def of_cases(folder: Path) -> list[Document]:
    return [
        {"id": f"{path.stem} {number}: {case.name}", "text": case.text}
        for path in sorted(folder.glob("*.toml"))
        for number, case in enumerate(cases(path.stem, folder))
    ]


def of_gold() -> list[Document]:
    if not (GOLD / "text.dev.jsonl").is_file():
        return []
    lines = (GOLD / "text.dev.jsonl").read_text(encoding="utf-8").splitlines()[::_GOLD_SHARE]
    return [{"id": f"gold {row['id']}", "text": row["text"]} for row in map(json.loads, lines)]


def of_articles() -> list[Document]:
    return [{"id": path.name, "text": path.read_text(encoding="utf-8")} for path in sorted(ARTICLES.glob("*.txt"))]


TEXTS = [*of_cases(FOLDER), *of_articles(), *of_gold()]
HTML = of_cases(PAGES)
KINDS = pytest.mark.parametrize(
    ("documents", "clean", "options"),
    [(TEXTS, embeds.clean, ["--text"]), (HTML, embeds.clean_html, ["--html"])],
    ids=["texts", "pages"],
)
Clean = Callable[[str], embeds.Article]


def assert_same(documents: list[Document], clean: Clean, came: Iterable[embeds.Article]) -> None:
    """Check that each document's article is that of `clean`; the error names the documents whose is not."""
    articles = list(came)
    assert len(articles) == len(documents)
    pairs = zip(documents, articles, strict=True)
    assert [one["id"] for one, article in pairs if article != clean(one["text"])] == []


def of_rows(rows: Iterable[dict[str, Any]], clean: Clean) -> list[embeds.Article]:
    """Return the articles of rows with `text`, `prose` and `records`; the pieces of their prose come from `clean`."""
    return [export.article_of({"pieces": clean(row["text"]).pieces} | row, row["text"]) for row in rows]


def test_clean_many() -> None:
    assert_same(TEXTS, embeds.clean, embeds.clean_many(one["text"] for one in TEXTS))


@KINDS
def test_embeds_clean_as_json(
    documents: list[Document], clean: Clean, options: list[str], tmp_path: Path, capfdbinary: Any
) -> None:
    files = []
    for number, one in enumerate(documents):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_bytes(one["text"].encode())
    assert main.main(["clean", "--json", "--with-source", *options, *map(str, files)]) == 0
    lines = capfdbinary.readouterr().out.split(b"\n")[:-1]
    articles = list(map(embeds.Article.model_validate_json, lines))
    assert [article.id for article in articles] == list(map(str, files))
    assert_same(documents, clean, (article.model_copy(update={"id": None}) for article in articles))


@KINDS
def test_embeds_clean(
    documents: list[Document], clean: Clean, options: list[str], tmp_path: Path, capfdbinary: Any
) -> None:
    differ = []
    for one in documents:
        (tmp_path / "article.txt").write_bytes(one["text"].encode())
        assert main.main(["clean", *options, str(tmp_path / "article.txt")]) == 0
        prose = clean(one["text"]).prose
        if capfdbinary.readouterr().out.decode() != prose + "\n" * (prose != "" and not prose.endswith("\n")):
            differ.append(one["id"])
    assert differ == []


@KINDS
@pytest.mark.parametrize("source", [[], ["--with-source"]], ids=["", "with source"])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_lines_of_json(
    documents: list[Document], clean: Clean, options: list[str], source: list[str], workers: str, tmp_path: Path
) -> None:
    files = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps(one, ensure_ascii=number % 2 == 0) for number, one in enumerate(documents)]
    files[0].write_text("\n".join(lines), encoding="utf-8")
    html = ["--html"] if "--html" in options else ["--text"]  # some texts begin like HTML
    assert main.main(["clean", str(files[0]), "-o", str(files[1]), "--workers", workers, *html, *source]) == 0
    rows = [json.loads(line) for line in files[1].read_text(encoding="utf-8").split("\n")[:-1]]
    assert [row["id"] for row in rows] == [one["id"] for one in documents]
    assert all(("text" in row) == bool(source) for row in rows)
    assert_same(documents, clean, of_rows(map(dict.__or__, rows, documents), clean))


@KINDS
@pytest.mark.parametrize("engine", engines.RUNNERS)
def test_engines(engine: str, documents: list[Document], clean: Clean, options: list[str], tmp_path: Path) -> None:
    del options
    engines.require(engine)
    rows = {row["id"]: row for row in engines.RUNNERS[engine](list(documents), clean, 2, tmp_path)}
    assert rows.keys() == {one["id"] for one in documents}
    assert_same(documents, clean, of_rows((rows[one["id"]] | one for one in documents), clean))
