"""The wheel holds what pages, people and the worker need, and a release says what it is made of."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import hatch_build
import pytest
from tools import bill, package

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files of a wheel of this working copy, without building anew what pages are served from."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, env={**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return package.names(next(folder.glob("*.whl")))


def test_the_wheel_holds_all_that_is_committed_compiled_and_bundled(wheel: list[str]) -> None:
    assert package.missing(wheel, package.committed()) == []


@pytest.mark.parametrize(
    ("what", "rooms"),
    [
        ("templates/", {"kernel", "desk", "public", "people", "measures"}),
        ("locale/sv/LC_MESSAGES/django.mo", {"kernel", "desk", "public", "people", "measures"}),
        ("migrations/0001_initial.py", {"kernel", "people", "ledger", "measures"}),
        ("static/kokong/", {"kernel"}),
        ("/data/", {"places"}),
        ("README.md", {"kernel", "install", "measures"}),
    ],
)
def test_rooms_have_in_it_what_they_are_shown_with(wheel: list[str], what: str, rooms: set[str]) -> None:
    assert rooms <= {name.split("/")[1] for name in wheel if what in name}


def test_the_wheel_holds_nothing_else(wheel: list[str]) -> None:
    assert {name.partition("/")[0] for name in wheel} == {
        "kokong",
        next(n for n in wheel if "dist-info" in n).split("/")[0],
    }
    assert not [
        name for name in wheel if "__pycache__" in name or "node_modules" in name or name.endswith(".secret")
    ]


def test_what_is_missing_is_named() -> None:
    files = ["src/kokong/a/templates/a.html", "src/kokong/a/locale/sv/LC_MESSAGES/django.po", "docs/index.md"]
    lacking = package.missing(["kokong/a/locale/sv/LC_MESSAGES/django.po"], files)
    assert lacking == [
        "kokong/a/locale/sv/LC_MESSAGES/django.mo", "kokong/a/templates/a.html", "kokong/kernel/static/kokong/",
    ]  # fmt: skip


def test_catalogues_are_the_same_whenever_they_are_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "src" / "kokong" / "desk" / "locale" / "sv" / "LC_MESSAGES" / "django.po", folder)
    hook = hatch_build.Hook.__new__(hatch_build.Hook)
    hook._compile_messages(tmp_path)
    assert b"POT-Creation-Date: 1970-01-01 00:00+0000" in (folder / "django.mo").read_bytes()


def test_the_names_in_a_wheel_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as archive:
        archive.writestr("kokong/a.py", "")
    assert package.names(tmp_path / "a.whl") == ["kokong/a.py"]


def test_the_bill_names_what_pages_carry_and_no_tools() -> None:
    lock = {"packages": {"": {}, "node_modules/@a/b": {"version": "1.2", "license": "MIT"},
                         "node_modules/tool": {"version": "1", "license": "MIT", "dev": True}}}  # fmt: skip
    assert [(each["name"], each["purl"]) for each in bill.browser(lock)] == [("@a/b", "pkg:npm/%40a/b@1.2")]


HOLE = {"id": "CVE-1", "fix_versions": ["2"]}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "Weaknesses known: 0, in 1 of 1"),
        ([{"name": "a", "version": "1", "vulns": [HOLE]}], 1, "a 1: CVE-1, mended in 2"),
        ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}], 2, "in 1 of 2"),
        ([], 2, "in 0 of 0"),
    ],
)
def test_what_could_not_be_asked_is_no_good_news(
    found: list[dict[str, object]], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bill.verdict(found) == code
    assert said in capsys.readouterr().out
