"""The door to tasks. Everything works in the municipality in scope."""

from .kinds import Kind, Way, declare, offer
from .reading import ByDay, Wanted, at, by_day, count, counts, done, overdue, task, tasks, waiting
from .values import Refused, Task, TaskMissing
from .work import assign, drop, finish, give_back, open_task, remind, reopen, settle, take, withdraw

__all__ = [
    "ByDay",
    "Kind",
    "Refused",
    "Task",
    "TaskMissing",
    "Wanted",
    "Way",
    "assign",
    "at",
    "by_day",
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
    "settle",
    "take",
    "task",
    "tasks",
    "waiting",
    "withdraw",
]
