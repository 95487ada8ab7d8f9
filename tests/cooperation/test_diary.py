"""The register of public documents: what was decided and told, its papers, and no fact of the police."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kokong.kernel import diary
from kokong.kernel.errors import UserError
from kokong.measures.cooperation.agreement import work as agreement
from kokong.measures.cooperation.rhythm import holding
from tests.cast import Cast
from tests.cooperation.planned import NUMBER, begun, decided, line
from tests.cooperation.test_rhythm import weekly
from tests.everything import CASE_NUMBER, CONTACT, build_everything

PAGE = "/cooperation/diary/"
ALWAYS = {"since": datetime(2000, 1, 1, tzinfo=UTC), "until": datetime(2100, 1, 1, tzinfo=UTC)}


def entries(cast: Cast) -> list[diary.Record]:
    with cast.acting(cast.officer):
        return entries_of(ALWAYS)


def entries_of(time: dict[str, datetime]) -> list[diary.Record]:
    return list(diary.records(**time))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        return {name: kept.read(name) for name in kept.namelist()}


def test_a_decided_plan_stands_in_it_with_its_paper_and_a_draft_does_not(cast: Cast) -> None:
    number = begun(cast)
    line(cast, number)
    assert entries(cast) == []
    decided(cast, number)
    (found,) = entries(cast)
    assert (found.number, found.file) == (f"plan-{number}", f"plan-{number}.pdf")
    assert NUMBER in found.title
    day = timezone.localdate()
    answer = cast.client(cast.coordinator).get(f"{PAGE}register.zip?since={day}&until={day}")
    kept = unpacked(answer.content)
    assert set(kept) == {"diary.csv", f"papers/plan-{number}.pdf"}
    assert kept[f"papers/plan-{number}.pdf"].startswith(b"%PDF")
    assert NUMBER in kept["diary.csv"].decode("utf-8-sig")
    assert [each.detail for each in cast.log() if each.action == "diary.taken"] == [{"rows": 1}]


@pytest.mark.parametrize("who", ["officer", "coordinator"])
def test_a_fact_of_the_police_is_nowhere_in_it(cast: Cast, who: str) -> None:
    build_everything(cast)  # an officer has shared how they got in
    day = timezone.localdate()
    client = cast.client(getattr(cast, who))
    asked = f"since={day - timedelta(days=20000)}&until={day + timedelta(days=1)}"
    said = client.get(f"{PAGE}?{asked}").content.decode()
    assert "Hur de kom in" in said  # what is shared as a rule is public
    kept = unpacked(client.get(f"{PAGE}register.zip?{asked}").content)
    for content in (said, *(each.decode("utf-8", "replace") for each in kept.values())):
        for secret in ("Altandörren", CASE_NUMBER, CONTACT):
            assert secret not in content


def test_every_room_that_decides_is_in_it(cast: Cast) -> None:
    build_everything(cast)
    begins = {each.number.split("-")[0] for each in entries(cast)}
    assert {"picture", "agreement", "lot", "campaign"} <= begins


def test_minutes_are_listed_and_their_paper_is_tested_first(cast: Cast) -> None:
    number = weekly(cast)
    with cast.acting(cast.coordinator) as me:
        holding.begin(meeting_id=number, actor=me, now=timezone.now())
        assert entries_of(ALWAYS) == []
        holding.settle(meeting_id=number, body="Kort.", based_on=0, actor=me, now=timezone.now())
        (found,) = entries_of(ALWAYS)
    assert (found.number, found.paper, found.file) == (f"minutes-{number}", None, "")
    assert diary.given_out(found) != "Public"


def test_the_next_municipality_finds_none_of_it(cast: Cast) -> None:
    decided(cast, (number := begun(cast), line(cast, number))[0])
    with cast.acting(cast.stranger):
        assert diary.records(**ALWAYS) == ()


def test_days_in_the_wrong_order_are_said(cast: Cast) -> None:
    for path in ("", "register.csv", "register.zip"):
        answer = cast.client(cast.coordinator).get(f"{PAGE}{path}?since=2026-05-02&until=2026-05-01")
        assert answer.status_code == 422
        assert "before the first" in answer.content.decode()


@pytest.mark.parametrize("day", ["", "0001-01-01", "9999-12-31", "2026-02-30", "x"])
def test_a_day_that_cannot_be_is_said(cast: Cast, day: str) -> None:
    assert cast.client(cast.coordinator).get(f"{PAGE}?since={day}&until={day}").status_code == 422


def test_more_papers_than_a_file_holds_are_said_and_the_list_alone_is_given(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(cast, (number := begun(cast), line(cast, number))[0])
    monkeypatch.setattr(diary, "MOST_PAPERS", 0)
    with cast.acting(cast.coordinator), pytest.raises(UserError, match="shorter time"):
        diary.packed(diary.records(**ALWAYS))
    day = timezone.localdate()
    asked = f"since={day}&until={day}"
    assert cast.client(cast.coordinator).get(f"{PAGE}register.zip?{asked}").status_code == 302
    assert NUMBER in cast.client(cast.coordinator).get(f"{PAGE}register.csv?{asked}").content.decode("utf-8-sig")


def test_a_line_that_only_one_time_holds_is_in_that_time_alone(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator) as me:
        agreement.agree(what="Gatunamn", ground="public", purpose="Skyltar", actor=me, now=now)
        assert diary.records(since=now - timedelta(days=9), until=now) == ()
        (found,) = diary.records(since=now, until=now + timedelta(seconds=1))
    assert found.title == "Gatunamn"
