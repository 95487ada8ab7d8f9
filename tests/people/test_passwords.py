"""A password that is easily guessed is refused wherever one is set."""

import pytest
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.people import api, passwords
from kokong.people.models import User
from kokong.simulation import staging
from tests.cast import Cast

EASY = ("a", "", "password", "123456789012", "grannesamverkan"[:11], "lisa.larsson@kommunen.example")


@pytest.mark.parametrize("password", EASY)
def test_an_easy_password_makes_no_account(cast: Cast, password: str) -> None:
    with tenancy.scope(municipality_id=cast.home.pk), pytest.raises(UserError, match="Nothing was saved"):
        api.add_person(
            email="lisa.larsson@kommunen.example", name="Lisa Larsson", role="visitor", password=password
        )
    assert not User.objects.filter(email="lisa.larsson@kommunen.example").exists()


def test_the_command_says_what_is_wrong_and_keeps_nothing(cast: Cast) -> None:
    told = CliRunner().invoke(
        app,
        [
            "people",
            "add",
            "-m",
            "9901",
            "--email",
            "ny@x.example",
            "--name",
            "N",
            "--role",
            "visitor",
            "--password",
        ],
        input="a\na\n",
    )
    assert isinstance(told.exception, UserError)
    assert "too short" in told.exception.message
    assert not User.objects.filter(email="ny@x.example").exists()


def test_the_demonstrations_password_would_be_taken_anywhere() -> None:
    for one in staging.CREW:
        passwords.check(staging.PASSWORD, email=one.email, name=one.name)
