"""Families are asked a bounded number of times: lists that people read lose no record, and the rest stays as it is."""

from __future__ import annotations

import pytest

import embeds

PARAGRAPH = "The ferry was late again, and nobody on the pier knew why. " * 3
GALLERY = "A man walks along the pier at low tide.\n(Photo: Ana Ruiz/Reuters)\n\n"
TWEETS = "Third time this week! — Mara Voss (@maravoss) May 3, 2021\n\n"


@pytest.mark.parametrize("unit", [GALLERY, TWEETS])
def test_a_long_list_between_paragraphs_is_found_whole(unit: str) -> None:
    text = f"{unit}{PARAGRAPH}\n\n" * 150
    assert len(embeds.clean(text).records) == 150


@pytest.mark.parametrize("unit", [GALLERY, TWEETS])
def test_a_gallery_s_worth_without_a_paragraph_is_found_whole(unit: str) -> None:
    assert len(embeds.clean(f"{PARAGRAPH}\n\n{unit * 50}").records) == 50


@pytest.mark.parametrize(("unit", "mark"), [(GALLERY, "Ana Ruiz"), (TWEETS, "@maravoss")])
def test_no_claim_reaches_over_what_was_left_unasked(unit: str, mark: str) -> None:
    count = 2000
    article = embeds.clean(unit * count)
    assert 100 <= len(article.records) < count
    assert {record.raw.count(mark) for record in article.records} == {1}
    assert article.prose.count(mark) == count - len(article.records)


def test_posts_of_a_long_list_keep_their_lines_and_those_of_a_longer_one_the_last() -> None:
    unit = "RT if you wait too:\n- on the pier\n- in the rain — Mara Voss (@maravoss) May 3, 2021\n\n"
    posts = [post.text for post in embeds.clean(unit * 300).posts]
    assert posts[:100] == ["RT if you wait too: - on the pier - in the rain"] * 100
    assert posts[150:] == ["- in the rain"] * len(posts[150:]) != []


def test_no_credit_is_read_into_a_post_that_was_not_asked_for() -> None:
    records = embeds.clean("— Reuters (@maravoss) May 3, 2021\n" * 1000 + f"\n{PARAGRAPH * 20}\n{GALLERY}").records
    assert {record.kind for record in records[:-1]} == {"post"}
    assert records[-1].raw.endswith("(Photo: Ana Ruiz/Reuters)")


def test_captions_of_a_longer_list_of_credits_stay() -> None:
    found = embeds.clean("A man walks along the pier at low tide. (Photo: Ana Ruiz/Reuters)\n\n" * 400).credits
    assert found[0].caption == "A man walks along the pier at low tide."
    assert found[-1].caption is None


def test_an_article_behind_nothing_but_anchors_is_read() -> None:
    text = "AP/" * 5000 + f"\n\n{PARAGRAPH * 4}\n\n{GALLERY}"
    assert [record.raw[-25:] for record in embeds.clean(text).records] == ["(Photo: Ana Ruiz/Reuters)"]


VIDEO = '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
FIGURE = '<figure><img src="a.jpg"><figcaption>The wall. Photo: Ana Ruiz/AP</figcaption></figure>'


@pytest.mark.parametrize("unit", [VIDEO, FIGURE])
def test_a_page_of_three_hundred_is_read_whole(unit: str) -> None:
    assert len(embeds.clean_html(unit * 150).records) == 150
    assert len(embeds.clean_html(f'<li class="{"picture " * 30}">{unit}</li>' * 300).records) == 300


@pytest.mark.parametrize("unit", [VIDEO, FIGURE])
def test_what_a_page_holds_more_of_stays_in_it(unit: str) -> None:
    count = 3000
    article = embeds.clean_html(unit * count + f"<p>{PARAGRAPH * 100}</p>" + VIDEO)
    assert 150 <= len(article.records) < count
    assert article.records[-1].raw == VIDEO and article.prose.endswith("</p>")
    assert article.prose.count("<iframe") + article.prose.count("<figcaption") == count + 1 - len(article.records)
