"""The database as the least-privileged role sees it, and the cast of people."""

import logging
import os
from collections.abc import Iterator
from copy import deepcopy
from functools import partial

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck

from kokong.install import embedded
from kokong.kernel import database, installation, roles
from tests import roles as cast_of_roles
from tests import snapshot, template, written
from tests.cast import Cast, build_cast
from tests.template import Link

BUILT: list[Cast] = []


def pytest_configure() -> None:
    """The folder of collected files, which the web application looks for as soon as a test file loads it.

    Hypothesis watches no clock: how long an example takes is the machine's affair.
    """
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    hypothesis.settings.register_profile("kokong", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    hypothesis.settings.load_profile("kokong")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that at the end no worker waits for another's last file.

    What a browser did not manage is tried once more, and the summary names it (decision 92).
    """
    items.sort(key=lambda item: [item.get_closest_marker(mark) is None for mark in ("long", "browser")])
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """Loading the web application says that this process is one; the commands that tests start are none."""
    os.environ.pop("KOKONG_PROCESS", None)


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> None:
    """Pages under test name their files as they are; none need be collected."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """The cast's passwords cost nothing; that the product uses Argon2 is tested on its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def nobody_is_in_the_log() -> Iterator[None]:
    """After everything that a worker has tested: its log says nothing of a person."""
    reader = written.Reader()
    logging.getLogger().addHandler(reader)
    yield
    logging.getLogger().removeHandler(reader)
    assert reader.found == []


@pytest.fixture(autouse=True)
def the_default_language() -> Iterator[None]:
    """A request leaves its reader's language behind in the thread; the next test starts without it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def sites_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site's answers are made for each test anew; that they are kept is tested on its own."""
    monkeypatch.setattr("kokong.public.directory.FRESH_S", 0.0)
    monkeypatch.setattr("kokong.public.kept.LIFE_S", 0.0)


@pytest.fixture(scope="session")
def test_server() -> embedded.Server:
    """The embedded PostgreSQL that tests run on."""
    return embedded.ensure_running(installation.current().home)


@pytest.fixture(scope="session")
def monkeypatch_for_all() -> Iterator[pytest.MonkeyPatch]:
    """What stays in its place until the last test is over."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session")
def django_db_setup(
    test_server: embedded.Server,
    django_db_blocker: pytest.FixtureRequest,
    monkeypatch_for_all: pytest.MonkeyPatch,
    quick_passwords: None,
) -> Iterator[None]:
    """A fresh copy of the migrated database with the cast; every test then runs as `tests.roles` says."""
    cast_of_roles.install(monkeypatch_for_all)
    name = f"test_kokong_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            template.copy(admin, kind="cast", into=name, make=partial(_with_cast, admin))
        BUILT.append(template.kept(admin, name))
        _use(admin, name)
        yield
        connections.close_all()
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _use(admin: Link, name: str) -> None:
    """Have every connection lead to a database of this name, with who may connect to it."""
    roles.prepare(admin, database=name, prefix=embedded.DATABASE)
    cast_of_roles.prepare(admin)
    admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    for alias in connections:
        connections[alias].settings_dict.update(NAME=name, CONN_MAX_AGE=0)  # threads leave nothing open


def _migrated(admin: Link, name: str) -> None:
    """A fresh database, migrated by the owner."""
    _use(admin, name)
    database.migrate()
    connections.close_all()


def _with_cast(admin: Link, name: str) -> None:
    """A migrated database with the cast built, and the way to lay it down instead of its rows."""
    template.copy(admin, kind="migrated", into=name, make=partial(_migrated, admin))
    _use(admin, name)
    database.migrate()
    built = build_cast()
    connections.close_all()
    with psycopg.connect(admin.info.dsn, dbname=name, autocommit=True) as inside:
        inside.execute("UPDATE people_grant SET since = '2020-01-01'")  # tests play at times of their own
        snapshot.keep(inside, readers=cast_of_roles.EVERYBODY)
        snapshot.empty(inside)
        template.keep(inside, built)


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, test_server: embedded.Server
) -> Iterator[None]:
    """Real commits, for tests across connections and processes; everything is emptied afterwards."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        name = connections["default"].settings_dict["NAME"]
        connections.close_all()
    with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as admin:
        snapshot.empty(admin)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in a test that is rolled back."""
    return _laid_down()


@pytest.fixture
def committed_cast(committed: None) -> Cast:
    """The cast, for tests with real commits."""
    return _laid_down()


def _laid_down() -> Cast:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT tests.lay_down()")
    return deepcopy(BUILT[0])
