"""Writes the table of docs/reference/database-roles.md from `kokong.kernel.grants`."""

from pathlib import Path
from typing import Final

from kokong.kernel import grants, installation

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "database-roles.md"
BEGIN, END = "<!-- table -->\n", "<!-- end -->\n"


def table() -> str:
    """The grants as Markdown: letters in parts of a table are in brackets on the page's second table."""
    head = f"| Table | {' | '.join(installation.PROCESSES)} |\n|---|{'---|' * len(installation.PROCESSES)}\n"
    want = grants.wanted()
    rows = []
    for name in grants.tables():
        cells = [
            "".join(
                letter
                for letter, privilege in grants.LETTERS.items()
                if any((g.process, g.table, g.privilege) == (process, name, privilege) for g in want)
            )
            for process in installation.PROCESSES
        ]
        rows.append(f"| `{name}` | {' | '.join(cells)} |\n")
    return head + "".join(rows)


def main() -> None:
    """Put the table where the page has it."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
