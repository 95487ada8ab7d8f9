"""A member says by their own link when they are away; the group sees it, and nobody else."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.measures.watch import joining, links
from kokong.measures.watch.models import Away, Member
from tests.watch.conftest import Village


def member(village: Village, number: int, *, confirmed: bool = True) -> str:
    """Somebody who joined by themselves; the link to what is theirs."""
    email = f"granne{number}@granne.example"
    asked = joining.Asked(f"Storgatan {number}", f"Granne {number}", email)
    joining.ask(place=village.cast.home, asked=asked, now=village.now)
    with village.cast.acting(village.cast.coordinator):
        secret = links.secret_of(Member.objects.get(email=email), "join")
    joining.accept(secret=secret, now=village.now)
    with village.cast.acting(village.cast.coordinator):
        row = Member.objects.filter(email=email)
        row.update(confirmed=village.now if confirmed else None)
        return links.secret_of(row.get(), "own")


def page(secret: str) -> str:
    return Client().get(reverse("watch:mine", args=[secret])).content.decode()


def goes(secret: str, *, seen_by: str = "group", first: int = 1, last: int = 5) -> Any:
    today = timezone.localdate()
    said = {"since": today + timedelta(days=first), "until": today + timedelta(days=last), "seen_by": seen_by}
    return Client().post(reverse("watch:go-away", args=[secret]), said, follow=True).content.decode()


def test_neighbours_see_it_where_the_home_says_so_and_the_home_alone_takes_it_back(village: Village) -> None:
    mine, theirs, newcomer = member(village, 3), member(village, 5), member(village, 7, confirmed=False)
    goes(mine)
    goes(theirs, seen_by="contacts")
    assert "Storgatan 3</strong>" in page(theirs)
    assert "Storgatan 5</strong>" not in page(mine), "contact persons alone"
    assert "Storgatan 3</strong>" not in page(newcomer), "nobody knows yet that they live there"
    contact = village.cast.client(village.trust())
    seen = contact.get(reverse("watch:away", args=[village.group_id])).content.decode()
    assert "Storgatan 3" in seen
    assert "Storgatan 5" in seen
    with village.cast.acting(village.trust()):
        number = Away.objects.get(dwelling_id=village.homes[2].pk).pk
    answer = Client().post(reverse("watch:mine-come-back", args=[theirs, number]), follow=True).content.decode()
    assert "not there any more" in answer
    assert "Storgatan 3</strong>" in page(theirs)
    Client().post(reverse("watch:mine-come-back", args=[mine, number]))
    assert "Storgatan 3</strong>" not in page(theirs)


def test_days_that_can_not_be_are_refused_and_an_old_link_changes_nothing(village: Village) -> None:
    mine = member(village, 3)
    assert "The last day is before the first" in goes(mine, first=4, last=2)
    assert "Those days are over" in goes(mine, first=-4, last=-2)
    assert "This link does not hold" in goes(mine[:-1] + ("0" if mine[-1] != "0" else "1"))
    with village.cast.acting(village.trust()):
        assert not Away.objects.exists()


def test_somebody_who_is_signed_in_elsewhere_opens_their_links_like_anybody(village: Village) -> None:
    mine, stranger = member(village, 3), village.cast.client(village.cast.stranger)
    assert "Granne 3" in stranger.get(reverse("watch:mine", args=[mine])).content.decode()
    answer = stranger.get(reverse("watch:alert-answer", args=[f"{village.cast.home.pk}-1-1-{'0' * 64}"]))
    assert answer.status_code == 404
