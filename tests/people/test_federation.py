"""Signing in through identity providers, over real HTTP to a provider in a thread."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oidc_provider_mock import run_server_in_thread

from kokong.kernel import tenancy
from kokong.people import api
from kokong.people.models import Grant, User
from kokong.people.signin import openid, providers, through
from kokong.people.signin.mapping import Line
from kokong.people.signin.providers import Terms
from tests.addresses import patterns
from tests.cast import PASSWORD, Cast

# The provider for trials uses what its own library has left behind.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PAGE = {"accept": "text/html"}
WRONG: Final[dict[str, dict[str, Any]]] = {
    "nonce": {"nonce": "x"},
    "audience": {"aud": "other"},
    "issuer": {"iss": "https://evil.example"},
    "expired": {"exp": 1},
}


@dataclass
class Directory:
    """A municipality's identity provider, and what it says of its people."""

    url: str
    key: str = "havsvik"

    def tell(self, sub: str, **claims: Any) -> None:
        httpx.put(f"{self.url}/users/{sub}", json=claims).raise_for_status()

    def answer(self, begun: str, sub: str) -> str:
        """The address to which the provider leads back once `sub` has shown who they are."""
        shown = httpx.post(begun, data={"sub": sub}, follow_redirects=False)
        assert shown.status_code in {302, 303}, shown.text
        return shown.headers["location"]


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread() as running:
        yield running


@pytest.fixture
def directory(server: Any, cast: Cast) -> Directory:
    """Havsvik's own, which makes its safety group coordinators."""
    found = Directory(f"http://localhost:{server.server_port}")
    add(found, cast)
    return found


def add(directory: Directory, cast: Cast, **more: Any) -> None:
    terms = Terms(cast.home.pk, "municipality", ("havsvik.se",), (Line("groups", "safety", "coordinator"),), 8)
    providers.add_openid(
        key=directory.key, name="Havsviks kommun", terms=replace(terms, **more), issuer=directory.url,
        client_id="kokong", secret="a-client-secret", internal=True,
    )  # fmt: skip


def come_in(directory: Directory, sub: str, client: Client | None = None) -> tuple[Client, HttpResponseBase]:
    """Sign in as a browser does: to the provider, and back with its answer."""
    client = client or Client(headers=PAGE)
    begun = client.get(reverse("openid_connect_login", args=[directory.key]))
    assert begun.status_code == 302, begun.content
    back = directory.answer(begun["Location"], sub)
    return client, client.get(back[back.index("/account/") :])


def reaches(client: Client, path: str = "/burglaries/") -> bool:
    return client.get(path).status_code == 200


def roles(cast: Cast, email: str) -> frozenset[str]:
    with tenancy.scope(municipality_id=cast.home.pk):
        return next((frozenset(person.roles) for person in api.people() if person.email == email), frozenset())


def test_whoever_the_directory_names_comes_in_with_the_mapped_role(cast: Cast, directory: Directory) -> None:
    directory.tell("u1", email="ny@havsvik.se", name="Ny Samordnare", groups=["safety", "other"])
    client, answer = come_in(directory, "u1")
    assert answer["Location"] == "/"
    assert reaches(client)
    assert roles(cast, "ny@havsvik.se") == {"coordinator"}
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Grant.objects.get(membership__email="ny@havsvik.se").source == "havsvik"
    user = User.objects.get(email="ny@havsvik.se")
    assert not user.has_usable_password()
    assert SocialAccount.objects.get(user=user).extra_data == {}  # what was told is not kept


def test_access_ends_with_the_claim(cast: Cast, directory: Directory) -> None:
    directory.tell("u1", email="ny@havsvik.se", groups=["safety"])
    before, _answer = come_in(directory, "u1")
    assert reaches(before)
    directory.tell("u1", email="ny@havsvik.se", groups=["other"])
    after, answer = come_in(directory, "u1")
    assert answer.status_code == 403
    assert roles(cast, "ny@havsvik.se") == frozenset()
    assert not reaches(before)  # at once, also where the session goes on
    assert not reaches(after)


def test_a_role_that_a_colleague_gave_stays_when_a_claim_ends(cast: Cast, directory: Directory) -> None:
    directory.tell("u1", email="ny@havsvik.se", groups="safety")
    come_in(directory, "u1")
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email="ny@havsvik.se", name="Ny", role="visitor")
    directory.tell("u1", email="ny@havsvik.se")
    come_in(directory, "u1")
    assert roles(cast, "ny@havsvik.se") == {"visitor"}


@pytest.mark.parametrize("address", ["chef@polisen.se", "x@havsvik.se.evil.example", "", "a@b@havsvik.se", None])
def test_an_address_of_another_domain_is_refused(cast: Cast, directory: Directory, address: str | None) -> None:
    directory.tell("u2", email=address, groups=["safety"])
    client, answer = come_in(directory, "u2")
    assert answer.status_code == 403
    assert not User.objects.filter(email=address or "-").exists()
    assert not reaches(client)


def test_a_provider_never_opens_an_account_by_its_address(cast: Cast, directory: Directory) -> None:
    """The first fault of all: an unproven identity used as a key."""
    with tenancy.scope(municipality_id=cast.home.pk):
        boss = api.add_person(email="chef@havsvik.se", name="Chef", role="officer", password=PASSWORD)
    EmailAddress.objects.create(user_id=boss.user_id, email=boss.email, verified=True, primary=True)
    directory.tell("mallory", email="chef@havsvik.se", email_verified=True, groups=["safety"])
    client, answer = come_in(directory, "mallory")
    assert answer.status_code == 403
    assert not reaches(client)
    assert not SocialAccount.objects.exists()
    assert roles(cast, "chef@havsvik.se") == {"officer"}


def test_one_connects_ones_own_account_while_signed_in(cast: Cast, directory: Directory) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email="bo@havsvik.se", name="Bo", role="visitor", password=PASSWORD)
    client = Client(headers=PAGE)
    client.post(reverse("account_login"), {"login": "bo@havsvik.se", "password": PASSWORD})
    directory.tell("bo", email="bo@havsvik.se", groups=["safety"])
    client, answer = come_in(directory, "bo", client)
    if answer["Location"] == reverse("account_reauthenticate"):
        answer = client.post(answer["Location"], {"password": PASSWORD})
    assert SocialAccount.objects.get().user.email == "bo@havsvik.se"
    assert roles(cast, "bo@havsvik.se") == {"visitor"}  # roles follow at the next sign-in through it
    fresh, _answer = come_in(directory, "bo")
    assert reaches(fresh)
    assert roles(cast, "bo@havsvik.se") == {"visitor", "coordinator"}


def test_nobody_connects_somebody_elses_identity(cast: Cast, directory: Directory) -> None:
    directory.tell("mallory", email="mallory@havsvik.se", groups=["safety"])
    client = Client(headers=PAGE)
    client.post(reverse("account_login"), {"login": cast.officer.email, "password": PASSWORD})
    _client, answer = come_in(directory, "mallory", client)
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_two_municipalities_with_the_same_subject_are_two_people(cast: Cast, directory: Directory) -> None:
    other = Directory(directory.url, key="norrsund")
    add(other, cast, municipality_id=cast.elsewhere.pk, domains=("norrsund.se",))
    directory.tell("1", email="ett@havsvik.se", groups=["safety"])
    come_in(directory, "1")
    directory.tell("1", email="ett@norrsund.se", groups=["safety"])
    come_in(other, "1")
    assert {(each.provider, each.uid) for each in SocialAccount.objects.all()} == {
        ("havsvik", "1"),
        ("norrsund", "1"),
    }
    assert SocialAccount.objects.values("user_id").distinct().count() == 2
    directory.tell("1", email="ett@norrsund.se", groups=["safety"])
    _client, answer = come_in(directory, "1")
    assert answer.status_code == 403


def test_a_municipalitys_provider_gives_no_police_role(cast: Cast, directory: Directory) -> None:
    mixed = Directory(directory.url, key="mixed")
    add(mixed, cast, lines=(Line("groups", "safety", "coordinator"), Line("groups", "polis", "officer")))
    directory.tell("u3", email="u3@havsvik.se", groups=["safety", "polis"])
    come_in(mixed, "u3")
    assert roles(cast, "u3@havsvik.se") == {"coordinator"}


def test_a_session_through_a_municipality_reaches_neither_the_police_nor_others(
    cast: Cast, directory: Directory
) -> None:
    """Whoever runs a municipality's directory can sign in as its people: that must not open what isn't its own."""
    directory.tell("u4", email="u4@havsvik.se", groups=["safety"])
    come_in(directory, "u4")
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email="u4@havsvik.se", name="U4", role="officer")
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        api.add_person(email="u4@havsvik.se", name="U4", role="coordinator")
    client, _answer = come_in(directory, "u4")
    request: Any = client.get("/burglaries/").wsgi_request
    assert request.actor.roles == {"coordinator"}
    assert [actor.code for actor in request.actors] == ["9901"]


@pytest.mark.parametrize("page", sorted(through.KEPT_SHUT))
def test_a_session_through_a_provider_makes_no_way_in_that_outlasts_it(
    cast: Cast, directory: Directory, page: str
) -> None:
    """Else whoever runs the directory would add a passkey, and come back with all that the person is elsewhere."""
    directory.tell("u5", email="u5@havsvik.se", groups=["safety"])
    client, _answer = come_in(directory, "u5")
    address = reverse(page, kwargs={part: 1 if part == "pk" else "0" * 64 for part in patterns()[page]})
    for ask in (client.get, client.post):
        assert ask(address)["Location"] == reverse("people:account")


def test_the_provider_is_asked_again_after_its_hours(
    cast: Cast, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.tell("u1", email="ny@havsvik.se", groups=["safety"])
    client, _answer = come_in(directory, "u1")
    session = client.session
    session["through"] = {**session["through"], "until": timezone.now().timestamp() - 1}
    session.save()
    assert client.get("/burglaries/")["Location"].startswith(reverse("account_login"))


def test_a_removed_provider_ends_its_roles_links_and_sessions(cast: Cast, directory: Directory) -> None:
    directory.tell("u1", email="ny@havsvik.se", groups=["safety"])
    client, _answer = come_in(directory, "u1")
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email="ny@havsvik.se", name="Ny", role="visitor")
    assert providers.remove(key="havsvik") == 1
    assert roles(cast, "ny@havsvik.se") == {"visitor"}
    assert client.get("/").status_code == 302
    add(directory, cast)
    _client, answer = come_in(directory, "u1")
    assert answer.status_code == 403  # the same subject at a new provider is nobody yet


def test_the_secret_is_sealed(cast: Cast, directory: Directory) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, ' ') FROM socialaccount_socialapp a")
        assert "a-client-secret" not in str(cursor.fetchone())
    assert providers.find("havsvik").secret == "a-client-secret"


@pytest.mark.parametrize(
    "fault", ["no fault", "nonce", "audience", "issuer", "expired", "signature", "none", "secret"]
)
def test_an_id_token_that_is_not_right_signs_nobody_in(
    cast: Cast, directory: Directory, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Allauth trusts what comes over TLS: no signature, no nonce. We look."""
    directory.tell("u1", email="ny@havsvik.se", groups=["safety"])
    monkeypatch.setattr(openid.Adapter, "_decode_id_token", _spoiled(openid.Adapter._decode_id_token, fault))
    client, answer = come_in(directory, "u1")
    right = fault == "no fault"  # so that it is the fault that is refused
    assert answer.status_code == (302 if right else 403)
    assert reaches(client) is right
    assert User.objects.filter(email="ny@havsvik.se").exists() is right


def _spoiled(real: Any, fault: str) -> Any:
    """The ID token as somebody between would change it, handed to the real check."""

    def decode(self: Any, app: Any, id_token: str) -> Any:
        claims = jwt.decode(id_token, options={"verify_signature": False})
        if fault == "signature":
            return real(self, app, id_token[:-8] + "AAAAAAAA")
        if fault == "none":
            return real(self, app, jwt.encode(claims, key="", algorithm="none"))
        if fault == "secret":  # signed with what everybody knows: the public key as if it were a secret
            return real(self, app, jwt.encode(claims, key="k" * 32, algorithm="HS256"))
        own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._key = lambda _token: jwt.PyJWK(
            jwt.algorithms.RSAAlgorithm.to_jwk(own.public_key(), as_dict=True), "RS256"
        )
        return real(self, app, jwt.encode({**claims, **WRONG.get(fault, {})}, key=own, algorithm="RS256"))

    return decode


def test_a_link_adds_nothing_to_the_question(cast: Cast, directory: Directory) -> None:
    begin = reverse("openid_connect_login", args=["havsvik"])
    begun = Client().get(f"{begin}?auth_params=prompt%3Dnone%26nonce%3Dx&scope=admin&process=connect")
    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert "prompt" not in asked
    assert asked["nonce"] != ["x"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]


def test_nobody_elses_page_begins_a_sign_in(cast: Cast, directory: Directory) -> None:
    begun = Client().get(
        reverse("openid_connect_login", args=["havsvik"]), headers={"sec-fetch-site": "cross-site"}
    )
    assert begun["Location"] == reverse("account_login")


def test_a_key_that_names_no_provider_is_404(cast: Cast, directory: Directory) -> None:
    for key in ("norrsund", "openid_connect", "saml"):
        for name in ("openid_connect_login", "openid_connect_callback", "saml_login", "saml_metadata"):
            assert Client().get(reverse(name, args=[key])).status_code == 404, (name, key)


def test_a_provider_that_is_away_is_no_error_of_ours(cast: Cast) -> None:
    gone = Directory("http://localhost:9", key="gone")
    add(gone, cast)
    answer = Client().get(reverse("openid_connect_login", args=["gone"]))
    assert answer.status_code == 502


def test_the_sign_in_page_of_a_municipality_offers_its_provider(cast: Cast, directory: Directory) -> None:
    begin = reverse("openid_connect_login", args=["havsvik"])
    assert begin in Client().get("/account/login/?municipality=9901").content.decode()
    assert begin not in Client().get("/account/login/?municipality=9902").content.decode()
    assert begin not in Client().get("/account/login/").content.decode()
    found = Client().get(reverse("people:through"), {"address": "nisse@Havsvik.se"})
    assert begin in found.content.decode()
    assert Client().get(reverse("people:through"), {"address": "a@b.se"}).status_code == 200


def test_a_coordinator_who_came_through_a_provider_needs_no_second_step(cast: Cast, directory: Directory) -> None:
    from kokong.people.signin import second

    with cast.acting(cast.coordinator):
        second.ask(second_step=True)
    directory.tell("u1", email="ny@havsvik.se", groups=["safety"])
    client, _answer = come_in(directory, "u1")
    assert reaches(client)


def test_the_mapping_is_kept_in_the_table_that_only_sign_in_reads(cast: Cast, directory: Directory) -> None:
    assert SocialApp.objects.count() == 1
    assert providers.of(municipality_id=cast.elsewhere.pk) == ()
    with cast.acting(cast.coordinator):
        assert [one.key for one in providers.of(municipality_id=cast.home.pk)] == ["havsvik"]
