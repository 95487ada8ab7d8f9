"""Signing in through SAML: really signed assertions of a provider of our own, and what is wrong with others."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zlib import decompress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from kokong.kernel import tenancy
from kokong.people import api
from kokong.people.models import User
from kokong.people.signin import providers
from kokong.people.signin.mapping import Line
from kokong.people.signin.providers import Terms
from tests.cast import Cast

PAGE = {"accept": "text/html", "host": "127.0.0.1"}  # as a browser says it; no name of one word
ISSUER = "https://idp.havsvik.se/saml"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
GROUP = "urn:oid:1.3.6.1.4.1.5923.1.5.1.1"
TEMPLATE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r1" Version="2.0" IssueInstant="{now}" Destination="{acs}"
 InResponseTo="{asked}"><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="a1" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID
 Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{sub}</saml:NameID><saml:SubjectConfirmation
 Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}"
 Recipient="{acs}" InResponseTo="{asked}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions
 NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
 </saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="s1">
 <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password
 </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>{attributes}
 </saml:AttributeStatement></saml:Assertion>"""


@dataclass
class Idp:
    """A provider that signs its assertions."""

    key: str
    certificate: str
    told: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)

    def answer(self, begun: str, sub: str, *, signed: bool = True) -> str:
        """The response to a question, base64."""
        question = parse_qs(urlsplit(begun).query)["SAMLRequest"][0]
        asked = etree.fromstring(decompress(base64.b64decode(question), -15))
        now = datetime.now(UTC)
        values = {
            "asked": asked.get("ID"), "acs": asked.get("AssertionConsumerServiceURL"), "issuer": ISSUER,
            "sub": sub,
            "audience": asked.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"), "now": stamp(now),
            "since": stamp(now - timedelta(minutes=1)), "until": stamp(now + timedelta(minutes=5)),
            "attributes": "".join(attribute(name, told) for name, told in self.told.items()),
        } | self.changed  # fmt: skip
        assertion = ASSERTION.format(**values)
        if signed:
            given = (self.key, self.certificate, False, Names.RSA_SHA256, Names.SHA256)
            assertion = OneLogin_Saml2_Utils.add_sign(assertion, *given).decode()
        return base64.b64encode(TEMPLATE.format(assertion=assertion, **values).encode()).decode()


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def attribute(name: str, told: list[str]) -> str:
    values = "".join(f"<saml:AttributeValue>{each}</saml:AttributeValue>" for each in told)
    return f'<saml:Attribute Name="{name}">{values}</saml:Attribute>'


def keys() -> tuple[str, str]:
    """A private key and its certificate, PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), signed.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="module")
def material() -> tuple[str, str]:
    return keys()


@pytest.fixture
def idp(cast: Cast, material: tuple[str, str]) -> Idp:
    """Havsvik's own, which makes its safety group coordinators."""
    terms = Terms(cast.home.pk, "municipality", ("havsvik.se",), (Line(GROUP, "safety", "coordinator"),), 8)
    providers.add_saml(
        key="havsvik-saml", name="Havsviks kommun", terms=terms, entity_id=ISSUER,
        sso_url="https://idp.havsvik.se/sso", certificate=material[1],
    )  # fmt: skip
    return Idp(*material, told={MAIL: ["ny@havsvik.se"], GROUP: ["safety", "other"]})


def come_in(idp: Idp, sub: str = "u1", **how: Any) -> tuple[Client, HttpResponseBase]:
    """Sign in as a browser does: the provider's page posts its answer, without our cookies."""
    client = Client(headers=PAGE)
    begun = client.get(reverse("saml_login", args=["havsvik-saml"]))
    assert begun["Location"].startswith("https://idp.havsvik.se/sso?SAMLRequest=")
    answer = idp.answer(begun["Location"], sub, **how)
    taken = client.post(reverse("saml_acs", args=["havsvik-saml"]), {"SAMLResponse": answer})
    return client, client.get(taken["Location"])


def reaches(client: Client) -> bool:
    return client.get("/burglaries/").status_code == 200


def roles(cast: Cast) -> frozenset[str]:
    with tenancy.scope(municipality_id=cast.home.pk):
        return next((frozenset(one.roles) for one in api.people() if one.email == "ny@havsvik.se"), frozenset())


def test_whoever_the_directory_names_comes_in_and_leaves_with_the_attribute(cast: Cast, idp: Idp) -> None:
    client, answer = come_in(idp)
    assert answer["Location"] == "/"
    assert reaches(client)
    assert roles(cast) == {"coordinator"}
    idp.told[GROUP] = ["other"]
    _client, answer = come_in(idp)
    assert answer.status_code == 403
    assert roles(cast) == frozenset()
    assert not reaches(client)


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": "https://other.example/"},
        {"issuer": "https://evil.example/"},
        {"until": "2020-01-01T00:00:00Z"},
        {"acs": "https://other.example/acs"},
        {"asked": "_never_asked"},
        {"asked": ""},
    ],
    ids=lambda changed: "-".join(f"{name}-{len(value)}" for name, value in changed.items()),
)
def test_an_assertion_that_is_not_meant_for_us_now_is_refused(
    cast: Cast, idp: Idp, changed: dict[str, str]
) -> None:
    idp.changed = changed
    client, answer = come_in(idp)
    assert answer.status_code == 403
    assert not reaches(client)
    assert not User.objects.filter(email="ny@havsvik.se").exists()


def test_an_assertion_without_a_signature_is_refused(cast: Cast, idp: Idp) -> None:
    client, answer = come_in(idp, signed=False)
    assert answer.status_code == 403
    assert not reaches(client)


def test_an_assertion_that_somebody_else_signed_is_refused(cast: Cast, idp: Idp) -> None:
    idp.key, idp.certificate = keys()
    client, answer = come_in(idp)
    assert answer.status_code == 403
    assert not reaches(client)


def test_an_address_of_another_domain_is_refused(cast: Cast, idp: Idp) -> None:
    idp.told[MAIL] = ["chef@polisen.se"]
    client, answer = come_in(idp)
    assert answer.status_code == 403
    assert not reaches(client)


def test_an_answer_opens_once(cast: Cast, idp: Idp) -> None:
    client = Client(headers=PAGE)
    answer = idp.answer(client.get(reverse("saml_login", args=["havsvik-saml"]))["Location"], "u1")
    for expected in (302, 403):
        taken = client.post(reverse("saml_acs", args=["havsvik-saml"]), {"SAMLResponse": answer})
        assert client.get(taken["Location"]).status_code == expected
        client.post(reverse("account_logout"))


def test_our_description_names_where_to_answer(cast: Cast, idp: Idp) -> None:
    page = Client(headers=PAGE).get(reverse("saml_metadata", args=["havsvik-saml"]))
    assert page["Content-Type"].startswith("text/xml")
    assert reverse("saml_acs", args=["havsvik-saml"]) in page.content.decode()
