"""The door to tasks. Everything works in the municipality in scope."""

from .kinds import Kind, declare
from .reading import Wanted, at, count, counts, done, overdue, tasks, waiting
from .values import Refused, Task, TaskMissing
from .work import drop, finish, give_back, open_task, remind, reopen, take, withdraw

__all__ = [
    "Kind",
    "Refused",
    "Task",
    "TaskMissing",
    "Wanted",
    "at",
    "count",
    "counts",
    "declare",
    "done",
    "drop",
    "finish",
    "give_back",
    "open_task",
    "overdue",
    "remind",
    "reopen",
    "take",
    "tasks",
    "waiting",
    "withdraw",
]
