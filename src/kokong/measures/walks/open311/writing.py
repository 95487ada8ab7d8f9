"""JSON and XML of the same answer."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

FORMS: Final = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
_UNTELLABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, however it is written."""

Fields = Mapping[str, Any]


def rows(form: str, name: str, each: str, found: Sequence[Fields]) -> bytes:
    """A list: in JSON an array, also of one; in XML elements `each` in an element `name`."""
    if form == "json":
        return json.dumps([dict(one) for one in found], ensure_ascii=False).encode()
    root = ET.Element(name)
    for one in found:
        _fill(ET.SubElement(root, each), one)
    return _whole(root)


def one(form: str, name: str, found: Fields) -> bytes:
    """A single thing."""
    if form == "json":
        return json.dumps(found, ensure_ascii=False).encode()
    root = ET.Element(name)
    _fill(root, found)
    return _whole(root)


def _fill(element: ET.Element, fields: Fields) -> None:
    for name, value in fields.items():
        child = ET.SubElement(element, name)
        if isinstance(value, Mapping):
            _fill(child, value)
        elif isinstance(value, (list, tuple)):
            _listed(child, value)
        else:
            child.text = _text(value)


def _listed(element: ET.Element, values: Sequence[Any]) -> None:
    """Its parts are named by the one thing of it: endpoints hold endpoint, formats hold format."""
    for value in values:
        child = ET.SubElement(element, element.tag.removesuffix("s"))
        if isinstance(value, Mapping):
            _fill(child, value)
        else:
            child.text = _text(value)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else _UNTELLABLE.sub("", str(value))


def _whole(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
