"""The command `embeds import --from label-studio IN.json -o OUT.jsonl`: what people labelled, as labelled lines."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ..errors import InputError
from .new_file import STDOUT, new_file, written

_EXAMPLES = """
embeds import --from label-studio project.json -o labelled.jsonl
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    importing = commands.add_parser(
        "import",
        examples=_EXAMPLES,
        help="read what people labelled elsewhere into labelled lines, which the trainings read",
        description="Read what people labelled elsewhere into labelled lines of JSON, which the trainings read.",
    )
    importing.add_argument("files", nargs="+", metavar="IN.json", help="what Label Studio exported in its format JSON")
    importing.add_argument("--from", dest="origin", required=True, choices=("label-studio",), help="the tool")
    importing.add_argument(
        "--predictions", action="store_true", help="where nobody labelled a task, take what was predicted"
    )
    importing.add_argument("-o", "--output", default=STDOUT, metavar="OUT.jsonl", help="default: standard output")
    importing.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    return written(options.output, lambda: _write(options.files, options.output, predictions=options.predictions))


def _write(names: list[str], output: str, *, predictions: bool) -> int:
    from ..batch.same_file import File, keep_apart
    from ..formats import label_studio

    keep_apart(
        File("-o", None if output == STDOUT else output, True, sys.stdout),
        *(File("an input", name, False) for name in names),
    )
    failed = False
    with new_file(output) as file:
        for name in names:
            for number, task in enumerate(_tasks(name), 1):
                try:
                    line = label_studio.labelled(task, predictions=predictions)
                except label_studio.Fault as err:
                    print(f"embeds: {name}: task {number}: {err}; it is left out", file=sys.stderr)
                    failed = True
                else:
                    file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return 1 if failed else 0


def _tasks(name: str) -> list[Any]:
    """Return the tasks in a file; raise InputError if it holds none."""
    try:
        tasks = json.loads(Path(name).read_bytes())
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    except (ValueError, RecursionError) as err:
        raise InputError(f"{name}: not JSON ({err}); export it from Label Studio in the format JSON") from err
    if not isinstance(tasks, list):
        raise InputError(f"{name}: not a list of tasks; export it from Label Studio in the format JSON")
    return tasks
