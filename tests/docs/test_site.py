"""The site of `docs/` is built whole, from links that lead somewhere, and asks nobody for anything."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#|/)([^)#\s]+)")
FETCHED = re.compile(r"""(?:<(?:script|img|iframe)[^>]+src=|<link[^>]+href=|url\()["']?(?:https?:)?//[^"')\s>]+""")


def build(root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(root / "mkdocs.yml")]
    return subprocess.run([*command, "--site-dir", str(site)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = build(ROOT, folder)
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def test_every_page_of_the_folder_is_in_the_site(site: Path) -> None:
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    expected = {
        path.with_name("index.html") if path.stem == "README" else path.with_suffix(".html") for path in pages
    }
    assert expected <= {path.relative_to(site) for path in site.rglob("*.html")}


def test_the_site_fetches_nothing_from_elsewhere(site: Path) -> None:
    texts = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    assert texts
    assert {found for path in texts for found in FETCHED.findall(path.read_text(encoding="utf-8"))} == set()


def test_a_link_out_of_the_folder_leads_to_where_the_project_is_published(site: Path) -> None:
    page = (site / "how-to" / "install-on-a-server.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/kokong/kokong/blob/main/SECURITY.md"' in page


@pytest.mark.parametrize("link", ["nowhere.md", "index.md#nothing", "../NOWHERE.md"])
def test_a_link_that_leads_nowhere_stops_it(tmp_path: Path, link: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Start\n\n[There]({link})\n", encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "publiccode.yml", tmp_path)
    built = build(tmp_path, tmp_path / "site")
    assert built.returncode == 1
    assert link.partition("#")[0] in built.stderr


def test_links_between_other_pages_of_the_repository_lead_somewhere() -> None:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    broken = [
        (name, link)
        for name in listed.stdout.splitlines()
        for link in LINK.findall((ROOT / name).read_text(encoding="utf-8"))
        if not (ROOT / name).parent.joinpath(link).exists()
    ]
    assert broken == []
