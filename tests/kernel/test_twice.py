"""A form sent from two tabs at once is done once; sent again after its answer it is done again."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import pytest
from django.db import connection, connections
from django.test import Client

from kokong.kernel import tenancy, twice
from kokong.people.models import Invitation
from tests.cast import Cast
from tests.waiting import until

KEY: Final = "0123456789abcdef" * 4
GIVEN: Final = {"email": "ny@9901.example", "name": "Ny", "roles": "visitor"}
WAITING: Final = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def invited(cast: Cast) -> int:
    with tenancy.scope(municipality_id=cast.home.pk):
        return Invitation.objects.filter(email=GIVEN["email"]).count()


def test_sent_from_two_tabs_at_once_it_is_done_once(committed_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twice, "_key", lambda _request: KEY)
    tab = committed_cast.client(committed_cast.coordinator)

    def send() -> Any:
        other = Client()
        other.cookies = tab.cookies
        try:
            return other.post("/account/people/", GIVEN)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as tabs:
        with twice._alone(KEY):  # both have come before one is answered
            sent: list[Future[Any]] = [tabs.submit(send) for _ in range(2)]
            until(lambda: waiting() == 2)
        answers = [each.result(60) for each in sent]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/account/people/")] * 2
    assert invited(committed_cast) == 1


def test_sent_again_after_the_answer_it_is_done_again(cast: Cast) -> None:
    tab = cast.client(cast.coordinator)
    for _ in range(2):
        assert tab.post("/cooperation/agreement/new/", LINE).status_code == 302
    assert tab.get("/cooperation/agreement/").content.decode().count(LINE["what"]) == 2


LINE: Final = {"what": "Var lamporna är trasiga", "ground": "public", "purpose": "Belysning"}


def test_two_people_two_pages_and_two_texts_are_not_the_same(cast: Cast, rf: Any) -> None:
    tab, other = cast.client(cast.coordinator), cast.client(cast.walker)

    def key(client: Client, path: str, given: dict[str, str]) -> str:
        request = rf.post(path, given)
        request.session = client.session
        return twice._key(request)

    same = key(tab, "/tasks/new/", {"title": "A", "csrfmiddlewaretoken": "x", "_draft": "1"})
    assert key(tab, "/tasks/new/", {"title": "A", "csrfmiddlewaretoken": "y", "_draft": "2"}) == same
    others = (tab, "/tasks/new/", "B"), (tab, "/tasks/1/", "A"), (other, "/tasks/new/", "A")
    assert len({same, *(key(client, path, {"title": title}) for client, path, title in others)}) == 4
