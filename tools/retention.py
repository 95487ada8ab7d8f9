"""Write `docs/reference/retention.md` from what the rooms declare; `check` fails where it says something else."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "retention.md"

HEAD = """# How long things are kept

Each rule clears, every night, what is older than its period, in each municipality by itself; one that fails stops
no other, and the doctor shows the failed job. `kokong retention apply --dry-run` shows what would go. Counts
survive: how many burglaries, doors, visits, deliveries and alarms there were, of which kind and when.

The periods are the product's proposal. What a municipality or the police may drop, and when, each authority
decides itself (*gallringsbeslut*, arkivlagen 1990:782 and the municipality's archive rules; for personal data also
article 5.1 e of the General Data Protection Regulation; for the police brottsdatalagen 2018:1177): compare before
the start, and archive first what must be kept. Written by `python -m tools.retention` from what the rooms declare.

## What is cleared

| Rule | Period | Why until then | Columns |
|---|---|---|---|
"""


def days(number: int) -> str:
    """A period in words."""
    if number == 0:
        return "when it is over"
    return f"{number // 365} years" if number % 365 == 0 and number > 365 else f"{number} days"


def page() -> str:
    """The whole page."""
    from kokong.kernel import retention

    lines = [
        f"| {rule.name} | {days(rule.period.days)} | {rule.purpose} | {columns(rule.columns)} |"
        for rule in retention.rules()
    ]
    return HEAD + "\n".join([*lines, "", "## What stays, and why", "", *reasons(), ""])


def columns(given: object) -> str:
    """Columns by model, as code."""
    assert isinstance(given, dict)
    return "; ".join(
        f"{model}: {', '.join(f'`{name}`' for name in names.split())}" for model, names in given.items()
    )


def reasons() -> Iterator[str]:
    """One paragraph for each reason, with its columns."""
    from kokong.kernel import retention

    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (model, name), declared in sorted(retention.columns().items()):
        if isinstance(declared, str):
            found[declared][model].append(name)
    for reason, models in found.items():
        yield f"- {reason} {columns({model: ' '.join(names) for model, names in models.items()})}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    import django

    django.setup()
    if sys.argv[1:] == ["check"]:
        sys.exit(
            0 if PAGE.read_text(encoding="utf-8") == page() else f"{PAGE.name} is old: python -m tools.retention"
        )
    PAGE.write_text(page(), encoding="utf-8")
