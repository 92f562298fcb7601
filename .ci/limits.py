"""Compare figures with their limits: a floor for each, or a ceiling if less is better."""

from typing import Any

CEILINGS = {"prose_lost", "embed_left", "false_alarms", "crashes", "left", "lost"}


def figure(figures: dict[str, Any], path: str) -> float:
    """Return the figure at a path: figures["post"]["F1"] for "post.F1", or figures["post.F1"] if there is one."""
    if path in figures:
        return figures[path]
    for key in path.split("."):
        figures = figures[key]
    return figures


def missed(name: str, figures: dict[str, Any], limits: dict[str, float]) -> int:
    """Print the figures beside their limits, and return how many miss them."""
    count = 0
    for path, limit in limits.items():
        value = figure(figures, path)
        ok = value <= limit if path in CEILINGS else value >= limit
        count += not ok
        print(f"  {'ok    ' if ok else 'MISSED'} {name} {path} {value:.4f} (limit {limit})", flush=True)
    return count
