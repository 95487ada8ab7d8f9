"""What the database itself holds: two municipalities, two authorities, one history, one event."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.incidents import api, models, rules
from kokong.kernel import retention, tenancy
from kokong.kernel.events import subscribers_of
from tests.incidents.conftest import EVENING, NOW, Report, Town
from tests.keeping import rule

WHY = api.Purpose("case")
TABLES = ("burglary", "burglaryversion", "policepart", "newsevent", "newssetting")


def count(table: str) -> int:
    """Rows of a table, by plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM incidents_{table}")
        return int(cursor.fetchone()[0])


def fill(town: Town, report: Report) -> api.Burglary:
    """A row in every table, as the officer."""
    burglary = report(case_number="5000-K1-26", contact="Eva, 070-123")
    models.NewsSetting.objects.create(place="Havsvik", since=NOW)
    models.NewsEvent.objects.create(
        external_id=1, at=NOW, kind="a", title="a", url="https://polisen.se/", place="H"
    )
    return burglary


def test_the_stranger_sees_no_row_of_ours(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        burglary = fill(town, report)
        assert [count(table) for table in TABLES] == [1] * len(TABLES)
    with town.cast.acting(town.cast.stranger):
        assert [count(table) for table in TABLES] == [0] * len(TABLES)
        assert api.burglary(burglary_id=burglary.id) is None
        assert api.burglaries(states=rules.STATES) == ()
        assert api.history(burglary_id=burglary.id) == ()
        changes: list[Callable[[], object]] = [
            lambda: api.confirm(burglary_id=burglary.id, now=NOW),
            lambda: api.withdraw(burglary_id=burglary.id, reason="No.", now=NOW),
            lambda: api.correct(burglary_id=burglary.id, reason="No.", now=NOW, completed=False),
        ]
        for change in changes:
            with pytest.raises(api.BurglaryMissing):
                change()
        with pytest.raises(api.FieldProblem, match="no such dwelling"):
            report()


def test_the_coordinator_cannot_reach_the_police_part_even_by_sql(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        burglary = fill(town, report)
    with town.cast.acting(town.cast.coordinator):
        assert count("policepart") == 0
        assert count("burglary") == 1
        assert api.police_part(burglary_id=burglary.id, purpose=WHY) is None
        with pytest.raises(api.FieldProblem, match="Only the police"):
            report(dwelling_id=town.homes[1], case_number="K2-26")
        with pytest.raises(DatabaseError), transaction.atomic():
            models.PolicePart.objects.create(burglary_id=burglary.id, case_number="x", written=NOW)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE incidents_policepart SET contact = 'x'")
            assert cursor.rowcount == 0
        assert count("burglary") == 1, "the refused report left nothing behind"


def test_no_trace_of_the_police_part_in_history_log_or_jobs(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        burglary = fill(town, report)
        api.confirm(burglary_id=burglary.id, now=NOW)
        api.correct(burglary_id=burglary.id, reason="Heard again.", now=NOW, contact="Adam", case_number="K99-26")
        api.withdraw(burglary_id=burglary.id, reason="No burglary.", now=NOW)
        texts = [str(list(model.objects.values())) for model in (models.BurglaryVersion, models.Burglary)]
        texts.append(str(list(ProcrastinateJob.objects.values("args"))))
    log = town.cast.log(subject="burglary")
    assert len(log) == 5
    texts.append(str(log))
    for secret in ("Eva", "070-123", "K1-26", "Adam", "K99"):
        assert not any(secret in text for text in texts), secret


@pytest.mark.parametrize(
    "statement",
    ["UPDATE incidents_burglaryversion SET reason = 'x'", "DELETE FROM incidents_burglaryversion"],
)
def test_history_is_appended_never_edited(town: Town, report: Report, statement: str) -> None:
    with town.cast.acting(town.cast.officer):
        report()
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_contacts_are_emptied_after_ninety_days_and_the_rest_stays(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        burglary = report(case_number="K1-26", contact="Eva")
    late, early = NOW + rules.CONTACT_KEPT * 1.01, NOW + rules.CONTACT_KEPT * 0.99

    def cleared(outcomes: tuple[retention.Outcome, ...]) -> int:
        return sum(outcome.rows for outcome in outcomes if outcome.rule == "burglary contacts")

    assert cleared(retention.apply_all(now=early)) == 0
    assert cleared(retention.apply_all(now=late, dry_run=True)) == 1
    with town.cast.acting(town.cast.officer):
        assert api.police_part(burglary_id=burglary.id, purpose=WHY) == api.PolicePart("K1-26", "Eva")
    assert cleared(retention.apply_all(now=late)) == 1
    with town.cast.acting(town.cast.officer):
        assert api.police_part(burglary_id=burglary.id, purpose=WHY) == api.PolicePart("K1-26", "")
        assert rule("burglary contacts").apply(late, True) == 0


def at_once(work: Callable[[], object], times: int = 2) -> list[object]:
    """Do the same thing on several connections at the same moment; results or errors."""
    start, done = threading.Barrier(times), list[object]()

    def one() -> None:
        try:
            start.wait()
            done.append(work())
        except Exception as error:
            done.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return done


def test_two_confirmations_at_once_tell_the_flows_once(committed_town: Town) -> None:
    town = committed_town
    with town.cast.acting(town.cast.officer):
        burglary = api.report(
            dwelling_id=town.homes[0], earliest=EVENING, latest=EVENING, source="form", now=NOW
        )  # fmt: skip

    def confirm() -> object:
        with tenancy.scope(
            municipality_id=town.cast.home.pk, authority="police", user_id=town.cast.officer.user_id
        ):
            return api.confirm(burglary_id=burglary.id, now=NOW)[1]

    results = at_once(confirm, times=4)
    assert sum(result is not None for result in results) == 1, results
    assert not any(isinstance(result, Exception) for result in results)
    told = ProcrastinateJob.objects.filter(args__name="burglary.confirmed")
    assert told.count() == len(subscribers_of(api.BurglaryConfirmed))
    assert len({job.args["event_id"] for job in told}) == 1
    with town.cast.acting(town.cast.officer):
        assert [v.action for v in api.history(burglary_id=burglary.id)] == ["reported", "confirmed"]


@pytest.mark.parametrize("case_number", ["", "K7-26"])
def test_two_reports_at_once_are_one_burglary(committed_town: Town, case_number: str) -> None:
    """With a case number the dwellings differ, so that only the number tells."""
    town = committed_town
    free = list(town.homes[:2] if case_number else town.homes[:1] * 2)

    def report() -> object:
        home = free.pop()
        with tenancy.scope(municipality_id=town.cast.home.pk, authority="police"):
            return api.report(dwelling_id=home, earliest=EVENING, latest=EVENING, source="form",
                              case_number=case_number, now=NOW)  # fmt: skip

    results = at_once(report)
    assert sorted(type(result).__name__ for result in results) == ["Burglary", "Duplicate"], results
    with town.cast.acting(town.cast.officer):
        assert len(api.burglaries(states=rules.STATES)) == 1
