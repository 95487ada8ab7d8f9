"""Reading the log: who has which lines, finding one, and taking them along."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kokong.kernel import audit, lists, retention, searching
from kokong.kernel.models import AuditEntry
from kokong.people import api as people
from kokong.people import members
from tests.cast import Cast


@pytest.fixture
def written(cast: Cast) -> Cast:
    """Lines of several people, one of them about the police part."""
    with cast.acting(cast.coordinator):
        audit.record(action="cocoon.opened", subject="cocoon", subject_id=7, detail={"doors": 8})
        audit.read(action="do_not_visit.seen", subject="do_not_visit", rows=[3, 4], said={3: "Storgatan 3"})
    with cast.acting(cast.officer):
        audit.read(action="burglary.police_part_seen", subject="burglary", rows=[11], purpose="case")
    with cast.acting(cast.visitor):
        audit.record(action="round.taken", subject="cocoon", subject_id=7)
    with cast.acting(cast.coordinator):
        members.add(
            user_id=cast.partner.user_id, email=cast.partner.email, name=cast.partner.name,
            role="police_auditor", organisation="",
        )  # fmt: skip
    return cast


def found(cast: Cast, **wanted: Any) -> list[str]:
    """Actions that an auditor finds, the newest first, without those of writing the cast."""
    with cast.acting(cast.auditor):
        lines = [audit.of(row) for row in searching.lines(searching.Wanted(**wanted))[:99]]
    return [line.action for line in lines if not line.action.startswith(("person.", "signin."))]


def test_it_is_filtered_by_person_action_subject_row_and_text(written: Cast) -> None:
    assert found(written) == ["round.taken", "do_not_visit.seen", "cocoon.opened"]
    assert found(written, user_id=written.visitor.user_id) == ["round.taken"]
    assert found(written, action="cocoon.opened") == ["cocoon.opened"]
    assert found(written, subject="cocoon", subject_id=7) == ["round.taken", "cocoon.opened"]
    assert found(written, subject="do_not_visit", subject_id=4) == ["do_not_visit.seen"]
    assert found(written, text="storgatan 3") == ["do_not_visit.seen"]
    assert found(written, text="doors") == ["cocoon.opened"]
    assert found(written, text="100%") == []


def test_it_is_filtered_by_period(written: Cast) -> None:
    now = timezone.now()
    assert len(found(written, since=now - timedelta(hours=1), until=now + timedelta(hours=1))) == 3
    assert found(written, until=now - timedelta(hours=1)) == []
    assert found(written, since=now + timedelta(hours=1)) == []


def test_the_database_gives_each_auditor_their_own_lines(written: Cast) -> None:
    for roles, police in (("auditor", {False}), ("police_auditor", {True}), ("officer", set()), ("", set())):
        with written.acting(written.coordinator), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kokong.roles', %s, true)", [roles])
            assert set(AuditEntry.objects.values_list("police", flat=True)) == police


def test_an_auditor_reads_the_page_and_the_polices_auditor_theirs(written: Cast) -> None:
    own = written.client(written.auditor).get("/log/").content.decode()
    police = written.client(written.partner).get("/log/").content.decode()
    assert "Do-not-visit list read" in own
    assert "Storgatan 3" in own
    assert "Why</span>" not in own
    assert "Work on the case" not in own
    assert "Work on the case" in police
    assert "Storgatan 3" not in police
    assert written.client(written.coordinator).get("/log/").status_code == 403


@pytest.mark.parametrize(
    "query",
    ["who=x", "number=x", "number=99999999999999999999", "first=x", "last=9999-12-31", "action=nothing"],
)
def test_what_cant_be_understood_is_left_out(written: Cast, query: str) -> None:
    assert written.client(written.auditor).get(f"/log/?{query}").status_code == 200


def test_a_file_of_it_has_guarded_cells_and_is_a_line_itself(written: Cast) -> None:
    with written.acting(written.coordinator):
        audit.read(action="dwelling.seen", subject="dwelling", rows=[9], said={9: "=HYPERLINK(1)"})
        members.rename(user_id=written.coordinator.user_id, name="=Bo Samordnare")
    browser = written.client(written.auditor)
    (row,) = filed(browser.get("/log/?subject=dwelling&as=csv&personal=1"))
    assert (row["Who"], row["Role"], row["Rows"]) == ("'=Bo Samordnare", "Coordinator", "9")
    assert row["As they were called then"] == "9: =HYPERLINK(1)"
    assert row["When"].count(":") == 3  # to the second, with the zone
    assert "burglary.police_part_seen" not in browser.get("/log/?as=csv").content.decode()
    assert found(written, action="audit.exported") == ["audit.exported"] * 2


def test_a_file_of_it_names_nobody_unless_that_is_asked_for(written: Cast) -> None:
    (row,) = filed(written.client(written.auditor).get("/log/?action=cocoon.opened&as=csv"))
    assert {"Who", "As they were called then"}.isdisjoint(row)
    assert (row["What"], row["Code"], row["About"], row["Number"]) == (
        "Cocoon opened",
        "cocoon.opened",
        "cocoon",
        "7",
    )
    assert row["Details"] == "doors: 8"
    answer = written.client(written.auditor).get("/log/?as=xlsx")
    assert answer["Content-Type"].endswith("sheet")


def test_the_oldest_come_first_where_that_is_asked_for_and_a_view_is_kept(written: Cast) -> None:
    browser = written.client(written.auditor)
    first, last = (browser.get(f"/log/?subject=cocoon&sort={sort}").content.decode() for sort in ("when", "-when"))
    assert first.index("Cocoon opened</strong>") < first.index("Round taken</strong>")
    assert last.index("Round taken</strong>") < last.index("Cocoon opened</strong>")
    browser.post("/log/?subject=cocoon&q=Storgatan", {"view": "keep"})
    assert browser.get("/log/")["Location"] == "/log/?subject=cocoon"


def filed(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_more_than_a_file_holds_is_refused(written: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST", 2)
    answer = written.client(written.auditor).get("/log/?as=csv", follow=True)
    assert "more than one file holds" in answer.content.decode()


def test_what_rows_were_called_goes_after_its_time_and_the_line_stays_whole(written: Cast) -> None:
    with written.acting(written.auditor):
        line = audit.of(searching.lines(searching.Wanted(action="do_not_visit.seen")).get())
        assert searching.said([line])[line.id] == {"3": "Storgatan 3"}
    later = timezone.now() + searching.KEPT + timedelta(days=1)
    assert "words of the log" in {o.rule for o in retention.apply_all(now=later) if o.rows}
    with written.acting(written.auditor):
        same = audit.of(searching.lines(searching.Wanted(action="do_not_visit.seen")).get())
        assert (same, searching.said([same])) == (line, {})


def test_nobody_changes_the_words(written: Cast) -> None:
    with (
        written.acting(written.coordinator),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE kernel_auditwords SET said = '{}'")


def test_nobody_but_the_nightly_clearing_removes_the_words(written: Cast) -> None:
    with written.acting(written.coordinator), connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_auditwords")
        assert cursor.rowcount == 0


def test_records_in_details_are_said_in_the_readers_language(written: Cast) -> None:
    with written.acting(written.coordinator):
        people.grant(user_id=written.visitor.user_id, role="contact_person", on=("sign", 7), now=timezone.now())
        audit.record(action="picture.taken", subject="picture", subject_id=1, detail={"of": "sign", "number": 7})
    swedish = {"accept-language": "sv"}
    page = " ".join(written.client(written.auditor).get("/log/", headers=swedish).content.decode().split())
    assert "för: skylt 7" in page
    assert "av: skylt" in page
    person = written.client(written.coordinator).get(
        f"/account/people/{written.visitor.user_id}/", headers=swedish
    )
    assert "(skylt 7)" in person.content.decode()


def test_codes_are_said_in_the_readers_language(written: Cast) -> None:
    with written.acting(written.coordinator):
        audit.record(action="area.made", subject="area", subject_id=1, detail={"kind": "street"})
        audit.record(action="consent.given", subject="sign", subject_id=1, detail={"purpose": "sign.owner"})
        audit.record(action="person.invited", subject="invitation", subject_id=1, detail={"roles": ["visitor"]})
        audit.record(
            action="sign.order", subject="sign", subject_id=1, detail={"from": "planned", "to": "ordered"}
        )
        audit.record(action="cocoon.preset", subject="detached", detail={"radius_m": 150.0})
        audit.record(action="retention.applied", subject="access tokens", detail={"rows": 2})
    answer = written.client(written.auditor).get("/log/", headers={"accept-language": "sv"})
    page = " ".join(answer.content.decode().split())
    for said in (
        "slag: Gator", "ändamål: en skylt på den egna marken", "roller: Besökare", "från: Planerad",
        "till: Beställd",
        "Villor", "meter runt bostaden: 150", "Nyckeln har slutat gälla",
    ):  # fmt: skip
        assert said in page, said
    rows = filed(written.client(written.auditor).get("/log/?action=retention.applied&as=csv"))
    assert rows[0]["About"].startswith("The token has ended")
