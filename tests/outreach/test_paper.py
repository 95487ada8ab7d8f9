"""Poster, flyer, door hanger and letter: a page each, whatever the length, and labels for the homes it is for."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kokong.measures.outreach import api
from kokong.measures.outreach.paper import pages
from kokong.measures.outreach.paper.blocks import blocks
from tests.outreach.conftest import DARK, Desk


def test_what_people_write_becomes_blocks_and_never_a_command() -> None:
    found = blocks("## Så #here\n\nLås **dörren** [läs](https://x.se/y).\n\n1. ett\n   * ett a\n2. två\n\n`#eval`")
    assert found == [
        {"kind": "heading", "text": "Så #here"},
        {"kind": "paragraph", "text": "Lås dörren läs (x.se/y)."},
        {"kind": "numbers", "lines": ["ett", "ett a", "två"]},
        {"kind": "paragraph", "text": "#eval"},
    ]


@pytest.mark.parametrize("form", pages.FORMS)
def test_each_form_fits_its_page_with_little_and_with_much_to_say(desk: Desk, form: str) -> None:
    for body in (DARK.body, "\n\n".join([DARK.body] * 6)):
        words = replace(DARK, body=body, channels=("print",))
        found = desk.plan(words)
        made = desk.reading(pages.paper, campaign_id=found.id, form=form)
        read = PdfReader(BytesIO(made))
        assert len(read.pages) == 1
        assert "Lys upp hemmet" in " ".join(read.pages[0].extract_text().split())


def test_no_such_paper(desk: Desk) -> None:
    with pytest.raises(api.Missing):
        desk.reading(pages.paper, campaign_id=desk.plan().id, form="banner")
