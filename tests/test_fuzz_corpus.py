"""What fuzzing found stays fixed, and fuzzing finds faults."""

from __future__ import annotations

import hashlib
import json
import signal
import sys
from pathlib import Path

import pytest

from .fuzz import __main__ as fuzz
from .fuzz import agree, finds, made, pieces, run, watch
from .fuzz.draws import SIZE, Draws
from .fuzz.targets import TARGETS, Target
from .processes import started


@pytest.mark.parametrize(("target", "path"), finds.kept(), ids=lambda value: getattr(value, "stem", value))
def test_what_was_found_stays_mended(target: str, path: Path) -> None:
    if err := finds.failure(TARGETS[target].check, finds.read(path)):
        raise err


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_what_is_made_of_nothing_and_of_every_byte_holds(target: Target) -> None:
    for byte in range(0, 256, 5):
        target.check(target.make(Draws(bytes([byte]) * SIZE)))
    target.check(target.make(Draws(b"")))


def test_every_target_of_what_was_found_is_there() -> None:
    targets = {target for target, _ in finds.kept()}
    assert {"clean", "clean_html"} <= targets <= set(TARGETS)


def broken(text: str) -> None:
    """Fail in each way that a check can: raise an error, or never end."""
    assert "(" not in text or text.index("(") > text.rfind(")"), "a bracket closes"
    while "♬♬" in text:
        pass


@pytest.mark.parametrize(
    ("text", "kind", "smallest"),
    [
        ("The ferry (late) again. " * 20, "AssertionError in test_fuzz_corpus.broken a bracket closes", "()"),
        ("a♬♬", "TooSlow", "♬♬"),
    ],
)
def test_a_find_is_made_small_and_kept(text: str, kind: str, smallest: str, tmp_path: Path) -> None:
    err = finds.failure(broken, text)
    assert err and finds.kind(err) == kind
    assert finds.smallest(broken, text, err) == smallest
    path = finds.write(tmp_path, "clean", smallest)
    assert finds.kept(tmp_path) == [("clean", path)]
    assert finds.read(path) == smallest


def test_what_holds_is_no_find() -> None:
    assert finds.failure(broken, ") a bracket (") is None


@pytest.mark.parametrize("text", ["\ud800\r\n\0 \u2028", "", "e\u0301\n"])
def test_a_find_is_kept_as_it_is(text: str, tmp_path: Path) -> None:
    assert finds.read(finds.write(tmp_path, "clean", text)) == text
    run.Current(tmp_path / "current")(text)
    assert run.left(tmp_path / "current") == text


def test_the_same_bytes_make_the_same_input_and_others_another() -> None:
    some = [hashlib.shake_256(bytes([i])).digest(SIZE) for i in range(60)]
    for make in (made.text, made.page):
        inputs = [make(Draws(data)) for data in some]
        assert inputs == [make(Draws(data)) for data in some]
        assert len(set(inputs)) > 40
        assert max(map(len, inputs)) < 30_000


def test_pieces_of_the_file_are_there_once() -> None:
    pools = json.loads(Path(pieces.__file__).with_name("pieces.json").read_text(encoding="utf-8"))
    for name, words in pools.items():
        assert len(set(words)) == len(words), name


def test_a_pattern_without_end_is_stopped() -> None:
    import re

    with pytest.raises(watch.TooSlow), watch.limited(0.2):
        re.match("(a*)*b", "a" * 60)


def test_fuzzing_ends_with_what_it_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """So few inputs find no fault: the status is 0, the corpus is empty, and the count is the one asked for."""
    arguments = ["--target=clean", "--engine=hypothesis", "--inputs=20", f"--corpus={tmp_path / 'corpus'}"]
    assert fuzz.main(arguments) == 0
    assert not (tmp_path / "corpus").exists()
    assert "clean: 20 inputs in" in capfd.readouterr().err


def test_a_find_is_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TARGETS, "broken", Target("broken", made.text, broken))
    bad, good = finds.write(tmp_path, "broken", "()"), finds.write(tmp_path, "broken", "(")
    assert fuzz.main(["--replay", str(bad), str(good)]) == 1
    out = capsys.readouterr().out
    assert "AssertionError: a bracket closes" in out and f"{good}: all is well" in out
    assert fuzz.main(["--replay", str(good)]) == 0


PAGE = """<html><head><title>Vote</title></head><body><p>The vote was close.</p>
<blockquote class="twitter-tweet"><p>Two votes! We count again on Friday.</p>&mdash; Mara Voss (@maravoss)
<a href="https://twitter.com/maravoss/status/1389123456789012345">{date}</a></blockquote>
<script>alert("no words")</script><p>The count begins at noon.</p></body></html>"""


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        (PAGE.format(date="May 3, 2021"), ["agree"]),
        (PAGE.format(date="May 4, 2021"), ["date differs"]),
        ('<p>Look:</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>', ["has no words of its own"]),
        ("<p>Two votes! — Mara Voss (@maravoss) May 3, 2021</p><p>— Jon</p>", ["agree"]),
        ("<p>The count begins at noon.</p>", []),
    ],
)
def test_pages_and_their_words_are_compared(page: str, kinds: list[str]) -> None:
    assert [kind for _, kind, _ in agree.compared(page)] == kinds


def test_words_of_a_page_are_flattened_block_by_block() -> None:
    post = "Two votes! We count again on Friday.\n\n— Mara Voss (@maravoss)\nMay 3, 2021"
    words = f"The vote was close.\n\n{post}\n\nThe count begins at noon."
    assert agree.flattened(PAGE.format(date="May 3, 2021")) == words


def test_a_process_that_stays_in_one_input_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "_STUCK", 0.3)
    run.Current(tmp_path / "current")("what hangs")
    with started([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        assert fuzz.ended(process, tmp_path / "current") == -signal.SIGABRT
    assert run.left(tmp_path / "current") == "what hangs"
