"""The judge of captions' words: what it takes for captions, what it depends on, and how it is learnt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embeds
from embeds.credits import caption_judge
from embeds.credits.caption_features import describe_caption
from embeds.credits.caption_judge import LONGEST, describe_words, log_odds
from embeds.learned.weights import Row, Weights
from embeds.text.blocks import Source
from embeds.training import composed_captions, wording
from embeds.training.gold_sets import GoldSet
from embeds.training.wording import Judges, Line

# A caption, and a sentence of an article on the same matter.
PAIRS = [
    (
        "Mayor Ana Ruiz, left, speaks with fishermen at the harbor in Kelby, Maine, on Monday, May 3, 2021.",
        "But she said that she had not been told, and that nobody would have believed it.",
    ),
    ("Boats in the harbor of Kelby at low tide", "Why does it matter to us?"),
    ("Die Bürgermeisterin Ana Reich (links) am Montag im Hafen von Nordwinkel", "Das hat er aber nicht gesagt."),
    ("Vue du port de Kelby, le 3 mai 2021.", "Mais il ne l'a pas dit à ses collègues, et cela ne change rien."),
    ("La alcaldesa Ana Ruiz, en el puerto de Kelby.", "Pero no lo dijo, y nadie le creyó porque ya era tarde."),
]


@pytest.mark.parametrize(("caption", "sentence"), PAIRS, ids=[caption[:20] for caption, _ in PAIRS])
def test_a_caption_sounds_more_like_one_than_a_sentence(caption: str, sentence: str) -> None:
    assert log_odds(caption) > log_odds(sentence) + 1


LINES = st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=80).filter(str.strip)


@given(LINES, st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_the_judge_asks_nothing_but_the_line(line: str, before: str, after: str) -> None:
    """What stands around a line changes features of its place alone."""
    line = line.strip()
    text = f"{before}\n{line}\nJon Abel/AFP\n{after}"
    start = len(before) + 1
    credit = start + len(line) + 1
    row = describe_caption(
        Source(text, 0, len(text)), "above1", (start, credit - 1), (credit, credit + 12), "credit:chain"
    )
    assert dict(row)["words"] == log_odds(line)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_white_space_counts_nothing_and_what_is_too_long_is_no_caption(line: str) -> None:
    assert describe_words(f"  {line}\n") == describe_words(line)
    assert log_odds(line + " The wall at low tide, May 3, 2021." * LONGEST) < 0


def test_a_text_without_credits_does_not_ask_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption_judge, "weights", None)
    text = "The wall will be rebuilt.\n\nWork is to begin in May.\n\n"
    assert embeds.clean(text * 9).prose == text * 9
    with pytest.raises(TypeError):
        embeds.clean(f"{text}The old wall at low tide.\n\nJon Abel/AFP\n\n{text}")


GOLD = GoldSet(
    "seen.jsonl",
    "0" * 64,
    [
        {
            "text": "The old wall at low tide. Photo: Ana Ruiz",
            "outlet": "www.kelby.example",
            "lang": "en",
            "parts": [
                {"role": "caption", "start": 0, "end": 25},
                {"role": "lead", "start": 26, "end": 32},
                {"role": "creator", "start": 33, "end": 41},
            ],
        },
        {
            "text": "A boat.\nAna Ruiz",
            "publisher": "Kelby",
            "authors": ["Ana Ruiz"],
            "caption": "A boat.",
            "country": "uk",
        },
        {
            "text": "It was late.\n\nThe pier in May.\n\nPhoto: Jon Abel\n\nHe left.",
            "source": "ellery.example",
            "fragments": [
                {
                    "kind": "credit",
                    "start": 14,
                    "end": 47,
                    "fields": {"caption": "The pier in May.", "credit": "Jon Abel"},
                }
            ],
        },
        {"site": "blog", "paragraphs": ["I was late again.", f"So it went. {'We waited. ' * 20}Nobody came."]},
    ],
)


def test_captions_and_other_lines_are_read_from_gold_of_all_formats() -> None:
    lines = [line for one in GOLD.lines for line in wording.lines_of(one)]
    assert {line.text for line in lines if line.is_caption} == {
        "The old wall at low tide.",
        "A boat.",
        "The pier in May.",
    }
    others = {line.text for line in lines if not line.is_caption}
    assert {"It was late.", "He left.", "I was late again.", "So it went.", "Nobody came."} < others
    assert [line.site for line in lines if line.is_caption] == ["kelbyexample", "kelby", "elleryexample"]
    assert wording.site_of({"outlet": "www.kelby.co.uk"}) == wording.site_of({"publisher": "Kelby"})


def test_no_site_has_more_lines_than_others_and_no_line_comes_twice() -> None:
    many = [Line(f"The wall on day {day}.", "big", "en", True) for day in range(wording.MOST * 3)]
    few = [Line("The wall on day 1.", "small", "en", False), Line("He left.", "small", "en", False)]
    drawn = wording.drawn([*many, *few, *few])
    assert len(drawn) == wording.MOST + 1
    assert Line("He left.", "small", "en", False) in drawn and few[0] not in drawn  # it is a caption elsewhere


def test_the_area_is_how_often_a_caption_has_the_higher_score() -> None:
    assert wording.area([(0.9, True), (0.5, False), (0.5, True), (0.1, False)]) == 0.875
    assert wording.area([(1.0, True), (0.0, False)]) == 1 and wording.area([(0.0, True), (1.0, False)]) == 0


def _lines(sites: int) -> list[Line]:
    words = ("Boats at the pier", "A boat at the wall", "He was late", "She was not told")
    return [
        Line(f"{said} {n}", f"site{n}.example", "en", place < 2)
        for n in range(sites)
        for place, said in enumerate(words)
    ]


def test_a_judge_never_saw_the_site_that_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy", reason="extra train")
    learn, seen = wording.learn, []

    def watched(lines: Sequence[Line], rows: Sequence[Row]) -> Weights:
        seen.append({line.site for line in lines})
        return learn(lines, rows)

    monkeypatch.setattr(wording, "learn", watched)
    judges = wording.learnt_from(_lines(12))
    for site, number in judges.fold.items():
        assert site not in seen[number] and judges.without(site) is judges.parts[number]
    assert seen[-1] == set(judges.fold) and judges.without("nobody") is judges.whole
    assert (
        judges.whole.score(describe_words("Boats at the wall")) > 0 > judges.whole.score(describe_words("He was told"))
    )


def _caption(text: str) -> dict[str, str | int]:
    return {"role": "caption", "start": 0, "end": len(text)}


def test_the_command_writes_the_same_weights_each_time_with_what_they_were_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("scipy", reason="extra train")
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"outlet": line.site, "lang": "en", "text": line.text, "parts": [_caption(line.text)]}
        if line.is_caption
        else {"site": line.site, "lang": "en", "paragraphs": [line.text]}
        for line in _lines(12)
    ]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert wording.main([str(gold), "--dry-run"]) == 0 and not (tmp_path / "wording.json").exists()
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        assert wording.main([str(gold), "--to", str(folder)]) == 0
    assert (first / "wording.json").read_bytes() == (second / "wording.json").read_bytes()
    written = json.loads((first / "wording.manifest.json").read_text(encoding="utf-8"))
    assert written["sets"][0] | {"sha256": ""} == {"file": "gold.jsonl", "sha256": "", "lines": 48, "sites": 12}
    assert written["figures"] == {"AUC, all sites, each left out": 1.0, "AUC, language en, each left out": 1.0}
    assert "AUC 1.000, taken" in capsys.readouterr().out


def test_captions_are_composed_with_paragraphs_that_their_judge_never_saw() -> None:
    long = (
        "The ferry was late again on Monday, and nobody on the pier knew why, as the passengers of the first boat said"
    )
    others = [
        Line(f"{said} {n} {site}.", site, "en", False) for site in "ab" for n in range(4) for said in (long, "So")
    ]
    none = Weights({})
    judges = Judges(none, {"a": 0, "b": 1, "kelby": 0}, [none, none], others, [])
    (bank,) = (line | {"outlet": "Kelby"} for line in GOLD.lines if "parts" in line)
    texts = list(composed_captions.composed([bank], judges))
    said = [text["text"][text["fragments"][-1]["start"] : text["fragments"][-1]["end"]] for text in texts]
    caption, credit = "The old wall at low tide.", "Photo: Ana Ruiz"
    assert [one.split("\n")[0] for one in said[:2]] == [caption] * 2
    assert [one.split("\n")[-1] for one in said[:4]] == [credit] * 4 and said[2:4] == [credit] * 2
    assert said[4:] == [f"{caption} {credit}"] * 2 + [credit] and not any("\n" in text["text"] for text in texts[4:])
    assert all(" b." not in text["text"] and " a." in text["text"] for text in texts)
