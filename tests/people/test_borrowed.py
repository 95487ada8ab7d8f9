"""Allauth's pages in our words."""

import gettext
from pathlib import Path

import allauth
import pytest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import override

from kokong.people import borrowed
from kokong.people.keys import AddKeyForm
from tests.cast import Cast

SENTENCES = [sentence for sentence in borrowed.SENTENCES if isinstance(sentence, str)]


def test_every_borrowed_sentence_is_still_allauths() -> None:
    theirs = gettext.translation("django", str(Path(allauth.__file__).parent / "locale"), ["sv"])
    assert [sentence for sentence in SENTENCES if theirs.gettext(sentence) == sentence] == []


def test_ours_goes_before_theirs() -> None:
    with override("sv"):
        assert translated("Two-Factor Authentication") == "Tvåstegsinloggning"
        assert translated("Incorrect code.") == "Koden stämmer inte."


@pytest.mark.parametrize("address", ["mfa_index", "account_reauthenticate", "account_change_password"])
def test_pages_about_sign_in_call_things_by_our_names(cast: Cast, address: str) -> None:
    page = cast.client(cast.visitor).get(reverse(address), headers={"Accept-Language": "sv"}).content.decode()
    assert 'lang="sv"' in page
    assert not [word for word in ("tvåfaktor", "Återställningskod", "ogiltigförklara", "Vänligen") if word in page]


def test_the_name_of_a_key_has_a_label_in_swedish() -> None:
    with override("sv"):
        assert str(AddKeyForm.base_fields["name"].label) == "Namn"
    assert list(AddKeyForm.base_fields) == ["name", "credential", "passwordless"]
