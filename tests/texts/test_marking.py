"""What people write becomes headings, lists and links, and never markup of its own."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.texts import comparing, marking
from kokong.texts.values import Words


class Seen(HTMLParser):
    """The tags that a browser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append((tag, dict(attrs)))


def test_headings_begin_at_the_second_level() -> None:
    made = marking.html("# Lås\n\n## Dörrar\n\n##### Smått\n\n* ett\n* två")
    assert "<h2>Lås</h2>" in made
    assert "<h2>Dörrar</h2>" in made
    assert "<h4>Smått</h4>" in made
    assert made.count("<li>") == 2


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.com/a.png)",
        "<https://example.com/?a=<script>>",
        '[x](https://example.com "a\\" onclick=\\"b")',
        "<a href='vbscript:x'>x</a>",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_nothing_that_is_written_runs_or_loads(written: str) -> None:
    made = marking.html(written)
    found = Seen()
    found.feed(made)
    assert {tag for tag, _attributes in found.tags} <= {"p", "a", "em", "br"}
    for _tag, attributes in found.tags:
        assert attributes.keys() <= {"href", "title", "rel"}
        assert re.match(r"https?:|mailto:|tel:", attributes.get("href") or "https:")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_makes_a_tag_that_is_not_ours(written: str) -> None:
    made = marking.html(written)
    found = Seen()
    found.feed(made)
    assert {tag for tag, _attributes in found.tags} <= marking._TAGS


def test_telephones_and_mail_are_links() -> None:
    made = marking.html("Ring [114 14](tel:11414) eller [skriv](mailto:trygg@kommun.example).")
    assert 'href="tel:11414"' in made
    assert 'href="mailto:trygg@kommun.example"' in made


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_differs_joins_to_what_stands(before: str, after: str) -> None:
    found = comparing.pieces(before, after)
    assert "".join(each.text for each in found if each.kind != "gone") == after
    assert "".join(each.text for each in found if each.kind != "new") == before


def test_another_sign_before_a_point_is_no_difference() -> None:
    here, there = (Words("Lås", "", f"{sign} dörrar\n{sign} fönster") for sign in "-*")
    assert {each.kind for each in comparing.of_words(here, there)} == {"same"}
    other = Words("Ljus", "", "* dörrar\n* fönster")
    assert [each.kind for each in comparing.of_words(here, other)] == ["gone", "new", "same"]


def test_a_word_that_came_is_told_from_what_stayed() -> None:
    found = comparing.pieces("Lås dörren", "Lås altandörren")
    assert [(each.kind, each.text) for each in found] == [
        ("same", "Lås "), ("gone", "dörren"), ("new", "altandörren"),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["## Checklista", "### checklist ", "Checklista\n---"])
def test_a_list_below_such_a_heading_can_be_ticked_on_paper(heading: str) -> None:
    made = marking.html(f"{heading}\n\n* Lås dörren.\n\n## Mer\n\n* Något annat.")
    assert made.count('<ul class="kk-checklist">') == 1
    assert made.index("kk-checklist") < made.index("Lås dörren")


def test_no_other_list_and_no_class_of_a_writers_own_gets_there() -> None:
    for written in (
        "## Checklista\n\nOrd först.\n\n* Lås.",
        '<ul class="kk-checklist">',
        "## Om checklistan\n\n* Lås.",
    ):
        assert "<ul class" not in marking.html(written)  # as text it does nothing
