"""What hours are counted in."""

from typing import Final

from django.utils.translation import pgettext_lazy

EACH: Final = {
    "door": pgettext_lazy("hours", "door"),
    "member": pgettext_lazy("hours", "member home"),
    "walk": pgettext_lazy("hours", "walk"),
    "kit": pgettext_lazy("hours", "kit"),
    "check": pgettext_lazy("hours", "check"),
    "delivery": pgettext_lazy("hours", "delivery"),
}
