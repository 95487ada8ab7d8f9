"""Who has to wait before the next guess at a password or a code, and for how long."""

from collections.abc import Sequence
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.utils import timezone

from kokong.people.models import User

from . import attempts, devices, rules
from .attempts import Counter
from .refusal import too_many


def password_counters(request: HttpRequest, *, email: str, address: str) -> tuple[Counter, ...]:
    """What a guess at a password counts for: a device that the account knows has a counter of its own."""
    name = email.strip().lower()
    device = devices.read(request)
    if device.knows(User.objects.filter(email=name).first()):
        return (Counter(attempts.key("password", name, "device", device.name)),)
    at = rules.counted(address)
    return (
        Counter(attempts.key("password", name, "address", at)),
        Counter(attempts.key("address", at), rules.ADDRESS_WAITS),
    )


def code_counters(request: HttpRequest, *, user: Any, address: str) -> tuple[Counter, ...]:
    """What a guess at a code of the second step counts for."""
    device = devices.read(request)
    if device.knows(user):
        return (Counter(attempts.key("code", user.pk, "device", device.name)),)
    return (
        Counter(attempts.key("code", user.pk, "address", rules.counted(address))),
        Counter(attempts.key("code", user.pk, "strangers"), rules.CODE_WAITS),
    )


def begin(request: HttpRequest, counters: Sequence[Counter]) -> None:
    """Count a guess, or answer that it must wait (429) by raising what allauth turns into the answer."""
    seconds = attempts.attempt(counters, now=timezone.now())
    if seconds:
        raise ImmediateHttpResponse(too_many(request, seconds))


def right(counters: Sequence[Counter]) -> None:
    """The guess was right: the account's own counter starts anew, what others share only loses this one."""
    now = timezone.now()
    for number, counter in enumerate(counters):
        attempts.forgive(counter, wholly=number == 0, now=now)
