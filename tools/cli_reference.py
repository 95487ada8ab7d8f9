"""Write docs/reference/cli.md from the commands themselves: `python tools/cli_reference.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kokong.cli import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """# Commands

Written by `python tools/cli_reference.py`; a test keeps it true. Errors that the user can mend are one line on
standard error and exit code 1. Commands that need the database start the embedded one when none is running;
`knox`, `forecast`, `report` and `effect` need none, but for `effect areas`.
"""


def page() -> str:
    """The whole page, Markdown."""
    return HEAD + "".join(
        _section(path, command) for path, command in _leaves(typer.main.get_command(app), "kokong")
    )


def _leaves(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    children: dict[str, Any] = getattr(command, "commands", {})
    if not children and not hasattr(command, "commands"):
        yield path, command
    for name in sorted(children):
        yield from _leaves(children[name], f"{path} {name}")


def _section(path: str, command: Any) -> str:
    arguments = "".join(
        f" {p.metavar or p.name.upper()}" for p in command.params if p.param_type_name == "argument"
    )
    options = [p for p in command.params if p.param_type_name == "option"]
    help_text = (command.help or "").strip().split("\n\n")[0].replace("\n", " ")
    rows = "".join(f"| {_name(p)} | {_help(p)} |\n" for p in options)
    table = f"\n| Option | Meaning |\n|---|---|\n{rows}" if options else ""
    return f"\n## `{path}{arguments}`\n\n{help_text}\n{table}"


def _name(option: Any) -> str:
    return ", ".join(f"`{name}`" for name in option.opts)


def _help(option: Any) -> str:
    text = (option.help or "").replace("\n", " ").replace("|", "\\|")
    return f"{text} Required.".strip() if option.required else text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
