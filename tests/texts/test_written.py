"""What the editor writes is shown as its writer saw it: CommonMark read by the server, compared piece by piece.

`written.json` is made by the editor's own tests (`frontend/test/texts/written.test.ts`): texts by chance, with the
pieces that a page of them shows.
"""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from kokong.texts import marking

WRITTEN: Final[list[tuple[str, list[str]]]] = json.loads(
    Path(__file__).with_name("written.json").read_text(encoding="utf-8")
)


class Pieces(HTMLParser):
    """Blocks as tags, words with what they are: bold, italic, where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.marks: list[str] = []
        self.joins, self.last = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or words that are more than words."""
        said = dict(attrs)
        if tag in {"strong", "em", "a"}:
            self.marks.append(said.get("href") or tag)
        elif tag in {"br", "img"}:
            self._add(f"{self._marks()}<{tag}{' ' + (said['alt'] or '') if tag == 'img' else ''}>")
        else:
            self._add(f"<{tag}{' ' + start if (start := said.get('start')) else ''}>")

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        if tag in {"strong", "em", "a"}:
            self.marks.pop()
        else:
            self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words; those that are alike are one piece."""
        if not (words := data.replace("\n", "")):
            return
        if self.joins and self.last == self._marks():
            self.found[-1] += words
        else:
            self._add(self._marks() + words)
        self.joins, self.last = True, self._marks()

    def _add(self, piece: str) -> None:
        self.found.append(piece)
        self.joins = False

    def _marks(self) -> str:
        return "{" + " ".join(sorted(self.marks)) + "}"


def pieces(html: str) -> list[str]:
    """What a page shows, in order."""
    reader = Pieces()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.mark.parametrize("at", range(0, len(WRITTEN), 10))
def test_the_server_shows_what_the_writer_saw(at: int) -> None:
    for text, meant in WRITTEN[at : at + 10]:
        assert pieces(marking.html(text, lambda number: marking.Image(f"/{number}.jpg", 4, 3))) == meant, text
