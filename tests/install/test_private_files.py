"""What the product writes into its folder is for its own user, whatever the machine's usual permissions are."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

OTHERS, ANYBODY_ELSE = 0o007, 0o077

STARTED = """
import os
os.umask(0o022)
import sys
from unittest import mock
import kokong.cli
with mock.patch.object(kokong.cli, "app"):  # what every command does first
    kokong.cli.main()
os.environ["DJANGO_SETTINGS_MODULE"] = "kokong.config.settings"
import django
django.setup()
from django.conf import settings
from django.core.mail import send_mail
from kokong.install import doctor, embedded, supervisor
from kokong.kernel import installation
from kokong.measures.alarms.receiver import unknown
here = installation.current()
supervisor.wait_for_turn(here, say=print)()
embedded.ensure_running(here.home)
for name in ("django", "alarms"):
    here.secret(name)
send_mail("Welcome", "A link that sets a password", None, ["new@example.org"])
(here.home / "demo").mkdir()
(here.home / "demo" / "town.osm.pbf").touch()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that a process with everyday permissions has filled."""
    with tempfile.TemporaryDirectory(prefix="kokong-private-") as made:
        Path(made).chmod(0o755)  # PostgreSQL's own user must reach it where root runs this
        folder = Path(made) / "kokong"
        environment = {**os.environ, "KOKONG_HOME": str(folder), "KOKONG_EMAIL_URL": "", "KOKONG_DATABASE_URL": ""}
        subprocess.run([sys.executable, "-c", STARTED], env=environment, check=True)
        yield folder


def modes(folder: Path) -> dict[str, int]:
    return {str(f.relative_to(folder)): stat.S_IMODE(f.lstat().st_mode) for f in folder.rglob("*")
            if not f.is_symlink() and not f.is_socket()}  # fmt: skip


def test_nobody_else_reads_it(home: Path) -> None:
    found = modes(home)
    assert {"mail", "django.secret", "alarms.secret", "postgres", "start.lock", "demo/town.osm.pbf"} <= set(found)
    assert [name for name in found if name.startswith("mail/")]
    assert {name: oct(mode) for name, mode in found.items() if mode & ANYBODY_ELSE} == {}
    assert stat.S_IMODE(home.stat().st_mode) & 0o006 == 0, "others can't list it"


def test_a_folder_from_before_is_closed(tmp_path: Path) -> None:
    from kokong.kernel import installation
    from kokong.kernel.mail import OwnFilesBackend

    tmp_path.chmod(0o755)
    installation.own_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) & 0o006 == 0
    (tmp_path / "mail").mkdir(mode=0o755)
    OwnFilesBackend(file_path=str(tmp_path / "mail"))
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


def test_sharing_with_a_group_that_one_was_told_of_stays() -> None:
    from kokong.kernel import installation

    kept = os.umask(0o027)
    try:
        installation.keep_to_itself()
        assert os.umask(0o022) == 0o027
        installation.keep_to_itself()
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(kept)
