"""The public functions: clean, markers, records, the shipped article, and the one that the project began with."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import embeds

HERE = Path(__file__).parent
SEED = HERE.parent.parent / "shared" / "gold" / "seed.jsonl"
TWEET = "Two votes! — Mara Voss (@maravoss) May 3, 2021"
CREDIT = "(Photo: Jon Abel/Reuters)"
TEXT = f"The vote was close.\n\n{TWEET}\n\n{CREDIT}\n\nThe count begins at noon."


def test_shipped_article() -> None:
    text = (HERE / "articles" / "harbour.txt").read_text(encoding="utf-8")
    article = embeds.clean(text)
    first, post, last = article.records
    assert isinstance(first, embeds.Credit) and isinstance(post, embeds.Post) and isinstance(last, embeds.Credit)
    assert (first.creators, first.agencies) == (("Tilda Marsh",), ("PA Images", "Getty Images"))
    assert first.date == dt.date(2022, 3, 4)
    assert first.raw.startswith("date") and first.raw.endswith("Images")
    assert post.author == embeds.Author(name="Ellery Gazette", handle="ElleryGazette")
    assert post.published_on == dt.date(2022, 3, 4)
    assert post.text.startswith('"Nobody who') and post.text.endswith("winter in Kelby.")
    assert [link.raw for link in post.links] == ["https://t.co/Qm3xT8vLpA"]
    assert [link.url for link in post.media] == ["https://pic.twitter.com/h7RkW2nZcD"]
    assert last.agencies == ("Getty Images",)
    assert last.caption is not None and last.caption.startswith("Two fishermen") and last.caption.endswith("Ellery.")
    paragraphs = article.prose.split("\n\n")
    assert [paragraph[:12] for paragraph in paragraphs] == ["The harbour ", "Work is to b"]


@pytest.mark.skipif(not SEED.exists(), reason="the labelled seed article is not beside this checkout")
def test_seed_article() -> None:
    gold = json.loads(SEED.read_text(encoding="utf-8"))
    article = embeds.clean(gold["text"])
    spans = [(fragment["start"], fragment["end"]) for fragment in gold["fragments"]]
    assert [(r.span.start, r.span.end) for r in article.records] == spans
    first, tweet, last = (fragment["fields"] for fragment in gold["fragments"])
    credit, post, caption = article.records
    assert isinstance(credit, embeds.Credit) and isinstance(post, embeds.Post) and isinstance(caption, embeds.Credit)
    assert (list(credit.creators), list(credit.agencies)) == (first["creators"], first["agencies"])
    assert str(credit.date) == first["date"]
    assert (post.author.name, post.author.handle) == (tweet["author_name"], tweet["author_handle"])
    assert (str(post.published_on), post.text) == (tweet["date"], tweet["body"])
    assert ([x.raw for x in post.links], [x.raw for x in post.media]) == (tweet["links"], tweet["media"])
    assert (list(caption.agencies), caption.caption) == (last["agencies"], last["caption"])
    edges = [0, *(edge for span in spans for edge in span), len(gold["text"])]
    paragraphs = [gold["text"][a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert article.prose == "\n\n".join(filter(None, paragraphs))


def test_one_stretch_of_white_space_stays_where_records_stood() -> None:
    assert embeds.clean(TEXT).prose == "The vote was close.\n\nThe count begins at noon."
    assert embeds.clean(f"{TWEET}\n\n\nThe end.").prose == "The end."
    assert embeds.clean(f"The end.\n\n{TWEET}\n").prose == "The end."
    assert embeds.clean(f"The start.\n{TWEET}\n\n\nThe end.").prose == "The start.\n\n\nThe end."
    assert embeds.clean(f"The start.\n\n\n{TWEET}\nThe end.").prose == "The start.\n\n\nThe end."
    assert embeds.clean(f"  The start.\n\n{TWEET}\n\nThe end. \n").prose == "  The start.\n\nThe end. \n"
    assert embeds.clean(TWEET).prose == ""
    assert embeds.clean("  Nothing here. \n").prose == "  Nothing here. \n"


def test_markers() -> None:
    article = embeds.clean(TEXT, marker="[{n}:{kind}:{platform}]")
    assert article.prose == "The vote was close.\n\n[0:post:twitter]\n\n[1:credit:]\n\nThe count begins at noon."
    assert article.to_source(article.prose.index("[0")) == article.posts[0].span.start
    assert article.to_source(article.prose.index("[1") + 8) < article.credits[0].span.end
    assert article.to_source(article.prose.index("noon")) == TEXT.index("noon")


@pytest.mark.parametrize("marker", ["{x}", "{", "{}", "{0}", "{n.real}"])
def test_bad_markers_say_what_is_wrong(marker: str) -> None:
    with pytest.raises(ValueError, match="marker"):
        embeds.clean(TEXT, marker=marker)


def test_records_by_kind_and_in_source_order() -> None:
    article = embeds.clean(TEXT)
    assert [record.kind for record in article.records] == ["post", "credit"]
    assert (len(article.posts), len(article.credits), len(article.residue)) == (1, 1, 0)


def test_to_source_refuses_what_lies_outside() -> None:
    article = embeds.clean(TEXT)
    assert article.to_source(len(article.prose)) == len(TEXT)
    for offset in (-1, len(article.prose) + 1):
        with pytest.raises(IndexError, match="outside the prose"):
            article.to_source(offset)


def test_records_are_frozen() -> None:
    post = embeds.clean(TEXT).posts[0]
    with pytest.raises(ValidationError):
        post.text = "mine"  # type: ignore[misc]


def test_bytes_are_refused_with_advice() -> None:
    with pytest.raises(TypeError, match="decode it first"):
        embeds.clean(b"text")  # type: ignore[arg-type]


def test_clean_many_is_lazy_and_in_order() -> None:
    articles = embeds.clean_many(iter([TEXT, "", "No embeds."]), marker="*")
    assert next(articles).prose.count("*") == 2
    assert [article.prose for article in articles] == ["", "No embeds."]


def test_every_public_name_is_there() -> None:
    assert {name: getattr(embeds, name) for name in embeds.__all__}
    assert set(embeds.__all__) <= set(dir(embeds))
    with pytest.raises(AttributeError, match="no attribute 'cleanse'"):
        embeds.cleanse  # noqa: B018


def test_every_kind_of_record_survives_json() -> None:
    post = embeds.Post(
        span=embeds.Span(start=0, end=2),
        raw="ab",
        evidence=("attribution",),
        platform="twitter",
        published_at=dt.datetime(2021, 5, 3, 12, 30, tzinfo=dt.UTC),
        media=(embeds.Link(raw="pic.twitter.com/f6G7h8I9j0", url="https://pic.twitter.com/f6G7h8I9j0"),),
    )
    residue = embeds.Residue(span=embeds.Span(start=3, end=4), raw="c", evidence=("gallery",), what="gallery-control")
    article = embeds.Article(source="ab c", prose="", records=(post, residue), pieces=())
    assert embeds.Article.model_validate_json(article.model_dump_json()) == article
