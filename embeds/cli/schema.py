"""The command `embeds schema`: print the JSON Schema of an article."""

from __future__ import annotations

import argparse
import json
from typing import Any

from .printed import print_text


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of what --json prints",
        description="Print the JSON Schema of an article and its records, as `embeds clean --json` prints them.",
        examples="embeds schema > article.schema.json",
    )
    schema.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:  # noqa: ARG001 - all commands are called alike
    from ..records import Article

    print_text(json.dumps(Article.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))
    return 0
