"""A letter's HTML: cleaned whoever made it, its style in its elements, and the text before it."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail

from kokong.sending import api, paper
from kokong.texts import api as texts
from tests.cast import Cast
from tests.sending.crowd import Crowd, expand, hand_out, start


def test_each_element_has_its_style_and_no_sheet_is_needed() -> None:
    made = paper.styled(texts.html("# Lås\n\nSe [oss](https://x.example) *nu*.\n\n- a\n- b\n"))
    assert f'<h2 style="{paper.STYLES["h2"]}">Lås</h2>' in made
    assert f'<a href="https://x.example" style="{paper.STYLES["a"]}">oss</a> <em>nu</em>' in made
    assert made.count('<li style="') == 2
    assert "class=" not in made


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>", '<img src="https://x.example/pixel.gif">', '<a href="javascript:x">y</a>',
        '<p style="background:url(https://x)" onclick="x">y</p>', "<style>p{}</style>", "<iframe src=x></iframe>",
        '<a href="/here/">y</a><form action="x"><input></form>', '<p style="color:red"', "<!-- x -->",
    ],
)  # fmt: skip
def test_whatever_comes_in_nothing_is_loaded_or_run(bad: str) -> None:
    made = paper.page(bad, title="<b>T</b>", language="sv").lower()
    for word in ("<script", "<img", "javascript:", "onclick", "url(", "<style", "iframe", "<form", "<input", "red",
                 "<!-- x", "<b>"):  # fmt: skip
        assert word not in made, word


KINDS = [
    {"compose": lambda due, now: api.Said("Nyheter", "Lås dörren.", "/watch/", html=texts.html("Lås **dörren**."))}
]


@pytest.mark.django_db
@pytest.mark.parametrize("crowd", KINDS, indirect=True)
def test_the_text_comes_first_and_both_say_how_to_leave(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    found = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert found.get_content_type() == "multipart/alternative"
    text, page = found.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert "Lås dörren." in text.get_content()
    html = page.get_content()
    assert "<strong>dörren</strong>" in html
    for each in (text.get_content(), html):
        assert "/u/" in each
        assert "/watch/" in each
    assert '<html lang="sv">' in html
