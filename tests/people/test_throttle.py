"""Guessing a password is slowed down, by account and by address."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def forget(db: None) -> None:
    """Earlier tests' tries don't count."""
    cache.clear()


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_the_right_password_signs_in(cast: Cast) -> None:
    assert sign_in(Client(), cast.officer.email, PASSWORD) == 302


def test_after_five_wrong_guesses_even_the_right_one_waits(cast: Cast) -> None:
    client = Client()
    for guess in range(6):
        sign_in(client, cast.officer.email, f"wrong-{guess}-password")
    assert sign_in(client, cast.officer.email, PASSWORD) != 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), cast.coordinator.email, PASSWORD) == 302
