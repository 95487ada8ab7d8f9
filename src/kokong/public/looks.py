"""What makes a site its municipality's: its colours as a sheet, its crest."""

from hashlib import sha256

from kokong.pictures import api as pictures

from . import colours
from .values import Settings

_SHEET = """:root,
[data-color-scheme="auto"],
[data-color-scheme="light"] {{
  --site-main: {main};
  --site-second: {second};
}}
@media not (prefers-color-scheme: dark) {{
  :root,
  [data-color-scheme="auto"] {{
    --ds-color-accent-base-default: {main};
    --ds-color-accent-base-hover: {darker};
    --ds-color-accent-base-active: {darkest};
    --ds-color-accent-text-subtle: {main};
    --ds-color-accent-border-strong: {main};
  }}
}}
"""


def sheet(settings: Settings) -> str:
    """The colours as CSS. By night links and buttons have the house's own: these were chosen for paper."""
    return _SHEET.format(
        main=settings.main,
        second=settings.second,
        darker=colours.darker(settings.main, 0.82),
        darkest=colours.darker(settings.main, 0.66),
    )


def version(settings: Settings) -> str:
    """Another word for other colours, so that their address may be kept for good."""
    return sha256(sheet(settings).encode()).hexdigest()[:10]


def crest(settings: Settings) -> bytes | None:
    """The crest as JPEG, at most 320 pixels; None where there is none."""
    return None if settings.crest is None else pictures.content(settings.crest, "small")
