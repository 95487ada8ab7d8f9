"""A dialler that others wrote, against the receiver as a process of its own, plain and encrypted, TCP and UDP."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from kokong.dc09 import Key
from tests.dc09 import vectors as v

from .rig import address, enrol, events, until

DIALLER = """
import os, sys, time
from my_dc09_spt.dc09_spt import dc09_spt

port, kind, key = int(sys.argv[1]), sys.argv[2], sys.argv[3]
spt = dc09_spt("1234", receiver=0, line=0)
spt.set_path("main", "primary", "127.0.0.1", port, account="1234",
             key=bytes.fromhex(key) if key else None, type=kind)
spt.send_msg("SIA-DCS", {"code": "BV", "zone": 12, "lat": "59N19.200", "lon": "018E04.100",
                         "verification": "https://v.example/1"})
spt.send_msg("ADM-CID", {"code": 139, "q": 1, "area": 1, "zone": 12})
end = time.time() + 15
while spt.notSent() and time.time() < end:
    time.sleep(.05)
time.sleep(.5)
os._exit(0 if spt.state()["main primary path ok"] == 1 else 1)
"""


@pytest.fixture
def port() -> Iterator[int]:
    """`kokong alarms serve` on the test database."""
    pytest.importorskip("my_dc09_spt")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    where = address()
    url = f"postgresql://{where['user']}@/{where['database']}?host={where['host']}"
    environment = {**os.environ, "KOKONG_DATABASE_RECEIVER_URL": url}
    command = [sys.executable, "-m", "kokong", "alarms", "serve", "--host", "127.0.0.1", "--port", str(free)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Receiving alarms on port {free}.\n"
    yield free
    process.terminate()
    assert process.wait(20) == 0
    process.stdout.close()


@pytest.mark.parametrize("kind", ["tcp", "udp"])
@pytest.mark.parametrize("key", [None, v.AES128, v.AES256], ids=["plain", "aes128", "aes256"])
def test_the_dialler_is_content_and_its_events_are_stored(port: int, kind: str, key: Key | None) -> None:
    enrol(key=key, transport=kind)
    until(lambda: _dialled(port, kind, key), 60)
    assert events("code, kind, zone, encrypted, link") == [
        ("BV", "verified", "12", key is not None, "https://v.example/1"),
        ("1139", "verified", "12", key is not None, ""),
    ]


def _dialled(port: int, kind: str, key: Key | None) -> bool:
    material = key.material.hex() if key else ""
    done = subprocess.run([sys.executable, "-c", DIALLER, str(port), kind, material], check=False,
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return True


def test_a_second_receiver_on_the_port_is_told_so(port: int) -> None:
    command = [sys.executable, "-m", "kokong", "alarms", "serve", "--host", "127.0.0.1", "--port", str(port)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "KOKONG_ALARM_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["receiver", "both"])
def test_killed_under_load_nothing_acknowledged_is_missing(what: str) -> None:
    """The benchmark itself, for seconds only, with a data folder of its own."""
    command = [sys.executable, "-m", "benchmarks.alarms_kill", "--rounds", "2", "--seconds", "0.5", "--what", what]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)
    found = json.loads(done.stdout[done.stdout.index("{") :])
    assert found["acknowledged"] > 100
    assert (found["missing"], found["doubled"], found["wrong_replies"]) == (0, 0, 0)
