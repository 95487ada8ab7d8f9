"""An alert to 100,000 members: accepted, written down, handed to a mail server, and workers killed in the middle.

The mail server is a process of its own on this machine (`sending_sink`), workers are processes as `kokong worker`
starts them: what a killed one had begun is taken up within half a minute. django-newsletter sends to the same kind
of mail server in the same run, from the environment of KOKONG_PEER_PYTHON, which `make bench` installs. How fast
letters leave is counted by the mail server, over the first of them (`--handed`), of the alert to all. Beside it
stands how many left for each second of computing of whoever sends: that stays the same on a busy machine.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import common
from . import sending_rig as rig
from .common import Figure

PEER = Path(__file__).with_name("sending_peer.py")
ACCEPTED_S, EXPANDED_S = 1.0, 10.0
TARGETS = {1: 300.0, 2: 550.0}
KILLS = 5
SLOWEST = 20.0  # letters a second, before a run is given up


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=100_000)
    parser.add_argument("--handed", type=int, default=20_000, help="how many of its letters are waited for")
    parser.add_argument("--killed", type=int, default=20_000, help="recipients of the mailing whose workers die")
    parser.add_argument(
        "--peer", type=int, default=5_000, help="recipients of django-newsletter's; 0 leaves it out"
    )
    given = parser.parse_args()
    print(f"Load of the machine before: {' '.join(f'{load:.1f}' for load in os.getloadavg())}", flush=True)
    with common.database():
        from kokong.places import api as places

        town = places.create_municipality(code="9009", name="Letters", crs=3006).pk
        rig.declare()
        figures = expanding(town, given.recipients)
        paces = {}
        for number, target in TARGETS.items():
            paces[number] = handing(town, given.recipients, min(given.handed, given.recipients), number)
            figures.append(_figure(number, target, paces[number], given.recipients))
        figures += killing(town, given.killed)
    if given.peer:
        figures += beside_newsletter(given.peer, paces[1])
    print(f"Load of the machine after: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    return common.report(figures)


def expanding(town: int, members: int) -> list[Figure]:
    """How long until an alert is accepted, and until everybody is written down."""
    from kokong.sending.mailings import starting

    began = time.perf_counter()
    number = start(town, members)
    accepted = time.perf_counter() - began
    began = time.perf_counter()
    starting.expand(municipality_id=town, mailing_id=number)
    expanded = time.perf_counter() - began
    stop(town, number)
    what = f"alert to {members:,}"
    return [
        Figure(f"{what}: accepted", f"≤ {ACCEPTED_S:g} s", f"{accepted:.3f} s", accepted <= ACCEPTED_S),
        Figure(f"{what}: written down", f"≤ {EXPANDED_S:g} s", f"{expanded:.2f} s", expanded <= EXPANDED_S),
    ]


def start(town: int, members: int) -> int:
    """Start an alert of its own."""
    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.sending import api

    with tenancy.scope(municipality_id=town):
        return api.start_mailing(
            kind=rig.KIND, because=("bench", 1), turn=timezone.now().isoformat(), title="Alert",
            audience={"members": members}, context={"text": "Lock your door."}, now=timezone.now(),
        )  # fmt: skip


def stop(town: int, number: int) -> None:
    """Nothing of it leaves."""
    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.sending import api
    from kokong.sending.mailings import passing

    with tenancy.scope(municipality_id=town):
        api.stop(mailing_id=number, now=timezone.now())
    passing.clear(municipality_id=town, mailing_id=number)


def looked(town: int, number: int) -> Any:
    """The mailing as staff see it."""
    from kokong.kernel import tenancy
    from kokong.sending import api

    with tenancy.scope(municipality_id=town):
        return api.mailing(number)


def handing(town: int, members: int, handed: int, workers: int) -> rig.Pace:
    """How the first of an alert's letters reach a mail server from so many workers; the rest is stopped."""
    with rig.sink() as sink:
        number = start(town, members)
        with rig.workers(workers, sink) as running:
            pids = [each.pid for each in running]
            pace = rig.pace(sink, handed, pids, seconds=300 + handed / SLOWEST)
            if pace is None:
                sys.exit(f"Only {sink.count():,} of {handed:,} letters arrived.")
            stop(town, number)
    return pace


def _figure(workers: int, target: float, pace: rig.Pace, members: int) -> Figure:
    what = f"letters of {members:,}, {workers} worker{'s' * (workers > 1)}"
    return Figure(
        what, f"≥ {target:g}/s", f"{pace.rate:,.0f}/s, {pace.own:,.0f} a CPU second", pace.rate >= target
    )


def killing(town: int, members: int) -> list[Figure]:
    """Both of two workers die five times on the way; afterwards every member is looked for."""
    with rig.sink() as sink:
        number = start(town, members)
        rng = random.Random(13)
        with rig.workers(2, sink) as running:
            for kill in range(KILLS):
                least = (kill + rng.uniform(0.3, 0.9)) * members / (KILLS + 1)
                if not rig.wait(_arrived(sink, least), seconds=300 + members / SLOWEST):
                    sys.exit(f"After {kill} kills only {sink.count():,} of {members:,} letters have arrived.")
                _kill(running, sink)
            rig.wait(lambda: not looked(town, number).number("waiting"), seconds=600 + members / SLOWEST)
        _lose_what_was_cut_off(town)
        counts = {each.state: looked(town, number).number(each.state) for each in looked(town, number).counts}
        got = Counter(who for _at, who in sink.taken())
    return _verdict(members, got, counts)


def _arrived(sink: rig.Sink, least: float) -> Callable[[], bool]:
    return lambda: sink.count() >= least


def _kill(running: list[subprocess.Popen[bytes]], sink: rig.Sink) -> None:
    for place, each in enumerate(running):
        each.send_signal(signal.SIGKILL)
        each.wait()
        running[place] = rig.worker(sink)
    print(f"both workers killed after {sink.count():,} letters", flush=True)


def _lose_what_was_cut_off(town: int) -> None:
    """What the sweep does with letters that have been under way for a quarter of an hour."""
    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.sending import delivery
    from kokong.sending.models import Message

    with tenancy.scope(municipality_id=town):
        for row in Message.objects.filter(state="sending"):
            delivery.lose(row, timezone.now())


def _verdict(members: int, got: Counter[str], counts: dict[str, int]) -> list[Figure]:
    twice = sum(times > 1 for times in got.values())
    unsure, missing = counts.get("perhaps", 0), members - len(got)
    whole = sum(counts.values()) == members and missing <= unsure
    said = f"{missing} missing, {unsure} perhaps sent, {counts.get('sent', 0):,} sent"
    what = f"two workers killed {KILLS} times, {members:,}"
    return [
        Figure(f"{what}: letters that arrived twice", "0", str(twice), twice == 0),
        Figure(f"{what}: nobody missing but perhaps sent", f"≤ {2 * KILLS}", said, whole and unsure <= 2 * KILLS),
    ]


def beside_newsletter(members: int, ours: rig.Pace) -> list[Figure]:
    """The same to django-newsletter's subscribers; nothing where it isn't installed."""
    with tempfile.TemporaryDirectory() as folder:
        if _peer(folder, "fill", str(members)).wait():
            print("django-newsletter is not installed here, so it is not compared: `make bench` installs it.")
            return []
        with rig.sink() as sink:
            sending = _peer(folder, "send", str(sink.port))
            pace = rig.pace(sink, members - 100, [sending.pid], seconds=120 + members / SLOWEST)
            sending.wait()
    if pace is None:
        sys.exit(f"django-newsletter sent only {sink.count():,} of {members:,} letters.")
    times = f"ours {ours.rate:,.0f}/s, {ours.rate / pace.rate:.1f} times"
    said = f"{pace.rate:,.0f}/s, {pace.own:,.0f} a CPU second; {times}"
    what = f"django-newsletter, {members:,}, beside one worker"
    return [Figure(what, "≥ 1 times", said, ours.rate >= pace.rate), _killed_newsletter(members)]


def _killed_newsletter(members: int) -> Figure:
    with tempfile.TemporaryDirectory() as folder, rig.sink() as sink:
        _peer(folder, "fill", str(members)).wait()
        first = _peer(folder, "send", str(sink.port))
        rig.wait(lambda: sink.count() >= members / 2, seconds=60 + members / 5, every=0.05)
        first.kill()
        first.wait()
        rig.wait(_still(sink), seconds=5)
        before = sink.count()
        _peer(folder, "send", str(sink.port)).wait()
        alone = sink.count() - before
        _peer(folder, "again").wait()
        _peer(folder, "send", str(sink.port)).wait()
        got = Counter(who for _at, who in sink.taken())
    twice = sum(times > 1 for times in got.values())
    said = f"{twice:,} twice; {alone} more until somebody sets it free"
    return Figure(f"django-newsletter, {members:,}, killed once", "(ours: 0 twice)", said, held=True)


def _still(sink: rig.Sink) -> Callable[[], bool]:
    """Whether nothing has come since it was asked before."""
    seen: list[int] = []

    def still() -> bool:
        seen.append(sink.count())
        return len(seen) > 1 and seen[-1] == seen[-2]

    return still


def _peer(*words: str) -> subprocess.Popen[bytes]:
    python = os.environ.get("KOKONG_PEER_PYTHON", sys.executable)
    return subprocess.Popen([python, str(PEER), *words], stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
