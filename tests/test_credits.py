"""Credits: their grammar, the spans of their parts, the option `captions`, and what the model learns from."""

from __future__ import annotations

from typing import Any, Literal

import pytest

import embeds
from embeds.credits import credit_line
from embeds.learned.weights import Weights, weights
from embeds.training import credit_questions
from embeds.training.composed_lines import COMPOSED, as_gold, composed
from embeds.training.credits import examples

from .marked_cases import cases
from .test_cli import run

TEXT = """The vote was close.

A man votes in Kelby on Monday. (Photo: Jon Abel/AFP via Getty)

The count begins at noon.

FILE PHOTO: The hall before the vote

It ends at six."""

# Bylines and credits as agencies write them: people, then the supplier of the picture.
READINGS = [
    ("Jon Abel/AFP/Getty Images", ["Jon Abel"], ["AFP", "Getty Images"]),
    ("Jon Abel /ANP/ NORDIC /REX", ["Jon Abel"], ["ANP", "NORDIC", "REX"]),
    ("Jon Abel via Nordic Sports Pics", ["Jon Abel"], ["Nordic Sports Pics"]),
    ("Jon Abel vIa Nordic Sports Pics", ["Jon Abel"], ["Nordic Sports Pics"]),
    ("Jon Abel /via NORDIC/REX", ["Jon Abel"], ["NORDIC", "REX"]),
    ("Jon Abel - Barcroft Media", ["Jon Abel"], ["Barcroft Media"]),
    ("Jon Abel#Barcroft Media", ["Jon Abel"], ["Barcroft Media"]),
    ("Barcroft Media", [], ["Barcroft Media"]),
    ("© Acme Corporation", ["Acme Corporation"], []),
    ("(c) Acme Corporation", ["Acme Corporation"], []),
    ("Copyright Acme Corporation", ["Acme Corporation"], []),
    ("Copyright : Acme Corporation", ["Acme Corporation"], []),
    ("Copyright © Acme Corporation", ["Acme Corporation"], []),
    ("Jon Abel for the Ellery Star", ["Jon Abel"], ["Ellery Star"]),
    ("Jon Abel", ["Jon Abel"], []),
    ("HANDOUT", [], ["HANDOUT"]),
    ("POOL/Jon Abel", ["Jon Abel"], ["POOL"]),
    ("Nordlicht/Jens Klar", ["Jens Klar"], ["Nordlicht"]),
    ("Jens K. Klar/dpa/Jens K Klar", ["Jens K. Klar"], ["dpa"]),
    ("Photo: Jon Abel/Kelby Kitchen; Food Stylist: Ana Ruiz", ["Jon Abel"], ["Kelby Kitchen"]),
    ("SN/APA/JON ABELSON/JON ABELSO", ["JON ABELSON"], ["SN", "APA"]),
    ("Jon Abel / J. Orne / Nordlicht", ["Jon Abel", "J. Orne"], ["Nordlicht"]),
    ("Tall Ship Productions/Ellery Pictures", ["Tall Ship Productions", "Ellery Pictures"], []),
    ("UN Photo / Jon Abel", ["Jon Abel"], ["UN Photo"]),
    ("Natl Inst. for Tide Research", ["Natl Inst. for Tide Research"], []),
    ("Jon Abel <jabel@ellerystar.com>", ["Jon Abel"], []),
    ("FOTO/ANSA", [], ["ANSA"]),
    ("dpa / lumo PIX", ["lumo PIX"], ["dpa"]),
    ("新华社记者 李小船 摄", ["李小船"], ["新华社"]),
    ("Ảnh: Bệnh viện cung cấp", ["Bệnh viện"], []),
    ("Photos by Reuters; photo illustration by Jon Abel / Ellery Star", ["Jon Abel"], ["Reuters", "Ellery Star"]),
    ("Crédit de la photo : Jon Abel", ["Jon Abel"], []),
    ("Screenshot : Kelby TV", ["Kelby TV"], []),
    ("Image de une : © Jon Abel", ["Jon Abel"], []),
    ("Public domain via Wikimedia Commons", [], ["Wikimedia Commons"]),
    ("Featured image from Harbour Trust", ["Harbour Trust"], []),
    ("Staff photo by Jon Abel", ["Jon Abel"], []),
    ("Photo submitted by Jon Abel", ["Jon Abel"], []),
    ("(Photo: submitted photo)", [], []),
    ("Photo by author", [], []),
    ("Ellery Gazette illustration by Jon Abel", ["Jon Abel"], ["Ellery Gazette"]),
    ("U.S. Navy photo by Mass Communication Specialist 2nd Class Jon Abel", ["Jon Abel"], ["U.S. Navy"]),
    ("— AFP pic", [], ["AFP"]),
    ("(AP Photo Jon Abel, File)", ["Jon Abel"], ["AP Photo"]),
    ("Jon Abel Getty Images", ["Jon Abel"], ["Getty Images"]),
    ("Anadolu Agency Getty Images", [], ["Anadolu Agency", "Getty Images"]),
    ("Images by Jon Abel/Getty Images and Ana Ruiz", ["Jon Abel", "Ana Ruiz"], ["Getty Images"]),
    ("(Provided by Jon Abel)", ["Jon Abel"], []),
    ("Jon Abel/Staff", ["Jon Abel"], []),
    ("EFE/Archivo/Ana Ruiz", ["Ana Ruiz"], ["EFE"]),
    ("LA MAREA/Ana Ruiz", ["Ana Ruiz"], ["LA MAREA"]),
    ("Jon Abel/Tide Inc.", ["Jon Abel"], ["Tide Inc."]),
    ("“The old wall” by Jon Abel is licensed under CC BY 2.0", ["Jon Abel"], []),
    ("Jon Abel, CC BY-SA 4.0, via Wikimedia Commons", ["Jon Abel"], ["Wikimedia Commons"]),
    ("by mara77 via Flickr CC", ["mara77"], ["Flickr"]),
    ("Image by Jon Abel from Pixabay", ["Jon Abel"], ["Pixabay"]),
    ("Imagen de Ana Ruiz en Pixabay", ["Ana Ruiz"], ["Pixabay"]),
    ("REUTERS/Jon Abel Purchase Licensing Rights, opens new tab", ["Jon Abel"], ["REUTERS"]),
    ("REUTERS/Jon Abel MANDATORY CREDIT. NO RESALES. NO ARCHIVES", ["Jon Abel"], ["REUTERS"]),
    ("© dpa-infocom, dpa:210614-99-123456/3", [], ["dpa-infocom"]),
    ("toggle caption Jon Abel/AFP Jon Abel/AFP", ["Jon Abel"], ["AFP"]),
    ("Jon Abel/AFP Buy Photo", ["Jon Abel"], ["AFP"]),
    ("Foto: dok. pribadi", [], []),
    ("Foto: dapd", [], ["dapd"]),
    ("Photo by: Jon Abel", ["Jon Abel"], []),
    ("Photo: Jon Abel/2016 Getty Images", ["Jon Abel"], ["Getty Images"]),
    ("Tide and Wall Photography/Getty Images", ["Tide and Wall Photography"], ["Getty Images"]),
    ("写真＝春山花子", ["春山花子"], []),
    ("作图/李小船、王海", ["李小船", "王海"], []),
    ("（撮影・春山花子）", ["春山花子"], []),
    ("图片：视觉中国", [], ["视觉中国"]),
    ("图片由李小船提供", ["李小船"], []),
    ("图源网络", [], []),
    ("摄影/李小船", ["李小船"], []),
    ("ⓒ 뉴스1 김바다 기자", ["김바다"], ["뉴스1"]),
    ("AP연합", [], ["AP연합"]),
    ("(صورة أرشيفية)", [], []),
    ("عکس: ایسنا", [], ["ایسنا"]),
]


@pytest.mark.parametrize(("line", "creators", "agencies"), READINGS, ids=[line for line, *_ in READINGS])
def test_reading(line: str, creators: list[str], agencies: list[str]) -> None:
    reading = credit_line.read(line)
    assert reading
    assert (reading.creators, reading.agencies) == (tuple(creators), tuple(agencies))


@pytest.mark.parametrize(
    "line",
    [
        "Jon Abel said on Monday that he / she would",
        "in California. / and then",
        "Images from Kelby showed a wall",
        "Photos provided by the police showed it",
        "Close the door",
        "No resales were made",
        "The wall in Kelby, Maine, May 7, 2021. REUTERS/Jon Abel",
        "Mara Voss. REUTERS/Jon Abel",
        "!",
        "",
    ],
)
def test_no_reading(line: str) -> None:
    assert credit_line.read(line) is None


def test_agencies_have_one_name_each() -> None:
    credit = embeds.clean(TEXT).credits[0]
    assert credit.agencies == ("AFP", "Getty")
    assert credit.agency_names == ("Agence France-Presse", "Getty Images")


@pytest.mark.parametrize("family", ["credits", "bare"])
def test_credit_and_caption_stand_where_their_spans_say(family: str) -> None:
    """Both lie in the record's span without overlap, and hold the words that the fields give."""
    for case in cases(family):
        for record in embeds.clean(case.text).credits:
            parts = [span for span in (record.credit_span, record.caption_span) if span]
            assert parts
            for part in parts:
                assert record.span.start <= part.start < part.end <= record.span.end
            if len(parts) == 2:
                first, second = sorted(parts, key=lambda span: span.start)
                assert first.end <= second.start
            if record.caption_span:
                words = case.text[record.caption_span.start : record.caption_span.end]
                assert " ".join(words.split()) == record.caption
            if record.credit_span and record.credit_line:
                words = case.text[record.credit_span.start : record.credit_span.end]
                assert record.credit_line in " ".join(words.split())


def test_captions_are_removed_or_kept() -> None:
    removed, kept = embeds.clean(TEXT), embeds.clean(TEXT, captions="keep")
    assert removed.prose == "The vote was close.\n\nThe count begins at noon.\n\nIt ends at six."
    assert kept.prose == TEXT.replace(" (Photo: Jon Abel/AFP via Getty)", "")
    assert kept.records == removed.records
    assert [TEXT[kept.to_source(i)] for i in range(len(kept.prose))] == list(kept.prose)
    assert [article.prose for article in embeds.clean_many([TEXT], captions="keep")] == [kept.prose]


def test_a_shortcode_goes_and_its_caption_is_kept() -> None:
    first = '[caption id="a"]<img src="a.jpg" /> The wall. Photo: Jon Abel[/caption]'
    text = f'Close.\n\n{first}\n\n[caption id="b"]The pier.[/caption]'
    assert embeds.clean(text).prose == "Close."
    assert embeds.clean(text, captions="keep").prose == "Close.\n\nThe wall.\n\nThe pier."
    assert embeds.clean(text, marker="[{n}]", captions="keep").prose == "Close.\n\n[0]The wall.\n\n[1]The pier."


def test_a_marker_stands_where_the_credit_line_stood() -> None:
    kept = embeds.clean(TEXT, marker="[{n}]", captions="keep").prose
    assert kept == TEXT.replace("(Photo: Jon Abel/AFP via Getty)", "[0]")


def test_another_word_for_captions_is_an_error() -> None:
    word: Any = "drop"
    with pytest.raises(ValueError, match="drop"):
        embeds.clean(TEXT, captions=word)


def test_captions_on_the_command_line() -> None:
    status, out, _ = run("clean", "--captions", "keep", stdin=TEXT.encode())
    assert (status, out) == (0, embeds.clean(TEXT, captions="keep").prose + "\n")
    assert run("clean", "--captions", "drop", stdin=b"")[0] == 2


def gold(text: str, start: str, end: str) -> dict[str, Any]:
    """Return a labelled text whose one credit reaches from `start` to the end of `end`."""
    span = {"kind": "credit", "start": text.index(start), "end": text.index(end) + len(end)}
    return {"text": text, "source": "ellery.example", "fragments": [span]}


def questions(line: dict[str, Any], question: Literal["credits", "captions"]) -> list[Any]:
    """Return the questions that a labelled text asks."""
    return [one for one in examples(line) if one.question == question]


def test_training_leaves_the_weights_as_they_were() -> None:
    before = weights("credits"), weights("captions")
    assert questions(gold("The hall in Kelby.\nPhoto: Jon Abel/AFP", "The hall", "AFP"), "captions")
    assert (weights("credits"), weights("captions")) == before


def test_a_labelled_caption_is_the_right_option() -> None:
    text = "It rained all day.\n\nThe hall in Kelby on Monday.\nPhoto: Jon Abel/AFP\n\nNobody came to the vote."
    (question,) = questions(gold(text, "The hall", "AFP"), "captions")
    names = [name for name, _ in question.rows[question.right]]
    assert "where:above1" in names


def test_a_labelled_bare_name_is_a_yes_and_a_heading_a_no() -> None:
    text = "Mara Voss\n\nIt rained all day in the hills.\n\nThe hall in Kelby.\nJon Abel\n\nNobody came to the vote."
    line = gold(text, "The hall", "Jon Abel")
    line["fragments"][0]["fields"] = {"credit": "Jon Abel"}
    assert {one.key[-7:]: one.right > 0 for one in questions(line, "credits")} == {
        "aravoss": False,
        "jonabel": True,
    }


def test_where_only_the_fragment_is_labelled_the_likeliest_of_its_ends_is_right() -> None:
    text = "It rained all day in the hills.\n\nThe hall in Kelby. Photo: Jon Abel/AFP\n\nNobody came to the vote."
    (one,) = questions(gold(text, "The hall", "AFP"), "credits")
    assert one.right == -1 and len(one.may) > 1
    (decided,) = credit_questions.decided([one], Weights({"lead:label": 5.0}))
    assert decided.right in one.may and ("lead:label", 1.0) in decided.rows[decided.right]


def test_elements_are_composed_with_their_spans() -> None:
    element = as_gold(
        {
            "text": "The hall in Kelby.\nFoto: Jon Abel/dpa",
            "caption": "The hall in Kelby.",
            "authors": ["Jon Abel/dpa"],
            "creators": ["Jon Abel"],
            "publisher": "Ellery Star",
        }
    )
    prose = "\n\n".join(
        f"Paragraph {n} says nothing that the one before it had not said with more words." for n in range(30)
    )
    made = list(composed([element], [{"text": prose, "fragments": []}]))
    assert len(made) == COMPOSED
    assert made == list(composed([element], [{"text": prose, "fragments": []}]))  # the same every time
    for line in made:
        (span,) = line["fragments"]
        assert line["text"][span["start"] : span["end"]].endswith(("Jon Abel/dpa", "Jon Abel"))


@pytest.mark.parametrize(
    ("beside", "found"),
    [("", False), ("A photographer of Reuters was there.", True), ("Photo: Ana Ruiz/Reuters", True)],
)
def test_a_name_alone_in_an_article_needs_one_that_speaks_of_pictures(beside: str, *, found: bool) -> None:
    article = next(case.text for case in cases("bare") if case.name == "a person in brackets under the caption")
    prose = "\n\n".join(["The council had promised a second boat before the summer, and then promised it again."] * 8)
    names = [name for credit in embeds.clean(f"{article}\n\n{prose}\n\n{beside}").credits for name in credit.creators]
    assert ("Tom Eckert" in names) == found
