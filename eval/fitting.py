"""Fits of the ranking and of the refusals, by numpy alone. Pure: what was seen is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEARLY = 0.15  # what a candidate of the right Pasal and another ayat is worth
BATCH, EPOCHS, RATE, COOLING = 32, 40, 0.06, 0.95
SHRINK, SHRINK_SHAPE, RATE_SHAPE = 0.002, 0.02, 0.3


@dataclass(frozen=True)
class Ranking:
    """The candidates of one question, of which some are right.

    Attributes:
        features: a row a candidate, a column a feature.
        says: a row a candidate, 1 in the column of each thing that it says (`rag.shape.SAID`).
        wants: columns of what is asked for (`rag.shape.WANTED`).
        places: one number for each Pasal, the same for all its candidates.
        pasal, exact: of the right Pasal, right to the ayat.
        weight: how much the question counts.
    """

    features: Numbers
    says: Numbers
    wants: tuple[int, ...]
    places: tuple[int, ...]
    pasal: Flags
    exact: Flags
    weight: float = 1.0


@dataclass(frozen=True)
class Model:
    """Weights of the features, and (wanted x said) of the forms."""

    features: Numbers
    shape: Numbers

    def scores(self, item: Ranking) -> Numbers:
        """Of each candidate; higher is better."""
        return np.asarray(item.features @ self.features + item.says @ self.shape[list(item.wants)].sum(axis=0))


@dataclass
class Adam:
    """Steps down a slope, each weight at its own pace (Kingma and Ba, 2015)."""

    weights: Numbers
    rate: float
    mean: Numbers = field(init=False)
    square: Numbers = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros_like(self.weights), np.zeros_like(self.weights)

    def step(self, slope: Numbers, heat: float) -> None:
        """Move against a slope; `heat` falls from 1."""
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * slope
        self.square = 0.999 * self.square + 0.001 * slope * slope
        mean, square = self.mean / (1 - 0.9**self.steps), self.square / (1 - 0.999**self.steps)
        self.weights -= self.rate * heat * mean / (np.sqrt(square) + 1e-8)


def pull(item: Ranking, model: Model) -> Numbers:
    """How far each candidate's share of the softmax is from what it should be; its slope in the scores."""
    scores = model.scores(item)
    raised = np.exp(scores - scores.max())
    wanted = (item.exact + NEARLY * (item.pasal & ~item.exact)) * raised
    return np.asarray((raised / raised.sum() - wanted / max(float(wanted.sum()), 1e-300)) * item.weight)


def fit_ranking(items: Sequence[Ranking], epochs: int = EPOCHS, seed: int = 0) -> Model:
    """Listwise: of each question, the share of the right candidates in the softmax of all is raised.

    Args:
        items: those without a right candidate teach nothing.
        epochs: how often each is looked at.
        seed: of their order.
    """
    useful = [item for item in items if item.exact.any()]
    columns, things = items[0].features.shape[1], items[0].says.shape[1]
    rows = 1 + max(want for item in items for want in item.wants)
    model = Model(np.zeros(columns), np.zeros((rows, things)))
    features, shape = Adam(model.features, RATE), Adam(model.shape, RATE * RATE_SHAPE)
    order = np.random.default_rng(seed)
    for epoch in range(epochs):
        turn = order.permutation(len(useful))
        for start in range(0, len(turn), BATCH):
            slope, form = np.zeros_like(model.features), np.zeros_like(model.shape)
            for index in turn[start : start + BATCH]:
                item = useful[int(index)]
                off = pull(item, model)
                slope += item.features.T @ off
                form[list(item.wants)] += item.says.T @ off
            features.step(slope / BATCH + SHRINK * model.features, COOLING**epoch)
            shape.step(form / BATCH + SHRINK_SHAPE * model.shape, COOLING**epoch)
    return model


def grade(items: Sequence[Ranking], model: Model) -> dict[str, float]:
    """Shares of the questions whose first, whose five best Pasal, and whose first ayat are right."""
    first, five, ayat = [], [], []
    for item in items:
        order = np.argsort(-model.scores(item), kind="stable")
        seen = list(dict.fromkeys(item.places[int(i)] for i in order))[:5]
        right = {item.places[int(i)] for i in np.flatnonzero(item.pasal)}
        first.append(seen[0] in right)
        five.append(bool(right & set(seen)))
        ayat.append(bool(item.exact[order[0]]))
    return {
        name: round(float(np.mean(v)), 3) if v else 0.0
        for name, v in (("first", first), ("five", five), ("ayat", ayat))
    }


# --- refusals


def fit_logistic(values: Numbers, answered: Flags, shrink: float, steps: int = 4000) -> Numbers:
    """Weights of a logistic regression, the bias first; both outcomes count alike, however many there are of each.

    Args:
        values: a row a question, a column a sign.
        answered: whether the documents answer it.
        shrink: of the weights of the standardised signs.
        steps: down the slope.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    standard = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    share = np.where(answered, 1.0, answered.sum() / max(1, (~answered).sum()))
    weights = np.zeros(standard.shape[1])
    for _ in range(steps):
        off = (sigmoid(standard @ weights) - answered) * share
        weights -= 0.5 * (standard.T @ off / share.sum() + shrink * np.concatenate([[0.0], weights[1:]]))
    raw = weights[1:] / spread
    return np.concatenate([[weights[0] - float(raw @ mean)], raw])


def sigmoid(values: Numbers) -> Numbers:
    """Between 0 and 1."""
    return np.asarray(1 / (1 + np.exp(-values)))


def foreseen(values: Numbers, answered: Flags, shrink: float, folds: int = 5) -> Numbers:
    """The probability of each question by a fit that did not see it."""
    order, out = np.random.default_rng(0).permutation(len(values)), np.zeros(len(values))
    for fold in range(folds):
        left = order[fold::folds]
        seen = np.ones(len(values), dtype=bool)
        seen[left] = False
        weights = fit_logistic(values[seen], answered[seen], shrink)
        out[left] = sigmoid(weights[0] + values[left] @ weights[1:])
    return out


def area(probability: Numbers, answered: Flags) -> float:
    """How often an answerable question has a higher probability than one to refuse."""
    yes, no = probability[answered], probability[~answered]
    return float((yes[:, None] > no[None]).mean()) if len(yes) and len(no) else 0.0


def thresholds(probability: Numbers, answered: Flags, at: Sequence[float]) -> list[tuple[float, float, float]]:
    """(threshold, share of the answerable that stay answered, share of the others that are refused)."""
    return [
        (
            t,
            float((probability[answered] >= t).mean()) if answered.any() else 0.0,
            float((probability[~answered] < t).mean()) if (~answered).any() else 0.0,
        )
        for t in at
    ]


# --- what is written


def weights_toml(
    names: Sequence[str], models: Mapping[str, Model], dropped: Mapping[str, Sequence[int]], wanted: Sequence[str],
    said: Sequence[str],
) -> str:  # fmt: skip
    """The file `rag/weights.toml`; weights near nothing are left out. The forms are those of the first model.

    Args:
        names: of the features.
        models: by table: "vectors", "words".
        dropped: by table, columns that were not there.
        wanted: names of what is asked for, by row.
        said: names of what is said, by column.
    """
    lines = [
        "# How much each feature of a candidate counts (rag/search.py) and how well the form of a provision fits what"
        " is asked",
        "# (rag/shape.py). Written by `python -m eval.fit`; not by hand.",
        "",
    ]
    for table, model in models.items():
        columns = [i for i in range(len(names)) if i not in dropped.get(table, ()) and abs(model.features[i]) >= 0.02]
        lines += [f"[{table}]", *(f"{names[i]} = {round(float(model.features[i]), 2)}" for i in columns), ""]
    shape = next(iter(models.values())).shape
    for row, want in enumerate(wanted[: len(shape)]):
        columns = [i for i in range(len(said)) if abs(shape[row, i]) >= 0.08]
        if columns:
            lines += [f"[shape.{want}]", *(f"{said[i]} = {round(float(shape[row, i]), 2)}" for i in columns), ""]
    return "\n".join(lines).rstrip() + "\n"
