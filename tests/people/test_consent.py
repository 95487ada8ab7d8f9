"""What was agreed to stays what it was, and counts until it is taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.people import consent
from kokong.people.models import Consent as Row
from tests import roles
from tests.cast import Cast
from tests.keeping import rule

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
HOME = ("household", 12)
WORDS = "You may write to us about the neighbourhood watch."


def agree(subject: tuple[str, int] = HOME, *, after: int = 0, text: str = WORDS) -> consent.Consent:
    when = NOW + timedelta(days=after)
    return consent.given(subject=subject, purpose="watch.mail", text=text, channel="paper", now=when)


def take_back(subject: tuple[str, int] = HOME, *, after: int) -> bool:
    when = NOW + timedelta(days=after)
    return consent.withdraw(subject=subject, purpose="watch.mail", channel="phone", now=when)


def holds(subject: tuple[str, int] = HOME, purpose: str = "watch.mail") -> bool:
    return consent.holds(subject=subject, purpose=purpose)


def test_given_taken_back_and_given_anew_in_other_words(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        assert not holds()
        assert not take_back(after=0)
        agree()
        assert holds()
        assert not holds(purpose="watch.phone")
        assert not holds(("user", 12))
        assert take_back(after=1)
        assert not holds()
        agree(after=2, text="And call us.")
        assert holds()
        lines = consent.history(subject=HOME)
        assert [(line.given, line.text, line.channel) for line in lines] == [
            (True, WORDS, "paper"), (False, "", "phone"), (True, "And call us.", "paper"),
        ]  # fmt: skip
        assert {line.by for line in lines} == {cast.coordinator.user_id}
    (line, *_) = cast.log(subject="household", subject_id=12)
    assert (line.action, line.detail) == ("consent.given", {"purpose": "watch.mail"})


def test_many_are_asked_at_once(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        for number in (1, 2, 3):
            agree(("household", number))
        take_back(("household", 2), after=1)
        assert consent.holding(kind="household", purpose="watch.mail") == {1, 3}
        assert consent.holding(kind="household", purpose="watch.mail", ids=[2, 3, 4]) == {3}


def test_what_is_no_consent(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        with pytest.raises(UserError, match="what was agreed to"):
            agree(text=" ")
        with pytest.raises(ValueError, match="is no channel"):
            consent.given(subject=HOME, purpose="x", text="x", channel="pigeon", now=NOW)  # type: ignore[arg-type]


def test_no_line_is_ever_changed_and_the_next_municipality_sees_none(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        agree()
        for process in ("web", "worker"):
            with roles.acting(process), pytest.raises(DatabaseError, match="denied"), transaction.atomic():
                Row.objects.update(text="Something else.")
    with cast.acting(cast.stranger):
        assert not holds()
        assert consent.history(subject=HOME) == ()
        assert not take_back(after=1)


def test_two_years_after_it_was_taken_back_it_is_forgotten(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        agree()
        take_back(after=1)
        agree(("household", 13))  # stands, and stays
        agree(("household", 14))
        take_back(("household", 14), after=1)
        agree(("household", 14), after=2)  # given anew: the first two lines go
    kept = rule("consents")
    with tenancy.scope(municipality_id=cast.home.pk), roles.acting("worker"):
        for days, gone in ((0, 0), (30, 4)):
            before = NOW + timedelta(days=days)
            assert (kept.apply(before, True), kept.apply(before, False)) == (gone, gone)
        assert sorted(Row.objects.values_list("subject_id", flat=True)) == [13, 14]
        assert holds(("household", 13))
        assert holds(("household", 14))
