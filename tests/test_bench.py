"""The benchmarks count what they say they count, and measure on the texts that they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import embeds

from .bench import against, beside_pictures, samples, washed, workload

TWEET = "Third time this week! — Odile Brandt (@odilebrandt) March 14, 2019"


def sample(flat: str, platform: str = "twitter", handle: str | None = "odilebrandt") -> dict[str, object]:
    return {"platform": platform, "locale": "en", "truth": {"author_handle": handle}, "flat_empty": flat, "flat_nl": ""}


@pytest.mark.parametrize(
    ("row", "posts", "furniture"),
    [
        (sample(TWEET), 1.0, None),
        (sample(TWEET, platform="bluesky"), 0.0, None),
        (sample("Third time this week, said odilebrandt."), 0.0, None),
        (sample("View on Threads", platform="threads"), None, 1.0),
        (sample("Nothing of anyone's.", handle=None), None, 0.0),
        (sample(""), None, None),
    ],
)
def test_samples(tmp_path: Path, row: dict[str, object], posts: float | None, furniture: float | None) -> None:
    path = tmp_path / "samples.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    tallies, wrong = samples.measure(path)
    figures = tallies["all"].figures()
    assert (figures["posts"], figures["furniture"]) == (posts, furniture)
    assert len(wrong) == (0.0 in (posts, furniture))


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("The wall at low tide. Photo: Jon Abel/AFP", [1, 1, 1]),
        ("The wall at low tide.\nPhoto: Jon Abel/AFP", [1, 1, 1]),
        ("Nobody on the pier knew why.", [0, 0, 0]),
    ],
)
def test_credits_beside_pictures(tmp_path: Path, words: str, counts: list[int]) -> None:
    path = tmp_path / "texts.jsonl"
    row = {"text": f"The vote.\n\n{words}", "fragments": [{"kind": "credit", "start": 11, "end": 11 + len(words)}]}
    path.write_text(json.dumps(row), encoding="utf-8")
    labelled = beside_pictures.labelled(path)
    assert labelled == [words]
    assert beside_pictures.measure(labelled) == (dict.fromkeys(beside_pictures.SHAPES, counts), [])


def test_documents_without_fragments_have_none_and_the_others_some() -> None:
    """Check the documents that are made from the tests' own cases if there are no labelled articles."""
    clear, hit = workload.made()
    assert len(clear) > 50 and len(hit) > 50
    assert not [text for text in clear if embeds.clean(text).records]
    assert not [text for text in hit if not embeds.clean(text).records]


@pytest.mark.parametrize(
    ("page", "share"),
    [
        (
            '<blockquote class="twitter-tweet"><p>Third time this week!</p>&mdash; Odile Brandt (@odilebrandt) '
            '<a href="https://twitter.com/odilebrandt/status/1106147258329755648">March 14, 2019</a></blockquote>',
            1,
        ),
        (
            '<blockquote class="twitter-tweet"><p>Third time this week!</p>&mdash; Odile Brandt (@odilebrandt)'
            "<p>Nobody knows what stands below.</p></blockquote>",
            0,
        ),
    ],
)
def test_washed(tmp_path: Path, page: str, share: int) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"html": page}), encoding="utf-8")
    tallies, wrong = washed.measure([path])
    assert tallies["washed"]["all"] == [share, 1]
    assert len(wrong) == sum(of - right for tally in tallies.values() for right, of in [tally["all"]])
    assert {way: tally["all"][0] for way, tally in tallies.items()} == dict.fromkeys(tallies, share)


def test_against_a_checkout_in_which_less_is_found(tmp_path: Path) -> None:
    """The two trees are really two: the other one's package is made here, and finds nothing in pages."""
    (tmp_path / "embeds").mkdir()
    (tmp_path / "embeds" / "__init__.py").write_text(
        "import types\ndef clean(text): return types.SimpleNamespace(records=[])\nclean_html = clean\n",
        encoding="utf-8",
    )
    with against.checkout(str(tmp_path)) as other:
        trees = {"this": against.HERE, "other": other}
        texts = [(False, "Nothing."), (False, f"He won.\n\n{TWEET}"), (True, "<p>Nothing.</p>")]
        assert against.differing(trees, texts, tmp_path) == (3, [1])
        this, its = against.compared("import", ["-c", "import embeds"], trees, rounds=1)
    assert min(*this, *its) > 0


def test_against_what_is_no_version(tmp_path: Path) -> None:
    with pytest.raises(against.UnknownVersionError, match="no-such: neither a folder"), against.checkout("no-such"):
        raise AssertionError("it was taken for a checkout")
    with pytest.raises(against.UnknownVersionError), against.checkout(str(tmp_path)):
        raise AssertionError("an empty folder was taken for a checkout")
