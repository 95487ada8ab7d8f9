"""How this municipality chooses doors: its own presets, else the settings accepted from its own burglaries, else
the published ones."""

from dataclasses import asdict, fields, replace

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.risk import api as risk

from . import rules
from .models import Preset as Row
from .rules import Preset
from .values import Refused

NAMES = tuple(field.name for field in fields(Preset))
# Least and greatest that make sense: beyond them a ring is no ring, or nobody could walk it.
LIMITS = {
    "radius_m": (20, rules.FAR_M),
    "at_least": (1, 20),
    "cap": (8, 120),
    "each_side": (1, 12),
    "clock_hours": (12, 168),
    "watch_days": (1, 60),
    "share_days": (0, 60),
    "claim_minutes": (5, 120),
}


def preset(*, kind: str, accepted: risk.Settings | None = None) -> Preset:
    """The preset for a kind of dwelling (`rules.PRESET_KINDS`) in the municipality in scope.

    `accepted` is `risk.settings()`, for whoever has read it.
    """
    row = Row.objects.filter(kind=kind).values(*NAMES).first()
    return Preset(**row) if row else usual(kind=kind, accepted=accepted)


def presets() -> dict[str, Preset]:
    """Every kind's preset, in the order of `rules.PRESET_KINDS`."""
    own = {row.pop("kind"): Preset(**row) for row in Row.objects.values("kind", *NAMES)}
    return {kind: own.get(kind) or usual(kind=kind) for kind in rules.PRESET_KINDS}


def usual(*, kind: str, accepted: risk.Settings | None = None) -> Preset:
    """The preset where the municipality hasn't set its own: published figures, or what a coordinator accepted.

    What was accepted says nothing of holiday homes: their burglaries are found too late to learn from.
    """
    published, accepted = rules.DEFAULTS[kind], accepted or risk.settings()
    if kind == "holiday" or accepted.source == "published":
        return published
    return replace(published, radius_m=accepted.radius_m, watch_days=accepted.watch_days)


@transaction.atomic
def save_preset(*, kind: str, preset: Preset) -> None:
    """Use `preset` for cocoons opened from now on. Raises Refused where it makes no ring."""
    if kind not in rules.PRESET_KINDS:
        raise Refused(_("There is no such kind of dwelling. Nothing was changed."))
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(preset, name) <= most:
            raise Refused(_("With these figures nobody could walk the ring. Nothing was changed."))
    if preset.at_least > preset.cap:
        raise Refused(_("The least number of doors is greater than the most. Nothing was changed."))
    Row.objects.update_or_create(kind=kind, defaults=asdict(preset))
    audit.record(action="cocoon.preset", subject=kind, detail=asdict(preset))


def reset_preset(*, kind: str) -> None:
    """Go back to the usual preset for a kind of dwelling."""
    if Row.objects.filter(kind=kind).delete()[0]:
        audit.record(action="cocoon.preset_reset", subject=kind)
