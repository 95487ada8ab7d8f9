"""The door to tasks. Everything works in the municipality in scope."""

from .kinds import Kind, Way, declare, offer
from .reading import Wanted, at, count, counts, done, overdue, task, tasks, waiting
from .values import Refused, Task, TaskMissing
from .work import drop, finish, give_back, open_task, remind, reopen, take, withdraw

__all__ = [
    "Kind",
    "Refused",
    "Task",
    "TaskMissing",
    "Wanted",
    "Way",
    "at",
    "count",
    "counts",
    "declare",
    "done",
    "drop",
    "finish",
    "give_back",
    "offer",
    "open_task",
    "overdue",
    "remind",
    "reopen",
    "take",
    "task",
    "tasks",
    "waiting",
    "withdraw",
]
