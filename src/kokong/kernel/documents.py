"""Paper: a document set by typst from a room's own template, in the house's look.

A template imports what it needs of `house.typ`: colours, `house` (type and page), `head`, `code`, `drawn` (a map),
`ring`, `leaflet`. What it shows comes as `data`, never as text in the template.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import qrcode
from qrcode.image.svg import SvgPathImage

from kokong.tables import cleaned

from . import practice

HOUSE: Final = Path(__file__).with_name("house.typ")


def typeset(template: Path, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a template, which finds `data` by `#let data = json(bytes(sys.inputs.data))`,
    and `files` (pictures, say) by their names.

    Only the fonts that typst brings, so that it looks the same on every machine. Raises RuntimeError for a
    template that typst doesn't understand.
    """
    return _made(template, data, files or {}, format="pdf")


def picture(template: Path, data: Mapping[str, Any], *, dots: float) -> bytes:
    """As `typeset`, the one page of a template as PNG, with so many dots an inch."""
    return _made(template, data, {}, format="png", ppi=dots)


def _made(template: Path, data: Mapping[str, Any], beside: Mapping[str, bytes], **how: Any) -> bytes:
    import typst  # a large library that few requests need

    files: Any = {"main.typ": template.read_bytes(), "house.typ": HOUSE.read_bytes()}  # typst's types know no dict
    how |= {
        "ignore_system_fonts": True,
        # Cleaned once more: rows may be from before texts were cleaned at the door.
        "sys_inputs": {"data": json.dumps(cleaned(dict(data))), "practice": practice.mark()},
    }
    if not beside:
        made: Any = typst.compile(files, **how)
    else:
        with TemporaryDirectory(prefix="kokong-paper-") as name:  # in memory typst takes nothing but text
            folder = Path(name)
            for file, content in {**beside, **files}.items():
                (folder / file).write_bytes(content)
            made = typst.compile(folder / "main.typ", root=folder, **how)
    assert isinstance(made, bytes)
    return made


def code(link: str) -> str:
    """A link as a square code to be read by a phone: SVG."""
    drawn = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, image_factory=SvgPathImage)
    drawn.add_data(link)
    written = BytesIO()
    drawn.make_image().save(written)
    return written.getvalue().decode()
