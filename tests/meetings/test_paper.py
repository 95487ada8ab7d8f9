"""On paper: an invitation that names nobody who is invited, and a list with everybody who is."""

from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from kokong.meetings import api
from tests.meetings.conftest import EVA, Held

GUN = api.Who(name="Gun Granne")


def text(held: Held, name: str, number: int) -> str:
    answer = held.cast.client(held.cast.coordinator).get(reverse(f"meetings:{name}", args=[number]))
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_an_invitation_for_the_stairwell(held: Held) -> None:
    number = held.announced(
        EVA, GUN, description="Vi talar om **ljus**.\n\n* Lampor\n* Timer", audience="Alla i Berga"
    )
    told = text(held, "poster", number)
    assert "Startmöte" in told
    assert "18:30–20:00" in told
    assert "Vi talar om ljus." in told
    assert "– Lampor" in told
    assert "Eva Ek" not in told
    held.do("cancel", number, said="Inställt.")
    assert "Cancelled" in text(held, "poster", number)


def test_a_list_to_cross_people_off(held: Held) -> None:
    number = held.announced(EVA, GUN)
    held.answer(number, EVA, people=3)
    told = text(held, "paper-list", number)
    assert "Eva Ek" in told
    assert "Yes · 3" in told
    assert "Gun Granne" in told
    assert held.cast.log()[0].action == "meeting.guests_read"
