"""SCB's tables by PxWeb's API, version 1: a question in JSON, an answer with columns and rows.

`POST <base><table>` with `{"query": [{"code", "selection": {"filter": "item", "values"}}], "response": {"format":
"json"}}` answers `{"columns": [{"code", "text", "type"}], "data": [{"key", "values"}]}`; a column of type `c` is a
value, `t` the time, others say what the value is of. Region codes carry the year of their borders (`_DeSO2025`).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import http
from .values import Figure, Key, Read

BASE: Final = "https://api.scb.se/OV0104/v1/doris/sv/ssd/"
POPULATION: Final = "START/BE/BE0101/BE0101A/BefolkningNy"
"""Population by region and year."""
NOTHING: Final = ("..", ".", "-", "")


def read(table: str, chosen: Mapping[str, Sequence[str]], *, base: str = "") -> Read:
    """The values of what was chosen: `{"Region": ["0880"], "Tid": ["2025"]}`. Raises NotTaken."""
    query = [
        {"code": code, "selection": {"filter": "item", "values": list(values)}} for code, values in chosen.items()
    ]
    return parsed(http.post((base or BASE) + table, {"query": query, "response": {"format": "json"}}))


def parsed(found: Any) -> Read:
    """The figures of an answer. Raises NotTaken for one that isn't understood."""
    try:
        columns = found["columns"]
        names = [each for each in columns if each.get("type") != "c"]
        values = [str(each["text"]) for each in columns if each.get("type") == "c"]
        figures, missing = [], 0
        for row in found["data"]:
            for what, value in zip(values, row["values"], strict=True):
                if str(value).strip() in NOTHING:
                    missing += 1
                    continue
                figures.append(Figure(_key(names, row["key"], what), float(value)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise http.garbled() from error
    return Read(tuple(figures), {"nothing": missing} if missing else {})


def _key(names: Sequence[Mapping[str, Any]], key: Sequence[str], what: str) -> Key:
    """Place, time, and everything else with what the value is."""
    said = {str(name["code"]): (str(part), name.get("type")) for name, part in zip(names, key, strict=True)}
    time = next((part for part, kind in said.values() if kind == "t"), "")
    place = next((part for code, (part, _kind) in said.items() if code.casefold() == "region"), "")
    rest = [part for code, (part, kind) in said.items() if kind != "t" and code.casefold() != "region"]
    return Key(place, " ".join([what, *rest]), time.replace("M", "-"))
