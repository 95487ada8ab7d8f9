"""`kokong alarms`: what it prints, what it refuses, and what it leaves undone then."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kokong.cli import app
from kokong.incidents.api import FieldProblem as TimeProblem
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.measures.alarms import api, models
from tests.alarms.conftest import HEX, Site
from tests.alarms.receiver.rig import enrol, receiving, sent, until
from tests.dc09.vectors import AES128

ENROL = ("alarms", "enrol", "--municipality", "9901", "--account")


def run(*words: str, typed: str = "") -> Result:
    """Run `kokong` with words; what it refuses is raised."""
    return CliRunner().invoke(app, words, input=typed, catch_exceptions=False)


def enrolled() -> int:
    with tenancy.scope(municipality_id=None, authority="receiver"):
        return models.Account.objects.count()


def test_enrol_prints_the_account_and_never_the_key(committed_site: Site) -> None:
    words = (
        *ENROL, "00af", "--receiver", "1", "--line", "2", "--key", HEX, "--transport", "udp", "--interval", "60",
        "--address", "Storgatan 7", "--quirk", "cr-counted", "--json",
    )  # fmt: skip
    said = json.loads(run(*words).stdout)
    assert (said["account"], said["receiver"], said["line"], said["municipality"]) == ("00AF", "1", "2", "9901")
    assert (said["transport"], said["interval"], said["keyed"], said["quirks"]) == ("udp", 60, True, 1)
    assert said["address"].startswith("Storgatan 7")
    assert said["dwelling"] == committed_site.homes[6].pk
    assert HEX not in json.dumps(said)


def test_enrol_says_which_line_to_program(committed_site: Site) -> None:
    assert "line number 9901" in run(*ENROL, "77").stdout
    said = json.loads(run(*ENROL, "78", "--line", "0", "--json").stdout)
    assert (said["line"], said["prefixed"]) == ("9901", True)
    assert "9901" in run("alarms", "list", "--municipality", "9901").stdout


def test_a_key_can_be_typed_in_instead_of_written_on_the_line(committed_site: Site) -> None:
    run(*ENROL, "AA", "--key-ascii", "-", typed="0123456789ABCDEF\n")
    with committed_site.cast.acting(committed_site.operator):
        assert [one.key_notation for one in api.find_accounts(account="aa")] == ["ascii"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1234",), "is in use"),
        (("01234",), "is in use"),
        (("77", "--key", "0011"), "32, 48 or 64 digits"),
        (("77", "--key", "0123456789ABCDEF"), "is given as characters"),
        (("77", "--key-ascii", "åäö"), "without accents"),
        (("77", "--key", HEX, "--key-ascii", "0123456789ABCDEF"), "not both"),
        (("77", "--line", "1"), "own line number, 9901"),
        (("xy-z",), "digits and letters"),
        (("12345678901234567",), "digits and letters"),
        (("77", "--transport", "pigeon"), "tcp, udp or any"),
        (("77", "--interval", "0"), "from 1 to"),
        (("77", "--address", "Ingenstans 1"), "No dwelling has the address"),
        (("77", "--quirk", "odd"), "is no quirk"),
        (("77", "--centre", "Nowhere"), "no alarm centre"),
    ],
)
def test_what_cannot_be_enrolled_is_said_and_nothing_is_done(
    committed_site: Site, words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        run(*ENROL, *words)
    assert enrolled() == 1


def test_events_of_everybody_in_order_as_one_list(committed_site: Site) -> None:
    site = committed_site
    assert json.loads(run("alarms", "events", "--json").stdout) == []
    raw = "[#1234|Nri1/BA12^Köket^]".encode("cp1252")
    site.send("burglary", "12", code="BA", area="1", sequence="0001", protocol="SIA-DCS", raw=raw)
    with site.cast.acting(site.cast.stranger):
        other = api.enrol(account="1234", now=site.clock)
    site.send("test", account=other.id, after=1)
    site.send("verified", "12", code="BV", after=1)
    site.raise_all()
    said = json.loads(run("alarms", "events", "--json").stdout)
    assert [(one["municipality"], one["line"], one["kind"]) for one in said] == [
        ("9901", "9901", "burglary"), ("9902", "9902", "test"), ("9901", "9901", "verified"),
    ]  # fmt: skip
    first = said[0]
    assert (first["account"], first["receiver"], first["sequence"]) == ("1234", "0", "0001")
    assert (first["code"], first["zone"], first["area"]) == ("BA", "12", "1")
    assert first["raw"] == "[#1234|Nri1/BA12^Köket^]"
    assert first["received"] == first["occurred"] == "2026-11-20T03:00:00+00:00"
    assert first["alarm"] == site.only().id
    ours = json.loads(run("alarms", "events", "-m", "9901", "--account", "1234", "--json").stdout)
    assert [one["kind"] for one in ours] == ["burglary", "verified"]
    since = ("--since", "2026-11-20T03:00:01+00:00")
    assert len(json.loads(run("alarms", "events", "--account", "1234", *since, "--json").stdout)) == 2
    assert "BV" in run("alarms", "events", "--line", "9901", "--account", "1234").stdout.splitlines()[-1]


def test_events_of_what_is_not_there(committed_site: Site) -> None:
    with pytest.raises(UserError, match="no account 99"):
        run("alarms", "events", "--account", "99")
    with pytest.raises(UserError, match="no municipality"):
        run("alarms", "events", "-m", "1")
    with pytest.raises(TimeProblem):
        run("alarms", "events", "--since", "yesterday")


def test_a_number_on_two_lines_must_be_told_apart(committed_site: Site) -> None:
    run(*ENROL, "1234", "--line", "1", "--key", HEX)
    with pytest.raises(UserError, match="--receiver 0 --line 1"):
        run("alarms", "retire", "-m", "9901", "--account", "1234")
    run("alarms", "retire", "-m", "9901", "--account", "1234", "--line", "1")
    with pytest.raises(UserError, match="no account 1234"):
        run("alarms", "retire", "-m", "9902", "--account", "1234")
    run("alarms", "retire", "-m", "9901", "--account", "1234")
    assert "retired" in run("alarms", "list", "-m", "9901", "--retired").stdout
    assert run("alarms", "list", "-m", "9901").stdout == ""


def test_test_mode_and_contacts(committed_site: Site) -> None:
    who = ("-m", "9901", "--account", "1234")
    assert json.loads(run("alarms", "test", *who, "--json").stdout)["test_until"]
    assert json.loads(run("alarms", "test", *who, "--minutes", "0", "--json").stdout)["test_until"] is None
    nils = ("--name", "Nils Nyckel", "--what", "key_holder", "--phone", "070-1")
    with pytest.raises(UserError, match="consent"):
        run("alarms", "contacts", "add", *who, *nils)
    run("alarms", "contacts", "add", *who, *nils, "--consent")
    run("alarms", "contacts", "add", *who, "--name", "Olga", "--email", "o@agare.example", "--consent")
    assert [one["name"] for one in json.loads(run("alarms", "contacts", "list", *who, "--json").stdout)] == [
        "Nils Nyckel", "Olga",
    ]  # fmt: skip
    run("alarms", "contacts", "remove", *who, "--position", "1")
    assert "1  owner      Olga" in run("alarms", "contacts", "list", *who).stdout
    with pytest.raises(UserError, match="no contact 2"):
        run("alarms", "contacts", "remove", *who, "--position", "2")


def test_a_centre_is_made_once_and_its_operators_work_nowhere_else(committed_site: Site) -> None:
    for _ in range(2):
        run("alarms", "centre", "Larmcentral Syd", "--operator", "Siv Syd <siv@syd.example>")
    run(*ENROL, "5001", "--centre", "Larmcentral Syd")
    with tenancy.scope(municipality_id=None, authority="system"):
        operator = models.CentreOperator.objects.get()
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=operator.user_id):
        assert [one.account for one in api.accounts()] == ["5001"]
    with pytest.raises(UserError, match="not an e-mail address"):
        run("alarms", "centre", "Larmcentral Norr", "--operator", "nobody")


def test_whoever_leaves_a_centre_sees_its_alarms_no_more(committed_site: Site) -> None:
    run("alarms", "centre", "Larmcentral Syd", "--operator", "Siv Syd <siv@syd.example>")
    run(*ENROL, "5001", "--centre", "Larmcentral Syd")
    with tenancy.scope(municipality_id=None, authority="system"):
        operator = models.CentreOperator.objects.get()
    run("alarms", "centre", "Larmcentral Syd", "--ended", "Siv@Syd.example")
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=operator.user_id):
        assert api.accounts() == ()
    with pytest.raises(UserError, match="Nobody with that address"):
        run("alarms", "centre", "Larmcentral Syd", "--ended", "siv@syd.example")


def test_keys_are_sealed_anew(committed_site: Site) -> None:
    def sealed() -> bytes:
        with tenancy.scope(municipality_id=None, authority="receiver"):
            return bytes(models.Account.objects.get().key_sealed or b"")

    before = sealed()
    assert run("alarms", "rotate-key").stdout == "1 keys are sealed anew.\n"
    assert sealed() != before


def test_a_panel_that_reports_and_is_not_enrolled_is_shown_until_it_is(committed_site: Site) -> None:
    enrol("2001")
    with receiving() as receiver:
        for sequence in (1, 2):
            receiver.ask(sent("NBA1", account="00BEEF", sequence=sequence))
        receiver.ask(sent("NBA1", account="2002", key=AES128))
        receiver.ask(sent("NBA1", account="2001"))
        found = until(lambda: (shown := unknown()) and len(shown) == 2 and shown)
    assert [(one["who"], one["why"], one["messages"], one["encrypted"]) for one in found] == [
        ("0-0-2002", "unknown", 1, True), ("0-0-BEEF", "unknown", 2, False),
    ]  # fmt: skip
    assert found[0]["address"] == "127.0.0.1"
    assert '"SIA-DCS"0002L0#00BEEF[#00BEEF|NBA1]' in found[1]["raw"]
    enrol("BEEF")
    assert [one["who"] for one in unknown()] == ["0-0-2002"]


def unknown() -> list[dict[str, Any]]:
    return list(json.loads(run("alarms", "unknown", "--json").stdout))


def test_an_address_is_kept_as_written_where_none_is_imported(committed_site: Site) -> None:
    with pytest.raises(UserError, match="Nothing was enrolled"):
        run(*ENROL, "3001", "--address", "Ingenstansgatan 1")
    run("municipality", "create", "--code", "9977", "--name", "Ny", "--crs", "3006")
    made = run("alarms", "enrol", "-m", "9977", "--account", "3001", "--address", "Nygatan 1", "--json")
    assert json.loads(made.stdout)["address"] == "Nygatan 1"
    assert "no draft" in made.stderr
    assert json.loads(made.stdout)["dwelling"] is None
