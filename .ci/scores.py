"""Score the installed package on the labelled articles beside the checkout, and compare with .ci/floors.json.

    python .ci/scores.py

A figure of floors.json is a floor, or a ceiling if less is better (limits.CEILINGS); those under "blind" are the
thermometer's. Cleaning the prose of any labelled text again must take nothing more. The exit status is 1 if one of
these is missed.
"""

import html
import json
import lzma
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import limits
import thermometer

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# What embed codes show beside the words of the post: TikTok's author and sound, and the links that stand for a post.
SHOWN = re.compile(
    r"^@[\w.]+ (?=.*♬)|♬.*|\[image or embed\]|^Comment$|^via GIPHY$|^Embed from Getty Images$|^View post on imgur\.com$"
    r"|^View on Threads$|^Post by \S+ View on Mastodon$",
    re.DOTALL,
)

# The project's own benches: what each counts, and the gold that it reads.
BENCHES = {
    "samples.dev": ("samples", "samples.dev.jsonl"),
    "dresses": ("dresses", "samples.dev.jsonl", "pages.dev.jsonl.xz", "--credits", "text.dev.jsonl", "dcr.dev.jsonl"),
    "washed": ("washed", "pages.dev.jsonl.xz"),
    "beside_pictures": ("beside_pictures", "text.dev.jsonl", "dcr.dev.jsonl"),
}


def score(name: str) -> dict:
    """Return the figures of one gold file, as score.py writes them, or score_html.py for pages."""
    if name in BENCHES:
        return bench(name)
    if name == "samples.html":
        return embed_codes()
    if name == "pages.unnamed":
        return unnamed()
    if name == "twitter-text":
        return twitter_text()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        script, gold = SHARED / "tools" / "score.py", SHARED / "gold" / f"{name}.jsonl"
        if name.startswith("pages"):
            script, gold = script.with_name("score_html.py"), gold.with_suffix(".jsonl.xz")
        subprocess.run([sys.executable, script, gold, "--json", out], check=True)
        return json.loads(out.read_text(encoding="utf-8"))


def twitter_text() -> dict:
    """Return the share of twitter-text's conformance cases that pass, for each kind."""
    import yaml

    from embeds.text import entities, links

    def written(text: str) -> list[str]:
        return [text[start:end] for start, end, _ in links.find(text)]

    cases = yaml.safe_load((SHARED / "gold" / "twitter-text-extract.yml").read_text(encoding="utf-8"))["tests"]
    kinds = {
        "mentions": (entities.mentions, ("mentions",)),
        "hashtags": (entities.hashtags, ("hashtags", "hashtags_from_astral")),
        "urls": (written, ("urls", "urls_with_directional_markers", "tco_urls_with_params")),
    }
    figures = {}
    for kind, (found, parts) in kinds.items():
        wanted = [(case["text"], case["expected"]) for part in parts for case in cases[part]]
        wanted = [
            (text, [one["url"] if isinstance(one, dict) else one for one in all_of_it]) for text, all_of_it in wanted
        ]
        held = [found(text) == expected for text, expected in wanted]
        figures[kind] = sum(held) / len(held)
        print(f"twitter-text {kind} {sum(held)} of {len(held)}")
    return figures


def bench(name: str) -> dict:
    """Return the figures of one of `BENCHES`, as it writes them."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        module, *gold = BENCHES[name]
        files = [SHARED / "gold" / one if "." in one else one for one in gold]
        subprocess.run([sys.executable, "-m", f"tests.bench.{module}", *files, "--json", out], check=True, cwd=ROOT)
        return json.loads(out.read_text(encoding="utf-8"))


def letters(text: str | None) -> str:
    """Return a text as score_html.py compares it: only letters and digits, without links."""
    sys.path.insert(0, str(SHARED / "tools"))
    import score_html

    return score_html.letters(re.sub(r"https?://\S+|pic\.twitter\.com/\S+", "", text or ""))


def lost_by_anchors() -> bool:
    """Return whether the one scan misses fragments that asking everywhere finds, as tests/bench/gate.py counts them."""
    gold = sorted((SHARED / "gold").glob("*.dev.jsonl"))
    return subprocess.run([sys.executable, "-m", "tests.bench.gate", *gold, "--every", "60"], cwd=ROOT).returncode != 0


def embed_codes() -> dict[str, float]:
    """Count the embed codes that give one record of their platform, post and handle, and those that give its words.

    The truth holds all that the code shows; a record's words are only the post's (`SHOWN`).
    """
    import embeds

    right, said = 0, 0
    rows = [json.loads(line) for line in (SHARED / "gold" / "samples.dev.jsonl").open(encoding="utf-8")]
    for row in rows:
        truth, records = row["truth"], embeds.clean_html(row["html"]).records
        post = records[0] if len(records) == 1 and records[0].kind == "post" else None
        if post is None or post.platform != row["platform"]:
            continue
        links = (truth["permalink"] or "", post.permalink or "")
        bare = {link.split("?")[0].rstrip("/").removeprefix("https:") for link in links}
        same = len(bare) == 1 or post.id == truth["id"] or (truth["id"] and truth["id"] in (post.permalink or ""))
        handle = (truth["author_handle"] or "").lstrip("@").lower()
        right += bool(same and handle in ("", (post.author.handle or "").lower()))
        said += letters(SHOWN.sub(" ", truth["text"] or "")) == letters(post.text)
    return {"records": right / len(rows), "text": said / len(rows)}


def unnamed() -> dict[str, float]:
    """Count the pages' posts to which the gold gives neither id nor permalink, and those that are found all the same.

    score_html.py can match none of them. Here one is found if a post's markup holds the address of its frame, or if a
    post of its platform has its words.
    """
    import embeds

    found = total = 0
    with lzma.open(SHARED / "gold" / "pages.dev.jsonl.xz", "rt", encoding="utf-8") as file:
        lines = file.readlines()
    for line in lines:
        row = json.loads(line)
        golds = [gold for gold in row["embeds"] if not (gold.get("post_id") or gold.get("permalink"))]
        posts = embeds.clean_html(row["html"]).posts if golds else ()
        for gold in golds:
            own = [post for post in posts if post.platform == gold["platform"]]
            is_framed = any(gold.get("src") and gold["src"] in html.unescape(post.raw) for post in own)
            is_said = any(gold.get("text") and letters(gold["text"]) in letters(post.text) for post in own)
            found += is_framed or is_said
            total += 1
    return {"found": found / total, "of": total}


def taken_again() -> tuple[int, list[str]]:
    """Return the number of labelled texts, and those from whose prose a second cleaning takes something more."""
    import embeds

    again, texts = [], 0
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        for number, line in enumerate(path.open(encoding="utf-8"), 1):
            row = json.loads(line)
            for text in (row.get(key) for key in ("text", "flat_empty", "flat_nl")):
                if text:
                    texts += 1
                    if embeds.clean(embeds.clean(text).prose).records:
                        again.append(f"{path.stem}:{number}")
    return texts, again


def main() -> int:
    """Print every figure beside its limit."""
    if not (SHARED / "gold").is_dir():
        print("no labelled articles beside this checkout: scores not taken")
        return 0
    floors = json.loads((ROOT / ".ci" / "floors.json").read_text(encoding="utf-8"))
    missed = thermometer.missed(SHARED / "tools" / "blind.py", floors.pop("blind"))
    for name, wanted in floors.items():
        missed += limits.missed(name, score(name), wanted)
    missed += lost_by_anchors()
    texts, again = taken_again()
    print(f"  {'MISSED' if again else 'ok    '} {texts} texts cleaned twice, the second time took from: {again[:5]}")
    return 1 if missed or again else 0


if __name__ == "__main__":
    sys.exit(main())
