"""kill -9 under load, again and again: what was acknowledged must be in the database, once.

Fifty panels keep one alarm outstanding each and send it again when they get no answer, as panels do. In each round
the receiver, PostgreSQL, or both are killed without warning and come back. Afterwards every acknowledged alarm is
looked for among the rows. Prints one JSON document last.
"""

import argparse
import json
import random
import sys
import time
from typing import Any

from . import alarm_rig as rig

PANELS = 50
RETRY_S = 1.0
READY_TARGET_S = 2.0


class Rounds:
    """Kills what is to be killed, and notes how long it took to come back."""

    def __init__(self, what: str, receiver: rig.Receiver) -> None:
        self._what, self.receiver = what, receiver
        self.ready: list[float] = []
        self._rng = random.Random(9)

    def run(self, load_seconds: float) -> None:
        """One round: load for a while, never quite the same, then the kill, then back again."""
        time.sleep(load_seconds * self._rng.uniform(0.7, 1.3))
        began = time.perf_counter()
        if self._what in {"receiver", "both"}:
            self.receiver.kill()
        if self._what in {"postgres", "both"}:
            rig.kill_postgres()
        if self._what in {"receiver", "both"}:
            self.receiver = rig.Receiver(prober=self.receiver.prober)
        self.receiver.acknowledging()
        self.ready.append(time.perf_counter() - began)


def killed(what: str, rounds: int, load_seconds: float) -> dict[str, Any]:
    """All rounds under one load; the comparison afterwards."""
    accounts = rig.enrol(PANELS)
    prober = rig.enrol(1, first=PANELS)[0]
    receiver = rig.Receiver(prober=prober)
    receiver.ready()
    work = Rounds(what, receiver)
    try:
        with rig.panels(accounts=accounts, retry_s=RETRY_S, until_told=True) as panels:
            panels.begin()
            for number in range(rounds):
                work.run(load_seconds)
                print(f"round {number + 1}: {what} back after {work.ready[-1]:.2f} s", flush=True)
            time.sleep(load_seconds)
            found = panels.finish()
    finally:
        work.receiver.stop()
    return {
        "what": what,
        "rounds": rounds,
        **rig.compare(found["acknowledged"]),
        "wrong_replies": found["wrong_replies"],
        "retries_after_lost_connection": found["connections_lost"],
        "ready_s": {"worst": round(max(work.ready), 2), "mean": round(sum(work.ready) / rounds, 2)},
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--what", choices=["receiver", "postgres", "both"], default="receiver")
    parser.add_argument("--seconds", type=float, default=1.0, help="of load before each kill")
    wanted = parser.parse_args()
    with rig.home():
        result = killed(wanted.what, wanted.rounds, wanted.seconds)
    sound = result["missing"] == result["doubled"] == result["wrong_replies"] == 0
    result["held"] = sound and result["ready_s"]["worst"] <= READY_TARGET_S
    print(json.dumps(result, indent=2))
    return 0 if result["held"] else 1


if __name__ == "__main__":
    sys.exit(main())
