"""Account numbers are each municipality's own affair: nobody learns another's, takes it, or gets in its way."""

from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import prefixes
from kokong.people.api import Actor
from tests.alarms.admin import as_owner
from tests.alarms.conftest import HEX, NOW, Site

KEY = api.NewKey(hex=HEX)


def test_each_municipality_has_a_line_of_its_own(site: Site) -> None:
    for actor, line in ((site.cast.coordinator, "9901"), (site.cast.stranger, "9902")):
        with site.cast.acting(actor):
            assert api.own_line() == api.own_line() == line
            assert models.Prefix.objects.count() == 1
            assert api.enrol(account="7", now=NOW).line == line


def test_a_code_that_is_taken_gives_six_digits(committed_site: Site) -> None:
    site = committed_site
    as_owner("INSERT INTO alarms_prefix (line, municipality_id) VALUES ('9902', NULL)")
    with site.cast.acting(site.cast.stranger):
        own = api.own_line()
        assert own != "9902"
        assert len(own) == 6
        assert own == api.own_line()
        assert api.enrol(account="1234", now=NOW).line == own


def test_enrolling_a_number_tells_nothing_of_the_next_municipality(site: Site) -> None:
    """1234 is somebody's at home, 4321 is nobody's: the next municipality can't tell them apart."""
    with site.cast.acting(site.cast.stranger):
        taken, free = (api.enrol(account=number, now=NOW) for number in ("1234", "4321"))
        same = [{**vars(one), "id": 0, "account": "", "written": ""} for one in (taken, free)]
        assert same[0] == same[1]
        assert {one.account for one in api.accounts()} == {"1234", "4321"}
    with site.cast.acting(site.cast.coordinator):
        assert [one.account for one in api.find_accounts(account="1234")] == ["1234"]


@pytest.mark.parametrize("line", ["9901", "5"])
def test_another_s_line_is_not_taken_and_not_told_of(site: Site, line: str) -> None:
    """Neither whose it is, nor that it is anybody's. A panel with a key is told from others by that."""
    with site.cast.acting(site.cast.stranger):
        with pytest.raises(api.FieldProblem) as refused:
            api.enrol(account="1234", line=line, now=NOW)
        assert refused.value.field == "line"
        assert "9902" in str(refused.value)
        assert "9901" not in str(refused.value)
        made = api.enrol(account="1234", line=line, key=KEY, now=NOW)
        assert (made.line, made.prefixed) == (line, False)
        with pytest.raises(api.FieldProblem, match="own line number, 9902"):
            api.change(account_id=made.id, key=api.NO_KEY)
        moved = api.change(account_id=made.id, line="")
        assert (moved.line, moved.prefixed) == ("9902", True)
        assert not api.change(account_id=made.id, key=api.NO_KEY).keyed


def test_a_number_is_used_once_in_its_municipality(site: Site) -> None:
    with site.cast.acting(site.cast.coordinator):
        for number, line in (("1234", ""), ("01234", "0"), ("1234", "9901")):
            with pytest.raises(api.NumberTaken, match="in this municipality"):
                api.enrol(account=number, line=line, now=NOW)
        api.enrol(account="1234", receiver="2", now=NOW)
        api.retire(account_id=site.account.id, now=NOW)
        again = api.enrol(account="1234", now=NOW)
        assert again.number == "1234"


def _enrolled_before(site: Site, actor: Actor, **numbers: str) -> int:
    with site.cast.acting(actor):
        return models.Account.objects.create(**numbers, written=numbers["account"], enrolled=NOW).pk


def test_a_panel_enrolled_before_keeps_its_numbers_until_they_change(site: Site) -> None:
    before = _enrolled_before(site, site.cast.coordinator, account="77", line="0")
    with site.cast.acting(site.cast.coordinator):
        with pytest.raises(api.NumberTaken):
            api.enrol(account="77", now=NOW)
        kept = api.change(account_id=before, line="0", account="077", receiver="0", interval_s=60, key=KEY)
        assert (kept.line, kept.prefixed, kept.number) == ("0", False, "77")
        assert api.change(account_id=before, line="9901").prefixed
    other = _enrolled_before(site, site.cast.coordinator, account="88", line="0")
    with site.cast.acting(site.cast.coordinator):
        assert api.change(account_id=other, account="89").line == "9901"


def test_lines_that_panels_use_already_are_given_to_nobody(committed_site: Site) -> None:
    site = committed_site
    _enrolled_before(site, site.cast.coordinator, account="77", line="9902")
    _enrolled_before(site, site.cast.coordinator, account="78", line="0")
    as_owner("DELETE FROM alarms_prefix")  # as it is before the migration; its table is new
    migration: Any = import_module("kokong.measures.alarms.migrations.0005_prefixes")
    for statement in migration.KEEP_WHAT_IS_USED:
        as_owner(statement)
    with site.cast.acting(site.cast.stranger):
        assert len(api.own_line()) == 6


@pytest.mark.parametrize(("code", "first"), [("0880", "880"), ("9902", "9902"), ("00", ""), ("SE-08", "")])
def test_a_code_that_can_be_a_line_is_the_first_choice(code: str, first: str) -> None:
    offered = next(prefixes.offers(code))
    assert offered == (first or offered)
    assert first or len(offered) == 6


def test_the_pages_and_the_interface_show_the_line_to_program(site: Site) -> None:
    browser = site.cast.client(site.cast.coordinator)
    assert "9901" in browser.get(reverse("alarms:enrol")).content.decode()
    form = {"account": "77", "receiver": "0", "line": "", "transport": "any", "quirks": "0", "notation": "new"}
    sheet = browser.post(reverse("alarms:enrol"), form).content.decode()
    assert "<td>9901</td>" in sheet
    made = browser.post("/api/v1/alarms/accounts", {"account": "78"}, content_type="application/json")
    assert (made.json()["line"], made.json()["prefixed"]) == ("9901", True)
    before = _enrolled_before(site, site.cast.coordinator, account="79", line="0")
    page = browser.get(reverse("alarms:sheet", args=[before])).content.decode()
    assert "does not send the municipality" in page
    taken = browser.post(reverse("alarms:enrol"), form)
    assert taken.status_code == 422
    assert "in use in this municipality" in taken.content.decode()
