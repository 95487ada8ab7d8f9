"""How unusual a near-repeat table is among tables whose times were dealt out at random."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints


@dataclass(frozen=True)
class Significance:
    """Monte Carlo p-values; the table itself counts as one of the draws.

    `p` = (1 + draws with at least the observed count) / (1 + draws): ties count against. `p_mid` counts ties by
    half. `p_holm` is `p` adjusted for the number of cells (Holm, 1979). `p_global`: chance of a largest z as large
    as the table's anywhere in it (Westfall and Young's maximum), one answer for the whole table.
    """

    p: Floats
    p_mid: Floats
    p_holm: Floats
    p_global: float
    note: str


def significance(tables: Ints, expected: Floats, sd: Floats) -> Significance:
    """From tables (distance, time, 1 + draws), the first of which is the observed one."""
    observed, draws = tables[..., :1], tables[..., 1:]
    number = draws.shape[-1]
    more, ties = (draws > observed).sum(axis=-1), (draws == observed).sum(axis=-1)
    p = (1 + more + ties) / (1 + number)
    z = np.divide(tables - expected[..., None], sd[..., None], out=np.zeros(tables.shape), where=sd[..., None] > 0)
    largest = z.reshape(-1, 1 + number).max(axis=0)
    return Significance(
        p=p,
        p_mid=(more + 0.5 * (1 + ties)) / (1 + number),
        p_holm=_holm(p),
        p_global=float((largest >= largest[0]).mean()),
        note=_note(p.size, number),
    )


def _note(cells: int, draws: int) -> str:
    return (
        f"{cells} cells are tested: with no near repeats at all, {cells * 0.05:g} of them would be expected to "
        f"have p <= 0.05. p_holm allows for that and p_global answers for the whole table. The smallest p that "
        f"{draws} permutations can give is {1 / (1 + draws):.4g}."
    )


def _holm(p: Floats) -> Floats:
    order = np.argsort(p, axis=None)
    steps = p.ravel()[order] * np.arange(p.size, 0, -1)
    out = np.empty(p.size)
    out[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return out.reshape(p.shape)
