"""Secrets of signing in can't be read where they lie."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from kokong.kernel import installation
from kokong.people.models import User
from kokong.people.signin import sealing
from tests.cast import PASSWORD, Cast


def kept() -> str:
    """All of the table, as a thief of the database reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(data::text, ' '), '') FROM mfa_authenticator")
        row = cursor.fetchone()
    assert row is not None
    return str(row[0])


def test_nothing_readable_lies_in_the_table(cast: Cast) -> None:
    """A thief of the database used to read the seeds of everybody's codes."""
    user = User.objects.get(pk=cast.officer.user_id)
    secret = auth.generate_totp_secret()
    totp = auth.TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user)
    seed = sealing.unseal(codes.instance.data["seed"])
    assert len(seed) > 20
    assert secret not in kept()
    assert seed not in kept()
    for row in Authenticator.objects.all():
        assert row.data[sealing.FIELDS[row.type]].startswith(sealing.MARK)
    right = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    assert totp.validate_code(right)
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_the_seed_of_an_app_that_is_being_set_up_is_sealed_in_the_session(cast: Cast) -> None:
    browser = cast.client(cast.officer)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert not any(secret in json.dumps(row.get_decoded()) for row in Session.objects.all())
    right = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    assert browser.post(reverse("mfa_activate_totp"), {"code": right}).status_code == 302
    assert sealing.unseal(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_what_an_earlier_version_kept_readable_is_sealed_and_still_works(cast: Cast) -> None:
    user = User.objects.get(pk=cast.officer.user_id)
    secret = auth.generate_totp_secret()
    Authenticator.objects.create(user=user, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "fe" * 20, "used_mask": 0})
    assert auth.decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
    assert sealing.seal_all() == 2
    assert secret not in kept()
    assert "fe" * 20 not in kept()
    assert auth.decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
    assert sealing.seal_all() == 0  # it may run twice


def test_the_first_page_after_an_upgrade_seals(cast: Cast) -> None:
    Authenticator.objects.create(user_id=cast.officer.user_id, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    sealing.seal_all_once.cache_clear()
    cast.client(cast.visitor).get("/")
    assert "JBSWY3DPEHPK3PXP" not in kept()


def test_another_installations_secret_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sealed = sealing.seal("seed")
    other = replace(installation.current(), home=tmp_path)
    monkeypatch.setattr(installation, "current", lambda: other)
    sealing._fernet.cache_clear()
    try:
        with pytest.raises(sealing.SealBroken, match=r"signin\.secret"):
            sealing.unseal(sealed)
    finally:
        sealing._fernet.cache_clear()
