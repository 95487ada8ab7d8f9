"""How long a job that failed waits before it runs again: longer each time, and never all of them at once."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from procrastinate import BaseRetryStrategy
from procrastinate.jobs import Job
from procrastinate.retry import RetryDecision

FIRST: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(hours=2)
JITTER: Final = 0.25


def wait(attempt: int, *, chance: float, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """The wait after failed attempt number `attempt` (from 0): doubled each time up to `longest`.

    `chance` in [0, 1) spreads it by a quarter either way, so that jobs that failed together, because a mail server
    was away, do not come back together.
    """
    grown: timedelta = min(first * int(2 ** min(attempt, 32)), longest)
    return grown * (1 + JITTER * (2 * chance - 1))


@dataclass(frozen=True, kw_only=True)
class Growing(BaseRetryStrategy):
    """Try again after growing waits; after `attempts` in all the job has failed for good.

    Procrastinate's own strategies know neither a longest wait nor jitter.
    """

    attempts: int = 12
    first: timedelta = FIRST
    longest: timedelta = LONGEST
    generator: random.Random = field(default_factory=random.SystemRandom)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to run the job again; None when it has been tried often enough."""
        if job.attempts + 1 >= self.attempts:
            return None
        pause = wait(job.attempts, chance=self.generator.random(), first=self.first, longest=self.longest)
        return RetryDecision(retry_in={"seconds": round(pause.total_seconds())})


AGAIN: Final = Growing()
"""For work that nobody waits for: twelve tries in about five hours."""
