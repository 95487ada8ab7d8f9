"""Homes where nobody knocks: kept, told to whoever would knock, cleared; a former list comes along."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections, transaction

from kokong.install import embedded
from kokong.kernel import roles
from kokong.places import api
from kokong.places.models import DoNotVisit
from kokong.places.quiet import rules, words, work
from tests.cast import Cast

from .town import add_row_of_houses

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def add(home: int, **more: Any) -> int:
    given: dict[str, Any] = {"dwelling_id": home, "reason": "asked", "expires": None, "now": NOW}
    return api.add_do_not_visit(**given | more)


def test_whoever_chooses_doors_is_told_which_and_never_why(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        homes = [home.pk for home in add_row_of_houses(4)]
        add(homes[0])
        add(homes[1], expires=NOW.date())
        assert api.do_not_visit(dwelling_ids=homes, now=NOW) == frozenset(homes[:2])
        assert api.do_not_visit(dwelling_ids=homes, now=NOW + timedelta(days=1)) == frozenset(homes[:1])
        assert api.do_not_visit(dwelling_ids=homes[2:], now=NOW) == frozenset()
        assert api.do_not_visit(dwelling_ids=[], now=NOW) == frozenset()
    assert [line.action for line in cast.log()][:2] == ["do_not_visit.added"] * 2
    with cast.acting(cast.stranger):
        assert api.do_not_visit(dwelling_ids=homes, now=NOW) == frozenset()
        assert api.do_not_visit_list() == ()


def test_a_second_entry_replaces_the_first(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_row_of_houses(1)[0].pk
        assert add(home) == add(home, reason="safety", expires=date(2026, 6, 1))
        (entry,) = api.do_not_visit_list(dwelling_id=home)
        assert (entry.reason, entry.expires) == ("safety", date(2026, 6, 1))
        assert DoNotVisit.objects.get().added_by == cast.coordinator.user_id


def test_who_would_knock_is_told_in_the_same_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(work, "_added", {})
    monkeypatch.setattr(work, "_removed", {})
    with cast.acting(cast.coordinator):
        home = add_row_of_houses(1)[0].pk
        for _twice in range(2):  # one name is one listener
            api.heed_do_not_visit(
                name="walks",
                added=lambda home, _now: told.append(("added", home)),
                removed=lambda home, _now: told.append(("removed", home)),
            )
        entry = add(home)
        assert api.remove_do_not_visit(entry_id=entry, now=NOW)
        assert told == [("added", home), ("removed", home)]

        def stumbles(_home: int, _now: datetime) -> None:
            raise RuntimeError

        api.heed_do_not_visit(name="walks", added=stumbles, removed=stumbles)
        with pytest.raises(RuntimeError), transaction.atomic():
            add(home)
        assert api.do_not_visit_list() == ()


def test_every_reason_has_words() -> None:
    assert tuple(words.REASONS) == rules.REASONS


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_until_and_including_its_last_day(days: int, holds: bool) -> None:
    assert rules.holds(NOW.date() + timedelta(days=days), NOW.date()) is holds


def test_the_page_of_one_home(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        home = add_row_of_houses(1)[0].pk
    desk, where = cast.client(cast.coordinator), f"/places/do-not-visit/home/{home}/"
    assert "Nobody should knock here" in desk.get(f"/dwelling/{home}/").content.decode()
    assert desk.post(where, {"reason": ""}).status_code == 422
    assert desk.post(where, {"reason": "asked", "expires": "2020-01-01"}).status_code == 422
    page = desk.post(where, {"reason": "vacant", "expires": "2999-01-02"}, follow=True).content.decode()
    assert "Stands empty" in page
    assert 'value="2999-01-02"' in desk.get(where).content.decode()
    with cast.acting(cast.coordinator):
        entry = api.do_not_visit_list()[0].id
    stranger = cast.client(cast.stranger)
    assert stranger.get(where).status_code == 404
    assert stranger.post(f"/places/do-not-visit/{entry}/remove/").status_code == 404
    assert cast.client(cast.officer).get(where).status_code == 403
    desk.post(f"/places/do-not-visit/{entry}/remove/")
    assert desk.post(f"/places/do-not-visit/{entry}/remove/").status_code == 404
    assert "Stands empty" not in desk.get(f"/dwelling/{home}/").content.decode()


BEFORE = """
INSERT INTO kernel_municipality (id, code, name, crs, language, created)
VALUES (1, '1', 'Ett', 3006, 'sv', now()), (2, '2', 'Två', 3006, 'sv', now());
INSERT INTO places_dwelling (id, municipality_id, source, source_id, street_name, number, number_key, stairwell,
    unit, unit_key, postcode, locality, kind, location, side)
SELECT n, 1 + n % 2, 't', n, 'A', n, n, '', '', '', '', '', 'detached', point(n, n), 0
FROM generate_series(1, 4) n;
INSERT INTO cocoons_donotvisit (municipality_id, dwelling_id, reason, expires, added, added_by)
SELECT municipality_id, id, 'safety', '2026-07-01', '2026-01-01', 7 FROM places_dwelling WHERE id < 4 ORDER BY id;
"""


@pytest.fixture
def admin(committed: None, test_server: embedded.Server) -> Iterator["psycopg.Connection[Any]"]:
    """A database of its own as it was when the list was the cocoons'; the owner's connection leads there."""
    owner = connections["owner"]
    known = owner.settings_dict["NAME"]
    name = f"{known}_quiet"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        roles.prepare(server, database=name, prefix=embedded.DATABASE)
        owner.close()
        owner.settings_dict["NAME"] = name
        try:
            call_command("migrate", "places", "0004", database="owner", verbosity=0)
            call_command("migrate", "cocoons", "0005", database="owner", verbosity=0)
            with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as inside:
                inside.execute(BEFORE)
                yield inside
        finally:
            owner.close()
            owner.settings_dict["NAME"] = known
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_the_list_of_former_versions_comes_along(admin: "psycopg.Connection[Any]") -> None:
    asked = (
        "SELECT id, municipality_id, dwelling_id, reason, expires, added, added_by FROM {}_donotvisit ORDER BY id"
    )
    before = admin.execute(asked.format("cocoons")).fetchall()
    call_command("migrate", "cocoons", database="owner", verbosity=0)
    assert admin.execute(asked.format("places")).fetchall() == before
    assert len(before) == 3
    assert admin.execute("SELECT to_regclass('cocoons_donotvisit')").fetchone() == (None,)
    guarded = admin.execute(
        "SELECT relrowsecurity AND relforcerowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid)"
        " FROM pg_class c WHERE relname = 'places_donotvisit'"
    ).fetchone()
    assert guarded == (True, 1)
    admin.execute(
        "INSERT INTO places_donotvisit (municipality_id, dwelling_id, reason, added) VALUES (1, 4, 'asked', now())"
    )
    assert admin.execute("SELECT max(id) FROM places_donotvisit").fetchone() == (4,)
    with pytest.raises(psycopg.errors.UniqueViolation):
        admin.execute(
            "INSERT INTO places_donotvisit (municipality_id, dwelling_id, reason, added) VALUES (1, 4, 'x', now())"
        )
    call_command("migrate", "places", "0004", database="owner", verbosity=0)
    assert len(admin.execute(asked.format("cocoons")).fetchall()) == 4
