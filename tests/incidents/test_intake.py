"""Reporting, confirming, withdrawing and correcting: what is kept, who is told, what is refused."""

from datetime import timedelta

from kokong.incidents import api
from tests.incidents.conftest import NOW, Report, Town


def test_a_report_is_a_draft_of_the_dwellings_kind(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.coordinator):
        burglary = report()
        assert (burglary.state, burglary.dwelling_kind, burglary.completed) == ("draft", "house", True)
        assert api.burglary(burglary_id=burglary.id) == burglary
        assert api.burglaries() == ()
        assert api.burglaries(states=("draft",)) == (burglary,)


def test_confirming_twice_is_confirming_once(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        draft = report()
        confirmed, event = api.confirm(burglary_id=draft.id, now=NOW)
        assert (confirmed.state, confirmed.confirmed_at) == ("confirmed", NOW)
        assert event is not None
        assert event.what == api.BurglaryConfirmed(draft.id, town.homes[0])
        assert api.confirm(burglary_id=draft.id, now=NOW + timedelta(minutes=1)) == (confirmed, None)
        assert [v.action for v in api.history(burglary_id=draft.id)] == ["reported", "confirmed"]
