"""Whatever comes out of a drill says so, and goes to nobody but those who take part."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

import kokong
from kokong.kernel import documents, tenancy
from kokong.kernel.errors import UserError
from kokong.people import api as people
from kokong.people.invitations import invite
from kokong.sending import api as sending
from kokong.sending import kinds
from kokong.sending.models import Message
from tests.practice.conftest import Held
from tests.worker import run_jobs

SOURCE = Path(kokong.__file__).parent
KIND = sending.Kind(
    "test.drill", "Hello", roles=frozenset({"visitor"}), usual=("email", "page"),
    compose=lambda due, now: sending.Said("Today", "Good evening.", "/tasks/", html="<p>Hi</p>"),
)  # fmt: skip
TEMPLATE = """
#import "house.typ": house
#let data = json(bytes(sys.inputs.data))
#show: house.with(data)
#set page(paper: "a4", margin: 22mm)
One
#pagebreak()
Two
"""


@pytest.fixture
def kind() -> object:
    sending.declare(KIND)
    yield KIND
    kinds._kinds.pop(KIND.code)


def tell(municipality: int, to: sending.To) -> None:
    with tenancy.scope(municipality_id=municipality):
        sending.send(to=to, kind="test.drill", because=("round", 7), now=timezone.now())
    run_jobs()


@pytest.mark.usefixtures("kind")
def test_a_letter_of_a_drill_begins_with_the_word(held: Held) -> None:
    tell(held.place, sending.To(user_id=held.cast.visitor.user_id))
    (letter,) = [each for each in mail.outbox if "Today" in each.subject]
    assert letter.subject == "ÖVNING: Today"
    assert str(letter.body).startswith("ÖVNING\n\nGood evening.")
    (other, _kind), *_more = letter.alternatives  # type: ignore[attr-defined]
    assert "<strong>ÖVNING</strong>" in str(other)


@pytest.mark.usefixtures("kind")
def test_the_same_letter_of_the_real_municipality_does_not(held: Held) -> None:
    tell(held.cast.home.pk, sending.To(user_id=held.cast.visitor.user_id))
    (letter,) = [each for each in mail.outbox if "Today" in each.subject]
    assert letter.subject == "Today"
    assert "ÖVNING" not in str(letter.body)


@pytest.mark.usefixtures("kind")
def test_whoever_has_no_account_there_is_told_nothing(held: Held) -> None:
    tell(held.place, sending.To(email="granne@example.org", known_as="contact 3"))
    assert [each for each in mail.outbox if "granne@example.org" in each.to] == []
    with tenancy.scope(municipality_id=held.place):
        (row,) = Message.objects.filter(kind="test.drill", way="email")
    assert (row.state, row.answer) == ("withheld", "drill")


def test_nobody_is_invited_in_a_drill(held: Held) -> None:
    with tenancy.scope(municipality_id=held.place):
        me = next(each for each in people.people() if each.user_id == held.cast.coordinator.user_id)
    actor = held.client.get("/").context["actor"]
    assert (actor.user_id, actor.municipality_id) == (me.user_id, held.place)
    within = tenancy.scope(
        municipality_id=held.place, authority="municipality", user_id=me.user_id, roles=("coordinator",)
    )
    with within, pytest.raises(UserError, match="nobody is invited"):
        invite(actor=actor, email="ny@example.org", name="Ny", roles=("visitor",), now=timezone.now())


def test_every_page_of_a_paper_says_it(held: Held, tmp_path: Path) -> None:
    template = tmp_path / "sheet.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    data = {"title": "Runda", "language": "sv"}
    with tenancy.scope(municipality_id=held.place):
        marked = PdfReader(BytesIO(documents.typeset(template, data)))
    with tenancy.scope(municipality_id=held.cast.home.pk):
        real = PdfReader(BytesIO(documents.typeset(template, data)))
    for page in marked.pages:
        assert "ÖVNING" in page.extract_text() or "DRILL" in page.extract_text()
    assert not any(re.search("ÖVNING|DRILL", page.extract_text()) for page in real.pages)
    assert len(marked.pages) == len(real.pages) == 2


def test_every_paper_of_the_house_begins_as_the_house_does() -> None:
    alone = {file.name for file in SOURCE.rglob("*.typ") if "#show: house.with(" not in file.read_text("utf-8")}
    assert alone == {"card.typ"}  # the card is a picture for other sites, of what is public


def test_the_public_site_of_a_drill_is_not_there(held: Held) -> None:
    code = held.client.get("/").context["actor"].code
    for browser in (Client(), held.client):
        for page in (f"/k/{code}/", f"/k/{code}/feed.xml"):
            assert browser.get(page).status_code == 404
