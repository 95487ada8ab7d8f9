"""Every address asked by everybody: who may not is refused, whatever id they type, and learns nothing."""

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from kokong.config.api_urls import api
from kokong.incidents import api as incidents
from kokong.people.api import Actor
from tests.addresses import ADDRESSES, ANYBODY, INSIDE, OUTSIDE, patterns
from tests.cast import Cast, _actor
from tests.everything import CASE_NUMBER, CONTACT, Everything, build_everything

pytestmark = pytest.mark.long
OURS = ("Storgatan", "Havsvik", "Bo Samordnare", "Kvällsrundan", CASE_NUMBER, CONTACT)
POLICES = (CASE_NUMBER, CONTACT)
READ_BY_THE_POLICE = {"desk:burglary", "api:get_burglary", "incidents:correct"}


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """All of it, in a test that is rolled back."""
    return build_everything(cast)


def said(answer: Any) -> str:
    """All that an answer tells, from its headers to the text of its pages on paper."""
    if answer.headers.get("Content-Type") == "text/event-stream":
        return str(answer.headers)  # its words are of `kernel.live`, and it ends after minutes
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return f"{answer.headers} {content.decode(errors='replace')}"


def with_an_id() -> list[str]:
    """Names of addresses that name something which belongs to a municipality."""
    parts = patterns()
    return [name for name in INSIDE if any(part.endswith("_id") for part in parts[name])]


def without_an_id() -> list[str]:
    return [name for name in INSIDE if name not in with_an_id()]


def guarded(answer: Any) -> bool:
    """Whether a browser is told to run nothing foreign, be framed nowhere, and keep it from the next person."""
    policy, kept = answer.headers["Content-Security-Policy"], answer.headers["Cache-Control"]
    return (
        "default-src 'self'" in policy
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["X-Frame-Options"] == "DENY"
        and answer.headers["Referrer-Policy"] == "same-origin"
        and any(word in kept for word in ("private", "no-store", "no-cache"))
    )


def test_every_address_has_its_line() -> None:
    assert set(patterns()) == set(ADDRESSES)
    assert len(patterns()) == len(OUTSIDE) + len(INSIDE)


def test_every_operation_of_the_api_has_its_line() -> None:
    paths = api.get_openapi_schema()["paths"]
    operations = sum(len(path) for path in paths.values())
    assert operations == sum(name.startswith("api:") for name in INSIDE) > 0


def test_without_a_sign_in_one_is_asked_to_sign_in(everything: Everything) -> None:
    for name in INSIDE:
        answer = everything.ask(Client(), name)
        asked = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")
        assert asked or answer.status_code == 401, (name, answer.status_code)
        assert not any(word in said(answer) for word in OURS), name


@pytest.mark.parametrize(
    "who",
    [
        "visitor",
        "contact_person",
        "resident",
        "auditor",
        "alarm_operator",
        "coordinator",
        "officer",
        "walker",
        "commuter",
    ],
)
def test_each_role_reaches_what_it_may_and_nothing_else(everything: Everything, who: str) -> None:
    actor: Actor = getattr(everything.cast, who)
    browser = everything.cast.client(actor)
    polices = set()
    for name in list(INSIDE):
        answer = everything.ask(browser, name)
        status = answer.status_code
        assert guarded(answer), name
        if ADDRESSES[name].may(*actor.roles):
            assert status not in {401, 403}, (name, status)
            assert status < 500, (name, status)
        else:
            assert status == 403, (name, status)
        if any(word in said(answer) for word in POLICES):
            polices.add(name)
    # What the police read themselves shows that there is something to look for.
    assert polices >= READ_BY_THE_POLICE if who == "officer" else not polices


def test_another_municipalitys_ids_do_not_exist(everything: Everything) -> None:
    """The answer is the same as for what never was."""
    cast = everything.cast
    browser, names = cast.client(cast.stranger), with_an_id()
    expected = {name: 404 if ADDRESSES[name].may("coordinator") else 403 for name in names}
    answers = {name: everything.ask(browser, name) for name in names}
    assert {name: answer.status_code for name, answer in answers.items()} == expected
    assert not [name for name, answer in answers.items() if any(word in said(answer) for word in OURS)]
    never = dict.fromkeys((part for part in everything.ids if part.endswith("_id")), 987_654_321)
    assert {name: everything.ask(browser, name, **never).status_code for name in names} == expected


def test_the_next_municipalitys_officer_changes_nothing_of_ours(everything: Everything) -> None:
    cast = everything.cast
    browser = cast.client(_actor(cast.elsewhere, "officer", "Ines Polis"))
    changing = [name for name in with_an_id() if ADDRESSES[name].may("officer")]
    assert everything.statuses(browser, changing) == dict.fromkeys(changing, 404)
    with cast.acting(cast.officer):
        found = incidents.burglary(burglary_id=everything.ids["burglary_id"])
        assert found is not None
        assert found.state == "confirmed"


def test_nothing_of_ours_is_told_to_the_next_municipality(everything: Everything) -> None:
    browser = everything.cast.client(everything.cast.stranger)
    for name in without_an_id():
        told = said(everything.ask(browser, name))
        assert not any(word in told for word in OURS), name


@pytest.mark.parametrize("who", ["coordinator", "officer"])
@pytest.mark.parametrize("asked", ["as=csv&personal=1", "as=csv"])
def test_the_polices_part_is_in_the_polices_file_alone(everything: Everything, who: str, asked: str) -> None:
    browser = everything.cast.client(getattr(everything.cast, who))
    told = said(browser.get(f"/burglaries/?{asked}"))
    assert "Confirmed" in told
    assert any(word in told for word in POLICES) == (who == "officer" and "personal" in asked)


@pytest.mark.parametrize("asked", ["search?q=storgatan", "layers/burglaries.geojson?days=1461"])
def test_the_police_part_is_in_no_answer_of_the_map(everything: Everything, asked: str) -> None:
    told = said(everything.cast.client(everything.cast.coordinator).get(f"/places/{asked}"))
    assert not any(word in told for word in POLICES)


NAMES_A_PLACE = (
    "people:rights-of",
    "public:",
    "walks-public:sign-up",
    "walks-public:wish-for",
    "watch:join",
    "watch:link",
    "homecheck:keep",
    "homecheck:link",
    "dialogue:answer",
    "outreach:subscribe",
    "outreach:newsletter-link",
)  # their address says of which municipality they are


def test_pages_for_anybody_tell_nothing_of_ours(everything: Everything) -> None:
    for name in OUTSIDE:
        if ADDRESSES[name].who == ANYBODY:
            nobodys = f"1-1-{'0' * 64}"  # a link of one's own is its door
            told = said(
                everything.ask(Client(), name, secret=nobodys, token=nobodys, feed=nobodys, reader=nobodys)
            )
            hidden = [word for word in OURS if word != "Havsvik" or not name.startswith(NAMES_A_PLACE)]
            assert not any(word in told for word in hidden), name
