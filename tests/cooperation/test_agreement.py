"""Who shares what: lines, decisions with an end, and the papers made from what rooms declare."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kokong.incidents.models import Burglary
from kokong.kernel import retention
from kokong.measures.cooperation.agreement import assessment, register, rules, words, work
from kokong.measures.cooperation.agreement.models import AgreementSharing
from kokong.measures.cooperation.agreement.values import LineMissing, Refused, SharingMissing
from kokong.people import api as people
from tests.cast import Cast
from tests.places.town import add_dwelling

PAGE = "/cooperation/agreement/"


def burglary(now: datetime) -> int:
    """One, at a home of its own."""
    home = add_dwelling("Storgatan", "1")
    row = Burglary.objects.create(
        dwelling_id=home.pk, earliest=now - timedelta(hours=3), latest=now, dwelling_kind="house", completed=True,
        source="form", state="confirmed", reported_at=now, confirmed_at=now,
    )  # fmt: skip
    return int(row.pk)


def shared(cast: Cast, **changed: Any) -> int:
    """An officer shares how they got in, by a line of the police."""
    now = timezone.now()
    with cast.acting(cast.officer) as me:
        line = work.agree(what="Tillvägagångssätt", ground="secrecy_tested", purpose="Råd", actor=me, now=now)
        usual = {
            "line_id": line, "burglary_id": burglary(now), "fact": "modus", "text": "Altandörren bröts upp.",
            "purpose": "Rätt råd till grannarna", "days": 14, "actor": me, "now": now,
        }  # fmt: skip
        return work.share(**{**usual, **changed})


def test_a_shared_fact_is_seen_until_its_end_and_not_after(cast: Cast) -> None:
    number = shared(cast)
    with cast.acting(cast.coordinator):
        (seen,) = work.sharings(now=timezone.now())
    assert (seen.text, seen.decided_by) == ("Altandörren bröts upp.", cast.officer.user_id)
    with cast.acting(cast.officer) as me:
        work.take_back(sharing_id=number, actor=me, now=timezone.now())
        (for_police,) = work.sharings(now=timezone.now())
    assert for_police.ended_at is not None
    with cast.acting(cast.coordinator):
        assert work.sharings(now=timezone.now()) == ()
        assert not AgreementSharing.objects.exists()  # the database itself shows it no more
    assert [each.action for each in cast.log(subject="sharing")][::-1] == [
        "agreement.police_shared", "agreement.police_sharing_seen", "agreement.police_taken_back",
    ]  # fmt: skip


def test_the_log_never_holds_what_was_shared(cast: Cast) -> None:
    shared(cast)
    assert "Altandörren" not in str([each.detail for each in cast.log()])


def test_nobody_but_the_police_shares_or_takes_back(cast: Cast) -> None:
    number = shared(cast)
    with cast.acting(cast.coordinator) as me:
        row = AgreementSharing.objects.get(pk=number)
        with pytest.raises(Refused):
            work.share(
                line_id=row.line_id, burglary_id=row.burglary_id, fact="modus", text="x", purpose="x", days=3,
                actor=me, now=timezone.now(),
            )  # fmt: skip
        with pytest.raises(Refused):
            work.take_back(sharing_id=number, actor=me, now=timezone.now())
        with pytest.raises(DatabaseError), transaction.atomic():  # and not past the program either
            AgreementSharing.objects.create(
                line_id=row.line_id, burglary_id=row.burglary_id, fact="modus", purpose="x",
                decided_at=timezone.now(), ends=timezone.now() + timedelta(days=1),
            )  # fmt: skip
        assert AgreementSharing.objects.filter(pk=number).update(purpose="annat") == 0


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("days", {"days": 91}), ("days", {"days": 0}), ("text", {"text": " "}), ("purpose", {"purpose": ""}),
        ("fact", {"fact": "name"}), ("burglary", {"burglary_id": 99_999_999}), ("line", {"line_id": 99_999_999}),
    ],
)  # fmt: skip
def test_what_can_not_be_shared_is_refused_beside_its_field(
    cast: Cast, field: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        shared(cast, **changed)
    assert refused.value.field == field


def test_each_authority_writes_and_ends_its_own_lines(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator) as me:
        mine = work.agree(what="Trygghetsvandringar", ground="public", purpose="Samordning", actor=me, now=now)
        with pytest.raises(Refused):
            work.agree(what="", ground="public", purpose="Samordning", actor=me, now=now)
        with pytest.raises(Refused):
            work.agree(what="X", ground="because", purpose="Samordning", actor=me, now=now)
    with cast.acting(cast.officer) as me:
        with pytest.raises(Refused):
            work.end(line_id=mine, actor=me, now=now)
        with pytest.raises(LineMissing):
            work.end(line_id=99_999_999, actor=me, now=now)
        with pytest.raises(SharingMissing):
            work.take_back(sharing_id=99_999_999, actor=me, now=now)
    with cast.acting(cast.coordinator) as me:
        work.end(line_id=mine, actor=me, now=now)
        (line,) = work.lines()
    assert (line.giver, line.ended_at) == ("municipality", now)


def test_the_words_go_a_month_after_the_end_and_the_decision_stays(cast: Cast) -> None:
    shared(cast, now=timezone.now() - timedelta(days=60), days=14)
    rule = next(each for each in retention.rules() if each.name == "facts that the police shared")
    with cast.acting(cast.officer):
        assert rule.apply(timezone.now() - rule.period, False) == 1
        (kept,) = AgreementSharing.objects.all()
    assert (kept.text, kept.purpose, kept.decided_by) == ("", "Rätt råd till grannarna", cast.officer.user_id)


def test_the_register_has_every_rule_and_who_may_see(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        found = register.register()
    held = {column for each in found for data in each.data for column in data.columns}
    declared = {
        f"{label}.{name}"
        for rule in retention.rules()
        for label, names in rule.columns.items()
        for name in names.split()
    }
    assert held == declared
    assert all(each.who and each.data for each in found)
    assert {action for actions in register.ACTIONS.values() for action in actions} <= people.who_may().keys()
    assert register.period(0) == "until it is over"
    assert register.period(730) == "2 years"
    assert register.period(1826) == "5 years"
    assert register.period(90) == "90 days"


def test_the_draft_says_what_is_agreed_and_every_risk(cast: Cast) -> None:
    shared(cast)
    with cast.acting(cast.coordinator):
        said = " ".join(line for part in assessment.sections() for line in part.says)
        risks = assessment.risks()
    assert "Tillvägagångssätt" in said
    assert len(risks) == len(rules.RISKS) == len(words.RISKS)


def test_the_pages_and_papers(cast: Cast) -> None:
    shared(cast)
    officer, coordinator = cast.client(cast.officer), cast.client(cast.coordinator)
    assert "Altandörren bröts upp." in coordinator.get(PAGE).content.decode()
    assert "Take back" not in coordinator.get(PAGE).content.decode()
    assert "Take back" in officer.get(PAGE).content.decode()
    assert "GDPR art. 30" in coordinator.get(f"{PAGE}register/").content.decode()
    assert "Left to decide" in coordinator.get(f"{PAGE}assessment/").content.decode()
    for name in ("register", "assessment"):
        paper = coordinator.get(f"{PAGE}{name}.pdf")
        assert paper.headers["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
    with cast.acting(cast.officer):
        row = AgreementSharing.objects.get()
    sent = {
        "line": row.line_id,
        "burglary": row.burglary_id,
        "fact": "goods",
        "text": "Cyklar",
        "purpose": "",
        "days": "3",
    }
    assert officer.post(f"{PAGE}share/", sent).status_code == 422
    assert officer.post(f"{PAGE}share/", {**sent, "purpose": "Uppmärksamhet"}).status_code == 302
    assert coordinator.post(f"{PAGE}share/", {**sent, "purpose": "Egen"}).status_code == 422
    assert officer.post(f"{PAGE}shared/{row.pk}/take-back/").status_code == 302
    assert "Altandörren" not in coordinator.get(PAGE).content.decode()
    made = coordinator.post(f"{PAGE}new/", {"what": "Vandringar", "ground": "public", "purpose": "Plan"})
    assert made.status_code == 302
    assert cast.client(cast.stranger).get(PAGE).content.decode().count("Vandringar") == 0
