"""Write data/locales/*.json from CLDR: `python -m embeds.training.locales_from_cldr` (extra `dev`, for Babel).

Each language has a file with the patterns of its long date and the names of its months. Widgets print CLDR's long dates
(668 of 696 dated tweets, byte for byte); `SEEN` adds other spellings that were seen. Run this again when CLDR has a new
release: what older ones print is kept, because old posts have it. The newest so far is that of Babel 2.19.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor

from ..data import tables

FOLDER = tables.FOLDER / "locales"
LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fil", "fr", "gl", "gu"),
    *("he", "hi", "hr", "hu", "id", "it", "ja", "kn", "ko", "lt", "lv", "mr", "ms", "nb", "nl", "pl", "pt", "ro"),
    *("ru", "sk", "sl", "sr", "sv", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)

# Dates in CLDR's notation that embeds were seen to print beside today's long format.
SEEN = {
    "ca": ["d MMMM 'de' y"],  # 25 d’agost de 2017
    "en": ["d MMMM y", "MMMM d y"],  # 18 July 2018 (en-GB), 7 Oct 2016
    "es": ["d MMMM, y", "d MMMM y"],
    # widgets until 2015; Instagram
    "ja": ["y, M月 d", "y M月 d", "y M月 d日", "y年 M月 d日", "M月 d, y", "y年 M月月d日", "y年M月月d日"],
    "ko": ["y M월 d"],
    "ru": ["d MMMM y"],
    "th": ["d MMMM y"],
    "uk": ["d MMMM y"],
}


def locale(language: str) -> dict[str, list[str] | list[list[str]]]:
    """Return the content of one language's file: what it has already, and what CLDR adds."""
    from babel import Locale

    cldr = Locale.parse(language)
    file = FOLDER / f"{language}.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"date": [], "months": [[]] * 12}
    # Twitter until 2015 and Instagram until 2020 put the month's name into English order: julio 28, 2015.
    shapes = [cldr.date_formats["long"].pattern, *known["date"], *SEEN.get(language, ()), "MMMM d, y"]
    months = []
    for number in range(1, 13):
        names = {
            cldr.months[context][width][number]
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        }
        months.append(sorted({*names, *known["months"][number - 1]}))
    return {"date": list(dict.fromkeys(shapes)), "months": months}


def main() -> None:
    """Write every language's file."""
    # A process for each: in Babel 2.18 a language's months leak into the languages that are loaded after it.
    with ProcessPoolExecutor(max_tasks_per_child=1) as pool:
        for language, content in zip(LANGUAGES, pool.map(locale, LANGUAGES), strict=True):
            text = json.dumps(content, ensure_ascii=False, indent=1)
            (FOLDER / f"{language}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
