"""The door to tasks. Everything works in the municipality in scope."""

from .kinds import Kind, declare
from .reading import Wanted, at, count, counts, overdue, tasks
from .values import Refused, Task, TaskMissing
from .work import drop, finish, give_back, open_task, reopen, take, withdraw

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
    "drop",
    "finish",
    "give_back",
    "open_task",
    "overdue",
    "reopen",
    "take",
    "tasks",
    "withdraw",
]
