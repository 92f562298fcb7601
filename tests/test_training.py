"""The trainings: what they read, what they learn from, and what they write down."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
from pathlib import Path

import pytest

from embeds.learned.weights import Weights
from embeds.training import composed_leads, composed_texts, gold_sets, manifest, softmax, starts
from embeds.training import credits as of_credits

SEEDED = random.Random  # the same in every run
LINES = [{"text": f"The ferry was late on day {day}.", "source": f"site{day % 2}.example"} for day in range(4)]


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    file = tmp_path / "ferries.jsonl.xz"
    file.write_bytes(lzma.compress("".join(json.dumps(line) + "\n" for line in LINES).encode()))
    return file


def test_a_set_is_read_packed_or_not(packed: Path, tmp_path: Path) -> None:
    plain = tmp_path / "ferries.jsonl"
    plain.write_bytes(lzma.decompress(packed.read_bytes()))
    assert gold_sets.read(packed).lines == gold_sets.read(plain).lines == LINES
    assert gold_sets.read(packed).sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()


def test_what_is_learnt_is_learnt_from_plain_words(tmp_path: Path) -> None:
    text = "Late.\n\n> Two!\n>\n> &mdash; Mara Voss ([@maravoss](https://x.com/maravoss)) May 3, 2021\n\nSo."
    file = tmp_path / "quoted.jsonl"
    post = {"kind": "post", "start": text.index("Two"), "end": text.index("\n\nSo")}
    file.write_text(json.dumps({"text": text, "fragments": [post]}), encoding="utf-8")
    (line,) = gold_sets.read(file).lines
    (found,) = line["fragments"]
    assert line["text"][found["start"] : found["end"]] == "Two!\n\n— Mara Voss (@maravoss) May 3, 2021"


def test_a_manifest_says_from_what_weights_were_made(packed: Path, tmp_path: Path) -> None:
    arguments = manifest.without_folders([str(packed), "--no-report"])
    manifest.write(
        "starts",
        Weights({"b": 2.0, "a": 1.0}),
        [gold_sets.read(packed)],
        command=["python", *arguments],
        site_of=lambda line: str(line["source"]),
        figures={"exact": 0.9},
        folder=tmp_path,
    )
    assert json.loads((tmp_path / "starts.json").read_text(encoding="utf-8")) == {"a": 1.0, "b": 2.0}
    written = json.loads((tmp_path / "starts.manifest.json").read_text(encoding="utf-8"))
    assert written["command"] == ["python", "ferries.jsonl.xz", "--no-report"]
    assert written["sets"] == [
        {"file": "ferries.jsonl.xz", "sha256": gold_sets.read(packed).sha256, "lines": 4, "sites": 2}
    ]
    assert (written["question"], written["weights"], written["figures"]) == ("starts", 2, {"exact": 0.9})


def test_the_right_answers_features_get_the_weight() -> None:
    pytest.importorskip("scipy", reason="extra train")
    rows = [[("line", 1.0), ("short", 1.0)], [("tail", 1.0), ("short", 1.0)]]
    weights = softmax.fit([rows] * 9 + [rows[::-1]], [0] * 9 + [1], [1.0] * 10, penalty=0.1, rarest=3, steps=50)
    assert weights["line"] > 1 and weights["tail"] < -1 and abs(weights["short"]) < 0.01


def test_each_site_lies_in_one_fold_and_no_fold_is_empty() -> None:
    folds = softmax.folds((f"site{n}.example" for n in range(20)), 8)
    assert len(folds) == 20 and set(folds.values()) == set(range(8))


POST = "Third time this week! — Mara Voss (@maravoss) May 3, 2021"
ARTICLE = [
    "The ferry was late again on Monday, and nobody on the pier knew why, as its passengers said.",
    "The town's council wants to talk about it in June, when the new timetable is to be decided on.",
    "Until then the old one holds, with boats at eight and at noon, and none at all on Sundays.",
]


def test_a_labelled_post_asks_one_question_whose_answer_is_where_it_begins() -> None:
    text = "\n\n".join([ARTICLE[0], POST, *ARTICLE[1:]])
    start = text.index(POST)
    line = {
        "text": text,
        "source": "a.example",
        "fragments": [{"kind": "post", "start": start, "end": start + len(POST)}],
    }
    (one,) = starts.examples([line])
    assert one.places[one.gold] == start and one.site == "a.example" and len(one.rows) == len(one.places)


def test_a_labelled_credit_asks_whether_it_is_one_and_what_its_caption_is() -> None:
    said = "Waves break over the pier at high tide.\nAna Ruiz"
    text = "\n\n".join([ARTICLE[0], said, *ARTICLE[1:], "The photo shows the pier."])
    start = text.index(said)
    credit = {"kind": "credit", "start": start, "end": start + len(said), "fields": {"credit": "Ana Ruiz"}}
    made = list(of_credits.examples({"text": text, "source": "a", "fragments": [credit]}))
    assert [(one.right > 0, one.site) for one in made if one.question == "credits"] == [(True, "a")]
    assert [len(one.rows) > one.right > 0 for one in made if one.question == "captions"] == [True]


def _line(text: str, post: str) -> gold_sets.Line:
    start = text.index(post)
    span = {"kind": "post", "start": start, "end": start + len(post)}
    return {"text": text, "source": "a.example", "fragments": [span], "extractor": "text"}


def test_posts_are_composed_into_other_texts_with_what_leads_them_in() -> None:
    other = {
        "text": " ".join([*ARTICLE, *ARTICLE]) * 3 + "\n\n" + ARTICLE[0] * 9,
        "source": "b.example",
        "fragments": [],
    }
    lines = [_line("\n\n".join([ARTICLE[0], POST, *ARTICLE[1:]]), POST), {**other, "extractor": "text"}]
    made = list(starts.examples(lines))
    labelled = [starts._labelled(one) for one in made]
    assert labelled[0].name == "Mara Voss"
    texts = [
        *composed_texts.flattened(SEEDED(1), labelled, lines, 200),
        *composed_texts.moved(SEEDED(1), labelled, lines, 200),
    ]
    assert {one.surroundings for one in texts} == {"b.example"}
    assert all("Third time" in one.text[one.start : one.end] for one in texts if "@" not in one.text[one.start :][:30])
    before = [one.text[: one.start].rstrip() for one in texts]
    assert any(text.endswith(":") for text in before) and any(
        text.endswith("Third time this week!”") for text in before
    )


def test_what_stands_before_a_post_is_in_the_language_of_the_text() -> None:
    rng = SEEDED(2)
    leads = {composed_leads.lead(rng, "de", "Mara", "Zum dritten Mal diese Woche.", "\n\n", "") for _ in range(400)}
    assert {"Er schrieb:\n\n", "„Zum dritten Mal diese Woche“, schrieb Mara am Montag.\n\n", "- ", ""} <= leads
    assert "He wrote:\n\n" not in leads


def test_a_post_gets_shapes_that_labelled_ones_seldom_have() -> None:
    rng = SEEDED(3)
    words = "We wait. No boat came. None at all."
    shapes = {composed_leads.reshaped(rng, words) for _ in range(600)}
    assert {words, "We wait.\n\nNo boat came.\n\nNone at all."} <= shapes
    assert any("\n・" in shape for shape in shapes) and any(shape.startswith("🔥\n") for shape in shapes)
