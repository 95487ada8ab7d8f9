"""Documents in the house's look."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from kokong.kernel import documents

TEMPLATE = """
#import "house.typ": aside, code, head, house, leaflet, ring
#let data = json(bytes(sys.inputs.data))
#show: house.with(data)
#head(above: "Havsvik", title: data.title, beside: code(data.code, "Open"))[#data.said]
#ring(8, 5, 3)
#aside("Say", data.lines)
#leaflet(data.leaflets)
"""
LEAFLET = {
    "language": "sv", "title": "Lås", "lead": "Först lås.", "sender": "Kommunen",
    "parts": [{"title": "Råd", "ordered": True, "lines": ["Lås dörren", "Tänd en lampa"]}],
}  # fmt: skip


def pages(template: Path, **more: object) -> list[str]:
    data = {
        "title": "Runda åtta", "language": "sv", "said": "", "lines": ["Hej"], "leaflets": [LEAFLET],
        "code": documents.code("https://kokong.example/field/"), **more,
    }  # fmt: skip
    made = documents.typeset(template, data)
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.typ"
    file.write_text(TEMPLATE, encoding="utf-8")
    return file


def test_everything_of_the_house_is_set(template: Path) -> None:
    first, second = pages(template)
    assert "Runda åtta" in first
    assert "3/8" in first
    assert "Tänd en lampa" in second


def test_what_people_wrote_is_text_and_never_a_command(template: Path) -> None:
    said = '#read("/etc/passwd") $x^2$ *bold* \\ <label> @ref'
    assert said in pages(template, said=said)[0]


def test_a_text_that_no_database_should_hold_is_set_without_what_it_should_not(template: Path) -> None:
    said = pages(template, said="Anna\x00 och \ud800Bo")[0]
    assert "Anna" in said
    assert "Bo" in said


def test_a_template_that_is_wrong_says_so(tmp_path: Path) -> None:
    file = tmp_path / "broken.typ"
    file.write_text("#nothing()", encoding="utf-8")
    with pytest.raises(RuntimeError, match="nothing"):
        documents.typeset(file, {})
