"""What a stranger writes into a text, and a world that does not believe our sender."""

from dataclasses import replace

from django.core import mail

from kokong.kernel import tenancy
from kokong.measures.outreach import adapting, api, going
from kokong.sending.models import Suppression
from tests.cast import Cast
from tests.outreach.conftest import DARK, Desk
from tests.outreach.test_newsletter import NORA, subscribed
from tests.outreach.test_replies import out
from tests.sending.conftest import Post, post, post_office

__all__ = ["post", "post_office"]
EVIL = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[hit](javascript:alert(1)) **trygg**"
HELD = ("<script", 'href="javascript:', "<img")


def test_html_and_scripts_in_a_text_are_words_in_every_channel(desk: Desk) -> None:
    names = ("site", "email", "sms", "push", "press", "print", "hand", "webhook")
    found = desk.plan(replace(DARK, body=EVIL, channels=names))
    shown = desk.reading(adapting.adapted, words=found.words, code=desk.cast.home.code)
    whole = [str(each.html) for each in shown if each.html is not None]
    assert len(whole) == 5
    for html in whole:
        assert "<strong>trygg</strong>" in html
        assert [each for each in HELD if each in html] == []
    page = desk.cast.client(desk.cast.coordinator).get(f"/campaigns/{found.id}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "javascript:alert" not in page.replace("(javascript:alert(1))", "")


def test_a_letter_in_two_forms_carries_no_script(committed_cast: Cast) -> None:
    desk = Desk(committed_cast)
    subscribed(desk, NORA)
    mail.outbox.clear()
    out(desk, body=EVIL)
    (letter,) = [each for each in mail.outbox if each.subject == DARK.title]
    ((html, kind),) = letter.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert "<strong>trygg</strong>" in html
    assert [each for each in HELD if each in html] == []
    assert f"/newsletter/{desk.cast.home.code}/link/" in html


def test_a_sender_that_dmarc_refuses_is_told_and_no_reader_is_held_back(committed_cast: Cast, post: Post) -> None:
    desk = Desk(committed_cast)
    for name in ("anna", "bo"):
        subscribed(desk, f"{name}@granne.example")
    post.after_data = "550 5.7.26 Unauthenticated mail is not accepted due to the DMARC policy"
    found = out(desk)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        going.sweep("")
        assert not Suppression.objects.exists()
    part = desk.reading(api.part, campaign_id=found.id, channel="email")
    assert (part.delivered, part.bounced) == (0, 2)
