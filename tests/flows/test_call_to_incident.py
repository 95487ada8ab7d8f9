"""A burglary told on the telephone becomes a draft that the officer sees, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.measures.alarms import api
from kokong.measures.alarms.calls import models as calls
from tests.alarms.conftest import Site, build_site
from tests.cast import Cast
from tests.worker import run_jobs


@pytest.fixture
def site(committed_cast: Cast) -> Site:
    """A panel at a home."""
    return build_site(committed_cast)


def told(site: Site) -> int:
    """Somebody rings and tells of a burglary."""
    now = timezone.now()
    said = api.Told(
        who="neighbour", wanted="burglary", caller="Gun Granne", phone="070-174 06 50", note="Krossad ruta"
    )
    with site.cast.acting(site.operator):
        return api.record_call(
            account_id=site.account.id, told=said, happened=(now - timedelta(hours=3), now - timedelta(hours=1)),
            now=now,
        )  # fmt: skip


def test_the_officer_gets_a_draft_and_sees_what_was_said(site: Site) -> None:
    first, second = told(site), told(site)
    run_jobs()
    with site.cast.acting(site.cast.officer):
        rows = {row.pk: row for row in calls.Call.objects.all()}
        (burglary,) = {row.burglary_id for row in rows.values()}
        assert burglary is not None
        draft = incidents.burglary(burglary_id=burglary)
        assert draft is not None
        assert (draft.state, draft.source, draft.dwelling_id) == ("draft", "phone", site.account.dwelling_id)
        assert (rows[first].drafted, rows[second].drafted) == ("drafted", "joined")
    page = site.cast.client(site.cast.officer).get(f"/burglary/{burglary}/").content.decode()
    assert "Krossad ruta" in page
    assert "Gun Granne" in page
