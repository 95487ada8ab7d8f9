"""After a burglary in or near their buildings owners' contacts are told, once a building and week."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from kokong.flows import burglary_to_owners
from kokong.incidents import api as incidents
from kokong.measures.owners import api, contacts
from kokong.measures.owners.telling import paper, rules, work
from kokong.measures.owners.telling.models import Told
from kokong.sending.models import Message
from tests.cast import Cast
from tests.owners.conftest import Blocks, build_blocks
from tests.places.town import add_dwelling
from tests.worker import run_jobs


def test_when_is_a_part_of_a_day() -> None:
    at = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
    assert rules.when(at, at + timedelta(hours=1), zone=UTC) == (rules.When(at.date(), "evening"),) * 2
    first, last = rules.when(at, at + timedelta(hours=6), zone=UTC)
    assert (first.part, last.part, (last.day - first.day).days) == ("evening", "night", 1)


@pytest.mark.parametrize(("homes", "inside", "said"), [(5, True, "in"), (4, True, "near"), (50, False, "near")])
def test_a_building_of_few_homes_is_never_said_to_have_had_it(homes: int, inside: bool, said: str) -> None:
    assert rules.where(homes=homes, inside=inside) == said


def burgled(blocks: Blocks, dwelling_id: int, *, hours_ago: int = 9) -> int:
    """A burglary that the police confirm; the flow hears of it."""
    now = blocks.now
    with blocks.cast.acting(blocks.cast.officer):
        found = incidents.report(
            dwelling_id=dwelling_id, earliest=now - timedelta(hours=hours_ago),
            latest=now - timedelta(hours=hours_ago - 1), source="form", now=now,
        )  # fmt: skip
        incidents.confirm(burglary_id=found.id, now=now)
    return found.id


def tell(blocks: Blocks, burglary_id: int, *, now: datetime | None = None) -> int:
    """As the worker does."""
    with blocks.cast.acting(blocks.cast.officer):
        return work.tell(burglary_id=burglary_id, now=now or blocks.now)


def test_a_letter_says_what_when_and_what_to_do_and_never_which_home(committed_cast: Cast) -> None:
    blocks = build_blocks(committed_cast)
    with blocks.cast.acting(blocks.cast.coordinator):
        add_dwelling("Storgatan", "2", unit="1201", kind="flat", east=60.0)  # the fifth
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2", "Storgatan 4")
    blocks.contact(owner_id)
    blocks.contact(owner_id, agreed=False, email="nej@ekliden.example")
    far = blocks.owner("Brf Fjärran", "brf")
    blocks.contact(far, email="far@away.example")
    burgled(blocks, blocks.flats[0].pk)
    run_jobs()
    (letter,) = [each for each in mail.outbox if "ekliden" in each.to[0]]
    assert letter.to == ["olle@ekliden.example"]
    assert "Storgatan 2, Havsvik" in letter.body
    assert "Storgatan 4, Havsvik" in letter.body
    assert "1101" not in letter.body
    assert not [each for each in mail.outbox if "away" in each.to[0]]


def test_once_a_building_and_week_and_nobody_twice(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    blocks.contact(owner_id)
    first, second = (burgled(blocks, blocks.flats[n].pk, hours_ago=9 + n) for n in (0, 1))
    assert (tell(blocks, first), tell(blocks, first)) == (1, 1)
    assert tell(blocks, second) == 0
    with blocks.cast.acting(blocks.cast.officer):
        assert Message.objects.filter(kind="owners.burglary").count() == 1
        assert Told.objects.count() == 1
    later = blocks.now + timedelta(days=8)
    assert tell(blocks, second, now=later) == 1


def test_nobody_is_told_of_what_is_disputed_withdrawn_far_away_or_long_ago(blocks: Blocks) -> None:
    for name in ("Ett", "Två"):
        blocks.contact(blocks.owner(name, "brf", "", "Storgatan 2"), email=f"{name[0]}@x.example")
    with blocks.cast.acting(blocks.cast.coordinator):
        away = add_dwelling("Långt bort", "1", north=4000.0)
    assert tell(blocks, burgled(blocks, blocks.flats[0].pk)) == 0
    single = blocks.owner("Tre", "private", "", "Storgatan 6")
    blocks.contact(single, email="tre@x.example")
    assert tell(blocks, burgled(blocks, away.pk)) == 0
    assert tell(blocks, burgled(blocks, blocks.flats[9].pk, hours_ago=24 * 20)) == 0
    with blocks.cast.acting(blocks.cast.coordinator):
        work.set_near(near_m=1000)
        for wrong in (10, 5000):
            with pytest.raises(api.Refused):
                work.set_near(near_m=wrong)
    gone = burgled(blocks, blocks.flats[8].pk, hours_ago=12)
    with blocks.cast.acting(blocks.cast.officer):
        incidents.withdraw(burglary_id=gone, reason="none", now=blocks.now)
    assert tell(blocks, gone) == 0


def test_consent_is_asked_as_the_letter_leaves(committed_cast: Cast) -> None:
    blocks = build_blocks(committed_cast)
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    contact_id = blocks.contact(owner_id)
    burglary_id = burgled(blocks, blocks.flats[0].pk)
    with blocks.cast.acting(blocks.cast.officer):
        burglary_to_owners.tell_owners(incidents.BurglaryConfirmed(burglary_id, blocks.flats[0].pk))
    with blocks.cast.acting(blocks.cast.coordinator):
        contacts.agree(contact_id=contact_id, answer=False, channel="phone", now=blocks.now)
    run_jobs()
    assert [each for each in mail.outbox if "ekliden" in each.to[0]] == []


def test_the_notice_for_the_stairwell_names_no_address(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    tell(blocks, burgled(blocks, blocks.flats[0].pk))
    with blocks.cast.acting(blocks.cast.coordinator):
        (told,) = Told.objects.all()
        shown = paper.data(told_id=told.pk)
        (building,) = api.buildings(owner_id=owner_id)
    assert "Storgatan" not in str(shown)
    browser = blocks.cast.client(blocks.cast.coordinator)
    assert (
        reverse("owners:poster", args=[told.pk])
        in browser.get(reverse("owners:building", args=[building.id])).content.decode()
    )
    assert browser.get(reverse("owners:poster", args=[told.pk]))["Content-Type"] == "application/pdf"
