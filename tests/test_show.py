"""What `embeds show` prints, what a notebook draws, and what `repr` shows."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

import embeds
from embeds.cards import told
from embeds.cards.tiles import tiles
from embeds.detector import FAMILIES
from embeds.learned.weights import Weights, replaced

from .processes import started
from .test_cli import run

rich_console = pytest.importorskip("rich.console", reason="rich is not installed (extra 'show')")
cells = pytest.importorskip("rich.cells")

PICTURE = Path(__file__).parent.parent / ".github" / "show.svg"
ARTICLE = Path(__file__).parent / "articles" / "harbour.txt"
TEXT = "The vote was close.\n\nTwo votes! — Mara Voss (@maravoss) May 3, 2021\n\nThe count begins at noon.\n"
HOSTILE = (
    "The vote <script>alert(1)</script> was \x1b[31mclose\x1b]8;;http://x\x07. \u202eelosol\u202c\n\n"
    '<img src=x onerror=alert(2)> Two votes! & more — Mara <b onclick="x()">Voss</b> (@maravoss) May 3, 2021\n\n'
    "(Photo: Jon Abel/Reuters)\n\nThe count begins at noon. \ud83d\r\n"
)
EAST = (
    "彼女は港で話した。\n\n二票差だった！金曜日にまた数えます。 https://t.co/Zk4mB9xTqW — 春山花子 (@haruyama_k) "
    "May 3, 2021\n\nSo was she. 🎉 Two votes. — 김민수 (@minsu_k) May 4, 2021\n"
)


def shown(text: str, **options: object) -> str:
    """Return what a terminal would show of a text, with its colours as control sequences."""
    from embeds.cli.articles import Named
    from embeds.cli.show import _draw

    file = io.StringIO()
    _draw(
        Named("a", embeds.clean(text), False, {}),
        rich_console.Console(file=file, highlight=False, **options),
        why=False,
    )
    return file.getvalue()


@pytest.mark.parametrize("text", [TEXT, HOSTILE, EAST, ARTICLE.read_text("utf-8"), "", "Nothing.\n"])
@pytest.mark.parametrize("options", [{}, {"marker": "[{n}]"}, {"captions": "keep"}])
def test_tiles_are_the_source_and_tell_the_prose(text: str, options: dict[str, str]) -> None:
    article = embeds.clean(text, **options)  # type: ignore[arg-type]
    spans = [(record.span.start, record.span.end) for record in article.records]
    cut = list(tiles(len(text), spans, article.pieces))
    assert "".join(text[start:end] for start, end, _, _ in cut) == text
    for number, record in enumerate(article.records):
        assert "".join(text[tile.start : tile.end] for tile in cut if tile.record == number) == record.raw
    if "marker" not in options:
        assert "".join(text[tile.start : tile.end] for tile in cut if tile.is_kept) == article.prose


def test_a_pipe_gets_the_whole_article_with_brackets_and_cards() -> None:
    status, out, error = run("show", ARTICLE)
    assert (status, error) == (0, "")
    head, _, rest = out.partition("\n\n")
    source, _, cards = rest.partition("\n\n1  credit\n")
    assert head == f"{ARTICLE}: 3 records, 658 of 1,109 characters are prose"
    assert re.sub(r"⟦\d ([^⟧]+)⟧", r"\1", source) == ARTICLE.read_text("utf-8").rstrip("\n")
    assert "⟦3 - via Getty Images Two fishermen" in source
    assert "\n2  post, twitter\n   author       Ellery Gazette (@ElleryGazette)\n   date         2022-03-04\n" in cards
    assert "   begins here  99 % sure\n   evidence     attribution, date\n" in cards
    assert "   is a caption  69 % sure\n" in cards


def test_a_terminal_gets_colours_unless_it_wants_none() -> None:
    coloured = shown(TEXT, force_terminal=True, width=80, color_system="256", no_color=False)
    assert "\x1b[38;5;33m" in coloured and "╭─" in coloured and "⟦" not in coloured
    # in a process of its own: rich keeps the environment that it finds when it is imported
    code = (
        "from tests.test_show import TEXT, shown\n"
        "import sys; sys.stdout.buffer.write(shown(TEXT, force_terminal=True, width=80, color_system='256').encode())"
    )
    env = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, env=env, capture_output=True)
    plain = done.stdout.decode()
    assert "\x1b[38" not in plain and "╭" not in plain and "⟦1 Two votes!" in plain


@pytest.mark.parametrize("text", [EAST, TEXT])
@pytest.mark.parametrize("width", [40, 80])
def test_cards_are_aligned_whatever_the_script(text: str, width: int) -> None:
    out = shown(text, force_terminal=True, width=width, color_system=None, no_color=False)
    boxed = [line for line in re.sub(r"\x1b\[[\d;]*m", "", out).splitlines() if line[:1] in "╭│╰" and line]
    assert len(boxed) > 5
    assert {cells.cell_len(line) for line in boxed} == {width}


@pytest.mark.parametrize("options", [{}, {"force_terminal": True, "width": 60, "color_system": None}])
def test_an_article_cannot_speak_to_the_terminal(options: dict[str, object]) -> None:
    out = re.sub(r"\x1b\[[\d;]*m", "", shown(HOSTILE, **options))  # rich's own
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", out)
    assert "<U+001B>[31mclose<U+001B>]8;;http://x<U+0007>" in out.replace("\n", "") and "<U+202E>" in out


def test_of_a_page_only_what_stands_around_its_records(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    frame = '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
    page.write_text(f"<p>{'before ' * 2000}</p>{frame}<p>{'behind ' * 20}</p>", encoding="utf-8")
    out = run("show", page)[1]
    assert f"⟦1 {frame}⟧<p>{'behind ' * 20}</p>" in out and "\n… 13,407 characters …\n" in out and len(out) < 1500


def test_clean_shows_the_same(tmp_path: Path) -> None:
    assert run("clean", "--show", ARTICLE) == run("show", ARTICLE)
    assert run("clean", "--show", stdin=TEXT.encode()) == run("show", stdin=TEXT.encode())
    for other in (["--json"], ["--marker", "x"], ["-o", tmp_path / "out.jsonl"], ["--captions", "keep"]):
        status, out, error = run("clean", "--show", *other, ARTICLE)
        assert (status, out) == (2, "") and f"--show does not go with {other[0]}" in error


def why(text: str) -> tuple[list[list[str]], str]:
    """Return the rows of what was considered and refused, by columns, and what is said below them."""
    status, out, error = run("show", "--why", stdin=text.encode())
    assert (status, error) == (0, "")
    rows, _, needs = out.partition("\nConsidered and refused: at these lines\n")[2].partition("\n\nWhat is needed\n")
    return [re.split(r"\s{2,}", row) for row in rows.splitlines()], needs


def test_why_lists_anchors_without_a_find_and_what_was_needed() -> None:
    from embeds.show.refused import NEEDS

    text = "Reuters said on Monday that nobody knew (@maravoss).\n"
    rows, needs = why(text)
    assert ["1", "credits, twitter, bluesky", "Reuters said on Monday that nobody knew (@maravoss)."] in rows
    assert {"bluesky", "credits", "twitter"} <= {line.partition("  ")[0] for line in needs.splitlines()}
    assert NEEDS.keys() == {"begins", *FAMILIES}
    assert "Considered" not in run("show", stdin=text.encode())[1]
    assert run("show", "--why", stdin=b"Nothing.\n")[1].rstrip("\n").endswith("\nConsidered and refused: nothing")
    assert "of texts alone" in run("show", "--why", "--html", stdin=b"<p>Photo: Reuters</p>")[1]


def test_why_lists_where_a_post_could_begin_and_how_likely() -> None:
    text = "The council met.\n\nIt was late.\n\nTwo votes!\n\nWe count again. — Mara Voss (@maravoss) May 3, 2021\n"
    article, (rows, _) = embeds.clean(text), why(text)
    (post,) = article.posts
    assert post.start_confidence and rows
    begun = [text.index(row[2]) for row in rows]
    assert {row[1].partition(":")[0] for row in rows} == {"begins record 1"} and post.span.start not in begun
    assert len(set(begun)) == len(begun) and max(begun) < text.index("—")
    shares = [int(row[1].split()[-3]) for row in rows]
    assert 0 < sum(shares) <= 100 - int(post.start_confidence * 100)
    assert [text.count("\n", 0, at) + 1 for at in begun] == [int(row[0]) for row in rows]


def test_why_lists_credits_that_are_not_likely_enough() -> None:
    from embeds.show.refused import refused

    text = "They met.\n\nThe old wall of the harbour at low tide on a Monday in May\nJon Abel\n"
    with replaced({"credits": Weights({}), "places": Weights({})}):  # which know nothing: all is as likely as not
        (found,), count = refused(embeds.clean(text), 10)
    assert count == 1 and (found.line, found.before, found.words, found.after) == (4, "", "Jon Abel", "")
    assert found.by == (("bare", "50 % sure"),)


@pytest.mark.parametrize("width", [40, 100])
def test_why_fits_a_terminal_and_what_is_considered_is_set_apart(width: int) -> None:
    from embeds.cli.articles import Named
    from embeds.cli.show import _draw

    console = rich_console.Console(file=io.StringIO(), highlight=False, force_terminal=True, width=width)
    _draw(Named("a", embeds.clean("Nobody told Reuters what it was about.\n"), False, {}), console, why=True)
    out = console.file.getvalue().partition("Considered")[2]
    assert "\x1b[1mReuters\x1b[0m" in out
    assert max(map(cells.cell_len, re.sub(r"\x1b\[[\d;]*m", "", out).splitlines())) <= width


def test_files_of_many_and_what_clean_wrote(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "\n".join([json.dumps({"id": "a", "text": TEXT}), "", "{", json.dumps({"id": "b"})]), encoding="utf-8"
    )
    status, out, error = run("show", rows)
    assert status == 1 and out.startswith("a: 1 record, ")
    assert [line.split(": ")[2] for line in error.splitlines()] == ["line 3", "line 4"]
    assert "not JSON" in error and "no field 'text'" in error

    written = run("clean", "--json", "--with-source", ARTICLE)[1]
    assert "⟦1 date 2022" in run("show", stdin=written.encode())[1]
    without = run("clean", "--json", ARTICLE)[1]
    assert (
        "3 records, 658 characters of prose, source left out\n\nThe harbour wall"
        in run("show", stdin=without.encode())[1]
    )


def test_rows_of_a_parquet_file_cleaned_and_not(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")
    import pyarrow.parquet as pq

    rows, cleaned = tmp_path / "rows.parquet", tmp_path / "cleaned.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "text": [TEXT, None]}), rows)
    assert run("clean", "--with-source", rows, "-o", cleaned)[0] == 0
    first = run("show", rows)
    assert first[0] == 0 and first[1].count("characters are prose") == 1 and "⟦1 Two votes!" in first[1]
    assert run("show", cleaned) == first


def test_a_folder_and_what_is_wrong_in_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    (tmp_path / "c.html").write_text('<p>A</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>')
    status, out, error = run("show", tmp_path)
    assert status == 1 and error.count("\n") == 1 and "b.txt" in error
    assert "sub/a.txt: 1 record" in out and "c.html: 1 record" in out and "post, youtube" in out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31ma.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "\x1b[31mb.txt").write_bytes(b"\0")
    status, out, error = run("show", tmp_path)
    assert status == 1 and out.startswith("<U+001B>[31ma.txt: 1 record") and "/<U+001B>[31mb.txt: binary" in error


def test_nothing_to_show(tmp_path: Path) -> None:
    status, _, error = run("show", tmp_path / "none.txt", "--svg", tmp_path / "out.svg")
    assert status == 1 and not (tmp_path / "out.svg").exists() and "so no picture is written" in error
    assert run("show") == (0, "standard input: 0 records, 0 of 0 characters are prose\n\n", "")


def test_a_full_disk_and_a_closed_pipe(tmp_path: Path) -> None:
    if Path("/dev/full").exists():
        for command in (["view", "-o"], ["show", "--svg"], ["stats", "-o"], ["export", "--to", "csv", "-o"]):
            status, _, error = run(command[0], ARTICLE, *command[1:], "/dev/full")
            assert (status, error) == (1, "embeds: /dev/full: No space left on device\n")
    long = tmp_path / "long.txt"
    long.write_text(TEXT * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "embeds", "show", str(long)]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as showing:
        assert showing.stdout and showing.stderr
        showing.stdout.read(10)
        showing.stdout.close()
        assert (showing.stderr.read(), showing.wait()) == (b"", 0)


def test_what_it_needs_is_said_where_it_is_missing() -> None:
    code = "import sys; sys.modules['rich'] = None\nfrom embeds.cli.main import main\nsys.exit(main(['show']))"
    done = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True)
    assert done.returncode == 1
    assert done.stderr == b"embeds: rich is not installed, which this needs: pip install rich\n"


def test_a_locale_without_letters_changes_nothing() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "embeds", "show"]
    done = subprocess.run(command, input=EAST.encode(), capture_output=True, env=environment)
    assert done.returncode == 0 and "春山花子 (@haruyama_k)" in done.stdout.decode("utf-8")


def words_of(picture: str) -> str:
    """Return the words of a picture, without figures that change when weights are learnt anew."""
    text = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture))
    return re.sub(r"\d+ % sure", "% sure", text.replace("&#160;", " "))


def test_a_picture_needs_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(HOSTILE.replace("\ud83d", "\uffff"), encoding="utf-8")
    assert run("show", hostile, "--svg", out) == (0, "", "")
    svg = lxml.etree.fromstring(out.read_bytes())  # well-formed
    assert {element.tag.rpartition("}")[2] for element in svg.iter(lxml.etree.Element)} <= {
        *("svg", "style", "defs", "clipPath", "rect", "text", "g", "circle"),
    }
    assert "url(" not in re.sub(r"url\(#", "", out.read_text("utf-8"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in words_of(out.read_text("utf-8"))


@pytest.mark.skipif(not PICTURE.exists(), reason="an sdist has no picture for the README")
def test_the_picture_of_the_readme_is_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.svg"
    monkeypatch.chdir(PICTURE.parent.parent)
    assert run("show", "tests/articles/harbour.txt", "--svg", out) == (0, "", "")
    assert words_of(PICTURE.read_text("utf-8")) == words_of(out.read_text("utf-8"))


def test_repr_fits_on_a_screen() -> None:
    article = embeds.clean((TEXT + "\n" + ARTICLE.read_text("utf-8")) * 5)
    assert len(article.records) == 20
    assert len(repr(article)) < 500 and repr(article).startswith("Article(prose='The vote was close.")
    assert "post, twitter: Mara Voss (@maravoss), 2021-05-03" in repr(article) and "… 20 in all" in repr(article)
    for record in article.records:
        assert len(repr(record)) < 600
    post = embeds.clean(TEXT).posts[0]
    assert repr(post) == (
        "Post(platform='twitter', author=Author(name='Mara Voss', handle='maravoss'), text='Two votes!', "
        f"published_on=datetime.date(2021, 5, 3), start_confidence={post.start_confidence}, span=21:67, "
        "evidence=('attribution', 'date'))"
    )


@pytest.mark.parametrize("text", [HOSTILE, EAST, ""])
def test_a_notebook_draws_words_and_runs_nothing(text: str) -> None:
    article = embeds.clean(text)
    drawn = lxml.html.fromstring(article._repr_html_())
    assert {element.tag for element in drawn.iter()} <= {
        *("div", "p", "b", "mark", "details", "summary", "table", "tr", "th", "td", "tbody")
    }
    assert {name for element in drawn.iter() for name in element.attrib} <= {"style", "scope", "open"}
    for one in (drawn.find("div"), *drawn.iter("td")):
        assert one is None or "overflow-wrap:anywhere" in one.get("style"), "a long address breaks, and is not cut off"
    if text:
        source = drawn.find("div").text_content()
        assert re.sub(r"\[\d\] ", "", source) == told.visible(text)
        assert len(drawn.findall(".//details")) == len(article.records)


def test_a_notebook_draws_the_beginning_of_a_long_article() -> None:
    article = embeds.clean(TEXT * 5000)
    assert len(article._repr_html_()) < 250_000
    assert "more characters" in article._repr_html_() and "more records" in article._repr_html_()
