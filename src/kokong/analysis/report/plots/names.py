"""The forecasting methods' names, translated. Their numbers are settings and stay as they are."""

import re

from ...words import gettext as _


def translated(name: str) -> str:
    """A method's name in the language spoken now; one that isn't ours stays as it is."""
    for pattern, text in _patterns():
        found = re.fullmatch(pattern, name)
        if found:
            return text % found.groupdict()
    return name


def _patterns() -> tuple[tuple[str, str], ...]:
    return (
        (r"counts, last (?P<weeks>\S+) weeks", _("counts, last %(weeks)s weeks")),
        (r"KDE, last (?P<weeks>\S+) weeks, (?P<metres>\S+) m", _("density, last %(weeks)s weeks, %(metres)s m")),
        (r"long-run KDE, (?P<days>\S+) d, (?P<metres>\S+) m", _("long-run density, %(days)s days, %(metres)s m")),
        (
            r"long-run KDE, (?P<days>\S+) d, (?P<metres>\S+) m \+ (?P<share>\d+)% near repeats",
            _("long-run density and %(share)s %% near repeats"),
        ),
        (r"ProMap, (?P<metres>\S+) m, (?P<weeks>\S+) weeks", _("ProMap, %(metres)s m, %(weeks)s weeks")),
        (r"same season, ±(?P<days>\S+) d, (?P<metres>\S+) m", _("same season, ±%(days)s days, %(metres)s m")),
        ("self-exciting point process", _("self-exciting point process")),
        ("combination, learnt weekly", _("combination, learnt as time goes by")),
    )
