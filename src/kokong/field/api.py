"""The door to the phone. Everything works in the municipality in scope."""

from .devices import SilentDevice, silent_device, silent_devices, touch_device
from .listing import Listing
from .pages import config, for_phones, refused, told, whereabouts
from .passes import handed, pass_to
from .rules import CLOCK_SLACK, LEASE
from .subjects import Id, Photo, Record, Subject, Taken, Taking, Work
from .words import counted, register

__all__ = [
    "CLOCK_SLACK",
    "LEASE",
    "Id",
    "Listing",
    "Photo",
    "Record",
    "SilentDevice",
    "Subject",
    "Taken",
    "Taking",
    "Work",
    "config",
    "counted",
    "for_phones",
    "handed",
    "pass_to",
    "refused",
    "register",
    "silent_device",
    "silent_devices",
    "told",
    "touch_device",
    "whereabouts",
]
