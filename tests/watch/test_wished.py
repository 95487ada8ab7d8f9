"""A household's wish at its door becomes an invitation, by e-mail or on paper, and is seen to by it."""

import pytest
from django.core import mail
from django.urls import reverse

from kokong.kernel import documents
from kokong.measures.watch import joining, links
from kokong.measures.watch.models import Group, Member
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs


def wish(village: Village, dwelling_id: int) -> int:
    """What a visit's follow-up leaves on the work list."""
    with village.cast.acting(village.cast.coordinator):
        tasks.open_task(
            kind="wish.watch_group", source="wish", source_id=str(dwelling_id), dwelling_id=dwelling_id,
            now=village.now,
        )  # fmt: skip
        return tasks.waiting(source="wish")[str(dwelling_id)]


def waits(village: Village) -> int:
    with village.cast.acting(village.cast.coordinator):
        return len(tasks.waiting(source="wish"))


def test_an_invitation_by_email_ends_the_wish_and_begins_a_membership(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    task_id = wish(village, village.homes[2].pk)
    browser, page = village.cast.client(village.cast.coordinator), reverse("watch:wished")
    assert "It lies in the group Storgatan." in browser.get(page, {"task": task_id}).content.decode()
    assert browser.post(f"{page}?task={task_id}", {"name": "Ida", "email": "wrong"}).status_code == 422
    assert waits(village) == 1
    browser.post(f"{page}?task={task_id}", {"name": "Ida Ek", "email": "ida@granne.example"})
    assert waits(village) == 0
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["ida@granne.example"]
    path = "/watch/accept/" + str(letter.body).partition("/watch/accept/")[2].split()[0]
    browser.post(path)
    assert village.group().joined == 1
    again = browser.post(f"{page}?task={task_id}", {"name": "Ida Ek", "email": "ida@granne.example"}, follow=True)
    assert "Somebody has seen to that wish." in again.content.decode()


def test_where_there_is_no_group_one_begins_with_whoever_accepts(village: Village) -> None:
    home = village.others[0].pk
    with village.cast.acting(village.cast.coordinator):
        joining.invite_home(dwelling_id=home, name="Ida Ek", email="ida@granne.example", now=village.now)
        joining.invite_home(dwelling_id=home, name="Ida Ek", email="Ida@granne.example", now=village.now)
        secret = links.secret_of(Member.objects.get(), "join")
    assert joining.accept(secret=secret, now=village.now) is not None
    with village.cast.acting(village.cast.coordinator):
        assert Group.objects.count() == 3


def test_a_letter_on_paper_leads_to_the_group(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = documents.code

    def code(link: str) -> str:
        drawn.append(link)
        return real(link)

    monkeypatch.setattr(documents, "code", code)
    browser, page = village.cast.client(village.cast.coordinator), reverse("watch:wished")
    for home in (village.homes[2], village.others[0]):
        task_id = wish(village, home.pk)
        answer = browser.post(f"{page}?task={task_id}", {"paper": "1"})
        assert answer.content.startswith(b"%PDF")
        assert waits(village) == 0
    code_of = village.cast.home.code
    assert drawn[0].endswith(reverse("watch:join-group", args=[code_of, village.group_id]))
    assert drawn[1].endswith(reverse("watch:join", args=[code_of]))
