"""Several municipalities read together: written down first, counts by file, and why it may not be as planned."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from kokong.effect import api
from kokong.effect.models import PoolFile
from kokong.effect.pooling import files, rules
from kokong.effect.pooling.rules import Partner, Told
from kokong.effect.values import EvaluationMissing, Refused
from kokong.kernel import audit, tenancy
from tests.cast import Cast
from tests.effect.conftest import NOW, Town, visit
from tests.effect.test_monitor import EARLY, registered

NORRSUND = Partner("9902", "Norrsund")


def declared(town: Town, *partners: Partner) -> int:
    number = registered(town)
    api.declare_pool(evaluation_id=number, partners=partners or (NORRSUND,), user_id=None, now=EARLY)
    return number


def looked(town: Town, *partners: Partner) -> int:
    number = declared(town, *partners)
    api.look(evaluation_id=number, user_id=None, now=NOW)
    return number


def theirs(own: bytes, **changed: object) -> bytes:
    """The file as the municipality of Norrsund would have given it."""
    said = {**json.loads(own), "municipality": {"code": "9902", "name": "Norrsund"}, **changed}
    return json.dumps(said).encode()


def test_written_down_first_and_read_at_its_time_two_say_something_together(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        visit(town, 0)
        number = looked(town)
        own = api.give_counts(evaluation_id=number)
        assert api.read_together(evaluation_id=number).doubts == (("9902", "missing"),)
        came = api.take_counts(evaluation_id=number, content=theirs(own), user_id=None, now=NOW)
        assert came.delivered == {"treated": 1, "compared": 0}
        read = api.read_together(evaluation_id=number)
    assert read.doubts == ()
    assert read.together is not None
    assert read.together.direction == -1  # half went away in both
    assert not read.together.carries_over
    assert [each.name for each in read.together.shares] == ["Havsvik", "Norrsund"]
    page = cast.client(cast.officer).get(f"/effect/{number}/together/").content.decode()
    for part in ("fewer burglaries than expected", "Two municipalities say nothing of a third", "Norrsund (9902)"):
        assert part in page


def test_the_file_names_no_place(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = looked(town)
        own = api.give_counts(evaluation_id=number).decode()
    assert "Kvarter" not in own
    assert "Storgatan" not in own
    assert set(json.loads(own)["areas"][0]) == {"ring", "homes", "burglaries"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"called": "early"}, "not_planned"),
        ({"called": "exploratory"}, "not_planned"),
        ({"declared_first": False}, "late"),
        ({"takes_part": ["9901", "9902", "0880"]}, "others"),
    ],
)
def test_what_was_not_agreed_beforehand_is_not_as_planned(
    cast: Cast, town: Town, changed: dict[str, object], why: str
) -> None:
    with cast.acting(cast.coordinator):
        number = looked(town)
        content = theirs(api.give_counts(evaluation_id=number), **changed)
        api.take_counts(evaluation_id=number, content=content, user_id=None, now=NOW)
        assert api.read_together(evaluation_id=number).doubts == (("9902", why),)


def test_who_writes_it_down_after_looking_says_so_in_the_file(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        api.look(evaluation_id=number, user_id=None, now=NOW)
        later = NOW + timedelta(days=1)
        api.declare_pool(evaluation_id=number, partners=(NORRSUND,), user_id=None, now=later)
        own = api.give_counts(evaluation_id=number)
        assert json.loads(own)["declared_first"] is False
        api.take_counts(evaluation_id=number, content=theirs(own, declared_first=True), user_id=None, now=later)
        assert api.read_together(evaluation_id=number).doubts == (("9901", "late"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no file of counts"),
        (b"\xff\xfe{}", "no file of counts"),
        (b"[" * 100_000, "no file of counts"),
        (b'{"format": "kokong effect counts", "version": 2}', "newer edition"),
        (b'{"format": "kokong effect counts", "version": 1}', "not as Kokong writes it"),
        ({"municipality": {"code": "9901", "name": "Havsvik"}}, "your own counts"),
        ({"municipality": {"code": "0880", "name": "Kalmar"}}, "isn't among those"),
        ({"measures": ["walk"]}, "other measures"),
        ({"neighbours": float("nan")}, "not as Kokong writes it"),
        ({"months": ["2022-01", "2022-03"]}, "not as Kokong writes it"),
        ({"areas": []}, "not as Kokong writes it"),
        ({"areas": [{"ring": "treated", "homes": 1, "burglaries": [True]}]}, "not as Kokong writes it"),
        ({"called": "certain"}, "not as Kokong writes it"),
    ],
)
def test_a_file_that_can_not_be_is_refused_and_nothing_is_kept(
    cast: Cast, town: Town, content: bytes | dict[str, object], said: str
) -> None:
    with cast.acting(cast.coordinator):
        number = looked(town)
        if isinstance(content, dict):
            content = theirs(api.give_counts(evaluation_id=number), **content)
        with pytest.raises(Refused, match=said):
            api.take_counts(evaluation_id=number, content=content, user_id=None, now=NOW)
        assert not PoolFile.objects.exists()


def test_the_same_file_twice_is_one_and_a_newer_one_stands_for_it(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = looked(town)
        content = theirs(api.give_counts(evaluation_id=number))
        for given in (content, content, theirs(content, neighbours=2.0)):
            api.take_counts(evaluation_id=number, content=given, user_id=None, now=NOW)
        found = api.pool(evaluation_id=number)
        assert found is not None
        assert PoolFile.objects.count() == 2
        assert found.came["9902"].shared.neighbours == 2.0
        with pytest.raises((InternalError, ProgrammingError), match=r"stays|denied"), transaction.atomic():
            PoolFile.objects.update(code="0880")
    with cast.acting(cast.auditor):
        actions = [each.action for each in audit.entries(subject="effect_evaluation", subject_id=number)]
    assert actions.count("effect.pool_taken") == 2


@pytest.mark.parametrize(
    "partners",
    [(), (NORRSUND, NORRSUND), (Partner("9901", "Havsvik"),), tuple(Partner(f"{n:04}", "K") for n in range(31))],
)
def test_who_can_not_take_part_is_refused(cast: Cast, town: Town, partners: tuple[Partner, ...]) -> None:
    with cast.acting(cast.coordinator):
        number = registered(town)
        with pytest.raises(Refused):
            api.declare_pool(evaluation_id=number, partners=partners, user_id=None, now=EARLY)
        draft = api.draft(plan=town.plan(), user_id=None, now=EARLY)
        with pytest.raises(Refused, match="Register"):
            api.declare_pool(evaluation_id=draft, partners=(NORRSUND,), user_id=None, now=EARLY)
        api.declare_pool(evaluation_id=number, partners=(NORRSUND,), user_id=None, now=EARLY)
        with pytest.raises(Refused, match="already"):
            api.declare_pool(evaluation_id=number, partners=(NORRSUND,), user_id=None, now=EARLY)


def test_through_the_pages(cast: Cast, town: Town) -> None:
    browser = cast.client(cast.coordinator)
    with cast.acting(cast.coordinator):
        number = registered(town)
    where = f"/effect/{number}/together/"
    assert "Nobody has written down" in browser.get(where).content.decode()
    wrong = browser.post(f"{where}write/", {"partners": "Norrsund"})
    assert wrong.status_code == 422
    assert "can&#x27;t be read" in wrong.content.decode() or "can’t be read" in wrong.content.decode()
    assert browser.post(f"{where}write/", {"partners": "9902 Norrsund"}).status_code == 302
    early = browser.get(f"{where}counts.json")
    assert early.status_code == 422
    assert "Read your own outcome first" in early.content.decode()
    with cast.acting(cast.coordinator):
        api.look(evaluation_id=number, user_id=None, now=NOW)
    own = browser.get(f"{where}counts.json")
    assert own["Content-Type"] == "application/json"
    file = SimpleUploadedFile("counts.json", theirs(own.content))
    assert browser.post(f"{where}take/", {"file": file}).status_code == 302
    assert "fingerprint" in browser.get(where).content.decode()


def test_the_next_municipality_sees_nothing(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = looked(town)
        content = theirs(api.give_counts(evaluation_id=number))
        api.take_counts(evaluation_id=number, content=content, user_id=None, now=NOW)
    with cast.acting(cast.stranger):
        for ask in (api.give_counts, api.read_together):
            with pytest.raises(EvaluationMissing):
                ask(evaluation_id=number)
        assert api.pool(evaluation_id=number) is None
    with tenancy.scope(municipality_id=cast.stranger.municipality_id), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM effect_pool) + (SELECT count(*) FROM effect_poolfile)")
        assert cursor.fetchone() == (0,)


@given(st.text(max_size=200))
def test_any_text_names_partners_or_the_line_that_does_not(text: str) -> None:
    found = rules.partners(text)
    if isinstance(found, str):
        assert found
    else:
        assert all(len(each.code) == 4 and each.name for each in found)


def test_doubts_are_of_all_who_take_part() -> None:
    ours = frozenset({"9901", "9902"})
    fine = Told("planned", True, ours)
    assert rules.doubts({"9901": fine, "9902": fine}, ours) == ()
    assert rules.doubts({"9901": fine}, ours) == (("9902", "missing"),)
    assert rules.doubts({"9901": fine, "9902": Told("planned", True, frozenset({"9902"}))}, ours) == (
        ("9902", "others"),
    )


def test_a_file_reads_as_it_was_written() -> None:
    shared = files.Shared(
        "9901", "Å", "?", ("walk",), ("2024-12", "2025-01"), "2025-01",
        (files.Area("treated", 3, (1, 0)), files.Area("compared", 4, (0, 2))), 1.25, {"treated": 2, "compared": 0},
        Told("planned", True, frozenset({"9901", "9902"})),
    )  # fmt: skip
    assert files.shared(files.loaded(files.written(shared))) == shared
