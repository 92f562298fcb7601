"""Write data/given_names.json from Faker: `python -m embeds.training.given_names_from_faker` (extra `dev`, for Faker).

Faker lists first names of 70 countries, as their statistics have them. Names in scripts without case are left out:
there a name alone is no credit.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from importlib.metadata import version

from ..data import tables
from ..text.language import function_words

FILE = tables.FOLDER / "given_names.json"
_SHORTEST = 3  # letters: shorter ones are particles and syllables of many languages
_NO_NAMES = {"north", "west", "saint"}


def names() -> Iterator[str]:
    """Yield all first names that Faker has, as they are written there."""
    import faker.providers.person as persons

    for country in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module(f"{persons.__name__}.{country.name}").Provider
        for table in (getattr(provider, name) for name in dir(provider) if name.startswith("first_name")):
            if isinstance(table, (tuple, list, dict)):
                yield from (name for name in table if isinstance(name, str))


def main() -> None:
    """Write the file: the words of all names in small letters, those with the same first letter together."""
    words = {word for name in names() for word in name.casefold().replace("-", " ").split()}
    cased = sorted(word for word in words if word.isalpha() and word.upper() != word and len(word) >= _SHORTEST)
    of_letter: dict[str, list[str]] = {}
    for word in cased:
        if word not in function_words() and word not in _NO_NAMES:
            of_letter.setdefault(word[0], []).append(word)
    content = {
        "source": f"Faker {version('faker')}, MIT License, Copyright (c) 2012 Daniele Faraglia",
        "names": {letter: " ".join(some) for letter, some in of_letter.items()},
    }
    FILE.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
