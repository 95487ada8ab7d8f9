"""What a phone asks for, and what it is told without a sign-in, with another role, or with an old token."""

import json
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from kokong.field import keys, words
from kokong.kernel import built, installation
from kokong.measures.cocoons import api
from kokong.people.models import Membership, User
from tests.cocoons.conftest import NOW, Town
from tests.field.conftest import Json, Phone, event
from tests.places.basemap import write


def cost(phone: Phone) -> int:
    """What every signed-in request costs: session, person, memberships, scope, savepoints."""
    with CaptureQueriesContext(connection) as asked:
        phone.client.get("/field/api/session")
    return len(asked)


def state(phone: Phone, round_id: int) -> Json:
    answer = phone.client.get(f"/field/api/rounds/{round_id}")
    assert answer.status_code == 200
    told: Json = answer.json()
    return told


def test_the_state_says_what_a_phone_shows(phone: Phone, walk: api.Round, door_ids: list[int]) -> None:
    told = event(door_ids[0])
    phone.send(told, event(door_ids[0], "follow_up", visit=told["id"], follow_ups=["kit"]))
    phone.send(event(door_ids[1], "claim"))
    first, second = state(phone, walk.id)["doors"][:2]
    assert [door["order"] for door in (first, second)] == [1, 2]
    (visit,) = first["visits"]
    assert (visit["id"], visit["by"], visit["mine"], visit["outcome"]) == (
        told["id"],
        "Cilla Besökare",
        True,
        "talked",
    )
    assert visit["follow_ups"] == ["kit"]
    assert (second["claimed_by"], second["mine"]) == ("Cilla Besökare", True)
    assert first["address"].startswith("Storgatan")
    assert 56 < first["lat"] < 57


def test_nothing_changed_is_304_in_one_query(
    phone: Phone, walk: api.Round, door_ids: list[int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/field/api/rounds/{walk.id}"
    etag, every = phone.client.get(address)["ETag"], cost(phone)
    with django_assert_max_num_queries(every + 1):
        assert phone.client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert phone.client.get(address, headers={"if-none-match": f"W/{etag}"}).status_code == 304
    with django_assert_max_num_queries(every + 3):
        assert phone.client.get(address).status_code == 200
    phone.send(event(door_ids[0], "claim"))
    assert phone.client.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("kind", ["visit", "undo", "follow_up", "claim", "release"])
def test_whatever_happens_changes_the_version(
    phone: Phone, walk: api.Round, door_ids: list[int], kind: str
) -> None:
    told = event(door_ids[0])
    phone.send(told, event(door_ids[1], "claim"))
    before = state(phone, walk.id)["version"]
    more: Json = {"undo": {"undoes": told["id"]}, "follow_up": {"visit": told["id"], "follow_ups": ["sign"]}}.get(
        kind, {}
    )
    place = {"release": 1, "claim": 2, "visit": 2}.get(kind, 0)
    phone.send(event(door_ids[place], kind, **more))
    assert state(phone, walk.id)["version"] != before


def test_a_phone_shows_only_its_persons_rounds(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], walk: api.Round
) -> None:
    cast = town.cast
    with cast.acting(cast.officer):
        partners = api.create_round(cocoon_id=walk.cocoon_id, visitor_ids=[cast.partner.user_id], now=NOW)
    for address in (f"/field/api/rounds/{partners.id}", f"/field/rounds/{partners.id}/"):
        assert phone.client.get(address).status_code == 404
        assert phone_of(cast.stranger).client.get(address).status_code == 404
        assert phone_of(cast.coordinator).client.get(address).status_code == 200


def test_a_round_that_ended_is_gone(town: Town, phone: Phone, walk: api.Round) -> None:
    with town.cast.acting(town.cast.officer):
        api.end_round(round_id=walk.id, now=NOW)
    answer = phone.client.get(f"/field/api/rounds/{walk.id}")
    assert answer.status_code == 404
    assert answer.json()["error"]


@pytest.mark.parametrize("address", ["session", "rounds/1", "outbox"])
def test_without_a_sign_in_scripts_get_401_and_no_page(db: None, address: str) -> None:
    client = Client()
    ask = client.post if address == "outbox" else client.get
    answer = ask(f"/field/api/{address}", content_type="application/json")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("role", ["resident", "auditor", "contact_person"])
def test_roles_that_do_not_visit(town: Town, phone_of: Callable[..., Phone], role: str) -> None:
    phone = phone_of(getattr(town.cast, role))
    assert phone.post().status_code == 403
    assert phone.client.get("/field/api/session").status_code == 403
    assert phone.client.get("/field/").status_code == 403


def test_the_token_from_the_session_is_good_whatever_the_page_said(town: Town, door_ids: list[int]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.get(pk=town.cast.visitor.user_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    letter = json.dumps({"device": "7b0e0d1e-6f0f-4f43-8f38-02a3c0fca5d5", "events": [event(door_ids[0])]})

    def post(token: str) -> int:
        return client.post(
            "/field/api/outbox", letter, content_type="application/json", headers={"x-csrftoken": token}
        ).status_code

    assert post("x" * 64) == 403
    token = client.get("/field/api/session").json()["csrf"]
    assert post(token) == 200


def test_a_free_round_is_taken_by_the_first(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], walk: api.Round
) -> None:
    with town.cast.acting(town.cast.officer):
        free = api.create_round(cocoon_id=walk.cocoon_id, title="Free", now=NOW)
    assert "Free" in phone.client.get("/field/").content.decode()
    assert phone.client.get(f"/field/rounds/{free.id}/").status_code == 302
    assert phone.client.post(f"/field/rounds/{free.id}/take/")["Location"] == f"/field/rounds/{free.id}/"
    assert phone.client.post(f"/field/rounds/{free.id}/take/")["Location"] == f"/field/rounds/{free.id}/"
    partner = phone_of(town.cast.partner)
    assert partner.client.post(f"/field/rounds/{free.id}/take/")["Location"] == "/field/"
    assert "has taken that round" in partner.client.get("/field/").content.decode()
    assert phone_of(town.cast.stranger).client.post(f"/field/rounds/{free.id}/take/").status_code == 404
    with town.cast.acting(town.cast.officer):
        assert [r.visitor_ids for r in api.rounds(cocoon_id=walk.cocoon_id) if r.id == free.id] == [(phone.user,)]


def test_the_list_does_not_ask_more_for_more_rounds(
    town: Town, phone: Phone, walk: api.Round, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.cast.acting(town.cast.officer):
        for _ in range(5):
            api.create_round(cocoon_id=walk.cocoon_id, visitor_ids=[phone.user], now=NOW)
    with django_assert_max_num_queries(cost(phone) + 7):
        assert phone.client.get("/field/").status_code == 200


def test_the_map_is_told_where_its_ground_is(phone: Phone, walk: api.Round, tmp_path: Path) -> None:
    def told() -> Json:
        text = phone.client.get(f"/field/rounds/{walk.id}/").content.decode()
        config = text.split('id="field" type="application/json">', 1)[1].split("</script>", 1)[0]
        found: Json = json.loads(config)["map"]
        return found

    assert told()["tiles"] == "/places/tiles/{z}/{x}/{y}.mvt"
    assert told()["base"] is None
    here = replace(installation.current(), basemap=write(tmp_path / "base.pmtiles"))
    with patch.object(installation, "current", lambda: here):
        assert told()["base"] == {"file": "/places/basemap.pmtiles", "script": "/static/kokong/basemap.js"}


@pytest.mark.parametrize("name", ["map-worker.js", "photo-worker.js"])
def test_the_workers_of_map_and_photos_are_the_phones_own(db: None, name: str) -> None:
    if not finders.find(f"kokong/{name}"):
        pytest.skip("the front end has not been built")
    answer = Client().get(f"/field/{name}")
    assert answer["Content-Type"] == "text/javascript"
    assert "immutable" in answer["Cache-Control"]
    assert built.digest(name)
    assert built.digest("nothing.js") == ""


def test_pages_keep_the_content_security_policy(phone: Phone, walk: api.Round) -> None:
    for address in ("/field/", f"/field/rounds/{walk.id}/", "/field/offline/"):
        page = phone.client.get(address)
        text = page.content.decode()
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert not re.search(r"\sstyle=|\son\w+=", text)
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text)


def test_what_the_browser_asks_for_needs_no_sign_in(db: None) -> None:
    client = Client()
    manifest = client.get("/field/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == "/field/"
    assert client.get("/field/offline/").status_code == 200


def test_the_offline_page_names_nobody(phone: Phone) -> None:
    assert "Cilla" not in phone.client.get("/field/offline/").content.decode()


def test_the_service_worker_knows_its_files(db: None) -> None:
    if not finders.find("kokong/sw.js"):
        pytest.skip("the front end has not been built")
    answer = Client().get("/field/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    told = json.loads(answer.content.decode().split("=", 1)[1].split(";\n", 1)[0])
    assert "/static/kokong/field.js" in told["assets"]
    assert told["offline"] == "/field/offline/"


def test_the_script_has_words_for_every_code() -> None:
    codes = words.codes()
    assert set(codes["outcomes"]) == set(api.OUTCOMES)
    assert set(codes["follow_ups"]) == set(api.FOLLOW_UPS)
    for state_ in ("dropped", "do_not_visit", "shared", "done"):
        assert words.words()[f"why_{state_}"]


def test_what_opens_a_persons_records_comes_only_with_their_session(
    phone: Phone, phone_of: Callable[..., Phone], town: Town, walk: api.Round, settings: Any
) -> None:
    def told(of: Phone) -> Json:
        found: Json = of.client.get("/field/api/session").json()
        return found

    partner = phone_of(town.cast.partner)
    (mine,), (theirs,) = told(phone)["keys"], told(partner)["keys"]
    assert len(b64decode(mine)) == len(b64decode(theirs)) == 32
    assert mine != theirs
    assert told(phone_of(town.cast.visitor))["keys"] == [mine], "the same on every phone, whenever they sign in"
    assert phone.client.get("/field/api/session")["Cache-Control"].count("no-store")
    for page in ("/field/", f"/field/rounds/{walk.id}/"):
        assert mine not in phone.client.get(page).content.decode(), "pages are kept, the key goes"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is as long as secrets should be, so that nobody guesses it"
    again = keys.keys(user_id=phone.user)
    assert again[1:] == [mine], "what was sealed before the secret changed still opens"
    assert again[0] != mine


def test_nobody_else_is_handed_a_key(town: Town, phone_of: Callable[..., Phone]) -> None:
    assert "keys" not in Client().get("/field/api/session").json()
    assert "keys" not in phone_of(town.cast.resident).client.get("/field/api/session").json()


def test_a_role_that_ended_is_told_apart_from_a_sign_in_that_ran_out(
    town: Town, phone: Phone, walk: api.Round
) -> None:
    with town.cast.acting(town.cast.coordinator):
        Membership.objects.filter(user_id=phone.user).update(ended=NOW)
    for address in ("session", f"rounds/{walk.id}"):
        assert phone.client.get(f"/field/api/{address}").status_code == 403
    assert phone.post().status_code == 403


def test_a_round_says_how_long_it_may_be_shown_without_another_word(phone: Phone, walk: api.Round) -> None:
    told = state(phone, walk.id)
    assert told["lease"] == phone.client.get("/field/api/session").json()["lease"] == 12 * 3600
    due, expires = (datetime.fromisoformat(told["round"][name]) for name in ("due", "expires"))
    assert (due - NOW, expires - due) == (timedelta(hours=48), timedelta(hours=6))


def test_the_browsers_history_names_no_street(phone: Phone, walk: api.Round) -> None:
    page = phone.client.get(f"/field/rounds/{walk.id}/").content.decode()
    assert f"<title>Round {walk.id} · Kokong</title>" in page


def test_a_page_says_whose_it_is_and_the_offline_page_does_not(phone: Phone) -> None:
    def said(page: str) -> list[str]:
        return re.findall(r'<meta\s+name="person"\s+content="([^"]*)">', page)

    assert said(phone.client.get("/field/").content.decode()) == [str(phone.user)]
    assert said(Client().get("/account/login/").content.decode()) == [""]
    assert said(phone.client.get("/field/offline/").content.decode()) == []


def test_who_must_sign_in_before_taking_a_round_comes_back_to_the_rounds(
    town: Town, phone: Phone, walk: api.Round
) -> None:
    with town.cast.acting(town.cast.officer):
        free = api.create_round(cocoon_id=walk.cocoon_id, title="Free", now=NOW)
    address = f"/field/rounds/{free.id}/take/"
    assert Client().post(address)["Location"].startswith("/account/login/?next=/")
    assert phone.client.get(address)["Location"] == "/field/", "not a bare 405"
    with town.cast.acting(town.cast.officer):
        assert [r.visitor_ids for r in api.rounds(cocoon_id=walk.cocoon_id) if r.id == free.id] == [()]


def test_only_the_page_with_a_map_may_ask_where_one_is(phone: Phone, walk: api.Round) -> None:
    asked = {
        page: phone.client.get(page)["Permissions-Policy"] for page in (f"/field/rounds/{walk.id}/", "/field/")
    }
    assert ["geolocation=(self)" in policy for policy in asked.values()] == [True, False]
    assert all("camera=()" in policy for policy in asked.values())
