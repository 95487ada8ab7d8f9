"""What the site of `docs/` needs beyond MkDocs: its order, and links that lead out of the folder.

MkDocs calls the functions `on_…` (mkdocs.yml names this file). A link from a page to another part of the
repository, such as SECURITY.md, leads to where the project is published, and is refused where no such file is.
"""

import logging
import re
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = {"Learn": "tutorial", "Do": "how-to", "Look up": "reference", "Understand": "explanation"}
OUTWARD: Final = re.compile(r"\]\(((?:\.\./)+[^)#\s]+)(#[^)\s]+)?\)")
log = logging.getLogger("mkdocs.docs_site")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every page of a folder stands in its part, by its address; of decisions their list alone."""
    docs = Path(config.docs_dir)
    parts = [{title: _pages(docs, folder)} for title, folder in PARTS.items() if (docs / folder).is_dir()]
    config.nav = [{"Start": "index.md"}, *parts]
    if (docs / "decisions").is_dir():
        config.nav.append({"Decisions": "decisions/README.md"})
    return config


def _pages(docs: Path, folder: str) -> list[str]:
    own = sorted(docs.glob(f"{folder}/*.md"))
    lists = sorted(docs.glob(f"{folder}/*/README.md"))
    return [path.relative_to(docs).as_posix() for path in (*own, *lists)]


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links out of the folder lead to where the project is published."""
    del files
    docs = Path(config.docs_dir).resolve()
    here = (docs / page.file.src_uri).parent

    def outward(found: re.Match[str]) -> str:
        target = (here / found[1]).resolve()
        if target.is_relative_to(docs):
            return found[0]
        if not target.exists():
            log.warning("%s leads to %s, which isn't there", page.file.src_uri, found[1])
        return f"]({_published()}/blob/main/{target.relative_to(docs.parent).as_posix()}{found[2] or ''})"

    return OUTWARD.sub(outward, markdown)


def _published() -> str:
    """The project's own address, as publiccode.yml says it."""
    told = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    found = re.search(r'^url: "([^"]+)"', told, re.MULTILINE)
    assert found is not None
    return found[1]
