"""A burglary that never was, from the report to the last door, and nothing of it anywhere else."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.install import embedded
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.places import api as places
from kokong.practice import api
from tests.cast import Cast
from tests.cocoons.conftest import build_town
from tests.places.town import add_dwelling
from tests.practice.conftest import Held, begin
from tests.practice.everything_there import LOG, told
from tests.worker import run_jobs

KEEPS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgtype & 1 = 1 AND t.tgtype & 2 = 2 AND t.tgtype & 8 = 8
  AND c.relname <> ALL (ARRAY['kernel_auditentry', 'kernel_auditseal', 'procrastinate_jobs'])
  AND pg_get_triggerdef(t.oid) NOT LIKE '%kokong_is_practice%'
"""


OWNED = ("kokong_practice_begin", "kokong_practice_clear")


def play(held: Held) -> cocoons.Coverage:
    """The whole drill, as those who take part do it."""
    with tenancy.scope(municipality_id=held.place):
        drill = api.drill()
        assert drill is not None
    report = {
        "address": drill.place,
        "earliest_0": f"{drill.earliest:%Y-%m-%d}", "earliest_1": "08:00",
        "latest_0": f"{drill.earliest:%Y-%m-%d}", "latest_1": "09:00",
        "completed": "1", "entry_point": "unknown", "draft": "1",
    }  # fmt: skip
    answer = held.client.post(reverse("incidents:report"), report)
    assert answer.status_code == 302, answer.content.decode()
    burglary = int(answer.headers["Location"].rstrip("/").rpartition("/")[2])
    officer = held.within(held.cast.officer)
    assert officer.post(reverse("incidents:confirm", args=[burglary])).status_code == 302
    run_jobs()
    _walk(held, burglary)
    run_jobs()
    with tenancy.scope(municipality_id=held.place):
        ring = cocoons.by_burglary(burglary_ids=[burglary])[burglary]
        return cocoons.coverage(cocoon_ids=[ring.id])[ring.id]


def _walk(held: Held, burglary: int) -> None:
    visitor = held.cast.visitor
    now = timezone.now()
    with tenancy.scope(municipality_id=held.place):
        ring = cocoons.by_burglary(burglary_ids=[burglary])[burglary]
        cocoons.create_round(cocoon_id=ring.id, visitor_ids=[visitor.user_id], now=now)
        for door in cocoons.doors(cocoon_id=ring.id):
            if door.state == "open":
                cocoons.record_visit(
                    client_id=uuid4(), door_id=door.id, outcome="talked", at=now, user_id=visitor.user_id,
                    follow_ups=["kit"], now=now + timedelta(seconds=1),
                )  # fmt: skip


def test_a_whole_drill_leaves_every_table_of_the_municipality_as_it_was(committed_cast: Cast) -> None:
    cast = committed_cast
    town = build_town(cast)
    run_jobs()
    before, elsewhere = told(cast.home.pk), told(cast.elsewhere.pk)
    known = list(Municipality.objects.order_by("pk").values())
    held = begin(town, cast.officer, cast.visitor, cast.partner, by=cast.coordinator)
    walked = play(held)
    assert walked.eligible == walked.talked == walked.within_clock > 7
    held.client.post(reverse("practice:leave"))
    after = told(cast.home.pk)
    assert {table for table in before if before[table] != after[table]} == LOG
    assert told(cast.elsewhere.pk) == elsewhere
    assert list(Municipality.objects.order_by("pk").values()) == known
    assert [line.action for line in cast.log()][:1] == ["practice.began"]


def test_the_log_of_the_municipality_gets_one_line(held: Held) -> None:
    lines = [line for line in held.cast.log() if line.action.startswith("practice")]
    said = [(line.action, line.detail) for line in lines]
    assert said == [("practice.began", {"kind": "burglary", "people": 4})]


def test_whoever_takes_part_is_there_what_they_are_here_and_nobody_else_is(held: Held) -> None:
    with tenancy.scope(municipality_id=held.place):
        there = {each.user_id: each.roles for each in people.people()}
    cast = held.cast
    assert there == {
        each.user_id: each.roles for each in (cast.coordinator, cast.officer, cast.visitor, cast.partner)
    }
    answer = held.within(cast.walker).get("/")
    assert answer.context["actor"].municipality_id == cast.home.pk


def test_homes_around_the_place_are_there_and_theirs_are_not_ours(held: Held) -> None:
    with tenancy.scope(municipality_id=held.place):
        assert places.count() == 12
        copied = places.find_address(text="Storgatan 5")
    assert copied.id not in held.town.homes


def test_every_page_says_that_it_is_a_drill(held: Held) -> None:
    pages = ("practice:drill", "desk:today", "incidents:report", "people:list", "field:rounds", "people:account")
    for name in pages:
        assert "kk-practice" in held.client.get(reverse(name)).content.decode(), name
    held.client.post(reverse("practice:leave"))
    assert "kk-practice" not in held.client.get(reverse("desk:today")).content.decode()


def test_nobody_sees_the_practice_municipality_from_outside(held: Held) -> None:
    assert set(Municipality.objects.values_list("code", flat=True)) == {"9901", "9902"}
    for actor in (held.cast.coordinator, held.cast.stranger):
        with held.cast.acting(actor):
            assert not Municipality.objects.filter(pk=held.place).exists()
    with tenancy.scope(municipality_id=held.place):
        assert Municipality.objects.get(pk=held.place).name == "ÖVNING Havsvik"


def test_no_role_makes_or_changes_a_practice_municipality(held: Held) -> None:
    with held.cast.acting(held.cast.coordinator):
        for change in (
            lambda: Municipality.objects.create(code="x", name="x", crs=3006, practice_of=held.cast.elsewhere),
            lambda: Municipality.objects.filter(pk=held.cast.elsewhere.pk).update(practice_of=held.cast.home),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


@pytest.mark.parametrize("who", ["visitor", "auditor", "stranger"])
def test_only_officers_and_coordinators_of_the_municipality_begin_one(cast: Cast, who: str) -> None:
    build_town(cast)
    actor = getattr(cast, who)
    with cast.acting(actor), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kokong_practice_begin(%s, '{}')", [[cast.coordinator.user_id]])


def test_an_owner_who_sees_every_row_takes_and_changes_no_others(
    committed_cast: Cast, test_server: embedded.Server
) -> None:
    cast, name = committed_cast, connection.settings_dict["NAME"]
    town = build_town(cast)
    with cast.acting(cast.stranger):
        add_dwelling("Storgatan", "5")
    run_jobs()
    before = told(cast.home.pk), told(cast.elsewhere.pk)
    with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as admin:
        owner = admin.execute(
            "SELECT proowner::regrole::text FROM pg_proc WHERE proname = %s", [OWNED[0]]
        ).fetchone()
        assert owner is not None
        try:
            for each in OWNED:
                admin.execute(f"ALTER FUNCTION {each} OWNER TO postgres".encode())
            held = begin(town, cast.officer, by=cast.coordinator)
            assert api.clear(now=timezone.now()) == 0
        finally:
            for each in OWNED:
                admin.execute(f"ALTER FUNCTION {each} OWNER TO {owner[0]}".encode())
    with tenancy.scope(municipality_id=held.place):
        assert places.count() == 12
        assert len(people.people()) == 2
    after = told(cast.home.pk), told(cast.elsewhere.pk)
    assert {table for table in before[0] if before[0][table] != after[0][table]} == LOG
    assert after[1] == before[1]


def test_a_real_municipality_is_never_emptied(cast: Cast) -> None:
    build_town(cast)
    refused = pytest.raises(DatabaseError, match="only a practice")
    with cast.acting(cast.coordinator), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kokong_practice_emptied(%s)", [cast.home.pk])


def test_beginning_again_empties_what_was_there(held: Held) -> None:
    play(held)
    again = begin(held.town, by=held.cast.officer)
    assert again.place == held.place
    with tenancy.scope(municipality_id=held.place):
        assert incidents.count(states=("draft", "confirmed", "withdrawn")) == 0
        assert cocoons.cocoons() == ()
        assert places.count() == 12
        assert [each.user_id for each in people.people()] == [held.cast.officer.user_id]


def test_an_ended_drill_leaves_nothing_but_its_log(held: Held) -> None:
    play(held)
    held.client.post(reverse("practice:leave"))
    assert held.client.post(reverse("practice:end")).status_code == 302
    assert {table for table, rows in told(held.place).items() if rows[0]} == LOG


def test_what_is_left_of_a_drill_goes_by_night(held: Held) -> None:
    play(held)
    now = timezone.now()
    assert api.clear(now=now + timedelta(days=13)) == 0
    assert api.clear(now=now + timedelta(days=15)) == 1
    assert {table for table, rows in told(held.place).items() if rows[0]} == LOG


def test_whatever_stays_for_ever_lets_go_of_a_drill(cast: Cast) -> None:
    """A room that comes later and keeps its rows says `WHEN (NOT kokong_is_practice(...))` in its trigger, too."""
    del cast
    with connection.cursor() as cursor:
        cursor.execute(KEEPS)
        kept = {f"{table} {trigger}" for table, trigger in cursor.fetchall()}
    assert kept == set()


def test_a_coordinator_alone_plays_the_police(committed_cast: Cast) -> None:
    held = begin(build_town(committed_cast), by=committed_cast.coordinator)
    with tenancy.scope(municipality_id=held.place):
        home = places.find_address(text="Storgatan 5").id
        now = timezone.now()
        incidents.report(
            dwelling_id=home, earliest=now - timedelta(hours=8), latest=now - timedelta(hours=1), source="form",
            now=now,
        )  # fmt: skip
    assert reverse("practice:play") in held.client.get(reverse("practice:drill")).content.decode()
    assert held.client.post(reverse("practice:play")).status_code == 302
    with tenancy.scope(municipality_id=held.place):
        assert incidents.count(states=("confirmed",)) == 1
    held.client.post(reverse("practice:leave"))
    assert held.client.post(reverse("practice:play")).status_code == 404
