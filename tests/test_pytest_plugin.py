"""The pytest plugin, in a test run of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .test_resolver import CASSETTES, ROOT

pytest_plugins = ["pytester"]

HARBOUR = CASSETTES / "harbour.jsonl"

USES = """
    import embeds

    def test_links(embeds_cassette):
        resolver = embeds_cassette.resolver()
        assert resolver.expand("https://t.co/Qm3xT8vLpA").outcome == "ok"

    def test_as_a_file(embeds_cassette):
        with embeds.Resolver(cassette=embeds_cassette, mode=embeds_cassette.mode) as resolver:
            assert resolver.expand("https://youtu.be/Ab3dE-fGh_1").hops == ()
"""


def recorded_for(pytester: pytest.Pytester, *tests: str) -> None:
    for test in tests:
        file = pytester.path / "cassettes" / "test_mine" / f"{test}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(HARBOUR.read_bytes())


def test_the_fixture_replays_what_stands_beside_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_mine=USES)
    recorded_for(pytester, "test_links", "test_as_a_file")
    pytester.runpytest_subprocess("-W", "error", "--strict-markers").assert_outcomes(passed=2)
    recorded_for(pytester)
    (pytester.path / "cassettes" / "test_mine" / "test_links.jsonl").unlink()
    result = pytester.runpytest_inprocess("-W", "error")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*CassetteError*test_links.jsonl: No such file*"])


def test_the_fixture_records_when_asked_to(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_mine="""
        from tests.loopback import Loopback, moved, world

        def test_links(embeds_cassette):
            with Loopback(lambda _: moved("https://ellery.example/a")) as server, world(server):
                found = embeds_cassette.resolver().expand("https://t.co/a1B2c3D4e5")
            assert found.url == "https://ellery.example/a"
    """
    )
    pytester.syspathinsert(ROOT)
    pytester.runpytest_inprocess("-W", "error", "--embeds-record").assert_outcomes(passed=1)
    assert (pytester.path / "cassettes" / "test_mine" / "test_links.jsonl").exists()
    pytester.runpytest_inprocess("-W", "error").assert_outcomes(passed=1)


def test_the_plugin_costs_nothing_until_it_is_used() -> None:
    """Beside pytest itself it imports two small files of ours, and nothing else."""
    code = (
        "import sys, pytest\nbefore = set(sys.modules)\nimport embeds.pytest_plugin\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["embeds", "embeds.pytest_plugin"]
