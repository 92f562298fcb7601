"""A user's own labels move the weights of credits, in a file of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import embeds
from embeds.learned.weights import FOLDER, QUESTIONS, of_file

WALL = "The council will rebuild the harbour wall before the storms of autumn, as it has promised twice before."
BOATS = "Nobody on the pier had seen the boats leave, and nobody had asked where they were bound for in the night."
NAMES = ["Ana Ruiz", "Jon Abel", "Mara Voss", "Tom Eckert", "Ines Koch", "Paul Lind"]


def article(name: str) -> str:
    """Return an article in the form of one outlet: its pictures are signed on a line between two paragraphs."""
    return f"{WALL}\n\nEin Boot im Hafen\n{name}, Hafenblatt\n\n{BOATS}"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    pytest.importorskip("scipy", reason="extra train")
    from embeds.training import credits as training

    lines = []
    for name in NAMES * 4:
        text = article(name)
        start, end = text.index("Ein Boot"), text.index(f"\n\n{BOATS}")
        credit = {"kind": "credit", "start": start, "end": end, "fields": {"credit": f"{name}, Hafenblatt"}}
        lines.append({"text": text, "source": f"{name}.example", "fragments": [credit]})
    gold, out = tmp_path / "mine.jsonl", tmp_path / "mine.json"
    gold.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    before = {file: file.read_bytes() for file in FOLDER.iterdir() if file.is_file()}
    assert training.main([str(gold), "--no-report", "--out", str(out)]) == 0
    assert {file: file.read_bytes() for file in FOLDER.iterdir() if file.is_file()} == before
    assert sorted(tmp_path.iterdir()) == [out, gold]
    return out


def test_own_labels_are_followed_by_those_who_ask_for_them(own: Path) -> None:
    text = article("Lena Wirth")
    mine = embeds.clean(text, credits=own)
    assert [credit.credit_line for credit in mine.credits] == ["Lena Wirth, Hafenblatt"]
    assert list(embeds.clean_many([text], credits=own)) == [mine]
    assert embeds.clean(text).credits == embeds.clean(text).credits != mine.credits


def test_what_was_learnt_before_stays(own: Path) -> None:
    text = f"{WALL}\n\nThe wall at low tide.\nJon Abel/Kelby Star\n\n{BOATS}"
    assert embeds.clean(text, credits=own).credits[0].credit_line == "Jon Abel/Kelby Star"
    assert set(of_file(own)) < set(QUESTIONS)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"credits": [1]}', '{"credits": {"bias": "much"}}', '{"tides": {}}']
)
def test_a_file_that_holds_no_weights_is_told_of(content: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.json holds no weights"):
        embeds.clean("Late.", credits=file)
    with pytest.raises(FileNotFoundError):
        embeds.clean("Late.", credits=tmp_path / "other.json")
