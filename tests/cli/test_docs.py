"""An undocumented command or setting fails."""

import re
from pathlib import Path

from tools import cli_reference, licences

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert cli_reference.PAGE.read_text(encoding="utf-8") == cli_reference.page(), (
        "run python tools/cli_reference.py"
    )


def test_the_page_of_libraries_is_what_is_installed() -> None:
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "run python tools/licences.py"


def test_every_library_is_under_a_licence_that_ours_allows() -> None:
    libraries = [*licences.python(), *licences.browser()]
    assert len(libraries) > 50
    assert [(name, told) for name, told in libraries if not licences.ALLOWED.search(told)] == []


def test_every_setting_has_its_line() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r'(?:get|_number|environ\.get)\(\s*"(KOKONG_[A-Z_]+)"', source))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert named
    assert sorted(name for name in named if f"`{name}`" not in page) == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for page in folder.glob("0*.md"):
        title = page.read_text(encoding="utf-8").splitlines()[0].split(". ", 1)[1]
        assert f"[{page.stem[:4]}]({page.name}) {title}" in index


def test_every_link_between_our_pages_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    pages += (ROOT / "src").rglob("README.md")
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []
