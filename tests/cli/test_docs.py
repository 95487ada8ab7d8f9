"""An undocumented command or setting fails."""

import re
from pathlib import Path

from tools import cli_reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert cli_reference.PAGE.read_text(encoding="utf-8") == cli_reference.page(), (
        "run python tools/cli_reference.py"
    )


def test_every_setting_has_its_line() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r'(?:get|_number|environ\.get)\(\s*"(KOKONG_[A-Z_]+)"', source))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert named
    assert sorted(name for name in named if f"`{name}`" not in page) == []
