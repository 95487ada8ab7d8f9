"""A near-repeat table for the terminal."""

from .knox import Knox


def as_text(table: Knox) -> str:
    """Observed over expected, the observed pairs in brackets, a star where p <= 0.05."""
    told = table.significance
    rows = [["", *(f"{label} d" for label in table.time.labels)]]
    for i, label in enumerate(table.space.labels):
        cells = [f"{label} m"]
        for j in range(len(table.time.labels)):
            star = "*" if told is not None and told.p[i, j] <= 0.05 else " "
            ratio = f"{table.ratio[i, j]:.2f}" if table.expected[i, j] > 0 else "–"
            cells.append(f"{ratio}{star} ({table.observed[i, j]})")
        rows.append(cells)
    width = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.rjust(w) for cell, w in zip(row, width, strict=True)) for row in rows]
    within = f"{table.pairs} pairs within {table.space.finite[-1]:g} m"
    head = f"{table.n} burglaries, {within}. Observed over expected (pairs):"
    foot = [] if told is None else [f"* p <= 0.05, {table.permutations} permutations. {told.note}"]
    return "\n".join([head, "", *lines, "", *foot]).rstrip()
