"""`kokong people`: whoever is at the machine gives and ends roles."""

import pytest

from kokong.kernel.errors import UserError
from kokong.people import api
from tests.alarms.test_cli import run
from tests.cast import Cast


def roles(cast: Cast) -> frozenset[str]:
    with cast.acting(cast.coordinator):
        return next((frozenset(p.roles) for p in api.people() if p.name == cast.visitor.name), frozenset())


def test_roles_are_added_and_ended_one_by_one(committed_cast: Cast) -> None:
    cast, email = committed_cast, committed_cast.visitor.email
    here = ("-m", cast.home.code, "--email", email)
    run("people", "add", *here, "--name", "Somebody else", "--role", "auditor")
    assert roles(cast) == {"visitor", "auditor"}
    assert "auditor, visitor" in run("people", "list", "-m", cast.home.code).stdout
    run("people", "end", *here, "--role", "auditor")
    assert roles(cast) == {"visitor"}
    with pytest.raises(UserError, match="is no auditor here"):
        run("people", "end", *here, "--role", "auditor")
    run("people", "end", *here)
    assert roles(cast) == frozenset()
    with pytest.raises(UserError, match="works here"):
        run("people", "end", *here)


def test_nobody_is_ended_who_works_elsewhere(committed_cast: Cast) -> None:
    cast = committed_cast
    with pytest.raises(UserError, match="works here"):
        run("people", "end", "-m", cast.home.code, "--email", cast.stranger.email)
    with cast.acting(cast.stranger):
        assert cast.stranger.user_id in {p.user_id for p in api.people()}
