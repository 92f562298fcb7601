"""Learn weights that choose among a question's answers: a softmax over their features (extra `train`)."""

from __future__ import annotations

import collections
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..learned.weights import Row


def fit(
    questions: Sequence[Sequence[Row]],
    right: Sequence[int],
    counts: Sequence[float],
    *,
    penalty: float,
    rarest: int,
    steps: int,
    before: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the weights under which the right answers are likeliest, with an L2 `penalty` on what moves them.

    A question is a row of features for each of its answers; `right` holds the index of each question's right answer,
    `counts` how much each question counts. A feature of fewer than `rarest` answers is left out; `steps` bounds the
    iterations. The weights move away from those of `before`, or from 0.
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    before = before or {}
    seen = collections.Counter(name for rows in questions for row in rows for name in {name for name, _ in row})
    index = {
        name: number for number, name in enumerate(sorted(name for name, times in seen.items() if times >= rarest))
    }
    columns, values, ends, group, known = [], [], [0], [], []
    for number, rows in enumerate(questions):
        for row in rows:
            pairs = [(index[name], value) for name, value in row if name in index]
            columns += [column for column, _ in pairs]
            values += [value for _, value in pairs]
            ends.append(len(columns))
            group.append(number)
            known.append(sum(before.get(name, 0.0) * value for name, value in row))
    matrix = csr_matrix((values, columns, ends), shape=(len(group), len(index)))
    owner, share, base = np.array(group), np.array(counts), np.array(known)
    first = np.searchsorted(owner, np.arange(len(questions)))
    rights = first + np.array(right)

    def loss(beta: Any) -> tuple[float, Any]:
        score = base + matrix @ beta
        top = np.maximum.reduceat(score, first)
        power = np.exp(score - top[owner])
        total = np.add.reduceat(power, first)
        slope = power / total[owner] * share[owner]
        slope[rights] -= share
        value = -(share * (score[rights] - top - np.log(total))).sum() + penalty * (beta @ beta) / 2
        return float(value), matrix.T @ slope + penalty * beta

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    moved = {name: round(before.get(name, 0.0) + float(found.x[number]), 3) for name, number in index.items()}
    return {**before, **moved}


def folds(sites: Iterable[str], number: int) -> dict[str, int]:
    """Return for every site the number of its fold, from 0 to `number` - 1; the same on every run."""
    ordered = sorted(set(sites))
    random.Random(7).shuffle(ordered)  # noqa: S311 - not used for secrets
    return {site: place % number for place, site in enumerate(ordered)}
